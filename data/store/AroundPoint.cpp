// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/AroundPoint.h"

#include "data/core/Units.h"
#include "data/store/Motion.h"
#include "data/store/Rows.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>

namespace sorami {
namespace {

constexpr double kEarth = 6'371'008.8;  // m, mean radius
constexpr int kReaders = 4;
constexpr double kDegree = 1e-7;  // of a stored coordinate

struct PlanePoint {
  float east = 0;
  float north = 0;
};

/// Range and azimuth on the sphere: within 0.3 % of the ellipsoid, which no scope shows.
PlanePoint seenExactly(LatLon centre, double lat, double lon) {
  const double p0 = degToRad(centre.lat);
  const double p1 = degToRad(lat);
  const double dl = degToRad(lon - centre.lon);
  const double sinLat = std::sin((p1 - p0) / 2);
  const double sinLon = std::sin(dl / 2);
  const double h = sinLat * sinLat + std::cos(p0) * std::cos(p1) * sinLon * sinLon;
  const double range = 2 * kEarth * std::asin(std::min(1.0, std::sqrt(h)));
  const double east = std::sin(dl) * std::cos(p1);
  const double north = std::cos(p0) * std::sin(p1) - std::sin(p0) * std::cos(p1) * std::cos(dl);
  const double length = std::hypot(east, north);
  if (length <= 0) return {0, static_cast<float>(range)};
  return {static_cast<float>(east / length * range), static_cast<float>(north / length * range)};
}

/// A box that holds the circle.
GeoBox boxAbout(LatLon centre, double range) {
  const double dLat = radToDeg(range / kEarth) * 1.01;
  GeoBox box;
  box.south = std::max(-90.0, centre.lat - dLat);
  box.north = std::min(90.0, centre.lat + dLat);
  const double most = std::max(std::abs(box.south), std::abs(box.north));
  const double dLon = most > 89 ? 180 : std::min(180.0, dLat / std::cos(degToRad(most)));
  if (dLon >= 179) {
    box.west = -180;
    box.east = 180;
  } else {
    box.west = wrapLongitude(centre.lon - dLon);
    box.east = wrapLongitude(centre.lon + dLon);
  }
  return box;
}

/// The plane about the centre for many points: exact at the nodes of a grid, between them straight, which is
/// some ten metres off at ranges of radars. About a pole each point is worked out by itself.
class SeenPlane {
 public:
  SeenPlane(LatLon centre, double range, const GeoBox& box) : m_centre(centre) {
    if (box.west <= -180 && box.east >= 180) return;
    m_south = box.south;
    m_west = -wrapLongitude(centre.lon - box.west);  // from the centre's meridian
    const double wide = 2 * wrapLongitude(centre.lon - box.west);
    m_cells = std::clamp(static_cast<int>(2 * range / kCell), 8, kMostCells);
    m_perLat = m_cells / (box.north - box.south);
    m_perLon = m_cells / wide;
    m_nodes.reserve(static_cast<std::size_t>(m_cells + 1) * static_cast<std::size_t>(m_cells + 1));
    for (int row = 0; row <= m_cells; ++row)
      for (int column = 0; column <= m_cells; ++column)
        m_nodes.push_back(
            seenExactly(centre, m_south + row / m_perLat, centre.lon + m_west + column / m_perLon));
  }

  /// False where it surely lies outside the circle.
  bool at(std::int32_t storedLat, std::int32_t storedLon, PlanePoint& out) const {
    const double lat = storedLat * kDegree;
    const double lon = storedLon * kDegree;
    if (m_nodes.empty()) {
      out = seenExactly(m_centre, lat, lon);
      return true;
    }
    double off = lon - m_centre.lon;
    if (off < -180) off += 360;
    if (off > 180) off -= 360;
    const double x = (off - m_west) * m_perLon;
    const double y = (lat - m_south) * m_perLat;
    if (!(x >= 0 && y >= 0 && x < m_cells && y < m_cells)) return false;
    const int column = static_cast<int>(x);
    const int row = static_cast<int>(y);
    const auto u = static_cast<float>(x - column);
    const auto v = static_cast<float>(y - row);
    const PlanePoint* low = &m_nodes[static_cast<std::size_t>(row * (m_cells + 1) + column)];
    const PlanePoint* high = low + m_cells + 1;
    const auto mix = [&](float a, float b, float c, float d) {
      const float lower = a + u * (b - a);
      const float upper = c + u * (d - c);
      return lower + v * (upper - lower);
    };
    out.east = mix(low[0].east, low[1].east, high[0].east, high[1].east);
    out.north = mix(low[0].north, low[1].north, high[0].north, high[1].north);
    return true;
  }

 private:
  static constexpr double kCell = 20'000;  // m
  static constexpr int kMostCells = 128;

