// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/Vectors.h"
#include "data/coverage/physics/Itm.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace sorami;
using namespace sorami::physics;

namespace {

// NTIA's `mdvar`: mode, +10 without variability of location, +20 without that of situation.
void setVariability(ItmConditions& c, int mdvar) {
  c.mode = static_cast<ItmMode>(mdvar % 10);
  c.withoutLocation = mdvar / 10 % 2 == 1;
  c.withoutSituation = mdvar >= 20;
}

Polarisation polarisationOf(double code) {
  return code == 0 ? Polarisation::Horizontal : Polarisation::Vertical;
}

// NTIA's profile: number of steps, step, heights.
struct PublishedProfile {
  double step = 0;
  std::vector<double> heights;
};
PublishedProfile published(const std::vector<double>& row) {
  PublishedProfile p{row[1], {row.begin() + 2, row.end()}};
  return p;
}

// A command line example: `key,value[,value…]` of its input, and lines of its output.
QMap<QString, QStringList> inputOf(const char* name) {
  QMap<QString, QStringList> values;
  QFile file(vectors::path(name));
  if (!file.open(QIODevice::ReadOnly)) return values;
  while (!file.atEnd()) {
    QStringList parts = QString::fromUtf8(file.readLine()).trimmed().split(',');
    const QString key = parts.takeFirst();
    if (!key.isEmpty()) values[key] = parts;
  }
  return values;
}
QStringList outputOf(const char* name) {
  QFile file(vectors::path(name));
  if (!file.open(QIODevice::ReadOnly)) return {};
  return QString::fromUtf8(file.readAll()).split('\n');
}
// Second column of the line that begins with `key`.
double valueOf(const QStringList& lines, const char* key) {
  for (const QString& line : lines)
    if (line.startsWith(QLatin1String(key))) return line.mid(25).trimmed().section(' ', 0, 0).toDouble();
  return qQNaN();
}
double one(const QMap<QString, QStringList>& in, const char* key) {
  return in.value(QLatin1String(key)).value(0).toDouble();
}

ItmConditions conditionsOf(const QMap<QString, QStringList>& in) {
  ItmConditions c;
  c.climate = static_cast<ItmClimate>(static_cast<int>(one(in, "climate")));
  c.seaLevelRefractivity = one(in, "N_0");
  c.frequencyHz = one(in, "f__mhz") * 1e6;
  c.polarisation = polarisationOf(one(in, "pol"));
  c.ground = {one(in, "epsilon"), one(in, "sigma")};
  setVariability(c, static_cast<int>(one(in, "mdvar")));
  return c;
}

// What NTIA calls reliability and confidence.
void setReliability(ItmConditions& c, double reliability, double confidence) {
  c.time = c.location = reliability / 100;
  c.situation = confidence / 100;
}

std::vector<double> hills(int points, double height, double wave) {
  std::vector<double> h;
  for (int i = 0; i < points; ++i) h.push_back(height * (1 + std::sin(i * wave)) / 2);
  return h;
}

}  // namespace

