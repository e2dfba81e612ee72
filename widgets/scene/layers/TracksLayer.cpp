// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/TracksLayer.h"

#include "data/core/Translate.h"
#include "widgets/scene/SymbolFactory.h"
#include "widgets/scene/layers/TrackPicture.h"
#include "widgets/scene/layers/TrailPd.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <semaphore>

namespace sorami {

namespace {

/// How near the cursor has to be, logical px.
constexpr double kPickReach = 10;

/// A picture and how far it has been made.
struct Slot {
  enum Part : std::uint8_t { Trails, Marks, Labels, kParts };
  static constexpr std::size_t kRows = TrackPainter::kRowsAtOnce;
  std::mutex mutex;
  bool begun = false;
  bool placed = false;
  std::size_t rows = 0;
  std::atomic<std::size_t> nextRow = 0;   ///< the first one nobody has taken yet
  std::atomic<std::size_t> rowsDone = 0;  ///< refreshed ones; tracks are placed when all are
  std::array<std::atomic<bool>, kParts> taken{};
  std::array<std::atomic<bool>, kParts> made{};
  std::atomic<int> parts = 0;  ///< of them that are made
  std::atomic<bool> complete = true;
  TrackPicture picture;

  /// To be filled anew; nobody else may hold it.
  void reset() {
    begun = placed = false;
    nextRow = rowsDone = 0;
    for (int p = 0; p < kParts; ++p)
      taken[static_cast<std::size_t>(p)] = made[static_cast<std::size_t>(p)] = false;
    parts = 0;
    complete = true;
  }
};

}  // namespace

/// What the layer and its jobs have in common; jobs may outlive the layer.
struct TracksLayer::Shared {
  std::binary_semaphore painting{1};  ///< taken by whoever begins a picture, given back by who ends it
  TrackPainter painter;
  std::mutex slotsMutex;
  std::vector<std::shared_ptr<Slot>> slots;  ///< used again once nobody draws them
  std::shared_ptr<Slot> last;                ///< the newest made: what is on screen
  std::atomic<int> hidden = 0;

  std::mutex updatedMutex;
  std::function<void()> updated;
  QMetaObject::Connection symbols;

