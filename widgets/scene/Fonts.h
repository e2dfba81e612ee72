// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QRectF>
#include <QString>
#include <QStringList>

namespace sorami {

/// The first of `families` that this machine has, else the system's own text or fixed-pitch family. Without a
/// QGuiApplication there are no fonts to ask for: the first one named is returned.
QString resolveFamily(const QStringList& families, bool mono);

/// A family and, behind it, what draws the Japanese that it lacks: named, for the system's own choice is in
/// no given order and may be Chinese.
QStringList withJapanese(const QString& family, bool mono);

/// The font the canvases draw text in: Inter or JetBrains Mono where present, Noto Sans CJK for Japanese.
/// `sizePx` in device pixels. Hinting is off so that a text is as wide in print as on screen.
QFont sceneFont(double sizePx, bool mono, bool bold);

/// Room a text takes, px relative to the start of its baseline (top is negative). Cached; any thread.
QRectF textBounds(const QString& text, double sizePx, bool mono = false, bool bold = false);

}  // namespace sorami
