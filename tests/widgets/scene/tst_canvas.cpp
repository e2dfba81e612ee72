// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/Fonts.h"
#include "widgets/scene/PainterCanvas.h"
#include "widgets/scene/PixelCanvas.h"
#include "widgets/scene/raster/Blend.h"

#include <QPainter>
#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace sorami;

namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();
const QColor kGround(0x0B, 0x0F, 0x12);

QImage blank(QSize size, const QColor& ground = kGround) {
  QImage image(size, QImage::Format_RGB32);
  image.fill(ground);
  return image;
}

PathBatch batch(std::initializer_list<std::vector<PixelPoint>> lines) {
  PathBatch b;
  for (const auto& line : lines) b.add(line);
  return b;
}

std::vector<PixelPoint> box(float x0, float y0, float x1, float y1) {
  return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
}

/// Root mean square difference of two pictures over all channels, in steps of 255.
double rmse(const QImage& a, const QImage& b) {
  double sum = 0;
  for (int y = 0; y < a.height(); ++y) {
    for (int x = 0; x < a.width(); ++x) {
      const QRgb p = a.pixel(x, y);
      const QRgb q = b.pixel(x, y);
      for (int d : {qRed(p) - qRed(q), qGreen(p) - qGreen(q), qBlue(p) - qBlue(q)}) sum += d * d;
    }
  }
  return std::sqrt(sum / (3.0 * a.width() * a.height()));
}

int greatestDifference(const QImage& a, const QImage& b) {
  int most = 0;
  for (int y = 0; y < a.height(); ++y) {
    for (int x = 0; x < a.width(); ++x) {
      const QRgb p = a.pixel(x, y);
      const QRgb q = b.pixel(x, y);
      most = std::max({most, std::abs(qRed(p) - qRed(q)), std::abs(qGreen(p) - qGreen(q)),
                       std::abs(qBlue(p) - qBlue(q))});
    }
  }
  return most;
}

std::vector<PixelPoint> star(float cx, float cy, float r, int n, float inner) {
  std::vector<PixelPoint> ring;
  for (int i = 0; i < 2 * n; ++i) {
    const float a = static_cast<float>(i) * 3.14159265F / static_cast<float>(n);
    const float q = i % 2 == 0 ? r : r * inner;
    ring.push_back({cx + q * std::cos(a), cy + q * std::sin(a)});
  }
  return ring;
}

using Draw = void (*)(Canvas&, double);

void drawFills(Canvas& c, double k) {
  const auto f = static_cast<float>(k);
  PathBatch land;
  land.add(star(120 * f, 110 * f, 95 * f, 23, 0.7F));
  land.add(star(120 * f, 110 * f, 40 * f, 9, 0.5F));  // a lake
  land.add(box(230.5F * f, 20.25F * f, 300 * f, 90.75F * f));
  c.fill(land, {QColor(0x40, 0x48, 0x50), Fill::Hatch::None});
  c.fill(batch({star(280 * f, 150 * f, 80 * f, 40, 0.95F)}), {QColor(240, 166, 60, 110), Fill::Hatch::None});
  c.fill(batch({box(20 * f, 215 * f, 380 * f, 280 * f)}), {QColor(240, 166, 60, 200), Fill::Hatch::Diagonal});
}

void drawLines(Canvas& c, double k) {
  const auto f = static_cast<float>(k);
  PathBatch wavy;
  for (int row = 0; row < 6; ++row) {
    for (int i = 0; i <= 60; ++i) {
      const float x = (10 + 6.3F * static_cast<float>(i)) * f;
      wavy.points.push_back({x, (25 + 22 * static_cast<float>(row)) * f +
                                    12 * f * std::sin(static_cast<float>(i) * (0.2F + 0.1F * row))});
    }
    wavy.close();
  }
  c.stroke(wavy, {QColor(0x9A, 0xA6, 0xAE), 1, {}});
  PathBatch fan;
  for (int i = 0; i < 18; ++i) {
    const float a = static_cast<float>(i) * 0.349F;
    fan.add(std::vector<PixelPoint>{{100 * f, 220 * f},
                                    {(100 + 60 * std::cos(a)) * f, (220 + 60 * std::sin(a)) * f}});
  }
  c.stroke(fan, {QColor(255, 128, 128), 1, {}});
  c.stroke(batch({star(220 * f, 220 * f, 50 * f, 5, 0.45F)}), {QColor(128, 224, 255), 2.5F * f, {}});
  c.stroke(batch({star(310 * f, 220 * f, 50 * f, 30, 0.9F)}), {QColor(170, 255, 170, 128), 6 * f, {}});
  c.stroke(batch({{{20 * f, 285 * f}, {200 * f, 275 * f}, {380 * f, 290 * f}}}),
           {QColor(255, 255, 128), 2 * f, {9 * f, 5 * f, 2 * f, 5 * f}});
  c.stroke(batch({{{20 * f, 150 * f}, {390 * f, 165 * f}}}), {QColor(255, 161, 255), 1, {6 * f, 4 * f}});
}

