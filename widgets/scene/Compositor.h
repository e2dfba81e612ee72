// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Layer.h"

#include <QImage>
#include <QObject>

#include <memory>
#include <vector>

namespace sorami {

/// Turns frames into pictures. Static layers are merged into one base image, larger than the view by a margin
/// and made on a worker; while a new one is being made the stale one is shown, moved and scaled. Dynamic
/// layers are drawn straight onto each frame, in bands on two threads: first what lies under the first upper
/// part (Layer::Parts), then the rest. The marking banner comes last.
class Compositor : public QObject {
  Q_OBJECT
 public:
  /// Layers back to front.
  explicit Compositor(std::vector<std::unique_ptr<Layer>> layers, QObject* parent = nullptr);
  ~Compositor() override;

  const std::vector<std::unique_ptr<Layer>>& layers() const;
  /// The newest frame wins; starts the worker when a static layer's key or the view changed.
  void setFrame(FramePtr frame);
  const FramePtr& frame() const;
  /// The picture of the present frame, Format_RGB32, device pixels. GUI thread; never waits for the worker.
  const QImage& compose();
  /// True when the base shown is the present frame's own, not a stale one moved.
  bool isSharp() const;
  Pick pick(QPointF devicePixel) const;

  /// What the last compose() and the last base cost.
  struct Stats {
    double composeMs = 0;
    double baseMs = 0;
    int labelsHidden = 0;
    QString thinned;  ///< what was left out or drawn plainer to be quick, for people; empty: nothing
  };
  const Stats& stats() const;

  /// Everything sharp, synchronously, on any canvas, with the marking banner: export, print, film and tests.
  static void render(const FramePtr& frame, const std::vector<std::unique_ptr<Layer>>& layers,
                     Canvas& canvas);
  /// render() in two parts, for films: what stands still, and what is drawn over it with every frame.
  static void renderStatic(const FramePtr& frame, const std::vector<std::unique_ptr<Layer>>& layers,
                           Canvas& canvas);
  static void renderDynamic(const FramePtr& frame, const std::vector<std::unique_ptr<Layer>>& layers,
                            Canvas& canvas);
  /// Everything renderStatic()'s picture depends on, as one number.
  static std::uint64_t staticKey(const FramePtr& frame, const std::vector<std::unique_ptr<Layer>>& layers);

 Q_SIGNALS:
  /// A sharper base is ready: compose again.
  void updated();

 private:
  struct Private;
  std::unique_ptr<Private> d;
};

/// The picture's layers in drawing order, as the window, export and tests use them. One line each.
std::vector<std::unique_ptr<Layer>> makeLayers();

}  // namespace sorami
