// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/csv/CsvLayout.h"

#include "data/core/Units.h"
#include "data/ingest/Text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace sorami {
namespace {

struct Unit {
  std::string_view name;
  CsvRole role;
  double si;
};
constexpr Unit kUnits[] = {
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
    {"高度", CsvRole::Altitude},
    {"speed", CsvRole::Speed},
    {"groundspeed", CsvRole::Speed},
    {"gs", CsvRole::Speed},
    {"velocity", CsvRole::Speed},
    {"sog", CsvRole::Speed},
    {"spd", CsvRole::Speed},
    {"fahrt", CsvRole::Speed},
    {"geschwindigkeit", CsvRole::Speed},
    {"速度", CsvRole::Speed},
    {"track", CsvRole::Track},
    {"heading", CsvRole::Track},
    {"course", CsvRole::Track},
    {"cog", CsvRole::Track},
    {"hdg", CsvRole::Track},
    {"trk", CsvRole::Track},
    {"direction", CsvRole::Track},
    {"kurs", CsvRole::Track},
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

std::string lower(std::string_view text) {
  std::string result(trimmed(text));
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return result;
}

std::optional<CsvRole> roleNamed(std::string_view name, CsvReference& reference) {
  if (name == "baro" || name == "hae" || name == "msl") {
    reference = name == "baro"  ? CsvReference::Barometric
                : name == "hae" ? CsvReference::Ellipsoid
                                : CsvReference::MeanSea;
    return CsvRole::Altitude;
  }
  static constexpr std::pair<std::string_view, CsvRole> kNames[] = {{"ignored", CsvRole::Ignored},
                                                                    {"time", CsvRole::Time},
                                                                    {"date", CsvRole::Date},
                                                                    {"timeofday", CsvRole::TimeOfDay},
                                                                    {"id", CsvRole::Id},
                                                                    {"icao24", CsvRole::Icao24},
                                                                    {"callsign", CsvRole::Callsign},
                                                                    {"lat", CsvRole::Lat},
                                                                    {"lon", CsvRole::Lon},
                                                                    {"latlon", CsvRole::LatLon},
                                                                    {"altitude", CsvRole::Altitude},
                                                                    {"speed", CsvRole::Speed},
                                                                    {"track", CsvRole::Track},
                                                                    {"vrate", CsvRole::VerticalRate},
                                                                    {"ground", CsvRole::OnGround},
                                                                    {"squawk", CsvRole::Squawk},
                                                                    {"affiliation", CsvRole::Affiliation},
                                                                    {"type", CsvRole::Type}};
  for (const auto& [text, role] : kNames) {
    if (text == name) return role;
  }
  return {};
}

const Unit* unitNamed(std::string_view name, CsvRole role) {
  for (const Unit& unit : kUnits) {
    if (unit.name == name && unit.role == role) return &unit;
  }
  return nullptr;
}

/// Gives a column a role by `role:unit`. False when there is no such role or unit.
bool assign(CsvColumn& column, std::string_view text) {
  const std::size_t colon = text.find(':');
  const auto role = roleNamed(text.substr(0, colon), column.reference);
  if (!role) return false;
  column.role = *role;
  column.unitName.clear();
  if (colon == text.npos) return true;
  const Unit* const unit = unitNamed(text.substr(colon + 1), *role);
  if (unit == nullptr) return false;
  column.unit = unit->si;
  column.unitName = unit->name;
  return true;
}

/// Role, unit and reference from a header's text.
void readHeader(CsvColumn& column) {
  const std::string text = lower(column.name);
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
    if (const Unit* const unit = unitNamed(parts.back(), column.role)) {
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

/// The delimiter that cuts the lines into the same number of fields; the number is given.
std::pair<char, std::size_t> delimiterOf(std::span<const std::string> lines) {
  char best = ',';
  std::size_t bestCount = 1;
  std::vector<std::string_view> fields;
  std::vector<std::string> scratch;
  for (const char delimiter : {'\t', ';', '|', ','}) {
    std::map<std::size_t, std::size_t> counts;
    for (const std::string& line : lines) {
      splitCsv(line, delimiter, fields, scratch);
      ++counts[fields.size()];
    }
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most == counts.end() || most->first < 2 || most->second * 10 < lines.size() * 8) continue;
    // Tabs, semicolons and bars are in nothing but tables: a comma must make more of them.
    if (most->first > bestCount && (delimiter != ',' || bestCount == 1)) {
      best = delimiter;
      bestCount = most->first;
    }
  }
  return {best, bestCount};
}

using Rows = std::vector<std::vector<std::string>>;

/// Whether most of a column's filled cells satisfy `good`.
template <typename Good>
bool most(const Rows& rows, std::size_t column, Good&& good) {
  std::size_t filled = 0;
  std::size_t right = 0;
  for (const auto& row : rows) {
    if (column >= row.size() || trimmed(row[column]).empty()) continue;
    ++filled;
    if (good(std::string_view(row[column]))) ++right;
  }
  return filled > 0 && right * 10 >= filled * 9;
}

/// Days and months that are written as numbers: which comes first.
CsvLayout::DateOrder dateOrderOf(const Rows& rows, std::size_t column, bool& sure) {
  sure = true;
  bool slashes = false;
  for (const auto& row : rows) {
    if (column >= row.size()) continue;
    const std::string_view cell = trimmed(row[column]);
    const std::size_t sign = cell.find_first_of("./-");
    if (sign == cell.npos || sign > 2) return CsvLayout::DateOrder::YearFirst;
    const auto first = parseInt<int>(cell.substr(0, sign));
    const auto second = parseInt<int>(cell.substr(sign + 1, cell.find_first_of("./-", sign + 1) - sign - 1));
    if (!first || !second) return CsvLayout::DateOrder::YearFirst;
    if (*first > 12) return CsvLayout::DateOrder::DayFirst;
    if (*second > 12) return CsvLayout::DateOrder::MonthFirst;
    slashes = slashes || cell[sign] == '/';
  }
  sure = !slashes;
  return CsvLayout::DateOrder::DayFirst;
}

/// Roles from what stands in the cells, for tables without a header.
void rolesByValue(CsvLayout& layout, const Rows& rows) {
  int lat = -1;
  int text = -1;
  for (std::size_t i = 0; i < layout.columns.size(); ++i) {
    CsvColumn& column = layout.columns[i];
    const bool decimals = most(rows, i, [&](std::string_view cell) {
      return std::abs(csvNumber(cell, layout.decimalComma)) <= 360 &&
             cell.find(layout.decimalComma ? ',' : '.') != cell.npos;
    });
    if (layout.columnOf(CsvRole::Time) < 0 &&
        most(rows, i, [&](std::string_view cell) { return csvTime(cell, layout).isValid(); })) {
      column.role = CsvRole::Time;
    } else if (decimals && lat < 0 && most(rows, i, [&](std::string_view c) {
                 return std::abs(csvNumber(c, layout.decimalComma)) <= 90;
               })) {
      lat = static_cast<int>(i);
      column.role = CsvRole::Lat;
    } else if (decimals && lat >= 0 && static_cast<int>(i) == lat + 1) {
      column.role = CsvRole::Lon;
    } else if (text < 0 && most(rows, i, [&](std::string_view cell) {
                 const double number = csvNumber(cell, layout.decimalComma);
                 return number != number && csvTimeOfDay(cell, layout.decimalComma) < 0;
               })) {
      text = static_cast<int>(i);
      column.role = CsvRole::Id;
    }
  }
}

double metresBetween(double lat1, double lon1, double lat2, double lon2) {
  const double x = degToRad(std::remainder(lon2 - lon1, 360)) * std::cos(degToRad((lat1 + lat2) / 2));
  return 6371008.8 * std::hypot(x, degToRad(lat2 - lat1));
}

/// The unit of a speed by what the places say: median of told over travelled; 0 when too few rows tell.
double speedRatio(const CsvLayout& layout, const Rows& rows) {
  const int time = layout.columnOf(CsvRole::Time);
  const int lat = layout.columnOf(CsvRole::Lat);
  const int lon = layout.columnOf(CsvRole::Lon);
  const int speed = layout.columnOf(CsvRole::Speed);
  int id = layout.columnOf(CsvRole::Icao24);
  if (id < 0) id = layout.columnOf(CsvRole::Id);
  if (id < 0) id = layout.columnOf(CsvRole::Callsign);
  if (time < 0 || lat < 0 || lon < 0 || speed < 0) return 0;
  struct Fix {
    UtcTime time;
    double lat;
    double lon;
  };
  std::map<std::string, Fix> last;
  std::vector<double> ratios;
  const auto cell = [](const std::vector<std::string>& row, int column) {
    return static_cast<std::size_t>(column) < row.size()
               ? std::string_view(row[static_cast<std::size_t>(column)])
               : std::string_view();
  };
  for (const auto& row : rows) {
    const Fix fix{csvTime(cell(row, time), layout), csvAngle(cell(row, lat), layout.decimalComma, true),
                  csvAngle(cell(row, lon), layout.decimalComma, false)};
    const double told = csvNumber(cell(row, speed), layout.decimalComma);
    if (!fix.time.isValid() || fix.lat != fix.lat || fix.lon != fix.lon) continue;
    const auto [found, isNew] = last.try_emplace(id < 0 ? std::string() : std::string(cell(row, id)), fix);
    if (isNew) continue;
    const double seconds = static_cast<double>(fix.time - found->second.time) * 1e-6;
    const double travelled =
        seconds > 0 ? metresBetween(found->second.lat, found->second.lon, fix.lat, fix.lon) / seconds : 0;
    if (seconds >= 1 && seconds <= 300 && travelled > 20 && told > 20) ratios.push_back(told / travelled);
    found->second = fix;
  }
  if (ratios.size() < 5) return 0;
  std::nth_element(ratios.begin(), ratios.begin() + static_cast<std::ptrdiff_t>(ratios.size() / 2),
                   ratios.end());
  return ratios[ratios.size() / 2];
}

double largest(const Rows& rows, std::size_t column, bool decimalComma) {
  double value = 0;
  for (const auto& row : rows) {
    if (column < row.size()) {
      const double number = csvNumber(row[column], decimalComma);
      if (number > value) value = number;
    }
  }
  return value;
}

/// Units nobody told: taken from the values, and said.
void assumeUnits(CsvLayout& layout, const Rows& rows) {
  bool feet = false;
  for (std::size_t i = 0; i < layout.columns.size(); ++i) {
    CsvColumn& column = layout.columns[i];
    const auto assume = [&](std::string_view unit, const std::string& why) {
      const Unit* const found = unitNamed(unit, column.role);
      column.unit = found->si;
      column.unitName = unit;
      layout.assumptions.push_back("column '" + column.name + "' is read as " + std::string(unit) + why);
    };
    if (column.role == CsvRole::Altitude && column.unitName.empty()) {
      const double most = largest(rows, i, layout.decimalComma);
      assume(most > 15000              ? "ft"
             : most > 700 || most == 0 ? "m"
                                       : "fl",
             most > 15000 ? " (values up to " + std::to_string(static_cast<int>(most)) + ")" : "");
    }
    if (column.role == CsvRole::Altitude) {
      feet = feet || column.unitName == "ft" || column.unitName == "fl";
      const std::string name = lower(column.name);
      const bool told = name.find("baro") != name.npos || column.reference != CsvReference::Barometric;
      if (!told && column.unitName == "m") column.reference = CsvReference::MeanSea;
      if (!told && column.unitName != "fl") {
        layout.assumptions.push_back(
            "column '" + column.name + "' is read as " +
            (column.reference == CsvReference::MeanSea ? "above mean sea level" : "barometric"));
      }
    }
    if (column.role == CsvRole::Speed && column.unitName.empty()) {
      const double ratio = speedRatio(layout, rows);
      if (ratio == 0) {
        assume("kt", "");
      } else {
        const double perUnit[] = {1 / kKnot, 1, 3.6};
        constexpr std::string_view kNames[] = {"kt", "m/s", "km/h"};
        std::size_t best = 0;
        for (std::size_t u = 1; u < 3; ++u) {
          if (std::abs(std::log(ratio / perUnit[u])) < std::abs(std::log(ratio / perUnit[best]))) best = u;
        }
        assume(kNames[best], " (it fits the distance between the positions)");
      }
    }
  }
  for (CsvColumn& column : layout.columns) {
    if (column.role != CsvRole::VerticalRate || !column.unitName.empty()) continue;
    column.unit = feet ? kFootPerMinute : 1;
    column.unitName = feet ? "fpm" : "m/s";
    layout.assumptions.push_back("column '" + column.name + "' is read as " +
                                 (feet ? "feet a minute" : "m/s"));
  }
}

void applyPreset(CsvLayout& layout) {
  const auto find = [&layout](std::string_view name) -> CsvColumn* {
    for (CsvColumn& column : layout.columns) {
      if (lower(column.name) == name) return &column;
    }
    return nullptr;
  };
  for (const Preset& preset : kPresets) {
    if (!std::all_of(preset.needs.begin(), preset.needs.end(),
                     [&](std::string_view name) { return find(name) != nullptr; }))
      continue;
    layout.preset = preset.name;
    for (CsvColumn& column : layout.columns) column.role = CsvRole::Ignored;
    for (const std::string_view entry : preset.columns) {
      const std::size_t equals = entry.find('=');
      if (CsvColumn* const column = find(entry.substr(0, equals))) assign(*column, entry.substr(equals + 1));
    }
    return;
  }
}

}  // namespace

int CsvLayout::columnOf(CsvRole role) const {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].role == role) return static_cast<int>(i);
  }
  return -1;
}

