// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/diagram/ProfileDiagram.h"

#include "data/core/Translate.h"
#include "data/core/Units.h"
#include "data/coverage/physics/Diffraction.h"
#include "data/coverage/physics/RadarEquation.h"

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

double lineHeight(const ProfileDiagram& d, double at) {
  const double t = d.profile->length > 0 ? at / d.profile->length : 0;
  return d.sight.from + t * (d.sight.to - d.sight.from);
}

}  // namespace

ProfileScale::ProfileScale(const ProfileDiagram& d, const QRectF& plot)
    : m_length(std::max(1.0, d.profile->length)), m_radius(d.radius), m_plot(plot) {
  m_low = std::min(d.sight.from, d.sight.to);
  m_high = std::max(d.sight.from, d.sight.to);
  for (std::size_t i = 0; i < d.profile->distances.size(); ++i) {
    const auto h = static_cast<double>(d.profile->heights[i]);
    if (std::isnan(h)) continue;
    const double raised = h + earthBulge(d.profile->distances[i], m_length, m_radius);
    m_low = std::min(m_low, raised);
    m_high = std::max(m_high, raised);
  }
  const double room = std::max(20.0, m_high - m_low);
  m_low -= 0.05 * room;
  m_high += 0.15 * room;
}

PixelPoint ProfileScale::of(double distance, double height) const {
  const double y = height + earthBulge(distance, m_length, m_radius);
  return {static_cast<float>(m_plot.left() + distance / m_length * m_plot.width()),
          static_cast<float>(m_plot.bottom() - (y - m_low) / (m_high - m_low) * m_plot.height())};
}

double ProfileScale::distanceAt(double x) const {
  return std::clamp((x - m_plot.left()) / m_plot.width() * m_length, 0.0, m_length);
}

