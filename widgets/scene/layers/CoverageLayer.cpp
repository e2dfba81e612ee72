// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/CoverageLayer.h"

#include "data/core/Translate.h"
#include "widgets/scene/layers/Contour.h"
#include "widgets/scene/layers/CoverageComposite.h"
#include "widgets/scene/layers/CoverageStyle.h"
#include "widgets/scene/layers/CoverageSurface.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <optional>
#include <span>
#include <thread>

namespace sorami {

namespace {

/// Neighbouring floors that differ by more than this have a ridge's shadow between them: 200 m, in codes.
constexpr std::uint16_t kCliff = 400;

/// What ceilings are held against; 0: the lowest altitude is one the sensor reaches, however high the slider
/// stands.
std::uint16_t altitudeOf(const Frame& frame) {
  return frame.coverageMode == CoverageMode::Lowest
             ? 0
             : AltitudeCode::atMost(frame.altitude + frame.coverageBand);
}

}  // namespace

/// Kept between pictures; one job at a time uses it.
struct CoverageLayer::Shared {
  std::mutex mutex;
  std::optional<ViewGrid> grid;
  std::string projection;
  bool withGround = false;
  WarpedFields warped;  ///< of the present grid
  std::vector<std::uint64_t> combinedKeys;
  CoveragePlanes planes;
  /// While one sensor changes again and again (it is dragged) the others' planes stay as they are.
  std::vector<std::uint64_t> frozenKeys;
  CoveragePlanes frozen;
  WarpedFields otherWarped;  ///< of Frame::otherCoverage
  std::vector<std::uint64_t> otherKeys;
  CoveragePlanes otherPlanes;

  CoverageSurface surface;
  std::uint64_t surfaceKey = 0;

  /// Lays the grid anew where the view has changed.
  void layGrid(const Frame& frame);
  /// Brings the planes up to date; false when stopped.
  bool update(const Frame& frame, const std::stop_token& stop);
  /// Draws a mode that shows a figure pixel by pixel.
  void paintSurface(const FramePtr& frame, std::uint64_t key, Canvas& canvas, const std::stop_token& stop);
  bool updateOther(const Frame& frame, const std::stop_token& stop);
  void combine(const Frame& frame, std::vector<std::uint64_t> keys, int depth, std::uint16_t altitude);
  std::shared_ptr<const WarpedField> find(std::uint64_t key) const {
    for (const auto& w : warped) {
      if (w->key == key) return w;
    }
    return nullptr;
  }
};

void CoverageLayer::Shared::layGrid(const Frame& frame) {
  if (!grid || !(grid->view() == frame.view) || projection != frame.projection->key()) {
    grid.emplace(frame.view, frame.projection);
    projection = frame.projection->key();
    warped.clear();
    combinedKeys.clear();
    frozenKeys.clear();
    otherWarped.clear();
    otherKeys.clear();
    surfaceKey = 0;
  }
}

void CoverageLayer::Shared::paintSurface(const FramePtr& frame, std::uint64_t key, Canvas& canvas,
                                         const std::stop_token& stop) {
  layGrid(*frame);
  if (key != surfaceKey) {
    surfaceKey = 0;
    if (!CoverageSurface::make(*frame, *grid, stop, surface)) return;
    surfaceKey = key;
  }
  const QImage image = colourSurface(surface, CoverageStyle::of(*frame));
  if (!image.isNull()) canvas.image(image, surface.box.topLeft());
}

bool CoverageLayer::Shared::update(const Frame& frame, const std::stop_token& stop) {
  const bool ground = frame.altitudeReference == AltitudeReference::AboveGround;
  layGrid(frame);
  if (ground != withGround) {
    if (ground) warped.clear();  // warped without ground: not enough
    if (ground) otherWarped.clear();
    combinedKeys.clear();
    frozenKeys.clear();
    otherKeys.clear();
    withGround = ground;
  }
  WarpedFields now = WarpedField::makeAll(frame.coverage, *grid, ground, warped, stop);
  if (stop.stop_requested()) {
    // What was made so far is not lost on the next try.
    std::erase(now, nullptr);
    warped.insert(warped.end(), now.begin(), now.end());
    return false;
  }
  std::vector<std::uint64_t> keys;
  for (const auto& w : now) keys.push_back(w->key);
  warped = std::move(now);
  const int depth = frame.coverageMode == CoverageMode::Cover ? 3 : 2;
  const std::uint16_t altitude = altitudeOf(frame);
  if (keys != combinedKeys || (depth > 2 && planes.third.empty()))
    combine(frame, std::move(keys), depth, altitude);
  planes.setAltitude(warped, ground, altitude);
  const bool compares = frame.coverageMode == CoverageMode::Difference;
  return !compares || updateOther(frame, stop);
}

void CoverageLayer::Shared::combine(const Frame& frame, std::vector<std::uint64_t> keys, int depth,
                                    std::uint16_t altitude) {
  std::vector<std::uint64_t> others;
  std::shared_ptr<const WarpedField> changed;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (std::find(combinedKeys.begin(), combinedKeys.end(), keys[i]) == combinedKeys.end() && !changed) {
      changed = warped[i];
    } else {
      others.push_back(keys[i]);
    }
  }
  const bool oneMoved = changed && keys.size() > 2 && keys.size() == combinedKeys.size();
  if (oneMoved && others == frozenKeys && (depth > 2) == !frozen.third.empty() &&
      frozen.altitude() == altitude) {
    planes.assign(frozen, *changed, withGround);
  } else if (oneMoved) {
    std::vector<std::shared_ptr<const WarpedField>> rest = warped;
    std::erase(rest, changed);
    frozen = CoveragePlanes::combine(frame.view.size, rest, withGround, depth, altitude);
    frozenKeys = std::move(others);
    planes.assign(frozen, *changed, withGround);
  } else {
    planes = CoveragePlanes::combine(frame.view.size, warped, withGround, depth, altitude);
    frozenKeys.clear();
  }
  combinedKeys = std::move(keys);
}

