// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Properties.h"

#include <string>
#include <vector>

namespace sorami {

/// What a table of text would bring to a plan, row by row, before anything is changed.
struct TableProposal {
  struct Row {
    int line = 0;                    ///< of the text, from 1
    std::vector<std::string> cells;  ///< by `columns`
    std::string problem;             ///< why the row is refused; empty: it is taken
    bool isNew = false;
    bool changes = false;
  };
  std::vector<std::string> columns;         ///< as they are called in the text
  std::vector<std::string> unknownColumns;  ///< those that no property has
  std::vector<Row> rows;
  int added = 0;
  int changed = 0;
  int refused = 0;
  Plan next;  ///< the plan with every row that is taken
};

/// Rows of a set as text, with a header: `id`, then the properties by their keys in SI units. Cells are
/// quoted where they need it; a tab as separator is what spreadsheets paste.
std::string tableText(const Plan& plan, PropertySet set, const std::vector<PlanRow>& rows,
                      char separator = ',');

/// Reads a table with a header row: comma, semicolon or tab, quotes, any line ends. Columns are found by a
/// property's key or title, with a unit in brackets where it is not SI (`Range (NM)`, `Frequency [GHz]`);
/// positions also as two columns `lat` and `lon`. A row belongs to the object whose `id`, else whose name, it
/// gives; else it is a new one, which needs a name and a position, a link its two ends. A row with one wrong
/// cell is refused whole, with the reason. Stocks, their changes and envelopes are found by `site` and, for
/// stocks, `type`, outages by `site` or `link` (`Sado – Centre`) and when they begin; others of them are new.
/// An Error when there is no header that fits.
Result<TableProposal> readTable(const Plan& plan, PropertySet set, const std::string& text);

/// Splits text into cells by the rules of RFC 4180, with the separator its first line suggests.
std::vector<std::vector<std::string>> cellsOf(const std::string& text, std::vector<int>* lines = nullptr);

}  // namespace sorami
