// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Hands.h"
#include "app/MainWindow.h"
#include "data/store/RecordingFile.h"
#include "widgets/look/ElidedLabel.h"
#include "widgets/map/AltitudeSlider.h"
#include "widgets/map/MapWidget.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/panels/ProjectionPanel.h"
#include "widgets/panels/SiteInspector.h"
#include "widgets/panels/TrackInspector.h"
#include "widgets/panels/TrackPanel.h"
#include "widgets/scene/LayerOrder.h"
#include "widgets/timeline/TimelineWidget.h"

#include <QCheckBox>
#include <QFile>
#include <QLineEdit>
#include <QNativeGestureEvent>
#include <QPointingDevice>
#include <QTableView>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

using namespace sorami;

/// The window as a user drives it: mouse and keyboard on the offscreen platform.
class TestMainWindow : public QObject, protected test::WindowTest {
  Q_OBJECT

  void drag(QWidget* widget, QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton,
            Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QTest::mousePress(widget, button, modifiers, from);
    for (int i = 1; i <= 8; ++i) dragMove(widget, from + (to - from) * i / 8, button, modifiers);
    QTest::mouseRelease(widget, button, modifiers, to);
  }
  static void dragMove(QWidget* widget, QPoint to, Qt::MouseButton button, Qt::KeyboardModifiers modifiers) {
    // QTest::mouseMove() says nothing of buttons that are held.
    QMouseEvent move(QEvent::MouseMove, to, widget->mapToGlobal(to), Qt::NoButton, button, modifiers);
    QCoreApplication::sendEvent(widget, &move);
  }

 private Q_SLOTS:

  void init() { QVERIFY(openWindow({1400, 900})); }
  void cleanup() { m_window.reset(); }

  void panByMouseAndKey() {
    const View before = session().view();
    drag(&map(), {400, 300}, {480, 260});
    const View after = session().view();
    QVERIFY(std::abs(after.centre.x - (before.centre.x - 80 * before.metresPerPixel)) <
            1e-6 * before.metresPerPixel);
    QVERIFY(std::abs(after.centre.y - (before.centre.y - 40 * before.metresPerPixel)) <
            1e-6 * before.metresPerPixel);
    key(Qt::Key_D);
    QVERIFY(session().view().centre.x > after.centre.x);
    key(Qt::Key_A);
    QVERIFY(std::abs(session().view().centre.x - after.centre.x) < 1);
    key(Qt::Key_W);
    QVERIFY(session().view().centre.y > after.centre.y);
    // The middle button pans in any tool.
    key(Qt::Key_M);
    QCOMPARE(map().tool(), QStringLiteral("measure"));
    const View measured = session().view();
    drag(&map(), {400, 300}, {300, 300}, Qt::MiddleButton);
    QVERIFY(std::abs(session().view().centre.x - (measured.centre.x + 100 * measured.metresPerPixel)) < 1);
    key(Qt::Key_Escape);
    QCOMPARE(map().tool(), QStringLiteral("select"));
  }

  void zoomKeepsThePointUnderThePointer() {
    const QPointF at(300, 200);
    const auto geo = map().geoAt(at);
    QVERIFY(geo);
    const double before = session().view().metresPerPixel;
    QWheelEvent wheel(at, map().mapToGlobal(at), {}, QPoint(0, 240), Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&map(), &wheel);
    QVERIFY(session().view().metresPerPixel < before * 0.7);
    const auto moved = map().positionOf(*geo);
    QVERIFY(moved);
    QVERIFY(QLineF(*moved, at).length() < 0.01);
    key(Qt::Key_E);
    key(Qt::Key_Q);
    QVERIFY(std::abs(session().view().metresPerPixel - before / 1.5625) < 1e-6 * before);
  }

