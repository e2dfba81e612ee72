// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/LatLon.h"
#include "data/geo/Terrain.h"

#include <vector>

namespace sorami {

/// Heights along a geodesic.
struct TerrainProfile {
  LatLon from;
  LatLon to;
  double length = 0;              ///< m along the ellipsoid
  double azimuthDeg = 0;          ///< at `from`
  std::vector<double> distances;  ///< m, rising from 0 to length
  std::vector<float> heights;     ///< m AMSL; NaN unknown
  std::vector<LatLon> points;
  bool smoothEarth = false;  ///< no terrain anywhere on it: all heights are 0
  double cell = 0;           ///< m, spacing of the finest terrain on the way
};

/// Samples terrain from `from` to `to`: every half post of the finest terrain there, but at most `most`
/// samples (at least 2). `terrain` may be null.
TerrainProfile terrainProfile(const Terrain* terrain, LatLon from, LatLon to, int most = 20'000);

/// The line of sight over a profile between two antennas, and how free it is.
struct SightLine {
  double from = 0;  ///< m AMSL of the ends
  double to = 0;
  bool clear = false;        ///< no ground above the line
  bool unknown = false;      ///< somewhere the ground is unknown
  double worstAt = 0;        ///< m from the first end: least clearance, in first Fresnel radii where given
  double clearance = 0;      ///< m of the line above the ground there, earth's bulge counted
  double fresnel = 0;        ///< m, radius of the first zone there; 0 without a frequency
  double fresnelShare = 0;   ///< clearance / fresnel; NaN without a frequency
  double diffractionDb = 0;  ///< beyond free space, delta-Bullington (P.526); NaN without a frequency
  double freeSpaceDb = 0;    ///< NaN without a frequency
};

/// Heights of both ends m AMSL; `frequencyHz` 0: sight alone. `radius`: k times the earth's, m.
SightLine sightLine(const TerrainProfile& profile, double fromMsl, double toMsl, double frequencyHz,
                    double radius);

/// How far the earth of `radius` falls away between `distance` and the chord's ends (`length`), m: the bulge.
double earthBulge(double distance, double length, double radius);

}  // namespace sorami
