// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Import.h"
#include "data/ingest/decoders/csv/CsvLayout.h"
#include "data/store/StoreView.h"

#include <optional>
#include <string>
#include <vector>

namespace sorami {

/// What the beginning of a file looks like when it is read in a certain way: for a person to look at before
/// all of it is read.
struct FilePeek {
  std::string format;              ///< id; empty when the bytes fit none
  FileReport file;                 ///< of the part that was read
  std::vector<std::string> lines;  ///< of a table: the first ones, the header among them
  CsvLayout table;                 ///< of a table: how it is read
  std::vector<Report> reports;     ///< the first ones
  std::vector<SourceKey> sources;  ///< by Report::source
  StoreViewPtr view;               ///< what was read, to be drawn; never null
};

/// How a file is read as a table, from its first octets alone; nothing when its bytes say that it is none.
std::optional<CsvLayout> peekTable(const std::string& path);

/// Reads the beginning of a file. Errors: it cannot be opened.
Result<FilePeek> peekFile(const std::string& path, const ImportOptions& options, std::stop_token stop = {});

}  // namespace sorami
