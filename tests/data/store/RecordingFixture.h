// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/SampleSink.h"

#include <cmath>
#include <cstring>
#include <random>
#include <vector>

namespace sorami::test {

/// Random recordings that hold every kind of trouble: disorder, equal times, gaps, legs, outliers, missing
/// values, plots, odd floats, the dateline and the poles.
class RandomRecording {
 public:
  explicit RandomRecording(std::uint64_t seed, int tracks = 40, Micros length = 30 * kMinute,
                           bool disorder = true)
      : m_random(seed), m_length(length) {
    for (int i = 0; i < tracks; ++i) makeTrack(i);
    // Some rows come late, a few very late: order within a track is not given.
    for (std::size_t i = 0; disorder && i < m_rows.size(); ++i)
      if (m_random() % 50 == 0) std::swap(m_rows[i], m_rows[m_random() % m_rows.size()]);
  }

  struct Item {
    TrackId track;
    Sample sample;
  };
  const std::vector<Item>& rows() const { return m_rows; }
  const std::vector<TrackInfo>& tracks() const { return m_tracks; }
  UtcTime begin() const { return m_begin; }
  Micros length() const { return m_length; }

  /// Writes everything, with a commit about every `every` rows.
  void write(SampleSink& sink, std::size_t every = 1000) const {
    sink.addSource({"radar", "asterix", 6345});
    sink.addSource({"feed", "sbs", -1});
    for (const TrackInfo& track : m_tracks) sink.addTrack(track);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
      sink.append(m_rows[i].track, m_rows[i].sample);
      if (every > 0 && i % every == every - 1) {
        TrackInfo renamed = m_tracks[m_rows[i].track];
        renamed.callsign = "NEW" + std::to_string(i);
        sink.setTrack(m_rows[i].track, renamed);
        if (!sink.commit()) std::abort();
      }
    }
    sink.setMeta("marking", "NOTIONAL");
  }

 private:
  double uniform(double from, double to) {
    return std::uniform_real_distribution<double>(from, to)(m_random);
  }

  float value(double v, double lsb) {
    switch (m_random() % 40) {
      case 0:
        return kNoFloat;
      case 1:
        return static_cast<float>(uniform(-1e6, 1e6));
      default:
        return static_cast<float>(std::round(v / lsb) * lsb);
    }
  }

  void makeTrack(int i) {
    TrackInfo info;
    info.source = static_cast<std::uint16_t>(i % 2);
    info.nativeId = {IdKind::AsterixTrack, static_cast<std::uint64_t>(i)};
    info.callsign = "TEST" + std::to_string(i);
    info.icao24 = 0x840000 + i;
    info.isPlots = i % 13 == 5;
    info.simulated = i % 11 == 3;
    const bool fixed = i % 11 == 3 && i % 2 == 0;
    m_tracks.push_back(info);
    const auto track = static_cast<TrackId>(i);

    const double interval = (i % 7 == 0 ? 60.0 : 1.0 + i % 12) * 1e6;
    const Micros unit = i % 3 == 0 ? 7812 : i % 3 == 1 ? 1000 : 1;
    const double lat0 = i % 17 == 1 ? 89.5 : uniform(-80, 80);
    const double lon0 = i % 5 == 0 ? 179.9 : uniform(-180, 180);
    const double course = uniform(0, 360);
    const double speed = uniform(5, 300);
    double t = uniform(0, static_cast<double>(m_length) / 3);
    const double end = uniform(static_cast<double>(m_length) / 2, static_cast<double>(m_length));
    double along = 0;
    while (t < end) {
      Sample s;
      s.time = m_begin + static_cast<Micros>(t) / unit * unit;
      s.lat = std::clamp(fixed ? lat0 : lat0 + along * std::cos(course / 57.3) / 111195, -90.0, 90.0);
      s.lon = fixed ? lon0 : lon0 + along * std::sin(course / 57.3) / 111195;
      s.baroAltitude = i % 6 == 4 ? kNoFloat : value(uniform(0, 12000), 7.62);
      s.geoAltitude = i % 4 == 0 ? value(uniform(0, 12000), 0.1) : kNoFloat;
      s.groundSpeed = i % 8 == 3 ? kNoFloat : value(speed + uniform(-2, 2), 0.0514444);
      s.trackDeg = i % 8 == 3 ? kNoFloat : value(std::fmod(course + uniform(0, 2), 360), 360.0 / 65536);
      s.verticalRate = value(uniform(-5, 5), 0.32512);
      if (m_random() % 300 == 0) s.groundSpeed = -0.0F;
      if (i % 2 == 0) s.received = s.time + static_cast<Micros>(m_random() % 3000) * 1000;
      if (info.isPlots) s.flags |= kPlotBit;
      if (m_random() % 60 == 0) s.flags |= kOutlier;
      if (m_random() % 80 == 0) s.flags |= kLegStart;
      if (m_random() % 80 == 0) s.flags |= kStaleGap;
      if (m_random() % 200 == 0) s.flags |= kOnGround;
      m_rows.push_back({track, s});
      const double dt = m_random() % 70 == 0   ? 400e6
                        : m_random() % 90 == 0 ? 0
                                               : interval * uniform(0.97, 1.03);
      t += dt;
      along += speed * dt * 1e-6;
    }
    if (i % 19 == 18) m_rows.back().sample.flags |= kTrackEnd;
  }

  std::mt19937_64 m_random;
  UtcTime m_begin = utcFromCivil(2026, 8, 12, 23, 50);
  Micros m_length;
  std::vector<TrackInfo> m_tracks;
  std::vector<Item> m_rows;
};

inline bool sameBits(float a, float b) {
  return std::memcmp(&a, &b, sizeof a) == 0 || (std::isnan(a) && std::isnan(b));
}

inline bool same(const Sample& a, const Sample& b) {
  return a.time == b.time && a.received == b.received && a.lat == b.lat && a.lon == b.lon &&
         sameBits(a.baroAltitude, b.baroAltitude) && sameBits(a.geoAltitude, b.geoAltitude) &&
         sameBits(a.groundSpeed, b.groundSpeed) && sameBits(a.trackDeg, b.trackDeg) &&
         sameBits(a.verticalRate, b.verticalRate) && a.flags == b.flags;
}

inline bool same(const TrackState& a, const TrackState& b) {
  return a.track == b.track && a.phase == b.phase && a.flags == b.flags && a.position == b.position &&
         sameBits(a.baroAltitude, b.baroAltitude) && sameBits(a.geoAltitude, b.geoAltitude) &&
         sameBits(a.groundSpeed, b.groundSpeed) && sameBits(a.trackDeg, b.trackDeg) &&
         sameBits(a.verticalRate, b.verticalRate) && a.lastSample == b.lastSample;
}

inline bool same(const std::vector<TrackState>& a, const std::vector<TrackState>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!same(a[i], b[i])) return false;
  return true;
}

}  // namespace sorami::test
