// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/TrackCache.h"

#include "data/core/Threads.h"
#include "data/store/Queries.h"
#include "widgets/scene/Layer.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <utility>

namespace sorami {

namespace {

/// Samples that may stay in the cache beyond what the present picture needs: some 50 MB, as one takes about
/// 65 octets with its bucket, its place on the map and its trail.
constexpr std::size_t kMaxSamples = 800'000;
/// What tracks need about a time that report seldom, and those of a few samples may. Beyond, for the sake of
/// sources that report seldom, only as long as there are not many samples.
constexpr Micros kReach = 3 * kMinute;
/// The next bucket is made when it is so near…
constexpr Micros kSoon = 30 * kSecond;
/// …or so many of the steps away that the last two requests were apart: two seconds of play.
constexpr Micros kStepsAhead = 120;
/// Most tracks have reported again after this time and stand on samples of the next bucket.
constexpr Micros kStanding = 20 * kSecond;
/// Requests farther apart than this are jumps; nearer ones are a recording that plays, at up to 7 200x.
constexpr Micros kLongestStep = 2 * kMinute;
/// Buckets that tracks in use may have more than what is asked for.
constexpr std::size_t kMostSpare = 3;

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

  /// A bucket, and how much of it.
  struct Part {
    std::uint64_t key = 0;
    const BucketInfo* info = nullptr;
    BucketForm form = BucketForm::Whole;
  };
  /// What a request needs, by time, and what playing on will need next.
  struct Plan {
    StoreViewPtr store;
    ProjectionPtr projection;
    UtcTime time;
    Micros trailStep = 0;
    bool isThrifty = false;
    int direction = 0;  ///< of play: 1, -1, or 0 for a jump
    Micros near = 0;    ///< beyond it trails are enough
    Micros soon = 0;    ///< how far play goes until what is begun now is there
    std::vector<Part> parts;
    std::optional<Part> next;  ///< after the last or before the first of them
    /// Whether a bucket's samples have been passed, so that its ends suffice from now on.
    bool isBehind(const BucketInfo& b) const {
      return direction > 0 ? b.range.end < time - kStanding
                           : direction < 0 && b.range.begin > time + kStanding;
    }
    bool isAhead(const BucketInfo& b) const {
      return direction > 0 ? b.range.begin > time : direction < 0 && b.range.end < time;
    }
  };
  struct Work {
    StoreViewPtr store;
    ProjectionPtr projection;
    Micros trailStep = 0;
    Part part;
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
  bool isDue = false;          ///< takeNext() has something to do
  std::uint64_t clock = 0;
  std::uint64_t lastRequest = 0;  ///< what was used since then stays, however large
  std::function<void()> updated;
  bool someoneMissed = false;
  UtcTime lastTime;  ///< that was asked for
  Micros step = 0;   ///< to it from the one before

