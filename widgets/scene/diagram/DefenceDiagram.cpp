// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/diagram/DefenceDiagram.h"

#include "data/core/Translate.h"
#include "data/core/Units.h"
#include "data/plan/defence/Footprint.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace sorami {
namespace {

/// Envelopes of one layer against one class, and how many batteries have them.
struct Block {
  DefenceLayer layer;
  Envelope envelope;
  int batteries = 0;
};

std::vector<Block> blocksOf(const DefenceDiagram& d) {
  std::vector<Block> blocks;
  if (!d.plan) return blocks;
  for (const Site& site : d.plan->sites) {
    if (!site.battery || !site.active || (!d.site.empty() && site.id != d.site)) continue;
    for (const Envelope& e : site.battery->envelopes) {
      if (!(e.maxRange > e.minRange && e.maxAltitude > e.minAltitude)) continue;
      const auto same = std::find_if(blocks.begin(), blocks.end(), [&](const Block& b) {
        return b.layer == site.battery->layer && b.envelope == e;
      });
      if (same == blocks.end()) {
        blocks.push_back({site.battery->layer, e, 1});
      } else {
        ++same->batteries;
      }
    }
  }
  // The widest first, so that the smaller ones stay on top.
  std::stable_sort(blocks.begin(), blocks.end(), [](const Block& a, const Block& b) {
    return a.envelope.maxRange * a.envelope.maxAltitude > b.envelope.maxRange * b.envelope.maxAltitude;
  });
  return blocks;
}

}  // namespace

void drawDefenceDiagram(Canvas& canvas, const DefenceDiagram& d) {
  const DiagramArea area(canvas, d.look);
  const Theme& theme = area.theme();
  const QRectF& plot = area.plot();
  const std::vector<Block> blocks = blocksOf(d);
  if (blocks.empty()) {
    area.text(tr("No air-defence site with an envelope"),
              {static_cast<float>(plot.center().x()), static_cast<float>(plot.center().y())},
              TextRun::Align::Centre, theme.textMuted, 12);
    area.frame();
    return;
  }
  double range = 0;
  double top = 0;
  for (const Block& b : blocks) {
    range = std::max(range, b.envelope.maxRange);
    top = std::max(top, b.envelope.maxAltitude);
  }
  range *= 1.05;
  top *= 1.08;
  const bool air = d.look.units == UnitProfile::Air;
  const double unit = air ? kNauticalMile : 1000;
  const auto at = [&](double r, double altitude) {
    return PixelPoint{
        static_cast<float>(plot.left() + r / range * plot.width()),
        static_cast<float>(plot.bottom() - std::sqrt(std::max(0.0, altitude) / top) * plot.height())};
  };

  float last = 1e9F;
  for (const double km :
       {0.0, 1.0, 3.0, 5.0, 10.0, 20.0, 30.0, 50.0, 70.0, 100.0, 150.0, 200.0, 300.0, 500.0}) {
    if (km * 1000 > top) break;
    const PixelPoint left = at(0, km * 1000);
    if (last - left.y < area.px(13)) continue;
    last = left.y;
    area.stroke({left, at(range, km * 1000)}, theme.graticule, 1);
    area.text(QString::number(km), {left.x - area.px(6), left.y + area.px(4)}, TextRun::Align::Right,
              theme.textMuted);
  }
  area.text(QStringLiteral("km"),
            {static_cast<float>(plot.left()) - area.px(6), static_cast<float>(plot.top()) - area.px(6)},
            TextRun::Align::Right, theme.textMuted);
  const double step = niceStep(range / unit, 8);
  for (int i = 0; i * step * unit <= range; ++i) {
    const PixelPoint foot = at(i * step * unit, 0);
    area.stroke({foot, at(i * step * unit, top)}, theme.graticule, 1);
    area.text(QString::number(i * step), {foot.x, static_cast<float>(plot.bottom()) + area.px(15)},
              TextRun::Align::Centre, theme.textMuted);
  }
  area.text(air ? QStringLiteral("NM") : QStringLiteral("km"),
            {static_cast<float>(plot.right()) + area.px(8), static_cast<float>(plot.bottom()) + area.px(15)},
            TextRun::Align::Left, theme.textMuted);

  std::vector<PixelPoint> taken;
  for (const Block& b : blocks) {
    const Envelope& e = b.envelope;
    const std::vector<PixelPoint> ring = {at(e.minRange, e.minAltitude), at(e.maxRange, e.minAltitude),
                                          at(e.maxRange, e.maxAltitude), at(e.minRange, e.maxAltitude)};
    // Layers by the strength of one hue, as coverage has it.
    const std::size_t n = theme.coverageBands.size();
    QColor colour =
        n == 0 ? theme.footprint
               : theme.coverageBands[std::min(n - 1, static_cast<std::size_t>(b.layer) * (n - 1) / 2)];
    QColor fill = colour;
    fill.setAlphaF(0.22F);
    area.fill(ring, fill);
    std::vector<PixelPoint> edge = ring;
    edge.push_back(ring.front());
    area.stroke(edge, colour, 1.4,
                b.layer == DefenceLayer::Terminal    ? std::vector<float>{}
                : b.layer == DefenceLayer::UpperTier ? std::vector<float>{10, 4}
                                                     : std::vector<float>{10, 3, 2, 3});
    QString name = tr("%1 · %2").arg(translated(layerName(b.layer)), translated(targetName(e.target)));
    if (b.batteries > 1) name += QStringLiteral(" × %1").arg(b.batteries);
    PixelPoint to{ring[3].x + area.px(6), ring[3].y + area.px(14)};
    for (bool moved = true; moved;) {
      moved = false;
      for (const PixelPoint& other : taken) {
        if (std::abs(other.y - to.y) < area.px(13) && std::abs(other.x - to.x) < area.px(180)) {
          to.y = other.y + area.px(14);
          moved = true;
        }
      }
    }
    taken.push_back(to);
    area.text(name, to, TextRun::Align::Left, theme.text, 10.5);
  }
  if (d.altitude > 0 && d.altitude < top) {
    area.stroke({at(0, d.altitude), at(range, d.altitude)}, theme.accent, 1.2, {6, 3});
  }
  area.frame();
}

}  // namespace sorami
