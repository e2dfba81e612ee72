// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/ByteStream.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sorami {

/// One stream of recorded bytes found in a file, unwrapped: the file itself, or a member of an archive.
struct InputStream {
  std::string name;  ///< the path; with `!member` for one of several members of an archive
  ByteStreamPtr stream;
  std::vector<std::byte> head;     ///< its first bytes (at most 64 KiB), which `stream` gives again
  std::optional<Error> headError;  ///< what kept more of the head from being read
  std::size_t junk = 0;            ///< octets that stood in front of its packing and were passed over
};

/// How much of a stream's beginning decides its format.
constexpr std::size_t kSniffLength = 64 * 1024;

/// Opens a file, takes off gzip, zstd and zip by what the bytes say (never by the name; three layers at most)
/// and calls `onStream` for each stream inside. A damaged archive gives its readable members first, then
/// the Error. `onStream` returns false to stop.
Status openInput(const std::string& path, const std::function<bool(InputStream)>& onStream);

/// Whether a stream that begins so is packed, or text that is recoded: offsets in it are not those of its
/// file.
bool isPacked(std::span<const std::byte> head);

/// Files and the files below directories, sorted, hidden ones left out. A path that is not there stays in the
/// list: opening it tells why.
std::vector<std::string> expandPaths(const std::vector<std::string>& paths);

}  // namespace sorami
