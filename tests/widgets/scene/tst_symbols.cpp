// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/PainterCanvas.h"
#include "widgets/scene/PixelCanvas.h"
#include "widgets/scene/SymbolFactory.h"
#include "widgets/scene/symbols/SvgPath.h"
#include "widgets/scene/symbols/SymbolPainter.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPainter>
#include <QSet>
#include <QStandardPaths>
#include <QTest>

#include <atomic>
#include <cmath>

using namespace sorami;

namespace {

int inked(const Sprite& sprite) {
  int n = 0;
  for (int y = 0; y < sprite.image.height(); ++y) {
    for (int x = 0; x < sprite.image.width(); ++x) n += qAlpha(sprite.image.pixel(x, y)) > 0 ? 1 : 0;
  }
  return n;
}

/// The most frequent opaque colour: the frame's fill.
QColor mainColour(const Sprite& sprite) {
  QHash<QRgb, int> counts;
  for (int y = 0; y < sprite.image.height(); ++y) {
    for (int x = 0; x < sprite.image.width(); ++x) {
      const QRgb p = sprite.image.pixel(x, y);
      if (qAlpha(p) == 255) ++counts[p];
    }
  }
  QRgb best = 0;
  for (auto it = counts.cbegin(); it != counts.cend(); ++it) {
    if (it.value() > counts.value(best)) best = it.key();
  }
  return QColor::fromRgb(best);
}

struct Case {
  QString name;
  QString sidc;
};

std::vector<Case> allCases() {
  std::vector<Case> cases;
  const auto add = [&](const char* name, const QString& sidc) {
    cases.push_back({QString::fromUtf8(name), sidc});
  };
  const auto air = [&](const char* name, Affiliation a, const char* type = "") {
    add(name, sidcFor(a, Domain::Air, QString::fromLatin1(type)));
  };
  air("civil airliner", Affiliation::Civil, "A320");
  air("civil helicopter", Affiliation::Civil, "EC35");
  air("civil drone", Affiliation::Civil, "DRONE");
  air("civil balloon", Affiliation::Civil, "BALL");
  air("pending", Affiliation::Pending);
  air("unknown", Affiliation::Unknown);
  air("assumed friend", Affiliation::AssumedFriend);
  air("friend", Affiliation::Friend);
  air("friend fighter", Affiliation::Friend, "F-15");
  air("friend AEW", Affiliation::Friend, "E767");
  air("friend tanker", Affiliation::Friend, "KC767");
  air("friend patrol", Affiliation::Friend, "P1");
  air("friend transport", Affiliation::Friend, "C130");
  air("friend trainer", Affiliation::Friend, "T4");
  air("friend helicopter", Affiliation::Friend, "H60");
  air("friend UAV", Affiliation::Friend, "RQ4");
  air("neutral", Affiliation::Neutral);
  air("suspect", Affiliation::Suspect);
  air("hostile bomber", Affiliation::Hostile, "TU95");
  air("hostile fighter", Affiliation::Hostile, "SU35");
  air("hostile UAV", Affiliation::Hostile, "UAV");
  add("not told", sidcFor(Affiliation::Unknown, Domain::Unknown));
  add("hostile missile", sidcFor(Affiliation::Hostile, Domain::Missile));
  add("hostile ballistic", sidcFor(Affiliation::Hostile, Domain::Missile, QStringLiteral("MRBM")));
  add("hostile cruise", sidcFor(Affiliation::Hostile, Domain::Missile, QStringLiteral("CRUISE")));
  add("interceptor", sidcFor(Affiliation::Friend, Domain::Missile, QStringLiteral("PAC-3")));
  add("satellite", sidcFor(Affiliation::Neutral, Domain::Space));
  add("warship", sidcFor(Affiliation::Friend, Domain::Surface));
  add("hostile ship", sidcFor(Affiliation::Hostile, Domain::Surface));
  add("merchant", sidcFor(Affiliation::Civil, Domain::Surface));
  add("submarine", sidcFor(Affiliation::Hostile, Domain::Subsurface));
  add("vehicle", sidcFor(Affiliation::Friend, Domain::Ground));
  const std::pair<const char*, SiteKind> sites[] = {{"long range radar", SiteKind::LongRangeRadar},
                                                    {"gap filler", SiteKind::GapFillerRadar},
                                                    {"terminal radar", SiteKind::TerminalRadar},
                                                    {"airborne radar", SiteKind::AirborneRadar},
                                                    {"ship radar", SiteKind::ShipRadar},
                                                    {"sector radar", SiteKind::SectorRadar},
                                                    {"SSR", SiteKind::SecondaryRadar},
                                                    {"passive", SiteKind::Passive},
                                                    {"battery", SiteKind::Battery},
                                                    {"control centre", SiteKind::ControlCentre},
                                                    {"relay", SiteKind::Relay}};
  for (const auto& [name, kind] : sites) add(name, sidcFor(kind, Affiliation::Friend));
  add("hostile radar", sidcFor(SiteKind::LongRangeRadar, Affiliation::Hostile));
  add("hostile battery", sidcFor(SiteKind::Battery, Affiliation::Hostile));
  return cases;
}

/// A page of symbols with their names, for eyes.
void saveSheet(const QString& file, const QString& mode, bool hollow, const QColor& ground,
               const QColor& ink) {
  const std::vector<Case> cases = allCases();
  const int columns = 8;
  const int rows = (static_cast<int>(cases.size()) + columns - 1) / columns;
  QImage image(columns * 150, rows * 110, QImage::Format_RGB32);
  image.fill(ground);
  PixelCanvas canvas(image);
  std::vector<SpritePtr> keep;
  for (int i = 0; i < static_cast<int>(cases.size()); ++i) {
    const auto x = static_cast<float>(i % columns * 150 + 30);
    const auto y = static_cast<float>(i / columns * 110 + 45);
    const Case& c = cases[static_cast<std::size_t>(i)];
    for (const auto& [size, dx] : {std::pair(24, 0.F), std::pair(56, 65.F)}) {
      keep.push_back(SymbolFactory::instance().symbolNow({c.sidc, size, mode, hollow}));
      const SpriteAt at{keep.back().get(), {x + dx, y}, 1};
      canvas.sprites(std::span(&at, 1));
    }
    TextRun run;
    run.text = c.name;
    run.at = {x - 15, y + 52};
    run.sizePx = 12;
    run.colour = ink;
    canvas.text(std::span(&run, 1));
  }
  image.save(file);
}

}  // namespace

