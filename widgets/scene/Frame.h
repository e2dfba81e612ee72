// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/CoverageField.h"
#include "data/geo/Projection.h"
#include "data/geo/Terrain.h"
#include "data/plan/Plan.h"
#include "data/store/StoreView.h"
#include "widgets/scene/Theme.h"
#include "widgets/scene/View.h"

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace sorami {

class Basemap;

/// How an altitude on the slider is meant.
enum class AltitudeReference : std::uint8_t { Amsl, AboveGround };

/// What the user has chosen to see of tracks.
struct TrackDisplay {
  int labelLevel = 1;  ///< 0 name only, 1 two lines, 2 full
  int maxLabels = 1000;
  Micros trailLength = 5 * kMinute;
  bool trailsAsDots = true;
  double vectorMinutes = 2;  ///< length of the speed vector; 0 none
  int symbolPx = 24;         ///< logical px
  bool operator==(const TrackDisplay&) const = default;
};

/// Everything a picture depends on, as one immutable value. Equal frames give equal pictures, on screen, in
/// print and in tests.
struct Frame {
  UtcTime time;
  View view;
  ProjectionPtr projection;
  std::shared_ptr<const Basemap> basemap;  ///< null: plain graticule
  TerrainPtr terrain;                      ///< null: none
  StoreViewPtr store;                      ///< null: no recording
  PlanPtr plan;                            ///< null: no plan
  std::uint64_t planVersion = 0;
  std::shared_ptr<const Theme> theme;
  std::vector<CoverageFieldPtr> coverage;  ///< of the sensors that are shown
  double altitude = 3000;                  ///< m, of the altitude slider
  AltitudeReference altitudeReference = AltitudeReference::Amsl;
  TrackDisplay tracks;
  TrackId selectedTrack = kNoTrack;
  TrackId hoveredTrack = kNoTrack;
  std::string selectedSite;               ///< Site::id, empty none
  std::vector<std::string> hiddenLayers;  ///< Layer::id()
  std::string marking;                    ///< banner text; empty none
};
using FramePtr = std::shared_ptr<const Frame>;

}  // namespace sorami
