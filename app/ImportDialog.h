// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/Basemap.h"
#include "data/ingest/Peek.h"
#include "widgets/look/LatestJob.h"
#include "widgets/look/Look.h"

#include <QDialog>
#include <QImage>
#include <QTimer>

#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace sorami {

class TableMapper;

/// How a file is to be read, with what comes of it in sight: format, first day, clock, sensor, editions, and
/// what the columns of a table mean. Not modal; nothing is read into the window before Open is pressed.
class ImportDialog : public QDialog, public Themed {
  Q_OBJECT
 public:
  /// `base`: what is known of all files, such as the table of sources.
  ImportDialog(const QString& path, const ImportOptions& base, const BasemapPtr& basemap, QWidget* parent);

  void setLook(const LookPtr& look) override;
  /// The file as it is to be read.
  ImportOptions options() const;
  TableMapper* mapper() const { return m_mapper; }
  QTableWidget* preview() const { return m_preview; }
  QPushButton* openButton() const { return m_open; }
  QComboBox* formatBox() const { return m_format; }
  QTableWidget* editions() const { return m_editions; }
  /// Nothing is being read for the preview.
  bool isSettled() const { return !m_pace.isActive() && !m_job.isBusy(); }

 Q_SIGNALS:
  void chosen(const QString& path, const sorami::ImportOptions& options);
  void presetSaved(const QString& name);
  void problem(const QString& title, const QString& details);

 private:
  struct Shown {
    FilePeek peek;
    QImage map;
    QString problem;
  };
  void askAgain();
  void refresh();
  void showRead(const Shown& shown);
  void showEditions(const FilePeek& peek);
  void savePreset();
  void updateOpen();

  QString m_path;
  ImportOptions m_base;
  BasemapPtr m_basemap;
  LookPtr m_look;
  QComboBox* m_format;
  QLineEdit* m_date;
  QLineEdit* m_clock;
  QLineEdit* m_sensor;
  QTableWidget* m_editions;
  QLabel* m_editionsTitle;
  TableMapper* m_mapper;
  QTableWidget* m_preview;
  QLabel* m_map;
  QLabel* m_words;
  QPushButton* m_open;
  QTimer m_pace;
  bool m_isReadable = false;
  bool m_isTable = false;
  LatestJob<std::shared_ptr<Shown>> m_job;
};

}  // namespace sorami
