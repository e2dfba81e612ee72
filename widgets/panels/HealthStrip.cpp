// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/HealthStrip.h"

#include "widgets/look/UnitText.h"
#include "widgets/panels/HealthText.h"
#include "widgets/timeline/TimeLabels.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace sorami {
namespace {

constexpr int kHeight = 28;
constexpr int kGap = 20;      // between chips
constexpr int kPartGap = 10;  // between the parts of one
constexpr int kDot = 8;
constexpr int kMostWorth = 9;

}  // namespace

HealthStrip::HealthStrip(QWidget* parent) : QWidget(parent), m_look(defaultLook()) {
  setObjectName(QStringLiteral("healthStrip"));
  setFocusPolicy(Qt::TabFocus);
  setCursor(Qt::PointingHandCursor);
  setAccessibleName(tr("Live sources"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void HealthStrip::setLook(const LookPtr& look) {
  m_look = look;
  setFixedHeight(look->px(kHeight));
  build();
}

QSize HealthStrip::sizeHint() const {
  return {200, m_look->px(kHeight)};
}

void HealthStrip::setHealth(const std::vector<SourceHealth>& sources, const RecordingHealth& recording,
                            UtcTime now) {
  m_sources = sources;
  m_recording = recording;
  m_now = now;
  build();
}

void HealthStrip::build() {
  const Theme& theme = m_look->theme();
  m_chips.clear();
  Chip rec;
  rec.square = true;
  rec.dot = m_recording.trouble.empty() ? theme.ok : theme.error;
  rec.name = m_recording.trouble.empty() ? tr("Recording") : tr("NOT RECORDED");
  const std::uint64_t safe = m_recording.accepted - std::min(m_recording.accepted, m_recording.unsafe);
  if (!m_recording.trouble.empty()) {
    rec.parts.push_back({QString::fromStdString(m_recording.trouble), theme.error, kMostWorth});
    rec.parts.push_back(
        {tr("%1 updates wait in memory").arg(grouped(static_cast<qint64>(m_recording.unsafe))), theme.warning,
         8});
  } else {
    if (m_recording.begun.isValid())
      rec.parts.push_back({durationText(m_now - m_recording.begun), theme.text, 7});
    rec.parts.push_back({tr("%1 updates").arg(grouped(static_cast<qint64>(safe))), theme.text, 6});
  }
  if (m_recording.isThinned())
    rec.parts.push_back(
        {tr("picture every %1 s: the machine is busy").arg(m_recording.viewInterval / kSecond), theme.warning,
         8});
  std::uint64_t lost = 0;
  for (const char* reason : {"no room on the disk"}) {
    const auto found = m_recording.dropped.find(reason);
    if (found != m_recording.dropped.end()) lost += found->second;
  }
  if (lost > 0)
    rec.parts.push_back({tr("%1 lost").arg(grouped(static_cast<qint64>(lost))), theme.error, kMostWorth});
  rec.tip = tr("Commits each second, the longest took %1.").arg(delayText(m_recording.longestCommit));
  if (!m_recording.dropped.empty())
    rec.tip += QLatin1Char('\n') + tr("Not recorded: %1").arg(countsText(m_recording.dropped, 8));
  m_chips.push_back(std::move(rec));

  for (const SourceHealth& s : m_sources) {
    Chip chip;
    chip.name = QString::fromStdString(s.label);
    chip.dot = stateColour(s, theme);
    chip.parts.push_back({stateText(s.state), chip.dot, kMostWorth});
    if (s.state == SourceState::Receiving || s.state == SourceState::Silent) {
      chip.parts.push_back({perSecondText(s.reportsPerSecond), theme.text, 7});
      if (s.latency) chip.parts.push_back({delayText(*s.latency), theme.textMuted, 3});
      if (s.clockOffset) {
        const bool wrong = s.offsetIsStable && std::abs(*s.clockOffset) > 2 * kSecond;
        chip.parts.push_back({tr("clock %1").arg(clockOffsetText(*s.clockOffset)),
                              wrong ? theme.warning : theme.textMuted, wrong ? 7 : 4});
      }
    }
    if (s.lastSeen.isValid() && s.state != SourceState::Ended)
      chip.parts.push_back({agoText(m_now - s.lastSeen), theme.textMuted, 2});
    if (const auto n = s.errorCount(); n > 0)
      chip.parts.push_back({n == 1 ? tr("1 error") : tr("%1 errors").arg(grouped(static_cast<qint64>(n))),
                            theme.error, kMostWorth});
    if (const auto n = s.dropCount(); n > 0)
      chip.parts.push_back({tr("%1 dropped").arg(grouped(static_cast<qint64>(n))), theme.warning, 8});
    QStringList tip{chip.name, QString::fromStdString(s.text)};
    if (!s.message.empty()) tip << QString::fromStdString(s.message);
    if (s.latency) tip << tr("From the wire to the disk: %1").arg(delayText(*s.latency));
    if (!s.errors.empty()) tip << tr("Errors: %1").arg(countsText(s.errors, 8));
    if (!s.lastError.empty()) tip << tr("The last one: %1").arg(QString::fromStdString(s.lastError));
    if (!s.dropped.empty()) tip << tr("Dropped: %1").arg(countsText(s.dropped, 8));
    chip.tip = tip.join(QLatin1Char('\n'));
    m_chips.push_back(std::move(chip));
  }
  place();
  setAccessibleDescription(texts().join(QStringLiteral("; ")));
  update();
}

int HealthStrip::widthOf(const Chip& chip, int leastWorth) const {
  const QFontMetrics strong(m_look->text(12, true));
  const QFontMetrics plain(m_look->mono(12));
  int width = m_look->px(kDot) + m_look->px(6) + strong.horizontalAdvance(chip.name);
  for (const Part& part : chip.parts)
    if (part.worth >= leastWorth) width += m_look->px(kPartGap) + plain.horizontalAdvance(part.text);
  return width;
}

void HealthStrip::place() {
  const int room = width() - 2 * m_look->px(12);
  const int gap = m_look->px(kGap);
  for (m_leastWorth = 0; m_leastWorth < kMostWorth; ++m_leastWorth) {
    int all = -gap;
    for (const Chip& chip : m_chips) all += gap + widthOf(chip, m_leastWorth);
    if (all <= room) break;
  }
  int x = m_look->px(12);
  m_hidden = 0;
  for (Chip& chip : m_chips) {
    const int wide = widthOf(chip, m_leastWorth);
    const bool fits = x + wide <= width() - m_look->px(12) || &chip == &m_chips.front();
    chip.place = fits ? QRect(x, 0, wide, height()) : QRect();
    if (!fits) ++m_hidden;
    x += wide + gap;
  }
}

QStringList HealthStrip::texts() const {
  QStringList all;
  for (const Chip& chip : m_chips) {
    QStringList parts{chip.name};
    for (const Part& part : chip.parts) parts << part.text;
    all << parts.join(QStringLiteral(" · "));
  }
  return all;
}

void HealthStrip::paintEvent(QPaintEvent*) {
  place();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Theme& theme = m_look->theme();
  painter.fillRect(rect(), theme.panelRaised);
  painter.fillRect(QRect(0, 0, width(), 1), theme.border);
  if (hasFocus()) {
    painter.setPen(theme.accent);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(0, 1, -1, -1));
  }
  const int dot = m_look->px(kDot);
  for (const Chip& chip : m_chips) {
    if (chip.place.isEmpty()) continue;
    int x = chip.place.left();
    const QRectF mark(x, (height() - dot) / 2.0, dot, dot);
    painter.setPen(Qt::NoPen);
    painter.setBrush(chip.dot);
    if (chip.square)
      painter.drawRoundedRect(mark, 2, 2);
    else
      painter.drawEllipse(mark);
    x += dot + m_look->px(6);
    const auto write = [&](const QString& text, const QFont& font, const QColor& colour) {
      painter.setFont(font);
      painter.setPen(colour);
      const int wide = QFontMetrics(font).horizontalAdvance(text);
      painter.drawText(QRect(x, 0, wide + 2, height()), Qt::AlignVCenter | Qt::AlignLeft, text);
      x += wide + m_look->px(kPartGap);
    };
    write(chip.name, m_look->text(12, true), chip.square ? chip.dot : theme.text);
    for (const Part& part : chip.parts)
      if (part.worth >= m_leastWorth) write(part.text, m_look->mono(12), part.colour);
  }
  if (m_hidden > 0) {
    painter.setFont(m_look->text(12, true));
    painter.setPen(theme.warning);
    painter.fillRect(QRect(width() - m_look->px(84), 1, m_look->px(84), height()), theme.panelRaised);
    painter.drawText(QRect(0, 0, width() - m_look->px(12), height()), Qt::AlignRight | Qt::AlignVCenter,
                     tr("+%1 more").arg(m_hidden));
  }
}

void HealthStrip::mouseReleaseEvent(QMouseEvent* event) {
  if (rect().contains(event->pos())) Q_EMIT opened();
}

void HealthStrip::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
    Q_EMIT opened();
  else
    QWidget::keyPressEvent(event);
}

bool HealthStrip::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    for (const Chip& chip : m_chips) {
      if (!chip.place.contains(help->pos())) continue;
      QToolTip::showText(help->globalPos(), chip.tip, this);
      return true;
    }
  }
  return QWidget::event(event);
}

}  // namespace sorami
