// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

namespace sorami {

/// Cursor-on-Target events, one behind the other as a file, a TCP stream or datagrams hold them. Of events
/// that are things of the world (type `a-…`) each makes an update of its uid. Document types and entities are
/// refused and an event is at most 256 KiB long. Source of the format: MITRE, Cursor on Target base event
/// schema.
extern const Format kCotFormat;

}  // namespace sorami
