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

/// What the colours are computed from: one view, warped and lit. Heights and light lie on a lattice of every
/// pixel or every second one, where the source is so coarse that the eye cannot tell.
struct Warped {
  std::uint64_t key = 0;
  View view;
  int step = 1;   ///< px between lattice points
  int width = 0;  ///< of the lattice
  int height = 0;
  std::vector<std::uint16_t> heights;   ///< heightCode()
  std::vector<std::uint8_t> landLight;  ///< kFlat on level ground, less in shade, more in the light
  std::vector<std::uint8_t> seaLight;   ///< the sea floor's, gentler
  QImage land;                          ///< coverage of land in its lowest byte; null: by height
  QImage earth;                         ///< coverage of the earth
};

constexpr float kFlat = 128;
constexpr int kCodeShift = 3;  // a tint every 4 m

/// Half metres above -12 km.
std::uint16_t heightCode(float metres) {
  return static_cast<std::uint16_t>(std::clamp((metres + 12000) * 2, 0.0F, 65535.0F));
}

/// Calls `work(first, end)` for bands of rows on as many threads as there are cores, at most four.
template <typename Work>
void inBands(int rows, const Work& work) {
  const int bands =
      std::clamp(std::min(static_cast<int>(std::thread::hardware_concurrency()), rows / 64), 1, 4);
  const int step = (rows + bands - 1) / bands;
  std::vector<std::jthread> threads;
  for (int first = step; first < rows; first += step) {
    threads.emplace_back([&work, first, end = std::min(rows, first + step)] { work(first, end); });
  }
  work(0, std::min(rows, step));
}

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

/// Heights exaggerated for shading so that slopes seen from afar still show: a real slope at a walk's scale,
/// a strong one at a continent's.
float exaggeration(double metresPerPixel) {
  return static_cast<float>(std::clamp(1.5 + metresPerPixel / 220, 1.5, 24.0));
}

/// Light from the north-west, 45 degrees up, on rows of the lattice.
void lightRows(Warped& w, const std::vector<float>& heights, float scale, int first, int end) {
  constexpr float kSide = 0.5F;
  constexpr float kUp = std::numbers::sqrt2_v<float> / 2;
  constexpr float kSeaFactor = 0.25F;
  const auto row = [&](int r) {
    return heights.data() + static_cast<std::ptrdiff_t>(std::clamp(r, 0, w.height - 1)) * w.width;
  };
  for (int y = first; y < end; ++y) {
    const float* here = row(y);
    const float* above = row(y - 1);
    const float* below = row(y + 1);
    const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(y) * w.width;
    for (int x = 0; x < w.width; ++x) {
      const float gx = here[std::min(x + 1, w.width - 1)] - here[std::max(x - 1, 0)];
      const float gy = below[x] - above[x];
      const auto lit = [&](float k) {
        const float sx = gx * k;
        const float sy = gy * k;
        const float v = (kSide * (sx + sy) + kUp) / (kUp * std::sqrt(1 + sx * sx + sy * sy));
        return static_cast<std::uint8_t>(std::clamp(v, 0.0F, 1.9F) * kFlat);
      };
      w.heights[static_cast<std::size_t>(at + x)] = heightCode(here[x]);
      w.landLight[static_cast<std::size_t>(at + x)] = lit(scale);
      w.seaLight[static_cast<std::size_t>(at + x)] = lit(scale * kSeaFactor);
    }
  }
}