void drawProfileDiagram(Canvas& canvas, const ProfileDiagram& d) {
  const DiagramArea area(canvas, d.look);
  if (!d.profile || d.profile->distances.size() < 2) return;
  const TerrainProfile& profile = *d.profile;
  const Theme& theme = area.theme();
  const ProfileScale scale(d, area.plot());
  const QRectF& plot = area.plot();
  const bool air = d.look.units == UnitProfile::Air;
  const double distanceUnit = air ? kNauticalMile : 1000;
  const double heightUnit = air ? kFoot : 1;

  const double heightStep = niceStep((scale.high() - scale.low()) / heightUnit, 5);
  const double first = std::ceil(scale.low() / heightUnit / heightStep) * heightStep;
  for (double h = first; h * heightUnit < scale.high(); h += heightStep) {
    // Labels hold at the ends, where the bulge is nothing.
    const PixelPoint a = scale.of(0, h * heightUnit);
    const auto right = static_cast<float>(plot.right());
    area.stroke({a, {right, a.y}}, theme.graticule, 1);
    area.text(QString::number(std::llround(h)), {a.x - area.px(6), a.y + area.px(4)}, TextRun::Align::Right,
              theme.textMuted);
  }
  area.text(air ? QStringLiteral("ft") : QStringLiteral("m"),
            {static_cast<float>(plot.left()) - area.px(6), static_cast<float>(plot.top()) - area.px(6)},
            TextRun::Align::Right, theme.textMuted);
  const double step = niceStep(profile.length / distanceUnit, 8);
  for (int i = 0; i * step * distanceUnit <= profile.length * 1.0001; ++i) {
    const float x = scale.of(i * step * distanceUnit, 0).x;
    area.stroke({{x, static_cast<float>(plot.top())}, {x, static_cast<float>(plot.bottom())}},
                theme.graticule, 1);
    area.text(QString::number(i * step), {x, static_cast<float>(plot.bottom()) + area.px(15)},
              TextRun::Align::Centre, theme.textMuted);
  }
  area.text(air ? QStringLiteral("NM") : QStringLiteral("km"),
            {static_cast<float>(plot.right()) + area.px(8), static_cast<float>(plot.bottom()) + area.px(15)},
            TextRun::Align::Left, theme.textMuted);

  // Ground, and sea level under it.
  std::vector<PixelPoint> edge;
  const auto floor = static_cast<float>(plot.bottom()) + 10;
  const auto finish = [&] {
    if (edge.size() > 1) {
      std::vector<PixelPoint> ring = edge;
      ring.push_back({edge.back().x, floor});
      ring.push_back({edge.front().x, floor});
      area.fill(ring, groundColour(theme));
      area.stroke(edge, theme.landEdge, 1.2);
    }
    edge.clear();
  };
  for (std::size_t i = 0; i < profile.distances.size(); ++i) {
    if (std::isnan(profile.heights[i])) {
      finish();
      continue;
    }
    edge.push_back(scale.of(profile.distances[i], static_cast<double>(profile.heights[i])));
  }
  finish();
  std::vector<PixelPoint> sea;
  for (int i = 0; i <= 96; ++i) sea.push_back(scale.of(profile.length * i / 96, 0));
  area.stroke(sea, theme.river, 1, {4, 4});

  const auto straight = [&](double at, double offset) {
    // The sight line is straight where the ground bulges.
    return scale.of(at, lineHeight(d, at) - earthBulge(at, profile.length, d.radius) + offset);
  };
  if (d.frequencyHz > 0) {
    const double lambda = physics::wavelength(d.frequencyHz);
    std::vector<PixelPoint> upper;
    std::vector<PixelPoint> lower;
    std::vector<PixelPoint> share;
    for (int i = 0; i <= 200; ++i) {
      const double at = profile.length * i / 200;
      const double zone = physics::fresnelRadius(at, profile.length - at, lambda);
      upper.push_back(straight(at, zone));
      lower.push_back(straight(at, -zone));
      share.push_back(straight(at, -0.6 * zone));
    }
    std::vector<PixelPoint> ring = upper;
    ring.insert(ring.end(), lower.rbegin(), lower.rend());
    QColor zone = theme.accent;
    zone.setAlphaF(0.16F);
    area.fill(ring, zone);
    area.stroke(upper, theme.accent, 1, {2, 3});
    area.stroke(lower, theme.accent, 1, {2, 3});
    area.stroke(share, theme.accent, 1, {6, 3});
  }
  const QColor lineColour = d.sight.clear ? theme.ok : theme.error;
  area.stroke({straight(0, 0), straight(profile.length, 0)}, lineColour, 1.8);
  for (const bool far : {false, true}) {
    const double at = far ? profile.length : 0;
    const auto ground = static_cast<double>(far ? profile.heights.back() : profile.heights.front());
    if (std::isfinite(ground)) area.stroke({scale.of(at, ground), straight(at, 0)}, theme.text, 2);
  }
  if (std::isfinite(d.sight.clearance) && d.sight.worstAt > 0) {
    const PixelPoint top = straight(d.sight.worstAt, 0);
    const PixelPoint bottom = straight(d.sight.worstAt, -d.sight.clearance);
    area.stroke({top, bottom}, theme.warning, 1.4);
    const Dot dot{bottom, theme.warning.rgba(), static_cast<std::uint8_t>(area.px(3))};
    canvas.dots({&dot, 1});
  }
  if (profile.smoothEarth) {
    area.text(tr("no terrain here: smooth earth"),
              {static_cast<float>(plot.right()) - area.px(6), static_cast<float>(plot.bottom()) - area.px(6)},
              TextRun::Align::Right, theme.warning, 11);
  }
  if (d.cursor) {
    const double at = std::clamp(*d.cursor, 0.0, profile.length);
    const auto i = static_cast<std::size_t>(
        std::lower_bound(profile.distances.begin(), profile.distances.end(), at) - profile.distances.begin());
    const float x = scale.of(at, 0).x;
    area.stroke({{x, static_cast<float>(plot.top())}, {x, static_cast<float>(plot.bottom())}},
                theme.selection, 1);
    const auto ground = static_cast<double>(profile.heights[std::min(i, profile.heights.size() - 1)]);
    QStringList lines;
    lines << QStringLiteral("%1 %2")
                 .arg(at / distanceUnit, 0, 'f', 1)
                 .arg(air ? QStringLiteral("NM") : QStringLiteral("km"));
    if (std::isnan(ground)) {
      lines << tr("terrain unknown");
    } else {
      const QString unit = air ? QStringLiteral("ft") : QStringLiteral("m");
      const double clearance = lineHeight(d, at) - earthBulge(at, profile.length, d.radius) - ground;
      lines << tr("ground %1 %2").arg(std::llround(ground / heightUnit)).arg(unit);
      lines << tr("line %1 %2 above").arg(std::llround(clearance / heightUnit)).arg(unit);
    }
    area.plate({x, static_cast<float>(plot.center().y())}, lines);
  }
  area.frame();
}

}  // namespace sorami
