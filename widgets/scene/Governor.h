// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace sorami {

/// What an interactive frame may leave out to stay quick. Hostile and suspect tracks, alarms, what is
/// selected and what the mouse is on are always drawn in full.
struct DrawQuality {
  enum class Trails : std::uint8_t {
    Smooth,    ///< as the user has chosen
    Stepped,   ///< lines without smoothed edges
    Dots,      ///< dots instead of lines
    Selected,  ///< only of what is always drawn in full
  };
  enum class Symbols : std::uint8_t {
    Full,
    Thinned,  ///< the most important one in a cell of 8 px
    Dots,     ///< a dot each, but for what is always drawn in full
  };
  Trails trails = Trails::Smooth;
  Symbols symbols = Symbols::Full;
  int maxLabels = std::numeric_limits<int>::max();
  bool operator==(const DrawQuality&) const = default;
};

/// Keeps frames within their time on whatever machine this is: leaves more out, step by step, while more than
/// a fifth of the last frames are too long; takes it back when there is plenty of room. A step back that had
/// to be undone at once is tried again later and later, so that the picture does not swing to and fro.
class Governor {
 public:
  static constexpr std::size_t kWindow = 30;  ///< frames it judges by
  static constexpr int kLevels = 7;

  /// `budgetMs` is what drawing a frame may take: of the 16.7 ms at 60 Hz what the window leaves, which also
  /// answers the mouse and shows the picture.
  explicit Governor(double budgetMs = 13) : m_budget(budgetMs) {}

  /// Tells what a frame took. True when the quality has changed by it.
  bool add(double ms);
  /// 0: nothing is left out.
  int level() const { return m_level; }
  DrawQuality quality() const { return qualityOf(m_level); }
  /// Everything drawn again, nothing remembered: another recording, another window.
  void reset();

  static DrawQuality qualityOf(int level);

 private:
  /// What so large a share of the last frames took at most, ms.
  double quantile(double share) const;

  /// The share of frames that must be within the budget: a median would let every other one be late.
  static constexpr double kInTime = 0.8;
  /// Below this share of the budget there is room for the next better level, which may cost twice as much.
  static constexpr double kRoom = 0.45;
  /// Frames with room before a step back is tried, and the most that a failed one makes of them.
  static constexpr int kPatience = 90;
  static constexpr int kMostPatience = 90 * 32;

  double m_budget;
  int m_level = 0;
  std::array<double, kWindow> m_times{};
  std::size_t m_count = 0;  ///< frames since the last change
  int m_roomy = 0;          ///< of them, one after the other with room
  int m_patience = kPatience;
  bool m_steppedUp = false;  ///< the last change was a step back to better
};

}  // namespace sorami
