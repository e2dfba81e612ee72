// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/time/Clock.h"
#include "widgets/look/Look.h"
#include "widgets/timeline/DetectionLane.h"
#include "widgets/timeline/EventLane.h"
#include "widgets/timeline/TimeAxis.h"
#include "widgets/timeline/TimelineData.h"

#include <QWidget>

#include <optional>

namespace sorami {

/// The painted part of the timeline: lanes, time axis, cursor, loop. A left-drag on the lanes moves the
/// cursor, a drag on the axis (or with the middle button anywhere) moves the view, the wheel zooms.
class LaneView : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit LaneView(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  void setState(const Clock::State& state);
  void setData(TimelineDataPtr detail);
  /// Shown instead of lanes when there is no recording.
  void setEmptyText(const QString& text);
  void setBusy(bool busy);
  void setEvents(EventListPtr events, StoreViewPtr store);
  void setStory(std::vector<StoryMark> marks);
  /// Entries of the narrative log, by time; the lane is there when there are any. So of the plan's changes.
  void setLog(std::vector<LaneMark> marks);
  void setPlanMarks(std::vector<LaneMark> marks);
  /// Stretches without a report, drawn as such.
  void setSilences(std::vector<TimeRange> silences);
  /// When the flight that is looked at is seen; without spans the lane goes.
  void setDetection(DetectionMarks marks);
  const DetectionLane& detection() const { return m_detection; }

  const TimeAxis& axis() const { return m_axis; }
  void zoom(double factor);  ///< about the cursor where it is in view, else the middle
  void fit();
  /// Position of an instant, logical px in this widget.
  double positionOf(UtcTime t) const;
  UtcTime timeAt(double x) const;
  QRect lanesRect() const;
  QSize sizeHint() const override;

 Q_SIGNALS:
  void seekRequested(sorami::UtcTime to);
  void scrubbing(bool active);
  void axisChanged();
  void eventChosen(const sorami::Event& event);
  void stepChosen(int step);
  /// The pointer rests over this time, at this point of the screen; no time: over none.
  void hovered(sorami::UtcTime at, QPoint global);

 protected:
  void paintEvent(QPaintEvent*) override;
  void resizeEvent(QResizeEvent*) override;
  void mousePressEvent(QMouseEvent*) override;
  void mouseMoveEvent(QMouseEvent*) override;
  void mouseReleaseEvent(QMouseEvent*) override;
  void mouseDoubleClickEvent(QMouseEvent*) override;
  void wheelEvent(QWheelEvent*) override;
  void leaveEvent(QEvent*) override;

 private:
  enum class Drag { None, Scrub, Pan };
  struct Rows {
    QRect density;
    QRect sources;
    QRect detection;  ///< empty when there is no such lane, as the three below
    QRect events;
    QRect log;
    QRect plan;
    QRect story;
    QRect axis;
  };
  Rows rows() const;
  void fitLanes();
  int gutter() const;
  void scrubTo(double x);
  void paintDensity(QPainter& painter, const QRect& row) const;
  void paintSources(QPainter& painter, const QRect& row) const;
  void paintAxis(QPainter& painter, const QRect& row) const;
  void paintSilences(QPainter& painter, const QRect& row) const;
  /// What is at the pointer: the time, and what its lane says there.
  QString hoverText(const Rows& rows, double* foot) const;
  void paintLoop(QPainter& painter, const Rows& rows) const;
  void paintCursor(QPainter& painter, const Rows& rows) const;
  void paintHover(QPainter& painter, const Rows& rows) const;

  LookPtr m_look;
  TimeAxis m_axis;
  Clock::State m_state;
  TimelineDataPtr m_data;
  DetectionLane m_detection;
  EventLane m_events;
  StoryLane m_story;
  MarkLane m_log;
  MarkLane m_plan;
  std::vector<TimeRange> m_silences;
  QString m_empty;
  bool m_busy = false;
  Drag m_drag = Drag::None;
  double m_last = 0;
  std::optional<double> m_hover;  ///< x of the pointer
  int m_hoverY = 0;
};

}  // namespace sorami
