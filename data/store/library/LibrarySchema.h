// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/library/Postgres.h"

#include <cstdint>

namespace sorami::library {

/// Version of the tables this program writes and reads.
constexpr int kSchemaVersion = 3;

/// Version of the tables that are there; 0 when there are none. Error when they are newer than this program.
Result<int> schemaVersion(Postgres& server);
/// Makes the tables or brings them up to `version`, a step at a time, each in a transaction.
Status migrate(Postgres& server, int version = kSchemaVersion);

/// Number of the UTC day of a time: what chunks are distributed by.
std::int32_t dayOf(std::int64_t us);
/// Makes the partition of a day when it is not there.
Status makePartition(Postgres& server, std::int32_t day);

}  // namespace sorami::library
