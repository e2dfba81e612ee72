// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The briefer's part of the window: events, filter, storyboard, presenting, handing over.
#include "app/BriefDesk.h"
#include "app/HandOver.h"
#include "app/MainWindow.h"
#include "app/MomentLink.h"
#include "app/Presenter.h"
#include "data/plan/FindTrack.h"
#include "widgets/look/UnitText.h"
#include "widgets/map/AltitudeSlider.h"
#include "widgets/map/MapWidget.h"
#include "widgets/panels/EventPanel.h"
#include "widgets/panels/FilterBar.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/panels/ReportPanel.h"
#include "widgets/panels/StoryPanel.h"
#include "widgets/panels/TrackPanel.h"
#include "widgets/scene/StoryFrame.h"
#include "widgets/timeline/TimeLabels.h"
#include "widgets/timeline/TimelineWidget.h"

#include <QClipboard>
#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QGuiApplication>
#include <QListWidget>
#include <QMenu>
#include <QScreen>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTimer>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr int kRecalls = 9;

}  // namespace

int MainWindow::addSidePage(const QString& title, QWidget* page) {
  m_sideTabs->add(title);
  return m_sidePages->addWidget(page);
}

void MainWindow::showSidePage(int index) {
  m_sideTabs->setCurrent(index);
  m_sidePages->setCurrentIndex(index);
  m_inspector->show();
  (*m_actions)[QStringLiteral("panel.right")]->setChecked(true);
}

