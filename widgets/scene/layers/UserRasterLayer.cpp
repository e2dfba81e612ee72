// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/UserRasterLayer.h"

#include "widgets/scene/WarpGrid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <optional>

namespace sorami {
namespace {

/// Premultiplied and bilinear; 0 outside the raster.
QRgb sample(const RasterMap& map, LatLon p) {
  const double y = (map.north - p.lat) / map.stepLat;
  double lon = p.lon;
  // The raster may lie on either side of the dateline.
  lon += 360 * std::ceil((map.west - lon) / 360);
  const double x = (lon - map.west) / map.stepLon;
  if (!(x >= 0 && y >= 0 && x < map.width && y < map.height)) return 0;
  const double fx = std::max(0.0, x - 0.5);
  const double fy = std::max(0.0, y - 0.5);
  const int x0 = static_cast<int>(fx);
  const int y0 = static_cast<int>(fy);
  const int x1 = std::min(x0 + 1, map.width - 1);
  const int y1 = std::min(y0 + 1, map.height - 1);
  const auto tx = static_cast<float>(fx - x0);
  const auto ty = static_cast<float>(fy - y0);
  std::array<float, 4> sum{};
  const auto add = [&](int col, int row, float weight) {
    const std::uint8_t* at =
        &map.rgba[4 * (static_cast<std::size_t>(row) * static_cast<std::size_t>(map.width) +
                       static_cast<std::size_t>(col))];
    const float alpha = weight * static_cast<float>(at[3]) / 255;
    for (std::size_t k = 0; k < 3; ++k) sum[k] += alpha * static_cast<float>(at[k]);
    sum[3] += alpha * 255;
  };
  add(x0, y0, (1 - tx) * (1 - ty));
  add(x1, y0, tx * (1 - ty));
  add(x0, y1, (1 - tx) * ty);
  add(x1, y1, tx * ty);
  const auto octet = [](float v) { return static_cast<int>(std::min(v + 0.5F, 255.0F)); };
  return qRgba(octet(sum[0]), octet(sum[1]), octet(sum[2]), octet(sum[3]));
}

/// What a view shows, deg; nothing where it cannot be told as a box (a pole, the far side, all round the
/// earth).
struct Box {
  double west, south, east, north, step;
};
std::optional<Box> boxOf(const Projection& projection, const View& view) {
  constexpr int kSamples = 9;
  Box box{1e9, 90, -1e9, -90, 0};
  const LatLon centre = projection.inverse(view.centre);
  if (!std::isfinite(centre.lat)) return std::nullopt;
  for (int iy = 0; iy < kSamples; ++iy) {
    for (int ix = 0; ix < kSamples; ++ix) {
      const LatLon p = projection.inverse(view.toMap(
          QPointF(view.size.width() * ix / (kSamples - 1.0), view.size.height() * iy / (kSamples - 1.0))));
      if (!std::isfinite(p.lat) || !std::isfinite(p.lon)) return std::nullopt;
      const double lon = centre.lon + std::remainder(p.lon - centre.lon, 360.0);
      box.west = std::min(box.west, lon);
      box.east = std::max(box.east, lon);
      box.south = std::min(box.south, p.lat);
      box.north = std::max(box.north, p.lat);
    }
  }
  if (box.east - box.west > 90) return std::nullopt;
  box.step = (box.north - box.south) / view.size.height();
  return box;
}

}  // namespace

struct UserRasterLayer::Part {
  std::mutex mutex;
  std::shared_ptr<const RasterMap> last;

  /// The whole map, or a finer part of it that holds all the view shows of it.
  std::shared_ptr<const RasterMap> of(const std::shared_ptr<const RasterMap>& map, const Frame& f) {
    const auto box = map->source && f.projection ? boxOf(*f.projection, f.view) : std::nullopt;
    if (!box || map->stepLat < 1.3 * box->step || map->stepLat < 1.01 * map->finestStep) return map;
    const std::scoped_lock lock(mutex);
    if (last && last->stepLat < 1.3 * std::max(box->step, map->finestStep) &&
        last->stepLat > 0.3 * box->step && holds(*last, *map, *box)) {
      return last;
    }
    last = readRasterPart(*map, box->west, box->south, box->east, box->north, box->step);
    return last ? last : map;
  }

 private:
  /// All of the box that the whole map has.
  static bool holds(const RasterMap& part, const RasterMap& whole, const Box& box) {
    const auto east = [](const RasterMap& m) { return m.west + m.stepLon * m.width; };
    const auto south = [](const RasterMap& m) { return m.north - m.stepLat * m.height; };
    const double turn = 360 * std::round(((whole.west + east(whole)) / 2 - (box.west + box.east) / 2) / 360);
    const double slack = part.stepLat;
    return part.west - slack <= std::max(box.west + turn, whole.west) &&
           east(part) + slack >= std::min(box.east + turn, east(whole)) &&
           south(part) - slack <= std::max(box.south, south(whole)) &&
           part.north + slack >= std::min(box.north, whole.north);
  }
};

UserRasterLayer::UserRasterLayer(std::shared_ptr<const RasterMap> map, double opacity)
    : m_map(std::move(map)), m_opacity(opacity), m_part(std::make_shared<Part>()) {}
UserRasterLayer::~UserRasterLayer() = default;

std::uint64_t UserRasterLayer::key(const Frame& f) const {
  return mixKey({m_map->key, f.projection ? keyOf(f.projection->key()) : 0, keyOf(m_opacity)});
}

Layer::Job UserRasterLayer::prepare(const FramePtr& frame) {
  return [frame, map = m_map, part = m_part, opacity = m_opacity](Canvas& canvas, std::stop_token stop) {
    const Frame& f = *frame;
    if (!f.projection || f.view.size.isEmpty()) return;
    const std::shared_ptr<const RasterMap> shown = part->of(map, f);
    if (stop.stop_requested()) return;
    QImage image(f.view.size, QImage::Format_ARGB32_Premultiplied);
    uchar* bits = image.bits();
    const std::ptrdiff_t stride = image.bytesPerLine();
    warpView(
        *f.projection, f.view,
        [&](int x, int y, std::span<const LatLon> at) {
          QRgb* out = static_cast<QRgb*>(static_cast<void*>(bits + y * stride)) + x;
          for (std::size_t i = 0; i < at.size(); ++i)
            out[i] = std::isfinite(at[i].lat) ? sample(*shown, at[i]) : 0;
        },
        stop);
    if (!stop.stop_requested()) canvas.image(image, {0, 0}, opacity);
  };
}

}  // namespace sorami
