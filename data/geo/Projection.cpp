// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/Projection.h"

#include "data/core/Translate.h"
#include "data/core/Units.h"
#include "data/geo/FastAeqd.h"
#include "data/geo/ProjectionDefinition.h"

#include <proj.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

namespace sorami {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kEarthRadius = 6371008.8;  // m
constexpr int kMaxSplits = 14;              // halvings of one edge while it is densified

/// One PJ of one thread. A PJ must never be used by two threads.
struct ThreadPj {
  std::uint64_t id = 0;
  PJ_CONTEXT* ctx = nullptr;
  PJ* pj = nullptr;
  ThreadPj() = default;
  ThreadPj(ThreadPj&& o) noexcept
      : id(o.id), ctx(std::exchange(o.ctx, nullptr)), pj(std::exchange(o.pj, nullptr)) {}
  ThreadPj& operator=(ThreadPj&& o) noexcept {
    std::swap(id, o.id);
    std::swap(ctx, o.ctx);
    std::swap(pj, o.pj);
    return *this;
  }
  ~ThreadPj() {
    proj_destroy(pj);
    if (ctx != nullptr) proj_context_destroy(ctx);
  }
};

ThreadPj makePj(const ProjectionDefinition& d, std::uint64_t id, std::string* reason) {
  ThreadPj t;
  t.id = id;
  t.ctx = proj_context_create();
  proj_log_level(t.ctx, PJ_LOG_NONE);
  if (d.engine == ProjectionDefinition::Engine::Crs) {
    PJ* raw = proj_create_crs_to_crs(t.ctx, "EPSG:4326", d.text.c_str(), nullptr);
    if (raw != nullptr) {
      t.pj = proj_normalize_for_visualization(t.ctx, raw);
      proj_destroy(raw);
    }
  } else {
    t.pj = proj_create(t.ctx, d.text.c_str());
  }
  if (t.pj == nullptr && reason != nullptr) {
    const char* text = proj_context_errno_string(t.ctx, proj_context_errno(t.ctx));
    *reason = text != nullptr ? text : "PROJ gives no reason";
  }
  return t;
}

class ProjectionImpl final : public Projection {
 public:
  explicit ProjectionImpl(ProjectionDefinition d) : m_d(std::move(d)), m_id(nextId()) {
    if (m_d.engine == ProjectionDefinition::Engine::AzimuthalEquidistant) {
      m_aeqd = std::make_unique<FastAeqd>(m_d.window.centre);
    }
  }

  /// Empty when the projection computes; else PROJ's reason.
  std::string probe() const {
    if (m_aeqd) return {};
    std::string reason;
    const ThreadPj pj = makePj(m_d, m_id, &reason);
    return reason;
  }

  const std::string& spec() const override { return m_d.spec; }
  const std::string& title() const override { return m_d.title; }
  LatLon centre() const override { return m_d.window.centre; }
  const std::string& key() const override { return m_d.key; }
  CutKind cutKind() const override { return m_d.window.kind; }
  double cutMeridian() const override { return wrapLongitude(m_d.window.midLon + 180); }
  double horizonDeg() const override { return m_d.window.horizonDeg; }
  GeoBox validArea() const override {
    const ClipWindow& w = m_d.window;
    if (w.kind == CutKind::Meridian) return {-180, w.south, 180, w.north};
    const double south = w.centre.lat - w.horizonDeg;
    const double north = w.centre.lat + w.horizonDeg;
    GeoBox box{-180, std::max(south, -90.0), 180, std::min(north, 90.0)};
    if (south > -90 && north < 90) {
      // Half the width of a cap that holds no pole: sin(dlon) = sin(radius) / cos(lat).
      const double s = std::sin(degToRad(w.horizonDeg)) / std::cos(degToRad(w.centre.lat));
      const double half = w.horizonDeg >= 90 ? 180 : radToDeg(std::asin(std::min(1.0, s)));
      box.west = wrapLongitude(w.centre.lon - half);
      box.east = wrapLongitude(w.centre.lon + half);
    }
    return box;
  }
  using Projection::forward;
  using Projection::inverse;

