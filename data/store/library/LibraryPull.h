// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/store/library/Postgres.h"

#include <cstdint>
#include <stop_token>
#include <string>

namespace sorami::library {

/// Writes a recording of the library into a new file: the very same chunks.
Status writePulled(Postgres& server, std::int64_t recording, const std::string& path,
                   const std::stop_token& stop);

}  // namespace sorami::library
