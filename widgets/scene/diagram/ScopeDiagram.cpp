// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/diagram/ScopeDiagram.h"

#include "data/core/Translate.h"
#include "data/core/Units.h"
#include "widgets/scene/Fonts.h"
#include "widgets/scene/layers/TrackLabel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numbers>

namespace sorami {
namespace {

constexpr std::size_t kShades = 8;                           ///< of an afterglow
constexpr double kReach = 9;                                 ///< logical px a click may miss a symbol by
constexpr double kEffectiveEarth = 4.0 / 3.0 * 6'371'008.8;  ///< m, radius for radio rays
constexpr double kSweepTail = 28;                            ///< deg behind the beam that still glow

struct Unit {
  double si = 1;
  QString name;
};
Unit distanceOf(UnitProfile units) {
  return units == UnitProfile::Air ? Unit{kNauticalMile, QStringLiteral("NM")}
                                   : Unit{1000, QStringLiteral("km")};
}
Unit heightOf(UnitProfile units) {
  return units == UnitProfile::Air ? Unit{100 * kFoot, QStringLiteral("FL")}
                                   : Unit{1000, QStringLiteral("km")};
}

QColor blended(const QColor& a, const QColor& b, double part) {
  const auto f = static_cast<float>(part);
  return QColor::fromRgbF(a.redF() + (b.redF() - a.redF()) * f, a.greenF() + (b.greenF() - a.greenF()) * f,
                          a.blueF() + (b.blueF() - a.blueF()) * f);
}

/// Where a scope's points lie.
struct ScopeScale {
  PixelPoint centre;
  float radius = 0;  ///< px of the greatest range
  float perMetre = 0;

