// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/encoders/Encoder.h"

#include <cmath>
#include <cstdio>

namespace sorami {
namespace {

constexpr std::size_t kFlushAt = 256 * 1024;

void addField(std::string& line, std::string_view text) {
  line += ',';
  if (text.find_first_of(",\"\r\n") == text.npos) {
    line += text;
    return;
  }
  line += '"';
  for (const char c : text) {
    if (c == '"') line += '"';
    line += c;
  }
  line += '"';
}

void addNumber(std::string& line, double value, int digits) {
  line += ',';
  if (!std::isfinite(value)) return;
  char text[48];
  line.append(text, static_cast<std::size_t>(std::snprintf(text, sizeof text, "%.*f", digits, value)));
}

Status writeCsv(const StoreView& view, const TextOut& out, std::stop_token stop) {
  std::string text =
      "time,received,track,source,id_kind,id,icao24,callsign,type,squawk,domain,affiliation,lat,lon,"
      "baro_altitude_m,geo_altitude_m,geo_reference,ground_speed_mps,track_deg,vertical_rate_mps,flags";
  // A row that is taken out of the table still says what may be done with it.
  const std::string marking = view.meta("marking");
  text += marking.empty() ? "\r\n" : ",marking\r\n";
  const Status status = forEachUpdate(view, std::move(stop), [&](const UpdateRow& row) {
    const Sample& s = row.sample;
    text += toIso(s.time);
    addField(text, s.received.isValid() ? toIso(s.received) : std::string());
    addField(text, std::to_string(row.track.id));
    addField(text, row.source.name);
    addField(text, nameOf(row.track.nativeId.kind));
    addField(text, nativeIdText(row.track));
    char code[16] = "";
    if (row.track.icao24 >= 0)
      std::snprintf(code, sizeof code, "%06X", static_cast<unsigned>(row.track.icao24));
    addField(text, code);
    addField(text, row.callsign);
    addField(text, row.track.type);
    code[0] = '\0';
    if (row.mode3A >= 0) std::snprintf(code, sizeof code, "%04o", static_cast<unsigned>(row.mode3A));
    addField(text, code);
    addField(text, nameOf(row.track.domain));
    addField(text, nameOf(row.affiliation));
    addNumber(text, s.lat, 7);
    addNumber(text, s.lon, 7);
    addNumber(text, s.baroAltitude, 2);
    addNumber(text, s.geoAltitude, 2);
    const bool hasGeo = s.geoAltitude == s.geoAltitude;
    addField(text, !hasGeo ? "" : (s.flags & kGeoIsMsl) != 0 ? "MSL" : "WGS84");
    addNumber(text, s.groundSpeed, 2);
    addNumber(text, s.trackDeg, 2);
    addNumber(text, s.verticalRate, 2);
    addField(text, flagNames(s.flags));
    if (!marking.empty()) addField(text, marking);
    text += "\r\n";
    if (text.size() < kFlushAt) return true;
    const bool written = out(text);
    text.clear();
    return written;
  });
  if (!out(text)) return Error{"the file cannot be written", "", "is the disk full?"};
  return status;
}

}  // namespace

const Encoder kCsvEncoder = {"csv", "CSV (RFC 4180), one row an update", writeCsv};

}  // namespace sorami
