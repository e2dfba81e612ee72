// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SceneFixture.h"
#include "data/coverage/detection/DetectedFloor.h"
#include "data/coverage/detection/SiteCoverage.h"
#include "data/plan/sensors/SensorClass.h"
#include "widgets/scene/layers/CoveragePlanes.h"
#include "widgets/scene/layers/CoverageSurface.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace sorami;
using namespace sorami::test;

namespace {

/// A beam between a lower and an upper elevation.
class BeamField final : public CoverageField {
 public:
  BeamField(LatLon site, double range, double top, std::uint64_t key) : m_top(top), m_key(key) {
    m_request.site = site;
    m_request.range = range;
  }
  const FloorRequest& request() const override { return m_request; }
  double groundHeight() const override { return 0; }
  double antennaMsl() const override { return 20; }
  int rays() const override { return 720; }
  int bins() const override { return 600; }
  double binSize() const override { return m_request.range / 600; }
  FloorQuality quality() const override { return FloorQuality::Refined; }
  float floorAt(double, double range) const override {
    if (range > m_request.range) return std::numeric_limits<float>::infinity();
    return static_cast<float>(20 + range * 0.01);
  }
  float floorAt(LatLon p) const override { return floorAt(0, geodesic(m_request.site, p).distance); }
  float groundAt(double, double) const override { return 300; }
  bool hasCeiling() const override { return m_top > 0; }
  /// Not of the whole range: what lies beyond has no limit.
  double ceilingRange() const override { return 0.6 * m_request.range; }
  float ceilingAt(double, double range) const override {
    return range > ceilingRange() ? std::numeric_limits<float>::infinity()
                                  : static_cast<float>(20 + range * m_top);
  }
  std::uint64_t key() const override { return m_key; }

 private:
  FloorRequest m_request;
  double m_top;
  std::uint64_t m_key;
};

}  // namespace