  void forward(std::span<const LatLon> in, std::span<MapPoint> out) const override {
    std::vector<LatLon> wrapped(in.begin(), in.end());
    m_d.window.admit(wrapped);
    project(wrapped, out);
  }

  void inverse(std::span<const MapPoint> in, std::span<LatLon> out) const override {
    if (m_aeqd) {
      m_aeqd->inverse(in, out);
    } else {
      const bool isCrs = m_d.engine == ProjectionDefinition::Engine::Crs;
      const double unit = isCrs ? 1 / m_d.metresPerUnit : 1;
      for (std::size_t i = 0; i < in.size(); ++i) {
        // An LatLon holds lat first; what PROJ reads and writes here is x in lat, y in lon.
        out[i] = {in[i].x * unit, in[i].y * unit};
      }
      transform(PJ_INV, out.empty() ? nullptr : &out[0].lat, out.size());
      for (LatLon& p : out) {
        p = isCrs ? LatLon{p.lon, p.lat} : LatLon{radToDeg(p.lon), radToDeg(p.lat)};
      }
    }
    for (std::size_t i = 0; i < in.size(); ++i) {
      LatLon& p = out[i];
      const bool known = std::isfinite(p.lat) && std::isfinite(p.lon);
      const bool onSheet = m_d.window.kind == CutKind::Horizon ||
                           std::abs(p.lon - m_d.window.midLon) <= 180 + 1e-7 ||
                           m_d.engine == ProjectionDefinition::Engine::Crs;
      // A hair of slack: the border itself belongs to the map.
      if (known && onSheet && m_d.window.kind == CutKind::Meridian) {
        const double lat = std::clamp(p.lat, m_d.window.south, m_d.window.north);
        if (std::abs(lat - p.lat) < 1e-7) p.lat = lat;
      }
      p = known && onSheet && m_d.window.contains(p) ? LatLon{p.lat, wrapLongitude(p.lon)}
                                                     : LatLon{kNaN, kNaN};
    }
    if (m_d.engine == ProjectionDefinition::Engine::Crs) rejectOtherSheets(in, out);
  }

  std::vector<MapLine> projectRings(std::span<const GeoLine> rings, double toleranceM) const override {
    std::vector<MapLine> out;
    std::vector<GeoLine> pieces;
    for (const GeoLine& ring : rings) {
      pieces.clear();
      clipRing(m_d.window, ring, pieces);
      for (GeoLine& piece : pieces) projectPiece(piece, true, toleranceM, out);
    }
    return out;
  }

  std::vector<MapLine> projectLines(std::span<const GeoLine> lines, double toleranceM) const override {
    std::vector<MapLine> out;
    std::vector<GeoLine> pieces;
    for (const GeoLine& line : lines) {
      pieces.clear();
      clipLine(m_d.window, line, pieces);
      for (GeoLine& piece : pieces) projectPiece(piece, false, toleranceM, out);
    }
    return out;
  }

  std::vector<MapLine> outline() const override {
    std::vector<MapLine> out;
    GeoLine border = windowBorder(m_d.window);
    projectPiece(border, true, 2000, out);
    return out;
  }

  bool isUncut(const GeoLine& line) const override { return sorami::isUncut(m_d.window, line); }

 private:
  static std::uint64_t nextId() {
    static std::atomic<std::uint64_t> id{1};
    return id++;
  }

  PJ* threadPj() const {
    // A few: the map's, an inset's, an export's. Least recently used goes first.
    constexpr std::size_t kKept = 6;
    thread_local std::vector<ThreadPj> cache;
    for (std::size_t i = 0; i < cache.size(); ++i) {
      if (cache[i].id != m_id) continue;
      if (i != 0) std::swap(cache[i], cache[0]);
      return cache[0].pj;
    }
    if (cache.size() >= kKept) cache.pop_back();
    cache.insert(cache.begin(), makePj(m_d, m_id, nullptr));
    return cache[0].pj;
  }

