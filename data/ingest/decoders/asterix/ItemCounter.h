// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/decoders/asterix/AsterixDecoder.h"
#include "data/ingest/decoders/asterix/BlockReader.h"

#include <map>
#include <vector>

namespace sorami::asterix {

/// Counts items and sums numeric fields. Sums are kept as integers of the specification's units, so that they
/// are exact however long the recording.
class ItemCounter {
 public:
  void block(const GoodBlock& block);
  AsterixItemStatistics result() const;

 private:
  struct Sum {
    std::uint64_t count = 0;
    std::int64_t raw = 0;
  };
  struct PerCategory {
    std::map<std::uint16_t, std::uint64_t> items;
    std::vector<Sum> fields;  ///< by Node::field
  };
  std::map<const Category*, PerCategory> m_categories;
};

}  // namespace sorami::asterix
