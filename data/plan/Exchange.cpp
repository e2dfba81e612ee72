// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/Exchange.h"

#include "data/core/Translate.h"
#include "data/geo/GdalHandles.h"
#include "data/plan/Edits.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <memory>
#include <set>

namespace sorami {
namespace {

namespace fs = std::filesystem;

using GeometryPtr = std::unique_ptr<void, void (*)(void*)>;
GeometryPtr geometryOf(OGRwkbGeometryType type) {
  return {OGR_G_CreateGeometry(type), [](void* g) { OGR_G_DestroyGeometry(g); }};
}

struct SetName {
  PropertySet set;
  PlanItemKind kind;
  const char* name;
};
constexpr std::array kSets = {SetName{PropertySet::Sites, PlanItemKind::Site, "sites"},
                              SetName{PropertySet::Links, PlanItemKind::Link, "links"},
                              SetName{PropertySet::Areas, PlanItemKind::Area, "areas"},
                              SetName{PropertySet::Threats, PlanItemKind::Threat, "threats"},
                              SetName{PropertySet::Drawings, PlanItemKind::Drawing, "drawings"}};
constexpr const char* kPlanLayer = "sorami_plan";

bool isClosed(const Plan& plan, const PlanItem& item) {
  if (item.kind == PlanItemKind::Area) return true;
  const Drawing* d = item.kind == PlanItemKind::Drawing ? plan.drawing(item.id) : nullptr;
  return d && d->kind == DrawingKind::Polygon;
}

GeometryPtr geometryOf(const Plan& plan, const PlanItem& item) {
  const std::vector<LatLon> points = pointsOf(plan, item);
  if (points.size() == 1) {
    GeometryPtr g = geometryOf(wkbPoint);
    OGR_G_SetPoint_2D(g.get(), 0, points[0].lon, points[0].lat);
    return g;
  }
  const bool closed = isClosed(plan, item);
  GeometryPtr line = geometryOf(closed ? wkbLinearRing : wkbLineString);
  for (const LatLon& p : points) OGR_G_AddPoint_2D(line.get(), p.lon, p.lat);
  if (!closed) return line;
  OGR_G_AddPoint_2D(line.get(), points[0].lon, points[0].lat);
  GeometryPtr polygon = geometryOf(wkbPolygon);
  OGR_G_AddGeometry(polygon.get(), line.get());
  return polygon;
}

/// The points of a geometry's first part; a ring without its closing point.
std::vector<LatLon> pointsOf(OGRGeometryH g) {
  if (g == nullptr) return {};
  const OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(g));
  if (type != wkbPoint && type != wkbLineString && type != wkbLinearRing) {
    return OGR_G_GetGeometryCount(g) > 0 ? pointsOf(OGR_G_GetGeometryRef(g, 0)) : std::vector<LatLon>();
  }
  std::vector<LatLon> points;
  for (int i = 0; i < OGR_G_GetPointCount(g); ++i) {
    const LatLon p{OGR_G_GetY(g, i), OGR_G_GetX(g, i)};
    if (!std::isfinite(p.lat) || std::abs(p.lat) > 90 || !(std::abs(p.lon) <= 180)) return {};
    points.push_back(p);
  }
  return points;
}

bool isPolygon(OGRGeometryH g) {
  const OGRwkbGeometryType type = g == nullptr ? wkbUnknown : wkbFlatten(OGR_G_GetGeometryType(g));
  return type == wkbPolygon || type == wkbMultiPolygon;
}

/// Fields that hold a property: its name and, for numbers, their type.
void addFields(OGRLayerH layer, PropertySet set, std::set<std::string>& have) {
  for (const Property& p : propertiesOf(set)) {
    if (p.kind == Property::Kind::Position || !have.insert(p.key).second) continue;
    const bool number = p.kind == Property::Kind::Number || p.kind == Property::Kind::Whole;
    OGRFieldDefnH field = OGR_Fld_Create(p.key.c_str(), number ? OFTReal : OFTString);
    OGR_L_CreateField(layer, field, TRUE);
    OGR_Fld_Destroy(field);
  }
}

void addTextField(OGRLayerH layer, const char* name) {
  OGRFieldDefnH field = OGR_Fld_Create(name, OFTString);
  OGR_L_CreateField(layer, field, TRUE);
  OGR_Fld_Destroy(field);
}

bool writeFeature(OGRLayerH layer, const Plan& plan, const PlanItem& item, const SetName& set) {
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
  OGRFeatureH feature = OGR_F_Create(definition);
  const auto setText = [&](const char* name, const std::string& text) {
    const int i = OGR_FD_GetFieldIndex(definition, name);
    if (i >= 0) OGR_F_SetFieldString(feature, i, text.c_str());
  };
  setText("id", item.id);
  setText("set", set.name);
  setText("Name", nameOf(plan, item));
  for (const Property& p : propertiesOf(set.set)) {
    const int i = OGR_FD_GetFieldIndex(definition, p.key.c_str());
    if (i < 0) continue;
    const PropertyValue value = p.get(plan, {item, -1});
    if (std::holds_alternative<std::monostate>(value)) continue;
    if (const double* d = std::get_if<double>(&value)) {
      OGR_F_SetFieldDouble(feature, i, *d);
    } else {
      OGR_F_SetFieldString(feature, i, valueText(value).c_str());
    }
  }
  const GeometryPtr geometry = geometryOf(plan, item);
  OGR_F_SetGeometry(feature, geometry.get());
  const bool ok = OGR_L_CreateFeature(layer, feature) == OGRERR_NONE;
  OGR_F_Destroy(feature);
  return ok;
}

Status writeGeoPackage(const Plan& plan, GDALDatasetH dataset, const std::string& path) {
  const SrsPtr srs = makeWgs84();
  for (const SetName& set : kSets) {
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, set.name, srs.get(), wkbUnknown, nullptr);
    if (layer == nullptr) return gdalError("the layer cannot be made", path);
    addTextField(layer, "id");
    std::set<std::string> have{"id"};
    addFields(layer, set.set, have);
    const bool together = OGR_L_StartTransaction(layer) == OGRERR_NONE;
    for (const PlanItem& item : allItems(plan)) {
      if (item.kind == set.kind && !writeFeature(layer, plan, item, set))
        return gdalError("a feature cannot be written", path);
    }
    if (together && OGR_L_CommitTransaction(layer) != OGRERR_NONE)
      return gdalError("a layer cannot be written", path);
  }
  OGRLayerH whole = GDALDatasetCreateLayer(dataset, kPlanLayer, nullptr, wkbNone, nullptr);
  if (whole == nullptr) return gdalError("the plan's own table cannot be made", path);
  addTextField(whole, "json");
  OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(whole));
  OGR_F_SetFieldString(feature, OGR_FD_GetFieldIndex(OGR_L_GetLayerDefn(whole), "json"),
                       planToJson(plan).c_str());
  const bool ok = OGR_L_CreateFeature(whole, feature) == OGRERR_NONE;
  OGR_F_Destroy(feature);
  if (!ok) return gdalError("the plan cannot be written", path);
  return {};
}

