// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/LinesLayer.h"

#include "data/geo/Basemap.h"
#include "widgets/scene/ProjectedBasemap.h"

#include <algorithm>

namespace sorami {
namespace {

struct Rule {
  BasemapLayer layer;
  double fromMetresPerPixel;  ///< ground; drawn at larger scales than this, faded in over the last half
  int ranksAtLargest;         ///< ranks shown where a pixel is 1 km or less
  int ranksAtSmallest;
  QColor Theme::*colour;
  float width;
};

// Natural Earth's ranks: rivers 0…12, provinces 2…10 (most at 3 and above), boundaries mostly 0…6.
const Rule kRules[] = {
    {BasemapLayer::Rivers, 9000, 12, 3, &Theme::river, 1},
    {BasemapLayer::Provinces, 7000, 100, 4, &Theme::province, 1},
    {BasemapLayer::Boundaries, 1e9, 100, 100, &Theme::boundary, 1},
};

}  // namespace

std::uint64_t LinesLayer::key(const Frame& f) const {
  return mixKey({f.basemap ? f.basemap->key() : 0, f.projection ? keyOf(f.projection->key()) : 0,
                 f.theme ? keyOf(f.theme->id.toStdString()) : 0});
}

Layer::Job LinesLayer::prepare(const FramePtr& frame) {
  return [frame](Canvas& canvas, std::stop_token stop) {
    const Frame& f = *frame;
    if (!f.projection || !f.theme || !f.basemap) return;
    const auto map = ProjectedBasemap::of(f.basemap, f.projection);
    const ViewGround ground(*f.projection, f.view);
    const double scale = ground.metresPerPixel() * canvas.pixelRatio();
    PathBatch batch;
    for (const Rule& rule : kRules) {
      if (scale > rule.fromMetresPerPixel || stop.stop_requested()) continue;
      const double t = std::clamp((scale - 1000) / (rule.fromMetresPerPixel - 1000), 0.0, 1.0);
      const int rank =
          static_cast<int>(rule.ranksAtLargest + (rule.ranksAtSmallest - rule.ranksAtLargest) * t);
      batch.clear();
      map->lines(rule.layer, f.view, ground, rank, batch, stop);
      if (batch.size() == 0) continue;
      QColor colour = f.theme.get()->*rule.colour;
      colour.setAlphaF(colour.alphaF() * static_cast<float>(std::clamp(2 - 2 * t, 0.25, 1.0)));
      canvas.stroke(batch, {colour, rule.width * static_cast<float>(canvas.pixelRatio()), {}});
    }
  };
}

}  // namespace sorami
