// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/decoders/asterix/Spec.h"

#include <cstdint>
#include <vector>

namespace sorami::asterix {

/// Where one item of a record stands, in octets from the start of its data block.
struct ItemRef {
  std::uint16_t number = 0;
  std::uint16_t offset = 0;
  std::uint16_t length = 0;
  std::uint8_t frn = 0;  ///< index into the profile: FRN - 1
};

struct RecordRef {
  std::uint32_t firstItem = 0;
  std::uint16_t items = 0;
  std::uint16_t begin = 0;  ///< octets from the start of the data block
  std::uint16_t end = 0;
  std::uint8_t profile = 0;
};

/// A data block taken apart into records and items; nothing is decoded yet. Kept and reused, so that taking
/// blocks apart allocates nothing.
struct BlockSplit {
  std::vector<ItemRef> items;
  std::vector<RecordRef> records;
  void clear() {
    items.clear();
    records.clear();
  }
};

/// Why a block could not be taken apart.
struct SplitError {
  std::uint32_t offset = 0;  ///< octets from the start of the data block
  std::uint16_t item = 0;    ///< 0 when it is not in an item
  int needs = 0;
  int have = 0;
  const char* what = nullptr;  ///< set when it is not a matter of octets missing

  std::string reason() const;
};

/// Takes apart one data block (its three header octets included) under one edition. `size` is what the block
/// says of itself; only `available` octets are there when it was cut off. Returns false and fills `error`
/// when an item does not fit, a spare bit is set, or the records do not end with the block. `split` is
/// appended to; what was added before an error stays, for the caller to drop.
bool splitBlock(const Category& category, const Edition& edition, const std::uint8_t* block, std::size_t size,
                std::size_t available, BlockSplit& split, SplitError& error);

/// Octets of one item at `at`, or -1 and `error` filled when it does not fit before `end`.
int itemLength(const Skip& skip, const std::uint8_t* at, const std::uint8_t* end, SplitError& error);

}  // namespace sorami::asterix
