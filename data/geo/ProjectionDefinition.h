// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/geo/Projection.h"
#include "data/geo/SphereClip.h"

#include <string>

namespace sorami {

/// What create() understood: how to compute, and what of the sphere can be shown.
struct ProjectionDefinition {
  enum class Engine {
    Bare,  ///< `text` is `+proj=…`; radians in, metres out: PROJ's fast path
    Crs,   ///< `text` names a CRS; degrees in through crs_to_crs: datum shifts, odd axes and units
    AzimuthalEquidistant,  ///< about window.centre on WGS 84, by FastAeqd
  };
  std::string spec;
  std::string title;
  std::string key;
  Engine engine = Engine::Bare;
  std::string text;
  double metresPerUnit = 1;  ///< Crs only
  ClipWindow window;
};

Result<ProjectionDefinition> defineProjection(const std::string& spec, LatLon centre);

}  // namespace sorami
