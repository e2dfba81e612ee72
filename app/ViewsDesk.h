// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/HeatMap.h"
#include "widgets/look/LatestJob.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

#include <functional>
#include <vector>

class QDockWidget;
class QMenu;

namespace sorami {

class AroundPanel;
class ComparePanel;
class ExtraMap;
class MainWindow;

/// The views beside the main map: radar scope, view from the side, more maps, comparison of sources, and the
/// heat map on the map itself. Made when they are first asked for and kept up to date while they can be
/// seen; which of them are open, and where, can be kept under a name as a layout.
class ViewsDesk : public QObject {
  Q_OBJECT
 public:
  explicit ViewsDesk(MainWindow& window);

  AroundPanel* scope();
  AroundPanel* side();
  ComparePanel* compare();
  /// Another map; at most kMostMaps.
  ExtraMap* addMap();
  const std::vector<QPointer<ExtraMap>>& maps() const { return m_maps; }
  static constexpr int kMostMaps = 4;

  /// Adds up the day about the cursor, or the loop where there is one; see HeatMap.
  void showHeat(HeatKind kind);
  void hideHeat();
  bool isHeating() const { return m_heat.isBusy(); }

  // --- layouts
  QStringList layouts() const;
  void saveLayout(const QString& name);
  /// False when there is none of that name.
  bool applyLayout(const QString& name);
  void forgetLayout(const QString& name);

 private:
  void makeActions();
  void makeMenu();
  void fillLayouts(QMenu* menu);
  void askForName();
  QDockWidget* dock(const QString& id, const QString& title, QWidget* panel, Qt::DockWidgetArea area);
  void show(QDockWidget* dock, bool on);
  AroundPanel* makeAround(bool scope);
  void follow();
  void takeMoment();
  void takePlan();
  void takeDisplay();
  void exportFrom(AroundPanel* panel);
  QStringList openViews() const;

  MainWindow& m_window;
  AroundPanel* m_scope = nullptr;
  AroundPanel* m_side = nullptr;
  ComparePanel* m_compare = nullptr;
  QDockWidget* m_scopeDock = nullptr;
  QDockWidget* m_sideDock = nullptr;
  QDockWidget* m_compareDock = nullptr;
  std::vector<QPointer<ExtraMap>> m_maps;
  std::vector<QPointer<QDockWidget>> m_mapDocks;
  bool m_follows = false;
  LatestJob<HeatMapPtr> m_heat;
};

}  // namespace sorami
