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
  friend class TrackTableMaker;
  struct Shown {
    std::int64_t from = 0;  ///< empty where from > until
    std::int64_t until = 0;
  };
  void allocate(std::size_t n);

  std::unique_ptr<TrackInfo[], ReleaseTracks> m_infos;
  std::size_t m_size = 0;
  std::vector<Shown> m_shown;
};

/// A block holds some thousands of tracks, so that blocks are read side by side and in cache.
constexpr std::size_t kTracksInBlock = 8'192;
constexpr std::size_t kMostTracksInBlock = 16'384;  ///< older files have larger ones
std::string encodeTrackBlock(std::span<const TrackInfo> tracks);
/// Makes a table of blocks, given in order, while the next ones are being read. Their hashes are checked by
/// the caller.
class TrackTableMaker {
 public:
  /// Room for so many tracks; memory is taken as they come.
  explicit TrackTableMaker(std::size_t room);
  ~TrackTableMaker();
  TrackTableMaker(const TrackTableMaker&) = delete;
  TrackTableMaker& operator=(const TrackTableMaker&) = delete;

  void add(std::string block);
  /// False when one is damaged or there was no room; then the table stays as it is.
  bool finish(TrackTable& table);

 private:
  struct State;
  std::unique_ptr<State> d;
};
/// The same of blocks that are there.
bool decodeTrackBlocks(const std::vector<std::string>& blocks, TrackTable& table);

/// What a file says of a track, made fit to be used: an enumeration's number may come to index a table, and
/// times are added to. False for a time no recording has.
bool makeSane(TrackInfo& track);

}  // namespace sorami::recording
