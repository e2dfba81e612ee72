// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/defence/Stocks.h"

#include "data/geo/Geodesic.h"
#include "data/plan/Motion.h"

#include <algorithm>
#include <cmath>

namespace sorami {

StockLevel stockAt(const Stock& stock, Micros time) {
  StockLevel level{stock.ready, stock.reserve};
  for (const StockChange& change : stock.changes) {
    if (change.time > time) break;
    level.ready = std::max(0, level.ready + change.ready);
    level.reserve = std::max(0, level.reserve + change.reserve);
  }
  return level;
}

StockLevel stockAt(const Battery& battery, Micros time) {
  StockLevel sum;
  for (const Stock& stock : battery.stocks) {
    const StockLevel one = stockAt(stock, time);
    sum.ready += one.ready;
    sum.reserve += one.reserve;
  }
  return sum;
}

bool isInside(std::span<const LatLon> ring, LatLon p) {
  double turned = 0;
  double before = 0;
  for (std::size_t i = 0; i <= ring.size(); ++i) {
    const double azimuth = geodesic(p, ring[i % ring.size()]).azimuthFromDeg;
    if (i > 0) turned += std::remainder(azimuth - before, 360);
    before = azimuth;
  }
  return std::abs(turned) > 180;
}

std::vector<StockSum> sumStocks(const Plan& plan, Micros time) {
  std::vector<StockSum> out;
  const auto add = [&](const std::string& area, DefenceLayer layer, const Stock& stock) {
    const auto same = std::find_if(out.begin(), out.end(), [&](const StockSum& s) {
      return s.area == area && s.layer == layer && s.type == stock.type;
    });
    StockSum& sum = same != out.end() ? *same : out.emplace_back(StockSum{area, layer, stock.type, 0, {}});
    const StockLevel level = stockAt(stock, time);
    ++sum.sites;
    sum.level.ready += level.ready;
    sum.level.reserve += level.reserve;
  };
  for (const Site& site : plan.sites) {
    if (!site.battery || !isInService(site, UtcTime{time})) continue;
    bool anywhere = false;
    for (const Area& area : plan.areas) {
      if (area.kind == AreaKind::Candidates || area.ring.size() < 3 || !isInside(area.ring, site.position))
        continue;
      anywhere = true;
      for (const Stock& stock : site.battery->stocks) add(area.name, site.battery->layer, stock);
    }
    if (anywhere) continue;
    for (const Stock& stock : site.battery->stocks) add({}, site.battery->layer, stock);
  }
  std::stable_sort(out.begin(), out.end(), [](const StockSum& a, const StockSum& b) {
    if (a.area.empty() != b.area.empty()) return b.area.empty();
    if (a.area != b.area) return a.area < b.area;
    return a.layer < b.layer;
  });
  return out;
}

}  // namespace sorami
