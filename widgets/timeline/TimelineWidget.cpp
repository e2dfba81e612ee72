// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/TimelineWidget.h"

#include "widgets/timeline/TimeLabels.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr int kSettleMs = 120;
constexpr int kLiveSettleMs = 2000;  // a growing recording is counted no more often than this
constexpr double kRates[] = {0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 1000, 5000};
/// Playing that reaches less of its rate than this, or fewer pictures a second, is said to fall behind.
constexpr double kKeepsUp = 0.95;
constexpr double kFewPictures = 20;

constexpr int kHintRoom = 1240;  ///< px of width from which the keys are told beside the clock

QLabel* makeLabel(const char* role, QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setProperty("role", QString::fromLatin1(role));
  return label;
}

}  // namespace

TimelineWidget::TimelineWidget(QWidget* parent)
    : QWidget(parent), m_look(defaultLook()), m_counting(this, [this](TimelineDataPtr counted) {
        m_lanes->setBusy(false);
        if (counted) m_lanes->setData(std::move(counted));
      }) {
  setObjectName(QStringLiteral("timeline"));
  setAttribute(Qt::WA_StyledBackground);

  m_zulu = makeLabel("clock", this);
  m_zulu->setObjectName(QStringLiteral("zuluClock"));
  m_zulu->setAccessibleName(tr("Time, UTC"));
  m_jst = makeLabel("clock2", this);
  m_jst->setAccessibleName(tr("Time, Japan"));
  m_day = makeLabel("muted", this);
  m_rate = new QToolButton(this);
  m_rate->setObjectName(QStringLiteral("rate"));
  m_rate->setProperty("text", true);
  m_rate->setToolTip(tr("Playback rate · [ halves, ] doubles, \\ is 1×"));
  m_rate->setAccessibleName(tr("Playback rate"));
  m_rate->setFocusPolicy(Qt::TabFocus);
  connect(m_rate, &QToolButton::clicked, this, &TimelineWidget::showRates);
  m_goTo = new QLineEdit(this);
  m_goTo->setObjectName(QStringLiteral("goToTime"));
  m_goTo->setPlaceholderText(tr("0612Z, 1512JST, +90s, ISO"));
  m_goTo->setAccessibleName(tr("Go to time"));
  m_goTo->setFixedWidth(200);
  m_goTo->installEventFilter(this);
  m_goTo->hide();
  m_goToProblem = makeLabel("error", this);
  m_goToProblem->hide();
  m_liveButton = new QPushButton(this);
  m_liveButton->setObjectName(QStringLiteral("live"));
  m_liveButton->hide();
  connect(m_liveButton, &QPushButton::clicked, this, [this] { Q_EMIT command(ClockCommand::FollowLive{}); });
  m_loop = makeLabel("pill", this);
  m_loop->hide();
  m_known = new QToolButton(this);
  m_known->setObjectName(QStringLiteral("asKnown"));
  m_known->setProperty("text", true);
  m_known->setCheckable(true);
  m_known->setFocusPolicy(Qt::TabFocus);
  m_known->setToolTip(
      tr("As it was: each report at the time it tells of. As known then: only what had been "
         "received by that time, reckoned on from there."));
  connect(m_known, &QToolButton::clicked, this, &TimelineWidget::asKnownRequested);
  m_pace = makeLabel("warning", this);
  m_pace->setObjectName(QStringLiteral("pace"));
  m_pace->hide();
  m_hint = makeLabel("muted", this);
  m_hint->setText(tr("I O loop · Ctrl+← → next event · B keeps a step · G go to time"));
  m_hint->setMinimumWidth(1);  // it never holds the window open: where there is no room it goes
  connect(m_goTo, &QLineEdit::returnPressed, this, [this] { Q_EMIT goToRequested(m_goTo->text()); });

  auto* top = new QHBoxLayout;
  top->setContentsMargins(12, 4, 16, 0);
  top->setSpacing(12);
  m_buttons = new QHBoxLayout;
  m_buttons->setSpacing(0);
  top->addLayout(m_buttons);
  top->addWidget(m_zulu);
  top->addWidget(m_jst);
  top->addWidget(m_day);
  top->addWidget(m_liveButton);
  top->addWidget(m_rate);
  top->addWidget(m_pace);
  top->addWidget(m_known);
  top->addWidget(m_loop);
  top->addWidget(m_goTo);
  top->addWidget(m_goToProblem);
  top->addStretch(1);
  top->addWidget(m_hint);

  m_lanes = new LaneView(this);
  m_lanes->setEmptyText(tr("No recording: open one, or drop a file on the window"));
  connect(m_lanes, &LaneView::seekRequested, this,
          [this](UtcTime to) { Q_EMIT command(ClockCommand::Seek{to}); });
  m_settle.setSingleShot(true);
  m_settle.setInterval(kSettleMs);
  connect(&m_settle, &QTimer::timeout, this, &TimelineWidget::requestData);
  connect(m_lanes, &LaneView::axisChanged, this, [this] {
    // The end of a live recording moves on all the time: waiting for rest would be waiting for ever.
    if (!m_live || !m_settle.isActive()) m_settle.start(m_live ? kLiveSettleMs : kSettleMs);
  });

  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 1, 0, 0);
  all->setSpacing(4);
  all->addLayout(top);
  all->addWidget(m_lanes, 1);
  setState({});
  setAsKnown(false);
}

void TimelineWidget::setLook(const LookPtr& look) {
  m_look = look;
  m_goTo->setFixedWidth(look->px(200));
}

void TimelineWidget::setTransport(const QList<QAction*>& actions) {
  for (QAction* action : actions) {
    if (!action) {
      m_buttons->addSpacing(8);
      continue;
    }
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action->text());
    m_buttons->addWidget(button);
  }
}

