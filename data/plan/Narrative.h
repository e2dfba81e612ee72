// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/core/UtcTime.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sorami {

/// An entry of the narrative log: what somebody wrote down at a time.
struct NarrativeEntry {
  std::string id;  ///< unique in the plan, never shown
  UtcTime time;
  std::string author;
  std::string marking;  ///< of this entry; empty: that of the plan
  std::string text;
  std::string step;  ///< StoryStep::id of the step that shows it; empty: none
  bool operator==(const NarrativeEntry&) const = default;
};

/// By time; entries of one time keep their order.
void sortNarrative(std::vector<NarrativeEntry>& entries);
/// The newest entry not later than `t`; -1 when there is none. `entries` by time.
std::ptrdiff_t narrativeAt(const std::vector<NarrativeEntry>& entries, UtcTime t);
/// True when every word is in text, author or marking, in any case.
bool matchesNarrative(const NarrativeEntry& entry, std::string_view words);

/// A narrative log read from a table.
struct NarrativeImport {
  std::vector<NarrativeEntry> entries;  ///< by time, without ids
  std::vector<std::string> problems;    ///< `line 7: '25:99' is no time; the line is left out`
};

/// Reads a log from CSV text, separated by comma, semicolon or tab, cells quoted where they need it. The
/// columns are found by their names (time, author, marking, text and common synonyms, English or Japanese);
/// without a line of names they are time, author, marking, text in this order, or the last of fewer is the
/// text. Times are ISO 8601 or any form of TimeText; a time without a day falls on the day of `near`. An
/// error only when no line can be read.
Result<NarrativeImport> readNarrativeCsv(std::string_view text, UtcTime near);

}  // namespace sorami
