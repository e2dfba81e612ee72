// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/FootprintsLayer.h"

#include "data/core/Translate.h"
#include "data/plan/Motion.h"
#include "data/plan/defence/Footprint.h"
#include "data/plan/defence/Stocks.h"
#include "widgets/scene/Fonts.h"
#include "widgets/scene/TextRoom.h"
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
/// while links and drawings change.
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
                 f.projection ? keyOf(f.projection->key()) : 0, standingSitesKey(f)});
}

Layer::Job FootprintsLayer::prepare(const FramePtr& frame) {
  return [shared = d, frame](Canvas& canvas, const std::stop_token& stop) {
    if (!hasBatteries(*frame) || !frame->projection || !frame->theme) return;
    const std::scoped_lock lock(shared->mutex);
    shared->update(*frame);
    const auto unit = static_cast<float>(frame->view.pixelRatio);
    std::vector<PixelBox> sites;
    addStandingSiteBoxes(*frame, sites);
    TextRoom room(frame->view.size);
    for (const PixelBox& box : sites) room.block(box);
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
      // A name at the topmost point on the picture, else at the lowest, where the ring is large enough and
      // the place is free.
      const PixelPoint* top = nullptr;
      const PixelPoint* bottom = nullptr;
      float left = 1e9F;
      float right = -1e9F;
      const auto height = static_cast<float>(frame->view.size.height());
      for (const PixelPoint& p : edge.points) {
        left = std::min(left, p.x);
        right = std::max(right, p.x);
        if (!(p.x > 0 && p.x < static_cast<float>(frame->view.size.width()))) continue;
        if (p.y > 30 * unit && p.y < height && (top == nullptr || p.y < top->y)) top = &p;
        if (p.y > 0 && p.y < height - 30 * unit && (bottom == nullptr || p.y > bottom->y)) bottom = &p;
      }
      TextRun run;
      run.text = titleOf(f);
      run.colour = frame->theme->coverageLabel;
      run.halo = frame->theme->labelPlate;
      run.sizePx = 10.5F * unit * static_cast<float>(frame->theme->fontScale);
      run.align = TextRun::Align::Centre;
      const auto width = static_cast<float>(textBounds(run.text, static_cast<double>(run.sizePx)).width());
      if (right - left < 1.2F * width) continue;
      for (const PixelPoint* p : {top, bottom}) {
        if (p == nullptr) continue;
        run.at = {p->x, p == top ? p->y - 4 * unit : p->y + 4 * unit + run.sizePx};
        if (!room.take(run)) continue;
        names.push_back(std::move(run));
        break;
      }
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
  return mixKey({f.planVersion, momentOf(f), reinterpret_cast<std::uintptr_t>(f.theme.get())});
}

Layer::Job StocksLayer::prepare(const FramePtr& frame) {
  return [frame](Canvas& canvas, const std::stop_token&) {
    if (!hasBatteries(*frame) || !frame->projection || !frame->theme) return;
    std::vector<TextRun> runs;
    const SiteMarks marks = layoutSites(*frame);
    for (const SiteMark& mark : *marks) {
      const Site& site = frame->plan->sites[mark.site];
      if (mark.stock.w <= 0) continue;
      TextRun run;
      run.text = stockText(site, frame->time);
      run.sizePx = stockPx(*frame);
      run.mono = run.bold = true;
      const QRectF bounds = textBounds(run.text, static_cast<double>(run.sizePx), run.mono, run.bold);
      run.at = {mark.stock.x, mark.stock.y - static_cast<float>(bounds.top())};
      const bool isEmpty = stockAt(*site.battery, frame->time.us).ready == 0;
      run.colour = isEmpty ? frame->theme->error : frame->theme->labelText;
      run.halo = frame->theme->labelPlate;
      runs.push_back(std::move(run));
    }
    canvas.text(runs);
  };
}

}  // namespace sorami
