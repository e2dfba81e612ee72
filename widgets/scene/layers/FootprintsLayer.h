// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Layer.h"

#include <QCoreApplication>

#include <memory>

namespace sorami {

/// Footprints of the plan's air-defence sites at the slider's altitude: united by layer and class of target,
/// faint where the altitude lies outside the envelope. Notional; for display only.
class FootprintsLayer : public Layer {
  Q_DECLARE_TR_FUNCTIONS(sorami::FootprintsLayer)
 public:
  FootprintsLayer();
  ~FootprintsLayer() override;
  std::string id() const override { return "defence"; }
  QString title() const override;
  bool isDynamic() const override { return false; }
  std::uint64_t key(const Frame& frame) const override;
  Job prepare(const FramePtr& frame) override;

 private:
  struct Shared;
  std::shared_ptr<Shared> d;
};

/// What batteries have ready and in reserve at the frame's time, beside their symbols.
class StocksLayer : public Layer {
  Q_DECLARE_TR_FUNCTIONS(sorami::StocksLayer)
 public:
  std::string id() const override { return "stocks"; }
  QString title() const override;
  bool isDynamic() const override { return true; }
  std::uint64_t key(const Frame& frame) const override;
  Job prepare(const FramePtr& frame) override;
};

}  // namespace sorami
