// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/EventLane.h"

#include "data/core/Translate.h"
#include "widgets/timeline/EventText.h"
#include "widgets/timeline/TimeLabels.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr double kReach = 5;        // px about a mark that is still it
constexpr double kHalf = 5;         // px, half a triangle's width
constexpr double kApart = 3;        // px between triangles that are both drawn
constexpr double kLeastPlate = 18;  // px of a storyboard step's plate

using Iterator = std::vector<Event>::const_iterator;

std::pair<Iterator, Iterator> within(const EventList& list, UtcTime from, UtcTime to) {
  const auto first = std::lower_bound(list.events.begin(), list.events.end(), from,
                                      [](const Event& e, UtcTime t) { return e.time < t; });
  const auto last =
      std::upper_bound(first, list.events.end(), to, [](UtcTime t, const Event& e) { return t < e.time; });
  return {first, last};
}

}  // namespace

void EventLane::setEvents(EventListPtr events, StoreViewPtr store) {
  m_events = std::move(events);
  m_store = std::move(store);
}

void EventLane::paint(QPainter& painter, const QRect& row, const TimeAxis& axis, const Look& look,
                      std::optional<double> hover) const {
  if (!m_events) return;
  const Theme& theme = look.theme();
  const TimeRange visible = axis.visible();
  const auto [first, last] = within(*m_events, visible.begin, visible.end);
  // Ticks: one a pixel, however many events it stands for.
  const QColor quiet = mixed(theme.panel, theme.textMuted, 0.55);
  const double floor = row.bottom() + 0.5;
  double lastTick = -10;
  for (auto it = first; it != last; ++it) {
    if (it->weight != EventWeight::Minor) continue;
    const double x = std::floor(axis.pixelOf(it->time));
    if (x < lastTick + 2) continue;
    lastTick = x;
    painter.fillRect(QRectF(row.left() + x, floor - 5, 1, 5), quiet);
  }
  // Spans of silence of sources, as bars along the foot.
  for (auto it = first; it != last; ++it) {
    if (it->kind != EventKind::SourceDown) continue;
    const double a = axis.pixelOf(it->time);
    const double b = it->until.isValid() ? axis.pixelOf(it->until) : axis.width();
    QColor colour = theme.warning;
    colour.setAlphaF(0.35F);
    painter.fillRect(QRectF(row.left() + a, floor - 3, std::max(b - a, 2.0), 3), colour);
  }
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  const Event* hovered = hover ? at(*hover, axis) : nullptr;
  const auto triangle = [&](double x, const QColor& colour, double grow) {
    const double half = kHalf + grow;
    QPainterPath path;
    path.moveTo(x - half, floor);
    path.lineTo(x + half, floor);
    path.lineTo(x, floor - 2 * half + 1);
    path.closeSubpath();
    painter.fillPath(path, colour);
  };
  for (const EventWeight weight : {EventWeight::Notable, EventWeight::Major}) {
    double lastMark = -100;
    for (auto it = first; it != last; ++it) {
      if (it->weight != weight) continue;
      const double x = axis.pixelOf(it->time);
      if (x < lastMark + kApart) continue;
      lastMark = x;
      triangle(row.left() + x, eventColour(*it, m_store.get(), theme), 0);
    }
  }
  if (hovered && hovered->weight != EventWeight::Minor) {
    triangle(row.left() + axis.pixelOf(hovered->time), theme.selection, 1);
  }
  painter.setRenderHint(QPainter::Antialiasing, false);
}

const Event* EventLane::at(double px, const TimeAxis& axis) const {
  if (!m_events) return nullptr;
  const auto [first, last] = within(*m_events, axis.timeAt(px - kReach), axis.timeAt(px + kReach));
  const Event* best = nullptr;
  double bestAway = 0;
  for (auto it = first; it != last; ++it) {
    const double away = std::abs(axis.pixelOf(it->time) - px);
    if (!best || it->weight > best->weight || (it->weight == best->weight && away < bestAway)) {
      best = &*it;
      bestAway = away;
    }
  }
  return best;
}

QString EventLane::textAt(double px, const TimeAxis& axis) const {
  const Event* event = at(px, axis);
  if (!event || !m_store) return {};
  QString text = QStringLiteral("%1  %2").arg(zuluText(event->time), eventText(*event, *m_store));
  const auto [first, last] = within(*m_events, axis.timeAt(px - kReach), axis.timeAt(px + kReach));
  const auto others = std::distance(first, last) - 1;
  if (others > 0) text += sorami::tr("  · and %1 more here").arg(others);
  return text;
}

