// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/BriefDesk.h"
#include "app/ExtraMap.h"
#include "app/HandOver.h"
#include "app/Hands.h"
#include "app/HoverPicture.h"
#include "app/MainWindow.h"
#include "app/MomentLink.h"
#include "app/Presenter.h"
#include "app/ViewsDesk.h"
#include "data/core/Units.h"
#include "data/store/Queries.h"
#include "data/store/RecordingFile.h"
#include "widgets/map/MapWidget.h"
#include "widgets/panels/AroundPanel.h"
#include "widgets/panels/ComparePanel.h"
#include "widgets/panels/EventPanel.h"
#include "widgets/panels/FilterBar.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/panels/NarrativePanel.h"
#include "widgets/panels/RecordPanel.h"
#include "widgets/panels/ReportPanel.h"
#include "widgets/panels/StoryPanel.h"
#include "widgets/panels/TrackEditForm.h"
#include "widgets/panels/TrackInspector.h"
#include "widgets/panels/TrackPanel.h"
#include "widgets/timeline/TimelineWidget.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace sorami;

/// The briefer's story by mouse and keyboard: find moments, keep them, tell them, hand them over.
class TestBriefingWindow : public QObject, protected test::WindowTest {
  Q_OBJECT

  BriefDesk& desk() { return m_window->briefing(); }
  QPoint pointOf(TrackId track) {
    const auto state = session().store()->tracks()[track];
    return m_window->map()->positionOf({state.box.south, state.box.west}).value_or(QPointF(-1, -1)).toPoint();
  }

 private Q_SLOTS:
  void init() {
    QVERIFY(openWindow({1400, 900}));
    session().openPlan(test::makePlan(), {});
    session().setStore(test::makeRecording(6));
    m_window->map()->setFocus();
    QTRY_VERIFY(desk().events());
  }
  void cleanup() { m_window.reset(); }

  void eventsAreOnTheTimelineAndInTheList() {
    // One hostile track that begins with the recording: its detection is what matters.
    QVERIFY(!desk().events()->events.empty());
    QVERIFY(m_window->eventPanel()->model()->rowCount() >= 1);
    session().command(ClockCommand::Seek{test::recordingStart() + 30 * kMinute});
    key(Qt::Key_Left, Qt::ControlModifier);
    QVERIFY(session().clock().cursor == test::recordingStart());
    QCOMPARE(session().selectedTrack(), TrackId{0});
  }

  void filterHidesDimsAndCounts() {
    key(Qt::Key_F, Qt::ControlModifier);
    FilterBar* bar = m_window->filterBar();
    QVERIFY(bar->isEditing());
    QTest::keyClicks(bar->line(), QStringLiteral("affiliation:hostile"));
    QVERIFY(session().frame()->filter);
    QTRY_COMPARE(m_window->trackPanel()->model()->rowCount(), 1);
    QTest::keyClicks(bar->line(), QStringLiteral(" or alt >"));
    QVERIFY(!bar->problem().isEmpty());
    // What was a filter still holds while the text is being written.
    QVERIFY(!QString::fromStdString(session().frame()->filter->text()).contains(QLatin1Char('>')));
    QTest::keyClicks(bar->line(), QStringLiteral(" 14000ft"));
    QVERIFY(bar->problem().isEmpty());
    // 3000 + 500 i metres; over 4267 m are the last three.
    QTRY_COMPARE(m_window->trackPanel()->model()->rowCount(), 4);
    QTest::keyClick(bar->line(), Qt::Key_Return);
    QVERIFY(!bar->isEditing() && bar->isVisible());
    key(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!session().frame()->filter && !bar->isVisible());
    QTRY_COMPARE(m_window->trackPanel()->model()->rowCount(), 6);
  }

