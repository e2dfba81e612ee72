// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/BriefDesk.h"
#include "app/HandOver.h"
#include "app/Hands.h"
#include "app/MainWindow.h"
#include "app/Presenter.h"
#include "data/events/Events.h"
#include "data/ingest/encoders/Encoder.h"
#include "widgets/map/MapWidget.h"
#include "widgets/panels/EventPanel.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/panels/StoryPanel.h"
#include "widgets/scene/export/Film.h"
#include "widgets/timeline/TimelineWidget.h"

#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <cmath>
#include <csignal>
#include <sys/resource.h>

using namespace sorami;

namespace {

/// A day's recording in which three things matter: a hostile track appears, an aircraft declares an
/// emergency, and a track is lost.
StoreViewPtr aDayThatMatters() {
  const auto sink = makeMemoryRecording();
  const std::uint16_t radar = sink->addSource({"SAC 25 SIC 201", "asterix", 6601});
  const auto fly = [&](const char* callsign, Affiliation a, double lat, int from, int until,
                       int emergencyAt) {
    TrackInfo info;
    info.source = radar;
    info.callsign = callsign;
    info.affiliation = a;
    info.domain = Domain::Air;
    const TrackId id = sink->addTrack(info);
    for (int t = from; t <= until; t += 10) {
      Sample s;
      s.time = test::recordingStart() + t * kSecond;
      s.received = s.time + 2 * kSecond;
      s.lat = lat;
      s.lon = 132 + 0.002 * t;
      s.baroAltitude = 9000;
      s.groundSpeed = 220;
      s.trackDeg = 90;
      if (emergencyAt > 0 && t >= emergencyAt) s.flags |= kEmergency;
      sink->append(id, s);
    }
  };
  for (int i = 0; i < 12; ++i) {
    fly(qPrintable(QStringLiteral("ANA%1").arg(100 + i)), Affiliation::Civil, 33 + 0.4 * i, 0, 3600, 0);
  }
  fly("H 4022", Affiliation::Hostile, 37.2, 900, 2400, 0);
  fly("MAYDAY", Affiliation::Civil, 35.1, 0, 3600, 1800);
  return *sink->finish();
}

/// While it lives no file of this process or its children can grow beyond so many bytes: what a full disk is
/// to a program, without the rights to make one.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    m_signal = std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &m_before);
    const rlimit now{bytes, m_before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &now);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &m_before);
    (void)std::signal(SIGXFSZ, m_signal);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit m_before{};
  void (*m_signal)(int) = nullptr;
};

}  // namespace

/// The measure of the briefer's workspace, as a script: open a recording never seen before, find the moments
/// that matter, build five steps with call-outs, present them, leave a film and a PDF behind.
class TestBrieferStory : public QObject, protected test::WindowTest {
  Q_OBJECT

  BriefDesk& desk() { return m_window->briefing(); }
  void handOver(HandOverRequest request, const QString& name) {
    request.path = m_folder.filePath(name);
    QSignalSpy done(&m_window->handingOver(), &HandOver::done);
    QSignalSpy failed(&m_window->handingOver(), &HandOver::failed);
    m_window->handingOver().start(request);
    QTRY_VERIFY_WITH_TIMEOUT(done.count() + failed.count() == 1, 120'000);
    QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : qPrintable(failed[0][1].toString()));
  }

 private Q_SLOTS:
  void init() { QVERIFY(openWindow({1280, 800})); }
  void cleanup() { m_window.reset(); }

