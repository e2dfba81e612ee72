// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Playhead.h"

#include "data/store/Queries.h"
#include "data/store/Rows.h"

#include <algorithm>
#include <limits>

namespace sorami {
namespace {

constexpr std::int64_t kForever = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::min();
/// Sparse sources may need old samples; beyond this a window would hold too much of everything else.
constexpr Micros kLongestReach = 35 * kMinute;
/// Decoded rows a window may hold before it stops reaching further for trails and sparse tracks.
constexpr std::uint64_t kMostRows = 4'000'000;

/// True when `now` is `before` grown: what was decoded still belongs to it.
bool isGrownFrom(const StoreView& now, const StoreView& before) {
  const auto a = before.tracks();
  const auto b = now.tracks();
  if (a.size() > b.size() || before.sources().size() > now.sources().size()) return false;
  if (!std::equal(before.sources().begin(), before.sources().end(), now.sources().begin())) return false;
  if (a.empty()) return before.sampleCount() == 0;
  const auto same = [](const TrackInfo& x, const TrackInfo& y) {
    return x.nativeId == y.nativeId && x.uid == y.uid && x.source == y.source;
  };
  return same(a.front(), b.front()) && same(a.back(), b[a.size() - 1]);
}

}  // namespace

/// What is decoded, arranged by track. Immutable.
struct Playhead::Window {
  struct Piece {
    const Bucket* bucket;
    std::uint32_t begin;
    std::uint32_t end;
    std::int64_t first;
    std::int64_t last;
  };
  StoreViewPtr view;
  std::vector<std::size_t> indices;  ///< of all decoded buckets, damaged ones too; ascending
  std::vector<BucketPtr> buckets;
  std::vector<TrackId> tracks;        ///< ascending; plots are not among them
  std::vector<std::uint32_t> starts;  ///< of each track's pieces, and one more
  std::vector<Piece> pieces;          ///< by track, then time
  std::vector<PathPiece> plots;
  std::vector<std::pair<TrackId, Segment>> fixed;  ///< objects that stand still since before the window