void TimelineWidget::setStore(const StoreViewPtr& store) {
  m_store = store;
  m_counting.cancel();
  m_lanes->setData(nullptr);
  requestData();
}

void TimelineWidget::requestData() {
  if (!m_store) return;
  const TimeRange range = m_lanes->axis().visible();
  if (!range.isValid()) return;
  m_lanes->setBusy(true);
  const int bins = std::clamp(static_cast<int>(m_lanes->axis().width()), 64, 4096);
  m_counting.request([store = m_store, range, bins](std::stop_token stop) {
    return makeTimelineData(store, range, bins, stop);
  });
}

void TimelineWidget::setState(const Clock::State& state) {
  const bool hadBounds = m_state.bounds.isValid();
  m_state = state;
  const bool any = state.bounds.isValid();
  // Below 1× whole seconds stand still for long: show the fraction.
  m_zulu->setText(zuluText(any ? state.cursor : UtcTime{}, state.playing && state.rate < 1));
  m_jst->setText(jstText(any ? state.cursor : UtcTime{}));
  m_day->setText(any ? dayText(state.cursor) : QString());
  const QString sign = state.direction < 0 ? QString(QChar(0x2212)) : QString();
  m_rate->setText(sign + rateText(state.rate));
  m_loop->setVisible(state.loop.has_value());
  if (state.loop) m_loop->setText(tr("loop %1").arg(durationText(state.loop->length())));
  m_lanes->setState(state);
  if (m_live) showLive();
  if (any != hadBounds) requestData();
}

void TimelineWidget::setAsKnown(bool asKnown) {
  m_known->setChecked(asKnown);
  m_known->setText(asKnown ? tr("as known then") : tr("as it was"));
}

void TimelineWidget::setPace(double part, double pictures) {
  QString text;
  if (pictures > 0 && part < kKeepsUp) {
    text = tr("falls behind: %1").arg(rateText(m_state.rate * part));
  } else if (pictures > 0 && pictures < kFewPictures) {
    text = tr("%1 pictures a second").arg(std::lround(pictures));
  }
  if (text == m_pace->text()) return;
  m_pace->setText(text);
  m_pace->setVisible(!text.isEmpty());
}

QString TimelineWidget::paceText() const {
  return m_pace->text();
}

void TimelineWidget::growStore(const StoreViewPtr& store) {
  const bool first = m_store == nullptr;
  m_store = store;
  if (first)
    requestData();
  else if (!m_settle.isActive())
    m_settle.start(m_live ? kLiveSettleMs : kSettleMs);
}

void TimelineWidget::setLive(bool live) {
  m_live = live;
  m_liveButton->setVisible(live);
  showHint();
  m_lanes->setEmptyText(live ? tr("Live: waiting for the first positions")
                             : tr("No recording: open one, or drop a file on the window"));
  if (live) showLive();
}

void TimelineWidget::showLive() {
  const bool any = m_state.bounds.isValid();
  const Micros behind = any && m_state.cursor.isValid() ? m_state.bounds.end - m_state.cursor : 0;
  QString text = tr("LIVE");
  QString tip = tr("The picture is the present");
  if (any && !m_state.live) {
    text = tr("%1%2 behind live").arg(QChar(0x2212)).arg(durationText(std::max<Micros>(behind, 0)));
    tip = tr("Back to live · End");
  } else if (!any) {
    tip = tr("Nothing with a position has come yet");
  }
  if (m_liveButton->text() == text && m_liveButton->toolTip() == tip) return;
  m_liveButton->setText(text);
  m_liveButton->setToolTip(tip);
  m_liveButton->setAccessibleName(text);
  const QString state = any && !m_state.live ? QStringLiteral("behind") : QStringLiteral("on");
  if (m_liveButton->property("live") != state) {
    m_liveButton->setProperty("live", state);
    m_liveButton->style()->unpolish(m_liveButton);
    m_liveButton->style()->polish(m_liveButton);
  }
}

void TimelineWidget::setLoading(bool loading) {
  m_lanes->setEmptyText(loading ? tr("Reading…")
                                : tr("No recording: open one, or drop a file on the window"));
}

void TimelineWidget::showHint() {
  m_hint->setVisible(!m_live && width() >= m_look->px(kHintRoom));
}

void TimelineWidget::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  showHint();
}

void TimelineWidget::showRates() {
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  for (const double rate : kRates) {
    QAction* action = menu->addAction(rateText(rate));
    action->setCheckable(true);
    action->setChecked(std::abs(rate - m_state.rate) < 1e-9);
    connect(action, &QAction::triggered, this, [this, rate] { Q_EMIT command(ClockCommand::SetRate{rate}); });
  }
  menu->popup(m_rate->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
}

void TimelineWidget::askForTime() {
  m_goTo->clear();
  m_goToProblem->hide();
  m_goTo->show();
  m_goTo->setFocus(Qt::ShortcutFocusReason);
}

void TimelineWidget::answerGoTo(const QString& problem) {
  m_goToProblem->setText(problem);
  m_goToProblem->setVisible(!problem.isEmpty());
  m_goTo->setProperty("invalid", !problem.isEmpty());
  if (problem.isEmpty()) {
    m_goTo->hide();
    setFocus();
  } else {
    m_goTo->selectAll();
  }
}

bool TimelineWidget::eventFilter(QObject* object, QEvent* event) {
  if (object == m_goTo) {
    const bool escape = (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) &&
                        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape;
    if (escape && event->type() == QEvent::ShortcutOverride) {
      event->accept();
      return true;
    }
    if (escape || (event->type() == QEvent::FocusOut && m_goTo->text().isEmpty())) {
      answerGoTo({});
      return escape;
    }
  }
  return QWidget::eventFilter(object, event);
}

}  // namespace sorami
