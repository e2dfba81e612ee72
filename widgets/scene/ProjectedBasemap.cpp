// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/ProjectedBasemap.h"

#include <algorithm>
#include <cmath>
#include <deque>

namespace sorami {
namespace {

constexpr double kMarginPx = 16;  // beyond the picture, so that no stroke's end or join shows

bool isSeamPoint(const LatLon& p) {
  return std::abs(p.lon) >= 180 - 1e-5 || std::abs(p.lat) >= 90 - 1e-5;
}

/// A ring's outline as lines, without the edges that exist only because the file was cut there.
std::vector<GeoLine> coastOf(const GeoLine& ring) {
  std::vector<GeoLine> out;
  GeoLine line;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    if (!line.empty() && isSeamPoint(ring[i]) && isSeamPoint(ring[i - 1])) {
      if (line.size() > 1) out.push_back(std::move(line));
      line = {};
    }
    line.push_back(ring[i]);
  }
  if (line.size() > 1) out.push_back(std::move(line));
  return out;
}

}  // namespace

void ProjectedPath::Box::add(const MapPoint& p) {
  west = std::min(west, p.x);
  east = std::max(east, p.x);
  south = std::min(south, p.y);
  north = std::max(north, p.y);
}

bool ProjectedPath::Box::meets(const Box& o) const {
  return west <= o.east && o.west <= east && south <= o.north && o.south <= north;
}

bool ProjectedPath::Box::isInside(const Box& o) const {
  return west >= o.west && east <= o.east && south >= o.south && north <= o.north;
}

ProjectedPath::Box ProjectedPath::pictureBox(const View& view, double marginPx) {
  Box box;
  box.add(view.toMap({-marginPx, -marginPx}));
  box.add(view.toMap({view.size.width() + marginPx, view.size.height() + marginPx}));
  return box;
}

ProjectedPath::ProjectedPath(MapLine points) : m_points(std::move(points)) {
  for (std::size_t i = 0; i < m_points.size(); i += kRun) {
    Box box;
    for (std::size_t k = i; k <= std::min(i + kRun, m_points.size() - 1); ++k) box.add(m_points[k]);
    m_box.add({box.west, box.south});
    m_box.add({box.east, box.north});
    m_boxes.push_back(box);
  }
}

void ProjectedPath::addFill(const View& view, PathBatch& out) const {
  const Box picture = pictureBox(view, kMarginPx);
  if (!m_box.meets(picture)) return;
  if (m_box.isInside(picture)) {
    for (const MapPoint& p : m_points) out.points.push_back(view.toPixel(p));
    out.close();
    return;
  }
  // What lies wholly beyond one side of the picture may shrink to its ends: its inside does not show.
  MapLine ring;
  for (std::size_t b = 0; b < m_boxes.size(); ++b) {
    const Box& box = m_boxes[b];
    const std::size_t first = b * kRun;
    const std::size_t last = std::min(first + kRun, m_points.size());
    const bool beyond = box.west > picture.east || box.east < picture.west || box.south > picture.north ||
                        box.north < picture.south;
    if (beyond && last - first > 2) {
      ring.push_back(m_points[first]);
      ring.push_back(m_points[last - 1]);
    } else {
      ring.insert(ring.end(), m_points.begin() + static_cast<std::ptrdiff_t>(first),
                  m_points.begin() + static_cast<std::ptrdiff_t>(last));
    }
  }
  const auto cut = [&ring](auto side) {
    MapLine kept;
    kept.reserve(ring.size() + 4);
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const MapPoint& a = ring[i];
      const MapPoint& c = ring[i + 1 < ring.size() ? i + 1 : 0];
      const double sa = side(a);
      const double sc = side(c);
      if (sa >= 0) kept.push_back(a);
      if ((sa > 0 && sc < 0) || (sa < 0 && sc > 0)) {
        const double t = sa / (sa - sc);
        kept.push_back({a.x + (c.x - a.x) * t, a.y + (c.y - a.y) * t});
      }
    }
    ring = std::move(kept);
  };
  cut([&](const MapPoint& p) { return p.x - picture.west; });
  cut([&](const MapPoint& p) { return picture.east - p.x; });
  cut([&](const MapPoint& p) { return p.y - picture.south; });
  cut([&](const MapPoint& p) { return picture.north - p.y; });
  if (ring.size() < 3) return;
  for (const MapPoint& p : ring) out.points.push_back(view.toPixel(p));
  out.close();
}

void ProjectedPath::addStroke(const View& view, bool closed, PathBatch& out) const {
  const Box picture = pictureBox(view, kMarginPx);
  if (!m_box.meets(picture) || m_points.size() < 2) return;
  const auto end = [&] {
    if (out.points.size() - out.starts.back() > 1) {
      out.close();
    } else {
      out.points.resize(out.starts.back());
    }
  };
  if (m_box.isInside(picture)) {
    for (const MapPoint& p : m_points) out.points.push_back(view.toPixel(p));
    if (closed) out.points.push_back(view.toPixel(m_points.front()));
    end();
    return;
  }
  bool isOpen = false;
  const auto edge = [&](const MapPoint& a, const MapPoint& b) {
    Box box;
    box.add(a);
    box.add(b);
    if (!box.meets(picture)) {
      if (isOpen) end();
      isOpen = false;
      return;
    }
    if (!isOpen) out.points.push_back(view.toPixel(a));
    out.points.push_back(view.toPixel(b));
    isOpen = true;
  };
  for (std::size_t b = 0; b < m_boxes.size(); ++b) {
    if (!m_boxes[b].meets(picture)) {
      if (isOpen) end();
      isOpen = false;
      continue;
    }
    const std::size_t last = std::min((b + 1) * kRun, m_points.size() - 1);
    for (std::size_t i = b * kRun; i < last; ++i) edge(m_points[i], m_points[i + 1]);
  }
  if (closed) edge(m_points.back(), m_points.front());
  if (isOpen) end();
}

