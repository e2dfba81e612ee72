// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/TrackCache.h"

#include "data/core/Threads.h"
#include "data/store/Queries.h"
#include "widgets/scene/Layer.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace sorami {

namespace {

/// Samples that may stay in the cache beyond what the present picture needs: some 50 MB, as one takes about
/// 65 octets with its bucket, its place on the map and its trail.
constexpr std::size_t kMaxSamples = 800'000;
/// How far about a time buckets are always looked at: what tracks need that report every few seconds.
constexpr Micros kLeastReach = 90 * kSecond;
/// What those need that report seldom, and those of a few samples may. Beyond, for the sake of sources that
/// report seldom, only as long as there are not many samples.
constexpr Micros kReach = 3 * kMinute;
/// The next bucket is made when it is so near…
constexpr Micros kSoon = 30 * kSecond;
/// …or so many of the steps away that the last two requests were apart: two seconds of play.
constexpr Micros kStepsAhead = 120;

std::uint64_t keyOfBucket(const ProjectionPtr& projection, const BucketInfo& b, Micros trailStep) {
  // A bucket of a growing recording is another one when it has more in it.
  return mixKey({keyOf(projection->key()), b.id, static_cast<std::uint64_t>(b.range.begin.us),
                 static_cast<std::uint64_t>(b.range.end.us), b.count, b.tracks,
                 static_cast<std::uint64_t>(trailStep)});
}

/// Ids of tracks that a bucket does not hold on the side of an instant that is asked for.
std::vector<TrackId> withoutSample(const StoreView& store, const Bucket* bucket,
                                   const std::vector<TrackId>& ids, UtcTime at, bool before) {
  std::vector<TrackId> missing;
  for (const TrackId id : ids) {
    if (!before && store.tracks()[id].last <= at) continue;
    const Bucket::Run* run = bucket ? bucket->run(id) : nullptr;
    const bool has = run && (before ? bucket->time[run->begin] <= at.us : bucket->time[run->end - 1] > at.us);
    if (!has) missing.push_back(id);
  }
  return missing;
}

}  // namespace

struct TrackCache::Private {
  explicit Private(std::size_t many) : manySamples(many) {}

  struct Work {
    std::uint64_t key = 0;
    StoreViewPtr store;
    ProjectionPtr projection;
    std::uint32_t bucket = 0;
    Micros trailStep = 0;
  };
  struct Entry {
    ProjectedBucketPtr bucket;  ///< null: the recording is damaged there
    std::uint64_t lastUse = 0;
  };

  const std::size_t manySamples;
  std::mutex mutex;
  std::condition_variable wake;
  std::condition_variable made;
  std::vector<Work> wanted;  ///< the most urgent last; replaced by every request
  std::unordered_map<std::uint64_t, Entry> entries;
  std::uint64_t building = 0;  ///< key the worker has in hand
  std::uint64_t clock = 0;
  std::uint64_t lastRequest = 0;  ///< what was used since then stays, however large
  std::function<void()> updated;
  bool someoneMissed = false;
  UtcTime lastTime;  ///< that was asked for
  Micros step = 0;   ///< to it from the one before

  // What the last request gave: nothing is merged again while the same buckets are asked for.
  std::vector<ProjectedBucketPtr> activeBuckets;
  const StoreView* activeStore = nullptr;
  ActiveTracksPtr active;

  // A look at one instant, for a jump to where nothing is decoded: it takes a fraction of the time.
  struct Glimpse {
    StoreViewPtr store;
    ProjectionPtr projection;
    UtcTime time;
    Micros trailStep = 0;
    ActiveTracksPtr tracks;
    bool isOf(const Request& r) const {
      return store == r.store && projection == r.projection && time == r.time && trailStep == r.trailStep;
    }
  };
  std::condition_variable glimpsed;
  bool glimpses = false;     ///< `wantedGlimpse` waits or is being made
  bool hasGivenWay = false;  ///< a glimpse was made since the last bucket
  Glimpse wantedGlimpse;
  Glimpse glimpse;

  // How far about a time buckets matter, by recording.
  StoreViewPtr reachStore;
  Micros reach = 0;

  std::jthread worker;
  std::jthread glimpser;

  void run(const std::stop_token& stop);
  void runGlimpses(const std::stop_token& stop);
  ActiveTracksPtr look(const Glimpse& wanted);
  ProjectedBucketPtr known(const Glimpse& wanted, const BucketInfo& info);
  Micros reachOf(const StoreViewPtr& store);
  void trim();
  /// Whether a bucket is there, with more than its trails or not.
  bool has(std::uint64_t key, bool wholly) const {
    const auto found = entries.find(key);
    if (found == entries.end()) return false;
    return !wholly || !found->second.bucket || !found->second.bucket->isTrailsOnly();
  }
};

