// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/Projection.h"

#include <span>
#include <vector>

namespace sorami {

/// The part of the sphere a projection can show, for clipping before anything is projected.
struct ClipWindow {
  CutKind kind = CutKind::Meridian;
  double midLon = 0;        ///< deg; Meridian: the window is midLon ± 180
  double south = -90;       ///< deg; Meridian only
  double north = 90;        ///< deg; Meridian only
  LatLon centre;            ///< Horizon: the cap's centre
  double horizonDeg = 180;  ///< Horizon: the cap's radius, deg of arc

  bool contains(LatLon p) const;
  /// NaN into the points outside, the others' longitudes within 180 degrees of midLon.
  void admit(std::span<LatLon> points) const;
};

/// An edge of a line is straight in latitude and longitude and goes the shorter way round, as map files mean
/// it. A ring is taken to hold the smaller of the two areas it bounds, so rings about a pole need no winding
/// rule.
///
/// Clips one ring to the window and closes the pieces along the cut or the horizon. For a meridian window,
/// longitudes of the result lie in [midLon - 180, midLon + 180] and may leave [-180, 180]. The pieces fill
/// right by the even-odd rule together with those of the other rings of the same area.
void clipRing(const ClipWindow& window, const GeoLine& ring, std::vector<GeoLine>& out);

/// Clips an open line: pieces in order, never closed.
void clipLine(const ClipWindow& window, const GeoLine& line, std::vector<GeoLine>& out);

/// The border of the whole window, as a ring in the same terms as clipRing's results.
GeoLine windowBorder(const ClipWindow& window);

/// True when clipRing or clipLine would return the line whole.
bool isUncut(const ClipWindow& window, const GeoLine& line);

/// Longitude brought within 180 degrees of `about`.
double longitudeNear(double lon, double about);

}  // namespace sorami
