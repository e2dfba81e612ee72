// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/Banner.h"
#include "widgets/scene/Compositor.h"
#include "widgets/scene/LayerOrder.h"
#include "widgets/scene/PixelCanvas.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <chrono>
#include <cmath>
#include <thread>

using namespace sorami;

namespace {

/// What the fake layers tell the test.
struct Probe {
  std::atomic<int> prepared{0};
  std::atomic<int> drawn{0};
  std::atomic<int> milliseconds{0};  ///< how long a job takes
  std::atomic<std::uint64_t> key{1};
  std::function<void()> updated;
  QColor colour = Qt::red;
  QMargins margins;
  bool isGround = false;
  bool isSteady = false;
  DrawQuality quality;  ///< of the last frame
};

/// Squares of 100 km on the map, every second one filled: any shift or scale shows.
class Squares : public Layer {
 public:
  Squares(std::string id, bool isDynamic, std::shared_ptr<Probe> probe)
      : m_id(std::move(id)), m_isDynamic(isDynamic), m_probe(std::move(probe)) {}
  std::string id() const override { return m_id; }
  QString title() const override { return QString::fromStdString(m_id); }
  bool isDynamic() const override { return m_isDynamic; }
  bool isGround() const override { return m_probe->isGround; }
  bool isSteady() const override { return m_probe->isSteady; }
  std::uint64_t key(const Frame&) const override { return m_probe->key; }
  void onUpdated(std::function<void()> updated) override { m_probe->updated = std::move(updated); }
  int hiddenLabels() const override { return m_isDynamic ? 3 : 0; }
  Job prepare(const FramePtr& frame) override {
    ++m_probe->prepared;
    m_probe->quality = frame->quality;
    m_probe->margins = {frame->margins.left, frame->margins.top, frame->margins.right, frame->margins.bottom};
    const double offset = m_isDynamic ? 50'000 : 0;
    return [frame, offset, probe = m_probe](Canvas& canvas, std::stop_token stop) {
      // Read anew each time: a test holds the job back until it has looked, then lets it go.
      const auto begin = std::chrono::steady_clock::now();
      while (std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(probe->milliseconds)) {
        if (stop.stop_requested()) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
      }
      PathBatch batch;
      constexpr double kCell = 100'000;
      const View& view = frame->view;
      const int reach = static_cast<int>(view.size.width() * view.metresPerPixel / kCell) + 2;
      const auto cx = static_cast<int>(view.centre.x / kCell);
      const auto cy = static_cast<int>(view.centre.y / kCell);
      for (int y = cy - reach; y <= cy + reach; ++y) {
        for (int x = cx - reach; x <= cx + reach; ++x) {
          if ((x + y) % 2 != 0) continue;
          const double x0 = x * kCell + offset;
          const double y0 = y * kCell + offset;
          for (const MapPoint p :
               {MapPoint{x0, y0}, {x0 + 40'000, y0}, {x0 + 40'000, y0 + 40'000}, {x0, y0 + 40'000}}) {
            batch.points.push_back(view.toPixel(p));
          }
          batch.close();
        }
      }
      canvas.fill(batch, {probe->colour, Fill::Hatch::None});
      ++probe->drawn;
    };
  }
  Pick pick(const Frame&, QPointF px) const override {
    Pick pick;
    if (px.x() > 10) return pick;
    pick.kind = m_isDynamic ? Pick::Kind::Track : Pick::Kind::Site;
    pick.distancePx = 2;
    pick.track = 7;
    return pick;
  }

 private:
  std::string m_id;
  bool m_isDynamic;
  std::shared_ptr<Probe> m_probe;
};

struct Rig {
  std::shared_ptr<Probe> still = std::make_shared<Probe>();
  std::shared_ptr<Probe> moving = std::make_shared<Probe>();
  std::unique_ptr<Compositor> compositor;

