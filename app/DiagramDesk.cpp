// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/DiagramDesk.h"

#include "app/MainWindow.h"
#include "data/geo/Geodesic.h"
#include "widgets/look/PositionText.h"
#include "widgets/map/MapWidget.h"
#include "widgets/panels/MessageArea.h"

#include <QDockWidget>
#include <QEvent>
#include <QFileDialog>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>

namespace sorami {
namespace {

/// Points of a geodesic on the map.
constexpr int kLinePoints = 64;
constexpr int kDockHeight = 300;

}  // namespace

DiagramMark::DiagramMark(MapWidget* map) : QWidget(map), m_map(map), m_look(defaultLook()) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setAttribute(Qt::WA_NoSystemBackground);
  setObjectName(QStringLiteral("diagramMark"));
  map->installEventFilter(this);
  connect(map, &MapWidget::painted, this, [this] {
    // The map has moved under the mark.
    if (!m_path.empty() || m_point) update();
  });
  resize(map->size());
  lower();
  hide();
}

void DiagramMark::setLook(const LookPtr& look) {
  m_look = look;
  update();
}

void DiagramMark::setLine(std::optional<std::pair<LatLon, LatLon>> line) {
  m_path = line ? geodesicPath(line->first, line->second, kLinePoints) : std::vector<LatLon>{};
  setVisible(!m_path.empty() || m_point);
  update();
}

void DiagramMark::setPoint(std::optional<LatLon> at) {
  m_point = at;
  setVisible(!m_path.empty() || m_point);
  update();
}

bool DiagramMark::eventFilter(QObject* object, QEvent* event) {
  if (object == m_map && event->type() == QEvent::Resize) resize(m_map->size());
  return QWidget::eventFilter(object, event);
}

void DiagramMark::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QColor colour = m_look->theme().selection;
  QPainterPath path;
  bool drawing = false;
  for (const LatLon& p : m_path) {
    const std::optional<QPointF> at = m_map->positionOf(p);
    if (!at) {
      drawing = false;
      continue;
    }
    if (drawing) {
      path.lineTo(*at);
    } else {
      path.moveTo(*at);
    }
    drawing = true;
  }
  QPen pen(colour, 1.5, Qt::DashLine);
  painter.setPen(pen);
  painter.drawPath(path);
  if (!m_point) return;
  const std::optional<QPointF> at = m_map->positionOf(*m_point);
  if (!at) return;
  painter.setPen(QPen(colour, 2));
  painter.drawEllipse(*at, 6, 6);
  painter.drawLine(*at - QPointF(11, 0), *at - QPointF(4, 0));
  painter.drawLine(*at + QPointF(4, 0), *at + QPointF(11, 0));
  painter.drawLine(*at - QPointF(0, 11), *at - QPointF(0, 4));
  painter.drawLine(*at + QPointF(0, 4), *at + QPointF(0, 11));
}

DiagramDesk::DiagramDesk(MainWindow* window) : QObject(window), m_window(window) {}

void DiagramDesk::addActions() {
  Actions& actions = m_window->actionList();
  QAction* vertical =
      actions.add(QStringLiteral("diagram.vertical"), tr("Diagrams"), tr("Vertical coverage diagram"),
                  {QKeySequence(QStringLiteral("Ctrl+Alt+V"))}, {}, {});
  vertical->setCheckable(true);
  connect(vertical, &QAction::triggered, this, &DiagramDesk::showVertical);
  QAction* profile = actions.add(QStringLiteral("diagram.profile"), tr("Diagrams"), tr("Terrain profile"),
                                 {QKeySequence(QStringLiteral("Ctrl+Alt+P"))}, {}, {});
  profile->setCheckable(true);
  connect(profile, &QAction::triggered, this, &DiagramDesk::showProfile);
  QAction* defence =
      actions.add(QStringLiteral("diagram.defence"), tr("Diagrams"), tr("Air-defence layers and stocks"),
                  {QKeySequence(QStringLiteral("Ctrl+Alt+D"))}, {}, {});
  defence->setCheckable(true);
  connect(defence, &QAction::triggered, this, &DiagramDesk::showDefence);
  connect(m_window->map(), &MapWidget::menuRequested, this,
          [this](QMenu* menu, LatLon at, const Pick&) { fillMenu(menu, at); });
}

