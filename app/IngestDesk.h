// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ImportDialog.h"
#include "data/ingest/AssociationOverlay.h"
#include "data/ingest/SourceTable.h"
#include "widgets/look/LatestJob.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <memory>

namespace sorami {

class AssociationPanel;

class MainWindow;
class RecordDesk;
class RecordPanel;
class SourceTablePanel;

/// What the window offers about what recordings are made of: how files are read, their records, what is known
/// of sources, and which tracks are one object.
class IngestDesk : public QObject {
  Q_OBJECT
 public:
  explicit IngestDesk(MainWindow& window);
  ~IngestDesk() override;

  /// Asks how a file is to be read.
  void openWith(const QString& path);
  void showRecords();
  void showSources();
  void showAssociations();

  ImportDialog* importDialog() const { return m_dialog; }
  RecordPanel* records() const { return m_records; }
  SourceTablePanel* sources() const { return m_sources; }
  AssociationPanel* associations() const { return m_associations; }

 private:
  void makeActions();
  void chooseFile();
  void keepTable(const SourceTable& table);
  void importTable();
  void exportTable(const SourceTable& table);
  void storeChanged();
  void associate();
  void readDecisions();
  void decide(TrackId a, TrackId b, int verdict);
  /// Where decisions about the open recording are kept; empty when it has no file.
  QString overlayPath() const;
  template <typename Panel>
  void showPanel(Panel* panel);

  MainWindow& m_window;
  QPointer<ImportDialog> m_dialog;
  RecordPanel* m_records = nullptr;
  RecordDesk* m_recordDesk = nullptr;
  SourceTablePanel* m_sources = nullptr;
  AssociationPanel* m_associations = nullptr;
  StoreViewPtr m_associated;  ///< what m_found is about
  Associations m_found;
  AssociationOverlay m_overlay;
  QString m_overlayRead;  ///< the file it was read from
  LatestJob<std::shared_ptr<Associations>> m_job;
};

}  // namespace sorami
