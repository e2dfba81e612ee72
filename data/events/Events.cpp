// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/events/Events.h"

#include "data/events/Manoeuvres.h"
#include "data/filter/FilterText.h"
#include "data/ingest/encoders/Encoder.h"
#include "data/store/Motion.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <limits>

namespace sorami {
namespace {

/// Steps the timeline is cut into to see when sources are silent.
constexpr std::size_t kSourceSteps = 20'000;
constexpr Micros kLeastSilence = 60 * kSecond;
/// A source is down when it is silent for so many times its usual pause.
constexpr double kPauses = 20;

bool isThreat(Affiliation a) {
  return a == Affiliation::Hostile || a == Affiliation::Suspect;
}

EventWeight weightOf(const TrackInfo& track) {
  if (isThreat(track.affiliation)) return EventWeight::Major;
  return track.affiliation == Affiliation::Unknown ? EventWeight::Notable : EventWeight::Minor;
}

/// An ident is one press as long as it pauses no longer than this.
constexpr Micros kIdentPause = 60 * kSecond;

const char* manoeuvreName(ManoeuvreKind kind) {
  constexpr std::array<const char*, 6> kNames{"left", "right", "climb", "descent", "faster", "slower"};
  return kNames[static_cast<std::size_t>(kind)];
}

/// What the pass remembers of a track from report to report.
struct Follow {
  ManoeuvreWatch manoeuvres;
  std::int64_t ident = std::numeric_limits<std::int64_t>::min() / 2;  ///< of the last report with one
  std::int64_t last = 0;
  bool seen = false;
  bool alarmed = false;
  std::vector<bool> inside;  ///< of each area; empty until the first report
};

class Finder {
 public:
  Finder(const StoreView& view, const std::vector<EventArea>& areas)
      : m_view(view), m_areas(areas), m_span(view.timeline()), m_list(std::make_shared<EventList>()) {}

  std::shared_ptr<EventList> run(const std::stop_token& stop) {
    if (!m_span.isValid()) return m_list;
    addTracks();
    if (!addCodes(stop) || !addReports(stop)) return nullptr;
    addSources();
    std::stable_sort(m_list->events.begin(), m_list->events.end(),
                     [](const Event& a, const Event& b) { return a.time < b.time; });
    thin();
    return m_list;
  }

 private:
  bool isShown(const TrackInfo& track) const {
    if (track.isPlots || track.count == 0 || !track.first.isValid()) return false;
    // What never moves appears and vanishes for no reason that is worth a mark.
    return !MotionRules::of(track).holds;
  }

  void add(Event event) {
    if (m_span.contains(event.time)) m_list->events.push_back(std::move(event));
  }

  void addTracks() {
    for (const TrackInfo& track : m_view.tracks()) {
      if (!isShown(track)) continue;
      const EventWeight weight = weightOf(track);
      Event first{EventKind::FirstDetection, weight, track.source, track.id, track.first, {}, {}};
      add(first);
      const MotionRules rules = MotionRules::of(track);
      if (m_span.end - track.last > rules.drop) {
        Event lost = first;
        lost.kind = EventKind::Lost;
        lost.weight = weight == EventWeight::Major ? EventWeight::Notable : EventWeight::Minor;
        lost.time = track.last;
        add(lost);
      }
    }
  }

  /// Squawks and identities, from the changes that are kept of them.
  bool addCodes(const std::stop_token& stop) {
    for (const TrackInfo& track : m_view.tracks()) {
      if (stop.stop_requested()) return false;
      if (!isShown(track)) continue;
      bool told = false;
      std::string identity;
      for (const AttributeChange& change : m_view.attributeChanges(track.id)) {
        const UtcTime at = change.time.isValid() ? change.time : track.first;
        if (change.key == TrackAttribute::Mode3A) {
          const int code = number(change.value);
          if (isEmergencyCode(code)) {
            addEmergency(track, at, code);
            told = true;
          }
        } else if (change.key == TrackAttribute::Affiliation) {
          const auto is = static_cast<Affiliation>(std::clamp(number(change.value), 0, 7));
          // The first one told is no change: it is what the track began as.
          if (!identity.empty() && change.time.isValid()) {
            add({EventKind::IdentityChange,
                 isThreat(is) ? EventWeight::Major : EventWeight::Notable,
                 track.source,
                 track.id,
                 at,
                 {},
                 std::string(nameOf(is))});
          }
          identity = change.value;
        }
      }
      if (!told && isEmergencyCode(track.mode3A)) addEmergency(track, track.first, track.mode3A);
    }
    return true;
  }

