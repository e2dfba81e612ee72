// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/core/UtcTime.h"
#include "data/store/StoreView.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace sorami {

/// A recording in a library.
struct LibraryEntry {
  std::int64_t id = 0;
  std::string name;
  std::string pushedBy;  ///< account at the server
  UtcTime pushedAt;
  TimeRange extent;
  std::uint64_t samples = 0;
  std::uint64_t tracks = 0;
  std::uint64_t bytes = 0;  ///< of its chunks
};

/// `postgresql://…` or `postgres://…`.
bool isLibrary(std::string_view address);

/// A library is a PostgreSQL database: the same chunks as in a `.sorec` file, in tables of a schema `sorami`
/// that the first push makes. Whoever pushes needs to be able to create that schema or to own it; whoever
/// reads needs only to read. All take the address of the database as libpq does, with passwords from a
/// service file or ~/.pgpass.
Result<std::vector<LibraryEntry>> listLibrary(const std::string& address);

/// Puts a finished recording into the library, whole or not at all, and returns its number. The same
/// recording is not put there twice: its number is returned.
Result<std::int64_t> pushToLibrary(const std::string& address, const std::string& path,
                                   const std::string& name, std::stop_token stop = {});

/// Writes a recording of the library (`address` with `recording=NUMBER`) into a file.
Status pullFromLibrary(const std::string& address, const std::string& path, std::stop_token stop = {});

/// Takes a recording out of the library.
Status removeFromLibrary(const std::string& address);

/// Opens a recording of a library to read, like openRecording(). The number may be left out where there is
/// only one. Chunks are fetched as they are needed.
Result<StoreViewPtr> openFromLibrary(const std::string& address);

}  // namespace sorami