QDockWidget* DiagramDesk::dock(const QString& id, const QString& title, QWidget* panel) {
  auto* dock = new QDockWidget(title, m_window);
  dock->setObjectName(id);
  dock->setWidget(panel);
  dock->setAllowedAreas(Qt::TopDockWidgetArea | Qt::BottomDockWidgetArea);
  m_window->addDockWidget(Qt::BottomDockWidgetArea, dock);
  for (QDockWidget* other : {m_verticalDock, m_profileDock, m_defenceDock}) {
    if (!other) continue;
    m_window->tabifyDockWidget(other, dock);
    break;
  }
  m_window->resizeDocks({dock}, {kDockHeight}, Qt::Vertical);
  follow();
  return dock;
}

void DiagramDesk::takeSite() {
  const Session& s = m_window->session();
  const Site* selected = s.plan() ? s.plan()->site(s.selectedSite()) : nullptr;
  if (m_vertical) {
    m_vertical->setSite(selected && selected->sensor ? std::optional<Site>(*selected) : std::nullopt);
  }
  if (m_defence) m_defence->setSite(s.selectedSite());
  if (m_profile && selected && !m_profileFrom) {
    const bool sensor = selected->sensor.has_value();
    const double height = sensor && !selected->sensor->antennaIsMsl ? selected->sensor->antennaHeight : 15;
    m_profile->setFrom(selected->position, QString::fromStdString(selected->name), height,
                       sensor ? selected->sensor->frequencyHz : 0);
  }
}

void DiagramDesk::takeDisplay() {
  const Session& s = m_window->session();
  const QString marking = s.plan() ? QString::fromStdString(s.plan()->marking) : QString();
  const bool amsl = s.frame()->altitudeReference == AltitudeReference::Amsl;
  if (m_vertical) {
    m_vertical->setUnits(s.units());
    m_vertical->setEarthFactor(s.earthFactor());
    m_vertical->setAltitude(amsl ? s.frame()->altitude : 0);
    m_vertical->setMarking(marking);
  }
  if (m_defence) {
    m_defence->setPlan(s.plan());
    m_defence->setUnits(s.units());
    m_defence->setAltitude(amsl ? s.frame()->altitude : 0);
    m_defence->setTime(s.clock().cursor);
  }
  if (m_profile) {
    m_profile->setUnits(s.units());
    m_profile->setEarthFactor(s.earthFactor());
    m_profile->setMarking(marking);
  }
}

void DiagramDesk::takeTerrain() {
  if (m_vertical) m_vertical->setTerrain(m_window->session().terrain());
  if (m_profile) m_profile->setTerrain(m_window->session().terrain());
}

void DiagramDesk::takeAll() {
  takeTerrain();
  takeDisplay();
  takeSite();
  updateMark();
}

void DiagramDesk::follow() {
  if (m_mark) return;
  Session& s = m_window->session();
  m_mark = new DiagramMark(m_window->map());
  m_mark->setLook(m_window->look());
  connect(&s, &Session::selectionChanged, this, &DiagramDesk::takeSite);
  connect(&s, &Session::planChanged, this, [this] {
    takeSite();
    takeDisplay();
  });
  connect(&s, &Session::displayChanged, this, &DiagramDesk::takeDisplay);
  connect(&s, &Session::terrainChanged, this, &DiagramDesk::takeTerrain);
  connect(&s, &Session::pointerChanged, this, [this] {
    const std::optional<LatLon> at = m_window->session().pointer();
    if (m_vertical) m_vertical->setPointer(at);
    if (m_profile) m_profile->setPointer(at);
  });
}

void DiagramDesk::makeVertical() {
  if (m_vertical) return;
  m_vertical = new VerticalPanel;
  m_verticalDock = dock(QStringLiteral("verticalDock"), tr("Vertical coverage"), m_vertical);
  connect(m_vertical, &VerticalPanel::pointed, this, [this](std::optional<LatLon> at) {
    if (m_mark) m_mark->setPoint(at);
  });
  connect(m_vertical, &VerticalPanel::axisChanged, this, [this](LatLon from, LatLon to) {
    m_verticalLine = std::pair(from, to);
    updateMark();
  });
  connect(m_vertical, &VerticalPanel::exportRequested, this, [this] {
    exportFrom(tr("Export the diagram"), [this](const QString& path) { return m_vertical->exportTo(path); });
  });
  connect(m_verticalDock, &QDockWidget::visibilityChanged, this, [this](bool) {
    m_window->actionList()[QStringLiteral("diagram.vertical")]->setChecked(!m_verticalDock->isHidden());
    takeAll();
  });
}

