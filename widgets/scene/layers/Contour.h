// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Canvas.h"

#include <QSize>

#include <cstdint>
#include <span>

namespace sorami {

/// The lines around where a plane's values are at most `threshold`, by marching squares, smoothed so that the
/// steps of the pixel grid do not show. Values at pixel centres; lines are in px, moved by (originX,
/// originY). Where the two sides differ by more than `cliff` the line runs midway: there is no slope to
/// follow. `width` × `height` values, row by row.
void addContours(std::span<const std::uint16_t> plane, QSize size, std::uint16_t threshold,
                 std::uint16_t cliff, PixelPoint origin, PathBatch& lines);

}  // namespace sorami
