// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Units.h"
#include "data/store/StoreView.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

namespace sorami::bench {

inline constexpr int kConcurrent = 12'000;
inline const UtcTime kT0 = utcFromCivil(2026, 8, 12);

/// Deterministic air traffic over Europe: as many tracks at a time as asked for, lasting 86 minutes each,
/// that climb, turn and descend; update periods 4, 8, 10 and 12 s (10, 20, 40, 30 %) ± 60 ms; noise and
/// resolution as of multilateration (15 m), trackers (2 m), ADS-B (a 5 m grid) and radar (40 m); altitude in
/// 25 ft, speed in 0.1 or 1 kt, heading in 0.1 deg, vertical rate in 64 ft/min, time in ms.
class AirTraffic {
 public:
  explicit AirTraffic(Micros length, int concurrent = kConcurrent) : m_length(length) {
    for (int i = 0; i < concurrent; ++i) m_live.push_back(make(-uniform(0, 5160e6)));
  }

  /// Calls with every sample, second by second.
  template <typename OnTrack, typename OnSample>
  void run(OnTrack&& onTrack, OnSample&& onSample) {
    for (Aircraft& a : m_live) a.id = onTrack(a.source);
    for (Micros t = 0; t < m_length; t += kSecond) {
      for (Aircraft& a : m_live) {
        if (a.end < static_cast<double>(t)) {
          a = make(static_cast<double>(t));
          a.id = onTrack(a.source);
        }
        while (a.next < static_cast<double>(t + kSecond)) {
          fly(a);
          if (a.next >= static_cast<double>(t)) onSample(a.id, sample(a));
          a.next += a.period + std::clamp(normal() * 20e3, -60e3, 60e3);
        }
      }
    }
  }

 private:
  struct Aircraft {
    TrackId id = 0;
    int source = 0;
    double period = 0, next = 0, at = 0, end = 0;
    double lat = 0, lon = 0, altitude = 0, speed = 0, course = 0, climb = 0, turn = 0, until = 0;
  };

  double uniform(double a, double b) { return a + (b - a) * static_cast<double>(m_random() >> 11) * 0x1p-53; }
  double normal() { return uniform(-1, 1) + uniform(-1, 1) + uniform(-1, 1); }  // sigma 1

  Aircraft make(double start) {
    Aircraft a;
    const double dice = uniform(0, 1);
    a.source = dice < 0.1 ? 0 : dice < 0.3 ? 1 : dice < 0.7 ? 2 : 3;
    a.period = std::array{4e6, 8e6, 10e6, 12e6}[static_cast<std::size_t>(a.source)];
    a.at = start;
    a.next = std::max(0.0, start) + uniform(0, a.period);
    a.end = start + uniform(0.8, 1.2) * 5160e6;
    a.lat = uniform(36, 60);
    a.lon = uniform(-10, 30);
    a.altitude = uniform(500, 11'500);
    a.speed = uniform(110, 250);
    a.course = uniform(0, 360);
    return a;
  }

  void fly(Aircraft& a) {
    const double dt = std::max(0.0, (a.next - a.at) * 1e-6);
    a.at = a.next;
    if (a.at > a.until) {  // another manoeuvre: straight mostly, else a turn, an orbit, a climb or a descent
      a.until = a.at + uniform(60e6, 400e6);
      const double dice = uniform(0, 1);
      a.turn = dice < 0.75 ? 0 : uniform(-2, 2);
      a.climb = dice > 0.3 && dice < 0.7 ? 0 : (a.altitude > 9000 ? -1 : 1) * uniform(3, 12);
    }
    a.course = std::fmod(a.course + a.turn * dt + 360, 360);
    a.altitude = std::clamp(a.altitude + a.climb * dt, 300.0, 12'500.0);
    const double metres = a.speed * dt;
    a.lat += metres * std::cos(degToRad(a.course)) / 111'195;
    a.lon += metres * std::sin(degToRad(a.course)) / 111'195 / std::cos(degToRad(a.lat));
  }

  Sample sample(const Aircraft& a) {
    Sample s;
    s.time = kT0 + static_cast<Micros>(a.next / 1000) * kMillisecond;
    const double sigma = std::array{15.0, 2.0, 0.0, 40.0}[static_cast<std::size_t>(a.source)] / 111'195;
    s.lat = a.lat + normal() * sigma;
    s.lon = a.lon + normal() * sigma / std::cos(degToRad(a.lat));
    if (a.source == 2) {
      s.lat = std::round(s.lat / 4.5e-5) * 4.5e-5;
      s.lon = std::round(s.lon / 6.8e-5) * 6.8e-5;
    }
    s.baroAltitude = static_cast<float>(std::round(a.altitude / 7.62) * 25 * kFoot);
    const double step = a.source == 1 ? 0.1 : 1;
    s.groundSpeed = static_cast<float>(std::round((a.speed + normal() * 0.3) / kKnot / step) * step * kKnot);
    s.trackDeg =
        static_cast<float>(std::fmod(std::round((a.course + normal() * 0.15 + 360) * 10), 3600) / 10);
    s.verticalRate = static_cast<float>(std::round(a.climb / (64 * kFootPerMinute)) * 64 * kFootPerMinute);
    s.flags = a.source == 1 ? kSmoothed : 0;
    return s;
  }

  std::mt19937_64 m_random{20260812};
  Micros m_length;
  std::vector<Aircraft> m_live;
};

}  // namespace sorami::bench
