// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/TrackTable.h"

#include "data/store/Motion.h"
#include "data/store/Planes.h"
#include "data/store/RecordingSchema.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <future>
#include <limits>
#include <mutex>
#include <new>
#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace sorami::recording {

bool makeSane(TrackInfo& t) {
  const auto bound = [](auto& e, auto last, auto fallback) {
    if (e > last) e = fallback;
  };
  bound(t.nativeId.kind, IdKind::Text, IdKind::None);
  bound(t.domain, Domain::Missile, Domain::Unknown);
  bound(t.affiliation, Affiliation::Civil, Affiliation::Pending);
  t.medianInterval = std::clamp<Micros>(t.medianInterval, 0, 36500 * kDay);
  if (t.count == 0) {
    t.first = t.last = {};
    return true;
  }
  return isSaneRange({t.first, t.last});
}

void ReleaseTracks::operator()(TrackInfo* infos) const {
  std::destroy_n(infos, size);
  std::free(infos);
}

void TrackTable::allocate(std::size_t n) {
  // Large pages: a quarter of a million tracks are 50 MB, and fetching these from the system in small ones
  // takes longer than filling them.
  constexpr std::size_t kPage = std::size_t{2} << 20;
  const std::size_t bytes = (n * sizeof(TrackInfo) + kPage - 1) / kPage * kPage;
  void* memory = bytes > 0 ? std::aligned_alloc(kPage, bytes) : nullptr;
  if (memory == nullptr && bytes > 0) throw std::bad_alloc();
#if defined(__linux__)
  if (bytes > kPage) ::madvise(memory, bytes, MADV_HUGEPAGE);
#endif
  m_infos = {static_cast<TrackInfo*>(memory), ReleaseTracks{n}};
  m_size = n;
  m_shown.resize(n);
}

TrackTable::TrackTable(std::vector<TrackInfo> tracks) {
  allocate(tracks.size());
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    m_shown[i] = {tracks[i].first.us,
                  tracks[i].count > 0 ? shownUntil(tracks[i]) : std::numeric_limits<std::int64_t>::min()};
    new (m_infos.get() + i) TrackInfo(std::move(tracks[i]));
  }
}

void TrackTable::at(UtcTime t, std::vector<TrackId>& out) const {
  out.clear();
  for (std::size_t i = 0; i < m_shown.size(); ++i)
    if (m_shown[i].from <= t.us && t.us <= m_shown[i].until && m_infos[i].count > 0)
      out.push_back(static_cast<TrackId>(i));
}

namespace {

/// Numbers of all tracks, one column after the other, low half before high half.
template <typename Get>
void putColumn(std::string& out, std::span<const TrackInfo> tracks, Get&& get) {
  std::vector<std::uint32_t> low;
  std::vector<std::uint32_t> high;
  std::uint64_t before = 0;
  for (const TrackInfo& track : tracks) {
    const auto value = static_cast<std::uint64_t>(get(track));
    const auto step = static_cast<std::int64_t>(value - before);
    const std::uint64_t z = (static_cast<std::uint64_t>(step) << 1) ^ static_cast<std::uint64_t>(step >> 63);
    low.push_back(static_cast<std::uint32_t>(z));
    high.push_back(static_cast<std::uint32_t>(z >> 32));
    before = value;
  }
  putPlanes(out, low);
  putPlanes(out, high);
}

void putTexts(std::string& out, std::span<const TrackInfo> tracks, std::string TrackInfo::*member) {
  std::vector<std::uint32_t> lengths;
  std::string all;
  for (const TrackInfo& track : tracks) {
    lengths.push_back(static_cast<std::uint32_t>((track.*member).size()));
    all += track.*member;
  }
  putPlanes(out, lengths);
  putText(out, all);
}

std::int64_t e7(double deg) {
  return std::llround(deg * 1e7);
}

bool getColumn(ByteReader& in, std::vector<std::uint32_t>& low, std::vector<std::uint32_t>& high,
               std::vector<std::int64_t>& values) {
  if (!getPlanes(in, low) || !getPlanes(in, high)) return false;
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::uint64_t z = low[i] | std::uint64_t{high[i]} << 32;
    value += (z >> 1) ^ (0 - (z & 1));
    values[i] = static_cast<std::int64_t>(value);
  }
  return true;
}

