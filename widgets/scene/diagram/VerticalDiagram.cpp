// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/diagram/VerticalDiagram.h"

#include "data/core/Translate.h"
#include "data/core/Units.h"
#include "data/coverage/physics/Refraction.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sorami {
namespace {

/// Rays that are drawn, degrees.
constexpr double kRays[] = {-5, -2, -1, 0, 0.5, 1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60};

QString grouped(double value) {
  QString digits = QString::number(std::llround(value));
  for (qsizetype i = digits.size() - 3; i > (value < 0 ? 1 : 0); i -= 3) digits.insert(i, QChar(0x2009));
  return digits;
}

struct Units {
  double distance, height;
  QString distanceName, heightName;
};

Units unitsOf(UnitProfile profile) {
  if (profile == UnitProfile::Air) return {kNauticalMile, kFoot, QStringLiteral("NM"), QStringLiteral("ft")};
  return {1000, 1, QStringLiteral("km"), QStringLiteral("m")};
}

}  // namespace

VerticalScale::VerticalScale(const VerticalCut& cut, double top, const QRectF& plot)
    : m_radius(cut.radius), m_antenna(cut.antennaMsl), m_plot(plot) {
  const double phi = cut.range / m_radius;
  m_right = (m_radius)*std::sin(phi);
  const double half = std::sin(phi / 2);
  m_low = -2 * m_radius * half * half;
  m_high = std::max(top, m_antenna * 1.05);
  // A little room below the sea.
  m_low -= 0.03 * (m_high - m_low);
}

PixelPoint VerticalScale::of(double range, double altitude) const {
  const double phi = range / m_radius;
  const double half = std::sin(phi / 2);
  const double x = (m_radius + altitude) * std::sin(phi);
  const double y = altitude * std::cos(phi) - 2 * m_radius * half * half;
  return {static_cast<float>(m_plot.left() + x / m_right * m_plot.width()),
          static_cast<float>(m_plot.bottom() - (y - m_low) / (m_high - m_low) * m_plot.height())};
}

PixelPoint VerticalScale::ofRay(double elevation, double slant) const {
  const double x = slant * std::cos(elevation);
  const double y = m_antenna + slant * std::sin(elevation);
  return {static_cast<float>(m_plot.left() + x / m_right * m_plot.width()),
          static_cast<float>(m_plot.bottom() - (y - m_low) / (m_high - m_low) * m_plot.height())};
}

CutPoint VerticalScale::at(QPointF pixel) const {
  const double x = (pixel.x() - m_plot.left()) / m_plot.width() * m_right;
  const double y = m_low + (m_plot.bottom() - pixel.y()) / m_plot.height() * (m_high - m_low);
  return {m_radius * std::atan2(x, m_radius + y), std::hypot(x, m_radius + y) - m_radius};
}

