// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/plan/Storyboard.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace sorami {

/// A moment as one line of text that opens it again: `sorami://moment?t=…&at=…&h=…&file=…`.
struct MomentLink {
  QStringList files;  ///< the recording's, and the plan's; empty: the demo or whatever is open
  bool isDemo = false;
  StoryStep step;  ///< time, view, projection, hidden layers, filter
  std::optional<TrackRef> selected;

  QString text() const;
  /// Errors say which part is no part of a link.
  static Result<MomentLink> read(const QString& text);
  /// True when a text begins as a link does.
  static bool isLink(const QString& text);
};

}  // namespace sorami
