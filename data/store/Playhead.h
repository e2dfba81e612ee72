// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/Motion.h"
#include "data/store/Queries.h"
#include "data/store/StoreView.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace sorami {

/// Follows a cursor through a recording so that no frame ever decodes: a thread of its own keeps the buckets
/// around the cursor decoded and fetches the next in the direction of play. For one user thread (setView,
/// states, paths, wait); the ready callback comes from the playhead's thread.
class Playhead {
 public:
  /// `trail` is how far back paths() shall reach.
  explicit Playhead(Micros trail = 10 * kMinute);
  ~Playhead();
  Playhead(const Playhead&) = delete;
  Playhead& operator=(const Playhead&) = delete;

  /// Shows another recording, or the same one grown: then decoded buckets and the picture are kept until the
  /// new one is ready. Null shows nothing.
  void setView(StoreViewPtr view);
  void setTrail(Micros trail);
  /// Called, from the playhead's thread, when more has become ready for the last instant asked for.
  void setReady(std::function<void()> ready);

  /// The same answer as stateAt(), of what is decoded by now. True when that is all that matters at `t`;
  /// false when the rest is being fetched, and then the ready callback tells.
  bool states(UtcTime t, std::vector<TrackState>& out);
  /// Paths of all tracks within a span, of what is decoded by now.
  Paths paths(TimeRange range) const;
  /// Blocks until states() and paths() are complete at `t`: for film and print, never for the screen.
  void wait(UtcTime t);

 private:
  struct Window;
  struct Loaded {
    BucketPtr bucket;  ///< null: damaged
    std::uint32_t count = 0;
  };
  struct Slot {
    TrackId track = kNoTrack;
    std::uint32_t place = 0;  ///< index of the track in the window
    std::int64_t from = 1;    ///< the segment serves [from, until)
    std::int64_t until = 0;
    MotionRules rules;
    Segment segment;
  };
  struct Want {
    UtcTime at;
    Micros step = 0;  ///< signed time from frame to frame
    bool operator==(const Want&) const = default;
  };

  void run(std::stop_token stop);
  void ask(UtcTime t, bool isFrame);
  /// Indices of buckets that matter at an instant, most urgent first.
  std::vector<std::size_t> needed(const StoreView& view, const Want& want, Micros trail) const;
  void adopt(std::shared_ptr<const Window> window);
  void resolve(Slot& slot, std::int64_t t) const;

  mutable std::mutex m_mutex;
  std::condition_variable_any m_wake;
  std::condition_variable m_published;
  // Guarded by the mutex.
  StoreViewPtr m_view;
  std::shared_ptr<const Window> m_window;
  Want m_want;
  Micros m_trail;
  Micros m_reach = 180 * kSecond;
  bool m_idle = true;
  std::function<void()> m_ready;

  // The playhead's thread only.
  std::map<std::uint32_t, Loaded> m_loaded;

  // The user's thread only.
  std::shared_ptr<const Window> m_current;
  std::vector<Slot> m_slots;

  std::jthread m_thread;  // last: it uses all of the above
};

}  // namespace sorami
