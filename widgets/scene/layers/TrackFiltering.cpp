// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a frame's filter leaves of the tracks, and what a storyboard's step or a pair of tracks adds to them.
#include "data/geo/Geodesic.h"
#include "widgets/scene/layers/PairRange.h"
#include "widgets/scene/layers/TrackPicture.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sorami {

namespace {

float between(float a, float b, float f) {
  // With only one end known the value is held there, as Segment does.
  return std::isnan(a) || std::isnan(b) ? a : a + (b - a) * f;
}

}  // namespace

void TrackPainter::judgeRows(const Frame& frame) {
  if (m_judgedFilter == frame.filter && m_judgedTracks == m_tracks->id()) return;
  const bool isAnother = m_judgedFilter != frame.filter;
  m_judgedFilter = frame.filter;
  m_judgedTracks = m_tracks->id();
  const StoreView& store = m_tracks->store();
  const auto infos = store.tracks();
  const auto sources = store.sources();
  for (std::size_t r = 0; r < m_rows.size(); ++r) {
    if (m_rows[r].isJudged && !isAnother) continue;
    m_rows[r].isJudged = true;
    if (!frame.filter) {
      m_rows[r].verdict = TrackFilter::Verdict::Yes;
      continue;
    }
    const TrackInfo& info = infos[m_tracks->tracks()[r]];
    const std::string_view source =
        info.source < sources.size() ? std::string_view(sources[info.source].name) : std::string_view();
    m_rows[r].verdict = frame.filter->ofTrack(info, source);
  }
}

bool TrackPainter::passes(const Frame& frame, std::size_t r, const TrackPlace& place) const {
  const Row& row = m_rows[r];
  if (row.verdict != TrackFilter::Verdict::Depends) return row.verdict == TrackFilter::Verdict::Yes;
  const MapSegment& s = row.segment;
  const Bucket& a = *m_tracks->buckets()[s.bucket]->bucket;
  TrackFilter::Moment m;
  m.flags = s.flags;
  m.phase = place.phase;
  m.age = static_cast<double>(frame.time.us - s.t0) * 1e-6;
  m.lat = a.lat[s.sample] * 1e-7;
  m.lon = a.lon[s.sample] * 1e-7;
  m.baroAltitude = a.baroAltitude[s.sample];
  m.geoAltitude = a.geoAltitude[s.sample];
  m.groundSpeed = a.groundSpeed[s.sample];
  m.trackDeg = a.trackDeg[s.sample];
  m.verticalRate = a.verticalRate[s.sample];
  if (s.kind != MapSegment::Kind::Coast && s.seconds > 0) {
    const Bucket& b = *m_tracks->buckets()[s.nextBucket]->bucket;
    const std::uint32_t n = s.nextSample;
    const auto f = static_cast<float>(m.age / static_cast<double>(s.seconds));
    m.lat += (b.lat[n] * 1e-7 - m.lat) * static_cast<double>(f);
    m.lon += std::remainder(b.lon[n] * 1e-7 - m.lon, 360.0) * static_cast<double>(f);
    m.baroAltitude = between(m.baroAltitude, b.baroAltitude[n], f);
    m.geoAltitude = between(m.geoAltitude, b.geoAltitude[n], f);
    m.groundSpeed = between(m.groundSpeed, b.groundSpeed[n], f);
    m.verticalRate = between(m.verticalRate, b.verticalRate[n], f);
    if (!std::isnan(m.trackDeg) && !std::isnan(b.trackDeg[n])) {
      m.trackDeg += std::remainder(b.trackDeg[n] - m.trackDeg, 360.0F) * f;
      if (m.trackDeg < 0) m.trackDeg += 360;
      if (m.trackDeg >= 360) m.trackDeg -= 360;
    }
  }
  const StoreView& store = m_tracks->store();
  const TrackInfo& info = store.tracks()[m_tracks->tracks()[r]];
  const auto sources = store.sources();
  const std::string_view source =
      info.source < sources.size() ? std::string_view(sources[info.source].name) : std::string_view();
  return frame.filter->matches(info, source, m);
}

std::optional<PixelPoint> TrackPainter::pixelOf(const Frame& frame, TrackId track) const {
  const auto tracks = m_tracks->tracks();
  const auto found = std::lower_bound(tracks.begin(), tracks.end(), track);
  if (found == tracks.end() || *found != track) return std::nullopt;
  const auto row = static_cast<std::size_t>(found - tracks.begin());
  MapSegment segment = m_rows[row].segment;
  if (!segment.holds(frame.time.us)) segment = m_tracks->segmentAt(row, frame.time.us, frame.asKnown);
  TrackPlace place;
  if (segment.kind == MapSegment::Kind::None || !m_tracks->placeAt(segment, frame.time.us, &place)) {
    return std::nullopt;
  }
  return frame.view.toPixel({place.x, place.y});
}

void TrackPainter::addHighlights(const Frame& frame, TrackPicture& picture) {
  const auto unit = static_cast<float>(frame.view.pixelRatio);
  if (frame.story) {
    for (const TrackId track : frame.story->highlights) {
      const auto at = pixelOf(frame, track);
      if (!at) continue;
      const float radius = static_cast<float>(m_symbolPx) * 0.5F * unit + 8 * unit;
      constexpr int kSides = 40;
      for (int i = 0; i <= kSides; ++i) {
        const float a = 2 * std::numbers::pi_v<float> * static_cast<float>(i) / kSides;
        picture.highlights.points.push_back({at->x + radius * std::cos(a), at->y + radius * std::sin(a)});
      }
      picture.highlights.close();
    }
  }
  if (frame.selectedTrack == kNoTrack || frame.secondTrack == kNoTrack ||
      frame.selectedTrack == frame.secondTrack) {
    return;
  }
  const auto a = pixelOf(frame, frame.selectedTrack);
  const auto b = pixelOf(frame, frame.secondTrack);
  if (!a || !b) return;
  const std::array<PixelPoint, 2> line = {{*a, *b}};
  picture.pair.add(line);
  picture.pairText = pairText(frame);
  picture.pairAt = {(a->x + b->x) / 2, (a->y + b->y) / 2};
}

}  // namespace sorami
