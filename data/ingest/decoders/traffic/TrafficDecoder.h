// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

namespace sorami {

/// JSON tables of aircraft positions as pandas writes them and the `traffic` library exchanges them: an array
/// of rows, or an object of columns. Columns: timestamp (ms since 1970, or ISO text), icao24, callsign,
/// latitude, longitude, altitude and geoaltitude (ft), groundspeed (kt), track, vertical_rate (ft/min),
/// onground, squawk.
extern const Format kTrafficFormat;

}  // namespace sorami
