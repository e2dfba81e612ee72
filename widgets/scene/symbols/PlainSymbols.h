// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Report.h"
#include "widgets/scene/Canvas.h"
#include "widgets/scene/Frame.h"

#include <QRgb>

namespace sorami {

/// Directions a plain symbol is drawn in; one more for a track whose direction is not known.
constexpr int kPlainTurns = 33;

/// Everything a plain symbol's picture depends on.
struct PlainSymbol {
  SymbolStyle style = SymbolStyle::Simple;
  Affiliation affiliation = Affiliation::Pending;
  int turn = 0;  ///< 0: no direction; else 1 … 32, clockwise from up in steps of 11.25 deg
  int sizePx = 24;
  bool hollow = false;
  QRgb colour = 0;
  QRgb edge = 0;  ///< drawn round it, so that it stands out on any ground
  bool operator==(const PlainSymbol&) const = default;
};

/// The turn of a velocity in px a second, y down; 0 when it is not known or too slow to tell.
int plainTurn(float vx, float vy);
/// The symbol, made once and kept. Its shape tells the affiliation as well as its colour does. Any thread.
SpritePtr plainSymbol(const PlainSymbol& key);

}  // namespace sorami