/// Altitudes above a sensor's beam do not count as seen, whichever way the slider went.
class TestCoverageCeiling : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyAltitudeAsAskedDirectly_data() {
    QTest::addColumn<bool>("aboveGround");
    QTest::newRow("above sea level") << false;
    QTest::newRow("above ground") << true;
  }
  void everyAltitudeAsAskedDirectly() {
    QFETCH(bool, aboveGround);
    const auto frame = makeFrame({333, 217}, 1500, {36, 138});
    const ViewGrid grid(frame->view, frame->projection);
    const std::array<std::shared_ptr<const CoverageField>, 3> fields = {
        std::make_shared<BeamField>(LatLon{36.1, 137.4}, 160e3, 0.08, 1),
        std::make_shared<BeamField>(LatLon{36.0, 138.5}, 130e3, 0.05, 2),
        std::make_shared<BeamField>(LatLon{35.2, 138.0}, 90e3, 0, 3)};
    std::vector<std::shared_ptr<const WarpedField>> warped;
    for (const auto& f : fields) {
      warped.push_back(WarpedField::make(*f, grid, aboveGround, {}));
      QCOMPARE(warped.back()->ceiling.empty(), !f->hasCeiling());
    }
    CoveragePlanes planes = CoveragePlanes::combine(frame->view.size, warped, aboveGround);
    int cut = 0;
    for (const double altitude : {1000.0, 6000.0, 2500.0, 12'000.0, 500.0, 3000.0}) {
      const std::uint16_t code = AltitudeCode::atMost(altitude);
      planes.setAltitude(warped, aboveGround, code);
      const CoveragePlanes direct = CoveragePlanes::combine(frame->view.size, warped, aboveGround, 2, code);
      QCOMPARE(direct.altitude(), code);
      for (int y = 0; y < 217; ++y) {
        for (int x = 0; x < 333; ++x) {
          std::array<std::uint16_t, 3> seen{AltitudeCode::kNever, AltitudeCode::kNever, AltitudeCode::kNever};
          for (std::size_t i = 0; i < 3; ++i) {
            const WarpedField& w = *warped[i];
            if (!w.box.contains(x, y)) continue;
            w.rowAt(y, x, x + 1, aboveGround, code, &seen[i]);
            std::uint16_t plain = 0;
            w.rowAt(y, x, x + 1, aboveGround, 0, &plain);
            if (plain <= code && seen[i] == AltitudeCode::kNever) ++cut;
          }
          std::sort(seen.begin(), seen.end());
          const auto at = static_cast<std::size_t>(y) * 333 + static_cast<std::size_t>(x);
          // Tiles that no ceiling touches keep floors above the altitude; both say "not seen".
          QCOMPARE(planes.lowest[at] <= code, seen[0] <= code);
          QCOMPARE(planes.second[at] <= code, seen[1] <= code);
          if (seen[0] <= code) QCOMPARE(planes.lowest[at], seen[0]);
          QCOMPARE(direct.lowest[at] <= code, seen[0] <= code);
          QCOMPARE(direct.second[at] <= code, seen[1] <= code);
          if (seen[0] <= code) QCOMPARE(direct.lowest[at], seen[0]);
        }
      }
    }
    QVERIFY2(cut > 5000, qPrintable(QString::number(cut)));
  }

  void oneFieldMovesOverTheOthers() {
    const auto frame = makeFrame({333, 217}, 1500, {36, 138});
    const ViewGrid grid(frame->view, frame->projection);
    const auto warp = [&](LatLon at, double range, double beam, std::uint64_t key) {
      return WarpedField::make(BeamField(at, range, beam, key), grid, false, {});
    };
    std::vector<std::shared_ptr<const WarpedField>> fields = {warp({36.1, 137.4}, 160e3, 0.08, 1),
                                                              warp({36.0, 138.5}, 130e3, 0, 2)};
    const std::uint16_t altitude = AltitudeCode::atMost(6000);
    CoveragePlanes base = CoveragePlanes::combine(frame->view.size, fields, false, 3, altitude);
    CoveragePlanes planes;
    // Near, far, off the view, back again; then over another base.
    for (const LatLon at : {LatLon{36, 138}, LatLon{36.9, 139.4}, LatLon{20, 138}, LatLon{35.2, 137.1}}) {
      const auto moved = warp(at, 60e3, 0.06, 3);
      planes.assign(base, *moved, false);
      auto all = fields;
      all.push_back(moved);
      const CoveragePlanes expected = CoveragePlanes::combine(frame->view.size, all, false, 3, altitude);
      QCOMPARE(planes.box, expected.box);
      QVERIFY(planes.lowest == expected.lowest && planes.second == expected.second);
      QVERIFY(planes.third == expected.third && planes.unknown == expected.unknown);
      if (at.lat == 20) {
        fields.pop_back();
        base = CoveragePlanes::combine(frame->view.size, fields, false, 3, altitude);
      }
    }
  }

  void surfacesOfPdAndRevisit() {
    auto frame = std::make_shared<Frame>(*makeFrame({160, 120}, 2000, {36, 138}));
    const ViewGrid grid(frame->view, frame->projection);
    SensorParameters radar = sensorClass("gap-filler-2d")->presets[0].parameters;
    radar.scanPeriodS = 4;
    SensorParameters slow = radar;
    slow.scanPeriodS = 12;
    const LatLon at[] = {{36, 137.8}, {36.1, 138.3}};
    frame->coverage = {*computeCoverage(requestOf(radar, at[0], 4.0 / 3), nullptr, FloorQuality::Fast),
                       *computeCoverage(requestOf(slow, at[1], 4.0 / 3), nullptr, FloorQuality::Fast)};
    frame->altitude = 2500;
    CoverageSurface joint, best, revisit;
    frame->coverageMode = CoverageMode::JointPd;
    QVERIFY(CoverageSurface::make(*frame, grid, {}, joint));
    frame->coverageMode = CoverageMode::BestPd;
    QVERIFY(CoverageSurface::make(*frame, grid, {}, best));
    frame->coverageMode = CoverageMode::Revisit;
    QVERIFY(CoverageSurface::make(*frame, grid, {}, revisit));
    QCOMPARE(joint.box, best.box);
    int both = 0;
    for (int y = joint.box.top(); y <= joint.box.bottom(); y += 3) {
      for (int x = joint.box.left(); x <= joint.box.right(); x += 3) {
        const std::array<MapPoint, 1> map = {frame->view.toMap(QPointF(x + 0.5, y + 0.5))};
        std::array<LatLon, 1> geo;
        frame->projection->inverse(map, geo);
        double miss = 1, most = 0, looks = 0;
        bool edge = false;
        for (std::size_t s = 0; s < 2; ++s) {
          const auto* field = dynamic_cast<const DetectedFloor*>(frame->coverage[s].get());
          const GeodesicLine line = geodesic(at[s], geo[0]);
          const double range = line.distance;
          const double floor = field->visible()->floorAt(line.azimuthFromDeg, range);
          const double pd = floor <= 2500 ? field->pdInView(0, range, 2500) : 0;
          edge = edge || std::abs(floor - 2500) < 60 || std::abs(pd - 0.8) < 0.05 || range < 8e3 ||
                 range > 0.97 * field->request().range;
          miss *= 1 - pd;
          most = std::max(most, pd);
          if (pd >= field->model()->sensor().requiredPd) looks += 1 / field->model()->sensor().scanPeriodS;
        }
        if (edge) continue;
        const auto i =
            static_cast<std::size_t>(y - joint.box.top()) * static_cast<std::size_t>(joint.box.width()) +
            static_cast<std::size_t>(x - joint.box.left());
        QVERIFY2(std::abs(joint.value[i] - (1 - miss)) < 0.03,
                 qPrintable(QString("%1 %2").arg(joint.value[i]).arg(1 - miss)));
        QVERIFY2(std::abs(best.value[i] - most) < 0.03,
                 qPrintable(QString("%1 %2").arg(best.value[i]).arg(most)));
        QVERIFY2(std::abs(revisit.value[i] - looks) < 1e-5,
                 qPrintable(QString("%1 %2").arg(revisit.value[i]).arg(looks)));
        both += looks > 0.3 ? 1 : 0;
      }
    }
    QVERIFY(both > 20);

    // Of a band the worse of its edges.
    frame->coverageMode = CoverageMode::JointPd;
    frame->altitude = 6000;
    CoverageSurface top, bottom, band;
    QVERIFY(CoverageSurface::make(*frame, grid, {}, top));
    frame->altitude = 50;
    QVERIFY(CoverageSurface::make(*frame, grid, {}, bottom));
    frame->coverageBand = 5950;
    QVERIFY(CoverageSurface::make(*frame, grid, {}, band));
    QCOMPARE(band.box, bottom.box);
    int lower = 0, higher = 0;
    for (std::size_t i = 0; i < band.value.size(); ++i) {
      QCOMPARE(band.value[i], std::min(bottom.value[i], top.value[i]));
      lower += bottom.value[i] < top.value[i] ? 1 : 0;
      higher += bottom.value[i] > top.value[i] ? 1 : 0;
    }
    QVERIFY2(lower > 20 && higher > 20, qPrintable(QString("%1 %2").arg(lower).arg(higher)));
  }

  void ceilingsAreWhereTheFieldSays() {
    const auto frame = makeFrame({200, 200}, 1000, {36, 138});
    const ViewGrid grid(frame->view, frame->projection);
    const BeamField field({36, 138}, 90e3, 0.06, 1);
    const auto warped = WarpedField::make(field, grid, false, {});
    for (int y = 20; y < 180; y += 7) {
      for (int x = 20; x < 180; x += 7) {
        std::array<LatLon, 1> geo;
        const std::array<MapPoint, 1> map = {frame->view.toMap(QPointF(x + 0.5, y + 0.5))};
        frame->projection->inverse(map, geo);
        const double range = geodesic({36, 138}, geo[0]).distance;
        if (range > 0.6 * 89e3) continue;
        const double metres = warped->ceiling[WarpedField::at(warped->ceilingBox, x, y)] * 0.5 - 500;
        QVERIFY2(std::abs(metres - (20 + range * 0.06)) < 25, qPrintable(QString("%1 %2").arg(x).arg(y)));
      }
    }
  }
};

QTEST_GUILESS_MAIN(TestCoverageCeiling)
#include "tst_coverageceiling.moc"
