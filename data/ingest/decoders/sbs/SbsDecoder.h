// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

namespace sorami {

/// SBS-1 / BaseStation lines (TCP port 30003), 22 comma-separated fields. State is spread over message types:
/// it is merged per address and a report is made for each position (types 2 and 3) only. Source of the
/// fields: woodair.net, "Barebones42 socket data".
extern const Format kSbsFormat;

}  // namespace sorami
