// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/UserMap.h"
#include "widgets/scene/Layer.h"

namespace sorami {

/// A raster the user has added: a chart, a photograph, a field of figures, tiles. Warped to the map's
/// projection; what the view shows is read from the file as finely as it is drawn.
class UserRasterLayer : public Layer {
 public:
  explicit UserRasterLayer(std::shared_ptr<const RasterMap> map, double opacity = 1);
  ~UserRasterLayer() override;
  std::string id() const override { return "user:" + m_map->path; }
  QString title() const override { return QString::fromStdString(m_map->name); }
  bool isDynamic() const override { return false; }
  std::uint64_t key(const Frame& frame) const override;
  Job prepare(const FramePtr& frame) override;

 private:
  struct Part;
  std::shared_ptr<const RasterMap> m_map;
  double m_opacity;
  std::shared_ptr<Part> m_part;  ///< the finer part read last; shared with jobs
};

}  // namespace sorami