  Rig() {
    moving->colour = Qt::blue;
    compositor = std::make_unique<Compositor>(layers());
  }
  std::vector<std::unique_ptr<Layer>> layers() const {
    std::vector<std::unique_ptr<Layer>> all;
    all.push_back(std::make_unique<Squares>("still", false, still));
    all.push_back(std::make_unique<Squares>("moving", true, moving));
    return all;
  }
  QImage rendered(const FramePtr& frame) const {
    QImage image(frame->view.size, QImage::Format_RGB32);
    PixelCanvas canvas(image, frame->view.pixelRatio);
    Compositor::render(frame, layers(), canvas);
    return image;
  }
  /// Composes, event loop running, until the picture is the frame's own and no work is left.
  bool settle() {
    const bool sharp =
        QTest::qWaitFor([this] { return (void)compositor->compose(), compositor->isSharp(); }, 10'000);
    QTest::qWait(60);
    compositor->compose();
    return sharp && compositor->isSharp();
  }
};

std::shared_ptr<Frame> makeFrame(const char* projection = "mercator") {
  auto frame = std::make_shared<Frame>();
  const auto made = Projection::create(projection, {35, 138});
  if (!made) return frame;
  frame->projection = *made;
  frame->view.centre = frame->projection->forward({35, 138});
  frame->view.metresPerPixel = 4000;
  frame->view.size = {400, 300};
  auto theme = std::make_shared<Theme>();
  theme->id = QStringLiteral("test");
  theme->sea = QColor(10, 12, 14);
  frame->theme = theme;
  return frame;
}

std::shared_ptr<Frame> moved(const FramePtr& from, double dxPx, double dyPx, double scale = 1) {
  auto frame = std::make_shared<Frame>(*from);
  frame->view.centre.x += dxPx * frame->view.metresPerPixel;
  frame->view.centre.y -= dyPx * frame->view.metresPerPixel;
  frame->view.metresPerPixel *= scale;
  return frame;
}

/// Share of pixels that differ visibly.
double different(const QImage& a, const QImage& b) {
  if (a.size() != b.size()) return 1;
  int n = 0;
  for (int y = 0; y < a.height(); ++y) {
    for (int x = 0; x < a.width(); ++x) {
      const QRgb p = a.pixel(x, y);
      const QRgb q = b.pixel(x, y);
      n += std::abs(qRed(p) - qRed(q)) + std::abs(qGreen(p) - qGreen(q)) + std::abs(qBlue(p) - qBlue(q)) > 6
               ? 1
               : 0;
    }
  }
  return double(n) / (a.width() * a.height());
}

}  // namespace

class TestCompositor : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void zoomingOutShowsTheSurroundings();
  void aNewProjectionBendsTheOldPicture();
  void hasteLeavesOutAndRestMakesGood();
  void whatIsSteadyIsDrawnAnewOnlyWhenItChanges();
  void itComposesAtOnceAndSharpensLater() {
    Rig rig;
    rig.still->milliseconds = 60'000;
    QSignalSpy updated(rig.compositor.get(), &Compositor::updated);
    const auto frame = makeFrame();
    QVERIFY(frame->projection != nullptr);
    rig.compositor->setFrame(frame);
    QElapsedTimer timer;
    timer.start();
    const QImage first = rig.compositor->compose().copy();
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(first.size(), QSize(400, 300));
    QVERIFY(!rig.compositor->isSharp());
    rig.still->milliseconds = 0;
    const double firstApart = different(first, rig.rendered(frame));
    QVERIFY(firstApart > 0.02);  // the static squares are not there yet
    QTRY_VERIFY(!updated.isEmpty());
    QVERIFY(rig.settle());
    QCOMPARE(different(rig.compositor->compose(), rig.rendered(frame)), 0.0);
    QVERIFY(rig.compositor->stats().baseMs > 0);
    QVERIFY(rig.compositor->stats().composeMs > 0);
    QCOMPARE(rig.compositor->stats().labelsHidden, 3);
    QCOMPARE(rig.compositor->compose().format(), QImage::Format_RGB32);
  }

  void panningInsideTheMarginDrawsNoBase() {
    Rig rig;
    const auto frame = makeFrame();
    rig.compositor->setFrame(frame);
    QVERIFY(rig.settle());
    const int prepared = rig.still->prepared;
    for (int step = 1; step <= 10; ++step) {
      const auto panned = moved(frame, 5 * step, -3 * step);
      rig.compositor->setFrame(panned);
      QVERIFY(rig.compositor->isSharp());
      QCOMPARE(different(rig.compositor->compose(), rig.rendered(panned)), 0.0);
    }
    QCOMPARE(rig.still->prepared - 10, prepared);  // the ten are rendered()'s own
  }

