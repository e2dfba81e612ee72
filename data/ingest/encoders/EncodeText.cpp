// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/encoders/EncodeText.h"

#include <cmath>
#include <cstdio>
#include <unordered_map>

namespace sorami {

std::string xmlText(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&apos;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20) result += c;
    }
  }
  return result;
}

std::string decimalText(double value, int decimals) {
  if (!std::isfinite(value)) return {};
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

std::string isoShort(UtcTime t) {
  std::string text = toIso(t);
  // …:30.500000Z: the last three digits say nothing when they are zero.
  if (text.size() > 5 && text.compare(text.size() - 4, 4, "000Z") == 0) text.replace(text.size() - 4, 4, "Z");
  return text;
}

std::string UniqueNames::of(const TrackInfo& track) {
  const auto known = m_names.find(track.id);
  if (known != m_names.end()) return known->second;
  std::string name = nativeIdText(track);
  if (track.nativeId.kind == IdKind::Icao24)
    name = "ICAO-" + name;
  else if (track.nativeId.kind != IdKind::Text)
    name = std::string(nameOf(track.nativeId.kind)) + "-" + name;
  if (name.empty()) name = "track-" + std::to_string(track.id);
  const auto [user, isNew] = m_users.emplace(name, track.id);
  if (!isNew) name += "-" + std::to_string(track.id);
  m_names.emplace(track.id, name);
  return name;
}

Result<std::vector<KeptTrack>> keepTracks(const StoreView& view, std::stop_token stop) {
  if (view.sampleCount() > kMaxKept) {
    return Error{
        "this format holds whole tracks: " + std::to_string(view.sampleCount()) + " updates are too many", "",
        "export a part of the recording, or as csv or acmi"};
  }
  std::vector<KeptTrack> tracks;
  std::unordered_map<TrackId, std::size_t> places;
  const Status status = forEachUpdate(view, std::move(stop), [&](const UpdateRow& row) {
    if (row.track.isPlots) return true;
    const auto [place, isNew] = places.try_emplace(row.track.id, tracks.size());
    if (isNew) tracks.push_back({row.track, row.affiliation, {}, {}});
    KeptTrack& track = tracks[place->second];
    if (!row.callsign.empty()) track.callsign = row.callsign;
    track.affiliation = row.affiliation;
    track.samples.push_back(row.sample);
    return true;
  });
  if (!status) return status.error();
  return tracks;
}

Error cannotWrite() {
  return Error{"the file cannot be written", "", "is the disk full?"};
}

}  // namespace sorami
