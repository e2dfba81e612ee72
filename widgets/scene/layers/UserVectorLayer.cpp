// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/UserVectorLayer.h"

#include "widgets/scene/ProjectedBasemap.h"

#include <cmath>
#include <mutex>

namespace sorami {
namespace {

constexpr double kToleranceM = 30;  // map metres: a third of a pixel at the largest usual scales

struct Projected {
  std::string key;
  std::vector<ProjectedPath> rings;
  std::vector<ProjectedPath> edges;
  std::vector<MapPoint> points;
};

}  // namespace

struct UserVectorLayer::Cache {
  std::mutex mutex;
  std::shared_ptr<const Projected> last;

  std::shared_ptr<const Projected> of(const VectorMap& map, const Projection& projection) {
    const std::scoped_lock lock(mutex);
    if (last && last->key == projection.key()) return last;
    auto made = std::make_shared<Projected>();
    made->key = projection.key();
    for (MapLine& ring : projection.projectRings(map.rings, kToleranceM))
      made->rings.emplace_back(std::move(ring));
    // Edges are drawn as lines, so that no cut of the map is outlined.
    for (const std::vector<GeoLine>* lines : {&map.rings, &map.lines}) {
      for (MapLine& edge : projection.projectLines(*lines, kToleranceM))
        made->edges.emplace_back(std::move(edge));
    }
    made->points.resize(map.points.size());
    projection.forward(map.points, made->points);
    last = std::move(made);
    return last;
  }
};

UserVectorLayer::UserVectorLayer(std::shared_ptr<const VectorMap> map, UserVectorStyle style)
    : m_map(std::move(map)), m_style(std::move(style)), m_cache(std::make_shared<Cache>()) {}
UserVectorLayer::~UserVectorLayer() = default;

std::uint64_t UserVectorLayer::key(const Frame& f) const {
  return mixKey({m_map->key, f.projection ? keyOf(f.projection->key()) : 0,
                 f.theme ? keyOf(f.theme->id.toStdString()) : 0, m_style.colour.rgba(), keyOf(m_style.width),
                 keyOf(m_style.fillOpacity), static_cast<std::uint64_t>(m_style.pointRadius)});
}

Layer::Job UserVectorLayer::prepare(const FramePtr& frame) {
  return [frame, map = m_map, style = m_style, cache = m_cache](Canvas& canvas, std::stop_token stop) {
    const Frame& f = *frame;
    if (!f.projection || !f.theme) return;
    const auto projected = cache->of(*map, *f.projection);
    const QColor colour = style.colour.isValid() ? style.colour : f.theme->accent;
    const double ratio = canvas.pixelRatio();
    PathBatch batch;
    if (style.fillOpacity > 0) {
      for (const ProjectedPath& ring : projected->rings) {
        if (stop.stop_requested()) return;
        ring.addFill(f.view, batch);
      }
      QColor fill = colour;
      fill.setAlphaF(fill.alphaF() * static_cast<float>(style.fillOpacity));
      if (batch.size() > 0) canvas.fill(batch, {fill});
      batch.clear();
    }
    for (const ProjectedPath& edge : projected->edges) {
      if (stop.stop_requested()) return;
      edge.addStroke(f.view, false, batch);
    }
    if (batch.size() > 0) canvas.stroke(batch, {colour, style.width * static_cast<float>(ratio), {}});
    std::vector<Dot> dots;
    const auto radius =
        static_cast<std::uint8_t>(std::clamp(std::lround(style.pointRadius * ratio), 0L, 60L));
    for (const MapPoint& p : projected->points) {
      if (!std::isfinite(p.x)) continue;
      const PixelPoint at = f.view.toPixel(p);
      if (at.x < -radius || at.y < -radius || at.x > static_cast<float>(f.view.size.width() + radius) ||
          at.y > static_cast<float>(f.view.size.height() + radius)) {
        continue;
      }
      dots.push_back({at, qPremultiply(colour.rgba()), radius});
    }
    canvas.dots(dots);
  };
}

}  // namespace sorami
