// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The window's few dialogs (none of them blocks it), files, and going to a time.
#include "app/KeysPage.h"
#include "app/LibraryDialog.h"
#include "app/MainWindow.h"
#include "data/time/TimeText.h"
#include "widgets/map/MapWidget.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/timeline/TimeLabels.h"
#include "widgets/timeline/TimelineWidget.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QVBoxLayout>

namespace sorami {
namespace {

constexpr int kMaxRecent = 10;
const QString kRecent = QStringLiteral("recentFiles");

}  // namespace

void MainWindow::openFiles(const QStringList& paths) {
  if (paths.isEmpty()) return;
  m_welcome->hide();
  updateRecent(paths);
  m_session->files().open(paths);
}

void MainWindow::openDialog() {
  auto* dialog = new QFileDialog(this, tr("Open"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFiles);
  dialog->setNameFilters({tr("All files (*)"), tr("Plans (*.soplan)"),
                          tr("Elevation (*.tif *.tiff *.hgt *.dt0 *.dt1 *.dt2 *.vrt *.asc)")});
  connect(dialog, &QFileDialog::filesSelected, this, &MainWindow::openFiles);
  dialog->open();
}

void MainWindow::addMapDialog() {
  auto* dialog = new QFileDialog(this, tr("Add map layer"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFiles);
  dialog->setNameFilters({tr("All files (*)"),
                          tr("Vectors (*.shp *.gpkg *.geojson *.json *.kml *.fgb *.gml *.dxf)"),
                          tr("Rasters (*.tif *.tiff *.vrt *.png *.jpg *.jp2 *.mbtiles *.xml)")});
  connect(dialog, &QFileDialog::filesSelected, &m_session->files(), &FileOpener::openMaps);
  dialog->open();
}

void MainWindow::addServiceDialog() {
  auto* dialog = new QInputDialog(this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(tr("Add map service"));
  dialog->setLabelText(
      tr("WMTS:https://…, WMS:https://…?LAYERS=…, or tiles as https://…/{z}/{x}/{y}.png.\n"
         "It is asked for what the map shows, and for nothing else."));
  dialog->setMinimumWidth(520);
  connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& text) {
    const QString address = text.trimmed();
    if (!address.isEmpty())
      m_session->files().openMaps({QString::fromStdString(mapServiceOf(address.toStdString()))});
  });
  dialog->open();
}

void MainWindow::addTerrainDialog(bool folder) {
  auto* dialog = new QFileDialog(this, folder ? tr("Add a folder of terrain") : tr("Add terrain"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFiles);
  if (!folder) {
    dialog->setNameFilters(
        {tr("Elevation (*.tif *.tiff *.hgt *.dt0 *.dt1 *.dt2 *.vrt *.asc *.img)"), tr("All files (*)")});
  }
  connect(dialog, &QFileDialog::filesSelected, &m_session->files(), &FileOpener::openTerrain);
  dialog->open();
}

void MainWindow::savePlan(bool as) {
  if (!m_session->plan()) return;
  const auto write = [this](const QString& path) {
    const Status written = m_session->savePlan(path);
    if (written) {
      updateRecent({path});
      m_messages->add({MessageLevel::Info, tr("Saved %1").arg(QFileInfo(path).fileName()), {}, {}, {}});
    } else {
      m_messages->add({MessageLevel::Error,
                       tr("The plan was not saved"),
                       {QString::fromStdString(written.error().text())},
                       tr("Save elsewhere…"),
                       [this] { savePlan(true); }});
    }
  };
  if (!as && !m_session->planPath().isEmpty()) {
    write(m_session->planPath());
    return;
  }
  auto* dialog = new QFileDialog(this, tr("Save plan"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("soplan"));
  dialog->setNameFilter(tr("Plans (*.soplan)"));
  dialog->selectFile(m_session->fileName());
  connect(dialog, &QFileDialog::fileSelected, this, write);
  dialog->open();
}

void MainWindow::updateRecent(const QStringList& paths) {
  QSettings settings;
  QStringList recent = settings.value(kRecent).toStringList();
  for (const QString& path : paths) {
    const bool isFile = !isLibrary(path.toStdString());
    const QString full = isFile ? QFileInfo(path).absoluteFilePath() : LibraryDialog::withoutPassword(path);
    recent.removeAll(full);
    recent.prepend(full);
  }
  while (recent.size() > kMaxRecent) recent.removeLast();
  settings.setValue(kRecent, recent);
}

void MainWindow::fillRecent(QMenu* menu) {
  menu->clear();
  const QStringList recent = QSettings().value(kRecent).toStringList();
  for (const QString& path : recent) {
    const bool isFile = !isLibrary(path.toStdString());
    QAction* action = menu->addAction(isFile ? QFileInfo(path).fileName() : path, this,
                                      [this, path] { openFiles({path}); });
    action->setToolTip(path);
    action->setEnabled(!isFile || QFileInfo::exists(path));
  }
  if (recent.isEmpty()) menu->addAction(tr("Nothing was opened yet"))->setEnabled(false);
}

void MainWindow::goToTime(const QString& text) {
  const Clock::State& state = m_session->clock();
  if (!state.bounds.isValid()) {
    m_timeline->answerGoTo(tr("No recording is open"));
    return;
  }
  const std::optional<UtcTime> to = parseGoToTime(text.toStdString(), state.cursor, localZone(state.cursor));
  if (!to) {
    m_timeline->answerGoTo(tr("A time is needed, such as 0612Z, 1512JST, +90s or 2026-08-12T06:12:30Z"));
    return;
  }
  if (!state.bounds.contains(*to)) {
    m_timeline->answerGoTo(tr("The recording runs from %1 to %2")
                               .arg(zuluDayText(state.bounds.begin), zuluDayText(state.bounds.end)));
    return;
  }
  m_session->command(ClockCommand::Seek{*to});
  m_timeline->answerGoTo({});
}

void MainWindow::showAbout() {
  auto* dialog = new QDialog(this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(tr("About Sorami"));
  auto* lines = new QVBoxLayout(dialog);
  lines->setContentsMargins(24, 24, 24, 16);
  lines->setSpacing(12);
  auto* title = new QLabel(QStringLiteral("Sorami"), dialog);
  title->setProperty("role", QStringLiteral("title"));
  lines->addWidget(title);
  QStringList text;
  text << tr("Air-picture tool: sensor coverage planning and track replay.")
       << tr("Free software under the GNU General Public License, version 3 or later.") << QString()
       << tr("Map and elevation:");
  if (const BasemapPtr& map = m_session->basemap()) {
    for (const std::string& line : map->attribution())
      text << QStringLiteral("· ") + QString::fromStdString(line);
  } else {
    text << tr("· no map pack is installed");
  }
  if (const TerrainPtr& terrain = m_session->terrain()) {
    for (const TerrainSource& source : terrain->sources()) {
      if (!source.attribution.empty()) {
        text << QStringLiteral("· ") + QString::fromStdString(source.name + ": " + source.attribution);
      }
    }
  }
  text << QString() << tr("Made with:") << tr("· Qt %1 (LGPL-3.0)").arg(QString::fromLatin1(qVersion()))
       << tr("· milsymbol (MIT): APP-6 and MIL-STD-2525 symbols") << tr("· GDAL, PROJ, GeographicLib (MIT)")
       << tr("· SQLite (public domain), Zstandard (BSD), simdjson (Apache-2.0)")
       << tr("· Inter and JetBrains Mono (SIL Open Font Licence)");
  auto* body = new QLabel(text.join(QLatin1Char('\n')), dialog);
  body->setWordWrap(true);
  body->setMinimumWidth(480);
  body->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  lines->addWidget(body);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
  connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
  lines->addWidget(buttons);
  dialog->show();
}

void MainWindow::showKeys() {
  auto* page = new KeysPage(*m_actions, this);
  page->setAttribute(Qt::WA_DeleteOnClose);
  page->show();
}

}  // namespace sorami
