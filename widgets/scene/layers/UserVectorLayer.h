// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/UserMap.h"
#include "widgets/scene/Layer.h"

namespace sorami {

/// How a user's vector file is drawn.
struct UserVectorStyle {
  QColor colour;           ///< invalid: the theme's accent
  float width = 1.5F;      ///< logical px of lines and edges
  double fillOpacity = 0;  ///< of areas, 0 none … 1
  int pointRadius = 3;     ///< logical px
};

/// A vector file the user has added.
class UserVectorLayer : public Layer {
 public:
  UserVectorLayer(std::shared_ptr<const VectorMap> map, UserVectorStyle style);
  ~UserVectorLayer() override;
  std::string id() const override { return "user:" + m_map->path; }
  QString title() const override { return QString::fromStdString(m_map->name); }
  bool isDynamic() const override { return false; }
  std::uint64_t key(const Frame& frame) const override;
  Job prepare(const FramePtr& frame) override;

 private:
  struct Cache;
  std::shared_ptr<const VectorMap> m_map;
  UserVectorStyle m_style;
  std::shared_ptr<Cache> m_cache;  ///< projected once a projection; shared with jobs
};

}  // namespace sorami
