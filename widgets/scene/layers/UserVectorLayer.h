// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/UserMap.h"
#include "widgets/scene/Layer.h"

namespace sorami {

/// A vector file the user has added: lines, areas and points in one colour, texts beside them from a field,
/// and only what is of the frame's time where a field says so. The frame's mapFiles say how.
class UserVectorLayer : public Layer {
 public:
  /// `look` is taken where a frame has none for this file.
  explicit UserVectorLayer(std::shared_ptr<const VectorMap> map, MapFile look = {});
  ~UserVectorLayer() override;
  std::string id() const override { return "user:" + m_map->path; }
  QString title() const override { return QString::fromStdString(m_map->name); }
  bool isDynamic() const override { return false; }
  std::uint64_t key(const Frame& frame) const override;
  Job prepare(const FramePtr& frame) override;

 private:
  struct Cache;
  const MapFile& lookIn(const Frame& frame) const;
  std::shared_ptr<const VectorMap> m_map;
  MapFile m_look;
  std::shared_ptr<Cache> m_cache;  ///< projected once a projection; shared with jobs
};

}  // namespace sorami
