// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/demo/Sensors.h"

#include "data/demo/DeterministicMath.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sorami::demo {
namespace {

constexpr std::array<RadarSite, 4> kRadars{{
    {Feed::RadarSado, {38.2, 138.4}, 600, 470e3, 10, false},
    {Feed::RadarNoto, {37.4, 136.9}, 400, 470e3, 10, true},
    {Feed::RadarOki, {36.2, 133.2}, 350, 470e3, 10, false},
    {Feed::RadarTsushima, {34.5, 129.4}, 450, 470e3, 10, false},
}};

/// Where ADS-B is received and where the tracker's radars stand: spots about the coast.
constexpr std::array<LatLon, 16> kStations{{{45.3, 141.8},
                                            {43.4, 145.3},
                                            {41.0, 140.6},
                                            {38.2, 138.4},
                                            {37.4, 136.9},
                                            {36.2, 133.2},
                                            {34.5, 129.4},
                                            {31.6, 130.2},
                                            {28.3, 129.4},
                                            {24.8, 125.3},
                                            {33.4, 133.8},
                                            {35.2, 140.1},
                                            {38.3, 141.5},
                                            {33.1, 139.8},
                                            {27.1, 142.2},
                                            {26.2, 127.6}}};

/// Metres to the radio horizon of two heights over a 4/3 earth.
double horizon(double antenna, double target) {
  const double r = 4.0 / 3.0 * kEarthRadius;
  return std::sqrt(2 * r * std::fmax(antenna, 0)) + std::sqrt(2 * r * std::fmax(target, 0));
}

bool seenByStation(const Truth& t) {
  return std::any_of(kStations.begin(), kStations.end(), [&](LatLon station) {
    const double d = distanceBetween(station, t.position);
    return d < 460e3 && d < horizon(300, t.altitude);
  });
}

/// The airborne radar looks down on what hides below the coast's horizon.
bool seenFromAbove(const Truth& t, const Mover& aew, UtcTime time) {
  const auto self = aew.at(time);
  if (!self) return false;
  const double d = distanceBetween(self->position, t.position);
  return d < 320e3 && d < horizon(self->altitude, t.altitude);
}

Truth withNoise(Truth truth, double sigma, Random& random) {
  truth.position = destination(truth.position, random.uniform(0, 360), std::fabs(random.normal()) * sigma);
  return truth;
}

void observeAdsb(const Mover& mover, std::size_t index, TimeRange span, std::vector<Message>& out) {
  Random random(0xAD5B0000 + index);
  // A few aircraft carry no ADS-B; the tracker has them from radar.
  if (index % 23 == 7) return;
  const double heightDifference = random.uniform(-60, 180);
  UtcTime t = span.begin + random.below(8000) * kMillisecond;
  while (t <= span.end) {
    const auto truth = mover.at(t);
    if (truth && seenByStation(*truth) && !random.chance(0.02)) {
      const AdsbReport report{t, &mover, withNoise(*truth, 15, random), heightDifference};
      // The network gathers reports and sends every half second.
      const UtcTime gathered{(t.us / (kSecond / 2) + 1) * (kSecond / 2) + 120 * kMillisecond};
      out.push_back({gathered, Feed::AdsB, report});
      // Fault: now and then a report comes twice, by another path.
      if (random.chance(0.004)) out.push_back({gathered + kSecond / 2, Feed::AdsB, report});
    }
    t = t + (6000 + random.below(4000)) * kMillisecond;
  }
}

Micros trackerPeriod(MoverClass kind) {
  switch (kind) {
    case MoverClass::Ballistic:
    case MoverClass::Glide:
      return kSecond;
    case MoverClass::Cruise:
    case MoverClass::Fighter:
    case MoverClass::Bomber:
      return 4 * kSecond;
    case MoverClass::Airliner:
    case MoverClass::Patrol:
      break;
  }
  return 8 * kSecond;
}

void observeByTracker(const Mover& mover, std::size_t index, const Mover& aew, TimeRange span, int& nextTrack,
                      std::vector<Message>& out) {
  Random random(0x62000000 + index);
  const Micros period = trackerPeriod(mover.kind);
  const bool high = mover.kind == MoverClass::Ballistic || mover.kind == MoverClass::Glide;
  int track = -1;
  int misses = 0;
  Truth last;
  for (UtcTime t = span.begin + static_cast<Micros>(index % 8) * kSecond / 2; t <= span.end; t = t + period) {
    const auto truth = mover.at(t);
    const bool seen = truth && (seenByStation(*truth) || seenFromAbove(*truth, aew, t)) &&
                      !(high && truth->altitude < 9000) && !random.chance(0.03);
    TrackUpdate update{t, &mover, {}, track, false, false, false};
    if (seen) {
      if (track < 0) {
        track = nextTrack++;
        update.first = true;
      }
      misses = 0;
      last = withNoise(*truth, high ? 120 : 40, random);
      update.measured = last;
    } else {
      if (track < 0) continue;
      // Coast for five periods, then give the track up; it comes back under a new number.
      ++misses;
      const double seconds = static_cast<double>(period) * 1e-6;
      last.position = destination(last.position, last.trackDeg, last.groundSpeed * seconds);
      last.altitude = std::fmax(0.0, last.altitude + last.verticalRate * seconds);
      update.measured = last;
      update.coasted = true;
      update.last = misses > 5;
    }
    update.trackNumber = track;
    out.push_back({t + 250 * kMillisecond, Feed::Tracker, update});
    if (update.last) track = -1;
  }
}

void observeByRadar(const RadarSite& radar, const std::vector<std::unique_ptr<Mover>>& movers, TimeRange span,
                    std::vector<Message>& out) {
  const auto seed = static_cast<std::uint64_t>(radar.feed);
  Random random(0x48000000 + seed);
  // Fault: the clock of one radar runs 1.7 s ahead.
  const Micros clockError = radar.feed == Feed::RadarOki ? 1700 * kMillisecond : 0;
  // Fault: one radar is silent for ten minutes.
  const TimeRange silent{span.begin + 40 * kMinute, span.begin + 50 * kMinute};
  const auto period = static_cast<Micros>(radar.period * 1e6);
  for (UtcTime scan = span.begin + static_cast<Micros>(seed) * 700 * kMillisecond; scan <= span.end;
       scan = scan + period) {
    if (radar.feed == Feed::RadarOki && silent.contains(scan)) continue;
    for (int sector = 0; sector < 8; ++sector) {
      const UtcTime t = scan + period * sector / 8;
      out.push_back({t + 60 * kMillisecond, radar.feed, ServiceMessage{t + clockError, sector}});
    }
    for (std::size_t i = 0; i < movers.size(); ++i) {
      const Mover& mover = *movers[i];
      if (mover.kind == MoverClass::Airliner && i % 6 != seed % 6) continue;
      const auto atScan = mover.at(scan);
      if (!atScan || distanceBetween(radar.position, atScan->position) > radar.range + 40e3) continue;
      // The beam passes the target when it has turned to its azimuth.
      const double azimuthAtScan = bearingBetween(radar.position, atScan->position);
      const UtcTime t = scan + static_cast<Micros>(azimuthAtScan / 360 * radar.period * 1e3) * kMillisecond;
      const auto truth = mover.at(t);
      if (!truth) continue;
      const double ground = distanceBetween(radar.position, truth->position);
      const double rise = truth->altitude - radar.height;
      const double slant =
          std::sqrt(ground * ground * (1 + (truth->altitude + radar.height) / kEarthRadius) + rise * rise);
      if (slant > radar.range || ground > horizon(radar.height, truth->altitude)) continue;
      if (truth->altitude > 30e3 || random.chance(0.08)) continue;
      RadarReport report{t + clockError,
                         &mover,
                         slant + 60 * random.normal(),
                         bearingBetween(radar.position, truth->position) + 0.08 * random.normal(),
                         truth->altitude,
                         -1,
                         truth->groundSpeed,
                         truth->trackDeg};
      if (mover.mode3A < 0) report.altitude = std::nan("");
      // The tracker makes the picture; of the radars' own tracks only one radar's, and of few targets, come
      // through.
      if (radar.givesTracks && (mover.kind == MoverClass::Fighter || mover.kind == MoverClass::Bomber)) {
        std::size_t number = i;
        // Fault: two track numbers are swapped for half a minute.
        const bool swapped = radar.feed == Feed::RadarNoto && t - span.begin > 62 * kMinute &&
                             t - span.begin < 62 * kMinute + 30 * kSecond;
        if (swapped && mover.callsign == "LANCE21") number = i + 1;
        if (swapped && mover.callsign == "LANCE22") number = i - 1;
        report.trackNumber = static_cast<int>(1 + number);
      }
      if (report.azimuthDeg < 0) report.azimuthDeg += 360;
      if (report.azimuthDeg >= 360) report.azimuthDeg -= 360;
      out.push_back({t + 310 * kMillisecond, radar.feed, report});
    }
    // A handful of false plots a scan, denser near the site.
    const int clutter = 3 + random.below(6);
    for (int i = 0; i < clutter; ++i) {
      const double azimuth = random.uniform(0, 360);
      const UtcTime t = scan + static_cast<Micros>(azimuth / 360 * radar.period * 1e3) * kMillisecond;
      const double range = 15e3 + 220e3 * random.uniform() * random.uniform();
      out.push_back({t + 310 * kMillisecond, radar.feed,
                     RadarReport{t + clockError, nullptr, range, azimuth, std::nan(""), -1, 0, 0}});
    }
  }
}

}  // namespace

