// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Rows.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace sorami {
namespace {

constexpr std::int32_t kHalfTurn = 1'800'000'000;
constexpr std::int64_t kFullTurn = 3'600'000'000;

}  // namespace

std::optional<Row> toRow(TrackId track, const Sample& s) {
  if (!s.time.isValid() || !std::isfinite(s.lat) || !std::isfinite(s.lon) || std::abs(s.lat) > 90.0)
    return std::nullopt;
  Row row;
  row.time = s.time.us;
  row.track = track;
  row.lat = static_cast<std::int32_t>(std::llround(s.lat * 1e7));
  row.lon = static_cast<std::int32_t>(std::llround(wrapLongitude(s.lon) * 1e7));
  if (row.lon == kHalfTurn) row.lon = -kHalfTurn;
  row.baroAltitude = s.baroAltitude;
  row.geoAltitude = s.geoAltitude;
  row.groundSpeed = s.groundSpeed;
  row.trackDeg = s.trackDeg;
  row.verticalRate = s.verticalRate;
  row.flags = s.flags;
  row.rawPlace = s.raw.place;
  row.rawLength = s.raw.length;
  if (s.received.isValid()) {
    // A receive time more than 24 days off says nothing about delay; it is left out rather than bent.
    const double ms = (static_cast<double>(s.received.us) - static_cast<double>(s.time.us)) / 1000.0;
    if (std::abs(ms) < 2147483000.0) row.receivedDelta = static_cast<std::int32_t>(std::llround(ms));
  }
  return row;
}

Row rowOf(const Bucket& b, TrackId track, std::size_t i) {
  Row row;
  row.time = b.time[i];
  row.track = track;
  row.lat = b.lat[i];
  row.lon = b.lon[i];
  row.baroAltitude = b.baroAltitude[i];
  row.geoAltitude = b.geoAltitude[i];
  row.groundSpeed = b.groundSpeed[i];
  row.trackDeg = b.trackDeg[i];
  row.verticalRate = b.verticalRate[i];
  row.receivedDelta = b.receivedDelta[i];
  row.flags = b.flags[i];
  if (b.hasRaw()) {
    row.rawPlace = b.rawPlace[i];
    row.rawLength = b.rawLength[i];
  }
  return row;
}

void resizeColumns(Bucket& b, std::size_t n, bool raw) {
  b.time.resize(n);
  b.lat.resize(n);
  b.lon.resize(n);
  b.baroAltitude.resize(n);
  b.geoAltitude.resize(n);
  b.groundSpeed.resize(n);
  b.trackDeg.resize(n);
  b.verticalRate.resize(n);
  b.flags.resize(n);
  b.receivedDelta.resize(n);
  b.rawPlace.resize(raw ? n : 0, RawRef::kNone);
  b.rawLength.resize(raw ? n : 0, 0);
}

std::shared_ptr<Bucket> BucketMaker::make(std::uint32_t id, std::span<const Row> rows) {
  auto bucket = std::make_shared<Bucket>();
  bucket->id = id;
  const auto n = static_cast<std::uint32_t>(rows.size());

  // A counting sort by track: linear, and stable, which a comparison sort of all rows would not be cheaply.
  std::vector<Bucket::Run>& runs = bucket->runs;
  bool raw = false;
  for (const Row& row : rows) {
    raw = raw || row.rawPlace != RawRef::kNone;
    if (row.track >= m_slotOfTrack.size()) m_slotOfTrack.resize(row.track + row.track / 2 + 64, kNoTrack);
    std::uint32_t& slot = m_slotOfTrack[row.track];
    if (slot == kNoTrack) {
      slot = static_cast<std::uint32_t>(runs.size());
      runs.push_back({row.track, 0, 0});
    }
    ++runs[slot].end;
  }
  std::sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.track < b.track; });
  std::uint32_t at = 0;
  for (Bucket::Run& run : runs) {
    const std::uint32_t count = run.end;
    run.begin = at;
    m_slotOfTrack[run.track] = at;
    at += count;
    run.end = at;
  }
  m_order.resize(n);
  for (std::uint32_t i = 0; i < n; ++i) m_order[m_slotOfTrack[rows[i].track]++] = i;
  for (const Bucket::Run& run : runs) {
    m_slotOfTrack[run.track] = kNoTrack;
    const auto first = m_order.begin() + run.begin;
    const auto last = m_order.begin() + run.end;
    const auto earlier = [&](std::uint32_t a, std::uint32_t b) { return rows[a].time < rows[b].time; };
    if (!std::is_sorted(first, last, earlier)) std::stable_sort(first, last, earlier);
  }

  resizeColumns(*bucket, n, raw);
  for (std::uint32_t i = 0; i < n; ++i) {
    const Row& row = rows[m_order[i]];
    bucket->time[i] = row.time;
    bucket->lat[i] = row.lat;
    bucket->lon[i] = row.lon;
    bucket->baroAltitude[i] = row.baroAltitude;
    bucket->geoAltitude[i] = row.geoAltitude;
    bucket->groundSpeed[i] = row.groundSpeed;
    bucket->trackDeg[i] = row.trackDeg;
    bucket->verticalRate[i] = row.verticalRate;
    bucket->flags[i] = row.flags;
    bucket->receivedDelta[i] = row.receivedDelta;
    if (!raw) continue;
    bucket->rawPlace[i] = row.rawPlace;
    bucket->rawLength[i] = row.rawLength;
  }
  if (n > 0) {
    const auto [first, last] = std::minmax_element(bucket->time.begin(), bucket->time.end());
    bucket->range = {{*first}, {*last}};
  }
  return bucket;
}

