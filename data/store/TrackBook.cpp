// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/TrackBook.h"

#include <algorithm>
#include <cmath>

namespace sorami {

void RunningMedian::add(float value) {
  if (m_count < 5) {
    m_height[m_count++] = value;
    if (m_count == 5) {
      std::sort(m_height.begin(), m_height.end());
      m_position = {0, 1, 2, 3, 4};
    }
    return;
  }
  std::size_t cell = 0;
  if (value < m_height[0]) {
    m_height[0] = value;
  } else if (value >= m_height[4]) {
    m_height[4] = value;
    cell = 3;
  } else {
    while (cell < 3 && value >= m_height[cell + 1]) ++cell;
  }
  ++m_count;
  for (std::size_t i = cell + 1; i < 5; ++i) ++m_position[i];
  for (std::size_t i = 1; i < 4; ++i) {
    const double desired = static_cast<double>(i) * 0.25 * (m_count - 1);
    const double offset = desired - m_position[i];
    const double up = static_cast<double>(m_position[i + 1]) - m_position[i];
    const double down = static_cast<double>(m_position[i]) - m_position[i - 1];
    if (!(offset >= 1 && up > 1) && !(offset <= -1 && down > 1)) continue;
    const double step = offset > 0 ? 1 : -1;
    const double rise = (m_height[i + 1] - m_height[i]) / up;
    const double fall = (m_height[i] - m_height[i - 1]) / down;
    double height = m_height[i] + step / (up + down) * ((down + step) * rise + (up - step) * fall);
    if (height <= m_height[i - 1] || height >= m_height[i + 1])
      height = m_height[i] + step * (step > 0 ? rise : fall);
    m_height[i] = static_cast<float>(height);
    m_position[i] = static_cast<std::uint32_t>(m_position[i] + static_cast<std::int32_t>(step));
  }
}

float RunningMedian::value() const {
  if (m_count == 0) return 0;
  if (m_count >= 5) return m_height[2];
  std::array<float, 5> sorted = m_height;
  std::sort(sorted.begin(), sorted.begin() + m_count);
  return (sorted[(m_count - 1) / 2] + sorted[m_count / 2]) / 2;
}

std::uint16_t TrackBook::addSource(const SourceKey& key) {
  const auto it = std::find(m_sources.begin(), m_sources.end(), key);
  if (it != m_sources.end()) return static_cast<std::uint16_t>(it - m_sources.begin());
  m_sources.push_back(key);
  return static_cast<std::uint16_t>(m_sources.size() - 1);
}

TrackId TrackBook::addTrack(const TrackInfo& identity) {
  const auto id = static_cast<TrackId>(m_tracks.size());
  TrackInfo info = identity;
  info.id = id;
  info.first = info.last = {};
  info.count = 0;
  info.box = {};
  info.medianInterval = 0;
  m_tracks.push_back(info);
  m_stats.emplace_back();
  note(id, {}, TrackInfo{}, info);
  return id;
}

void TrackBook::setTrack(TrackId track, const TrackInfo& identity) {
  if (track >= m_tracks.size()) return;
  TrackInfo& info = m_tracks[track];
  const UtcTime at = info.count > 0 ? UtcTime{m_stats[track].newest} : UtcTime{};
  note(track, at, info, identity);
  const TrackInfo before = info;
  info = identity;
  info.id = track;
  info.first = before.first;
  info.last = before.last;
  info.count = before.count;
}

void TrackBook::note(TrackId track, UtcTime time, const TrackInfo& before, const TrackInfo& after) {
  const auto change = [&](TrackAttribute key, const auto& was, const auto& is, const std::string& text) {
    if (was == is) return;
    const AttributeChange made{track, key, time, text};
    m_unsaved.push_back(made);
    const auto [last, isNew] = m_lastChange.try_emplace(
        std::uint64_t{track} << 8 | static_cast<std::uint64_t>(key), m_changes.size());
    if (!isNew && m_changes[last->second].time == time) {
      m_changes[last->second] = made;
      return;
    }
    last->second = m_changes.size();
    m_changes.push_back(made);
  };
  using A = TrackAttribute;
  change(A::Callsign, before.callsign, after.callsign, after.callsign);
  change(A::Type, before.type, after.type, after.type);
  change(A::Icao24, before.icao24, after.icao24, std::to_string(after.icao24));
  change(A::Mode3A, before.mode3A, after.mode3A, std::to_string(after.mode3A));
  change(A::Domain, before.domain, after.domain, std::to_string(static_cast<int>(after.domain)));
  change(A::Affiliation, before.affiliation, after.affiliation,
         std::to_string(static_cast<int>(after.affiliation)));
  change(A::Uid, before.uid, after.uid, after.uid);
}

void TrackBook::add(const Row& row) {
  TrackInfo& info = m_tracks[row.track];
  Stats& stats = m_stats[row.track];
  const UtcTime time{row.time};
  if (info.count == 0) {
    info.first = info.last = time;
    stats.newest = row.time;
  } else {
    // Equal times are duplicates of several messages, not an interval between updates.
    const double interval = std::abs(static_cast<double>(row.time) - static_cast<double>(stats.newest));
    if (interval > 0) stats.interval.add(static_cast<float>(interval));
    stats.newest = row.time;
    info.first = std::min(info.first, time);
    info.last = std::max(info.last, time);
  }
  ++info.count;
  stats.extent.include(row.lat, row.lon);
}

void TrackBook::restore(const TrackInfo& info, const Extent& extent) {
  Stats stats;
  stats.extent = extent;
  stats.knownInterval = info.medianInterval;
  stats.newest = info.count > 0 ? info.last.us : 0;
  m_tracks.push_back(info);
  m_tracks.back().id = static_cast<TrackId>(m_tracks.size() - 1);
  m_stats.push_back(stats);
}

TrackInfo TrackBook::info(TrackId track) const {
  TrackInfo info = m_tracks[track];
  const Stats& stats = m_stats[track];
  info.box = stats.extent.box();
  info.medianInterval = stats.knownInterval > 0 ? stats.knownInterval
                                                : static_cast<Micros>(std::llround(stats.interval.value()));
  return info;
}

std::vector<TrackInfo> TrackBook::infos() const {
  std::vector<TrackInfo> all;
  all.reserve(m_tracks.size());
  for (TrackId track = 0; track < m_tracks.size(); ++track) all.push_back(info(track));
  return all;
}

namespace {

/// True when the object was seen to move: a box that is more than a point.
bool hasMoved(const TrackInfo& info) {
  if (info.count < 2 || info.box.isEmpty()) return false;
  constexpr double kDegrees = 1e-3;  // about 100 m
  const double width =
      info.box.crossesDateline() ? info.box.east + 360 - info.box.west : info.box.east - info.box.west;
  return info.box.north - info.box.south > kDegrees || width > kDegrees;
}

}  // namespace

TimeRange timelineOf(std::span<const TrackInfo> tracks, std::span<const BucketInfo> buckets) {
  TimeRange all;
  TimeRange moving;
  for (const TrackInfo& track : tracks) {
    if (track.count == 0) continue;
    TimeRange& range = hasMoved(track) || track.isPlots ? moving : all;
    range.include(track.first);
    range.include(track.last);
  }
  const TimeRange range = moving.isValid() ? moving : all;
  if (!range.isValid()) return range;

  // Groups of buckets that silence parts; a small group far from the densest one is a handful of stray times.
  struct Group {
    TimeRange range;
    std::uint64_t count = 0;
  };
  constexpr Micros kSilence = 6 * kHour;
  std::vector<Group> groups;
  for (const BucketInfo& bucket : buckets) {
    if (bucket.count == 0 || bucket.range.end < range.begin || bucket.range.begin > range.end) continue;
    TimeRange part = bucket.range;
    part.begin = std::max(part.begin, range.begin);
    part.end = std::min(part.end, range.end);
    if (groups.empty() || part.begin - groups.back().range.end > kSilence) groups.emplace_back();
    groups.back().range.include(part.begin);
    groups.back().range.include(part.end);
    groups.back().count += bucket.count;
  }
  if (groups.empty()) return range;
  // What stands still says nothing of when things happened, unless nothing moves at all.
  for (const TrackInfo& track : tracks) {
    if (!moving.isValid() || track.count == 0 || track.isPlots || hasMoved(track)) continue;
    const auto group = std::lower_bound(groups.begin(), groups.end(), track.first,
                                        [](const Group& g, UtcTime t) { return g.range.end < t; });
    if (group != groups.end() && group->range.contains(track.first) && group->range.contains(track.last))
      group->count -= std::min<std::uint64_t>(group->count, track.count);
  }
  const Group& main = *std::max_element(groups.begin(), groups.end(),
                                        [](const Group& a, const Group& b) { return a.count < b.count; });
  TimeRange shown = main.range;
  const Micros far = std::max(7 * kDay, 10 * main.range.length());
  for (const Group& group : groups) {
    const Micros distance = std::max(group.range.begin - main.range.end, main.range.begin - group.range.end);
    if (group.count * 100 < main.count && distance > far) continue;
    shown.include(group.range.begin);
    shown.include(group.range.end);
  }
  return shown;
}

}  // namespace sorami
