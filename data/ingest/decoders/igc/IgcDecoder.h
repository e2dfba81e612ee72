// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

namespace sorami {

/// IGC flight recorder files: pressure altitude against 1013.25 hPa beside GNSS altitude above the ellipsoid.
/// No pilot's name is kept. Source of the format: FAI, Technical Specification for GNSS Flight Recorders,
/// appendix A.
extern const Format kIgcFormat;

}  // namespace sorami