TrackCache::TrackCache(std::size_t manySamples) : d(std::make_unique<Private>(manySamples)) {
  d->worker = std::jthread([p = d.get()](const std::stop_token& stop) { p->run(stop); });
  d->glimpser = std::jthread([p = d.get()](const std::stop_token& stop) { p->runGlimpses(stop); });
}

TrackCache::~TrackCache() {
  d->worker.request_stop();
  d->glimpser.request_stop();
  {
    const std::scoped_lock lock(d->mutex);
    d->wanted.clear();
  }
  d->wake.notify_all();
  d->glimpsed.notify_all();
  d->worker.join();
  d->glimpser.join();
}

void TrackCache::onUpdated(std::function<void()> updated) {
  const std::scoped_lock lock(d->mutex);
  d->updated = std::move(updated);
}

void TrackCache::Private::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex);
  while (!stop.stop_requested()) {
    // A glimpse is waited for; what takes longer begins after it. But only once: while a recording plays,
    // each frame that is still without its buckets asks for a glimpse of another instant.
    const auto mayWork = [&] { return !wanted.empty() && (!glimpses || hasGivenWay); };
    if (!mayWork()) {
      wake.wait(lock, [&] { return stop.stop_requested() || mayWork(); });
      continue;
    }
    const Work work = wanted.back();
    wanted.pop_back();
    if (has(work.key, true)) continue;
    building = work.key;
    lock.unlock();
    ProjectedBucketPtr bucket;
    if (BucketPtr decoded = work.store->bucket(work.bucket)) {
      bucket = ProjectedBucket::make(std::move(decoded), *work.projection, work.trailStep);
    }
    // Frames go first: what is made here is for one of the next, and on two processors it would take the
    // place of one that draws. Threads begun from this one are the same. But the first is what the window
    // waits for.
    lowerThreadPriority(GiveWay::Somewhat);
    lock.lock();
    building = 0;
    hasGivenWay = false;
    entries[work.key] = {bucket, ++clock};
    trim();
    const bool tell = someoneMissed && updated;
    someoneMissed = false;
    const auto callback = updated;
    lock.unlock();
    made.notify_all();
    if (tell) callback();
    lock.lock();
  }
}

void TrackCache::Private::runGlimpses(const std::stop_token& stop) {
  std::unique_lock lock(mutex);
  while (!stop.stop_requested()) {
    if (!glimpses) {
      glimpsed.wait(lock, [&] { return stop.stop_requested() || glimpses; });
      continue;
    }
    Glimpse next = wantedGlimpse;
    lock.unlock();
    next.tracks = look(next);
    lock.lock();
    // The newest wins; one that was asked for meanwhile is next.
    glimpses = wantedGlimpse.time != next.time || wantedGlimpse.store != next.store ||
               wantedGlimpse.projection != next.projection;
    glimpse = std::move(next);
    if (!glimpses) wantedGlimpse = {};
    hasGivenWay = true;
    wake.notify_one();
    made.notify_all();
  }
}

/// A bucket that has been made already.
ProjectedBucketPtr TrackCache::Private::known(const Glimpse& at, const BucketInfo& info) {
  const std::scoped_lock lock(mutex);
  const auto found = entries.find(keyOfBucket(at.projection, info, at.trailStep));
  if (found == entries.end() || !found->second.bucket) return nullptr;
  return found->second.bucket->isTrailsOnly() ? nullptr : found->second.bucket;
}

