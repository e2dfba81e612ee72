// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sorami {

/// What a column of a table means.
enum class CsvRole : std::uint8_t {
  Ignored,
  Time,       ///< an instant
  Date,       ///< a day; a TimeOfDay column completes it
  TimeOfDay,  ///< hours, minutes, seconds
  Id,
  Icao24,
  Callsign,
  Lat,
  Lon,
  LatLon,  ///< both in one column
  Altitude,
  Speed,
  Track,
  VerticalRate,
  OnGround,
  Squawk,
  Affiliation,
  Type
};

/// What an altitude is measured from.
enum class CsvReference : std::uint8_t { Barometric, Ellipsoid, MeanSea };

struct CsvColumn {
  std::string name;  ///< as the header says; `1`, `2`, … without a header
  CsvRole role = CsvRole::Ignored;
  double unit = 1.0;  ///< SI units in one unit of the column
  CsvReference reference = CsvReference::Barometric;
  std::string unitName;  ///< for people
};

/// How a table is written and what its columns are.
struct CsvLayout {
  enum class DateOrder : std::uint8_t { YearFirst, DayFirst, MonthFirst };
  std::string preset;  ///< name of the known table; empty when the roles were found by names and values
  char delimiter = ',';
  bool decimalComma = false;
  bool hasHeader = true;
  DateOrder dateOrder = DateOrder::YearFirst;
  std::vector<CsvColumn> columns;
  /// What was taken for granted and a person should confirm.
  std::vector<std::string> assumptions;

  /// The column of a role; -1 when there is none.
  int columnOf(CsvRole role) const;
  /// Whether place and time can be told.
  bool isUsable() const;
};

/// Lines that are no rows: comments, and what spreadsheets write in front (`sep=;`).
inline bool isCsvRemark(std::string_view line) {
  return line.empty() || line.front() == '#' || (line.size() <= 6 && line.starts_with("sep="));
}

/// A table's fields; quotes are taken off. Views into `line` and, for fields with doubled quotes, `scratch`.
void splitCsv(std::string_view line, char delimiter, std::vector<std::string_view>& fields,
              std::vector<std::string>& scratch);

/// Finds delimiter, decimal sign, header, roles and units from the first lines. What the user says of columns
/// (DecodeOptions::columns) goes before.
CsvLayout sniffCsv(std::span<const std::string> lines, const DecodeOptions& options);

/// Number of a cell; NaN when it is none.
double csvNumber(std::string_view cell, bool decimalComma);
/// Latitude or longitude: decimal degrees, degrees and minutes, DMS, with or without a side; NaN when none.
double csvAngle(std::string_view cell, bool decimalComma, bool isLat);
/// Instant of a cell: ISO 8601, a date in the layout's order with a time, or a count since 1970 in seconds,
/// milliseconds, microseconds or nanoseconds by its size. No time when it is none.
UtcTime csvTime(std::string_view cell, const CsvLayout& layout);
/// Time of day `HH:MM[:SS[.sss]]` or `HHMMSS`; -1 when it is none.
Micros csvTimeOfDay(std::string_view cell, bool decimalComma);

}  // namespace sorami
