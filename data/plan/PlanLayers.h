// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/LatLon.h"

#include <optional>
#include <string>
#include <vector>

namespace sorami {

/// How one layer of the picture is shown. Its place in the plan's list is its place in the picture, the first
/// lowest.
struct LayerLook {
  std::string id;  ///< of the layer: `relief`, `coverage`, …, `user:PATH` for a map of the user's
  bool hidden = false;
  double opacity = 1;       ///< 0..1
  double largestScale = 0;  ///< N of the largest scale 1:N it is shown at; 0: no limit
  double smallestScale = 0;
  bool operator==(const LayerLook&) const = default;
};

/// A file of the user's that is laid over the map, and how it looks.
struct MapFile {
  std::string path;      ///< relative to the plan's file where the plan is saved, else absolute
  std::string colour;    ///< #rrggbb; empty: the theme's accent
  double width = 1.5;    ///< logical px of lines
  double fill = 0;       ///< 0..1, opacity of areas
  double point = 3;      ///< logical px, radius of points
  std::string label;     ///< the field whose text stands beside each object; empty: none
  std::string time;      ///< the field of an object's time, or of its beginning; empty: shown always
  std::string until;     ///< the field of its end; empty: `window` after its time
  double window = 3600;  ///< s an object without an end is shown
  std::string owner{};   ///< a nation or service; empty: ours
  std::vector<std::string> releasableTo{};  ///< partners that may see it
  bool operator==(const MapFile&) const = default;
};

/// What the map shows when the plan opens: as it was when the plan was saved.
struct DisplaySettings {
  std::string projection;  ///< as Projection::parse() takes it; empty: as it is
  LatLon centre;
  double metresPerPixel = 0;  ///< map metres a logical px; 0: as it is
  double altitude = 3048;     ///< m, of the altitude slider
  bool aboveGround = false;
  bool operator==(const DisplaySettings&) const = default;
};

/// Whose a source of recordings is, and which partners may see its tracks. A source that is not named is for
/// ourselves alone.
struct SourceMark {
  std::string source;  ///< SourceKey::name
  std::string owner;
  std::vector<std::string> releasableTo;
  bool operator==(const SourceMark&) const = default;
};

}  // namespace sorami
