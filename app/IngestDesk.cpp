// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/IngestDesk.h"

#include "app/LiveDesk.h"
#include "app/MainWindow.h"
#include "app/RecordDesk.h"
#include "widgets/panels/AssociationPanel.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/panels/RecordPanel.h"
#include "widgets/panels/SourceTablePanel.h"
#include "widgets/panels/TrackInspector.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

namespace sorami {

IngestDesk::IngestDesk(MainWindow& window)
    : QObject(&window), m_window(window), m_job(this, [this](const std::shared_ptr<Associations>& found) {
        if (!m_associations || !m_associated) return;
        m_found = *found;
        m_associations->setAssociations(m_associated, m_found, m_overlay);
      }) {
  makeActions();
  connect(&window.session().files(), &FileOpener::settingsNeeded, this, &IngestDesk::openWith);
  connect(&window.session(), &Session::storeChanged, this, &IngestDesk::storeChanged);
}

IngestDesk::~IngestDesk() = default;

void IngestDesk::makeActions() {
  Actions& a = m_window.actionList();
  const QString file = tr("File");
  a.add(QStringLiteral("file.openWith"), file, tr("Open with settings…"),
        {QKeySequence(QStringLiteral("Ctrl+Alt+O"))}, {}, [this] { chooseFile(); });
  a.add(QStringLiteral("records.show"), file, tr("Records of the input…"),
        {QKeySequence(QStringLiteral("Ctrl+Shift+R"))}, {}, [this] { showRecords(); });
  a.add(QStringLiteral("live.table"), file, tr("Table of sources…"), {}, {}, [this] { showSources(); });
  a.add(QStringLiteral("tracks.associate"), file, tr("Tracks that are one object…"), {}, {},
        [this] { showAssociations(); });
  QMenu* const menu = m_window.recordingMenu();
  menu->insertAction(menu->actions().value(0), a[QStringLiteral("file.openWith")]);
  menu->addSeparator();
  for (const char* id : {"live.table", "records.show", "tracks.associate"})
    menu->addAction(a[QString::fromLatin1(id)]);
}

template <typename Panel>
void IngestDesk::showPanel(Panel* panel) {
  if (!panel->isVisible())
    panel->move(m_window.mapToGlobal(m_window.rect().center()) - panel->rect().center());
  panel->show();
  panel->raise();
  panel->activateWindow();
}

// --- how a file is read

void IngestDesk::chooseFile() {
  auto* dialog = new QFileDialog(&m_window, tr("Open with settings"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  connect(dialog, &QFileDialog::fileSelected, this, &IngestDesk::openWith);
  dialog->open();
}

void IngestDesk::openWith(const QString& path) {
  delete m_dialog;
  m_dialog = new ImportDialog(path, FileOpener::standardOptions(), m_window.session().basemap(), &m_window);
  applyLook(m_dialog, m_window.look());
  connect(m_dialog, &ImportDialog::chosen, this, [this](const QString& file, const ImportOptions& options) {
    m_window.hideWelcome();
    m_window.session().files().openWith(file, options);
  });
  connect(m_dialog, &ImportDialog::presetSaved, this, [this](const QString& name) {
    m_window.messages()->add({MessageLevel::Info, tr("The preset %1 is kept").arg(name), {}, {}, {}});
  });
  connect(m_dialog, &ImportDialog::problem, this, [this](const QString& title, const QString& details) {
    m_window.messages()->add({MessageLevel::Error, title, {details}, {}, {}});
  });
  m_dialog->show();
}

// --- records

void IngestDesk::showRecords() {
  if (!m_window.session().canEdit()) {
    m_window.messages()->add(
        {MessageLevel::Info, tr("The input's own records are not released to partners"), {}, {}, {}});
    return;
  }
  if (!m_records) {
    m_records = new RecordPanel(&m_window);
    applyLook(m_records, m_window.look());
    m_recordDesk = new RecordDesk(m_window.session(), *m_records, this);
  }
  showPanel(m_records);
  m_recordDesk->showSelected();
}

// --- sources

void IngestDesk::showSources() {
  if (!m_sources) {
    m_sources = new SourceTablePanel(&m_window);
    applyLook(m_sources, m_window.look());
    connect(m_sources, &SourceTablePanel::saveRequested, this, &IngestDesk::keepTable);
    connect(m_sources, &SourceTablePanel::importRequested, this, &IngestDesk::importTable);
    connect(m_sources, &SourceTablePanel::exportRequested, this, &IngestDesk::exportTable);
  }
  QStringList names;
  if (const StoreViewPtr& store = m_window.session().store())
    for (const SourceKey& source : store->sources()) names << QString::fromStdString(source.name);
  SourceTable table;
  const QString path = LiveDesk::tablePath();
  if (QFileInfo::exists(path)) {
    auto read = SourceTable::read(path.toStdString());
    if (read)
      table = std::move(*read);
    else
      m_sources->say(QString::fromStdString(read.error().text()), true);
  }
  m_sources->setTable(table, names);
  showPanel(m_sources);
}

void IngestDesk::keepTable(const SourceTable& table) {
  const Status kept = table.write(LiveDesk::tablePath().toStdString());
  if (!kept) {
    m_sources->say(QString::fromStdString(kept.error().text()), true);
    return;
  }
  m_sources->say(tr("Kept. It holds for what is opened or connected from now on."), false);
}

void IngestDesk::importTable() {
  auto* dialog = new QFileDialog(m_sources, tr("Import a table of sources"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setNameFilter(tr("Source tables (*.json)"));
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
    const auto table = SourceTable::read(path.toStdString());
    if (table)
      m_sources->setTable(*table, {});
    else
      m_sources->say(QString::fromStdString(table.error().text()), true);
  });
  dialog->open();
}

void IngestDesk::exportTable(const SourceTable& table) {
  auto* dialog = new QFileDialog(m_sources, tr("Export the table of sources"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("json"));
  dialog->setNameFilter(tr("Source tables (*.json)"));
  connect(dialog, &QFileDialog::fileSelected, this, [this, table](const QString& path) {
    const Status written = table.write(path.toStdString());
    m_sources->say(written ? tr("Written: %1").arg(QDir::toNativeSeparators(path))
                           : QString::fromStdString(written.error().text()),
                   !written);
  });
  dialog->open();
}

// --- tracks that are one object

QString IngestDesk::overlayPath() const {
  const QStringList files = m_window.recordingFiles();
  if (files.size() != 1) return {};
  return QString::fromStdString(AssociationOverlay::pathBeside(files.front().toStdString()));
}

void IngestDesk::showAssociations() {
  if (!m_associations) {
    m_associations = new AssociationPanel(&m_window);
    applyLook(m_associations, m_window.look());
    connect(m_associations, &AssociationPanel::pairChosen, this, [this](TrackId a, TrackId b) {
      Session& session = m_window.session();
      session.selectTrack(a);
      Briefing briefing = session.briefing();
      briefing.secondTrack = b;
      session.setBriefing(briefing);
    });
    connect(m_associations, &AssociationPanel::decided, this, &IngestDesk::decide);
  }
  showPanel(m_associations);
  if (m_associated != m_window.session().store()) associate();
}

void IngestDesk::storeChanged() {
  readDecisions();
  if (m_recordDesk && m_records->isVisible()) m_recordDesk->setStore(m_window.session().store());
  if (m_associations && m_associations->isVisible()) associate();
}

/// What was decided about the recording that is open, for all who show it.
void IngestDesk::readDecisions() {
  const QString path = overlayPath();
  if (path == m_overlayRead) return;
  m_overlayRead = path;
  m_overlay = {};
  if (!path.isEmpty()) {
    auto read = AssociationOverlay::read(path.toStdString());
    if (read)
      m_overlay = std::move(*read);
    else
      m_window.messages()->add({MessageLevel::Warning,
                                tr("What was decided about tracks cannot be read"),
                                {QString::fromStdString(read.error().text())},
                                {},
                                {}});
  }
  m_window.trackPage()->setAssociations(m_overlay);
}

void IngestDesk::associate() {
  m_associated = m_window.session().store();
  m_found = {};
  m_job.cancel();
  if (!m_associated) {
    m_associations->setState(tr("No recording is open."));
    return;
  }
  m_associations->setState(tr("Comparing tracks of different sources…"));
  readDecisions();
  m_job.request([store = m_associated](std::stop_token stop) {
    return std::make_shared<Associations>(sorami::associate(*store, {}, stop));
  });
}

void IngestDesk::decide(TrackId a, TrackId b, int verdict) {
  if (!m_associated) return;
  m_overlay.set(
      *m_associated, a, b,
      verdict < 0 ? std::nullopt : std::optional(static_cast<AssociationOverlay::Verdict>(verdict)));
  m_associations->setAssociations(m_associated, m_found, m_overlay);
  m_window.trackPage()->setAssociations(m_overlay);
  const QString path = overlayPath();
  const Status kept = path.isEmpty() ? Status{} : m_overlay.write(path.toStdString());
  if (!kept)
    m_window.messages()->add({MessageLevel::Error,
                              tr("The decision is not kept beyond this session"),
                              {QString::fromStdString(kept.error().text())},
                              {},
                              {}});
}

}  // namespace sorami