  void addEmergency(const TrackInfo& track, UtcTime at, int code) {
    char text[8];
    std::snprintf(text, sizeof text, "%04o", static_cast<unsigned>(code));
    add({EventKind::Emergency, EventWeight::Major, track.source, track.id, at, {}, text});
  }

  static int number(const std::string& text) {
    int value = -1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  }

  bool addReports(const std::stop_token& stop) {
    const auto tracks = m_view.tracks();
    m_follow.resize(tracks.size());
    const Micros length = std::max<Micros>(m_span.length(), 1);
    m_step = std::max<Micros>(kSecond, length / static_cast<Micros>(kSourceSteps) + 1);
    const auto steps = static_cast<std::size_t>(length / m_step + 1);
    m_heard.assign(m_view.sources().size(), std::vector<std::uint8_t>(steps, 0));
    for (const BucketInfo& info : m_view.buckets()) {
      if (stop.stop_requested()) return false;
      if (info.range.end < m_span.begin || info.range.begin > m_span.end) continue;
      const BucketPtr bucket = m_view.bucket(info.id);
      if (!bucket) continue;  // damaged: a gap, as on the map
      for (const Bucket::Run& run : bucket->runs) {
        if (run.track < tracks.size()) addRun(tracks[run.track], *bucket, run);
      }
    }
    return true;
  }

  void addRun(const TrackInfo& track, const Bucket& b, const Bucket::Run& run) {
    std::uint8_t* heard = track.source < m_heard.size() ? m_heard[track.source].data() : nullptr;
    const bool isMover = isShown(track);
    Follow& f = m_follow[track.id];
    const MotionRules rules = MotionRules::of(track);
    for (std::uint32_t i = run.begin; i < run.end; ++i) {
      const std::int64_t t = b.time[i];
      if (t < m_span.begin.us || t > m_span.end.us) continue;
      if (heard) heard[static_cast<std::size_t>((t - m_span.begin.us) / m_step)] = 1;
      if (!isMover || (b.flags[i] & kOutlier) != 0) continue;
      if (f.seen && t - f.last > rules.gap) {
        Event gap{EventKind::Gap,
                  isThreat(track.affiliation) ? EventWeight::Notable : EventWeight::Minor,
                  track.source,
                  track.id,
                  {f.last},
                  {t},
                  {}};
        add(gap);
      }
      const bool alarm = (b.flags[i] & kEmergency) != 0;
      if (alarm && !f.alarmed && !isEmergencyCode(track.mode3A)) {
        add({EventKind::Emergency, EventWeight::Major, track.source, track.id, {t}, {}, {}});
      }
      f.alarmed = alarm;
      if ((b.flags[i] & kSpi) != 0) {
        if (t - f.ident > kIdentPause)
          add({EventKind::Ident, EventWeight::Minor, track.source, track.id, {t}, {}, {}});
        f.ident = t;
      }
      const std::size_t count = f.manoeuvres.take(
          {t, b.trackDeg[i], b.groundSpeed[i], b.verticalRate[i], (b.flags[i] & kOnGround) != 0}, m_found);
      for (std::size_t k = 0; k < count; ++k) {
        add({EventKind::Manoeuvre,
             weightOf(track) == EventWeight::Minor ? EventWeight::Minor : EventWeight::Notable,
             track.source,
             track.id,
             {m_found[k].time},
             {},
             manoeuvreName(m_found[k].kind)});
      }
      f.last = t;
      f.seen = true;
      if (!m_areas.empty()) addAreas(track, b, i, f);
    }
  }

  void addAreas(const TrackInfo& track, const Bucket& b, std::uint32_t i, Follow& f) {
    const bool isFirst = f.inside.empty();
    if (isFirst) f.inside.assign(m_areas.size(), false);
    const LatLon at{b.lat[i] * 1e-7, b.lon[i] * 1e-7};
    const float altitude = std::isnan(b.baroAltitude[i]) ? b.geoAltitude[i] : b.baroAltitude[i];
    for (std::size_t k = 0; k < m_areas.size(); ++k) {
      const EventArea& area = m_areas[k];
      const bool isOut =
          static_cast<double>(altitude) < area.floor || static_cast<double>(altitude) > area.ceiling;
      const bool now = !isOut && area.contains(at);
      if (now == f.inside[k]) continue;
      f.inside[k] = now;
      const EventWeight weight = isThreat(track.affiliation)                      ? EventWeight::Major
                                 : weightOf(track) == EventWeight::Notable && now ? EventWeight::Notable
                                                                                  : EventWeight::Minor;
      add({now ? EventKind::AreaEntry : EventKind::AreaExit,
           weight,
           track.source,
           track.id,
           {b.time[i]},
           {},
           area.name});
    }
  }

