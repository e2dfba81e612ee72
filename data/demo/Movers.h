// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"
#include "data/geo/LatLon.h"
#include "data/ingest/Report.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sorami::demo {

/// Where a moving object truly is at an instant.
struct Truth {
  LatLon position;
  double altitude = 0;      ///< m above mean sea level
  double groundSpeed = 0;   ///< m/s
  double trackDeg = 0;      ///< deg true
  double verticalRate = 0;  ///< m/s
};

/// What kind of object it is: decides which sensors report it and how.
enum class MoverClass { Airliner, Patrol, Fighter, Bomber, Cruise, Ballistic, Glide };

/// One object of the notional scenario, a closed form in time: any instant can be asked in any order.
class Mover {
 public:
  virtual ~Mover() = default;
  /// Nothing before it starts and after it ends.
  virtual std::optional<Truth> at(UtcTime t) const = 0;

  MoverClass kind = MoverClass::Airliner;
  std::string callsign;
  std::int32_t icao24 = -1;
  std::int32_t mode3A = -1;
};

/// The whole notional scenario; the same list every time, on every machine.
std::vector<std::unique_ptr<Mover>> makeScenario(TimeRange span);

}  // namespace sorami::demo
