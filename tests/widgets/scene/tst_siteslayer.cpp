// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Golden.h"
#include "SceneFixture.h"
#include "widgets/scene/layers/FurnitureLayer.h"
#include "widgets/scene/layers/FurniturePicture.h"
#include "widgets/scene/layers/Obstacles.h"
#include "widgets/scene/layers/PlanShapesLayer.h"
#include "widgets/scene/layers/SitePicture.h"
#include "widgets/scene/layers/SitesLayer.h"

#include <QTest>

using namespace sorami;
using namespace sorami::test;

namespace {

PlanPtr smallPlan() {
  auto plan = std::make_shared<Plan>();
  const auto add = [&](const char* id, const char* name, SiteKind kind, LatLon at) -> Site& {
    Site s;
    s.id = id;
    s.name = name;
    s.kind = kind;
    s.position = at;
    plan->sites.push_back(s);
    return plan->sites.back();
  };
  Site& radar = add("r1", "North", SiteKind::LongRangeRadar, {37.2, 136.9});
  radar.sensor = SensorParameters{};
  radar.sensor->instrumentedRange = 150e3;
  Site& sector = add("r2", "Sector", SiteKind::SectorRadar, {36.0, 139.0});
  sector.sensor = SensorParameters{};
  sector.sensor->instrumentedRange = 120e3;
  sector.sensor->sectorCentreDeg = 300;
  sector.sensor->sectorWidthDeg = 90;
  Site& battery = add("b1", "Battery", SiteKind::Battery, {35.3, 137.2});
  battery.engagementRange = 60e3;
  add("c1", "Centre", SiteKind::ControlCentre, {36.2, 137.6});
  add("s1", "Ship", SiteKind::ShipRadar, {37.4, 138.9});
  add("x1", "Off", SiteKind::GapFillerRadar, {35.6, 138.6}).active = false;
  plan->links.push_back({"l1", "r1", "c1", LinkKind::Microwave, true});
  plan->links.push_back({"l2", "r2", "c1", LinkKind::Cable, false});
  plan->links.push_back({"l3", "x1", "c1", LinkKind::Cable, true});
  plan->links.push_back({"l4", "gone", "c1", LinkKind::Cable, true});
  return plan;
}

/// A layer that says it left labels out.
class Leaver : public Layer {
 public:
  std::string id() const override { return "x"; }
  QString title() const override { return {}; }
  bool isDynamic() const override { return true; }
  std::uint64_t key(const Frame&) const override { return 0; }
  Job prepare(const FramePtr&) override { return {}; }
  int hiddenLabels() const override { return 17; }
};

}  // namespace

