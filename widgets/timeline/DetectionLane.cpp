// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/DetectionLane.h"

#include "data/core/Translate.h"
#include "widgets/timeline/TimeLabels.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace sorami {
void DetectionLane::paint(QPainter& painter, const QRect& row, const TimeAxis& axis, const Look& look) const {
  const Theme& theme = look.theme();
  const double middle = row.top() + 0.5 * row.height();
  const auto xOf = [&](UtcTime t) { return row.left() + axis.pixelOf(t); };
  for (const DetectionMarks::Span& span : m_marks.spans) {
    const double a = std::max<double>(xOf(span.begin), row.left());
    const double b = std::min<double>(xOf(span.end), row.right() + 1);
    if (!(b > a)) continue;
    if (span.sensors == 0) {
      painter.setPen(QPen(theme.error, 1.5, Qt::DotLine));
      painter.drawLine(QPointF(a, middle), QPointF(b, middle));
      continue;
    }
    const double thick = row.height() * (span.sensors == 1 ? 0.3 : span.sensors == 2 ? 0.55 : 0.8);
    painter.fillRect(QRectF(a, middle - thick / 2, std::max(b - a, 1.0), thick),
                     mixed(theme.panel, theme.link, 0.55 + 0.15 * std::min(span.sensors, 3)));
  }
  const auto flag = [&](UtcTime t, const QColor& colour) {
    if (!t.isValid()) return;
    const double x = std::floor(xOf(t)) + 0.5;
    if (x < row.left() || x > row.right()) return;
    painter.setPen(QPen(colour, 2));
    painter.drawLine(QPointF(x, row.top()), QPointF(x, row.bottom() + 1));
  };
  flag(m_marks.first, theme.ok);
  flag(m_marks.arrival, theme.warning);
}

QString DetectionLane::textAt(double px, const TimeAxis& axis) const {
  if (isEmpty()) return {};
  const UtcTime at = axis.timeAt(px);
  const auto span = std::find_if(m_marks.spans.begin(), m_marks.spans.end(),
                                 [&](const auto& s) { return at >= s.begin && at <= s.end; });
  if (span == m_marks.spans.end()) return {};
  QString text =
      span->sensors == 0 ? sorami::tr("%1  %2: seen by none").arg(zuluText(at), m_marks.name)
      : span->sensors == 1
          ? sorami::tr("%1  %2: seen by one sensor").arg(zuluText(at), m_marks.name)
          : sorami::tr("%1  %2: seen by %3 sensors").arg(zuluText(at), m_marks.name).arg(span->sensors);
  if (m_marks.first.isValid() && m_marks.arrival.isValid() && m_marks.first <= m_marks.arrival) {
    text += sorami::tr("  · warning time %1").arg(durationText(m_marks.arrival - m_marks.first));
  }
  return text;
}

}  // namespace sorami
