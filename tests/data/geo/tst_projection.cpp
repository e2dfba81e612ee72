// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Units.h"
#include "data/geo/MagneticField.h"
#include "data/geo/Projection.h"

#include <QTest>

#include <GeographicLib/Geodesic.hpp>
#include <GeographicLib/PolygonArea.hpp>

#include <cmath>
#include <random>
#include <thread>

using namespace sorami;

namespace {

constexpr double kRadius = 6371008.8;

struct Made {
  std::string spec;
  LatLon centre;
};

/// Every choice about centres that are hard: the dateline, the poles, the antimeridian of Greenwich, Japan.
std::vector<Made> allProjections() {
  std::vector<Made> out;
  for (const Projection::Choice& choice : Projection::choices()) {
    for (const LatLon c : {LatLon{36, 138}, LatLon{0, 180}, LatLon{-17, -179.9}, LatLon{90, 0},
                           LatLon{-90, 45}, LatLon{51, 0}}) {
      out.push_back({choice.id, c});
    }
  }
  for (const char* text : {"+proj=moll +lon_0=160", "+proj=robin +lon_0=-150", "+proj=cea +lon_0=180",
                           "+proj=aea +lat_1=-20 +lat_2=-50 +lon_0=135", "+proj=sinu +lon_0=170", "EPSG:3857",
                           "EPSG:3413", "EPSG:3031", "EPSG:32654", "EPSG:6677", "EPSG:30169", "EPSG:3395"}) {
    out.push_back({text, {36, 138}});
  }
  return out;
}

ProjectionPtr make(const Made& m) {
  auto made = Projection::create(m.spec, m.centre);
  if (!made) {
    qWarning("%s", made.error().text().c_str());
    return nullptr;
  }
  return *made;
}

LatLon destination(LatLon c, double azDeg, double arcDeg) {
  const double lat = degToRad(c.lat);
  const double s = degToRad(arcDeg);
  const double az = degToRad(azDeg);
  const double sinPhi = std::sin(lat) * std::cos(s) + std::cos(lat) * std::sin(s) * std::cos(az);
  const double y = std::sin(az) * std::sin(s);
  const double x = std::cos(lat) * std::cos(s) - std::sin(lat) * std::sin(s) * std::cos(az);
  return {radToDeg(std::asin(std::clamp(sinPhi, -1.0, 1.0))),
          wrapLongitude(c.lon + radToDeg(std::atan2(y, x)))};
}

double arcBetween(LatLon a, LatLon b) {
  const double c = std::sin(degToRad(a.lat)) * std::sin(degToRad(b.lat)) +
                   std::cos(degToRad(a.lat)) * std::cos(degToRad(b.lat)) * std::cos(degToRad(a.lon - b.lon));
  return radToDeg(std::acos(std::clamp(c, -1.0, 1.0)));
}

double azimuthTo(LatLon a, LatLon b) {
  const double d = degToRad(b.lon - a.lon);
  const double az =
      radToDeg(std::atan2(std::cos(degToRad(b.lat)) * std::sin(d),
                          std::cos(degToRad(a.lat)) * std::sin(degToRad(b.lat)) -
                              std::sin(degToRad(a.lat)) * std::cos(degToRad(b.lat)) * std::cos(d)));
  return az < 0 ? az + 360 : az;
}

/// A ring that is star-shaped about a centre, so that what is inside is known without any map.
struct Star {
  LatLon centre;
  double base, wave;
  int lobes;
  double radius(double azDeg) const { return base * (1 + wave * std::sin(degToRad(azDeg * lobes))); }
  GeoLine ring() const {
    GeoLine out;
    for (int i = 0; i < 1440; ++i) out.push_back(destination(centre, i * 0.25, radius(i * 0.25)));
    return out;
  }
  /// 1 inside, -1 outside, 0 too near the edge to tell.
  int side(LatLon p) const {
    const double d = arcBetween(centre, p);
    const double r = radius(azimuthTo(centre, p));
    if (std::abs(d - r) < 0.03 * base + 0.05) return 0;
    return d < r ? 1 : -1;
  }
};

bool evenOdd(const std::vector<MapLine>& rings, MapPoint p) {
  bool inside = false;
  for (const MapLine& ring : rings) {
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      if ((ring[i].y > p.y) == (ring[j].y > p.y)) continue;
      if (p.x < ring[i].x + (ring[j].x - ring[i].x) * (p.y - ring[i].y) / (ring[j].y - ring[i].y)) {
        inside = !inside;
      }
    }
  }
  return inside;
}