class TestItm : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void publishedPointToPoint() {
    const auto rows = vectors::csv("itm/p2p.csv");
    const auto profiles = vectors::csv("itm/pfls.csv");
    QCOMPARE(rows.size(), 5U);
    QCOMPARE(profiles.size(), 5U);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto& r = rows[i];
      const PublishedProfile profile = published(profiles[i]);
      QCOMPARE(profile.heights.size(), static_cast<std::size_t>(profiles[i][0]) + 1);
      ItmConditions c;
      c.ground = {r[2], r[3]};
      c.seaLevelRefractivity = r[4];
      c.frequencyHz = r[5] * 1e6;
      c.polarisation = polarisationOf(r[6]);
      c.climate = static_cast<ItmClimate>(static_cast<int>(r[7]));
      c.time = r[8] / 100;
      c.location = r[9] / 100;
      c.situation = r[10] / 100;
      setVariability(c, static_cast<int>(r[11]));
      const auto loss = itmPointToPoint({profile.step, profile.heights}, r[0], r[1], c);
      QVERIFY(loss.ok());
      QVERIFY2(std::abs(loss->lossDb - r[12]) <= 0.01,
               qPrintable(QStringLiteral("row %1: %2").arg(i).arg(loss->lossDb)));
    }
  }

  void publishedArea() {
    const auto rows = vectors::csv("itm/area.csv");
    QCOMPARE(rows.size(), 5U);
    for (const auto& r : rows) {
      ItmConditions c;
      setVariability(c, static_cast<int>(r[3]));
      c.ground = {r[7], r[8]};
      c.seaLevelRefractivity = r[9];
      c.frequencyHz = r[10] * 1e6;
      c.polarisation = polarisationOf(r[11]);
      c.climate = static_cast<ItmClimate>(static_cast<int>(r[12]));
      c.time = r[13] / 100;
      c.location = r[14] / 100;
      c.situation = r[15] / 100;
      const auto loss = itmArea(r[4] * 1000, r[2], r[0], r[1], static_cast<ItmSiting>(static_cast<int>(r[5])),
                                static_cast<ItmSiting>(static_cast<int>(r[6])), c);
      QVERIFY(loss.ok());
      QVERIFY2(std::abs(loss->lossDb - r[16]) <= 0.1, qPrintable(QString::number(loss->lossDb)));
    }
  }

  // NTIA prints its command line's results to a tenth, with what led to them.
  void commandLineProfile_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("time, location, situation") << "p2ptls";
    QTest::newRow("confidence, reliability") << "p2pcr";
  }
  void commandLineProfile() {
    QFETCH(QString, name);
    const auto in = inputOf(qPrintable("itm/cmd_examples/i_" + name + ".txt"));
    const QStringList out = outputOf(qPrintable("itm/cmd_examples/o_" + name + ".txt"));
    QVERIFY(!in.isEmpty());
    const auto profile = published(vectors::csv("itm/cmd_examples/pfl.txt").at(0));
    ItmConditions c = conditionsOf(in);
    if (in.contains("time")) {
      c.time = one(in, "time") / 100;
      c.location = one(in, "location") / 100;
      c.situation = one(in, "situation") / 100;
    } else {
      setReliability(c, one(in, "reliability"), one(in, "confidence"));
    }
    const auto loss =
        itmPointToPoint({profile.step, profile.heights}, one(in, "h_tx__meter"), one(in, "h_rx__meter"), c);
    QVERIFY(loss.ok());
    const auto near = [&](double value, const char* key, double within) {
      const double want = valueOf(out, key);
      return std::abs(value - want) <= within;
    };
    QVERIFY(near(loss->lossDb, "Basic Transmission Loss", 0.0501));
    QVERIFY(near(loss->freeSpaceDb, "Free Space", 0.0501));
    QVERIFY(near(loss->distance / 1000, "d__km", 0.000501));
    QVERIFY(near(loss->horizonElevation[0] * 1000, "theta_hzn_tx", 0.000501));
    QVERIFY(near(loss->horizonElevation[1] * 1000, "theta_hzn_rx", 0.000501));
    QVERIFY(near(loss->horizonDistance[0], "d_hzn_tx__meter", 0.501));
    QVERIFY(near(loss->horizonDistance[1], "d_hzn_rx__meter", 0.501));
    QVERIFY(near(loss->effectiveHeight[0], "h_e_tx__meter", 0.0501));
    QVERIFY(near(loss->effectiveHeight[1], "h_e_rx__meter", 0.0501));
    QVERIFY(near(loss->surfaceRefractivity, "N_s", 0.0501));
    QVERIFY(near(loss->roughness, "delta_h__meter", 0.0501));
    QVERIFY(near(loss->referenceDb, "A_ref__db", 0.0501));
    QVERIFY(loss->propagation == ItmPropagation::LineOfSight);
  }

  void commandLineTable() {
    const auto in = inputOf("itm/cmd_examples/i_p2pcr_tbl.txt");
    const auto profile = published(vectors::csv("itm/cmd_examples/pfl.txt").at(0));
    ItmConditions c = conditionsOf(in);
    int checked = 0;
    for (const QString& line : outputOf("itm/cmd_examples/o_p2pcr_tbl.txt")) {
      const QStringList cells = line.simplified().split(' ');
      bool isNumber = false;
      const double reliability = cells.value(0).toDouble(&isNumber);
      if (!isNumber || cells.size() != 4) continue;
      for (int i = 1; i < 4; ++i) {
        const double confidence = in.value("confidence").value(i - 1).toDouble();
        if (confidence == 0) continue;  // the heading line of the confidences themselves
        setReliability(c, reliability, confidence);
        const auto loss = itmPointToPoint({profile.step, profile.heights}, 15, 3, c);
        QVERIFY(loss.ok());
        QVERIFY(std::abs(loss->lossDb - cells[i].toDouble()) <= 0.0501);
        ++checked;
      }
    }
    QCOMPARE(checked, 9);
  }

  void commandLineArea() {
    for (const char* name : {"areatls", "areacr"}) {
      const auto in = inputOf(qPrintable(QStringLiteral("itm/cmd_examples/i_%1.txt").arg(name)));
      const QStringList out = outputOf(qPrintable(QStringLiteral("itm/cmd_examples/o_%1.txt").arg(name)));
      ItmConditions c = conditionsOf(in);
      if (in.contains("time")) {
        c.time = one(in, "time") / 100;
        c.location = one(in, "location") / 100;
        c.situation = one(in, "situation") / 100;
      } else {
        setReliability(c, one(in, "reliability"), one(in, "confidence"));
      }
      const auto loss = itmArea(one(in, "d__km") * 1000, one(in, "delta_h__meter"), one(in, "h_tx__meter"),
                                one(in, "h_rx__meter"), ItmSiting::Random, ItmSiting::Random, c);
      QVERIFY(loss.ok());
      QVERIFY(std::abs(loss->lossDb - valueOf(out, "Basic Transmission Loss")) <= 0.0501);
      QVERIFY(std::abs(loss->horizonDistance[0] - valueOf(out, "d_hzn_tx__meter")) <= 0.501);
      QVERIFY(std::abs(loss->horizonElevation[0] * 1000 - valueOf(out, "theta_hzn_tx")) <= 0.000501);
    }
    // Nineteen distances to 1000 km, in sight, diffracted and scattered.
    ItmConditions c = conditionsOf(inputOf("itm/cmd_examples/i_areacr_tbl.txt"));
    int checked = 0;
    for (const QString& line : outputOf("itm/cmd_examples/o_areacr_tbl.txt")) {
      const QStringList cells = line.simplified().split(' ');
      bool isNumber = false;
      const double km = cells.value(0).toDouble(&isNumber);
      if (!isNumber || cells.size() != 5) continue;
      const double confidences[] = {50, 75, 90};
      for (int i = 0; i < 3; ++i) {
        setReliability(c, 90, confidences[i]);
        const auto loss = itmArea(km * 1000, 0, 3, 3, ItmSiting::Random, ItmSiting::Random, c);
        QVERIFY(loss.ok());
        QVERIFY(std::abs(loss->freeSpaceDb - cells[1].toDouble()) <= 0.0501);
        QVERIFY(std::abs(loss->lossDb - cells[2 + i].toDouble()) <= 0.0501);
        ++checked;
      }
    }
    QCOMPARE(checked, 19 * 3);
  }

  // More of the time, or more confidence, never costs less; a higher mast does not on a rough path beyond
  // sight.
  void monotone() {
    const std::vector<double> ground = hills(400, 300, 0.11);
    ItmConditions c;
    c.frequencyHz = 4e9;
    double last = 0;
    for (const double time : {0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999}) {
      c.time = time;
      const auto loss = itmPointToPoint({150, ground}, 20, 20, c);
      QVERIFY(loss.ok());
      QVERIFY(loss->lossDb >= last);
      last = loss->lossDb;
    }
    c.time = 0.5;
    last = 0;
    for (const double situation : {0.05, 0.3, 0.5, 0.8, 0.95}) {
      c.situation = situation;
      const double loss = itmPointToPoint({150, ground}, 20, 20, c)->lossDb;
      QVERIFY(loss > last);
      last = loss;
    }
  }

  void reciprocal() {
    std::vector<double> ground = hills(300, 200, 0.23);
    for (std::size_t i = 0; i < ground.size(); ++i) ground[i] += 0.5 * static_cast<double>(i);
    ItmConditions c;
    c.frequencyHz = 900e6;
    const auto there = itmPointToPoint({200, ground}, 30, 10, c);
    std::reverse(ground.begin(), ground.end());
    const auto back = itmPointToPoint({200, ground}, 10, 30, c);
    QVERIFY(there.ok() && back.ok());
    QVERIFY(std::abs(there->lossDb - back->lossDb) < 1e-6);
  }

  void refusesWhatItCannotKnow() {
    const std::vector<double> ground(50, 10.0);
    const auto refused = [&](auto change, const char* where, double height = 20) {
      ItmConditions c;
      change(c);
      const auto loss = itmPointToPoint({100, ground}, height, 20, c);
      return !loss && loss.error().where == where && !loss.error().hint.empty();
    };
    QVERIFY(refused([](ItmConditions& c) { c.frequencyHz = 19e6; }, "frequency"));
    QVERIFY(refused([](ItmConditions& c) { c.frequencyHz = 21e9; }, "frequency"));
    QVERIFY(refused([](ItmConditions& c) { c.seaLevelRefractivity = 500; }, "refractivity"));
    QVERIFY(refused([](ItmConditions& c) { c.time = 1; }, "share"));
    QVERIFY(refused([](ItmConditions& c) { c.ground.conductivity = 0; }, "ground"));
    QVERIFY(refused([](ItmConditions&) {}, "antenna height", 0.2));
    QVERIFY(refused([](ItmConditions&) {}, "antenna height", 5000));
    std::vector<double> hole = ground;
    hole[7] = qQNaN();
    QVERIFY(!itmPointToPoint({100, hole}, 20, 20, {}).ok());
    QVERIFY(!itmPointToPoint({0, ground}, 20, 20, {}).ok());
    QVERIFY(!itmPointToPoint({100, std::span(ground).first(1)}, 20, 20, {}).ok());
    QVERIFY(!itmArea(3e6, 90, 20, 20, ItmSiting::Random, ItmSiting::Random, {}).ok());
    QVERIFY(!itmArea(3e4, -1, 20, 20, ItmSiting::Random, ItmSiting::Random, {}).ok());
    // Two points are a path, if a doubtful one.
    const auto shortest = itmPointToPoint({300, std::span(ground).first(2)}, 20, 20, {});
    QVERIFY(shortest.ok() && shortest->doubtful && std::isfinite(shortest->lossDb));
  }
};

QTEST_GUILESS_MAIN(TestItm)
#include "tst_physics_itm.moc"
