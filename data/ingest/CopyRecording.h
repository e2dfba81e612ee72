// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Import.h"

#include <span>

namespace sorami {

/// Whether these are the first bytes of a `.sorec` recording.
bool isRecording(std::span<const std::byte> head);

/// Copies a recording's sources, tracks and samples as they stand into `sink`, with their octets (`inputs`),
/// and describes them in `file`. Errors: it cannot be opened, or parts of it are damaged (the rest was
/// copied).
Status copyRecording(const std::string& path, SampleSink& sink, RawInputMerge& inputs, FileReport& file,
                     std::stop_token stop);

}  // namespace sorami