double planeArea(const std::vector<MapLine>& rings) {
  double sum = 0;
  for (const MapLine& ring : rings) {
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      sum += ring[j].x * ring[i].y - ring[i].x * ring[j].y;
    }
  }
  return std::abs(sum / 2);
}

double diagonal(const ProjectionPtr& projection) {
  double west = 1e300, east = -1e300, south = 1e300, north = -1e300;
  for (const MapLine& line : projection->outline()) {
    for (const MapPoint& p : line) {
      west = std::min(west, p.x);
      east = std::max(east, p.x);
      south = std::min(south, p.y);
      north = std::max(north, p.y);
    }
  }
  return std::hypot(east - west, north - south);
}

double longestStep(const std::vector<MapLine>& lines, bool closed) {
  double longest = 0;
  for (const MapLine& line : lines) {
    for (std::size_t i = closed ? 0 : 1; i < line.size(); ++i) {
      const MapPoint& a = line[i == 0 ? line.size() - 1 : i - 1];
      longest = std::max(longest, std::hypot(a.x - line[i].x, a.y - line[i].y));
    }
  }
  return longest;
}

std::vector<LatLon> randomPoints(int n, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> unit(0, 1);
  std::vector<LatLon> out;
  for (int i = 0; i < n; ++i) {
    out.push_back({radToDeg(std::asin(2 * unit(random) - 1)), unit(random) * 360 - 180});
  }
  return out;
}

}  // namespace

