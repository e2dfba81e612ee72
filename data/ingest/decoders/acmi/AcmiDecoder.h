// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

namespace sorami {

/// Tacview flight recordings, ACMI 2.x text (a `.zip.acmi` is unwrapped before). Objects are changed piece by
/// piece: a component that is left out keeps its value. Altitudes are metres above mean sea level. Decoys,
/// debris, people, navaids and buildings carry kMinor. Source of the format: tacview.net, "ACMI 2.2
/// documentation".
extern const Format kAcmiFormat;

}  // namespace sorami
