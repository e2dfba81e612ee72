// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/store/StoreView.h"

#include <stop_token>

namespace sorami::demo {

/// The notional recording: the installed `demo.sorec`, made at build time, or, where there is none, made and
/// read now (some seconds). Not for the GUI thread.
Result<StoreViewPtr> openDemoRecording(std::stop_token stop = {});

/// Where the demo's story is: the instant and the rate it is first shown at, when all threats are in the air.
UtcTime demoStart();
constexpr double kDemoRate = 20;

}  // namespace sorami::demo
