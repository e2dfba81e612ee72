// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/JsonWriter.h"
#include "data/ingest/encoders/Encoder.h"

#include <cstdio>

namespace sorami {
namespace {

constexpr std::size_t kGeoJsonFlushAt = 256 * 1024;

void writeFeature(JsonWriter& json, const UpdateRow& row) {
  const Sample& s = row.sample;
  json.beginObject().key("type").value("Feature");
  json.key("geometry").beginObject().key("type").value("Point").key("coordinates").beginArray();
  json.number(s.lon, 7).number(s.lat, 7);
  // RFC 7946, 3.1.1: a third number is the height above the WGS 84 ellipsoid, and nothing else.
  if (s.geoAltitude == s.geoAltitude && (s.flags & kGeoIsMsl) == 0) json.number(s.geoAltitude, 2);
  json.endArray().endObject();

  json.key("properties").beginObject();
  const auto text = [&json](std::string_view key, std::string_view value) {
    if (!value.empty()) json.key(key).value(value);
  };
  const auto number = [&json](std::string_view key, float value, int digits) {
    if (value == value) json.key(key).number(value, digits);
  };
  text("time", toIso(s.time));
  if (s.received.isValid()) text("received", toIso(s.received));
  json.key("track").value(std::uint64_t{row.track.id});
  text("source", row.source.name);
  text("id_kind", nameOf(row.track.nativeId.kind));
  text("id", nativeIdText(row.track));
  char code[16];
  if (row.track.icao24 >= 0) {
    std::snprintf(code, sizeof code, "%06X", static_cast<unsigned>(row.track.icao24));
    text("icao24", code);
  }
  text("callsign", row.callsign);
  text("type", row.track.type);
  if (row.mode3A >= 0) {
    std::snprintf(code, sizeof code, "%04o", static_cast<unsigned>(row.mode3A));
    text("squawk", code);
  }
  text("domain", nameOf(row.track.domain));
  text("affiliation", nameOf(row.affiliation));
  number("baro_altitude_m", s.baroAltitude, 2);
  number("geo_altitude_m", s.geoAltitude, 2);
  if (s.geoAltitude == s.geoAltitude) text("geo_reference", (s.flags & kGeoIsMsl) != 0 ? "MSL" : "WGS84");
  number("ground_speed_mps", s.groundSpeed, 2);
  number("track_deg", s.trackDeg, 2);
  number("vertical_rate_mps", s.verticalRate, 2);
  text("flags", flagNames(s.flags));
  json.endObject().endObject();
}

Status writeGeoJson(const StoreView& view, const TextOut& out, std::stop_token stop) {
  std::string text = "{\"type\":\"FeatureCollection\",";
  if (const std::string marking = view.meta("marking"); !marking.empty()) {
    // RFC 7946, 6.1: members of other names may be added.
    JsonWriter json;
    json.beginObject().key("marking").value(marking).endObject();
    text += json.text().substr(1, json.text().size() - 2) + ",";
  }
  text += "\"features\":[\n";
  bool first = true;
  const Status status = forEachUpdate(view, std::move(stop), [&](const UpdateRow& row) {
    JsonWriter json;
    writeFeature(json, row);
    if (!first) text += ",\n";
    first = false;
    text += json.text();
    if (text.size() < kGeoJsonFlushAt) return true;
    const bool written = out(text);
    text.clear();
    return written;
  });
  text += "\n]}\n";
  if (!out(text)) return Error{"the file cannot be written", "", "is the disk full?"};
  return status;
}

}  // namespace

const Encoder kGeoJsonEncoder = {"geojson", "GeoJSON (RFC 7946), one point an update", writeGeoJson};

}  // namespace sorami