  void panningBeyondShowsTheStalePictureMoved() {
    Rig rig;
    const auto frame = makeFrame();
    rig.compositor->setFrame(frame);
    QVERIFY(rig.settle());
    rig.still->milliseconds = 60'000;
    const auto far = moved(frame, 200, 0);
    rig.compositor->setFrame(far);
    const QImage stale = rig.compositor->compose().copy();
    QVERIFY(!rig.compositor->isSharp());
    rig.still->milliseconds = 0;
    const QImage truth = rig.rendered(far);
    // The margin reaches 100 px further than the view did: the left three quarters are right already.
    QCOMPARE(different(stale.copy(0, 0, 295, 300), truth.copy(0, 0, 295, 300)), 0.0);
    QVERIFY(different(stale.copy(305, 0, 95, 300), truth.copy(305, 0, 95, 300)) > 0.02);
    QVERIFY(rig.settle());
    QCOMPARE(different(rig.compositor->compose(), truth), 0.0);
  }

  void zoomingShowsTheStalePictureScaled() {
    for (const double factor : {0.5, 0.8, 1.25, 2.0}) {
      Rig rig;
      const auto frame = makeFrame();
      rig.compositor->setFrame(frame);
      QVERIFY(rig.settle());
      rig.still->milliseconds = 60'000;
      const auto zoomed = moved(frame, 30, 20, factor);
      rig.compositor->setFrame(zoomed);
      const QImage preview = rig.compositor->compose().copy();
      QVERIFY(!rig.compositor->isSharp());
      rig.still->milliseconds = 0;
      const QImage truth = rig.rendered(zoomed);
      // Right to a smear at the squares' edges, over what the old base reached.
      const QRect middle = factor <= 1.25 ? QRect(0, 0, 400, 300) : QRect(80, 60, 180, 150);
      QVERIFY2(different(preview.copy(middle), truth.copy(middle)) < 0.25,
               qPrintable(QString::number(factor)));
      int wrong = 0;
      for (int y = middle.top(); y <= middle.bottom(); ++y) {
        for (int x = middle.left(); x <= middle.right(); ++x) {
          wrong += std::abs(qRed(preview.pixel(x, y)) - qRed(truth.pixel(x, y))) > 200 ? 1 : 0;
        }
      }
      QVERIFY2(wrong < 20, qPrintable(QString::number(wrong)));
      QVERIFY(rig.settle());
      QCOMPARE(different(rig.compositor->compose(), truth), 0.0);
    }
  }

  void aKeyOrThemeOrHiddenLayerMakesANewBase() {
    Rig rig;
    const auto frame = makeFrame();
    rig.compositor->setFrame(frame);
    QVERIFY(rig.settle());
    rig.still->key = 2;
    rig.still->colour = Qt::green;
    rig.compositor->setFrame(std::make_shared<Frame>(*frame));
    QVERIFY(!rig.compositor->isSharp());
    QVERIFY(rig.settle());
    QCOMPARE(different(rig.compositor->compose(), rig.rendered(frame)), 0.0);

    auto hidden = std::make_shared<Frame>(*frame);
    hidden->hiddenLayers = {"still"};
    rig.compositor->setFrame(hidden);
    QVERIFY(rig.settle());
    QCOMPARE(different(rig.compositor->compose(), rig.rendered(hidden)), 0.0);
    hidden = std::make_shared<Frame>(*hidden);
    hidden->hiddenLayers = {"still", "moving"};
    rig.compositor->setFrame(hidden);
    QVERIFY(rig.settle());
    QCOMPARE(rig.compositor->compose().pixelColor(200, 150), QColor(10, 12, 14));
    QCOMPARE(rig.compositor->stats().labelsHidden, 0);
  }

