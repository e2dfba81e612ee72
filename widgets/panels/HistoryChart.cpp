// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/HistoryChart.h"

#include "widgets/timeline/TimeLabels.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr int kTitle = 20;  // px above a plot
constexpr int kFoot = 20;   // px for the times below
constexpr int kGap = 12;

float altitudeOf(const Sample& s) {
  return std::isfinite(s.baroAltitude) ? s.baroAltitude : s.geoAltitude;
}
float speedOf(const Sample& s) {
  return s.groundSpeed;
}

}  // namespace

HistoryChart::HistoryChart(QWidget* parent) : QWidget(parent), m_look(defaultLook()) {
  setMouseTracking(true);
  setAccessibleName(tr("Altitude and speed against time"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void HistoryChart::setLook(const LookPtr& look) {
  m_look = look;
  updateGeometry();
  update();
}

void HistoryChart::setSamples(std::vector<Sample> samples) {
  m_samples = std::move(samples);
  std::erase_if(m_samples, [](const Sample& s) { return (s.flags & kOutlier) != 0; });
  m_range = {};
  for (const Sample& s : m_samples) m_range.include(s.time);
  if (!m_samples.empty() && !m_range.isValid()) m_range = {m_samples.front().time, m_samples.back().time};
  update();
}

void HistoryChart::setCursor(UtcTime cursor) {
  if (cursor == m_cursor) return;
  m_cursor = cursor;
  update();
}

void HistoryChart::setUnits(UnitProfile units) {
  m_units = units;
  update();
}

QSize HistoryChart::sizeHint() const {
  return {240, m_look->px(236)};
}

QRect HistoryChart::plot(int index) const {
  const int each = (height() - m_look->px(kFoot) - kGap) / 2;
  const int title = m_look->px(kTitle);
  return {0, index * (each + kGap) + title, width(), each - title};
}

UtcTime HistoryChart::timeAt(double x) const {
  const double part = std::clamp(x / std::max(width() - 1, 1), 0.0, 1.0);
  return m_range.begin + static_cast<Micros>(part * static_cast<double>(m_range.length()));
}

void HistoryChart::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && m_range.isValid()) {
    Q_EMIT seekRequested(timeAt(event->position().x()));
  }
}

void HistoryChart::mouseMoveEvent(QMouseEvent* event) {
  m_hover = event->position().x();
  if (event->buttons() & Qt::LeftButton && m_range.isValid()) Q_EMIT seekRequested(timeAt(*m_hover));
  update();
}

void HistoryChart::leaveEvent(QEvent*) {
  m_hover.reset();
  update();
}

void HistoryChart::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme& theme = m_look->theme();
  if (m_samples.size() < 2 || m_range.length() <= 0) {
    painter.setPen(theme.textMuted);
    painter.setFont(m_look->text(12));
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, tr("Too few reports for a history"));
    return;
  }
  const Series altitude{tr("Altitude"), altitudeOf, altitudeText, theme.accent};
  const Series speed{tr("Ground speed"), speedOf, speedText, theme.link};
  paintSeries(painter, altitude, plot(0));
  paintSeries(painter, speed, plot(1));

  painter.setFont(m_look->mono(11));
  painter.setPen(theme.textMuted);
  const QRect foot(0, height() - m_look->px(kFoot), width(), m_look->px(kFoot));
  painter.drawText(foot, Qt::AlignLeft | Qt::AlignBottom, zuluText(m_range.begin));
  painter.drawText(foot, Qt::AlignRight | Qt::AlignBottom, zuluText(m_range.end));
  const QString middle = m_hover ? zuluText(timeAt(*m_hover)) : durationText(m_range.length());
  painter.drawText(foot, Qt::AlignHCenter | Qt::AlignBottom, middle);
}

void HistoryChart::paintSeries(QPainter& painter, const Series& series, const QRect& area) const {
  const Theme& theme = m_look->theme();
  double low = 1e30;
  double high = -1e30;
  for (const Sample& s : m_samples) {
    const float v = series.value(s);
    if (!std::isfinite(v)) continue;
    low = std::min<double>(low, v);
    high = std::max<double>(high, v);
  }
  painter.setFont(m_look->text(11));
  painter.setPen(theme.textMuted);
  const QRect title(area.left(), area.top() - m_look->px(kTitle), area.width(), m_look->px(kTitle));
  painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter, series.title);
  painter.fillRect(area, m_look->field());
  if (low > high) {
    painter.drawText(area, Qt::AlignCenter, tr("not reported"));
    return;
  }
  painter.setFont(m_look->mono(11));
  painter.drawText(title, Qt::AlignRight | Qt::AlignVCenter,
                   low == high ? series.text(low, m_units)
                               : tr("%1 to %2").arg(series.text(low, m_units), series.text(high, m_units)));
  const double pad = std::max((high - low) * 0.08, 1.0);
  low -= pad;
  high += pad;
  const auto xOf = [&](UtcTime t) {
    return static_cast<double>(t - m_range.begin) / static_cast<double>(m_range.length()) *
           (area.width() - 1);
  };
  const auto yOf = [&](double v) { return area.bottom() - (v - low) / (high - low) * area.height(); };

  // A gap of many update intervals is drawn as a gap, not as a line over what nobody saw.
  const Micros typical = m_range.length() / static_cast<Micros>(m_samples.size());
  const Micros gap = std::max<Micros>(typical * 8, 60 * kSecond);
  QPolygonF line;
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(series.colour, 1.5));
  double lastX = -10;
  UtcTime lastTime;
  const auto flush = [&] {
    if (line.size() > 1) painter.drawPolyline(line);
    if (line.size() == 1) painter.drawPoint(line.front());
    line.clear();
  };
  for (const Sample& s : m_samples) {
    const float v = series.value(s);
    if (!std::isfinite(v)) continue;
    if (lastTime.isValid() && s.time - lastTime > gap) flush();
    const double x = xOf(s.time);
    lastTime = s.time;
    if (!line.isEmpty() && x - lastX < 0.5) continue;
    line << QPointF(x, yOf(v));
    lastX = x;
  }
  flush();
  painter.setRenderHint(QPainter::Antialiasing, false);
  if (m_hover) {
    painter.setPen(QPen(theme.textMuted, 1, Qt::DotLine));
    painter.drawLine(QPointF(*m_hover, area.top()), QPointF(*m_hover, area.bottom()));
  }
  if (m_range.contains(m_cursor)) {
    const double x = std::floor(xOf(m_cursor)) + 0.5;
    painter.setPen(theme.selection);
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
  }
}

}  // namespace sorami
