// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Canvas.h"
#include "widgets/scene/Frame.h"

#include <QPointF>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace sorami {

/// What is under the cursor.
struct Pick {
  enum class Kind { None, Track, Site, Callout } kind = Kind::None;
  TrackId track = kNoTrack;
  std::string site;
  double distancePx = 1e9;
  int callout = -1;          ///< index in FrameStory::callouts
  bool onLabel = false;      ///< of Track: its data block, not its symbol
  QPointF labelOffset = {};  ///< device px from the track to its block's top left corner
};

/// One thing that is drawn. Static layers (relief, land, lines, coverage) are merged into a base image on a
/// worker; dynamic ones (tracks, labels, selection) are drawn straight onto every frame.
class Layer {
 public:
  /// A job draws one picture of the layer: it holds all it needs by value and touches neither the layer nor a
  /// widget. It may run on any thread; it returns early when stop is requested. A dynamic layer's
  /// job is called once a band, at the same time on several threads, each with a canvas that shows only its
  /// band of the picture (size() is always the whole picture's): it changes nothing it holds without a lock.
  using Job = std::function<void(Canvas&, std::stop_token)>;
  /// A job in two, the upper one drawn over the lower, so that what only the upper one waits for can be
  /// worked out while the lower is drawn. Both must be called, for as many bands as there are.
  struct Parts {
    Job lower;
    Job upper;                     ///< may be empty
    std::function<void()> beside;  ///< works out what `upper` needs, of a picture in pixels; may be left out
  };

  virtual ~Layer() = default;
  virtual std::string id() const = 0;  ///< `relief`, `coast`, `coverage`, …
  virtual QString title() const = 0;
  virtual bool isDynamic() const = 0;
  /// Of a dynamic layer: its key tells all its picture depends on apart from the view, margins, theme, units
  /// and the names of hidden layers, and seldom changes; so its picture may be kept from frame to frame.
  virtual bool isSteady() const { return false; }
  /// Land and sea themselves, without texts: what a coarse picture of the surroundings is made of.
  virtual bool isGround() const { return false; }
  /// Everything the picture depends on apart from the view, as one number: the layer is drawn again when it,
  /// or the view, changes. A static layer must leave time out of it unless its picture depends on time.
  virtual std::uint64_t key(const Frame& frame) const = 0;
  /// Cheap; on the GUI thread. The job draws for frame.view.
  virtual Job prepare(const FramePtr& frame) = 0;
  /// The same picture in two parts where the layer can.
  virtual Parts prepareParts(const FramePtr& frame) { return {prepare(frame), {}, {}}; }
  /// What is at a device pixel, as last drawn.
  virtual Pick pick(const Frame&, QPointF) const { return {}; }
  /// Labels that the last picture left out for want of room. Any thread.
  virtual int hiddenLabels() const { return 0; }
  /// What the last picture left out or drew plainer to be quick, for the status bar; empty: nothing. Any
  /// thread.
  virtual QString thinned() const { return {}; }
  /// `updated` is called, from any thread, when something an interactive frame left out is there, so that
  /// drawing the same frame again gives a better picture. Set once, before the first prepare().
  virtual void onUpdated(std::function<void()> /*updated*/) {}
};

/// Mixes values into one key.
std::uint64_t mixKey(std::initializer_list<std::uint64_t> parts);
std::uint64_t keyOf(double v);
std::uint64_t keyOf(const std::string& s);

}  // namespace sorami