  LatLon m_centre;
  double m_south = 0, m_west = 0;     // deg; the west from the centre
  double m_perLat = 0, m_perLon = 0;  // cells a degree
  int m_cells = 0;                    // each way
  std::vector<PlanePoint> m_nodes;    // empty: none
};

/// What one bucket has of the past.
struct PastPart {
  struct Piece {
    std::size_t track;  ///< index into AroundPoint::tracks
    std::vector<SeenFrom> samples;
  };
  std::vector<Piece> pieces;
  std::vector<SeenFrom> plots;
};

}  // namespace

float SeenFrom::range() const {
  return std::hypot(east, north);
}

float SeenFrom::azimuthDeg() const {
  const auto deg =
      static_cast<float>(radToDeg(std::atan2(static_cast<double>(east), static_cast<double>(north))));
  return deg < 0 ? deg + 360 : deg;
}

AroundPoint aroundPoint(const StoreView& view, UtcTime t, LatLon centre, double range, Micros trail,
                        bool asKnown, std::stop_token stop) {
  AroundPoint around;
  around.time = t;
  around.centre = centre;
  around.range = range;
  if (!t.isValid() || !(range > 0)) return around;
  const auto infos = view.tracks();
  const GeoBox box = boxAbout(centre, range);
  std::vector<TrackState> states;
  asKnown ? stateAsKnownAt(view, t, states, stop) : stateAt(view, t, states, stop);
  for (const TrackState& s : states) {
    if (s.track >= infos.size() || infos[s.track].isPlots || !box.contains(s.position)) continue;
    const PlanePoint at = seenExactly(centre, s.position.lat, s.position.lon);
    TrackAround track;
    track.now = {at.east, at.north, std::isfinite(s.baroAltitude) ? s.baroAltitude : s.geoAltitude, 0};
    if (static_cast<double>(track.now.range()) > range) continue;
    track.track = s.track;
    track.phase = s.phase;
    track.flags = s.flags;
    track.groundSpeed = s.groundSpeed;
    track.trackDeg = s.trackDeg;
    around.tracks.push_back(std::move(track));
  }
  std::sort(around.tracks.begin(), around.tracks.end(),
            [](const TrackAround& a, const TrackAround& b) { return a.track < b.track; });

  // The past: of those, and of the sources' plots, which may be many more.
  std::vector<TrackId> ids;
  Micros longest = trail;
  if (trail > 0)
    for (const TrackAround& a : around.tracks) ids.push_back(a.track);
  for (const TrackInfo& info : infos) {
    if (!info.isPlots || info.count == 0 || info.first > t || !info.box.intersects(box)) continue;
    longest = std::max(trail, kPlotLife);
    ids.push_back(info.id);
  }
  if (ids.empty() || stop.stop_requested()) return around;
  std::sort(ids.begin(), ids.end());
  const auto buckets = view.buckets();
  std::vector<std::uint32_t> wanted;
  for (std::size_t i = bucketIndexAt(view, t - longest); i < buckets.size() && buckets[i].range.begin <= t;
       ++i)
    wanted.push_back(buckets[i].id);
  const SeenPlane plane(centre, range, box);
  const float reach = static_cast<float>(range) * static_cast<float>(range);
  std::vector<PastPart> parts(wanted.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    BucketFilter filter;
    filter.tracks = &ids;
    filter.span = {t - longest, t};
    filter.columns = kAltitudeColumns | (asKnown ? kReceivedColumn : 0U);
    filter.stop = stop;
    for (std::size_t k = next++; k < wanted.size() && !stop.stop_requested(); k = next++) {
      const BucketPtr part = view.bucketPart(wanted[k], filter);
      if (!part) continue;
      const Bucket& b = *part;
      for (const Bucket::Run& run : b.runs) {
        if (run.track >= infos.size()) continue;
        const bool isPlots = infos[run.track].isPlots;
        const std::int64_t from = t.us - (isPlots ? longest : trail);
        std::vector<SeenFrom> found;
        std::size_t track = 0;
        if (!isPlots) {
          const auto at = std::lower_bound(around.tracks.begin(), around.tracks.end(), run.track,
                                           [](const TrackAround& a, TrackId id) { return a.track < id; });
          if (trail <= 0 || at == around.tracks.end() || at->track != run.track) continue;
          track = static_cast<std::size_t>(at - around.tracks.begin());
        }
        std::vector<SeenFrom>& out = isPlots ? parts[k].plots : found;
        for (std::uint32_t i = run.begin; i < run.end; ++i) {
          if ((b.flags[i] & kOutlier) != 0 || b.time[i] > t.us || b.time[i] < from) continue;
          if (asKnown && receivedAt(b, i) > t.us) continue;
          PlanePoint p;
          if (!plane.at(b.lat[i], b.lon[i], p) || p.east * p.east + p.north * p.north > reach) continue;
          out.push_back({p.east, p.north,
                         std::isfinite(b.baroAltitude[i]) ? b.baroAltitude[i] : b.geoAltitude[i],
                         static_cast<float>(t.us - b.time[i]) * 1e-6F});
        }
        if (!found.empty()) parts[k].pieces.push_back({track, std::move(found)});
      }
    }
  };
  {
    const auto cores = static_cast<int>(std::thread::hardware_concurrency());
    const int readers = std::min({std::clamp(cores, 1, kReaders), static_cast<int>(wanted.size())});
    std::vector<std::jthread> pool;
    for (int i = 1; i < readers; ++i) pool.emplace_back(work);
    work();
  }
  std::size_t plots = 0;
  for (const PastPart& part : parts) plots += part.plots.size();
  around.plots.reserve(plots);
  for (PastPart& part : parts) {
    around.plots.insert(around.plots.end(), part.plots.begin(), part.plots.end());
    for (PastPart::Piece& piece : part.pieces) {
      std::vector<SeenFrom>& past = around.tracks[piece.track].past;
      if (past.empty()) {
        past = std::move(piece.samples);
      } else {
        past.insert(past.end(), piece.samples.begin(), piece.samples.end());
      }
    }
  }
  return around;
}

}  // namespace sorami
