// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

namespace sorami {

/// State vectors of the OpenSky Network's REST interface: `{"time": …, "states": [[…], …]}`, polls one after
/// the other. A position is as old as its own time says, and one that was told before is not told again.
extern const Format kOpenSkyFormat;

}  // namespace sorami
