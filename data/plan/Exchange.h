// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Properties.h"

#include <string>
#include <vector>

namespace sorami {

/// Writes a plan for other programs, by the name's ending (`.gpkg`, `.geojson`, `.kml`; `.csv` is one table,
/// see tableText()), whole or not at all. Each object is a feature in WGS 84 with its properties in SI units
/// as fields. A GeoPackage also carries the whole plan, so that it comes back without loss.
Status exportPlan(const Plan& plan, const std::string& path);

/// What an import brings.
struct ImportedPlan {
  Plan next;  ///< the plan with everything that was taken
  int added = 0;
  int changed = 0;
  std::vector<std::string> problems;  ///< features or fields that were not taken, and why
  bool isWhole = false;  ///< a GeoPackage of ours: `next` is its plan, with what a GIS changed in it
};

/// Reads GeoPackage, GeoJSON, KML or whatever else GDAL reads as vectors. A feature belongs to the object
/// whose `id` it gives; else points become sites, polygons areas, lines drawings. A GeoPackage that
/// exportPlan() has written gives its own plan back, with features that were moved, changed, added or deleted
/// in it since.
Result<ImportedPlan> importPlan(const Plan& plan, const std::string& path);

}  // namespace sorami
