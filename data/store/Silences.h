// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/StoreView.h"

#include <vector>

namespace sorami {

/// Stretches of the timeline without a single sample that last `least` or longer, by time. Told from what
/// the recording keeps of each bucket where it keeps it, so that nothing is decoded: then to a sixtieth of a
/// bucket. Nothing before the first sample and after the last one is a silence.
std::vector<TimeRange> silences(const StoreView& view, Micros least);

}  // namespace sorami
