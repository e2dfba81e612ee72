// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/ReliefLayer.h"

#include "data/core/Units.h"
#include "data/geo/Basemap.h"
#include "widgets/scene/PixelCanvas.h"
#include "widgets/scene/ProjectedBasemap.h"
#include "widgets/scene/ReliefSource.h"
#include "widgets/scene/WarpGrid.h"
#include "widgets/scene/layers/LandLayer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <mutex>
#include <numbers>
#include <thread>

namespace sorami {
namespace {

/// What the colours are computed from: one view, warped.
struct Warped {
  std::uint64_t key = 0;
  View view;
  double groundMetresPerPixel = 0;
  std::vector<float> heights;  ///< m; NaN off the map
  QImage land;                 ///< coverage of land in its lowest byte; null: by height
  QImage earth;                ///< coverage of the earth; null: all
};

std::uint64_t viewKey(const View& v) {
  return mixKey({keyOf(v.centre.x), keyOf(v.centre.y), keyOf(v.metresPerPixel),
                 static_cast<std::uint64_t>(v.size.width()), static_cast<std::uint64_t>(v.size.height())});
}

std::uint64_t sourceKey(const Frame& f) {
  return mixKey({f.basemap ? f.basemap->key() : 0, f.projection ? keyOf(f.projection->key()) : 0,
                 f.terrain ? f.terrain->key() : 0});
}

QImage coverage(const PathBatch& rings, QSize size) {
  QImage image(size, QImage::Format_RGB32);
  image.fill(Qt::black);
  PixelCanvas canvas(image);
  canvas.fill(rings, {QColor(Qt::white)});
  return image;
}

std::shared_ptr<const Warped> warp(const Frame& f, std::uint64_t key, const std::stop_token& stop) {
  auto w = std::make_shared<Warped>();
  w->key = key;
  w->view = f.view;
  const ViewGround ground(*f.projection, f.view);
  w->groundMetresPerPixel = ground.metresPerPixel();
  const int width = f.view.size.width();
  w->heights.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(f.view.size.height()));
  const auto source = ReliefSource::of(f.basemap);
  const std::size_t level = source->levelFor(ground.metresPerPixel());
  const bool smooth = source->cellM(level) > 1.2 * ground.metresPerPixel();
  const Terrain* terrain = f.terrain.get();
  // Finer terrain is read only where the picture can show more than the pack holds.
  if (terrain != nullptr && ground.metresPerPixel() > source->cellM(0) / 2) terrain = nullptr;
  const auto span = [&](int x, int y, std::span<const LatLon> at) {
    float* out = w->heights.data() + static_cast<std::ptrdiff_t>(y) * width + x;
    std::array<float, 32> fine;
    const bool hasFine = terrain != nullptr;
    if (hasFine) terrain->heightsAt(at, {fine.data(), at.size()});
    for (std::size_t i = 0; i < at.size(); ++i) {
      if (!std::isfinite(at[i].lat)) {
        out[i] = std::numeric_limits<float>::quiet_NaN();
        continue;
      }
      // Zero in terrain files is the sea's surface: the sea floor is in the pack.
      if (hasFine && std::isfinite(fine[i]) && fine[i] != 0) {
        out[i] = fine[i];
      } else {
        out[i] = smooth ? source->smoothHeight(level, at[i]) : source->height(level, at[i]);
      }
    }
  };
  warpView(*f.projection, f.view, span, stop);
  const auto map = ProjectedBasemap::of(f.basemap, f.projection);
  PathBatch batch;
  if (f.basemap->levels(BasemapLayer::Land) > 0) {
    map->landRings(f.view, ground, batch, stop);
    w->land = coverage(batch, f.view.size);
  }
  batch.clear();
  map->outline(f.view, batch);
  w->earth = coverage(batch, f.view.size);
  return w;
}

/// Colours by height, linear between the theme's steps.
struct Tints {
  static constexpr int kSize = 1024;
  std::array<std::array<float, 3>, kSize> colours;
  double range;

