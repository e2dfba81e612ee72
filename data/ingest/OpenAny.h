// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Import.h"
#include "data/store/StoreView.h"

namespace sorami {

struct OpenedRecording {
  StoreViewPtr view;
  ImportReport report;  ///< of what had to be read; empty for a `.sorec`, which is opened as it stands
};

/// Opens files to look at: one `.sorec` as it stands, in milliseconds; anything else is read into memory.
/// Errors as importFiles() and openRecording().
Result<OpenedRecording> openAny(const std::vector<std::string>& paths, const ImportOptions& options,
                                const ProgressFn& progress = {}, std::stop_token stop = {});

}  // namespace sorami
