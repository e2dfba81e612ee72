// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/ReliefLayer.h"

#include "data/core/Clones.h"
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
#include <functional>
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
  std::vector<std::uint16_t> heights;   ///< half metres above -12 km
  std::vector<std::uint8_t> landLight;  ///< kFlat on level ground, less in shade, more in the light
  std::vector<std::uint8_t> seaLight;   ///< the sea floor's, gentler
  QImage land;                          ///< coverage of land in its lowest byte; null: by height
  QImage earth;                         ///< coverage of the earth
};

constexpr float kFlat = 128;
/// Terrain whose posts are at least this much closer than the pack's is drawn in its stead.
constexpr double kFinerThan = 0.75;
constexpr int kCodeShift = 3;  // a tint every 4 m

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

/// Light on slopes, which are height differences times k: 128 on level ground.
inline std::uint8_t lit(float gx, float gy, float k) {
  constexpr float kSide = 0.5F;
  constexpr float kUp = std::numbers::sqrt2_v<float> / 2;
  const float sx = gx * k;
  const float sy = gy * k;
  const float v = (kSide * (sx + sy) + kUp) / (kUp * std::sqrt(1 + sx * sx + sy * sy)) * kFlat;
  const float low = v > 0 ? v : 0;
  return static_cast<std::uint8_t>(static_cast<int>(low < 1.9F * kFlat ? low : 1.9F * kFlat));
}

/// One row of the lattice, its ends excepted. Written so that the compiler makes vector code of it.
SORAMI_CLONES void lightRow(const float* __restrict above, const float* __restrict here,
                            const float* __restrict below, int n, float k, float seaK,
                            std::uint8_t* __restrict land, std::uint8_t* __restrict sea) {
  for (int x = 1; x < n - 1; ++x) {
    const float gx = here[x + 1] - here[x - 1];
    const float gy = below[x] - above[x];
    land[x] = lit(gx, gy, k);
    sea[x] = lit(gx, gy, seaK);
  }
}

SORAMI_CLONES void codeRow(const float* __restrict here, int n, std::uint16_t* __restrict codes) {
  for (int x = 0; x < n; ++x) {
    const float v = (here[x] + 12000) * 2;
    const float low = v > 0 ? v : 0;
    codes[x] = static_cast<std::uint16_t>(static_cast<int>(low < 65535.0F ? low : 65535.0F));
  }
}

