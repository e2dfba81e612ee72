// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/UserVectorLayer.h"

#include "widgets/scene/Fonts.h"
#include "widgets/scene/ProjectedBasemap.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <optional>
#include <utility>

namespace sorami {
namespace {

constexpr double kToleranceM = 30;  // map metres: a third of a pixel at the largest usual scales
constexpr float kTextPx = 11;
constexpr std::size_t kMostLabels = 500;

struct Projected {
  std::vector<ProjectedPath> rings;
  std::vector<ProjectedPath> edges;
  std::vector<MapPoint> points;
};

Projected project(const Projection& projection, std::span<const GeoLine> rings,
                  std::span<const GeoLine> lines, std::span<const LatLon> points) {
  Projected made;
  for (MapLine& ring : projection.projectRings(rings, kToleranceM)) made.rings.emplace_back(std::move(ring));
  // Edges are drawn as lines, so that no cut of the map is outlined.
  for (const std::span<const GeoLine> each : {rings, lines}) {
    for (MapLine& edge : projection.projectLines(each, kToleranceM)) made.edges.emplace_back(std::move(edge));
  }
  made.points.resize(points.size());
  projection.forward(points, made.points);
  return made;
}

std::size_t fieldOf(const VectorMap& map, const std::string& name) {
  const auto at = std::find(map.fields.begin(), map.fields.end(), name);
  return static_cast<std::size_t>(at - map.fields.begin());
}

/// An instant as files write it: ISO 8601, a day alone, or seconds since 1970.
std::optional<Micros> instantOf(const std::string& text) {
  if (text.empty()) return std::nullopt;
  if (const auto t = fromIso(text)) return t->us;
  if (const auto t = fromIso(text + "Z")) return t->us;
  if (const auto t = fromIso(text + "T00:00:00Z")) return t->us;
  char* end = nullptr;
  const double seconds = std::strtod(text.c_str(), &end);
  if (end != nullptr && *end == 0 && std::isfinite(seconds)) return UtcTime::fromSeconds(seconds).us;
  return std::nullopt;
}

}  // namespace

struct UserVectorLayer::Cache {
  std::mutex mutex;
  std::string projection;
  std::shared_ptr<const Projected> whole;
  std::shared_ptr<const std::vector<Projected>> each;  ///< one a feature: only where time chooses among them
  std::string timed;                                   ///< what `times` was read from
  std::shared_ptr<const std::vector<TimeRange>> times;

  std::shared_ptr<const Projected> wholeOf(const VectorMap& map, const Projection& p) {
    const std::scoped_lock lock(mutex);
    forget(p);
    if (!whole) whole = std::make_shared<Projected>(project(p, map.rings, map.lines, map.points));
    return whole;
  }
  std::shared_ptr<const std::vector<Projected>> eachOf(const VectorMap& map, const Projection& p) {
    const std::scoped_lock lock(mutex);
    forget(p);
    if (each) return each;
    auto made = std::make_shared<std::vector<Projected>>();
    made->reserve(map.features.size());
    for (const VectorMap::Feature& f : map.features) {
      made->push_back(project(p, std::span(map.rings).subspan(f.ring, f.rings),
                              std::span(map.lines).subspan(f.line, f.lines),
                              std::span(map.points).subspan(f.point, f.points)));
    }
    each = std::move(made);
    return each;
  }
  /// When each feature is shown; null: always.
  std::shared_ptr<const std::vector<TimeRange>> timesOf(const VectorMap& map, const MapFile& look) {
    if (look.time.empty() || map.values.empty()) return nullptr;
    const std::scoped_lock lock(mutex);
    const std::string key = look.time + '\n' + look.until + '\n' + std::to_string(look.window);
    if (times && timed == key) return times;
    const std::size_t from = fieldOf(map, look.time);
    const std::size_t to = fieldOf(map, look.until);
    auto made = std::make_shared<std::vector<TimeRange>>(map.features.size());
    for (std::size_t i = 0; i < map.values.size(); ++i) {
      const auto begin = from < map.fields.size() ? instantOf(map.values[i][from]) : std::nullopt;
      if (!begin) continue;  // without a time of its own it is not of this one
      const auto end = to < map.fields.size() ? instantOf(map.values[i][to]) : std::nullopt;
      (*made)[i] = {{*begin}, {end ? *end : *begin + static_cast<Micros>(look.window * 1e6)}};
    }
    timed = key;
    times = std::move(made);
    return times;
  }

