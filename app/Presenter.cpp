// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Presenter.h"

#include "widgets/map/MapWidget.h"
#include "widgets/timeline/TimeLabels.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

#include <utility>

namespace sorami {
namespace {

constexpr int kSecondMs = 500;
constexpr double kDotPx = 16;
constexpr double kPenPx = 3;

}  // namespace

// --- over the picture

StageOverlay::StageOverlay(QWidget* map) : QWidget(map), m_look(defaultLook()) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setMouseTracking(true);
  setGeometry(map->rect());
  map->installEventFilter(this);
  hide();
}

void StageOverlay::setLook(const LookPtr& look) {
  m_look = look;
  update();
}

void StageOverlay::setBlack(bool black) {
  m_black = black;
  update();
}

void StageOverlay::setHand(Hand hand) {
  m_hand = hand;
  m_hasDot = false;
  m_drawing = false;
  setAttribute(Qt::WA_TransparentForMouseEvents, hand == Hand::None);
  setCursor(hand == Hand::Laser ? Qt::BlankCursor : hand == Hand::Pen ? Qt::CrossCursor : Qt::ArrowCursor);
  update();
}

void StageOverlay::wipe() {
  m_lines.clear();
  update();
}

void StageOverlay::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  if (m_black) {
    painter.fillRect(rect(), Qt::black);
    return;
  }
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(m_look->theme().error, kPenPx, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  for (const auto& line : m_lines) painter.drawPolyline(line.data(), static_cast<int>(line.size()));
  if (m_hand == Hand::Laser && m_hasDot) {
    QColor glow = m_look->theme().error;
    painter.setPen(Qt::NoPen);
    for (const double part : {3.0, 2.0, 1.0}) {
      glow.setAlphaF(static_cast<float>(part > 2 ? 0.2 : part > 1.2 ? 0.4 : 1.0));
      painter.setBrush(glow);
      painter.drawEllipse(m_dot, kDotPx * part / 2, kDotPx * part / 2);
    }
    // White in its middle as a beam's spot is: so it is told from symbols of its colour.
    painter.setBrush(Qt::white);
    painter.drawEllipse(m_dot, kDotPx * 0.28, kDotPx * 0.28);
  }
}

void StageOverlay::mousePressEvent(QMouseEvent* event) {
  if (m_hand != Hand::Pen) return;
  m_drawing = true;
  m_lines.push_back({event->position(), event->position()});
  update();
}

void StageOverlay::mouseMoveEvent(QMouseEvent* event) {
  m_dot = event->position();
  m_hasDot = true;
  if (m_drawing && !m_lines.empty()) m_lines.back().push_back(event->position());
  update();
}

void StageOverlay::mouseReleaseEvent(QMouseEvent*) {
  m_drawing = false;
}

void StageOverlay::leaveEvent(QEvent*) {
  m_hasDot = false;
  update();
}

bool StageOverlay::eventFilter(QObject* object, QEvent* event) {
  if (event->type() == QEvent::Resize) {
    setGeometry(static_cast<QWidget*>(object)->rect());
    raise();
  }
  return QWidget::eventFilter(object, event);
}

// --- the speaker's window

SpeakerWindow::SpeakerWindow(QWidget* parent) : QWidget(parent, Qt::Window) {
  setWindowTitle(tr("Speaker – Sorami"));
  setObjectName(QStringLiteral("speaker"));
  setAttribute(Qt::WA_StyledBackground);
  setAttribute(Qt::WA_DeleteOnClose);
  resize(760, 540);
  const auto label = [this](const char* role) {
    auto* made = new QLabel(this);
    made->setProperty("role", QString::fromLatin1(role));
    made->setWordWrap(true);
    return made;
  };
  m_number = label("muted");
  m_title = label("title");
  m_clock = label("clock2");
  m_talk = label("clock");
  for (QLabel* time : {m_clock, m_talk}) time->setWordWrap(false);
  m_talk->setAccessibleName(tr("How long the talk has run"));
  m_notes = new QPlainTextEdit(this);
  m_notes->setReadOnly(true);
  m_notes->setAccessibleName(tr("Notes"));
  m_notes->setObjectName(QStringLiteral("speakerNotes"));
  m_notes->setFocusPolicy(Qt::NoFocus);
  m_next = label("muted");
  auto* top = new QHBoxLayout;
  top->addWidget(m_talk);
  top->addStretch(1);
  top->addWidget(m_clock);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(8);
  const auto button = [&](const QString& text, auto run) {
    auto* made = new QPushButton(text, this);
    connect(made, &QPushButton::clicked, this, run);
    buttons->addWidget(made);
    return made;
  };
  button(tr("‹ Back"), [this] { Q_EMIT stepRequested(-1); });
  auto* next = button(tr("Next ›"), [this] { Q_EMIT stepRequested(1); });
  next->setProperty("role", QStringLiteral("primary"));
  button(tr("Black"), [this] { Q_EMIT blackRequested(); });
  buttons->addStretch(1);
  button(tr("End"), [this] { Q_EMIT endRequested(); });
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(20, 16, 20, 16);
  all->setSpacing(10);
  all->addLayout(top);
  all->addWidget(m_number);
  all->addWidget(m_title);
  all->addWidget(m_notes, 1);
  all->addWidget(m_next);
  all->addLayout(buttons);
}