void StoryLane::paint(QPainter& painter, const QRect& row, const TimeAxis& axis, const Look& look) const {
  m_boxes.clear();
  const Theme& theme = look.theme();
  painter.setFont(look.text(11, true));
  const QFontMetricsF metrics(painter.font());
  painter.setRenderHint(QPainter::Antialiasing);
  // In order of time: each plate ends where the next begins, so that all numbers can be read.
  std::vector<std::size_t> order(m_marks.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::erase_if(order, [&](std::size_t i) { return !m_marks[i].time.isValid(); });
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return m_marks[a].time < m_marks[b].time; });
  double free = -1e9;
  for (std::size_t k = 0; k < order.size(); ++k) {
    const StoryMark& mark = m_marks[order[k]];
    const QString text = mark.title.isEmpty() ? QString::number(mark.number)
                                              : QStringLiteral("%1 %2").arg(mark.number).arg(mark.title);
    const double begin = std::max(axis.pixelOf(mark.time), free);
    double end =
        mark.until.isValid() ? axis.pixelOf(mark.until) : begin + metrics.horizontalAdvance(text) + 14;
    const double next = k + 1 < order.size() ? axis.pixelOf(m_marks[order[k + 1]].time) : 1e9;
    end = std::max(std::min(end, next - 2), begin + kLeastPlate);
    free = end + 2;
    if (end < 0 || begin > row.width()) continue;
    const QRectF box(begin, 0, end - begin, row.height() - 1);
    m_boxes.emplace_back(static_cast<int>(order[k]), box);
    const QRectF drawn = box.translated(row.left() + 0.5, row.top() + 0.5);
    painter.setPen(mark.isCurrent ? theme.accent : theme.border);
    painter.setBrush(mark.isCurrent ? mixed(theme.panel, theme.accent, 0.3) : theme.panelRaised);
    painter.drawRoundedRect(drawn, 3, 3);
    painter.setPen(theme.text);
    painter.drawText(drawn.adjusted(6, 0, -3, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(text, Qt::ElideRight, std::max(drawn.width() - 8, kLeastPlate - 6)));
  }
  painter.setBrush(Qt::NoBrush);
  painter.setRenderHint(QPainter::Antialiasing, false);
}

int StoryLane::at(double px) const {
  for (auto it = m_boxes.rbegin(); it != m_boxes.rend(); ++it)
    if (px >= it->second.left() && px <= it->second.right()) return it->first;
  return -1;
}

void MarkLane::paint(QPainter& painter, const QRect& row, const TimeAxis& axis, const Look&,
                     const QColor& colour, std::optional<double> hover) const {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  const LaneMark* hovered = hover ? at(*hover, axis) : nullptr;
  const double middle = row.center().y() + 0.5;
  QColor faint = colour;
  faint.setAlphaF(0.35F);
  for (const LaneMark& mark : m_marks) {
    if (!mark.until.isValid()) continue;
    const double from = std::clamp(axis.pixelOf(mark.time), 0.0, axis.width());
    const double to = std::clamp(axis.pixelOf(mark.until), 0.0, axis.width());
    if (to > from) painter.fillRect(QRectF(row.left() + from, middle - 2, to - from, 4), faint);
  }
  double last = -100;
  for (const LaneMark& mark : m_marks) {
    const double x = axis.pixelOf(mark.time);
    if (x < -kHalf || x > row.width() + kHalf || (x < last + kApart && &mark != hovered)) continue;
    last = x;
    const double half = &mark == hovered ? kHalf : kHalf - 1.5;
    QPainterPath path;
    path.moveTo(row.left() + x, middle - half);
    path.lineTo(row.left() + x + half, middle);
    path.lineTo(row.left() + x, middle + half);
    path.lineTo(row.left() + x - half, middle);
    path.closeSubpath();
    painter.fillPath(path, colour);
  }
  painter.setRenderHint(QPainter::Antialiasing, false);
}

const LaneMark* MarkLane::at(double px, const TimeAxis& axis) const {
  const LaneMark* best = nullptr;
  double least = kReach;
  for (const LaneMark& mark : m_marks) {
    const double away = std::abs(axis.pixelOf(mark.time) - px);
    if (away > least) continue;
    least = away;
    best = &mark;
  }
  if (best) return best;
  // Not at a mark: what lasts here.
  for (const LaneMark& mark : m_marks) {
    if (mark.until.isValid() && px >= axis.pixelOf(mark.time) && px <= axis.pixelOf(mark.until)) best = &mark;
  }
  return best;
}

}  // namespace sorami
