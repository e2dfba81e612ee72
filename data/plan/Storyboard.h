// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/core/UtcTime.h"
#include "data/geo/LatLon.h"
#include "data/ingest/Report.h"

#include <optional>
#include <string>
#include <vector>

class QJsonArray;

namespace sorami {

/// A track as a document names it, so that it is found again when the recording is read anew.
struct TrackRef {
  IdKind kind = IdKind::None;
  std::uint64_t value = 0;
  std::string uid;
  std::string name;  ///< what it was called, for people and as the last resort
  UtcTime first;     ///< of the leg
  bool operator==(const TrackRef&) const = default;
};

/// Words pinned to a track or a place.
struct Callout {
  std::optional<TrackRef> track;  ///< else `place`
  LatLon place;
  std::string text;
  double offsetX = 28;   ///< logical px from what it names to the plate's top left corner
  double offsetY = -64;  ///< logical px, down positive
  bool operator==(const Callout&) const = default;
};

/// One step of a briefing: what is seen, when, and what is said.
struct StoryStep {
  std::string id;  ///< unique in the storyboard, never shown
  std::string title;
  std::string words;  ///< Markdown, shown to the audience
  std::string notes;  ///< the speaker's own
  UtcTime time;       ///< no time: the clock is left alone
  UtcTime until;      ///< of a span that plays; no time: the picture stands still
  double rate = 1;    ///< of playing
  bool loop = false;  ///< the span again and again, until the next step
  double hold = 6;    ///< s a still picture stays in a film
  LatLon centre;
  double height = 0;  ///< map metres from top to bottom; 0: the view is left alone
  std::string projection;
  std::vector<std::string> hiddenLayers;
  std::string filter;
  bool filterDims = false;
  bool asKnown = false;  ///< the picture as it was known then, not as it was
  std::vector<TrackRef> highlights;
  std::vector<Callout> callouts;
  bool operator==(const StoryStep&) const = default;

  bool isSpan() const { return time.isValid() && until.isValid() && until > time; }
  /// Seconds the step takes at its own rate when it is played once.
  double duration() const;
};

/// A briefing in order.
struct Storyboard {
  std::vector<StoryStep> steps;
  bool operator==(const Storyboard&) const = default;

  int indexOf(const std::string& id) const;  ///< -1 when it is not there
  /// An id that no step has.
  std::string freeId() const;
};

/// As it stands in a plan: members at their defaults are left out.
QJsonArray storyboardToJson(const Storyboard& story);
/// What is wrong is named with its JSON path, such as `/storyboard/2/rate is no number from 0.1 to 5000`.
Result<Storyboard> storyboardFromJson(const QJsonArray& json, const std::string& path = "/storyboard");

}  // namespace sorami
