// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/events/Events.h"
#include "widgets/look/Look.h"
#include "widgets/timeline/TimeAxis.h"

#include <QRect>
#include <QString>

#include <limits>
#include <optional>
#include <vector>

class QPainter;

namespace sorami {

/// The timeline's lane of events: a triangle for each that matters, a tick for the others. Of those that
/// share a pixel the weightiest is drawn and answers.
class EventLane {
 public:
  void setEvents(EventListPtr events, StoreViewPtr store);
  const EventListPtr& events() const { return m_events; }
  bool isEmpty() const { return !m_events || m_events->events.empty(); }

  /// `hover` is an x within the row, or nothing.
  void paint(QPainter& painter, const QRect& row, const TimeAxis& axis, const Look& look,
             std::optional<double> hover) const;
  /// The weightiest event within reach of a pixel (from the row's left edge); null when there is none.
  const Event* at(double px, const TimeAxis& axis) const;
  /// What the pointer is told: time, text, and how many others are there.
  QString textAt(double px, const TimeAxis& axis) const;

 private:
  EventListPtr m_events;
  StoreViewPtr m_store;
};

/// A step of a storyboard on the timeline.
struct StoryMark {
  int number = 0;  ///< from 1
  QString title;
  UtcTime time;
  UtcTime until;  ///< no time: a point
  bool isCurrent = false;
};

/// The storyboard's lane: a plate for each step, over its span.
class StoryLane {
 public:
  void setMarks(std::vector<StoryMark> marks) { m_marks = std::move(marks); }
  const std::vector<StoryMark>& marks() const { return m_marks; }
  bool isEmpty() const { return m_marks.empty(); }
  void paint(QPainter& painter, const QRect& row, const TimeAxis& axis, const Look& look) const;
  /// Index of the mark at a pixel; -1 none. As painted last.
  int at(double px) const;

 private:
  std::vector<StoryMark> m_marks;
  mutable std::vector<std::pair<int, QRectF>> m_boxes;  ///< px from the row's left edge
};

/// Something that stands at an instant on the timeline, or lasts from it on: an entry of the log, a change of
/// the plan.
struct LaneMark {
  UtcTime time;
  QString text;
  UtcTime until{};  ///< no time: an instant; kOpenEnd: for good
  static constexpr UtcTime kOpenEnd{std::numeric_limits<std::int64_t>::max() / 2};
  bool operator==(const LaneMark&) const = default;
};

/// A lane of marks: a small lozenge each, with a bar for as long as it lasts; of those that share a pixel the
/// first is drawn.
class MarkLane {
 public:
  /// `marks` by time.
  void setMarks(std::vector<LaneMark> marks) { m_marks = std::move(marks); }
  bool isEmpty() const { return m_marks.empty(); }
  void paint(QPainter& painter, const QRect& row, const TimeAxis& axis, const Look& look,
             const QColor& colour, std::optional<double> hover) const;
  /// The nearest mark within reach of a pixel from the row's left edge; null when there is none.
  const LaneMark* at(double px, const TimeAxis& axis) const;

 private:
  std::vector<LaneMark> m_marks;
};

}  // namespace sorami
