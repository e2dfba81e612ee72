// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/Basemap.h"
#include "widgets/scene/Frame.h"
#include "widgets/scene/PixelCanvas.h"
#include "widgets/scene/layers/GraticuleLayer.h"
#include "widgets/scene/layers/LandLayer.h"
#include "widgets/scene/layers/LinesLayer.h"
#include "widgets/scene/layers/PlacesLayer.h"
#include "widgets/scene/layers/ReliefLayer.h"
#include "widgets/scene/layers/SitePicture.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QTest>

#include <cmath>

using namespace sorami;

namespace {

struct Scene {
  const char* name;
  const char* projection;
  LatLon centre;  ///< of the projection and of the view
  double metresPerPixel;
  const char* theme = "night";
  std::vector<std::string> hidden = {};
};

/// Every projection, near and far, and where maps go wrong: across the dateline, over the poles, round the
/// whole earth with the Pacific in the middle.
const std::vector<Scene>& scenes() {
  static const std::vector<Scene> all{
      {"lcc-japan", "lcc-japan", {36, 137.5}, 5000},
      {"lcc-world", "lcc-japan", {52, 137.5}, 90000},
      {"utm-tokyo", "utm", {35.4, 139.8}, 400},
      {"utm-hemisphere", "utm", {40, 141}, 45000},
      {"mercator-pacific", "mercator", {20, 180}, 62000},
      {"mercator-japan-day", "mercator", {36, 138}, 6000, "day"},
      {"aeqd-world", "aeqd", {36, 138}, 90000},
      {"aeqd-dateline", "aeqd", {60, 180}, 15000, "dusk"},
      {"stereographic-dateline", "stereographic", {-15, 180}, 30000},
      {"laea-world", "laea", {36, 138}, 68000},
      {"laea-antarctica", "laea", {-80, 30}, 18000, "day"},
      {"orthographic-pacific", "orthographic", {10, 180}, 34000},
      {"orthographic-pole", "orthographic", {90, 138}, 34000},
      {"polar-north", "polar-north", {90, 138}, 24000},
      {"polar-south", "polar-south", {-90, 138}, 24000, "dusk"},
      {"equirectangular-pacific", "equirectangular", {0, 180}, 64000},
      {"equirectangular-greenwich", "equirectangular", {0, 0}, 64000, "day"},
      {"mollweide-160e", "+proj=moll +lon_0=160", {0, 160}, 58000},
      {"plain-land", "lcc-japan", {36, 137.5}, 5000, "night", {"relief"}},
      {"plain-world", "equirectangular", {0, 150}, 64000, "day", {"relief"}},
  };
  return all;
}

std::shared_ptr<const Basemap> thePack() {
  static const auto pack = [] {
    const auto opened = Basemap::open(SORAMI_BINARY_DIR "/share/sorami/basemap.sopack");
    return opened ? *opened : nullptr;
  }();
  return pack;
}

/// Themes of the goldens' own, so that a colour changed in the program does not rewrite every picture.
Theme themeOf(const char* id) {
  const QString path = QString(SORAMI_SOURCE_DIR "/tests/golden/basemap-theme-%1.json").arg(id);
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) qFatal("%s cannot be read", qPrintable(path));
  return *parseTheme(file.readAll(), path);
}

QImage render(const FramePtr& frame) {
  std::vector<std::unique_ptr<Layer>> layers;
  layers.push_back(std::make_unique<ReliefLayer>());
  layers.push_back(std::make_unique<LandLayer>());
  layers.push_back(std::make_unique<LinesLayer>());
  layers.push_back(std::make_unique<GraticuleLayer>());
  layers.push_back(std::make_unique<PlacesLayer>());
  layers.push_back(std::make_unique<GraticuleLabelsLayer>());
  QImage image(frame->view.size, QImage::Format_RGB32);
  image.fill(Qt::magenta);  // whatever no layer draws on shows
  PixelCanvas canvas(image, frame->view.pixelRatio);
  for (const auto& layer : layers) layer->prepare(frame)(canvas, {});
  return image;
}

std::shared_ptr<Frame> frameOf(const Scene& scene, QSize size) {
  auto frame = std::make_shared<Frame>();
  frame->projection = *Projection::create(scene.projection, scene.centre);
  frame->basemap = thePack();
  frame->theme = std::make_shared<const Theme>(themeOf(scene.theme));
  frame->hiddenLayers = scene.hidden;
  frame->view.size = size;
  frame->view.metresPerPixel = scene.metresPerPixel;
  frame->view.centre = frame->projection->forward(scene.centre);
  return frame;
}

}  // namespace