  void aTalkIsBuiltAndGiven() {
    // Three moments, three steps.
    for (int i = 0; i < 3; ++i) {
      session().command(ClockCommand::Seek{test::recordingStart() + (10 + 10 * i) * kMinute});
      session().selectTrack(static_cast<TrackId>(i));
      key(Qt::Key_B);
      QCOMPARE(static_cast<int>(desk().story().steps.size()), i + 1);
      m_window->map()->setFocus();
    }
    StoryPanel* panel = m_window->storyPanel();
    QCOMPARE(panel->list()->count(), 3);
    // Words and notes by hand.
    auto* title = panel->findChild<QLineEdit*>(QStringLiteral("storyTitle"));
    title->setText(QStringLiteral("The last word"));
    Q_EMIT title->editingFinished();
    QCOMPARE(desk().story().steps[2].title, std::string("The last word"));
    auto* notes = panel->findChild<QPlainTextEdit*>(QStringLiteral("storyNotes"));
    notes->setFocus();
    notes->setPlainText(QStringLiteral("Breathe"));
    m_window->map()->setFocus();
    QCOMPARE(desk().story().steps[2].notes, std::string("Breathe"));
    // A call-out at the selection; it shows at once and is drawn by the scene.
    session().selectTrack(2);
    desk().addCallout(2);
    QCOMPARE(desk().story().steps[2].callouts.size(), std::size_t{1});
    QVERIFY(session().frame()->story && session().frame()->story->callouts.size() == 1);
    QCOMPARE(session().frame()->story->callouts[0].track, TrackId{2});
    // Re-ordered by keyboard, taken back by undo.
    const std::string last = desk().story().steps[2].id;
    panel->list()->setFocus();
    QTest::keyClick(panel->list(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(desk().story().steps[1].id, last);
    key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(desk().story().steps[2].id, last);

    // The talk: forward, back, black, pen, end.
    m_window->map()->setFocus();
    key(Qt::Key_F5);
    QVERIFY(m_window->presenter().isOn());
    QCOMPARE(desk().step(), 0);
    QVERIFY(session().frame()->story->showsWords);
    QVERIFY(session().clock().cursor == test::recordingStart() + 10 * kMinute);
    QVERIFY(!m_window->timeline()->isVisible());
    key(Qt::Key_PageDown);
    QCOMPARE(desk().step(), 1);
    key(Qt::Key_PageDown);
    key(Qt::Key_PageDown);
    QCOMPARE(desk().step(), 2);
    QVERIFY2(m_window->presenter().overlay()->isBlack(), "after the last step the screen is black");
    key(Qt::Key_PageUp);
    QVERIFY(!m_window->presenter().overlay()->isBlack());
    key(Qt::Key_B);
    QVERIFY(m_window->presenter().overlay()->isBlack());
    QCOMPARE(desk().story().steps.size(), std::size_t{3});
    key(Qt::Key_B);
    key(Qt::Key_P, Qt::ControlModifier);
    StageOverlay* overlay = m_window->presenter().overlay();
    QVERIFY(overlay->hand() == StageOverlay::Hand::Pen);
    QTest::mousePress(overlay, Qt::LeftButton, {}, {100, 100});
    QTest::mouseMove(overlay, {200, 150});
    QTest::mouseRelease(overlay, Qt::LeftButton, {}, {200, 150});
    QVERIFY(overlay->hasLines());
    key(Qt::Key_F5, Qt::ControlModifier);
    QVERIFY(m_window->presenter().speaker());
    m_window->activateWindow();
    QTRY_VERIFY(m_window->isActiveWindow());
    key(Qt::Key_Escape);
    QVERIFY(overlay->hand() == StageOverlay::Hand::None);
    key(Qt::Key_Escape);
    QVERIFY(!m_window->presenter().isOn());
    QVERIFY(m_window->timeline()->isVisible());
  }

  /// A maximised window is one again after the talk, and after F11.
  void fullScreenGivesTheWindowBackAsItWas() {
    m_window->showMaximized();
    QTRY_VERIFY(m_window->isMaximized());
    m_window->map()->setFocus();
    key(Qt::Key_B);
    m_window->map()->setFocus();
    key(Qt::Key_F5);
    QVERIFY(m_window->presenter().isOn() && m_window->isFullScreen());
    key(Qt::Key_Escape);
    QVERIFY(!m_window->presenter().isOn());
    QVERIFY(m_window->isMaximized() && !m_window->isFullScreen());
    key(Qt::Key_F11);
    QVERIFY(m_window->isFullScreen());
    key(Qt::Key_F11);
    QVERIFY(m_window->isMaximized() && !m_window->isFullScreen());
  }

  void spansPlayAndStopAtTheirEnd() {
    session().command(ClockCommand::Seek{test::recordingStart() + 10 * kMinute});
    desk().addStep();
    Storyboard story = desk().story();
    story.steps[0].until = story.steps[0].time + 2 * kMinute;
    story.steps[0].rate = 600;
    desk().setStory(story, QStringLiteral("span"));
    QVERIFY(m_window->presenter().begin(0));
    QVERIFY(session().clock().playing);
    QTRY_VERIFY(!session().clock().playing);
    QVERIFY(session().clock().cursor == story.steps[0].until);
    m_window->presenter().end();
  }

  void linksLeadBack() {
    session().command(ClockCommand::Seek{test::recordingStart() + 12 * kMinute});
    session().selectTrack(3);
    desk().setFilter(TrackFilter::parse("alt < 9000ft and callsign ~ TST*"), true);
    session().setHiddenLayers({"places"});
    key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY2(MomentLink::isLink(text), qPrintable(text));
    const View before = session().view();
    session().command(ClockCommand::Seek{test::recordingStart()});
    session().selectTrack(kNoTrack);
    desk().setFilter(nullptr, false);
    session().setHiddenLayers({});
    m_window->map()->zoomBy(3);
    QVERIFY(m_window->openLink(text));
    QVERIFY(session().clock().cursor == test::recordingStart() + 12 * kMinute);
    QCOMPARE(session().selectedTrack(), TrackId{3});
    QVERIFY(session().frame()->filter && session().frame()->filterDims);
    QCOMPARE(session().hiddenLayers(), std::vector<std::string>{"places"});
    QTRY_VERIFY(std::abs(session().view().metresPerPixel / before.metresPerPixel - 1) < 1e-3);
    QVERIFY(!m_window->openLink(QStringLiteral("sorami://moment?t=noon")));
    QVERIFY(!m_window->openLink(QStringLiteral("http://example.org")));
  }

  void linksSurviveAnyText() {
    MomentLink link;
    link.files = {QStringLiteral("/a b/ä&ö=?#%.sorec"), QStringLiteral("/空見/1.json")};
    link.step.filter = "callsign ~ \"A&B=C\" or alt < 5000ft";
    link.step.time = test::recordingStart();
    link.step.centre = {-35.5, 179.99999};
    link.step.height = 123456;
    link.step.projection = "+proj=laea +lat_0=35 +lon_0=139";
    link.step.hiddenLayers = {"coverage", "places"};
    const auto read = MomentLink::read(link.text());
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().text().c_str());
    QCOMPARE(read->files, link.files);
    QCOMPARE(read->step.filter, link.step.filter);
    QCOMPARE(read->step.projection, link.step.projection);
    QVERIFY(read->step.hiddenLayers == link.step.hiddenLayers);
    QVERIFY(read->step.time == link.step.time && read->step.height == link.step.height);
    QVERIFY(std::abs(read->step.centre.lon - link.step.centre.lon) < 1e-5);
  }

  void noKeyIsGivenTwice() {
    QHash<QString, QString> owners;
    for (const Actions::Entry& entry : m_window->actionList().entries()) {
      for (const QKeySequence& shortcut : entry.defaults) {
        const QString text = shortcut.toString();
        QVERIFY2(!owners.contains(text), qPrintable(text + ": " + owners.value(text) + ", " + entry.id));
        owners.insert(text, entry.id);
      }
    }
  }

  void reportsFollowTheClock() {
    session().selectTrack(2);
    m_window->showSidePage(m_window->reportPage());
    ReportPanel* panel = m_window->reportPanel();
    QTRY_COMPARE(panel->model()->rowCount(), 361);
    session().command(ClockCommand::Seek{test::recordingStart() + 95 * kSecond});
    QCOMPARE(panel->findChild<QTableView*>()->currentIndex().row(), 9);
    panel->findChild<QTableView*>()->setCurrentIndex(panel->model()->index(20, 0));
    QVERIFY(session().clock().cursor == test::recordingStart() + 200 * kSecond);
    // From a report to its octets.
    session().command(ClockCommand::Seek{test::recordingStart() + 300 * kSecond});
    panel->findChild<QTableView*>()->setCurrentIndex(panel->model()->index(12, 0));
    panel->findChild<QPushButton*>(QStringLiteral("reportRecord"))->click();
    QVERIFY(session().clock().cursor == test::recordingStart() + 120 * kSecond);
    const auto* record = m_window->findChild<RecordPanel*>();
    QVERIFY(record && record->isVisible());
    m_window->findChild<RecordPanel*>()->close();
  }

  void followsATrack() {
    session().command(ClockCommand::Seek{test::recordingStart() + 5 * kMinute});
    session().selectTrack(1);
    key(Qt::Key_T);
    const MapPoint before = session().view().centre;
    session().command(ClockCommand::Seek{test::recordingStart() + 25 * kMinute});
    const MapPoint after = session().view().centre;
    QVERIFY(std::hypot(after.x - before.x, after.y - before.y) > 50e3);
    key(Qt::Key_Escape);
    session().command(ClockCommand::Seek{test::recordingStart() + 45 * kMinute});
    QVERIFY(session().view().centre.x == after.x);
  }

  void aLogIsWrittenImportedAndFollowed() {
    const UtcTime begin = test::recordingStart();
    session().command(ClockCommand::Seek{begin + 20 * kMinute});
    key(Qt::Key_B, Qt::ControlModifier);
    NarrativePanel* panel = m_window->narrativePanel();
    QVERIFY(panel->isVisible());
    auto* text = panel->findChild<QPlainTextEdit*>(QStringLiteral("narrativeText"));
    QTest::keyClicks(text, QStringLiteral("Contact"));
    QCOMPARE(session().plan()->narrative.size(), std::size_t{1});
    QCOMPARE(session().plan()->narrative[0].text, std::string("Contact"));
    QVERIFY(session().plan()->narrative[0].time == begin + 20 * kMinute);
    m_window->map()->setFocus();
    // From a table: two entries, one line that is damaged and is said to be.
    const QString path = m_folder.filePath(QStringLiteral("log.csv"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("time,author,marking,text\n0610Z,Sato,,Take-off\n0640Z,Ito,SECRET,Lost\nnever,X,,Y\n");
    file.close();
    m_window->importNarrativeFile(path);
    m_window->importNarrativeFile(path);  // twice is as good as once
    QCOMPARE(session().plan()->narrative.size(), std::size_t{3});
    QCOMPARE(session().plan()->narrative[0].text, std::string("Take-off"));
    QVERIFY(m_window->messages()->texts().join(QLatin1Char('\n')).contains(QStringLiteral("never")));
    // It follows the clock and is searched.
    session().command(ClockCommand::Seek{begin + 45 * kMinute});
    QCOMPARE(panel->table()->currentIndex().row(), 2);
    session().command(ClockCommand::Seek{begin + 15 * kMinute});
    QCOMPARE(panel->table()->currentIndex().row(), 0);
    auto* search = panel->findChild<QLineEdit*>(QStringLiteral("narrativeSearch"));
    search->setText(QStringLiteral("ito secret"));
    QCOMPARE(panel->model()->rowCount(), 1);
    search->clear();
    // A click goes there; the entry becomes a step and leads to it.
    const QModelIndex last = panel->model()->index(2, 1);
    QTest::mouseClick(panel->table()->viewport(), Qt::LeftButton, {},
                      panel->table()->visualRect(last).center());
    QVERIFY(session().clock().cursor == begin + 40 * kMinute);
    QTest::mouseClick(panel->findChild<QPushButton*>(QStringLiteral("narrativeStep")), Qt::LeftButton);
    QCOMPARE(desk().story().steps.size(), std::size_t{1});
    QCOMPARE(desk().story().steps[0].title, std::string("Lost"));
    QCOMPARE(session().plan()->narrative[2].step, desk().story().steps[0].id);
  }

  void whatIsSaidOfATrackShowsAndIsTakenBack() {
    const StoreViewPtr reported = session().store();
    session().command(ClockCommand::Seek{test::recordingStart() + 5 * kMinute});
    session().selectTrack(2);
    TrackEditForm* form = m_window->trackPage()->editForm();
    auto* affiliation = form->findChild<QComboBox*>(QStringLiteral("editAffiliation"));
    affiliation->setCurrentIndex(affiliation->findData(static_cast<int>(Affiliation::Suspect)));
    Q_EMIT affiliation->activated(affiliation->currentIndex());
    QCOMPARE(session().store()->tracks()[2].affiliation, Affiliation::Suspect);
    QTest::keyClicks(form->findChild<QPlainTextEdit*>(QStringLiteral("editRemarks")),
                     QStringLiteral("no answer"));
    QCOMPARE(session().store()->tracks()[2].remarks, std::string("no answer"));
    QCOMPARE(session().plan()->trackEdits.size(), std::size_t{1});
    QCOMPARE(session().selectedTrack(), TrackId{2});
    // The evidence is what it was.
    QCOMPARE(reported->tracks()[2].affiliation, Affiliation::Civil);
    QCOMPARE(withoutEdits(session().store()).get(), reported.get());
    // The filter sees what is said; undo takes it back, one step for the words.
    m_window->map()->setFocus();
    desk().setFilter(TrackFilter::parse("affiliation:suspect"), false);
    QTRY_COMPARE(m_window->trackPanel()->model()->rowCount(), 1);
    key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(session().store()->tracks()[2].remarks, std::string());
    key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(session().store().get(), reported.get());
    QTRY_COMPARE(m_window->trackPanel()->model()->rowCount(), 0);
  }

  void asItWasOrAsKnownThen() {
    QVERIFY(!session().frame()->asKnown);
    auto* chip = m_window->timeline()->findChild<QToolButton*>(QStringLiteral("asKnown"));
    QTest::mouseClick(chip, Qt::LeftButton);
    QVERIFY(session().frame()->asKnown && chip->isChecked());
    // A step keeps which of the two it shows.
    desk().addStep();
    QVERIFY(desk().story().steps[0].asKnown);
    key(Qt::Key_T, Qt::ControlModifier | Qt::AltModifier);
    QVERIFY(!session().frame()->asKnown && !chip->isChecked());
    desk().show(0, false, false);
    QVERIFY(session().frame()->asKnown);
  }

  void silencesAreLeaptOver() {
    const auto sink = makeMemoryRecording();
    sink->addSource({"radar", "asterix", 1});
    const TrackId id = sink->addTrack({});
    for (const int t : {0, 10, 20, 30, 4000, 4010, 4020}) {
      Sample s;
      s.time = test::recordingStart() + t * kSecond;
      s.lat = 35;
      s.lon = 135 + 0.001 * t;
      sink->append(id, s);
    }
    session().setStore(*sink->finish());
    key(Qt::Key_PageDown, Qt::ShiftModifier);
    QVERIFY(std::abs(static_cast<double>(session().clock().cursor - test::recordingStart()) * 1e-6 - 4000) <
            3);
    key(Qt::Key_PageUp, Qt::ShiftModifier);
    QVERIFY(std::abs(static_cast<double>(session().clock().cursor - test::recordingStart()) * 1e-6 - 30) < 3);
    // Playing leaps by itself when asked to.
    session().setSkipsGaps(true);
    session().command(ClockCommand::SetRate{10});
    session().command(ClockCommand::Play{});
    QTRY_VERIFY(session().clock().cursor >= test::recordingStart() + 3990 * kSecond);
    session().command(ClockCommand::Pause{});
  }

  void viewsStandBesideTheMap() {
    ViewsDesk& views = m_window->views();
    session().command(ClockCommand::Seek{test::recordingStart() + 10 * kMinute});
    key(Qt::Key_F6);
    AroundPanel* scope = views.scope();
    QVERIFY(scope->isVisible());
    QTRY_VERIFY(scope->around() && !scope->around()->tracks.empty());
    session().command(ClockCommand::Seek{test::recordingStart() + 20 * kMinute});
    QTRY_VERIFY(scope->around()->time == test::recordingStart() + 20 * kMinute);
    key(Qt::Key_F7);
    QTRY_VERIFY(views.side()->around());
    key(Qt::Key_F6);
    QVERIFY(!scope->isVisible());
    // Another map has a place of its own, until it is put in step.
    key(Qt::Key_2, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(views.maps().size(), std::size_t{1});
    ExtraMap* map = views.maps()[0];
    QTRY_VERIFY(map->map()->frame());
    const View main = session().view();
    map->map()->zoomBy(4);
    QTRY_VERIFY(map->view().metresPerPixel < main.metresPerPixel / 2);
    QVERIFY(session().view().metresPerPixel == main.metresPerPixel);
    map->setInStep(true);
    QCOMPARE(map->view().metresPerPixel, main.metresPerPixel);
    session().selectTrack(3);
    QTRY_COMPARE(map->map()->frame()->selectedTrack, TrackId{3});
    // A layout keeps what is open.
    views.saveLayout(QStringLiteral("Watch / two"));
    const QString name = views.layouts().value(0);
    key(Qt::Key_F7);
    QVERIFY(!views.side()->isVisible());
    TrackDisplay display = session().tracks();
    display.symbols = SymbolStyle::Scope;
    session().setTracks(display);
    QVERIFY(views.applyLayout(name));
    QVERIFY(views.side()->isVisible() && !scope->isVisible());
    QVERIFY(session().tracks().symbols == SymbolStyle::Military);
    views.forgetLayout(name);
    QVERIFY(views.layouts().isEmpty() && !views.applyLayout(name));
  }

  void heatMapsAreAskedForAndTakenOff() {
    key(Qt::Key_H, Qt::ControlModifier | Qt::AltModifier);
    QTRY_VERIFY(session().heat());
    QCOMPARE(session().heat()->reports, std::uint64_t{6 * 361});
    QVERIFY(session().frame()->heat);
    QVERIFY(m_window->actionList()[QStringLiteral("heat.0")]->isChecked());
    m_window->actionList()[QStringLiteral("heat.3")]->trigger();
    QTRY_VERIFY(session().heat()->kind == HeatKind::FirstDetections);
    QCOMPARE(session().heat()->reports, std::uint64_t{6});
    m_window->actionList()[QStringLiteral("heat.3")]->trigger();
    QVERIFY(!session().heat());
  }

  /// A part by time, area and filter, as a recording of its own: exactly the samples that are in all three.
  void aPartIsTakenByTimeAreaAndFilter() {
    session().command(ClockCommand::SetLoop{
        TimeRange{test::recordingStart() + 10 * kMinute, test::recordingStart() + 40 * kMinute}});
    desk().setFilter(TrackFilter::parse("alt < 14000ft"), false);
    View view = session().view();
    view.centre = session().projection()->forward({35, 135});
    view.metresPerPixel = 150;
    m_window->map()->moveTo(view);
    act("handOver");
    auto* dialog = m_window->findChild<QDialog*>(QStringLiteral("handOver"));
    QVERIFY(dialog);
    auto* kind = dialog->findChild<QComboBox*>(QStringLiteral("handOverKind"));
    auto* area = dialog->findChild<QComboBox*>(QStringLiteral("handOverArea"));
    auto* size = dialog->findChild<QComboBox*>(QStringLiteral("handOverSize"));
    QVERIFY(kind && area && size);
    // Only what means something of a kind is asked.
    QVERIFY(size->isVisible() && !area->isVisible());
    kind->setCurrentIndex(kind->findData(int(HandOverKind::Tracks)));
    QVERIFY(!size->isVisible() && area->isVisible());
    area->setCurrentIndex(1);
    HandOverRequest request = static_cast<HandOverDialog*>(dialog)->request();
    QVERIFY(!request.box.isEmpty() && request.box.contains({35, 135}) && !request.box.contains({35, 137}));
    request.path = m_folder.filePath(QStringLiteral("part.sorec"));
    QSignalSpy done(&m_window->handingOver(), &HandOver::done);
    m_window->handingOver().start(request);
    QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, 30'000);
    dialog->close();
    const auto part = openRecording(request.path.toStdString());
    QVERIFY(part.ok());
    const auto keysOf = [](const StoreView& store, const auto& wanted) {
      std::vector<std::pair<std::string, std::int64_t>> keys;
      for (const TrackInfo& t : store.tracks())
        for (const Sample& s : history(store, t.id, store.extent()))
          if (wanted(s)) keys.emplace_back(t.callsign, s.time.us);
      std::sort(keys.begin(), keys.end());
      return keys;
    };
    const auto got = keysOf(**part, [](const Sample&) { return true; });
    QVERIFY(got == keysOf(*session().store(), [&](const Sample& s) {
              return request.span.contains(s.time) && request.box.contains({s.lat, s.lon}) &&
                     static_cast<double>(s.baroAltitude) < 14000 * kFoot;
            }));
    QVERIFY(got.size() > 20 && got.size() < session().store()->sampleCount() / 2);
  }

  void sourcesAreCompared() {
    const auto sink = makeMemoryRecording();
    test::fillRecording(*sink, 3);
    const std::uint16_t other = sink->addSource({"feed", "sbs", -1});
    TrackInfo info;
    info.source = other;
    info.callsign = "TST101";
    const TrackId id = sink->addTrack(info);
    for (int k = 0; k <= 360; ++k) {
      Sample s;
      s.time = test::recordingStart() + k * 10 * kSecond;
      s.lat = 34.51;
      s.lon = 134 + k * 0.01;
      sink->append(id, s);
    }
    session().setStore(*sink->finish());
    key(Qt::Key_C, Qt::ControlModifier | Qt::AltModifier);
    ComparePanel* panel = m_window->views().compare();
    QTRY_COMPARE(panel->comparison().pairs.size(), std::size_t{1});
    QVERIFY(std::abs(panel->comparison().pairs[0].median - 1109) < 3);
    panel->table()->setCurrentIndex(panel->table()->model()->index(0, 0));
    QTRY_VERIFY(session().briefing().secondTrack != kNoTrack);
    QVERIFY(session().selectedTrack() != kNoTrack);
  }

  void thePointerOnTheTimelineShowsItsTime() {
    LaneView* lanes = m_window->timeline()->lanes();
    const UtcTime before = session().clock().cursor;
    const QRect row = lanes->lanesRect();
    QTest::mouseMove(lanes, QPoint(row.left() + row.width() / 2, row.top() + 4));
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->hoverPicture().picture().isNull(), 10'000);
    QVERIFY(session().clock().cursor == before);
    const QImage first = m_window->hoverPicture().picture();
    QTest::mouseMove(lanes, QPoint(row.left() + row.width() / 5, row.top() + 4));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->hoverPicture().picture() != first, 10'000);
    QTest::mouseMove(m_window->map(), QPoint(50, 50));
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(lanes, &leave);
    QVERIFY(m_window->hoverPicture().picture().isNull());
  }
};

QTEST_MAIN(TestBriefingWindow)
#include "tst_briefing_window.moc"
