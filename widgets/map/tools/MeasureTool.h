// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/Terrain.h"
#include "widgets/look/LatestJob.h"
#include "widgets/map/MapTool.h"
#include "widgets/scene/Frame.h"

#include <QCoreApplication>

#include <memory>
#include <vector>

namespace sorami {

struct Drawing;

/// What a measure tool measures.
enum class Measure : std::uint8_t {
  Path,    ///< range and bearing of legs, with the time they take at a speed
  Area,    ///< area and perimeter of a polygon
  Angle,   ///< between two arms at a corner
  Sector,  ///< centre, range and the bearings of two edges
  Rings,   ///< equal range rings about a centre
  Sight,   ///< line of sight from an antenna to the slider's altitude
};

/// Measures on the ellipsoid: click by click or by typing; a double-click or Enter ends, Esc clears. What is
/// ended stays until the next click; Enter then keeps it in the plan as a drawing. The right-drag quick
/// measure is a Path that lives while the button is held.
class MeasureTool : public MapTool {
  Q_DECLARE_TR_FUNCTIONS(sorami::MeasureTool)
 public:
  explicit MeasureTool(MapWidget& map, Measure what = Measure::Path);
  ~MeasureTool() override;

  QString id() const override;
  QCursor cursor() const override { return Qt::CrossCursor; }
  QString hint() const override;
  void click(const MapEvent& event) override;
  void doubleClick(const MapEvent& event) override;
  void hover(const MapEvent& event) override;
  bool cancel() override;
  void paint(QPainter& painter, const Look& look) override;
  void leave() override;
  bool takesTyping() const override { return true; }
  /// A position, `045/20 NM` from the last point, a speed such as `480 kt` (Path), a ring's radius such as
  /// `10 NM` or `5 x 10 NM` (Rings), an antenna's height above ground such as `30 m` (Sight).
  QString typed(const QString& text) override;
  bool finish() override;

  /// Starts at a point, as "Measure from here" does.
  void startAt(LatLon from);
  const std::vector<LatLon>& points() const { return m_points; }
  double totalDistance() const;  ///< m, of the legs that are set
  /// What the measure says, one line or several; empty while there are too few points.
  QString words() const;

 private:
  /// The answer of a line of sight, and what it was asked for.
  struct SightAsk {
    LatLon from, to;
    double antenna = 0;  ///< m above ground
    double altitude = 0;
    AltitudeReference reference = AltitudeReference::Amsl;
    TerrainPtr terrain;
    bool operator==(const SightAsk&) const = default;
  };
  struct SightAnswer {
    SightAsk ask;
    bool clear = false;
    bool unknown = false;
    bool smooth = false;   ///< no terrain: a smooth earth
    double worstAt = 0;    ///< m from the first point
    double clearance = 0;  ///< m there
    double length = 0;     ///< m
  };

  std::vector<LatLon> shown() const;  ///< the points with the loose one
  std::size_t most() const;
  std::size_t least() const;
  void add(LatLon p);
  void end();
  bool keep();
  std::vector<Drawing> drawings() const;
  void askSight();
  QString legWords(LatLon from, LatLon to, double before) const;
  QString sightWords(const std::vector<LatLon>& p) const;
  QString bearing(LatLon at, double trueDeg) const;
  UtcTime now() const;
  QPainterPath outline(const std::vector<LatLon>& p) const;

  Measure m_what;
  std::vector<LatLon> m_points;
  std::optional<LatLon> m_loose;  ///< where the pointer is while points are being added
  bool m_ended = false;
  double m_speed;  ///< m/s
  int m_rings = 4;
  double m_antenna = 10;  ///< m above ground
  std::optional<SightAsk> m_asked;
  std::optional<SightAnswer> m_sight;
  std::unique_ptr<LatestJob<SightAnswer>> m_job;
};

}  // namespace sorami
