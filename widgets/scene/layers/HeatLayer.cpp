// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/HeatLayer.h"

#include "data/core/Translate.h"
#include "data/core/Units.h"
#include "data/store/HeatMap.h"
#include "data/time/TimeText.h"
#include "widgets/scene/WarpGrid.h"
#include "widgets/scene/layers/TrailShades.h"

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr std::size_t kShades = 256;
constexpr std::size_t kSmallCounts = 1024;
constexpr double kGreatestAltitude = 12'000;  // m, where the colours of altitude end

bool countsThings(HeatKind kind) {
  return kind == HeatKind::Reports || kind == HeatKind::FirstDetections;
}

/// 0…1 of the colour scale. Counts go by their logarithm: a few of many thousands are a find as well.
double partOf(const HeatMap& map, double value) {
  if (!countsThings(map.kind)) return std::clamp(value / kGreatestAltitude, 0.0, 1.0);
  const double top = std::log1p(std::max<double>(1, map.high));
  return std::clamp(std::log1p(std::max(0.0, value - 1)) / top, 0.0, 1.0);
}

std::size_t shadeOf(const HeatMap& map, double value) {
  return static_cast<std::size_t>(std::lround(partOf(map, value) * (kShades - 1)));
}

double valueOf(const HeatMap& map, double part) {
  if (!countsThings(map.kind)) return part * kGreatestAltitude;
  return std::expm1(part * std::log1p(std::max<double>(1, map.high))) + 1;
}

/// Counts in one hue from faint to strong, altitudes in the colours of trails by altitude.
QColor colourOf(const HeatMap& map, const Theme& theme, double part) {
  if (!countsThings(map.kind)) {
    QColor c = trailShade(static_cast<std::size_t>(std::lround(part * (kTrailShades - 1))), theme);
    c.setAlphaF(0.72F);
    return c;
  }
  const QColor base = theme.link;  // coverage is amber: a heat map must not be taken for it
  const float f = static_cast<float>(part);
  // On a dark ground the strongest goes to white, on a light one to black.
  const float to = theme.isDark ? 1.0F : 0.0F;
  const float lift = f * f * (theme.isDark ? 0.75F : 0.55F);
  return QColor::fromRgbF(base.redF() + (to - base.redF()) * lift,
                          base.greenF() + (to - base.greenF()) * lift,
                          base.blueF() + (to - base.blueF()) * lift, 0.22F + 0.70F * f);
}

}  // namespace

QString HeatLayer::title() const {
  return sorami::tr("Heat map");
}

std::uint64_t HeatLayer::key(const Frame& f) const {
  return mixKey({f.heat ? f.heat->key : 0, f.projection ? keyOf(f.projection->key()) : 0,
                 reinterpret_cast<std::uintptr_t>(f.theme.get())});
}

Layer::Job HeatLayer::prepare(const FramePtr& frame) {
  return [frame](Canvas& canvas, std::stop_token stop) {
    const Frame& f = *frame;
    if (!f.heat || f.heat->isEmpty() || !f.projection || !f.theme || f.view.size.isEmpty()) return;
    const HeatMap& map = *f.heat;
    std::array<QRgb, kShades> shades{};
    for (std::size_t i = 0; i < kShades; ++i) {
      shades[i] = qPremultiply(colourOf(map, *f.theme, static_cast<double>(i) / (kShades - 1)).rgba());
    }
    // Most counts are small: each has its logarithm taken once.
    std::vector<QRgb> small;
    if (countsThings(map.kind))
      for (std::size_t n = 0; n < kSmallCounts; ++n)
        small.push_back(shades[shadeOf(map, static_cast<double>(n))]);
    std::vector<QRgb> cells(map.values.size(), 0);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const float value = map.values[i];
      if (std::isnan(value)) continue;
      const auto count = static_cast<std::size_t>(std::max(value, 0.0F));
      cells[i] = count < small.size() ? small[count] : shades[shadeOf(map, static_cast<double>(value))];
    }
    QImage image(f.view.size, QImage::Format_ARGB32_Premultiplied);
    uchar* bits = image.bits();
    const std::ptrdiff_t stride = image.bytesPerLine();
    const double round = 360 / map.stepLon;
    const double perLat = 1 / map.stepLat;
    const double perLon = 1 / map.stepLon;
    warpView(
        *f.projection, f.view,
        [&](int x, int y, std::span<const LatLon> at) {
          QRgb* out = static_cast<QRgb*>(static_cast<void*>(bits + y * stride)) + x;
          for (std::size_t i = 0; i < at.size(); ++i) {
            out[i] = 0;
            const double row = (at[i].lat - map.south) * perLat;
            double column = (at[i].lon - map.west) * perLon;
            if (column < 0 || column >= round) column -= round * std::floor(column / round);
            if (!(row >= 0 && row < map.rows && column < map.columns)) continue;
            out[i] = cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(map.columns) +
                           static_cast<std::size_t>(column)];
          }
        },
        stop);
    if (!stop.stop_requested()) canvas.image(image, {0, 0});
  };
}

std::array<HeatStep, 5> heatSteps(const HeatMap& map, const Theme& theme, UnitProfile units) {
  std::array<HeatStep, 5> steps;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const double part = static_cast<double>(i) / static_cast<double>(steps.size() - 1);
    const double value = valueOf(map, part);
    steps[i].colour = colourOf(map, theme, part);
    if (countsThings(map.kind)) {
      steps[i].text = QString::number(std::lround(value));
    } else if (units == UnitProfile::Air) {
      steps[i].text = QStringLiteral("FL%1").arg(std::lround(value / kFlightLevel), 3, 10, QLatin1Char('0'));
    } else {
      steps[i].text = tr("%1 km").arg(value / 1000, 0, 'f', 0);
    }
  }
  return steps;
}

QString heatTitle(const HeatMap& map) {
  const QString from = QString::fromStdString(clockText(map.range.begin));
  const QString to = QString::fromStdString(clockText(map.range.end));
  switch (map.kind) {
    case HeatKind::Reports:
      return tr("Reports, %1 to %2").arg(from, to);
    case HeatKind::LowestAltitude:
      return tr("Lowest altitude, %1 to %2").arg(from, to);
    case HeatKind::MeanAltitude:
      return tr("Mean altitude, %1 to %2").arg(from, to);
    case HeatKind::FirstDetections:
      return tr("First detections, %1 to %2").arg(from, to);
  }
  return {};
}

}  // namespace sorami
