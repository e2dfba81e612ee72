// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/live/LiveDecoding.h"
#include "data/ingest/live/LiveInput.h"

namespace sorami {

/// Plays a file as if it came live: a capture by its own receive times, a recording or a file of reports by
/// the reports' times, at the source's rate. Long gaps are shortened. Returns at the end of the file or when
/// stopping is asked for. Error: it cannot be read.
Status playFile(const SourceSpec& spec, LiveDecoding& decoding, HealthBook& health, const StopSignal& stop);

}  // namespace sorami