  /// Leaves only the buckets that follow each other without a hole and include `index`: over a hole, a sample
  /// would be taken for the newest before it.
  void keepTogether(std::size_t index) {
    const auto at = std::find(indices.begin(), indices.end(), index);
    if (at == indices.end()) {
      indices.clear();
      return;
    }
    auto first = at;
    while (first != indices.begin() && *(first - 1) + 1 == *first) --first;
    auto last = at + 1;
    while (last != indices.end() && *(last - 1) + 1 == *last) ++last;
    indices = std::vector<std::size_t>(first, last);
  }
  bool holds(std::size_t index) const { return std::binary_search(indices.begin(), indices.end(), index); }
};

Playhead::Playhead(Micros trail) : m_trail(trail) {
  m_thread = std::jthread([this](std::stop_token stop) { run(stop); });
}

Playhead::~Playhead() {
  m_thread.request_stop();
  m_wake.notify_all();
}

void Playhead::setView(StoreViewPtr view) {
  Micros reach = 180 * kSecond;
  if (view)
    for (const TrackInfo& track : view->tracks())
      if (track.medianInterval > 20 * kSecond && !track.isPlots)
        reach = std::max(reach, MotionRules::of(track).reach());
  const std::lock_guard lock(m_mutex);
  if (view == m_view) return;
  if (!view || !m_view || !isGrownFrom(*view, *m_view)) m_window.reset();
  m_view = std::move(view);
  m_reach = std::min(reach, kLongestReach);
  m_idle = false;
  m_wake.notify_all();
}

void Playhead::setTrail(Micros trail) {
  const std::lock_guard lock(m_mutex);
  if (m_trail == trail) return;
  m_trail = trail;
  m_idle = false;
  m_wake.notify_all();
}

void Playhead::setReady(std::function<void()> ready) {
  const std::lock_guard lock(m_mutex);
  m_ready = std::move(ready);
}

std::vector<std::size_t> Playhead::needed(const StoreView& view, const Want& want, Micros trail) const {
  std::vector<std::size_t> order;
  const auto buckets = view.buckets();
  if (!want.at.isValid() || buckets.empty()) return order;
  std::uint64_t rows = 0;
  const auto add = [&](std::size_t i) {
    if (std::find(order.begin(), order.end(), i) != order.end()) return;
    rows += buckets[i].count;
    order.push_back(i);
  };
  const auto addSpan = [&](Micros before, Micros after) {
    const std::int64_t from = want.at.us - before;
    const std::int64_t to = want.at.us + after;
    // Outward from the cursor on either side, so that what is decoded first lies together.
    const std::size_t home = std::min(bucketIndexAt(view, want.at), buckets.size() - 1);
    for (std::size_t i = home; i < buckets.size() && buckets[i].range.end.us >= from; --i)
      if (buckets[i].range.begin.us <= to) add(i);
    for (std::size_t i = home + 1; i < buckets.size() && buckets[i].range.begin.us <= to; ++i) add(i);
  };
  addSpan(0, 0);
  addSpan(0, 90 * kSecond);
  addSpan(180 * kSecond, 180 * kSecond);
  // About a second of play ahead, and never less than what comes next.
  const Micros ahead = std::min<Micros>(std::abs(want.step) * 60, 2 * kCellLength) + kMinute + 90 * kSecond;
  if (want.step > 0) addSpan(0, ahead);
  if (want.step < 0) addSpan(ahead, 0);
  if (rows < kMostRows) addSpan(trail + (want.step < 0 ? ahead : 0), 0);
  if (rows < kMostRows) addSpan(m_reach, m_reach);
  return order;
}

void Playhead::run(std::stop_token stop) {
  std::unique_lock lock(m_mutex);
  while (!stop.stop_requested()) {
    if (!m_wake.wait(lock, stop, [&] { return !m_idle; })) return;
    const StoreViewPtr view = m_view;
    const Want want = m_want;
    const Micros trail = m_trail;
    const std::shared_ptr<const Window> before = m_window;
    if (!view) {
      m_loaded.clear();
      m_idle = true;
      m_published.notify_all();
      continue;
    }
    const std::vector<std::size_t> order = needed(*view, want, trail);
    lock.unlock();

    // Drop what has gone out of reach, or has changed since it was decoded.
    const auto buckets = view->buckets();
    std::erase_if(m_loaded, [&](const auto& item) {
      return std::none_of(order.begin(), order.end(), [&](std::size_t i) {
        return buckets[i].id == item.first && buckets[i].count == item.second.count;
      });
    });
    bool complete = true;
    for (const std::size_t i : order) {
      if (m_loaded.contains(buckets[i].id)) continue;
      m_loaded[buckets[i].id] = {view->bucket(buckets[i].id), buckets[i].count};
      complete = false;
      break;
    }

    auto window = std::make_shared<Window>();
    window->view = view;
    window->indices = order;
    std::erase_if(window->indices, [&](std::size_t i) { return !m_loaded.contains(buckets[i].id); });
    std::sort(window->indices.begin(), window->indices.end());
    if (!order.empty()) window->keepTogether(order.front());
    const bool unchanged = before && before->view == view && before->indices == window->indices;
    if (!unchanged) {
      struct Entry {
        TrackId track;
        std::uint32_t bucket;
        std::uint32_t begin;
        std::uint32_t end;
      };
      std::vector<Entry> entries;
      const auto tracks = view->tracks();
      for (const std::size_t i : window->indices) {
        BucketPtr bucket = m_loaded[buckets[i].id].bucket;
        if (!bucket) continue;
        const auto place = static_cast<std::uint32_t>(window->buckets.size());
        for (const Bucket::Run& r : bucket->runs) {
          if (r.track >= tracks.size() || r.begin == r.end) continue;
          if (tracks[r.track].isPlots)
            window->plots.push_back({r.track, bucket.get(), r.begin, r.end});
          else
            entries.push_back({r.track, place, r.begin, r.end});
        }
        window->buckets.push_back(std::move(bucket));
      }
      std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return a.track != b.track ? a.track < b.track : a.bucket < b.bucket;
      });
      std::stable_sort(window->plots.begin(), window->plots.end(),
                       [](const PathPiece& a, const PathPiece& b) { return a.track < b.track; });
      for (const Entry& e : entries) {
        if (window->tracks.empty() || window->tracks.back() != e.track) {
          window->tracks.push_back(e.track);
          window->starts.push_back(static_cast<std::uint32_t>(window->pieces.size()));
        }
        const Bucket* bucket = window->buckets[e.bucket].get();
        window->pieces.push_back({bucket, e.begin, e.end, bucket->time[e.begin], bucket->time[e.end - 1]});
      }
      window->starts.push_back(static_cast<std::uint32_t>(window->pieces.size()));
      if (before && before->view == view) {
        window->fixed = before->fixed;
      } else {
        std::map<std::size_t, BucketPtr> lasts;
        for (const TrackInfo& track : tracks) {
          const MotionRules rules = MotionRules::of(track);
          if (!rules.holds || track.count == 0) continue;
          const std::size_t i = bucketIndexAt(*view, track.last);
          if (i >= buckets.size()) continue;
          const auto [last, isNew] = lasts.try_emplace(i);
          if (isNew) last->second = view->bucket(buckets[i].id);
          const Bucket::Run* r = last->second ? last->second->run(track.id) : nullptr;
          if (r == nullptr || r->begin == r->end) continue;
          window->fixed.emplace_back(
              track.id, Segment::make(track, rules, {last->second.get(), r->end - 1, r->begin}, {}));
        }
      }
    }

