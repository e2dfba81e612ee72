// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Units.h"
#include "data/ingest/encoders/EncodeText.h"

#include <cpl_error.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <memory>
#include <string>

namespace sorami {
namespace {

constexpr std::size_t kPiece = 1 << 20;  // bytes handed on at a time

struct CloseDataset {
  void operator()(void* dataset) const { GDALClose(dataset); }
};
struct ReleaseReference {
  void operator()(OGRSpatialReferenceH reference) const { OSRRelease(reference); }
};
struct DestroyFeature {
  void operator()(OGRFeatureH feature) const { OGR_F_Destroy(feature); }
};
using DatasetPtr = std::unique_ptr<void, CloseDataset>;
using ReferencePtr = std::unique_ptr<std::remove_pointer_t<OGRSpatialReferenceH>, ReleaseReference>;
using FeaturePtr = std::unique_ptr<std::remove_pointer_t<OGRFeatureH>, DestroyFeature>;

Error failed(const std::string& what) {
  const char* why = CPLGetLastErrorMsg();
  return {what + (why != nullptr && *why != 0 ? std::string(": ") + why : std::string()), "", ""};
}

struct Column {
  const char* name;
  OGRFieldType type;
};
constexpr std::array<Column, 11> kTrackColumns = {{{"name", OFTString},
                                                   {"identity", OFTString},
                                                   {"source", OFTString},
                                                   {"type", OFTString},
                                                   {"affiliation", OFTString},
                                                   {"domain", OFTString},
                                                   {"remarks", OFTString},
                                                   {"simulated", OFTInteger},
                                                   {"first", OFTDateTime},
                                                   {"last", OFTDateTime},
                                                   {"reports", OFTInteger64}}};
constexpr std::array<Column, 11> kReportColumns = {{{"track", OFTInteger64},
                                                    {"name", OFTString},
                                                    {"time", OFTDateTime},
                                                    {"received", OFTDateTime},
                                                    {"baro_altitude_m", OFTReal},
                                                    {"geo_altitude_m", OFTReal},
                                                    {"geo_reference", OFTString},
                                                    {"ground_speed_mps", OFTReal},
                                                    {"track_deg", OFTReal},
                                                    {"vertical_rate_mps", OFTReal},
                                                    {"flags", OFTString}}};

template <std::size_t N>
bool addColumns(OGRLayerH layer, const std::array<Column, N>& columns) {
  for (const Column& column : columns) {
    OGRFieldDefnH field = OGR_Fld_Create(column.name, column.type);
    const bool made = OGR_L_CreateField(layer, field, 1) == OGRERR_NONE;
    OGR_Fld_Destroy(field);
    if (!made) return false;
  }
  return true;
}

void setTime(OGRFeatureH feature, int index, UtcTime t) {
  if (!t.isValid()) return;
  const std::string iso = toIso(t);  // 2026-08-12T06:12:30.250000Z
  const auto number = [&](std::size_t at, std::size_t length) { return std::stoi(iso.substr(at, length)); };
  const float seconds = std::stof(iso.substr(17, iso.size() - 18));
  OGR_F_SetFieldDateTimeEx(feature, index, number(0, 4), number(5, 2), number(8, 2), number(11, 2),
                           number(14, 2), seconds, 100);
}

void setReal(OGRFeatureH feature, int index, float value) {
  if (std::isfinite(value)) OGR_F_SetFieldDouble(feature, index, static_cast<double>(value));
}

double heightOf(const Sample& s) {
  const float height = std::isfinite(s.geoAltitude) ? s.geoAltitude : s.baroAltitude;
  return std::isfinite(height) ? static_cast<double>(height) : 0;
}

/// A track's way as lines, a new one at each leg and at the dateline.
OGRGeometryH linesOf(const KeptTrack& track) {
  OGRGeometryH lines = OGR_G_CreateGeometry(wkbMultiLineString25D);
  OGRGeometryH line = nullptr;
  const auto finish = [&] {
    if (line == nullptr) return;
    if (OGR_G_GetPointCount(line) > 1) {
      OGR_G_AddGeometryDirectly(lines, line);
    } else {
      OGR_G_DestroyGeometry(line);
    }
    line = nullptr;
  };
  double lastLon = 0;
  for (const Sample& s : track.samples) {
    if ((s.flags & kOutlier) != 0) continue;
    if (line != nullptr && ((s.flags & kLegStart) != 0 || std::abs(s.lon - lastLon) > 180)) finish();
    if (line == nullptr) line = OGR_G_CreateGeometry(wkbLineString25D);
    OGR_G_AddPoint(line, s.lon, s.lat, heightOf(s));
    lastLon = s.lon;
  }
  finish();
  return lines;
}

Status fill(GDALDatasetH dataset, const StoreView& view, const std::vector<KeptTrack>& tracks,
            const std::stop_token& stop) {
  const ReferencePtr wgs84(OSRNewSpatialReference(nullptr));
  OSRImportFromEPSG(wgs84.get(), 4326);
  OSRSetAxisMappingStrategy(wgs84.get(), OAMS_TRADITIONAL_GIS_ORDER);
  OGRLayerH ways = GDALDatasetCreateLayer(dataset, "tracks", wgs84.get(), wkbMultiLineString25D, nullptr);
  OGRLayerH reports = GDALDatasetCreateLayer(dataset, "reports", wgs84.get(), wkbPoint25D, nullptr);
  if (ways == nullptr || reports == nullptr || !addColumns(ways, kTrackColumns) ||
      !addColumns(reports, kReportColumns)) {
    return failed("the layers cannot be made");
  }
  GDALDatasetStartTransaction(dataset, 0);
  UniqueNames names;
  for (const KeptTrack& track : tracks) {
    if (stop.stop_requested()) return Error{"the export was cancelled", "", ""};
    const TrackInfo& info = track.info;
    const std::string name = track.callsign.empty() ? names.of(info) : track.callsign;
    const std::string source = info.source < view.sources().size() ? view.sources()[info.source].name : "";
    const FeaturePtr way(OGR_F_Create(OGR_L_GetLayerDefn(ways)));
    const std::string texts[] = {name,
                                 nativeIdText(info),
                                 source,
                                 info.type,
                                 std::string(nameOf(track.affiliation)),
                                 std::string(nameOf(info.domain)),
                                 info.remarks};
    for (int i = 0; i < 7; ++i) OGR_F_SetFieldString(way.get(), i, texts[i].c_str());
    OGR_F_SetFieldInteger(way.get(), 7, info.simulated ? 1 : 0);
    if (!track.samples.empty()) {
      setTime(way.get(), 8, track.samples.front().time);
      setTime(way.get(), 9, track.samples.back().time);
    }
    OGR_F_SetFieldInteger64(way.get(), 10, static_cast<GIntBig>(track.samples.size()));
    OGR_F_SetGeometryDirectly(way.get(), linesOf(track));
    if (OGR_L_CreateFeature(ways, way.get()) != OGRERR_NONE) return failed("a track cannot be written");
    const GIntBig id = OGR_F_GetFID(way.get());
    for (const Sample& s : track.samples) {
      const FeaturePtr report(OGR_F_Create(OGR_L_GetLayerDefn(reports)));
      OGRFeatureH f = report.get();
      OGR_F_SetFieldInteger64(f, 0, id);
      OGR_F_SetFieldString(f, 1, name.c_str());
      setTime(f, 2, s.time);
      setTime(f, 3, s.received);
      setReal(f, 4, s.baroAltitude);
      setReal(f, 5, s.geoAltitude);
      if (std::isfinite(s.geoAltitude)) {
        OGR_F_SetFieldString(f, 6, (s.flags & kGeoIsMsl) != 0 ? "mean sea level" : "ellipsoid");
      }
      setReal(f, 7, s.groundSpeed);
      setReal(f, 8, s.trackDeg);
      setReal(f, 9, s.verticalRate);
      OGR_F_SetFieldString(f, 10, flagNames(s.flags).c_str());
      OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint25D);
      OGR_G_SetPoint(point, 0, s.lon, s.lat, heightOf(s));
      OGR_F_SetGeometryDirectly(f, point);
      if (OGR_L_CreateFeature(reports, f) != OGRERR_NONE) return failed("a report cannot be written");
    }
  }
  if (GDALDatasetCommitTransaction(dataset) != OGRERR_NONE) return failed("the file cannot be written");
  const std::string marking = view.meta("marking");
  if (!marking.empty()) GDALSetMetadataItem(dataset, "MARKING", marking.c_str(), nullptr);
  return {};
}

/// GDAL writes a file of its own; in memory, so that nothing half made is ever seen.
Status writeGeoPackage(const StoreView& view, const TextOut& out, std::stop_token stop) {
  auto tracks = keepTracks(view, stop);
  if (!tracks) return tracks.error();
  GDALAllRegister();
  GDALDriverH driver = GDALGetDriverByName("GPKG");
  if (driver == nullptr) return Error{"this GDAL cannot write GeoPackage", "", "install libgdal with SQLite"};
  static std::atomic<unsigned> number = 0;
  const std::string path = "/vsimem/sorami-export-" + std::to_string(++number) + ".gpkg";
  CPLPushErrorHandler(CPLQuietErrorHandler);
  Status status;
  {
    const DatasetPtr dataset(GDALCreate(driver, path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    status = dataset ? fill(dataset.get(), view, *tracks, stop) : Status(failed("the file cannot be made"));
  }
  if (status) {
    vsi_l_offset length = 0;
    const GByte* bytes = VSIGetMemFileBuffer(path.c_str(), &length, FALSE);
    if (bytes == nullptr) status = failed("the file cannot be read back");
    for (vsi_l_offset at = 0; status && at < length; at += kPiece) {
      const auto part = static_cast<std::size_t>(std::min<vsi_l_offset>(kPiece, length - at));
      if (!out({static_cast<const char*>(static_cast<const void*>(bytes + at)), part}))
        status = cannotWrite();
    }
  }
  VSIUnlink(path.c_str());
  CPLPopErrorHandler();
  return status;
}

}  // namespace

const Encoder kGeoPackageEncoder = {"gpkg", "OGC GeoPackage, tracks and reports", writeGeoPackage};

}  // namespace sorami