ActiveTracksPtr TrackCache::Private::look(const Glimpse& at) {
  const StoreView& store = *at.store;
  const auto all = store.buckets();
  std::vector<ProjectedBucketPtr> parts;
  if (!all.empty()) {
    std::vector<TrackId> ids;
    store.tracksAt(at.time, ids);
    std::sort(ids.begin(), ids.end());
    BucketFilter filter;
    filter.span = {at.time, at.time};
    filter.columns = kAltitudeColumns | kMotionColumns;
    if (std::any_of(ids.begin(), ids.end(), [&](TrackId id) { return store.tracks()[id].isPlots; })) {
      filter.span.begin = at.time - kPlotLife;
    }
    const auto part = [&](std::size_t index, const std::vector<TrackId>* tracks) -> ProjectedBucketPtr {
      if (ProjectedBucketPtr there = known(at, all[index])) return there;
      filter.tracks = tracks;
      BucketPtr some = store.bucketPart(all[index].id, filter);
      return some ? ProjectedBucket::makeGlimpse(std::move(some), *at.projection, at.time) : nullptr;
    };
    const std::size_t home = std::min(bucketIndexAt(store, at.time), all.size() - 1);
    const ProjectedBucketPtr middle = part(home, nullptr);
    const Bucket* bucket = middle ? middle->bucket.get() : nullptr;
    // Buckets beside it are asked only for what it does not tell.
    if (home > 0 && all[home - 1].range.end >= at.time - kReach) {
      const auto missing = withoutSample(store, bucket, ids, at.time, true);
      if (!missing.empty()) parts.push_back(part(home - 1, &missing));
    }
    parts.push_back(middle);
    if (home + 1 < all.size() && all[home + 1].range.begin <= at.time + kReach) {
      const auto missing = withoutSample(store, bucket, ids, at.time, false);
      if (!missing.empty()) parts.push_back(part(home + 1, &missing));
    }
    std::erase(parts, nullptr);
  }
  return std::make_shared<const ActiveTracks>(at.store, at.projection, std::move(parts));
}

Micros TrackCache::Private::reachOf(const StoreViewPtr& store) {
  if (reachStore == store && reach > 0) return reach;
  reach = kLeastReach;
  for (const TrackInfo& t : store->tracks()) {
    const Micros own = MotionRules::of(t).reach();
    // A few stray samples have no interval worth the name.
    reach = std::max(reach, t.count >= 5 ? own : std::min(own, kReach));
  }
  reachStore = store;
  return reach;
}

void TrackCache::Private::trim() {
  // Four dots take about what a sample takes.
  const auto samplesOf = [](const Entry& e) {
    return !e.bucket ? 0 : e.bucket->isTrailsOnly() ? e.bucket->dots->size() / 4 : e.bucket->x.size();
  };
  std::size_t total = 0;
  for (const auto& [key, e] : entries) total += samplesOf(e);
  while (total > kMaxSamples) {
    const auto oldest = std::min_element(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
      return a.second.lastUse < b.second.lastUse;
    });
    if (oldest->second.lastUse >= lastRequest) break;
    total -= samplesOf(oldest->second);
    entries.erase(oldest);
  }
}

