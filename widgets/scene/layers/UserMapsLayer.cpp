// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/UserMapsLayer.h"

#include "data/core/Translate.h"
#include "widgets/scene/LayerOrder.h"
#include "widgets/scene/layers/UserRasterLayer.h"
#include "widgets/scene/layers/UserVectorLayer.h"

#include <QCoreApplication>

#include <algorithm>

namespace sorami {
namespace {

std::unique_ptr<Layer> makeLayer(const UserMap& map) {
  if (const auto* vectors = std::get_if<std::shared_ptr<const VectorMap>>(&map)) {
    return std::make_unique<UserVectorLayer>(*vectors);
  }
  return std::make_unique<UserRasterLayer>(std::get<std::shared_ptr<const RasterMap>>(map));
}

}  // namespace

QString UserMapsLayer::title() const {
  return sorami::tr("Your maps");
}

std::uint64_t UserMapsLayer::key(const Frame& frame) const {
  std::uint64_t key = keyOf(std::string("user-maps"));
  for (const UserMap& map : frame.userMaps) {
    if (isHidden(frame, layerIdOf(map))) continue;
    // A map's own layer knows what else its picture depends on: the projection, the theme.
    const auto layer = m_layers.find(keyOf(map));
    const std::uint64_t own =
        layer != m_layers.end() ? layer->second->key(frame) : makeLayer(map)->key(frame);
    key = mixKey({key, own, keyOf(opacityOf(frame, layerIdOf(map)))});
  }
  return key;
}

Layer::Job UserMapsLayer::prepare(const FramePtr& frame) {
  std::vector<Job> rasters, vectors;
  std::map<std::uint64_t, std::unique_ptr<Layer>> kept;
  for (const UserMap& map : frame->userMaps) {
    std::unique_ptr<Layer>& layer = kept[keyOf(map)];
    const auto known = m_layers.find(keyOf(map));
    if (known != m_layers.end()) layer = std::move(known->second);
    if (!layer) layer = makeLayer(map);
    if (isHidden(*frame, layerIdOf(map))) continue;
    auto& jobs = std::holds_alternative<std::shared_ptr<const RasterMap>>(map) ? rasters : vectors;
    jobs.push_back(jobOf(*layer, frame));
  }
  m_layers = std::move(kept);
  rasters.insert(rasters.end(), vectors.begin(), vectors.end());
  return [jobs = std::move(rasters)](Canvas& canvas, std::stop_token stop) {
    for (const Job& job : jobs) {
      if (stop.stop_requested()) return;
      if (job) job(canvas, stop);
    }
  };
}

}  // namespace sorami
