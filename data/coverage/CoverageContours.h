// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/coverage/CoverageField.h"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace sorami {

struct RasterGrid;

/// One sensor's field with its name.
struct NamedField {
  std::string name;
  CoverageFieldPtr field;
};

/// What is covered, as areas: by each sensor and by all of them, at given altitudes. Made on a grid of
/// longitude and latitude; outlines run between its cells where the floor crosses the altitude.
class CoverageContours {
 public:
  /// Area seen at an altitude.
  struct Share {
    std::string name;     ///< of the sensor; empty: the network
    double altitude = 0;  ///< m AMSL
    int least = 1;        ///< seen by at least so many; above 1 only for the network
    double area = 0;      ///< m²
  };

  /// `cellM`: size of the grid's cells, m; 0: a two-thousandth of the whole. Errors: no fields, no altitudes,
  /// too many cells, "cancelled".
  static Result<CoverageContours> make(const std::vector<NamedField>& fields,
                                       const std::vector<double>& altitudes, double cellM = 0,
                                       std::stop_token stop = {});

  const std::vector<Share>& shares() const { return m_shares; }
  double cellM() const { return m_cell; }

  /// Polygons of what the network sees, one feature an altitude, into a file GDAL can write: GeoPackage,
  /// KML, GeoJSON, Shapefile by the name's ending. Whole or not at all.
  Status writeVector(const std::string& path) const;
  /// A table: sensor, altitude, area. The network's rows come last.
  Status writeCsv(const std::string& path) const;
  /// The network's lowest altitude as a float32 GeoTIFF, then a mask for each altitude.
  Status writeRaster(const std::string& path) const;

 private:
  std::shared_ptr<const RasterGrid> m_grid;
  double m_cell = 0;
  std::vector<double> m_altitudes;
  std::vector<float> m_floor;                ///< lowest of all fields; +inf none, NaN unknown
  std::vector<std::vector<float>> m_beyond;  ///< each altitude: m by which it is missed; 0 and less: seen
  std::vector<Share> m_shares;
};

/// A field on a grid: floors and (where given) ceilings, rows as the grid's. Threads of its own.
void rasterField(const CoverageField& field, const RasterGrid& grid, float* floors, float* ceilings);

}  // namespace sorami
