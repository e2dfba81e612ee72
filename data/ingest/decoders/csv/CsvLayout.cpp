// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/csv/CsvLayout.h"

#include "data/core/Units.h"
#include "data/ingest/Text.h"
#include "data/ingest/decoders/csv/CsvRoles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace sorami {
namespace {

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
      const CsvUnit* const found = csvUnit(unit, column.role);
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
      const std::string name = csvLower(column.name);
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
    for (CsvColumn& column : layout.columns) readCsvHeader(column);
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
  if (options.dateOrder == "ymd") layout.dateOrder = CsvLayout::DateOrder::YearFirst;
  if (options.dateOrder == "dmy") layout.dateOrder = CsvLayout::DateOrder::DayFirst;
  if (options.dateOrder == "mdy") layout.dateOrder = CsvLayout::DateOrder::MonthFirst;
  if (!options.dateOrder.empty()) layout.assumptions.clear();
  if (options.columnsAreAll) {
    for (CsvColumn& column : layout.columns) column.role = CsvRole::Ignored;
    layout.assumptions.clear();
    layout.preset = options.tablePreset;
  } else if (layout.hasHeader) {
    applyCsvPreset(layout, options.tablePreset);
  }
  for (const auto& [name, role] : options.columns) {
    const auto found = std::find_if(layout.columns.begin(), layout.columns.end(),
                                    [&name = name](const CsvColumn& column) { return column.name == name; });
    if (found == layout.columns.end()) {
      layout.assumptions.push_back("there is no column '" + name + "'");
      continue;
    }
    CsvColumn probe = *found;
    if (!assignCsvRole(probe, role)) {
      layout.assumptions.push_back("'" + role + "' is no role and unit for column '" + name + "'");
      continue;
    }
    // One column a role; altitudes may be several.
    for (CsvColumn& column : layout.columns) {
      if (probe.role != CsvRole::Ignored && column.role == probe.role && probe.role != CsvRole::Altitude)
        column.role = CsvRole::Ignored;
    }
    *found = probe;
  }
  if (layout.preset.empty() || options.columnsAreAll) assumeUnits(layout, rows);
  return layout;
}

}  // namespace sorami
