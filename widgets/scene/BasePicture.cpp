// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/BasePicture.h"

#include <QPainter>
#include <QRegion>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace sorami {

QRectF BasePicture::placeOf(const View& other) const {
  const double scale = other.metresPerPixel / view.metresPerPixel;
  const double x = (other.centre.x - view.centre.x) / view.metresPerPixel + view.size.width() * 0.5;
  const double y = (view.centre.y - other.centre.y) / view.metresPerPixel + view.size.height() * 0.5;
  const double w = other.size.width() * scale;
  const double h = other.size.height() * scale;
  return {x - w / 2, y - h / 2, w, h};
}

QRectF BasePicture::placeIn(const View& other) const {
  const QRectF place = placeOf(other);
  const double scale = view.metresPerPixel / other.metresPerPixel;
  return {-place.left() * scale, -place.top() * scale, view.size.width() * scale, view.size.height() * scale};
}

BasePicture reprojected(const BasePicture& from, const ProjectionPtr& projection, const View& view,
                        const QColor& ground) {
  BasePicture to;
  to.view = view;
  to.projection = projection;
  to.image = QImage(view.size, QImage::Format_RGB32);
  if (to.image.isNull()) return to;
  to.image.fill(ground);

  // Where the nodes of a grid lie in the old picture; what is between them is interpolated.
  constexpr int kCell = 32;
  const int columns = (view.size.width() + kCell - 1) / kCell + 1;
  const int rows = (view.size.height() + kCell - 1) / kCell + 1;
  std::vector<MapPoint> map;
  map.reserve(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
  for (int j = 0; j < rows; ++j) {
    for (int i = 0; i < columns; ++i) map.push_back(view.toMap(QPointF(i * kCell, j * kCell)));
  }
  std::vector<LatLon> geo(map.size());
  projection->inverse(map, geo);
  from.projection->forward(geo, map);
  const View& old = from.view;
  for (MapPoint& p : map) {
    p = {(p.x - old.centre.x) / old.metresPerPixel + old.size.width() * 0.5,
         (old.centre.y - p.y) / old.metresPerPixel + old.size.height() * 0.5};
  }

  // A cell whose corners lie farther apart than a screen is one that the old map's cut runs through.
  const double torn = std::max(old.size.width(), old.size.height());
  const int width = from.image.width();
  const int height = from.image.height();
  uchar* bits = to.image.bits();
  const std::ptrdiff_t stride = to.image.bytesPerLine();
  for (int j = 0; j + 1 < rows; ++j) {
    for (int i = 0; i + 1 < columns; ++i) {
      const std::size_t at = static_cast<std::size_t>(j * columns + i);
      const std::array<MapPoint, 4> c = {map[at], map[at + 1], map[at + static_cast<std::size_t>(columns)],
                                         map[at + static_cast<std::size_t>(columns) + 1]};
      // Written so that a NaN, which is off one of the maps, fails it.
      const auto near = [&](const MapPoint& a, const MapPoint& b) {
        return std::fabs(a.x - b.x) < torn && std::fabs(a.y - b.y) < torn && std::fabs(a.x) < 1e6 &&
               std::fabs(a.y) < 1e6;
      };
      if (!near(c[0], c[1]) || !near(c[1], c[3]) || !near(c[3], c[2]) || !near(c[2], c[0])) continue;
      const int right = std::min((i + 1) * kCell, view.size.width());
      const int bottom = std::min((j + 1) * kCell, view.size.height());
      for (int y = j * kCell; y < bottom; ++y) {
        const double v = (y + 0.5 - j * kCell) / kCell;
        const double lx = c[0].x + (c[2].x - c[0].x) * v;
        const double ly = c[0].y + (c[2].y - c[0].y) * v;
        const double dx = (c[1].x + (c[3].x - c[1].x) * v - lx) / kCell;
        const double dy = (c[1].y + (c[3].y - c[1].y) * v - ly) / kCell;
        auto* out = reinterpret_cast<QRgb*>(bits + y * stride);
        for (int x = i * kCell; x < right; ++x) {
          const double u = x + 0.5 - i * kCell;
          const double sx = lx + dx * u;
          const double sy = ly + dy * u;
          if (!(sx >= 0 && sy >= 0 && sx < width && sy < height)) continue;
          out[x] = reinterpret_cast<const QRgb*>(
              from.image.constScanLine(static_cast<int>(sy)))[static_cast<int>(sx)];
        }
      }
    }
  }
  return to;
}

void drawScaled(const BasePicture& picture, const View& view, const QRegion& clip,
                const PixelTarget& target) {
  if (clip.isEmpty()) return;
  QImage out(reinterpret_cast<uchar*>(target.bits), target.size.width(), target.size.height(),
             target.stride * static_cast<qsizetype>(sizeof(QRgb)), QImage::Format_RGB32);
  QPainter painter(&out);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.setCompositionMode(QPainter::CompositionMode_Source);
  painter.setClipRegion(clip);
  const QRectF whole = picture.placeIn(view);
  const double scale = picture.view.metresPerPixel / view.metresPerPixel;
  // Only what is seen is scaled: far out-zoomed or in-zoomed pictures would else cost a giant's share.
  const QRectF seen = whole.intersected(QRectF(out.rect()).adjusted(-2, -2, 2, 2));
  if (seen.isEmpty()) return;
  painter.drawImage(seen, picture.image,
                    QRectF((seen.left() - whole.left()) / scale, (seen.top() - whole.top()) / scale,
                           seen.width() / scale, seen.height() / scale));
}

}  // namespace sorami
