// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/LiveDesk.h"
#include "app/MainWindow.h"
#include "data/ingest/live/LiveFeeds.h"
#include "data/store/RecordingFile.h"
#include "widgets/map/MapWidget.h"
#include "widgets/panels/HealthStrip.h"
#include "widgets/panels/HealthText.h"
#include "widgets/panels/LivePanel.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/panels/TrackPanel.h"
#include "widgets/timeline/TimelineWidget.h"

#include <QDir>
#include <QFileInfo>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace sorami;
using namespace sorami::test;

namespace {

/// Aircraft over the Kanto plain whose times are the present, so that the live picture is alive.
std::string nowLine(int i, UtcTime begun) {
  const UtcTime t = begun + i * 25 * kMillisecond;
  const std::string iso = toIso(t);
  const std::string date = iso.substr(0, 4) + "/" + iso.substr(5, 2) + "/" + iso.substr(8, 2);
  const std::string clock = iso.substr(11, 12);
  const int track = i % kFeedTracks;
  const double along = i / kFeedTracks * 0.002;
  char line[256];
  std::snprintf(line, sizeof line, "MSG,3,1,1,%06X,1,%s,%s,%s,%s,%s%02d,%d,,,%.5f,%.5f,,,0,0,0,0\r\n",
                0x840000 + track, date.c_str(), clock.c_str(), date.c_str(), clock.c_str(),
                track % 3 == 0 ? "ANA" : "JAL", track, 9000 + track * 700, 34.5 + track % 8 * 0.3 + along,
                138 + track / 8 * 0.4 + along * (track % 2 == 0 ? 1 : -1));
  return line;
}

}  // namespace

class TestLive : public QObject {
  Q_OBJECT

  QTemporaryDir m_home;

  static QString liveText(const MainWindow& window) {
    const auto* button = window.timeline()->findChild<QPushButton*>(QStringLiteral("live"));
    return button && !button->isHidden() ? button->text() : QString();
  }
  static void picture(MainWindow& window, const QString& name) {
    const QString folder = qEnvironmentVariable("SORAMI_PICTURES");
    if (folder.isEmpty()) return;
    QTest::qWait(400);
    window.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
    if (window.livePanel() && window.livePanel()->isVisible())
      window.livePanel()->grab().save(folder + QLatin1Char('/') + name + QStringLiteral("-panel.png"));
  }

 private Q_SLOTS:
  void initTestCase() {
    qputenv("XDG_DATA_HOME", m_home.path().toUtf8());
    qputenv("XDG_CONFIG_HOME", m_home.path().toUtf8());
    QCoreApplication::setOrganizationName(QStringLiteral("sorami"));
    QCoreApplication::setApplicationName(QStringLiteral("sorami-test-live"));
    QSettings().clear();
  }

