// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/core/UtcTime.h"

#include <QString>

namespace sorami {

/// Reads a time as people write it when they want to go there: `0612Z`, `061230`, `06:12:30Z`, `1512JST`,
/// `1512I`, `+90s`, `-5m`, `1h30m`, full ISO. A time of day is taken on the day that puts it into `bounds`,
/// the nearest one to `now` where several do. Full-width digits are accepted.
Result<UtcTime> timeFromEntry(const QString& text, UtcTime now, TimeRange bounds);

}  // namespace sorami
