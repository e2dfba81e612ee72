// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Scene.h"

#include "data/coverage/VisibilityFloor.h"
#include "data/coverage/detection/SiteCoverage.h"
#include "data/demo/DemoPlan.h"
#include "data/demo/OpenDemo.h"
#include "data/geo/Basemap.h"
#include "data/geo/ReliefTerrain.h"
#include "data/ingest/OpenAny.h"
#include "data/ingest/Text.h"

#include <QGuiApplication>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>

namespace sorami {
namespace {

constexpr double kInch = 0.0254;
constexpr double kPixelsAnInch = 96;
/// What a picture shows beyond the outermost site or track, as a share of its size.
constexpr double kFitMargin = 0.1;
constexpr double kStandardEarth = 4.0 / 3.0;

std::string nearOption(const char* option, const std::string& value) {
  return std::string(option) + " " + value;
}

/// `1920x1080`, logical pixels.
Result<QSize> parseSize(const std::string& text) {
  const std::size_t cross = text.find_first_of("xX*");
  const auto width = cross == text.npos ? std::nullopt : parseInt<int>(text.substr(0, cross));
  const auto height = cross == text.npos ? std::nullopt : parseInt<int>(text.substr(cross + 1));
  if (!width || !height || *width < 16 || *height < 16 || *width > 32768 || *height > 32768) {
    return Error{"a size is two numbers from 16 to 32768", nearOption("--size", text), "such as 1920x1080"};
  }
  return QSize(*width, *height);
}

/// Metres a logical pixel, from a number or from 1:N on a screen of 96 pixels an inch.
Result<double> parseScale(const std::string& text) {
  const bool isRatio = text.substr(0, 2) == "1:";
  const auto number = parseDouble(isRatio ? text.substr(2) : text);
  const double metres = number.value_or(0) * (isRatio ? kInch / kPixelsAnInch : 1);
  if (!(metres >= 0.01 && metres <= 1e6)) {
    return Error{"a scale is metres a pixel or 1:N, from 0.01 m to 1000 km a pixel",
                 nearOption("--scale", text), "such as 2000 or 1:7800000"};
  }
  return metres;
}

Result<UtcTime> parseTime(const std::string& text, const TimeRange& timeline, const char* option = "--time") {
  if (const auto time = fromIso(text)) return *time;
  if (!text.empty() && text[0] == '+') {
    const auto after = parseDuration(text.substr(1));
    if (after && timeline.isValid()) return timeline.begin + *after;
  }
  return Error{"this is no time", nearOption(option, text),
               "write 2026-08-12T06:12:30Z, or +90s for so long after the recording's beginning"};
}

Status loadPlan(const Arguments& arguments, bool isDemo, Scene& scene) {
  if (!arguments.has("--plan")) {
    if (isDemo) scene.frame.plan = std::make_shared<const Plan>(demo::makeDemoPlan());
    return Status{std::monostate{}};
  }
  Result<Plan> plan = readPlan(arguments.value("--plan"));
  if (!plan) return plan.error();
  scene.frame.plan = std::make_shared<const Plan>(std::move(*plan));
  return Status{std::monostate{}};
}

Status loadRecording(const Arguments& arguments, bool isDemo, Scene& scene) {
  const std::vector<std::string>& paths = arguments.values("--recording");
  if (paths.empty() && !isDemo) return Status{std::monostate{}};
  if (paths.empty()) {
    Result<StoreViewPtr> store = demo::openDemoRecording();
    if (!store) return store.error();
    scene.frame.store = std::move(*store);
    return Status{std::monostate{}};
  }
  auto options = ingestOptions(arguments);
  if (!options) return options.error();
  Result<OpenedRecording> opened = openAny(paths, *options);
  if (!opened) return opened.error();
  printProblems(scene.subcommand, opened->report);
  if (!opened->report.ok()) scene.isComplete = false;
  scene.frame.store = opened->view;
  return Status{std::monostate{}};
}

void loadGround(const Arguments& arguments, Scene& scene) {
  const std::string pack = findBasemap();
  if (pack.empty()) {
    std::fputs("sorami: there is no map pack, so the map is a plain graticule (`sorami basemap` makes one)\n",
               stderr);
  } else if (Result<BasemapPtr> basemap = Basemap::open(pack)) {
    scene.frame.basemap = std::move(*basemap);
  } else {
    scene.complain(basemap.error());
  }
  TerrainPtr terrain;
  if (arguments.has("--terrain")) {
    std::vector<Error> problems;
    terrain = Terrain::open(arguments.values("--terrain"), &problems);
    for (const Error& problem : problems) scene.complain(problem);
  }
  for (const std::string& path : arguments.values("--map")) {
    Result<UserMap> map = readUserMap(path);
    if (map) {
      scene.frame.userMaps.push_back(std::move(*map));
    } else {
      scene.complain(map.error());
    }
  }
  scene.frame.terrain = withRelief(terrain, scene.frame.basemap.get());
}

/// What the plan says of the picture: its layers' looks and the user's maps in it.
void takePicture(Scene& scene) {
  Frame& frame = scene.frame;
  if (!frame.plan) return;
  frame.layerLooks = frame.plan->layers;
  frame.mapFiles = frame.plan->maps;
  for (const MapFile& file : frame.plan->maps) {
    Result<UserMap> map = readUserMap(file.path);
    if (map) {
      frame.userMaps.push_back(std::move(*map));
    } else {
      scene.complain(map.error());
    }
  }
}

void computeCoverage(Scene& scene) {
  if (!scene.frame.plan) return;
  for (const Site& site : scene.frame.plan->sites) {
    const std::optional<CoverageRequest> request =
        coverageRequest(site, kStandardEarth, scene.frame.time, scene.frame.store.get());
    if (!request) continue;
    Result<CoverageFieldPtr> field =
        sorami::computeCoverage(*request, scene.frame.terrain, FloorQuality::Fast);
    if (!field) {
      scene.complain({field.error().what, "coverage of " + site.name, field.error().hint});
      continue;
    }
    scene.frame.coverage.push_back(std::move(*field));
    scene.frame.coverageSites.push_back(site.id);
  }
}

/// What the picture should show when neither centre nor scale is given: all sites and tracks.
std::vector<LatLon> content(const Frame& frame) {
  std::vector<LatLon> points;
  if (frame.plan) {
    for (const Site& site : frame.plan->sites) points.push_back(site.position);
  }
  if (frame.store && points.empty()) {
    for (const TrackInfo& track : frame.store->tracks()) {
      if (track.box.isEmpty()) continue;
      points.push_back({track.box.south, track.box.west});
      points.push_back({track.box.north, track.box.east});
    }
  }
  return points;
}

/// The middle of points on the sphere: right across the dateline and at the poles.
LatLon middleOf(const std::vector<LatLon>& points) {
  double x = 0;
  double y = 0;
  double z = 0;
  for (const LatLon& p : points) {
    const double lat = p.lat * M_PI / 180;
    const double lon = p.lon * M_PI / 180;
    x += std::cos(lat) * std::cos(lon);
    y += std::cos(lat) * std::sin(lon);
    z += std::sin(lat);
  }
  if (std::hypot(x, y) + std::fabs(z) < 1e-9) return {36, 138};
  return {std::atan2(z, std::hypot(x, y)) * 180 / M_PI, std::atan2(y, x) * 180 / M_PI};
}

Status placeView(const Arguments& arguments, Scene& scene) {
  Frame& frame = scene.frame;
  const std::vector<LatLon> points = content(frame);
  LatLon centre = points.empty() ? LatLon{36, 138} : middleOf(points);
  if (arguments.has("--center")) {
    const auto numbers = arguments.numbers("--center", 2);
    if (!numbers) return numbers.error();
    centre = {(*numbers)[1], (*numbers)[0]};
    if (!(std::fabs(centre.lat) <= 90 && std::fabs(centre.lon) <= 540)) {
      return Error{"the centre is no place on the earth", nearOption("--center", arguments.value("--center")),
                   "write longitude, then latitude: 138,36"};
    }
  }
  const auto projection = Projection::create(arguments.value("--projection", "lcc-japan"), centre);
  if (!projection) return projection.error();
  frame.projection = *projection;
  const auto size = parseSize(arguments.value("--size", "1920x1080"));
  if (!size) return size.error();
  const auto ratio = arguments.number("--pixel-ratio", 1);
  if (!ratio) return ratio.error();
  if (!(*ratio >= 0.5 && *ratio <= 8)) {
    return Error{"the pixel ratio is from 0.5 to 8",
                 nearOption("--pixel-ratio", arguments.value("--pixel-ratio")), ""};
  }
  View& view = frame.view;
  view.pixelRatio = *ratio;
  view.size = QSize(qRound(size->width() * *ratio), qRound(size->height() * *ratio));
  view.centre = frame.projection->forward(centre);
  if (!std::isfinite(view.centre.x) || !std::isfinite(view.centre.y)) {
    return Error{"the centre lies outside the projection",
                 nearOption("--center", arguments.value("--center")), "choose another centre or projection"};
  }
  if (arguments.has("--scale")) {
    const auto scale = parseScale(arguments.value("--scale"));
    if (!scale) return scale.error();
    view.metresPerPixel = *scale / *ratio;
    return Status{std::monostate{}};
  }
  // Fit: the box of what is visible of the content.
  double west = 0;
  double east = 0;
  double south = 0;
  double north = 0;
  for (const LatLon& point : points) {
    const MapPoint p = frame.projection->forward(point);
    if (!std::isfinite(p.x) || !std::isfinite(p.y)) continue;
    west = std::min(west, p.x - view.centre.x);
    east = std::max(east, p.x - view.centre.x);
    south = std::min(south, p.y - view.centre.y);
    north = std::max(north, p.y - view.centre.y);
  }
  const double room = 1 - 2 * kFitMargin;
  const double needed =
      std::max((east - west) / (view.size.width() * room), (north - south) / (view.size.height() * room));
  if (!(needed > 0)) {
    view.metresPerPixel = 2000 / *ratio;
  } else {
    view.metresPerPixel = std::max(needed, 50 / *ratio);
    if (!arguments.has("--center")) {
      view.centre.x += (west + east) / 2;
      view.centre.y += (south + north) / 2;
    }
  }
  return Status{std::monostate{}};
}

Status setLook(const Arguments& arguments, Scene& scene) {
  Frame& frame = scene.frame;
  Result<Theme> theme = loadTheme(QString::fromStdString(arguments.value("--theme", "night")));
  if (!theme) return theme.error();
  frame.theme = std::make_shared<const Theme>(std::move(*theme));
  const auto altitude = arguments.number("--altitude", 3048);
  if (!altitude) return altitude.error();
  if (!(*altitude >= -500 && *altitude <= kFloorCeiling)) {
    return Error{"the altitude is from -500 to 32000 m",
                 nearOption("--altitude", arguments.value("--altitude")), ""};
  }
  frame.altitude = *altitude;
  frame.altitudeReference =
      arguments.has("--above-ground") ? AltitudeReference::AboveGround : AltitudeReference::Amsl;
  frame.hiddenLayers = arguments.values("--hide");
  if (frame.store) {
    const TimeRange timeline = frame.store->timeline();
    if (arguments.has("--time")) {
      const auto time = parseTime(arguments.value("--time"), timeline);
      if (!time) return time.error();
      frame.time = *time;
    } else if (timeline.isValid()) {
      frame.time = timeline.begin + timeline.length() / 2;
    }
  } else if (arguments.has("--time")) {
    const auto time = parseTime(arguments.value("--time"), {});
    if (!time) return time.error();
    frame.time = *time;
  }
  if (arguments.has("--marking")) {
    frame.marking = arguments.value("--marking");
  } else {
    // Both markings when they differ: whichever is higher is then on the picture.
    const std::string ofPlan = frame.plan ? frame.plan->marking : std::string();
    const std::string ofStore = frame.store ? frame.store->meta("marking") : std::string();
    frame.marking = ofPlan;
    if (!ofStore.empty() && ofStore != ofPlan) frame.marking += (ofPlan.empty() ? "" : " · ") + ofStore;
  }
  if (arguments.has("--filter")) {
    const auto filter = TrackFilter::read(arguments.value("--filter"));
    if (!filter) return Error{filter.error().what, "--filter, " + filter.error().where, filter.error().hint};
    frame.filter = (*filter)->isEmpty() ? nullptr : *filter;
    frame.filterDims = arguments.has("--dim");
  }
  return Status{std::monostate{}};
}

}  // namespace

void Scene::complain(const Error& error) {
  fail(subcommand, error);
  isComplete = false;
}

Status makeScene(const Arguments& arguments, Scene& scene) {
  const bool isDemo = arguments.has("--demo");
  loadGround(arguments, scene);
  Status status = loadPlan(arguments, isDemo, scene);
  if (status) takePicture(scene);
  if (status) status = loadRecording(arguments, isDemo, scene);
  if (status) status = placeView(arguments, scene);
  if (status) status = setLook(arguments, scene);
  if (status) computeCoverage(scene);
  return status;
}

Status checkHidden(const Frame& frame, const std::vector<std::unique_ptr<Layer>>& layers) {
  for (const std::string& hidden : frame.hiddenLayers) {
    const bool isKnown =
        std::any_of(layers.begin(), layers.end(), [&](const auto& l) { return l->id() == hidden; });
    if (isKnown) continue;
    std::string ids;
    for (const auto& layer : layers) ids += (ids.empty() ? "" : ", ") + layer->id();
    return Error{"there is no layer of this name", nearOption("--hide", hidden), "choose from " + ids};
  }
  return Status{};
}

Result<UtcTime> readTime(const char* option, const std::string& text, const TimeRange& timeline) {
  return parseTime(text, timeline, option);
}

std::unique_ptr<QGuiApplication> useNoDisplay() {
  static int noArguments = 1;
  static char name[] = "sorami";
  static char* nameList[] = {name, nullptr};
  if (QCoreApplication::instance() != nullptr) return nullptr;
  qputenv("QT_QPA_PLATFORM", "offscreen");
  return std::make_unique<QGuiApplication>(noArguments, nameList);
}

}  // namespace sorami
