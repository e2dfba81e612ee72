// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

namespace sorami {

/// Any table of positions as text: delimiter, decimal sign, header, what the columns are and their units are
/// found from the first lines (CsvLayout); known tables (OpenSky, traffic, FlightRadar24, Sorami's own) by
/// their headers. What was taken for granted stands in Decoder::notes().
extern const Format kCsvFormat;

/// Where a table begins behind octets of which some are no text; nothing when there is none.
std::optional<std::size_t> tableBehindJunk(std::span<const std::byte> head);

}  // namespace sorami
