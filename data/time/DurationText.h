// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"

#include <optional>
#include <string_view>

namespace sorami {

/// A length of time as people write it: `9h`, `-3h30m`, `90s`, `250ms`, `+09:00`; a bare number is seconds.
/// Nothing for a text that is none.
std::optional<Micros> parseDuration(std::string_view text);

}  // namespace sorami
