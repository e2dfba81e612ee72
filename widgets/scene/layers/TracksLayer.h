// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Layer.h"

#include <QCoreApplication>

#include <memory>

namespace sorami {

class TrackCache;

/// The tracks at the frame's time: symbols, trails, speed vectors, data blocks with leaders, uncertainty of
/// those that coast. Its jobs may be called for several bands of one frame at once; the work they share is
/// done by the first.
class TracksLayer : public Layer {
  Q_DECLARE_TR_FUNCTIONS(sorami::TracksLayer)
 public:
  TracksLayer();
  ~TracksLayer() override;

  std::string id() const override { return "tracks"; }
  QString title() const override;
  bool isDynamic() const override { return true; }
  std::uint64_t key(const Frame& frame) const override;
  Job prepare(const FramePtr& frame) override;
  /// Data blocks above, all else below.
  Parts prepareParts(const FramePtr& frame) override;
  Pick pick(const Frame& frame, QPointF at) const override;
  int hiddenLabels() const override;
  QString thinned() const override;
  void onUpdated(std::function<void()> updated) override;
  /// What the tracks are drawn from, for layers that stand beside them.
  std::shared_ptr<TrackCache> cache() const;

 private:
  struct Shared;
  std::shared_ptr<Shared> d;
};

}  // namespace sorami