  void looksSetOrderOpacityAndScales() {
    Rig rig;
    const auto all = rig.layers();
    auto frame = std::make_shared<Frame>(*makeFrame());
    const auto ids = [&] {
      std::vector<std::string> names;
      for (const Layer* layer : shownLayers(*frame, all)) names.push_back(layer->id());
      return names;
    };
    QCOMPARE(ids(), (std::vector<std::string>{"still", "moving"}));
    // Named twice, or a layer there is not: a damaged plan changes nothing else.
    frame->layerLooks = {{"moving"}, {"none"}, {"moving"}, {"still"}};
    QCOMPARE(ids(), (std::vector<std::string>{"moving", "still"}));

    // Half as strong: half way between the ground and the full picture. Screen and export agree.
    frame->layerLooks = {LayerLook{"still", false, 0.5}};
    frame->hiddenLayers = {"moving"};
    rig.compositor->setFrame(frame);
    QVERIFY(rig.settle());
    QCOMPARE(different(rig.compositor->compose(), rig.rendered(frame)), 0.0);
    const QImage half = rig.rendered(frame);
    frame = std::make_shared<Frame>(*frame);
    frame->layerLooks.clear();
    const QImage full = rig.rendered(frame);
    int squares = 0;
    for (int y = 0; y < full.height(); y += 7) {
      for (int x = 0; x < full.width(); x += 7) {
        if (full.pixel(x, y) != qRgb(255, 0, 0)) continue;
        ++squares;
        QVERIFY(std::abs(qRed(half.pixel(x, y)) - (255 + 10) / 2) <= 2);
      }
    }
    QVERIFY(squares > 10);
    QVERIFY(Compositor::staticKey(frame, all) != 0);

    // Beyond its scales it is not there.
    frame->hiddenLayers.clear();
    const double scale = scaleOf(frame->view);
    frame->layerLooks = {LayerLook{"still", false, 1, scale * 0.5, scale * 2}};
    QVERIFY(hiddenAtScale(*frame).empty());
    frame->layerLooks = {LayerLook{"still", false, 1, scale * 2, 0}};
    QCOMPARE(hiddenAtScale(*frame), std::vector<std::string>{"still"});
    frame->layerLooks = {LayerLook{"still", false, 1, 0, scale * 0.5}};
    QCOMPARE(hiddenAtScale(*frame), std::vector<std::string>{"still"});
    rig.compositor->setFrame(std::make_shared<Frame>(*frame));
    QVERIFY(rig.settle());
    auto without = std::make_shared<Frame>(*frame);
    without->layerLooks.clear();
    without->hiddenLayers = {"still"};
    QCOMPARE(different(rig.compositor->compose(), rig.rendered(without)), 0.0);
  }

  void timeAloneDrawsNoBase() {
    Rig rig;
    auto frame = makeFrame();
    rig.compositor->setFrame(frame);
    QVERIFY(rig.settle());
    const int still = rig.still->prepared;
    const int moving = rig.moving->prepared;
    for (int i = 0; i < 5; ++i) {
      frame = std::make_shared<Frame>(*frame);
      frame->time = UtcTime{i * kSecond};
      rig.compositor->setFrame(frame);
      rig.compositor->compose();
    }
    QCOMPARE(rig.still->prepared.load(), still);
    QCOMPARE(rig.moving->prepared.load(), moving + 5);
    // Nothing new: not even the dynamic layers are drawn again.
    rig.compositor->compose();
    QCOMPARE(rig.moving->prepared.load(), moving + 5);
  }

  void anotherProjectionNeverShowsTheOldOnesBase() {
    Rig rig;
    rig.compositor->setFrame(makeFrame());
    QVERIFY(rig.settle());
    rig.still->milliseconds = 60'000;
    const auto other = makeFrame("orthographic");
    rig.compositor->setFrame(other);
    const QImage& picture = rig.compositor->compose();
    for (int y = 0; y < picture.height(); ++y) {
      for (int x = 0; x < picture.width(); ++x) QVERIFY(qRed(picture.pixel(x, y)) < 128);
    }
    rig.still->milliseconds = 0;
    QVERIFY(rig.settle());
    QCOMPARE(different(rig.compositor->compose(), rig.rendered(other)), 0.0);
  }

  void theNewestViewWins() {
    Rig rig;
    rig.still->milliseconds = 30;
    const auto frame = makeFrame();
    rig.compositor->setFrame(frame);
    FramePtr last;
    for (int i = 0; i < 40; ++i) {
      last = moved(frame, 40 * i, 0, std::pow(1.03, i));
      rig.compositor->setFrame(last);
      rig.compositor->compose();
      QTest::qWait(2);
    }
    rig.still->milliseconds = 0;
    QVERIFY(rig.settle());
    QCOMPARE(different(rig.compositor->compose(), rig.rendered(last)), 0.0);
    QVERIFY2(rig.still->prepared < 25, qPrintable(QString::number(rig.still->prepared)));
  }

  void layersAskForAnotherFrame() {
    Rig rig;
    const auto frame = makeFrame();
    rig.compositor->setFrame(frame);
    QVERIFY(rig.settle());
    QSignalSpy updated(rig.compositor.get(), &Compositor::updated);
    const int moving = rig.moving->prepared;
    std::thread([&] { rig.moving->updated(); }).join();
    QTRY_VERIFY(!updated.isEmpty());
    rig.compositor->compose();
    QCOMPARE(rig.moving->prepared.load(), moving + 1);
    QVERIFY(rig.compositor->isSharp());
    const int still = rig.still->prepared;
    rig.still->updated();
    QTRY_VERIFY(rig.still->prepared > still);
    QVERIFY(rig.settle());
  }

