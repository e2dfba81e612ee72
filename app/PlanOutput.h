// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPageSize>

namespace sorami {

class MainWindow;

/// What the planner hands out on paper: the map sheet and the plan's report, made on a worker.
class PlanOutput : public QObject {
  Q_OBJECT
 public:
  explicit PlanOutput(MainWindow& window);

  void saveSheet(QPageSize::PageSizeId paper, const QString& path);
  void saveReport(const QString& path);

 private:
  void tell(const QString& path, const QString& problem);
  MainWindow& m_window;
};

}  // namespace sorami
