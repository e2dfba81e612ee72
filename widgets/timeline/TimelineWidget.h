// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/StoreView.h"
#include "data/time/Clock.h"
#include "widgets/look/LatestJob.h"
#include "widgets/look/Look.h"
#include "widgets/timeline/LaneView.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QToolButton;

namespace sorami {

/// Transport, clock and lanes. It keeps no time of its own: it shows a clock's state and sends commands.
class TimelineWidget : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit TimelineWidget(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  /// The transport's buttons, left to right; a null action makes a gap.
  void setTransport(const QList<QAction*>& actions);
  void setStore(const StoreViewPtr& store);
  void setState(const Clock::State& state);
  void setLoading(bool loading);
  /// The same recording with more in it: what is counted stays on show until it is counted anew.
  void growStore(const StoreViewPtr& store);
  /// A recording is being made: says whether the picture is live or how far it is behind.
  void setLive(bool live);

  /// Which of the two times the picture goes by: as it was, or as it was known then.
  void setAsKnown(bool asKnown);
  /// How playing keeps up: part of the rate asked for, pictures a second (0: nothing plays).
  void setPace(double part, double pictures);
  QString paceText() const;

  LaneView* lanes() const { return m_lanes; }
  /// Opens the entry field of "go to time".
  void askForTime();
  /// Answers goToRequested: empty closes the field, else the reason is shown beside it.
  void answerGoTo(const QString& problem);

 Q_SIGNALS:
  void command(const sorami::ClockCommand::Any& command);
  void goToRequested(const QString& text);
  void openRequested();
  void asKnownRequested(bool asKnown);

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void showRates();
  void requestData();
  void showLive();
  void showHint();

  LookPtr m_look;
  StoreViewPtr m_store;
  Clock::State m_state;
  QHBoxLayout* m_buttons = nullptr;
  QLabel* m_zulu = nullptr;
  QLabel* m_jst = nullptr;
  QLabel* m_day = nullptr;
  QToolButton* m_rate = nullptr;
  QLineEdit* m_goTo = nullptr;
  QLabel* m_goToProblem = nullptr;
  QLabel* m_hint = nullptr;
  QLabel* m_loop = nullptr;
  QToolButton* m_known = nullptr;
  QLabel* m_pace = nullptr;
  QPushButton* m_liveButton = nullptr;
  bool m_live = false;
  LaneView* m_lanes = nullptr;
  QTimer m_settle;  ///< lanes are counted anew once the axis has come to rest
  LatestJob<TimelineDataPtr> m_counting;
};

}  // namespace sorami