void drawPlates(Canvas& c, double k) {
  const auto f = static_cast<float>(k);
  c.rect(QRectF(20 * k, 20 * k, 150 * k, 60 * k), QColor(0x1A, 0x22, 0x28), QColor(0x5D, 0x6A, 0x73), 6 * f);
  c.rect(QRectF(190 * k, 20 * k, 180 * k, 22 * k), QColor(0x2B, 0x6E, 0x3F), QColor(), 0);
  c.rect(QRectF(190.5 * k, 60.25 * k, 100 * k, 40 * k), QColor(255, 255, 255, 40), QColor(), 12 * f);
  std::vector<Dot> dots;
  for (int i = 0; i < 40; ++i) {
    dots.push_back({{(20 + 9.3F * static_cast<float>(i)) * f, 130 * f},
                    qRgb(255, 225, 128),
                    static_cast<std::uint8_t>(i % 5 * static_cast<int>(k))});
    dots.push_back({{(20 + 9.3F * static_cast<float>(i)) * f, 150 * f},
                    qPremultiply(qRgba(128, 224, 255, 100)),
                    static_cast<std::uint8_t>(k)});
  }
  dots.push_back({{330 * f, 220 * f}, qRgb(200, 60, 60), static_cast<std::uint8_t>(20 * k)});
  c.dots(dots);
  QImage picture(static_cast<int>(64 * k), static_cast<int>(48 * k), QImage::Format_ARGB32_Premultiplied);
  for (int y = 0; y < picture.height(); ++y) {
    for (int x = 0; x < picture.width(); ++x) {
      picture.setPixel(x, y,
                       qPremultiply(qRgba(x * 255 / picture.width(), 90, y * 255 / picture.height(),
                                          (x + y) * 255 / (picture.width() + picture.height()))));
    }
  }
  c.image(picture, {30.4 * k, 190.6 * k}, 1);
  c.image(picture, {110 * k, 190 * k}, 0.4);
  c.image(picture.convertToFormat(QImage::Format_RGB32), {190 * k, 190 * k}, 1);
  const Sprite sprite = Sprite::make(picture, {10, 10});
  const std::vector<SpriteAt> at = {{&sprite, {300 * f, 180 * f}, 1}, {&sprite, {-5, -5}, 0.5F}};
  c.sprites(at);
}

void drawTexts(Canvas& c, double k) {
  const auto f = static_cast<float>(k);
  std::vector<TextRun> runs;
  const auto add = [&](const char* text, float x, float y, float size) -> TextRun& {
    TextRun run;
    run.text = QString::fromUtf8(text);
    run.at = {x * f, y * f};
    run.sizePx = size * f;
    run.colour = QColor(0xDF, 0xE5, 0xE8);
    runs.push_back(run);
    return runs.back();
  };
  add("Sea of Japan", 20, 40, 16);
  add("JAL885 FL310 443", 20, 70, 12).mono = true;
  add("関東 ・ 空見 1234", 20, 100, 14);
  add("HALO 06:12:30Z", 20, 130, 13).halo = QColor(0, 0, 0, 220);
  TextRun& bold = add("EXERCISE · NOTIONAL DATA", 200, 160, 12);
  bold.bold = true;
  bold.align = TextRun::Align::Centre;
  add("flush right", 390, 40, 12).align = TextRun::Align::Right;
  TextRun& turned = add("140° E", 300, 240, 13);
  turned.rotationDeg = -30;
  turned.colour = QColor(240, 166, 60);
  c.text(runs);
}

QImage throughPixels(Draw draw, double ratio) {
  QImage image = blank(QSize(400, 300) * ratio);
  PixelCanvas canvas(image, ratio);
  draw(canvas, ratio);
  return image;
}

