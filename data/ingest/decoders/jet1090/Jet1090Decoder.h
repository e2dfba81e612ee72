// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

namespace sorami {

/// Decoded Mode S messages, one JSON object a line, as jet1090 and rs1090 write them. Positions are those the
/// writer found; what other messages of the aircraft told shortly before goes with them.
extern const Format kJet1090Format;

}  // namespace sorami