/// A column of texts, still in one piece.
struct Texts {
  std::vector<std::uint32_t> lengths;
  std::string all;
  std::size_t at = 0;

  bool read(ByteReader& in, std::size_t n) {
    // A block's tracks have some ten characters each in a column: a damaged size asks for no memory.
    constexpr std::uint64_t kLimit = std::uint64_t{1} << 26;
    lengths.resize(n);
    at = 0;
    if (!getPlanes(in, lengths)) return false;
    std::uint64_t sum = 0;
    for (const std::uint32_t length : lengths) sum += length;
    return sum <= kLimit && getText(in, all, sum) && all.size() == sum;
  }
  void next(std::size_t i, std::string& to) {
    if (lengths[i] > 0) to.assign(all, at, lengths[i]);
    at += lengths[i];
  }
};

enum Column {
  kSource,
  kKind,
  kValue,
  kIcao,
  kMode3A,
  kTraits,
  kFirst,
  kLast,
  kCount,
  kInterval,
  kWest,
  kEast,
  kSouth,
  kNorth,
  kColumnCount
};

/// Memory of one thread for one block after the other.
struct Scratch {
  std::array<std::vector<std::int64_t>, kColumnCount> columns;
  std::vector<std::uint32_t> low;
  std::vector<std::uint32_t> high;
  std::array<Texts, 3> texts;
};

/// Makes the tracks of a block, from id `first` on, in raw memory. All are made even when it is damaged.
template <typename OnTrack>
bool makeTracks(std::string_view blob, TrackId first, std::size_t n, TrackInfo* to, Scratch& scratch,
                OnTrack&& onTrack) {
  ByteReader in(blob);
  in.take(4);
  auto& [columns, low, high, texts] = scratch;
  low.resize(n);
  high.resize(n);
  bool good = true;
  for (auto& column : columns) {
    column.resize(n);
    good = good && getColumn(in, low, high, column);
  }
  for (Texts& text : texts) good = good && text.read(in, n);
  for (std::size_t i = 0; i < n; ++i) {
    TrackInfo& t = *new (to + i) TrackInfo;
    t.id = first + static_cast<TrackId>(i);
    if (!good) continue;
    t.source = static_cast<std::uint16_t>(columns[kSource][i]);
    t.nativeId = {static_cast<IdKind>(columns[kKind][i]), static_cast<std::uint64_t>(columns[kValue][i])};
    t.icao24 = static_cast<std::int32_t>(columns[kIcao][i]);
    t.mode3A = static_cast<std::int32_t>(columns[kMode3A][i]);
    const std::int64_t traits = columns[kTraits][i];
    t.domain = static_cast<Domain>(traits & 0xFF);
    t.affiliation = static_cast<Affiliation>(traits >> 8 & 0xFF);
    t.isPlots = (traits >> 16 & 1) != 0;
    t.simulated = (traits >> 17 & 1) != 0;
    t.first = {columns[kFirst][i]};
    t.last = {columns[kLast][i]};
    t.count = static_cast<std::uint32_t>(columns[kCount][i]);
    t.medianInterval = columns[kInterval][i];
    t.box.west = static_cast<double>(columns[kWest][i]) / 1e7;
    t.box.east = static_cast<double>(columns[kEast][i]) / 1e7;
    t.box.south = static_cast<double>(columns[kSouth][i]) / 1e7;
    t.box.north = static_cast<double>(columns[kNorth][i]) / 1e7;
    texts[0].next(i, t.uid);
    texts[1].next(i, t.callsign);
    texts[2].next(i, t.type);
    good = makeSane(t);
    if (good) onTrack(t);
  }
  return good;
}

}  // namespace

