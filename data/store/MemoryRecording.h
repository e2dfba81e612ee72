// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/SampleSink.h"

#include <memory>

namespace sorami {

/// A recording that lives in memory (about 45 bytes a sample, 12 more where it tells where its octets stand).
/// commit() makes what was appended visible to the next snapshot().
std::unique_ptr<SampleSink> makeMemoryRecording();

}  // namespace sorami
