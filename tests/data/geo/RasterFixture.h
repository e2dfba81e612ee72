// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sorami::test {

/// A small raster for a test: heights by a function of column and row.
struct RasterSpec {
  std::string path;
  int columns = 0;
  int rows = 0;
  std::array<double, 6> transform{};
  int epsg = 4326;  ///< 0: none
  std::string driver = "GTiff";
  GDALDataType type = GDT_Int16;
  std::optional<double> nodata;
  std::string unit;
  std::optional<double> scale;
  bool pointRegistered = false;
  std::vector<std::string> options;
};

inline bool writeRaster(const RasterSpec& spec, const std::function<double(int, int)>& height) {
  GDALAllRegister();
  char** options = nullptr;
  for (const std::string& option : spec.options) options = CSLAddString(options, option.c_str());
  auto* memory = GetGDALDriverManager()->GetDriverByName("MEM")->Create("", spec.columns, spec.rows, 1,
                                                                        spec.type, nullptr);
  auto transform = spec.transform;
  memory->SetGeoTransform(transform.data());
  if (spec.epsg != 0) {
    OGRSpatialReference crs;
    crs.importFromEPSG(spec.epsg);
    crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    memory->SetSpatialRef(&crs);
  }
  GDALRasterBand* band = memory->GetRasterBand(1);
  if (spec.nodata) band->SetNoDataValue(*spec.nodata);
  if (!spec.unit.empty()) band->SetUnitType(spec.unit.c_str());
  if (spec.scale) band->SetScale(*spec.scale);
  if (spec.pointRegistered) memory->SetMetadataItem("AREA_OR_POINT", "Point");
  std::vector<float> line(static_cast<std::size_t>(spec.columns));
  for (int r = 0; r < spec.rows; ++r) {
    for (int c = 0; c < spec.columns; ++c)
      line[static_cast<std::size_t>(c)] = static_cast<float>(height(c, r));
    if (band->RasterIO(GF_Write, 0, r, spec.columns, 1, line.data(), spec.columns, 1, GDT_Float32, 0, 0) !=
        CE_None)
      return false;
  }
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(spec.driver.c_str());
  GDALDataset* written = driver->CreateCopy(spec.path.c_str(), memory, FALSE, options, nullptr, nullptr);
  const bool ok = written != nullptr;
  if (written != nullptr) GDALClose(written);
  GDALClose(memory);
  CSLDestroy(options);
  return ok;
}

}  // namespace sorami::test
