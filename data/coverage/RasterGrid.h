// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/geo/GdalHandles.h"
#include "data/geo/LatLon.h"

#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <array>
#include <cmath>
#include <memory>
#include <string>
#include <utility>

namespace sorami {

struct CloseDataset {
  void operator()(GDALDataset* d) const { GDALClose(d); }
};
using Dataset = std::unique_ptr<GDALDataset, CloseDataset>;

/// Grid of the output.
struct RasterGrid {
  std::array<double, 6> transform{};
  int columns = 0;
  int rows = 0;
  OGRSpatialReference crs;
  bool direct = true;  ///< longitude and latitude of WGS 84
};

/// The grid of a raster file. Errors: no raster, not georeferenced.
Result<RasterGrid> gridOf(const std::string& path);
void setWgs84(OGRSpatialReference& crs);

/// Pixels to longitudes and latitudes; one a thread.
class ToGeographic {
 public:
  explicit ToGeographic(const RasterGrid& grid) : m_grid(grid) {
    if (grid.direct) return;
    OGRSpatialReference wgs84;
    setWgs84(wgs84);
    m_transform.reset(OGRCreateCoordinateTransformation(&grid.crs, &wgs84));
  }
  bool ok() const { return m_grid.direct || m_transform != nullptr; }
  /// The middle of a pixel at whole numbers; NaN where the coordinate system ends.
  LatLon operator()(double col, double row) {
    const auto& t = m_grid.transform;
    double x = t[0] + (col + 0.5) * t[1] + (row + 0.5) * t[2];
    double y = t[3] + (col + 0.5) * t[4] + (row + 0.5) * t[5];
    if (m_transform && m_transform->Transform(1, &x, &y) == 0) x = y = std::nan("");
    if (!(std::abs(y) <= 90.0)) return {std::nan(""), std::nan("")};
    return {y, x};
  }

 private:
  const RasterGrid& m_grid;
  std::unique_ptr<OGRCoordinateTransformation> m_transform;
};

/// Place in the plane about the site; far outside for what is nowhere.
struct Local {
  double east = 1e9;
  double north = 1e9;
};

Local toLocal(LatLon site, LatLon p);

/// Reduces a grid to the part that covers a disc, or carries it on beyond its edge.
void windowOnDisc(RasterGrid& grid, LatLon site, double range, double mostPixels);

/// East and north of the pixels of a block as polynomials of second degree in column and row: what lies
/// between nine exact places, where that is true to a twentieth of a pixel.
class BlockPlane {
 public:
  /// False where the block bends too much (about a pole, an edge of the coordinate system).
  bool fit(LatLon site, ToGeographic& toGeographic, int col0, int row0, int size);
  Local of(double u, double v) const {
    Local out;
    for (int axis = 0; axis < 2; ++axis) {
      const double* c = m_c[axis];
      (axis == 0 ? out.east : out.north) =
          c[0] + u * (c[1] + u * c[2]) +
          v * (c[3] + u * (c[4] + u * c[5]) + v * (c[6] + u * (c[7] + u * c[8])));
    }
    return out;
  }
  /// Pixels col … col + count of a row.
  void row(double col, double rowAt, int count, float* east, float* north) const {
    const double v = (rowAt - m_middleRow) / m_half;
    const double step = 1 / m_half;
    const double u0 = (col - m_middleCol) / m_half;
    for (int axis = 0; axis < 2; ++axis) {
      const double* c = m_c[axis];
      const double a = c[0] + v * (c[3] + v * c[6]);
      const double b = c[1] + v * (c[4] + v * c[7]);
      const double d = c[2] + v * (c[5] + v * c[8]);
      quadratic({a, b, d}, u0, step, count, axis == 0 ? east : north);
    }
  }
  /// Area of a pixel in the middle of a row, m² of the plane about the site.
  double pixelArea(double rowAt) const {
    const double v = (rowAt - m_middleRow) / m_half;
    const double eu = m_c[0][1] + v * (m_c[0][4] + v * m_c[0][7]);
    const double nu = m_c[1][1] + v * (m_c[1][4] + v * m_c[1][7]);
    const double ev = m_c[0][3] + 2 * v * m_c[0][6];
    const double nv = m_c[1][3] + 2 * v * m_c[1][6];
    return std::abs(eu * nv - ev * nu) / (m_half * m_half);
  }
  double reach() const {  ///< m, from the block's middle to its farthest corner
    double most = 0;
    const Local middle = of(0, 0);
    for (const auto& [u, v] : {std::pair(-1.0, -1.0), {1.0, -1.0}, {-1.0, 1.0}, {1.0, 1.0}}) {
      const Local corner = of(u, v);
      most = std::max(most, std::hypot(corner.east - middle.east, corner.north - middle.north));
    }
    return most;
  }

 private:
  /// c0 + u·(c1 + u·c2) at u0, u0 + step, …
  static void quadratic(const std::array<double, 3>& c, double u0, double step, int count, float* out);

  double m_c[2][9] = {};
  double m_middleCol = 0, m_middleRow = 0, m_half = 1, m_pixel = 1;
};

}  // namespace sorami