void SpeakerWindow::setLook(const LookPtr& look) {
  m_notes->setFont(look->text(16));
  m_notes->setStyleSheet(QStringLiteral("font-size: %1px;").arg(look->px(18)));
}

void SpeakerWindow::setStep(const Storyboard& story, int step) {
  const int count = static_cast<int>(story.steps.size());
  if (step < 0 || step >= count) return;
  const StoryStep& now = story.steps[static_cast<std::size_t>(step)];
  m_number->setText(tr("Step %1 of %2").arg(step + 1).arg(count));
  m_title->setText(QString::fromStdString(now.title));
  m_notes->setPlainText(now.notes.empty() ? tr("No notes for this step.")
                                          : QString::fromStdString(now.notes));
  if (step + 1 < count) {
    const StoryStep& next = story.steps[static_cast<std::size_t>(step) + 1];
    QString text = tr("Next: %1").arg(QString::fromStdString(next.title));
    if (next.time.isValid()) text += QStringLiteral("  ·  ") + zuluText(next.time);
    m_next->setText(text);
  } else {
    m_next->setText(tr("This is the last step."));
  }
}

void SpeakerWindow::setClock(UtcTime recording, qint64 talkMs, QTime time) {
  const QString now = time.toString(QStringLiteral("HH:mm:ss"));
  m_clock->setText(recording.isValid() ? tr("picture %1  ·  now %2").arg(zuluText(recording), now)
                                       : tr("now %1").arg(now));
  const qint64 s = talkMs / 1000;
  m_talk->setText(QStringLiteral("%1:%2").arg(s / 60).arg(s % 60, 2, 10, QLatin1Char('0')));
}

void SpeakerWindow::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_PageDown:
    case Qt::Key_Right:
    case Qt::Key_Space:
      Q_EMIT stepRequested(1);
      return;
    case Qt::Key_PageUp:
    case Qt::Key_Left:
      Q_EMIT stepRequested(-1);
      return;
    case Qt::Key_B:
    case Qt::Key_Period:
      Q_EMIT blackRequested();
      return;
    case Qt::Key_Escape:
      Q_EMIT endRequested();
      return;
    default:
      QWidget::keyPressEvent(event);
  }
}

// --- presenting

Presenter::Presenter(BriefDesk& desk, Session& session, MapWidget& map, QObject* parent)
    : QObject(parent),
      m_desk(desk),
      m_session(session),
      m_map(map),
      m_look(defaultLook()),
      m_overlay(new StageOverlay(&map)) {
  m_second.setInterval(kSecondMs);
  connect(&m_second, &QTimer::timeout, this, [this] {
    if (m_speaker) m_speaker->setClock(m_session.clock().cursor, m_talk.elapsed(), QTime::currentTime());
  });
  // The picture becomes larger on stage: the step's view is that of the new size.
  m_resized.setSingleShot(true);
  m_resized.setInterval(60);
  connect(&m_resized, &QTimer::timeout, this, [this] {
    if (m_on) m_desk.refit();
  });
  m_map.installEventFilter(this);
  connect(qGuiApp, &QGuiApplication::screenRemoved, this, &Presenter::loseScreen);
  connect(qGuiApp, &QGuiApplication::screenAdded, this, &Presenter::gainScreen);
  connect(&m_desk, &BriefDesk::storyChanged, this, [this] {
    if (m_on && m_speaker) m_speaker->setStep(m_desk.story(), m_desk.step());
  });
}

Presenter::~Presenter() {
  delete m_speaker;
}

void Presenter::setLook(const LookPtr& look) {
  m_look = look;
  m_overlay->setLook(look);
  if (m_speaker) applyLook(m_speaker, look);
}

