// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/export/PlanSheet.h"

#include <QObject>

namespace sorami {

class MainWindow;

/// What the planner hands out on paper: the map sheet and the plan's report, made on a worker.
class PlanOutput : public QObject {
  Q_OBJECT
 public:
  explicit PlanOutput(MainWindow& window);

  /// Asks for paper and scale beside the map, then for the file.
  void askForSheet();
  void saveSheet(const SheetOptions& options, const QString& path);
  void saveReport(const QString& path);

 private:
  void tell(const QString& path, const QString& problem);
  MainWindow& m_window;
};

}  // namespace sorami