  /// Two fingers on a touch pad (which tells a gesture) and on a screen (which tells two touches) zoom about
  /// the place between them.
  void pinchZooms() {
    const QPointF at(500, 400);
    const double before = session().view().metresPerPixel;
    const std::optional<LatLon> geo = map().geoAt(at);
    QVERIFY(geo);
    QNativeGestureEvent gesture(Qt::ZoomNativeGesture, QPointingDevice::primaryPointingDevice(), 2, at, at,
                                map().mapToGlobal(at), 0.25, {});
    QCoreApplication::sendEvent(&map(), &gesture);
    QVERIFY(std::abs(session().view().metresPerPixel - before / 1.25) < 1e-6 * before);
    QVERIFY(QLineF(*map().positionOf(*geo), at).length() < 0.01);

    const std::unique_ptr<QPointingDevice> screen(QTest::createTouchDevice());
    const double touched = session().view().metresPerPixel;
    const auto fingers = [&](int apart) {
      return std::pair(QPoint(500 - apart / 2, 400), QPoint(500 + apart / 2, 400));
    };
    const auto [left, right] = fingers(120);
    QTest::touchEvent(&map(), screen.get()).press(0, left, &map()).press(1, right, &map());
    for (int apart = 130; apart <= 240; apart += 10) {
      const auto [a, b] = fingers(apart);
      QTest::touchEvent(&map(), screen.get()).move(0, a, &map()).move(1, b, &map());
    }
    // The gesture begins with the first move that is taken for one.
    const double zoomed = touched / session().view().metresPerPixel;
    QVERIFY2(zoomed > 240.0 / 130 * 0.98 && zoomed < 240.0 / 120 * 1.02,
             qPrintable(QString::number(touched / session().view().metresPerPixel)));
    QVERIFY(QLineF(*map().positionOf(*geo), at).length() < 2);
    const auto [a, b] = fingers(240);
    QTest::touchEvent(&map(), screen.get()).release(0, a, &map()).release(1, b, &map());
    // Nothing is left in the hand: the map stands still when the pointer moves on.
    const View rest = session().view();
    QTest::mouseMove(&map(), {700, 500});
    QVERIFY(session().view() == rest);
  }

