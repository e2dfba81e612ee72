// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>
#include <QStringView>

namespace sorami {

/// The path that the `d` attribute of an SVG path element describes (SVG 1.1, section 8.3), all commands,
/// arcs included. As the standard asks, what stands before an error is kept.
QPainterPath parseSvgPath(QStringView d);

}  // namespace sorami
