// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

namespace sorami {

/// KML: gx:Track and gx:MultiTrack, and placemarks of a point with a TimeStamp, which make one track a folder
/// (a KMZ is unwrapped before). Absolute altitudes are metres above mean sea level; heights above ground make
/// no altitude. Source of the format: OGC 12-007r2 and developers.google.com, KML reference.
extern const Format kKmlFormat;

}  // namespace sorami
