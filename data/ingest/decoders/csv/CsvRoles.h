// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/decoders/csv/CsvLayout.h"

namespace sorami {

/// A unit a column may be in.
struct CsvUnit {
  std::string_view name;  ///< `ft`, `kt`, `m/s`, …
  CsvRole role;           ///< altitude, speed or vertical rate
  double si;              ///< SI units in one of it
};

/// Without blanks around it and in lower case (ASCII).
std::string csvLower(std::string_view text);
/// The unit of that name for that role; null when there is none.
const CsvUnit* csvUnit(std::string_view name, CsvRole role);
/// Gives a column a role by `role:unit`. False when there is no such role or unit.
bool assignCsvRole(CsvColumn& column, std::string_view text);
/// Role, unit and reference from a header's text.
void readCsvHeader(CsvColumn& column);
/// The same text of a column: `baro:ft`, `lat`, `ignored`.
std::string csvRoleText(const CsvColumn& column);
/// All words for roles, `ignored` first, as assignCsvRole() takes them.
std::vector<std::string_view> csvRoleNames();
/// Names of the units a role may be in, one for each size; empty for roles without.
std::vector<std::string_view> csvUnitNames(CsvRole role);
/// Names of the tables that are known by their columns.
std::vector<std::string_view> csvPresetNames();
/// Gives a known table's columns their roles and units, and the layout its name; with a `name` as that
/// table's, whatever else is there.
void applyCsvPreset(CsvLayout& layout, std::string_view name = {});

}  // namespace sorami