class TestProjection : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void magneticFieldIsThatOfTheModelsTestValues() {
    // Of the values published with WMM2025: height km, position, declination deg, total field nT at 2025.0.
    struct Value {
      double height;
      LatLon at;
      double declination, total;
    };
    for (const Value& v : {Value{66, {14, 143}, -0.19, 35898.70}, Value{18, {0, 21}, 1.29, 32594.76},
                           Value{39, {-59, -8}, -15.75, 28589.82}}) {
      const auto field = magneticField(v.at, utcFromCivil(2025, 1, 1), v.height * 1000);
      QVERIFY(field);
      QVERIFY(std::abs(field->declinationDeg - v.declination) < 0.005);
      QVERIFY(std::abs(std::hypot(field->horizontal, field->down) - v.total) < 0.05);
    }
    // Beyond the model's years nothing is said, nor where a compass points nowhere.
    QVERIFY(!magneticDeclination({36, 138}, utcFromCivil(2024, 12, 31)));
    QVERIFY(!magneticDeclination({36, 138}, utcFromCivil(2030, 2, 1)));
    QVERIFY(!magneticDeclination({86, 142}, utcFromCivil(2025, 6, 1)));
    QVERIFY(magneticDeclination({36, 138}, utcFromCivil(2026, 8, 12)));
  }

  void everyChoiceIsMadeAboutEveryCentre() {
    for (const Made& m : allProjections()) {
      const ProjectionPtr p = make(m);
      QVERIFY2(p != nullptr, m.spec.c_str());
      QVERIFY(!p->title().empty() && !p->key().empty());
      QCOMPARE(p->spec(), m.spec);
      QVERIFY2(diagonal(p) > 1e6 && diagonal(p) < 3e8, m.spec.c_str());
      QVERIFY2(std::isfinite(p->forward(p->centre()).x), m.spec.c_str());
    }
  }

  void badTextGivesAReason() {
    for (const char* text : {"EPSG:999999", "+proj=nonsense", "+proj=lcc +lat_1=50 +lat_2=-50", "hello", "",
                             "EPSG:4978", "EPSG:5703", "+proj=pipeline +step +proj=merc"}) {
      const auto made = Projection::create(text, {36, 138});
      QVERIFY2(!made.ok(), text);
      QVERIFY2(made.error().what.size() > 8, text);
      QVERIFY(made.error().where.find(text) != std::string::npos);
    }
    QVERIFY(!Projection::create("aeqd", {91, 0}).ok());
    QVERIFY(!Projection::create("aeqd", {std::nan(""), 0}).ok());
  }

  void equalKeysMeanEqualProjections() {
    const auto a = Projection::create("aeqd", {36, 138});
    const auto b = Projection::create("aeqd", {36, 138});
    const auto c = Projection::create("aeqd", {36, 139});
    QCOMPARE((*a)->key(), (*b)->key());
    QVERIFY((*a)->key() != (*c)->key());
    QCOMPARE((*Projection::create("lcc-japan", {0, 0}))->key(),
             (*Projection::create("lcc-japan", {50, 50}))->key());
  }

  void pointsComeBack() {
    const std::vector<LatLon> points = randomPoints(4000, 1);
    for (const Made& m : allProjections()) {
      const ProjectionPtr p = make(m);
      std::vector<MapPoint> there(points.size());
      std::vector<LatLon> back(points.size());
      p->forward(points, there);
      p->inverse(there, back);
      int seen = 0;
      for (std::size_t i = 0; i < points.size(); ++i) {
        QCOMPARE(std::isfinite(there[i].x), p->isVisible(points[i]));
        if (!std::isfinite(there[i].x)) continue;
        ++seen;
        // Near the limb a metre on the map is many on the ground.
        const bool limb =
            p->cutKind() == CutKind::Horizon && arcBetween(points[i], p->centre()) > p->horizonDeg() - 1.5;
        const double tolerance = limb ? 0.05 : (m.spec == "utm" || m.spec.starts_with("EPSG")) ? 1e-4 : 3e-6;
        QVERIFY2(arcBetween(points[i], back[i]) < tolerance, qPrintable(QString("%1 at %2 %3: %4 %5")
                                                                            .arg(m.spec.c_str())
                                                                            .arg(points[i].lat)
                                                                            .arg(points[i].lon)
                                                                            .arg(back[i].lat)
                                                                            .arg(back[i].lon)));
      }
      QVERIFY2(seen > 500, m.spec.c_str());
    }
  }

  void offTheMapIsNaN() {
    const auto lcc = *Projection::create("lcc-japan", {36, 138});
    QVERIFY(std::isnan(lcc->forward(LatLon{-85, 0}).x));
    // The gap of the open cone, due north of the apex.
    const MapPoint apex = lcc->forward(LatLon{90, 0});
    QVERIFY(std::isnan(lcc->inverse(MapPoint{apex.x, apex.y + 3e6}).lat));
    const auto ortho = *Projection::create("orthographic", {36, 138});
    QVERIFY(std::isnan(ortho->forward(LatLon{-36, -42}).x));
    QVERIFY(std::isnan(ortho->inverse(MapPoint{7e6, 0}).lat));
    const auto merc = *Projection::create("mercator", {0, 180});
    QVERIFY(std::isnan(merc->inverse(MapPoint{2.1e7, 0}).lat));
    QVERIFY(std::isnan(merc->forward(LatLon{std::nan(""), 0}).x));
    const auto tokyo = *Projection::create("EPSG:30169", {36, 138});
    QVERIFY(std::isfinite(tokyo->forward(LatLon{36, 139}).x));
  }

  void knownFigures() {
    // Equatorial half circumference of the Web Mercator sphere: pi * 6378137 m.
    const auto merc = *Projection::create("EPSG:3857", {0, 0});
    QVERIFY(std::abs(merc->forward(LatLon{0, 90}).x - 10018754.171394622) < 1e-3);
    const auto utm = *Projection::create("utm", {36, 138});
    QCOMPARE(utm->title(), std::string("UTM zone 54 N"));
    // One degree of latitude on the central meridian, 110.9 km at 36 N, times 0.9996.
    const double d = utm->forward(LatLon{36.5, 141}).y - utm->forward(LatLon{35.5, 141}).y;
    QVERIFY(std::abs(d - 0.9996 * 110958) < 60);
    const auto eqc = *Projection::create("equirectangular", {0, 180});
    QVERIFY(std::abs(eqc->forward(LatLon{0, -179}).x - 111319.49) < 1);
    // The old Tokyo datum lies some 450 m from WGS 84: the shift must not be lost.
    const auto tokyo = *Projection::create("EPSG:30169", {36, 140});
    const auto jgd = *Projection::create("EPSG:6677", {36, 140});
    const MapPoint a = tokyo->forward(LatLon{36, 139.9});
    const MapPoint b = jgd->forward(LatLon{36, 139.9});
    const double shift = std::hypot(a.x - b.x, a.y - b.y);
    QVERIFY2(shift > 300 && shift < 600, qPrintable(QString::number(shift)));
  }

  void equidistantIsGeodesic() {
    for (const LatLon c :
         {LatLon{36, 138}, LatLon{0, 180}, LatLon{90, 0}, LatLon{-90, 30}, LatLon{-60, -170}}) {
      const auto p = *Projection::create("aeqd", c);
      double worst = 0;
      for (const LatLon& at : randomPoints(5000, 4)) {
        const MapPoint m = p->forward(at);
        if (!std::isfinite(m.x)) continue;
        double distance = 0, azimuth = 0, back = 0;
        GeographicLib::Geodesic::WGS84().Inverse(c.lat, c.lon, at.lat, at.lon, distance, azimuth, back);
        const MapPoint exact{distance * std::sin(degToRad(azimuth)), distance * std::cos(degToRad(azimuth))};
        worst = std::max(worst, std::hypot(m.x - exact.x, m.y - exact.y));
      }
      QVERIFY2(worst < 1.0, qPrintable(QString("%1 m at %2 %3").arg(worst).arg(c.lat).arg(c.lon)));
    }
  }

  void insideStaysInsideOnEveryMap() {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> unit(0, 1);
    std::vector<Star> stars{{{90, 0}, 30, 0.3, 5},    {{-90, 0}, 25, 0.2, 7},  {{-78, 60}, 20, 0.2, 3},
                            {{0, 180}, 15, 0.4, 5},   {{65, 179}, 12, 0.3, 4}, {{85, -140}, 20, 0.2, 3},
                            {{-36, -42}, 40, 0.2, 3}, {{36, 138}, 55, 0.1, 6}};
    for (int i = 0; i < 12; ++i) {
      stars.push_back({{radToDeg(std::asin(2 * unit(random) - 1)), unit(random) * 360 - 180},
                       2 + unit(random) * 50,
                       0.3 * unit(random),
                       2 + static_cast<int>(unit(random) * 6)});
    }
    const std::vector<LatLon> points = randomPoints(600, 11);
    for (const Made& m : allProjections()) {
      const ProjectionPtr p = make(m);
      const double whole = diagonal(p);
      for (const Star& star : stars) {
        const GeoLine ring = star.ring();
        const std::vector<MapLine> rings = p->projectRings({&ring, 1}, 2000);
        const QString what = QString("%1 about %2 %3, star at %4 %5 r %6")
                                 .arg(m.spec.c_str())
                                 .arg(m.centre.lat)
                                 .arg(m.centre.lon)
                                 .arg(star.centre.lat)
                                 .arg(star.centre.lon)
                                 .arg(star.base);
        QVERIFY2(longestStep(rings, true) < whole * 0.05,
                 qPrintable(what + QString(": step %1 of %2").arg(longestStep(rings, true)).arg(whole)));
        for (const LatLon& at : points) {
          const int side = star.side(at);
          const MapPoint on = p->forward(at);
          if (side == 0 || !std::isfinite(on.x)) continue;
          const bool nearLimb =
              p->cutKind() == CutKind::Horizon && arcBetween(at, p->centre()) > p->horizonDeg() - 1;
          if (nearLimb) continue;
          QVERIFY2(evenOdd(rings, on) == (side > 0),
                   qPrintable(what + QString(": %1 %2").arg(at.lat).arg(at.lon)));
        }
      }
    }
  }

  void areaIsKept() {
    const std::vector<Made> equalArea{{"laea", {36, 138}},
                                      {"laea", {90, 0}},
                                      {"laea", {0, 180}},
                                      {"+proj=cea +lon_0=180 +ellps=WGS84", {}},
                                      {"+proj=aea +lat_1=20 +lat_2=50 +lon_0=-170 +ellps=WGS84", {}},
                                      {"+proj=sinu +lon_0=150 +ellps=WGS84", {}}};
    for (const Made& m : equalArea) {
      const ProjectionPtr p = make(m);
      for (const Star& star : {Star{{-85, 60}, 20, 0.2, 5}, Star{{70, 178}, 14, 0.3, 3},
                               Star{{5, -179}, 25, 0.3, 4}, Star{{88, 10}, 30, 0.1, 4}}) {
        const GeoLine ring = star.ring();
        GeographicLib::PolygonArea reference(GeographicLib::Geodesic::WGS84());
        for (const LatLon& v : ring) reference.AddPoint(v.lat, v.lon);
        double perimeter = 0;
        double area = 0;
        reference.Compute(false, true, perimeter, area);
        const double got = planeArea(p->projectRings({&ring, 1}, 200));
        QVERIFY2(
            std::abs(got / std::abs(area) - 1) < 2e-3,
            qPrintable(
                QString("%1: %2 for %3 at %4").arg(m.spec.c_str()).arg(got).arg(area).arg(star.centre.lat)));
      }
    }
  }

  void seamedRingAboutThePole() {
    // As map files hold Antarctica: down the dateline to the pole and back up on the other side.
    GeoLine ring;
    for (int lon = -180; lon <= 180; ++lon)
      ring.push_back({-70 + 3 * std::sin(degToRad(lon * 4)), double(lon)});
    ring.push_back({-90, 180});
    ring.push_back({-90, -180});
    ring.push_back(ring.front());
    for (const Made& m : allProjections()) {
      const ProjectionPtr p = make(m);
      const std::vector<MapLine> rings = p->projectRings({&ring, 1}, 2000);
      QVERIFY2(longestStep(rings, true) < diagonal(p) * 0.05, m.spec.c_str());
      for (const LatLon& at : randomPoints(800, 5)) {
        const MapPoint on = p->forward(at);
        if (!std::isfinite(on.x) || std::abs(at.lat + 70) < 4) continue;
        if (p->cutKind() == CutKind::Horizon && arcBetween(at, p->centre()) > p->horizonDeg() - 1) continue;
        QVERIFY2(evenOdd(rings, on) == (at.lat < -70), qPrintable(QString("%1 about %2 %3 at %4 %5")
                                                                      .arg(m.spec.c_str())
                                                                      .arg(m.centre.lat)
                                                                      .arg(m.centre.lon)
                                                                      .arg(at.lat)
                                                                      .arg(at.lon)));
      }
    }
  }

  void linesHaveNoStreaks() {
    std::vector<GeoLine> lines;
    for (int lat = -80; lat <= 80; lat += 20) {
      GeoLine line;
      for (int lon = -180; lon <= 180; lon += 10) line.push_back({double(lat), double(lon)});
      lines.push_back(line);
    }
    for (int lon = -180; lon < 180; lon += 20) lines.push_back({{-90, double(lon)}, {90, double(lon)}});
    for (const Made& m : allProjections()) {
      const ProjectionPtr p = make(m);
      const std::vector<MapLine> got = p->projectLines(lines, 2000);
      QVERIFY2(got.size() >= 8, m.spec.c_str());
      // Every part of every piece lies on a line of the grid: the middle of each step comes back onto it.
      for (const MapLine& line : got) {
        // The radial scale of an azimuthal map shrinks toward its rim: there a tolerance in map metres is
        // many degrees.
        for (std::size_t i = 1; i < line.size(); ++i) {
          const MapPoint mid{(line[i].x + line[i - 1].x) / 2, (line[i].y + line[i - 1].y) / 2};
          const LatLon at = p->inverse(mid);
          if (!std::isfinite(at.lat)) continue;  // on the very edge
          if (p->cutKind() == CutKind::Horizon && arcBetween(at, p->centre()) > p->horizonDeg() - 8) continue;
          const double offLat = std::abs(at.lat - 20 * std::round(at.lat / 20));
          const double offLon = std::abs(at.lon - 20 * std::round(at.lon / 20)) * std::cos(degToRad(at.lat));
          QVERIFY2(std::min(offLat, offLon) < 0.35, qPrintable(QString("%1 about %2 %3: %4 %5")
                                                                   .arg(m.spec.c_str())
                                                                   .arg(m.centre.lat)
                                                                   .arg(m.centre.lon)
                                                                   .arg(at.lat)
                                                                   .arg(at.lon)));
        }
      }
    }
  }

  void strangeInputIsTaken() {
    const auto p = *Projection::create("lcc-japan", {36, 138});
    const double nan = std::nan("");
    const std::vector<GeoLine> odd{{},
                                   {{0, 0}},
                                   {{0, 0}, {0, 0}},
                                   {{nan, nan}, {nan, 0}},
                                   {{90, 0}, {90, 10}, {90, 20}},
                                   {{-90, 0}, {90, 0}, {0, 90}},
                                   {{0, 720}, {1, 721}, {1, 719}}};
    for (const GeoLine& line : odd) {
      for (const char* spec : {"lcc-japan", "orthographic", "laea", "mercator", "utm", "polar-south"}) {
        const auto q = *Projection::create(spec, {36, 138});
        for (const MapLine& l : q->projectRings({&line, 1}, 100)) {
          for (const MapPoint& at : l) QVERIFY(std::isfinite(at.x) && std::isfinite(at.y));
        }
        (void)q->projectLines({&line, 1}, 100);
      }
    }
    p->forward(std::span<const LatLon>(), std::span<MapPoint>());
  }

  void threadsShareOne() {
    const auto p = *Projection::create("lcc-japan", {36, 138});
    const std::vector<LatLon> points = randomPoints(20000, 9);
    std::vector<MapPoint> a(points.size());
    std::vector<MapPoint> b(points.size());
    std::thread t([&] { p->forward(points, a); });
    p->forward(points, b);
    t.join();
    for (std::size_t i = 0; i < a.size(); ++i) {
      QVERIFY(a[i].x == b[i].x || (std::isnan(a[i].x) && std::isnan(b[i].x)));
    }
  }
};

QTEST_APPLESS_MAIN(TestProjection)
#include "tst_projection.moc"
