// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sorami {

/// A forward-only stream of bytes in bounded memory.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  /// Fills at most `out`; 0 means the end. After an error everything read before it is good.
  virtual Result<std::size_t> read(std::span<std::byte> out) = 0;
  /// Bytes taken so far from the file underneath: for progress and for the place of an error.
  virtual std::uint64_t fileOffset() const = 0;
};
using ByteStreamPtr = std::unique_ptr<ByteStream>;

/// Packed data that unpack to more than this many times their size are refused.
constexpr std::uint64_t kMaxExpansion = 200;
/// …once they are larger than this: small files of blanks are no bomb.
constexpr std::uint64_t kExpansionFloor = std::uint64_t{4} << 20;

/// Reads a file from `offset`. Errors: it cannot be opened, or is a directory.
Result<ByteStreamPtr> openFileStream(const std::string& path, std::uint64_t offset = 0);
/// Length of a file in bytes.
Result<std::uint64_t> fileSize(const std::string& path);
/// Reads bytes held in memory.
ByteStreamPtr makeMemoryStream(std::vector<std::byte> bytes);
/// Reads the beginning of `inner` again: `head` was taken from it.
ByteStreamPtr makePrefixedStream(std::vector<std::byte> head, ByteStreamPtr inner);
/// At most `length` bytes of `inner`, `what` naming it in errors when they are not there.
ByteStreamPtr makeLimitedStream(ByteStreamPtr inner, std::uint64_t length, std::string what);
/// Unpacks gzip (several members in a row too).
ByteStreamPtr makeGzipStream(ByteStreamPtr inner);
/// Unpacks a bare deflate stream, as zip members are; its end is an error when the CRC-32 is another.
ByteStreamPtr makeDeflateStream(ByteStreamPtr inner, std::optional<std::uint32_t> checksum = {});
/// `inner`, whose end is an error when its CRC-32 is another.
ByteStreamPtr makeChecksumStream(ByteStreamPtr inner, std::uint32_t checksum);
/// Unpacks zstd (several frames in a row too).
ByteStreamPtr makeZstdStream(ByteStreamPtr inner);

/// Reads `inner`, and shows `onRead` each stretch that was read with its offset in the stream.
ByteStreamPtr makeWatchedStream(ByteStreamPtr inner,
                                std::function<void(std::uint64_t, std::span<const std::byte>)> onRead);

/// Reads until `out` is full or the stream ends.
Result<std::size_t> readFully(ByteStream& stream, std::span<std::byte> out);

}  // namespace sorami
