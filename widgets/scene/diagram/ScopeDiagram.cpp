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
constexpr std::size_t kManyBlips = 20'000;                   ///< as dots, not as arcs
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
  PixelPoint at(const SeenFrom& s) const {
    return {centre.x + s.east * perMetre, centre.y - s.north * perMetre};
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
               {static_cast<float>(canvas.size().width()) - area->px(12),
                static_cast<float>(area->plot().top()) - area->px(8)},
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

/// How old a blip is, as a step of the afterglow; kShades when it has faded.
std::size_t shadeOf(float age, double afterglow) {
  const float part = age / static_cast<float>(std::max(1.0, afterglow));
  return part >= 0 && part < 1 ? static_cast<std::size_t>(part * kShades) : kShades;
}

QColor glowOf(const Theme& theme, std::size_t shade) {
  QColor c = theme.ok;
  c.setAlphaF(static_cast<float>(std::pow(1 - static_cast<double>(shade) / kShades, 1.4)));
  return c;
}

std::size_t blipsOf(const AroundPoint& around) {
  std::size_t count = around.plots.size();
  for (const TrackAround& t : around.tracks) count += t.past.size();
  return count;
}

/// More blips than can be told apart: of each few pixels the youngest, as a dot.
class CrowdedGlow {
 public:
  CrowdedGlow(QSize size, double ratio, double afterglow)
      : m_cell(std::max(1, static_cast<int>(std::lround(kDot * ratio)))),
        m_columns(size.width() / m_cell + 1),
        m_rows(size.height() / m_cell + 1),
        m_perSecond(static_cast<float>(kShades / std::max(1.0, afterglow))),
        m_shades(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows), kShades) {}

  void add(PixelPoint at, float age) {
    const float step = age * m_perSecond;
    const float x = at.x / static_cast<float>(m_cell);
    const float y = at.y / static_cast<float>(m_cell);
    if (!(step >= 0 && step < kShades && x >= 0 && y >= 0)) return;
    const int column = static_cast<int>(x);
    const int row = static_cast<int>(y);
    if (column >= m_columns || row >= m_rows) return;
    std::uint8_t& shade = m_shades[static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columns) +
                                   static_cast<std::size_t>(column)];
    shade = std::min(shade, static_cast<std::uint8_t>(step));
  }
  /// The oldest first.
  void draw(Canvas& canvas, const Theme& theme) const {
    std::vector<Dot> dots;
    for (std::size_t shade = kShades; shade-- > 0;) {
      const QRgb colour = qPremultiply(glowOf(theme, shade).rgba());
      for (std::size_t i = 0; i < m_shades.size(); ++i) {
        if (m_shades[i] != shade) continue;
        const auto columns = static_cast<std::size_t>(m_columns);
        const std::size_t line = i / columns;
        const auto column = static_cast<float>(i % columns);
        const auto row = static_cast<float>(line);
        const auto cell = static_cast<float>(m_cell);
        dots.push_back(
            {{(column + 0.5F) * cell, (row + 0.5F) * cell}, colour, static_cast<std::uint8_t>(m_cell / 2)});
      }
    }
    canvas.dots(dots);
  }

 private:
  static constexpr double kDot = 2;  // logical px

  int m_cell;
  int m_columns, m_rows;
  float m_perSecond;  // steps
  std::vector<std::uint8_t> m_shades;
};

/// Blips: short arcs as the beam paints them, fading.
void drawGlow(const AroundDiagram& d, Canvas& canvas, const ScopeScale& scale) {
  const Theme& theme = *d.look.theme;
  if (blipsOf(*d.around) > kManyBlips) {
    CrowdedGlow glow(canvas.size(), canvas.pixelRatio(), d.afterglow);
    for (const TrackAround& t : d.around->tracks)
      for (const SeenFrom& s : t.past) glow.add(scale.at(s), s.age);
    for (const SeenFrom& s : d.around->plots) glow.add(scale.at(s), s.age);
    glow.draw(canvas, theme);
    return;
  }
  const auto px = static_cast<float>(canvas.pixelRatio());
  std::array<PathBatch, kShades> glow;
  const auto blip = [&](const SeenFrom& s) {
    const std::size_t shade = shadeOf(s.age, d.afterglow);
    if (shade >= kShades) return;
    const float range = s.range();
    const float azimuth = s.azimuthDeg();
    const float half = std::max(static_cast<float>(d.beamDeg) / 2,
                                2.0F * px / std::max(range * scale.perMetre, 1.0F) * 57.3F);
    const std::array<PixelPoint, 3> arc = {
        {scale.at(range, azimuth - half), scale.at(s), scale.at(range, azimuth + half)}};
    glow[shade].add(arc);
  };
  for (const TrackAround& t : d.around->tracks)
    for (const SeenFrom& s : t.past) blip(s);
  for (const SeenFrom& s : d.around->plots) blip(s);
  for (std::size_t i = kShades; i-- > 0;)
    if (glow[i].size() > 0) canvas.stroke(glow[i], {glowOf(theme, i), 2.0F * px, {}, true});
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
    // The outermost tells the unit of all.
    const bool isLast = (i + 1) * step * unit.si > range * 1.0001;
    label(isLast ? QStringLiteral("%1 %2").arg(i * step).arg(unit.name) : QString::number(i * step),
          {scale.centre.x + 3 * px, scale.centre.y - r * scale.perMetre - 2 * px}, TextRun::Align::Left,
          theme.textMuted);
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

  drawGlow(d, canvas, scale);
  if (turns) {
    PathBatch sweep;
    const std::array<PixelPoint, 2> line = {
        {scale.centre, scale.at(static_cast<float>(range), static_cast<float>(beam))}};
    sweep.add(line);
    canvas.stroke(sweep, {theme.ok, 1.5F * px, {}, true});
  }
  const auto place = [&](const TrackAround& t) { return scale.at(t.now); };
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

  // Plots, the older the fainter; then trails by affiliation, symbols and labels.
  CrowdedGlow glow(canvas.size(), canvas.pixelRatio(), d.afterglow);
  for (const SeenFrom& s : d.around->plots) {
    if (std::isfinite(s.altitude) && static_cast<double>(s.altitude) <= scale.top)
      glow.add(scale.at(s.range(), s.altitude), s.age);
  }
  glow.draw(canvas, theme);
  for (const TrackAround& t : d.around->tracks) {
    std::vector<PixelPoint> line;
    for (const SeenFrom& s : t.past) {
      if (static_cast<double>(s.age) > d.afterglow || !std::isfinite(s.altitude)) continue;
      line.push_back(scale.at(s.range(), s.altitude));
    }
    if (std::isfinite(t.now.altitude)) line.push_back(scale.at(t.now.range(), t.now.altitude));
    QColor c = theme.colourOf(affiliationOf(d, t.track));
    c.setAlphaF(0.55F);
    area.stroke(line, c, t.track == d.selected ? 2 : 1);
  }
  const auto place = [&](const TrackAround& t) {
    return std::isfinite(t.now.altitude)
               ? scale.at(t.now.range(), t.now.altitude)
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
  return nearestTrack(d, at, kReach * ratio, [&](const TrackAround& t) { return scale.at(t.now); });
}

TrackId trackOnSideView(const AroundDiagram& d, QSize size, double ratio, QPointF at) {
  if (!d.around) return kNoTrack;
  const SideScale scale{DiagramArea::plotOf(size, ratio, !d.look.marking.isEmpty()), d.around->range, d.top};
  return nearestTrack(d, at, kReach * ratio,
                      [&](const TrackAround& t) { return scale.at(t.now.range(), t.now.altitude); });
}

}  // namespace sorami
