// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"

#include <QString>

#include <vector>

namespace sorami {

/// Which span of time is on screen, and how it maps to pixels. Time stays in whole microseconds: a pixel is
/// only ever shown, never kept.
class TimeAxis {
 public:
  static constexpr Micros kShortest = kMillisecond * 100;  ///< least span that is shown

  /// The whole span that may be shown; the view is fitted to it when it was empty or showed all before.
  void setLimits(TimeRange limits);
  TimeRange limits() const { return m_limits; }
  void setWidth(double px);
  double width() const { return m_width; }
  TimeRange visible() const { return m_visible; }
  void setVisible(TimeRange visible);
  void fit() { setVisible(m_limits); }
  bool showsAll() const { return m_visible == m_limits; }

  double pixelOf(UtcTime t) const;  ///< px from the left edge; may be outside
  UtcTime timeAt(double px) const;  ///< the instant at a pixel's left edge, to the microsecond
  double microsPerPixel() const;

  /// Zooms about a pixel; factor > 1 shows less time. Stays within the limits.
  void zoomAt(double px, double factor);
  void panBy(double px);
  /// Brings t into view by moving, when it is outside.
  void reveal(UtcTime t);

  struct Tick {
    UtcTime time;
    double pixel = 0;
    QString label;  ///< with Z; empty on minor ticks
    bool isDay = false;
  };
  /// Ticks on round times, labels at least `spacing` px apart.
  std::vector<Tick> ticks(double spacing) const;

 private:
  TimeRange m_limits;
  TimeRange m_visible;
  double m_width = 1;
};

}  // namespace sorami
