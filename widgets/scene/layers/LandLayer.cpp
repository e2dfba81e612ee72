// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/LandLayer.h"

#include "data/geo/Basemap.h"
#include "widgets/scene/LayerOrder.h"
#include "widgets/scene/ProjectedBasemap.h"

#include <algorithm>

namespace sorami {

bool isReliefShown(const Frame& frame) {
  return frame.basemap != nullptr && frame.basemap->relief() != nullptr && !isHidden(frame, "relief");
}

std::uint64_t LandLayer::key(const Frame& f) const {
  return mixKey({f.basemap ? f.basemap->key() : 0, f.projection ? keyOf(f.projection->key()) : 0,
                 f.theme ? keyOf(f.theme->id.toStdString()) : 0, isReliefShown(f) ? 1U : 0U});
}

Layer::Job LandLayer::prepare(const FramePtr& frame) {
  return [frame](Canvas& canvas, std::stop_token stop) {
    const Frame& f = *frame;
    if (!f.projection || !f.theme) return;
    const auto map = ProjectedBasemap::of(f.basemap, f.projection);
    const ViewGround ground(*f.projection, f.view);
    PathBatch batch;
    if (!isReliefShown(f)) {
      canvas.rect(QRectF(0, 0, f.view.size.width(), f.view.size.height()), f.theme->window, QColor(), 0);
      map->outline(f.view, batch);
      canvas.fill(batch, {f.theme->sea});
      batch.clear();
      map->landRings(f.view, ground, batch, stop);
      if (batch.size() > 0) canvas.fill(batch, {f.theme->land});
      batch.clear();
    }
    if (stop.stop_requested()) return;
    // The edge of the map: on a dark theme sea and surroundings are nearly alike.
    map->outlineEdge(f.view, batch);
    if (batch.size() > 0)
      canvas.stroke(batch, {f.theme->graticule, static_cast<float>(canvas.pixelRatio()), {}});
    batch.clear();
    map->lines(BasemapLayer::Land, f.view, ground, 1000, batch, stop);
    if (batch.size() == 0) return;
    QColor edge = f.theme->landEdge;
    // Where islands crowd, a full-strength coast would be all there is to see.
    const double crowding = std::clamp((ground.metresPerPixel() - 4000) / 16000, 0.0, 1.0);
    edge.setAlphaF(edge.alphaF() * static_cast<float>(1 - 0.45 * crowding));
    canvas.stroke(batch, {edge, static_cast<float>(canvas.pixelRatio()), {}});
  };
}

}  // namespace sorami
