// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Storyboard.h"
#include "widgets/scene/export/Film.h"

namespace sorami {

/// A storyboard as a document: a page a step with its picture, title, words and, when asked for, notes.
struct StoryBookSpec {
  QString path;  ///< `.pdf` or `.html`
  QString title;
  bool withNotes = false;
  double pictureRatio = 2;  ///< device px a logical px of the pictures in a web page
};

/// Draws each step over `base` (size, theme, recording, plan) and writes the document, whole or not at all.
/// Every page carries the marking, in PDF text stays text; a web page holds its pictures itself. For a worker
/// thread. Errors: no steps, a name without .pdf or .html, what the disk says, a stop.
Status writeStoryBook(const StoryBookSpec& spec, const Frame& base, const Storyboard& story,
                      const Layers& layers, const FilmProgress& progress = {}, std::stop_token stop = {});

}  // namespace sorami
