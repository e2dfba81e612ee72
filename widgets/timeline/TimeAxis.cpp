// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/TimeAxis.h"

#include "widgets/timeline/TimeLabels.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sorami {
namespace {

constexpr std::array<Micros, 29> kSteps = {kMillisecond,
                                           2 * kMillisecond,
                                           5 * kMillisecond,
                                           10 * kMillisecond,
                                           20 * kMillisecond,
                                           50 * kMillisecond,
                                           100 * kMillisecond,
                                           200 * kMillisecond,
                                           500 * kMillisecond,
                                           kSecond,
                                           2 * kSecond,
                                           5 * kSecond,
                                           10 * kSecond,
                                           15 * kSecond,
                                           30 * kSecond,
                                           kMinute,
                                           2 * kMinute,
                                           5 * kMinute,
                                           10 * kMinute,
                                           15 * kMinute,
                                           30 * kMinute,
                                           kHour,
                                           2 * kHour,
                                           3 * kHour,
                                           6 * kHour,
                                           12 * kHour,
                                           kDay,
                                           2 * kDay,
                                           7 * kDay};

}  // namespace

void TimeAxis::setLimits(TimeRange limits) {
  if (limits == m_limits) return;
  const bool all = !m_visible.isValid() || showsAll();
  m_limits = limits;
  if (m_limits.isValid() && m_limits.length() < kSecond) m_limits.end = m_limits.begin + kSecond;
  if (all || !m_limits.isValid()) {
    m_visible = m_limits;
  } else {
    setVisible(m_visible);
  }
}

void TimeAxis::setWidth(double px) {
  m_width = std::max(px, 1.0);
}

void TimeAxis::setVisible(TimeRange visible) {
  if (!m_limits.isValid() || !visible.isValid()) return;
  Micros length = std::clamp(visible.length(), std::min(kShortest, m_limits.length()), m_limits.length());
  UtcTime begin = std::clamp(visible.begin, m_limits.begin, m_limits.end - length);
  m_visible = {begin, begin + length};
}

double TimeAxis::microsPerPixel() const {
  return std::max<double>(static_cast<double>(m_visible.length()), 1) / m_width;
}

double TimeAxis::pixelOf(UtcTime t) const {
  if (!m_visible.isValid()) return 0;
  return static_cast<double>(t - m_visible.begin) / microsPerPixel();
}

UtcTime TimeAxis::timeAt(double px) const {
  if (!m_visible.isValid()) return {};
  return m_visible.begin + static_cast<Micros>(std::llround(px * microsPerPixel()));
}

void TimeAxis::zoomAt(double px, double factor) {
  if (!m_visible.isValid()) return;
  const UtcTime fixed = timeAt(px);
  const double wanted = static_cast<double>(m_visible.length()) / factor;
  const Micros length =
      std::clamp(static_cast<Micros>(wanted), std::min(kShortest, m_limits.length()), m_limits.length());
  const auto before = static_cast<Micros>(static_cast<double>(length) * px / m_width);
  setVisible({fixed - before, fixed - before + length});
}

void TimeAxis::panBy(double px) {
  if (!m_visible.isValid()) return;
  const auto by = static_cast<Micros>(px * microsPerPixel());
  setVisible({m_visible.begin + by, m_visible.end + by});
}

void TimeAxis::reveal(UtcTime t) {
  if (!m_visible.isValid() || !t.isValid() || m_visible.contains(t)) return;
  // A page on, with a little of what was seen before.
  const Micros length = m_visible.length();
  const UtcTime begin = t > m_visible.end ? t - length / 10 : t - length + length / 10;
  setVisible({begin, begin + length});
}

std::vector<TimeAxis::Tick> TimeAxis::ticks(double spacing) const {
  std::vector<Tick> ticks;
  if (!m_visible.isValid()) return ticks;
  const double least = spacing * microsPerPixel();
  std::size_t chosen = 0;
  while (chosen + 1 < kSteps.size() && static_cast<double>(kSteps[chosen]) < least) ++chosen;
  Micros major = kSteps[chosen];
  while (static_cast<double>(major) < least) major *= 2;  // very long recordings: weeks doubled
  Micros minor = major;
  for (const Micros step : kSteps) {
    if (major % step == 0 && major / step <= 6 && static_cast<double>(step) >= 8 * microsPerPixel()) {
      minor = step;
      break;
    }
  }
  // Whole steps from midnight of the first day, so that ticks stand on round times; days and more are counted
  // from one fixed day, so that they stay where they are while the view moves.
  const UtcTime fixed{0};
  const Micros before = minor >= kDay ? (m_visible.begin - fixed) / minor * minor : 0;
  const UtcTime midnight = minor >= kDay ? fixed + before - minor : m_visible.begin.startOfDay();
  const Micros first = (m_visible.begin - midnight + minor - 1) / minor * minor;
  for (UtcTime t = midnight + first; t <= m_visible.end; t = t + minor) {
    Tick tick;
    tick.time = t;
    tick.pixel = pixelOf(t);
    const Micros ofDay = t - t.startOfDay();
    tick.isDay = ofDay == 0;
    const bool isMajor = major >= kDay ? (t - fixed) % major == 0 : ofDay % major == 0;
    if (isMajor) tick.label = tick.isDay ? dayText(t) : tickText(t, major);
    ticks.push_back(std::move(tick));
  }
  return ticks;
}

}  // namespace sorami
