// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Units.h"
#include "data/coverage/RoughGround.h"
#include "data/coverage/VisibilityFloor.h"
#include "data/coverage/detection/DetectedFloor.h"
#include "data/coverage/detection/Explain.h"
#include "data/coverage/detection/PdTable.h"
#include "data/coverage/detection/SiteCoverage.h"
#include "data/coverage/physics/Detection.h"
#include "data/coverage/physics/RadarEquation.h"
#include "data/coverage/physics/Refraction.h"
#include "data/demo/DemoPlan.h"
#include "data/geo/Geodesic.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace sorami;

namespace {

constexpr double kRadius = 6'371'000 * 4.0 / 3;

SensorParameters longRange() {
  SensorParameters s = demo::presetFor(SiteKind::LongRangeRadar);
  s.targetRcs = 1;
  s.requiredPd = 0.8;
  return s;
}

DetectionModelPtr modelFor(const SensorParameters& s, double antenna = 300) {
  auto model = DetectionModel::make(s, {}, antenna);
  return model ? *model : nullptr;
}

class Random {
 public:
  explicit Random(unsigned seed) : m_random(seed) {}
  double operator()(double from, double to) {
    return from + (to - from) * static_cast<double>(m_random()) / 4294967296.0;
  }

 private:
  std::mt19937 m_random;
};

}  // namespace

