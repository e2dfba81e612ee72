// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/map/MapTool.h"
#include "widgets/scene/Layer.h"

#include <string>

namespace sorami {

/// The everyday tool: hover shows, click selects, double-click opens, a drag moves a site.
class SelectTool : public MapTool {
 public:
  using MapTool::MapTool;
  QString id() const override { return QStringLiteral("select"); }
  QCursor cursor() const override;
  QString hint() const override;
  bool press(const MapEvent& event) override;
  void drag(const MapEvent& event) override;
  void release(const MapEvent& event) override;
  void click(const MapEvent& event) override;
  void doubleClick(const MapEvent& event) override;
  void hover(const MapEvent& event) override;
  bool cancel() override;
  void leave() override;

 private:
  /// A label or call-out follows the hand.
  void dragHeld(const MapEvent& event, bool done);

  std::string m_pressedSite;
  Pick m_held;  ///< label or call-out that was pressed
  QPointF m_heldFrom;
  QPointF m_heldOffset;  ///< device px
  QPointF m_grip;        ///< from the pointer to the site, px, so that it does not jump to the pointer
  bool m_moving = false;
  bool m_overSomething = false;
};

}  // namespace sorami
