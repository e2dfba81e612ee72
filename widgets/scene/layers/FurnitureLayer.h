// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Layer.h"

#include <memory>

namespace sorami {

/// What stands on the map without belonging to a place: scale, north, legend, labels left out, attribution,
/// data time, NOTIONAL. The last layer but the marking banner.
class FurnitureLayer : public Layer {
 public:
  /// `tracks` tells how many labels it left out; null: no badge. It is asked when a frame is drawn and must
  /// live as long as this layer's jobs.
  explicit FurnitureLayer(const Layer* tracks = nullptr);
  ~FurnitureLayer() override;

  std::string id() const override { return "furniture"; }
  QString title() const override;
  bool isDynamic() const override { return true; }
  std::uint64_t key(const Frame& frame) const override;
  Job prepare(const FramePtr& frame) override;

 private:
  struct Shared;
  std::shared_ptr<Shared> d;
};

}  // namespace sorami
