// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/Governor.h"

#include <algorithm>

namespace sorami {

DrawQuality Governor::qualityOf(int level) {
  using Trails = DrawQuality::Trails;
  using Symbols = DrawQuality::Symbols;
  constexpr int kAll = std::numeric_limits<int>::max();
  constexpr int kFew = 300;
  // What is missed least goes first: the look of trails, then most labels, then symbols that lie on each
  // other.
  static constexpr std::array<DrawQuality, kLevels> kTable = {{{Trails::Smooth, Symbols::Full, kAll},
                                                               {Trails::Stepped, Symbols::Full, kAll},
                                                               {Trails::Dots, Symbols::Full, kAll},
                                                               {Trails::Dots, Symbols::Full, kFew},
                                                               {Trails::Dots, Symbols::Thinned, kFew},
                                                               {Trails::Selected, Symbols::Thinned, kFew},
                                                               {Trails::Selected, Symbols::Dots, kFew}}};
  return kTable[static_cast<std::size_t>(std::clamp(level, 0, kLevels - 1))];
}

double Governor::quantile(double share) const {
  std::array<double, kWindow> sorted = m_times;
  const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(kWindow - 1));
  std::nth_element(sorted.begin(), at, sorted.end());
  return *at;
}

bool Governor::add(double ms) {
  m_times[m_count++ % kWindow] = ms;
  if (m_count < kWindow) return false;
  if (quantile(kInTime) > m_budget && m_level + 1 < kLevels) {
    // A step back that does not hold is tried again later; one that held long is forgotten.
    const bool failed = m_steppedUp && m_count < static_cast<std::size_t>(4 * kPatience);
    m_patience = failed ? std::min(m_patience * 2, kMostPatience) : kPatience;
    m_steppedUp = false;
    ++m_level;
    m_count = 0;
    m_roomy = 0;
    return true;
  }
  m_roomy = quantile(0.5) < kRoom * m_budget ? m_roomy + 1 : 0;
  if (m_level == 0 || m_roomy < m_patience) return false;
  m_steppedUp = true;
  --m_level;
  m_count = 0;
  m_roomy = 0;
  return true;
}

void Governor::reset() {
  *this = Governor(m_budget);
}

}  // namespace sorami
