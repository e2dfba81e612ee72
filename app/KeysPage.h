// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Actions.h"

#include <QDialog>

class QLabel;
class QTableWidget;

namespace sorami {

/// All actions with their keys; any can be bound anew. Does not block the window.
class KeysPage : public QDialog {
  Q_OBJECT
 public:
  KeysPage(Actions& actions, QWidget* parent);

 private:
  void fill();
  Actions& m_actions;
  QTableWidget* m_table;
  QLabel* m_note;
};

}  // namespace sorami
