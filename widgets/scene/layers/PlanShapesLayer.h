// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/LabelPlacer.h"
#include "widgets/scene/Layer.h"

#include <QCoreApplication>

#include <memory>
#include <vector>

namespace sorami {

/// Where the texts of threats stand: track labels keep out of them.
void addThreatTexts(const Frame& frame, std::vector<PixelBox>& boxes);

/// What the planner has drawn: areas, notional threats (with where they are at the frame's time) or drawings.
/// Dynamic, so that what is dragged follows the hand; each object is projected only when it changes.
class PlanShapesLayer : public Layer {
  Q_DECLARE_TR_FUNCTIONS(sorami::PlanShapesLayer)
 public:
  enum class What : std::uint8_t { Areas, Threats, Drawings };
  explicit PlanShapesLayer(What what);
  ~PlanShapesLayer() override;

  std::string id() const override;  ///< `areas`, `threats` or `drawings`
  QString title() const override;
  bool isDynamic() const override { return true; }
  bool isSteady() const override { return true; }
  std::uint64_t key(const Frame& frame) const override;
  Job prepare(const FramePtr& frame) override;

 private:
  struct Shared;
  What m_what;
  std::shared_ptr<Shared> d;
};

}  // namespace sorami
