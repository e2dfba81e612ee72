// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"
#include "data/geo/LatLon.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sorami {

/// A point of a moving site's route or of a threat's drawn path.
struct Waypoint {
  LatLon position;
  double altitude = 0;  ///< m AMSL
  Micros time = 0;
  bool operator==(const Waypoint&) const = default;
};

/// A time in which a site or a link is out of service: silent, maintained, lost.
struct Outage {
  Micros from = 0;
  Micros until = 0;  ///< 0: for good
  std::string reason;
  bool contains(UtcTime t) const { return t.us >= from && (until == 0 || t.us < until); }
  bool operator==(const Outage&) const = default;
};

/// What an area is for.
enum class AreaKind : std::uint8_t { Interest, Corridor, Defended, Exclusion, Candidates };

/// A polygon of the plan on the ellipsoid.
struct Area {
  std::string id;
  std::string name;
  AreaKind kind = AreaKind::Interest;
  std::vector<LatLon> ring;                 ///< three points or more, not closed; edges are geodesics
  double weight = 1;                        ///< for the advisor, > 0
  double altitudeFrom = 0;                  ///< m AMSL
  double altitudeTo = 0;                    ///< m AMSL; 0: no upper limit
  std::string owner{};                      ///< a nation or service; empty: ours
  std::vector<std::string> releasableTo{};  ///< partners that may see it
  std::string group{};
  bool locked = false;
  bool hidden = false;
  bool operator==(const Area&) const = default;
};

/// Textbook kinds of threat trajectory, all notional.
enum class ThreatKind : std::uint8_t { Aircraft, Cruise, Ballistic, Glide };

/// A notional threat from a launch area to an aim area.
struct Threat {
  std::string id;
  std::string name;
  ThreatKind kind = ThreatKind::Aircraft;
  std::vector<LatLon> path;  ///< first: launch, last: aim; between: turning points
  double altitude = 10'000;  ///< m AMSL: cruise or glide height; ballistic: apogee
  double speed = 250;        ///< m/s over ground, mean
  Micros launchTime = 0;
  std::string owner{};                      ///< a nation or service; empty: ours
  std::vector<std::string> releasableTo{};  ///< partners that may see it
  std::string group{};
  bool locked = false;
  bool hidden = false;
  bool operator==(const Threat&) const = default;
};

/// What the user draws on the map. A bullseye is a named point that positions are called out from.
enum class DrawingKind : std::uint8_t { Line, Polygon, Circle, Text, Arrow, Bullseye };

struct Drawing {
  std::string id;
  DrawingKind kind = DrawingKind::Line;
  std::vector<LatLon> points;  ///< circle: the centre
  double radius = 0;           ///< m, circle only
  std::string text;
  std::string colour;   ///< a name of the theme's palette or #rrggbb; empty: the theme's own
  std::string owner{};  ///< a nation or service; empty: ours
  std::vector<std::string> releasableTo{};  ///< partners that may see it
  std::string group{};
  bool locked = false;
  bool hidden = false;
  bool operator==(const Drawing&) const = default;
};

}  // namespace sorami
