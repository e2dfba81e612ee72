// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/StoreView.h"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace sorami {

/// What may happen in a recording that is worth going to.
enum class EventKind : std::uint8_t {
  FirstDetection,  ///< a track's first report
  Lost,            ///< a track's last report, long before the recording ends
  Emergency,       ///< 7500, 7600, 7700, or the emergency flag
  Gap,             ///< a track was silent for longer than its rules bridge
  SourceUp,
  SourceDown,
  AreaEntry,
  AreaExit,
  IdentityChange,  ///< another affiliation
  Manoeuvre,       ///< see ManoeuvreWatch; the text is the name of a ManoeuvreKind
  Ident,           ///< the pilot pressed ident (SPI)
};
constexpr int kEventKinds = static_cast<int>(EventKind::Ident) + 1;

/// How much an event asks for attention.
enum class EventWeight : std::uint8_t { Minor, Notable, Major };

struct Event {
  EventKind kind = EventKind::FirstDetection;
  EventWeight weight = EventWeight::Minor;
  std::uint16_t source = 0;  ///< index into StoreView::sources()
  TrackId track = kNoTrack;
  UtcTime time;
  UtcTime until;     ///< of Gap and SourceDown: when it was heard again; no time: never
  std::string text;  ///< squawk, area, affiliation, manoeuvre; empty else
};

/// An area of the plan whose entries and exits are events.
struct EventArea {
  std::string name;
  std::vector<LatLon> ring;  ///< at least three corners, not closed
  double floor = -1e9;       ///< m; a report without altitude counts as within
  double ceiling = 1e9;      ///< m
  bool contains(LatLon p) const;
};

struct EventList {
  std::vector<Event> events;  ///< by time
  std::uint64_t dropped = 0;  ///< minor events left out, because there were too many
};
using EventListPtr = std::shared_ptr<const EventList>;

/// More minor events than this are thinned: nobody looks at each of a million.
constexpr std::size_t kMostEvents = 200'000;

/// Looks through a recording, one pass over its buckets. Only within StoreView::timeline(): strays such as
/// static objects at time 0 make no events. Null when stopped. Some seconds for a day of air traffic: for a
/// worker.
EventListPtr findEvents(const StoreView& view, const std::vector<EventArea>& areas, std::stop_token stop);

/// The nearest event after (direction > 0) or before an instant that is at least so weighty; null when none.
const Event* nextEvent(const EventList& list, UtcTime from, int direction, EventWeight least);

}  // namespace sorami