void MainWindow::makeBriefing() {
  Session& s = *m_session;
  m_brief = new BriefDesk(s, this);
  m_presenter = new Presenter(*m_brief, s, *m_map, this);
  m_handOver = new HandOver(s, *m_brief, this);
  m_storyPanel = new StoryPanel(m_sidePages);
  m_eventPanel = new EventPanel(m_sidePages);
  m_storyPage = addSidePage(tr("Story"), m_storyPanel);
  m_eventPage = addSidePage(tr("Events"), m_eventPanel);
  m_reportPanel = new ReportPanel(m_sidePages);
  m_reportPage = addSidePage(tr("Reports"), m_reportPanel);
  connect(&s, &Session::selectionChanged, m_reportPanel,
          [this] { m_reportPanel->setTrack(m_session->store(), m_session->selectedTrack()); });
  connect(&s, &Session::clockChanged, m_reportPanel,
          [this] { m_reportPanel->setTime(m_session->clock().cursor); });
  connect(&s, &Session::displayChanged, m_reportPanel,
          [this] { m_reportPanel->setUnits(m_session->units()); });
  connect(m_reportPanel, &ReportPanel::seekRequested, this,
          [this](UtcTime to) { m_session->command(ClockCommand::Seek{to}); });
  connect(m_reportPanel, &ReportPanel::recordRequested, this,
          [this] { (*m_actions)[QStringLiteral("records.show")]->trigger(); });
  m_filterBar = new FilterBar(m_map);
  m_map->addOverlay(m_filterBar, Qt::AlignHCenter | Qt::AlignTop, QMargins(0, 62, 0, 0));
  connect(m_filterBar, &FilterBar::resized, m_map, &MapWidget::layoutOverlays);
  connect(m_filterBar, &FilterBar::closed, m_map, qOverload<>(&QWidget::setFocus));

  makeBriefActions();
  makeNarrative();

  connect(m_brief, &BriefDesk::eventsChanged, this, [this] {
    m_timeline->lanes()->setEvents(m_brief->events(), m_session->store());
    m_eventPanel->setEvents(m_brief->events(), m_session->store());
    m_eventPanel->setBusy(m_brief->isLooking());
  });
  connect(m_brief, &BriefDesk::storyChanged, this, [this] {
    m_timeline->lanes()->setStory(m_brief->marks());
    m_storyPanel->setStory(m_brief->story());
    if (m_brief->step() >= 0) m_storyPanel->setCurrent(m_brief->step());
  });
  connect(m_brief, &BriefDesk::filterChanged, this, [this] {
    const Briefing& b = m_session->briefing();
    m_filterBar->setFilter(b.filter, b.filterDims);
    m_trackPanel->setFilter(b.filter, b.filterDims);
  });
  connect(m_brief, &BriefDesk::flyRequested, m_map, &MapWidget::moveTo);
  connect(m_brief, &BriefDesk::followChanged, this,
          [this] { (*m_actions)[QStringLiteral("track.follow")]->setChecked(!m_brief->followed().empty()); });
  connect(m_filterBar, &FilterBar::changed, m_brief, &BriefDesk::setFilter);
  connect(m_trackPanel, &TrackPanel::countChanged, m_filterBar,
          [this](int live, int passing) { m_filterBar->setCounts(passing, live); });
  connect(m_timeline->lanes(), &LaneView::eventChosen, m_brief, &BriefDesk::goTo);
  connect(m_timeline->lanes(), &LaneView::stepChosen, this,
          [this](int step) { m_brief->show(step, false, false); });
  connect(m_eventPanel, &EventPanel::chosen, m_brief, &BriefDesk::goTo);
  connect(&s, &Session::clockChanged, m_eventPanel,
          [this] { m_eventPanel->setTime(m_session->clock().cursor); });

  connect(m_storyPanel, &StoryPanel::edited, m_brief, &BriefDesk::setStory);
  connect(m_storyPanel, &StoryPanel::chosen, this, [this](int step) { m_brief->show(step, false, false); });
  connect(m_storyPanel, &StoryPanel::addRequested, (*m_actions)[QStringLiteral("story.add")],
          &QAction::trigger);
  connect(m_storyPanel, &StoryPanel::presentRequested, (*m_actions)[QStringLiteral("story.presentHere")],
          &QAction::trigger);
  connect(m_storyPanel, &StoryPanel::exportRequested, this, [this] { handOver(HandOverKind::StoryFilm); });
  connect(m_storyPanel, &StoryPanel::retakeRequested, m_brief, &BriefDesk::retake);
  connect(m_storyPanel, &StoryPanel::timeRequested, m_brief, &BriefDesk::setStepTime);
  connect(m_storyPanel, &StoryPanel::calloutRequested, m_brief, &BriefDesk::addCallout);
  connect(m_storyPanel, &StoryPanel::highlightRequested, m_brief, &BriefDesk::toggleHighlight);

  connect(m_presenter, &Presenter::began, this, [this] { setStage(true); });
  connect(m_presenter, &Presenter::ended, this, [this] { setStage(false); });
  connect(m_presenter, &Presenter::screenLost, this, [this] {
    // Read when the talk is over: nothing comes between the picture and those who look at it.
    m_messages->add({MessageLevel::Info,
                     tr("A screen was lost during the talk"),
                     {tr("The talk went on with the screen that was left. The speaker's notes are shown on "
                         "it when asked for.")},
                     {},
                     {}});
    // Window managers move a full-screen window themselves; without one it would stay where nobody sees it.
    QTimer::singleShot(200, this, [this] {
      if (isFullScreen() && !screen()->geometry().contains(geometry())) setGeometry(screen()->geometry());
    });
  });

  const QString key = QStringLiteral("handOver");
  connect(m_handOver, &HandOver::progress, this, [this, key](const QString& text, double part) {
    m_messages->setProgress(key, text, part, [this] { m_handOver->cancel(); });
  });
  connect(m_handOver, &HandOver::idle, this, [this, key] { m_messages->endProgress(key); });
  connect(m_handOver, &HandOver::done, this, [this](const QString& path) {
    m_messages->add({MessageLevel::Info,
                     tr("Handed over %1").arg(QFileInfo(path).fileName()),
                     {QDir::toNativeSeparators(path)},
                     {},
                     {}});
  });
  connect(m_handOver, &HandOver::failed, this, [this](const QString& what, const QString& why) {
    m_messages->add({MessageLevel::Error, tr("%1 was not made").arg(what), {why}, {}, {}});
  });
}

