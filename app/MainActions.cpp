// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The window's actions: what each does, and its key.
#include "app/DiagramDesk.h"
#include "app/Language.h"
#include "app/LibraryDialog.h"
#include "app/MainWindow.h"
#include "app/PlannerRoom.h"
#include "widgets/look/PositionText.h"
#include "widgets/map/AltitudeSlider.h"
#include "widgets/map/MapWidget.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/panels/ProjectionPanel.h"
#include "widgets/panels/SitePanel.h"
#include "widgets/timeline/TimelineWidget.h"

#include <QActionGroup>
#include <QMenu>
#include <QSettings>
#include <QToolButton>

namespace sorami {
namespace {

constexpr double kPanPart = 0.12;
constexpr double kKeyZoom = 1.4;

}  // namespace

void MainWindow::makeActions() {
  Actions& a = *m_actions;
  const QString file = tr("File");
  const QString edit = tr("Edit");
  const QString tools = tr("Tools");
  a.add(QStringLiteral("menu"), tr("Window"), tr("Menu"), keys({"Alt+M"}), QStringLiteral("menu"),
        [this] { m_menu->popup(m_menuButton->mapToGlobal(QPoint(0, m_menuButton->height() + 4))); });
  a.add(QStringLiteral("file.open"), file, tr("Open…"), keys({"Ctrl+O"}), QStringLiteral("open"),
        [this] { openDialog(); });
  a.add(QStringLiteral("file.demo"), file, tr("Open the demo"), {}, QStringLiteral("play"), [this] {
    playWhenRead();
    m_session->files().openDemo();
  });
  a.add(QStringLiteral("file.openLibrary"), file, tr("Open from a team library…"), {}, {}, [this] {
    auto* dialog = new LibraryDialog(this);
    connect(dialog, &LibraryDialog::chosen, this, [this](const QString& address) { openFiles({address}); });
    dialog->open();
  });
  a.add(QStringLiteral("file.addMap"), file, tr("Add map layer…"), {}, {}, [this] { addMapDialog(); });
  a.add(QStringLiteral("file.addService"), file, tr("Add map service…"), {}, {},
        [this] { addServiceDialog(); });
  a.add(QStringLiteral("file.removeMaps"), file, tr("Remove added map layers"), {}, {},
        [this] { m_session->removeUserMaps(); });
  a.add(QStringLiteral("file.addTerrain"), file, tr("Add terrain…"), {}, {},
        [this] { addTerrainDialog(false); });
  a.add(QStringLiteral("file.addTerrainFolder"), file, tr("Add terrain folder…"), {}, {},
        [this] { addTerrainDialog(true); });
  a.add(QStringLiteral("file.save"), file, tr("Save plan"), keys({"Ctrl+S"}), QStringLiteral("save"),
        [this] { savePlan(false); });
  a.add(QStringLiteral("file.saveAs"), file, tr("Save plan as…"), keys({"Ctrl+Shift+S"}), {},
        [this] { savePlan(true); });
  a.add(QStringLiteral("file.quit"), file, tr("Quit"), keys({"Ctrl+Q"}), {}, [this] { close(); });

  QAction* undo = a.add(QStringLiteral("undo"), edit, tr("Undo"), keys({"Ctrl+Z"}), QStringLiteral("undo"),
                        [this] { m_session->undoStack().undo(); });
  QAction* redo = a.add(QStringLiteral("redo"), edit, tr("Redo"), keys({"Ctrl+Shift+Z", "Ctrl+Y"}),
                        QStringLiteral("redo"), [this] { m_session->undoStack().redo(); });
  const auto state = [this, undo, redo] {
    undo->setEnabled(m_session->undoStack().canUndo());
    redo->setEnabled(m_session->undoStack().canRedo());
  };
  connect(&m_session->undoGroup(), &QUndoGroup::indexChanged, this, state);
  connect(&m_session->undoGroup(), &QUndoGroup::activeStackChanged, this, state);
  state();
  a.add(QStringLiteral("delete"), edit, tr("Delete what is selected"), keys({"Del"}), QStringLiteral("trash"),
        [this] { m_planner->desk().removeSelected(); });
  a.add(QStringLiteral("search"), tr("Window"), tr("Search"), keys({"Ctrl+K"}), QStringLiteral("search"),
        [this] { m_search->activate(); });
  a.add(QStringLiteral("cancel"), edit, tr("Back out"), keys({"Esc"}), {}, [this] {
    if (m_map->cancel() || backOut()) return;
    if (isFullScreen()) {
      setWindowState(windowState() & ~Qt::WindowFullScreen);
    } else if (QWidget* focus = focusWidget(); focus && focus != m_map) {
      m_map->setFocus();
    } else {
      m_planner->desk().setSelection({});
      m_session->select({});
    }
  });

  auto* group = new QActionGroup(this);
  const auto tool = [&](const char* id, const QString& text, const char* key, const char* icon) {
    QAction* action = a.add(QStringLiteral("tool.") + QString::fromLatin1(id), tools, text, keys({key}),
                            QString::fromLatin1(icon), {});
    action->setCheckable(true);
    group->addAction(action);
    const QString name = QString::fromLatin1(id);
    connect(action, &QAction::triggered, this, [this, name] {
      m_welcome->hide();
      m_map->setTool(name);
    });
    connect(m_map, &MapWidget::toolChanged, action,
            [action, name](const QString& now) { action->setChecked(now == name); });
  };
  tool("select", tr("Select and move"), "V", "select");
  tool("measure", tr("Measure range and bearing"), "M", "measure");
  a.add(QStringLiteral("measure.more"), tools, tr("More to measure"), keys({"Alt+Shift+M"}),
        QStringLiteral("chevron-down"), {});
  tool("measure-area", tr("Measure an area"), "Shift+M", "area");
  tool("measure-angle", tr("Measure an angle"), "Ctrl+Shift+M", "angle");
  tool("measure-sector", tr("Measure a sector"), "Ctrl+Alt+M", "sector");
  tool("measure-rings", tr("Range rings"), "Ctrl+Alt+R", "rings");
  tool("measure-sight", tr("Line of sight, yes or no"), "Ctrl+M", "eye");
  tool("bullseye", tr("Bullseye"), "Ctrl+Alt+B", "bullseye");
  tool("radar", tr("Place a radar"), "R", "radar");
  a[QStringLiteral("tool.select")]->setChecked(true);

  makeTimeActions();
  makeViewActions();
  m_diagrams = new DiagramDesk(this);
  m_diagrams->addActions();
  makeMenu();
}

void MainWindow::makeTimeActions() {
  Actions& a = *m_actions;
  const QString time = tr("Time");
  const auto send = [this](ClockCommand::Any command) {
    return [this, command] { m_session->command(command); };
  };
  a.add(QStringLiteral("time.play"), time, tr("Play or pause"), keys({"Space"}), QStringLiteral("play"),
        send(ClockCommand::TogglePlay{}));
  a.add(QStringLiteral("time.reverse"), time, tr("Play backward"), keys({"J"}), QStringLiteral("play-back"),
        send(ClockCommand::Shuttle{-1}));
  a.add(QStringLiteral("time.stop"), time, tr("Stop"), keys({"K"}), QStringLiteral("pause"),
        send(ClockCommand::Shuttle{0}));
  a.add(QStringLiteral("time.forward"), time, tr("Play forward"), keys({"L"}), QStringLiteral("play"),
        send(ClockCommand::Shuttle{1}));
  a.add(QStringLiteral("time.stepBack"), time, tr("One step back"), keys({"Left"}),
        QStringLiteral("step-back"), [this] { m_session->step(-1); });
  a.add(QStringLiteral("time.stepForward"), time, tr("One step forward"), keys({"Right"}),
        QStringLiteral("step-forward"), [this] { m_session->step(1); });
  a.add(QStringLiteral("time.back10"), time, tr("Back 10 s"), keys({"Shift+Left"}), {},
        send(ClockCommand::SeekBy{-10 * kSecond}));
  a.add(QStringLiteral("time.forward10"), time, tr("Forward 10 s"), keys({"Shift+Right"}), {},
        send(ClockCommand::SeekBy{10 * kSecond}));
  a.add(QStringLiteral("time.previousEvent"), time, tr("Previous event"), keys({"Ctrl+Left"}), {},
        [this] { m_session->jumpToEvent(-1); });
  a.add(QStringLiteral("time.nextEvent"), time, tr("Next event"), keys({"Ctrl+Right"}), {},
        [this] { m_session->jumpToEvent(1); });
  a.add(QStringLiteral("time.start"), time, tr("To the beginning"), keys({"Home"}),
        QStringLiteral("to-start"),
        [this] { m_session->command(ClockCommand::Seek{m_session->clock().bounds.begin}); });
  a.add(QStringLiteral("time.end"), time, tr("To the end"), keys({"End"}), QStringLiteral("to-end"),
        [this] { m_session->toEnd(); });
  a.add(QStringLiteral("time.slower"), time, tr("Half the rate"), keys({"["}), {},
        [this] { m_session->command(ClockCommand::SetRate{m_session->clock().rate / 2}); });
  a.add(QStringLiteral("time.faster"), time, tr("Double the rate"), keys({"]"}), {},
        [this] { m_session->command(ClockCommand::SetRate{m_session->clock().rate * 2}); });
  a.add(QStringLiteral("time.normal"), time, tr("Real time, 1×"), keys({"\\"}), {},
        send(ClockCommand::SetRate{1}));
  a.add(QStringLiteral("time.in"), time, tr("Loop begins here"), keys({"I"}), QStringLiteral("mark-in"),
        [this] { setLoopMark(false); });
  a.add(QStringLiteral("time.out"), time, tr("Loop ends here"), keys({"O"}), QStringLiteral("mark-out"),
        [this] { setLoopMark(true); });
  QAction* loop =
      a.add(QStringLiteral("time.loop"), time, tr("Loop"), keys({"Shift+L"}), QStringLiteral("loop"), {});
  loop->setCheckable(true);
  connect(loop, &QAction::triggered, this, [this](bool on) {
    m_session->command(ClockCommand::SetLoop{on ? std::optional(m_session->clock().bounds) : std::nullopt});
  });
  a.add(QStringLiteral("time.goTo"), time, tr("Go to time…"), keys({"G"}), QStringLiteral("clock"), [this] {
    m_timeline->show();
    (*m_actions)[QStringLiteral("panel.timeline")]->setChecked(true);
    m_timeline->askForTime();
  });
  a.add(QStringLiteral("time.zoomIn"), time, tr("Zoom timeline in"), keys({"Ctrl++", "Ctrl+="}), {},
        [this] { m_timeline->lanes()->zoom(2); });
  a.add(QStringLiteral("time.zoomOut"), time, tr("Zoom timeline out"), keys({"Ctrl+-"}), {},
        [this] { m_timeline->lanes()->zoom(0.5); });
  a.add(QStringLiteral("time.fit"), time, tr("Whole timeline"), keys({"Ctrl+0"}), {},
        [this] { m_timeline->lanes()->fit(); });

  QList<QAction*> transport;
  for (const char* id : {"time.start", "time.stepBack", "time.reverse", "time.play", "time.stepForward",
                         "time.end", "", "time.in", "time.out", "time.loop"}) {
    transport << (*id ? a[QString::fromLatin1(id)] : nullptr);
  }
  m_timeline->setTransport(transport);
}

void MainWindow::makeViewActions() {
  Actions& a = *m_actions;
  const QString view = tr("View");
  const auto pan = [this](double x, double y) { return [this, x, y] { m_map->panBy(x, y); }; };
  a.add(QStringLiteral("view.north"), view, tr("Pan north"), keys({"W"}), {}, pan(0, kPanPart));
  a.add(QStringLiteral("view.west"), view, tr("Pan west"), keys({"A"}), {}, pan(-kPanPart, 0));
  a.add(QStringLiteral("view.south"), view, tr("Pan south"), keys({"S"}), {}, pan(0, -kPanPart));
  a.add(QStringLiteral("view.east"), view, tr("Pan east"), keys({"D"}), {}, pan(kPanPart, 0));
  a.add(QStringLiteral("view.zoomIn"), view, tr("Zoom in"), keys({"Q", "+"}), QStringLiteral("plus"),
        [this] { m_map->zoomBy(kKeyZoom); });
  a.add(QStringLiteral("view.zoomOut"), view, tr("Zoom out"), keys({"E", "-"}), QStringLiteral("minus"),
        [this] { m_map->zoomBy(1 / kKeyZoom); });
  a.add(QStringLiteral("view.fit"), view, tr("Fit the selection"), keys({"F"}), QStringLiteral("fit"),
        [this] { fitSelection(); });
  a.add(QStringLiteral("view.overview"), view, tr("Overview"), keys({"0"}), QStringLiteral("home"),
        [this] { overview(); });
  a.add(QStringLiteral("view.back"), view, tr("Previous view"), keys({"Alt+Left"}), {},
        [this] { m_session->stepView(-1); });
  a.add(QStringLiteral("view.forward"), view, tr("Next view"), keys({"Alt+Right"}), {},
        [this] { m_session->stepView(1); });
  a.add(QStringLiteral("projection"), view, tr("Projection…"), keys({"P"}), QStringLiteral("globe"), [this] {
    m_projections->setCurrent(QString::fromStdString(m_session->projection()->spec()));
    m_projections->popup(m_map->mapToGlobal(QPoint(m_map->width() / 2 + 180, 36)));
  });
  a.add(QStringLiteral("position.next"), view, tr("Next way to write positions"), {}, {}, [this] {
    const QStringList styles = positionStyles();
    const QString next = styles.value((styles.indexOf(positionStyle()) + 1) % styles.size());
    setPositionStyle(next);
    QSettings().setValue(QStringLiteral("positions"), next);
    showPointer();
    showSelection();
  });
  a.add(QStringLiteral("units"), view, tr("Aviation or metric units"), keys({"U"}), {}, [this] {
    const bool air = m_session->units() == UnitProfile::Air;
    m_session->setUnits(air ? UnitProfile::Metric : UnitProfile::Air);
    m_altitude->setScale(air ? AltitudeSlider::Scale::Metres : AltitudeSlider::Scale::FlightLevel);
    QSettings().setValue(QStringLiteral("metric"), air);
  });

  const QString window = tr("Window");
  const auto fold = [&](const char* id, const QString& text, const char* key, const char* icon, auto widget) {
    QAction* action =
        a.add(QString::fromLatin1(id), window, text, keys({key}), QString::fromLatin1(icon), {});
    action->setCheckable(true);
    action->setChecked(true);
    connect(action, &QAction::triggered, this, [this, widget](bool on) {
      widget()->setVisible(on);
      storeFolds();
    });
  };
  fold("panel.left", tr("Contents panel"), "F9", "panel-left", [this]() -> QWidget* { return m_contents; });
  fold("panel.right", tr("Inspector panel"), "F10", "panel-right",
       [this]() -> QWidget* { return m_inspector; });
  fold("panel.timeline", tr("Timeline"), "F8", "panel-bottom", [this]() -> QWidget* { return m_timeline; });
  a.add(QStringLiteral("fullScreen"), window, tr("Full screen"), keys({"F11"}), QStringLiteral("fullscreen"),
        [this] {
          if (isFullScreen()) {
            setWindowState(windowState() & ~Qt::WindowFullScreen);
          } else {
            setWindowState(windowState() | Qt::WindowFullScreen);
          }
        });
  for (int i = 0; i < 3; ++i) {
    const QString names[] = {tr("Plan workspace"), tr("Brief workspace"), tr("Present workspace")};
    const char* key[] = {"Ctrl+1", "Ctrl+2", "Ctrl+3"};
    a.add(QStringLiteral("workspace.%1").arg(i), window, names[i], keys({key[i]}), {},
          [this, i] { setWorkspace(i); });
  }
  a.add(QStringLiteral("theme.next"), window, tr("Day, dusk or night"), keys({"N"}), {}, [this] {
    const QStringList ids = {QStringLiteral("day"), QStringLiteral("dusk"), QStringLiteral("night")};
    setThemeId(ids.value((ids.indexOf(m_themeId) + 1) % ids.size()));
  });
  a.add(QStringLiteral("font.larger"), window, tr("Larger text"), keys({"Ctrl+Alt++", "Ctrl+Alt+="}), {},
        [this] { setFontScale(m_fontScale + 0.1); });
  a.add(QStringLiteral("font.smaller"), window, tr("Smaller text"), keys({"Ctrl+Alt+-"}), {},
        [this] { setFontScale(m_fontScale - 0.1); });
  QAction* motion = a.add(QStringLiteral("motion"), window, tr("Reduced motion"), {}, {}, {});
  motion->setCheckable(true);
  connect(motion, &QAction::triggered, this, &MainWindow::setReducedMotion);
  a.add(QStringLiteral("keys"), window, tr("Keyboard…"), keys({"Ctrl+Alt+K"}), {}, [this] { showKeys(); });
  a.add(QStringLiteral("about"), window, tr("About Sorami…"), keys({"F1"}), QStringLiteral("info"),
        [this] { showAbout(); });
}

QMenu* MainWindow::makeLanguageMenu() {
  auto* menu = new QMenu(tr("Language"), m_menu);
  // The entry is found by those who cannot read the present language.
  if (const QString english = QStringLiteral("Language"); menu->title() != english) {
    menu->setTitle(menu->title() + QStringLiteral(" (%1)").arg(english));
  }
  auto* group = new QActionGroup(menu);
  const QStringList codes = QStringList{QString()} + languages();
  for (const QString& code : codes) {
    const QString text = code.isEmpty() ? tr("Language of the system") : languageName(code);
    QAction* action = m_actions->add(
        QStringLiteral("language.") + (code.isEmpty() ? QStringLiteral("system") : code), tr("Language"),
        text, {}, {}, [this, code, text] {
          if (code == chosenLanguage()) return;
          chooseLanguage(code);
          m_messages->add({MessageLevel::Info, tr("From the next start: %1").arg(text), {}, {}, {}});
        });
    action->setCheckable(true);
    action->setChecked(code == chosenLanguage());
    group->addAction(action);
    menu->addAction(action);
  }
  return menu;
}

void MainWindow::makeMenu() {
  Actions& a = *m_actions;
  m_menu = new QMenu(this);
  const auto add = [&](QMenu* menu, std::initializer_list<const char*> ids) {
    for (const char* id : ids) {
      if (*id) {
        menu->addAction(a[QString::fromLatin1(id)]);
      } else {
        menu->addSeparator();
      }
    }
  };
  add(m_menu, {"file.open"});
  auto* recent = m_menu->addMenu(tr("Open recent"));
  connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(recent); });
  add(m_menu, {"file.demo", ""});
  // Small screens have no room for all of it in one list.
  m_recordingMenu = m_menu->addMenu(tr("Recording"));
  add(m_recordingMenu, {"file.openLibrary"});
  add(m_menu->addMenu(tr("Map and terrain")),
      {"file.addMap", "file.addService", "file.removeMaps", "", "file.addTerrain", "file.addTerrainFolder"});
  add(m_menu, {"", "file.save", "file.saveAs", "", "undo", "redo", "delete", ""});
  add(m_menu->addMenu(tr("Time")), {"time.play",
                                    "time.reverse",
                                    "time.stop",
                                    "time.forward",
                                    "",
                                    "time.stepBack",
                                    "time.stepForward",
                                    "time.back10",
                                    "time.forward10",
                                    "time.previousEvent",
                                    "time.nextEvent",
                                    "time.start",
                                    "time.end",
                                    "time.goTo",
                                    "",
                                    "time.slower",
                                    "time.faster",
                                    "time.normal",
                                    "",
                                    "time.in",
                                    "time.out",
                                    "time.loop",
                                    "",
                                    "time.zoomIn",
                                    "time.zoomOut",
                                    "time.fit"});
  add(m_menu->addMenu(tr("View")), {"view.fit", "view.overview", "view.zoomIn", "view.zoomOut", "view.back",
                                    "view.forward", "", "projection", "position.next", "units"});
  add(m_menu->addMenu(tr("Window")),
      {"panel.left", "panel.right", "panel.timeline", "diagram.vertical", "diagram.profile",
       "diagram.defence", "fullScreen", "", "workspace.0", "workspace.1", "workspace.2", "", "theme.next",
       "font.larger", "font.smaller", "motion"});
  m_menu->addSeparator();
  m_menu->addMenu(makeLanguageMenu());
  add(m_menu, {"keys", "about", "", "file.quit"});
}

}  // namespace sorami
