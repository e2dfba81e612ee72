// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/LatLon.h"

#include <algorithm>

namespace sorami {

/// Finds the box of many positions; across the dateline where that is the narrower one.
class BoxBuilder {
 public:
  void include(double lat, double lon) {
    m_south = std::min(m_south, lat);
    m_north = std::max(m_north, lat);
    m_west = std::min(m_west, lon);
    m_east = std::max(m_east, lon);
    const double lon360 = lon < 0 ? lon + 360 : lon;
    m_west360 = std::min(m_west360, lon360);
    m_east360 = std::max(m_east360, lon360);
  }
  /// Empty when nothing was included.
  GeoBox box() const {
    if (m_south > m_north) return {};
    const bool dateline = m_east360 - m_west360 < m_east - m_west;
    return {dateline ? wrapLongitude(m_west360) : m_west, m_south,
            dateline ? wrapLongitude(m_east360) : m_east, m_north};
  }

 private:
  double m_south = 91;
  double m_north = -91;
  // Extents of the longitude cut at 180° and at 0°.
  double m_west = 181;
  double m_east = -181;
  double m_west360 = 361;
  double m_east360 = -1;
};

}  // namespace sorami
