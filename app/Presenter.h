// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/BriefDesk.h"
#include "widgets/look/Look.h"

#include <QElapsedTimer>
#include <QList>
#include <QPointer>
#include <QTime>
#include <QTimer>
#include <QWidget>

#include <vector>

class QLabel;
class QPlainTextEdit;
class QScreen;

namespace sorami {

class MapWidget;

/// What lies over the picture while it is presented: black, a laser dot, lines of a pen. Lets the mouse
/// through to the map unless pen or laser is in hand.
class StageOverlay : public QWidget, public Themed {
  Q_OBJECT
 public:
  enum class Hand { None, Laser, Pen };
  explicit StageOverlay(QWidget* map);

  void setLook(const LookPtr& look) override;
  void setBlack(bool black);
  bool isBlack() const { return m_black; }
  void setHand(Hand hand);
  Hand hand() const { return m_hand; }
  void wipe();
  bool hasLines() const { return !m_lines.empty(); }

 protected:
  void paintEvent(QPaintEvent*) override;
  void mousePressEvent(QMouseEvent*) override;
  void mouseMoveEvent(QMouseEvent*) override;
  void mouseReleaseEvent(QMouseEvent*) override;
  void leaveEvent(QEvent*) override;
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  LookPtr m_look;
  bool m_black = false;
  Hand m_hand = Hand::None;
  std::vector<std::vector<QPointF>> m_lines;
  bool m_drawing = false;
  QPointF m_dot;
  bool m_hasDot = false;
};

/// The speaker's own window: this step's notes, the next step, the clock and how long the talk has run.
class SpeakerWindow : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit SpeakerWindow(QWidget* parent = nullptr);
  void setLook(const LookPtr& look) override;
  void setStep(const Storyboard& story, int step);
  /// `now` is the time on the wall.
  void setClock(UtcTime recording, qint64 talkMs, QTime now);

 Q_SIGNALS:
  void stepRequested(int direction);
  void blackRequested();
  void endRequested();

 protected:
  void keyPressEvent(QKeyEvent*) override;

 private:
  QLabel* m_number;
  QLabel* m_title;
  QPlainTextEdit* m_notes;
  QLabel* m_next;
  QLabel* m_clock;
  QLabel* m_talk;
};

/// Presents the storyboard: steps, black screen, laser and pen, the speaker's window.
class Presenter : public QObject {
  Q_OBJECT
 public:
  Presenter(BriefDesk& desk, Session& session, MapWidget& map, QObject* parent = nullptr);
  ~Presenter() override;

  void setLook(const LookPtr& look);
  bool isOn() const { return m_on; }
  /// From this step on. False when there are no steps.
  bool begin(int step);
  void end();
  /// To the next or previous step; beyond the last the screen goes black.
  void go(int direction);
  void toggleBlack();
  void toggleSpeaker();
  void setHand(StageOverlay::Hand hand);
  void wipe();
  StageOverlay* overlay() const { return m_overlay; }
  SpeakerWindow* speaker() const { return m_speaker; }

 Q_SIGNALS:
  void began();
  void ended();
  /// A screen went away in the middle of the talk, which goes on with those that are left.
  void screenLost();

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  void refresh();
  /// Puts the speaker's window on a screen the picture is not on. False when there is none.
  bool placeSpeaker(const QList<QScreen*>& screens);
  void loseScreen(QScreen* gone);
  void gainScreen();
  BriefDesk& m_desk;
  Session& m_session;
  MapWidget& m_map;
  LookPtr m_look;
  bool m_on = false;
  bool m_hasOwnScreen = false;   ///< the speaker's window does
  bool m_hasLostScreen = false;  ///< it did
  bool m_isAtEnd = false;        ///< black after the last step
  StageOverlay* m_overlay;
  QPointer<SpeakerWindow> m_speaker;
  QElapsedTimer m_talk;
  QTimer m_second;
  QTimer m_resized;
};

}  // namespace sorami
