// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/RoughGround.h"

#include <QDir>
#include <QFile>

#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <atomic>
#include <cmath>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

namespace sorami::bench {

/// Terrain of the size and roughness of Honshu, the same on every machine: ETOPO5 (public domain, Debian
/// package ferret-datasets) interpolated to 3″ with ridged multifractal detail where there is land; without
/// that package an island arc of our own takes its place. 133.4–142.6 E, 31.9–40.1 N, 108.6 million posts.
/// Made once and kept at `path`; empty string: it could not be made.
class HonshuTerrain {
 public:
  static constexpr int kColumns = 11040;
  static constexpr int kRows = 9840;
  static constexpr double kWest = 133.4;
  static constexpr double kNorth = 40.1;
  static constexpr double kCell = 1.0 / 1200;

  static std::string make(const std::string& path) {
    if (QFile::exists(QString::fromStdString(path))) return path;
    std::printf("making the benchmark terrain once (%d × %d posts) …\n", kColumns, kRows);
    std::fflush(stdout);
    const std::vector<float> base = coarse();
    std::vector<std::int16_t> posts(std::size_t{kColumns} * kRows);
    std::atomic<int> next = 0;
    const auto work = [&] {
      for (int row = next++; row < kRows; row = next++) {
        for (int col = 0; col < kColumns; ++col) {
          posts[static_cast<std::size_t>(row) * kColumns + static_cast<std::size_t>(col)] =
              post(base, col, row);
        }
      }
    };
    {
      std::vector<std::jthread> threads;
      for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
        threads.emplace_back(work);
    }
    return write(path, posts) ? path : std::string();
  }

 private:
  // The 5′ grid about Honshu, with two posts to spare.
  static constexpr double kStep = 1.0 / 12;
  static constexpr int kCoarseColumns = 118;
  static constexpr int kCoarseRows = 106;
  static constexpr double kCoarseWest = 133.0;
  static constexpr double kCoarseNorth = 40.5;

  static std::vector<float> coarse() {
    GDALAllRegister();
    std::vector<float> base(std::size_t{kCoarseColumns} * kCoarseRows);
    const std::string etopo = "/usr/share/ferret-vis/data/etopo5.cdf";
    CPLPushErrorHandler(CPLQuietErrorHandler);
    GDALDatasetH dataset = GDALOpen(etopo.c_str(), GA_ReadOnly);
    CPLPopErrorHandler();
    bool read = false;
    if (dataset != nullptr) {
      const int col = static_cast<int>(std::lround(kCoarseWest / kStep));
      const int row = static_cast<int>(std::lround((90 - kCoarseNorth) / kStep));
      read = GDALRasterIO(GDALGetRasterBand(dataset, 1), GF_Read, col, row, kCoarseColumns, kCoarseRows,
                          base.data(), kCoarseColumns, kCoarseRows, GDT_Float32, 0, 0) == CE_None;
      GDALClose(dataset);
    }
    if (read) return base;
    std::printf("ETOPO5 is not here (package ferret-datasets): an island arc of our own instead\n");
    for (int r = 0; r < kCoarseRows; ++r) {
      for (int c = 0; c < kCoarseColumns; ++c) {
        const double lon = kCoarseWest + c * kStep;
        const double lat = kCoarseNorth - r * kStep;
        const double axis = lat - (34.6 + 0.55 * (lon - 135) + 0.06 * (lon - 138) * (lon - 138));
        base[static_cast<std::size_t>(r * kCoarseColumns + c)] = static_cast<float>(
            1500 * std::exp(-axis * axis * 1.2) - 400 + 200 * test::smoothNoise(lon * 2, lat * 2, 3));
      }
    }
    return base;
  }

  static double cubic(double a, double b, double c, double d, double t) {
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
  }

  static std::int16_t post(const std::vector<float>& base, int col, int row) {
    const double x = (kWest + (col + 0.5) * kCell - kCoarseWest) / kStep;
    const double y = (kCoarseNorth - (kNorth - (row + 0.5) * kCell)) / kStep;
    const int c = static_cast<int>(x);
    const int r = static_cast<int>(y);
    double lines[4];
    for (int j = 0; j < 4; ++j) {
      const float* p = base.data() + (r - 1 + j) * kCoarseColumns + c - 1;
      lines[j] = cubic(static_cast<double>(p[0]), static_cast<double>(p[1]), static_cast<double>(p[2]),
                       static_cast<double>(p[3]), x - c);
    }
    const double height = cubic(lines[0], lines[1], lines[2], lines[3], y - r);
    if (height <= 0) return 0;
    // Mountains are as rough as they are high; plains stay plains.
    const double relief = std::min(2600.0, 60 + 1.6 * height);
    const double detail = test::ridgedNoise(col / 180.0, row / 210.0, 7, 2026) - 0.42;
    return static_cast<std::int16_t>(std::lround(std::clamp(height + relief * detail, 0.0, 4150.0)));
  }

  static bool write(const std::string& path, const std::vector<std::int16_t>& posts) {
    GDALAllRegister();
    QDir().mkpath(QFileInfo(QString::fromStdString(path)).absolutePath());
    char** options = nullptr;
    for (const char* o :
         {"TILED=YES", "COMPRESS=ZSTD", "ZSTD_LEVEL=1", "PREDICTOR=2", "NUM_THREADS=ALL_CPUS"}) {
      options = CSLAddString(options, o);
    }
    const std::string part = path + ".part";
    auto* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    GDALDataset* out = driver->Create(part.c_str(), kColumns, kRows, 1, GDT_Int16, options);
    CSLDestroy(options);
    if (out == nullptr) return false;
    double transform[6] = {kWest, kCell, 0, kNorth, 0, -kCell};
    out->SetGeoTransform(transform);
    OGRSpatialReference crs;
    crs.SetWellKnownGeogCS("WGS84");
    out->SetSpatialRef(&crs);
    std::vector<std::int16_t> copy = posts;
    const bool ok = out->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, kColumns, kRows, copy.data(), kColumns,
                                                    kRows, GDT_Int16, 0, 0) == CE_None;
    GDALClose(out);
    return ok && QFile::rename(QString::fromStdString(part), QString::fromStdString(path));
  }
};

}  // namespace sorami::bench
