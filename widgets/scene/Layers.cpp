// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/Compositor.h"
#include "widgets/scene/layers/CoverageLayer.h"
#include "widgets/scene/layers/FurnitureLayer.h"
#include "widgets/scene/layers/SitesLayer.h"
#include "widgets/scene/layers/TracksLayer.h"

namespace sorami {

std::vector<std::unique_ptr<Layer>> makeLayers() {
  std::vector<std::unique_ptr<Layer>> layers;
  layers.push_back(std::make_unique<CoverageLayer>());
  layers.push_back(std::make_unique<SitesLayer>());
  layers.push_back(std::make_unique<TracksLayer>());
  const Layer* tracks = layers.back().get();
  layers.push_back(std::make_unique<FurnitureLayer>(tracks));
  return layers;
}

}  // namespace sorami
