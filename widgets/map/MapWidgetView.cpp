// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What part of the map is shown, and where on it a place is.
#include "widgets/map/MapWidget.h"
#include "widgets/scene/LayerOrder.h"

#include <algorithm>
#include <cmath>

namespace sorami {

void MapWidget::applyView(View view) {
  const double ratio = view.pixelRatio > 0 ? view.pixelRatio : 1;
  view.metresPerPixel = std::clamp(view.metresPerPixel, kFinest / ratio, kCoarsest / ratio);
  m_controller.setView(view);
}

void MapWidget::moveTo(const View& target) {
  if (!m_frame) return;
  m_motion.stop();
  m_motion.disconnect(this);
  if (m_reducedMotion || !isVisible()) {
    applyView(target);
    return;
  }
  const View from = m_frame->view;
  m_motion.setStartValue(0.0);
  m_motion.setEndValue(1.0);
  connect(&m_motion, &QVariantAnimation::valueChanged, this, [this, from, target](const QVariant& value) {
    const double part = value.toDouble();
    View view = m_frame ? m_frame->view : target;
    // The centre moves in step with the scale, so that the point zoomed about stands still.
    const double scale = from.metresPerPixel * std::pow(target.metresPerPixel / from.metresPerPixel, part);
    const double span = target.metresPerPixel - from.metresPerPixel;
    const double along =
        std::abs(span) > 1e-9 * from.metresPerPixel ? (scale - from.metresPerPixel) / span : part;
    view.metresPerPixel = scale;
    view.centre.x = from.centre.x + (target.centre.x - from.centre.x) * along;
    view.centre.y = from.centre.y + (target.centre.y - from.centre.y) * along;
    applyView(view);
  });
  m_motion.start();
}

void MapWidget::zoomAt(QPointF position, double factor) {
  if (!m_frame) return;
  m_motion.stop();
  View view = m_frame->view;
  const QPointF pixel = position * view.pixelRatio;
  const MapPoint fixed = view.toMap(pixel);
  const double wanted = view.metresPerPixel / factor;
  view.metresPerPixel = std::clamp(wanted, kFinest / view.pixelRatio, kCoarsest / view.pixelRatio);
  const MapPoint moved = view.toMap(pixel);
  view.centre.x += fixed.x - moved.x;
  view.centre.y += fixed.y - moved.y;
  applyView(view);
}

void MapWidget::panBy(double partX, double partY) {
  if (!m_frame) return;
  View view = m_frame->view;
  view.centre.x += partX * view.size.width() * view.metresPerPixel;
  view.centre.y += partY * view.size.height() * view.metresPerPixel;
  moveTo(view);
}

void MapWidget::zoomBy(double factor) {
  if (!m_frame) return;
  View view = m_frame->view;
  view.metresPerPixel /= factor;
  moveTo(view);
}

void MapWidget::centreOn(LatLon position) {
  if (!m_frame || !m_frame->projection) return;
  const MapPoint at = m_frame->projection->forward(position);
  if (!std::isfinite(at.x) || !std::isfinite(at.y)) return;
  View view = m_frame->view;
  view.centre = at;
  moveTo(view);
}

void MapWidget::fit(const QRectF& mapBox) {
  if (!m_frame || !mapBox.isValid()) return;
  View view = m_frame->view;
  // What lies over the picture's edges (banner, altitude slider) is no place for what was asked to be seen.
  const PictureMargins m = resolved(m_frame)->margins;
  const double width = std::max(1, view.size.width() - m.left - m.right);
  const double height = std::max(1, view.size.height() - m.top - m.bottom);
  view.metresPerPixel = std::max(mapBox.width() / width, mapBox.height() / height);
  view.centre = {mapBox.center().x() + (m.right - m.left) * 0.5 * view.metresPerPixel,
                 mapBox.center().y() + (m.top - m.bottom) * 0.5 * view.metresPerPixel};
  moveTo(view);
}

void MapWidget::fitPoints(const std::vector<LatLon>& points) {
  if (!m_frame || !m_frame->projection) return;
  QRectF box;
  bool any = false;
  for (const LatLon& p : points) {
    const MapPoint at = m_frame->projection->forward(p);
    if (!std::isfinite(at.x) || !std::isfinite(at.y)) continue;
    if (!any) box = QRectF(at.x, at.y, 0, 0);
    any = true;
    box.setLeft(std::min(box.left(), at.x));
    box.setRight(std::max(box.right(), at.x));
    box.setTop(std::min(box.top(), at.y));
    box.setBottom(std::max(box.bottom(), at.y));
  }
  if (!any) return;
  const double least = 20e3;  // a single point is shown with its surroundings
  const double margin = 0.08 * std::max({box.width(), box.height(), least});
  if (box.width() < least) box.adjust(-(least - box.width()) / 2, 0, (least - box.width()) / 2, 0);
  if (box.height() < least) box.adjust(0, -(least - box.height()) / 2, 0, (least - box.height()) / 2);
  fit(box.adjusted(-margin, -margin, margin, margin));
}

std::optional<LatLon> MapWidget::geoAt(QPointF position) const {
  if (!m_frame || !m_frame->projection) return std::nullopt;
  const MapPoint at = m_frame->view.toMap(position * m_frame->view.pixelRatio);
  const LatLon geo = m_frame->projection->inverse(at);
  if (!std::isfinite(geo.lat) || !std::isfinite(geo.lon)) return std::nullopt;
  return geo;
}

std::optional<QPointF> MapWidget::positionOf(LatLon geo) const {
  if (!m_frame || !m_frame->projection) return std::nullopt;
  const MapPoint at = m_frame->projection->forward(geo);
  if (!std::isfinite(at.x) || !std::isfinite(at.y)) return std::nullopt;
  const View& view = m_frame->view;
  return QPointF((at.x - view.centre.x) / view.metresPerPixel + view.size.width() * 0.5,
                 (view.centre.y - at.y) / view.metresPerPixel + view.size.height() * 0.5) /
         view.pixelRatio;
}

Pick MapWidget::pickAt(QPointF position) const {
  if (!m_compositor || !m_frame) return {};
  return m_compositor->pick(position * m_frame->view.pixelRatio);
}

MapEvent MapWidget::mapEvent(QPointF position, Qt::KeyboardModifiers modifiers) const {
  return {position, geoAt(position), modifiers};
}

}  // namespace sorami
