// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Storyboard.h"
#include "widgets/scene/Frame.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sorami {

/// A storyboard's step as pictures show it: its tracks found in a recording.
std::shared_ptr<const FrameStory> storyOf(const StoryStep& step, const StoreView* store, bool showsWords);

/// The part of the map a step shows, in a picture of that size; nothing when the step leaves the view alone
/// or the projection does not show its centre.
std::optional<View> viewOf(const StoryStep& step, const Projection& projection, QSize size,
                           double pixelRatio);
/// What a picture shows, as a step keeps it: where the view is, projection, layers, filter.
void takeView(const Frame& frame, StoryStep& step);

/// Applies a step to a frame: time, view, projection, layers, filter, call-outs and words. What the step
/// leaves alone stays. Projections that were made are kept in `projections`.
class StoryFrames {
 public:
  /// `begins` when given is where the step's clock stands; else at its own time.
  void apply(const StoryStep& step, Frame& frame, bool showsWords = true);

 private:
  std::map<std::string, ProjectionPtr> m_projections;
};

/// A view on the way from one to another, part 0…1 of it: eased at both ends, and drawn back a little on a
/// long way so that one sees where it leads. Both must be of one projection.
View viewBetween(const View& from, const View& to, double part);

/// A film's course: which frame is shown when.
class FilmScript {
 public:
  /// A span of time at a rate; all else as in `base`. A rate of 0 is a still picture of `seconds`.
  static FilmScript ofSpan(const Frame& base, TimeRange span, double rate, int fps);
  /// The steps in order, each for its duration, with a flight from view to view.
  static FilmScript ofStory(const Frame& base, const Storyboard& story, int fps);
  static FilmScript still(const Frame& base, double seconds, int fps);

  int frames() const { return m_frames; }
  /// Any thread; null beyond the end.
  FramePtr frameAt(int index) const;
  /// Which step frame `index` is of; -1 for a film of a span.
  int stepAt(int index) const;

 private:
  struct Scene {
    FramePtr frame;
    double rate = 0;  ///< of time; 0 stands still
    int first = 0;    ///< frame
    int count = 0;
    int flight = 0;  ///< frames of it that fly here from `from`
    View from;
    int step = -1;
  };
  std::vector<Scene> m_scenes;
  int m_frames = 0;
  int m_fps = 30;
};

}  // namespace sorami
