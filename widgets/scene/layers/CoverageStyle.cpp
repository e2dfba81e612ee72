// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/CoverageStyle.h"

#include "data/core/Clones.h"
#include "data/core/Units.h"
#include "widgets/scene/layers/CoverageComposite.h"
#include "widgets/scene/layers/CoverageInk.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <thread>

namespace sorami {

namespace {

/// Strength of the lowest and of the highest band: what is seen low down is what a planner looks for first.
constexpr double kStrongest = 0.32;
constexpr double kFaintest = 0.22;
/// Of a stripe, and of the tint under the unknown's dots.
constexpr double kStripe = 0.58;
constexpr double kUnknownTint = 0.10;
constexpr int kDotPeriod = 6;

/// Altitudes people speak of.
constexpr std::array kFeet = {100.0,    200.0,    500.0,    1'000.0,  2'000.0,  3'000.0, 5'000.0,
                              10'000.0, 15'000.0, 20'000.0, 30'000.0, 40'000.0, 60'000.0};
constexpr std::array kMetres = {30.0,    50.0,    100.0,   150.0,   300.0,    500.0,    1'000.0,
                                1'500.0, 2'000.0, 3'000.0, 5'000.0, 10'000.0, 15'000.0, 20'000.0};

}  // namespace

std::vector<CoverageBand> coverageBands(const Frame& frame) {
  const bool air = frame.units == UnitProfile::Air;
  const double unit = air ? kFoot : 1.0;
  const std::span<const double> ladder =
      air ? std::span<const double>(kFeet) : std::span<const double>(kMetres);
  const std::vector<QColor>& colours = frame.theme->coverageBands;
  const std::size_t most = std::min<std::size_t>(std::max<std::size_t>(colours.size(), 1), 4);

  std::vector<double> limits;
  for (const double share : {0.1, 0.25, 0.5}) {
    if (limits.size() + 1 >= most) break;
    const double wanted = frame.altitude * share / unit;
    double best = 0;
    for (double v : ladder) {
      if (best == 0 || std::abs(std::log(v / wanted)) < std::abs(std::log(best / wanted))) best = v;
    }
    best *= unit;
    if (best < 0.75 * frame.altitude && (limits.empty() || best > limits.back())) limits.push_back(best);
  }
  limits.push_back(frame.altitude);

  std::vector<CoverageBand> bands;
  const std::size_t n = limits.size();
  for (std::size_t i = 0; i < n; ++i) {
    // With fewer bands than colours the ends are kept: the contrast is between lowest and highest.
    const std::size_t c = n == 1 ? 0 : i * (colours.size() - 1) / (n - 1);
    QColor colour = colours.empty() ? frame.theme->accent : colours[c];
    const double f = n == 1 ? 0 : static_cast<double>(i) / static_cast<double>(n - 1);
    colour.setAlphaF(static_cast<float>(kStrongest + (kFaintest - kStrongest) * f));
    bands.push_back({limits[i], colour});
  }
  return bands;
}

CoverageStyle CoverageStyle::of(const Frame& frame) {
  CoverageStyle style;
  style.bands = coverageBands(frame);
  style.hatchSingle = frame.coverage.size() > 1;
  style.unknown = frame.theme->coverageUnknown;
  addCompositeStyle(frame, style);
  style.pixelRatio = frame.view.pixelRatio;
  const auto phase = [&](double v) {
    return static_cast<int>(std::fmod(std::round(v / frame.view.metresPerPixel), 100'000.0));
  };
  style.phase = {phase(frame.view.centre.x) - frame.view.size.width() / 2,
                 -phase(frame.view.centre.y) - frame.view.size.height() / 2};
  return style;
}

namespace {

/// Thresholds and colours of a row, prepared.
struct Palette {
  std::array<std::uint16_t, 4> upTo{};
  std::array<QRgb, 4> plain{};
  std::array<QRgb, 4> stripe{};
  std::uint16_t seen = 0;
  QRgb dot = 0;
  QRgb tint = 0;
  std::vector<std::uint8_t> hatch;  ///< along x, for rows shifted by their y
  std::vector<std::uint8_t> dots;
  int hatchPeriod = 8;
  int dotPeriod = 6;
};

Palette paletteOf(const CoverageStyle& style, int width) {
  Palette p;
  const std::size_t n = std::min<std::size_t>(style.bands.size(), 4);
  for (std::size_t i = 0; i < 4; ++i) {
    const CoverageBand& band = style.bands[std::min(i, n - 1)];
    p.upTo[i] = AltitudeCode::atMost(band.upTo);
    p.plain[i] = premultiplied(band.colour);
    p.stripe[i] = style.hatchSingle ? premultiplied(band.colour, kStripe) : p.plain[i];
  }
  p.seen = p.upTo[3];
  p.dot = premultiplied(style.unknown, 0.8);
  p.tint = premultiplied(style.unknown, kUnknownTint);
  const int ratio = std::max(1, static_cast<int>(std::lround(style.pixelRatio)));
  p.hatchPeriod = kHatchPeriod * ratio;
  p.dotPeriod = kDotPeriod * ratio;
  p.hatch.resize(static_cast<std::size_t>(width + p.hatchPeriod));
  for (std::size_t i = 0; i < p.hatch.size(); ++i) {
    p.hatch[i] = static_cast<int>(i) % p.hatchPeriod < p.hatchPeriod * 3 / 8 ? 0xFF : 0;
  }
  p.dots.resize(static_cast<std::size_t>(width + p.dotPeriod));
  for (std::size_t i = 0; i < p.dots.size(); ++i) {
    p.dots[i] = static_cast<int>(i) % p.dotPeriod < ratio ? 0xFF : 0;
  }
  return p;
}

SORAMI_CLONES void colourRow(const std::uint16_t* __restrict lowest, const std::uint16_t* __restrict second,
                             const std::uint8_t* __restrict unknown, const std::uint8_t* __restrict hatch,
                             const Palette& p, std::size_t n, QRgb* __restrict out) {
  // Written so that the compiler makes vector code of it: choices, no branches.
  const std::uint16_t t0 = p.upTo[0], t1 = p.upTo[1], t2 = p.upTo[2], seen = p.seen;
  // By value: a choice between two places in memory would be a load each pixel.
  const QRgb plain0 = p.plain[0], plain1 = p.plain[1], plain2 = p.plain[2], plain3 = p.plain[3];
  const QRgb stripe0 = p.stripe[0], stripe1 = p.stripe[1], stripe2 = p.stripe[2], stripe3 = p.stripe[3];
  const QRgb tint = p.tint;
  for (std::size_t x = 0; x < n; ++x) {
    const std::uint16_t v = lowest[x];
    const QRgb plain = v <= t0 ? plain0 : v <= t1 ? plain1 : v <= t2 ? plain2 : plain3;
    const QRgb stripe = v <= t0 ? stripe0 : v <= t1 ? stripe1 : v <= t2 ? stripe2 : stripe3;
    const bool thin = (second[x] > seen) & (hatch[x] != 0);
    const QRgb colour = thin ? stripe : plain;
    const QRgb other = unknown[x] != 0 ? tint : 0;
    out[x] = v <= seen ? colour : other;
  }
}

}  // namespace

QImage colourCoverage(const CoveragePlanes& planes, const CoverageStyle& style) {
  const QRect box = planes.box;
  if (box.isEmpty() || style.bands.empty()) return {};
  QImage image(box.size(), QImage::Format_ARGB32_Premultiplied);
  const Palette p = paletteOf(style, box.width());
  const auto n = static_cast<std::size_t>(box.width());
  auto* bits = reinterpret_cast<QRgb*>(image.bits());
  const auto stride = static_cast<std::size_t>(image.bytesPerLine() / 4);
  const auto rows = [&](int first, int end) {
    for (int y = first; y < end; ++y) {
      const std::size_t from =
          static_cast<std::size_t>(y + box.top()) * static_cast<std::size_t>(planes.size.width()) +
          static_cast<std::size_t>(box.left());
      const int mapX = box.left() + style.phase.x();
      const int mapY = box.top() + y + style.phase.y();
      const std::uint8_t* hatch = p.hatch.data() + wrapped(mapX + mapY, p.hatchPeriod);
      QRgb* out = bits + static_cast<std::size_t>(y) * stride;
      colourRow(planes.lowest.data() + from, planes.second.data() + from, planes.unknown.data() + from, hatch,
                p, n, out);
      if (wrapped(mapY, p.dotPeriod) != 0) continue;
      const std::uint8_t* dots = p.dots.data() + wrapped(mapX, p.dotPeriod);
      for (std::size_t x = 0; x < n; ++x) {
        if (planes.unknown[from + x] && dots[x] && planes.lowest[from + x] > p.seen) out[x] = p.dot;
      }
    }
  };
  // A small picture is done before a second thread has begun.
  if (n * static_cast<std::size_t>(box.height()) > 400'000 && std::thread::hardware_concurrency() > 1) {
    const int half = box.height() / 2;
    const std::jthread helper([&] { rows(half, box.height()); });
    rows(0, half);
  } else {
    rows(0, box.height());
  }
  return image;
}

QImage coverageSwatch(const CoverageStyle& style, std::size_t band, bool single, bool unknown, QSize size) {
  CoveragePlanes planes;
  planes.size = size;
  planes.box = QRect(QPoint(0, 0), size);
  const auto pixels = static_cast<std::size_t>(size.width()) * static_cast<std::size_t>(size.height());
  const std::uint16_t code = unknown ? AltitudeCode::kNever : AltitudeCode::atMost(style.bands[band].upTo);
  planes.lowest.assign(pixels, code);
  planes.second.assign(pixels, single ? AltitudeCode::kNever : code);
  planes.unknown.assign(pixels, unknown ? 1 : 0);
  return colourCoverage(planes, style);
}

int selectedField(const Frame& frame) {
  if (frame.selectedSite.empty()) return -1;
  for (std::size_t i = 0; i < frame.coverage.size() && i < frame.coverageSites.size(); ++i) {
    if (frame.coverageSites[i] == frame.selectedSite) return static_cast<int>(i);
  }
  const Site* site = frame.plan ? frame.plan->site(frame.selectedSite) : nullptr;
  if (!site || !frame.coverageSites.empty()) return -1;
  for (std::size_t i = 0; i < frame.coverage.size(); ++i) {
    if (frame.coverage[i] && frame.coverage[i]->request().site == site->position) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace sorami
