// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

namespace sorami {

/// Mode S Beast binary (0x1a frames, 12 MHz time stamps). Source: wiki.jetvision.de, "Mode-S Beast: Data
/// Output Formats". The stamps count from power-on: the date is the user's (a reference date with a time of
/// day is taken for the first frame's time).
extern const Format kBeastFormat;

/// AVR text: `*HEX;`, or `@` with twelve digits of the same time stamp. Positions need a time: frames without
/// stamp are decoded only when they come from a socket or capture.
extern const Format kAvrFormat;

}  // namespace sorami
