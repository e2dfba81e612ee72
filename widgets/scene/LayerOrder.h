// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Layer.h"

namespace sorami {

/// N of the scale 1:N a view has on a usual screen of 96 dots an inch.
double scaleOf(const View& view);

/// What a frame's layerLooks say of a layer; null: nothing.
const LayerLook* lookOf(const Frame& frame, const std::string& layer);
/// 0..1
double opacityOf(const Frame& frame, const std::string& layer);
bool isHidden(const Frame& frame, const std::string& layer);

/// What the looks hide, by themselves and at the frame's scale, beside what it hides already.
std::vector<std::string> hiddenAtScale(const Frame& frame);

/// The layers of a frame that are not hidden, lowest first. Those the looks name change places among
/// themselves; the others stay where they are.
std::vector<Layer*> shownLayers(const Frame& frame, const std::vector<std::unique_ptr<Layer>>& layers);

/// A job whose whole picture has an opacity.
Layer::Job faded(Layer::Job job, double opacity);
/// The layer's job with the opacity its look asks for.
Layer::Job jobOf(Layer& layer, const FramePtr& frame);
/// The same in two parts, unless it is faded as a whole.
Layer::Parts partsOf(Layer& layer, const FramePtr& frame);

/// The same frame with room for the banner noted in its margins, so that furniture and labels stay clear,
/// with the layers that its scale hides among the hidden ones, and without the coverage of what is out of
/// service. Null for none.
FramePtr resolved(const FramePtr& frame);

}  // namespace sorami
