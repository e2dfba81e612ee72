// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

namespace sorami {

/// NMEA 0183: own position from GGA, RMC and ZDA (those of one time make one fix), and AIS (`!AIVDM`):
/// vessels of types 1-3, 18, 19, search and rescue aircraft (9), names from 5, 19 and 24. UTF-16 files and
/// lines that end with a carriage return alone are read. Source of AIS: gpsd.gitlab.io, AIVDM protocol
/// decoding, after ITU-R M.1371.
extern const Format kNmeaFormat;

}  // namespace sorami