Status writeOneLayer(const Plan& plan, GDALDatasetH dataset, const std::string& path, bool kml) {
  const SrsPtr srs = makeWgs84();
  const char* digits[] = {"COORDINATE_PRECISION=12", "RFC7946=NO", nullptr};
  OGRLayerH layer = GDALDatasetCreateLayer(dataset, "plan", srs.get(), wkbUnknown,
                                           kml ? nullptr : const_cast<char**>(digits));
  if (layer == nullptr) return gdalError("the layer cannot be made", path);
  if (kml) addTextField(layer, "Name");
  addTextField(layer, "id");
  addTextField(layer, "set");
  std::set<std::string> have{"id", "set"};
  for (const SetName& set : kSets) addFields(layer, set.set, have);
  for (const SetName& set : kSets) {
    for (const PlanItem& item : allItems(plan)) {
      if (item.kind == set.kind && !writeFeature(layer, plan, item, set))
        return gdalError("a feature cannot be written", path);
    }
  }
  return {};
}

// --- reading

/// Puts points into an object: what pointsOf() gave out. A link's stand with its sites.
void setPoints(Plan& plan, const PlanItem& item, const std::vector<LatLon>& points) {
  if (points.empty()) return;
  if (item.kind == PlanItemKind::Site) {
    Site s = *plan.site(item.id);
    s.position = points[0];
    plan = edits::withSite(std::move(plan), s);
  } else if (item.kind == PlanItemKind::Area) {
    Area a = *plan.area(item.id);
    a.ring = points;
    plan = edits::withArea(std::move(plan), a);
  } else if (item.kind == PlanItemKind::Threat) {
    Threat t = *plan.threat(item.id);
    t.path = points;
    plan = edits::withThreat(std::move(plan), t);
  } else if (item.kind == PlanItemKind::Drawing) {
    Drawing d = *plan.drawing(item.id);
    d.points = points;
    plan = edits::withDrawing(std::move(plan), d);
  }
}

class Importer {
 public:
  Importer(Plan plan, ImportedPlan& out) : m_plan(std::move(plan)), m_out(out) {}
  Plan take() { return std::move(m_plan); }
  const std::set<PlanItem>& seen() const { return m_seen; }