TrackCache::Answer TrackCache::tracksAt(const Request& request, std::chrono::milliseconds patience) {
  std::unique_lock lock(d->mutex);
  const Micros reach = d->reachOf(request.store);
  const auto all = request.store->buckets();
  const UtcTime first = request.time - std::max(reach, request.trailLength);
  const UtcTime last = request.time + reach;
  auto begin =
      std::partition_point(all.begin(), all.end(), [&](const BucketInfo& b) { return b.range.end < first; });
  auto end =
      std::partition_point(begin, all.end(), [&](const BucketInfo& b) { return b.range.begin <= last; });
  // The same for the same time, whatever was asked before: pictures must not depend on the way to them.
  const auto far = [&](const BucketInfo& b) {
    return b.range.end < request.time - std::max(kReach, request.trailLength) ||
           b.range.begin > request.time + kReach;
  };
  std::size_t total = 0;
  for (auto it = begin; it != end; ++it) total += it->count;
  while (begin != end && total > d->manySamples && far(*begin)) total -= (begin++)->count;
  while (begin != end && total > d->manySamples && far(*std::prev(end))) total -= (--end)->count;
  while (end - begin > 200) (far(*begin) ? void(++begin) : void(--end));

  const bool thrifty = request.plainTrails && total > d->manySamples;
  const auto isWhole = [&](const BucketInfo& b, Micros early = 0) {
    return !thrifty || b.range.end >= request.time - std::max(reach, kReach) - early;
  };

  const std::uint64_t use = d->lastRequest = ++d->clock;
  const auto keyFor = [&](const BucketInfo& b) {
    return keyOfBucket(request.projection, b, request.trailStep);
  };
  const auto isThere = [&](const BucketInfo& b) { return d->has(keyFor(b), isWhole(b)); };
  const auto workFor = [&](const BucketInfo& b) {
    return Private::Work{keyFor(b), request.store, request.projection, b.id, request.trailStep};
  };

  d->wanted.clear();
  if (request.time != d->lastTime) {
    d->step = d->lastTime.isValid() ? request.time - d->lastTime : 0;
    d->lastTime = request.time;
  }
  const bool isBackwards = d->step < 0;
  const Micros soon = std::max(kSoon, std::min(std::abs(d->step), kMinute) * kStepsAhead);
  // Least urgent first: what playing on will need next …
  const auto ahead = [&](auto it) {
    if (!isThere(*it)) {
      d->wanted.push_back(workFor(*it));
    } else {
      d->entries[keyFor(*it)].lastUse = use;
    }
  };
  if (isBackwards) {
    // What is a trail now is what tracks stand on next.
    for (auto it = begin; it != end; ++it) {
      if (!isWhole(*it) && isWhole(*it, soon) && !d->has(keyFor(*it), true))
        d->wanted.push_back(workFor(*it));
    }
    if (begin != all.begin() && std::prev(begin)->range.end > first - soon) ahead(std::prev(begin));
  } else if (end != all.end() && end->range.begin < last + soon) {
    ahead(end);
  }
  // … then what is shown, farthest in time first.
  std::vector<const BucketInfo*> shown;
  for (auto it = begin; it != end; ++it) shown.push_back(&*it);
  const auto distance = [&](const BucketInfo* b) {
    if (b->range.contains(request.time)) return Micros{0};
    return b->range.begin > request.time ? b->range.begin - request.time : request.time - b->range.end;
  };
  std::sort(shown.begin(), shown.end(),
            [&](const BucketInfo* a, const BucketInfo* b) { return distance(a) > distance(b); });
  for (const BucketInfo* b : shown) {
    const std::uint64_t key = keyFor(*b);
    if (isThere(*b)) {
      Private::Entry& entry = d->entries[key];
      entry.lastUse = use;
      if (!isBackwards && !isWhole(*b) && entry.bucket && !entry.bucket->isTrailsOnly())
        entry.bucket = entry.bucket->trailsOnly();
    } else if (key != d->building) {
      d->wanted.push_back(workFor(*b));
    }
  }

  const auto isComplete = [&] { return std::all_of(begin, end, isThere); };
  bool complete = isComplete();
  if (!d->wanted.empty() && (complete || patience == kForever || patience.count() == 0 || !request.glimpse)) {
    d->wake.notify_one();
  }
  if (!complete && patience == kForever) {
    // Another request may have taken the worker's list: ask again until all is made.
    while (!(complete = isComplete())) {
      for (const BucketInfo* b : shown) {
        if (!isThere(*b) && keyFor(*b) != d->building) d->wanted.push_back(workFor(*b));
      }
      d->wake.notify_one();
      d->made.wait_for(lock, std::chrono::milliseconds(50));
    }
  } else if (!complete && patience.count() > 0) {
    const bool isNearMissing = std::any_of(begin, end, [&](const BucketInfo& b) {
      return b.range.end >= request.time - kReach && b.range.begin <= request.time + kReach && !isThere(b);
    });
    const bool glimpses = request.glimpse && isNearMissing;
    if (glimpses && !d->glimpse.isOf(request)) {
      d->wantedGlimpse = {request.store, request.projection, request.time, request.trailStep, nullptr};
      d->glimpses = true;
      d->glimpsed.notify_one();
    } else if (!d->wanted.empty()) {
      d->wake.notify_one();
    }
    d->made.wait_for(lock, patience,
                     [&] { return (complete = isComplete()) || (glimpses && d->glimpse.isOf(request)); });
    if (!complete && glimpses && d->glimpse.isOf(request)) {
      d->someoneMissed = true;
      return {d->glimpse.tracks, false};
    }
  } else if (!complete && request.glimpse && d->glimpse.isOf(request)) {
    d->someoneMissed = true;
    return {d->glimpse.tracks, false};
  }
  if (complete || d->glimpse.store != request.store) d->glimpse = {};
  if (!complete) d->someoneMissed = true;

  std::vector<ProjectedBucketPtr> buckets;
  for (auto it = begin; it != end; ++it) {
    const auto found = d->entries.find(keyFor(*it));
    if (found == d->entries.end()) continue;
    found->second.lastUse = use;
    if (found->second.bucket) buckets.push_back(found->second.bucket);
  }
  if (d->active && d->activeStore == request.store.get() && buckets == d->activeBuckets) {
    return {d->active, complete};
  }
  const ActiveTracksPtr before = d->active;
  lock.unlock();
  auto active =
      std::make_shared<const ActiveTracks>(request.store, request.projection, buckets, before.get());
  lock.lock();
  d->activeBuckets = std::move(buckets);
  d->activeStore = request.store.get();
  d->active = active;
  return {std::move(active), complete};
}

}  // namespace sorami
