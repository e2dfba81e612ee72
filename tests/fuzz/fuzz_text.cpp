// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/UtcTime.h"
#include "data/filter/TrackFilter.h"
#include "data/geo/CoordinateText.h"
#include "data/ingest/SourceTable.h"
#include "data/ingest/decoders/csv/CsvPreset.h"
#include "data/ingest/live/SourceSpec.h"
#include "data/time/DurationText.h"
#include "data/time/TimeText.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>

/// What people type, and the small files they keep: filters, places, times, sources, presets.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sorami;
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (const auto place = parseCoordinate(text);
      place && !(std::abs(place->lat) <= 90 && std::abs(place->lon) <= 360))
    std::abort();
  FilterProblem problem;
  (void)TrackFilter::parse(text, &problem);
  (void)fromIso(text);
  (void)parseGoToTime(text, utcFromCivil(2026, 8, 12));
  (void)parseDuration(text);
  (void)parseSource(text);
  (void)SourceTable::parse(text, "table");
  (void)CsvPreset::parse(text, "preset");
  return 0;
}