  /// In place over pairs of doubles.
  void transform(PJ_DIRECTION direction, double* pairs, std::size_t n) const {
    PJ* pj = threadPj();
    if (n == 0) return;
    if (pj == nullptr) {
      std::fill(pairs, pairs + 2 * n, kNaN);
      return;
    }
    proj_errno_reset(pj);
    constexpr std::size_t kStride = 2 * sizeof(double);
    proj_trans_generic(pj, direction, pairs, kStride, n, pairs + 1, kStride, n, nullptr, 0, 0, nullptr, 0, 0);
  }

  /// Points known to be in the window, longitudes already on the right side of the cut.
  void project(std::span<const LatLon> in, std::span<MapPoint> out) const {
    if (m_aeqd) {
      m_aeqd->forward(in, out);
      return;
    }
    const bool isCrs = m_d.engine == ProjectionDefinition::Engine::Crs;
    for (std::size_t i = 0; i < in.size(); ++i) {
      out[i] = isCrs ? MapPoint{in[i].lon, in[i].lat} : MapPoint{degToRad(in[i].lon), degToRad(in[i].lat)};
      // PROJ takes NaN for a fault of the whole array in some methods; it never sees one.
      if (!std::isfinite(in[i].lat) || !std::isfinite(in[i].lon)) out[i] = {HUGE_VAL, HUGE_VAL};
    }
    transform(PJ_FWD, out.empty() ? nullptr : &out[0].x, out.size());
    for (MapPoint& p : out) {
      if (!std::isfinite(p.x) || !std::isfinite(p.y)) {
        p = {kNaN, kNaN};
      } else if (isCrs) {
        p = {p.x * m_d.metresPerUnit, p.y * m_d.metresPerUnit};
      }
    }
  }

  void rejectOtherSheets(std::span<const MapPoint> in, std::span<LatLon> out) const {
    std::vector<MapPoint> again(out.size());
    forward(std::span<const LatLon>(out.data(), out.size()), again);
    for (std::size_t i = 0; i < in.size(); ++i) {
      if (!(std::hypot(again[i].x - in[i].x, again[i].y - in[i].y) < 1000)) out[i] = {kNaN, kNaN};
    }
  }

  /// Projects a clipped piece and bends its long edges within the tolerance.
  void projectPiece(GeoLine& piece, bool isRing, double toleranceM, std::vector<MapLine>& out) const {
    if (m_d.window.kind == CutKind::Horizon) {
      for (LatLon& p : piece) p.lon = longitudeNear(p.lon, m_d.window.midLon);
    }
    const double tolerance = std::max(toleranceM, 0.01);
    const std::size_t n = piece.size();
    MapLine points(n);
    project(piece, points);
    // An edge this short in the plane bends less than the tolerance on any map whose lines curve no tighter
    // than a quarter of the earth's radius.
    const double shortEdge = std::min(std::sqrt(2 * tolerance * kEarthRadius), 200e3);
    MapLine line;
    line.reserve(n + 1);
    const auto flush = [&] {
      if (line.size() > 1) out.push_back(std::move(line));
      line = {};
    };
    const auto push = [&](const MapPoint& p) {
      if (std::isfinite(p.x) && std::isfinite(p.y)) line.push_back(p);
    };
    const std::size_t edges = isRing ? n : n - 1;
    for (std::size_t i = 0; i < edges; ++i) {
      const std::size_t j = i + 1 < n ? i + 1 : 0;
      push(points[i]);
      const double d = std::max(std::abs(points[i].x - points[j].x), std::abs(points[i].y - points[j].y));
      if (d <= shortEdge) continue;
      bend(piece[i], piece[j], points[i], points[j], tolerance, shortEdge,
           [&](const MapPoint& p, bool isJump) {
             if (isJump && !isRing) flush();
             push(p);
           });
    }
    if (!isRing) push(points.back());
    flush();
  }