  void twentyMinutes() {
    // A file nobody has seen: written by us as a format of others, opened by its bytes.
    const QString path = m_folder.filePath(QStringLiteral("day.cot"));
    {
      QFile file(path);
      QVERIFY(file.open(QIODevice::WriteOnly));
      const StoreViewPtr day = aDayThatMatters();
      const Status written =
          findEncoder("cot")->write(*day,
                                    [&](std::string_view text) {
                                      return file.write(text.data(), static_cast<qint64>(text.size())) ==
                                             static_cast<qint64>(text.size());
                                    },
                                    {});
      QVERIFY(written.ok());
    }
    m_window->setWorkspace(MainWindow::Brief);
    m_window->openFiles({path});
    QTRY_VERIFY_WITH_TIMEOUT(session().store(), 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(desk().events() && !desk().isLooking(), 30'000);
    m_window->map()->setFocus();

    // Ctrl+→ goes from one thing that matters to the next; B keeps it, a call-out says what it is.
    key(Qt::Key_Home);
    int kept = 0;
    UtcTime last;
    for (int i = 0; i < 10 && kept < 3; ++i) {
      key(Qt::Key_Right, Qt::ControlModifier);
      const UtcTime now = session().clock().cursor;
      if (now == last || session().selectedTrack() == kNoTrack) continue;
      last = now;
      key(Qt::Key_B);
      ++kept;
      QCOMPARE(static_cast<int>(desk().story().steps.size()), kept);
      desk().addCallout(kept - 1);
      QCOMPARE(desk().story().steps[static_cast<std::size_t>(kept - 1)].callouts.size(), std::size_t{1});
      m_window->map()->setFocus();
    }
    QVERIFY2(kept >= 2, "the events lead to fewer than two moments");
    // Two more by hand: a typed time, and a span that plays between loop marks.
    key(Qt::Key_G);
    auto* goTo = m_window->timeline()->findChild<QLineEdit*>(QStringLiteral("goToTime"));
    goTo->setText(QString::fromUtf8("15時40分 JST"));  // which keyClicks() cannot type
    QTest::keyClick(goTo, Qt::Key_Return);
    QVERIFY(session().clock().cursor == test::recordingStart() + 40 * kMinute);
    m_window->map()->setFocus();
    key(Qt::Key_B);
    session().command(ClockCommand::Seek{test::recordingStart() + 14 * kMinute});
    m_window->map()->setFocus();
    key(Qt::Key_I);
    session().command(ClockCommand::Seek{test::recordingStart() + 16 * kMinute});
    key(Qt::Key_O);
    session().command(ClockCommand::Seek{test::recordingStart() + 15 * kMinute});
    key(Qt::Key_B);
    const auto steps = static_cast<int>(desk().story().steps.size());
    QVERIFY(steps >= 4);
    QVERIFY(std::any_of(desk().story().steps.begin(), desk().story().steps.end(),
                        [](const StoryStep& s) { return s.isSpan(); }));
    // Words.
    auto* words = m_window->storyPanel()->findChild<QPlainTextEdit*>(QStringLiteral("storyWords"));
    QVERIFY(words && words->isVisible());
    words->setFocus();
    words->setPlainText(QStringLiteral("**What we saw**\n\n- one\n- two"));
    m_window->map()->setFocus();

    // Full screen, with what a remote sends.
    key(Qt::Key_F5);
    QVERIFY(m_window->presenter().isOn());
    for (int i = 1; i < steps; ++i) {
      key(Qt::Key_PageDown);
      QCOMPARE(desk().step(), i);
    }
    key(Qt::Key_PageUp);
    QCOMPARE(desk().step(), steps - 2);
    key(Qt::Key_Period);
    QVERIFY(m_window->presenter().overlay()->isBlack());
    key(Qt::Key_Period);
    key(Qt::Key_Escape);
    QVERIFY(!m_window->presenter().isOn());

    // Behind stay a film, a PDF, a web page, and the tracks for others' tools.
    Storyboard brief = desk().story();
    for (StoryStep& step : brief.steps) {
      step.hold = 0.5;
      if (step.isSpan()) step.rate = 120;
    }
    desk().setStory(brief, QStringLiteral("shorter"));
    HandOverRequest film;
    film.kind = HandOverKind::StoryFilm;
    film.size = {640, 360};
    film.fps = 10;
    if (findFfmpeg().isEmpty()) {
      handOver(film, QStringLiteral("talk.png"));
      QVERIFY(QFile::exists(m_folder.filePath(QStringLiteral("talk-00001.png"))));
    } else {
      handOver(film, QStringLiteral("talk.mp4"));
      QVERIFY(QFile(m_folder.filePath(QStringLiteral("talk.mp4"))).size() > 10'000);
    }
    HandOverRequest book;
    book.kind = HandOverKind::StoryPdf;
    handOver(book, QStringLiteral("talk.pdf"));
    QFile pdf(m_folder.filePath(QStringLiteral("talk.pdf")));
    QVERIFY(pdf.open(QIODevice::ReadOnly));
    QVERIFY(pdf.readAll().startsWith("%PDF"));
    book.kind = HandOverKind::StoryHtml;
    handOver(book, QStringLiteral("talk.html"));
    QFile html(m_folder.filePath(QStringLiteral("talk.html")));
    QVERIFY(html.open(QIODevice::ReadOnly));
    const QByteArray page = html.readAll();
    QVERIFY2(page.contains("What we saw"), page.left(6000).constData());
    HandOverRequest tracks;
    tracks.kind = HandOverKind::Tracks;
    tracks.span = session().clock().bounds;
    for (const char* name : {"tracks.kml", "tracks.gpkg", "tracks.csv", "tracks.acmi"}) {
      handOver(tracks, QString::fromLatin1(name));
      QVERIFY2(QFile(m_folder.filePath(QString::fromLatin1(name))).size() > 1000, name);
    }
  }

  /// A film that cannot be written, and one that is broken off, lose neither the talk nor the recording.
  void whatFailsLosesNothingElse() {
    session().openPlan(test::makePlan(), {});
    session().setStore(test::makeRecording(6));
    m_window->map()->setFocus();
    key(Qt::Key_B);
    const Storyboard before = desk().story();
    HandOverRequest film;
    film.kind = HandOverKind::StoryFilm;
    film.path = QStringLiteral("/proc/nowhere/talk.png");
    film.size = {320, 180};
    QSignalSpy failed(&m_window->handingOver(), &HandOver::failed);
    m_window->handingOver().start(film);
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 30'000);
    QVERIFY(!m_window->messages()->texts().isEmpty());
    HandOverRequest longOne = film;
    longOne.kind = HandOverKind::SpanFilm;
    longOne.span = session().clock().bounds;
    longOne.rate = 1;
    longOne.path = m_folder.filePath(QStringLiteral("long.png"));
    QSignalSpy idle(&m_window->handingOver(), &HandOver::idle);
    m_window->handingOver().start(longOne);
    QTRY_VERIFY(m_window->handingOver().isBusy());
    QTest::qWait(300);
    m_window->handingOver().cancel();
    QTRY_COMPARE_WITH_TIMEOUT(idle.count(), 1, 30'000);
    QVERIFY(QDir(m_folder.path()).entryList({QStringLiteral("long*")}).isEmpty());
    QVERIFY(desk().story() == before);
    QVERIFY(session().store());
    // Closing in the middle of one ends it as well.
    m_window->handingOver().start(longOne);
    m_window.reset();
    QVERIFY(QDir(m_folder.path()).entryList({QStringLiteral("long*")}).isEmpty());
  }

  void aFullDiskLosesNothingElse_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("name");
    const auto row = [](HandOverKind kind, const char* name) { QTest::newRow(name) << int(kind) << name; };
    row(HandOverKind::Picture, "full.png");
    row(HandOverKind::Picture, "full.svg");
    row(HandOverKind::Picture, "full.pdf");
    row(HandOverKind::SpanFilm, "film.png");
    row(HandOverKind::SpanFilm, "film.mp4");
    row(HandOverKind::StoryFilm, "talk.webm");
    row(HandOverKind::StoryPdf, "talk.pdf");
    row(HandOverKind::StoryHtml, "talk.html");
    for (const char* name : {"part.csv", "part.kml", "part.gpkg", "part.acmi", "part.geojson", "part.sorec"})
      row(HandOverKind::Tracks, name);
  }
  /// No room for more than a few kilobytes in any file, as on a disk that fills up: the export says so,
  /// leaves nothing half done, what stood under its name stays, and talk, plan and recording go on.
  void aFullDiskLosesNothingElse() {
    QFETCH(int, kind);
    QFETCH(QString, name);
    const bool needsEncoder = name.endsWith(QLatin1String(".mp4")) || name.endsWith(QLatin1String(".webm"));
    if (needsEncoder && findFfmpeg().isEmpty()) QSKIP("ffmpeg is not installed");
    session().openPlan(test::makePlan(), {});
    session().setStore(test::makeRecording(12));
    session().command(ClockCommand::Seek{test::recordingStart() + 30 * kMinute});
    m_window->map()->setFocus();
    key(Qt::Key_B);
    const Storyboard before = desk().story();
    const StoreViewPtr store = session().store();

    QTemporaryDir disk;
    QFile old(disk.filePath(name));
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("what was there before") > 0);
    old.close();
    HandOverRequest r;
    r.kind = static_cast<HandOverKind>(kind);
    r.path = disk.filePath(name);
    r.size = {640, 360};
    r.fps = 10;
    r.rate = 600;
    r.span = session().clock().bounds;
    QSignalSpy done(&m_window->handingOver(), &HandOver::done);
    QSignalSpy failed(&m_window->handingOver(), &HandOver::failed);
    {
      const FullDisk full(8 * 1024);
      m_window->handingOver().start(r);
      QTRY_VERIFY_WITH_TIMEOUT(done.count() + failed.count() == 1, 60'000);
    }
    QVERIFY2(failed.count() == 1, "it was written although there was no room");
    QVERIFY(!failed[0][1].toString().isEmpty());
    QVERIFY(!m_window->messages()->texts().isEmpty());
    QVERIFY(!m_window->handingOver().isBusy());
    QVERIFY(old.open(QIODevice::ReadOnly));
    QCOMPARE(old.readAll(), QByteArray("what was there before"));
    old.close();
    const QStringList left = QDir(disk.path()).entryList(QDir::Files | QDir::Hidden | QDir::System);
    QVERIFY2(left == QStringList{name}, qPrintable(left.join(QLatin1Char(' '))));
    QVERIFY(desk().story() == before);
    QCOMPARE(session().store().get(), store.get());
    // The talk goes on, and with room again the same export succeeds.
    QVERIFY(m_window->presenter().begin(0));
    m_window->presenter().end();
    m_window->handingOver().start(r);
    QTRY_VERIFY_WITH_TIMEOUT(done.count() + failed.count() == 2, 120'000);
    QVERIFY2(done.count() == 1, failed.count() > 1 ? qPrintable(failed[1][1].toString()) : "");
  }
};

QTEST_MAIN(TestBrieferStory)
#include "tst_briefer_story.moc"
