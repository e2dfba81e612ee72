// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/CoordinateText.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace sorami;

namespace {

bool isNear(LatLon a, LatLon b, double tolerance) {
  return std::abs(a.lat - b.lat) < tolerance && std::abs(wrapLongitude(a.lon - b.lon)) < tolerance;
}

}  // namespace

class TestCoordinateText : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void formats() {
    const LatLon p{36.2, 133.1};
    QCOMPARE(formatCoordinate(p, CoordinateStyle::Dms), std::string("36°12′00″N 133°06′00″E"));
    QCOMPARE(formatCoordinate(p, CoordinateStyle::Dm), std::string("36°12.00′N 133°06.00′E"));
    QCOMPARE(formatCoordinate(p, CoordinateStyle::Dd), std::string("36.20000°N 133.10000°E"));
    QCOMPARE(formatCoordinate({-0.5, -70.25}, CoordinateStyle::Dms, 1),
             std::string("00°30′00.0″S 070°15′00.0″W"));
    // Rounding carries into minutes and degrees.
    QCOMPARE(formatCoordinate({35.999999, 139.999999}, CoordinateStyle::Dms),
             std::string("36°00′00″N 140°00′00″E"));
    QCOMPARE(formatCoordinate({35.999999, 139.999999}, CoordinateStyle::Dm),
             std::string("36°00.00′N 140°00.00′E"));
    QCOMPARE(formatCoordinate({std::nan(""), 0}, CoordinateStyle::Mgrs), std::string("—"));
    QCOMPARE(coordinateStyles().size(), std::size_t(6));
  }

  void knownGrids() {
    // The zero point of zone 31's central meridian: 500 000 m east, 0 m north by definition.
    QCOMPARE(formatCoordinate({0, 3}, CoordinateStyle::Utm), std::string("31 N 500000 0"));
    QCOMPARE(formatCoordinate({0, 3}, CoordinateStyle::Mgrs), std::string("31N EA 00000 00000"));
    QVERIFY(formatCoordinate({89, 10}, CoordinateStyle::Utm).starts_with("UPS N "));
    QVERIFY(formatCoordinate({35.68, 139.77}, CoordinateStyle::Mgrs).starts_with("54S UE "));
    // GEOREF: 15-degree tiles from 180 W and 90 S (lettered without I and O), then degrees, then minutes.
    QCOMPARE(formatCoordinate({38.2861, -76.4291}, CoordinateStyle::Georef), std::string("GJPJ3417"));
  }

  void everyStyleComesBack() {
    std::mt19937 random(2);
    std::uniform_real_distribution<double> unit(-1, 1);
    for (int i = 0; i < 3000; ++i) {
      const LatLon p{89.9 * unit(random), 179.99 * unit(random)};
      for (const CoordinateStyleName& s : coordinateStyles()) {
        const std::string text = formatCoordinate(p, s.style, s.style == CoordinateStyle::Georef ? 2 : 0);
        const Result<LatLon> back = parseCoordinate(text);
        QVERIFY2(back.ok(), (text + ": " + (back ? "" : back.error().text())).c_str());
        // One unit of the coarsest style (a second, 31 m) in latitude; more in longitude near the poles.
        const double tolerance = 0.0003;
        QVERIFY2(std::abs(back->lat - p.lat) < tolerance &&
                     std::abs(wrapLongitude(back->lon - p.lon)) * std::cos(p.lat * 0.01745329) < tolerance,
                 text.c_str());
      }
    }
  }

  void readsWhatPeopleType_data() {
    QTest::addColumn<QString>("text");
    const char* texts[] = {"36 12 00N 133 06 00E",
                           "36°12′00″N 133°06′00″E",
                           "N36 12 00 E133 06 00",
                           "36-12-00N 133-06-00E",
                           "36.2 133.1",
                           "36.2, 133.1",
                           "36.2;133.1",
                           "+36.2 +133.1",
                           "133.1E 36.2N",
                           "3612N13306E",
                           "361200N1330600E",
                           "361200.0N 1330600.0E",
                           "36d12'00\" 133d06'00\"",
                           "36 12.0 133 6.0",
                           "36°12.0'N, 133°6.0'E",
                           "３６．２　１３３．１",
                           "北緯36度12分00秒 東経133度06分00秒",
                           "北緯３６度１２分東経１３３度６分",
                           "36°12''N"};
    for (const char* t : texts) QTest::newRow(t) << QString::fromUtf8(t);
  }

  void readsWhatPeopleType() {
    QFETCH(QString, text);
    const Result<LatLon> p = parseCoordinate(text.toStdString());
    if (text.endsWith("''N")) {
      QVERIFY(!p.ok());
      return;
    }
    QVERIFY2(p.ok(), p ? "" : p.error().text().c_str());
    QVERIFY2(isNear(*p, {36.2, 133.1}, 1e-9), qPrintable(QString("%1 %2").arg(p->lat).arg(p->lon)));
  }

  void readsGrids() {
    const LatLon p{36.2, 133.1};
    const struct {
      std::string text;
      LatLon want;
      double tolerance;
    } cases[] = {{formatCoordinate(p, CoordinateStyle::Mgrs), p, 2e-5},
                 {"31nea0000000000", {0, 3}, 2e-5},
                 {"31N EA 00000 00000", {0, 3}, 2e-5},
                 {"31 N 500000 0", {0, 3}, 1e-9},
                 {"31N 500000m 0m", {0, 3}, 1e-9},
                 {"54 S 500000 6000000", {-36.146, 141}, 1e-2},
                 {"GJPJ3417", {38.2917, -76.425}, 1e-2},
                 {"UPS N 2000000 2000000", {90, 0}, 1e-6}};
    for (const auto& c : cases) {
      const Result<LatLon> got = parseCoordinate(c.text);
      QVERIFY2(got.ok(), (c.text + ": " + (got ? "" : got.error().text())).c_str());
      QVERIFY2(std::abs(got->lat - c.want.lat) < c.tolerance, c.text.c_str());
      QVERIFY2(c.want.lat == 90 || std::abs(got->lon - c.want.lon) < c.tolerance, c.text.c_str());
    }
  }

  void bothSides() {
    QVERIFY(isNear(*parseCoordinate("-36.2 -133.1"), {-36.2, -133.1}, 1e-12));
    QVERIFY(isNear(*parseCoordinate("36.2S 133.1W"), {-36.2, -133.1}, 1e-12));
    QVERIFY(isNear(*parseCoordinate("-0 30 0 -70 15 0"), {-0.5, -70.25}, 1e-12));
  }

  void badTextIsRefusedWithAReason() {
    for (const char* text : {"",
                             "   ",
                             "hello",
                             "36",
                             "36.2 133.1 12",
                             "91 10",
                             "36 181",
                             "36 60 00N 133 06 00E",
                             "36.5 12 133 6",
                             "36N 35N",
                             "-36N 133E",
                             "99SNA0000000000",
                             "61 N 500000 0",
                             "54IUE0000000000",
                             "ZZZZ9999",
                             "1 2 3 4 5 6 7",
                             "--3 4",
                             "3.3.3 4",
                             "\xff\xfe",
                             "36.2N",
                             "54 N 1 99999999999",
                             "353000N1399900E"}) {
      const Result<LatLon> p = parseCoordinate(text);
      QVERIFY2(!p.ok(), text);
      QVERIFY(!p.error().what.empty() && !p.error().hint.empty());
    }
    QVERIFY(!parseCoordinate(std::string(100000, '9')).ok());
  }

  void noiseDoesNotCrash() {
    std::mt19937 random(3);
    const std::string alphabet = "0123456789NSEW.,-+ '\"dABCXZ°′";
    for (int i = 0; i < 50000; ++i) {
      std::string text;
      for (unsigned k = random() % 24; k > 0; --k) text += alphabet[random() % alphabet.size()];
      const Result<LatLon> p = parseCoordinate(text);
      if (p) QVERIFY(std::abs(p->lat) <= 90 && std::abs(p->lon) <= 180);
    }
  }
};

QTEST_APPLESS_MAIN(TestCoordinateText)
#include "tst_coordinatetext.moc"
