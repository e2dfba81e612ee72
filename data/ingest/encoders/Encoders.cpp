// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/Text.h"
#include "data/ingest/encoders/Encoder.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>
#include <unordered_map>

namespace sorami {
namespace {

/// A track's attributes as they change while the rows go by in order of time.
struct Attributes {
  std::vector<AttributeChange> changes;
  std::size_t next = 0;
  std::string callsign;
  std::int32_t mode3A = -1;
  Affiliation affiliation = Affiliation::Pending;

  void advance(UtcTime to) {
    for (; next < changes.size() && changes[next].time <= to; ++next) {
      const AttributeChange& change = changes[next];
      if (change.key == TrackAttribute::Callsign) callsign = change.value;
      if (change.key == TrackAttribute::Mode3A) mode3A = parseInt<std::int32_t>(change.value).value_or(-1);
      if (change.key == TrackAttribute::Affiliation) {
        affiliation = static_cast<Affiliation>(parseInt<int>(change.value).value_or(0));
      }
    }
  }
};

}  // namespace

std::span<const Encoder> encoders() {
  static const std::array kEncoders = {
      kCsvEncoder,
      kGeoJsonEncoder,
      kSbsEncoder,
      kAcmiEncoder,
      kCotEncoder,
      kKmlEncoder,
      kGpxEncoder,
      kDisEncoder,
      kGeoPackageEncoder,
      kAsterixEncoder,
      kAsterixCaptureEncoder,
  };
  return kEncoders;
}

const Encoder* findEncoder(std::string_view id) {
  for (const Encoder& encoder : encoders()) {
    if (encoder.id == id) return &encoder;
  }
  return nullptr;
}

std::uint64_t plotsLeftOut(const Encoder& encoder, const StoreView& view) {
  if (encoder.tellsPlots) return 0;
  std::uint64_t plots = 0;
  for (const TrackInfo& track : view.tracks()) plots += track.isPlots ? track.count : 0;
  return plots;
}

Status forEachUpdate(const StoreView& view, std::stop_token stop,
                     const std::function<bool(const UpdateRow&)>& onRow) {
  std::unordered_map<TrackId, Attributes> attributes;
  const SourceKey noSource;
  std::vector<std::uint32_t> order;
  std::vector<TrackId> trackOf;
  std::uint64_t lost = 0;
  UtcTime lostAt;
  for (const BucketInfo& info : view.buckets()) {
    const BucketPtr bucket = view.bucket(info.id);
    if (!bucket) {
      lost += info.count;
      if (!lostAt.isValid()) lostAt = info.range.begin;
      continue;
    }
    order.resize(bucket->size());
    trackOf.resize(bucket->size());
    std::iota(order.begin(), order.end(), 0U);
    for (const Bucket::Run& run : bucket->runs) {
      std::fill(trackOf.begin() + run.begin, trackOf.begin() + run.end, run.track);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return bucket->time[a] < bucket->time[b]; });
    for (const std::uint32_t i : order) {
      if (stop.stop_requested()) return Error{"the export was cancelled", "", ""};
      const TrackId id = trackOf[i];
      if (id >= view.tracks().size()) continue;
      const TrackInfo& track = view.tracks()[id];
      auto [found, isNew] = attributes.try_emplace(id);
      Attributes& now = found->second;
      if (isNew) {
        now.changes = view.attributeChanges(id);
        if (now.changes.empty()) {
          now.callsign = track.callsign;
          now.mode3A = track.mode3A;
          now.affiliation = track.affiliation;
        }
      }
      const Sample sample = bucket->sample(i);
      now.advance(sample.time);
      const SourceKey& source =
          track.source < view.sources().size() ? view.sources()[track.source] : noSource;
      if (!onRow({track, source, sample, now.callsign, now.mode3A, now.affiliation})) {
        return Error{"the file cannot be written", "", "is the disk full?"};
      }
    }
  }
  if (lost > 0) {
    return Error{std::to_string(lost) + " updates could not be read: the recording is damaged", toIso(lostAt),
                 ""};
  }
  return {};
}

std::string_view nameOf(Affiliation affiliation) {
  static constexpr std::string_view kNames[] = {"pending", "unknown", "assumed friend", "friend",
                                                "neutral", "suspect", "hostile",        "civil"};
  const auto i = static_cast<std::size_t>(affiliation);
  return i < std::size(kNames) ? kNames[i] : kNames[0];
}

std::string_view nameOf(Domain domain) {
  static constexpr std::string_view kNames[] = {"unknown",    "air",    "space",  "surface",
                                                "subsurface", "ground", "missile"};
  const auto i = static_cast<std::size_t>(domain);
  return i < std::size(kNames) ? kNames[i] : kNames[0];
}

std::string_view nameOf(IdKind kind) {
  static constexpr std::string_view kNames[] = {"none",   "icao24", "non-icao24", "track number", "mode 3/a",
                                                "object", "entity", "mmsi",       "text"};
  const auto i = static_cast<std::size_t>(kind);
  return i < std::size(kNames) ? kNames[i] : kNames[0];
}

std::string flagNames(std::uint16_t flags) {
  static constexpr std::pair<ReportFlag, std::string_view> kNames[] = {
      {kOnGround, "ground"},        {kSpi, "spi"},
      {kEmergency, "emergency"},    {kSimulated, "simulated"},
      {kTestTarget, "test"},        {kCoasted, "coasted"},
      {kLegStart, "leg-start"},     {kStaleGap, "stale-gap"},
      {kOutlier, "outlier"},        {kGeoIsMsl, "geo-msl"},
      {kSmoothed, "smoothed"},      {kTrackEnd, "track-end"},
      {kTrackStart, "track-start"}, {kExercise, "exercise"},
      {kPlotBit, "plot"},           {kMinor, "minor"}};
  std::string text;
  for (const auto& [flag, name] : kNames) {
    if ((flags & flag) == 0) continue;
    if (!text.empty()) text += ' ';
    text += name;
  }
  return text;
}

std::string nativeIdText(const TrackInfo& track) {
  char text[32] = "";
  switch (track.nativeId.kind) {
    case IdKind::None:
      break;
    case IdKind::Icao24:
    case IdKind::NonIcao24:
      std::snprintf(text, sizeof text, "%06llX", static_cast<unsigned long long>(track.nativeId.value));
      break;
    case IdKind::Mode3A:
      std::snprintf(text, sizeof text, "%04llo", static_cast<unsigned long long>(track.nativeId.value));
      break;
    case IdKind::Object:
      std::snprintf(text, sizeof text, "%llx", static_cast<unsigned long long>(track.nativeId.value));
      break;
    case IdKind::Entity:
      std::snprintf(text, sizeof text, "%u:%u:%u", static_cast<unsigned>(track.nativeId.value >> 32 & 0xFFFF),
                    static_cast<unsigned>(track.nativeId.value >> 16 & 0xFFFF),
                    static_cast<unsigned>(track.nativeId.value & 0xFFFF));
      break;
    case IdKind::AsterixTrack:
    case IdKind::Mmsi:
      std::snprintf(text, sizeof text, "%llu", static_cast<unsigned long long>(track.nativeId.value));
      break;
    case IdKind::Text:
      return track.uid;
  }
  return text;
}

}  // namespace sorami
