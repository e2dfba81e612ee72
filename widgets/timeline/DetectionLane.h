// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"
#include "widgets/look/Look.h"
#include "widgets/timeline/TimeAxis.h"

#include <QRect>
#include <QString>

#include <vector>

class QPainter;

namespace sorami {

/// When a flight is seen, for the timeline.
struct DetectionMarks {
  QString name;  ///< of the flight
  struct Span {
    UtcTime begin;
    UtcTime end;
    int sensors = 0;  ///< that count and see it; 0: a gap
  };
  std::vector<Span> spans;  ///< rising, from its begin to its end; empty: no lane
  UtcTime first;            ///< first seen by any; no time: never
  UtcTime arrival;          ///< nearest to the place that is to be warned; no time: none
};

/// The timeline's lane of a flight: bars as thick as many sensors see it, a dotted line where none does, a
/// flag where it is first seen and one where it arrives; between them lies the warning time.
class DetectionLane {
 public:
  void setMarks(DetectionMarks marks) { m_marks = std::move(marks); }
  const DetectionMarks& marks() const { return m_marks; }
  bool isEmpty() const { return m_marks.spans.empty(); }
  void paint(QPainter& painter, const QRect& row, const TimeAxis& axis, const Look& look) const;
  /// What the pointer is told at a pixel from the row's left edge; empty outside the flight.
  QString textAt(double px, const TimeAxis& axis) const;

 private:
  DetectionMarks m_marks;
};

}  // namespace sorami
