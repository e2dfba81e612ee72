// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/LivePanel.h"

#include "data/core/HalfWidth.h"
#include "data/core/Translate.h"
#include "widgets/look/UnitText.h"
#include "widgets/panels/HealthText.h"
#include "widgets/timeline/TimeLabels.h"

#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

#include <cmath>

namespace sorami {
namespace {

constexpr int kFirstWidth = 560;
constexpr int kFirstHeight = 460;
/// A clock this wrong, and steadily so, is worth a word.
constexpr Micros kWrongClock = 2 * kSecond;

QLabel* labelOf(const char* role, QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setProperty("role", QString::fromLatin1(role));
  label->setWordWrap(true);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  label->setTextFormat(Qt::PlainText);
  return label;
}

QString bytesText(double bytes) {
  if (bytes < 1e3) return LivePanel::tr("%1 B").arg(std::llround(bytes));
  if (bytes < 1e6) return LivePanel::tr("%1 kB").arg(bytes / 1e3, 0, 'f', 1);
  if (bytes < 1e9) return LivePanel::tr("%1 MB").arg(bytes / 1e6, 0, 'f', 1);
  return LivePanel::tr("%1 GB").arg(bytes / 1e9, 0, 'f', 2);
}

}  // namespace

LivePanel::LivePanel(QWidget* parent) : QWidget(parent, Qt::Tool), m_look(defaultLook()) {
  setObjectName(QStringLiteral("livePanel"));
  setAttribute(Qt::WA_StyledBackground);
  setWindowTitle(tr("Live sources"));
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(16, 12, 16, 12);
  all->setSpacing(8);

  auto* heading = new QLabel(tr("CONNECT"), this);
  heading->setProperty("role", QStringLiteral("heading"));
  all->addWidget(heading);
  m_kind = new QComboBox(this);
  m_kind->setAccessibleName(tr("Kind of source"));
  m_kind->addItem(tr("What is it? Choose, then fill in the address"));
  for (const SourceExample& example : sourceExamples())
    m_kind->addItem(translated(example.what),
                    QString::fromUtf8(example.text.data(), static_cast<qsizetype>(example.text.size())));
  m_recentButton = new QPushButton(tr("Recent"), this);
  m_recentButton->setEnabled(false);
  auto* kinds = new QHBoxLayout;
  kinds->setSpacing(8);
  kinds->addWidget(m_kind, 1);
  kinds->addWidget(m_recentButton);
  all->addLayout(kinds);
  m_entry = new QLineEdit(this);
  m_entry->setObjectName(QStringLiteral("liveEntry"));
  m_entry->setProperty("role", QStringLiteral("number"));
  m_entry->setPlaceholderText(
      QStringLiteral("udp://239.1.2.3:8600   tcp://host:30003   replay:FILE?rate=10"));
  m_entry->setAccessibleName(tr("Source"));
  m_connect = new QPushButton(tr("Connect"), this);
  m_connect->setProperty("role", QStringLiteral("primary"));
  auto* entry = new QHBoxLayout;
  entry->setSpacing(8);
  entry->addWidget(m_entry, 1);
  entry->addWidget(m_connect);
  all->addLayout(entry);
  m_problem = labelOf("error", this);
  m_problem->hide();
  all->addWidget(m_problem);
  connect(m_kind, &QComboBox::activated, this, [this](int index) {
    const QString example = m_kind->itemData(index).toString();
    if (example.isEmpty()) return;
    setText(example);
    m_entry->setFocus();
    // What is to be filled in is selected: the address, or the file.
    const int begin = example.contains(QStringLiteral("://"))
                          ? int(example.indexOf(QStringLiteral("://"))) + 3
                          : int(example.indexOf(QLatin1Char(':'))) + 1;
    const int end = int(example.indexOf(QLatin1Char('?')));
    m_entry->setSelection(begin, (end < 0 ? int(example.size()) : end) - begin);
  });
  connect(m_entry, &QLineEdit::returnPressed, this, &LivePanel::connectNow);
  connect(m_connect, &QPushButton::clicked, this, &LivePanel::connectNow);

  auto* sources = new QLabel(tr("SOURCES"), this);
  sources->setProperty("role", QStringLiteral("heading"));
  all->addSpacing(4);
  all->addWidget(sources);
  auto* scroll = new QScrollArea(this);
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* body = new QWidget;
  m_cards = new QVBoxLayout(body);
  m_cards->setContentsMargins(0, 0, 4, 0);
  m_cards->setSpacing(8);
  m_none = labelOf("muted", body);
  m_none->setText(tr(
      "No source is connected. What comes in is drawn at once and recorded; you can go back in time while it "
      "goes on."));
  m_cards->addWidget(m_none);
  m_cards->addStretch(1);
  scroll->setWidget(body);
  all->addWidget(scroll, 1);

  m_recordingBox = new QWidget(this);
  auto* box = new QVBoxLayout(m_recordingBox);
  box->setContentsMargins(0, 4, 0, 0);
  box->setSpacing(4);
  auto* recordingHeading = new QLabel(tr("RECORDING"), m_recordingBox);
  recordingHeading->setProperty("role", QStringLiteral("heading"));
  box->addWidget(recordingHeading);
  m_recording = labelOf("value", m_recordingBox);
  m_path = labelOf("muted", m_recordingBox);
  box->addWidget(m_recording);
  box->addWidget(m_path);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(8);
  auto* save = new QPushButton(tr("Stop and save as…"), m_recordingBox);
  auto* stop = new QPushButton(tr("Stop"), m_recordingBox);
  stop->setObjectName(QStringLiteral("liveStop"));
  connect(save, &QPushButton::clicked, this, &LivePanel::saveRequested);
  connect(stop, &QPushButton::clicked, this, &LivePanel::stopRequested);
  buttons->addStretch(1);
  buttons->addWidget(save);
  buttons->addWidget(stop);
  box->addLayout(buttons);
  m_recordingBox->hide();
  all->addWidget(m_recordingBox);
  setLook(m_look);
}

void LivePanel::setLook(const LookPtr& look) {
  m_look = look;
  setMinimumWidth(look->px(420));
  resize(std::max(width(), look->px(kFirstWidth)), std::max(height(), look->px(kFirstHeight)));
}

void LivePanel::setRecent(const QStringList& sources) {
  if (sources == m_recent) return;
  m_recent = sources;
  auto* menu = new QMenu(m_recentButton);
  for (const QString& text : sources) menu->addAction(text, this, [this, text] { setText(text); });
  QMenu* before = m_recentButton->menu();
  m_recentButton->setMenu(menu);
  delete before;
  m_recentButton->setEnabled(!sources.isEmpty());
}

void LivePanel::focusEntry() {
  m_entry->setFocus();
  m_entry->selectAll();
}

void LivePanel::setText(const QString& text) {
  m_entry->setText(text);
  m_problem->hide();
}

QString LivePanel::problem() const {
  return m_problem->isHidden() ? QString() : m_problem->text();
}

void LivePanel::connectNow() {
  const Result<SourceSpec> spec = parseSource(halfWidth(m_entry->text()).trimmed().toStdString());
  const bool usable = spec.ok() && spec->kind != SourceKind::Stdin;
  QString problem;
  if (!spec.ok()) {
    problem = QString::fromStdString(spec.error().what);
    if (!spec.error().hint.empty())
      problem = tr("%1: %2").arg(problem, QString::fromStdString(spec.error().hint));
  } else if (!usable) {
    problem = tr("The standard input is for the command line: sorami record");
  }
  m_problem->setText(problem);
  m_problem->setVisible(!usable);
  m_entry->setProperty("invalid", !usable);
  m_entry->style()->unpolish(m_entry);
  m_entry->style()->polish(m_entry);
  if (!usable) return;
  m_entry->clear();
  m_kind->setCurrentIndex(0);
  Q_EMIT connectRequested(*spec);
}

LivePanel::Card LivePanel::makeCard(int id) {
  Card card;
  card.widget = new QWidget;
  card.widget->setObjectName(QStringLiteral("card"));
  card.widget->setAttribute(Qt::WA_StyledBackground);
  auto* lines = new QVBoxLayout(card.widget);
  lines->setContentsMargins(12, 8, 12, 8);
  lines->setSpacing(4);
  auto* top = new QHBoxLayout;
  top->setSpacing(8);
  card.dot = new QLabel(card.widget);
  card.name = new QLabel(card.widget);
  QFont strong = card.name->font();
  strong.setWeight(QFont::DemiBold);
  card.name->setFont(strong);
  card.state = new QLabel(card.widget);
  card.end = new QPushButton(card.widget);
  card.end->setProperty("role", QStringLiteral("link"));
  top->addWidget(card.dot);
  top->addWidget(card.name);
  top->addWidget(card.state);
  top->addStretch(1);
  top->addWidget(card.end);
  lines->addLayout(top);
  card.message = labelOf("muted", card.widget);
  card.figures = labelOf("value", card.widget);
  card.errors = labelOf("error", card.widget);
  card.correct = new QPushButton(card.widget);
  card.correct->setProperty("role", QStringLiteral("link"));
  lines->addWidget(card.message);
  lines->addWidget(card.figures);
  lines->addWidget(card.errors);
  lines->addWidget(card.correct, 0, Qt::AlignLeft);
  connect(card.end, &QPushButton::clicked, this, [this, id] {
    const auto found = m_byId.find(id);
    if (found == m_byId.end()) return;
    if (found->second.over)
      Q_EMIT removeRequested(id);
    else
      Q_EMIT disconnectRequested(id);
  });
  connect(card.correct, &QPushButton::clicked, this, [this, id] {
    const auto found = m_byId.find(id);
    if (found == m_byId.end()) return;
    const Card& c = found->second;
    Q_EMIT correctionRequested(id, c.correction != 0 ? 0 : c.correction - c.offset);
  });
  m_cards->insertWidget(m_cards->count() - 1, card.widget);
  return card;
}

void LivePanel::fill(Card& card, const SourceHealth& s, UtcTime now) const {
  const Theme& theme = m_look->theme();
  const QColor colour = stateColour(s, theme);
  const int dot = m_look->px(8);
  card.dot->setFixedSize(dot, dot);
  card.dot->setStyleSheet(
      QStringLiteral("background: %1; border-radius: %2px;").arg(colour.name()).arg(dot / 2));
  card.name->setText(QString::fromStdString(s.label));
  card.name->setToolTip(QString::fromStdString(s.text));
  card.state->setText(stateText(s.state));
  card.state->setStyleSheet(QStringLiteral("color: %1;").arg(colour.name()));
  card.message->setText(QString::fromStdString(s.message));
  card.message->setVisible(!s.message.empty());
  QStringList figures;
  if (!s.format.empty()) figures << QString::fromStdString(s.format);
  figures << tr("%1 reports").arg(grouped(static_cast<qint64>(s.reports)));
  if (!s.isOver()) figures << perSecondText(s.reportsPerSecond);
  figures << bytesText(static_cast<double>(s.bytes));
  if (s.latency) figures << tr("safe after %1").arg(delayText(*s.latency));
  if (s.clockOffset) figures << tr("clock %1").arg(clockOffsetText(*s.clockOffset));
  if (s.correction != 0) figures << tr("corrected by %1").arg(clockOffsetText(s.correction));
  if (s.lastSeen.isValid()) figures << tr("last seen %1").arg(agoText(now - s.lastSeen));
  if (s.late > 0) figures << tr("%1 put in order").arg(grouped(static_cast<qint64>(s.late)));
  if (s.connections > 1) figures << tr("%1 connections").arg(s.connections);
  if (!s.sources.empty()) {
    QStringList names;
    for (std::size_t i = 0; i < s.sources.size() && i < 4; ++i) names << QString::fromStdString(s.sources[i]);
    if (s.sources.size() > 4) names << tr("%1 more").arg(s.sources.size() - 4);
    figures << names.join(QStringLiteral(", "));
  }
  card.figures->setText(figures.join(QStringLiteral("  ·  ")));
  QStringList errors;
  if (!s.errors.empty()) {
    errors << tr("Errors: %1").arg(countsText(s.errors));
    errors << tr("The last one: %1").arg(QString::fromStdString(s.lastError));
  }
  if (!s.dropped.empty()) errors << tr("Dropped: %1").arg(countsText(s.dropped));
  card.errors->setText(errors.join(QLatin1Char('\n')));
  card.errors->setVisible(!errors.isEmpty());
  card.offset = s.clockOffset.value_or(0);
  card.correction = s.correction;
  card.over = s.isOver();
  const bool wrong = s.offsetIsStable && std::abs(card.offset) > kWrongClock && !card.over;
  card.correct->setVisible(wrong || (s.correction != 0 && !card.over));
  card.correct->setText(
      s.correction != 0
          ? tr("Take the correction back")
          : tr("Its clock is steadily wrong by %1: correct it").arg(clockOffsetText(card.offset)));
  card.end->setText(card.over ? tr("Remove") : tr("Disconnect"));
}

void LivePanel::setHealth(const std::vector<SourceHealth>& sources, const RecordingHealth& recording,
                          UtcTime now) {
  std::map<int, Card> gone = m_byId;
  for (const SourceHealth& health : sources) {
    if (!m_byId.contains(health.id)) m_byId[health.id] = makeCard(health.id);
    fill(m_byId[health.id], health, now);
    gone.erase(health.id);
  }
  for (auto& [id, card] : gone) {
    card.widget->hide();
    card.widget->deleteLater();
    m_byId.erase(id);
  }
  m_none->setVisible(m_byId.empty());
  QStringList parts;
  if (!recording.trouble.empty()) {
    parts << tr("NOT WRITTEN: %1").arg(QString::fromStdString(recording.trouble))
          << tr("%1 updates wait in memory and are tried each second")
                 .arg(grouped(static_cast<qint64>(recording.unsafe)));
  } else if (recording.begun.isValid()) {
    parts << durationText(now - recording.begun)
          << tr("%1 updates of %2 tracks")
                 .arg(grouped(static_cast<qint64>(recording.accepted)),
                      grouped(static_cast<qint64>(recording.tracks)));
    if (recording.lastCommit.isValid()) parts << tr("safe since %1").arg(agoText(now - recording.lastCommit));
  }
  if (recording.isThinned())
    parts << tr("picture every %1 s, the machine is busy").arg(recording.viewInterval / kSecond);
  if (!recording.dropped.empty()) parts << tr("not recorded: %1").arg(countsText(recording.dropped));
  m_recording->setText(parts.join(QStringLiteral("  ·  ")));
  m_recording->setProperty("role",
                           recording.trouble.empty() ? QStringLiteral("value") : QStringLiteral("error"));
  m_recording->style()->unpolish(m_recording);
  m_recording->style()->polish(m_recording);
}

void LivePanel::setRecordingPath(const QString& path) {
  m_path->setText(QDir::toNativeSeparators(path));
  m_recordingBox->setVisible(!path.isEmpty());
}

void LivePanel::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape)
    hide();
  else
    QWidget::keyPressEvent(event);
}

}  // namespace sorami