class TestDetection : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void signalIsThatOfTheRangeEquation() {
    const SensorParameters s = longRange();
    const auto model = modelFor(s);
    QVERIFY(model);
    physics::PulseRadar radar;
    radar.frequencyHz = s.frequencyHz;
    radar.peakPowerW = s.peakPowerW;
    radar.pulseWidthS = s.pulseWidthS;
    radar.transmitGainDbi = radar.receiveGainDbi = s.gainDbi;
    radar.systemTemperatureK = s.systemTemperatureK;
    radar.lossesDb = s.lossesDb;
    const Detection d = model->at(degToRad(2), 0, 150e3, 2.5);
    QVERIFY(d.gasDb < 0 && d.gasDb > -5);
    QVERIFY(std::abs(d.snrDb - d.gasDb - physics::toDb(physics::snrAtRange(radar, 2.5, 150e3))) < 1e-6);
    QVERIFY(std::abs(d.requiredDb - 10.89) < 0.01);  // notional_sensors.json, Swerling 1, N 8
  }

  void rangeMeetsTheRequiredPd() {
    for (const VerticalPattern pattern :
         {VerticalPattern::Flat, VerticalPattern::Gaussian, VerticalPattern::CosecantSquared}) {
      SensorParameters s = longRange();
      s.pattern = pattern;
      s.beamwidthElevationDeg = 6;
      s.rainRateMmH = 10;
      const auto model = modelFor(s);
      QVERIFY(model);
      for (double elevation = -1; elevation <= 20; elevation += 0.5) {
        const double range = model->rangeAt(degToRad(elevation), 1.0);
        if (range <= 0 || range >= s.instrumentedRange) continue;
        const double pd = model->at(degToRad(elevation), 1.0, range).pd;
        QVERIFY2(std::abs(pd - 0.8) < 0.012, qPrintable(QString("%1° %2").arg(elevation).arg(pd)));
      }
    }
  }

  void pdOnlyFallsWithRangeAndRisesWithCrossSection() {
    for (int swerling = 0; swerling <= 4; ++swerling) {
      SensorParameters s = longRange();
      s.swerling = swerling;
      s.rainRateMmH = 5;
      const auto model = modelFor(s);
      QVERIFY(model);
      double before = 1.1;
      for (double range = 5e3; range < 470e3; range += 5e3) {
        const double pd = model->at(degToRad(1.5), 0, range).pd;
        QVERIFY(pd <= before + 1e-9);
        QVERIFY(model->at(degToRad(1.5), 0, range, 3).pd >= pd - 1e-9);
        before = pd;
      }
      QVERIFY(model->rangeAt(0.03, 0, 0.1) <= model->rangeAt(0.03, 0, 1));
      QVERIFY(model->rangeAt(0.03, 0, 1) <= model->rangeAt(0.03, 0, 10));
      QVERIFY(model->rangeAt(0.03, 0, 1, 0.9) <= model->rangeAt(0.03, 0, 1, 0.5));
    }
  }

  /// The band at a range, against the model asked altitude by altitude.
  void bandsHoldWhatTheModelFinds() {
    SensorParameters sensors[4] = {longRange(), longRange(), longRange(),
                                   demo::presetFor(SiteKind::ShipRadar)};
    sensors[1].pattern = VerticalPattern::CosecantSquared;
    sensors[1].beamwidthElevationDeg = 4;
    sensors[2].principle = SensorPrinciple::RangeRing;
    sensors[2].minimumRange = 30e3;
    sensors[3].arrayFaces = 4;
    for (const SensorParameters& s : sensors) {
      const auto model = modelFor(s);
      QVERIFY(model);
      Random random(3);
      int checked = 0;
      for (int i = 0; i < 4000; ++i) {
        const double ground = random(500, 1.02 * model->reach());
        const double altitude = random(0, 30e3);
        const double azimuth = random(0, 6.28);
        const DetectionModel::Band band = model->bandAt(azimuth, ground);
        const double elevation = physics::elevationTo(300, altitude, ground, kRadius);
        const Detection d = model->atAltitude(altitude, azimuth, ground);
        const double slant = std::hypot(ground, altitude - 300);
        // Close to the edge the table's steps decide.
        if (std::abs(d.marginDb()) < 0.25) continue;
        if (std::abs(altitude - band.lowest) < 120 || std::abs(altitude - band.highest) < 120) continue;
        if (std::abs(slant - s.instrumentedRange) < 3e3 || std::abs(slant - s.minimumRange) < 1e3) continue;
        if (model->reach() - ground < 2e3 && model->reach() > ground - 2e3) continue;
        const bool found = d.marginDb() >= 0 && elevation >= degToRad(s.elevationMinDeg) &&
                           elevation <= degToRad(s.elevationMaxDeg) && slant <= s.instrumentedRange &&
                           slant >= s.minimumRange;
        const bool inBand = altitude >= band.lowest && altitude <= band.highest;
        QVERIFY2(found == inBand, qPrintable(QString("%1 km, %2 m: margin %3 dB, el %4, band %5 … %6")
                                                 .arg(ground / 1e3)
                                                 .arg(altitude)
                                                 .arg(d.marginDb())
                                                 .arg(radToDeg(elevation))
                                                 .arg(band.lowest)
                                                 .arg(band.highest)));
        ++checked;
      }
      QVERIFY(checked > 2000);
    }
  }

  void higherAntennaAndLargerTargetNeverSeeLess() {
    const LatLon site{35, 138};
    SensorParameters low = longRange();
    SensorParameters high = low;
    high.antennaHeight = 60;
    SensorParameters large = low;
    large.targetRcs = 5;
    const auto a = computeCoverage(requestOf(low, site, 4.0 / 3), nullptr, FloorQuality::Fast);
    const auto b = computeCoverage(requestOf(high, site, 4.0 / 3), nullptr, FloorQuality::Fast);
    const auto c = computeCoverage(requestOf(large, site, 4.0 / 3), nullptr, FloorQuality::Fast);
    QVERIFY(a.ok() && b.ok() && c.ok());
    QVERIFY((*a)->hasCeiling());
    Random random(5);
    for (int i = 0; i < 3000; ++i) {
      const double azimuth = random(0, 360);
      const double range = random(1e3, (*a)->request().range * 0.995);
      const float floor = (*a)->floorAt(azimuth, range);
      if (!std::isfinite(floor)) continue;
      // The sweep keeps half metres; the lowest elevation of the beam rises with its antenna.
      QVERIFY((*b)->floorAt(azimuth, range) <= std::max(floor, 0.0F) + 46.0F);
      QVERIFY((*c)->floorAt(azimuth, range) <= floor + 0.6F);
      QVERIFY((*c)->ceilingAt(azimuth, range) >= (*a)->ceilingAt(azimuth, range) - 0.6F);
    }
  }

  void blankedSpansAndRangesAreCutOut() {
    SensorParameters s = longRange();
    s.blanked = {{350, 20}};
    s.minimumRange = 10e3;
    const auto field = computeCoverage(requestOf(s, {35, 138}, 4.0 / 3), nullptr, FloorQuality::Fast);
    QVERIFY(field.ok());
    QVERIFY(std::isinf((*field)->floorAt(355, 50e3)));
    QVERIFY(std::isinf((*field)->floorAt(19, 50e3)));
    QVERIFY(std::isfinite((*field)->floorAt(25, 50e3)));
    QVERIFY(std::isinf((*field)->floorAt(25, (*field)->request().range + 10)));
    const float near = (*field)->floorAt(25, 9.9e3);
    QVERIFY(near > 1000 && near < 2000);  // sqrt(10² - 9.9²) km
    const float cone = (*field)->ceilingAt(25, 20e3);
    QVERIFY(std::abs(cone - 20e3F * std::tan(20 * 3.14159265F / 180)) < 80);
  }

  void explainsEveryReason() {
    SensorParameters s = longRange();
    s.blanked = {{100, 120}};
    s.sectorCentreDeg = 90;
    s.sectorWidthDeg = 180;
    s.minimumRange = 5e3;
    const LatLon site{35, 138};
    const CoverageRequest request = requestOf(s, site, 4.0 / 3);
    const auto verdict = [&](double azimuth, double range, double altitude) {
      const auto sight = explainSight(request, nullptr, geodesicPoint(site, azimuth, range), altitude);
      return sight ? sight->verdict : SightVerdict::TerrainUnknown;
    };
    QCOMPARE(verdict(60, 100e3, 5000), SightVerdict::Seen);
    QCOMPARE(verdict(60, 480e3, 20000), SightVerdict::OutOfRange);
    QCOMPARE(verdict(60, 4e3, 500), SightVerdict::BelowMinimumRange);
    QCOMPARE(verdict(200, 100e3, 5000), SightVerdict::OutsideSector);
    QCOMPARE(verdict(110, 100e3, 5000), SightVerdict::Blanked);
    QCOMPARE(verdict(60, 150e3, 300), SightVerdict::BelowHorizon);
    QCOMPARE(verdict(60, 20e3, 9000), SightVerdict::AboveBeam);
    QCOMPARE(verdict(60, 400e3, 15000), SightVerdict::PdTooLow);
    QCOMPARE(verdict(60, 100e3, -20), SightVerdict::BelowGround);
    const auto low = explainSight(request, nullptr, geodesicPoint(site, 60, 150e3), 300);
    QVERIFY(low.ok());
    QVERIFY(low->marginAltitude < -500 && low->marginAltitude > -1200);
    QVERIFY(QString::fromStdString(low->text).contains("below the horizon"));
  }

  /// Two ways to one answer: the field's sweep and dense rays.
  void explanationAgreesWithTheField() {
    const TerrainPtr terrain = test::roughGround();
    QVERIFY(terrain);
    const LatLon site = LatLon{36.0, 138.0};
    SensorParameters s = longRange();
    s.instrumentedRange = 60e3;
    const CoverageRequest request = requestOf(s, site, 4.0 / 3);
    const auto field = computeCoverage(request, terrain, FloorQuality::Refined);
    QVERIFY(field.ok());
    Random random(11);
    int same = 0, all = 0, masked = 0;
    for (int i = 0; i < 400; ++i) {
      const double azimuth = random(0, 360);
      const double range = random(1e3, 55e3);
      const double altitude = random(0, 6000);
      const auto sight = explainSight(request, terrain.get(), geodesicPoint(site, azimuth, range), altitude);
      QVERIFY(sight.ok());
      const float floor = (*field)->floorAt(azimuth, range);
      if (std::isnan(floor)) continue;
      const bool inField = altitude >= static_cast<double>(floor) &&
                           altitude <= static_cast<double>((*field)->ceilingAt(azimuth, range));
      ++all;
      same += inField == sight->seen() ? 1 : 0;
      masked += sight->verdict == SightVerdict::Masked ? 1 : 0;
    }
    QVERIFY(all > 300);
    QVERIFY(masked > 20);
    QVERIFY2(same >= 0.985 * all, qPrintable(QString("%1 of %2").arg(same).arg(all)));
  }

  /// Pictures ask for runs of places; they get what a single question gets.
  void runsOfPlacesAsSingleOnes() {
    const TerrainPtr terrain = test::roughGround();
    for (const SiteKind kind : {SiteKind::GapFillerRadar, SiteKind::SectorRadar}) {
      SensorParameters s = demo::presetFor(kind);
      s.instrumentedRange = 70e3;
      s.minimumRange = 3e3;
      if (kind == SiteKind::SectorRadar) s.blanked = {{20, 40}};
      const auto field = computeCoverage(requestOf(s, {36, 138}, 4.0 / 3), terrain, FloorQuality::Fast);
      QVERIFY(field.ok());
      Random random(19);
      std::vector<float> east(5000), north(5000), floor(5000), ceiling(5000), again(5000);
      for (std::size_t i = 0; i < east.size(); ++i) {
        const double azimuth = random(0, 360);
        const double range = random(10, 80e3);
        east[i] = static_cast<float>(range * std::sin(degToRad(azimuth)));
        north[i] = static_cast<float>(range * std::cos(degToRad(azimuth)));
      }
      (*field)->bandsAtLocal(east, north, floor, ceiling);
      (*field)->floorsAtLocal(east, north, again);
      int compared = 0;
      for (std::size_t i = 0; i < east.size(); ++i) {
        const auto x = static_cast<double>(east[i]);
        const auto y = static_cast<double>(north[i]);
        const double azimuth = radToDeg(std::atan2(x, y));
        const float one = (*field)->floorAt(azimuth < 0 ? azimuth + 360 : azimuth, std::hypot(x, y));
        QVERIFY(std::isnan(again[i]) == std::isnan(floor[i]) &&
                (again[i] == floor[i] || std::isnan(floor[i])));
        // At the very edge of a band rounding may decide either way.
        if (std::isinf(one) != std::isinf(floor[i]) || std::isnan(one)) continue;
        ++compared;
        if (std::isinf(one)) continue;
        QVERIFY2(std::abs(one - floor[i]) < 1.5F,
                 qPrintable(QString("%1 %2").arg(double(one)).arg(double(floor[i]))));
        const float top = (*field)->ceilingAt(azimuth < 0 ? azimuth + 360 : azimuth, std::hypot(x, y));
        QVERIFY(top == ceiling[i] || std::abs(top - ceiling[i]) < 1.5F);
      }
      QVERIFY2(compared > 4950, qPrintable(QString::number(compared)));
    }
  }

  /// Beyond the sea's horizon a strong signal reaches below the line of sight, as the point method says.
  void everyProcessorCutsAlike() {
    Random random(23);
    constexpr int kEntries = 64;
    std::vector<float> pairs;
    for (int i = 0; i < kEntries; ++i) {
      const bool isEmpty = i % 9 == 4;
      pairs.push_back(isEmpty ? INFINITY : static_cast<float>(i * 12 - 200));
      pairs.push_back(isEmpty ? -INFINITY : static_cast<float>(9000 + i * 500));
    }
    pairs.insert(pairs.end(), pairs.end() - 2, pairs.end());
    const BandView bands = {pairs.data(), kEntries, kEntries / 100e3F, 97e3F, 2e-9F, -3e-9F, 32'000};
    constexpr std::size_t kPlaces = 1003;
    std::vector<float> east(kPlaces), north(kPlaces), floor(kPlaces), other, limit(kPlaces),
        otherLimit(kPlaces);
    for (std::size_t i = 0; i < kPlaces; ++i) {
      east[i] = static_cast<float>(random(-80e3, 80e3));
      north[i] = static_cast<float>(random(-80e3, 80e3));
      floor[i] = static_cast<float>(random(-300, 20e3));
      if (i % 13 == 0) floor[i] = NAN;
      if (i % 17 == 0) floor[i] = INFINITY;
    }
    other = floor;
    cutToBands(bands, east.data(), north.data(), floor.data(), limit.data(), kPlaces);
    cutToBandsPortable(bands, east.data(), north.data(), other.data(), otherLimit.data(), kPlaces);
    int differ = 0, found = 0;
    for (std::size_t i = 0; i < kPlaces; ++i) {
      const auto same = [](float a, float b) {
        return (std::isnan(a) && std::isnan(b)) || a == b || std::abs(a - b) < 0.1F;
      };
      // On an edge of the bands the last digit of the range decides.
      differ += same(floor[i], other[i]) && same(limit[i], otherLimit[i]) ? 0 : 1;
      found += std::isfinite(floor[i]) ? 1 : 0;
    }
    QVERIFY2(differ <= 1, qPrintable(QString::number(differ)));
    QVERIFY(found > 200);
  }

  void diffractionReachesBelowTheHorizon() {
    SensorParameters s = longRange();
    s.targetRcs = 100;
    s.antennaHeight = 30;
    const LatLon site{35, 138};
    const auto plain = computeCoverage(requestOf(s, site, 4.0 / 3), nullptr, FloorQuality::Fast);
    s.diffraction = true;
    const CoverageRequest request = requestOf(s, site, 4.0 / 3);
    const auto bent = computeCoverage(request, nullptr, FloorQuality::Fast);
    QVERIFY(plain.ok() && bent.ok());
    int lower = 0;
    for (double range = 60e3; range < 140e3; range += 10e3) {
      const float a = (*plain)->floorAt(45, range);
      const float b = (*bent)->floorAt(45, range);
      QVERIFY(std::isfinite(a) && std::isfinite(b));
      lower += b < a - 5 ? 1 : 0;
      const LatLon at = geodesicPoint(site, 45, range);
      const auto above = explainSight(request, nullptr, at, static_cast<double>(b) * 1.25 + 15);
      const auto below = explainSight(request, nullptr, at, std::max(1.0, static_cast<double>(b) * 0.7 - 15));
      QVERIFY(above.ok() && below.ok());
      QVERIFY2(above->seen(), qPrintable(QString("%1 km, floor %2: %3")
                                             .arg(range / 1e3)
                                             .arg(static_cast<double>(b))
                                             .arg(QString::fromStdString(above->text))));
      if (b > 40) QVERIFY2(!below->seen(), qPrintable(QString::number(range)));
    }
    QVERIFY2(lower >= 3, qPrintable(QString::number(lower)));
  }

  void oneWayBudgets() {
    SensorParameters s = demo::presetFor(SiteKind::SecondaryRadar);
    s.principle = SensorPrinciple::Secondary;
    s.gainDbi = 5;
    s.lossesDb = 3;
    s.targetEirpDbm = 51;
    s.sensitivityDbm = -84;
    const auto model = modelFor(s, 20);
    QVERIFY(model && model->hasBudget());
    // Free space at 1.09 GHz: 51 + 5 - 3 + 84 = 137 dB allow 20 log(4 pi R / lambda): 155 km, less some air.
    const double range = model->rangeAt(degToRad(1), 0);
    QVERIFY2(range > 138e3 && range < 155e3, qPrintable(QString::number(range)));
    QCOMPARE(model->at(degToRad(1), 0, range * 0.98).pd, 1.0);
    QCOMPARE(model->at(degToRad(1), 0, range * 1.02).pd, 0.0);
    s.targetEirpDbm += 6;
    QVERIFY(modelFor(s, 20)->rangeAt(degToRad(1), 0) > 1.8 * range);
  }

  void lobesOfTheSea() {
    SensorParameters s = longRange();
    s.lobing = true;
    s.elevationMinDeg = 0;
    const auto model = modelFor(s, 20);
    QVERIFY(model);
    // First maximum at sin el = lambda / 4h, first null at lambda / 2h.
    const double lambda = physics::wavelength(s.frequencyHz);
    const double peak = model->rangeAt(lambda / 80, 0);
    const double null = model->rangeAt(lambda / 40, 0);
    QVERIFY2(peak > 1.5 * null, qPrintable(QString("%1 %2").arg(peak).arg(null)));
    const auto plain = modelFor(longRange(), 20);
    QVERIFY(peak > 1.3 * plain->rangeAt(lambda / 80, 0));
  }

  void impossibleParametersAreNamed() {
    SensorParameters s = longRange();
    s.falseAlarmProbability = 2;
    QVERIFY(!DetectionModel::make(s, {}, 10).ok());
    s = longRange();
    s.elevationMaxDeg = -5;
    const auto wrong = DetectionModel::make(s, {}, 10);
    QVERIFY(!wrong.ok() && !wrong.error().what.empty());
  }

  /// The cross-section's aspects: as given at their points, straight in dB between, alike on both sides; and
  /// what the model makes of them.
  void aspectsOfATarget() {
    SensorParameters s = longRange();
    s.rcsAspect = {{0, -10}, {60, -4}, {90, 12}, {180, 0}};
    QVERIFY(std::abs(s.rcsAt(0) - 0.1) < 1e-9);
    QVERIFY(std::abs(s.rcsAt(30) - std::pow(10, -0.7)) < 1e-9);
    QVERIFY(std::abs(s.rcsAt(90) / s.rcsAt(-90) - 1) < 1e-9);
    QVERIFY(std::abs(s.rcsAt(270) / s.rcsAt(90) - 1) < 1e-9);
    QVERIFY(std::abs(s.rcsAt(540) - 1) < 1e-9);
    // Towards the sensor: the nose decides in all directions.
    const auto nose = modelFor(s);
    QVERIFY(nose && !nose->dependsOnAzimuth());
    SensorParameters small = longRange();
    small.targetRcs = 0.1;
    QVERIFY(std::abs(nose->rangeAt(0.05, 1, 0) - modelFor(small)->rangeAt(0.05, 1, 0)) < 50);
    // On a heading the direction decides: a target that flies east is seen on its side from the south.
    s.targetHeadingDeg = 90;
    const auto east = modelFor(s);
    QVERIFY(east && east->dependsOnAzimuth());
    QVERIFY(std::abs(east->rcsToward(0) / s.rcsAt(90) - 1) < 1e-9);
    QVERIFY(std::abs(east->rcsToward(degToRad(270)) / s.rcsAt(0) - 1) < 1e-9);  // it comes from the west
    QVERIFY(std::abs(east->rcsToward(degToRad(90)) / s.rcsAt(180) - 1) < 1e-9);
    const double abeam = east->at(0.05, 0, 200e3).snrDb;
    const double ahead = east->at(0.05, degToRad(270), 200e3).snrDb;
    QVERIFY2(std::abs(abeam - ahead - 22) < 1e-6, qPrintable(QString::number(abeam - ahead)));
    // The field is cut accordingly: far out abeam something is seen where ahead nothing is.
    const auto field = computeCoverage(requestOf(s, {36, 138}, 4.0 / 3), nullptr, FloorQuality::Fast);
    QVERIFY(field.ok());
    const double reach = modelFor(small)->reach();
    QVERIFY(std::isinf((*field)->floorAt(270, reach * 1.05)));
    QVERIFY(std::isfinite((*field)->floorAt(0, reach * 1.05)));
  }

  /// The table says what the model says, hidden and blanked places included.
  void tableOfPd() {
    Random random(4);
    for (const int faces : {0, 4}) {
      SensorParameters s = longRange();
      s.arrayFaces = faces;
      s.blanked = {{100, 130}};
      s.instrumentedRange = 150e3;
      s.targetRcs = 0.05;
      const auto field =
          computeCoverage(requestOf(s, {36.0, 138.0}, 4.0 / 3), test::roughGround(), FloorQuality::Fast);
      QVERIFY(field.ok());
      const auto* detected = dynamic_cast<const DetectedFloor*>(field->get());
      QVERIFY(detected);
      const PdTable table(*field, 500, 5000);
      int seen = 0, hidden = 0;
      for (int i = 0; i < 3000; ++i) {
        const double azimuth = random(0, 360);
        const double range = random(2e3, 80e3);
        const auto east = static_cast<float>(range * std::sin(degToRad(azimuth)));
        const auto north = static_cast<float>(range * std::cos(degToRad(azimuth)));
        const auto altitude = static_cast<float>(random(500, 5000));
        float pd = 0;
        table.at({&east, 1}, {&north, 1}, {&altitude, 1}, {&pd, 1});
        const double floor = detected->visible()->floorAt(azimuth, range);
        if (azimuth > 99.9 && azimuth < 130.1) {
          if (azimuth > 100.1 && azimuth < 129.9) QCOMPARE(pd, 0.0F);
          continue;
        }
        if (std::abs(floor - static_cast<double>(altitude)) < 2) continue;
        if (floor > static_cast<double>(altitude)) {
          QCOMPARE(pd, 0.0F);
          ++hidden;
          continue;
        }
        const double exact = detected->pdInView(degToRad(azimuth), range, static_cast<double>(altitude));
        // Near a limit of elevation the table's steps of altitude tell.
        const double slope = (static_cast<double>(altitude) - detected->antennaMsl()) / range;
        if (slope > std::tan(degToRad(17)) || slope < std::tan(degToRad(-0.5))) continue;
        QVERIFY2(std::abs(exact - static_cast<double>(pd)) < 0.06,
                 qPrintable(QStringLiteral("%1° %2 m %3 m: %4 %5")
                                .arg(azimuth)
                                .arg(range)
                                .arg(altitude)
                                .arg(exact)
                                .arg(pd)));
        ++seen;
      }
      QVERIFY(seen > 500 && hidden > 100);
    }
  }
};

QTEST_APPLESS_MAIN(TestDetection)
#include "tst_detection.moc"
