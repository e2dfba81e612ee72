// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/CoverageComposite.h"

#include "data/core/Clones.h"
#include "data/core/Translate.h"
#include "data/core/Units.h"
#include "widgets/scene/layers/CoverageInk.h"
#include "widgets/scene/layers/CoverageSurface.h"
#include "widgets/scene/layers/FurniturePicture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <thread>

namespace sorami {

namespace {

constexpr std::array kSurfaceFeet = {500.0,    1'000.0,  3'000.0,  5'000.0,
                                     10'000.0, 20'000.0, 30'000.0, 40'000.0};
constexpr std::array kPd = {0.99, 0.95, 0.9, 0.8, 0.5, 0.1};
constexpr std::array kRevisit = {2.0, 4.0, 6.0, 10.0, 15.0, 30.0};  ///< s
constexpr std::array kSurfaceMetres = {150.0, 300.0, 1'000.0, 1'500.0, 3'000.0, 6'000.0, 9'000.0, 12'000.0};

QColor with(QColor c, double alpha) {
  c.setAlphaF(static_cast<float>(alpha));
  return c;
}

/// A colour of a ramp through the theme's bands, 0 … 1.
QColor ramp(const std::vector<QColor>& colours, double t) {
  if (colours.empty()) return {};
  const double x = t * static_cast<double>(colours.size() - 1);
  const auto i = std::min(static_cast<std::size_t>(x), colours.size() - 1);
  const QColor& a = colours[i];
  const QColor& b = colours[std::min(i + 1, colours.size() - 1)];
  const double f = x - static_cast<double>(i);
  const auto mix = [&](int u, int v) { return static_cast<int>(std::lround(u + (v - u) * f)); };
  return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

struct CoverColours {
  QRgb one = 0, stripe = 0, two = 0, three = 0, unknown = 0;
  std::uint16_t seen = 0;
};

SORAMI_CLONES void coverRow(const std::uint16_t* __restrict lowest, const std::uint16_t* __restrict second,
                            const std::uint16_t* __restrict third, const std::uint8_t* __restrict unknown,
                            const std::uint8_t* __restrict hatch, const CoverColours& colours, std::size_t n,
                            QRgb* __restrict out) {
  const CoverColours c = colours;
  for (std::size_t x = 0; x < n; ++x) {
    const QRgb single = hatch[x] != 0 ? c.stripe : c.one;
    const QRgb several = third[x] <= c.seen ? c.three : c.two;
    const QRgb seen = second[x] <= c.seen ? several : single;
    const QRgb other = unknown[x] != 0 ? c.unknown : 0;
    out[x] = lowest[x] <= c.seen ? seen : other;
  }
}

struct SurfaceColours {
  std::array<std::uint16_t, 8> upTo{};
  std::array<QRgb, 8> colour{};
  QRgb unknown = 0;
};

SORAMI_CLONES void surfaceRow(const std::uint16_t* __restrict lowest, const std::uint8_t* __restrict unknown,
                              const SurfaceColours& colours, std::size_t n, QRgb* __restrict out) {
  const SurfaceColours c = colours;
  for (std::size_t x = 0; x < n; ++x) {
    const std::uint16_t v = lowest[x];
    QRgb colour = unknown[x] != 0 ? c.unknown : 0;
    for (std::size_t i = 8; i-- > 0;) colour = v <= c.upTo[i] ? c.colour[i] : colour;
    out[x] = colour;
  }
}

struct DifferenceColours {
  QRgb gained = 0, lost = 0, stripe = 0, kept = 0;
  std::uint16_t seen = 0;
};

SORAMI_CLONES void differenceRow(const std::uint16_t* __restrict now, const std::uint16_t* __restrict other,
                                 const std::uint8_t* __restrict hatch, const DifferenceColours& colours,
                                 std::size_t n, QRgb* __restrict out) {
  const DifferenceColours c = colours;
  for (std::size_t x = 0; x < n; ++x) {
    const QRgb lost = hatch[x] != 0 ? c.stripe : c.lost;
    const QRgb ours = other[x] <= c.seen ? c.kept : c.gained;
    const QRgb theirs = other[x] <= c.seen ? lost : 0;
    out[x] = now[x] <= c.seen ? ours : theirs;
  }
}

/// Calls `row(y, offset into the planes, hatch, out)` for each row of a box, on two threads where it pays.
template <typename Row>
QImage paintRows(QRect box, QSize size, const CoverageStyle& style, Row&& row) {
  QImage image(box.size(), QImage::Format_ARGB32_Premultiplied);
  const int ratio = std::max(1, static_cast<int>(std::lround(style.pixelRatio)));
  const int period = kHatchPeriod * ratio;
  std::vector<std::uint8_t> pattern(static_cast<std::size_t>(box.width() + period));
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    pattern[i] = static_cast<int>(i) % period < period * 3 / 8 ? 0xFF : 0;
  }
  auto* bits = reinterpret_cast<QRgb*>(image.bits());
  const auto stride = static_cast<std::size_t>(image.bytesPerLine() / 4);
  const auto rows = [&](int first, int end) {
    for (int y = first; y < end; ++y) {
      const std::size_t from =
          static_cast<std::size_t>(y + box.top()) * static_cast<std::size_t>(size.width()) +
          static_cast<std::size_t>(box.left());
      const int phase = wrapped(box.left() + style.phase.x() + box.top() + y + style.phase.y(), period);
      row(from, pattern.data() + phase, bits + static_cast<std::size_t>(y) * stride);
    }
  };
  if (box.width() * box.height() > 400'000 && std::thread::hardware_concurrency() > 1) {
    const int half = box.height() / 2;
    const std::jthread helper([&] { rows(half, box.height()); });
    rows(0, half);
  } else {
    rows(0, box.height());
  }
  return image;
}

}  // namespace

void addCompositeStyle(const Frame& frame, CoverageStyle& style) {
  const Theme& theme = *frame.theme;
  style.mode = frame.coverageMode;
  const std::vector<QColor>& bands = theme.coverageBands;
  style.multiple = {with(ramp(bands, 0.75), 0.30), with(ramp(bands, 0.35), 0.36), with(ramp(bands, 0), 0.46)};
  const bool air = frame.units == UnitProfile::Air;
  for (std::size_t i = 0; i < kSurfaceFeet.size(); ++i) {
    const double t = static_cast<double>(i) / static_cast<double>(kSurfaceFeet.size() - 1);
    style.surface.push_back(
        {air ? kSurfaceFeet[i] * kFoot : kSurfaceMetres[i], with(ramp(bands, t), 0.50 - 0.22 * t)});
  }
  if (frame.coverageMode == CoverageMode::Revisit) {
    for (std::size_t i = 0; i < kRevisit.size(); ++i) {
      const double t = static_cast<double>(i) / static_cast<double>(kRevisit.size() - 1);
      style.steps.push_back({1 / kRevisit[i], with(ramp(bands, t), 0.50 - 0.22 * t)});
    }
  } else {
    for (std::size_t i = 0; i < kPd.size(); ++i) {
      const double t = static_cast<double>(i) / static_cast<double>(kPd.size() - 1);
      style.steps.push_back({kPd[i], with(ramp(bands, t), 0.50 - 0.22 * t)});
    }
  }
  // Blue and orange: told apart by everyone, and the lost is striped besides.
  style.gained = with(theme.link, 0.55);
  style.lost = with(theme.warning, 0.34);
  style.kept = with(theme.coverageUnknown, 0.22);
}

QImage colourComposite(const CoveragePlanes& planes, const CoverageStyle& style) {
  const QRect box = planes.box;
  if (box.isEmpty() || style.bands.empty()) return {};
  const auto n = static_cast<std::size_t>(box.width());
  if (style.mode == CoverageMode::Lowest) {
    SurfaceColours c;
    for (std::size_t i = 0; i < c.upTo.size(); ++i) {
      const CoverageBand& band = style.surface[std::min(i, style.surface.size() - 1)];
      c.upTo[i] = AltitudeCode::atMost(band.upTo);
      c.colour[i] = premultiplied(band.colour);
    }
    c.unknown = premultiplied(style.unknown, 0.12);
    return paintRows(box, planes.size, style, [&](std::size_t from, const std::uint8_t*, QRgb* out) {
      surfaceRow(planes.lowest.data() + from, planes.unknown.data() + from, c, n, out);
    });
  }
  CoverColours c;
  c.one = premultiplied(style.multiple[0], 0.55);
  c.stripe = premultiplied(style.multiple[0], 1.6);
  c.two = premultiplied(style.multiple[1]);
  c.three = premultiplied(style.multiple[2]);
  c.unknown = premultiplied(style.unknown, 0.12);
  c.seen = AltitudeCode::atMost(style.bands.back().upTo);
  const std::vector<std::uint16_t>& third = planes.third.empty() ? planes.second : planes.third;
  return paintRows(box, planes.size, style, [&](std::size_t from, const std::uint8_t* hatch, QRgb* out) {
    coverRow(planes.lowest.data() + from, planes.second.data() + from, third.data() + from,
             planes.unknown.data() + from, hatch, c, n, out);
  });
}

QImage colourDifference(const CoveragePlanes& planes, const CoveragePlanes& other,
                        const CoverageStyle& style) {
  const QRect box = planes.box | other.box;
  if (box.isEmpty() || style.bands.empty() || planes.size != other.size) return {};
  DifferenceColours c;
  c.gained = premultiplied(style.gained);
  c.lost = premultiplied(style.lost);
  c.stripe = premultiplied(style.lost, 2);
  c.kept = premultiplied(style.kept);
  c.seen = AltitudeCode::atMost(style.bands.back().upTo);
  const auto n = static_cast<std::size_t>(box.width());
  return paintRows(box, planes.size, style, [&](std::size_t from, const std::uint8_t* hatch, QRgb* out) {
    differenceRow(planes.lowest.data() + from, other.lowest.data() + from, hatch, c, n, out);
  });
}

std::vector<CompositeLegendEntry> compositeLegend(const Frame& frame, const CoverageStyle& style,
                                                  QSize chip) {
  CoveragePlanes planes;
  planes.size = chip;
  planes.box = QRect(QPoint(0, 0), chip);
  const auto pixels = static_cast<std::size_t>(chip.width()) * static_cast<std::size_t>(chip.height());
  planes.unknown.assign(pixels, 0);
  const auto set = [&](int sensors, std::uint16_t code) {
    planes.lowest.assign(pixels, sensors > 0 ? code : AltitudeCode::kNever);
    planes.second.assign(pixels, sensors > 1 ? code : AltitudeCode::kNever);
    planes.third.assign(pixels, sensors > 2 ? code : AltitudeCode::kNever);
  };
  const std::uint16_t seen = AltitudeCode::atMost(style.bands.back().upTo);
  std::vector<CompositeLegendEntry> out;
  switch (frame.coverageMode) {
    case CoverageMode::Bands:
      break;
    case CoverageMode::Cover:
      for (int n = 1; n <= 3; ++n) {
        set(n, seen);
        const QString text = n == 1 ? tr("one sensor") : n == 2 ? tr("two") : tr("three and more");
        out.push_back({colourComposite(planes, style), text});
      }
      break;
    case CoverageMode::Lowest:
      for (const CoverageBand& band : style.surface) {
        set(1, AltitudeCode::atMost(band.upTo));
        out.push_back({colourComposite(planes, style), coverageAltitudeText(band.upTo, frame)});
      }
      break;
    case CoverageMode::JointPd:
    case CoverageMode::BestPd:
    case CoverageMode::Revisit:
      for (const CoverageStep& step : style.steps) {
        CoverageSurface surface;
        surface.box = planes.box;
        surface.value.assign(pixels, static_cast<float>(step.from));
        out.push_back({colourSurface(surface, style), frame.coverageMode == CoverageMode::Revisit
                                                          ? tr("%1 s or less").arg(1 / step.from, 0, 'g', 3)
                                                          : tr("%1 and more").arg(step.from, 0, 'g', 3)});
      }
      break;
    case CoverageMode::Difference: {
      CoveragePlanes other = planes;
      const auto entry = [&](bool now, bool before, const QString& text) {
        set(now ? 1 : 0, seen);
        other.lowest.assign(pixels, before ? seen : AltitudeCode::kNever);
        out.push_back({colourDifference(planes, other, style), text});
      };
      entry(true, false, tr("gained"));
      entry(false, true, tr("lost"));
      entry(true, true, tr("as before"));
      break;
    }
  }
  return out;
}

QString compositeTitle(const Frame& frame, const QString& level) {
  const bool ground = frame.altitudeReference == AltitudeReference::AboveGround;
  switch (frame.coverageMode) {
    case CoverageMode::Cover:
      return ground ? tr("Seen at %1 above ground by").arg(level) : tr("Seen at %1 by").arg(level);
    case CoverageMode::Lowest:
      return ground ? tr("Lowest height above ground seen") : tr("Lowest altitude seen by the network");
    case CoverageMode::JointPd:
      return ground ? tr("Pd of all together, %1 above ground").arg(level)
                    : tr("Pd of all together at %1").arg(level);
    case CoverageMode::BestPd:
      return ground ? tr("Pd of the best sensor, %1 above ground").arg(level)
                    : tr("Pd of the best sensor at %1").arg(level);
    case CoverageMode::Revisit:
      return ground ? tr("Looked at, %1 above ground, every").arg(level)
                    : tr("Looked at, at %1, every").arg(level);
    case CoverageMode::Difference:
      return ground ? tr("Against the other plan, %1 above ground").arg(level)
                    : tr("Against the other plan at %1").arg(level);
    case CoverageMode::Bands:
      break;
  }
  return {};
}

}  // namespace sorami
