// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"
#include "data/coverage/network/Links.h"
#include "data/coverage/network/NetworkFloors.h"
#include "data/store/StoreView.h"

#include <optional>
#include <string>
#include <vector>

namespace sorami {

/// A point of a flight.
struct FlightPoint {
  Micros time = 0;
  LatLon position;
  double altitude = 0;  ///< m AMSL; NaN: not known, then nobody is said to see it
};

/// A flight with a word on where its altitudes come from.
struct Flight {
  std::string name;
  std::vector<FlightPoint> points;  ///< rising time
  std::string note;                 ///< such as `barometric altitude taken as height above sea level`
};

/// A plan's notional threat as a flight (threatAt), a point every `stepS` seconds; no points for one that
/// does not fly.
Flight flightOf(const Threat& threat, double stepS = 5);
/// A recorded track as a flight: geometric altitude where there is one, else barometric, and the note says
/// which. Outliers are left out.
Flight flightOf(const StoreView& store, TrackId track);

/// A stretch of time.
struct FlightSpan {
  Micros begin = 0;
  Micros end = 0;
  bool operator==(const FlightSpan&) const = default;
};

/// One sensor and a flight.
struct SensorContact {
  std::string site;
  std::vector<FlightSpan> seen;  ///< empty: never
  LatLon firstAt;
  double firstRange = 0;  ///< m along the earth from the sensor
  double share = 0;       ///< of the flight's time, 0 … 1
};

/// A flight through a network.
struct TrackDetection {
  std::vector<SensorContact> sensors;               ///< in the order of the sensors given
  std::vector<FlightSpan> seen;                     ///< by any sensor that counts
  std::vector<FlightSpan> gaps;                     ///< after first seen, until the end
  std::vector<std::pair<FlightPoint, int>> counts;  ///< sensors at each point looked at
  std::optional<FlightPoint> first;
  Micros begin = 0;
  Micros end = 0;
  double share = 0;         ///< of the time, seen by any
  double unknownShare = 0;  ///< of the time without an altitude
  /// Towards a place: when the flight is nearest, how near, and the time from first detection to then.
  struct Warning {
    Micros arrival = 0;
    double nearest = 0;             ///< m along the earth
    std::optional<double> seconds;  ///< nothing when it is not seen before
  };
  std::optional<Warning> warning;
};

/// What it takes to follow sensors that move while a flight goes on.
struct SensorMotion {
  const Plan* plan = nullptr;  ///< null: all stay where their fields were computed
  TerrainPtr terrain;
  double k = 4.0 / 3.0;
  const StoreView* store = nullptr;  ///< of the tracks that sites ride on; may be null
  /// By the plan's links and outages at each moment, only sensors that reach a working centre count.
  bool connectedOnly = false;
  LinkConditions conditions{};  ///< what links are judged by
};

/// When each sensor and the network see a flight: looked at every `stepS` seconds (0: a three-thousandth of
/// its time, at least half a second), with what lies between two points on the line between them. A place
/// gives the warning time to it. A sensor whose target's cross-section changes with aspect is asked with the
/// aspect the flight turns to it. Of moving sensors a coarse field is made for every hundredth of their
/// range; one that is out of service sees nothing meanwhile, and where only connected ones count, one whose
/// link or centre is out of service does not count meanwhile.
TrackDetection detectAlong(const Flight& flight, std::span<const NetworkSensor> sensors,
                           const SensorSet& counts, std::optional<LatLon> place = std::nullopt,
                           double stepS = 0, std::stop_token stop = {}, const SensorMotion& motion = {});

}  // namespace sorami
