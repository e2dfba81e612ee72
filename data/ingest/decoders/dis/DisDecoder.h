// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

namespace sorami {

/// Distributed Interactive Simulation: entity state PDUs, from UDP (a capture) or one behind the other in a
/// file. Earth-centred places become WGS 84 exactly. The hour of an absolute time stamp comes from the
/// receive time. Source of the layout: IEEE 1278.1, and open-dis tutorials for the time stamp.
extern const Format kDisFormat;
/// The text log of a public Java implementation: a line is a time and a PDU, in base 64 or signed numbers.
extern const Format kDisLogFormat;

}  // namespace sorami