bool CsvLayout::isUsable() const {
  const bool place =
      columnOf(CsvRole::LatLon) >= 0 || (columnOf(CsvRole::Lat) >= 0 && columnOf(CsvRole::Lon) >= 0);
  return place && (columnOf(CsvRole::Time) >= 0 || columnOf(CsvRole::TimeOfDay) >= 0);
}

CsvLayout sniffCsv(std::span<const std::string> lines, const DecodeOptions& options) {
  CsvLayout layout;
  if (lines.empty()) return layout;
  layout.delimiter = delimiterOf(lines).first;
  Rows rows;
  std::vector<std::string_view> fields;
  std::vector<std::string> scratch;
  for (const std::string& line : lines) {
    splitCsv(line, layout.delimiter, fields, scratch);
    rows.emplace_back(fields.begin(), fields.end());
  }
  if (layout.delimiter != ',') {
    // 21,2021 but never 21.2021: the comma is the decimal sign.
    std::size_t commas = 0;
    std::size_t points = 0;
    for (std::size_t r = 1; r < rows.size(); ++r) {
      for (const std::string& cell : rows[r]) {
        if (csvNumber(cell, false) == csvNumber(cell, false)) {
          if (cell.find('.') != cell.npos) ++points;
        } else if (csvNumber(cell, true) == csvNumber(cell, true)) {
          ++commas;
        }
      }
    }
    layout.decimalComma = commas > points;
  }
  const auto isValue = [&layout](const std::string& cell) {
    const double number = csvNumber(cell, layout.decimalComma);
    return number == number || csvTime(cell, layout).isValid();
  };
  layout.hasHeader = std::none_of(rows[0].begin(), rows[0].end(), isValue);
  for (std::size_t i = 0; i < rows[0].size(); ++i) {
    CsvColumn column;
    column.name = layout.hasHeader ? std::string(trimmed(rows[0][i])) : std::to_string(i + 1);
    layout.columns.push_back(std::move(column));
  }
  if (layout.hasHeader) {
    rows.erase(rows.begin());
    for (CsvColumn& column : layout.columns) readHeader(column);
    // The first column of a role has it; a second time column is a copy of it.
    for (const CsvRole role :
         {CsvRole::Time, CsvRole::Lat, CsvRole::Lon, CsvRole::Id, CsvRole::Callsign, CsvRole::Speed,
          CsvRole::Track, CsvRole::VerticalRate, CsvRole::Icao24, CsvRole::Type}) {
      bool seen = false;
      for (CsvColumn& column : layout.columns) {
        if (column.role != role) continue;
        if (seen) column.role = CsvRole::Ignored;
        seen = true;
      }
    }
  }
  const auto orderOf = [&](CsvRole role) {
    const int column = layout.columnOf(role);
    if (column < 0) return;
    bool sure = true;
    layout.dateOrder = dateOrderOf(rows, static_cast<std::size_t>(column), sure);
    if (!sure) layout.assumptions.push_back("dates are read as day/month/year");
  };
  if (!layout.hasHeader) {
    layout.dateOrder = CsvLayout::DateOrder::DayFirst;
    rolesByValue(layout, rows);
    if (layout.isUsable())
      layout.assumptions.push_back("there is no header: columns are told by their values");
  }
  orderOf(CsvRole::Time);
  orderOf(CsvRole::Date);
  // A date and a time: `time` beside `date` is a time of day.
  const int time = layout.columnOf(CsvRole::Time);
  if (time >= 0 && !rows.empty() &&
      !most(rows, static_cast<std::size_t>(time),
            [&](std::string_view cell) { return csvTime(cell, layout).isValid(); }) &&
      most(rows, static_cast<std::size_t>(time),
           [&](std::string_view cell) { return csvTimeOfDay(cell, layout.decimalComma) >= 0; })) {
    layout.columns[static_cast<std::size_t>(time)].role = CsvRole::TimeOfDay;
  }
  const int date = layout.columnOf(CsvRole::Date);
  if (date >= 0 && layout.columnOf(CsvRole::Time) < 0 && layout.columnOf(CsvRole::TimeOfDay) < 0)
    layout.columns[static_cast<std::size_t>(date)].role = CsvRole::Time;
  if (layout.hasHeader) applyPreset(layout);
  for (const auto& [name, role] : options.columns) {
    const auto found = std::find_if(layout.columns.begin(), layout.columns.end(),
                                    [&name = name](const CsvColumn& column) { return column.name == name; });
    if (found == layout.columns.end()) {
      layout.assumptions.push_back("there is no column '" + name + "'");
      continue;
    }
    CsvColumn probe = *found;
    if (!assign(probe, role)) {
      layout.assumptions.push_back("'" + role + "' is no role and unit for column '" + name + "'");
      continue;
    }
    // One column a role; altitudes may be several.
    for (CsvColumn& column : layout.columns) {
      if (column.role == probe.role && probe.role != CsvRole::Altitude) column.role = CsvRole::Ignored;
    }
    *found = probe;
  }
  if (layout.preset.empty()) assumeUnits(layout, rows);
  return layout;
}

}  // namespace sorami
