// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Session.h"
#include "data/events/Events.h"
#include "data/plan/Storyboard.h"
#include "widgets/look/LatestJob.h"
#include "widgets/timeline/EventLane.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <vector>

namespace sorami {

/// What a briefer does with a session: its events, its filter, its storyboard step by step, tracks that are
/// followed. No widget inside.
class BriefDesk : public QObject {
  Q_OBJECT
 public:
  explicit BriefDesk(Session& session, QObject* parent = nullptr);
  ~BriefDesk() override;

  // --- events
  const EventListPtr& events() const { return m_events; }
  bool isLooking() const { return m_finding.isBusy(); }
  /// To the next or previous event that matters; of all events when none matters. False when there is none.
  bool jump(int direction);
  void goTo(const Event& event);

  // --- filter
  void setFilter(const TrackFilterPtr& filter, bool dims);

  // --- storyboard
  const Storyboard& story() const;
  int step() const { return m_step; }
  void setStory(const Storyboard& story, const QString& what);
  /// Keeps what is on screen as a step behind the present one; gives its number.
  int addStep();
  /// The same of an entry of the log, at its time and with its words; the entry then leads to it.
  int addStepFor(const NarrativeEntry& entry);
  void retake(int step);
  void setStepTime(int step, bool end);
  void addCallout(int step);
  void toggleHighlight(int step);
  /// Shows a step. `plays`: its span begins to run, else the clock stands at its begin.
  void show(int step, bool plays, bool showsWords);
  /// The shown step's view again, for a map whose size has changed.
  void refit();
  /// No step's call-outs and words any more.
  void leaveStory();
  std::vector<StoryMark> marks() const;

  // --- following
  /// The view stays with these tracks; empty: with none.
  void follow(const std::vector<TrackId>& tracks);
  const std::vector<TrackId>& followed() const { return m_followed; }

 Q_SIGNALS:
  void eventsChanged();
  void filterChanged();
  void storyChanged();  ///< steps, or which is shown
  void followChanged();
  /// A step wants this view; whoever shows the map flies there.
  void flyRequested(const sorami::View& view);

 private:
  void findNow();
  void moveAlong();
  QString freeTitle(const Frame& frame) const;

  Session& m_session;
  EventListPtr m_events;
  StoreViewPtr m_eventsOf;
  PlanPtr m_plan;
  QTimer m_settle;
  QElapsedTimer m_looking;
  int m_step = -1;
  bool m_showsWords = false;
  bool m_moving = false;
  std::vector<TrackId> m_followed;
  LatestJob<EventListPtr> m_finding;
};

}  // namespace sorami