void MainWindow::makeBriefActions() {
  Actions& a = *m_actions;
  const QString group = tr("Briefing");
  a.add(QStringLiteral("story.add"), group, tr("Add a storyboard step"), keys({"B"}),
        QStringLiteral("bookmark"), [this] {
          // The blank key of a presenter's remote sends B.
          if (m_presenter->isOn()) {
            m_presenter->toggleBlack();
            return;
          }
          const int step = m_brief->addStep();
          m_storyPanel->setCurrent(step);
          showSidePage(m_storyPage);
        });
  a.add(QStringLiteral("story.next"), group, tr("Next step"), keys({"PgDown"}), {}, [this] { stepStory(1); });
  a.add(QStringLiteral("story.previous"), group, tr("Previous step"), keys({"PgUp"}), {},
        [this] { stepStory(-1); });
  a.add(QStringLiteral("story.present"), group, tr("Present from the first step"), keys({"F5"}),
        QStringLiteral("present"), [this] { present(0); });
  a.add(QStringLiteral("story.presentHere"), group, tr("Present from this step"), keys({"Shift+F5"}), {},
        [this] { present(std::max(m_brief->step(), 0)); });
  a.add(QStringLiteral("story.black"), group, tr("Black screen"), keys({"."}), {},
        [this] { m_presenter->toggleBlack(); });
  a.add(QStringLiteral("story.laser"), group, tr("Laser pointer"), keys({"Ctrl+L"}), {},
        [this] { m_presenter->setHand(StageOverlay::Hand::Laser); });
  a.add(QStringLiteral("story.pen"), group, tr("Pen"), keys({"Ctrl+P"}), {},
        [this] { m_presenter->setHand(StageOverlay::Hand::Pen); });
  a.add(QStringLiteral("story.wipe"), group, tr("Wipe what the pen drew"), keys({"Ctrl+Shift+P"}), {},
        [this] { m_presenter->wipe(); });
  a.add(QStringLiteral("story.speaker"), group, tr("Speaker's window"), keys({"Ctrl+F5"}), {},
        [this] { m_presenter->toggleSpeaker(); });
  for (int i = 1; i <= kRecalls; ++i) {
    a.add(QStringLiteral("story.recall%1").arg(i), group, tr("To step %1").arg(i),
          {QKeySequence(QStringLiteral("Alt+%1").arg(i))}, {}, [this, i] {
            const bool on = m_presenter->isOn();
            m_brief->show(i - 1, on, on);
          });
  }
  a.add(QStringLiteral("filter.edit"), group, tr("Filter tracks…"), keys({"Ctrl+F", "/"}),
        QStringLiteral("filter"), [this] { m_filterBar->edit(); });
  a.add(QStringLiteral("filter.clear"), group, tr("Take the filter off"), keys({"Ctrl+Shift+F"}), {}, [this] {
    m_filterBar->closeLine();
    m_brief->setFilter(nullptr, m_session->briefing().filterDims);
  });
  QAction* follow = a.add(QStringLiteral("track.follow"), group, tr("Follow the selected track"), keys({"T"}),
                          QStringLiteral("follow"), {});
  follow->setCheckable(true);
  connect(follow, &QAction::triggered, this, [this](bool) {
    const TrackId track = m_session->selectedTrack();
    std::vector<TrackId> next;
    if (track != kNoTrack && m_brief->followed() != std::vector<TrackId>{track}) {
      next.push_back(track);
      // Of a pair both stay in the picture.
      if (const TrackId second = m_session->briefing().secondTrack; second != kNoTrack)
        next.push_back(second);
      if (next == m_brief->followed()) next.clear();
    }
    m_brief->follow(next);
    (*m_actions)[QStringLiteral("track.follow")]->setChecked(!m_brief->followed().empty());
  });
  a.add(QStringLiteral("track.closest"), group, tr("To the closest approach of the pair"), keys({"C"}), {},
        [this] { goToClosest(); });
  a.add(QStringLiteral("labels.release"), group, tr("All labels back to automatic places"), {}, {}, [this] {
    Briefing next = m_session->briefing();
    next.labels.reset();
    m_session->setBriefing(next);
  });
  a.add(QStringLiteral("file.addRecording"), tr("File"), tr("Add recordings to the timeline…"),
        keys({"Ctrl+Shift+O"}), {}, [this] { addRecordingDialog(false); });
  a.add(QStringLiteral("file.addTogether"), tr("File"), tr("Add recordings that begin together…"), {}, {},
        [this] { addRecordingDialog(true); });
  a.add(QStringLiteral("handOver"), tr("File"), tr("Hand over…"), keys({"Ctrl+E"}), QStringLiteral("film"),
        [this] { handOver(HandOverKind::Picture); });
  a.add(QStringLiteral("link.copy"), tr("File"), tr("Copy a link to this moment"), keys({"Ctrl+Shift+C"}),
        QStringLiteral("copy"), [this] { copyLink(); });
  a.add(QStringLiteral("link.open"), tr("File"), tr("Open the copied link"), keys({"Ctrl+Shift+V"}), {},
        [this] { openLink(QGuiApplication::clipboard()->text()); });
  for (const char* id : {"time.previousEvent", "time.nextEvent"}) {
    disconnect(a[QString::fromLatin1(id)], &QAction::triggered, nullptr, nullptr);
  }
  const auto jump = [this](int direction) {
    if (!m_brief->jump(direction)) m_session->jumpToEvent(direction);
  };
  connect(a[QStringLiteral("time.previousEvent")], &QAction::triggered, this, [jump] { jump(-1); });
  connect(a[QStringLiteral("time.nextEvent")], &QAction::triggered, this, [jump] { jump(1); });

  auto* menu = new QMenu(tr("Briefing"), this);
  const auto add = [&](std::initializer_list<const char*> ids) {
    for (const char* id : ids) {
      if (*id) {
        menu->addAction(a[QString::fromLatin1(id)]);
      } else {
        menu->addSeparator();
      }
    }
  };
  add({"story.add",
       "story.previous",
       "story.next",
       "",
       "story.present",
       "story.presentHere",
       "story.speaker",
       "story.black",
       "story.laser",
       "story.pen",
       "story.wipe",
       "",
       "filter.edit",
       "filter.clear",
       "",
       "track.follow",
       "track.closest",
       "labels.release",
       "",
       "file.addRecording",
       "file.addTogether",
       "",
       "handOver",
       "link.copy",
       "link.open"});
  QAction* before = nullptr;
  for (QAction* each : m_menu->actions()) {
    if (each->menu() && each->text() == tr("Window")) before = each;
  }
  m_menu->insertMenu(before, menu);
}

