// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/UserMap.h"
#include "widgets/scene/Layer.h"

namespace sorami {

/// A raster the user has added: a chart, a photograph, a field of figures. Warped to the map's projection.
class UserRasterLayer : public Layer {
 public:
  explicit UserRasterLayer(std::shared_ptr<const RasterMap> map, double opacity = 1);
  std::string id() const override { return "user:" + m_map->path; }
  QString title() const override { return QString::fromStdString(m_map->name); }
  bool isDynamic() const override { return false; }
  std::uint64_t key(const Frame& frame) const override;
  Job prepare(const FramePtr& frame) override;

 private:
  std::shared_ptr<const RasterMap> m_map;
  double m_opacity;
};

}  // namespace sorami