void DiagramDesk::makeProfile() {
  if (m_profile) return;
  m_profile = new ProfilePanel;
  m_profileDock = dock(QStringLiteral("profileDock"), tr("Terrain profile"), m_profile);
  connect(m_profile, &ProfilePanel::pointed, this, [this](std::optional<LatLon> at) {
    if (m_mark) m_mark->setPoint(at);
  });
  connect(m_profile, &ProfilePanel::lineChanged, this, [this](LatLon from, LatLon to) {
    m_profileLine = std::pair(from, to);
    updateMark();
  });
  connect(m_profile, &ProfilePanel::exportRequested, this, [this] {
    exportFrom(tr("Export the profile"), [this](const QString& path) { return m_profile->exportTo(path); });
  });
  connect(m_profileDock, &QDockWidget::visibilityChanged, this, [this](bool) {
    m_window->actionList()[QStringLiteral("diagram.profile")]->setChecked(!m_profileDock->isHidden());
    takeAll();
  });
}

void DiagramDesk::showVertical(bool on) {
  if (!on && !m_vertical) return;
  makeVertical();
  m_verticalDock->setVisible(on);
  if (on) m_verticalDock->raise();
  applyLook(m_verticalDock, m_window->look());
  takeAll();
}

void DiagramDesk::showProfile(bool on) {
  if (!on && !m_profile) return;
  makeProfile();
  m_profileDock->setVisible(on);
  if (on) m_profileDock->raise();
  applyLook(m_profileDock, m_window->look());
  takeAll();
}

void DiagramDesk::makeDefence() {
  if (m_defence) return;
  m_defence = new DefencePanel;
  m_defenceDock = dock(QStringLiteral("defenceDock"), tr("Air defence"), m_defence);
  connect(m_defence, &DefencePanel::exportRequested, this, [this] {
    exportFrom(tr("Export the layers"), [this](const QString& path) { return m_defence->exportTo(path); });
  });
  connect(m_defenceDock, &QDockWidget::visibilityChanged, this, [this](bool) {
    m_window->actionList()[QStringLiteral("diagram.defence")]->setChecked(!m_defenceDock->isHidden());
    takeAll();
  });
  connect(&m_window->session(), &Session::clockChanged, this, [this] {
    if (m_defence->isVisible()) m_defence->setTime(m_window->session().clock().cursor);
  });
}

void DiagramDesk::showDefence(bool on) {
  if (!on && !m_defence) return;
  makeDefence();
  m_defenceDock->setVisible(on);
  if (on) m_defenceDock->raise();
  applyLook(m_defenceDock, m_window->look());
  takeAll();
}

void DiagramDesk::updateMark() {
  if (!m_mark) return;
  // Of two panels on one place the one in front decides.
  const bool vertical = m_vertical && m_vertical->isVisible();
  const bool profile = m_profile && m_profile->isVisible();
  m_mark->setLine(vertical && m_verticalLine ? m_verticalLine
                  : profile && m_profileLine ? m_profileLine
                                             : std::nullopt);
  if (!vertical && !profile) m_mark->setPoint(std::nullopt);
}

void DiagramDesk::profileBetween(LatLon from, const QString& fromName, LatLon to, const QString& toName) {
  showProfile(true);
  m_profileFrom = from;
  m_profile->setFrom(from, fromName, 15, 0);
  m_profile->setTo(to, toName, 0);
}

void DiagramDesk::fillMenu(QMenu* menu, LatLon at) {
  menu->addSeparator();
  menu->addAction(tr("Profile from here"), this, [this, at] {
    showProfile(true);
    m_profileFrom = at;
    m_profile->setFrom(at, positionText(at), 15, 0);
  });
  QAction* to = menu->addAction(tr("Profile to here"), this, [this, at] {
    showProfile(true);
    m_profile->setTo(at, positionText(at), 0);
  });
  const Session& s = m_window->session();
  to->setEnabled(m_profileFrom.has_value() || !s.selectedSite().empty());
}

void DiagramDesk::exportFrom(const QString& title, const std::function<Status(const QString&)>& write) {
  const QString path = QFileDialog::getSaveFileName(m_window, title, {}, tr("Pictures (*.png *.svg *.pdf)"));
  if (path.isEmpty()) return;
  const Status status = write(path);
  if (status) {
    m_window->messages()->add({MessageLevel::Info, tr("Written: %1").arg(path), {}, {}, {}});
  } else {
    m_window->messages()->add({MessageLevel::Error,
                               QString::fromStdString(status.error().what),
                               {QString::fromStdString(status.error().hint)},
                               {},
                               {}});
  }
}

}  // namespace sorami
