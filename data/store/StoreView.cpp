// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/StoreView.h"

#include "data/store/Motion.h"
#include "data/store/Rows.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace sorami {
namespace {

std::string printed(const char* form, unsigned long long value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), form, value);
  return text.data();
}

}  // namespace

std::string TrackInfo::displayName() const {
  if (!callsign.empty()) return callsign;
  if (!uid.empty()) return uid;
  if (icao24 >= 0) return printed("%06llX", static_cast<unsigned long long>(icao24));
  if (nativeId.kind == IdKind::Icao24) return printed("%06llX", nativeId.value);
  if (nativeId.kind == IdKind::NonIcao24) return printed("~%06llX", nativeId.value);
  if (mode3A >= 0) return printed("%04llo", static_cast<unsigned long long>(mode3A));
  switch (nativeId.kind) {
    case IdKind::AsterixTrack:
      return printed("#%llu", nativeId.value);
    case IdKind::Mode3A:
      return printed("%04llo", nativeId.value);
    case IdKind::Object:
      return printed("%llx", nativeId.value);
    case IdKind::Entity:
      return printed("%llu", nativeId.value >> 32) + printed(":%llu", nativeId.value >> 16 & 0xFFFF) +
             printed(":%llu", nativeId.value & 0xFFFF);
    case IdKind::Mmsi:
      return printed("%09llu", nativeId.value);
    default:
      return printed("#%llu", id);
  }
}

void StoreView::tracksAt(UtcTime t, std::vector<TrackId>& out) const {
  out.clear();
  for (const TrackInfo& track : tracks())
    if (track.count > 0 && track.first <= t && t.us <= shownUntil(track)) out.push_back(track.id);
}

std::vector<SourceHistogram> StoreView::sourceHistograms(std::uint32_t id) const {
  const BucketPtr part = bucket(id);
  return part ? describeSources(*part, tracks()) : std::vector<SourceHistogram>();
}

Sample Bucket::sample(std::size_t i) const {
  Sample s;
  s.time = {time[i]};
  if (receivedDelta[i] != std::numeric_limits<std::int32_t>::min())
    s.received = s.time + receivedDelta[i] * kMillisecond;
  s.lat = lat[i] / 1e7;
  s.lon = lon[i] / 1e7;
  s.baroAltitude = baroAltitude[i];
  s.geoAltitude = geoAltitude[i];
  s.groundSpeed = groundSpeed[i];
  s.trackDeg = trackDeg[i];
  s.verticalRate = verticalRate[i];
  s.flags = flags[i];
  if (hasRaw()) s.raw = {rawPlace[i], rawLength[i]};
  return s;
}

const Bucket::Run* Bucket::run(TrackId track) const {
  const auto it = std::lower_bound(runs.begin(), runs.end(), track,
                                   [](const Run& r, TrackId wanted) { return r.track < wanted; });
  return it != runs.end() && it->track == track ? &*it : nullptr;
}

}  // namespace sorami
