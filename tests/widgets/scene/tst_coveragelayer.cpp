// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Golden.h"
#include "SceneFixture.h"
#include "widgets/scene/layers/Contour.h"
#include "widgets/scene/layers/CoverageLayer.h"
#include "widgets/scene/layers/CoverageStyle.h"

#include <QTest>

#include <random>

using namespace sorami;
using namespace sorami::test;

namespace {

std::shared_ptr<Frame> coverageFrame(const QString& themeId = QStringLiteral("night"),
                                     const std::string& projection = "lcc-japan") {
  auto frame = makeFrame({640, 400}, 1800, {36.3, 137.5}, themeId, projection);
  frame->coverage = {std::make_shared<FakeField>(LatLon{36.2, 135.9}, 300e3, 1),
                     std::make_shared<FakeField>(LatLon{36.8, 139.2}, 250e3, 2)};
  frame->coverageSites = {"a", "b"};
  frame->altitude = 10'000 * kFoot;
  return frame;
}

CoveragePlanes planesOf(const Frame& frame, bool aboveGround = false) {
  const ViewGrid grid(frame.view, frame.projection);
  std::vector<std::shared_ptr<const WarpedField>> warped;
  for (const auto& f : frame.coverage) warped.push_back(WarpedField::make(*f, grid, aboveGround, {}));
  return CoveragePlanes::combine(frame.view.size, warped, aboveGround);
}

}  // namespace

