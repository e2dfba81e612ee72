// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Session.h"
#include "widgets/map/MapController.h"

#include <QWidget>

class QToolButton;

namespace sorami {

class MapWidget;

/// A second view of the session's picture: with a place and scale of its own, or in step with the main map.
/// What is clicked, pointed at or filtered is the same in both.
class ExtraMap : public QWidget, public MapController {
  Q_OBJECT
 public:
  explicit ExtraMap(Session& session, QWidget* parent = nullptr);
  ~ExtraMap() override;

  /// In step: both show the same place at the same scale, whichever is moved.
  void setInStep(bool inStep);
  bool isInStep() const { return m_inStep; }
  MapWidget* map() const { return m_map; }
  const View& view() const { return m_view; }

  void setView(const View& view) override;
  void setHover(const Pick& pick) override;
  void select(const Pick& pick) override;
  void setPointer(std::optional<LatLon> position) override;
  bool beginMoveSite(const std::string&) override { return false; }
  void moveSite(LatLon) override {}
  void endMoveSite() override {}
  void cancelMoveSite() override {}
  void placeRadar(LatLon at) override;
  void selectSecond(const Pick& pick) override;
  void cycleLabels() override;

 protected:
  void showEvent(QShowEvent*) override;

 private:
  void follow();

  Session& m_session;
  View m_view;
  bool m_hasView = false;
  bool m_inStep = false;
  std::string m_projection;  ///< the view's coordinates are of this one
  MapWidget* m_map;
  QToolButton* m_step;
};

}  // namespace sorami
