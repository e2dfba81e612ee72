// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/Compositor.h"
#include "widgets/scene/layers/CoverageLayer.h"
#include "widgets/scene/layers/FootprintsLayer.h"
#include "widgets/scene/layers/FurnitureLayer.h"
#include "widgets/scene/layers/GraticuleLayer.h"
#include "widgets/scene/layers/HeatLayer.h"
#include "widgets/scene/layers/LandLayer.h"
#include "widgets/scene/layers/LinesLayer.h"
#include "widgets/scene/layers/NetworkLayer.h"
#include "widgets/scene/layers/PlacesLayer.h"
#include "widgets/scene/layers/PlanShapesLayer.h"
#include "widgets/scene/layers/ReliefLayer.h"
#include "widgets/scene/layers/SitesLayer.h"
#include "widgets/scene/layers/StoryLayer.h"
#include "widgets/scene/layers/TracksLayer.h"
#include "widgets/scene/layers/UserMapsLayer.h"
#include "widgets/scene/layers/VideoLayer.h"

namespace sorami {

std::vector<std::unique_ptr<Layer>> makeLayers() {
  std::vector<std::unique_ptr<Layer>> layers;
  layers.push_back(std::make_unique<ReliefLayer>());
  layers.push_back(std::make_unique<LandLayer>());
  layers.push_back(std::make_unique<LinesLayer>());
  layers.push_back(std::make_unique<UserMapsLayer>());
  layers.push_back(std::make_unique<GraticuleLayer>());
  layers.push_back(std::make_unique<HeatLayer>());
  layers.push_back(std::make_unique<CoverageLayer>());
  layers.push_back(std::make_unique<FootprintsLayer>());
  layers.push_back(std::make_unique<PlacesLayer>());
  layers.push_back(std::make_unique<GraticuleLabelsLayer>());
  layers.push_back(std::make_unique<NetworkLayer>());
  for (const auto what :
       {PlanShapesLayer::What::Areas, PlanShapesLayer::What::Drawings, PlanShapesLayer::What::Threats}) {
    layers.push_back(std::make_unique<PlanShapesLayer>(what));
  }
  layers.push_back(std::make_unique<VideoLayer>());
  layers.push_back(std::make_unique<SitesLayer>());
  layers.push_back(std::make_unique<StocksLayer>());
  auto tracks = std::make_unique<TracksLayer>();
  auto story = std::make_unique<StoryLayer>(tracks->cache());
  auto furniture = std::make_unique<FurnitureLayer>(tracks.get());
  layers.push_back(std::move(tracks));
  layers.push_back(std::move(furniture));
  layers.push_back(std::move(story));
  return layers;
}

}  // namespace sorami