  void boxAndViewHistory() {
    QTest::qWait(600);  // the first view comes to rest
    const View before = session().view();
    drag(&map(), {300, 200}, {500, 300}, Qt::LeftButton, Qt::ShiftModifier);
    const View boxed = session().view();
    // In the middle of what neither the banner nor the altitude slider covers, as large as fits there.
    const PictureMargins m = resolved(session().frame())->margins;
    QVERIFY(m.right > 30);
    const QSize free(boxed.size.width() - m.left - m.right, boxed.size.height() - m.top - m.bottom);
    const MapPoint middle = before.toMap({400, 250});
    const MapPoint shown = boxed.toMap({m.left + free.width() * 0.5, m.top + free.height() * 0.5});
    QVERIFY(std::abs(shown.x - middle.x) < before.metresPerPixel);
    QVERIFY(std::abs(shown.y - middle.y) < before.metresPerPixel);
    const double wanted = before.metresPerPixel * std::max(200.0 / free.width(), 100.0 / free.height());
    QVERIFY(std::abs(boxed.metresPerPixel / wanted - 1) < 0.02);
    QVERIFY(boxed.metresPerPixel < before.metresPerPixel / 2);
    key(Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(session().view().metresPerPixel, before.metresPerPixel);
    key(Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(session().view().metresPerPixel, boxed.metresPerPixel);
  }

  void draggedSiteIsOneUndoStep() {
    session().openPlan(test::makePlan(), {});
    key(Qt::Key_0);
    QTRY_VERIFY(session().coverage().field("oki"));
    QTRY_VERIFY_WITH_TIMEOUT(!session().coverage().isBusy("oki"), 20000);
    map().repaint();
    const LatLon home = session().plan()->site("oki")->position;
    const std::uint64_t fieldBefore = session().coverage().field("oki")->key();
    const QPoint from = pointOf(home);
    QTRY_COMPARE(map().pickAt(from).site, std::string("oki"));

    QTest::mousePress(&map(), Qt::LeftButton, {}, from);
    for (int i = 1; i <= 6; ++i) dragMove(&map(), from + QPoint(12 * i, 4 * i), Qt::LeftButton, {});
    QVERIFY(!(session().plan()->site("oki")->position == home));
    // Coverage follows while the button is still held.
    QTRY_VERIFY(session().coverage().field("oki")->key() != fieldBefore);
    QCOMPARE(session().undoStack().count(), 0);
    QTest::mouseRelease(&map(), Qt::LeftButton, {}, from + QPoint(72, 24));
    QCOMPARE(session().undoStack().count(), 1);
    const LatLon moved = session().plan()->site("oki")->position;
    const QPoint to = pointOf(moved);
    QVERIFY((to - (from + QPoint(72, 24))).manhattanLength() <= 2);
    QTRY_VERIFY(session().coverage().field("oki")->request().site == moved);

    key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(session().plan()->site("oki")->position, home);
    QTRY_VERIFY(session().coverage().field("oki")->request().site == home);
    key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(session().plan()->site("oki")->position, moved);
  }

  void escapePutsADraggedSiteBack() {
    session().openPlan(test::makePlan(), {});
    key(Qt::Key_0);
    map().repaint();
    const LatLon home = session().plan()->site("oki")->position;
    const QPoint from = pointOf(home);
    QTRY_COMPARE(map().pickAt(from).site, std::string("oki"));
    QTest::mousePress(&map(), Qt::LeftButton, {}, from);
    for (int i = 1; i <= 4; ++i) dragMove(&map(), from + QPoint(20 * i, 0), Qt::LeftButton, {});
    QVERIFY(!(session().plan()->site("oki")->position == home));
    key(Qt::Key_Escape);
    QCOMPARE(session().plan()->site("oki")->position, home);
    dragMove(&map(), from + QPoint(120, 0), Qt::LeftButton, {});
    QTest::mouseRelease(&map(), Qt::LeftButton, {}, from + QPoint(120, 0));
    QCOMPARE(session().plan()->site("oki")->position, home);
    QCOMPARE(session().undoStack().count(), 0);
  }

  void placeARadarAndUndo() {
    key(Qt::Key_R);
    QTest::mouseClick(&map(), Qt::LeftButton, {}, {420, 310});
    QVERIFY(session().plan());
    QCOMPARE(session().plan()->sites.size(), std::size_t{1});
    QVERIFY(session().plan()->sites[0].sensor);
    QCOMPARE(session().selectedSite(), session().plan()->sites[0].id);
    QVERIFY((pointOf(session().plan()->sites[0].position) - QPoint(420, 310)).manhattanLength() <= 1);
    key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!session().plan() || session().plan()->sites.empty());
  }

  void scrubFollowsToThePixel() {
    session().setStore(test::makeRecording());
    LaneView* lanes = m_window->timeline()->lanes();
    QTRY_VERIFY(lanes->axis().visible().isValid());
    const QRect area = lanes->lanesRect();
    for (const double part : {0.25, 0.5, 0.8}) {
      const QPoint at(area.left() + static_cast<int>(area.width() * part), area.center().y());
      QTest::mousePress(lanes, Qt::LeftButton, {}, at);
      dragMove(lanes, at + QPoint(15, 0), Qt::LeftButton, {});
      QTest::mouseRelease(lanes, Qt::LeftButton, {}, at + QPoint(15, 0));
      const UtcTime cursor = session().clock().cursor;
      QVERIFY(std::abs(lanes->positionOf(cursor) - (at.x() + 15)) < 0.51);
      QCOMPARE(session().frame()->time, cursor);
    }
  }

  void transportKeys() {
    session().setStore(test::makeRecording());
    const UtcTime start = test::recordingStart();
    key(Qt::Key_Space);
    QVERIFY(session().clock().playing);
    QTRY_VERIFY(session().clock().cursor > start);
    key(Qt::Key_Space);
    QVERIFY(!session().clock().playing);
    key(Qt::Key_Home);
    QCOMPARE(session().clock().cursor, session().clock().bounds.begin);
    key(Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(session().clock().cursor - session().clock().bounds.begin, 10 * kSecond);
    key(Qt::Key_End);
    QCOMPARE(session().clock().cursor, session().clock().bounds.end);
    key(Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(session().clock().bounds.end - session().clock().cursor, 10 * kSecond);
    key(Qt::Key_BracketRight);
    key(Qt::Key_BracketRight);
    QCOMPARE(session().clock().rate, 4.0);
    key(Qt::Key_BracketLeft);
    QCOMPARE(session().clock().rate, 2.0);
    key(Qt::Key_Backslash);
    QCOMPARE(session().clock().rate, 1.0);
    key(Qt::Key_J);
    QVERIFY(session().clock().playing);
    QCOMPARE(session().clock().direction, -1);
    key(Qt::Key_K);
    QVERIFY(!session().clock().playing);
    key(Qt::Key_L);
    QVERIFY(session().clock().playing);
    QCOMPARE(session().clock().direction, 1);
    key(Qt::Key_K);
    // Loop marks.
    key(Qt::Key_Home);
    key(Qt::Key_Right, Qt::ShiftModifier);
    key(Qt::Key_I);
    key(Qt::Key_Right, Qt::ShiftModifier);
    key(Qt::Key_O);
    QVERIFY(session().clock().loop);
    QCOMPARE(session().clock().loop->length(), 10 * kSecond);
    key(Qt::Key_L, Qt::ShiftModifier);
    QVERIFY(!session().clock().loop);
    // A step with a selected track goes to its next report.
    session().selectTrack(0);
    session().command(ClockCommand::Seek{start + 3 * kSecond});
    key(Qt::Key_Right);
    QCOMPARE(session().clock().cursor, start + 10 * kSecond);
    key(Qt::Key_Left);
    QCOMPARE(session().clock().cursor, start);
  }

  void textFieldsSuspendKeys() {
    session().setStore(test::makeRecording());
    const UtcTime before = session().clock().cursor;
    const View view = session().view();
    key(Qt::Key_K, Qt::ControlModifier);
    QLineEdit* edit = m_window->search()->edit();
    QVERIFY(edit->hasFocus());
    QTest::keyClicks(edit, QStringLiteral("jl d"));
    QTest::keyClick(edit, Qt::Key_Home);
    QCOMPARE(edit->text(), QStringLiteral("jl d"));
    QVERIFY(!session().clock().playing);
    QCOMPARE(session().clock().cursor, before);
    QCOMPARE(session().view().centre.x, view.centre.x);
    QTest::keyClick(edit, Qt::Key_Escape);
    QVERIFY(!edit->hasFocus());
    key(Qt::Key_L);
    QVERIFY(session().clock().playing);
  }

  void goToTime() {
    session().setStore(test::makeRecording());
    key(Qt::Key_G);
    auto* entry = m_window->findChild<QLineEdit*>(QStringLiteral("goToTime"));
    QVERIFY(entry && entry->isVisible() && entry->hasFocus());
    QTest::keyClicks(entry, QStringLiteral("1512JST"));
    QTest::keyClick(entry, Qt::Key_Return);
    QCOMPARE(session().clock().cursor, utcFromCivil(2026, 8, 12, 6, 12, 0));
    QVERIFY(!entry->isVisible());
    key(Qt::Key_G);
    QTest::keyClicks(entry, QStringLiteral("breakfast"));
    QTest::keyClick(entry, Qt::Key_Return);
    QVERIFY(entry->isVisible());
    QCOMPARE(session().clock().cursor, utcFromCivil(2026, 8, 12, 6, 12, 0));
    QTest::keyClick(entry, Qt::Key_Escape);
    QVERIFY(!entry->isVisible());
  }

  void aNameWithoutRoomEndsInAnEllipsis() {
    ElidedLabel label;
    label.setWhole(QStringLiteral("Northern defence (notional)"));
    label.resize(label.sizeHint());
    QCOMPARE(label.text(), label.whole());
    QVERIFY(label.toolTip().isEmpty());
    label.resize(80, label.height());
    label.show();
    QVERIFY2(label.text().endsWith(QChar(0x2026)), qPrintable(label.text()));
    QCOMPARE(label.toolTip(), label.whole());
    label.resize(400, label.height());
    QCOMPARE(label.text(), label.whole());
  }

  void aMessageSaidTwiceStandsOnce() {
    MessageArea area;
    area.add({MessageLevel::Info, QStringLiteral("Choose two tracks"), {}, {}, {}});
    area.add(
        {MessageLevel::Warning, QStringLiteral("A line is left out"), {QStringLiteral("line 4")}, {}, {}});
    area.add({MessageLevel::Info, QStringLiteral("Choose two tracks"), {}, {}, {}});
    QCOMPARE(area.messageCount(), 2);
    QVERIFY(area.texts().first().startsWith(QStringLiteral("Choose")));
    area.add(
        {MessageLevel::Warning, QStringLiteral("A line is left out"), {QStringLiteral("line 7")}, {}, {}});
    QCOMPARE(area.messageCount(), 3);
  }

  void badFileGivesAMessageAndTheProgramGoesOn() {
    const QString path = m_folder.filePath(QStringLiteral("noise.ast"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QByteArray noise;
    for (int i = 0; i < 5000; ++i) noise.append(static_cast<char>((i * 7919 + 13) % 251));
    file.write(noise);
    file.close();
    m_window->openFiles({path, m_folder.filePath(QStringLiteral("absent.soplan"))});
    // Without a map pack there is one message more, so both are waited for by name.
    const auto texts = [this] { return m_window->messages()->texts().join(QLatin1Char('\n')); };
    QTRY_VERIFY_WITH_TIMEOUT(
        texts().contains(QStringLiteral("noise.ast")) && texts().contains(QStringLiteral("absent.soplan")),
        10000);
    QVERIFY(m_window->messages()->messageCount() >= 2);
    const QString all = texts();
    QVERIFY2(all.contains(QStringLiteral("noise.ast")), qPrintable(all));
    QVERIFY2(all.contains(QStringLiteral("absent.soplan")), qPrintable(all));
    QVERIFY(m_window->messages()->isVisible());
    // It still works.
    session().setStore(test::makeRecording());
    key(Qt::Key_End);
    QCOMPARE(session().clock().cursor, session().clock().bounds.end);
  }

  /// Clocks that stood at 1970 or ran far ahead, positions that are none, an aircraft that leaps round the
  /// earth: the timeline is that of what is sane, and what looks wrong is listed.
  void anAbsurdRecordingOpensWithAList() {
    const QString path = m_folder.filePath(QStringLiteral("absurd.sbs"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto line = [&](int address, const char* time, const char* lat, const char* lon) {
      file.write(QString::asprintf("MSG,3,1,1,%06X,1,%s,%s,T%d,30000,450,90,%s,%s,0,,0,0,0,0\n", address,
                                   time, time, address & 0xFF, lat, lon)
                     .toUtf8());
    };
    for (int i = 0; i < 60; ++i) {
      const QByteArray now = QString::asprintf("2026/08/12,06:%02d:00.000", i).toUtf8();
      for (int k = 0; k < 10; ++k) {
        line(0x840000 + k, now.constData(), QByteArray::number(34 + 0.1 * k).constData(),
             QByteArray::number(135 + 0.02 * i).constData());
      }
      line(0x880001, now.constData(), i % 2 ? "35" : "-35", i % 2 ? "139" : "-100");
    }
    line(0x850000, "1970/01/01,00:00:01.000", "35", "139");
    line(0x860000, "2999/01/01,00:00:01.000", "35", "139");
    line(0x870000, "2026/08/12,06:10:00.000", "nan", "139");
    line(0x870001, "2026/08/12,06:10:00.000", "35", "1e400");
    file.close();
    m_window->openFiles({path});
    QTRY_VERIFY_WITH_TIMEOUT(session().store(), 20'000);
    const TimeRange shown = session().clock().bounds;
    QVERIFY(shown.begin >= test::recordingStart() && shown.end <= test::recordingStart() + kHour);
    QTRY_VERIFY(m_window->messages()->messageCount() >= 1);
    const QString said = m_window->messages()->texts().join(QLatin1Char('\n'));
    for (const char* word : {"impossible time", "impossible jumps", "nan", "1e400"}) {
      QVERIFY2(said.contains(QLatin1String(word)), qPrintable(QLatin1String(word) + QLatin1Char('|') + said));
    }
  }

  void laysTheUsersMapsOverTheMap() {
    const QString path = m_folder.filePath(QStringLiteral("zones.geojson"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":
      {"type":"LineString","coordinates":[[130,34],[135,36],[140,38]]}}]})");
    file.close();
    session().files().openMaps({path, m_folder.filePath(QStringLiteral("no-such-map.shp"))});
    QTRY_COMPARE_WITH_TIMEOUT(session().userMaps().size(), std::size_t(1), 10000);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->messages()->messageCount() >= 1, 10000);
    const QString box = QStringLiteral("layer-user:") + path;
    QTRY_VERIFY(m_window->findChild<QCheckBox*>(box));
    m_window->findChild<QCheckBox*>(box)->click();
    QCOMPARE(session().hiddenLayers(), std::vector<std::string>{"user:" + path.toStdString()});
    session().removeUserMaps();
    QTRY_VERIFY(!m_window->findChild<QCheckBox*>(box));
  }

  void opensARecordingFile() {
    const QString path = m_folder.filePath(QStringLiteral("flight.sorec"));
    auto sink = createRecording(path.toStdString());
    QVERIFY(sink.ok());
    test::fillRecording(**sink, 3);
    QVERIFY((*sink)->finish().ok());
    m_window->openFiles({path});
    QTRY_VERIFY_WITH_TIMEOUT(session().store(), 10000);
    QCOMPARE(session().store()->tracks().size(), std::size_t{3});
    QCOMPARE(session().clock().cursor, test::recordingStart());
    QVERIFY(!m_window->messages()->texts().join(QString()).contains(QStringLiteral("flight")));
  }

  void tableMirrorsTheMap() {
    session().setStore(test::makeRecording());
    session().command(ClockCommand::Seek{test::recordingStart() + 5 * kMinute});
    TrackPanel* panel = m_window->trackPanel();
    panel->parentWidget()->show();
    QTRY_COMPARE(panel->model()->rowCount(), 5);
    // From the table to the map…
    panel->table()->setCurrentIndex(panel->model()->index(2, 0));
    QCOMPARE(session().selectedTrack(), panel->model()->trackAt(2));
    QCOMPARE(session().frame()->selectedTrack, panel->model()->trackAt(2));
    // …and from the map to the table.
    Pick pick;
    pick.kind = Pick::Kind::Track;
    pick.track = 4;
    session().select(pick);
    QCOMPARE(panel->model()->trackAt(panel->table()->currentIndex().row()), TrackId{4});
    // A filter keeps what fits.
    auto* filter = panel->findChild<QLineEdit*>(QStringLiteral("trackFilter"));
    filter->setText(QStringLiteral("tst103"));
    QTRY_COMPARE(panel->model()->rowCount(), 1);
    QCOMPARE(panel->model()->trackAt(0), TrackId{3});
    QTRY_COMPARE(m_window->findChild<TrackInspector*>()->value(QStringLiteral("identity")),
                 QStringLiteral("ICAO 840004"));
  }

  void siteFormValidatesAtTheField() {
    session().openPlan(test::makePlan(), {});
    session().selectSite("oki");
    SiteInspector* form = m_window->siteForm();
    FormField* antenna = form->field(QStringLiteral("antenna"));
    const auto type = [](FormField* field, const QString& text) {
      field->edit()->setFocus();
      field->edit()->selectAll();
      QTest::keyClicks(field->edit(), text);
      QTest::keyClick(field->edit(), Qt::Key_Return);
    };
    type(antenna, QStringLiteral("42"));
    QCOMPARE(session().plan()->site("oki")->sensor->antennaHeight, 42.0);
    QCOMPARE(session().undoStack().count(), 1);
    type(antenna, QStringLiteral("-5"));
    QVERIFY(!antenna->problem().isEmpty());
    QCOMPARE(session().plan()->site("oki")->sensor->antennaHeight, 42.0);
    QTest::keyClick(antenna->edit(), Qt::Key_Escape);
    QCOMPARE(antenna->edit()->text(), QStringLiteral("42"));
    QVERIFY(antenna->problem().isEmpty());
    type(form->field(QStringLiteral("range")), QStringLiteral("100"));
    QVERIFY(std::abs(session().plan()->site("oki")->sensor->instrumentedRange - 185'200) < 0.01);
    type(form->field(QStringLiteral("position")), QStringLiteral("35 30 00 N 134 00 00 E"));
    QVERIFY(std::abs(session().plan()->site("oki")->position.lat - 35.5) < 1e-9);
    type(form->field(QStringLiteral("position")), QStringLiteral("nowhere"));
    QVERIFY(!form->field(QStringLiteral("position"))->problem().isEmpty());
  }

  void wrongProjectionKeepsTheOldOne() {
    const std::string before = session().projection()->spec();
    ProjectionPanel* panel = m_window->projections();
    panel->popup({900, 100});
    panel->entry()->setText(QStringLiteral("+proj=nonsense"));
    QTest::keyClick(panel->entry(), Qt::Key_Return);
    QVERIFY(!panel->problem().isEmpty());
    QCOMPARE(session().projection()->spec(), before);
    panel->entry()->setText(QStringLiteral("EPSG:3857"));
    QTest::keyClick(panel->entry(), Qt::Key_Return);
    QCOMPARE(session().projection()->spec(), std::string("EPSG:3857"));
    for (const Projection::Choice& choice : Projection::choices()) {
      QCOMPARE(session().setProjection(QString::fromStdString(choice.id)), QString());
      map().repaint();
    }
  }

  void panelsFoldAndAreRemembered() {
    auto* contents = m_window->findChild<QWidget*>(QStringLiteral("contents"));
    QVERIFY(contents->isVisible());
    key(Qt::Key_F9);
    QVERIFY(!contents->isVisible());
    key(Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(m_window->workspace(), int(MainWindow::Brief));
    QVERIFY(contents->isVisible());
    key(Qt::Key_1, Qt::ControlModifier);
    QVERIFY(!contents->isVisible());
    key(Qt::Key_F8);
    QVERIFY(!m_window->timeline()->isVisible());
    key(Qt::Key_F8);
    QVERIFY(m_window->timeline()->isVisible());
  }

  void keysCanBeReboundAndSwitchedOff() {
    session().setStore(test::makeRecording());
    Actions& actions = m_window->actionList();
    const QString loser = actions.bind(QStringLiteral("time.play"), QKeySequence(Qt::Key_Z));
    QVERIFY(loser.isEmpty());
    key(Qt::Key_Z);
    QVERIFY(session().clock().playing);
    QVERIFY(actions[QStringLiteral("time.play")]->toolTip().contains(QLatin1Char('Z')));
    actions.setSingleKeys(false);
    key(Qt::Key_Z);
    QVERIFY(session().clock().playing);
    actions.setSingleKeys(true);
    actions.resetKeys();
    key(Qt::Key_Space);
    QVERIFY(!session().clock().playing);
    QVERIFY(!actions.bind(QStringLiteral("time.play"), QKeySequence(Qt::Key_J)).isEmpty());
    QVERIFY(actions[QStringLiteral("time.reverse")]->shortcut().isEmpty());
    actions.resetKeys();
  }

  void searchFindsActionsSitesTracksAndPlaces() {
    session().openPlan(test::makePlan(), {});
    session().setStore(test::makeRecording());
    QLineEdit* edit = m_window->search()->edit();
    const auto run = [&](const QString& text) {
      key(Qt::Key_K, Qt::ControlModifier);
      edit->clear();
      QTest::keyClicks(edit, text);
      QTest::keyClick(edit, Qt::Key_Return);
    };
    run(QStringLiteral("oki"));
    QCOMPARE(session().selectedSite(), std::string("oki"));
    run(QStringLiteral("TST102"));
    QCOMPARE(session().selectedTrack(), TrackId{2});
    run(QStringLiteral("measure range"));
    QCOMPARE(map().tool(), QStringLiteral("measure"));
    map().cancel();
    run(QStringLiteral("40 00 00 N 140 00 00 E"));
    const auto middle = map().geoAt(QPointF(map().width() / 2.0, map().height() / 2.0));
    QVERIFY(middle && std::abs(middle->lat - 40) < 0.05 && std::abs(middle->lon - 140) < 0.05);
  }

  void altitudeByKeysAndReference() {
    AltitudeSlider* slider = m_window->altitudeSlider();
    slider->setFocus();
    const double before = session().frame()->altitude;
    QTest::keyClick(slider, Qt::Key_Up);
    QVERIFY(session().frame()->altitude > before);
    QTest::keyClick(slider, Qt::Key_Down);
    QVERIFY(std::abs(session().frame()->altitude - before) < 1);
    QVERIFY(slider->accessibleDescription().contains(QStringLiteral("FL100")));
    QTest::mouseClick(slider, Qt::LeftButton, {}, {slider->width() / 2, slider->height() - 16});
    QCOMPARE(session().frame()->altitudeReference, AltitudeReference::AboveGround);
    QTest::mouseClick(slider, Qt::LeftButton, {}, {24, slider->yOf(1524)});
    QVERIFY(std::abs(session().frame()->altitude - 1524) < 1e-6);
  }
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