  ScopeScale(QSize size, double ratio, bool marking, double range) {
    const double top = (marking ? 58 : 38) * ratio;
    const double room = std::min(size.width() - 80 * ratio, size.height() - top - 30 * ratio);
    radius = static_cast<float>(std::max(20.0, room / 2));
    centre = {static_cast<float>(size.width()) / 2,
              static_cast<float>(top) + 8 * static_cast<float>(ratio) + radius};
    perMetre = range > 0 ? radius / static_cast<float>(range) : 0;
  }
  PixelPoint at(float range, float azimuthDeg) const {
    const float a = azimuthDeg * std::numbers::pi_v<float> / 180;
    return {centre.x + range * perMetre * std::sin(a), centre.y - range * perMetre * std::cos(a)};
  }
};

std::vector<PixelPoint> circle(PixelPoint centre, float radius) {
  std::vector<PixelPoint> ring;
  constexpr int kSides = 180;
  for (int i = 0; i <= kSides; ++i) {
    const float a = 2 * std::numbers::pi_v<float> * static_cast<float>(i) / kSides;
    ring.push_back({centre.x + radius * std::sin(a), centre.y - radius * std::cos(a)});
  }
  return ring;
}

Affiliation affiliationOf(const AroundDiagram& d, TrackId track) {
  return d.store && track < d.store->tracks().size() ? d.store->tracks()[track].affiliation
                                                     : Affiliation::Pending;
}

/// Labels that keep clear of each other, the selected one first, then threats; gives how many found no room.
int drawLabels(const AroundDiagram& d, const DiagramArea* area, Canvas& canvas, const QRectF& room,
               const std::function<PixelPoint(const TrackAround&)>& place) {
  if (!d.around || !d.store) return 0;
  const Theme& theme = *d.look.theme;
  const double ratio = canvas.pixelRatio();
  std::vector<const TrackAround*> order;
  for (const TrackAround& t : d.around->tracks) order.push_back(&t);
  const auto rank = [&](const TrackAround* t) {
    if (t->track == d.selected) return 0;
    if (t->flags & kEmergency) return 1;
    const Affiliation a = affiliationOf(d, t->track);
    if (a == Affiliation::Hostile || a == Affiliation::Suspect) return 2;
    return a == Affiliation::Civil || a == Affiliation::Pending ? 4 : 3;
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](const TrackAround* a, const TrackAround* b) { return rank(a) < rank(b); });
  std::vector<QRectF> taken;
  std::vector<TextRun> runs;
  int hidden = 0;
  for (const TrackAround* t : order) {
    const PixelPoint at = place(*t);
    if (!room.contains(QPointF(static_cast<double>(at.x), static_cast<double>(at.y)))) continue;
    if (static_cast<int>(taken.size()) >= d.labels) {
      ++hidden;
      continue;
    }
    const TrackInfo& info = d.store->tracks()[t->track];
    QString text = QString::fromStdString(info.displayName());
    Sample sample;
    sample.baroAltitude = t->now.altitude;
    sample.flags = t->flags;
    if (const QString height = labelAltitude(sample, d.look.units, 14'000 * kFoot); !height.isEmpty()) {
      text += QLatin1Char(' ') + height;
    }
    const double size = 10 * ratio * theme.fontScale;
    const QSizeF box = textBounds(text, size, true, false).size();
    bool placed = false;
    for (const QPointF offset : {QPointF(8, -4), QPointF(8, 12), QPointF(-8 - box.width() / ratio, -4),
                                 QPointF(-8 - box.width() / ratio, 12)}) {
      const QPointF base(static_cast<double>(at.x) + offset.x() * ratio,
                         static_cast<double>(at.y) + offset.y() * ratio);
      const QRectF plate(base.x() - 1, base.y() - box.height(), box.width() + 2, box.height() + 2);
      if (!room.contains(plate)) continue;
      if (std::any_of(taken.begin(), taken.end(), [&](const QRectF& r) { return r.intersects(plate); })) {
        continue;
      }
      taken.push_back(plate);
      TextRun run;
      run.text = text;
      run.at = {static_cast<float>(base.x()), static_cast<float>(base.y())};
      run.colour = t->track == d.selected ? theme.selection : theme.labelText;
      run.halo = theme.panel;
      run.sizePx = static_cast<float>(size);
      run.mono = true;
      runs.push_back(run);
      placed = true;
      break;
    }
    if (!placed) ++hidden;
  }
  canvas.text(runs);
  if (area != nullptr && hidden > 0) {
    area->text(tr("%n labels hidden", nullptr, hidden),
               {static_cast<float>(canvas.size().width()) - area->px(12), area->px(20)},
               TextRun::Align::Right, theme.textMuted, 11);
  }
  return hidden;
}

/// Symbols of tracks: small open marks in their colours, closed for the selected one.
void drawTracks(const AroundDiagram& d, Canvas& canvas, const QRectF& room,
                const std::function<PixelPoint(const TrackAround&)>& place) {
  const Theme& theme = *d.look.theme;
  const auto px = static_cast<float>(canvas.pixelRatio());
  std::array<PathBatch, 8> marks;
  PathBatch selected;
  for (const TrackAround& t : d.around->tracks) {
    const PixelPoint at = place(t);
    if (!room.contains(QPointF(static_cast<double>(at.x), static_cast<double>(at.y)))) continue;
    const auto a = static_cast<std::size_t>(affiliationOf(d, t.track));
    const float r = 3.5F * px;
    const bool threat = a == static_cast<std::size_t>(Affiliation::Hostile) ||
                        a == static_cast<std::size_t>(Affiliation::Suspect);
    // A threat is a caret, everything else a square, so that colour does not tell alone.
    if (threat) {
      const std::array<PixelPoint, 3> caret = {
          {{at.x - r - px, at.y + r}, {at.x, at.y - r - px}, {at.x + r + px, at.y + r}}};
      marks[a].add(caret);
    } else {
      const std::array<PixelPoint, 5> square = {{{at.x - r, at.y - r},
                                                 {at.x + r, at.y - r},
                                                 {at.x + r, at.y + r},
                                                 {at.x - r, at.y + r},
                                                 {at.x - r, at.y - r}}};
      marks[a].add(square);
    }
    if (t.track == d.selected) {
      const std::vector<PixelPoint> ring = circle(at, 9 * px);
      selected.add(ring);
    }
  }
  for (std::size_t a = 0; a < marks.size(); ++a) {
    if (marks[a].size() > 0) canvas.stroke(marks[a], {theme.affiliation[a], 1.3F * px, {}, true});
  }
  if (selected.size() > 0) canvas.stroke(selected, {theme.selection, 1.4F * px, {}, true});
}

TrackId nearestTrack(const AroundDiagram& d, QPointF at, double reach,
                     const std::function<PixelPoint(const TrackAround&)>& place) {
  TrackId best = kNoTrack;
  double least = reach * reach;
  if (!d.around) return best;
  for (const TrackAround& t : d.around->tracks) {
    const PixelPoint p = place(t);
    const double dx = static_cast<double>(p.x) - at.x();
    const double dy = static_cast<double>(p.y) - at.y();
    if (dx * dx + dy * dy > least) continue;
    least = dx * dx + dy * dy;
    best = t.track;
  }
  return best;
}

/// The side view's axes: range to the right, altitude upward.
struct SideScale {
  QRectF plot;
  double range, top;

