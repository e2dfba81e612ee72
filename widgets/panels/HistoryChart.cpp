// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/HistoryChart.h"

#include "widgets/timeline/TimeLabels.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace sorami {
namespace {

constexpr int kTitle = 20;  // px above a plot
constexpr int kFoot = 20;   // px for the times below
constexpr int kChartGap = 12;

constexpr int kPlot = 46;  // px of one plot

float altitudeOf(const Sample& s) {
  return std::isfinite(s.baroAltitude) ? s.baroAltitude : s.geoAltitude;
}
float speedOf(const Sample& s) {
  return s.groundSpeed;
}
float headingOf(const Sample& s) {
  return s.trackDeg;
}
float climbOf(const Sample& s) {
  return s.verticalRate;
}
QString headingText(double degrees, UnitProfile) {
  return bearingText(degrees);
}
QString secondsText(double seconds, UnitProfile) {
  return seconds < 10 ? HistoryChart::tr("%1 s").arg(seconds, 0, 'f', 1)
                      : durationText(static_cast<Micros>(seconds * 1e6));
}

}  // namespace

HistoryChart::HistoryChart(QWidget* parent) : QWidget(parent), m_look(defaultLook()) {
  setMouseTracking(true);
  setAccessibleName(tr("Altitude, speed, track, climb and update interval against time"));
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
  const int each = m_look->px(kTitle) + m_look->px(kPlot);
  return {240, kPlots * each + (kPlots - 1) * kChartGap + m_look->px(kFoot)};
}

QRect HistoryChart::plot(int index) const {
  const int each = (height() - m_look->px(kFoot) - (kPlots - 1) * kChartGap) / kPlots;
  const int title = m_look->px(kTitle);
  return {0, index * (each + kChartGap) + title, width(), std::max(each - title, 8)};
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
  paintSeries(painter, {tr("Altitude"), altitudeOf, altitudeText, theme.accent, false}, plot(0));
  paintSeries(painter, {tr("Ground speed"), speedOf, speedText, theme.link, false}, plot(1));
  paintSeries(painter, {tr("Track, true"), headingOf, headingText, theme.warning, true}, plot(2));
  paintSeries(painter, {tr("Climb"), climbOf, verticalRateText, theme.ok, false}, plot(3));
  // How well it was followed: the time from each report to the next.
  paintSeries(painter, {tr("Update interval"), nullptr, secondsText, theme.textMuted, false}, plot(4));

  painter.setFont(m_look->mono(11));
  painter.setPen(theme.textMuted);
  const QRect foot(0, height() - m_look->px(kFoot), width(), m_look->px(kFoot));
  painter.drawText(foot, Qt::AlignLeft | Qt::AlignBottom, zuluText(m_range.begin));
  painter.drawText(foot, Qt::AlignRight | Qt::AlignBottom, zuluText(m_range.end));
  const QString middle = m_hover ? zuluText(timeAt(*m_hover)) : durationText(m_range.length());
  painter.drawText(foot, Qt::AlignHCenter | Qt::AlignBottom, middle);
}

float HistoryChart::valueAt(const Series& series, std::size_t i) const {
  if (series.value != nullptr) return series.value(m_samples[i]);
  return i == 0 ? std::numeric_limits<float>::quiet_NaN()
                : static_cast<float>(static_cast<double>(m_samples[i].time - m_samples[i - 1].time) * 1e-6);
}

void HistoryChart::paintSeries(QPainter& painter, const Series& series, const QRect& area) const {
  const Theme& theme = m_look->theme();
  double low = 1e30;
  double high = -1e30;
  for (std::size_t i = 0; i < m_samples.size(); ++i) {
    const float v = valueAt(series, i);
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
  // Under the pointer, else at the cursor, the value there; else the extent.
  const UtcTime at = m_hover ? timeAt(*m_hover) : m_cursor;
  const auto after = std::upper_bound(m_samples.begin(), m_samples.end(), at,
                                      [](UtcTime t, const Sample& s) { return t < s.time; });
  const auto now = static_cast<std::size_t>(after - m_samples.begin());
  QString extent = low == high ? series.text(low, m_units)
                               : tr("%1 to %2").arg(series.text(low, m_units), series.text(high, m_units));
  if (now > 0 && m_range.contains(at)) {
    const float v = valueAt(series, now - 1);
    painter.setPen(theme.text);
    extent = std::isfinite(v) ? series.text(v, m_units) : tr("not reported");
  }
  painter.drawText(title, Qt::AlignRight | Qt::AlignVCenter, extent);
  if (series.isAngle) {
    low = 0;
    high = 360;
  } else {
    const double pad = std::max((high - low) * 0.08, 1e-3 * std::max(std::abs(high), 1.0));
    low -= pad;
    high += pad;
  }
  const auto xOf = [&](UtcTime t) {
    return static_cast<double>(t - m_range.begin) / static_cast<double>(m_range.length()) *
           (area.width() - 1);
  };
  const auto yOf = [&](double v) { return area.bottom() - (v - low) / (high - low) * area.height(); };
  if (low < 0 && high > 0) {
    painter.setPen(QPen(theme.border, 1));
    painter.drawLine(QPointF(area.left(), yOf(0)), QPointF(area.right(), yOf(0)));
  }

  // A gap of many update intervals is drawn as a gap, not as a line over what nobody saw.
  const Micros typical = m_range.length() / static_cast<Micros>(m_samples.size());
  const Micros gap = std::max<Micros>(typical * 8, 60 * kSecond);
  QPolygonF line;
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(series.colour, 1.5));
  double lastX = -10;
  float lastValue = 0;
  UtcTime lastTime;
  const auto flush = [&] {
    if (line.size() > 1) painter.drawPolyline(line);
    if (line.size() == 1) painter.drawPoint(line.front());
    line.clear();
  };
  for (std::size_t i = 0; i < m_samples.size(); ++i) {
    const Sample& s = m_samples[i];
    const float v = valueAt(series, i);
    if (!std::isfinite(v)) continue;
    // Through north is no way through south.
    const bool wraps = series.isAngle && std::abs(v - lastValue) > 180;
    if (lastTime.isValid() && (s.time - lastTime > gap || wraps)) flush();
    const double x = xOf(s.time);
    lastTime = s.time;
    lastValue = v;
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
