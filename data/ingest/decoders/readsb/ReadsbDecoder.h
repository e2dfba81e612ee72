// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

namespace sorami {

/// JSON of readsb, tar1090, dump1090 and their network services: snapshots (aircraft.json with `now` in
/// seconds, API v2 with `ac` and `now` in milliseconds; one or many in a stream) and traces
/// (trace_full_<hex>.json). Source of the fields: readsb, README-json.md.
extern const Format kReadsbFormat;

/// readsb's half-hour files of the whole sky, globe_history/…/heatmap/NN.bin.ttf: records of 16 octets.
/// Source: readsb, globe_index.c and globe_index.h.
extern const Format kReadsbHeatmapFormat;

}  // namespace sorami