std::shared_ptr<const Warped> warp(const Frame& f, std::uint64_t key, const std::stop_token& stop) {
  auto w = std::make_shared<Warped>();
  w->key = key;
  w->view = f.view;
  const ViewGround ground(*f.projection, f.view);
  const double metres = ground.metresPerPixel();
  const auto source = ReliefSource::of(f.basemap);
  const std::size_t level = source->levelFor(metres);
  const Terrain* terrain = f.terrain.get();
  // Finer terrain is read only where the picture can show more than the pack holds.
  if (terrain != nullptr && (terrain->sources().empty() || metres > source->cellM(0) / 2)) terrain = nullptr;
  w->step = terrain == nullptr && source->cellM(level) > 3 * metres ? 2 : 1;
  View lattice = f.view;
  lattice.metresPerPixel *= w->step;
  lattice.size = {(f.view.size.width() + w->step - 1) / w->step,
                  (f.view.size.height() + w->step - 1) / w->step};
  // The lattice of an odd picture is wider than it: both begin at the same corner.
  lattice.centre = {f.view.toMap({0, 0}).x + lattice.size.width() * lattice.metresPerPixel / 2,
                    f.view.toMap({0, 0}).y - lattice.size.height() * lattice.metresPerPixel / 2};
  w->width = lattice.size.width();
  w->height = lattice.size.height();
  const std::size_t points = static_cast<std::size_t>(w->width) * static_cast<std::size_t>(w->height);
  const bool smooth = source->cellM(level) > 1.2 * metres;
  std::vector<float> heights(points);
  const auto span = [&](int x, int y, std::span<const LatLon> at) {
    float* out = heights.data() + static_cast<std::ptrdiff_t>(y) * w->width + x;
    std::array<float, 32> fine;
    if (terrain != nullptr) terrain->heightsAt(at, {fine.data(), at.size()});
    float last = 0;  // what is off the map keeps its neighbour's height, and shows no cliff at the limb
    for (std::size_t i = 0; i < at.size(); ++i) {
      if (std::isfinite(at[i].lat)) {
        // Zero in terrain files is the sea's surface: the sea floor is in the pack.
        const bool hasFine = terrain != nullptr && std::isfinite(fine[i]) && fine[i] != 0;
        last = hasFine ? fine[i] : smooth ? source->smoothHeight(level, at[i]) : source->height(level, at[i]);
      }
      out[i] = last;
    }
  };
  warpView(*f.projection, lattice, span, stop);
  if (stop.stop_requested()) return w;
  w->heights.resize(points);
  w->landLight.resize(points);
  w->seaLight.resize(points);
  const float scale = exaggeration(metres) / static_cast<float>(2 * w->step * metres);
  inBands(w->height, [&](int first, int end) { lightRows(*w, heights, scale, first, end); });
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

/// Colours by height code, linear between the theme's steps.
using Tints = std::vector<QRgb>;
Tints makeTints(const std::vector<QColor>& steps, const QColor& fallback, double stepM, bool isSea) {
  Tints tints(65536 >> kCodeShift);
  for (std::size_t i = 0; i < tints.size(); ++i) {
    const double metres = static_cast<double>(i << kCodeShift) / 2 - 12000;
    const double at = std::max(0.0, (isSea ? -metres : metres) / stepM);
    if (steps.empty()) {
      tints[i] = fallback.rgb();
      continue;
    }
    const auto k = std::min(static_cast<std::size_t>(at), steps.size() - 1);
    const QColor a = steps[k];
    const QColor b = steps[std::min(k + 1, steps.size() - 1)];
    const double t = std::min(1.0, at - static_cast<double>(k));
    const auto mix = [t](int u, int v) { return static_cast<int>(std::lround(u + (v - u) * t)); };
    tints[i] = qRgb(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue()));
  }
  return tints;
}

/// The themes give few colours to the sea; the ocean is far deeper than mountains are high.
constexpr double kDepthPerHeight = 2.5;

/// What light does to a colour: times a factor of 256ths, plus a grey. Shade darkens; light both brightens
/// the tint and greys it, so that dark themes show ridges too.
struct Lighting {
  std::array<int, 256> times;
  std::array<int, 256> plus;
  Lighting(double strength, bool isDark) {
    for (int i = 0; i < 256; ++i) {
      const double d = (i / static_cast<double>(kFlat) - 1) * strength;
      times[static_cast<std::size_t>(i)] = static_cast<int>(256 * (d < 0 ? 1 + d : 1 + 1.2 * d));
      plus[static_cast<std::size_t>(i)] = static_cast<int>(d > 0 ? (isDark ? 95 : 30) * d : 0);
    }
  }
  QRgb apply(QRgb tint, unsigned light) const {
    const int t = times[light];
    const int p = plus[light];
    return qRgb(std::min(255, (qRed(tint) * t >> 8) + p), std::min(255, (qGreen(tint) * t >> 8) + p),
                std::min(255, (qBlue(tint) * t >> 8) + p));
  }
};

