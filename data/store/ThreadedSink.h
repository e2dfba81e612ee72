// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/SampleSink.h"

#include <memory>

namespace sorami {

/// Puts a thread of its own in front of an empty recording: whoever decodes does not wait for what is stored,
/// as long as storing keeps up within some ten thousand samples. Everything arrives in the order it was
/// given. The recording must outlive it.
std::unique_ptr<SampleSink> makeThreadedSink(SampleSink& recording);

}  // namespace sorami