// --- presenting

void MainWindow::present(int step) {
  if (m_presenter->isOn()) return;
  if (m_presenter->begin(step)) return;
  m_messages->add({MessageLevel::Info,
                   tr("The storyboard has no steps yet"),
                   {tr("Bring the picture to a moment that matters and press B.")},
                   {},
                   {}});
}

void MainWindow::stepStory(int direction) {
  if (m_presenter->isOn()) {
    m_presenter->go(direction);
    return;
  }
  // In a list the same keys turn its pages.
  if (auto* list = qobject_cast<QAbstractScrollArea*>(focusWidget()); list && list != m_storyPanel->list()) {
    list->verticalScrollBar()->triggerAction(direction > 0 ? QAbstractSlider::SliderPageStepAdd
                                                           : QAbstractSlider::SliderPageStepSub);
    return;
  }
  const int count = static_cast<int>(m_brief->story().steps.size());
  if (count == 0) return;
  m_brief->show(std::clamp(m_brief->step() + direction, 0, count - 1), false, false);
}

void MainWindow::setStage(bool on) {
  if (on) {
    storeFolds();
    m_stateOffStage = windowState();
  }
  for (QWidget* widget : {m_topBar, m_statusBar}) widget->setVisible(!on);
  m_altitude->setVisible(!on);
  m_filterBar->setStaged(on);
  m_messages->setVisible(!on);
  // Views beside the map are for whoever prepares, not for who listens.
  if (on) {
    m_docksOffStage.clear();
    for (QDockWidget* dock : findChildren<QDockWidget*>()) {
      if (dock->isHidden()) continue;
      m_docksOffStage.emplace_back(dock);
      dock->hide();
    }
  } else {
    for (const QPointer<QDockWidget>& dock : m_docksOffStage) {
      if (dock) dock->show();
    }
    m_docksOffStage.clear();
  }
  if (on) {
    m_contents->hide();
    m_inspector->hide();
    m_timeline->hide();
    if (!isFullScreen()) showFullScreen();
    m_session->setMargins({});
    m_map->setFocus();
  } else {
    // Maximised as it was, if it was.
    if (!(m_stateOffStage & Qt::WindowFullScreen)) setWindowState(m_stateOffStage);
    restoreFolds();
    updateMargins();
  }
}

bool MainWindow::backOut() {
  if (m_presenter->isOn()) {
    if (m_presenter->overlay()->hand() != StageOverlay::Hand::None) {
      m_presenter->setHand(StageOverlay::Hand::None);
    } else {
      m_presenter->end();
    }
    return true;
  }
  if (m_filterBar->closeLine()) return true;
  if (m_session->briefing().secondTrack != kNoTrack) {
    m_session->selectSecond({});
    return true;
  }
  if (!m_brief->followed().empty()) {
    m_brief->follow({});
    return true;
  }
  if (m_brief->step() >= 0 && m_session->briefing().story) {
    m_brief->leaveStory();
    return true;
  }
  return false;
}

// --- pairs