bool CoverageLayer::Shared::updateOther(const Frame& frame, const std::stop_token& stop) {
  WarpedFields known = warped;
  known.insert(known.end(), otherWarped.begin(), otherWarped.end());
  WarpedFields now = WarpedField::makeAll(frame.otherCoverage, *grid, withGround, known, stop);
  if (stop.stop_requested()) return false;
  std::vector<std::uint64_t> keys;
  for (const auto& w : now) keys.push_back(w->key);
  otherWarped = std::move(now);
  const bool deeper = frame.coverageMode == CoverageMode::Cover && otherPlanes.third.empty();
  if (keys != otherKeys || otherPlanes.size != frame.view.size || deeper) {
    const int depth = frame.coverageMode == CoverageMode::Cover ? 3 : 2;
    otherPlanes = CoveragePlanes::combine(frame.view.size, otherWarped, withGround, depth, altitudeOf(frame));
    otherKeys = std::move(keys);
  }
  otherPlanes.setAltitude(otherWarped, withGround, altitudeOf(frame));
  return true;
}

CoverageLayer::CoverageLayer() : d(std::make_shared<Shared>()) {}
CoverageLayer::~CoverageLayer() = default;

QString CoverageLayer::title() const {
  return sorami::tr("Coverage");
}

std::uint64_t CoverageLayer::key(const Frame& f) const {
  std::uint64_t fields = f.coverage.size();
  for (const CoverageFieldPtr& field : f.coverage) fields = mixKey({fields, field ? field->key() : 0});
  if (f.coverageMode == CoverageMode::Difference) {
    for (const CoverageFieldPtr& field : f.otherCoverage) fields = mixKey({fields, field ? field->key() : 1});
  }
  // With nothing to show the altitude does not matter: moving the slider draws nothing anew.
  if (f.coverage.empty() && f.otherCoverage.empty()) return 0;
  const int own = selectedField(f);
  const std::uint64_t ground =
      isSurface(f.coverageMode) && f.altitudeReference == AltitudeReference::AboveGround
          ? reinterpret_cast<std::uintptr_t>(f.terrain.get())
          : 0;
  return mixKey({fields, keyOf(f.altitude), keyOf(f.coverageBand), ground,
                 static_cast<std::uint64_t>(f.altitudeReference), static_cast<std::uint64_t>(f.units),
                 static_cast<std::uint64_t>(own), static_cast<std::uint64_t>(f.coverageMode),
                 reinterpret_cast<std::uintptr_t>(f.theme.get()),
                 f.projection ? keyOf(f.projection->key()) : 0});
}

