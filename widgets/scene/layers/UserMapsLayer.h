// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Layer.h"

#include <map>
#include <memory>

namespace sorami {

/// The user's own files over the base map, as the frame lists them: rasters below, vectors above. Each can be
/// hidden by its own id.
class UserMapsLayer : public Layer {
 public:
  std::string id() const override { return "user-maps"; }
  QString title() const override;
  bool isDynamic() const override { return false; }
  std::uint64_t key(const Frame& frame) const override;
  Job prepare(const FramePtr& frame) override;

 private:
  /// The layers of the maps seen last, by key: what they have projected is worth keeping.
  std::map<std::uint64_t, std::unique_ptr<Layer>> m_layers;
};

}  // namespace sorami
