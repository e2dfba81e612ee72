// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Translate.h"
#include "widgets/scene/Layer.h"

namespace sorami {

/// Parallels and meridians at a step that suits the scale. Works without a map pack.
class GraticuleLayer : public Layer {
 public:
  std::string id() const override { return "graticule"; }
  QString title() const override { return sorami::tr("Graticule"); }
  bool isDynamic() const override { return false; }
  std::uint64_t key(const Frame& frame) const override;
  Job prepare(const FramePtr& frame) override;
};

/// The graticule's names along the picture's edges, or on the lines of a globe that floats in the picture. A
/// layer of its own, drawn on every frame: the edges of the base image lie outside the picture.
class GraticuleLabelsLayer : public Layer {
 public:
  std::string id() const override { return "graticule-labels"; }
  QString title() const override { return sorami::tr("Graticule labels"); }
  bool isDynamic() const override { return true; }
  bool isSteady() const override { return true; }
  std::uint64_t key(const Frame& frame) const override;
  Job prepare(const FramePtr& frame) override;

 private:
  struct Cache;
  std::shared_ptr<Cache> m_cache;  ///< the last view's texts: a tick of the clock does not place them again
};

/// Degrees between lines where a pixel is so many metres on the ground; from 30 degrees to a second.
double graticuleStep(double metresPerPixel);
/// `35°30′N`, `180°`, `0°`: as fine as the step needs.
QString graticuleText(double degrees, bool isLatitude, double step);

}  // namespace sorami