  void theWindowIsLiveWhileItRecords() {
    const TcpServer server;
    MainWindow window;
    window.resize(1600, 900);
    window.show();
    window.setWorkspace(MainWindow::Brief);
    window.actionList()[QStringLiteral("live.connect")]->trigger();
    LivePanel* panel = window.livePanel();
    QVERIFY(panel && panel->isVisible() && !panel->isModal());
    panel->setText(QStringLiteral("localhost:30003"));
    panel->connectNow();
    QVERIFY2(panel->problem().contains(QStringLiteral("tcp://localhost:30003")),
             qPrintable(panel->problem()));
    picture(window, QStringLiteral("live-problem"));
    panel->setText(QStringLiteral("tcp://127.0.0.1:%1?name=Tower").arg(server.port()));
    panel->connectNow();
    QVERIFY(panel->problem().isEmpty());
    QVERIFY(window.live()->isRecording());
    QVERIFY(QFileInfo::exists(window.live()->path()));
    QVERIFY(LiveDesk::recentSources().front().contains(QStringLiteral("name=Tower")));
    QVERIFY(window.healthStrip()->isVisible());
    QCOMPARE(liveText(window), QStringLiteral("LIVE"));

    const FileHandle host = server.accept();
    const UtcTime begun = systemNow() - 3 * kMinute;
    int sent = 0;
    const auto feed = [&](int count) {
      std::string bytes;
      for (int i = 0; i < count; ++i) bytes += nowLine(sent++, begun);
      return sendAll(host, bytes);
    };
    QVERIFY(feed(7000));
    QTRY_VERIFY_WITH_TIMEOUT(window.session().store() && window.session().store()->sampleCount() >= 6900,
                             8000);
    Session& session = window.session();
    QVERIFY(session.isLive());
    QVERIFY(session.clock().live && session.clock().playing);
    // A connected second source that is not there is said, and disturbs nothing.
    panel->setText(QStringLiteral("tcp://127.0.0.1:1?name=North radar"));
    panel->connectNow();
    QTRY_VERIFY_WITH_TIMEOUT(window.healthStrip()
                                 ->texts()
                                 .join(QLatin1Char('\n'))
                                 .contains(QStringLiteral("North radar · not connected")),
                             4000);
    QVERIFY2(
        window.healthStrip()->texts().join(QLatin1Char('\n')).contains(QStringLiteral("Tower · receiving")),
        qPrintable(window.healthStrip()->texts().join(QLatin1Char('\n'))));
    picture(window, QStringLiteral("live-now"));

    // Growth does not rebuild the table of tracks.
    auto* table = window.trackPanel()->findChild<QTableView*>(QStringLiteral("trackTable"));
    QVERIFY(table);
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 0, 4000);
    int resets = 0;
    connect(table->model(), &QAbstractItemModel::modelReset, &window, [&resets] { ++resets; });
    // Back in time while it goes on: the cursor stays, the recording grows, what is selected stays selected.
    session.selectTrack(3);
    session.command(ClockCommand::Pause{});
    session.command(ClockCommand::Seek{session.clock().bounds.end - 2 * kMinute});
    const UtcTime at = session.clock().cursor;
    const std::uint64_t before = session.store()->sampleCount();
    QVERIFY(feed(200));
    QTRY_VERIFY_WITH_TIMEOUT(session.store()->sampleCount() >= before + 150, 5000);
    QCOMPARE(session.clock().cursor, at);
    QCOMPARE(session.selectedTrack(), TrackId(3));
    QTest::qWait(400);
    QCOMPARE(resets, 0);
    QVERIFY(!session.clock().live);
    QVERIFY2(liveText(window).contains(QStringLiteral("2 min")) &&
                 liveText(window).endsWith(QStringLiteral("behind live")),
             qPrintable(liveText(window)));
    picture(window, QStringLiteral("live-behind"));
    // End returns.
    window.actionList()[QStringLiteral("time.end")]->trigger();
    QVERIFY(session.clock().live);
    QCOMPARE(liveText(window), QStringLiteral("LIVE"));
    // Playback that catches up goes over into live.
    session.command(ClockCommand::Seek{session.clock().bounds.end - 5 * kSecond});
    session.command(ClockCommand::SetRate{10});
    session.command(ClockCommand::Play{});
    QTRY_VERIFY_WITH_TIMEOUT(session.clock().live, 5000);

