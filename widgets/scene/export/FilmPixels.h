// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QSize>

namespace sorami {

/// A picture as encoders take it: a plane of luma, then Cb and Cr at half the resolution either way, 8 bits
/// each in video range (16…235, 16…240), by the primaries of HD television (ITU-R BT.709-6, items 3.2
/// to 3.5), which players assume of a film of that size. `size` is even and no larger than the image, whose
/// format is RGB32 or ARGB32; what is beyond is left out. Rounded to the nearest value.
QByteArray toYuv420(const QImage& image, QSize size);

}  // namespace sorami