class TestSymbols : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    // A cache of the test's own, so that the user's is left alone and the first run is like the tenth.
    QStandardPaths::setTestModeEnabled(true);
  }

  void codesFollowTheStandard_data() {
    QTest::addColumn<QString>("sidc");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const QString& sidc, const char* expected) {
      QTest::newRow(name) << sidc << QString::fromLatin1(expected);
    };
    row("fighter", sidcFor(Affiliation::Friend, Domain::Air, QStringLiteral("F-15")), "10030100001101040000");
    row("fighter variant", sidcFor(Affiliation::Friend, Domain::Air, QStringLiteral("f2a")),
        "10030100001101040000");
    row("airliner that begins as one", sidcFor(Affiliation::Friend, Domain::Air, QStringLiteral("F27")),
        "10030100001101000000");
    row("bomber", sidcFor(Affiliation::Hostile, Domain::Air, QStringLiteral("TU-95")),
        "10060100001101030000");
    row("AEW", sidcFor(Affiliation::Friend, Domain::Air, QStringLiteral("E767")), "10030100001101160000");
    row("airliner", sidcFor(Affiliation::Civil, Domain::Air, QStringLiteral("B738")), "10040100001201000000");
    row("airliner E290", sidcFor(Affiliation::Civil, Domain::Air, QStringLiteral("E290")),
        "10040100001201000000");
    row("civil helicopter", sidcFor(Affiliation::Civil, Domain::Air, QStringLiteral("EC35")),
        "10040100001202000000");
    row("nothing told", sidcFor(Affiliation::Unknown, Domain::Unknown), "10010100000000000000");
    row("ballistic", sidcFor(Affiliation::Hostile, Domain::Missile, QStringLiteral("SRBM")),
        "10060200001100000600");
    row("cruise", sidcFor(Affiliation::Hostile, Domain::Missile, QStringLiteral("LACM")),
        "10060200001100000700");
    row("long-range radar", sidcFor(SiteKind::LongRangeRadar, Affiliation::Friend), "10031500002203000300");
    row("battery", sidcFor(SiteKind::Battery, Affiliation::Friend), "10031000001301020000");
  }
  void codesFollowTheStandard() {
    QFETCH(QString, sidc);
    QFETCH(QString, expected);
    QCOMPARE(sidc, expected);
    QCOMPARE(sidc.size(), 20);
  }

  void everyKindAndSideHasASymbol() {
    if (!SymbolFactory::instance().hasMilsymbol()) QSKIP("milsymbol was not there at build time");
    for (const Case& c : allCases()) {
      const SymbolKey key{c.sidc, 48, QStringLiteral("Light"), false};
      const SpritePtr whole = SymbolFactory::instance().symbolNow(key);
      QVERIFY(whole != nullptr);
      const SpritePtr frame = paintFrame(key);
      QVERIFY2(inked(*whole) > 400, qPrintable(c.name));
      QVERIFY2(whole->vector != nullptr, qPrintable(c.name));
      // Our frames and milsymbol's are of one size and one colour.
      QVERIFY2(std::abs(whole->image.width() - frame->image.width()) <= 8, qPrintable(c.name));
      QVERIFY2(mainColour(*whole) == mainColour(*frame),
               qPrintable(c.name + mainColour(*whole).name() + mainColour(*frame).name()));
      const QRectF box(QPointF(0, 0), QSizeF(whole->image.size()));
      QVERIFY2(box.contains(whole->anchor), qPrintable(c.name));
    }
    const QString folder = qEnvironmentVariable("SORAMI_TEST_IMAGES");
    if (!folder.isEmpty()) {
      saveSheet(folder + QStringLiteral("/symbols-light.png"), QStringLiteral("Light"), false,
                QColor(0x15, 0x1A, 0x1D), QColor(0xDF, 0xE5, 0xE8));
      saveSheet(folder + QStringLiteral("/symbols-hollow.png"), QStringLiteral("Light"), true,
                QColor(0x15, 0x1A, 0x1D), QColor(0xDF, 0xE5, 0xE8));
      saveSheet(folder + QStringLiteral("/symbols-medium.png"), QStringLiteral("Medium"), false,
                QColor(0xF7, 0xF6, 0xF2), QColor(0x1C, 0x24, 0x29));
    }
  }

  void sidesDiffer() {
    QSet<QByteArray> pictures;
    for (Affiliation a : {Affiliation::Unknown, Affiliation::Friend, Affiliation::Neutral,
                          Affiliation::Hostile, Affiliation::Civil}) {
      const SpritePtr sprite =
          SymbolFactory::instance().symbolNow({sidcFor(a, Domain::Air), 32, QStringLiteral("Light"), false});
      pictures.insert(
          QByteArray(reinterpret_cast<const char*>(sprite->image.constBits()), sprite->image.sizeInBytes()));
    }
    QCOMPARE(pictures.size(), 5);
  }

  void aPlaceholderComesFirstAndTheSymbolLater() {
    SymbolFactory factory;
    if (!factory.hasMilsymbol()) QSKIP("milsymbol was not there at build time");
    std::atomic<int> ready{0};
    connect(
        &factory, &SymbolFactory::ready, &factory, [&] { ++ready; }, Qt::DirectConnection);
    const SymbolKey key{sidcFor(SiteKind::Battery, Affiliation::Friend), 31, QStringLiteral("Light"), false};
    const std::uint64_t before = factory.generation();
    QElapsedTimer timer;
    timer.start();
    const SpritePtr first = factory.symbol(key);
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(first != nullptr && inked(*first) > 100);
    QTRY_VERIFY_WITH_TIMEOUT(ready > 0, 10'000);
    QVERIFY(factory.generation() > before);
    const SpritePtr second = factory.symbol(key);
    QVERIFY(second != first);
    QCOMPARE(factory.symbol(key), second);
    QVERIFY(inked(*first) > 100);  // still alive for whoever draws it
  }

  void nonsenseGetsAFrame() {
    for (const QString& sidc : {QString(), QStringLiteral("x"), QStringLiteral("99999999999999999999"),
                                QStringLiteral("10031500009999999999"), QStringLiteral("'); throw 1; ('")}) {
      const SpritePtr sprite =
          SymbolFactory::instance().symbolNow({sidc, 24, QStringLiteral("Light"), false});
      QVERIFY(sprite != nullptr);
      QVERIFY2(inked(*sprite) > 20, qPrintable(sidc));
    }
    for (int size : {-5, 0, 1, 100'000}) {
      const SpritePtr sprite = SymbolFactory::instance().symbolNow(
          {sidcFor(Affiliation::Friend, Domain::Air), size, QStringLiteral("Light"), false});
      QVERIFY(sprite != nullptr && sprite->image.width() < 4000);
    }
  }

  void pixelsAndVectorAgree() {
    const SpritePtr sprite = SymbolFactory::instance().symbolNow(
        {sidcFor(SiteKind::LongRangeRadar, Affiliation::Friend), 60, QStringLiteral("Light"), false});
    const SpriteAt at{sprite.get(), {50, 50}, 1};
    QImage pixels(100, 100, QImage::Format_RGB32);
    pixels.fill(Qt::black);
    QImage vector = pixels.copy();
    PixelCanvas fast(pixels);
    fast.sprites(std::span(&at, 1));
    QPainter painter(&vector);
    PainterCanvas slow(&painter, vector.size(), 1);
    slow.sprites(std::span(&at, 1));
    painter.end();
    // A printer's resolution changes nothing: the unit is the canvas's pixel.
    QImage fine(100, 100, QImage::Format_RGB32);
    fine.fill(Qt::black);
    fine.setDotsPerMeterX(37795);
    fine.setDotsPerMeterY(37795);
    QPainter printer(&fine);
    PainterCanvas page(&printer, fine.size(), 1);
    page.sprites(std::span(&at, 1));
    printer.end();
    for (int i = 0; i < 100; ++i) QCOMPARE(fine.pixel(i, 50), vector.pixel(i, 50));
    double sum = 0;
    for (int y = 0; y < 100; ++y) {
      for (int x = 0; x < 100; ++x)
        sum += std::pow(qGreen(pixels.pixel(x, y)) - qGreen(vector.pixel(x, y)), 2);
    }
    QVERIFY2(std::sqrt(sum / 10'000) < 2, qPrintable(QString::number(std::sqrt(sum / 10'000))));
  }

  /// Letters with `middle` baseline stand in the middle: what QtSvg gets wrong.
  void lettersStandInTheMiddle() {
    QJsonObject text{{QStringLiteral("type"), QStringLiteral("text")},
                     {QStringLiteral("text"), QStringLiteral("x")},
                     {QStringLiteral("x"), 100},
                     {QStringLiteral("y"), 100},
                     {QStringLiteral("fontsize"), 60},
                     {QStringLiteral("textanchor"), QStringLiteral("middle")},
                     {QStringLiteral("alignmentBaseline"), QStringLiteral("middle")},
                     {QStringLiteral("fill"), QStringLiteral("rgb(255,0,0)")}};
    const QJsonObject box{{QStringLiteral("x1"), 40},
                          {QStringLiteral("y1"), 40},
                          {QStringLiteral("x2"), 160},
                          {QStringLiteral("y2"), 160}};
    const SpritePtr sprite =
        paintSymbol({{QStringLiteral("draw"), QJsonArray{text}}, {QStringLiteral("bbox"), box}}, 120);
    QVERIFY(sprite != nullptr);
    int top = 1000;
    int bottom = 0;
    for (int y = 0; y < sprite->image.height(); ++y) {
      for (int x = 0; x < sprite->image.width(); ++x) {
        if (qAlpha(sprite->image.pixel(x, y)) < 128) continue;
        top = std::min(top, y);
        bottom = std::max(bottom, y);
      }
    }
    QVERIFY(bottom > top);
    QVERIFY2(std::fabs((top + bottom + 1) / 2.0 - sprite->anchor.y()) < 1.5,
             qPrintable(QStringLiteral("%1 %2 %3").arg(top).arg(bottom).arg(sprite->anchor.y())));
  }

  void badInstructionsAreRefused() {
    const auto parse = [](const char* json) {
      return paintSymbol(QJsonDocument::fromJson(json).object(), 24);
    };
    QVERIFY(parse("{}") == nullptr);
    QVERIFY(parse(R"({"draw": [], "bbox": {"x1":0,"y1":0,"x2":10,"y2":10}})") == nullptr);
    QVERIFY(parse(R"({"draw": [{}], "bbox": {"x1":0,"y1":0,"x2":1e9,"y2":10}})") == nullptr);
    QVERIFY(parse(R"({"draw": [{}], "bbox": {"x1":0,"y1":0}})") == nullptr);
    QByteArray deep = R"({"type":"path","d":"M0,0h9v9z"})";
    for (int i = 0; i < 200; ++i) deep = R"({"type":"translate","x":0,"y":0,"draw":[)" + deep + "]}";
    QVERIFY(parse(R"({"bbox":{"x1":0,"y1":0,"x2":10,"y2":10},"draw":[)" + deep + "]}") != nullptr);
  }

  void svgPaths() {
    const auto box = [](const char* d) { return parseSvgPath(QString::fromLatin1(d)).boundingRect(); };
    QCOMPARE(box("M10,20 h30 v40 H10 z"), QRectF(10, 20, 30, 40));
    QCOMPARE(box("m10 20l30 0 0 40-30 0z"), QRectF(10, 20, 30, 40));
    QCOMPARE(box("M1.5.5l1e1-1e-1"), QRectF(1.5, 0.4, 10, 0.1));
    const QRectF circle = box("M 0,50 a 50,50 0 1 0 100,0 a 50,50 0 1 0 -100,0");
    QVERIFY(std::fabs(circle.top()) < 0.1 && std::fabs(circle.bottom() - 100) < 0.1);
    QCOMPARE(box("M0 50a50 50 0 01 50-50").bottomRight(), QPointF(50, 50));  // flags run together
    const QPainterPath smooth = parseSvgPath(u"M0,0 C0,10 10,10 10,0 S20,-10 20,0");
    QCOMPARE(smooth.elementCount(), 7);
    QCOMPARE(QPointF(smooth.elementAt(4)), QPointF(10, -10));  // the mirrored control point
    QCOMPARE(parseSvgPath(u"M0,0 Q5,10 10,0 T20,0").currentPosition(), QPointF(20, 0));
    // Errors keep what stands before them, and end.
    QCOMPARE(box("M0,0 L10,10 L20"), QRectF(0, 0, 10, 10));
    QCOMPARE(box("M0,0 L10,10 ! L99,99"), QRectF(0, 0, 10, 10));
    QVERIFY(parseSvgPath(u"12 13").isEmpty());
    QVERIFY(parseSvgPath(u"M0 0z5 5").elementCount() <= 2);
    QVERIFY(parseSvgPath(u"").isEmpty());
  }
};

QTEST_MAIN(TestSymbols)
#include "tst_symbols.moc"
