// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/scene/SceneFixture.h"
#include "widgets/scene/StoryFrame.h"
#include "widgets/scene/export/Film.h"
#include "widgets/scene/export/FilmPixels.h"
#include "widgets/scene/export/StoryBook.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace sorami;
using namespace sorami::test;

namespace {

std::shared_ptr<Frame> busyFrame(QSize size = {320, 200}) {
  auto frame = makeFrame(size, 2500);
  const auto sink = makeMemoryRecording();
  sink->addSource({"feed", "sbs", -1});
  for (int i = 0; i < 12; ++i) {
    Flight f;
    f.callsign = "TST" + std::to_string(i);
    f.affiliation = i % 3 == 0 ? Affiliation::Hostile : Affiliation::Civil;
    f.start = {35.2 + 0.12 * i, 136.2 + 0.25 * i};
    f.course = 30.0 * i;
    f.turn = i % 4 == 0 ? 0.4 : 0;
    addFlight(*sink, f);
  }
  auto view = sink->finish();
  if (view) frame->store = *view;
  frame->marking = "EXERCISE";
  auto plan = std::make_shared<Plan>();
  plan->name = "Film test";
  frame->plan = plan;
  return frame;
}

Storyboard story(const Frame& frame) {
  Storyboard board;
  for (int i = 0; i < 2; ++i) {
    StoryStep step;
    step.id = board.freeId();
    step.title = i ? "Second" : "First";
    step.words = "Words with **weight**\n\n- one\n- two";
    step.notes = "Only for the speaker";
    takeView(frame, step);
    step.time = sceneTime() + i * kMinute;
    step.hold = 1;
    if (i == 1) {
      step.until = step.time + 10 * kSecond;
      step.rate = 10;
      step.height /= 2;
    }
    step.callouts.push_back({});
    step.callouts.back().place = {36.1, 138.1};
    step.callouts.back().text = "Here";
    board.steps.push_back(step);
  }
  return board;
}

}  // namespace