class TestBasemapGolden : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void looksAsItDid_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < scenes().size(); ++i) QTest::newRow(scenes()[i].name) << static_cast<int>(i);
  }

  void looksAsItDid() {
    if (!thePack() || !thePack()->missing().empty()) {
      QSKIP("no full map pack was built (libmagics++-data or ferret-datasets is not installed)");
    }
    QFETCH(int, index);
    const Scene& scene = scenes()[static_cast<std::size_t>(index)];
    QImage got = render(frameOf(scene, {640, 400}));
    // The lowest two bits of relief are noise that would double the golden files.
    for (int y = 0; y < got.height(); ++y) {
      for (int x = 0; x < got.width(); ++x) got.setPixel(x, y, (got.pixel(x, y) & 0xFFFCFCFCU) | 0xFF000000U);
    }
    const QString golden = QString(SORAMI_SOURCE_DIR "/tests/golden/basemap-%1.png").arg(scene.name);
    if (qEnvironmentVariableIsSet("SORAMI_UPDATE_GOLDEN")) {
      QVERIFY(QDir().mkpath(SORAMI_SOURCE_DIR "/tests/golden"));
      QVERIFY(got.convertToFormat(QImage::Format_RGB888).save(golden, "PNG", 10));
      QSKIP("golden image rewritten");
    }
    const QImage want = QImage(golden).convertToFormat(QImage::Format_RGB32);
    QVERIFY2(!want.isNull(), qPrintable("no golden image: SORAMI_UPDATE_GOLDEN=1 makes " + golden));
    QCOMPARE(want.size(), got.size());
    double sum = 0;
    int off = 0;
    QImage difference(got.size(), QImage::Format_RGB32);
    for (int y = 0; y < got.height(); ++y) {
      for (int x = 0; x < got.width(); ++x) {
        const QRgb a = got.pixel(x, y);
        const QRgb b = want.pixel(x, y);
        const int d = std::max(
            {std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
        sum += d * d;
        off += d > 24 ? 1 : 0;
        const int shown = std::min(255, d * 4);
        difference.setPixel(x, y, qRgb(shown, shown, shown));
      }
    }
    const double pixels = static_cast<double>(got.width()) * got.height();
    const double rmse = std::sqrt(sum / pixels);
    // Texts may differ by a shade between font versions; a lost island or a streak differs by far more.
    const bool same = rmse < 3.0 && off / pixels < 0.004;
    if (!same) {
      QDir().mkpath(SORAMI_BINARY_DIR "/golden-failures");
      got.save(QString(SORAMI_BINARY_DIR "/golden-failures/basemap-%1-actual.png").arg(scene.name));
      difference.save(QString(SORAMI_BINARY_DIR "/golden-failures/basemap-%1-diff.png").arg(scene.name));
    }
    QVERIFY2(same, qPrintable(QString("rmse %1, %2 % of pixels off; see golden-failures in the build folder")
                                  .arg(rmse)
                                  .arg(100 * off / pixels)));
  }

  void everyPixelIsDrawn() {
    for (const Scene& scene : scenes()) {
      auto frame = frameOf(scene, {320, 200});
      frame->view.metresPerPixel *= 2;
      const QImage with = render(frame);
      frame->basemap = nullptr;  // a plain graticule still covers the picture
      const QImage without = render(frame);
      for (const QImage& image : {with, without}) {
        for (int y = 0; y < image.height(); ++y) {
          for (int x = 0; x < image.width(); ++x) {
            QVERIFY2(image.pixel(x, y) != qRgb(255, 0, 255), scene.name);
          }
        }
      }
    }
  }

  /// Land and sea at known places, in every projection: the plain fill has just two colours.
  void landIsLandOnEveryMap() {
    if (!thePack() || thePack()->levels(BasemapLayer::Land) == 0) QSKIP("no map pack with land was built");
    const LatLon land[] = {{36, 138},  {0, 25},      {65, 100},   {67, 179}, {66, -175},
                           {-84, 4},   {-84.5, 175}, {-77, -120}, {72, -40}, {-25, 135},
                           {40, -100}, {-17.8, 178}, {55, -4},    {-10, -60}};
    const LatLon sea[] = {{29, 150}, {0, -150}, {88, 90},  {0, 179}, {-55, 178}, {35, -40},
                          {-40, 80}, {60, 179}, {40, 133}, {-60, 4}, {14, 91},   {-28, -24}};
    int checked = 0;
    for (const Scene& scene : scenes()) {
      for (const LatLon& at : land) checked += check(scene, at, true);
      for (const LatLon& at : sea) checked += check(scene, at, false);
    }
    QVERIFY2(checked > 250, qPrintable(QString::number(checked)));
  }

  void graticuleTexts() {
    QCOMPARE(graticuleText(35.5, true, 0.5), QString::fromUtf8("35°30′N"));
    QCOMPARE(graticuleText(-180, false, 30), QString::fromUtf8("180°"));
    QCOMPARE(graticuleText(0, true, 10), QString::fromUtf8("0°"));
    QCOMPARE(graticuleText(-70, false, 10), QString::fromUtf8("70°W"));
    QCOMPARE(graticuleText(139 + 45.0 / 60 + 30.0 / 3600, false, 10 / 3600.0),
             QString::fromUtf8("139°45′30″E"));
    QCOMPARE(graticuleStep(20000), 20.0);
    QVERIFY(graticuleStep(100) < 0.2 && graticuleStep(100) >= 0.1);
  }

  void stopsWhenAsked() {
    std::stop_source stop;
    stop.request_stop();
    const auto frame = frameOf(scenes()[0], {640, 400});
    QImage image(640, 400, QImage::Format_RGB32);
    PixelCanvas canvas(image);
    ReliefLayer().prepare(frame)(canvas, stop.get_token());
    LinesLayer().prepare(frame)(canvas, stop.get_token());
  }

  /// Names of places give way to the plan's sites, which are drawn over them; to those that move they do not,
  /// nor does it matter which one is selected: the base is kept while time goes on.
  void namesGiveWayToSites() {
    if (!thePack()) QSKIP("no map pack");
    auto frame = frameOf({"", "lcc-japan", {35.7, 139.7}, 3000, "night", {}}, {400, 300});
    frame->plan = std::make_shared<Plan>();
    PlacesLayer layer;
    const auto drawn = [&](const Frame& of) {
      QImage image(of.view.size, QImage::Format_RGB32);
      image.fill(Qt::black);
      PixelCanvas canvas(image);
      layer.prepare(std::make_shared<Frame>(of))(canvas, {});
      return image;
    };
    const auto inked = [](const QImage& image, const PixelBox& box) {
      for (int y = std::max(0, int(box.y)); y < std::min(image.height(), int(box.y + box.h)); ++y)
        for (int x = std::max(0, int(box.x)); x < std::min(image.width(), int(box.x + box.w)); ++x)
          if (image.pixel(x, y) != qRgb(0, 0, 0)) return true;
      return false;
    };
    const QImage bare = drawn(*frame);
    // Wherever a name stands: a site on it.
    int met = 0;
    for (int x = 20; x < 400; x += 20) {
      for (int y = 20; y < 300; y += 20) {
        auto plan = std::make_shared<Plan>();
        Site site;
        site.id = "s";
        site.name = "Site";
        site.position = frame->projection->inverse(frame->view.toMap(QPointF(x, y)));
        plan->sites = {site};
        auto with = std::make_shared<Frame>(*frame);
        with->plan = plan;
        std::vector<PixelBox> boxes;
        addStandingSiteBoxes(*with, boxes);
        QCOMPARE(boxes.size(), 2U);
        if (!inked(bare, boxes[0]) && !inked(bare, boxes[1])) continue;
        ++met;
        const QImage image = drawn(*with);
        for (const PixelBox& box : boxes)
          QVERIFY2(!inked(image, box), qPrintable(QString("%1 %2").arg(x).arg(y)));
        QVERIFY(layer.key(*with) != layer.key(*frame));
        auto selected = std::make_shared<Frame>(*with);
        selected->selectedSite = "s";
        QCOMPARE(layer.key(*selected), layer.key(*with));
        QCOMPARE(drawn(*selected), image);
        plan->sites[0].track = "some";
        auto moving = std::make_shared<Plan>(*plan);
        with->plan = moving;
        QCOMPARE(layer.key(*with), layer.key(*frame));
        QCOMPARE(drawn(*with), bare);
      }
    }
    QVERIFY(met > 3);
  }

 private:
  static int check(const Scene& scene, LatLon at, bool isLand) {
    auto frame = frameOf(scene, {31, 31});
    frame->hiddenLayers = {"relief"};
    const MapPoint on = frame->projection->forward(at);
    if (!std::isfinite(on.x)) return 0;
    frame->view.centre = on;
    frame->view.metresPerPixel = 500;
    QImage image(frame->view.size, QImage::Format_RGB32);
    image.fill(Qt::magenta);
    PixelCanvas canvas(image);
    LandLayer().prepare(frame)(canvas, {});
    const QRgb got = image.pixel(15, 15);
    const QRgb want = (isLand ? frame->theme->land : frame->theme->sea).rgb();
    if (got == want) return 1;
    // Next to a coast line the pixel may be the line's.
    qWarning("%s: %s expected at %g %g, colour %08x", scene.name, isLand ? "land" : "sea", at.lat, at.lon,
             got);
    QTest::qFail("wrong at a known place", __FILE__, __LINE__);
    return 0;
  }
};

QTEST_MAIN(TestBasemapGolden)
#include "tst_basemap_golden.moc"