QImage throughPainter(Draw draw, double ratio) {
  QImage image = blank(QSize(400, 300) * ratio);
  QPainter painter(&image);
  PainterCanvas canvas(&painter, image.size(), ratio);
  draw(canvas, ratio);
  return image;
}

}  // namespace

class TestCanvas : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void bothCanvasesAgree_data() {
    QTest::addColumn<void*>("draw");
    QTest::addColumn<double>("limit");
    QTest::newRow("fills") << reinterpret_cast<void*>(&drawFills) << 2.0;
    QTest::newRow("lines") << reinterpret_cast<void*>(&drawLines) << 6.0;
    QTest::newRow("plates") << reinterpret_cast<void*>(&drawPlates) << 2.0;
    QTest::newRow("texts") << reinterpret_cast<void*>(&drawTexts) << 4.0;
  }
  void bothCanvasesAgree() {
    QFETCH(void*, draw);
    QFETCH(double, limit);
    for (double ratio : {1.0, 2.0}) {
      const QImage pixels = throughPixels(reinterpret_cast<Draw>(draw), ratio);
      const QImage painter = throughPainter(reinterpret_cast<Draw>(draw), ratio);
      const QString folder = qEnvironmentVariable("SORAMI_TEST_IMAGES");
      if (!folder.isEmpty()) {
        const QString stem =
            QStringLiteral("%1/canvas-%2-%3x").arg(folder, QTest::currentDataTag()).arg(ratio);
        pixels.save(stem + QStringLiteral("-pixels.png"));
        painter.save(stem + QStringLiteral("-painter.png"));
      }
      // The scene is there at all: an empty picture agrees with an empty one.
      QVERIFY(rmse(pixels, blank(pixels.size())) > 4 * limit);
      const double apart = rmse(pixels, painter);
      QVERIFY2(apart < limit, qPrintable(QStringLiteral("%1x: %2").arg(ratio).arg(apart)));
    }
  }

  void bandsMakeTheSamePicture() {
    for (Draw draw : {&drawFills, &drawLines, &drawPlates, &drawTexts}) {
      const QImage whole = throughPixels(draw, 1);
      QImage image = blank(whole.size());
      const PixelTarget target = PixelTarget::of(image);
      for (const QRect& part : {QRect(0, 0, 400, 101), QRect(0, 101, 173, 199), QRect(173, 101, 227, 199)}) {
        PixelCanvas canvas(target, 1, part);
        draw(canvas, 1);
      }
      QVERIFY2(greatestDifference(whole, image) <= 1,
               qPrintable(QString::number(greatestDifference(whole, image))));
    }
  }

  void nothingOutsideTheClipChanges() {
    QImage image = blank({400, 300});
    PixelCanvas canvas(PixelTarget::of(image), 1, QRect(100, 80, 120, 90));
    for (Draw draw : {&drawFills, &drawLines, &drawPlates, &drawTexts}) draw(canvas, 1);
    int changedInside = 0;
    for (int y = 0; y < 300; ++y) {
      for (int x = 0; x < 400; ++x) {
        const bool changed = image.pixelColor(x, y) != kGround;
        if (QRect(100, 80, 120, 90).contains(x, y)) {
          changedInside += changed ? 1 : 0;
        } else {
          QVERIFY(!changed);
        }
      }
    }
    QVERIFY(changedInside > 1000);
  }

  void edgesOnPixelBordersAreSharp() {
    QImage image = blank({20, 20}, Qt::black);
    PixelCanvas canvas(image);
    canvas.fill(batch({box(3, 4, 12, 15)}), {Qt::white, Fill::Hatch::None});
    for (int y = 0; y < 20; ++y) {
      for (int x = 0; x < 20; ++x) {
        const bool inside = x >= 3 && x < 12 && y >= 4 && y < 15;
        QCOMPARE(image.pixel(x, y), inside ? qRgb(255, 255, 255) : qRgb(0, 0, 0));
      }
    }
  }

  void coverageIsTheArea() {
    QImage image = blank({8, 8}, Qt::black);
    PixelCanvas canvas(image);
    // A quarter of pixel (2, 2); half of pixel (4, 2) below its diagonal; three quarters of (6, 2).
    canvas.fill(batch({box(2.5F, 2.5F, 3, 3), {{4, 2}, {5, 3}, {4, 3}}, box(6, 2, 6.75F, 3)}),
                {Qt::white, Fill::Hatch::None});
    QCOMPARE(qRed(image.pixel(2, 2)), 64);
    QCOMPARE(qRed(image.pixel(4, 2)), 128);
    QCOMPARE(qRed(image.pixel(6, 2)), 191);
    QCOMPARE(qRed(image.pixel(3, 2)), 0);
  }

  void holesStayOpen() {
    QImage image = blank({60, 60}, Qt::black);
    PixelCanvas canvas(image);
    auto hole = box(20, 20, 40, 40);
    auto island = box(27, 27, 33, 33);
    canvas.fill(batch({box(5, 5, 55, 55), hole, island}), {Qt::white, Fill::Hatch::None});
    QCOMPARE(qRed(image.pixel(10, 10)), 255);
    QCOMPARE(qRed(image.pixel(24, 24)), 0);
    QCOMPARE(qRed(image.pixel(30, 30)), 255);
    // The hole's direction does not matter.
    QImage other = blank({60, 60}, Qt::black);
    PixelCanvas again(other);
    std::reverse(hole.begin(), hole.end());
    again.fill(batch({box(5, 5, 55, 55), hole, island}), {Qt::white, Fill::Hatch::None});
    QCOMPARE(greatestDifference(image, other), 0);
  }

  /// Neighbours in one batch: a mosaic of triangles must come out as the square it fills.
  void sharedEdgesHaveNoSeam() {
    std::mt19937 random(7);
    std::uniform_real_distribution<float> jitter(-0.4F, 0.4F);
    constexpr int kSide = 12;
    std::vector<PixelPoint> grid;
    for (int y = 0; y <= kSide; ++y) {
      for (int x = 0; x <= kSide; ++x) {
        const bool rim = x == 0 || y == 0 || x == kSide || y == kSide;
        grid.push_back({10 + 15.37F * static_cast<float>(x) + (rim ? 0 : 12 * jitter(random)),
                        10 + 14.21F * static_cast<float>(y) + (rim ? 0 : 12 * jitter(random))});
      }
    }
    PathBatch mosaic;
    const auto at = [&](int x, int y) { return grid[static_cast<std::size_t>(y * (kSide + 1) + x)]; };
    for (int y = 0; y < kSide; ++y) {
      for (int x = 0; x < kSide; ++x) {
        mosaic.add(std::vector<PixelPoint>{at(x, y), at(x + 1, y), at(x + 1, y + 1)});
        mosaic.add(std::vector<PixelPoint>{at(x, y), at(x + 1, y + 1), at(x, y + 1)});
      }
    }
    QImage image = blank({210, 200}, Qt::black);
    PixelCanvas canvas(image);
    canvas.fill(mosaic, {QColor(200, 100, 50), Fill::Hatch::None});
    for (int y = 12; y < 178; ++y) {
      for (int x = 12; x < 192; ++x) QCOMPARE(image.pixel(x, y), qRgb(200, 100, 50));
    }
  }

  void farAndBrokenPointsAreHarmless() {
    const QImage clean = [] {
      QImage image = blank({100, 100}, Qt::black);
      PixelCanvas canvas(image);
      canvas.fill(batch({box(20, 20, 80, 80)}), {Qt::white, Fill::Hatch::None});
      return image;
    }();
    QImage image = blank({100, 100}, Qt::black);
    PixelCanvas canvas(image);
    PathBatch broken;
    broken.add(
        std::vector<PixelPoint>{{20, 20}, {kNaN, 5}, {80, 20}, {kInf, -kInf}, {80, 80}, {5, kNaN}, {20, 80}});
    broken.add(std::vector<PixelPoint>{{kNaN, kNaN}, {kInf, 0}});
    broken.add(std::vector<PixelPoint>{});
    broken.add(box(-500, -500, -20, 900));    // all left: turns nothing on
    broken.add(box(150, -500, 900, 900));     // all right
    broken.add(box(-900, -900, 900, -20));    // above
    broken.add(box(-4e8F, 200, 4e8F, 9e8F));  // huge, below
    canvas.fill(broken, {Qt::white, Fill::Hatch::None});
    QCOMPARE(greatestDifference(clean, image), 0);

    // A ring around everything covers everything.
    canvas.fill(batch({box(-8e8F, -8e8F, 8e8F, 8e8F)}), {QColor(10, 20, 30), Fill::Hatch::None});
    for (int i = 0; i < 100; ++i) QCOMPARE(image.pixel(i, 99 - i), qRgb(10, 20, 30));

    // A line from one end of the world to the other still passes where it should, and dashes end in time.
    QImage lines = blank({100, 100}, Qt::black);
    PixelCanvas drawn(lines);
    drawn.stroke(batch({{{-9e8F, 50.5F}, {9e8F, 50.5F}}}), {Qt::white, 1, {}});
    drawn.stroke(batch({{{-9e8F, 20}, {9e8F, 20}}}), {Qt::white, 4, {3, 3}});
    drawn.stroke(batch({{{-9e8F, 70.5F}, {9e8F, 70.5F}}}), {Qt::white, 1, {0.01F, 0.01F, 5, 5}});
    drawn.stroke(batch({{{10, 90}, {kNaN, kNaN}, {60, 90}}}), {Qt::white, 3, {}});
    QCOMPARE(qRed(lines.pixel(50, 50)), 255);
    QCOMPARE(qRed(lines.pixel(35, 90)), 0);  // broken at the bad point, not bridged
    int lit = 0;
    for (int x = 0; x < 100; ++x) lit += qRed(lines.pixel(x, 20)) > 128 ? 1 : 0;
    QVERIFY2(lit > 35 && lit < 65, qPrintable(QString::number(lit)));

    const Sprite empty;
    const std::vector<SpriteAt> sprites = {{nullptr, {5, 5}, 1}, {&empty, {5, 5}, 1}, {&empty, {kNaN, 5}, 1}};
    drawn.sprites(sprites);
    drawn.image(QImage(), {0, 0}, 1);
    drawn.image(clean, {1e300, std::nan("")}, 1);
    const std::vector<Dot> dots = {{{kNaN, 1}, qRgb(1, 2, 3), 2}, {{-9e8F, 9e8F}, qRgb(1, 2, 3), 200}};
    drawn.dots(dots);
    drawn.rect(QRectF(5, 5, -3, 0), Qt::red, Qt::red, 4);
    TextRun run;
    run.text = QStringLiteral("x");
    run.at = {kNaN, 2};
    drawn.text(std::span(&run, 1));
  }

  /// The last dash of a line may be shorter than a float tells its ends apart: it has no direction, and once
  /// took the program with it.
  void aDashMayEndAnywhere() {
    QImage image = blank({1100, 40});
    PixelCanvas canvas(image, 1);
    for (int i = 0; i <= 200; ++i) {
      const std::vector<float> dash = {5.0F, 3.0F - static_cast<float>(i) * 1e-6F};
      for (const float width : {1.0F, 1.2F, 2.0F, 6.0F}) {
        canvas.stroke(batch({{{1000, 20}, {1008, 20}}}), {Qt::white, width, dash});
        canvas.stroke(batch({{{1000, 20}, {1008, 20}, {1008, 36}, {1000, 36}}}), {Qt::white, width, dash});
      }
    }
    QVERIFY(image.pixelColor(1002, 20) != kGround);
    QCOMPARE(image.pixelColor(10, 20), kGround);
  }

  void anEmptyCanvasTakesEverything() {
    QImage image(1, 1, QImage::Format_RGB32);
    image.fill(Qt::black);
    PixelCanvas canvas(PixelTarget::of(image), 1, QRect());
    for (Draw draw : {&drawFills, &drawLines, &drawPlates, &drawTexts}) draw(canvas, 1);
    QCOMPARE(image.pixel(0, 0), qRgb(0, 0, 0));
  }

  /// Widths drawn are widths asked for: the light of a long slanted line, divided by its length.
  void strokesAreAsWideAsAsked() {
    for (float width : {0.5F, 1.5F, 3.F, 7.F}) {
      QImage image = blank({300, 300}, Qt::black);
      PixelCanvas canvas(image);
      canvas.stroke(batch({{{20, 40}, {280, 120}}}), {Qt::white, width, {}});
      double light = 0;
      for (int y = 0; y < 300; ++y) {
        for (int x = 0; x < 300; ++x) light += qRed(image.pixel(x, y)) / 255.0;
      }
      const double measured = light / std::hypot(260, 80);
      QVERIFY2(std::fabs(measured - width) < 0.06 * width + 0.02, qPrintable(QString::number(measured)));
    }
  }

  void transparentTargetsKeepTheirAlpha() {
    QImage image(40, 40, QImage::Format_ARGB32_Premultiplied);
    image.fill(0);
    PixelCanvas canvas(image);
    canvas.fill(batch({box(0, 0, 20.5F, 40)}), {QColor(255, 0, 0, 128), Fill::Hatch::None});
    QCOMPARE(reinterpret_cast<const QRgb*>(image.constScanLine(5))[5], qPremultiply(qRgba(255, 0, 0, 128)));
    QCOMPARE(qAlpha(image.pixel(20, 5)), 64);
    QCOMPARE(qAlpha(image.pixel(30, 5)), 0);
  }

  void blendingIsExact() {
    std::mt19937 random(3);
    std::vector<QRgb> under(1000);
    std::vector<QRgb> over(1000);
    for (std::size_t i = 0; i < under.size(); ++i) {
      under[i] = qPremultiply(static_cast<QRgb>(random()));
      over[i] = qPremultiply(static_cast<QRgb>(random()));
    }
    // Odd beginnings and lengths take the scalar tail, the rest the vector body; both are the rounded
    // quotient.
    for (int begin : {0, 1, 5}) {
      std::vector<QRgb> row = under;
      blendRow(row.data() + begin, over.data() + begin, 987);
      for (std::size_t i = 0; i < row.size(); ++i) {
        const bool touched = i >= std::size_t(begin) && i < std::size_t(begin) + 987;
        if (!touched) {
          QCOMPARE(row[i], under[i]);
          continue;
        }
        const unsigned keep = 255U - (over[i] >> 24U);
        for (unsigned shift : {0U, 8U, 16U, 24U}) {
          const unsigned c = (under[i] >> shift) & 255U;
          const unsigned expected = ((over[i] >> shift) & 255U) + (c * keep * 2 + 255) / 510;
          QCOMPARE((row[i] >> shift) & 255U, expected);
        }
      }
    }
  }

  void aGroupHasOneOpacity() {
    // Two squares that overlap: nowhere does one show through the other, and outside nothing changes.
    QImage image = blank({40, 40}, Qt::black);
    PixelCanvas canvas(image);
    canvas.beginGroup(0.5);
    canvas.fill(batch({box(4, 4, 24, 24)}), {Qt::white});
    canvas.fill(batch({box(14, 14, 34, 34)}), {Qt::white});
    canvas.endGroup();
    for (const QPoint inside : {QPoint(8, 8), QPoint(18, 18), QPoint(30, 30)})
      QVERIFY(std::abs(qGreen(image.pixel(inside)) - 128) <= 1);
    QCOMPARE(image.pixel(2, 2), qRgb(0, 0, 0));
    // In bands, as a dynamic layer is drawn, it comes out the same.
    QImage bands = blank({40, 40}, Qt::black);
    const PixelTarget target = PixelTarget::of(bands);
    for (const QRect band : {QRect(0, 0, 40, 17), QRect(0, 17, 40, 23)}) {
      PixelCanvas part(target, 1, band);
      part.beginGroup(0.5);
      part.fill(batch({box(4, 4, 24, 24)}), {Qt::white});
      part.fill(batch({box(14, 14, 34, 34)}), {Qt::white});
      part.endGroup();
    }
    QCOMPARE(bands, image);
  }

  void textIsMeasuredAsItIsDrawn() {
    TextRun run;
    run.text = QStringLiteral("HHHHHHHHHH");
    run.at = {50, 50};
    run.sizePx = 20;
    run.mono = true;
    run.colour = Qt::white;
    QImage image = blank({400, 100}, Qt::black);
    PixelCanvas canvas(image);
    canvas.text(std::span(&run, 1));
    int left = 400;
    int right = 0;
    for (int y = 0; y < 100; ++y) {
      for (int x = 0; x < 400; ++x) {
        if (qRed(image.pixel(x, y)) < 100) continue;
        left = std::min(left, x);
        right = std::max(right, x);
      }
    }
    const double width = textBounds(run.text, 20, true).width();
    QVERIFY2(std::fabs((right - left) - width) < 6, qPrintable(QString::number(right - left - width)));
    QVERIFY(left >= 50 && left < 54);
  }
};

QTEST_MAIN(TestCanvas)
#include "tst_canvas.moc"
