// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/decoders/asterix/Framing.h"
#include "data/ingest/decoders/asterix/Split.h"

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sorami::asterix {

/// The stream behind the frame being read.
struct Ahead {
  Framing framing = Framing::Raw;
  std::span<const std::uint8_t> bytes;
  bool mayWait = false;  ///< more may be asked for
};

/// Finds the edition of each category and source by itself: the one under which no block is bad, the newest
/// when several are. What a source once showed is kept, and a change of mind must read it too, and what
/// comes: a damaged block that happens to read under another edition must not cost those behind it.
class EditionFinder {
 public:
  enum class Outcome : std::uint8_t { Good, Bad, Unsure };

  /// Editions the user forces: {`CAT021`, `2.1`}, or {`CAT021 SAC 25 SIC 1`, `2.1`} as found() gives them.
  /// Names that no table has are ignored and returned.
  std::vector<std::string> force(const std::vector<std::pair<std::string, std::string>>& editions);

  /// Takes the block apart under the edition of its source, or under the one that fits when the source is new
  /// or its edition fails. Unsure: several editions read it differently, and only more of the stream could
  /// tell. `ahead` is what follows, to look for more of the same source. Changes nothing here.
  Outcome split(const Category& category, std::span<const std::uint8_t> block, std::size_t available,
                const Ahead& ahead, BlockSplit& split, const Edition*& edition, SplitError& error) const;

  /// The block was accepted under this edition.
  void accept(const Category& category, const Edition& edition, std::span<const std::uint8_t> block);

  /// Whether blocks of this category and source were accepted before.
  bool knows(int category, int sacSic) const { return m_sources.contains({category, sacSic}); }

  /// {`CAT048`, `1.32`}; one entry for each source where sources differ.
  std::vector<std::pair<std::string, std::string>> found() const;

 private:
  struct Source {
    const Edition* edition = nullptr;
    bool isForced = false;
    std::map<const Edition*, int> failures;       ///< blocks it could not read and another could
    std::vector<std::vector<std::uint8_t>> seen;  ///< the first blocks, as evidence
    int failuresOf(const Edition* e) const {
      const auto it = failures.find(e);
      return it == failures.end() ? 0 : it->second;
    }
  };
  using Key = std::pair<int, int>;  ///< category; SAC * 256 + SIC, -1 when the block does not tell

  /// Whether what follows is read better under `other` than under `known`: the first block that only one of
  /// them reads tells. Good: `other`.
  static Outcome compare(const Category& category, const Edition& known, const Edition& other, int sacSic,
                         const Ahead& ahead);
  const Source* find(const Key& key) const;
  std::vector<const Edition*> candidates(const Category& category) const;

  std::map<Key, Source> m_sources;
  std::array<const Edition*, 256> m_forced{};
  std::array<const Edition*, 256> m_last{};  ///< by category: what a new source is tried with first
  mutable Key m_hitKey{-1, -1};
  mutable const Source* m_hit = nullptr;
};

/// SAC * 256 + SIC of the first record, -1 when it has no item 010.
int blockSource(std::span<const std::uint8_t> block);

/// How many values of these records can not be: times of day over 24 hours, latitudes over 90°, records
/// without a source. A misread block seldom has none.
int countImplausible(const Category& category, const Edition& edition, const std::uint8_t* block,
                     const BlockSplit& split, std::size_t firstRecord);
inline bool isPlausible(const Category& category, const Edition& edition, const std::uint8_t* block,
                        const BlockSplit& split, std::size_t firstRecord) {
  return countImplausible(category, edition, block, split, firstRecord) == 0;
}

}  // namespace sorami::asterix