  void theBannerIsOnTopOfEverything() {
    Rig rig;
    auto frame = makeFrame();
    frame->marking = "EXERCISE · NOTIONAL DATA";
    frame->margins.left = 11;
    rig.compositor->setFrame(frame);
    QVERIFY(rig.settle());
    const QImage& picture = rig.compositor->compose();
    const QColor strip = bannerStyle(QStringLiteral("EXERCISE")).background;
    const int height = bannerHeight(1);
    for (int x : {0, 20, 399}) {
      QCOMPARE(picture.pixelColor(x, 0), strip);
      QCOMPARE(picture.pixelColor(x, height - 1), strip);
      QVERIFY(picture.pixelColor(x, height) != strip);
      QCOMPARE(picture.pixelColor(x, 299), strip);
      QCOMPARE(picture.pixelColor(x, 300 - height), strip);
    }
    int text = 0;
    for (int x = 0; x < 400; ++x) text += picture.pixelColor(x, height / 2) != strip ? 1 : 0;
    QVERIFY(text > 20);
    QCOMPARE(rig.moving->margins, QMargins(11, height, 0, height));
    QCOMPARE(different(picture, rig.rendered(frame)), 0.0);
  }

  void bannerColoursComeFromTheTable() {
    const auto ground = [](const char* text) { return bannerStyle(QString::fromUtf8(text)).background; };
    QCOMPARE(ground("TOP SECRET"), ground("top secret // x"));
    QVERIFY(ground("TOP SECRET") != ground("SECRET"));
    QVERIFY(ground("SECRETARIAT") != ground("SECRET"));
    QVERIFY(ground("UNCLASSIFIED") != ground("SECRET"));
    QCOMPARE(ground("部外秘・取扱注意"), ground("取扱注意"));
    QVERIFY(ground("something else").isValid());
  }

  void picksTheFrontOfEquals() {
    Rig rig;
    rig.compositor->setFrame(makeFrame());
    QVERIFY(rig.compositor->pick({5, 5}).kind == Pick::Kind::Track);
    QVERIFY(rig.compositor->pick({50, 5}).kind == Pick::Kind::None);
    auto hidden = makeFrame();
    hidden->hiddenLayers = {"moving"};
    rig.compositor->setFrame(hidden);
    QVERIFY(rig.compositor->pick({5, 5}).kind == Pick::Kind::Site);
  }

  void itDoesWithoutAFrameAndEndsWhileWorking() {
    Rig rig;
    QVERIFY(rig.compositor->compose().isNull());
    QVERIFY(!rig.compositor->isSharp());
    rig.compositor->setFrame(std::make_shared<Frame>());
    rig.compositor->compose();
    rig.still->milliseconds = 60'000;
    rig.compositor->setFrame(makeFrame());
    rig.compositor->compose();
    QElapsedTimer timer;
    timer.start();
    rig.compositor.reset();
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
  }
};

namespace {

/// Pixels of a picture that are nearly red, but for those in `except`.
int redOutside(const QImage& image, const QRect& except) {
  int count = 0;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) {
      const QRgb c = image.pixel(x, y);
      if (!except.contains(x, y) && qRed(c) > 60 && qBlue(c) < 60) ++count;
    }
  }
  return count;
}

}  // namespace

void TestCompositor::zoomingOutShowsTheSurroundings() {
  Rig rig;
  rig.still->isGround = true;
  auto frame = makeFrame();
  frame->interactive = true;
  rig.compositor->setFrame(frame);
  QVERIFY(rig.settle());
  QTRY_VERIFY(rig.still->drawn >= 2);  // the base, and what lies about it
  QTest::qWait(60);
  rig.still->milliseconds = 60'000;
  rig.compositor->setFrame(moved(frame, 0, 0, 3));
  const QImage image = rig.compositor->compose().copy();
  QVERIFY(!rig.compositor->isSharp());
  // The base with its margin takes the middle half, a little less; about it would be nothing but sea.
  const QRect middle(QPoint(90, 65), QPoint(310, 235));
  const int about = redOutside(image, middle);
  QVERIFY2(about > 2000, qPrintable(QString::number(about)));
  rig.still->milliseconds = 0;
  QVERIFY(rig.settle());
}

