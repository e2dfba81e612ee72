// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/FootprintsLayer.h"

#include "data/core/Translate.h"
#include "data/plan/Motion.h"
#include "data/plan/defence/Footprint.h"
#include "data/plan/defence/Stocks.h"
#include "widgets/scene/Fonts.h"
#include "widgets/scene/layers/LayerShapes.h"
#include "widgets/scene/layers/SitePicture.h"

#include <algorithm>
#include <mutex>
#include <optional>

namespace sorami {
namespace {

/// Dashes tell the layers apart where colours must not.
std::vector<float> dashOf(DefenceLayer layer, float unit) {
  switch (layer) {
    case DefenceLayer::Terminal:
      return {};
    case DefenceLayer::UpperTier:
      return {10 * unit, 4 * unit};
    case DefenceLayer::GlidePhase:
      return {10 * unit, 3 * unit, 2 * unit, 3 * unit};
  }
  return {};
}

QString titleOf(const Footprint& f) {
  const QString layer = translated(layerName(f.layer));
  const QString target = translated(targetName(f.target));
  if (f.reaches) return tr("%1 · %2").arg(layer, target);
  return tr("%1 · %2 · %3 to %4 km")
      .arg(layer, target, QString::number(f.minAltitude / 1000, 'g', 3),
           QString::number(f.maxAltitude / 1000, 'g', 3));
}

bool hasBatteries(const Frame& frame) {
  return frame.plan && std::any_of(frame.plan->sites.begin(), frame.plan->sites.end(),
                                   [](const Site& s) { return s.battery.has_value(); });
}

}  // namespace

/// Footprints of the last plan and altitude; one job at a time uses it.
struct FootprintsLayer::Shared {
  std::mutex mutex;
  std::uint64_t version = 0;
  std::uint64_t service = 0;
  double altitude = -1e9;
  std::vector<Footprint> footprints;
};

FootprintsLayer::FootprintsLayer() : d(std::make_shared<Shared>()) {}
FootprintsLayer::~FootprintsLayer() = default;

QString FootprintsLayer::title() const {
  return tr("Air-defence footprints");
}

std::uint64_t FootprintsLayer::key(const Frame& f) const {
  if (!hasBatteries(f)) return 0;
  return mixKey({f.planVersion, serviceKey(f), keyOf(f.altitude),
                 reinterpret_cast<std::uintptr_t>(f.theme.get()),
                 f.projection ? keyOf(f.projection->key()) : 0});
}

Layer::Job FootprintsLayer::prepare(const FramePtr& frame) {
  return [shared = d, frame](Canvas& canvas, const std::stop_token& stop) {
    if (!hasBatteries(*frame) || !frame->projection || !frame->theme) return;
    const std::scoped_lock lock(shared->mutex);
    const std::uint64_t service = serviceKey(*frame);
    if (shared->version != frame->planVersion || shared->service != service ||
        shared->altitude != frame->altitude || frame->planVersion == 0) {
      shared->footprints = combinedFootprints(servingAt(*frame->plan, frame->time), frame->altitude);
      shared->version = frame->planVersion;
      shared->service = service;
      shared->altitude = frame->altitude;
    }
    const auto unit = static_cast<float>(frame->view.pixelRatio);
    std::vector<TextRun> names;
    for (const Footprint& f : shared->footprints) {
      if (stop.stop_requested()) return;
      PathBatch area;
      PathBatch edge;
      const auto put = [&](const std::vector<MapLine>& lines, PathBatch& batch) {
        for (const MapLine& line : lines) {
          for (const MapPoint& p : line) batch.points.push_back(frame->view.toPixel(p));
          batch.close();
        }
      };
      QColor colour = frame->theme->footprint;
      if (f.reaches) {
        put(frame->projection->projectRings(f.rings, kCurveTolerance), area);
        QColor fill = colour;
        fill.setAlphaF(0.09F);
        canvas.fill(area, {fill, Fill::Hatch::None});
      } else {
        colour.setAlphaF(colour.alphaF() * 0.45F);
      }
      std::vector<GeoLine> closed = f.rings;
      for (GeoLine& ring : closed) ring.push_back(ring.front());
      put(frame->projection->projectLines(closed, kCurveTolerance), edge);
      std::vector<float> dash = f.reaches ? dashOf(f.layer, unit) : std::vector<float>{2 * unit, 4 * unit};
      canvas.stroke(edge, {colour, (f.reaches ? 1.6F : 1.0F) * unit, std::move(dash)});
      // A name at the topmost point on the picture, where the ring is large enough and the place is free.
      const PixelPoint* top = nullptr;
      float left = 1e9F;
      float right = -1e9F;
      for (const PixelPoint& p : edge.points) {
        left = std::min(left, p.x);
        right = std::max(right, p.x);
        if (p.x > 0 && p.y > 30 * unit && p.x < static_cast<float>(frame->view.size.width()) &&
            (top == nullptr || p.y < top->y))
          top = &p;
      }
      if (top == nullptr || top->y > static_cast<float>(frame->view.size.height())) continue;
      TextRun run;
      run.text = titleOf(f);
      run.at = {top->x, top->y - 4 * unit};
      run.colour = frame->theme->coverageLabel;
      run.halo = frame->theme->labelPlate;
      run.sizePx = 10.5F * unit * static_cast<float>(frame->theme->fontScale);
      run.align = TextRun::Align::Centre;
      const auto width = static_cast<float>(textBounds(run.text, static_cast<double>(run.sizePx)).width());
      if (right - left < 1.2F * width) continue;
      const bool taken = std::any_of(names.begin(), names.end(), [&](const TextRun& other) {
        return std::abs(other.at.x - run.at.x) < width && std::abs(other.at.y - run.at.y) < 1.3F * run.sizePx;
      });
      if (!taken) names.push_back(std::move(run));
    }
    canvas.text(names);
  };
}

QString StocksLayer::title() const {
  return tr("Interceptor stocks");
}

std::uint64_t StocksLayer::key(const Frame& f) const {
  if (!hasBatteries(f)) return 0;
  // Changes of stock are rare: only what they come to counts, not the time itself.
  std::uint64_t sum = f.planVersion;
  for (const Site& site : f.plan->sites) {
    if (!site.battery) continue;
    const StockLevel level = stockAt(*site.battery, f.time.us);
    sum = mixKey({sum, static_cast<std::uint64_t>(level.ready), static_cast<std::uint64_t>(level.reserve)});
  }
  return mixKey({sum, reinterpret_cast<std::uintptr_t>(f.theme.get())});
}

Layer::Job StocksLayer::prepare(const FramePtr& frame) {
  return [frame](Canvas& canvas, const std::stop_token&) {
    if (!hasBatteries(*frame) || !frame->projection || !frame->theme) return;
    const auto unit = static_cast<float>(frame->view.pixelRatio);
    std::vector<TextRun> runs;
    const SiteMarks marks = layoutSites(*frame);
    for (const SiteMark& mark : *marks) {
      const Site& site = frame->plan->sites[mark.site];
      if (!site.battery || site.battery->stocks.empty()) continue;
      const StockLevel level = stockAt(*site.battery, frame->time.us);
      TextRun run;
      run.text = level.reserve > 0 ? QStringLiteral("%1 + %2").arg(level.ready).arg(level.reserve)
                                   : QString::number(level.ready);
      run.at = {mark.at.x, mark.symbol.y + mark.symbol.h + 11 * unit};
      run.colour = level.ready == 0 ? frame->theme->error : frame->theme->labelText;
      run.halo = frame->theme->labelPlate;
      run.sizePx = 10.5F * unit * static_cast<float>(frame->theme->fontScale);
      run.mono = true;
      run.bold = true;
      run.align = TextRun::Align::Centre;
      runs.push_back(std::move(run));
    }
    canvas.text(runs);
  };
}

}  // namespace sorami
