// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/PlanDesk.h"
#include "widgets/look/LatestJob.h"
#include "widgets/look/Look.h"
#include "widgets/scene/Layer.h"

#include <QObject>
#include <QPointer>

#include <memory>

class QLineEdit;
class QMenu;
class QUndoView;

namespace sorami {

class MainWindow;
class PalettePanel;
class PlanFiles;
class PlanInspector;
class PlanOutput;
class PlanPage;
class PlanTables;
class SiteMore;

/// The planner's part of the window: palette, tools, the inspector's pages for what is not a track, tables,
/// history, and what the map's menu offers for the plan. It joins them to the PlanDesk and decides nothing.
class PlannerRoom : public QObject {
  Q_OBJECT
 public:
  explicit PlannerRoom(MainWindow& window);
  ~PlannerRoom() override;

  PlanDesk& desk() { return *m_desk; }
  PlanFiles& files() { return *m_files; }
  PlanOutput& output() { return *m_output; }
  PalettePanel* palette() const { return m_palette; }
  PlanInspector* inspector() const { return m_inspector; }
  SiteMore* siteMore() const { return m_siteMore; }
  PlanPage* planPage() const { return m_planPage; }
  /// The tables' window; made when it is first asked for.
  PlanTables* tables();
  QLineEdit* nameEdit() const { return m_nameEdit; }

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  void makeActions();
  void makePages();
  void joinDesk();
  void showSelection();
  void showPlan();
  void showDisplay();
  void askForName(const PlanItem& item);
  void endNaming(bool take);
  void fillMenu(QMenu* menu, LatLon at, const Pick& pick);
  QMenu* presetMenu(QMenu* parent, const QString& title,
                    const std::function<void(const std::string&)>& chosen);
  void placeNaming();
  /// Has the selected link looked into, in the background.
  void askLink();

  struct LinkAnswer {
    std::string link;
    QString note;
  };
  MainWindow& m_window;
  std::unique_ptr<PlanDesk> m_desk;
  std::unique_ptr<PlanFiles> m_files;
  PlanOutput* m_output = nullptr;
  PalettePanel* m_palette = nullptr;
  PlanInspector* m_inspector = nullptr;
  SiteMore* m_siteMore = nullptr;
  std::size_t m_expectedSites = 0;  ///< of the plan that m_siteMore was made ready for
  PlanPage* m_planPage = nullptr;
  QPointer<PlanTables> m_tables;
  QLineEdit* m_nameEdit = nullptr;
  PlanItem m_naming;
  std::unique_ptr<LatestJob<LinkAnswer>> m_linkJob;
};

}  // namespace sorami