    lock.lock();
    if (m_view == view && !unchanged) m_window = std::move(window);
    if (complete && m_view == view && m_want == want && m_trail == trail) m_idle = true;
    if (!unchanged || m_idle) {
      m_published.notify_all();
      if (m_ready && !unchanged) {
        const auto ready = m_ready;
        lock.unlock();
        ready();
        lock.lock();
      }
    }
  }
}

void Playhead::ask(UtcTime t, bool isFrame) {
  Want want{t, 0};
  if (isFrame && m_want.at.isValid()) {
    const Micros step = t - m_want.at;
    // A leap of a bucket or more is a seek, whose direction says nothing of what comes next.
    want.step = std::abs(step) < kCellLength ? (step != 0 ? step : m_want.step) : 0;
  }
  if (want == m_want) return;
  m_want = want;
  if (!m_view) return;
  // Most frames need nothing new: the thread sleeps through them.
  const auto order = needed(*m_view, want, m_trail);
  const bool all = m_window && m_window->view == m_view &&
                   std::all_of(order.begin(), order.end(), [&](std::size_t i) { return m_window->holds(i); });
  if (all) return;
  m_idle = false;
  m_wake.notify_all();
}

bool Playhead::states(UtcTime t, std::vector<TrackState>& out) {
  out.clear();
  std::shared_ptr<const Window> window;
  bool complete = true;
  {
    const std::lock_guard lock(m_mutex);
    if (!t.isValid() || !m_view) return true;
    ask(t, true);
    window = m_window;
    complete = window && window->view == m_view;
    const auto must = needed(*m_view, {t, 0}, 0);
    complete =
        complete && std::all_of(must.begin(), must.end(), [&](std::size_t i) { return window->holds(i); });
  }
  if (!window) return false;
  if (window != m_current) adopt(window);

  TrackState state;
  for (Slot& slot : m_slots) {
    if (t.us < slot.from || t.us >= slot.until) resolve(slot, t.us);
    if (slot.segment.at(t.us, state)) out.push_back(state);
  }

  const auto tracks = window->view->tracks();
  const std::size_t moving = out.size();
  for (const auto& [track, segment] : window->fixed) {
    if (tracks[track].first > t) continue;
    const auto end = out.begin() + static_cast<std::ptrdiff_t>(moving);
    const auto it = std::lower_bound(out.begin(), end, track,
                                     [](const TrackState& s, TrackId wanted) { return s.track < wanted; });
    if ((it != end && it->track == track) || !segment.at(t.us, state)) continue;
    if (state.lastSample > t) state.lastSample = tracks[track].first;
    out.push_back(state);
  }
  std::inplace_merge(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(moving), out.end(),
                     [](const TrackState& a, const TrackState& b) { return a.track < b.track; });

  for (const PathPiece& plots : window->plots) {
    const auto first = plots.bucket->time.begin() + plots.begin;
    const auto last = plots.bucket->time.begin() + plots.end;
    const auto from = std::upper_bound(first, last, t.us - kPlotLife) - plots.bucket->time.begin();
    const auto to = std::upper_bound(first, last, t.us) - plots.bucket->time.begin();
    const TrackInfo& track = tracks[plots.track];
    const MotionRules rules = MotionRules::of(track);
    for (auto i = static_cast<std::uint32_t>(from); i < static_cast<std::uint32_t>(to); ++i)
      if ((plots.bucket->flags[i] & kOutlier) == 0 &&
          Segment::make(track, rules, {plots.bucket, i, plots.begin}, {}).at(t.us, state))
        out.push_back(state);
  }
  return complete;
}

