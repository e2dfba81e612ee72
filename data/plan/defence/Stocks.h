// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Plan.h"

#include <span>
#include <string>
#include <vector>

namespace sorami {

/// Interceptors at hand at a moment.
struct StockLevel {
  int ready = 0;
  int reserve = 0;
  bool operator==(const StockLevel&) const = default;
};

/// A stock with all changes up to and including `time` (none before every change, as for no time); never
/// below 0.
StockLevel stockAt(const Stock& stock, Micros time);
/// All stocks of a battery together.
StockLevel stockAt(const Battery& battery, Micros time);

/// A sum over batteries of one layer in one area.
struct StockSum {
  std::string area;  ///< Area::name; empty: outside every area
  DefenceLayer layer = DefenceLayer::Terminal;
  std::string type;  ///< of interceptor
  int sites = 0;
  StockLevel level;
  bool operator==(const StockSum&) const = default;
};

/// Stocks of the batteries that are in service then, by area, layer and type. A site counts in every area it
/// stands in; areas that are only for the advisor's candidates are left out.
std::vector<StockSum> sumStocks(const Plan& plan, Micros time);

/// True when a point lies in a ring of geodesics (winding of azimuths, so no cut and no pole matters).
bool isInside(std::span<const LatLon> ring, LatLon p);

}  // namespace sorami
