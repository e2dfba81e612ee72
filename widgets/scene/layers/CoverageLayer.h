// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Layer.h"

#include <memory>

namespace sorami {

/// What the shown sensors see at the slider's altitude, as one area: by altitude band, hatched where a single
/// one sees, dotted where the terrain is not known, with the selected radar's own edge. Each field is warped
/// to the view once and kept; a change of altitude only colours anew.
class CoverageLayer : public Layer {
 public:
  CoverageLayer();
  ~CoverageLayer() override;

  std::string id() const override { return "coverage"; }
  QString title() const override;
  bool isDynamic() const override { return false; }
  std::uint64_t key(const Frame& frame) const override;
  Job prepare(const FramePtr& frame) override;

 private:
  struct Shared;
  std::shared_ptr<Shared> d;
};

}  // namespace sorami