  PixelPoint at(float metres, float altitude) const {
    return {static_cast<float>(plot.left() + static_cast<double>(metres) / range * plot.width()),
            static_cast<float>(plot.bottom() - static_cast<double>(altitude) / top * plot.height())};
  }
};

}  // namespace

int drawScope(Canvas& canvas, const AroundDiagram& d) {
  const Theme& theme = *d.look.theme;
  const double ratio = canvas.pixelRatio();
  const auto px = static_cast<float>(ratio);
  const QSize size = canvas.size();
  const double range = d.around ? d.around->range : 0;
  const ScopeScale scale(size, ratio, !d.look.marking.isEmpty(), range);
  // Title and marking as every diagram has them; the plot is round, so its frame is not used.
  const DiagramArea area(canvas, d.look);
  canvas.rect(QRectF(0, area.plot().top() - 2 * ratio, size.width(), size.height()), theme.panel, {}, 0);
  PathBatch disc;
  disc.add(circle(scale.centre, scale.radius));
  canvas.fill(disc, {blended(theme.panel, theme.isDark ? Qt::black : Qt::white, 0.55), Fill::Hatch::None});
  if (!d.around || range <= 0) return 0;

  const auto azimuthOf = [&](UtcTime t) {
    const double turns = static_cast<double>(t.us % static_cast<std::int64_t>(d.turn * 1e6)) / (d.turn * 1e6);
    return 360 * turns;
  };
  const bool turns = d.turn > 1e-3;  // s; faster is no beam one could see, and none to divide by
  const double beam = turns ? azimuthOf(d.around->time) : 0;
  const QColor ground = blended(theme.panel, theme.isDark ? Qt::black : Qt::white, 0.55);
  if (turns) {
    // The tail of the beam, in slices.
    constexpr int kSlices = 14;
    for (int i = 0; i < kSlices; ++i) {
      const double strength = 0.20 * (1 - (i + 0.5) / kSlices);
      PathBatch slice;
      std::vector<PixelPoint> ring{scale.centre};
      for (int k = 0; k <= 4; ++k) {
        const double a = beam - kSweepTail * (i + k / 4.0) / kSlices;
        ring.push_back(scale.at(static_cast<float>(range), static_cast<float>(a)));
      }
      slice.add(ring);
      QColor c = theme.ok;
      c.setAlphaF(static_cast<float>(strength));
      canvas.fill(slice, {c, Fill::Hatch::None});
    }
  }
  // Rings and azimuths.
  const Unit unit = distanceOf(d.look.units);
  const double step = niceStep(range / unit.si, 5);
  PathBatch rings;
  PathBatch spokes;
  std::vector<TextRun> texts;
  const auto label = [&](const QString& text, PixelPoint at, TextRun::Align align, const QColor& colour) {
    TextRun run;
    run.text = text;
    run.at = at;
    run.align = align;
    run.colour = colour;
    run.halo = ground;
    run.sizePx = static_cast<float>(10 * ratio * theme.fontScale);
    run.mono = true;
    texts.push_back(run);
  };
  for (int i = 1; i * step * unit.si <= range * 1.0001; ++i) {
    const auto r = static_cast<float>(i * step * unit.si);
    rings.add(circle(scale.centre, r * scale.perMetre));
    label(QString::number(i * step), {scale.centre.x + 3 * px, scale.centre.y - r * scale.perMetre - 2 * px},
          TextRun::Align::Left, theme.textMuted);
  }
  for (int deg = 0; deg < 360; deg += 10) {
    const bool major = deg % 30 == 0;
    const auto a = static_cast<float>(deg);
    const auto full = static_cast<float>(range);
    const std::array<PixelPoint, 2> line = {
        {major ? scale.centre : scale.at(full - 6 * px / scale.perMetre, a), scale.at(full, a)}};
    spokes.add(line);
    if (!major) continue;
    const PixelPoint at = scale.at(full + 14 * px / scale.perMetre, a);
    label(QStringLiteral("%1").arg(deg, 3, 10, QLatin1Char('0')), {at.x, at.y + 4 * px},
          TextRun::Align::Centre, theme.textMuted);
  }
  canvas.stroke(spokes, {theme.graticule, px, {}, true});
  canvas.stroke(rings, {theme.graticule, px, {}, true});
  PathBatch rim;
  rim.add(circle(scale.centre, scale.radius));
  canvas.stroke(rim, {theme.border, 1.5F * px, {}, true});
  label(unit.name, {scale.centre.x + scale.radius * 0.72F + 22 * px, scale.centre.y + scale.radius * 0.86F},
        TextRun::Align::Left, theme.textMuted);

  // Blips: short arcs as the beam paints them, fading.
  std::array<PathBatch, kShades> glow;
  const auto blip = [&](const SeenFrom& s) {
    const double part = static_cast<double>(s.age) / std::max(1.0, d.afterglow);
    if (part >= 1 || part < 0 || static_cast<double>(s.range) > range) return;
    const auto shade = static_cast<std::size_t>(part * kShades);
    const float half = std::max(static_cast<float>(d.beamDeg) / 2,
                                2.0F * px / std::max(s.range * scale.perMetre, 1.0F) * 57.3F);
    const std::array<PixelPoint, 3> arc = {{scale.at(s.range, s.azimuthDeg - half),
                                            scale.at(s.range, s.azimuthDeg),
                                            scale.at(s.range, s.azimuthDeg + half)}};
    glow[shade].add(arc);
  };
  for (const TrackAround& t : d.around->tracks)
    for (const SeenFrom& s : t.past) blip(s);
  for (const SeenFrom& s : d.around->plots) blip(s);
  for (std::size_t i = kShades; i-- > 0;) {
    if (glow[i].size() == 0) continue;
    QColor c = theme.ok;
    c.setAlphaF(static_cast<float>(std::pow(1 - static_cast<double>(i) / kShades, 1.4)));
    canvas.stroke(glow[i], {c, 2.0F * px, {}, true});
  }
  if (turns) {
    PathBatch sweep;
    const std::array<PixelPoint, 2> line = {
        {scale.centre, scale.at(static_cast<float>(range), static_cast<float>(beam))}};
    sweep.add(line);
    canvas.stroke(sweep, {theme.ok, 1.5F * px, {}, true});
  }
  const auto place = [&](const TrackAround& t) { return scale.at(t.now.range, t.now.azimuthDeg); };
  const QRectF room(0, area.plot().top() - 2 * ratio, size.width(),
                    size.height() - area.plot().top() + 2 * ratio);
  drawTracks(d, canvas, room, place);
  canvas.text(texts);
  return drawLabels(d, &area, canvas, room, place);
}

int drawSideView(Canvas& canvas, const AroundDiagram& d) {
  const DiagramArea area(canvas, d.look);
  const Theme& theme = *d.look.theme;
  if (!d.around || d.around->range <= 0) {
    area.frame();
    return 0;
  }
  const SideScale scale{area.plot(), d.around->range, d.top};
  const Unit distance = distanceOf(d.look.units);
  const Unit height = heightOf(d.look.units);
  const auto bottom = static_cast<float>(area.plot().bottom());
  const double rangeStep = niceStep(scale.range / distance.si, 8);
  for (int i = 0; i * rangeStep * distance.si <= scale.range * 1.0001; ++i) {
    const auto r = static_cast<float>(i * rangeStep * distance.si);
    area.stroke({scale.at(r, 0), scale.at(r, static_cast<float>(scale.top))}, theme.graticule, 1);
    area.text(QString::number(i * rangeStep), {scale.at(r, 0).x, bottom + area.px(15)},
              TextRun::Align::Centre, theme.textMuted);
  }
  area.text(distance.name, {static_cast<float>(area.plot().right()) + area.px(8), bottom + area.px(15)},
            TextRun::Align::Left, theme.textMuted);
  const double heightStep = niceStep(scale.top / height.si, 6);
  for (int i = 0; i * heightStep * height.si <= scale.top * 1.0001; ++i) {
    const auto h = static_cast<float>(i * heightStep * height.si);
    area.stroke({scale.at(0, h), scale.at(static_cast<float>(scale.range), h)}, theme.graticule, 1);
    const QString text = d.look.units == UnitProfile::Air
                             ? QStringLiteral("FL%1").arg(i * heightStep, 3, 'f', 0, QLatin1Char('0'))
                             : QString::number(i * heightStep) + QLatin1Char(' ') + height.name;
    area.text(text, {static_cast<float>(area.plot().left()) - area.px(6), scale.at(0, h).y + area.px(4)},
              TextRun::Align::Right, theme.textMuted);
  }
  // Below the radio horizon nothing is seen even over a smooth earth.
  std::vector<PixelPoint> horizon;
  const double antenna = std::max(0.0, d.antennaMsl);
  const double touch = std::sqrt(2 * kEffectiveEarth * antenna);
  for (int i = 0; i <= 96; ++i) {
    const double r = scale.range * i / 96;
    const double beyond = std::max(0.0, r - touch);
    horizon.push_back(
        scale.at(static_cast<float>(r), static_cast<float>(beyond * beyond / (2 * kEffectiveEarth))));
  }
  std::vector<PixelPoint> below = horizon;
  below.push_back({horizon.back().x, bottom});
  below.push_back({horizon.front().x, bottom});
  QColor shade = groundColour(theme);
  shade.setAlphaF(0.6F);
  area.fill(below, shade);
  area.stroke(horizon, theme.coverageEdge, 1.2, {5, 3});

  // Trails by affiliation, then symbols and labels.
  for (const TrackAround& t : d.around->tracks) {
    std::vector<PixelPoint> line;
    for (const SeenFrom& s : t.past) {
      if (static_cast<double>(s.age) > d.afterglow || !std::isfinite(s.altitude)) continue;
      line.push_back(scale.at(s.range, s.altitude));
    }
    if (std::isfinite(t.now.altitude)) line.push_back(scale.at(t.now.range, t.now.altitude));
    QColor c = theme.colourOf(affiliationOf(d, t.track));
    c.setAlphaF(0.55F);
    area.stroke(line, c, t.track == d.selected ? 2 : 1);
  }
  const auto place = [&](const TrackAround& t) {
    return std::isfinite(t.now.altitude)
               ? scale.at(t.now.range, t.now.altitude)
               : PixelPoint{std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::quiet_NaN()};
  };
  drawTracks(d, canvas, area.plot(), place);
  const int hidden = drawLabels(d, &area, canvas, area.plot(), place);
  const auto unknown =
      static_cast<int>(std::count_if(d.around->tracks.begin(), d.around->tracks.end(),
                                     [](const TrackAround& t) { return !std::isfinite(t.now.altitude); }));
  if (unknown > 0) {
    area.text(tr("%n tracks without altitude", nullptr, unknown),
              {static_cast<float>(area.plot().right()) - area.px(6), bottom - area.px(6)},
              TextRun::Align::Right, theme.warning, 11);
  }
  area.frame();
  return hidden;
}

TrackId trackOnScope(const AroundDiagram& d, QSize size, double ratio, QPointF at) {
  if (!d.around) return kNoTrack;
  const ScopeScale scale(size, ratio, !d.look.marking.isEmpty(), d.around->range);
  return nearestTrack(d, at, kReach * ratio,
                      [&](const TrackAround& t) { return scale.at(t.now.range, t.now.azimuthDeg); });
}

TrackId trackOnSideView(const AroundDiagram& d, QSize size, double ratio, QPointF at) {
  if (!d.around) return kNoTrack;
  const SideScale scale{DiagramArea::plotOf(size, ratio, !d.look.marking.isEmpty()), d.around->range, d.top};
  return nearestTrack(d, at, kReach * ratio,
                      [&](const TrackAround& t) { return scale.at(t.now.range, t.now.altitude); });
}

}  // namespace sorami
