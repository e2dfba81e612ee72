// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/LatLon.h"
#include "widgets/panels/DefencePanel.h"
#include "widgets/panels/ProfilePanel.h"
#include "widgets/panels/VerticalPanel.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>

class QDockWidget;
class QMenu;

namespace sorami {

class MainWindow;
class MapWidget;

/// What the diagrams point at, drawn over the map: a line with its ends and a cross.
class DiagramMark : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit DiagramMark(MapWidget* map);
  void setLook(const LookPtr& look) override;
  void setLine(std::optional<std::pair<LatLon, LatLon>> line);
  void setPoint(std::optional<LatLon> at);

 protected:
  void paintEvent(QPaintEvent*) override;
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  MapWidget* m_map;
  LookPtr m_look;
  std::vector<LatLon> m_path;
  std::optional<LatLon> m_point;
};

/// The vertical coverage diagram, the terrain profile and the air-defence layers, as panels below the map:
/// made when they are first asked for, kept up to date with the session while they are on show, joined with
/// the map both ways.
class DiagramDesk : public QObject {
  Q_OBJECT
 public:
  explicit DiagramDesk(MainWindow* window);

  /// Registers the actions; called once, before menus are made.
  void addActions();
  void showVertical(bool on);
  void showProfile(bool on);
  void showDefence(bool on);
  VerticalPanel* vertical() const { return m_vertical; }
  ProfilePanel* profile() const { return m_profile; }
  DefencePanel* defence() const { return m_defence; }
  /// A profile between two places that stays.
  void profileBetween(LatLon from, const QString& fromName, LatLon to, const QString& toName);

 private:
  void makeVertical();
  void makeProfile();
  void makeDefence();
  QDockWidget* dock(const QString& id, const QString& title, QWidget* panel);
  void follow();
  void takeSite();
  void takeDisplay();
  void takeTerrain();
  void takeAll();
  void fillMenu(QMenu* menu, LatLon at);
  void exportFrom(const QString& title, const std::function<Status(const QString&)>& write);
  void updateMark();

  MainWindow* m_window;
  QPointer<DiagramMark> m_mark;
  VerticalPanel* m_vertical = nullptr;
  ProfilePanel* m_profile = nullptr;
  DefencePanel* m_defence = nullptr;
  QDockWidget* m_verticalDock = nullptr;
  QDockWidget* m_profileDock = nullptr;
  QDockWidget* m_defenceDock = nullptr;
  std::optional<LatLon> m_profileFrom;  ///< chosen on the map
  std::optional<std::pair<LatLon, LatLon>> m_verticalLine, m_profileLine;
};

}  // namespace sorami
