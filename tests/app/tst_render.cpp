// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Subcommands.h"
#include "data/demo/DemoPlan.h"
#include "data/plan/Plan.h"

#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <string>
#include <vector>

using namespace sorami;

namespace {

int render(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "render");
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  return runRender(static_cast<int>(arguments.size()), argv.data());
}

}  // namespace

class TestRender : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    QVERIFY(m_folder.isValid());
    // Without a map pack: what is drawn does not depend on the machine's data.
    qputenv("SORAMI_DATA_DIR", m_folder.path().toUtf8());
    Plan plan;
    plan.name = "test";
    plan.marking = "EXERCISE";
    Site site;
    site.id = "a";
    site.name = "Alpha";
    site.position = {36, 138};
    site.sensor = SensorParameters();
    site.sensor->instrumentedRange = 200e3;
    plan.sites.push_back(site);
    QVERIFY(writePlan(plan, file("test.soplan")).ok());
  }

  void drawsASiteWhereItIs() {
    const std::string out = file("site.png");
    QCOMPARE(render({"--plan", file("test.soplan"), "--projection", "mercator", "--center", "138,36",
                     "--scale", "2000", "--size", "640x480", "-o", out}),
             0);
    const QImage image(QString::fromStdString(out));
    QCOMPARE(image.size(), QSize(640, 480));
    // The radar's circle in the friendly colour about the middle.
    int friendly = 0;
    for (int y = 225; y < 255; ++y) {
      for (int x = 305; x < 335; ++x) friendly += image.pixel(x, y) == qRgb(0x80, 0xE0, 0xFF) ? 1 : 0;
    }
    QVERIFY2(friendly > 100, qPrintable(QString::number(friendly)));
    // Its coverage beside it, and the banner above and below.
    QVERIFY(image.pixel(320, 190) != image.pixel(40, 400));
    QCOMPARE(image.pixel(5, 5), image.pixel(5, 475));
    QCOMPARE(image.text(QStringLiteral("Marking")), QStringLiteral("EXERCISE"));
  }

  void moreOptionsChangeThePicture() {
    const std::vector<std::string> common = {"--plan", file("test.soplan"), "--size", "320x240"};
    const auto picture = [&](std::vector<std::string> more) {
      const std::string out = file("option.png");
      more.insert(more.begin(), common.begin(), common.end());
      more.insert(more.end(), {"-o", out});
      return render(more) == 0 ? QImage(QString::fromStdString(out)) : QImage();
    };
    const QImage plain = picture({});
    QCOMPARE(plain.size(), QSize(320, 240));
    QCOMPARE(picture({}), plain);  // twice the same
    QVERIFY(picture({"--theme", "day"}) != plain);
    QVERIFY(picture({"--projection", "orthographic", "--scale", "1:60000000"}) != plain);
    QVERIFY(picture({"--altitude", "300", "--scale", "2000"}) !=
            picture({"--altitude", "9000", "--scale", "2000"}));
    QVERIFY(picture({"--hide", "coverage", "--scale", "2000"}) != picture({"--scale", "2000"}));
    QVERIFY(picture({"--marking", "SECRET"}) != plain);
    QCOMPARE(picture({"--pixel-ratio", "2"}).size(), QSize(640, 480));
  }

  void svgAndPdf() {
    for (const char* name : {"plan.svg", "plan.pdf"}) {
      const std::string out = file(name);
      QCOMPARE(render({"--plan", file("test.soplan"), "--size", "400x300", "-o", out}), 0);
      QFile written(QString::fromStdString(out));
      QVERIFY(written.open(QIODevice::ReadOnly));
      QVERIFY(written.size() > 2000);
      if (written.fileName().endsWith(QLatin1String("svg"))) QVERIFY(written.readAll().contains("Alpha"));
    }
  }

  void mistakesAreToldAndNothingIsWritten_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::newRow("no output") << QStringList{} << 2;
    QTest::newRow("unknown option") << QStringList{"--colour", "x", "-o", "%"} << 2;
    QTest::newRow("stray file") << QStringList{"x.pcap", "-o", "%"} << 2;
    QTest::newRow("format") << QStringList{"-o", "%.bmp"} << 2;
    QTest::newRow("layer") << QStringList{"--hide", "clouds", "-o", "%"} << 2;
    QTest::newRow("projection") << QStringList{"--projection", "+proj=nonsense", "-o", "%"} << 1;
    QTest::newRow("size") << QStringList{"--size", "1920", "-o", "%"} << 1;
    QTest::newRow("giant") << QStringList{"--size", "99999x99999", "-o", "%"} << 1;
    QTest::newRow("scale") << QStringList{"--scale", "-5", "-o", "%"} << 1;
    QTest::newRow("scale text") << QStringList{"--scale", "1:", "-o", "%"} << 1;
    QTest::newRow("centre") << QStringList{"--center", "138", "-o", "%"} << 1;
    QTest::newRow("centre off the earth") << QStringList{"--center", "36,138", "-o", "%"} << 1;
    QTest::newRow("theme") << QStringList{"--theme", "noon", "-o", "%"} << 1;
    QTest::newRow("time") << QStringList{"--time", "yesterday", "-o", "%"} << 1;
    QTest::newRow("altitude") << QStringList{"--altitude", "1e9", "-o", "%"} << 1;
    QTest::newRow("plan") << QStringList{"--plan", "no-such.soplan", "-o", "%"} << 1;
    QTest::newRow("recording") << QStringList{"--recording", "no-such.pcap", "-o", "%"} << 1;
    QTest::newRow("folder") << QStringList{"-o", "no/such/folder/x.png"} << 1;
  }
  void mistakesAreToldAndNothingIsWritten() {
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    const std::string out = file("mistake.png");
    QFile::remove(QString::fromStdString(out));
    std::vector<std::string> list;
    for (QString& argument : arguments) {
      list.push_back(argument.replace(QLatin1String("%"), QString::fromStdString(out)).toStdString());
    }
    QCOMPARE(render(list), code);
    if (code == 2) QVERIFY(!QFile::exists(QString::fromStdString(out)));
  }

 private:
  std::string file(const char* name) const {
    return m_folder.filePath(QString::fromLatin1(name)).toStdString();
  }
  QTemporaryDir m_folder;
};

QTEST_MAIN(TestRender)
#include "tst_render.moc"
