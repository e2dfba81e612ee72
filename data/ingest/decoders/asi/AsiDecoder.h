// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

namespace sorami {

/// SIMDIS scenario text (ASI): platforms, their names, types and places. Beams and gates are counted only.
/// Source of the records: the SIMDIS SDK's ASIViewer example.
extern const Format kAsiFormat;

}  // namespace sorami
