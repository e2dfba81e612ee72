// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sorami {

/// What a defence is meant against.
enum class TargetClass : std::uint8_t { Aircraft, CruiseMissile, BallisticMissile, GlideVehicle };

/// Which layer of the defence a battery belongs to.
enum class DefenceLayer : std::uint8_t { Terminal, UpperTier, GlidePhase };

/// Notional reach against one class of target: a footprint to be drawn, not a firing solution.
struct Envelope {
  TargetClass target = TargetClass::Aircraft;
  double minRange = 0;     ///< m along the earth
  double maxRange = 0;     ///< m
  double minAltitude = 0;  ///< m AMSL
  double maxAltitude = 0;  ///< m AMSL
  bool operator==(const Envelope&) const = default;
};

/// Change of a stock at a time; both may be negative.
struct StockChange {
  Micros time = 0;
  int ready = 0;
  int reserve = 0;
  std::string note;
  bool operator==(const StockChange&) const = default;
};

/// Interceptors of one type at a site.
struct Stock {
  std::string type;
  int ready = 0;                     ///< on launchers at the plan's beginning
  int reserve = 0;                   ///< reloads held by the site
  std::vector<StockChange> changes;  ///< rising time
  bool operator==(const Stock&) const = default;
};

/// An air-defence site's sector, reach and stocks.
struct Battery {
  DefenceLayer layer = DefenceLayer::Terminal;
  double sectorCentreDeg = 0;  ///< primary direction, deg true
  double sectorWidthDeg = 360;
  std::vector<Envelope> envelopes;
  std::vector<Stock> stocks;
  bool operator==(const Battery&) const = default;
};

}  // namespace sorami
