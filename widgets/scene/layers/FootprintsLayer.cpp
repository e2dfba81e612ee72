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

/// Everything the united footprints depend on, as one number. Of the altitude only which envelopes hold it
/// counts, and of a site that is edited only where it stands and how far it reaches: the base picture stays
/// while names, links and drawings change.
std::uint64_t reachKey(const Frame& frame) {
  std::uint64_t key = 1;
  for (const Site& site : frame.plan->sites) {
    if (!site.battery || site.hidden || !isInService(site, frame.time)) continue;
    const Battery& battery = *site.battery;
    key = mixKey({key, keyOf(site.position.lat), keyOf(site.position.lon),
                  static_cast<std::uint64_t>(battery.layer), keyOf(battery.sectorCentreDeg),
                  keyOf(battery.sectorWidthDeg)});
    for (const Envelope& e : battery.envelopes) {
      const bool reaches = frame.altitude >= e.minAltitude && frame.altitude <= e.maxAltitude;
      key = mixKey({key, static_cast<std::uint64_t>(e.target), keyOf(e.minRange), keyOf(e.maxRange),
                    keyOf(e.minAltitude), keyOf(e.maxAltitude), reaches ? 1U : 0U});
    }
  }
  return key;
}

/// A footprint in the map's plane.
struct MapFootprint {
  Footprint what;
  std::vector<MapLine> area;
  std::vector<MapLine> edge;
};

}  // namespace

/// Footprints as they were last reckoned; one job at a time uses it.
struct FootprintsLayer::Shared {
  std::mutex mutex;
  std::uint64_t reach = 0;
  std::string projection;
  std::vector<MapFootprint> footprints;

  void update(const Frame& frame) {
    const std::uint64_t now = reachKey(frame);
    if (now == reach && projection == frame.projection->key()) return;
    std::vector<Footprint> all;
    if (now == reach) {
      for (MapFootprint& f : footprints) all.push_back(std::move(f.what));
    } else {
      all = combinedFootprints(servingAt(*frame.plan, frame.time), frame.altitude);
    }
    footprints.clear();
    for (Footprint& f : all) {
      MapFootprint on;
      if (f.reaches) on.area = frame.projection->projectRings(f.rings, kCurveTolerance);
      std::vector<GeoLine> closed = f.rings;
      for (GeoLine& ring : closed) ring.push_back(ring.front());
      on.edge = frame.projection->projectLines(closed, kCurveTolerance);
      on.what = std::move(f);
      footprints.push_back(std::move(on));
    }
    reach = now;
    projection = frame.projection->key();
  }
};

FootprintsLayer::FootprintsLayer() : d(std::make_shared<Shared>()) {}
FootprintsLayer::~FootprintsLayer() = default;

QString FootprintsLayer::title() const {
  return tr("Air-defence footprints");
}

std::uint64_t FootprintsLayer::key(const Frame& f) const {
  if (!hasBatteries(f)) return 0;
  return mixKey({reachKey(f), reinterpret_cast<std::uintptr_t>(f.theme.get()),
                 f.projection ? keyOf(f.projection->key()) : 0});
}

Layer::Job FootprintsLayer::prepare(const FramePtr& frame) {
  return [shared = d, frame](Canvas& canvas, const std::stop_token& stop) {
    if (!hasBatteries(*frame) || !frame->projection || !frame->theme) return;
    const std::scoped_lock lock(shared->mutex);
    shared->update(*frame);
    const auto unit = static_cast<float>(frame->view.pixelRatio);
    std::vector<TextRun> names;
    for (const MapFootprint& on : shared->footprints) {
      if (stop.stop_requested()) return;
      const Footprint& f = on.what;
      QColor colour = frame->theme->footprint;
      if (f.reaches) {
        QColor fill = colour;
        fill.setAlphaF(0.09F);
        canvas.fill(toPixels(on.area, frame->view), {fill, Fill::Hatch::None});
      } else {
        colour.setAlphaF(colour.alphaF() * 0.45F);
      }
      const PathBatch edge = toPixels(on.edge, frame->view);
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
