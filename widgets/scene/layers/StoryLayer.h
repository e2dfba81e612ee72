// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Layer.h"

#include <memory>

namespace sorami {

class TrackCache;

/// Call-outs pinned to tracks and places, and the card with a step's title and words, so that screen, print
/// and film all show them.
class StoryLayer : public Layer {
 public:
  /// `cache` is the one the tracks are drawn from: a call-out then stands at its symbol to the pixel.
  explicit StoryLayer(std::shared_ptr<TrackCache> cache);
  ~StoryLayer() override;

  std::string id() const override { return "story"; }
  QString title() const override;
  bool isDynamic() const override { return true; }
  std::uint64_t key(const Frame& frame) const override;
  Job prepare(const FramePtr& frame) override;
  Pick pick(const Frame& frame, QPointF at) const override;

 private:
  struct Shared;
  std::shared_ptr<Shared> d;
};

}  // namespace sorami
