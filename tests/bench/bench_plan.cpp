// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/AppFixture.h"
#include "app/MainWindow.h"
#include "app/PlannerRoom.h"
#include "bench/BenchTable.h"
#include "data/demo/DemoPlan.h"
#include "data/plan/Edits.h"
#include "widgets/map/MapWidget.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QUndoStack>

#include <cstdio>

using namespace sorami;

namespace {

/// The demo's sites again and again, and short lines all over Japan.
Plan largePlan() {
  Plan plan = demo::makeDemoPlan();
  const std::size_t own = plan.sites.size();
  for (std::size_t i = own; i < 500; ++i) {
    Site s = plan.sites[i % own];
    s.id = "x" + std::to_string(i);
    s.name = "Site " + std::to_string(i);
    s.route.clear();
    s.position = {25.0 + static_cast<double>(i % 24) * 0.8, 124.0 + static_cast<double>(i / 24) * 1.05};
    plan.sites.push_back(s);
  }
  for (int i = 0; i < 2000; ++i) {
    Drawing d;
    d.id = "d" + std::to_string(i);
    d.kind = i % 3 == 0 ? DrawingKind::Polygon : i % 3 == 1 ? DrawingKind::Line : DrawingKind::Text;
    const LatLon at{25.0 + (i % 50) * 0.4, 124.0 + (i / 50) * 0.5};
    d.points = {at, {at.lat + 0.2, at.lon + 0.3}, {at.lat + 0.1, at.lon + 0.4}};
    if (d.kind == DrawingKind::Text) {
      d.points.resize(1);
      d.text = "note " + std::to_string(i);
    }
    plan.drawings.push_back(d);
  }
  return plan;
}

void wait(int ms) {
  QElapsedTimer timer;
  timer.start();
  while (timer.elapsed() < ms) QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
}

}  // namespace

/// What the planner feels with 500 sites and 2 000 drawings: from an edit to the frame that shows it.
int main(int argc, char** argv) {
  QApplication app(argc, argv);
  const QTemporaryDir folder;
  test::isolateSettings(folder);
  const Plan plan = largePlan();
  const QString path = folder.filePath(QStringLiteral("large.soplan"));
  if (!writePlan(plan, path.toStdString())) return 1;
  bench::Table table("planner, 500 sites and 2 000 drawings, 1920×1080");

  const bench::Timing read = bench::measure(5, [&] {
    if (!openPlan(path.toStdString())) std::puts("the plan is not read");
  });
  table.add("reading the plan's file", read.median, "ms");

  MainWindow window;
  window.setWindowState(Qt::WindowNoState);
  window.resize(1920, 1080);
  window.show();
  wait(1500);
  MapWidget& map = *window.map();
  Session& session = window.session();
  QElapsedTimer timer;
  timer.start();
  window.openFiles({path});
  while ((!session.plan() || session.plan()->sites.size() < 500) && timer.elapsed() < 30'000) {
    QCoreApplication::processEvents(QEventLoop::AllEvents, 2);
  }
  map.repaint();
  table.add("opening it, to the first picture", static_cast<double>(timer.nsecsElapsed()) * 1e-6, "ms", 1000);
  wait(3000);

  PlanDesk& desk = window.planner().desk();
  const auto edit = [&](const char* what, auto&& change) {
    // Thirty a second, as a hand that hurries; what follows an edit in the background goes on meanwhile.
    std::vector<double> times;
    for (int i = 0; i <= 40; ++i) {
      wait(33);
      QElapsedTimer edited;
      edited.start();
      change(i);
      map.repaint();
      // The first brings everything into the caches.
      if (i > 0) times.push_back(static_cast<double>(edited.nsecsElapsed()) * 1e-6);
    }
    const bench::Timing t = bench::summary(std::move(times));
    table.add(std::string(what) + ", median", t.median, "ms", 16);
    table.add(std::string(what) + ", 95 %", t.p95, "ms", 16);
  };
  const PlanItems one = {{PlanItemKind::Site, "x77"}};
  const PlanPtr before = desk.plan();
  desk.setSelection(one);
  if (!desk.beginEdit()) return 1;
  edit("a step of a drag of one site", [&](int i) {
    desk.showEdit(edits::moved(*before, one, {35, 135}, {35 + 0.001 * i, 135}));
  });
  desk.endEdit(QStringLiteral("move"));
  PlanItems many;
  for (int i = 100; i < 300; ++i) many.push_back({PlanItemKind::Site, "x" + std::to_string(i)});
  desk.setSelection(many);
  const PlanPtr all = desk.plan();
  if (!desk.beginEdit()) return 1;
  edit("a step of a drag of 200 sites", [&](int i) {
    desk.showEdit(edits::moved(*all, many, {35, 135}, {35 + 0.001 * i, 135}));
  });
  desk.endEdit(QStringLiteral("move"));
  desk.setSelection(one);
  edit("renaming a site", [&](int i) { desk.rename(one[0], QStringLiteral("Name %1").arg(i)); });
  edit("undo, or redo", [&](int i) { i % 2 == 0 ? session.undoStack().undo() : session.undoStack().redo(); });
  edit("a new selection", [&](int i) {
    desk.setSelection({{PlanItemKind::Site, "x" + std::to_string(30 + i)}});
  });
  edit("the altitude slider", [&](int i) { session.setAltitude(1000 + 50 * i); });
  edit("panning", [&](int i) {
    View view = session.view();
    view.centre.x += (i % 2 == 0 ? -10 : 10) * view.metresPerPixel;
    session.setView(view);
  });
  edit("the pointer over the map", [&](int i) {
    const QPoint at(300 + 8 * i, 400);
    QMouseEvent event(QEvent::MouseMove, at, map.mapToGlobal(at), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&map, &event);
  });
  return 0;
}
