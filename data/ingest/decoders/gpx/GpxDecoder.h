// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

namespace sorami {

/// GPX 1.0 and 1.1 tracks. A point without time is a route's geometry and makes no report; a segment begins a
/// leg. Elevations are nominally metres above mean sea level. Source of the format: topografix.com, GPX 1.1
/// schema.
extern const Format kGpxFormat;

}  // namespace sorami
