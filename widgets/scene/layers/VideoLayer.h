// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Layer.h"

#include <memory>

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

/// The video of a moment in the frame's view, premultiplied; null where there is none. For the layer and its
/// tests.
QImage videoPicture(const Frame& frame, std::stop_token stop = {});

}  // namespace sorami
