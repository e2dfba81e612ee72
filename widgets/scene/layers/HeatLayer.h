// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Layer.h"

#include <QCoreApplication>

#include <array>

namespace sorami {

/// What the recording adds up to, as colours over the ground; see HeatMap.
class HeatLayer : public Layer {
  Q_DECLARE_TR_FUNCTIONS(sorami::HeatLayer)
 public:
  std::string id() const override { return "heat"; }
  QString title() const override;
  bool isDynamic() const override { return false; }
  std::uint64_t key(const Frame& frame) const override;
  Job prepare(const FramePtr& frame) override;
};

/// Steps of the legend of a heat map: a colour and from which value it holds.
struct HeatStep {
  QColor colour;
  QString text;
};
std::array<HeatStep, 5> heatSteps(const HeatMap& map, const Theme& theme, UnitProfile units);
/// `Reports, 06:00Z to 07:00Z`.
QString heatTitle(const HeatMap& map);

}  // namespace sorami
