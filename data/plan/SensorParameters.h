// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace sorami {

/// How a sensor finds a target; decides which parameters count.
enum class SensorPrinciple : std::uint8_t {
  Radar,      ///< primary radar: the radar equation
  Secondary,  ///< interrogates or receives a transponder: one-way budget
  Passive,    ///< bearing only
  RangeRing,  ///< sees whatever the terrain lets it see within its range
};

/// How the antenna's gain falls with elevation.
enum class VerticalPattern : std::uint8_t { Flat, Gaussian, CosecantSquared, Given };

/// One point of a given vertical pattern.
struct PatternPoint {
  double elevationDeg = 0;
  double gainDb = 0;  ///< relative to the peak, <= 0
  bool operator==(const PatternPoint&) const = default;
};

/// How strong a target is seen from one side.
struct AspectPoint {
  double aspectDeg = 0;  ///< off the nose, 0 … 180
  double gainDb = 0;     ///< relative to the target's cross-section
  bool operator==(const AspectPoint&) const = default;
};

/// A range of azimuths, degrees true, clockwise from `fromDeg` to `toDeg`.
struct AzimuthSpan {
  double fromDeg = 0;
  double toDeg = 0;
  bool operator==(const AzimuthSpan&) const = default;
};

/// A sensor's geometry and parameters as the planner edits them. Geometry always counts; the parameters of
/// the radar equation count where `usesRadarEquation()`.
struct SensorParameters {
  SensorPrinciple principle = SensorPrinciple::Radar;
  // --- geometry
  double antennaHeight = 15;  ///< m above ground; above MSL for airborne
  bool antennaIsMsl = false;
  double minimumRange = 0;           ///< m
  double instrumentedRange = 400e3;  ///< m
  double elevationMinDeg = -1;
  double elevationMaxDeg = 20;
  double tiltDeg = 0;           ///< mechanical tilt of the beam's axis
  double sectorCentreDeg = 0;   ///< deg true
  double sectorWidthDeg = 360;  ///< 360 = all round
  std::vector<AzimuthSpan> blanked;
  // --- the radar equation
  double frequencyHz = 0;  ///< 0: not given, visibility alone decides
  double peakPowerW = 0;
  double pulseWidthS = 0;  ///< uncompressed: energy = power × width
  double prfHz = 0;        ///< 0: unambiguous range and blind speeds are not considered
  double gainDbi = 0;
  double beamwidthAzimuthDeg = 1.5;
  double beamwidthElevationDeg = 3;
  VerticalPattern pattern = VerticalPattern::Flat;
  std::vector<PatternPoint> patternPoints;  ///< for VerticalPattern::Given, rising elevation
  double systemTemperatureK = 600;          ///< read where noiseFigureDb is negative
  double noiseFigureDb = -1;                ///< >= 0: decides the system temperature
  double lossesDb = 10;
  int pulsesIntegrated = 8;
  double falseAlarmProbability = 1e-6;
  double requiredPd = 0.8;
  int swerling = 1;      ///< case 0 … 4
  double targetRcs = 1;  ///< m², what requiredPd is asked for
  /// How the cross-section changes with aspect, alike to both sides, rising from the nose; empty: it does
  /// not.
  std::vector<AspectPoint> rcsAspect;
  /// Deg true that a target is taken to fly where its heading is not known; negative: towards the sensor.
  double targetHeadingDeg = -1;
  double scanPeriodS = 10;  ///< 0: electronically scanned
  bool lobing = false;      ///< sea multipath
  bool diffraction = false;
  int arrayFaces = 0;      ///< fixed faces, evenly about sectorCentreDeg; 0: the antenna turns, no scan loss
  double rainRateMmH = 0;  ///< rain to plan against, mm/h about the sensor
  double rainExtent = 30e3;  ///< m from the sensor to the rain's edge
  double waveRms = 0;        ///< m, rms height of the waves where lobing counts
  // --- one-way budgets: secondary and passive sensors
  double sensitivityDbm = -90;  ///< least power the receiver needs at its antenna's terminals
  double targetEirpDbm = 54;    ///< what the target sends towards the sensor

  /// Cross-section, m², of the target seen `aspectDeg` off its nose; between points straight in dB.
  double rcsAt(double aspectDeg) const;

  bool usesRadarEquation() const {
    return principle == SensorPrinciple::Radar && frequencyHz > 0 && peakPowerW > 0 && pulseWidthS > 0;
  }
  bool operator==(const SensorParameters&) const = default;
};

}  // namespace sorami
