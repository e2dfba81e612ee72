// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Translate.h"
#include "widgets/scene/Layer.h"

namespace sorami {

/// Names of towns, the most important first, none over another.
class PlacesLayer : public Layer {
 public:
  std::string id() const override { return "places"; }
  QString title() const override { return sorami::tr("Place names"); }
  bool isDynamic() const override { return false; }
  std::uint64_t key(const Frame& frame) const override;
  Job prepare(const FramePtr& frame) override;
};

}  // namespace sorami