void appendRows(const Bucket& bucket, std::vector<Row>& out) {
  out.reserve(out.size() + bucket.size());
  for (const Bucket::Run& run : bucket.runs)
    for (std::uint32_t i = run.begin; i < run.end; ++i) out.push_back(rowOf(bucket, run.track, i));
}

BucketInfo describe(const Bucket& bucket) {
  BucketInfo info;
  info.id = bucket.id;
  info.range = bucket.range;
  info.count = static_cast<std::uint32_t>(bucket.size());
  info.tracks = static_cast<std::uint32_t>(bucket.runs.size());
  if (bucket.size() == 0) return info;
  info.histogram.assign(kHistogramParts, 0);
  const double scale =
      static_cast<double>(kHistogramParts) / (static_cast<double>(bucket.range.length()) + 1);
  for (const std::int64_t t : bucket.time) {
    const auto part = static_cast<std::size_t>(static_cast<double>(t - bucket.range.begin.us) * scale);
    ++info.histogram[std::min(part, kHistogramParts - 1)];
  }
  return info;
}

std::vector<SourceHistogram> describeSources(const Bucket& bucket, std::span<const TrackInfo> tracks) {
  std::map<std::uint16_t, std::vector<std::uint32_t>> parts;
  const double scale =
      static_cast<double>(kHistogramParts) / (static_cast<double>(bucket.range.length()) + 1);
  for (const Bucket::Run& run : bucket.runs) {
    if (run.track >= tracks.size()) continue;
    auto& counts = parts[tracks[run.track].source];
    counts.resize(kHistogramParts);
    for (std::uint32_t i = run.begin; i < run.end; ++i) {
      const auto part =
          static_cast<std::size_t>(static_cast<double>(bucket.time[i] - bucket.range.begin.us) * scale);
      ++counts[std::min(part, kHistogramParts - 1)];
    }
  }
  std::vector<SourceHistogram> all;
  for (auto& [source, counts] : parts) all.push_back({source, std::move(counts)});
  return all;
}

void Extent::include(std::int32_t lat, std::int32_t lon) {
  latMin = std::min(latMin, lat);
  latMax = std::max(latMax, lat);
  lonMin = std::min(lonMin, lon);
  lonMax = std::max(lonMax, lon);
  const std::int64_t east = lon < 0 ? lon + kFullTurn : lon;
  eastMin = std::min(eastMin, east);
  eastMax = std::max(eastMax, east);
}

void Extent::include(const Extent& other) {
  if (other.isEmpty()) return;
  latMin = std::min(latMin, other.latMin);
  latMax = std::max(latMax, other.latMax);
  lonMin = std::min(lonMin, other.lonMin);
  lonMax = std::max(lonMax, other.lonMax);
  eastMin = std::min(eastMin, other.eastMin);
  eastMax = std::max(eastMax, other.eastMax);
}

GeoBox Extent::box() const {
  if (isEmpty()) return {};
  GeoBox box;
  box.south = latMin / 1e7;
  box.north = latMax / 1e7;
  if (std::int64_t{lonMax} - lonMin <= eastMax - eastMin) {
    box.west = lonMin / 1e7;
    box.east = lonMax / 1e7;
  } else {
    const auto wrapped = [](std::int64_t east) {
      return static_cast<double>(east >= kHalfTurn ? east - kFullTurn : east) / 1e7;
    };
    box.west = wrapped(eastMin);
    box.east = wrapped(eastMax);
  }
  return box;
}

bool Extent::isPoint() const {
  if (isEmpty()) return true;
  constexpr std::int64_t kSpan = 4500;  // 4.5e-4 deg of latitude are 50 m
  if (std::int64_t{latMax} - latMin > kSpan) return false;
  const std::int64_t lonSpan = std::min(std::int64_t{lonMax} - lonMin, eastMax - eastMin);
  return static_cast<double>(lonSpan) * std::cos(latMin / 1e7 * 3.14159265358979 / 180) <= kSpan;
}

}  // namespace sorami
