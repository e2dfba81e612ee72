// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Peek.h"
#include "data/ingest/decoders/csv/CsvPreset.h"

#include <QStringList>
#include <QWidget>

#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace sorami {

/// What the columns of a table mean: found by their names and values, shown with some of them, put right by
/// hand, confirmed, and kept under a name.
class TableMapper : public QWidget {
  Q_OBJECT
 public:
  explicit TableMapper(QWidget* parent = nullptr);

  /// Names of the user's own presets; those Sorami knows are there anyway.
  void setPresets(const QStringList& names);
  /// Shows how a table is read. What a person has changed by hand is kept until another file is shown.
  void setPeek(const FilePeek& peek);
  /// Forgets what was changed by hand.
  void reset();
  /// Makes a decoder read the table as it is shown here.
  void applyTo(DecodeOptions& options) const;
  /// The same as a preset of that name.
  CsvPreset preset(const QString& name) const;
  /// Nothing has been taken for granted, or a person has confirmed it.
  bool isConfirmed() const;

  QTableWidget* columns() const { return m_columns; }
  QCheckBox* confirmation() const { return m_confirm; }
  QComboBox* presets() const { return m_presets; }

 Q_SIGNALS:
  void changed();    ///< the table is to be read again
  void confirmed();  ///< isConfirmed() may have changed
  void saveRequested();

 private:
  void setColumn(int row, const CsvColumn& column);
  CsvColumn columnAt(int row) const;
  void takeEdit();

  QComboBox* m_presets;
  QComboBox* m_dates;
  QTableWidget* m_columns;
  QLabel* m_assumed;
  QCheckBox* m_confirm;
  QStringList m_names;   ///< of the columns, as the header says
  QString m_presetName;  ///< what the layout is known as
  bool m_isByHand = false;
  bool m_isFilling = false;
  QString m_told;  ///< what was taken for granted; empty: nothing
};

}  // namespace sorami
