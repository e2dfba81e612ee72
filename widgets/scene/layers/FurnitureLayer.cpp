// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/FurnitureLayer.h"

#include "data/core/Translate.h"
#include "widgets/scene/layers/FurniturePicture.h"

namespace sorami {

struct FurnitureLayer::Shared {
  const Layer* tracks = nullptr;
};

FurnitureLayer::FurnitureLayer(const Layer* tracks) : d(std::make_shared<Shared>()) {
  d->tracks = tracks;
}

FurnitureLayer::~FurnitureLayer() = default;

QString FurnitureLayer::title() const {
  return sorami::tr("Legend, scale and notes");
}

std::uint64_t FurnitureLayer::key(const Frame& frame) const {
  return mixKey({furnitureKey(frame), static_cast<std::uint64_t>(frame.time.us),
                 static_cast<std::uint64_t>(d->tracks ? d->tracks->hiddenLabels() : 0)});
}

Layer::Job FurnitureLayer::prepare(const FramePtr& frame) {
  return [shared = d, frame](Canvas& canvas, const std::stop_token&) {
    if (!frame->theme) return;
    furnitureOf(*frame)->draw(canvas, *frame);
    FurniturePicture changing;
    addChanging(*frame, shared->tracks ? shared->tracks->hiddenLabels() : 0, changing);
    changing.draw(canvas, *frame);
  };
}

}  // namespace sorami
