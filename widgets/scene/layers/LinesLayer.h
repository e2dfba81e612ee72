// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Translate.h"
#include "widgets/scene/Layer.h"

namespace sorami {

/// State boundaries, provinces and rivers of the map pack, fewer the smaller the scale.
class LinesLayer : public Layer {
 public:
  std::string id() const override { return "boundaries"; }
  QString title() const override { return sorami::tr("Boundaries and rivers"); }
  bool isDynamic() const override { return false; }
  std::uint64_t key(const Frame& frame) const override;
  Job prepare(const FramePtr& frame) override;
};

}  // namespace sorami