void TestCompositor::aNewProjectionBendsTheOldPicture() {
  Rig rig;
  auto frame = makeFrame();
  frame->interactive = true;
  rig.compositor->setFrame(frame);
  QVERIFY(rig.settle());
  const int before = redOutside(rig.compositor->compose(), {});
  QVERIFY(before > 2000);
  rig.still->milliseconds = 60'000;
  auto other = makeFrame("lcc-japan");
  other->interactive = true;
  rig.compositor->setFrame(other);
  const int bent = redOutside(rig.compositor->compose(), {});
  QVERIFY(!rig.compositor->isSharp());
  QVERIFY2(bent > before / 2, qPrintable(QString::number(bent)));
  rig.still->milliseconds = 0;
  QVERIFY(rig.settle());
}

void TestCompositor::hasteLeavesOutAndRestMakesGood() {
  Rig rig;
  auto frame = makeFrame();
  frame->interactive = true;
  rig.compositor->setFrame(frame);
  QVERIFY(rig.settle());
  QCOMPARE(rig.moving->quality, DrawQuality{});
  rig.moving->milliseconds = 25;  // more than a frame may take
  for (int i = 0; i < 40; ++i) {
    rig.compositor->setFrame(moved(frame, i % 5, 0));
    rig.compositor->compose();
  }
  QVERIFY(!(rig.moving->quality == DrawQuality{}));
  // Once nothing moves, the picture is drawn in full.
  QVERIFY(QTest::qWaitFor(
      [&] { return (void)rig.compositor->compose(), rig.moving->quality == DrawQuality{}; }, 5000));
  // What is kept never leaves out anything.
  frame->interactive = false;
  rig.compositor->setFrame(frame);
  rig.compositor->compose();
  QCOMPARE(rig.moving->quality, DrawQuality{});
  rig.moving->milliseconds = 0;
}

void TestCompositor::whatIsSteadyIsDrawnAnewOnlyWhenItChanges() {
  Rig rig;
  const auto steady = std::make_shared<Probe>();
  steady->isSteady = true;
  steady->colour = Qt::green;
  const auto layers = [&] {
    auto all = rig.layers();
    all.insert(all.begin() + 1, std::make_unique<Squares>("steady", true, steady));
    return all;
  };
  rig.compositor = std::make_unique<Compositor>(layers());
  const auto truth = [&](const FramePtr& frame) {
    QImage image(frame->view.size, QImage::Format_RGB32);
    PixelCanvas canvas(image, frame->view.pixelRatio);
    Compositor::render(frame, layers(), canvas);
    return image;
  };
  auto frame = makeFrame();
  rig.compositor->setFrame(frame);
  QVERIFY(rig.settle());
  // Each frame another time: what moves is drawn, what is steady stands as it was drawn once and kept.
  const auto shifted = [](const FramePtr& from) { return moved(from, 3, 0); };
  const auto frames = [&](int count) {
    for (int i = 0; i < count; ++i) {
      frame = std::make_shared<Frame>(*frame);
      frame->time.us += kSecond;
      rig.compositor->setFrame(frame);
      rig.compositor->compose();
    }
  };
  frames(1);
  const QImage asDrawn = rig.compositor->compose().copy();
  frames(3);
  const int drawn = steady->drawn;
  const int movingDrawn = rig.moving->drawn;
  frames(10);
  QCOMPARE(int(steady->drawn), drawn);
  QVERIFY(rig.moving->drawn >= movingDrawn + 10);
  QCOMPARE(rig.compositor->compose(), asDrawn);
  QVERIFY(different(rig.compositor->compose(), truth(frame)) < 0.001);
  // Changed, it is drawn; and so it is in another view.
  steady->colour = Qt::yellow;
  ++steady->key;
  const int before = steady->drawn;
  frames(1);
  QVERIFY(steady->drawn > before);
  QVERIFY(different(rig.compositor->compose(), truth(frame)) < 0.001);
  frames(4);
  frame = shifted(frame);
  const int kept = steady->drawn;
  rig.compositor->setFrame(frame);
  rig.compositor->compose();
  QVERIFY(steady->drawn > kept);
  QVERIFY(rig.settle());
  QVERIFY(different(rig.compositor->compose(), truth(frame)) < 0.001);
}

QTEST_MAIN(TestCompositor)
#include "tst_compositor.moc"
