// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/map/tools/MeasureTool.h"

#include "data/core/Translate.h"
#include "data/core/Units.h"
#include "data/coverage/VisibilityFloor.h"
#include "data/coverage/detection/TerrainProfile.h"
#include "data/geo/Geodesic.h"
#include "data/geo/MagneticField.h"
#include "data/plan/Edits.h"
#include "widgets/map/MapWidget.h"
#include "widgets/map/PlanEditor.h"
#include "widgets/map/PlanGeometry.h"
#include "widgets/map/TypedPlace.h"
#include "widgets/map/tools/Plate.h"
#include "widgets/timeline/TimeLabels.h"

#include <QPainter>
#include <QPainterPath>
#include <QRegularExpression>
#include <QSettings>

#include <algorithm>
#include <array>
#include <cmath>

namespace sorami {
namespace {

constexpr double kEarthFactor = 4.0 / 3.0;  // of the standard atmosphere
constexpr int kProfileSamples = 6000;
constexpr double kUsualSpeed = 450 * kKnot;
constexpr int kMostRings = 20;
constexpr int kArcPoints = 33;

/// Clockwise from one bearing to the other, 0..360.
double sweep(double fromDeg, double toDeg) {
  const double turn = std::fmod(toDeg - fromDeg + 720, 360);
  return turn;
}

/// Reads `480 kt`, `900 km/h`, `250 m/s`, in m/s; nothing for text that is no speed.
std::optional<double> speedFrom(const QString& text) {
  static const QRegularExpression kForm(
      QStringLiteral("^\\s*([0-9０-９.,．，]+)\\s*(kts?|kn|km/h|kmh|m/s)\\s*$"),
      QRegularExpression::CaseInsensitiveOption);
  const QRegularExpressionMatch match = kForm.match(text);
  const std::optional<double> value = match.hasMatch() ? numberFrom(match.captured(1)) : std::nullopt;
  if (!value || *value <= 0) return std::nullopt;
  const QString unit = match.captured(2).toLower();
  if (unit == QStringLiteral("m/s")) return *value;
  return *value * (unit.startsWith(QStringLiteral("km")) ? 1 / 3.6 : kKnot);
}

}  // namespace

MeasureTool::MeasureTool(MapWidget& map, Measure what)
    : MapTool(map),
      m_what(what),
      m_speed(QSettings().value(QStringLiteral("measure/speed"), kUsualSpeed).toDouble()) {
  if (m_what != Measure::Sight) return;
  m_job = std::make_unique<LatestJob<SightAnswer>>(&m_map, [this](const SightAnswer& answer) {
    m_sight = answer;
    m_map.update();
  });
}

MeasureTool::~MeasureTool() = default;

QString MeasureTool::id() const {
  switch (m_what) {
    case Measure::Path:
      return QStringLiteral("measure");
    case Measure::Area:
      return QStringLiteral("measure-area");
    case Measure::Angle:
      return QStringLiteral("measure-angle");
    case Measure::Sector:
      return QStringLiteral("measure-sector");
    case Measure::Rings:
      return QStringLiteral("measure-rings");
    case Measure::Sight:
      return QStringLiteral("measure-sight");
  }
  return {};
}

std::size_t MeasureTool::most() const {
  switch (m_what) {
    case Measure::Path:
    case Measure::Area:
      return 10'000;
    case Measure::Angle:
    case Measure::Sector:
      return 3;
    case Measure::Rings:
    case Measure::Sight:
      return 2;
  }
  return 2;
}

std::size_t MeasureTool::least() const {
  return m_what == Measure::Area ? 3 : std::min<std::size_t>(most(), m_what == Measure::Path ? 2 : 3);
}

QString MeasureTool::hint() const {
  if (m_ended) {
    return drawings().empty() ? tr("Click to measure anew · Esc clears")
                              : tr("Enter keeps it in the plan · click to measure anew · Esc clears");
  }
  const std::size_t n = m_points.size();
  switch (m_what) {
    case Measure::Path:
      return n == 0 ? tr("Click the first point · type a speed, such as 480 kt · Esc leaves")
                    : tr("Click to add a leg · double-click ends · Esc clears");
    case Measure::Area:
      return n == 0 ? tr("Click the area's corners · Esc leaves")
                    : tr("Click the next corner · double-click ends · Esc clears");
    case Measure::Angle:
      return n == 0   ? tr("Click the end of the first arm · Esc leaves")
             : n == 1 ? tr("Click the corner")
                      : tr("Click the end of the other arm");
    case Measure::Sector:
      return n == 0   ? tr("Click the sector's centre · Esc leaves")
             : n == 1 ? tr("Click its range on the first edge, or type it, such as 045/60 NM")
                      : tr("Click the other edge, clockwise");
    case Measure::Rings:
      return n == 0 ? tr("Click the rings' centre · Esc leaves")
                    : tr("Click the first ring, or type its radius or 5 x 10 NM");
    case Measure::Sight:
      return n == 0
                 ? tr("Click the antenna's place · type its height above ground, such as 30 m · Esc leaves")
                 : tr("Click what is to be seen, at the slider's altitude");
  }
  return {};
}

void MeasureTool::startAt(LatLon from) {
  leave();
  m_points = {from};
}

void MeasureTool::add(LatLon p) {
  if (m_ended) m_points.clear();
  m_ended = false;
  if (!m_points.empty() && m_points.back() == p) return;
  m_points.push_back(p);
  m_loose.reset();
  if (m_points.size() >= most()) end();
  m_map.update();
}

void MeasureTool::click(const MapEvent& event) {
  if (event.geo) add(*event.geo);
}

void MeasureTool::end() {
  m_ended = true;
  m_loose.reset();
}

void MeasureTool::doubleClick(const MapEvent&) {
  // The first press of the double-click has already set the point.
  if (m_points.size() >= least()) end();
}

bool MeasureTool::finish() {
  if (m_ended) return keep();
  if (m_points.size() < least()) return false;
  end();
  return true;
}

void MeasureTool::hover(const MapEvent& event) {
  if (m_points.empty() || m_ended) return;
  m_loose = event.geo;
  m_map.update();
}

bool MeasureTool::cancel() {
  if (m_points.empty()) return false;
  leave();
  return true;
}

void MeasureTool::leave() {
  m_points.clear();
  m_loose.reset();
  m_ended = false;
  m_asked.reset();
  m_sight.reset();
}

QString MeasureTool::typed(const QString& text) {
  if (m_what == Measure::Path) {
    if (const auto speed = speedFrom(text)) {
      m_speed = *speed;
      QSettings().setValue(QStringLiteral("measure/speed"), m_speed);
      m_map.update();
      return {};
    }
  }
  if (m_what == Measure::Rings && m_points.size() == 1 && !m_ended) {
    static const QRegularExpression kMany(QStringLiteral("^\\s*([0-9]{1,2})\\s*[x×*]\\s*(.+)$"));
    const QRegularExpressionMatch many = kMany.match(text);
    const auto radius = distanceFrom(many.hasMatch() ? many.captured(2) : text, m_map.units());
    if (radius && *radius > 0) {
      if (many.hasMatch()) m_rings = std::clamp(many.captured(1).toInt(), 1, kMostRings);
      add(geodesicPoint(m_points.front(), 90, *radius));
      return {};
    }
  }
  if (m_what == Measure::Sight) {
    static const QRegularExpression kHeight(QStringLiteral("(m|ft)\\s*$"));
    if (const auto height = distanceFrom(text, m_map.units()); height && kHeight.match(text).hasMatch()) {
      m_antenna = *height;
      m_map.update();
      return {};
    }
  }
  const std::optional<LatLon> last =
      m_points.empty() || m_ended ? std::nullopt : std::optional(m_points.back());
  const Result<LatLon> at = typedPlace(text, last, m_map.units());
  if (!at) return QString::fromStdString(at.error().what);
  add(*at);
  return {};
}

double MeasureTool::totalDistance() const {
  double total = 0;
  for (std::size_t i = 1; i < m_points.size(); ++i) total += geodesic(m_points[i - 1], m_points[i]).distance;
  return total;
}

std::vector<LatLon> MeasureTool::shown() const {
  std::vector<LatLon> p = m_points;
  if (m_loose) p.push_back(*m_loose);
  return p;
}

UtcTime MeasureTool::now() const {
  const FramePtr& frame = m_map.frame();
  if (frame && frame->time.isValid() && frame->time.us > 0) return frame->time;
  const PlanEditor* editor = m_map.controller().planEditor();
  return editor ? editor->now() : UtcTime{};
}

// --- words

QString MeasureTool::bearing(LatLon at, double trueDeg) const {
  const std::optional<double> declination = magneticDeclination(at, now());
  if (!declination) return tr("%1 true").arg(bearingText(trueDeg));
  return tr("%1 true  %2 mag").arg(bearingText(trueDeg), bearingText(trueDeg - *declination));
}

QString MeasureTool::legWords(LatLon from, LatLon to, double before) const {
  const UnitProfile units = m_map.units();
  const GeodesicLine line = geodesic(from, to);
  const auto time = [&](double metres) { return durationText(static_cast<Micros>(metres / m_speed * 1e6)); };
  QString text = tr("%1 · %2\nback %3\n%4 at %5")
                     .arg(distanceText(line.distance, units), bearing(from, line.azimuthFromDeg),
                          bearing(to, line.azimuthBackDeg), time(line.distance), speedText(m_speed, units));
  if (before > 0) {
    const double total = before + line.distance;
    text += tr("\ntotal %1 · %2").arg(distanceText(total, units), time(total));
  }
  return text;
}

QString MeasureTool::sightWords(const std::vector<LatLon>& p) const {
  const UnitProfile units = m_map.units();
  const FramePtr& frame = m_map.frame();
  if (!frame) return {};
  const bool above = frame->altitudeReference == AltitudeReference::AboveGround;
  const QString height = altitudeText(frame->altitude, units);
  const QString ends = tr("from %1 above ground to %2")
                           .arg(altitudeText(m_antenna, units),
                                above ? tr("%1 above ground").arg(height) : tr("%1 AMSL").arg(height));
  const GeodesicLine line = geodesic(p[0], p[1]);
  const QString course =
      tr("%1 · %2").arg(distanceText(line.distance, units), bearing(p[0], line.azimuthFromDeg));
  if (!m_sight || m_sight->ask.from != p[0] || m_sight->ask.to != p[1])
    return course + QLatin1Char('\n') + ends;
  const SightAnswer& s = *m_sight;
  QString verdict;
  if (s.clear) {
    verdict = tr("Line of sight: yes, %1 to spare at %2")
                  .arg(altitudeText(s.clearance, units), distanceText(s.worstAt, units));
  } else {
    verdict = tr("Line of sight: no, %1 too low at %2")
                  .arg(altitudeText(-s.clearance, units), distanceText(s.worstAt, units));
  }
  QString text = verdict + QLatin1Char('\n') + course + QLatin1Char('\n') + ends;
  if (s.smooth) {
    text += QLatin1Char('\n') + tr("no terrain: a smooth earth");
  } else if (s.unknown) {
    text += QLatin1Char('\n') + tr("part of the ground is unknown");
  }
  return text;
}

QString MeasureTool::words() const {
  const std::vector<LatLon> p = shown();
  const UnitProfile units = m_map.units();
  if (p.size() < 2) return {};
  switch (m_what) {
    case Measure::Path: {
      double before = 0;
      for (std::size_t i = 2; i < p.size(); ++i) before += geodesic(p[i - 2], p[i - 1]).distance;
      return legWords(p[p.size() - 2], p.back(), before);
    }
    case Measure::Area: {
      if (p.size() < 3) return distanceText(geodesic(p[0], p[1]).distance, units);
      const RingSize size = ringSize(p);
      return tr("%1 · around %2").arg(areaText(size.area, units), distanceText(size.perimeter, units));
    }
    case Measure::Angle: {
      if (p.size() < 3) return distanceText(geodesic(p[0], p[1]).distance, units);
      const double a = geodesic(p[1], p[0]).azimuthFromDeg;
      const double b = geodesic(p[1], p[2]).azimuthFromDeg;
      const double turn = sweep(a, b);
      return tr("%1° between\n%2\n%3")
          .arg(QString::number(turn > 180 ? 360 - turn : turn, 'f', 1), bearing(p[1], a), bearing(p[1], b));
    }
    case Measure::Sector: {
      const GeodesicLine first = geodesic(p[0], p[1]);
      if (p.size() < 3)
        return tr("%1 · %2").arg(distanceText(first.distance, units), bearing(p[0], first.azimuthFromDeg));
      const double to = geodesic(p[0], p[2]).azimuthFromDeg;
      const double width = sweep(first.azimuthFromDeg, to);
      return tr("%1 wide, %2 to %3 true\n%4 · %5")
          .arg(tr("%1°").arg(QString::number(width, 'f', 1)), bearingText(first.azimuthFromDeg),
               bearingText(to), distanceText(first.distance, units),
               areaText(ringSize(drawings().front().points).area, units));
    }
    case Measure::Rings: {
      const double step = geodesic(p[0], p[1]).distance;
      return tr("%1 rings each %2, to %3")
          .arg(m_rings)
          .arg(distanceText(step, units), distanceText(step * m_rings, units));
    }
    case Measure::Sight:
      return sightWords(p);
  }
  return {};
}

// --- line of sight

void MeasureTool::askSight() {
  const std::vector<LatLon> p = shown();
  const FramePtr& frame = m_map.frame();
  if (!m_job || !frame || p.size() < 2) return;
  const SightAsk ask{p[0], p[1], m_antenna, frame->altitude, frame->altitudeReference, frame->terrain};
  if (m_asked == ask) return;
  m_asked = ask;
  m_job->request(
      [ask](std::stop_token) {
        SightAnswer answer;
        answer.ask = ask;
        const TerrainProfile profile = terrainProfile(ask.terrain.get(), ask.from, ask.to, kProfileSamples);
        const auto ground = [](float h) { return std::isnan(h) ? 0.0 : static_cast<double>(h); };
        const double target = ask.reference == AltitudeReference::AboveGround
                                  ? ground(profile.heights.back()) + ask.altitude
                                  : ask.altitude;
        const SightLine line = sightLine(profile, ground(profile.heights.front()) + ask.antenna, target, 0,
                                         kEarthFactor * eulerRadius(ask.from.lat, profile.azimuthDeg));
        answer.clear = line.clear;
        answer.unknown = line.unknown;
        answer.smooth = profile.smoothEarth;
        answer.worstAt = line.worstAt;
        answer.clearance = line.clearance;
        answer.length = profile.length;
        return answer;
      },
      false);
}

// --- kept in the plan

std::vector<Drawing> MeasureTool::drawings() const {
  const std::vector<LatLon> p = shown();
  std::vector<Drawing> made;
  Drawing d;
  switch (m_what) {
    case Measure::Path:
      if (p.size() < 2) break;
      d.kind = DrawingKind::Line;
      d.points = p;
      made.push_back(d);
      break;
    case Measure::Area:
      if (p.size() < 3) break;
      d.kind = DrawingKind::Polygon;
      d.points = p;
      made.push_back(d);
      break;
    case Measure::Sector: {
      if (p.size() < 3) break;
      const GeodesicLine first = geodesic(p[0], p[1]);
      const double width = sweep(first.azimuthFromDeg, geodesic(p[0], p[2]).azimuthFromDeg);
      d.kind = DrawingKind::Polygon;
      d.points.push_back(p[0]);
      for (int i = 0; i < kArcPoints; ++i) {
        d.points.push_back(
            geodesicPoint(p[0], first.azimuthFromDeg + width * i / (kArcPoints - 1), first.distance));
      }
      made.push_back(d);
      break;
    }
    case Measure::Rings: {
      if (p.size() < 2) break;
      const double step = geodesic(p[0], p[1]).distance;
      for (int i = 1; i <= m_rings; ++i) {
        d.kind = DrawingKind::Circle;
        d.points = {p[0]};
        d.radius = step * i;
        made.push_back(d);
      }
      break;
    }
    case Measure::Angle:
    case Measure::Sight:
      break;
  }
  return made;
}

bool MeasureTool::keep() {
  PlanEditor* editor = m_map.controller().planEditor();
  std::vector<Drawing> made = drawings();
  if (!editor || !editor->canEdit() || made.empty()) return false;
  Plan next = *editor->plan();
  PlanItems items;
  const std::string group =
      made.size() > 1 ? edits::freshName(next, tr("Rings").toStdString()) : std::string();
  for (Drawing& d : made) {
    d.id = edits::freshId(next, "drawing");
    d.group = group;
    d.text = m_what == Measure::Rings ? distanceText(d.radius, m_map.units()).toStdString() : std::string();
    items.push_back({PlanItemKind::Drawing, d.id});
    next = edits::withDrawing(std::move(next), d);
  }
  editor->edit(next, tr("keep what was measured"));
  editor->setSelection(items, false);
  m_map.setTool(QStringLiteral("select"));
  return true;
}

// --- picture

QPainterPath MeasureTool::outline(const std::vector<LatLon>& p) const {
  switch (m_what) {
    case Measure::Sector:
      if (p.size() >= 3) return linesOnMap(m_map, drawings().front().points, true);
      break;
    case Measure::Rings: {
      QPainterPath path = geodesicOnMap(m_map, p[0], p[1]);
      const double step = geodesic(p[0], p[1]).distance;
      for (int i = 1; i <= m_rings; ++i) path.addPath(sectorOnMap(m_map, p[0], step * i, 0, 360));
      return path;
    }
    default:
      break;
  }
  return linesOnMap(m_map, p, m_what == Measure::Area && p.size() >= 3);
}

void MeasureTool::paint(QPainter& painter, const Look& look) {
  const std::vector<LatLon> p = shown();
  if (p.empty()) return;
  painter.setRenderHint(QPainter::Antialiasing);
  if (m_what == Measure::Sight) askSight();
  const auto stroke = [&](const QPainterPath& path, const QColor& colour, Qt::PenStyle style) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(look.theme().labelPlate, 4));
    painter.drawPath(path);
    painter.setPen(QPen(colour, 1.5, style));
    painter.drawPath(path);
  };
  if (p.size() >= 2) {
    const bool answered =
        m_sight && m_what == Measure::Sight && m_sight->ask.from == p[0] && m_sight->ask.to == p[1];
    if (answered && !m_sight->clear && m_sight->length > 0) {
      // Seen up to what stands in the way, hidden behind: dashed too, since colour alone is not for everyone.
      const LatLon at = geodesicPoint(p[0], geodesic(p[0], p[1]).azimuthFromDeg, m_sight->worstAt);
      stroke(geodesicOnMap(m_map, p[0], at), look.theme().ok, Qt::SolidLine);
      stroke(geodesicOnMap(m_map, at, p[1]), look.theme().error, Qt::DashLine);
      if (const auto pixel = m_map.positionOf(at)) {
        painter.setPen(QPen(look.theme().error, 2));
        painter.drawLine(*pixel + QPointF(-5, -5), *pixel + QPointF(5, 5));
        painter.drawLine(*pixel + QPointF(-5, 5), *pixel + QPointF(5, -5));
      }
    } else {
      stroke(outline(p), answered ? look.theme().ok : look.theme().selection, Qt::SolidLine);
    }
  }
  painter.setPen(Qt::NoPen);
  painter.setBrush(look.theme().selection);
  for (const LatLon& each : m_points) {
    if (const auto at = m_map.positionOf(each)) painter.drawEllipse(*at, 3.0, 3.0);
  }
  // Earlier legs keep a short word of their own.
  if (m_what == Measure::Path) {
    for (std::size_t i = 2; i < p.size(); ++i) {
      const GeodesicLine leg = geodesic(p[i - 2], p[i - 1]);
      if (const auto end = m_map.positionOf(p[i - 1])) {
        paintPlate(
            painter, look, m_map, *end,
            tr("%1 · %2").arg(distanceText(leg.distance, m_map.units()), bearingText(leg.azimuthFromDeg)));
      }
    }
  }
  const auto end = m_map.positionOf(p.back());
  const QString text = words();
  if (end && !text.isEmpty()) paintPlate(painter, look, m_map, *end, text);
}

}  // namespace sorami