 private:
  void forget(const Projection& p) {
    if (projection == p.key()) return;
    projection = p.key();
    whole.reset();
    each.reset();
  }
};

UserVectorLayer::UserVectorLayer(std::shared_ptr<const VectorMap> map, MapFile look)
    : m_map(std::move(map)), m_look(std::move(look)), m_cache(std::make_shared<Cache>()) {}
UserVectorLayer::~UserVectorLayer() = default;

const MapFile& UserVectorLayer::lookIn(const Frame& frame) const {
  const auto found = std::find_if(frame.mapFiles.begin(), frame.mapFiles.end(),
                                  [&](const MapFile& file) { return file.path == m_map->path; });
  return found == frame.mapFiles.end() ? m_look : *found;
}

std::uint64_t UserVectorLayer::key(const Frame& f) const {
  const MapFile& look = lookIn(f);
  std::uint64_t key = mixKey({m_map->key, f.projection ? keyOf(f.projection->key()) : 0,
                              f.theme ? keyOf(f.theme->id.toStdString()) : 0, keyOf(look.colour),
                              keyOf(look.width), keyOf(look.fill), keyOf(look.point), keyOf(look.label)});
  // Of time only what it shows and hides: the picture stands while that stays.
  if (const auto times = m_cache->timesOf(*m_map, look)) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < times->size(); ++i) {
      bits = bits << 1 | std::uint64_t((*times)[i].contains(f.time));
      if (i % 64 == 63) key = mixKey({key, std::exchange(bits, 0)});
    }
    key = mixKey({key, bits, 1});
  }
  return key;
}

Layer::Job UserVectorLayer::prepare(const FramePtr& frame) {
  return [frame, map = m_map, look = lookIn(*frame), cache = m_cache](Canvas& canvas, std::stop_token stop) {
    const Frame& f = *frame;
    if (!f.projection || !f.theme) return;
    QColor colour(QString::fromStdString(look.colour));
    if (!colour.isValid()) colour = f.theme->accent;
    const double ratio = canvas.pixelRatio();
    const auto times = cache->timesOf(*map, look);
    const auto isNow = [&](std::size_t feature) { return !times || (*times)[feature].contains(f.time); };
    // One picture of all, or one of each that is of this time.
    std::shared_ptr<const Projected> whole;
    std::shared_ptr<const std::vector<Projected>> each;
    std::vector<const Projected*> parts;
    if (times) {
      each = cache->eachOf(*map, *f.projection);
      for (std::size_t i = 0; i < each->size(); ++i) {
        if (isNow(i)) parts.push_back(&(*each)[i]);
      }
    } else {
      whole = cache->wholeOf(*map, *f.projection);
      parts.push_back(whole.get());
    }
    PathBatch batch;
    if (look.fill > 0) {
      for (const Projected* part : parts) {
        for (const ProjectedPath& ring : part->rings) {
          if (stop.stop_requested()) return;
          ring.addFill(f.view, batch);
        }
      }
      QColor fill = colour;
      fill.setAlphaF(fill.alphaF() * static_cast<float>(look.fill));
      if (batch.size() > 0) canvas.fill(batch, {fill});
      batch.clear();
    }
    for (const Projected* part : parts) {
      for (const ProjectedPath& edge : part->edges) {
        if (stop.stop_requested()) return;
        edge.addStroke(f.view, false, batch);
      }
    }
    if (batch.size() > 0 && look.width > 0) {
      canvas.stroke(batch, {colour, static_cast<float>(look.width * ratio), {}});
    }
    std::vector<Dot> dots;
    const auto radius = static_cast<std::uint8_t>(std::clamp(std::lround(look.point * ratio), 0L, 60L));
    const auto isNear = [&](PixelPoint at) {
      return at.x >= -radius && at.y >= -radius && at.x <= static_cast<float>(f.view.size.width() + radius) &&
             at.y <= static_cast<float>(f.view.size.height() + radius);
    };
    for (const Projected* part : parts) {
      for (const MapPoint& p : part->points) {
        if (!std::isfinite(p.x)) continue;
        const PixelPoint at = f.view.toPixel(p);
        if (isNear(at)) dots.push_back({at, qPremultiply(colour.rgba()), radius});
      }
    }
    canvas.dots(dots);

    const std::size_t field = fieldOf(*map, look.label);
    if (look.label.empty() || field >= map->fields.size() || map->values.empty()) return;
    std::vector<TextRun> texts;
    std::vector<QRectF> taken;
    for (std::size_t i = 0; i < map->features.size() && texts.size() < kMostLabels; ++i) {
      if (stop.stop_requested()) return;
      if (!isNow(i) || map->values[i][field].empty()) continue;
      const MapPoint where = f.projection->forward(map->features[i].anchor);
      if (!std::isfinite(where.x) || !std::isfinite(where.y)) continue;
      const PixelPoint at = f.view.toPixel(where);
      if (!isNear(at)) continue;
      TextRun run;
      run.text = QString::fromStdString(map->values[i][field]).left(60);
      run.sizePx = kTextPx * static_cast<float>(ratio * f.theme->fontScale);
      run.colour = colour;
      run.halo = f.theme->labelPlate;
      run.at = {at.x + static_cast<float>(radius) + static_cast<float>(4 * ratio), at.y + run.sizePx * 0.35F};
      const QRectF bounds = textBounds(run.text, static_cast<double>(run.sizePx))
                                .translated(static_cast<double>(run.at.x), static_cast<double>(run.at.y));
      if (std::any_of(taken.begin(), taken.end(), [&](const QRectF& r) { return r.intersects(bounds); }))
        continue;
      taken.push_back(bounds);
      texts.push_back(std::move(run));
    }
    canvas.text(texts);
  };
}

}  // namespace sorami