std::span<const RadarSite> demoRadars() {
  return kRadars;
}

std::vector<Message> observe(const std::vector<std::unique_ptr<Mover>>& movers, TimeRange span) {
  std::vector<Message> out;
  const auto aew =
      std::find_if(movers.begin(), movers.end(), [](const auto& m) { return m->callsign == "ORBIT31"; });
  int nextTrack = 4001;
  for (std::size_t i = 0; i < movers.size(); ++i) {
    if (movers[i]->kind == MoverClass::Airliner) observeAdsb(*movers[i], i, span, out);
    if (movers[i]->kind != MoverClass::Airliner || i % 23 == 7)
      observeByTracker(*movers[i], i, **aew, span, nextTrack, out);
  }
  for (const RadarSite& radar : kRadars) observeByRadar(radar, movers, span, out);
  for (UtcTime t = span.begin; t <= span.end; t = t + 4 * kSecond) {
    out.push_back({t + 90 * kMillisecond, Feed::Tracker, ServiceMessage{t}});
    if ((t - span.begin) % (12 * kSecond) == 0)
      out.push_back({t + 90 * kMillisecond, Feed::AdsB, ServiceMessage{t}});
  }
  std::stable_sort(out.begin(), out.end(), [](const Message& a, const Message& b) {
    return a.received != b.received ? a.received < b.received : a.feed < b.feed;
  });
  return out;
}

}  // namespace sorami::demo
