// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

namespace sorami {

/// OGC Moving Features as JSON: `temporalGeometry` of type MovingPoint, a LineString with `datetimes` among
/// its properties, or a LineString whose fourth number is the time (trips). Source: OGC 19-045r3.
extern const Format kMfJsonFormat;
/// OGC Moving Features as CSV: `@stboundedby`, `@columns`, then segments of a trajectory with times relative
/// to the first line's. Source: OGC 14-084r2.
extern const Format kMfCsvFormat;

}  // namespace sorami
