// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sorami::recording {

/// A value of a row as SQLite stores it. Numbers and blobs only: all that chunks need.
struct CarvedValue {
  bool isBlob = false;
  std::int64_t number = 0;  ///< 0 for NULL
  std::string blob;         ///< text too
};
struct CarvedRow {
  std::int64_t rowid = 0;
  std::vector<CarvedValue> values;
};

/// Goes through all pages of an SQLite file that look like leaves of a table and gives their rows, whatever
/// table they belong to, those of deleted rows in unused pages too. Needs no table of contents, so a file cut
/// off or overwritten in places gives what is left. Format: sqlite.org/fileformat2.html, sections 1.6
/// and 2.1. `wanted` says from the number of columns whether a row is worth assembling.
void carveRows(std::string_view file, const std::function<bool(std::size_t columns)>& wanted,
               const std::function<void(CarvedRow&&)>& each);

}  // namespace sorami::recording
