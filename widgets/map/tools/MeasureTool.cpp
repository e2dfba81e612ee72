// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/map/tools/MeasureTool.h"

#include "data/core/Translate.h"
#include "data/geo/Geodesic.h"
#include "widgets/map/MapWidget.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr int kPathPoints = 65;

}  // namespace

QString MeasureTool::hint() const {
  if (m_ended) return {};
  return m_points.empty() ? tr("Click the first point · Esc leaves")
                          : tr("Click to add a leg · double-click ends · Esc clears");
}

void MeasureTool::startAt(LatLon from) {
  m_points = {from};
  m_loose.reset();
  m_ended = false;
}

void MeasureTool::click(const MapEvent& event) {
  if (!event.geo) return;
  if (m_ended) m_points.clear();
  m_ended = false;
  m_points.push_back(*event.geo);
  m_loose.reset();
}

void MeasureTool::doubleClick(const MapEvent&) {
  // The first press of the double-click has already set the point.
  if (m_points.size() >= 2) m_ended = true;
  m_loose.reset();
}

void MeasureTool::hover(const MapEvent& event) {
  if (m_points.empty() || m_ended) return;
  m_loose = event.geo;
  m_map.update();
}

bool MeasureTool::cancel() {
  if (m_points.empty()) return false;
  leave();
  return true;
}

void MeasureTool::leave() {
  m_points.clear();
  m_loose.reset();
  m_ended = false;
}

double MeasureTool::totalDistance() const {
  double total = 0;
  for (std::size_t i = 1; i < m_points.size(); ++i) total += geodesic(m_points[i - 1], m_points[i]).distance;
  return total;
}

void MeasureTool::paint(QPainter& painter, const Look& look) {
  if (m_points.empty()) return;
  painter.setRenderHint(QPainter::Antialiasing);
  double before = 0;
  for (std::size_t i = 1; i < m_points.size(); ++i) {
    paintLeg(painter, look, m_points[i - 1], m_points[i], before);
    before += geodesic(m_points[i - 1], m_points[i]).distance;
  }
  if (m_loose) paintLeg(painter, look, m_points.back(), *m_loose, before);
  painter.setPen(Qt::NoPen);
  painter.setBrush(look.theme().selection);
  for (const LatLon& p : m_points) {
    if (const auto at = m_map.positionOf(p)) painter.drawEllipse(*at, 3.0, 3.0);
  }
}

void MeasureTool::paintLeg(QPainter& painter, const Look& look, LatLon from, LatLon to, double before) const {
  const GeodesicLine line = geodesic(from, to);
  if (line.distance < 1) return;
  QPainterPath path;
  bool pen = false;
  QPointF last;
  const double tear = 2.0 * std::max(m_map.width(), m_map.height());
  for (const LatLon& p : geodesicPath(from, to, kPathPoints)) {
    const auto at = m_map.positionOf(p);
    if (!at || (pen && QLineF(last, *at).length() > tear)) {
      pen = at.has_value();
      if (at) path.moveTo(*at);
    } else if (!pen) {
      path.moveTo(*at);
      pen = true;
    } else {
      path.lineTo(*at);
    }
    if (at) last = *at;
  }
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(look.theme().labelPlate, 3));
  painter.drawPath(path);
  painter.setPen(QPen(look.theme().selection, 1.5));
  painter.drawPath(path);

  QString text = tr("%1 · %2 true · back %3")
                     .arg(distanceText(line.distance, m_map.units()), bearingText(line.azimuthFromDeg),
                          bearingText(line.azimuthBackDeg));
  if (before > 0) text += tr(" · total %1").arg(distanceText(before + line.distance, m_map.units()));
  const auto end = m_map.positionOf(to);
  if (!end) return;
  painter.setFont(look.mono(12));
  const QFontMetricsF metrics(painter.font());
  QRectF plate(*end + QPointF(14, -30), QSizeF(metrics.horizontalAdvance(text) + 16, metrics.height() + 8));
  if (plate.right() > m_map.width() - 8) plate.moveRight(end->x() - 14);
  if (plate.top() < 40) plate.moveTop(end->y() + 14);
  painter.setPen(look.theme().border);
  painter.setBrush(look.theme().panelRaised);
  painter.drawRoundedRect(plate, Look::kRadius, Look::kRadius);
  painter.setPen(look.theme().text);
  painter.drawText(plate, Qt::AlignCenter, text);
}

}  // namespace sorami
