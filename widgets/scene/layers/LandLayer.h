// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Translate.h"
#include "widgets/scene/Layer.h"

namespace sorami {

/// True when the relief layer draws the sea and the land, so that others need not.
bool isReliefShown(const Frame& frame);

/// Sea and land as plain areas where no relief is shown, and the coast. Without a map pack: the earth's area
/// in the colour of the sea.
class LandLayer : public Layer {
 public:
  std::string id() const override { return "coast"; }
  QString title() const override { return sorami::tr("Land and coast"); }
  bool isDynamic() const override { return false; }
  bool isGround() const override { return true; }
  std::uint64_t key(const Frame& frame) const override;
  Job prepare(const FramePtr& frame) override;
};

}  // namespace sorami
