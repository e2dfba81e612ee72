// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/library/Library.h"

#include <QDialog>
#include <QString>

class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace sorami {

/// Chooses a recording of a team's library: the address of its database, then one of what is in it. Asks the
/// server beside the window's thread.
class LibraryDialog : public QDialog {
  Q_OBJECT
 public:
  explicit LibraryDialog(QWidget* parent);

  /// The address without its password: what may be kept and shown.
  static QString withoutPassword(const QString& address);

 Q_SIGNALS:
  /// The address of a recording, for openRecording().
  void chosen(const QString& address);

 private:
  void ask();
  void showEntries(const QString& address, const std::vector<LibraryEntry>& entries);
  void tell(const QString& text);
  void openChosen();

  QLineEdit* m_address;
  QPushButton* m_ask;
  QTableWidget* m_table;
  QLabel* m_words;
  QPushButton* m_open;
  QString m_listed;  ///< the address the table is of
};

}  // namespace sorami
