// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Canvas.h"

#include <QColor>
#include <QString>

namespace sorami {

/// Colours of a marking banner.
struct BannerStyle {
  QColor background;
  QColor text;
};

/// The first entry of resources/banners.json whose words the marking contains, else the table's default.
BannerStyle bannerStyle(const QString& marking);
/// Height of one banner strip, device px.
int bannerHeight(double pixelRatio);
/// The marking on a strip along the top and one along the bottom edge; nothing for an empty marking.
void drawBanner(Canvas& canvas, const QString& marking);

}  // namespace sorami