void Playhead::adopt(std::shared_ptr<const Window> window) {
  // Segments between two known samples stay true whatever else is decoded: carrying them over keeps the frame
  // that meets a new bucket as cheap as the others.
  const bool keep = m_current && m_current->view == window->view;
  std::vector<Slot> slots(window->tracks.size());
  const auto tracks = window->view->tracks();
  std::size_t old = 0;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const TrackId track = window->tracks[i];
    while (keep && old < m_slots.size() && m_slots[old].track < track) ++old;
    if (keep && old < m_slots.size() && m_slots[old].track == track) {
      slots[i] = m_slots[old];
      if (slots[i].from == kNever || slots[i].until == kForever) slots[i].until = slots[i].from = 0;
    } else {
      slots[i].track = track;
      slots[i].rules = MotionRules::of(tracks[track]);
    }
    slots[i].place = static_cast<std::uint32_t>(i);
  }
  m_slots = std::move(slots);
  m_current = std::move(window);
}

void Playhead::resolve(Slot& slot, std::int64_t t) const {
  const Window& w = *m_current;
  const auto* first = w.pieces.data() + w.starts[slot.place];
  const auto* end = w.pieces.data() + w.starts[slot.place + 1];
  const auto* piece = first;
  while (piece < end && piece->last < t) ++piece;

  const auto upper = [&](const Window::Piece& p) {
    const auto& time = p.bucket->time;
    return static_cast<std::uint32_t>(std::upper_bound(time.begin() + p.begin, time.begin() + p.end, t) -
                                      time.begin());
  };
  SampleRef prev;
  for (const auto* p = piece < end ? piece : end - 1; p >= first && !prev; --p)
    for (std::uint32_t i = upper(*p); i > p->begin && !prev;)
      if ((p->bucket->flags[--i] & kOutlier) == 0) prev = {p->bucket, i, p->begin};
  SampleRef next;
  for (const auto* p = piece; p < end && !next; ++p)
    for (std::uint32_t i = upper(*p); i < p->end && !next; ++i)
      if ((p->bucket->flags[i] & kOutlier) == 0) next = {p->bucket, i, p->begin};

  slot.from = prev ? prev.time() : kNever;
  slot.until = next ? next.time() : kForever;
  slot.segment = Segment::make(w.view->tracks()[slot.track], slot.rules, prev, next);
}

Paths Playhead::paths(TimeRange range) const {
  Paths paths;
  std::shared_ptr<const Window> window;
  {
    const std::lock_guard lock(m_mutex);
    window = m_window;
  }
  if (!window || !range.isValid()) return paths;
  for (std::size_t i = 0; i < window->tracks.size(); ++i) {
    for (std::uint32_t k = window->starts[i]; k < window->starts[i + 1]; ++k) {
      const Window::Piece& p = window->pieces[k];
      if (p.last < range.begin.us || p.first > range.end.us) continue;
      const auto& time = p.bucket->time;
      const auto begin = time.begin() + p.begin;
      const auto end = time.begin() + p.end;
      const auto from =
          static_cast<std::uint32_t>(std::lower_bound(begin, end, range.begin.us) - time.begin());
      const auto to = static_cast<std::uint32_t>(std::upper_bound(begin, end, range.end.us) - time.begin());
      if (from < to) paths.pieces.push_back({window->tracks[i], p.bucket, from, to});
    }
  }
  paths.keep = window;
  return paths;
}

void Playhead::wait(UtcTime t) {
  std::unique_lock lock(m_mutex);
  if (!m_view || !t.isValid()) return;
  ask(t, false);
  m_published.wait(lock, [&] {
    if (!m_view) return true;
    if (!m_window || m_window->view != m_view) return m_view->buckets().empty() && m_idle;
    const auto order = needed(*m_view, m_want, m_trail);
    return std::all_of(order.begin(), order.end(), [&](std::size_t i) { return m_window->holds(i); });
  });
}

}  // namespace sorami