  void tell() {
    std::function<void()> call;
    {
      const std::scoped_lock lock(updatedMutex);
      call = updated;
    }
    if (call) call();
  }
  std::shared_ptr<Slot> freeSlot() {
    const std::scoped_lock lock(slotsMutex);
    for (const auto& slot : slots) {
      if (slot != last && slot.use_count() == 1) {
        slot->reset();
        return slot;
      }
    }
    slots.push_back(std::make_shared<Slot>());
    return slots.back();
  }
  /// Where the tracks are. Called once a band: the bands share the work.
  void place(Slot& slot, const Frame& frame, bool isVector) {
    {
      const std::scoped_lock lock(slot.mutex);
      if (!slot.begun) {
        painting.acquire();
        painter.setVector(isVector);
        painter.begin(frame, slot.picture);
        slot.rows = painter.rows();
        slot.begun = true;
      }
    }
    // Of this picture: the painter may be at another one when a band comes late.
    const std::size_t rows = slot.rows;
    for (std::size_t from = slot.nextRow.fetch_add(Slot::kRows); from < rows;
         from = slot.nextRow.fetch_add(Slot::kRows)) {
      const std::size_t to = std::min(from + Slot::kRows, rows);
      painter.refresh(frame, from, to);
      slot.rowsDone += to - from;
      slot.rowsDone.notify_all();
    }
    for (std::size_t done = slot.rowsDone; done < rows; done = slot.rowsDone) slot.rowsDone.wait(done);
    const std::scoped_lock lock(slot.mutex);
    if (!slot.placed) painter.place(frame, slot.picture);
    slot.placed = true;
  }
  /// After place(). Makes a part unless another band is at it.
  void make(const std::shared_ptr<Slot>& slot, const Frame& frame, Slot::Part part) {
    if (slot->taken[part].exchange(true)) return;
    switch (part) {
      case Slot::Trails:
        painter.addTrails(frame, slot->picture);
        break;
      case Slot::Marks:
        painter.addMarks(frame, slot->picture);
        break;
      case Slot::Labels:
      case Slot::kParts:
        if (!painter.addLabels(frame, slot->picture)) slot->complete = false;
        hidden = slot->picture.hiddenLabels;
        break;
    }
    const bool isLast = ++slot->parts == Slot::kParts;
    if (isLast) {
      painting.release();
      const std::scoped_lock taking(slotsMutex);
      last = slot;
    }
    slot->made[part] = true;
    slot->made[part].notify_all();
    if (isLast && !slot->complete) tell();
  }
  void drawLower(const std::shared_ptr<Slot>& slot, const Frame& frame, Canvas& canvas,
                 const std::stop_token& stop) {
    place(*slot, frame, canvas.isVector());
    make(slot, frame, Slot::Trails);
    make(slot, frame, Slot::Marks);
    slot->made[Slot::Trails].wait(false);
    slot->made[Slot::Marks].wait(false);
    if (!stop.stop_requested() && frame.theme) slot->picture.drawTracks(canvas, frame);
  }
  void drawUpper(const std::shared_ptr<Slot>& slot, const Frame& frame, Canvas& canvas,
                 const std::stop_token& stop) {
    makeLabels(slot, frame, canvas.isVector());
    slot->made[Slot::Labels].wait(false);
    if (!stop.stop_requested() && frame.theme) slot->picture.drawLabels(canvas, frame);
  }
  void makeLabels(const std::shared_ptr<Slot>& slot, const Frame& frame, bool isVector) {
    place(*slot, frame, isVector);
    make(slot, frame, Slot::Labels);
  }
};

TracksLayer::TracksLayer() : d(std::make_shared<Shared>()) {}

TracksLayer::~TracksLayer() {
  QObject::disconnect(d->symbols);
  d->painter.cache().onUpdated({});
  const std::scoped_lock lock(d->updatedMutex);
  d->updated = {};
}

QString TracksLayer::title() const {
  return sorami::tr("Tracks");
}

std::uint64_t TracksLayer::key(const Frame& f) const {
  const TrackDisplay& t = f.tracks;
  return mixKey({static_cast<std::uint64_t>(f.time.us),
                 f.store ? f.store->version() : 0,
                 reinterpret_cast<std::uintptr_t>(f.store.get()),
                 reinterpret_cast<std::uintptr_t>(f.theme.get()),
                 f.projection ? keyOf(f.projection->key()) : 0,
                 static_cast<std::uint64_t>(t.labelLevel),
                 static_cast<std::uint64_t>(t.maxLabels),
                 static_cast<std::uint64_t>(t.trailLength),
                 t.trailsAsDots,
                 f.asKnown,
                 static_cast<std::uint64_t>(t.symbols),
                 t.labelFields,
                 static_cast<std::uint64_t>(f.quality.trails),
                 static_cast<std::uint64_t>(f.quality.symbols),
                 static_cast<std::uint64_t>(f.quality.maxLabels),
                 keyOf(t.vectorMinutes),
                 static_cast<std::uint64_t>(t.symbolPx),
                 keyOf(t.transitionAltitude),
                 f.selectedTrack,
                 f.hoveredTrack,
                 static_cast<std::uint64_t>(f.units),
                 reinterpret_cast<std::uintptr_t>(f.labelChoices.get()),
                 reinterpret_cast<std::uintptr_t>(f.filter.get()),
                 f.filterDims,
                 reinterpret_cast<std::uintptr_t>(f.story.get()),
                 f.secondTrack,
                 static_cast<std::uint64_t>(t.trailColour),
                 t.trailColour == TrailColour::Pd ? TrailPd::keyOf(f) : 0,
                 f.planVersion,
                 SymbolFactory::instance().generation()});
}

std::shared_ptr<TrackCache> TracksLayer::cache() const {
  return d->painter.sharedCache();
}

Layer::Job TracksLayer::prepare(const FramePtr& frame) {
  return [parts = prepareParts(frame)](Canvas& canvas, const std::stop_token& stop) {
    parts.lower(canvas, stop);
    parts.upper(canvas, stop);
  };
}

Layer::Parts TracksLayer::prepareParts(const FramePtr& frame) {
  const std::shared_ptr<Shared>& shared = d;
  const std::shared_ptr<Slot> slot = d->freeSlot();
  return {[shared, slot, frame](Canvas& canvas, const std::stop_token& stop) {
            shared->drawLower(slot, *frame, canvas, stop);
          },
          [shared, slot, frame](Canvas& canvas, const std::stop_token& stop) {
            shared->drawUpper(slot, *frame, canvas, stop);
          },
          [shared, slot, frame] { shared->makeLabels(slot, *frame, false); }};
}

Pick TracksLayer::pick(const Frame& frame, QPointF at) const {
  std::shared_ptr<Slot> last;
  {
    const std::scoped_lock lock(d->slotsMutex);
    last = d->last;
  }
  if (!last) return {};
  return last->picture.pick(at, kPickReach * frame.view.pixelRatio);
}

int TracksLayer::hiddenLabels() const {
  return d->hidden;
}

QString TracksLayer::thinned() const {
  std::shared_ptr<Slot> last;
  {
    const std::scoped_lock lock(d->slotsMutex);
    last = d->last;
  }
  if (!last) return {};
  const TrackPicture& p = last->picture;
  QStringList words;
  if (p.fewTrails) {
    words << tr("trails of threats only");
  } else if (p.trailsAsDots) {
    words << tr("trails as dots");
  }
  if (p.items.size() < p.live) {
    words << tr("%1 of %2 symbols").arg(p.items.size()).arg(p.live);
  }
  if (p.plain > 0) words << tr("%1 as dots").arg(p.plain);
  if (p.labelLimit > 0) words << tr("at most %1 labels").arg(p.labelLimit);
  return words.join(QStringLiteral(" · "));
}

void TracksLayer::onUpdated(std::function<void()> updated) {
  {
    const std::scoped_lock lock(d->updatedMutex);
    d->updated = std::move(updated);
  }
  const std::weak_ptr<Shared> weak = d;
  const auto tell = [weak] {
    if (const auto shared = weak.lock()) shared->tell();
  };
  d->painter.cache().onUpdated(tell);
  QObject::disconnect(d->symbols);
  SymbolFactory& factory = SymbolFactory::instance();
  d->symbols = QObject::connect(&factory, &SymbolFactory::ready, &factory, tell, Qt::DirectConnection);
}

}  // namespace sorami
