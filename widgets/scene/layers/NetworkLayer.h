// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Layer.h"

#include <QCoreApplication>

#include <memory>

namespace sorami {

/// What was found out about the network: links by their state and where terrain blocks them, sensors that
/// reach no centre, gaps, proposals, what a track is seen by, sight lines to a point. Drawn from
/// Frame::network.
class NetworkLayer : public Layer {
  Q_DECLARE_TR_FUNCTIONS(sorami::NetworkLayer)
 public:
  NetworkLayer();
  ~NetworkLayer() override;

  std::string id() const override { return "network"; }
  QString title() const override;
  bool isDynamic() const override { return true; }
  bool isSteady() const override { return true; }
  std::uint64_t key(const Frame& frame) const override;
  Job prepare(const FramePtr& frame) override;

 private:
  struct Shared;
  std::shared_ptr<Shared> d;
};

}  // namespace sorami