bool Presenter::begin(int step) {
  const int count = static_cast<int>(m_desk.story().steps.size());
  if (count == 0) return false;
  m_on = true;
  m_talk.start();
  m_second.start();
  m_overlay->setBlack(false);
  m_overlay->setHand(StageOverlay::Hand::None);
  m_overlay->wipe();
  m_overlay->setGeometry(m_map.rect());
  m_overlay->show();
  m_overlay->raise();
  Q_EMIT began();
  m_desk.show(std::clamp(step, 0, count - 1), true, true);
  m_hasLostScreen = false;
  // A second screen is the speaker's own; with one only, the notes are shown when asked for.
  if (QGuiApplication::screens().size() > 1 && !m_speaker) toggleSpeaker();
  refresh();
  return true;
}

void Presenter::end() {
  if (!m_on) return;
  m_on = false;
  m_second.stop();
  m_overlay->hide();
  m_overlay->setHand(StageOverlay::Hand::None);
  if (m_speaker) m_speaker->deleteLater();
  m_session.command(ClockCommand::Pause{});
  const int step = m_desk.step();
  Q_EMIT ended();
  if (step >= 0) m_desk.show(step, false, false);
}

void Presenter::go(int direction) {
  const int count = static_cast<int>(m_desk.story().steps.size());
  if (m_overlay->isBlack()) {
    // The first press after black brings the picture back: nobody skips a step unseen. Back from the end is
    // back to the last step.
    m_overlay->setBlack(false);
    const bool wasAtEnd = std::exchange(m_isAtEnd, false);
    if (direction > 0 ? m_desk.step() < count - 1 : wasAtEnd) return;
  }
  const int to = m_desk.step() + direction;
  if (to >= count) {
    m_overlay->setBlack(true);
    m_isAtEnd = true;
    return;
  }
  if (to < 0) return;
  m_overlay->wipe();
  m_desk.show(to, true, true);
  refresh();
}

void Presenter::toggleBlack() {
  if (m_on) m_overlay->setBlack(!m_overlay->isBlack());
}

void Presenter::setHand(StageOverlay::Hand hand) {
  if (!m_on) return;
  m_overlay->setHand(m_overlay->hand() == hand ? StageOverlay::Hand::None : hand);
}

void Presenter::wipe() {
  m_overlay->wipe();
}

void Presenter::toggleSpeaker() {
  if (m_speaker) {
    m_speaker->deleteLater();
    m_speaker = nullptr;
    m_hasOwnScreen = false;
    return;
  }
  if (!m_on) return;
  m_speaker = new SpeakerWindow;
  applyLook(m_speaker, m_look);
  connect(m_speaker, &SpeakerWindow::stepRequested, this, &Presenter::go);
  connect(m_speaker, &SpeakerWindow::blackRequested, this, &Presenter::toggleBlack);
  connect(m_speaker, &SpeakerWindow::endRequested, this, &Presenter::end);
  placeSpeaker(QGuiApplication::screens());
  m_speaker->show();
  refresh();
}

bool Presenter::placeSpeaker(const QList<QScreen*>& screens) {
  const QScreen* stage = m_map.screen();
  for (const QScreen* screen : screens) {
    if (screen == stage) continue;
    m_speaker->move(screen->availableGeometry().center() - m_speaker->rect().center());
    m_hasOwnScreen = true;
    return true;
  }
  return false;
}

void Presenter::loseScreen(QScreen* gone) {
  // The window moves to a screen that is left; the step's view is made for its size.
  m_resized.start();
  if (!m_on) return;
  QList<QScreen*> left = QGuiApplication::screens();
  left.removeAll(gone);
  // What stood on the lost screen goes to one that is left: the notes must not come over the picture for all
  // to read.
  if (m_speaker && m_hasOwnScreen && left.size() < 2) {
    m_speaker->hide();
    m_speaker->deleteLater();
    m_speaker = nullptr;
    m_hasOwnScreen = false;
    m_hasLostScreen = true;
    // The remote's keys went to it, perhaps.
    m_map.window()->activateWindow();
    m_map.setFocus();
  }
  Q_EMIT screenLost();
}

void Presenter::gainScreen() {
  m_resized.start();
  if (!m_on || m_speaker || !std::exchange(m_hasLostScreen, false)) return;
  // Back again: once Qt knows where everything is.
  QTimer::singleShot(0, this, [this] {
    if (m_on && !m_speaker && QGuiApplication::screens().size() > 1) toggleSpeaker();
  });
}

bool Presenter::eventFilter(QObject* object, QEvent* event) {
  if (m_on && event->type() == QEvent::Resize) m_resized.start();
  return QObject::eventFilter(object, event);
}

void Presenter::refresh() {
  if (!m_speaker) return;
  m_speaker->setStep(m_desk.story(), m_desk.step());
  m_speaker->setClock(m_session.clock().cursor, m_talk.elapsed(), QTime::currentTime());
}

}  // namespace sorami