std::string encodeTrackBlock(std::span<const TrackInfo> tracks) {
  std::string out;
  putNumber(out, static_cast<std::uint32_t>(tracks.size()));
  const auto put = [&](auto get) { putColumn(out, tracks, get); };
  put([](const TrackInfo& t) { return t.source; });
  put([](const TrackInfo& t) { return static_cast<std::int64_t>(t.nativeId.kind); });
  put([](const TrackInfo& t) { return static_cast<std::int64_t>(t.nativeId.value); });
  put([](const TrackInfo& t) { return t.icao24; });
  put([](const TrackInfo& t) { return t.mode3A; });
  put([](const TrackInfo& t) {
    return static_cast<std::int64_t>(t.domain) | static_cast<std::int64_t>(t.affiliation) << 8 |
           std::int64_t{t.isPlots} << 16 | std::int64_t{t.simulated} << 17;
  });
  put([](const TrackInfo& t) { return t.first.us; });
  put([](const TrackInfo& t) { return t.last.us; });
  put([](const TrackInfo& t) { return t.count; });
  put([](const TrackInfo& t) { return t.medianInterval; });
  put([](const TrackInfo& t) { return e7(t.box.west); });
  put([](const TrackInfo& t) { return e7(t.box.east); });
  put([](const TrackInfo& t) { return e7(t.box.south); });
  put([](const TrackInfo& t) { return e7(t.box.north); });
  for (const auto member : {&TrackInfo::uid, &TrackInfo::callsign, &TrackInfo::type})
    putTexts(out, tracks, member);
  return out;
}

struct TrackTableMaker::State {
  struct Block {
    std::size_t start;
    std::size_t tracks;
    std::string data;
  };
  TrackTable table;
  std::size_t room = 0;
  std::mutex mutex;
  std::condition_variable wake;
  std::deque<Block> blocks;  ///< they stay where they are while others come
  std::size_t next = 0;      ///< the first one nobody has taken
  std::size_t tracks = 0;
  bool ended = false;
  bool good = true;
  std::future<void> helper;

  void work() {
    Scratch scratch;
    std::unique_lock lock(mutex);
    for (;;) {
      wake.wait(lock, [&] { return ended || next < blocks.size(); });
      if (next == blocks.size()) return;
      const Block& block = blocks[next++];
      lock.unlock();
      const bool made = makeTracks(block.data, static_cast<TrackId>(block.start), block.tracks,
                                   table.m_infos.get() + block.start, scratch, [&](const TrackInfo& t) {
                                     if (t.count > 0)
                                       table.m_shown[t.id] = {t.first.us, shownUntil(t)};
                                     else
                                       table.m_shown[t.id] = {1, 0};
                                   });
      lock.lock();
      good = good && made;
    }
  }
  /// Nothing is in work any more, and the table owns what was made.
  void end() {
    {
      const std::lock_guard lock(mutex);
      ended = true;
    }
    wake.notify_all();
    work();
    if (helper.valid()) helper.wait();
    table.m_size = tracks;
    table.m_infos.get_deleter().size = tracks;
    table.m_shown.resize(tracks);
  }
};

TrackTableMaker::TrackTableMaker(std::size_t room) : d(std::make_unique<State>()) {
  d->room = std::min<std::size_t>(room, kMaxTracks);
  d->table.allocate(d->room);
  d->table.m_infos.get_deleter().size = 0;
}

TrackTableMaker::~TrackTableMaker() {
  if (!d->ended) d->end();
}

void TrackTableMaker::add(std::string block) {
  ByteReader in(block);
  const auto n = in.number<std::uint32_t>();
  const std::lock_guard lock(d->mutex);
  if (!in.ok() || n > d->room - d->tracks) {
    d->good = false;
    return;
  }
  d->blocks.push_back({d->tracks, n, std::move(block)});
  d->tracks += n;
  // One block is not worth a thread.
  if (d->blocks.size() == 2) d->helper = std::async(std::launch::async, [this] { d->work(); });
  d->wake.notify_one();
}

bool TrackTableMaker::finish(TrackTable& table) {
  d->end();
  if (d->good) table = std::move(d->table);
  return d->good;
}

bool decodeTrackBlocks(const std::vector<std::string>& blocks, TrackTable& table) {
  std::uint64_t tracks = 0;
  for (const std::string& block : blocks) {
    ByteReader in(block);
    tracks += in.number<std::uint32_t>();
    if (!in.ok() || tracks > kMaxTracks) return false;
  }
  TrackTableMaker maker(tracks);
  for (const std::string& block : blocks) maker.add(block);
  return maker.finish(table);
}

}  // namespace sorami::recording