  void read(OGRLayerH layer) {
    const std::string layerName = OGR_L_GetName(layer);
    const SrsPtr target = makeWgs84();
    OGRSpatialReferenceH source = OGR_L_GetSpatialRef(layer);
    OGRCoordinateTransformationH transform = source != nullptr && !OSRIsSame(source, target.get())
                                                 ? OCTNewCoordinateTransformation(source, target.get())
                                                 : nullptr;
    OGR_L_ResetReading(layer);
    while (OGRFeatureH feature = OGR_L_GetNextFeature(layer)) {
      OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
      if (geometry != nullptr && transform != nullptr) OGR_G_Transform(geometry, transform);
      readFeature(feature, geometry, layerName);
      OGR_F_Destroy(feature);
    }
    if (transform != nullptr) OCTDestroyCoordinateTransformation(transform);
  }

 private:
  static std::string text(OGRFeatureH feature, const char* name) {
    const int i = OGR_F_GetFieldIndex(feature, name);
    return i >= 0 && OGR_F_IsFieldSetAndNotNull(feature, i) ? OGR_F_GetFieldAsString(feature, i)
                                                            : std::string();
  }

  void readFeature(OGRFeatureH feature, OGRGeometryH geometry, const std::string& layerName) {
    std::string where = layerName + ", feature " + std::to_string(OGR_F_GetFID(feature));
    const std::string setText = text(feature, "set");
    const std::string wanted = setText.empty() ? layerName : setText;
    const SetName* set = nullptr;
    for (const SetName& each : kSets) {
      if (wanted == each.name) set = &each;
    }
    const std::vector<LatLon> points = pointsOf(geometry);
    if (set == nullptr) {
      if (points.empty()) {
        m_out.problems.push_back(where + ": it has no place on the earth");
        return;
      }
      set = &kSets[points.size() == 1 ? 0 : isPolygon(geometry) ? 2 : 4];
    }
    const std::string id = text(feature, "id");
    PlanItem item{set->kind, id};
    bool isNew = id.empty() || !holds(m_plan, item);
    const Plan before = m_plan;
    if (isNew && !make(*set, item, points, where, feature)) return;
    std::vector<LatLon> ring = points;
    const bool closes = isClosed(m_plan, item) || isPolygon(geometry);
    if (closes && ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
    const std::size_t least = item.kind == PlanItemKind::Area ? 3 : item.kind == PlanItemKind::Threat ? 2 : 1;
    if (item.kind != PlanItemKind::Link && ring.size() < least) {
      m_out.problems.push_back(where + ": too few points");
      m_plan = before;
      return;
    }
    setPoints(m_plan, item, ring);
    for (const Property& p : propertiesOf(set->set)) {
      const int i = OGR_F_GetFieldIndex(feature, p.key.c_str());
      if (i < 0 || !p.set || !OGR_F_IsFieldSetAndNotNull(feature, i)) continue;
      const PropertyValue now = p.get(m_plan, {item, -1});
      if (std::holds_alternative<std::monostate>(now)) continue;
      PropertyValue value;
      if (std::holds_alternative<double>(now) &&
          OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, i)) != OFTString) {
        value = OGR_F_GetFieldAsDouble(feature, i);
      } else {
        const Result<PropertyValue> read = valueFrom(p, OGR_F_GetFieldAsString(feature, i));
        if (!read) {
          m_out.problems.push_back(where + ", " + p.key + ": " + read.error().what);
          continue;
        }
        value = *read;
      }
      if (value == now) continue;
      Result<Plan> next = withValue(m_plan, {item, -1}, p, value);
      if (next) {
        m_plan = std::move(*next);
      } else {
        m_out.problems.push_back(where + ", " + p.key + ": " + next.error().what);
      }
    }
    m_seen.insert(item);
    if (isNew) {
      ++m_out.added;
    } else if (!(before == m_plan)) {
      ++m_out.changed;
    }
  }

  bool make(const SetName& set, PlanItem& item, const std::vector<LatLon>& points, const std::string& where,
            OGRFeatureH feature) {
    if (item.id.empty()) item.id = edits::freshId(m_plan, set.name);
    std::string name = text(feature, "name");
    if (name.empty()) name = text(feature, "Name");
    switch (set.kind) {
      case PlanItemKind::Site: {
        Site s;
        s.id = item.id;
        s.name = name.empty() ? edits::freshName(m_plan, "Site") : name;
        // A sensor or battery where the fields speak of one.
        if (!text(feature, "instrumentedRangeM").empty()) s.sensor = SensorParameters{};
        if (!text(feature, "layer").empty()) s.battery = Battery{};
        m_plan.sites.push_back(std::move(s));
        return true;
      }
      case PlanItemKind::Link: {
        const auto named = [&](const char* field) {
          const std::string wanted = text(feature, field);
          const auto found = std::find_if(m_plan.sites.begin(), m_plan.sites.end(),
                                          [&](const Site& s) { return s.name == wanted || s.id == wanted; });
          return found == m_plan.sites.end() ? std::string() : found->id;
        };
        Link l;
        l.id = item.id;
        l.from = named("from");
        l.to = named("to");
        if (l.from.empty() || l.to.empty() || l.from == l.to) {
          m_out.problems.push_back(where + ": its ends are no two sites of the plan");
          return false;
        }
        m_plan.links.push_back(std::move(l));
        return true;
      }
      case PlanItemKind::Area: {
        Area a;
        a.id = item.id;
        a.name = name.empty() ? edits::freshName(m_plan, "Area") : name;
        m_plan.areas.push_back(std::move(a));
        return true;
      }
      case PlanItemKind::Threat: {
        Threat t;
        t.id = item.id;
        t.name = name.empty() ? edits::freshName(m_plan, "Threat") : name;
        m_plan.threats.push_back(std::move(t));
        return true;
      }
      case PlanItemKind::Drawing: {
        Drawing d;
        d.id = item.id;
        d.text = name;
        d.kind = points.size() == 1 ? DrawingKind::Text : DrawingKind::Line;
        m_plan.drawings.push_back(std::move(d));
        return true;
      }
    }
    return false;
  }

  Plan m_plan;
  ImportedPlan& m_out;
  std::set<PlanItem> m_seen;
};

}  // namespace

