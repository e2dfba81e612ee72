// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Layer.h"

#include <memory>

namespace sorami {

/// The plan's sites with their names, the links between them, notional footprints of batteries, and the range
/// ring and sector of the selected radar. Dynamic, so that a site that is dragged follows the hand.
class SitesLayer : public Layer {
 public:
  SitesLayer();
  ~SitesLayer() override;

  std::string id() const override { return "sites"; }
  QString title() const override;
  bool isDynamic() const override { return true; }
  std::uint64_t key(const Frame& frame) const override;
  Job prepare(const FramePtr& frame) override;
  Pick pick(const Frame& frame, QPointF at) const override;
  void onUpdated(std::function<void()> updated) override;

 private:
  struct Shared;
  std::shared_ptr<Shared> d;
};

}  // namespace sorami