    const QString path = window.live()->path();
    window.actionList()[QStringLiteral("live.stop")]->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!window.messages()->texts().filter(QStringLiteral("is complete")).isEmpty(),
                             8000);
    QVERIFY(!session.isLive());
    QVERIFY(!session.clock().live);
    QVERIFY(!window.healthStrip()->isVisible());
    QVERIFY(liveText(window).isEmpty());
    QCOMPARE(session.selectedTrack(), TrackId(3));
    const auto view = openRecording(path.toStdString());
    QVERIFY(view.ok());
    QCOMPARE((*view)->sampleCount(), std::uint64_t(sent));
    picture(window, QStringLiteral("live-ended"));
  }

  /// What is opened meanwhile is shown; the recording goes on behind it.
  void openingSomethingElseLeavesTheRecordingAlone() {
    const TcpServer server;
    MainWindow window;
    window.connectLive(*parseSource("tcp://127.0.0.1:" + std::to_string(server.port())));
    const FileHandle host = server.accept();
    const UtcTime begun = systemNow() - kMinute;
    std::string bytes;
    for (int i = 0; i < 2000; ++i) bytes += nowLine(i, begun);
    QVERIFY(sendAll(host, bytes));
    Session& session = window.session();
    QTRY_VERIFY_WITH_TIMEOUT(session.store() && session.store()->sampleCount() > 1900, 8000);
    const QString other = m_home.filePath(QStringLiteral("other.sbs"));
    QFile file(other);
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (int i = 0; i < 100; ++i) file.write(sbsLine(i).c_str());
    file.close();
    window.openFiles({other});
    QTRY_VERIFY_WITH_TIMEOUT(session.store() && session.store()->sampleCount() == 100, 8000);
    bytes.clear();
    for (int i = 2000; i < 2400; ++i) bytes += nowLine(i, begun);
    QVERIFY(sendAll(host, bytes));
    QTRY_VERIFY_WITH_TIMEOUT(window.live()->recording().accepted >= 2399, 8000);
    QTest::qWait(1200);
    QCOMPARE(session.store()->sampleCount(), std::uint64_t(100));
    QVERIFY(!session.isLive());
    QVERIFY(window.live()->isRecording());
    window.actionList()[QStringLiteral("live.follow")]->trigger();
    QVERIFY(session.isLive() && session.clock().live);
    QVERIFY(session.store()->sampleCount() >= 2000);
    window.live()->stopAndWait();
  }

  void stopMovesTheFileToWhereTheUserSays() {
    const TcpServer server;
    LiveDesk desk;
    const QString to = m_home.filePath(QStringLiteral("kept.sorec"));
    QVERIFY(desk.connectSource(*parseSource("tcp://127.0.0.1:" + std::to_string(server.port()))).ok());
    const FileHandle host = server.accept();
    std::string bytes;
    for (int i = 0; i < 500; ++i) bytes += sbsLine(i);
    QVERIFY(sendAll(host, bytes));
    QTRY_VERIFY_WITH_TIMEOUT(desk.recording().accepted >= 499, 5000);
    const QString from = desk.path();
    QString ended;
    connect(&desk, &LiveDesk::ended, &desk,
            [&](const StoreViewPtr&, const QString& path, const QString& problem) {
              ended = path;
              QVERIFY2(problem.isEmpty(), qPrintable(problem));
            });
    desk.stop(to);
    QTRY_COMPARE_WITH_TIMEOUT(ended, to, 5000);
    QVERIFY(!QFileInfo::exists(from));
    const auto view = openRecording(to.toStdString());
    QVERIFY(view.ok());
    QCOMPARE(feedLength(**view), 500);
  }

  void nothingReceivedLeavesNothing() {
    LiveDesk desk;
    QVERIFY(desk.connectSource(*parseSource("tcp://127.0.0.1:1")).ok());
    const QString path = desk.path();
    desk.stopAndWait();
    QVERIFY(!QFileInfo::exists(path));
  }

  void aCutOffRecordingIsFoundAgain() {
    const QString folder = LiveDesk::folder();
    QDir().mkpath(folder);
    for (const char* name : {"/live-cut.sorec", "/live-cut.sorec-wal"}) {
      QFile file(folder + QString::fromLatin1(name));
      QVERIFY(file.open(QIODevice::WriteOnly));
      file.write("what a crash left");
    }
    QCOMPARE(LiveDesk::leftOver(), QStringList{folder + QStringLiteral("/live-cut.sorec")});
    MainWindow window;
    QVERIFY(!window.messages()->texts().filter(QStringLiteral("was cut off")).isEmpty());
    QFile::remove(folder + QStringLiteral("/live-cut.sorec"));
    QFile::remove(folder + QStringLiteral("/live-cut.sorec-wal"));
  }

  void passwordsAreNotRemembered() {
    LiveDesk desk;
    QVERIFY(desk.connectSource(*parseSource("tacview://127.0.0.1:1?user=Op&password=secret")).ok());
    QCOMPARE(LiveDesk::recentSources().front(), QStringLiteral("tacview://127.0.0.1:1?user=Op"));
    desk.stopAndWait();
  }

  void words() {
    QCOMPARE(clockOffsetText(12'000), QStringLiteral("right"));
    QCOMPARE(clockOffsetText(-1'700'000), QStringLiteral("+1.7 s"));
    QCOMPARE(clockOffsetText(9 * kHour), QString(QChar(0x2212)) + QStringLiteral("9.0 h"));
    QCOMPARE(perSecondText(0.2), QStringLiteral("12/min"));
    QCOMPARE(delayText(14'000), QStringLiteral("14 ms"));
    QCOMPARE(agoText(125 * kSecond), QStringLiteral("2 min ago"));
    QCOMPARE(countsText({{"a", 1}, {"b", 3}}), QStringLiteral("3 × b, 1 × a"));
  }
};

QTEST_MAIN(TestLive)
#include "tst_live.moc"
