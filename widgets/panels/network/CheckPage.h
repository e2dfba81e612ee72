// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/network/PlanCheck.h"

#include <QWidget>

class QLabel;
class QTableWidget;

namespace sorami {

/// What is wrong with the plan, or looks it: the worst first; a click goes there.
class CheckPage : public QWidget {
  Q_OBJECT
 public:
  explicit CheckPage(QWidget* parent = nullptr);

  /// No plan is open.
  void clear();
  /// `isFinal`: coverage was looked into as well; else that is still under way.
  void setFindings(const std::vector<Finding>& findings, bool isFinal);

 Q_SIGNALS:
  /// The site, link or area it is about.
  void chosen(const QString& id);

 private:
  QLabel* m_summary;
  QLabel* m_empty;
  QTableWidget* m_table;
};

}  // namespace sorami