void drawVerticalDiagram(Canvas& canvas, const VerticalDiagram& diagram) {
  const DiagramArea area(canvas, diagram.look);
  if (!diagram.cut) return;
  const VerticalCut& cut = *diagram.cut;
  const Theme& theme = area.theme();
  const VerticalScale scale(cut, diagram.top, area.plot());
  const Units units = unitsOf(diagram.look.units);
  const QRectF& plot = area.plot();

  // What is seen, the surest on top; dashed where it would be without terrain.
  if (cut.inSector) {
    const std::size_t n = cut.contours.size();
    for (std::size_t i = n; i-- > 0;) {
      std::vector<PixelPoint> ring{scale.ofRay(0, 0)};
      for (const DetectionEdge& e : cut.contours[i].visible)
        ring.push_back(scale.ofRay(e.elevation, e.slant));
      QColor colour = theme.coverageBands.empty()
                          ? theme.accent
                          : theme.coverageBands[std::min(i, theme.coverageBands.size() - 1)];
      colour.setAlphaF(0.30F);
      area.fill(ring, colour);
    }
    for (const VerticalCut::Contour& contour : cut.contours) {
      std::vector<PixelPoint> edge;
      for (std::size_t i = 0; i < contour.visible.size(); ++i) {
        // Where terrain ends a ray the ground is the edge.
        const DetectionEdge& e = contour.visible[i];
        const float gap = std::numeric_limits<float>::quiet_NaN();
        edge.push_back(contour.masked[i] ? PixelPoint{gap, gap} : scale.ofRay(e.elevation, e.slant));
      }
      area.stroke(edge, theme.coverageEdge, 1.4);
      std::vector<PixelPoint> free;
      for (const DetectionEdge& e : contour.free) free.push_back(scale.ofRay(e.elevation, e.slant));
      QColor faint = theme.coverageEdge;
      faint.setAlphaF(0.5F);
      area.stroke(free, faint, 1, {3, 3});
    }
  }

  // The grid: altitudes curve with the earth, ranges stand on it, rays are straight.
  const double heightStep = niceStep(diagram.top / units.height, 5);
  for (int i = 0; i * heightStep * units.height <= diagram.top * 1.0001; ++i) {
    const double altitude = i * heightStep * units.height;
    std::vector<PixelPoint> line;
    for (int j = 0; j <= 96; ++j) line.push_back(scale.of(cut.range * j / 96, altitude));
    area.stroke(line, theme.graticule, 1);
    const PixelPoint at = line.front();
    area.text(grouped(i * heightStep), {at.x - area.px(6), at.y + area.px(4)}, TextRun::Align::Right,
              theme.textMuted);
  }
  area.text(units.heightName,
            {static_cast<float>(plot.left()) - area.px(6), static_cast<float>(plot.top()) - area.px(6)},
            TextRun::Align::Right, theme.textMuted);
  const double rangeStep = niceStep(cut.range / units.distance, 8);
  for (int i = 0; i * rangeStep * units.distance <= cut.range * 1.0001; ++i) {
    const double range = i * rangeStep * units.distance;
    area.stroke({scale.of(range, -2000), scale.of(range, 2 * diagram.top)}, theme.graticule, 1);
    const PixelPoint foot = scale.of(range, 0);
    area.text(QString::number(i * rangeStep), {foot.x, static_cast<float>(plot.bottom()) + area.px(15)},
              TextRun::Align::Centre, theme.textMuted);
  }
  area.text(units.distanceName,
            {static_cast<float>(plot.right()) + area.px(8), static_cast<float>(plot.bottom()) + area.px(15)},
            TextRun::Align::Left, theme.textMuted);
  float lastLabel = -1e9F;
  for (const double degrees : kRays) {
    const double e = degToRad(degrees);
    const PixelPoint from = scale.ofRay(e, 0);
    const PixelPoint far = scale.ofRay(e, 3 * cut.range);
    QColor faint = theme.graticule;
    area.stroke({from, far}, faint, 1, {1, 4});
    PathBatch inside;
    clipLine({from, far}, plot, inside);
    if (inside.points.empty()) continue;
    const PixelPoint end = inside.points.back();
    const QString label = QString::number(degrees) + QChar(0x00B0);
    if (end.x >= static_cast<float>(plot.right()) - 1) {
      if (std::abs(end.y - lastLabel) < area.px(12)) continue;
      lastLabel = end.y;
      area.text(label, {end.x + area.px(6), end.y + area.px(4)}, TextRun::Align::Left, theme.textMuted, 10);
    } else if (end.y <= static_cast<float>(plot.top()) + 1 &&
               end.x > static_cast<float>(plot.left()) + area.px(24)) {
      area.text(label, {end.x, end.y - area.px(4)}, TextRun::Align::Centre, theme.textMuted, 10);
    }
  }

  if (diagram.altitude > 0) {
    std::vector<PixelPoint> line;
    for (int j = 0; j <= 96; ++j) line.push_back(scale.of(cut.range * j / 96, diagram.altitude));
    area.stroke(line, theme.accent, 1.2, {6, 3});
  }

  // The ground, over everything that is below it; where it is not known a gap.
  const auto groundRing = [&](double depth) {
    std::vector<std::vector<PixelPoint>> rings;
    std::vector<PixelPoint> edge;
    std::vector<double> at;
    const auto finish = [&] {
      if (edge.size() > 1) {
        std::vector<PixelPoint> ring = edge;
        for (std::size_t i = at.size(); i-- > 0;) ring.push_back(scale.of(at[i], -depth));
        rings.push_back(ring);
      }
      edge.clear();
      at.clear();
    };
    for (std::size_t i = 0; i < cut.profile.distances.size(); ++i) {
      if (std::isnan(cut.profile.heights[i])) {
        finish();
        continue;
      }
      edge.push_back(scale.of(cut.profile.distances[i], static_cast<double>(cut.profile.heights[i])));
      at.push_back(cut.profile.distances[i]);
    }
    finish();
    return rings;
  };
  for (const auto& ring : groundRing(1e5)) {
    area.fill(ring, groundColour(theme));
    std::vector<PixelPoint> edge(ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(ring.size() / 2));
    area.stroke(edge, theme.landEdge, 1.2);
  }
  // The mast.
  const PixelPoint foot = scale.of(0, static_cast<double>(cut.profile.heights.front()));
  const PixelPoint head = scale.ofRay(0, 0);
  if (std::isfinite(foot.y)) area.stroke({foot, head}, theme.text, 2);

  for (const VerticalCut::Contour& contour : cut.contours) {
    if (!cut.inSector || contour.visible.empty()) continue;
    const auto far = std::max_element(contour.visible.begin(), contour.visible.end(),
                                      [](const auto& a, const auto& b) { return a.slant < b.slant; });
    const PixelPoint at = scale.ofRay(far->elevation, far->slant);
    if (!plot.contains(QPointF(static_cast<double>(at.x), static_cast<double>(at.y)))) continue;
    if (cut.contours.size() > 1) {
      area.text(QStringLiteral("Pd %1").arg(contour.pd), {at.x + area.px(4), at.y - area.px(4)},
                TextRun::Align::Left, theme.coverageLabel, 10, true);
    }
  }
  if (!cut.inSector) {
    area.text(tr("This azimuth is outside the sector or blanked: nothing is seen"),
              {static_cast<float>(plot.center().x()), static_cast<float>(plot.center().y())},
              TextRun::Align::Centre, theme.warning, 13, true);
  } else if (cut.profile.smoothEarth) {
    area.text(tr("no terrain here: smooth earth"),
              {static_cast<float>(plot.right()) - area.px(6), static_cast<float>(plot.bottom()) - area.px(6)},
              TextRun::Align::Right, theme.warning, 11);
  }

  if (diagram.cursor && diagram.cursor->range > 0 && diagram.cursor->range <= cut.range) {
    const CutPoint& c = *diagram.cursor;
    const PixelPoint at = scale.of(c.range, c.altitude);
    area.stroke({scale.of(c.range, -1000), scale.of(c.range, 2 * diagram.top)}, theme.selection, 1);
    area.stroke({head, at}, theme.selection, 1, {4, 3});
    const Dot dot{at, theme.selection.rgba(), static_cast<std::uint8_t>(area.px(3))};
    canvas.dots({&dot, 1});
    const double elevation = physics::elevationTo(cut.antennaMsl, c.altitude, c.range, cut.radius);
    QStringList lines;
    lines << QStringLiteral("%1 %2  %3 %4")
                 .arg(QString::number(c.range / units.distance, 'f', 1), units.distanceName,
                      grouped(c.altitude / units.height), units.heightName);
    lines << tr("elevation %1°").arg(radToDeg(elevation), 0, 'f', 2);
    const auto i = static_cast<std::size_t>(
        std::lower_bound(cut.profile.distances.begin(), cut.profile.distances.end(), c.range) -
        cut.profile.distances.begin());
    const double lowest =
        i < cut.lowest.size() ? static_cast<double>(cut.lowest[i]) : std::numeric_limits<double>::quiet_NaN();
    if (std::isnan(lowest)) {
      lines << tr("terrain unknown");
    } else if (c.altitude < lowest) {
      lines
          << tr("masked, %1 %2 too low").arg(grouped((lowest - c.altitude) / units.height), units.heightName);
    } else if (cut.model && cut.model->hasBudget()) {
      const Detection d = cut.model->atAltitude(c.altitude, degToRad(cut.azimuthDeg), c.range);
      lines << tr("Pd %1  margin %2 dB").arg(d.pd, 0, 'f', 2).arg(d.marginDb(), 0, 'f', 1);
    }
    area.plate(at, lines);
  }
  area.frame();
}

}  // namespace sorami
