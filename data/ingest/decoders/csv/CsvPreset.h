// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/ingest/Decoder.h"

#include <string>
#include <utility>
#include <vector>

namespace sorami {

/// How a table is to be read, as a person confirmed it, under a name. Kept as JSON:
/// `{"name": "Range 4", "dateOrder": "dmy", "columns": [["Zeit", "time"], ["FL", "baro:fl"], …]}`; columns
/// that are not listed mean nothing.
struct CsvPreset {
  std::string name;
  std::string dateOrder;  ///< `ymd`, `dmy`, `mdy`; empty: told by the values
  /// Header → role and unit (CsvRoles.h); `1`, `2`, … for tables without a header.
  std::vector<std::pair<std::string, std::string>> columns;
  bool operator==(const CsvPreset&) const = default;

  static Result<CsvPreset> parse(const std::string& json, const std::string& name);
  static Result<CsvPreset> read(const std::string& path);
  std::string toJson() const;
  /// Beside it first, then in its place.
  Status write(const std::string& path) const;
  /// Makes the decoder read tables this way.
  void applyTo(DecodeOptions& options) const;
};

/// The folder the user's presets are kept in.
std::string csvPresetFolder();
/// Names of the user's presets, sorted.
std::vector<std::string> savedCsvPresets(const std::string& folder = csvPresetFolder());
/// Where a preset of that name is kept.
std::string csvPresetPath(const std::string& name, const std::string& folder = csvPresetFolder());
/// Makes the decoder read tables as the preset of this name: one Sorami knows (`opensky`), one of the user's,
/// or the path of a file. The error lists what there is.
Status useCsvPreset(const std::string& name, DecodeOptions& options,
                    const std::string& folder = csvPresetFolder());

}  // namespace sorami
