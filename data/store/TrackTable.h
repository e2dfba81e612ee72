// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/StoreView.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// All tracks of a finished recording at once: reading a hundred thousand rows would take longer than all
/// else.
namespace sorami::recording {

struct ReleaseTracks {
  std::size_t size = 0;
  void operator()(TrackInfo* infos) const;
};

/// Tracks in one block of memory, with what is asked of all of them at every instant apart.
class TrackTable {
 public:
  TrackTable() = default;
  explicit TrackTable(std::vector<TrackInfo> tracks);

  std::span<const TrackInfo> infos() const { return {m_infos.get(), m_size}; }
  /// See StoreView::tracksAt().
  void at(UtcTime t, std::vector<TrackId>& out) const;

 private:
  friend bool decodeTrackBlocks(const std::vector<std::string>& blocks, TrackTable& table);
  struct Shown {
    std::int64_t from = 0;  ///< empty where from > until
    std::int64_t until = 0;
  };
  void allocate(std::size_t n);

  std::unique_ptr<TrackInfo[], ReleaseTracks> m_infos;
  std::size_t m_size = 0;
  std::vector<Shown> m_shown;
};

/// A block holds some tens of thousands of tracks, so that blocks are read side by side and in cache.
constexpr std::size_t kTracksInBlock = 8'192;
std::string encodeTrackBlock(std::span<const TrackInfo> tracks);
/// False when one is damaged; the table is then empty. Blocks in order; their hashes are checked by the
/// caller.
bool decodeTrackBlocks(const std::vector<std::string>& blocks, TrackTable& table);

/// What a file says of a track, made fit to be used: an enumeration's number may come to index a table, and
/// times are added to. False for a time no recording has.
bool makeSane(TrackInfo& track);

}  // namespace sorami::recording
