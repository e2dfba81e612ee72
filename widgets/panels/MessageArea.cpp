// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/MessageArea.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace sorami {
namespace {

constexpr int kWidth = 400;       // px at 100 %
constexpr int kMaxHeight = 360;   // px; older cards scroll
constexpr int kShownDetails = 6;  // lines; the rest is counted and can be copied
constexpr std::chrono::seconds kInfoStays{15};
constexpr const char* kKey = "progressKey";
constexpr const char* kText = "messageText";

const char* levelName(MessageLevel level) {
  switch (level) {
    case MessageLevel::Error:
      return "error";
    case MessageLevel::Warning:
      return "warning";
    case MessageLevel::Info:
      break;
  }
  return "info";
}

/// A path or a link has no place to be broken at: it gets some, or its card would grow beyond the area.
QString breakable(const QString& text) {
  constexpr int kLongest = 32;
  QString out;
  int run = 0;
  for (const QChar c : text) {
    run = c.isSpace() ? 0 : run + 1;
    out += c;
    const bool isJoint = c == QLatin1Char('/') || c == QLatin1Char('&') || c == QLatin1Char('?') ||
                         c == QLatin1Char(',') || c == QLatin1Char('_');
    if (run < (isJoint ? kLongest / 2 : kLongest) || c.isHighSurrogate()) continue;
    out += QChar(0x200B);  // zero-width space
    run = 0;
  }
  return out;
}

}  // namespace

MessageArea::MessageArea(QWidget* parent) : QWidget(parent), m_look(defaultLook()) {
  setObjectName(QStringLiteral("messages"));
  setAccessibleName(tr("Messages"));
  m_scroll = new QScrollArea(this);
  m_scroll->setWidgetResizable(true);
  m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_body = new QWidget(m_scroll->viewport());
  m_cards = new QVBoxLayout(m_body);
  m_cards->setContentsMargins(0, 0, 0, 0);
  m_cards->setSpacing(8);
  m_cards->addStretch(1);
  m_scroll->setWidget(m_body);
  m_scroll->viewport()->setAutoFillBackground(false);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->addWidget(m_scroll);
  hide();
}

void MessageArea::setLook(const LookPtr& look) {
  m_look = look;
  relayout();
}

QWidget* MessageArea::makeCard(const QString& level) {
  auto* card = new QWidget(m_body);
  card->setObjectName(QStringLiteral("card"));
  card->setProperty("level", level);
  card->setAttribute(Qt::WA_StyledBackground);
  m_cards->insertWidget(0, card);
  return card;
}

void MessageArea::remove(QWidget* card) {
  card->hide();
  m_cards->removeWidget(card);
  card->deleteLater();
  relayout();
}

/// What is only said in passing goes by itself, but not while it is being read.
void MessageArea::removeLater(QWidget* card) {
  QTimer::singleShot(kInfoStays, card, [this, card] {
    if (card->underMouse()) {
      removeLater(card);
    } else {
      remove(card);
    }
  });
}

void MessageArea::add(const Message& message) {
  const QString all = message.title + QLatin1Char('\n') + message.details.join(QLatin1Char('\n'));
  // Said again, it stands once, on top.
  for (int i = m_cards->count() - 1; i >= 0; --i) {
    QWidget* w = m_cards->itemAt(i)->widget();
    if (w && w->property(kText).toString() == all) remove(w);
  }
  QWidget* card = makeCard(QString::fromLatin1(levelName(message.level)));
  card->setAccessibleName(message.title);
  card->setProperty(kText, all);
  if (message.level == MessageLevel::Info && message.action.isEmpty()) removeLater(card);

  auto* title = new QLabel(message.title, card);
  title->setWordWrap(true);
  title->setTextInteractionFlags(Qt::TextSelectableByMouse);
  QFont strong = title->font();
  strong.setWeight(QFont::DemiBold);
  title->setFont(strong);
  auto* close = new QToolButton(card);
  close->setIcon(m_look->icon(QStringLiteral("close")));
  close->setToolTip(tr("Close this message"));
  close->setAccessibleName(tr("Close"));
  close->setFocusPolicy(Qt::TabFocus);
  connect(close, &QToolButton::clicked, this, [this, card] { remove(card); });
  auto* top = new QHBoxLayout;
  top->setSpacing(8);
  top->addWidget(title, 1);
  top->addWidget(close, 0, Qt::AlignTop);

  auto* lines = new QVBoxLayout(card);
  lines->setContentsMargins(12, 8, 8, 8);
  lines->setSpacing(4);
  lines->addLayout(top);
  const qsizetype shown = std::min<qsizetype>(message.details.size(), kShownDetails);
  if (shown > 0) {
    QString text = message.details.mid(0, shown).join(QLatin1Char('\n'));
    if (message.details.size() > shown) {
      text += QLatin1Char('\n') + tr("and %1 more").arg(message.details.size() - shown);
    }
    auto* details = new QLabel(breakable(text), card);
    details->setProperty("role", QStringLiteral("muted"));
    details->setTextFormat(Qt::PlainText);
    details->setWordWrap(true);
    details->setTextInteractionFlags(Qt::TextSelectableByMouse);
    lines->addWidget(details);
  }
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(12);
  if (!message.action.isEmpty()) {
    auto* run = new QPushButton(message.action, card);
    run->setProperty("role", QStringLiteral("link"));
    connect(run, &QPushButton::clicked, this, [task = message.run] {
      if (task) task();
    });
    buttons->addWidget(run);
  }
  if (message.level != MessageLevel::Info) {
    auto* copy = new QPushButton(tr("Copy"), card);
    copy->setProperty("role", QStringLiteral("link"));
    connect(copy, &QPushButton::clicked, this, [all] { QApplication::clipboard()->setText(all); });
    buttons->addWidget(copy);
  }
  buttons->addStretch(1);
  if (buttons->count() > 1) {
    lines->addLayout(buttons);
  } else {
    delete buttons;
  }
  relayout();
}

