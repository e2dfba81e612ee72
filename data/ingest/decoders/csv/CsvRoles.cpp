// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/csv/CsvRoles.h"

#include "data/core/Units.h"
#include "data/ingest/Text.h"

#include <algorithm>
#include <iterator>

namespace sorami {
namespace {

constexpr CsvUnit kUnits[] = {
    {"ft", CsvRole::Altitude, kFoot},
    {"feet", CsvRole::Altitude, kFoot},
    {"fl", CsvRole::Altitude, kFlightLevel},
    {"100ft", CsvRole::Altitude, kFlightLevel},
    {"100m", CsvRole::Altitude, 100},
    {"m", CsvRole::Altitude, 1},
    {"meters", CsvRole::Altitude, 1},
    {"metres", CsvRole::Altitude, 1},
    {"km", CsvRole::Altitude, 1000},
    {"kt", CsvRole::Speed, kKnot},
    {"kts", CsvRole::Speed, kKnot},
    {"kn", CsvRole::Speed, kKnot},
    {"knots", CsvRole::Speed, kKnot},
    {"mps", CsvRole::Speed, 1},
    {"m/s", CsvRole::Speed, 1},
    {"ms", CsvRole::Speed, 1},
    {"kmh", CsvRole::Speed, 1 / 3.6},
    {"km/h", CsvRole::Speed, 1 / 3.6},
    {"kph", CsvRole::Speed, 1 / 3.6},
    {"fpm", CsvRole::VerticalRate, kFootPerMinute},
    {"ft/min", CsvRole::VerticalRate, kFootPerMinute},
    {"mps", CsvRole::VerticalRate, 1},
    {"m/s", CsvRole::VerticalRate, 1},
};

/// What header words mean, lower case without blanks and signs: in English, German, French, Spanish,
/// Japanese.
struct Word {
  std::string_view name;
  CsvRole role;
};
constexpr Word kWords[] = {
    {"time", CsvRole::Time},
    {"timestamp", CsvRole::Time},
    {"datetime", CsvRole::Time},
    {"utc", CsvRole::Time},
    {"timeutc", CsvRole::Time},
    {"utctime", CsvRole::Time},
    {"epoch", CsvRole::Time},
    {"unixtime", CsvRole::Time},
    {"t", CsvRole::Time},
    {"zeit", CsvRole::Time},
    {"zeitpunkt", CsvRole::Time},
    {"heure", CsvRole::Time},
    {"hora", CsvRole::Time},
    {"時刻", CsvRole::Time},
    {"日時", CsvRole::Time},
    {"date", CsvRole::Date},
    {"datum", CsvRole::Date},
    {"fecha", CsvRole::Date},
    {"日付", CsvRole::Date},
    {"timeofday", CsvRole::TimeOfDay},
    {"uhrzeit", CsvRole::TimeOfDay},
    {"id", CsvRole::Id},
    {"trackid", CsvRole::Id},
    {"track_id", CsvRole::Id},
    {"tracknumber", CsvRole::Id},
    {"objectid", CsvRole::Id},
    {"flightid", CsvRole::Id},
    {"uid", CsvRole::Id},
    {"mmsi", CsvRole::Id},
    {"kennung", CsvRole::Id},
    {"航跡番号", CsvRole::Id},
    {"icao24", CsvRole::Icao24},
    {"icao", CsvRole::Icao24},
    {"hex", CsvRole::Icao24},
    {"hexident", CsvRole::Icao24},
    {"modes", CsvRole::Icao24},
    {"address", CsvRole::Icao24},
    {"callsign", CsvRole::Callsign},
    {"flight", CsvRole::Callsign},
    {"ident", CsvRole::Callsign},
    {"name", CsvRole::Callsign},
    {"rufzeichen", CsvRole::Callsign},
    {"indicatif", CsvRole::Callsign},
    {"indicativo", CsvRole::Callsign},
    {"便名", CsvRole::Callsign},
    {"コールサイン", CsvRole::Callsign},
    {"lat", CsvRole::Lat},
    {"latitude", CsvRole::Lat},
    {"breite", CsvRole::Lat},
    {"breitengrad", CsvRole::Lat},
    {"y", CsvRole::Lat},
    {"latitud", CsvRole::Lat},
    {"緯度", CsvRole::Lat},
    {"lon", CsvRole::Lon},
    {"lng", CsvRole::Lon},
    {"long", CsvRole::Lon},
    {"longitude", CsvRole::Lon},
    {"laenge", CsvRole::Lon},
    {"länge", CsvRole::Lon},
    {"laengengrad", CsvRole::Lon},
    {"längengrad", CsvRole::Lon},
    {"x", CsvRole::Lon},
    {"longitud", CsvRole::Lon},
    {"経度", CsvRole::Lon},
    {"position", CsvRole::LatLon},
    {"latlon", CsvRole::LatLon},
    {"latlng", CsvRole::LatLon},
    {"altitude", CsvRole::Altitude},
    {"alt", CsvRole::Altitude},
    {"fl", CsvRole::Altitude},
    {"flightlevel", CsvRole::Altitude},
    {"height", CsvRole::Altitude},
    {"elevation", CsvRole::Altitude},
    {"ele", CsvRole::Altitude},
    {"baroaltitude", CsvRole::Altitude},
    {"geoaltitude", CsvRole::Altitude},
    {"altbaro", CsvRole::Altitude},
    {"altgeom", CsvRole::Altitude},
    {"hae", CsvRole::Altitude},
    {"msl", CsvRole::Altitude},
    {"hoehe", CsvRole::Altitude},
    {"höhe", CsvRole::Altitude},
    {"z", CsvRole::Altitude},
    {"altitud", CsvRole::Altitude},
    {"高度", CsvRole::Altitude},
    {"speed", CsvRole::Speed},
    {"groundspeed", CsvRole::Speed},
    {"gs", CsvRole::Speed},
    {"velocity", CsvRole::Speed},
    {"sog", CsvRole::Speed},
    {"spd", CsvRole::Speed},
    {"fahrt", CsvRole::Speed},
    {"geschwindigkeit", CsvRole::Speed},
    {"geschw", CsvRole::Speed},
    {"vitesse", CsvRole::Speed},
    {"velocidad", CsvRole::Speed},
    {"速度", CsvRole::Speed},
    {"track", CsvRole::Track},
    {"heading", CsvRole::Track},
    {"course", CsvRole::Track},
    {"cog", CsvRole::Track},
    {"hdg", CsvRole::Track},
    {"trk", CsvRole::Track},
    {"direction", CsvRole::Track},
    {"kurs", CsvRole::Track},
    {"cap", CsvRole::Track},
    {"rumbo", CsvRole::Track},
    {"trackdeg", CsvRole::Track},
    {"針路", CsvRole::Track},
    {"verticalrate", CsvRole::VerticalRate},
    {"vertrate", CsvRole::VerticalRate},
    {"vrate", CsvRole::VerticalRate},
    {"climb", CsvRole::VerticalRate},
    {"rocd", CsvRole::VerticalRate},
    {"onground", CsvRole::OnGround},
    {"ground", CsvRole::OnGround},
    {"squawk", CsvRole::Squawk},
    {"affiliation", CsvRole::Affiliation},
    {"identity", CsvRole::Affiliation},
    {"iff", CsvRole::Affiliation},
    {"type", CsvRole::Type},
    {"aircrafttype", CsvRole::Type},
    {"typecode", CsvRole::Type},
    {"機種", CsvRole::Type},
};

/// A table whose columns are known by name: `name=role:unit`, the unit as in kUnits, then what an altitude is
/// measured from.
struct Preset {
  std::string_view name;
  std::span<const std::string_view> needs;  ///< columns it is known by
  std::span<const std::string_view> columns;
};
// opensky-network.org, state vectors: SI units; `time` is the grid's second, the position is as old as
// lastposupdate.
constexpr std::string_view kOpenSkyNeeds[] = {"icao24",  "lat",      "lon",          "velocity",
                                              "heading", "vertrate", "baroaltitude", "lastposupdate"};
constexpr std::string_view kOpenSky[] = {
    "lastposupdate=time",  "icao24=icao24",      "lat=lat",           "lon=lon",         "velocity=speed:m/s",
    "heading=track",       "vertrate=vrate:m/s", "callsign=callsign", "onground=ground", "squawk=squawk",
    "baroaltitude=baro:m", "geoaltitude=hae:m"};
// github.com/xoolive/traffic: feet, knots, feet a minute.
constexpr std::string_view kTrafficNeeds[] = {"timestamp", "icao24",      "latitude",
                                              "longitude", "groundspeed", "vertical_rate"};
constexpr std::string_view kTraffic[] = {
    "timestamp=time", "icao24=icao24",           "callsign=callsign",  "latitude=lat",
    "longitude=lon",  "altitude=baro:ft",        "geoaltitude=hae:ft", "groundspeed=speed:kt",
    "track=track",    "vertical_rate=vrate:fpm", "onground=ground",    "squawk=squawk"};
// flightradar24.com, CSV download: feet, knots; the place stands in one column.
constexpr std::string_view kFr24Needs[] = {"timestamp", "utc",   "callsign", "position",
                                           "altitude",  "speed", "direction"};
constexpr std::string_view kFr24[] = {"timestamp=time",   "callsign=callsign", "position=latlon",
                                      "altitude=baro:ft", "speed=speed:kt",    "direction=track"};
// Sorami's own export.
constexpr std::string_view kSoramiNeeds[] = {"time",           "id_kind",      "id", "baro_altitude_m",
                                             "geo_altitude_m", "geo_reference"};
constexpr std::string_view kSorami[] = {"time=time",
                                        "id=id",
                                        "icao24=icao24",
                                        "callsign=callsign",
                                        "type=type",
                                        "squawk=squawk",
                                        "affiliation=affiliation",
                                        "lat=lat",
                                        "lon=lon",
                                        "baro_altitude_m=baro:m",
                                        "geo_altitude_m=hae:m",
                                        "ground_speed_mps=speed:m/s",
                                        "track_deg=track",
                                        "vertical_rate_mps=vrate:m/s"};
constexpr Preset kPresets[] = {{"opensky", kOpenSkyNeeds, kOpenSky},
                               {"traffic", kTrafficNeeds, kTraffic},
                               {"fr24", kFr24Needs, kFr24},
                               {"sorami", kSoramiNeeds, kSorami}};

/// Words for roles; altitudes have one for each thing they are measured from.
struct RoleName {
  std::string_view name;
  CsvRole role;
  CsvReference reference = CsvReference::Barometric;
};
constexpr RoleName kRoleNames[] = {{"ignored", CsvRole::Ignored},
                                   {"time", CsvRole::Time},
                                   {"date", CsvRole::Date},
                                   {"timeofday", CsvRole::TimeOfDay},
                                   {"id", CsvRole::Id},
                                   {"icao24", CsvRole::Icao24},
                                   {"callsign", CsvRole::Callsign},
                                   {"lat", CsvRole::Lat},
                                   {"lon", CsvRole::Lon},
                                   {"latlon", CsvRole::LatLon},
                                   {"baro", CsvRole::Altitude, CsvReference::Barometric},
                                   {"hae", CsvRole::Altitude, CsvReference::Ellipsoid},
                                   {"msl", CsvRole::Altitude, CsvReference::MeanSea},
                                   {"speed", CsvRole::Speed},
                                   {"track", CsvRole::Track},
                                   {"vrate", CsvRole::VerticalRate},
                                   {"ground", CsvRole::OnGround},
                                   {"squawk", CsvRole::Squawk},
                                   {"affiliation", CsvRole::Affiliation},
                                   {"type", CsvRole::Type}};

}  // namespace

std::string csvLower(std::string_view text) {
  std::string result(trimmed(text));
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return result;
}

const CsvUnit* csvUnit(std::string_view name, CsvRole role) {
  for (const CsvUnit& unit : kUnits) {
    if (unit.name == name && unit.role == role) return &unit;
  }
  return nullptr;
}

bool assignCsvRole(CsvColumn& column, std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::string_view word = text.substr(0, colon);
  // `altitude` leaves what it is measured from as the header told it.
  if (word == "altitude") {
    column.role = CsvRole::Altitude;
  } else {
    const auto named = std::find_if(std::begin(kRoleNames), std::end(kRoleNames),
                                    [word](const RoleName& each) { return each.name == word; });
    if (named == std::end(kRoleNames)) return false;
    column.role = named->role;
    if (named->role == CsvRole::Altitude) column.reference = named->reference;
  }
  column.unitName.clear();
  if (colon == text.npos) return true;
  const CsvUnit* const unit = csvUnit(text.substr(colon + 1), column.role);
  if (unit == nullptr) return false;
  column.unit = unit->si;
  column.unitName = unit->name;
  return true;
}

std::string csvRoleText(const CsvColumn& column) {
  const auto named = std::find_if(std::begin(kRoleNames), std::end(kRoleNames), [&](const RoleName& each) {
    return each.role == column.role &&
           (column.role != CsvRole::Altitude || each.reference == column.reference);
  });
  std::string text(named == std::end(kRoleNames) ? "ignored" : named->name);
  if (!column.unitName.empty()) text += ":" + column.unitName;
  return text;
}

std::vector<std::string_view> csvRoleNames() {
  std::vector<std::string_view> names;
  for (const RoleName& each : kRoleNames) names.push_back(each.name);
  return names;
}

std::vector<std::string_view> csvUnitNames(CsvRole role) {
  std::vector<std::string_view> names;
  std::vector<double> sizes;
  for (const CsvUnit& unit : kUnits) {
    if (unit.role != role || std::find(sizes.begin(), sizes.end(), unit.si) != sizes.end()) continue;
    names.push_back(unit.name);
    sizes.push_back(unit.si);
  }
  return names;
}

std::vector<std::string_view> csvPresetNames() {
  std::vector<std::string_view> names;
  for (const Preset& preset : kPresets) names.push_back(preset.name);
  return names;
}

void readCsvHeader(CsvColumn& column) {
  const std::string text = csvLower(column.name);
  // `altitude (ft)`, `alt [m]`, `speed_kt`: the unit is the last part.
  std::string base;
  std::vector<std::string> parts;
  std::string part;
  for (const char c : text + " ") {
    const bool sign =
        c == ' ' || c == '_' || c == '(' || c == ')' || c == '[' || c == ']' || c == '-' || c == '.';
    if (!sign) {
      part += c;
    } else if (!part.empty()) {
      parts.push_back(part);
      part.clear();
    }
  }
  const auto roleOf = [](const std::string& name) {
    for (const Word& word : kWords) {
      if (word.name == name) return word.role;
    }
    return CsvRole::Ignored;
  };
  for (const std::string& each : parts) base += each;
  column.role = roleOf(base);
  if (column.role == CsvRole::Ignored && parts.size() > 1) {
    base.clear();
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) base += parts[i];
    column.role = roleOf(base);
  }
  if (column.role == CsvRole::Ignored) return;
  if (base == "fl" || base == "flightlevel") {
    column.unit = kFlightLevel;
    column.unitName = "fl";
  } else if (parts.size() > 1) {
    if (const CsvUnit* const unit = csvUnit(parts.back(), column.role)) {
      column.unit = unit->si;
      column.unitName = unit->name;
    }
  }
  if (column.role == CsvRole::Altitude) {
    const auto has = [&text](std::string_view word) { return text.find(word) != text.npos; };
    if (has("geo") || has("hae") || has("gnss") || has("gps") || has("ellips")) {
      column.reference = CsvReference::Ellipsoid;
    } else if (has("msl") || has("elev") || has("ele")) {
      column.reference = CsvReference::MeanSea;
    }
  }
}

void applyCsvPreset(CsvLayout& layout, std::string_view name) {
  const auto find = [&layout](std::string_view wanted) -> CsvColumn* {
    for (CsvColumn& column : layout.columns) {
      if (csvLower(column.name) == wanted) return &column;
    }
    return nullptr;
  };
  for (const Preset& preset : kPresets) {
    const bool isThere = std::all_of(preset.needs.begin(), preset.needs.end(),
                                     [&](std::string_view column) { return find(column) != nullptr; });
    if (name.empty() ? !isThere : preset.name != name) continue;
    if (!isThere)
      layout.assumptions.push_back("not all columns of a table of " + std::string(name) + " are there");
    layout.preset = preset.name;
    for (CsvColumn& column : layout.columns) column.role = CsvRole::Ignored;
    for (const std::string_view entry : preset.columns) {
      const std::size_t equals = entry.find('=');
      if (CsvColumn* const column = find(entry.substr(0, equals)))
        assignCsvRole(*column, entry.substr(equals + 1));
    }
    return;
  }
}

}  // namespace sorami
