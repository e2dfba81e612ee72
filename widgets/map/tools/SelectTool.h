// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/PlanItem.h"
#include "widgets/map/MapTool.h"
#include "widgets/map/tools/Handles.h"
#include "widgets/scene/Layer.h"

#include <QCoreApplication>
#include <QPolygonF>

#include <memory>
#include <optional>

namespace sorami {

class PlanEditor;

/// The everyday tool: hover shows, click selects, Ctrl+click adds or takes away, double-click opens, a drag
/// moves what is selected, Ctrl+drag draws a box round what is to be selected (a loop as a lasso). What is
/// selected alone shows handles: range and sector, vertices, radius.
class SelectTool : public MapTool {
  Q_DECLARE_TR_FUNCTIONS(sorami::SelectTool)
 public:
  explicit SelectTool(MapWidget& map, bool lasso = false) : MapTool(map), m_lasso(lasso) {}
  QString id() const override { return m_lasso ? QStringLiteral("lasso") : QStringLiteral("select"); }
  QCursor cursor() const override;
  QString hint() const override;
  bool press(const MapEvent& event) override;
  void drag(const MapEvent& event) override;
  void release(const MapEvent& event) override;
  void click(const MapEvent& event) override;
  void doubleClick(const MapEvent& event) override;
  void hover(const MapEvent& event) override;
  bool cancel() override;
  void paint(QPainter& painter, const Look& look) override;
  void leave() override;

  /// The object at a position: a site, or a line of a drawing, area, threat or link.
  std::optional<PlanItem> itemAt(QPointF position) const;

 private:
  enum class Drag { None, Items, Handle, Region };
  PlanEditor* editor() const;
  /// Takes hold of a label or call-out under the pointer.
  bool hold(const MapEvent& event);
  /// A label or call-out follows the hand.
  void dragHeld(const MapEvent& event, bool done);
  void dragItems(const MapEvent& event);
  void selectRegion(const MapEvent& event);
  /// Round each of several selected sites.
  void paintRings(QPainter& painter, const Look& look);
  std::optional<PlanItem> alone() const;

  Pick m_held;  ///< label or call-out that was pressed
  QPointF m_heldFrom;
  QPointF m_heldOffset;  ///< device px
  bool m_lasso;
  Drag m_drag = Drag::None;
  bool m_moving = false;
  PlanItem m_pressed;
  PlanPtr m_before;  ///< the plan when the drag began
  LatLon m_anchor;   ///< the point that follows the pointer
  QPointF m_grip;    ///< from the pointer to it, px, so that it does not jump to the pointer
  std::optional<Handle> m_handle;
  QString m_readout;  ///< beside the pointer while something is dragged
  QPointF m_at;
  QPolygonF m_region;
  bool m_overSomething = false;
};

}  // namespace sorami