class TestFilm : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void framesOfAFilmAreRenderedFrames() {
    const auto base = busyFrame();
    const Layers layers = makeLayers();
    const Layers others = makeLayers();
    FrameRenderer renderer(layers);
    const FilmScript script = FilmScript::ofSpan(*base, {sceneTime(), sceneTime() + 60 * kSecond}, 10, 2);
    QCOMPARE(script.frames(), 13);
    for (int i = 0; i < script.frames(); ++i) {
      const FramePtr frame = script.frameAt(i);
      QVERIFY(frame->time == sceneTime() + i * 5 * kSecond);
      QVERIFY2(renderer.render(frame) == renderImage(frame, others), qPrintable(QString::number(i)));
    }
    // The same going back: the picture of a time does not depend on the way to it.
    for (int i = script.frames() - 1; i >= 0; i -= 4) {
      QCOMPARE(renderer.render(script.frameAt(i)), renderImage(script.frameAt(i), layers));
    }
    QVERIFY(!script.frameAt(script.frames()));
  }

  void numberedPicturesAreTheFrames() {
    const QTemporaryDir folder;
    const auto base = busyFrame();
    const Layers layers = makeLayers();
    const FilmScript script = FilmScript::ofStory(*base, story(*base), 5);
    FilmSpec spec{folder.filePath(QStringLiteral("talk.png")), 5, script.frames(), QStringLiteral("Talk"),
                  QStringLiteral("EXERCISE")};
    int told = 0;
    const Status written = writeFilm(
        spec, [&](int i) { return script.frameAt(i); }, layers, [&](int done, int) { told = done; });
    QVERIFY2(written.ok(), written.ok() ? "" : written.error().text().c_str());
    QCOMPARE(told, script.frames());
    const QStringList files =
        QDir(folder.path()).entryList({QStringLiteral("talk-*.png")}, QDir::Files, QDir::Name);
    QCOMPARE(static_cast<int>(files.size()), script.frames());
    for (int i = 0; i < script.frames(); ++i) {
      const QImage image = QImage(folder.filePath(files.at(i))).convertToFormat(QImage::Format_RGB32);
      QVERIFY2(image == renderImage(script.frameAt(i), layers), qPrintable(files.at(i)));
    }
  }

  void theEncoderGetsTheFrames() {
    // A stand-in for ffmpeg that keeps what it is given: what is tested is what goes into the pipe.
    const QTemporaryDir folder;
    QFile program(folder.filePath(QStringLiteral("ffmpeg")));
    QVERIFY(program.open(QIODevice::WriteOnly));
    program.write("#!/bin/sh\nfor last; do :; done\necho \"$@\" > \"$last.args\"\ncat > \"$last\"\n");
    program.close();
    program.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", folder.path().toUtf8() + ":" + path);
    const auto base = busyFrame({321, 201});  // odd: an encoder wants even sizes
    const Layers layers = makeLayers();
    const FilmScript script = FilmScript::ofSpan(*base, {sceneTime(), sceneTime() + 2 * kSecond}, 1, 4);
    FilmSpec spec{folder.filePath(QStringLiteral("out.mp4")), 4, script.frames(), QStringLiteral("T"),
                  QStringLiteral("EXERCISE")};
    const Status written = writeFilm(
        spec, [&](int i) { return script.frameAt(i); }, layers);
    qputenv("PATH", path);
    QVERIFY2(written.ok(), written.ok() ? "" : written.error().text().c_str());
    QFile out(spec.path);
    QVERIFY(out.open(QIODevice::ReadOnly));
    const QByteArray raw = out.readAll();
    constexpr qsizetype kPicture = qsizetype(320) * 200 * 3 / 2;
    QCOMPARE(raw.size(), kPicture * script.frames());
    for (int i = 0; i < script.frames(); ++i) {
      const QByteArray wanted = toYuv420(renderImage(script.frameAt(i), layers), {320, 200});
      QVERIFY2(raw.mid(i * kPicture, kPicture) == wanted, qPrintable(QString::number(i)));
    }
    QFile args(folder.filePath(QStringLiteral(".out.part.mp4.args")));
    QVERIFY(args.open(QIODevice::ReadOnly));
    const QByteArray said = args.readAll();
    QVERIFY2(said.contains("-video_size 320x200") && said.contains("-framerate 4") &&
                 said.contains("comment=EXERCISE"),
             said.constData());
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral(".out.part.mp4"))));
  }

  /// Against the standard's own formula, in floating point, for every pixel of a picture of all colours.
  void coloursAreThoseOfTheStandard() {
    const QSize size(256, 130);
    QImage image(257, 131, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
      for (int x = 0; x < image.width(); ++x) {
        const auto n = static_cast<unsigned>(y * 257 + x) * 2654435761U;
        // Extremes, greys and everything between.
        image.setPixel(x, y,
                       y < 8    ? qRgb(x % 2 * 255, x / 2 % 2 * 255, x / 4 % 2 * 255)
                       : y < 16 ? qRgb(x & 255, x & 255, x & 255)
                                : qRgb(int(n >> 24), int(n >> 16 & 255), int(n >> 8 & 255)));
      }
    }
    const QByteArray planes = toYuv420(image, size);
    QCOMPARE(planes.size(), qsizetype(256 * 130 * 3 / 2));
    const auto at = [&](qsizetype i) { return static_cast<double>(static_cast<uchar>(planes[i])); };
    double worst = 0;
    for (int y = 0; y < size.height(); ++y) {
      for (int x = 0; x < size.width(); ++x) {
        const QRgb p = image.pixel(x, y);
        const double luma = 0.2126 * qRed(p) + 0.7152 * qGreen(p) + 0.0722 * qBlue(p);
        worst = std::max(worst, std::abs(at(y * 256 + x) - (16 + 219 * luma / 255)));
      }
    }
    QVERIFY2(worst < 0.51, qPrintable(QString::number(worst)));
    worst = 0;
    for (int y = 0; y < size.height(); y += 2) {
      for (int x = 0; x < size.width(); x += 2) {
        double r = 0, g = 0, b = 0;
        for (int k = 0; k < 4; ++k) {
          const QRgb p = image.pixel(x + k % 2, y + k / 2);
          r += qRed(p) / 4.0;
          g += qGreen(p) / 4.0;
          b += qBlue(p) / 4.0;
        }
        const double luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        const qsizetype i = qsizetype(y / 2) * 128 + x / 2;
        worst = std::max(worst, std::abs(at(256 * 130 + i) - (128 + 224 * (b - luma) / 1.8556 / 255)));
        worst =
            std::max(worst, std::abs(at(256 * 130 * 5 / 4 + i) - (128 + 224 * (r - luma) / 1.5748 / 255)));
      }
    }
    QVERIFY2(worst < 0.51, qPrintable(QString::number(worst)));
  }

  void theRealEncoderKeepsEveryFrame_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("mp4") << "out.mp4";
    QTest::newRow("webm") << "out.webm";
  }
  /// With the real ffmpeg: what it decodes again is what was rendered, frame by frame, but for what the codec
  /// loses.
  void theRealEncoderKeepsEveryFrame() {
    QFETCH(QString, name);
    if (findFfmpeg().isEmpty()) QSKIP("ffmpeg is not installed");
    const QTemporaryDir folder;
    const auto base = busyFrame({640, 360});
    const Layers layers = makeLayers();
    const FilmScript script = FilmScript::ofSpan(*base, {sceneTime(), sceneTime() + 20 * kSecond}, 20, 10);
    FilmSpec spec{folder.filePath(name), 10, script.frames(), QStringLiteral("T"),
                  QStringLiteral("EXERCISE")};
    const Status written = writeFilm(
        spec, [&](int i) { return script.frameAt(i); }, layers);
    QVERIFY2(written.ok(), written.ok() ? "" : written.error().text().c_str());
    QProcess decoder;
    decoder.start(findFfmpeg(), {QStringLiteral("-v"), QStringLiteral("error"), QStringLiteral("-i"),
                                 spec.path, QStringLiteral("-f"), QStringLiteral("rawvideo"),
                                 QStringLiteral("-pix_fmt"), QStringLiteral("bgra"), QStringLiteral("-")});
    QVERIFY(decoder.waitForFinished(60'000));
    const QByteArray raw = decoder.readAllStandardOutput();
    constexpr qsizetype kFrame = qsizetype(640) * 360 * 4;
    QCOMPARE(raw.size() / kFrame, qsizetype(script.frames()));
    for (int i = 0; i < script.frames(); ++i) {
      const QImage wanted = renderImage(script.frameAt(i), layers);
      double sum = 0;
      for (int y = 0; y < 360; ++y) {
        const auto* a = static_cast<const uchar*>(static_cast<const void*>(raw.constData())) + i * kFrame +
                        qsizetype(y) * 640 * 4;
        const uchar* b = wanted.constScanLine(y);
        for (int x = 0; x < 640 * 4; ++x)
          if (x % 4 != 3) sum += std::abs(int(a[x]) - int(b[x]));
      }
      const double mean = sum / (640.0 * 360 * 3);
      QVERIFY2(mean < 6, qPrintable(QStringLiteral("frame %1 is %2 of 255 off").arg(i).arg(mean)));
    }
  }

  void whatFailsLeavesNothingBehind() {
    const QTemporaryDir folder;
    const auto base = busyFrame();
    const Layers layers = makeLayers();
    const FilmScript script = FilmScript::still(*base, 1, 10);
    QCOMPARE(script.frames(), 10);
    std::stop_source stop;
    FilmSpec spec{folder.filePath(QStringLiteral("a.png")), 10, 10, {}, {}};
    const Status stopped = writeFilm(
        spec, [&](int i) { return script.frameAt(i); }, layers,
        [&](int done, int) {
          if (done == 3) stop.request_stop();
        },
        stop.get_token());
    QVERIFY(!stopped.ok());
    QVERIFY(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).isEmpty());
    // No encoder.
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", folder.path().toUtf8());
    spec.path = folder.filePath(QStringLiteral("a.mp4"));
    const Status none = writeFilm(
        spec, [&](int i) { return script.frameAt(i); }, layers);
    // One that gives up at once.
    QFile program(folder.filePath(QStringLiteral("ffmpeg")));
    QVERIFY(program.open(QIODevice::WriteOnly));
    program.write("#!/bin/sh\necho 'no such codec' >&2\nexit 1\n");
    program.close();
    program.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    qputenv("PATH", folder.path().toUtf8() + ":/bin:/usr/bin");
    const Status broken = writeFilm(
        spec, [&](int i) { return script.frameAt(i); }, layers);
    qputenv("PATH", path);
    QVERIFY(!none.ok() && QString::fromStdString(none.error().hint).contains(QStringLiteral("ffmpeg")));
    QVERIFY(!broken.ok());
    QVERIFY2(QString::fromStdString(broken.error().what).contains(QStringLiteral("no such codec")),
             broken.error().what.c_str());
    QVERIFY(!QFile::exists(spec.path));
    QVERIFY(!filmKindOf(QStringLiteral("a.avi")).ok());
  }

  void aStoryFilmFliesBetweenItsViews() {
    const auto base = busyFrame();
    const FilmScript script = FilmScript::ofStory(*base, story(*base), 10);
    // One second of the first, a flight, one second of the second.
    QCOMPARE(script.frames(), 10 + 12 + 10);
    QCOMPARE(script.stepAt(0), 0);
    QCOMPARE(script.stepAt(31), 1);
    double last = script.frameAt(9)->view.metresPerPixel;
    for (int i = 10; i < 22; ++i) {
      const double now = script.frameAt(i)->view.metresPerPixel;
      QVERIFY(now <= last + 1e-9);
      last = now;
    }
    QVERIFY(std::abs(script.frameAt(22)->view.metresPerPixel - base->view.metresPerPixel / 2) < 1e-6);
    QVERIFY(script.frameAt(22)->time == sceneTime() + kMinute);
    QVERIFY(script.frameAt(31)->time == sceneTime() + kMinute + 9 * kSecond);
  }

  void storyBooksCarryMarkingAndWords() {
    const QTemporaryDir folder;
    const auto base = busyFrame({640, 400});
    const Layers layers = makeLayers();
    StoryBookSpec spec;
    spec.title = QStringLiteral("Northern <defence>");
    spec.path = folder.filePath(QStringLiteral("a.html"));
    spec.pictureRatio = 1;
    const Status html = writeStoryBook(spec, *base, story(*base), layers);
    QVERIFY2(html.ok(), html.ok() ? "" : html.error().text().c_str());
    QFile page(spec.path);
    QVERIFY(page.open(QIODevice::ReadOnly));
    const QByteArray text = page.readAll();
    QVERIFY(text.contains("EXERCISE") && text.contains("data:image/png;base64,"));
    QVERIFY(text.contains("Northern &lt;defence&gt;") && text.contains("First") && text.contains("Second"));
    QVERIFY(!text.contains("Only for the speaker"));
    // It stands alone: nothing is fetched from anywhere.
    QVERIFY(!text.contains("http://") && !text.contains("https://") && !text.contains("<script"));
    spec.path = folder.filePath(QStringLiteral("a.pdf"));
    spec.withNotes = true;
    const Status pdf = writeStoryBook(spec, *base, story(*base), layers);
    QVERIFY2(pdf.ok(), pdf.ok() ? "" : pdf.error().text().c_str());
    QFile document(spec.path);
    QVERIFY(document.open(QIODevice::ReadOnly));
    const QByteArray bytes = document.readAll();
    QVERIFY(bytes.startsWith("%PDF") && bytes.count("/Type /Page\n") == 2);
    QVERIFY(!writeStoryBook(spec, *base, {}, layers).ok());
  }
};

QTEST_MAIN(TestFilm)
#include "tst_film.moc"