QRgb mixed(QRgb a, QRgb b, unsigned partOfB) {
  const int t = static_cast<int>(partOfB);
  const auto mix = [t](int u, int v) { return u + (v - u) * t / 255; };
  return qRgb(mix(qRed(a), qRed(b)), mix(qGreen(a), qGreen(b)), mix(qBlue(a), qBlue(b)));
}

/// One lattice row, spread to every pixel of picture row y.
template <typename T>
void spread(const Warped& w, const std::vector<T>& from, int y, std::vector<int>& out,
            std::vector<int>& blend) {
  const int width = w.view.size.width();
  const auto row = [&](int r) {
    return from.data() + static_cast<std::ptrdiff_t>(std::clamp(r, 0, w.height - 1)) * w.width;
  };
  if (w.step == 1) {
    const T* a = row(y);
    for (int x = 0; x < width; ++x) out[static_cast<std::size_t>(x)] = a[x];
    return;
  }
  // The pixels of a pair lie a quarter of the step on either side of their lattice point.
  const T* near = row(y / 2);
  const T* far = row(y % 2 == 0 ? y / 2 - 1 : y / 2 + 1);
  for (int i = 0; i < w.width; ++i) blend[static_cast<std::size_t>(i)] = 3 * near[i] + far[i];
  for (int x = 0; x < width; ++x) {
    const int i = x / 2;
    const int j = std::clamp(x % 2 == 0 ? i - 1 : i + 1, 0, w.width - 1);
    out[static_cast<std::size_t>(x)] =
        (3 * blend[static_cast<std::size_t>(i)] + blend[static_cast<std::size_t>(j)] + 8) >> 4;
  }
}

QImage colour(const Warped& w, const Theme& theme) {
  QImage image(w.view.size, QImage::Format_RGB32);
  uchar* bits = image.bits();
  const std::ptrdiff_t stride = image.bytesPerLine();
  const Tints land = makeTints(theme.hypsometric, theme.land, theme.hypsometricStep, false);
  const Tints sea = makeTints(theme.bathymetric, theme.sea, theme.hypsometricStep * kDepthPerHeight, true);
  const Lighting lighting(theme.reliefStrength, theme.isDark);
  const QRgb around = theme.window.rgb();
  const int width = w.view.size.width();
  inBands(w.view.size.height(), [&](int first, int end) {
    const auto size = static_cast<std::size_t>(width) + 2;
    std::vector<int> code(size), landLight(size), seaLight(size), blend(size);
    for (int y = first; y < end; ++y) {
      spread(w, w.heights, y, code, blend);
      spread(w, w.landLight, y, landLight, blend);
      spread(w, w.seaLight, y, seaLight, blend);
      QRgb* out = static_cast<QRgb*>(static_cast<void*>(bits + y * stride));
      const auto maskRow = [y](const QImage& mask) {
        return static_cast<const QRgb*>(static_cast<const void*>(mask.constScanLine(y)));
      };
      const QRgb* onLand = w.land.isNull() ? nullptr : maskRow(w.land);
      const QRgb* onEarth = maskRow(w.earth);
      for (int x = 0; x < width; ++x) {
        const auto i = static_cast<std::size_t>(x);
        const unsigned earth = onEarth[x] & 0xFFU;
        if (earth == 0) {
          out[x] = around;
          continue;
        }
        const auto tint = static_cast<std::size_t>(code[i] >> kCodeShift);
        const unsigned part = onLand != nullptr ? onLand[x] & 0xFFU : (code[i] >= 24000 ? 255U : 0U);
        QRgb c = 0;
        if (part == 255) {
          c = lighting.apply(land[tint], static_cast<unsigned>(landLight[i]));
        } else if (part == 0) {
          c = lighting.apply(sea[tint], static_cast<unsigned>(seaLight[i]));
        } else {
          c = mixed(lighting.apply(sea[tint], static_cast<unsigned>(seaLight[i])),
                    lighting.apply(land[tint], static_cast<unsigned>(landLight[i])), part);
        }
        out[x] = earth == 255 ? c : mixed(around, c, earth);
      }
    }
  });
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
