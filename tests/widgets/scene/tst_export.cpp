// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/Banner.h"
#include "widgets/scene/SymbolFactory.h"
#include "widgets/scene/export/Export.h"
#include "widgets/scene/export/PlanSheet.h"

#include <QBuffer>
#include <QImageReader>
#include <QPainter>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace sorami;

namespace {

/// Lines, areas, a symbol and words: one of everything a file format could spoil.
class Everything : public Layer {
 public:
  std::string id() const override { return "everything"; }
  QString title() const override { return {}; }
  bool isDynamic() const override { return false; }
  std::uint64_t key(const Frame&) const override { return 1; }
  Job prepare(const FramePtr& frame) override {
    isInteractive = frame->interactive;
    return [frame](Canvas& canvas, std::stop_token) {
      const auto k = static_cast<float>(canvas.pixelRatio());
      PathBatch area;
      area.add(std::vector<PixelPoint>{
          {40 * k, 60 * k}, {360 * k, 50 * k}, {300 * k, 250 * k}, {90 * k, 240 * k}});
      canvas.fill(area, {QColor(240, 166, 60, 120), Fill::Hatch::None});
      canvas.stroke(area, {QColor(240, 166, 60), 3 * k, {}});
      const SpritePtr symbol =
          SymbolFactory::instance().symbolNow({sidcFor(SiteKind::Battery, Affiliation::Friend),
                                               static_cast<int>(60 * k), QStringLiteral("Light"), false});
      const SpriteAt at{symbol.get(), {200 * k, 150 * k}, 1};
      canvas.sprites(std::span(&at, 1));
      TextRun run;
      run.text = QStringLiteral("Sea of Japan 日本海");
      run.at = {60 * k, 200 * k};
      run.sizePx = 16 * k;
      run.colour = Qt::white;
      canvas.text(std::span(&run, 1));
    };
  }
  bool isInteractive = true;
};

std::shared_ptr<Frame> makeFrame(double ratio = 1) {
  auto frame = std::make_shared<Frame>();
  frame->view.size = QSize(400, 300) * ratio;
  frame->view.pixelRatio = ratio;
  const auto projection = Projection::create("mercator", {35, 138});
  if (projection) frame->projection = *projection;
  auto theme = std::make_shared<Theme>();
  theme->sea = QColor(10, 12, 14);
  frame->theme = theme;
  frame->marking = "EXERCISE · NOTIONAL DATA";
  frame->interactive = true;
  return frame;
}

Layers makeOne() {
  Layers layers;
  layers.push_back(std::make_unique<Everything>());
  return layers;
}

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

}  // namespace

