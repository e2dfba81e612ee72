// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Canvas.h"
#include "widgets/scene/SymbolFactory.h"

#include <QJsonObject>

namespace sorami {

/// Turns what milsymbol wants drawn (its drawInstructions as JSON, with `bbox` and `anchor`) into a sprite,
/// pixels and vector form alike. Straight from the instructions rather than by way of SVG: QtSvg ignores
/// `dominant-baseline` and would set the letters of an icon too high.
/// Nothing when the JSON is not of that form.
SpritePtr paintSymbol(const QJsonObject& symbol, int sizePx);

/// A plain APP-6 frame in its affiliation's colour: what is shown until, or instead of, the whole symbol.
SpritePtr paintFrame(const SymbolKey& key);

}  // namespace sorami