  Tints(const std::vector<QColor>& steps, const QColor& fallback, double stepM) : range(stepM) {
    const auto n = static_cast<double>(std::max<std::size_t>(steps.size(), 2));
    range = stepM * (n - 1);
    for (int i = 0; i < kSize; ++i) {
      const double at = (n - 1) * i / (kSize - 1);
      const auto k = std::min(static_cast<std::size_t>(at), static_cast<std::size_t>(n) - 2);
      const QColor a = k < steps.size() ? steps[k] : fallback;
      const QColor b = k + 1 < steps.size() ? steps[k + 1] : a;
      const double t = at - static_cast<double>(k);
      colours[static_cast<std::size_t>(i)] = {static_cast<float>(a.red() + (b.red() - a.red()) * t),
                                              static_cast<float>(a.green() + (b.green() - a.green()) * t),
                                              static_cast<float>(a.blue() + (b.blue() - a.blue()) * t)};
    }
  }
  const std::array<float, 3>& at(float metres) const {
    const double i = metres / range * (kSize - 1);
    return colours[static_cast<std::size_t>(std::clamp(i, 0.0, kSize - 1.0))];
  }
};

/// The themes give few colours to the sea; the ocean is far deeper than mountains are high.
constexpr double kDepthPerHeight = 2.5;

/// Heights exaggerated for shading so that slopes seen from afar still show: a real slope at a walk's scale,
/// a strong one at a continent's.
float exaggeration(double metresPerPixel) {
  return static_cast<float>(std::clamp(1.5 + metresPerPixel / 220, 1.5, 24.0));
}

void colourRows(const Warped& w, const Theme& theme, int first, int end, QImage& image, uchar* bits) {
  const Tints land(theme.hypsometric, theme.land, theme.hypsometricStep);
  const Tints sea(theme.bathymetric, theme.sea, theme.hypsometricStep * kDepthPerHeight);
  const int width = w.view.size.width();
  const int height = w.view.size.height();
  const QColor around = theme.window;
  const float scale = exaggeration(w.groundMetresPerPixel) / static_cast<float>(w.groundMetresPerPixel);
  const auto strength = static_cast<float>(theme.reliefStrength);
  // Light from the north-west, 45 degrees up.
  constexpr float kLight = 0.5F;
  constexpr float kUp = std::numbers::sqrt2_v<float> / 2;
  for (int y = first; y < end; ++y) {
    QRgb* out =
        static_cast<QRgb*>(static_cast<void*>(bits + static_cast<std::ptrdiff_t>(y) * image.bytesPerLine()));
    const auto row = [&](int r) {
      return w.heights.data() + static_cast<std::ptrdiff_t>(std::clamp(r, 0, height - 1)) * width;
    };
    const float* here = row(y);
    const float* above = row(y - 1);
    const float* below = row(y + 1);
    const QRgb* mask = w.land.isNull()
                           ? nullptr
                           : static_cast<const QRgb*>(static_cast<const void*>(w.land.constScanLine(y)));
    const QRgb* earth = static_cast<const QRgb*>(static_cast<const void*>(w.earth.constScanLine(y)));
    for (int x = 0; x < width; ++x) {
      const float h = here[x];
      const float globe = static_cast<float>(earth[x] & 0xFFU) / 255;
      if (!std::isfinite(h) || globe <= 0) {
        out[x] = around.rgb();
        continue;
      }
      const float l = mask != nullptr ? static_cast<float>(mask[x] & 0xFFU) / 255 : (h >= 0 ? 1.0F : 0.0F);
      const int left = std::max(0, x - 1);
      const int right = std::min(width - 1, x + 1);
      float gx = (here[right] - here[left]) / static_cast<float>(std::max(1, right - left));
      float gy = (below[x] - above[x]) / 2;
      if (!std::isfinite(gx)) gx = 0;
      if (!std::isfinite(gy)) gy = 0;
      const auto shade = [&](float factor) {
        const float sx = gx * scale * factor;
        const float sy = gy * scale * factor;
        const float lit = (kLight * (sx + sy) + kUp) / std::sqrt(1 + sx * sx + sy * sy);
        return std::max(lit, 0.0F) / kUp;  // 1 on the flat
      };
      std::array<float, 3> c{0, 0, 0};
      const auto blend = [&](const std::array<float, 3>& tint, float lit, float part) {
        const float d = (lit - 1) * strength;
        for (std::size_t k = 0; k < 3; ++k) {
          // Shade darkens; light both brightens the tint and greys it, so that dark themes show ridges too.
          const float v = d < 0 ? tint[k] * (1 + d) : tint[k] * (1 + d * 1.2F) + d * 36;
          c[k] += std::clamp(v, 0.0F, 255.0F) * part;
        }
      };
      if (l > 0) blend(land.at(std::max(h, 0.0F)), shade(1), l);
      if (l < 1) blend(sea.at(std::max(-h, 0.0F)), shade(0.25F), 1 - l);
      if (globe < 1) {
        c[0] = c[0] * globe + static_cast<float>(around.red()) * (1 - globe);
        c[1] = c[1] * globe + static_cast<float>(around.green()) * (1 - globe);
        c[2] = c[2] * globe + static_cast<float>(around.blue()) * (1 - globe);
      }
      out[x] =
          qRgb(static_cast<int>(c[0] + 0.5F), static_cast<int>(c[1] + 0.5F), static_cast<int>(c[2] + 0.5F));
    }
  }
}

QImage colour(const Warped& w, const Theme& theme) {
  QImage image(w.view.size, QImage::Format_RGB32);
  uchar* bits = image.bits();
  const int rows = w.view.size.height();
  const int bands =
      std::clamp(std::min(static_cast<int>(std::thread::hardware_concurrency()), rows / 64), 1, 4);
  const int step = (rows + bands - 1) / bands;
  std::vector<std::jthread> threads;
  for (int first = step; first < rows; first += step) {
    threads.emplace_back(
        [&, first] { colourRows(w, theme, first, std::min(rows, first + step), image, bits); });
  }
  colourRows(w, theme, 0, std::min(rows, step), image, bits);
  return image;
}

}  // namespace

