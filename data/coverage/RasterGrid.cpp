// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/RasterGrid.h"

#include "data/core/Clones.h"
#include "data/core/Units.h"

#include <GeographicLib/Geodesic.hpp>

#include <algorithm>

namespace sorami {

void setWgs84(OGRSpatialReference& crs) {
  crs.SetWellKnownGeogCS("WGS84");
  crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
}

Result<RasterGrid> gridOf(const std::string& path) {
  const QuietGdal quiet;
  GDALAllRegister();
  const Dataset dataset(GDALDataset::FromHandle(
      GDALOpenEx(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, nullptr, nullptr, nullptr)));
  if (!dataset) return Error{"this is no raster GDAL can read", path, CPLGetLastErrorMsg()};
  RasterGrid grid;
  grid.columns = dataset->GetRasterXSize();
  grid.rows = dataset->GetRasterYSize();
  if (dataset->GetGeoTransform(grid.transform.data()) != CE_None) {
    return Error{"the raster does not say where it is", path, "georeference it, for example with gdal_edit"};
  }
  if (const OGRSpatialReference* crs = dataset->GetSpatialRef()) {
    grid.crs = *crs;
    if (grid.crs.IsCompound() != 0) grid.crs.StripVertical();
    grid.crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    OGRSpatialReference wgs84;
    setWgs84(wgs84);
    grid.direct = grid.crs.IsGeographic() != 0 && grid.crs.IsSameGeogCS(&wgs84) != 0;
  } else {
    setWgs84(grid.crs);
  }
  return grid;
}

Local toLocal(LatLon site, LatLon p) {
  if (std::isnan(p.lat)) return {};
  double distance = 0, azimuth = 0, back = 0;
  GeographicLib::Geodesic::WGS84().Inverse(site.lat, site.lon, p.lat, p.lon, distance, azimuth, back);
  return {distance * std::sin(degToRad(azimuth)), distance * std::cos(degToRad(azimuth))};
}

namespace {

/// A disc that holds a pole is, on a grid of longitudes and latitudes, all of the rows from its edge to the
/// pole.
bool windowOnPole(RasterGrid& grid, LatLon site, double range, double mostPixels) {
  const auto& old = grid.transform;
  if (grid.crs.IsGeographic() == 0 || old[2] != 0 || old[4] != 0) return false;
  const double pole = site.lat >= 0 ? 90 : -90;
  double toPole = 0;
  GeographicLib::Geodesic::WGS84().Inverse(site.lat, site.lon, pole, site.lon, toPole);
  if (toPole > range) return false;
  // The nearest to the equator lies on the side of the site away from the pole.
  LatLon farthest;
  GeographicLib::Geodesic::WGS84().Direct(site.lat, site.lon, pole > 0 ? 180 : 0, range, farthest.lat,
                                          farthest.lon);
  double r0 = (farthest.lat - old[3]) / old[5];
  double r1 = (pole - old[3]) / old[5];
  if (r0 > r1) std::swap(r0, r1);
  // No row beyond the pole, no column twice.
  r0 = pole * old[5] > 0 ? std::floor(r0 - 2) : std::ceil(r0 - 1e-9);
  r1 = pole * old[5] > 0 ? std::floor(r1 + 1e-9) : std::ceil(r1 + 2);
  const double columns = std::floor(360 / std::abs(old[1]) + 1e-6);
  if (!(columns * (r1 - r0) <= mostPixels) || columns < 1 || r1 - r0 < 1) return true;
  const double left = std::round((site.lon - old[0]) / old[1] - columns / 2);
  grid.transform[0] = old[0] + left * old[1];
  grid.transform[3] = old[3] + r0 * old[5];
  grid.columns = static_cast<int>(columns);
  grid.rows = static_cast<int>(r1 - r0);
  return true;
}

}  // namespace

void windowOnDisc(RasterGrid& grid, LatLon site, double range, double mostPixels) {
  if (windowOnPole(grid, site, range, mostPixels)) return;
  OGRSpatialReference wgs84;
  setWgs84(wgs84);
  std::unique_ptr<OGRCoordinateTransformation> transform;
  if (!grid.direct) transform.reset(OGRCreateCoordinateTransformation(&wgs84, &grid.crs));
  double inverse[6];
  if (!GDALInvGeoTransform(grid.transform.data(), inverse)) return;
  double c0 = 1e18, c1 = -1e18, r0 = 1e18, r1 = -1e18;
  constexpr int kAround = 180;
  for (int i = 0; i < kAround; ++i) {
    LatLon p;
    GeographicLib::Geodesic::WGS84().Direct(site.lat, site.lon, i * 360.0 / kAround, range, p.lat, p.lon);
    double x = site.lon + wrapLongitude(p.lon - site.lon);
    double y = p.lat;
    if (transform && transform->Transform(1, &x, &y) == 0) continue;
    const double c = inverse[0] + inverse[1] * x + inverse[2] * y;
    const double r = inverse[3] + inverse[4] * x + inverse[5] * y;
    c0 = std::min(c0, c);
    c1 = std::max(c1, c);
    r0 = std::min(r0, r);
    r1 = std::max(r1, r);
  }
  if (c0 > c1) return;
  const double bow = 2 + 0.001 * std::max(c1 - c0, r1 - r0);
  const double left = std::floor(c0 - bow);
  const double top = std::floor(r0 - bow);
  if ((c1 - c0 + 2 * bow) * (r1 - r0 + 2 * bow) > mostPixels) return;
  auto& t = grid.transform;
  const auto old = t;
  t[0] = old[0] + left * old[1] + top * old[2];
  t[3] = old[3] + left * old[4] + top * old[5];
  grid.columns = static_cast<int>(std::ceil(c1 + bow - left));
  grid.rows = static_cast<int>(std::ceil(r1 + bow - top));
}

namespace {

SORAMI_CLONES void quadraticRow(double a, double b, double c, double u0, double step, int count,
                                float* __restrict out) {
  for (int i = 0; i < count; ++i) {
    const double u = u0 + i * step;
    out[i] = static_cast<float>(a + u * (b + u * c));
  }
}

}  // namespace

void BlockPlane::quadratic(const std::array<double, 3>& c, double u0, double step, int count, float* out) {
  quadraticRow(c[0], c[1], c[2], u0, step, count, out);
}

bool BlockPlane::fit(LatLon site, ToGeographic& toGeographic, int col0, int row0, int size) {
  const double half = size / 2.0;
  m_middleCol = col0 + half;
  m_middleRow = row0 + half;
  m_half = half;
  Local nodes[3][3];
  for (int j = 0; j < 3; ++j) {
    for (int i = 0; i < 3; ++i) {
      nodes[j][i] = toLocal(site, toGeographic(col0 + i * half, row0 + j * half));
      if (nodes[j][i].east > 1e8) return false;
    }
  }
  for (int axis = 0; axis < 2; ++axis) {
    double* c = m_c[axis];
    const auto at = [&](int i, int j) { return axis == 0 ? nodes[j][i].east : nodes[j][i].north; };
    // Lagrange on -1, 0, 1 in both directions.
    double line[3][3];
    for (int j = 0; j < 3; ++j) {
      line[j][0] = at(1, j);
      line[j][1] = (at(2, j) - at(0, j)) / 2;
      line[j][2] = (at(2, j) + at(0, j)) / 2 - at(1, j);
    }
    for (int p = 0; p < 3; ++p) {
      c[p] = line[1][p];
      c[3 + p] = (line[2][p] - line[0][p]) / 2;
      c[6 + p] = (line[2][p] + line[0][p]) / 2 - line[1][p];
    }
  }
  m_pixel = std::sqrt(std::abs(m_c[0][1] * m_c[1][3] - m_c[0][3] * m_c[1][1])) / half;
  for (const auto& [u, v] : {std::pair(-0.5, -0.5), {0.5, -0.5}, {-0.5, 0.5}, {0.5, 0.5}}) {
    const Local exact = toLocal(site, toGeographic(m_middleCol + u * half, m_middleRow + v * half));
    const Local mine = of(u, v);
    if (!(std::hypot(exact.east - mine.east, exact.north - mine.north) <= 0.05 * m_pixel)) return false;
  }
  return true;
}

}  // namespace sorami