Status exportPlan(const Plan& plan, const std::string& path) {
  const QuietGdal quiet;
  const std::string ending = fs::path(path).extension().string();
  const std::map<std::string, const char*> drivers = {
      {".gpkg", "GPKG"}, {".geojson", "GeoJSON"}, {".json", "GeoJSON"}, {".kml", "KML"}};
  const auto driverName = drivers.find(ending);
  if (driverName == drivers.end()) {
    return Error{
        tr("the ending '%1' is none a plan is exported to").arg(QString::fromStdString(ending)).toStdString(),
        path, tr("use .gpkg, .geojson or .kml").toStdString()};
  }
  GDALDriverH driver = GDALGetDriverByName(driverName->second);
  if (driver == nullptr)
    return Error{
        tr("this GDAL cannot write %1").arg(QString::fromStdString(driverName->second)).toStdString(),
        path,
        {}};
  // Beside the file first, so that it is there whole or not at all.
  const std::string part =
      (fs::path(path).parent_path() / (".part-" + fs::path(path).stem().string() + ending)).string();
  std::error_code ignored;
  fs::remove(part, ignored);
  Status written;
  {
    const DatasetPtr dataset = own(GDALCreate(driver, part.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset) return gdalError("the file cannot be made", path);
    written = ending == ".gpkg" ? writeGeoPackage(plan, dataset.get(), path)
                                : writeOneLayer(plan, dataset.get(), path, ending == ".kml");
  }
  std::error_code error;
  if (written) fs::rename(part, path, error);
  if (!written || error) fs::remove(part, ignored);
  if (!written) return written;
  if (error)
    return Error{
        tr("cannot be put in its place: %1").arg(QString::fromStdString(error.message())).toStdString(),
        path,
        {}};
  return {};
}

Result<ImportedPlan> importPlan(const Plan& plan, const std::string& path) {
  const QuietGdal quiet;
  const DatasetPtr dataset = own(GDALOpenEx(
      path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr, nullptr, nullptr));
  if (!dataset)
    return gdalError("the file cannot be read", path, "GeoPackage, GeoJSON and KML can be imported");
  ImportedPlan out;
  Plan base = plan;
  Plan whole;
  if (OGRLayerH layer = GDALDatasetGetLayerByName(dataset.get(), kPlanLayer)) {
    OGR_L_ResetReading(layer);
    if (OGRFeatureH feature = OGR_L_GetNextFeature(layer)) {
      const int i = OGR_F_GetFieldIndex(feature, "json");
      Result<OpenedPlan> opened = openPlanText(i < 0 ? "" : OGR_F_GetFieldAsString(feature, i), path);
      OGR_F_Destroy(feature);
      if (opened) {
        out.isWhole = true;
        for (const PlanProblem& p : opened->problems) out.problems.push_back(p.where + " " + p.what);
        whole = opened->plan;
        base = opened->plan;
      }
    }
  }
  Importer importer(base, out);
  for (int i = 0; i < GDALDatasetGetLayerCount(dataset.get()); ++i) {
    OGRLayerH layer = GDALDatasetGetLayer(dataset.get(), i);
    if (std::string(OGR_L_GetName(layer)) != kPlanLayer) importer.read(layer);
  }
  const std::set<PlanItem> seen = importer.seen();
  out.next = importer.take();
  if (out.isWhole) {
    // What is in the plan but no feature any more was deleted in the GIS.
    PlanItems gone;
    for (const PlanItem& item : allItems(whole)) {
      if (!seen.contains(item)) gone.push_back(item);
    }
    if (!gone.empty()) out.next = edits::removed(out.next, gone);
  }
  return out;
}

}  // namespace sorami
