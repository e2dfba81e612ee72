// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/RoughGround.h"
#include "data/coverage/detection/SiteCoverage.h"
#include "data/coverage/network/CoverageFit.h"
#include "data/coverage/network/Measured.h"
#include "data/geo/Geodesic.h"
#include "data/plan/sensors/SensorClass.h"
#include "data/store/MemoryRecording.h"
#include "data/store/SampleSink.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace sorami;

class TestMeasured : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  /// Two sources over a smooth earth: one reports only what it can see, the other everything; one report of
  /// the first lies where it cannot be seen.
  void cellsAreJudged() {
    SensorParameters ring;
    ring.principle = SensorPrinciple::RangeRing;
    ring.instrumentedRange = 200e3;
    ring.elevationMinDeg = -10;
    ring.elevationMaxDeg = 90;
    ring.antennaHeight = 20;
    const LatLon site{36, 138};
    const auto field = computeCoverage(requestOf(ring, site, 4.0 / 3), nullptr, FloorQuality::Fast);
    QVERIFY(field.ok());
    const auto sink = makeMemoryRecording();
    const std::uint16_t own = sink->addSource({"own", "asterix", 1});
    const std::uint16_t other = sink->addSource({"other", "asterix", 2});
    const auto fly = [&](std::uint16_t source, double azimuth, double from, double to, double altitude) {
      TrackInfo info;
      info.source = source;
      info.nativeId = {IdKind::AsterixTrack, static_cast<std::uint64_t>(azimuth * 10 + source)};
      const TrackId id = sink->addTrack(info);
      int k = 0;
      for (double away = from; away < to; away += 1000, ++k) {
        const LatLon p = geodesicPoint(site, azimuth, away);
        Sample s;
        s.time = UtcTime::fromSeconds(1e9 + 10 * k);
        s.lat = p.lat;
        s.lon = p.lon;
        s.geoAltitude = static_cast<float>(altitude);
        s.flags = kGeoIsMsl;
        sink->append(id, s);
      }
    };
    fly(own, 42, 5e3, 140e3, 1500);  // radio horizon at 1500 m: 178 km
    fly(other, 42, 5e3, 199e3, 1500);
    fly(other, 132, 5e3, 150e3, 1500);  // the first does not report this one
    fly(own, 222, 120e3, 190e3, 600);   // horizon 119 km: cannot be
    QVERIFY(sink->commit().ok());
    const auto store = sink->finish();
    QVERIFY(store.ok());
    const NetworkSensor sensor{"s", ring, *field};
    const auto report = measureCoverage(**store, own, sensor);
    QVERIFY(report.ok());
    QVERIFY(report->hasOthers);
    QCOMPARE(report->own, std::uint64_t(135 + 70));
    QCOMPARE(report->seen, std::uint64_t(135));
    for (const MeasuredCell& cell : report->cells) {
      const double middle = cell.rangeFrom + 10e3;
      if (cell.azimuthFrom == 40) {
        QCOMPARE(cell.verdict, middle < 140e3   ? MeasuredVerdict::BothSee
                               : middle < 175e3 ? MeasuredVerdict::SeesLess
                                                : MeasuredVerdict::BothBlind);
      } else if (cell.azimuthFrom == 130) {
        QCOMPARE(cell.verdict, MeasuredVerdict::SeesLess);
      } else {
        QCOMPARE(cell.azimuthFrom, 220.0);
        QCOMPARE(cell.verdict, MeasuredVerdict::SeesMore);
      }
    }
    QVERIFY(report->number[0] >= 6 && report->number[1] >= 1 && report->number[2] >= 3 &&
            report->number[3] >= 7);
    QVERIFY(measuredToGeoJson(*report, site).find("sees-more") != std::string::npos);
    QVERIFY(!measureCoverage(**store, 9, sensor).ok());
    MeasuredOptions wrong;
    wrong.bands = {5};
    QVERIFY(!measureCoverage(**store, own, sensor, wrong).ok());
  }

  /// A radar of known height, air and losses reports what it sees of much traffic, of which another source
  /// knows everything: a fit that begins with wrong values finds the right ones again.
  void fitFindsWhatMadeTheRecording() {
    const LatLon site{36, 138};
    SensorParameters truth = sensorClass("gap-filler-2d")->presets[0].parameters;
    truth.antennaHeight = 40;
    truth.lossesDb += 4;
    const double k = 1.45;
    const auto field = computeCoverage(requestOf(truth, site, k), test::roughGround(), FloorQuality::Fast);
    QVERIFY(field.ok());
    const auto sink = makeMemoryRecording();
    const std::uint16_t own = sink->addSource({"own", "asterix", 1});
    const std::uint16_t other = sink->addSource({"other", "asterix", 2});
    std::mt19937 random(11);
    const auto unit = [&] { return static_cast<double>(random()) / 4294967296.0; };
    for (int flight = 0; flight < 260; ++flight) {
      TrackInfo info;
      info.source = other;
      info.nativeId = {IdKind::AsterixTrack, static_cast<std::uint64_t>(flight)};
      const TrackId seenByAll = sink->addTrack(info);
      info.source = own;
      const TrackId seenByOwn = sink->addTrack(info);
      const double altitude = std::pow(10.0, 2.3 + 1.7 * unit());
      const LatLon from = geodesicPoint(site, 360 * unit(), 20e3 + 80e3 * unit());
      const double heading = 360 * unit();
      for (int k2 = 0; k2 < 120; ++k2) {
        const LatLon p = geodesicPoint(from, heading, k2 * 900.0);
        Sample s;
        s.time = UtcTime::fromSeconds(1e9 + 5 * k2);
        s.lat = p.lat;
        s.lon = p.lon;
        s.geoAltitude = static_cast<float>(altitude);
        s.flags = kGeoIsMsl;
        sink->append(seenByAll, s);
        const GeodesicLine line = geodesic(site, p);
        const double floor = (*field)->floorAt(line.azimuthFromDeg, line.distance);
        const double ceiling = (*field)->ceilingAt(line.azimuthFromDeg, line.distance);
        if (floor <= altitude && altitude <= ceiling) sink->append(seenByOwn, s);
      }
    }
    QVERIFY(sink->commit().ok());
    const auto store = sink->finish();
    QVERIFY(store.ok());
    SensorParameters guess = truth;
    guess.antennaHeight = 12;
    guess.lossesDb -= 4;
    const auto fit = fitCoverage(**store, own, requestOf(guess, site, 4.0 / 3), test::roughGround());
    QVERIFY2(fit.ok(), fit.ok() ? "" : fit.error().text().c_str());
    QCOMPARE(fit->antennaHeight.before, 12.0);
    QVERIFY2(fit->disagreement < 0.6 * fit->disagreementBefore,
             qPrintable(QStringLiteral("%1 of %2").arg(fit->disagreement).arg(fit->disagreementBefore)));
    const auto isWithin = [](const FittedValue& v, double right, double slack) {
      return v.isFitted && v.low - slack <= right && right <= v.high + slack && v.low <= v.value &&
             v.value <= v.high;
    };
    const auto text = [&](const FittedValue& v) {
      return QStringLiteral("%1 (%2 … %3)").arg(v.value).arg(v.low).arg(v.high);
    };
    QVERIFY2(isWithin(fit->losses, truth.lossesDb, 1), qPrintable(text(fit->losses)));
    QVERIFY2(isWithin(fit->antennaHeight, 40, 12), qPrintable(text(fit->antennaHeight)));
    QVERIFY2(isWithin(fit->k, k, 0.1), qPrintable(text(fit->k)));
    // What cannot be told is not made up.
    QVERIFY(!fitCoverage(**store, 7, requestOf(guess, site, 4.0 / 3), nullptr).ok());
    std::stop_source stopped;
    stopped.request_stop();
    const auto none =
        fitCoverage(**store, own, requestOf(guess, site, 4.0 / 3), nullptr, {}, stopped.get_token());
    QVERIFY(!none.ok());
    QCOMPARE(none.error().what, std::string("cancelled"));
  }
};

QTEST_APPLESS_MAIN(TestMeasured)
#include "tst_measured.moc"
