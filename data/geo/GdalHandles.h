// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"

#include <cpl_error.h>
#include <gdal.h>
#include <ogr_srs_api.h>

#include <memory>
#include <string>

namespace sorami {

/// Keeps GDAL's messages of this thread off stderr while it lives, and remembers the last: it is the reason
/// we give.
class QuietGdal {
 public:
  QuietGdal() {
    GDALAllRegister();
    CPLPushErrorHandler(CPLQuietErrorHandler);
    CPLErrorReset();
  }
  ~QuietGdal() { CPLPopErrorHandler(); }
  QuietGdal(const QuietGdal&) = delete;
  QuietGdal& operator=(const QuietGdal&) = delete;

  /// What GDAL said last, without its full stop; empty when it said nothing.
  static std::string message() {
    std::string text = CPLGetLastErrorMsg();
    while (!text.empty() && (text.back() == '.' || text.back() == '\n')) text.pop_back();
    return text;
  }
};

/// What failed, with GDAL's reason behind it.
inline Error gdalError(const std::string& what, const std::string& path, const std::string& hint = {}) {
  const std::string reason = QuietGdal::message();
  return {reason.empty() ? what : what + ": " + reason, path, hint};
}

using DatasetPtr = std::unique_ptr<void, void (*)(void*)>;
inline DatasetPtr own(GDALDatasetH dataset) {
  return {dataset, [](void* d) { GDALClose(d); }};
}

using SrsPtr = std::unique_ptr<void, void (*)(void*)>;
/// WGS 84 with longitude before latitude.
inline SrsPtr makeWgs84() {
  OGRSpatialReferenceH srs = OSRNewSpatialReference(nullptr);
  OSRImportFromEPSG(srs, 4326);
  OSRSetAxisMappingStrategy(srs, OAMS_TRADITIONAL_GIS_ORDER);
  return {srs, [](void* s) { OSRDestroySpatialReference(s); }};
}

}  // namespace sorami