class TestExport : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void pngIsTheScreensPicture() {
    for (double ratio : {1.0, 2.0}) {
      const auto frame = makeFrame(ratio);
      const Layers layers = makeOne();
      const auto bytes = exportPicture(frame, layers, PictureFormat::Png);
      QVERIFY(bytes.ok());
      QBuffer buffer(const_cast<QByteArray*>(&*bytes));
      QImageReader reader(&buffer, "png");
      const QImage image = reader.read();
      QCOMPARE(image.size(), QSize(400, 300) * ratio);
      QCOMPARE(image.text(QStringLiteral("Marking")), QStringLiteral("EXERCISE · NOTIONAL DATA"));
      QCOMPARE(rmse(image, renderImage(frame, layers)), 0.0);
      QCOMPARE(image.pixelColor(3, 3), bannerStyle(QStringLiteral("EXERCISE")).background);
      QCOMPARE(image.pixelColor(3, image.height() - 3), bannerStyle(QStringLiteral("EXERCISE")).background);
      // A file waits for everything, even when the frame was made for the screen.
      QVERIFY(!static_cast<Everything*>(layers.front().get())->isInteractive);
    }
  }

  void svgIsTheSamePicture() {
    for (double ratio : {1.0, 2.0}) {
      const auto frame = makeFrame(ratio);
      const Layers layers = makeOne();
      const auto bytes = exportPicture(frame, layers, PictureFormat::Svg);
      QVERIFY(bytes.ok());
      QVERIFY(bytes->contains("Sea of Japan"));
      QVERIFY(bytes->contains("NOTIONAL DATA"));
      QVERIFY(!bytes->contains("<image"));  // the symbol is lines, not pixels
      QSvgRenderer renderer(*bytes);
      QVERIFY(renderer.isValid());
      QImage image(frame->view.size, QImage::Format_RGB32);
      image.fill(Qt::red);
      QPainter painter(&image);
      renderer.render(&painter);
      painter.end();
      const double apart = rmse(image, renderImage(frame, layers));
      QVERIFY2(apart < 12, qPrintable(QString::number(apart)));
    }
  }

  void pdfHoldsTextAndVectors() {
    for (double ratio : {1.0, 2.0}) {
      const auto bytes = exportPicture(makeFrame(ratio), makeOne(), PictureFormat::Pdf);
      QVERIFY(bytes.ok());
      QVERIFY(bytes->startsWith("%PDF-"));
      QVERIFY(bytes->contains("/Type /Font"));
      QVERIFY(!bytes->contains("/Subtype /Image"));
      // 400 × 300 px at 96 an inch, in points.
      const auto box = QRegularExpression(QStringLiteral("/MediaBox \\[0 0 ([0-9.]+) ([0-9.]+)\\]"))
                           .match(QString::fromLatin1(*bytes));
      QVERIFY(box.hasMatch());
      QVERIFY2(std::fabs(box.captured(1).toDouble() - 300) < 0.6, qPrintable(box.captured(0)));
      QVERIFY2(std::fabs(box.captured(2).toDouble() - 225) < 0.6, qPrintable(box.captured(0)));
    }
  }

  void filesAreWholeOrNotThere() {
    QTemporaryDir folder;
    const auto frame = makeFrame();
    const Layers layers = makeOne();
    for (const char* name : {"a.png", "a.svg", "a.PDF"}) {
      const QString path = folder.filePath(QString::fromLatin1(name));
      const Status written = exportPicture(frame, layers, path);
      QVERIFY2(written.ok(), written.ok() ? "" : written.error().text().c_str());
      QVERIFY(QFileInfo(path).size() > 1000);
    }
    const QString nowhere = folder.filePath(QStringLiteral("no/such/folder/a.png"));
    const Status failed = exportPicture(frame, layers, nowhere);
    QVERIFY(!failed.ok());
    QVERIFY(failed.error().text().find("no/such/folder") != std::string::npos);
    const Status unknown = exportPicture(frame, layers, folder.filePath(QStringLiteral("a.bmp")));
    QVERIFY(!unknown.ok());
    QVERIFY(unknown.error().hint.find(".svg") != std::string::npos);
    QVERIFY(!QFileInfo::exists(folder.filePath(QStringLiteral("a.bmp"))));
  }

  /// However long the plan is: no page of its report ends with a heading whose table is on the next.
  void headingsStayWithTheirTables() {
    if (QStandardPaths::findExecutable(QStringLiteral("pdftotext")).isEmpty())
      QSKIP("pdftotext (poppler-utils) is not installed");
    const QTemporaryDir folder;
    auto frame = makeFrame();
    int pages = 0;
    for (int sites = 12; sites < 44; sites += 2) {
      auto plan = std::make_shared<Plan>();
      plan->name = "Long";
      for (int i = 0; i < sites; ++i) {
        Site s;
        s.id = "s" + std::to_string(i);
        s.name = "Site " + std::to_string(i);
        s.kind = SiteKind::Relay;
        s.position = {35, 138};
        plan->sites.push_back(s);
        if (i > 0) plan->links.push_back({"l" + std::to_string(i), "s0", s.id, LinkKind::Cable, true});
      }
      frame->plan = plan;
      const QString path = folder.filePath(QStringLiteral("report.pdf"));
      QVERIFY(writePlanReport(frame, makeOne(), path).ok());
      QProcess reader;
      reader.start(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), path, QStringLiteral("-")});
      QVERIFY(reader.waitForFinished() && reader.exitCode() == 0);
      for (const QByteArray& page : reader.readAllStandardOutput().split('\f')) {
        QList<QByteArray> lines;
        for (const QByteArray& line : page.split('\n')) {
          const QByteArray words = line.simplified();
          if (!words.isEmpty() && !words.contains("page ")) lines << words;
        }
        if (lines.isEmpty()) continue;
        ++pages;
        QVERIFY2(lines.last() != "Sites" && lines.last() != "Links", page.constData());
      }
    }
    QVERIFY2(pages > 20, qPrintable(QString::number(pages)));
  }

  void emptyAndGiantPicturesAreRefused() {
    auto frame = makeFrame();
    frame->view.size = {0, 10};
    QVERIFY(!exportPicture(frame, makeOne(), PictureFormat::Png).ok());
    QVERIFY(!exportPicture(nullptr, makeOne(), PictureFormat::Png).ok());
    frame->view.size = {40'000, 40'000};
    QVERIFY(!exportPicture(frame, makeOne(), PictureFormat::Png).ok());
  }
};

QTEST_MAIN(TestExport)
#include "tst_export.moc"