class TestCoverageLayer : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void looksAsItShould_data() {
    QTest::addColumn<QString>("themeId");
    QTest::addColumn<bool>("aboveGround");
    QTest::addColumn<QString>("selected");
    QTest::newRow("coverage-night") << "night" << false << "a";
    QTest::newRow("coverage-day") << "day" << false << "";
    QTest::newRow("coverage-agl") << "dusk" << true << "b";
  }
  void looksAsItShould() {
    QFETCH(QString, themeId);
    QFETCH(bool, aboveGround);
    QFETCH(QString, selected);
    auto frame = coverageFrame(themeId);
    frame->selectedSite = selected.toStdString();
    if (aboveGround) frame->altitudeReference = AltitudeReference::AboveGround;
    CoverageLayer layer;
    const QString wrong = compareGolden(draw(frame, {&layer}), QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
  }

  /// Every pixel against the field asked directly, by geodesics, in projections that bend the grid.
  void warpedAsAskedDirectly_data() {
    QTest::addColumn<QString>("projection");
    QTest::addColumn<double>("metresPerPixel");
    QTest::addColumn<double>("lat");  // of the view's middle
    QTest::addColumn<double>("lon");
    QTest::newRow("conformal conic") << "lcc-japan" << 1800.0 << 36.3 << 137.5;
    QTest::newRow("Mercator") << "mercator" << 1800.0 << 36.3 << 137.5;
    QTest::newRow("orthographic, at the limb") << "orthographic" << 24'000.0 << 36.3 << 137.5;
    QTest::newRow("equidistant, close") << "aeqd" << 150.0 << 36.3 << 137.5;
    QTest::newRow("about the north pole") << "polar-north" << 1800.0 << 89.7 << 20.0;
    QTest::newRow("about the south pole") << "polar-south" << 1800.0 << -89.2 << -130.0;
    QTest::newRow("by the pole, longitudes and latitudes") << "equirectangular" << 1800.0 << 84.5 << 20.0;
    QTest::newRow("across the dateline") << "mercator" << 1800.0 << -17.3 << 179.6;
    QTest::newRow("across the dateline, close") << "aeqd" << 300.0 << 52.0 << -179.9;
  }
  void warpedAsAskedDirectly() {
    QFETCH(QString, projection);
    QFETCH(double, metresPerPixel);
    QFETCH(double, lat);
    QFETCH(double, lon);
    auto frame =
        makeFrame({640, 400}, metresPerPixel, {lat, lon}, QStringLiteral("night"), projection.toStdString());
    LatLon site{lat - 0.1, lon - 1.6};
    double range = 300e3;
    if (projection == QLatin1String("orthographic")) {
      site = {10, 60};  // near the limb of a globe about Japan
      range = 900e3;
    }
    const FakeField field(site, range);
    const ViewGrid grid(frame->view, frame->projection);
    const auto warped = WarpedField::make(field, grid, false, {});
    std::mt19937 random(1);
    int seen = 0, bad = 0;
    for (int i = 0; i < 6000; ++i) {
      const int x = static_cast<int>(random() % 640);
      const int y = static_cast<int>(random() % 400);
      const LatLon p = frame->projection->inverse(frame->view.toMap(QPointF(x + 0.5, y + 0.5)));
      std::uint16_t code = AltitudeCode::kNever;
      if (warped->box.contains(x, y)) {
        code = warped->floor[static_cast<std::size_t>((y - warped->box.top()) * warped->box.width() + x -
                                                      warped->box.left())];
      }
      const float direct = std::isnan(p.lat) ? std::numeric_limits<float>::infinity() : field.floorAt(p);
      const std::uint16_t wanted = AltitudeCode::of(direct);
      const bool special = wanted >= AltitudeCode::kUnknown || code >= AltitudeCode::kUnknown;
      // A pixel on an edge may fall to either side; anywhere else the floors agree to a few metres.
      const bool same = special ? wanted == code : std::abs(wanted - code) <= 40;
      if (!same) ++bad;
      if (wanted < AltitudeCode::kUnknown) ++seen;
    }
    QVERIFY2(seen > (metresPerPixel > 10'000 ? 20 : 1500), qPrintable(QString::number(seen)));
    QVERIFY2(bad < 40, qPrintable(QString::number(bad)));
  }

  void overlapIsOneAreaOfTwo() {
    auto frame = coverageFrame();
    const CoveragePlanes planes = planesOf(*frame);
    const std::uint16_t level = AltitudeCode::atMost(frame->altitude);
    int one = 0, two = 0, wrongOrder = 0;
    for (std::size_t i = 0; i < planes.lowest.size(); ++i) {
      if (planes.lowest[i] > planes.second[i]) ++wrongOrder;
      if (planes.lowest[i] <= level) ++(planes.second[i] <= level ? two : one);
    }
    QCOMPARE(wrongOrder, 0);
    QVERIFY(one > 10'000);
    QVERIFY(two > 5'000);
  }

  void unknownIsNeverTakenForSeen() {
    auto frame = coverageFrame();
    frame->coverage.resize(1);
    const CoveragePlanes planes = planesOf(*frame);
    CoverageStyle style = CoverageStyle::of(*frame);
    const QImage image = colourCoverage(planes, style);
    int unknown = 0;
    for (int y = 0; y < image.height(); ++y) {
      for (int x = 0; x < image.width(); ++x) {
        const auto i = static_cast<std::size_t>(y + planes.box.top()) * 640 +
                       static_cast<std::size_t>(x + planes.box.left());
        if (!planes.unknown[i]) continue;
        ++unknown;
        const QRgb c = image.pixel(x, y);
        // Greyish, not amber, and never empty as where nothing is seen.
        QVERIFY(qAlpha(c) > 0);
        QVERIFY(std::abs(qRed(c) - qBlue(c)) < 40);
      }
    }
    QVERIFY(unknown > 500);
  }

  void aHigherAltitudeShowsMoreAndIsOnlyColoured() {
    auto frame = coverageFrame();
    const auto seen = [&](double altitude) {
      frame->altitude = altitude;
      const CoveragePlanes planes = planesOf(*frame);
      const QImage image = colourCoverage(planes, CoverageStyle::of(*frame));
      int n = 0;
      for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) n += qAlpha(image.pixel(x, y)) > 60;
      }
      return n;
    };
    const int low = seen(500);
    const int middle = seen(2000);
    const int high = seen(6000);
    QVERIFY(low > 0 && low < middle && middle < high);
  }

  void keyLeavesTimeOutAndKnowsTheAltitude() {
    auto frame = coverageFrame();
    CoverageLayer layer;
    const auto key = layer.key(*frame);
    frame->time = frame->time + kHour;
    QCOMPARE(layer.key(*frame), key);
    frame->altitude += 10;
    QVERIFY(layer.key(*frame) != key);
    const auto other = layer.key(*frame);
    frame->altitudeReference = AltitudeReference::AboveGround;
    QVERIFY(layer.key(*frame) != other);
    frame->coverage.clear();
    QCOMPARE(layer.key(*frame), std::uint64_t{0});
  }

  void bandsAreRoundAndEndAtTheSlider() {
    auto frame = coverageFrame();
    for (double feet : {300.0, 1000.0, 5000.0, 10'000.0, 37'000.0, 60'000.0}) {
      frame->altitude = feet * kFoot;
      const auto bands = coverageBands(*frame);
      QVERIFY(!bands.empty() && bands.size() <= 4);
      QCOMPARE(bands.back().upTo, frame->altitude);
      for (std::size_t i = 1; i < bands.size(); ++i) QVERIFY(bands[i - 1].upTo < bands[i].upTo);
      // Lower is stronger, so that lightness alone tells the bands apart.
      for (std::size_t i = 1; i < bands.size(); ++i)
        QVERIFY(bands[i - 1].colour.alpha() > bands[i].colour.alpha());
    }
  }

  void contoursCloseAroundWhatIsSeen() {
    // A disc of radius 20 about (32, 32).
    std::vector<std::uint16_t> plane(64 * 64);
    for (int y = 0; y < 64; ++y) {
      for (int x = 0; x < 64; ++x) {
        plane[static_cast<std::size_t>(y * 64 + x)] =
            static_cast<std::uint16_t>(std::lround(std::hypot(x + 0.5 - 32, y + 0.5 - 32) * 100));
      }
    }
    PathBatch lines;
    addContours(plane, {64, 64}, 2000, 1000, {0, 0}, lines);
    QCOMPARE(lines.size(), std::size_t{1});
    const auto line = lines.line(0);
    QCOMPARE(line.front().x, line.back().x);
    QCOMPARE(line.front().y, line.back().y);
    for (const PixelPoint& p : line) {
      const double r = std::hypot(static_cast<double>(p.x) - 32, static_cast<double>(p.y) - 32);
      QVERIFY2(std::abs(r - 20) < 0.25, qPrintable(QString::number(r)));
    }
    // Cut off by the plane's edge it stays one open line.
    lines.clear();
    addContours(std::span(plane).first(64 * 32), {64, 32}, 2000, 1000, {0, 0}, lines);
    QCOMPARE(lines.size(), std::size_t{1});
    addContours({}, {0, 0}, 1, 1, {0, 0}, lines);
    QCOMPARE(lines.size(), std::size_t{1});
  }

  void stopsWhenTold() {
    auto frame = coverageFrame();
    CoverageLayer layer;
    QImage image(frame->view.size, QImage::Format_RGB32);
    image.fill(Qt::black);
    const QImage before = image;
    PixelCanvas canvas(image);
    std::stop_source stop;
    stop.request_stop();
    layer.prepare(frame)(canvas, stop.get_token());
    QCOMPARE(image, before.copy());
    // And is none the worse for it.
    CoverageLayer fresh;
    QCOMPARE(draw(frame, {&layer}), draw(frame, {&fresh}));
  }
};

QTEST_MAIN(TestCoverageLayer)
#include "tst_coveragelayer.moc"
