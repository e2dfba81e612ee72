// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/StoryLayer.h"

#include "data/core/Translate.h"
#include "widgets/scene/layers/StoryPicture.h"
#include "widgets/scene/layers/TrackCache.h"
#include "widgets/scene/layers/TrackPicture.h"

#include <algorithm>
#include <mutex>

namespace sorami {

struct StoryLayer::Shared {
  std::shared_ptr<TrackCache> cache;
  std::mutex mutex;
  FramePtr frame;  ///< that `picture` was made for; null: it is to be made anew
  std::shared_ptr<const FrameStory> story;
  std::shared_ptr<const StoryPicture> picture;

  std::shared_ptr<const StoryPicture> pictureOf(const FramePtr& of) {
    const std::scoped_lock lock(mutex);
    if (frame == of && picture) return picture;
    ActiveTracksPtr tracks;
    bool isComplete = true;
    const bool asks = std::any_of(of->story->callouts.begin(), of->story->callouts.end(),
                                  [](const FrameStory::Callout& c) { return c.track != kNoTrack; });
    if (asks && of->store && of->projection && of->time.isValid() && cache) {
      // The same request as the tracks' own: it is answered from what they have just been given.
      const auto answer =
          cache->tracksAt(TrackPainter::requestOf(*of),
                          of->interactive ? std::chrono::milliseconds(0) : TrackCache::kForever);
      tracks = answer.tracks;
      isComplete = answer.complete;
    }
    const auto place = [&](TrackId track) -> std::optional<PixelPoint> {
      if (!tracks) return std::nullopt;
      const auto all = tracks->tracks();
      const auto found = std::lower_bound(all.begin(), all.end(), track);
      if (found == all.end() || *found != track) return std::nullopt;
      const auto row = static_cast<std::size_t>(found - all.begin());
      const MapSegment segment = tracks->segmentAt(row, of->time.us, of->asKnown);
      TrackPlace at;
      if (segment.kind == MapSegment::Kind::None || !tracks->placeAt(segment, of->time.us, &at)) {
        return std::nullopt;
      }
      return of->view.toPixel({at.x, at.y});
    };
    picture = std::make_shared<const StoryPicture>(layoutStory(*of, place));
    // What was still being decoded is asked for again when the same frame is drawn anew.
    frame = isComplete ? of : nullptr;
    story = of->story;
    return picture;
  }
};

StoryLayer::StoryLayer(std::shared_ptr<TrackCache> cache) : d(std::make_shared<Shared>()) {
  d->cache = std::move(cache);
}

StoryLayer::~StoryLayer() = default;

QString StoryLayer::title() const {
  return sorami::tr("Call-outs and words");
}

std::uint64_t StoryLayer::key(const Frame& frame) const {
  return mixKey({reinterpret_cast<std::uintptr_t>(frame.story.get()),
                 static_cast<std::uint64_t>(frame.time.us),
                 reinterpret_cast<std::uintptr_t>(frame.theme.get()),
                 reinterpret_cast<std::uintptr_t>(frame.store.get())});
}

Layer::Job StoryLayer::prepare(const FramePtr& frame) {
  if (!frame->story || !frame->theme) return {};
  return [shared = d, frame](Canvas& canvas, const std::stop_token&) {
    shared->pictureOf(frame)->draw(canvas, *frame);
  };
}

Pick StoryLayer::pick(const Frame& frame, QPointF at) const {
  const std::scoped_lock lock(d->mutex);
  if (!d->picture || !frame.story || d->story != frame.story) return {};
  const PixelPoint p{static_cast<float>(at.x()), static_cast<float>(at.y())};
  for (std::size_t i = d->picture->callouts.size(); i-- > 0;) {
    const auto& [index, box] = d->picture->callouts[i];
    if (!box.contains(p)) continue;
    Pick pick;
    pick.kind = Pick::Kind::Callout;
    pick.callout = index;
    pick.distancePx = 0;
    return pick;
  }
  return {};
}

}  // namespace sorami
