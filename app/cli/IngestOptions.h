// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Arguments.h"
#include "data/core/JsonWriter.h"
#include "data/ingest/Import.h"

namespace sorami {

/// The options info, import and export share: what the user says of the files.
#define SORAMI_INGEST_OPTIONS                                                                          \
  OptionSpec{"--date", "YYYY-MM-DD", "the recording's first UTC day, where only times of day stand"},  \
      OptionSpec{"--clock-offset", "9h", "the recorder's clock minus UTC"},                            \
      OptionSpec{"--edition", "CAT021=2.1", "an ASTERIX edition", true},                               \
      OptionSpec{"--sensor", "LON,LAT,HEIGHT", "the sensor of polar plots, degrees and metres AMSL"},  \
      OptionSpec{"--identity", "FILE", "rules of who is who (JSON)"},                                  \
      OptionSpec{"--column", "FL=altitude:fl", "what a column of a table is, and its unit", true},     \
      OptionSpec{"--preset", "NAME|FILE", "how a table is read: opensky, traffic, fr24, or your own"}, \
      OptionSpec{"--sources", "FILE", "table of sources: place, clock, side, editions (JSON)"},        \
      OptionSpec{"--all-objects", "", "records decoys, debris and buildings of a simulation too"},     \
      OptionSpec {                                                                                     \
    "--help", "", "this text"                                                                          \
  }

/// Import options from these arguments. Errors name the option.
Result<ImportOptions> ingestOptions(const Arguments& arguments);

/// ISO 8601 UTC, or null for no time.
void writeTime(JsonWriter& json, UtcTime time);

/// Writes the object `sorami info` prints for a file; `extra` may add members.
void writeFileReport(JsonWriter& json, const FileReport& file,
                     const std::function<void(JsonWriter&)>& extra = {});

/// Prints what is wrong and what is to be noted to stderr, at most a few lines a file.
void printProblems(std::string_view subcommand, const ImportReport& report);

}  // namespace sorami
