// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/PlacesLayer.h"

#include "data/geo/Basemap.h"
#include "widgets/scene/Fonts.h"
#include "widgets/scene/ViewGround.h"
#include "widgets/scene/layers/SitePicture.h"

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

/// The least important rank shown where a pixel is so many metres on the ground.
int rankAt(double metresPerPixel) {
  // One rank for each halving of the scale: capitals of the world at 20 km a pixel, every town below 200 m.
  return static_cast<int>(std::floor(std::clamp(1.0 - std::log2(metresPerPixel / 16000), -1.0, 10.0)));
}

}  // namespace

std::uint64_t PlacesLayer::key(const Frame& f) const {
  return mixKey({f.basemap ? f.basemap->key() : 0, f.projection ? keyOf(f.projection->key()) : 0,
                 f.theme ? keyOf(f.theme->id.toStdString()) : 0, standingSitesKey(f)});
}

Layer::Job PlacesLayer::prepare(const FramePtr& frame) {
  return [frame](Canvas& canvas, std::stop_token stop) {
    const Frame& f = *frame;
    if (!f.projection || !f.theme || !f.basemap) return;
    const auto ratio = static_cast<float>(canvas.pixelRatio());
    const ViewGround ground(*f.projection, f.view);
    const int maxRank = rankAt(ground.metresPerPixel() * canvas.pixelRatio());
    std::vector<LatLon> at;
    std::vector<const BasemapPlace*> places;
    for (const BasemapPlace& place : f.basemap->places()) {
      if (place.rank > maxRank) break;  // they are in order of rank
      if (!ground.mayShow({place.at.lon, place.at.lat, place.at.lon, place.at.lat})) continue;
      at.push_back(place.at);
      places.push_back(&place);
    }
    std::vector<MapPoint> map(at.size());
    f.projection->forward(at, map);

    // Names keep clear of the sites, which are drawn over them.
    std::vector<PixelBox> sites;
    addStandingSiteBoxes(f, sites);
    std::vector<QRectF> taken;
    for (const PixelBox& box : sites) {
      taken.emplace_back(static_cast<double>(box.x), static_cast<double>(box.y), static_cast<double>(box.w),
                         static_cast<double>(box.h));
    }
    std::vector<TextRun> names;
    std::vector<Dot> dots;
    QColor halo = f.theme->isDark ? f.theme->window : f.theme->land;
    halo.setAlphaF(0.75F);
    const double w = f.view.size.width();
    const double h = f.view.size.height();
    for (std::size_t i = 0; i < map.size() && !stop.stop_requested(); ++i) {
      if (!std::isfinite(map[i].x)) continue;
      const PixelPoint p = f.view.toPixel(map[i]);
      if (p.x < -100 || p.y < -20 || p.x > w + 100 || p.y > h + 20) continue;
      const BasemapPlace& place = *places[i];
      const float size = static_cast<float>(f.theme->fontScale) * ratio *
                         (place.rank <= 1   ? 12.5F
                          : place.rank <= 4 ? 11.5F
                                            : 10.5F);
      TextRun run;
      run.text = QString::fromUtf8(place.name.data(), static_cast<qsizetype>(place.name.size()));
      run.sizePx = size;
      run.colour = f.theme->place;
      run.colour.setAlphaF(run.colour.alphaF() * (place.rank <= 4 ? 0.95F : 0.8F));
      run.halo = halo;
      const QRectF bounds = textBounds(run.text, size);
      const double gap = 5 * ratio;
      // Right of the dot, then left, above, below: the first that is free.
      const double middle = -bounds.center().y();
      const QPointF offsets[] = {{gap, middle},
                                 {-gap - bounds.width(), middle},
                                 {-bounds.width() / 2, -gap},
                                 {-bounds.width() / 2, gap + bounds.height()}};
      for (const QPointF& offset : offsets) {
        const QPointF start = QPointF(p.x, p.y) + offset;
        const double pad = 6 * ratio;
        const QRectF box = bounds.translated(start).adjusted(-pad, -pad / 2, pad, pad / 2);
        if (std::any_of(taken.begin(), taken.end(), [&](const QRectF& t) { return t.intersects(box); }))
          continue;
        taken.push_back(box);
        taken.emplace_back(p.x - gap, p.y - gap, 2 * gap, 2 * gap);
        run.at = {static_cast<float>(start.x()), static_cast<float>(start.y())};
        names.push_back(run);
        QColor dot = f.theme->place;
        dot.setAlphaF(dot.alphaF() * 0.8F);
        const int radius = static_cast<int>(std::lround((place.isCapital ? 2 : 1) * ratio));
        const QRectF spot(p.x - radius - 1.0, p.y - radius - 1.0, 2.0 * radius + 3, 2.0 * radius + 3);
        const bool isCovered =
            std::any_of(taken.begin(), taken.begin() + static_cast<std::ptrdiff_t>(sites.size()),
                        [&](const QRectF& site) { return site.intersects(spot); });
        if (!isCovered) dots.push_back({p, qPremultiply(dot.rgba()), static_cast<std::uint8_t>(radius)});
        break;
      }
    }
    canvas.dots(dots);
    canvas.text(names);
  };
}

}  // namespace sorami
