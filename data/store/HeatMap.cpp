// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/HeatMap.h"

#include "data/core/Units.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <thread>

namespace sorami {
namespace {

constexpr int kThreads = 4;
constexpr double kEdge = 1e-6;  // of a cell
constexpr float kNothing = std::numeric_limits<float>::quiet_NaN();

/// What one thread has added up.
struct Sum {
  std::vector<std::uint32_t> count;
  std::vector<double> value;
  std::uint64_t reports = 0;
};

/// The box of all tracks with a sample in the span; one that reaches over the dateline has east > 180.
struct Bounds {
  double west = 0, east = 0, south = 90, north = -90;
};

Bounds boundsOf(const StoreView& view, TimeRange range) {
  Bounds e;
  // Longitudes are gathered on the side where they lie closer together.
  double west0 = 1e9, east0 = -1e9, west360 = 1e9, east360 = -1e9;
  for (const TrackInfo& track : view.tracks()) {
    if (track.box.isEmpty() || track.last < range.begin || track.first > range.end) continue;
    e.south = std::min(e.south, track.box.south);
    e.north = std::max(e.north, track.box.north);
    const double west = track.box.west;
    const double east = track.box.east < west ? track.box.east + 360 : track.box.east;
    west0 = std::min(west0, west);
    east0 = std::max(east0, east);
    const double shift = west < 0 ? 360 : 0;
    west360 = std::min(west360, west + shift);
    east360 = std::max(east360, east + shift);
  }
  const bool over = east360 - west360 < east0 - west0;
  e.west = over ? west360 : west0;
  e.east = over ? east360 : east0;
  if (e.east - e.west >= 360) {
    e.west = -180;
    e.east = 180;
  }
  return e;
}

}  // namespace

float HeatMap::at(LatLon place) const {
  if (columns == 0 || !(place.lat >= south)) return kNothing;
  double x = (place.lon - west) / stepLon;
  const double round = 360 / stepLon;
  x -= round * std::floor(x / round);
  const double y = (place.lat - south) / stepLat;
  if (!(x < columns && y < rows)) return kNothing;
  return values[static_cast<std::size_t>(y) * static_cast<std::size_t>(columns) +
                static_cast<std::size_t>(x)];
}

HeatMapPtr makeHeatMap(const StoreView& view, TimeRange range, HeatKind kind, int cells,
                       std::stop_token stop) {
  auto map = std::make_shared<HeatMap>();
  static std::atomic<std::uint64_t> number = 0;
  map->kind = kind;
  map->range = range;
  map->key = ++number;
  const Bounds e = boundsOf(view, range);
  if (!range.isValid() || e.north < e.south || cells < 1) return map;
  // Cells as wide as they are high on the ground, at the middle.
  const double shrink = std::max(0.05, std::cos(degToRad((e.south + e.north) / 2)));
  const double wide = std::max((e.east - e.west) * shrink, 1e-4);
  const double high = std::max(e.north - e.south, 1e-4);
  map->stepLat = std::max(wide, high) / cells * 1.0001;
  map->stepLon = map->stepLat / shrink;
  map->west = e.west;
  map->south = e.south;
  map->columns = std::max(1, static_cast<int>(std::ceil((e.east - e.west) / map->stepLon + 1e-9)));
  map->rows = std::max(1, static_cast<int>(std::ceil(high / map->stepLat + 1e-9)));
  const auto size = static_cast<std::size_t>(map->columns) * static_cast<std::size_t>(map->rows);

  std::vector<std::uint32_t> ids;
  for (const BucketInfo& b : view.buckets())
    if (b.range.end >= range.begin && b.range.begin <= range.end) ids.push_back(b.id);
  const auto tracks = view.tracks();
  const bool altitudes = kind == HeatKind::LowestAltitude || kind == HeatKind::MeanAltitude;
  const int threads = std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, kThreads);
  std::vector<Sum> sums(static_cast<std::size_t>(threads));
  std::atomic<std::size_t> next = 0;
  const auto work = [&](Sum& sum) {
    sum.count.assign(size, 0);
    if (altitudes) sum.value.assign(size, 0);
    BucketFilter filter;
    filter.span = range;
    filter.columns = altitudes ? kAltitudeColumns : kPlaceColumns;
    filter.stop = stop;
    const double perLat = 1e-7 / map->stepLat;
    const double perLon = 1e-7 / map->stepLon;
    const double round = 360 / map->stepLon;
    for (std::size_t k = next++; k < ids.size() && !stop.stop_requested(); k = next++) {
      const BucketPtr part = view.bucketPart(ids[k], filter);
      if (!part) continue;
      const Bucket& b = *part;
      for (const Bucket::Run& run : b.runs) {
        std::uint32_t begin = run.begin;
        std::uint32_t end = run.end;
        if (kind == HeatKind::FirstDetections) {
          if (run.track >= tracks.size() || tracks[run.track].isPlots) continue;
          const std::int64_t first = tracks[run.track].first.us;
          while (begin < end && b.time[begin] < first) ++begin;
          if (begin == end || b.time[begin] != first) continue;
          end = begin + 1;
        }
        for (std::uint32_t i = begin; i < end; ++i) {
          if ((b.flags[i] & kOutlier) != 0 || b.time[i] < range.begin.us || b.time[i] > range.end.us)
            continue;
          double x = b.lon[i] * perLon - map->west / map->stepLon;
          double y = b.lat[i] * perLat - map->south / map->stepLat;
          // What lies on the very edge must not be rounded out of the map.
          if (x > -kEdge && x < 0) x = 0;
          if (y > -kEdge && y < 0) y = 0;
          if (x < 0 || x >= round) x -= round * std::floor(x / round);
          if (!(y >= 0 && y < map->rows && x < map->columns)) continue;
          const std::size_t cell = static_cast<std::size_t>(y) * static_cast<std::size_t>(map->columns) +
                                   static_cast<std::size_t>(x);
          if (altitudes) {
            const float altitude = std::isfinite(b.baroAltitude[i]) ? b.baroAltitude[i] : b.geoAltitude[i];
            if (!std::isfinite(altitude) || (b.flags[i] & kOnGround) != 0) continue;
            double& value = sum.value[cell];
            if (kind == HeatKind::MeanAltitude) {
              value += altitude;
            } else {
              value = sum.count[cell] == 0 ? altitude : std::min<double>(value, altitude);
            }
          }
          ++sum.count[cell];
          ++sum.reports;
        }
      }
    }
  };
  {
    std::vector<std::jthread> pool;
    for (std::size_t k = 1; k < sums.size(); ++k) pool.emplace_back([&work, &sums, k] { work(sums[k]); });
    work(sums.front());
  }
  if (stop.stop_requested()) return nullptr;
  map->values.assign(size, kNothing);
  bool any = false;
  for (std::size_t cell = 0; cell < size; ++cell) {
    std::uint32_t count = 0;
    double value = 0;
    for (const Sum& sum : sums) {
      const std::uint32_t n = sum.count[cell];
      if (n == 0) continue;
      if (kind == HeatKind::MeanAltitude) {
        value += sum.value[cell];
      } else if (kind == HeatKind::LowestAltitude) {
        value = count == 0 ? sum.value[cell] : std::min(value, sum.value[cell]);
      }
      count += n;
    }
    if (count == 0) continue;
    if (!altitudes) value = count;
    if (kind == HeatKind::MeanAltitude) value /= count;
    const auto shown = static_cast<float>(value);
    map->values[cell] = shown;
    map->low = any ? std::min(map->low, shown) : shown;
    map->high = any ? std::max(map->high, shown) : shown;
    any = true;
  }
  for (const Sum& sum : sums) map->reports += sum.reports;
  return map;
}

}  // namespace sorami
