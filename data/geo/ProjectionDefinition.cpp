// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/ProjectionDefinition.h"

#include "data/core/Translate.h"
#include "data/core/Units.h"

#include <QtGlobal>

#include <proj.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <sstream>

namespace sorami {
namespace {

constexpr double kMercatorLimit = 85.0511287798066;  // deg: where the Web Mercator square ends
// deg: beyond it, on the side away from the apex, a conformal cone runs off to infinity.
constexpr double kConicLimit = -75;
constexpr const char* kSphere = "+R=6371008.7714";  // mean radius of WGS 84, (2a + b) / 3

const std::array<Projection::Choice, 10> kChoices{{
    {"lcc-japan", QT_TR_NOOP("Lambert conformal conic · Japan"), false},
    {"utm", QT_TR_NOOP("Transverse Mercator · UTM zone of the centre"), true},
    {"mercator", QT_TR_NOOP("Web Mercator"), true},
    {"aeqd", QT_TR_NOOP("Azimuthal equidistant"), true},
    {"stereographic", QT_TR_NOOP("Stereographic"), true},
    {"laea", QT_TR_NOOP("Lambert azimuthal equal-area"), true},
    {"orthographic", QT_TR_NOOP("Orthographic"), true},
    {"polar-north", QT_TR_NOOP("Polar stereographic · north"), true},
    {"polar-south", QT_TR_NOOP("Polar stereographic · south"), true},
    {"equirectangular", QT_TR_NOOP("Equirectangular"), true},
}};

std::string format(const char* pattern, double a, double b = 0) {
  std::array<char, 256> text{};
  std::snprintf(text.data(), text.size(), pattern, a, b);
  return text.data();
}

ClipWindow meridianWindow(double midLon, double south = -90, double north = 90) {
  ClipWindow w;
  w.kind = CutKind::Meridian;
  w.midLon = wrapLongitude(midLon);
  w.south = south;
  w.north = north;
  w.centre = {std::clamp(0.0, south, north), w.midLon};
  return w;
}

ClipWindow capWindow(LatLon centre, double horizonDeg) {
  ClipWindow w;
  w.kind = CutKind::Horizon;
  w.centre = {centre.lat, wrapLongitude(centre.lon)};
  w.midLon = w.centre.lon;
  w.horizonDeg = horizonDeg;
  return w;
}

// How far from its centre each azimuthal projection is shown: the whole sphere but the antipode where it can
// be, elsewhere to where the scale has grown past use.
constexpr double kStereographicHorizon = 120;
constexpr double kOrthographicHorizon = 89.9;
constexpr double kEqualAreaHorizon = 179.5;
constexpr double kEquidistantHorizon = 179;  // inside it the geodesic to every point is the only shortest one
constexpr double kTransverseHorizon = 80;    // PROJ's series holds to about 85 deg from the central meridian
constexpr double kObliqueHorizon = 60;

std::optional<ProjectionDefinition> fromChoice(const std::string& id, LatLon c) {
  using Engine = ProjectionDefinition::Engine;
  ProjectionDefinition d;
  c.lon = wrapLongitude(c.lon);
  const auto azimuthal = [&](const char* name, const char* figure, double horizon) {
    d.text = std::string("+proj=") + name + format(" +lat_0=%.9g +lon_0=%.9g ", c.lat, c.lon) + figure;
    d.window = capWindow(c, horizon);
  };
  if (id == "lcc-japan") {
    d.text = "+proj=lcc +lat_1=32 +lat_2=43 +lat_0=36 +lon_0=137.5 +ellps=WGS84";
    d.window = meridianWindow(137.5, kConicLimit, 90);
    d.window.centre = {36, 137.5};
  } else if (id == "utm") {
    const int zone = std::clamp(static_cast<int>(std::floor((c.lon + 180) / 6)) + 1, 1, 60);
    d.text = format("+proj=tmerc +lon_0=%.9g +k=0.9996 +ellps=WGS84", zone * 6 - 183);
    // Steps of ten degrees, so that a small move of the centre does not make another map.
    d.window = capWindow({std::clamp(std::round(c.lat / 10) * 10, -90.0, 90.0), zone * 6.0 - 183},
                         kTransverseHorizon);
    d.title = "UTM zone " + std::to_string(zone) + (c.lat < 0 ? " S" : " N");
  } else if (id == "mercator") {
    d.text = format("+proj=merc +lon_0=%.9g +a=6378137 +b=6378137", c.lon);
    d.window = meridianWindow(c.lon, -kMercatorLimit, kMercatorLimit);
  } else if (id == "aeqd") {
    d.engine = Engine::AzimuthalEquidistant;
    d.text = format("+proj=aeqd +lat_0=%.9g +lon_0=%.9g +ellps=WGS84", c.lat, c.lon);
    d.window = capWindow(c, kEquidistantHorizon);
  } else if (id == "stereographic") {
    azimuthal("stere", "+ellps=WGS84", kStereographicHorizon);
  } else if (id == "laea") {
    azimuthal("laea", "+ellps=WGS84", kEqualAreaHorizon);
  } else if (id == "orthographic") {
    azimuthal("ortho", kSphere, kOrthographicHorizon);
  } else if (id == "polar-north" || id == "polar-south") {
    c.lat = id == "polar-north" ? 90 : -90;
    azimuthal("stere", "+ellps=WGS84", kStereographicHorizon);
  } else if (id == "equirectangular") {
    d.text = format("+proj=eqc +lon_0=%.9g +ellps=WGS84", c.lon);
    d.window = meridianWindow(c.lon);
  } else {
    return std::nullopt;
  }
  if (d.title.empty()) {
    for (const Projection::Choice& choice : kChoices) {
      if (choice.id == id) d.title = choice.title;
    }
  }
  return d;
}

/// A PROJ context that keeps what PROJ says, for our own message.
struct Context {
  PJ_CONTEXT* ctx = proj_context_create();
  std::string said;
  Context() {
    proj_log_func(ctx, this, [](void* self, int, const char* text) {
      if (text != nullptr && *text != 0) static_cast<Context*>(self)->said = text;
    });
    proj_log_level(ctx, PJ_LOG_ERROR);
  }
  ~Context() { proj_context_destroy(ctx); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  std::string reason() const {
    if (!said.empty()) return said;
    const int code = proj_context_errno(ctx);
    const char* text = code != 0 ? proj_context_errno_string(ctx, code) : nullptr;
    return text != nullptr ? text : "PROJ gives no reason";
  }
};
using PjPtr = std::unique_ptr<PJ, PJ* (*)(PJ*)>;
PjPtr own(PJ* pj) {
  return {pj, proj_destroy};
}

using Params = std::map<std::string, std::string>;

Params paramsOf(const std::string& text) {
  Params out;
  std::istringstream in(text);
  for (std::string word; in >> word;) {
    if (word.front() != '+') continue;
    const std::size_t eq = word.find('=');
    out[word.substr(1, eq == std::string::npos ? eq : eq - 1)] =
        eq == std::string::npos ? "" : word.substr(eq + 1);
  }
  return out;
}

double number(const Params& params, const char* name, double fallback) {
  const auto it = params.find(name);
  if (it == params.end()) return fallback;
  // PROJ's own reader: it knows 135dE and 36d30'N too.
  return radToDeg(proj_dmstor(it->second.c_str(), nullptr));
}

double length(const Params& params, const char* name, double fallback) {
  const auto it = params.find(name);
  return it == params.end() ? fallback : std::atof(it->second.c_str());
}

/// What part of the sphere a PROJ method can show. `middle`: where the user's map is, for methods without a
/// centre of their own.
ClipWindow windowOf(const Params& params, LatLon middle) {
  const auto it = params.find("proj");
  const std::string name = it == params.end() ? "" : it->second;
  const double lat0 = number(params, "lat_0", 0);
  double lon0 = number(params, "lon_0", 0);
  if (params.contains("zone")) lon0 = length(params, "zone", 1) * 6 - 183;
  const LatLon own{lat0, lon0};
  const auto is = [&](std::initializer_list<const char*> names) {
    return std::any_of(names.begin(), names.end(), [&](const char* n) { return name == n; });
  };
  if (is({"stere", "sterea"})) return capWindow(own, kStereographicHorizon);
  if (is({"ups"})) return capWindow({params.contains("south") ? -90.0 : 90.0, 0}, kStereographicHorizon);
  if (is({"ortho", "airy"})) return capWindow(own, kOrthographicHorizon);
  if (is({"laea"})) return capWindow(own, kEqualAreaHorizon);
  if (is({"aeqd"})) return capWindow(own, kEquidistantHorizon);
  if (is({"gnom"})) return capWindow(own, 65);
  if (is({"nsper", "tpers", "geos"})) {
    const double h = length(params, "h", 35785831);
    return capWindow(own, radToDeg(std::acos(6371008.8 / (6371008.8 + std::max(h, 1.0)))) - 0.05);
  }
  if (is({"tmerc", "utm", "etmerc", "gstmerc", "cass", "tcc", "tcea"})) {
    return capWindow({std::clamp(std::round(middle.lat / 10) * 10, -90.0, 90.0), lon0}, kTransverseHorizon);
  }
  if (is({"omerc", "somerc", "labrd",  "krovak",  "mod_krovak", "imw_p", "ob_tran",
          "ocea",  "lee_os", "mil_os", "gs48",    "alsk",       "gs50",  "nzmg",
          "chamb", "tpeqd",  "bipc",   "misrsom", "lsat",       "poly",  "rpoly"})) {
    return capWindow({std::clamp(middle.lat, -90.0, 90.0), middle.lon}, kObliqueHorizon);
  }
  if (is({"merc", "webmerc"})) return meridianWindow(lon0, -kMercatorLimit, kMercatorLimit);
  if (is({"lcc"})) {
    const double lat1 = number(params, "lat_1", lat0);
    const double lat2 = number(params, "lat_2", lat1);
    ClipWindow w =
        lat1 + lat2 >= 0 ? meridianWindow(lon0, kConicLimit, 90) : meridianWindow(lon0, -90, -kConicLimit);
    w.centre.lat = lat0 != 0 ? lat0 : (lat1 + lat2) / 2;
    return w;
  }
  if (is({"lcca", "ccon"})) return meridianWindow(lon0, lat0 >= 0 ? -60 : -90, lat0 >= 0 ? 90 : 60);
  ClipWindow w = meridianWindow(lon0);
  w.centre.lat = lat0;
  return w;
}

/// Words that only describe the CRS; what is left computes metres from radians on WGS 84.
std::string bareText(const Params& params) {
  static const std::set<std::string> kDropped{"type",       "no_defs", "units",  "to_meter",
                                              "towgs84",    "wktext",  "vunits", "vto_meter",
                                              "geoidgrids", "datum",   "over"};
  std::string out = "+proj=" + params.at("proj");
  for (const auto& [key, value] : params) {
    if (key == "proj" || kDropped.contains(key)) continue;
    out += " +" + key + (value.empty() ? "" : "=" + value);
  }
  const auto datum = params.find("datum");
  if (datum != params.end()) out += datum->second == "NAD83" ? " +ellps=GRS80" : " +ellps=WGS84";
  return out;
}

bool needsDatumShift(const Params& params) {
  if (params.contains("nadgrids") && params.at("nadgrids") != "@null") return true;
  if (params.contains("pm") || params.contains("axis")) return true;
  if (params.contains("towgs84")) {
    return params.at("towgs84").find_first_of("123456789") != std::string::npos;
  }
  if (params.contains("datum")) return params.at("datum") != "WGS84" && params.at("datum") != "NAD83";
  return false;
}

Result<ProjectionDefinition> fromText(const std::string& spec, LatLon centre) {
  Context context;
  const auto failed = [&](std::string what) {
    return Error{
        std::move(what), "projection `" + spec + "`",
        tr("give an id such as lcc-japan, EPSG:n, or PROJ text such as +proj=laea +lat_0=36 +lon_0=138")
            .toStdString()};
  };
  std::string text = spec;
  const bool isProjText = text.find("proj=") != std::string::npos;
  if (text.find("proj=pipeline") != std::string::npos) return failed("a pipeline is no map projection");
  if (isProjText && text.find("type=crs") == std::string::npos) text += " +type=crs";
  const PjPtr crs = own(proj_create(context.ctx, text.c_str()));
  if (!crs) return failed(context.reason());

  PjPtr plain = own(nullptr);
  PJ* horizontal = crs.get();
  while (proj_get_type(horizontal) == PJ_TYPE_COMPOUND_CRS ||
         proj_get_type(horizontal) == PJ_TYPE_BOUND_CRS) {
    PjPtr next = own(proj_get_type(horizontal) == PJ_TYPE_COMPOUND_CRS
                         ? proj_crs_get_sub_crs(context.ctx, horizontal, 0)
                         : proj_get_source_crs(context.ctx, horizontal));
    if (!next) return failed("the coordinate reference system has no horizontal part");
    plain = std::move(next);
    horizontal = plain.get();
  }
  const PJ_TYPE type = proj_get_type(horizontal);
  const bool isGeographic = type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
  if (!isGeographic && type != PJ_TYPE_PROJECTED_CRS && type != PJ_TYPE_OTHER_CRS) {
    return failed("this is not a map projection or a horizontal coordinate reference system");
  }
  ProjectionDefinition d;
  const char* name = proj_get_name(horizontal);
  d.title = isProjText || name == nullptr ? spec : name;
  if (isGeographic) {
    d.text = "+proj=eqc +lon_0=0 +ellps=WGS84";
    d.window = meridianWindow(0);
    return d;
  }
  double west = 0, south = 0, east = 0, north = 0;
  LatLon middle = centre;
  if (!isProjText &&
      proj_get_area_of_use(context.ctx, crs.get(), &west, &south, &east, &north, nullptr) != 0 &&
      west > -180.5) {
    middle = {(south + north) / 2, wrapLongitude(west + (east < west ? east + 360 - west : east - west) / 2)};
  }
  const char* legacy = proj_as_proj_string(context.ctx, crs.get(), PJ_PROJ_4, nullptr);
  const Params params = paramsOf(legacy != nullptr ? legacy : text);
  d.window = params.contains("proj") ? windowOf(params, middle) : capWindow(middle, kObliqueHorizon);
  // PROJ text leaves a CRS's datum out unless it knows it as WGS 84; only those figures need no shift.
  const bool isModern =
      params.contains("datum") ||
      (params.contains("ellps") && (params.at("ellps") == "GRS80" || params.at("ellps") == "WGS84")) ||
      (params.contains("nadgrids") && params.contains("a"));
  if (params.contains("proj") && legacy != nullptr && !needsDatumShift(params) && (isProjText || isModern)) {
    d.text = bareText(params);
  } else {
    d.engine = ProjectionDefinition::Engine::Crs;
    d.text = text;
    const PjPtr system = own(proj_crs_get_coordinate_system(context.ctx, horizontal));
    double factor = 1;
    if (system &&
        proj_cs_get_axis_info(context.ctx, system.get(), 0, nullptr, nullptr, nullptr, &factor, nullptr,
                              nullptr, nullptr) != 0 &&
        factor > 0) {
      d.metresPerUnit = factor;
    }
  }
  return d;
}

}  // namespace

std::span<const Projection::Choice> Projection::choices() {
  return kChoices;
}

Result<ProjectionDefinition> defineProjection(const std::string& spec, LatLon centre) {
  if (!std::isfinite(centre.lat) || !std::isfinite(centre.lon) || std::abs(centre.lat) > 90) {
    return Error{tr("the centre is not a point of the earth").toStdString(), "projection `" + spec + "`",
                 tr("latitude -90 to 90, longitude -180 to 180").toStdString()};
  }
  ProjectionDefinition d;
  if (auto chosen = fromChoice(spec, centre)) {
    d = std::move(*chosen);
  } else {
    Result<ProjectionDefinition> made = fromText(spec, centre);
    if (!made) return made.error();
    d = std::move(*made);
  }
  d.spec = spec;
  const ClipWindow& w = d.window;
  // Longitudes are given unwrapped, relative to the cut; PROJ must not wrap them back over it.
  if (d.engine == ProjectionDefinition::Engine::Bare) d.text += " +over";
  d.key = d.text + format(" | %.9g %.9g", w.midLon, w.centre.lat);
  return d;
}

}  // namespace sorami
