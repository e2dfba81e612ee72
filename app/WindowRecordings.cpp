// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Several recordings on one timeline.
#include "app/MainWindow.h"
#include "data/ingest/OpenAny.h"
#include "data/store/PartOfRecording.h"
#include "widgets/panels/MessageArea.h"

#include <QFileDialog>
#include <QFileInfo>

namespace sorami {

void MainWindow::addRecordingDialog(bool together) {
  auto* dialog =
      new QFileDialog(this, together ? tr("Add recordings that begin together") : tr("Add recordings"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFiles);
  connect(dialog, &QFileDialog::filesSelected, this,
          [this, together](const QStringList& paths) { addRecordings(paths, together); });
  dialog->open();
}

void MainWindow::addRecordings(const QStringList& paths, bool together) {
  if (!m_session->recording()) {
    openFiles(paths);
    return;
  }
  const QString what = tr("Adding %1").arg(QFileInfo(paths.value(0)).fileName());
  m_messages->setProgress(QStringLiteral("merge"), what, -1, [this] {
    m_merging.cancel();
    m_messages->endProgress(QStringLiteral("merge"));
  });
  m_merging.request([present = m_session->recording(), paths, together](std::stop_token stop) -> Merged {
    std::vector<MergePart> parts{{present, 0, {}}};
    Merged made;
    for (const QString& path : paths) {
      const auto opened = openAny({path.toStdString()}, ImportOptions(), {}, stop);
      if (!opened) {
        made.problem = QString::fromStdString(opened.error().text());
        return made;
      }
      MergePart part{opened->view, 0, QFileInfo(path).fileName().toStdString()};
      if (together && opened->view->timeline().isValid() && present->timeline().isValid()) {
        part.offset = present->timeline().begin - opened->view->timeline().begin;
      }
      parts.push_back(std::move(part));
    }
    const auto merged = mergeRecordings(parts, stop);
    if (merged) {
      made.view = *merged;
    } else {
      made.problem = QString::fromStdString(merged.error().text());
    }
    made.files = paths;
    return made;
  });
}

void MainWindow::takeMerged(const Merged& merged) {
  m_messages->endProgress(QStringLiteral("merge"));
  if (!merged.view) {
    m_messages->add({MessageLevel::Error, tr("The recordings were not added"), {merged.problem}, {}, {}});
    return;
  }
  leaveLive();
  const UtcTime cursor = m_session->clock().cursor;
  m_session->setStore(merged.view);
  m_session->command(ClockCommand::Seek{cursor});
  for (const QString& file : merged.files) m_recordingFiles << QFileInfo(file).absoluteFilePath();
}

}  // namespace sorami