ProjectedBasemap::ProjectedBasemap(BasemapPtr basemap, ProjectionPtr projection)
    : m_basemap(std::move(basemap)), m_projection(std::move(projection)) {
  for (std::size_t l = 0; m_basemap && l < kBasemapLayers; ++l) {
    const auto layer = static_cast<BasemapLayer>(l);
    for (std::size_t level = 0; level < m_basemap->levels(layer); ++level) {
      m_levels[l].push_back(std::make_unique<Level>());
      m_levels[l].back()->lines.resize(m_basemap->lineCount(layer, level));
    }
  }
  for (MapLine& line : m_projection->outline()) m_outline.emplace_back(std::move(line));
}

std::shared_ptr<ProjectedBasemap> ProjectedBasemap::of(const BasemapPtr& basemap,
                                                       const ProjectionPtr& projection) {
  struct Kept {
    std::uint64_t basemap;
    std::string projection;
    std::shared_ptr<ProjectedBasemap> made;
  };
  constexpr std::size_t kKept = 3;
  static std::mutex mutex;
  static std::deque<Kept> kept;
  const std::uint64_t key = basemap ? basemap->key() : 0;
  const std::scoped_lock lock(mutex);
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (kept[i].basemap != key || kept[i].projection != projection->key()) continue;
    std::rotate(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(i),
                kept.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    return kept.front().made;
  }
  if (kept.size() >= kKept) kept.pop_back();
  kept.push_front({key, projection->key(), std::make_shared<ProjectedBasemap>(basemap, projection)});
  return kept.front().made;
}

std::shared_ptr<const ProjectedBasemap::Projected> ProjectedBasemap::projected(BasemapLayer layer,
                                                                               std::size_t level,
                                                                               std::size_t index) {
  Level& l = *m_levels[static_cast<std::size_t>(layer)][level];
  {
    const std::scoped_lock lock(l.mutex);
    if (l.lines[index]) return l.lines[index];
  }
  auto made = std::make_shared<Projected>();
  const GeoLine line = m_basemap->points(layer, level, index);
  const double tolerance = std::max(20.0, m_basemap->toleranceM(layer, level) / 2);
  if (layer == BasemapLayer::Land) {
    for (MapLine& ring : m_projection->projectRings({&line, 1}, tolerance))
      made->rings.emplace_back(std::move(ring));
    made->ringsAreEdges = !m_basemap->line(layer, level, index).hasSeam && m_projection->isUncut(line);
    if (!made->ringsAreEdges) {
      for (MapLine& edge : m_projection->projectLines(coastOf(line), tolerance)) {
        made->edges.emplace_back(std::move(edge));
      }
    }
  } else {
    for (MapLine& edge : m_projection->projectLines({&line, 1}, tolerance))
      made->edges.emplace_back(std::move(edge));
  }
  const std::scoped_lock lock(l.mutex);
  if (!l.lines[index]) l.lines[index] = std::move(made);
  return l.lines[index];
}

void ProjectedBasemap::landRings(const View& view, const ViewGround& ground, PathBatch& out,
                                 std::stop_token stop) {
  if (!m_basemap || m_basemap->levels(BasemapLayer::Land) == 0) return;
  const std::size_t level = m_basemap->levelFor(BasemapLayer::Land, ground.metresPerPixel());
  const std::size_t count = m_basemap->lineCount(BasemapLayer::Land, level);
  for (std::size_t i = 0; i < count && !stop.stop_requested(); ++i) {
    if (!ground.mayShow(m_basemap->line(BasemapLayer::Land, level, i).box)) continue;
    for (const ProjectedPath& ring : projected(BasemapLayer::Land, level, i)->rings) ring.addFill(view, out);
  }
}

void ProjectedBasemap::lines(BasemapLayer layer, const View& view, const ViewGround& ground, int maxRank,
                             PathBatch& out, std::stop_token stop) {
  if (!m_basemap || m_basemap->levels(layer) == 0) return;
  const std::size_t level = m_basemap->levelFor(layer, ground.metresPerPixel());
  const std::size_t count = m_basemap->lineCount(layer, level);
  for (std::size_t i = 0; i < count && !stop.stop_requested(); ++i) {
    const BasemapLine info = m_basemap->line(layer, level, i);
    if (info.rank > maxRank || !ground.mayShow(info.box)) continue;
    const auto made = projected(layer, level, i);
    if (made->ringsAreEdges) {
      for (const ProjectedPath& ring : made->rings) ring.addStroke(view, true, out);
    } else {
      for (const ProjectedPath& edge : made->edges) edge.addStroke(view, false, out);
    }
  }
}

void ProjectedBasemap::outline(const View& view, PathBatch& out) const {
  for (const ProjectedPath& ring : m_outline) ring.addFill(view, out);
}

void ProjectedBasemap::outlineEdge(const View& view, PathBatch& out) const {
  for (const ProjectedPath& ring : m_outline) ring.addStroke(view, true, out);
}

}  // namespace sorami
