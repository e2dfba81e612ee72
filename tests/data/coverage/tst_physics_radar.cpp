// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/Vectors.h"
#include "data/coverage/physics/RadarEquation.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace sorami;
using namespace sorami::physics;

namespace {

constexpr double kDegree = std::numbers::pi / 180;

double field(const QJsonObject& object, const char* name, double otherwise = 0) {
  return object.value(QLatin1String(name)).toDouble(otherwise);
}

}  // namespace

/// The range equation against figures printed elsewhere, and the notional classes' ranges.
class TestPhysicsRadar : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void vectors() {
    const QJsonArray cases = vectors::json("radar_equation.json").value(QLatin1String("cases")).toArray();
    QCOMPARE(cases.size(), 9);
    int done = 0;
    for (const QJsonValue& value : cases) {
      const QJsonObject c = value.toObject();
      const QString fn = c.value(QLatin1String("fn")).toString();
      PulseRadar radar;
      radar.frequencyHz = field(c, "f_hz");
      radar.peakPowerW = field(c, "pt_w");
      radar.pulseWidthS = field(c, "tau_s");
      radar.transmitGainDbi = field(c, "gain_db");
      radar.receiveGainDbi = field(c, "gain_rx_db", radar.transmitGainDbi);
      radar.systemTemperatureK = field(c, "ts_k");
      radar.lossesDb = field(c, "loss_db");
      const double rcs = field(c, "rcs_m2");
      const double range = field(c, "range_m");
      const double snr = fromDb(field(c, "snr_db"));
      double got = 0;
      if (fn == QLatin1String("radareqrng")) {
        got = rangeForSnr(radar, rcs, snr);
      } else if (fn == QLatin1String("radareqsnr")) {
        got = toDb(snrAtRange(radar, rcs, range));
      } else if (fn == QLatin1String("radareqsnr_bistatic")) {
        got = toDb(snrBistatic(radar, rcs, range, field(c, "range_rx_m")));
      } else if (fn == QLatin1String("radareqpow")) {
        got = peakPowerForSnr(radar, rcs, range, snr);
      } else if (fn == QLatin1String("radareqsearchsnr")) {
        const QJsonArray el = c.value(QLatin1String("el_deg")).toArray();
        const SearchRadar search{
            .powerAperture = field(c, "pap_w_m2"),
            .searchTimeS = field(c, "tsearch_s"),
            .solidAngleSr = searchSolidAngle(field(c, "az_deg") * kDegree, el[0].toDouble() * kDegree,
                                             el[1].toDouble() * kDegree),
            .systemTemperatureK = field(c, "ts_k"),
            .lossesDb = field(c, "loss_db")};
        const double dbsm = fromDb(field(c, "rcs_dbsm"));
        got = toDb(searchSnr(search, dbsm, range));
        QVERIFY(std::abs(searchRange(search, dbsm, fromDb(got)) / range - 1) < 1e-12);
      } else {
        continue;  // required ratios only: tst_physics_detection
      }
      ++done;
      const double expect = field(c, "expect");
      QVERIFY2(std::abs(got / expect - 1) < 1e-4, qPrintable(fn + QStringLiteral(" %1").arg(got, 0, 'g', 9)));
      QVERIFY2(std::abs(got / field(c, "got") - 1) < 1e-9, qPrintable(fn));
    }
    QCOMPARE(done, 7);
  }

  void notionalRanges() {
    const QJsonArray sensors =
        vectors::json("notional_sensors.json").value(QLatin1String("sensors")).toArray();
    double worst = 0;
    int compared = 0;
    for (const QJsonValue& value : sensors) {
      const QJsonObject s = value.toObject();
      const QJsonObject derived = s.value(QLatin1String("derived")).toObject();
      if (derived.isEmpty()) continue;
      const PulseRadar radar{.frequencyHz = field(s, "f_hz"),
                             .peakPowerW = field(s, "ppk_w"),
                             .pulseWidthS = field(s, "tau_s"),
                             .transmitGainDbi = field(s, "g_dbi"),
                             .receiveGainDbi = field(s, "g_dbi"),
                             .systemTemperatureK = field(s, "ts_k"),
                             .lossesDb = field(s, "loss_db")};
      const int pulses = s.value(QLatin1String("n")).toInt();
      for (const char* pd : {"0.5", "0.8", "0.9"}) {
        const double snr = *requiredSnrDb(QByteArray(pd).toDouble(), 1e-6, pulses, Swerling::ScanRayleigh);
        const double listed = field(derived, (QByteArray("snr_sw1_pd") + pd).constData(), qQNaN());
        QVERIFY(std::abs(snr - listed) < 0.0051);  // two decimals
        for (const char* rcs : {"0.1", "1", "5"}) {
          const auto range = detectionRange(radar, QByteArray(rcs).toDouble(), QByteArray(pd).toDouble(),
                                            1e-6, pulses, Swerling::ScanRayleigh);
          QVERIFY(range.ok());
          const QByteArray key = QByteArray("r_km_pd") + pd + "_rcs" + rcs;
          worst = std::max(worst, std::abs(*range / 1000 - field(derived, key.constData(), qQNaN())));
          ++compared;
        }
      }
    }
    qInfo("%d derived ranges, worst %.3f km", compared, worst);
    QCOMPARE(compared, 63);
    QVERIFY(worst <= 0.0501);  // one decimal of a kilometre
  }

  void blake() {
    // An ideal chain at 290 K all round is 290 K times what each part adds; a lossless one sees the sky.
    QVERIFY(std::abs(systemTemperature(290, 0, 0, 0) - 290.04) < 1e-9);  // Blake's rounded constants
    // 3 dB noise figure, 1.2 dB line, no antenna loss, 100 K sky: by hand.
    const double lr = std::pow(10, 0.12);
    const double f = std::pow(10, 0.3);
    const double wanted = 0.876 * 100 - 254 + 290 + 290 * (lr - 1) + lr * 290 * (f - 1);
    QVERIFY(std::abs(systemTemperature(100, 0, 1.2, 3) - wanted) < 1e-9);
    for (double db = 0; db < 6; db += 0.5) {
      QVERIFY(systemTemperature(100, db, 1, 3) < systemTemperature(100, db + 0.5, 1, 3));
      QVERIFY(systemTemperature(100, 1, db, 3) < systemTemperature(100, 1, db + 0.5, 3));
      QVERIFY(systemTemperature(100, 1, 1, db) < systemTemperature(100, 1, 1, db + 0.5));
    }
    const LossBudget losses{
        .transmitLineDb = 0.5, .antennaOhmicDb = 3, .beamShapeDb = 2 * kBeamShapeLossDb, .otherDb = 0.7};
    QVERIFY(std::abs(losses.totalDb() - 7.4) < 1e-12);
  }

  void attenuation() {
    const PulseRadar radar;
    const double free = rangeForSnr(radar, 1, 20);
    QCOMPARE(rangeForSnr(radar, 1, 20, {}), free);
    QCOMPARE(rangeForSnr(radar, 1, 20, [](double) { return 0.0; }), free);
    double before = free;
    // From clear air to rain so heavy that the plain iteration would swing between two ranges.
    for (const double dbPerKm : {0.005, 0.02, 0.1, 0.5, 2.0, 10.0, 50.0}) {
      const auto loss = [dbPerKm](double range) { return 2 * dbPerKm * range / 1000; };
      const double range = rangeForSnr(radar, 1, 20, loss);
      QVERIFY(range < before);
      QVERIFY(std::abs(toDb(snrAtRange(radar, 1, range)) - loss(range) - toDb(20)) < 1e-4);
      before = range;
    }
    // A wall at 30 km.
    const double wall = rangeForSnr(radar, 1, 20, [](double range) { return range > 30e3 ? 500.0 : 0.0; });
    QVERIFY(std::abs(wall - 30e3) < 0.1);
  }

  void laws() {
    PulseRadar radar;
    const double range = *detectionRange(radar, 1, 0.8, 1e-6, 8, Swerling::ScanRayleigh);
    // Sixteen times the cross-section doubles the range; 12.04 dB of losses halve it.
    QVERIFY(std::abs(*detectionRange(radar, 16, 0.8, 1e-6, 8, Swerling::ScanRayleigh) / range - 2) < 1e-9);
    radar.lossesDb += toDb(16);
    QVERIFY(std::abs(*detectionRange(radar, 1, 0.8, 1e-6, 8, Swerling::ScanRayleigh) / range - 0.5) < 1e-9);
    double before = 1e12;
    for (const double pd : {0.1, 0.5, 0.8, 0.9, 0.99}) {
      const double r = *detectionRange(radar, 1, pd, 1e-6, 8, Swerling::ScanRayleigh);
      QVERIFY(r < before);
      before = r;
    }
    // Averaging over more cells costs less, and nothing in the limit.
    double loss = 100;
    for (const int cells : {4, 8, 16, 32, 64, 1000, 10000}) {
      const double next = *cellAveragingLossDb(0.9, 1e-6, cells);
      QVERIFY(next > 0 && next < loss);
      loss = next;
    }
    QVERIFY(loss < 0.01);
  }

  void refusals() {
    const auto says = [](const Result<double>& result, const char* where) {
      return !result.ok() && result.error().where == where && !result.error().hint.empty();
    };
    const auto range = [](PulseRadar radar, double rcs = 1, double pd = 0.8) {
      return detectionRange(radar, rcs, pd, 1e-6, 8, Swerling::Steady);
    };
    QVERIFY(range({}).ok());
    QVERIFY(says(range({.frequencyHz = 0}), "frequency"));
    QVERIFY(says(range({.peakPowerW = -1}), "peak power"));
    QVERIFY(says(range({.pulseWidthS = qQNaN()}), "pulse width"));
    QVERIFY(says(range({.transmitGainDbi = 500}), "transmit gain"));
    QVERIFY(says(range({.receiveGainDbi = qInf()}), "receive gain"));
    QVERIFY(says(range({.systemTemperatureK = 0}), "system temperature"));
    QVERIFY(says(range({.lossesDb = -3}), "losses"));
    QVERIFY(says(range({}, 0), "radar cross-section"));
    QVERIFY(says(range({}, 1, 1.5), "probability of detection"));
    QVERIFY(says(cellAveragingLossDb(0.9, 1e-6, 0), "reference cells"));
  }
};

QTEST_APPLESS_MAIN(TestPhysicsRadar)
#include "tst_physics_radar.moc"