  // What is in use: nothing is merged again while it has what is asked for.
  std::vector<std::uint64_t> activeKeys;  ///< of its buckets
  const StoreView* activeStore = nullptr;
  ActiveTracksPtr active;
  Plan plan;  ///< the last request

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
  Plan planOf(const Request& request);
  void findWanted(std::uint64_t use);
  std::vector<std::uint64_t> pick(const std::vector<Part>& parts, std::vector<ProjectedBucketPtr>& buckets);
  void takeNext(std::unique_lock<std::mutex>& lock);
  /// Whether as much of a bucket is there.
  bool has(const Part& part) const {
    const auto found = entries.find(part.key);
    return found != entries.end() && (!found->second.bucket || found->second.bucket->form >= part.form);
  }
  bool isDamaged(const Part& part) const {
    const auto found = entries.find(part.key);
    return found != entries.end() && !found->second.bucket;
  }
  bool hasAll() const {
    return std::all_of(plan.parts.begin(), plan.parts.end(), [&](const Part& p) { return has(p); });
  }
  /// Whether the tracks in use have samples that nothing stands on any more.
  bool hasPassed() const {
    return plan.isThrifty && std::any_of(plan.parts.begin(), plan.parts.end(), [&](const Part& part) {
             const auto above = static_cast<BucketForm>(static_cast<int>(part.form) + 1);
             return plan.isBehind(*part.info) && !isDamaged(part) && isActive({part.key, part.info, above});
           });
  }
  /// Whether the tracks in use are of the same recording when it held less, and so can stand in for a moment.
  bool hasGrown() const {
    return active && activeStore != plan.store.get() && isSameRecording(active->store(), *plan.store) &&
           active->projection() == plan.projection;
  }
  /// Whether the tracks in use have as much of a bucket, or it is damaged.
  bool isActive(const Part& part) const {
    if (isDamaged(part)) return true;
    const auto at = std::find(activeKeys.begin(), activeKeys.end(), part.key);
    return at != activeKeys.end() &&
           active->buckets()[static_cast<std::size_t>(at - activeKeys.begin())]->form >= part.form;
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
    const auto mayWork = [&] { return isDue || (!wanted.empty() && (!glimpses || hasGivenWay)); };
    if (!mayWork()) {
      wake.wait(lock, [&] { return stop.stop_requested() || mayWork(); });
      continue;
    }
    if (std::exchange(isDue, false)) {
      takeNext(lock);
      continue;
    }
    const Work work = wanted.back();
    wanted.pop_back();
    if (has(work.part)) continue;
    building = work.part.key;
    lock.unlock();
    ProjectedBucketPtr bucket;
    // Trails are made of places: the other columns need not be decoded.
    const bool isBare = work.part.form == BucketForm::Trails;
    if (BucketPtr decoded = isBare ? work.store->bucketPart(work.part.info->id, {.columns = kPlaceColumns})
                                   : work.store->bucket(work.part.info->id)) {
      bucket = ProjectedBucket::make(std::move(decoded), *work.projection, work.trailStep);
      if (work.part.form < BucketForm::Whole) bucket = bucket->reduced(work.part.form, work.store->tracks());
    }
    // Frames go first: what is made here is for one of the next, and on two processors it would take the
    // place of one that draws. Threads begun from this one are the same. But the first is what the window
    // waits for.
    lowerThreadPriority(GiveWay::Much);
    lock.lock();
    building = 0;
    hasGivenWay = false;
    entries[work.part.key] = {bucket, ++clock};
    bucket.reset();
    trim();
    takeNext(lock);
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
  return found->second.bucket->form == BucketForm::Whole ? found->second.bucket : nullptr;
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
    return !e.bucket                             ? 0
           : e.bucket->form == BucketForm::Whole ? e.bucket->x.size()
                                                 : e.bucket->x.size() + e.bucket->dots->size() / 4;
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

TrackCache::Private::Plan TrackCache::Private::planOf(const Request& request) {
  const Micros farthest = reachOf(request.store);
  const auto all = request.store->buckets();
  const UtcTime first = request.time - std::max(farthest, request.trailLength);
  const UtcTime last = request.time + farthest;
  auto begin =
      std::partition_point(all.begin(), all.end(), [&](const BucketInfo& b) { return b.range.end < first; });
  auto end =
      std::partition_point(begin, all.end(), [&](const BucketInfo& b) { return b.range.begin <= last; });
  // The same for the same time, whatever was asked before: pictures must not depend on the way to them.
  const auto isFar = [&](const BucketInfo& b) {
    return b.range.end < request.time - std::max(kReach, request.trailLength) ||
           b.range.begin > request.time + kReach;
  };
  const std::size_t most = 4 * manySamples;
  std::size_t total = 0;
  for (auto it = begin; it != end; ++it) total += it->count;
  while (begin != end && total > most && isFar(*begin)) total -= (begin++)->count;
  while (begin != end && total > most && isFar(*std::prev(end))) total -= (--end)->count;
  while (end - begin > 200) (isFar(*begin) ? void(++begin) : void(--end));

  Plan next{.store = request.store,
            .projection = request.projection,
            .time = request.time,
            .trailStep = request.trailStep,
            .near = std::max(farthest, kReach)};
  next.isThrifty = request.plainTrails && total > manySamples;
  if (request.time != lastTime) {
    step = lastTime.isValid() ? request.time - lastTime : 0;
    lastTime = request.time;
  }
  if (step != 0 && std::abs(step) <= kLongestStep) next.direction = step > 0 ? 1 : -1;
  const auto partOf = [&](const BucketInfo& b) {
    Part part{keyOfBucket(request.projection, b, request.trailStep), &b, BucketForm::Whole};
    if (next.isThrifty && !b.range.contains(request.time)) {
      part.form = b.range.end < request.time - next.near ? BucketForm::Trails : BucketForm::Ends;
    }
    return part;
  };
  for (auto it = begin; it != end; ++it) next.parts.push_back(partOf(*it));
  const Micros soon = std::max(kSoon, std::min(std::abs(step), kMinute) * kStepsAhead);
  next.soon = soon;
  if (step < 0) {
    if (begin != all.begin() && std::prev(begin)->range.end > first - soon) {
      next.next = partOf(*std::prev(begin));
      if (next.next->info->range.end >= request.time - soon) next.next->form = BucketForm::Whole;
    }
  } else if (end != all.end() && end->range.begin < last + soon) {
    next.next = partOf(*end);
    next.next->form = BucketForm::Whole;
  }
  return next;
}

/// Lists what is not there, the most urgent last, and marks what is as used.
void TrackCache::Private::findWanted(std::uint64_t use) {
  wanted.clear();
  const auto want = [&](const Part& part) {
    if (part.key != building) wanted.push_back({plan.store, plan.projection, plan.trailStep, part});
  };
  const auto touch = [&](const Part& part) {
    if (const auto found = entries.find(part.key); found != entries.end()) found->second.lastUse = use;
  };
  // What playing on will need next …
  if (plan.next) {
    touch(*plan.next);
    if (!has(*plan.next)) want(*plan.next);
  }
  // … then what tracks will soon stand on …
  const auto distance = [&](const BucketInfo& b) {
    if (b.range.contains(plan.time)) return Micros{0};
    return b.range.begin > plan.time ? b.range.begin - plan.time : plan.time - b.range.end;
  };
  std::vector<const Part*> shown;
  for (const Part& part : plan.parts) shown.push_back(&part);
  std::sort(shown.begin(), shown.end(),
            [&](const Part* a, const Part* b) { return distance(*a->info) > distance(*b->info); });
  const auto wholly = [&](const Part& part) {
    // Before its ends are needed, so that it is not made anew for those alone.
    const bool willStand = plan.isAhead(*part.info) && distance(*part.info) <= plan.near + plan.soon;
    return willStand ? Part{part.key, part.info, BucketForm::Whole} : part;
  };
  for (const Part* part : shown) {
    touch(*part);
    if (has(*part) && !has(wholly(*part))) want(wholly(*part));
  }
  // … then what is shown, farthest in time first.
  for (const Part* part : shown)
    if (!has(*part)) want(wholly(*part));
}

/// Buckets of parts, where they are there, and their keys.
std::vector<std::uint64_t> TrackCache::Private::pick(const std::vector<Part>& parts,
                                                     std::vector<ProjectedBucketPtr>& buckets) {
  std::vector<std::uint64_t> keys;
  for (const Part& part : parts) {
    const auto found = entries.find(part.key);
    if (found == entries.end() || !found->second.bucket) continue;
    keys.push_back(part.key);
    buckets.push_back(found->second.bucket);
  }
  return keys;
}

/// While a recording plays: makes the tracks that the next frames will need as soon as their bucket is there,
/// so that no frame waits for that, and lets go of the samples of what has been passed. While it is written
/// too: those of what has come since.
void TrackCache::Private::takeNext(std::unique_lock<std::mutex>& lock) {
  if (plan.direction == 0 || !active || !hasAll()) return;
  if (activeStore != plan.store.get() && !hasGrown()) return;
  std::vector<Part> parts = plan.parts;
  if (plan.next && has(*plan.next))
    parts.insert(plan.direction > 0 ? parts.end() : parts.begin(), *plan.next);
  const bool isNews = hasGrown() || std::any_of(parts.begin(), parts.end(), [&](const Part& part) {
                        return !isActive(part) ||
                               (plan.isAhead(*part.info) && has({part.key, part.info, BucketForm::Whole}) &&
                                !isActive({part.key, part.info, BucketForm::Whole}));
                      });
  if (!isNews && !hasPassed()) return;
  const Plan of = plan;
  std::vector<ProjectedBucketPtr> buckets;
  std::vector<std::uint64_t> keys = pick(parts, buckets);
  const ActiveTracksPtr before = active;
  lock.unlock();
  std::vector<std::uint64_t> reduced;
  for (std::size_t i = 0; of.isThrifty && i < parts.size(); ++i) {
    const Part& part = parts[i];
    if (!of.isBehind(*part.info)) continue;
    const auto at = std::find(keys.begin(), keys.end(), part.key);
    if (at == keys.end()) continue;
    ProjectedBucketPtr& bucket = buckets[static_cast<std::size_t>(at - keys.begin())];
    if (bucket->form <= part.form) continue;
    bucket = bucket->reduced(part.form, of.store->tracks());
    reduced.push_back(part.key);
  }
  auto next = std::make_shared<const ActiveTracks>(of.store, of.projection, buckets, before.get());
  lock.lock();
  // Somebody looked elsewhere meanwhile.
  if (plan.store != of.store || plan.projection != of.projection || active != before) return;
  for (const std::uint64_t key : reduced) {
    const auto at = static_cast<std::size_t>(std::find(keys.begin(), keys.end(), key) - keys.begin());
    if (const auto found = entries.find(key); found != entries.end()) found->second.bucket = buckets[at];
  }
  releaseLater(std::exchange(active, std::move(next)));
  activeStore = of.store.get();
  activeKeys = std::move(keys);
}

TrackCache::Answer TrackCache::tracksAt(const Request& request, std::chrono::milliseconds patience) {
  std::unique_lock lock(d->mutex);
  const std::uint64_t use = d->lastRequest = ++d->clock;
  const Private::Plan plan = d->planOf(request);
  d->plan = plan;
  d->findWanted(use);
  const auto isThere = [&] {
    return std::all_of(plan.parts.begin(), plan.parts.end(),
                       [&](const Private::Part& part) { return d->has(part); });
  };

  bool complete = isThere();
  if (plan.direction != 0 && patience.count() > 0 && patience != kForever && d->hasGrown()) {
    // More has come to a recording that is written: frames go on with what they have until the worker has
    // made what is new of it.
    d->isDue = complete;
    d->someoneMissed = true;
    d->wake.notify_one();
    return {d->active, false};
  }
  if (complete && plan.direction != 0 &&
      ((plan.next && d->has(*plan.next) && !d->isActive(*plan.next)) || d->hasPassed())) {
    d->isDue = true;
    d->wake.notify_one();
  }
  if (!d->wanted.empty() && (complete || patience == kForever || patience.count() == 0 || !request.glimpse)) {
    d->wake.notify_one();
  }
  if (!complete && patience == kForever) {
    // Another request may have taken the worker's list: ask again until all is made.
    while (!(complete = isThere())) {
      for (const Private::Part& part : plan.parts) {
        if (!d->has(part) && part.key != d->building)
          d->wanted.push_back({request.store, request.projection, request.trailStep, part});
      }
      d->wake.notify_one();
      d->made.wait_for(lock, std::chrono::milliseconds(50));
    }
  } else if (!complete && patience.count() > 0) {
    const bool isNearMissing = std::any_of(plan.parts.begin(), plan.parts.end(), [&](const Private::Part& p) {
      return p.info->range.end >= request.time - kReach && p.info->range.begin <= request.time + kReach &&
             !d->has(p);
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
                     [&] { return (complete = isThere()) || (glimpses && d->glimpse.isOf(request)); });
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

  const bool isSame = d->active && d->activeStore == request.store.get();
  if (isSame && d->activeKeys.size() <= plan.parts.size() + kMostSpare &&
      std::all_of(plan.parts.begin(), plan.parts.end(),
                  [&](const Private::Part& part) { return d->isActive(part) || !d->has(part); })) {
    return {d->active, complete};
  }
  std::vector<ProjectedBucketPtr> buckets;
  std::vector<std::uint64_t> keys = d->pick(plan.parts, buckets);
  const ActiveTracksPtr before = d->active;
  lock.unlock();
  auto active = std::make_shared<const ActiveTracks>(request.store, request.projection, std::move(buckets),
                                                     before.get());
  lock.lock();
  d->activeKeys = std::move(keys);
  d->activeStore = request.store.get();
  releaseLater(std::exchange(d->active, active));
  return {std::move(active), complete};
}

}  // namespace sorami
