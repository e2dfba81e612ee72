// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Canvas.h"
#include "widgets/scene/Frame.h"
#include "widgets/scene/LabelPlacer.h"

#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace sorami {

/// A line of Markdown as the picture shows it: inline marks are taken off, what kind of line it is is kept.
struct WordLine {
  QString text;
  int indent = 0;  ///< steps
  bool bold = false;
  bool isHeading = false;
  bool startsBlock = false;  ///< a little room above it
};
/// Headings, lists, paragraphs, emphasis and links of Markdown; anything else stays as it is written. Lines
/// of a paragraph are joined.
std::vector<WordLine> wordLines(const QString& markdown);
/// Breaks a text into lines no wider than `width` px; at blanks, and between ideographs. A word that is wider
/// by itself is broken where it must.
QStringList wrapped(const QString& text, double width, double sizePx, bool bold = false);

/// What a storyboard's step adds to the picture, in device pixels: call-outs with their leaders, and the card
/// with title and words.
struct StoryPicture {
  struct Plate {
    QRectF box;
    bool isCard = false;
  };
  std::vector<Plate> plates;
  std::vector<TextRun> texts;
  PathBatch leaders;
  std::vector<Dot> dots;
  std::vector<std::pair<int, PixelBox>> callouts;  ///< index in FrameStory::callouts, where it stands
  std::vector<PixelPoint> anchors;                 ///< of `callouts`, in the same order

  void draw(Canvas& canvas, const Frame& frame) const;
};

using TrackPixel = std::function<std::optional<PixelPoint>(TrackId)>;
/// `place` tells where a track is on screen.
StoryPicture layoutStory(const Frame& frame, const TrackPixel& place);
/// Where the card with title and words stands; empty when there is none.
QRectF storyCardBox(const Frame& frame);

}  // namespace sorami
