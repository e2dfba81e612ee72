// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Translate.h"
#include "widgets/scene/Layer.h"

namespace sorami {

/// Sea floor and land tinted by height and shaded from the north-west, warped to the view. The heights of the
/// last views are kept: a change of theme only colours them anew.
class ReliefLayer : public Layer {
 public:
  ReliefLayer();
  ~ReliefLayer() override;
  std::string id() const override { return "relief"; }
  QString title() const override { return sorami::tr("Relief"); }
  bool isDynamic() const override { return false; }
  bool isGround() const override { return true; }
  std::uint64_t key(const Frame& frame) const override;
  Job prepare(const FramePtr& frame) override;

 private:
  struct Cache;
  std::shared_ptr<Cache> m_cache;  ///< shared with jobs, which outlive the layer
};

}  // namespace sorami