/// Light from the north-west, 45 degrees up, on rows of the lattice.
void lightRows(Warped& w, const std::vector<float>& heights, float scale, int first, int end) {
  constexpr float kSeaFactor = 0.25F;
  const int n = w.width;
  const auto row = [&](int r) {
    return heights.data() + static_cast<std::ptrdiff_t>(std::clamp(r, 0, w.height - 1)) * n;
  };
  for (int y = first; y < end; ++y) {
    const float* here = row(y);
    const float* above = row(y - 1);
    const float* below = row(y + 1);
    const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(n);
    codeRow(here, n, w.heights.data() + at);
    std::uint8_t* land = w.landLight.data() + at;
    std::uint8_t* sea = w.seaLight.data() + at;
    lightRow(above, here, below, n, scale, scale * kSeaFactor, land, sea);
    for (const int x : {0, n - 1}) {
      const float gx = here[std::min(x + 1, n - 1)] - here[std::max(x - 1, 0)];
      land[x] = lit(gx, below[x] - above[x], scale);
      sea[x] = lit(gx, below[x] - above[x], scale * kSeaFactor);
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
  // The pack itself is among its sources as the last resort, without the sea bed and with corners at its
  // posts.
  const double coarse = source->cellM(0) * kFinerThan;
  if (terrain != nullptr) {
    const auto sources = terrain->sources();
    const bool helps = std::any_of(sources.begin(), sources.end(), [&](const TerrainSource& s) {
      return s.cellM < coarse && ground.mayShow(s.box);
    });
    if (!helps || metres > source->cellM(0) / 2) terrain = nullptr;
  }
  const double cellPx = source->cellM(level) / metres;
  const float softness = ReliefSource::softnessFor(cellPx);
  w->step = terrain != nullptr ? 1 : cellPx > 12 ? 4 : cellPx > 3 ? 2 : 1;
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
    std::array<float, 32> base;
    std::array<bool, 32> isFine{};
    if (terrain != nullptr) {
      // A span is short: what holds at both its ends holds between them, or each point is asked.
      const auto fineAt = [&](const LatLon& p) {
        if (!std::isfinite(p.lat)) return false;
        const double cell = terrain->cellAt(p);
        return cell > 0 && cell < coarse;
      };
      const bool first = fineAt(at.front());
      if (first == fineAt(at.back())) {
        isFine.fill(first);
      } else {
        for (std::size_t i = 0; i < at.size(); ++i) isFine[i] = fineAt(at[i]);
      }
      if (std::any_of(isFine.begin(), isFine.begin() + static_cast<std::ptrdiff_t>(at.size()),
                      std::identity{}))
        terrain->heightsAt(at, {fine.data(), at.size()});
    }
    if (smooth) source->smoothHeights(level, softness, at, base.data());
    float last = 0;  // what is off the map keeps its neighbour's height, and shows no cliff at the limb
    for (std::size_t i = 0; i < at.size(); ++i) {
      if (std::isfinite(at[i].lat)) {
        // Zero in terrain files is the sea's surface: the sea floor is in the pack.
        const bool hasFine = isFine[i] && std::isfinite(fine[i]) && fine[i] != 0;
        last = hasFine ? fine[i] : smooth ? base[i] : source->height(level, at[i]);
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

/// A row of lattice colours, all four bytes of each alike, spread to the pixels of a picture row that lies
/// `part` of the way (in 2 × step parts) from row `a` to row `b`; then along x. Step 2 or 4.
SORAMI_CLONES void spreadRow(const std::uint8_t* __restrict a, const std::uint8_t* __restrict b, int part,
                             int step, int latticeWidth, std::uint16_t* __restrict blend,
                             std::uint8_t* __restrict out) {
  const auto whole = static_cast<std::uint16_t>(2 * step);
  const auto toB = static_cast<std::uint16_t>(part);
  const auto toA = static_cast<std::uint16_t>(whole - toB);
  const int bytes = 4 * latticeWidth;
  // A point beyond each end, alike its neighbour.
  std::uint16_t* mid = blend + 4;
  for (int i = 0; i < bytes; ++i) mid[i] = static_cast<std::uint16_t>(toA * a[i] + toB * b[i]);
  for (int c = 0; c < 4; ++c) {
    blend[c] = mid[c];
    mid[bytes + c] = mid[bytes - 4 + c];
  }
  if (step == 2) {
    for (int i = 0; i < latticeWidth; ++i) {
      for (int c = 0; c < 4; ++c) {
        const int before = blend[4 * i + c], here = mid[4 * i + c], after = mid[4 * i + 4 + c];
        out[8 * i + c] = static_cast<std::uint8_t>((3 * here + before + 8) >> 4);
        out[8 * i + 4 + c] = static_cast<std::uint8_t>((3 * here + after + 8) >> 4);
      }
    }
    return;
  }
  for (int i = 0; i < latticeWidth; ++i) {
    for (int c = 0; c < 4; ++c) {
      const int before = blend[4 * i + c], here = mid[4 * i + c], after = mid[4 * i + 4 + c];
      out[16 * i + c] = static_cast<std::uint8_t>((5 * here + 3 * before + 32) >> 6);
      out[16 * i + 4 + c] = static_cast<std::uint8_t>((7 * here + before + 32) >> 6);
      out[16 * i + 8 + c] = static_cast<std::uint8_t>((7 * here + after + 32) >> 6);
      out[16 * i + 12 + c] = static_cast<std::uint8_t>((5 * here + 3 * after + 32) >> 6);
    }
  }
}

/// Colours of rows of a lattice of step 2 or 4, each made once and kept while the picture passes it.
class LatticeRows {
 public:
  LatticeRows(const Warped& w, const std::vector<std::uint8_t>& light, const Tints& tints,
              const Lighting& lighting)
      : m_w(w), m_light(light), m_tints(tints), m_lighting(lighting) {
    const auto n = static_cast<std::size_t>(w.width);
    for (auto& kept : m_kept) kept.resize(n);
    m_blend.resize(4 * (n + 2));
    m_out.resize(n * static_cast<std::size_t>(w.step));
  }
  /// The colours of picture row y, one a pixel.
  const QRgb* at(int y) {
    const int step = m_w.step;
    const int row = y / step;
    // Pixels of a cell lie on either side of its lattice point, which stands in its middle.
    const int off = 2 * (y % step) + 1 - step;
    const int other = off < 0 ? row - 1 : row + 1;
    spreadRow(reinterpret_cast<const std::uint8_t*>(lattice(row)),
              reinterpret_cast<const std::uint8_t*>(lattice(other)), std::abs(off), step, m_w.width,
              m_blend.data(), reinterpret_cast<std::uint8_t*>(m_out.data()));
    return m_out.data();
  }

 private:
  const QRgb* lattice(int r) {
    r = std::clamp(r, 0, m_w.height - 1);
    const auto slot = static_cast<std::size_t>(r % 3);
    std::vector<QRgb>& row = m_kept[slot];
    if (m_rows[slot] != r) {
      m_rows[slot] = r;
      const std::size_t at = static_cast<std::size_t>(r) * static_cast<std::size_t>(m_w.width);
      for (std::size_t x = 0; x < row.size(); ++x) {
        row[x] = m_lighting.apply(m_tints[m_w.heights[at + x] >> kCodeShift], m_light[at + x]);
      }
    }
    return row.data();
  }

  const Warped& m_w;
  const std::vector<std::uint8_t>& m_light;
  const Tints& m_tints;
  const Lighting& m_lighting;
  std::array<std::vector<QRgb>, 3> m_kept;
  std::array<int, 3> m_rows = {-1, -1, -1};
  std::vector<std::uint16_t> m_blend;
  std::vector<QRgb> m_out;
};

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
    LatticeRows landRows(w, w.landLight, land, lighting);
    LatticeRows seaRows(w, w.seaLight, sea, lighting);
    std::vector<QRgb> byHeight;
    if (w.land.isNull()) byHeight.resize(static_cast<std::size_t>(width));
    for (int y = first; y < end; ++y) {
      QRgb* out = static_cast<QRgb*>(static_cast<void*>(bits + y * stride));
      const auto maskRow = [y](const QImage& mask) {
        return static_cast<const QRgb*>(static_cast<const void*>(mask.constScanLine(y)));
      };
      // Without outlines the sea is what lies below zero.
      for (std::size_t x = 0; x < byHeight.size(); ++x) {
        const std::size_t at = static_cast<std::size_t>(y / w.step) * static_cast<std::size_t>(w.width) +
                               x / static_cast<std::size_t>(w.step);
        byHeight[x] = w.heights[at] >= 24000 ? 255 : 0;
      }
      const QRgb* onLand = w.land.isNull() ? byHeight.data() : maskRow(w.land);
      const QRgb* onEarth = maskRow(w.earth);
      const auto row = [&](const auto& landAt, const auto& seaAt) {
        for (int x = 0; x < width; ++x) {
          const unsigned part = onLand[x] & 0xFFU;
          const QRgb c = part == 255 ? landAt(x) : part == 0 ? seaAt(x) : mixed(seaAt(x), landAt(x), part);
          const unsigned earth = onEarth[x] & 0xFFU;
          out[x] = earth == 255 ? c : earth == 0 ? around : mixed(around, c, earth);
        }
      };
      if (w.step > 1) {
        const QRgb* landRow = landRows.at(y);
        const QRgb* seaRow = seaRows.at(y);
        row([landRow](int x) { return landRow[x]; }, [seaRow](int x) { return seaRow[x]; });
        continue;
      }
      // Each pixel has a height of its own: only the colour it needs is made.
      const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(w.width);
      const std::uint16_t* code = w.heights.data() + at;
      const std::uint8_t* landLight = w.landLight.data() + at;
      const std::uint8_t* seaLight = w.seaLight.data() + at;
      row([&](int x) { return lighting.apply(land[code[x] >> kCodeShift], landLight[x]); },
          [&](int x) { return lighting.apply(sea[code[x] >> kCodeShift], seaLight[x]); });
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
    if (kept.size() > 3) kept.pop_back();
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
