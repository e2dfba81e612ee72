// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/plan/SensorParameters.h"

#include <memory>
#include <vector>

namespace sorami {

/// What lies between sensor and target, the same for all sensors of a plan.
struct Environment {
  double k = 4.0 / 3.0;            ///< effective earth radius factor
  double surfaceVapour = 7.5;      ///< g/m³ at sea level (P.835 mean)
  double earthRadius = 6'371'000;  ///< m, without k; best the local one
  bool operator==(const Environment&) const = default;
};

/// What decides whether a sensor's budget holds at one place, free of terrain. Decibels, one figure each.
struct Detection {
  double snrDb = 0;       ///< of one pulse; secondary and passive: received power over the sensitivity
  double requiredDb = 0;  ///< what the required Pd needs; 0 for a one-way budget
  double pd = 0;          ///< probability of detection in a scan
  double patternDb = 0;   ///< lost to the antenna's pattern and to steering, both ways (<= 0)
  double gasDb = 0;       ///< lost to air, both ways (<= 0); one way where the budget is
  double rainDb = 0;
  double lobingDb = 0;  ///< gained or lost by reflection from the sea
  double marginDb() const { return snrDb - requiredDb; }
};

/// One point on the edge of detection: at this elevation a target is found out to `slant`.
struct DetectionEdge {
  double elevation = 0;  ///< rad, apparent, above the horizontal at the antenna
  double slant = 0;      ///< m
};

/// Where a sensor finds a target, as far as its own parameters decide it: pattern, tilt, elevation limits,
/// array faces, range equation with integration and fluctuation, gas (P.676), rain (P.838), lobing by the
/// sea, minimum and instrumented range. Sectors, blanking and terrain are not in it. Immutable; every call
/// is safe from any thread.
///
/// Where the parameters give no budget (no frequency, a plain range ring) everything within the geometry is
/// found with probability 1.
class DetectionModel {
 public:
  /// `antennaMsl` m. Errors name the parameter that is impossible and the range allowed.
  static Result<std::shared_ptr<const DetectionModel>> make(const SensorParameters& sensor,
                                                            const Environment& environment,
                                                            double antennaMsl);

  const SensorParameters& sensor() const { return m_sensor; }
  const Environment& environment() const { return m_environment; }
  double antennaMsl() const { return m_antennaMsl; }
  /// False: geometry alone decides.
  bool hasBudget() const { return m_budget; }

  /// Cross-section, m², of the sensor's own target in a direction: by the aspect it has there on its heading.
  double rcsToward(double azimuth) const;
  /// The same of a target whose heading (rad) is known.
  double rcsToward(double azimuth, double heading) const;

  /// A target of cross-section `rcs` (m²; 0: rcsToward) at an apparent elevation (rad), true azimuth
  /// (rad) and slant range (m, > 0), whatever the sensor's limits of range and elevation.
  Detection at(double elevation, double azimuth, double slant, double rcs = 0) const;
  /// The same for a target at an altitude (m AMSL) and range along the ground (m).
  Detection atAltitude(double altitude, double azimuth, double ground, double rcs = 0) const;

  /// Slant range, m, to a target at an altitude (m AMSL) and range along the ground (m).
  double slantTo(double altitude, double ground) const;

  /// Probability of detection at a signal-to-noise ratio (dB) as Detection::snrDb counts it.
  double pdOf(double snrDb) const;

  /// Slant range, m, out to which the required Pd (or `pd`, where above 0) is met at an elevation inside
  /// the limits, at most the instrumented range; 0 where it is nowhere.
  double rangeAt(double elevation, double azimuth, double rcs = 0, double pd = 0) const;
  /// rangeAt over the whole span of elevations, rising: the outline of a vertical coverage diagram.
  std::vector<DetectionEdge> outline(double azimuth, double rcs = 0, double pd = 0) const;

  /// The altitudes between which a target is found, for every range along the ground.
  struct Bands {
    double step = 1;            ///< m of ground range from entry to entry, the first at 0
    std::vector<float> lowest;  ///< m AMSL; +inf: not found at any altitude
    std::vector<float> highest;
    double reach = 0;  ///< m, greatest ground range at which anything is found
  };
  /// Lowest and highest over `range` m of ground in `count` entries. With lobes or gaps in the pattern there
  /// may be altitudes between them at which a target is missed: at() knows.
  Bands bands(double azimuth, double range, int count) const;
  /// The same at one ground range, m.
  struct Band {
    double lowest = 0;
    double highest = 0;
    bool isEmpty() const { return !(lowest <= highest); }
  };
  Band bandAt(double azimuth, double ground) const;
  /// Greatest ground range, m, at which anything is found in any direction.
  double reach() const;
  /// True where the answer depends on the azimuth: an array with fixed faces, a target seen by aspect.
  bool dependsOnAzimuth() const { return (m_sensor.arrayFaces > 0 || hasAspect()) && m_budget; }

 private:
  DetectionModel() = default;
  struct Table;
  struct Curve;
  double patternDb(double elevation) const;
  double steeringDb(double elevation, double azimuth) const;
  double lobingDb(double elevation, double slant) const;
  bool hasAspect() const { return !m_sensor.rcsAspect.empty() && m_sensor.targetHeadingDeg >= 0; }
  /// `rcs` 0: rcsToward(azimuth).
  double budgetDb(double rcs, double azimuth, double pd) const;
  double rowRange(std::size_t row, double azimuth, double budget) const;
  Curve curve(double azimuth) const;

  SensorParameters m_sensor;
  Environment m_environment;
  double m_antennaMsl = 0;
  bool m_budget = false;
  std::shared_ptr<const Table> m_table;
};
using DetectionModelPtr = std::shared_ptr<const DetectionModel>;

/// Altitude, m AMSL, of a straight ray over an effective earth of `radius` (k times the earth's), which
/// leaves `antennaMsl` at `elevation` (rad), after `ground` m along the ground; +inf where it never gets so
/// far.
double rayAltitude(double antennaMsl, double elevation, double ground, double radius);

}  // namespace sorami