void MessageArea::setProgress(const QString& key, const QString& text, double part,
                              std::function<void()> cancel) {
  QWidget* card = nullptr;
  for (int i = 0; i < m_cards->count(); ++i) {
    QWidget* w = m_cards->itemAt(i)->widget();
    if (w && w->property(kKey).toString() == key) card = w;
  }
  if (!card) {
    card = makeCard(QStringLiteral("info"));
    card->setProperty(kKey, key);
    auto* label = new QLabel(card);
    label->setObjectName(QStringLiteral("progressText"));
    auto* bar = new QProgressBar(card);
    bar->setTextVisible(false);
    bar->setObjectName(QStringLiteral("progressBar"));
    auto* top = new QHBoxLayout;
    top->addWidget(label, 1);
    if (cancel) {
      auto* stop = new QPushButton(tr("Cancel"), card);
      stop->setProperty("role", QStringLiteral("link"));
      connect(stop, &QPushButton::clicked, this, cancel);
      top->addWidget(stop);
    }
    auto* lines = new QVBoxLayout(card);
    lines->setContentsMargins(12, 8, 12, 12);
    lines->setSpacing(8);
    lines->addLayout(top);
    lines->addWidget(bar);
    relayout();
  }
  card->findChild<QLabel*>(QStringLiteral("progressText"))->setText(text);
  auto* bar = card->findChild<QProgressBar*>(QStringLiteral("progressBar"));
  bar->setRange(0, part < 0 ? 0 : 1000);
  if (part >= 0) bar->setValue(static_cast<int>(std::lround(std::min(part, 1.0) * 1000)));
}

void MessageArea::endProgress(const QString& key) {
  for (int i = 0; i < m_cards->count(); ++i) {
    QWidget* w = m_cards->itemAt(i)->widget();
    if (!w || w->property(kKey).toString() != key) continue;
    remove(w);
    break;
  }
}

int MessageArea::messageCount() const {
  return static_cast<int>(texts().size());
}

QStringList MessageArea::texts() const {
  QStringList all;
  for (int i = 0; i < m_cards->count(); ++i) {
    const QWidget* w = m_cards->itemAt(i)->widget();
    if (w && w->property(kText).isValid()) all << w->property(kText).toString();
  }
  return all;
}

void MessageArea::clear() {
  while (m_cards->count() > 1) {
    QLayoutItem* item = m_cards->takeAt(0);
    if (item->widget()) item->widget()->deleteLater();
    delete item;
  }
  relayout();
}

QSize MessageArea::sizeHint() const {
  const int width = m_look->px(kWidth);
  int height = 0;
  for (int i = 0; i < m_cards->count(); ++i) {
    const QWidget* w = m_cards->itemAt(i)->widget();
    if (!w) continue;
    if (height > 0) height += m_cards->spacing();
    height += w->layout() ? w->layout()->totalHeightForWidth(width) > 0
                                ? w->layout()->totalHeightForWidth(width)
                                : w->layout()->totalSizeHint().height()
                          : w->sizeHint().height();
  }
  return {width, std::min(height, m_look->px(kMaxHeight))};
}

void MessageArea::relayout() {
  setVisible(m_cards->count() > 1);
  updateGeometry();
  Q_EMIT resized();
}

}  // namespace sorami
