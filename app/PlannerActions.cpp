// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The planner's actions: what each does, and its key.
#include "app/DocumentTabs.h"
#include "app/MainWindow.h"
#include "app/PlannerRoom.h"
#include "widgets/map/MapWidget.h"
#include "widgets/panels/PalettePanel.h"
#include "widgets/panels/PlanTables.h"

#include <QActionGroup>
#include <QMenu>

namespace sorami {
void PlannerRoom::makeActions() {
  Actions& a = m_window.actionList();
  const QString tools = tr("Tools");
  const QString edit = tr("Edit");
  const QString plan = tr("Plan");
  MapWidget* map = m_window.map();

  QActionGroup* group = a[QStringLiteral("tool.select")]->actionGroup();
  QList<QAction*> drawing;
  const auto tool = [&](const char* id, const QString& text, std::initializer_list<const char*> key,
                        const char* icon) {
    const QString name = QString::fromLatin1(id);
    QAction* action =
        a.add(QStringLiteral("tool.") + name, tools, text, keys(key), QString::fromLatin1(icon), {});
    action->setCheckable(true);
    if (group) group->addAction(action);
    connect(action, &QAction::triggered, this, [this, map, name] {
      m_window.hideWelcome();
      map->setTool(name);
    });
    connect(map, &MapWidget::toolChanged, action,
            [action, name](const QString& now) { action->setChecked(now == name); });
    return action;
  };
  tool("lasso", tr("Select with a loop"), {"H"}, "lasso");
  tool("place", tr("Place from the palette"), {"Shift+R"}, "site");
  drawing << tool("link", tr("Link"), {"Shift+C"}, "link") << tool("area", tr("Area"), {"X"}, "area")
          << tool("route", tr("Route"), {}, "route") << tool("line", tr("Line"), {}, "line")
          << tool("polygon", tr("Polygon"), {}, "polygon") << tool("circle", tr("Circle"), {}, "circle")
          << tool("arrow", tr("Arrow"), {}, "arrow") << tool("text", tr("Text"), {"Shift+T"}, "text")
          << tool("threat", tr("Threat"), {"Y"}, "threat");
  m_palette->setTools(drawing);

  PlanDesk* d = m_desk.get();
  const auto add = [&](const char* id, const QString& where, const QString& text,
                       std::initializer_list<const char*> key,
                       auto run) { return a.add(QString::fromLatin1(id), where, text, keys(key), {}, run); };
  add("plan.selectAll", edit, tr("Select all"), {"Ctrl+A"}, [d] { d->selectAll(); });
  add("plan.copy", edit, tr("Copy"), {"Ctrl+C"}, [d] { d->copy(); });
  add("plan.cut", edit, tr("Cut"), {"Ctrl+X"}, [d] { d->cut(); });
  add("plan.paste", edit, tr("Paste"), {"Ctrl+V"}, [d, this] {
    // Where the pointer is, when it is on the map; else beside the original.
    d->paste(m_window.map()->underMouse() ? m_window.session().pointer() : std::nullopt);
  });
  add("plan.duplicate", edit, tr("Duplicate"), {"Ctrl+D"}, [d] { d->duplicate(); });
  add("plan.rename", edit, tr("Rename"), {"F2"}, [d] {
    if (d->selection().size() == 1 && d->selection()[0].kind != PlanItemKind::Link) {
      d->askForName(d->selection()[0]);
    }
  });
  using edits::Align;
  add("plan.alignNorth", plan, tr("Align to the northernmost"), {}, [d] { d->align(Align::North); });
  add("plan.alignSouth", plan, tr("Align to the southernmost"), {}, [d] { d->align(Align::South); });
  add("plan.alignWest", plan, tr("Align to the westernmost"), {}, [d] { d->align(Align::West); });
  add("plan.alignEast", plan, tr("Align to the easternmost"), {}, [d] { d->align(Align::East); });
  add("plan.alignLatitude", plan, tr("Align on their mean latitude"), {}, [d] { d->align(Align::Latitude); });
  add("plan.alignLongitude", plan, tr("Align on their mean longitude"), {},
      [d] { d->align(Align::Longitude); });
  add("plan.spreadEast", plan, tr("Spread evenly west to east"), {}, [d] { d->spread(true); });
  add("plan.spreadNorth", plan, tr("Spread evenly south to north"), {}, [d] { d->spread(false); });
  add("plan.group", plan, tr("Group"), {"Ctrl+G"}, [d] { d->group(); });
  add("plan.ungroup", plan, tr("Ungroup"), {"Ctrl+Shift+G"}, [d] { d->ungroup(); });
  add("plan.lock", plan, tr("Lock or unlock"), {"Ctrl+Alt+L"}, [d] { d->toggleLocked(); });
  add("plan.hide", plan, tr("Hide"), {"Ctrl+Shift+H"}, [d] { d->hide(); });
  add("plan.showHidden", plan, tr("Show everything hidden"), {}, [d] { d->showAllHidden(); });
  add("plan.active", plan, tr("Switch on or off"), {"Ctrl+Shift+A"}, [d] { d->toggleActive(); });

  // Arrows belong to time; nudges take two modifiers.
  const auto nudge = [&](const char* id, const QString& text, const char* key, double east, double north) {
    a.add(QString::fromLatin1(id), edit, text, keys({key}), {}, [this, d, east, north] {
      const View& view = m_window.session().view();
      const double px = view.metresPerPixel * view.pixelRatio;
      d->nudge(east * px, north * px);
    });
  };
  nudge("plan.nudgeWest", tr("Nudge west"), "Ctrl+Shift+Left", -1, 0);
  nudge("plan.nudgeEast", tr("Nudge east"), "Ctrl+Shift+Right", 1, 0);
  nudge("plan.nudgeNorth", tr("Nudge north"), "Ctrl+Shift+Up", 0, 1);
  nudge("plan.nudgeSouth", tr("Nudge south"), "Ctrl+Shift+Down", 0, -1);

  const auto snap = [&](const char* id, const QString& text, bool PlanDesk::SnapTo::*member) {
    QAction* action = a.add(QString::fromLatin1(id), plan, text, {}, {}, {});
    action->setCheckable(true);
    action->setChecked(d->snapTo().*member);
    connect(action, &QAction::triggered, this, [d, member](bool on) {
      PlanDesk::SnapTo next = d->snapTo();
      next.*member = on;
      d->setSnapTo(next);
    });
    return action;
  };
  snap("snap.objects", tr("Snap to objects"), &PlanDesk::SnapTo::objects);
  snap("snap.grid", tr("Snap to the grid"), &PlanDesk::SnapTo::grid);
  snap("snap.high", tr("Snap to high ground"), &PlanDesk::SnapTo::highGround);
  add("plan.next", plan, tr("Next plan"), {"Ctrl+Tab", "Ctrl+PgDown"},
      [this] { m_window.documentTabs()->step(1); });
  add("plan.previous", plan, tr("Previous plan"), {"Ctrl+Shift+Tab", "Ctrl+PgUp"},
      [this] { m_window.documentTabs()->step(-1); });
  add("plan.close", plan, tr("Close this plan"), {"Ctrl+W"},
      [this] { m_window.session().closeDocument(m_window.session().shownDocument()); });
  add("plan.tables", plan, tr("Tables…"), {"Ctrl+T"}, [this] {
    PlanTables* t = tables();
    t->show();
    t->raise();
    t->activateWindow();
  });

  QMenu* menu = new QMenu(tr("Plan"), &m_window);
  for (const char* id : {"plan.tables",
                         "",
                         "plan.next",
                         "plan.previous",
                         "plan.close",
                         "",
                         "tool.place",
                         "tool.link",
                         "tool.area",
                         "tool.route",
                         "tool.threat",
                         "tool.line",
                         "tool.polygon",
                         "tool.circle",
                         "tool.arrow",
                         "tool.text",
                         "",
                         "plan.selectAll",
                         "plan.copy",
                         "plan.cut",
                         "plan.paste",
                         "plan.duplicate",
                         "plan.rename",
                         "",
                         "plan.group",
                         "plan.ungroup",
                         "plan.lock",
                         "plan.hide",
                         "plan.showHidden",
                         "plan.active",
                         "",
                         "snap.objects",
                         "snap.grid",
                         "snap.high"}) {
    if (*id) {
      menu->addAction(a[QString::fromLatin1(id)]);
    } else {
      menu->addSeparator();
    }
  }
  m_window.addToMenu(menu);
}

}  // namespace sorami
