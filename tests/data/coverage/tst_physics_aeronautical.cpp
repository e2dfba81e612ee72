// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/Vectors.h"
#include "data/coverage/physics/AeronauticalPath.h"

#include <QTest>

#include <array>
#include <cmath>
#include <map>

using namespace sorami;
using namespace sorami::physics;

class TestAeronautical : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void published() {
    const auto rows = vectors::csv("p528/p528_ntia_pr15_published.csv");
    QCOMPARE(rows.size(), 16U);
    const auto path = AeronauticalPath::make(rows[0][1], rows[0][2], rows[0][3] * 1e6, rows[0][5] / 100);
    QVERIFY(path.ok());
    for (const auto& r : rows) {
      const double loss = path->at(r[0] * 1000).lossDb;
      QVERIFY2(std::abs(loss - r[6]) <= 1e-9, qPrintable(QString::number(loss - r[6])));
    }
  }

  // Every height, frequency and share of the table, in sight, diffracted and scattered.
  void oracle() {
    const auto rows = vectors::csv("p528/p528_ntia_v5.1_oracle.csv");
    QCOMPARE(rows.size(), 1260U);
    std::map<std::array<double, 4>, AeronauticalPath> paths;
    for (const auto& r : rows) {
      const std::array<double, 4> key{r[1], r[2], r[3], r[5]};
      auto found = paths.find(key);
      if (found == paths.end()) {
        auto path = AeronauticalPath::make(r[1], r[2], r[3] * 1e6, r[5] / 100);
        QVERIFY(path.ok());
        found = paths.emplace(key, std::move(*path)).first;
      }
      const AeronauticalLoss loss = found->second.at(r[0] * 1000);
      QCOMPARE(static_cast<int>(loss.mode), static_cast<int>(r[7]));
      // The table has four decimals.
      QVERIFY2(std::abs(loss.lossDb - r[9]) <= 0.0001, qPrintable(QString::number(loss.lossDb - r[9])));
      QVERIFY(std::abs(loss.freeSpaceDb - r[10]) <= 0.0001);
      QVERIFY(std::abs(loss.gasDb - r[11]) <= 0.0001);
      QVERIFY(std::abs(loss.elevation - r[12]) <= 1e-6);
    }
  }

  void curve() {
    const auto path = AeronauticalPath::make(30, 9000, 7.5e9, 0.5);
    QVERIFY(path.ok());
    const AeronauticalCurve curve(*path, 700'000);
    for (double d = 1'234; d < 690'000; d += 7'777) {
      const double exact = path->at(d).lossDb;
      // The rays' fades near the aircraft are narrower than the curve's steps.
      const double within = d < 60'000 ? 6 : 1;
      QVERIFY2(std::abs(curve.lossDb(d) - exact) <= within,
               qPrintable(QStringLiteral("%1 m: %2 for %3").arg(d).arg(curve.lossDb(d)).arg(exact)));
    }
    QCOMPARE(curve.lossDb(2e6), curve.lossDb(700'000));
    QVERIFY(path->horizon() > 400e3 && path->horizon() < 450e3);
  }

  void moreTimeCostsMore() {
    double last = 0;
    for (const double time : {0.01, 0.1, 0.5, 0.9, 0.99}) {
      const auto path = AeronauticalPath::make(20, 6000, 3e9, time);
      QVERIFY(path.ok());
      const double loss = path->at(380'000).lossDb;
      QVERIFY(loss > last);
      last = loss;
    }
  }

  void polarisations() {
    // Far beyond the horizon and high up it hardly matters; both are finite everywhere.
    for (const Polarisation p : {Polarisation::Horizontal, Polarisation::Vertical}) {
      const auto path = AeronauticalPath::make(1.5, 1000, 125e6, 0.5, p);
      QVERIFY(path.ok());
      for (double d = 0; d < 800e3; d += 13e3) QVERIFY(std::isfinite(path->at(d).lossDb));
    }
  }

  void refuses() {
    const auto refused = [](double low, double high, double hz, double time, const char* where) {
      const auto path = AeronauticalPath::make(low, high, hz, time);
      return !path && path.error().where == where;
    };
    QVERIFY(refused(1, 1000, 1e9, 0.5, "height"));
    QVERIFY(refused(100, 50, 1e9, 0.5, "height"));
    QVERIFY(refused(100, 30'000, 1e9, 0.5, "height"));
    QVERIFY(refused(10, 1000, 50e6, 0.5, "frequency"));
    QVERIFY(refused(10, 1000, 40e9, 0.5, "frequency"));
    QVERIFY(refused(10, 1000, 1e9, 0, "time"));
    QVERIFY(refused(10, 1000, 1e9, qQNaN(), "time"));
    const auto path = AeronauticalPath::make(1000, 1000, 1e9, 0.5);
    QVERIFY(path.ok());
    QCOMPARE(path->at(0).lossDb, 0.0);
    QVERIFY(std::isnan(path->at(-1).lossDb));
  }
};

QTEST_GUILESS_MAIN(TestAeronautical)
#include "tst_physics_aeronautical.moc"
