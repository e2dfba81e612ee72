// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Layer.h"

#include <map>
#include <memory>
#include <vector>

namespace sorami {

/// Radar video (ASTERIX category 240) as the scope showed it: the last turn of each antenna, fading with its
/// age, laid over the map by range and azimuth.
class VideoLayer : public Layer {
 public:
  VideoLayer();
  ~VideoLayer() override;

  std::string id() const override { return "video"; }
  QString title() const override;
  bool isDynamic() const override { return true; }
  std::uint64_t key(const Frame& frame) const override;
  Job prepare(const FramePtr& frame) override;
  void onUpdated(std::function<void()> updated) override;

 private:
  struct Shared;
  std::shared_ptr<Shared> d;
};

/// Which cell of an antenna's video each pixel of a view shows, kept as long as neither changes.
struct VideoCells {
  std::uint64_t key = 0;
  std::vector<std::uint32_t> cells;
};
using VideoCache = std::map<std::uint16_t, VideoCells>;  ///< by source

/// The video of a moment in the frame's view, premultiplied; null where there is none.
QImage videoPicture(const Frame& frame, std::stop_token stop = {}, VideoCache* cache = nullptr);

}  // namespace sorami