struct ReliefLayer::Cache {
  std::mutex mutex;
  std::deque<std::shared_ptr<const Warped>> kept;

  std::shared_ptr<const Warped> find(std::uint64_t key) {
    const std::scoped_lock lock(mutex);
    for (const auto& w : kept) {
      if (w->key == key) return w;
    }
    return nullptr;
  }
  void keep(std::shared_ptr<const Warped> w) {
    const std::scoped_lock lock(mutex);
    kept.push_front(std::move(w));
    if (kept.size() > 2) kept.pop_back();
  }
};

ReliefLayer::ReliefLayer() : m_cache(std::make_shared<Cache>()) {}
ReliefLayer::~ReliefLayer() = default;

std::uint64_t ReliefLayer::key(const Frame& f) const {
  return mixKey({sourceKey(f), f.theme ? keyOf(f.theme->id.toStdString()) : 0, isReliefShown(f) ? 1U : 0U});
}

Layer::Job ReliefLayer::prepare(const FramePtr& frame) {
  return [frame, cache = m_cache](Canvas& canvas, std::stop_token stop) {
    const Frame& f = *frame;
    if (!f.projection || !f.theme || !isReliefShown(f) || f.view.size.isEmpty()) return;
    const std::uint64_t key = mixKey({sourceKey(f), viewKey(f.view)});
    std::shared_ptr<const Warped> warped = cache->find(key);
    if (!warped) {
      warped = warp(f, key, stop);
      if (stop.stop_requested()) return;
      cache->keep(warped);
    }
    canvas.image(colour(*warped, *f.theme), {0, 0}, 1);
  };
}

}  // namespace sorami