class TestSitesLayer : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void looksAsItShould_data() {
    QTest::addColumn<QString>("themeId");
    QTest::addColumn<QString>("selected");
    QTest::newRow("sites-night") << "night"
                                 << "r2";
    QTest::newRow("sites-day") << "day"
                               << "r1";
  }
  void looksAsItShould() {
    QFETCH(QString, themeId);
    QFETCH(QString, selected);
    auto frame = makeFrame({640, 400}, 900, {36.4, 137.9}, themeId);
    frame->plan = smallPlan();
    frame->selectedSite = selected.toStdString();
    SitesLayer layer;
    const QString wrong = compareGolden(draw(frame, {&layer}), QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
  }

  /// A link that is out of service looks as one that is switched off, for that time.
  void linksOutOfServiceAreDrawnSo() {
    const UtcTime from = utcFromCivil(2026, 8, 12, 6);
    auto plan = std::make_shared<Plan>(*smallPlan());
    plan->links[0].outages = {{from.us, (from + kHour).us, "upkeep"}};
    auto off = std::make_shared<Plan>(*plan);
    off->links[0].active = false;
    // Of one theme: the layer knows it by its address.
    const auto any = makeFrame({640, 400}, 900, {36.4, 137.9});
    const auto pictureAt = [&any](const PlanPtr& of, UtcTime time, std::uint64_t* key) {
      auto frame = std::make_shared<Frame>(*any);
      frame->plan = of;
      frame->time = time;
      SitesLayer layer;
      *key = layer.key(*frame);
      return draw(frame, {&layer});
    };
    std::uint64_t before = 0;
    std::uint64_t during = 0;
    std::uint64_t other = 0;
    const QImage up = pictureAt(plan, from - kMinute, &before);
    const QImage down = pictureAt(plan, from + kMinute, &during);
    QVERIFY(before != during);
    QVERIFY(up != down);
    QVERIFY(down == pictureAt(off, from + kMinute, &other));
    QVERIFY(up == pictureAt(plan, from + kHour, &other));
    QCOMPARE(other, before);
  }

  void picksSitesAndTheirNames() {
    auto frame = makeFrame({640, 400}, 900, {36.4, 137.9});
    frame->plan = smallPlan();
    SitesLayer layer;
    const SiteMarks marks = layoutSites(*frame);
    for (const SiteMark& mark : *marks) {
      const std::string& id = frame->plan->sites[mark.site].id;
      const Pick hit =
          layer.pick(*frame, {static_cast<double>(mark.at.x) + 4, static_cast<double>(mark.at.y)});
      QCOMPARE(hit.kind, Pick::Kind::Site);
      QCOMPARE(hit.site, id);
      QVERIFY(mark.name.w > 0);
      const Pick name = layer.pick(*frame, {static_cast<double>(mark.name.x + mark.name.w / 2),
                                            static_cast<double>(mark.name.y + mark.name.h / 2)});
      QCOMPARE(name.site, id);
    }
    QCOMPARE(layoutSites(*frame)->size(), frame->plan->sites.size());
    QCOMPARE(layer.pick(*frame, {3, 396}).kind, Pick::Kind::None);
  }

  void namesKeepClearOfSymbols() {
    auto frame = makeFrame({640, 400}, 900, {36.4, 137.9});
    frame->plan = smallPlan();
    const SiteMarks marks = layoutSites(*frame);
    for (const SiteMark& a : *marks) {
      for (const SiteMark& b : *marks) {
        const bool apart = a.name.x + a.name.w <= b.symbol.x || b.symbol.x + b.symbol.w <= a.name.x ||
                           a.name.y + a.name.h <= b.symbol.y || b.symbol.y + b.symbol.h <= a.name.y;
        QVERIFY(apart);
      }
    }
  }

  /// What a battery has stands below it, or where nothing else stands; names keep clear of it.
  void stocksKeepClearOfSymbolsAndNames() {
    auto frame = makeFrame({640, 400}, 900, {36.4, 137.9});
    auto plan = std::make_shared<Plan>(*smallPlan());
    Site& battery = plan->sites[2];
    battery.battery.emplace();
    battery.battery->stocks = {{"short", 16, 16, {}}};
    Site below = plan->sites[3];
    below.id = "below";
    const auto apart = [](const PixelBox& a, const PixelBox& b) {
      return a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
    };
    // From under the battery to well below it.
    for (double south = 0.05; south < 0.6; south += 0.05) {
      below.position = {battery.position.lat - south, battery.position.lon};
      auto next = std::make_shared<Plan>(*plan);
      next->sites.push_back(below);
      frame->plan = next;
      const SiteMarks marks = layoutSites(*frame);
      QVERIFY((*marks)[2].stock.w > 0);
      for (const SiteMark& mark : *marks) {
        QVERIFY2(apart((*marks)[2].stock, mark.symbol), mark.site == 2 ? "its own" : "another's");
        if (mark.name.w > 0) QVERIFY(apart((*marks)[2].stock, mark.name));
        if (mark.site != 2) QCOMPARE(mark.stock.w, 0.0F);
      }
    }
    frame->hiddenLayers = {"stocks"};
    QCOMPARE((*layoutSites(*frame))[2].stock.w, 0.0F);
  }

  void aSiteThatIsDraggedIsDrawnThere() {
    auto frame = makeFrame({640, 400}, 900, {36.4, 137.9});
    auto plan = std::make_shared<Plan>(*smallPlan());
    frame->plan = plan;
    SitesLayer layer;
    const QImage before = draw(frame, {&layer});
    auto moved = std::make_shared<Frame>(*frame);
    auto other = std::make_shared<Plan>(*plan);
    other->sites[0].position.lon += 0.4;
    moved->plan = other;
    moved->planVersion = 1;
    QVERIFY(layer.key(*moved) != layer.key(*frame));
    QVERIFY(draw(moved, {&layer}) != before);
    QCOMPARE(draw(frame, {&layer}), before);
  }

  void furnitureLooksAsItShould_data() {
    QTest::addColumn<QString>("themeId");
    QTest::addColumn<bool>("metric");
    QTest::newRow("furniture-night") << "night" << false;
    QTest::newRow("furniture-day") << "day" << true;
  }
  void furnitureLooksAsItShould() {
    QFETCH(QString, themeId);
    QFETCH(bool, metric);
    auto frame = makeFrame({640, 300}, 900, {36.4, 145}, themeId);
    frame->plan = smallPlan();
    frame->coverage = {std::make_shared<FakeField>(LatLon{36.2, 135.9}, 300e3, 1),
                       std::make_shared<FakeField>(LatLon{36.8, 139.2}, 250e3, 2)};
    frame->units = metric ? UnitProfile::Metric : UnitProfile::Air;
    frame->altitude = metric ? 3000 : 25'000 * kFoot;
    auto sink = makeMemoryRecording();
    addFlight(*sink, {.callsign = "A", .start = {36, 138}});
    sink->setMeta("attribution", "Recorded by nobody");
    frame->store = *sink->finish();
    frame->margins = {10, 20, 30, 5};
    const Leaver leaver;
    FurnitureLayer layer(&leaver);
    const QString wrong = compareGolden(draw(frame, {&layer}), QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
  }

  void scaleBarIsRoundAndTrue() {
    for (const char* projection : {"lcc-japan", "mercator", "aeqd"}) {
      for (double mpp : {20.0, 333.0, 1900.0, 15'000.0}) {
        auto frame = makeFrame({800, 600}, mpp, {52, 138}, QStringLiteral("night"), projection);
        for (UnitProfile units : {UnitProfile::Air, UnitProfile::Metric}) {
          frame->units = units;
          const auto bar = scaleBar(*frame, 150);
          QVERIFY(bar.has_value());
          QVERIFY(bar->px <= 151 && bar->px > 50);
          const LatLon a =
              frame->projection->inverse(frame->view.toMap({400 - static_cast<double>(bar->px) / 2, 300}));
          const LatLon b =
              frame->projection->inverse(frame->view.toMap({400 + static_cast<double>(bar->px) / 2, 300}));
          const double true_ = geodesic(a, b).distance;
          QVERIFY2(std::abs(true_ - bar->metres) < 0.01 * bar->metres, qPrintable(bar->text));
          const QString digits = bar->text.split(QLatin1Char(' ')).first();
          const QString significant = QString(digits).remove(QLatin1Char('0')).remove(QLatin1Char('.'));
          QVERIFY2(significant == "1" || significant == "2" || significant == "5", qPrintable(bar->text));
        }
      }
    }
  }

  void northPointsNorth() {
    auto frame = makeFrame({800, 600}, 1900, {36, 138});
    const auto at = [&](LatLon p) {
      frame->view.centre = frame->projection->forward(p);
      return northDirection(*frame).value_or(999);
    };
    const double west = at({36, 120});
    const double east = at({36, 156});
    // A conic leans towards its pole on both sides.
    QVERIFY(west > 3 && west < 30);
    QVERIFY(east < -3 && east > -30);
    auto mercator = makeFrame({800, 600}, 1900, {36, 150}, QStringLiteral("night"), "mercator");
    QVERIFY(std::abs(*northDirection(*mercator)) < 0.01);
    auto globe = makeFrame({800, 600}, 20'000, {36, 138}, QStringLiteral("night"), "orthographic");
    globe->view.centre = {9e6, 9e6};
    QVERIFY(!northDirection(*globe));
    QVERIFY(!scaleBar(*globe, 150));
  }

  void labelsAreToldOfMarginsSitesAndFurniture() {
    auto frame = makeFrame({640, 400}, 900, {36.4, 137.9});
    std::vector<PixelBox> boxes;
    addObstacles(*frame, boxes);
    const auto bare = boxes.size();
    frame->margins = {10, 20, 30, 40};
    frame->plan = smallPlan();
    boxes.clear();
    addObstacles(*frame, boxes);
    QVERIFY(boxes.size() >= bare + 4 + frame->plan->sites.size());
    frame->hiddenLayers = {"sites", "furniture"};
    boxes.clear();
    addObstacles(*frame, boxes);
    QCOMPARE(boxes.size(), std::size_t{4});
  }

  /// A threat is named where it comes into view, and the name is never cut by the picture's edge.
  void threatNamesStandWholeInThePicture() {
    auto frame = makeFrame({640, 400}, 900, {36.4, 137.9});
    frame->margins = {0, 20, 60, 20};
    auto plan = std::make_shared<Plan>();
    Threat threat;
    threat.id = "t";
    threat.name = "Low and slow from a long way off";
    threat.kind = ThreatKind::Cruise;
    threat.launchTime = frame->time.us;
    plan->threats.push_back(threat);
    const auto named = [&](LatLon from, LatLon to) {
      plan->threats[0].path = {from, to};
      frame->plan = std::make_shared<Plan>(*plan);
      std::vector<PixelBox> boxes;
      addThreatTexts(*frame, boxes);
      return boxes;
    };
    for (const LatLon from :
         {LatLon{36.4, 135.05}, LatLon{37.9, 137}, LatLon{35, 140.3}, LatLon{36.4, 120}, LatLon{50, 137.9}}) {
      const std::vector<PixelBox> boxes = named(from, {36.2, 138});
      QVERIFY(!boxes.empty());
      for (const PixelBox& box : boxes) {
        QVERIFY2(
            box.x >= 0 && box.y >= 19 && box.x + box.w <= 581 && box.y + box.h <= 381,
            qPrintable(QStringLiteral("%1 %2: %3 %4").arg(from.lat).arg(from.lon).arg(box.x).arg(box.y)));
      }
    }
    // One that never comes into view is not named.
    QVERIFY(named({10, 120}, {12, 125}).empty());
  }
};

QTEST_MAIN(TestSitesLayer)
#include "tst_siteslayer.moc"