  void addSources() {
    for (std::size_t s = 0; s < m_heard.size(); ++s) {
      const std::vector<std::uint8_t>& heard = m_heard[s];
      std::vector<std::size_t> at;
      for (std::size_t i = 0; i < heard.size(); ++i)
        if (heard[i] != 0) at.push_back(i);
      if (at.empty()) continue;
      std::vector<std::size_t> pauses;
      for (std::size_t i = 1; i < at.size(); ++i) pauses.push_back(at[i] - at[i - 1]);
      double usual = 1;
      if (!pauses.empty()) {
        const auto middle = pauses.begin() + static_cast<std::ptrdiff_t>(pauses.size() / 2);
        std::nth_element(pauses.begin(), middle, pauses.end());
        usual = static_cast<double>(*middle);
      }
      const auto limit = std::max(kLeastSilence, static_cast<Micros>(usual * kPauses) * m_step);
      const auto time = [&](std::size_t step) { return m_span.begin + static_cast<Micros>(step) * m_step; };
      const auto source = static_cast<std::uint16_t>(s);
      if (time(at.front()) - m_span.begin > limit) {
        add({EventKind::SourceUp, EventWeight::Notable, source, kNoTrack, time(at.front()), {}, {}});
      }
      for (std::size_t i = 1; i < at.size(); ++i) {
        if (static_cast<Micros>(at[i] - at[i - 1]) * m_step <= limit) continue;
        add({EventKind::SourceDown,
             EventWeight::Major,
             source,
             kNoTrack,
             time(at[i - 1] + 1),
             time(at[i]),
             {}});
        add({EventKind::SourceUp, EventWeight::Notable, source, kNoTrack, time(at[i]), {}, {}});
      }
      if (m_span.end - time(at.back() + 1) > limit) {
        add({EventKind::SourceDown, EventWeight::Major, source, kNoTrack, time(at.back() + 1), {}, {}});
      }
    }
  }

  /// Of too many minor events only as many are kept as can be told apart.
  void thin() {
    std::vector<Event>& all = m_list->events;
    if (all.size() <= kMostEvents) return;
    const std::size_t before = all.size();
    const std::size_t every = all.size() / kMostEvents + 1;
    std::size_t minor = 0;
    std::erase_if(all,
                  [&](const Event& e) { return e.weight == EventWeight::Minor && minor++ % every != 0; });
    m_list->dropped = before - all.size();
  }

  const StoreView& m_view;
  const std::vector<EventArea>& m_areas;
  TimeRange m_span;
  std::shared_ptr<EventList> m_list;
  std::vector<Follow> m_follow;
  ManoeuvreWatch::Found m_found;
  Micros m_step = kSecond;
  std::vector<std::vector<std::uint8_t>> m_heard;
};

}  // namespace

bool EventArea::contains(LatLon p) const {
  // Crossings of the ring east of the point, in longitudes relative to it, so that the dateline is no edge.
  bool inside = false;
  for (std::size_t i = 0, k = ring.size() - 1; i < ring.size(); k = i++) {
    const double xi = std::remainder(ring[i].lon - p.lon, 360.0);
    const double xk = xi + std::remainder(ring[k].lon - ring[i].lon, 360.0);
    const double yi = ring[i].lat - p.lat;
    const double yk = ring[k].lat - p.lat;
    if ((yi > 0) == (yk > 0)) continue;
    if (xi + (xk - xi) * (yi / (yi - yk)) > 0) inside = !inside;
  }
  return inside;
}

EventListPtr findEvents(const StoreView& view, const std::vector<EventArea>& areas, std::stop_token stop) {
  return Finder(view, areas).run(stop);
}

const Event* nextEvent(const EventList& list, UtcTime from, int direction, EventWeight least) {
  const auto& all = list.events;
  if (direction > 0) {
    auto it =
        std::upper_bound(all.begin(), all.end(), from, [](UtcTime t, const Event& e) { return t < e.time; });
    for (; it != all.end(); ++it)
      if (it->weight >= least) return &*it;
    return nullptr;
  }
  auto it =
      std::lower_bound(all.begin(), all.end(), from, [](const Event& e, UtcTime t) { return e.time < t; });
  while (it != all.begin()) {
    --it;
    if (it->weight >= least) return &*it;
  }
  return nullptr;
}

}  // namespace sorami
