// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/Canvas.h"

#include <algorithm>
#include <utility>

namespace sorami {

void PathBatch::add(std::span<const PixelPoint> line) {
  points.insert(points.end(), line.begin(), line.end());
  close();
}

void PathBatch::clear() {
  points.clear();
  starts.assign(1, 0);
}

Sprite Sprite::make(QImage image, QPointF anchor, std::shared_ptr<const QPicture> vector) {
  Sprite sprite;
  sprite.image = std::move(image).convertToFormat(QImage::Format_ARGB32_Premultiplied);
  sprite.image.setDevicePixelRatio(1);
  sprite.size = sprite.image.size();
  sprite.anchor = anchor;
  sprite.vector = std::move(vector);
  const int width = std::min(sprite.image.width(), 0xFFFF);
  sprite.spans.resize(static_cast<std::size_t>(sprite.image.height()));
  for (int y = 0; y < sprite.image.height(); ++y) {
    const auto* row = reinterpret_cast<const QRgb*>(sprite.image.constScanLine(y));
    int begin = 0;
    int end = width;
    while (begin < end && row[begin] == 0) ++begin;
    while (end > begin && row[end - 1] == 0) --end;
    sprite.spans[static_cast<std::size_t>(y)] = {static_cast<std::uint16_t>(begin),
                                                 static_cast<std::uint16_t>(end)};
    const int vectors = (end - begin + kPack - 1) / kPack;
    sprite.packed.insert(sprite.packed.end(), row + begin, row + end);
    sprite.packed.resize(sprite.packed.size() + static_cast<std::size_t>(vectors * kPack - (end - begin)), 0);
    sprite.reach = std::max(sprite.reach, begin + vectors * kPack);
  }
  return sprite;
}

}  // namespace sorami
