// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sorami {

/// Octets of an input, compressed: what recordings keep of them.
struct RawBlock {
  std::int64_t id = 0;   ///< RawRef::place of its first octet
  std::size_t size = 0;  ///< octets before compression
  std::string data;
};

/// Gathers stretches of inputs into blocks.
class RawBook {
 public:
  /// Takes a stretch and appends the blocks that are full. What follows the stretch before goes into the same
  /// block.
  void add(std::uint16_t input, std::uint64_t offset, std::span<const std::byte> bytes,
           std::vector<RawBlock>& full);
  /// Appends all that is not yet in a block.
  void takeRest(std::vector<RawBlock>& blocks);

 private:
  static void close(std::uint16_t input, std::uint64_t offset, const std::string& bytes,
                    std::vector<RawBlock>& blocks);
  std::map<std::uint16_t, std::pair<std::uint64_t, std::string>> m_open;  ///< by input: offset, octets
};

}  // namespace sorami
