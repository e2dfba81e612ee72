// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/geo/LatLon.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace sorami {

/// A point of the projected plane, metres (or degrees × 111 km for equirectangular: always metres at true
/// scale).
struct MapPoint {
  double x = 0;
  double y = 0;
};

/// Where a projection has to be cut before anything is projected through it.
enum class CutKind {
  Meridian,  ///< the plane is torn along one meridian (cylindrical, conic); see cutMeridian()
  Horizon,   ///< only a spherical cap about the centre is shown (orthographic, stereographic, azimuthal)
};

/// A closed ring or an open line of points.
using GeoLine = std::vector<LatLon>;
using MapLine = std::vector<MapPoint>;

/// A map projection: immutable and safe to share; each thread uses its own PROJ context inside.
class Projection {
 public:
  /// The projections a menu offers, by id: lcc-japan, utm, mercator, aeqd, stereographic, laea, orthographic,
  /// polar-north, polar-south, equirectangular.
  struct Choice {
    std::string id;
    std::string title;   ///< for people: `Lambert conformal conic · Japan`
    bool followsCentre;  ///< made about a chosen point
  };
  static std::span<const Choice> choices();

  /// Makes a projection from an id of choices(), PROJ text (`+proj=…`) or `EPSG:n`. `centre` is the point the
  /// ones that follow a centre are made about. Fails with PROJ's own reason.
  static Result<std::shared_ptr<const Projection>> create(const std::string& spec, LatLon centre);

  virtual ~Projection() = default;
  virtual const std::string& spec() const = 0;  ///< what create() was given
  virtual const std::string& title() const = 0;
  virtual LatLon centre() const = 0;
  /// Identity for caches: equal keys project equally.
  virtual const std::string& key() const = 0;

  virtual CutKind cutKind() const = 0;
  virtual double cutMeridian() const = 0;  ///< deg; where cutKind() is Meridian
  virtual double horizonDeg() const = 0;   ///< deg of arc from centre(); where cutKind() is Horizon
  virtual GeoBox validArea() const = 0;    ///< latitudes (and for transverse ones longitudes) it holds for

  /// Projects; NaN where a point is outside the valid area. Spans have equal sizes.
  virtual void forward(std::span<const LatLon> in, std::span<MapPoint> out) const = 0;
  virtual void inverse(std::span<const MapPoint> in, std::span<LatLon> out) const = 0;
  MapPoint forward(LatLon p) const;
  LatLon inverse(MapPoint p) const;
  bool isVisible(LatLon p) const;

  /// Clips rings on the sphere at the cut meridian or horizon, closes them along it, densifies long edges and
  /// projects: the result fills without streaks on any projection. `toleranceM`: greatest chord error, map
  /// metres.
  virtual std::vector<MapLine> projectRings(std::span<const GeoLine> rings, double toleranceM) const = 0;
  /// True when the line or ring lies whole within one sheet of the map: nothing of it would be cut off.
  virtual bool isUncut(const GeoLine& line) const = 0;
  /// The same for open lines: cut, never closed.
  virtual std::vector<MapLine> projectLines(std::span<const GeoLine> lines, double toleranceM) const = 0;
  /// The outline of the whole valid area in the plane (the globe's limb, the map's frame), as rings.
  virtual std::vector<MapLine> outline() const = 0;
};
using ProjectionPtr = std::shared_ptr<const Projection>;

}  // namespace sorami