  void bend(LatLon a, LatLon b, MapPoint pa, MapPoint pb, double tolerance, double shortEdge,
            const std::function<void(const MapPoint&, bool)>& push) const {
    LatLon to = b;
    if (m_d.window.kind == CutKind::Horizon) to.lon = longitudeNear(b.lon, a.lon);
    const double span = std::max(std::abs(to.lat - a.lat), std::abs(to.lon - a.lon));
    // First by angle, so that no symmetric curve hides from a test at its middle.
    const int parts = std::clamp(static_cast<int>(std::ceil(span / 2)), 1, 360);
    LatLon from = a;
    MapPoint pFrom = pa;
    for (int k = 1; k <= parts; ++k) {
      const double t = static_cast<double>(k) / parts;
      const LatLon next{a.lat + (to.lat - a.lat) * t, a.lon + (to.lon - a.lon) * t};
      const MapPoint pNext = k == parts ? pb : projectOne(next);
      bisect(from, next, pFrom, pNext, tolerance, shortEdge, kMaxSplits, push);
      if (k < parts) push(pNext, false);
      from = next;
      pFrom = pNext;
    }
  }

  void bisect(LatLon a, LatLon b, MapPoint pa, MapPoint pb, double tolerance, double shortEdge, int depth,
              const std::function<void(const MapPoint&, bool)>& push) const {
    const double length = std::hypot(pa.x - pb.x, pa.y - pb.y);
    const LatLon mid{(a.lat + b.lat) / 2, (a.lon + b.lon) / 2};
    if (depth == 0) {
      // Still long after every halving: the projection is torn here.
      if (length > 100e3) push({kNaN, kNaN}, true);
      return;
    }
    if (length <= std::min(shortEdge, 1000.0)) return;
    const MapPoint pm = projectOne(mid);
    const bool known = std::isfinite(pm.x) && std::isfinite(pa.x) && std::isfinite(pb.x);
    const double error = known ? std::hypot((pa.x + pb.x) / 2 - pm.x, (pa.y + pb.y) / 2 - pm.y) : 0;
    if (!known || error <= tolerance) {
      // Uneven spacing along the edge is no harm, but a middle far off it would be.
      return;
    }
    const double dx = pb.x - pa.x;
    const double dy = pb.y - pa.y;
    const double off = length > 0 ? std::abs(dx * (pm.y - pa.y) - dy * (pm.x - pa.x)) / length : 0;
    if (off <= tolerance && error < length / 4) return;
    bisect(a, mid, pa, pm, tolerance, shortEdge, depth - 1, push);
    push(pm, false);
    bisect(mid, b, pm, pb, tolerance, shortEdge, depth - 1, push);
  }

  MapPoint projectOne(LatLon p) const {
    if (m_d.window.kind == CutKind::Horizon) p.lon = longitudeNear(p.lon, m_d.window.midLon);
    MapPoint out;
    project({&p, 1}, {&out, 1});
    return out;
  }

  ProjectionDefinition m_d;
  std::uint64_t m_id;
  std::unique_ptr<FastAeqd> m_aeqd;
};

}  // namespace

Result<std::shared_ptr<const Projection>> Projection::create(const std::string& spec, LatLon centre) {
  Result<ProjectionDefinition> d = defineProjection(spec, centre);
  if (!d) return d.error();
  auto made = std::make_shared<const ProjectionImpl>(std::move(*d));
  if (const std::string reason = made->probe(); !reason.empty()) {
    return Error{reason, "projection `" + spec + "`", ""};
  }
  return std::shared_ptr<const Projection>(std::move(made));
}

MapPoint Projection::forward(LatLon p) const {
  MapPoint out;
  forward(std::span<const LatLon>(&p, 1), std::span<MapPoint>(&out, 1));
  return out;
}

LatLon Projection::inverse(MapPoint p) const {
  LatLon out;
  inverse(std::span<const MapPoint>(&p, 1), std::span<LatLon>(&out, 1));
  return out;
}

bool Projection::isVisible(LatLon p) const {
  return std::isfinite(forward(p).x);
}

}  // namespace sorami
