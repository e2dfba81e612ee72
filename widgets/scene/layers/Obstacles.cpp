// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/Obstacles.h"

#include "widgets/scene/LayerOrder.h"
#include "widgets/scene/layers/FurniturePicture.h"
#include "widgets/scene/layers/PlanShapesLayer.h"
#include "widgets/scene/layers/SitePicture.h"
#include "widgets/scene/layers/StoryPicture.h"

namespace sorami {

void addObstacles(const Frame& frame, std::vector<PixelBox>& boxes) {
  const auto w = static_cast<float>(frame.view.size.width());
  const auto h = static_cast<float>(frame.view.size.height());
  const auto left = static_cast<float>(frame.margins.left);
  const auto top = static_cast<float>(frame.margins.top);
  const auto right = static_cast<float>(frame.margins.right);
  const auto bottom = static_cast<float>(frame.margins.bottom);
  if (left > 0) boxes.push_back({0, 0, left, h});
  if (top > 0) boxes.push_back({0, 0, w, top});
  if (right > 0) boxes.push_back({w - right, 0, right, h});
  if (bottom > 0) boxes.push_back({0, h - bottom, w, bottom});
  addSiteBoxes(frame, boxes);
  addThreatTexts(frame, boxes);
  if (const QRectF card = isHidden(frame, "story") ? QRectF() : storyCardBox(frame); !card.isEmpty()) {
    boxes.push_back({static_cast<float>(card.x()), static_cast<float>(card.y()),
                     static_cast<float>(card.width()), static_cast<float>(card.height())});
  }
  if (!isHidden(frame, "furniture")) {
    const auto furniture = furnitureOf(frame);
    boxes.insert(boxes.end(), furniture->obstacles.begin(), furniture->obstacles.end());
  }
}

}  // namespace sorami
