// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Live sources in the window: the action, the panel, the health strip, and what is said when something
// happens.
#include "app/LiveDesk.h"
#include "app/MainWindow.h"
#include "widgets/map/MapWidget.h"
#include "widgets/panels/HealthStrip.h"
#include "widgets/panels/LivePanel.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/panels/TrackInspector.h"
#include "widgets/panels/TrackPanel.h"
#include "widgets/timeline/TimelineWidget.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>

namespace sorami {

void MainWindow::makeLive() {
  m_live = new LiveDesk(this);
  m_healthStrip = new HealthStrip(centralWidget());
  m_healthStrip->hide();
  // Between the timeline and the status bar: in sight in every workspace.
  auto* lines = static_cast<QVBoxLayout*>(centralWidget()->layout());
  lines->insertWidget(lines->count() - 1, m_healthStrip);
  connect(m_healthStrip, &HealthStrip::opened, this, &MainWindow::showLivePanel);
  m_actions->add(QStringLiteral("live.connect"), tr("File"), tr("Connect live source…"),
                 {QKeySequence(QStringLiteral("Ctrl+R"))}, QStringLiteral("site"),
                 [this] { showLivePanel(); });
  m_actions->add(QStringLiteral("live.stop"), tr("File"), tr("Stop live recording"), {}, {},
                 [this] { m_live->stop(); });
  m_actions->add(QStringLiteral("live.follow"), tr("Time"), tr("Back to live"), {}, {},
                 [this] { backToLive(); });
  (*m_actions)[QStringLiteral("live.stop")]->setEnabled(false);
  (*m_actions)[QStringLiteral("live.follow")]->setEnabled(false);
  m_recordingMenu->addSeparator();
  for (const char* id : {"live.connect", "live.stop", "live.follow"})
    m_recordingMenu->addAction((*m_actions)[QString::fromLatin1(id)]);

  connect(m_live, &LiveDesk::begun, this, [this] {
    m_firstLiveView = m_liveShown = true;
    m_liveView.reset();
    m_session->setStore(nullptr);
    (*m_actions)[QStringLiteral("live.stop")]->setEnabled(true);
    (*m_actions)[QStringLiteral("live.follow")]->setEnabled(true);
    m_healthStrip->show();
    m_timeline->setLive(true);
  });
  connect(m_live, &LiveDesk::viewReady, this, &MainWindow::showLiveView);
  connect(m_live, &LiveDesk::healthChanged, this, [this] {
    const auto sources = m_live->sources();
    const RecordingHealth recording = m_live->recording();
    const UtcTime now{QDateTime::currentMSecsSinceEpoch() * kMillisecond};
    m_healthStrip->setHealth(sources, recording, now);
    if (m_livePanel && m_livePanel->isVisible()) m_livePanel->setHealth(sources, recording, now);
    const UtcTime event = m_live->eventNow();
    if (event.isValid() && m_session->store() && m_liveShown) m_session->setLiveNow(event);
  });
  connect(&m_session->files(), &FileOpener::recordingRead, this, &MainWindow::leaveLive);
  connect(m_live, &LiveDesk::troubleChanged, this, [this](const QString& reason) {
    if (reason.isEmpty())
      m_messages->add({MessageLevel::Info, tr("The live recording is written again"), {}, {}, {}});
    else
      m_messages->add({MessageLevel::Error,
                       tr("The live recording is not written: %1").arg(reason),
                       {QDir::toNativeSeparators(m_live->path()),
                        tr("What comes in is kept in memory and tried each second. Make room on the disk.")},
                       {},
                       {}});
  });
  connect(m_live, &LiveDesk::ended, this, &MainWindow::showLiveEnd);
  connect(m_session.get(), &Session::storeGrown, this, [this] {
    m_timeline->growStore(m_session->store());
    m_trackPanel->growStore(m_session->store(), m_session->clock().cursor);
    if (m_session->selectedTrack() != kNoTrack)
      m_trackPage->setTrack(m_session->store(), m_session->selectedTrack());
  });
  tellLeftOver();
}

void MainWindow::showLivePanel() {
  if (!m_livePanel) {
    m_livePanel = new LivePanel(this);
    applyLook(m_livePanel, m_look);
    // Beside the map's middle, where it covers neither the contents nor the details.
    m_livePanel->move(mapToGlobal(rect().center()) - m_livePanel->rect().center());
    connect(m_livePanel, &LivePanel::connectRequested, this, &MainWindow::connectLive);
    connect(m_livePanel, &LivePanel::disconnectRequested, m_live, &LiveDesk::disconnectSource);
    connect(m_livePanel, &LivePanel::removeRequested, m_live, &LiveDesk::removeSource);
    connect(m_livePanel, &LivePanel::correctionRequested, m_live, &LiveDesk::setCorrection);
    connect(m_livePanel, &LivePanel::stopRequested, this, [this] { m_live->stop(); });
    connect(m_livePanel, &LivePanel::saveRequested, this, &MainWindow::saveLive);
  }
  m_livePanel->setRecent(LiveDesk::recentSources());
  m_livePanel->setRecordingPath(m_live->isRecording() ? m_live->path() : QString());
  m_livePanel->setHealth(m_live->sources(), m_live->recording(),
                         {QDateTime::currentMSecsSinceEpoch() * kMillisecond});
  m_livePanel->show();
  m_livePanel->raise();
  m_livePanel->activateWindow();
  m_livePanel->focusEntry();
}

void MainWindow::connectLive(const SourceSpec& spec) {
  const Status done = m_live->connectSource(spec);
  if (!done) {
    m_messages->add({MessageLevel::Error,
                     tr("Nothing can be received: %1").arg(QString::fromStdString(done.error().what)),
                     {QString::fromStdString(done.error().where), QString::fromStdString(done.error().hint)},
                     {},
                     {}});
    return;
  }
  if (m_livePanel) {
    m_livePanel->setRecent(LiveDesk::recentSources());
    m_livePanel->setRecordingPath(m_live->path());
    m_livePanel->setHealth(m_live->sources(), m_live->recording(),
                           {QDateTime::currentMSecsSinceEpoch() * kMillisecond});
  }
}

void MainWindow::showLiveView(const StoreViewPtr& view) {
  m_liveView = view;
  if (!m_liveShown) return;
  const UtcTime event = m_live->eventNow();
  if (event.isValid()) m_session->setLiveNow(event);
  m_session->growStore(view);
  if (m_firstLiveView && view->timeline().isValid()) {
    m_firstLiveView = false;
    m_welcome->hide();
    bringIntoView();
  }
}

void MainWindow::showLiveEnd(const StoreViewPtr& view, const QString& path, const QString& problem) {
  (*m_actions)[QStringLiteral("live.stop")]->setEnabled(false);
  (*m_actions)[QStringLiteral("live.follow")]->setEnabled(false);
  m_healthStrip->hide();
  m_timeline->setLive(false);
  m_session->setLiveNow({});
  if (m_livePanel) {
    m_livePanel->setRecordingPath({});
    m_livePanel->setHealth({}, {}, {});
  }
  if (view && m_liveShown) m_session->growStore(view);
  m_liveShown = false;
  m_liveView.reset();
  if (!problem.isEmpty()) {
    m_messages->add(
        {MessageLevel::Error, tr("The live recording could not be completed"), {problem}, {}, {}});
  } else if (path.isEmpty()) {
    m_messages->add(
        {MessageLevel::Info, tr("Live has ended; nothing was received, and nothing is kept"), {}, {}, {}});
  } else {
    const bool kept = path.startsWith(LiveDesk::folder());
    m_messages->add({MessageLevel::Info,
                     tr("The live recording is complete"),
                     {QDir::toNativeSeparators(path)},
                     kept ? tr("Save as…") : QString(),
                     [this, path] { saveLiveFile(path); }});
  }
}

void MainWindow::leaveLive() {
  if (!m_live->isRecording() || !m_liveShown) return;
  // Something else was opened: it is shown, and the recording goes on behind it.
  m_liveShown = false;
  m_session->setLiveNow({});
  m_timeline->setLive(false);
  m_messages->add({MessageLevel::Info,
                   tr("The live recording goes on behind what you have opened"),
                   {},
                   tr("Back to live"),
                   [this] { backToLive(); }});
}

void MainWindow::backToLive() {
  if (!m_live->isRecording()) return;
  if (!m_liveShown) {
    m_liveShown = true;
    m_timeline->setLive(true);
    m_session->setStore(m_liveView);
    m_session->setLiveNow(m_live->eventNow());
  }
  m_session->toEnd();
}

QString MainWindow::askLivePath(const QString& name) {
  const QString home = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
  QString path = QFileDialog::getSaveFileName(this, tr("Save live recording"), QDir(home).filePath(name),
                                              tr("Recordings (*.sorec)"));
  if (!path.isEmpty() && QFileInfo(path).suffix().isEmpty()) path += QStringLiteral(".sorec");
  return path;
}

void MainWindow::saveLive() {
  // It goes on recording while the user chooses.
  const QString path = askLivePath(QFileInfo(m_live->path()).fileName());
  if (!path.isEmpty()) m_live->stop(path);
}

void MainWindow::saveLiveFile(const QString& path) {
  const QString to = askLivePath(QFileInfo(path).fileName());
  if (to.isEmpty() || to == path) return;
  if (QFileInfo::exists(to)) QFile::remove(to);
  // The copy beside stays until the new one is there.
  if (QFile::copy(path, to)) {
    m_messages->add({MessageLevel::Info, tr("Saved"), {QDir::toNativeSeparators(to)}, {}, {}});
  } else {
    m_messages->add({MessageLevel::Error,
                     tr("It could not be saved there; it is kept where it was"),
                     {QDir::toNativeSeparators(to), QDir::toNativeSeparators(path)},
                     {},
                     {}});
  }
}

bool MainWindow::mayCloseLive() {
  if (!m_live->isRecording()) return true;
  if (m_closingLive) {
    m_live->stopAndWait(m_closeSaveAs);
    return true;
  }
  auto* question = new QMessageBox(this);
  question->setAttribute(Qt::WA_DeleteOnClose);
  question->setWindowTitle(tr("Live recording"));
  question->setText(tr("A live recording is running."));
  question->setInformativeText(tr("It is kept at\n%1").arg(QDir::toNativeSeparators(m_live->path())));
  auto* keep = question->addButton(tr("Stop and quit"), QMessageBox::AcceptRole);
  auto* save = question->addButton(tr("Save as and quit…"), QMessageBox::ActionRole);
  question->addButton(tr("Go on recording"), QMessageBox::RejectRole);
  question->setDefaultButton(keep);
  connect(question, &QMessageBox::buttonClicked, this, [this, keep, save](QAbstractButton* chosen) {
    m_closeSaveAs.clear();
    if (chosen == save) m_closeSaveAs = askLivePath(QFileInfo(m_live->path()).fileName());
    if (chosen == keep || (chosen == save && !m_closeSaveAs.isEmpty())) {
      m_closingLive = true;
      QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
    }
  });
  question->open();
  return false;
}

void MainWindow::tellLeftOver() {
  const QStringList paths = LiveDesk::leftOver();
  if (paths.isEmpty()) return;
  const QString& path = paths.front();
  m_messages->add({MessageLevel::Warning,
                   tr("A live recording was cut off; what was received is kept"),
                   {QDir::toNativeSeparators(path), QFileInfo(path).lastModified().toUTC().toString(
                                                        QStringLiteral("yyyy-MM-dd HH:mm:ss'Z'"))},
                   tr("Open it"),
                   [this, path] { openFiles({path}); }});
}

}  // namespace sorami
