// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/LatLon.h"
#include "data/ingest/RadarVideo.h"
#include "data/ingest/Report.h"
#include "data/ingest/decoders/asterix/Split.h"

#include <cstdint>
#include <optional>
#include <span>

namespace sorami::asterix {

/// One record on its way to a Report.
struct RecordView {
  const std::uint8_t* block = nullptr;
  std::span<const ItemRef> items;
  int category = 0;
  bool oldAdsb =
      false;  ///< category 021 of editions 0.x, which shares item numbers with 2.x but not their meaning
  bool trackProfile = false;  ///< category 001: the track UAP

  const std::uint8_t* at(const ItemRef& ref) const { return block + ref.offset; }
};

/// What one record says, before time, place and identity are settled with what its source said before.
struct Draft {
  Report report;
  int sacSic = -1;
  double timeOfDay = -1;         ///< s; -1 none
  bool timeIsTruncated = false;  ///< timeOfDay is modulo 512 s (I001/141)
  int trackNumber = -1;
  bool nonIcaoAddress = false;
  bool idByTrackNumber = false;  ///< a system track: its number is steadier than the address
  double eastM = kNoDouble;      ///< Cartesian position about the sensor or system reference point
  double northM = kNoDouble;
  LatLon sensor;            ///< a sensor's own position, from a service message
  double sensorHeight = 0;  ///< m above the ellipsoid
  bool hasSensor = false;

  void reset(int category);
};

/// Radar video of a record of category 240, without time, source and place. Nothing for summaries, and for
/// what cannot be read; `problem` then says why.
std::optional<VideoSweep> mapVideo(const RecordView& record, const char*& problem);

/// Monoradar: 001, 002, 034, 048.
void mapMonoradar(const RecordView& record, Draft& draft);
/// ADS-B: 021 and 023.
void mapAdsb(const RecordView& record, Draft& draft);
/// Systems and surface movement: 062, 063, 065, 004; 010, 019, 020; 008, 240, 247.
void mapSystem(const RecordView& record, Draft& draft);
void mapSurface(const RecordView& record, Draft& draft);

}  // namespace sorami::asterix