Layer::Job CoverageLayer::prepare(const FramePtr& frame) {
  const std::uint64_t surfaceKey = isSurface(frame->coverageMode) ? key(*frame) : 0;
  return [shared = d, frame, surfaceKey](Canvas& canvas, const std::stop_token& stop) {
    const bool compares = frame->coverageMode == CoverageMode::Difference;
    const bool usesOther = compares && !frame->otherCoverage.empty();
    if ((frame->coverage.empty() && !usesOther) || !frame->projection || !frame->theme ||
        frame->view.size.isEmpty())
      return;
    const std::scoped_lock lock(shared->mutex);
    if (surfaceKey != 0) {
      shared->paintSurface(frame, surfaceKey, canvas, stop);
      return;
    }
    if (!shared->update(*frame, stop)) return;
    const CoverageStyle style = CoverageStyle::of(*frame);
    const CoveragePlanes& planes = shared->planes;
    const QRect box = compares ? planes.box | shared->otherPlanes.box : planes.box;
    if (box.isEmpty()) return;
    // The surface has no edge at one altitude. Elsewhere the edge is traced while the areas are coloured.
    const bool hasEdge = !compares && frame->coverageMode != CoverageMode::Lowest;
    const std::uint16_t threshold = AltitudeCode::atMost(frame->altitude);
    PathBatch edge;
    std::jthread tracer;
    if (hasEdge)
      tracer = std::jthread([&] {
        addContours(planes.lowest, planes.size, threshold, kCliff, {0, 0}, edge);
      });
    const QImage image = compares ? colourDifference(planes, shared->otherPlanes, style)
                         : frame->coverageMode == CoverageMode::Bands ? colourCoverage(planes, style)
                                                                      : colourComposite(planes, style);
    canvas.image(image, box.topLeft());
    if (hasEdge) tracer.join();
    if (stop.stop_requested() || !hasEdge) return;

    const auto unit = static_cast<float>(frame->view.pixelRatio);
    QColor colour = frame->theme->coverageEdge;
    const int own = selectedField(*frame);
    const bool several = frame->coverage.size() > 1;
    if (own >= 0 && several) colour.setAlphaF(colour.alphaF() * 0.7F);
    canvas.stroke(edge, {colour, 1.2F * unit, {}});

    if (own < 0 || stop.stop_requested()) return;
    const auto w = shared->find(frame->coverage[static_cast<std::size_t>(own)]->key());
    if (!w || w->box.isEmpty()) return;
    PathBatch ownEdge;
    if (shared->withGround) {
      const CoveragePlanes one = CoveragePlanes::combine(frame->view.size, {w}, true, 2, threshold);
      addContours(one.lowest, one.size, threshold, kCliff, {0, 0}, ownEdge);
    } else {
      std::vector<std::uint16_t> cut;
      if (!w->ceiling.empty()) {
        cut.resize(w->floor.size());
        const auto width = static_cast<std::size_t>(w->box.width());
        for (int y = w->box.top(); y <= w->box.bottom(); ++y) {
          w->rowAt(y, w->box.left(), w->box.right() + 1, false, threshold,
                   cut.data() + static_cast<std::size_t>(y - w->box.top()) * width);
        }
      }
      addContours(cut.empty() ? std::span(w->floor) : std::span<const std::uint16_t>(cut), w->box.size(),
                  threshold, kCliff, {static_cast<float>(w->box.left()), static_cast<float>(w->box.top())},
                  ownEdge);
    }
    canvas.stroke(ownEdge, {frame->theme->coverageEdge, 2 * unit, {}});
  };
}

}  // namespace sorami
