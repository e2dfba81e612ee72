// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/TrackCache.h"

#include "widgets/scene/Layer.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace sorami {

namespace {

/// Samples that may stay in the cache beyond what the present picture needs: about 130 MB with their buckets.
constexpr std::size_t kMaxSamples = 2'500'000;
/// How far about a time buckets are always looked at: what most tracks need.
constexpr Micros kReach = 3 * kMinute;
/// Beyond that, for the sake of sources that report seldom, only as long as there are no more samples than
/// this.
constexpr std::size_t kFarSamples = 1'000'000;

}  // namespace

struct TrackCache::Private {
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

  // What the last request gave: nothing is merged again while the same buckets are asked for.
  std::vector<ProjectedBucketPtr> activeBuckets;
  const StoreView* activeStore = nullptr;
  ActiveTracksPtr active;

  // How far about a time buckets matter, by recording.
  StoreViewPtr reachStore;
  Micros reach = 0;

  std::jthread worker;

  void run(const std::stop_token& stop);
  Micros reachOf(const StoreViewPtr& store);
  void trim();
};

TrackCache::TrackCache() : d(std::make_unique<Private>()) {
  d->worker = std::jthread([p = d.get()](const std::stop_token& stop) { p->run(stop); });
}

TrackCache::~TrackCache() {
  d->worker.request_stop();
  {
    const std::scoped_lock lock(d->mutex);
    d->wanted.clear();
  }
  d->wake.notify_all();
  d->worker.join();
}

void TrackCache::onUpdated(std::function<void()> updated) {
  const std::scoped_lock lock(d->mutex);
  d->updated = std::move(updated);
}

void TrackCache::Private::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex);
  while (!stop.stop_requested()) {
    if (wanted.empty()) {
      wake.wait(lock, [&] { return stop.stop_requested() || !wanted.empty(); });
      continue;
    }
    const Work work = wanted.back();
    wanted.pop_back();
    if (entries.contains(work.key)) continue;
    building = work.key;
    lock.unlock();
    ProjectedBucketPtr bucket;
    if (BucketPtr decoded = work.store->bucket(work.bucket)) {
      bucket = ProjectedBucket::make(std::move(decoded), *work.projection, work.trailStep);
    }
    lock.lock();
    building = 0;
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

Micros TrackCache::Private::reachOf(const StoreViewPtr& store) {
  if (reachStore == store && reach > 0) return reach;
  reach = kReach;
  for (const TrackInfo& t : store->tracks()) {
    // A few stray samples have no interval worth the name.
    if (t.count >= 5) reach = std::max(reach, MotionRules::of(t).reach());
  }
  reachStore = store;
  return reach;
}

void TrackCache::Private::trim() {
  std::size_t total = 0;
  for (const auto& [key, e] : entries) total += e.bucket ? e.bucket->x.size() : 0;
  while (total > kMaxSamples) {
    const auto oldest = std::min_element(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
      return a.second.lastUse < b.second.lastUse;
    });
    if (oldest->second.lastUse >= lastRequest) break;
    total -= oldest->second.bucket ? oldest->second.bucket->x.size() : 0;
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
  while (begin != end && total > kFarSamples && far(*begin)) total -= (begin++)->count;
  while (begin != end && total > kFarSamples && far(*std::prev(end))) total -= (--end)->count;
  while (end - begin > 200) (far(*begin) ? void(++begin) : void(--end));

  const std::uint64_t use = d->lastRequest = ++d->clock;
  const std::uint64_t projection = keyOf(request.projection->key());
  const auto keyFor = [&](const BucketInfo& b) {
    // A bucket of a growing recording is another one when it has more in it.
    return mixKey({projection, b.id, static_cast<std::uint64_t>(b.range.begin.us),
                   static_cast<std::uint64_t>(b.range.end.us), b.count, b.tracks,
                   static_cast<std::uint64_t>(request.trailStep)});
  };
  const auto workFor = [&](const BucketInfo& b) {
    return Private::Work{keyFor(b), request.store, request.projection, b.id, request.trailStep};
  };

  d->wanted.clear();
  // Least urgent first: what playing on, either way, will need next …
  const auto ahead = [&](auto it) {
    if (!d->entries.contains(keyFor(*it))) {
      d->wanted.push_back(workFor(*it));
    } else {
      d->entries[keyFor(*it)].lastUse = use;
    }
  };
  if (begin != all.begin()) ahead(std::prev(begin));
  if (end != all.end()) ahead(end);
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
    const auto found = d->entries.find(key);
    if (found != d->entries.end()) {
      found->second.lastUse = use;
    } else if (key != d->building) {
      d->wanted.push_back(workFor(*b));
    }
  }
  if (!d->wanted.empty()) d->wake.notify_one();

  const auto isComplete = [&] {
    return std::all_of(begin, end, [&](const BucketInfo& b) { return d->entries.contains(keyFor(b)); });
  };
  bool complete = isComplete();
  if (!complete && patience == kForever) {
    // Another request may have taken the worker's list: ask again until all is made.
    while (!(complete = isComplete())) {
      for (const BucketInfo* b : shown) {
        if (!d->entries.contains(keyFor(*b)) && keyFor(*b) != d->building) d->wanted.push_back(workFor(*b));
      }
      d->wake.notify_one();
      d->made.wait_for(lock, std::chrono::milliseconds(50));
    }
  } else if (!complete && patience.count() > 0) {
    d->made.wait_for(lock, patience, [&] { return complete = isComplete(); });
  }
  if (!complete) d->someoneMissed = true;

  std::vector<ProjectedBucketPtr> buckets;
  for (auto it = begin; it != end; ++it) {
    const auto found = d->entries.find(keyFor(*it));
    if (found != d->entries.end()) {
      found->second.lastUse = use;
      if (found->second.bucket) buckets.push_back(found->second.bucket);
    }
  }
  if (d->active && d->activeStore == request.store.get() && buckets == d->activeBuckets) {
    return {d->active, complete};
  }
  lock.unlock();
  auto active = std::make_shared<const ActiveTracks>(request.store, request.projection, buckets);
  lock.lock();
  d->activeBuckets = std::move(buckets);
  d->activeStore = request.store.get();
  d->active = active;
  return {std::move(active), complete};
}

}  // namespace sorami
