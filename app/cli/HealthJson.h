// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/JsonWriter.h"
#include "data/ingest/live/LiveRecorder.h"

namespace sorami {

/// Writes how live sources and their recording do, as `sorami record` reports it.
void writeHealth(JsonWriter& json, const std::vector<SourceHealth>& sources,
                 const RecordingHealth& recording);

/// One line for people: `receiving · asterix · 812/s · 14 ms · clock +0.3 s`.
std::string healthLine(const SourceHealth& health);

}  // namespace sorami
