// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/detection/DetectionModel.h"
#include "data/plan/sensors/SensorClass.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace sorami;

class TestSensorClass : public QObject {
  Q_OBJECT

  static bool complains(const SensorClass& c, const SensorParameters& s, std::string_view id, bool refused) {
    const auto problems = checkSensor(c, s);
    return std::any_of(problems.begin(), problems.end(),
                       [&](const ParameterProblem& p) { return p.id == id && p.refused == refused; });
  }

 private Q_SLOTS:
  void everyClassIsWhole() {
    std::set<std::string_view> ids;
    QCOMPARE(sensorClasses().size(), std::size_t{8});
    for (const SensorClass& c : sensorClasses()) {
      QVERIFY(ids.insert(c.id).second);
      QVERIFY(!c.presets.empty());
      std::set<std::string_view> shown;
      for (const std::string_view id : c.parameters) {
        QVERIFY2(sensorParameter(id) != nullptr, std::string(id).c_str());
        QVERIFY(shown.insert(id).second);
      }
      for (const SensorPreset& preset : c.presets) {
        QCOMPARE(preset.parameters.principle, c.principle);
        for (const ParameterProblem& p : checkSensor(c, preset.parameters))
          QVERIFY2(!p.refused, (std::string(preset.id) + ": " + std::string(p.id) + " " + p.text).c_str());
        const auto model = DetectionModel::make(preset.parameters, {}, 100);
        QVERIFY2(model.ok(), model.ok() ? "" : model.error().what.c_str());
        QVERIFY((*model)->reach() > 30e3);
        QCOMPARE(&sensorClassOf(c.kind, preset.parameters), &c);
      }
    }
  }

  void whatIsShownIsWhatIsTaken() {
    for (const SensorClass& c : sensorClasses()) {
      for (const std::string_view id : c.parameters) {
        const SensorParameter& p = *sensorParameter(id);
        SensorParameters s = c.presets.front().parameters;
        s.blanked = {{350, 20.5}, {90, 100}};
        s.patternPoints = {{-2, -20}, {0, -3.5}, {2, 0}};
        s.rcsAspect = {{0, -10}, {90.5, 12}, {180, 0}};
        const std::string text = parameterText(p, s);
        SensorParameters again = s;
        const Status status = setParameter(p, again, text);
        QVERIFY2(status.ok(), (std::string(id) + " '" + text + "'").c_str());
        QCOMPARE(parameterText(p, again), text);
        QVERIFY2(p.kind == ParameterKind::Number || again == s, std::string(id).c_str());
      }
    }
  }

  void impossibleValuesNameTheRange() {
    SensorParameters s;
    const SensorParameter& pd = *sensorParameter("requiredPd");
    for (const char* text : {"1.5", "0", "-1", "nan", "", "eight", "1e400"}) {
      const SensorParameters before = s;
      const Status status = setParameter(pd, s, text);
      QVERIFY2(!status.ok(), text);
      QCOMPARE(status.error().hint, std::string("0.01 to 0.999"));
      QVERIFY(s == before);
    }
    QVERIFY(setParameter(pd, s, "0,9").ok());
    QCOMPARE(s.requiredPd, 0.9);
    QVERIFY(!setParameter(*sensorParameter("pulsesIntegrated"), s, "2.5").ok());
    QVERIFY(!setParameter(*sensorParameter("blanked"), s, "350").ok());
    QVERIFY(!setParameter(*sensorParameter("blanked"), s, "10-400").ok());
    QVERIFY(!setParameter(*sensorParameter("patternPoints"), s, "0 0, 0 -3").ok());
    QVERIFY(!setParameter(*sensorParameter("patternPoints"), s, "0 3, 2 -3").ok());
    QVERIFY(!setParameter(*sensorParameter("rcsAspect"), s, "0 0, 200 3").ok());
    QVERIFY(!setParameter(*sensorParameter("rcsAspect"), s, "90 0, 20 3").ok());
    QVERIFY(!setParameter(*sensorParameter("rcsAspect"), s, "90 0").ok());
    QVERIFY(setParameter(*sensorParameter("blanked"), s, "").ok());
  }

  void whatDoesNotFitTogetherIsSaid() {
    const SensorClass& c = *sensorClass("long-range-3d");
    SensorParameters s = c.presets.front().parameters;
    s.prfHz = 1000;  // 150 km unambiguous
    QVERIFY(complains(c, s, "prf", true));
    const SensorClass& ship = *sensorClass("ship-array");
    SensorParameters array = ship.presets.front().parameters;
    array.prfHz = 1000;
    QVERIFY(complains(ship, array, "prf", false));
    QVERIFY(!complains(ship, array, "prf", true));
    s = c.presets.front().parameters;
    s.elevationMaxDeg = -2;
    QVERIFY(complains(c, s, "elevationMax", true));
    s = c.presets.front().parameters;
    s.minimumRange = 600e3;
    QVERIFY(complains(c, s, "minimumRange", true));
    s = c.presets.front().parameters;
    s.gainDbi = 60;
    QVERIFY(complains(c, s, "gain", false));
    s = c.presets.front().parameters;
    s.prfHz = 200;
    s.scanPeriodS = 2;
    QVERIFY(complains(c, s, "pulsesIntegrated", false));
    s = c.presets.front().parameters;
    s.pattern = VerticalPattern::Given;
    QVERIFY(complains(c, s, "patternPoints", true));
  }

  /// Ranges of the notional presets, worked out elsewhere without air (Pd 0.8, 1 m²); air takes a little.
  void presetsReachWhatTheyShould() {
    const auto reach = [](std::string_view id, std::size_t preset) {
      const auto model = DetectionModel::make(sensorClass(id)->presets[preset].parameters, {}, 100);
      return model ? (*model)->reach() / 1e3 : 0.0;
    };
    const double l = reach("long-range-3d", 0);
    const double s = reach("long-range-3d", 1);
    const double ship = reach("ship-array", 0);
    QVERIFY2(l > 0.85 * 254.3 && l < 254.3, qPrintable(QString::number(l)));
    QVERIFY2(s > 0.8 * 249.7 && s < 249.7, qPrintable(QString::number(s)));
    QVERIFY2(ship > 0.75 * 262.4 && ship < 262.4, qPrintable(QString::number(ship)));
  }
};

QTEST_APPLESS_MAIN(TestSensorClass)
#include "tst_sensorclass.moc"