void MainWindow::goToClosest() {
  const TrackId first = m_session->selectedTrack();
  const TrackId second = m_session->briefing().secondTrack;
  if (!m_session->store() || first == kNoTrack || second == kNoTrack) {
    m_messages->add(
        {MessageLevel::Info,
         tr("Choose two tracks"),
         {tr("Click one, then Ctrl+click the other: their range and bearing show. C then goes to the "
             "moment they are closest.")},
         {},
         {}});
    return;
  }
  // Off the GUI thread: two tracks' histories may be long.
  m_closest.request(
      [store = m_session->store(), first, second, range = m_session->clock().bounds](std::stop_token stop) {
        return closestApproach(*store, first, second, range, stop);
      });
}

void MainWindow::showClosest(const std::optional<Separation>& found) {
  if (!found) {
    m_messages->add({MessageLevel::Info, tr("The two tracks are never there together"), {}, {}, {}});
    return;
  }
  m_session->command(ClockCommand::Pause{});
  m_session->command(ClockCommand::Seek{found->time});
  const QString range = distanceText(found->range, m_session->units());
  const QString words =
      std::isfinite(found->height)
          ? tr("%1 apart, %2 in height").arg(range, altitudeText(std::abs(found->height), m_session->units()))
          : tr("%1 apart").arg(range);
  m_messages->add({MessageLevel::Info, tr("Closest at %1").arg(zuluText(found->time)), {words}, {}, {}});
}

// --- handing over

void MainWindow::handOver(HandOverKind kind) {
  auto* dialog = new HandOverDialog(*m_session, *m_brief, *m_handOver, this);
  dialog->setKind(kind);
  dialog->show();
}

void MainWindow::copyLink() {
  MomentLink link;
  const Frame& frame = *m_session->frame();
  takeView(frame, link.step);
  link.step.time = frame.time;
  if (frame.store && frame.selectedTrack < frame.store->tracks().size()) {
    link.selected = refOf(frame.store->tracks()[frame.selectedTrack]);
  }
  link.files = m_recordingFiles;
  link.isDemo = m_recordingFiles.isEmpty() && frame.store != nullptr;
  if (!m_session->planPath().isEmpty()) link.files << QFileInfo(m_session->planPath()).absoluteFilePath();
  const QString text = link.text();
  QGuiApplication::clipboard()->setText(text);
  m_messages->add({MessageLevel::Info, tr("A link to this moment is copied"), {text}, {}, {}});
}

bool MainWindow::openLink(const QString& text) {
  const Result<MomentLink> link = MomentLink::read(text);
  if (!link) {
    m_messages->add({MessageLevel::Warning,
                     tr("The link does not open"),
                     {QString::fromStdString(link.error().text())},
                     {},
                     {}});
    return false;
  }
  const auto apply = [this, moment = *link] {
    StoryStep step = moment.step;
    if (!step.projection.empty() && step.projection != m_session->projection()->spec()) {
      m_session->setProjection(QString::fromStdString(step.projection), step.centre);
    }
    m_session->setHiddenLayers(step.hiddenLayers);
    m_session->setAsKnown(step.asKnown);
    m_brief->setFilter(step.filter.empty() ? nullptr : TrackFilter::parse(step.filter), step.filterDims);
    const View& now = m_session->view();
    if (const auto view = viewOf(step, *m_session->projection(), now.size, now.pixelRatio))
      m_map->moveTo(*view);
    if (step.time.isValid() && m_session->store()) {
      m_session->command(ClockCommand::Pause{});
      m_session->command(ClockCommand::Seek{step.time});
    }
    if (moment.selected && m_session->store()) {
      m_session->selectTrack(findTrack(*m_session->store(), *moment.selected));
    }
  };
  const bool isOpen = link->isDemo
                          ? m_recordingFiles.isEmpty() && m_session->store()
                          : std::all_of(link->files.begin(), link->files.end(), [this](const QString& file) {
                              return m_recordingFiles.contains(file) ||
                                     QFileInfo(m_session->planPath()).absoluteFilePath() == file;
                            });
  if (isOpen) {
    apply();
    return true;
  }
  // The moment can only be shown when what it is of has been read.
  connect(&m_session->files(), &FileOpener::finished, this, apply, Qt::SingleShotConnection);
  if (link->isDemo) {
    m_session->files().openDemo();
  } else {
    openFiles(link->files);
  }
  return true;
}

}  // namespace sorami
