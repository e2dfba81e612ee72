// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Units.h"
#include "data/demo/DemoPlan.h"
#include "data/demo/DeterministicMath.h"
#include "data/demo/Movers.h"

#include <QTest>

#include <cmath>
#include <map>

using namespace sorami;
using namespace sorami::demo;

class TestScenario : public QObject {
  Q_OBJECT
  const TimeRange m_span{utcFromCivil(2026, 8, 11, 23), utcFromCivil(2026, 8, 12, 1)};

 private Q_SLOTS:
  void ownMathAgreesWithTheLibrarys() {
    for (double x = -20; x <= 20; x += 0.0137) {
      QVERIFY(std::fabs(sine(x) - std::sin(x)) < 1e-14);
      QVERIFY(std::fabs(cosine(x) - std::cos(x)) < 1e-14);
      QVERIFY(std::fabs(exponential(x) / std::exp(x) - 1) < 1e-12);
      const double y = std::sin(3 * x) * 5;
      QVERIFY(std::fabs(arcTangent(y, x) - std::atan2(y, x)) < 1e-14);
    }
    const LatLon tokyo{35.6, 139.8}, honolulu{21.3, -157.9};
    const double d = distanceBetween(tokyo, honolulu);
    QVERIFY(std::fabs(d - 6.2e6) < 0.05e6);
    const LatLon there = destination(tokyo, bearingBetween(tokyo, honolulu), d);
    QVERIFY(distanceBetween(there, honolulu) < 0.01);
  }

  void isTheSameEveryTime() {
    const auto a = makeScenario(m_span), b = makeScenario(m_span);
    QCOMPARE(a.size(), b.size());
    const UtcTime t = m_span.begin + 70 * kMinute;
    for (std::size_t i = 0; i < a.size(); ++i) {
      const auto x = a[i]->at(t), y = b[i]->at(t);
      QCOMPARE(x.has_value(), y.has_value());
      if (x) QCOMPARE(x->position, y->position);
    }
  }

  void everyMoverMovesAsItsClassMay() {
    const auto movers = makeScenario(m_span);
    std::map<MoverClass, int> seen;
    for (const auto& mover : movers) {
      std::optional<Truth> last;
      bool moved = false;
      for (UtcTime t = m_span.begin; t <= m_span.end; t = t + 10 * kSecond) {
        const auto now = mover->at(t);
        if (now) {
          QVERIFY2(now->altitude >= -1, mover->callsign.c_str());
          QVERIFY(std::fabs(now->position.lat) <= 90);
          const bool fast = mover->kind == MoverClass::Ballistic || mover->kind == MoverClass::Glide;
          QVERIFY2(now->altitude < (fast ? 62'400 : 13'500), mover->callsign.c_str());
          QVERIFY2(now->groundSpeed < (fast ? 3'000 : 300), mover->callsign.c_str());
          if (last) {
            // No teleporting: two positions ten seconds apart agree with the speeds given for them.
            const double step = distanceBetween(last->position, now->position) / 10;
            const double most = std::fmax(last->groundSpeed, now->groundSpeed);
            QVERIFY2(step <= most * 1.05 + 5, (mover->callsign + " at " + toIso(t)).c_str());
            moved = true;
          }
        }
        last = now;
      }
      if (moved) ++seen[mover->kind];
    }
    QVERIFY(seen[MoverClass::Airliner] > 400);
    for (MoverClass kind : {MoverClass::Patrol, MoverClass::Fighter, MoverClass::Bomber, MoverClass::Cruise,
                            MoverClass::Ballistic, MoverClass::Glide}) {
      QVERIFY2(seen[kind] > 0, qPrintable(QString::number(static_cast<int>(kind))));
    }
  }

  void planIsNotionalAndWhole() {
    const Plan plan = makeDemoPlan();
    int radars = 0, batteries = 0;
    for (const Site& s : plan.sites) {
      QVERIFY(s.notional);
      radars += s.sensor && s.kind != SiteKind::Battery;
      batteries += s.kind == SiteKind::Battery;
    }
    QVERIFY(radars >= 12);
    QVERIFY(batteries >= 4);
    const Result<Plan> again = parsePlan(planToJson(plan), "demo");
    QVERIFY2(again.ok(), again.ok() ? "" : again.error().text().c_str());
    QVERIFY(*again == plan);
    QVERIFY(QString::fromStdString(plan.marking).contains(QLatin1String("NOTIONAL")));
  }
};

QTEST_APPLESS_MAIN(TestScenario)
#include "tst_scenario.moc"
