// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/ByteStream.h"

namespace sorami {

/// Whether these first bytes are UTF-16 text: a byte order mark, then characters most of which are ASCII.
/// Spreadsheets save tables so.
bool isUtf16Text(std::span<const std::byte> head);

/// UTF-16 text, with its byte order mark, as UTF-8 without one. Half a surrogate pair becomes U+FFFD.
ByteStreamPtr makeUtf16Stream(ByteStreamPtr inner);

}  // namespace sorami
