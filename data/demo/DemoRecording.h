// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/core/UtcTime.h"
#include "data/ingest/IdentityRules.h"

#include <string>

namespace sorami::demo {

/// The span of the notional recording: two hours across midnight UTC, a Japanese morning.
TimeRange demoSpan();

/// The notional recording as a capture file: ASTERIX in UDP multicast, as a control centre's network carries
/// it. CAT021 and CAT023 from an ADS-B ground network, CAT062 and CAT065 from a tracker, CAT048 and CAT034
/// from four radars. Sensor faults are in it on purpose: detection gaps, an outage, a clock that is 1.7 s
/// off, duplicated reports, two swapped track numbers, and midnight. The same bytes on every machine. An
/// Error names what the encoder refused: a defect.
Result<std::string> makeDemoCapture();

/// What the demo's call signs mean: all of it notional.
IdentityRules demoIdentityRules();

}  // namespace sorami::demo
