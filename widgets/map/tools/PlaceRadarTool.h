// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/map/MapTool.h"

namespace sorami {

/// One click sets a radar on the ground, selects it and leaves the tool.
class PlaceRadarTool : public MapTool {
 public:
  using MapTool::MapTool;
  QString id() const override { return QStringLiteral("radar"); }
  QCursor cursor() const override { return Qt::CrossCursor; }
  QString hint() const override;
  void click(const MapEvent& event) override;
};

}  // namespace sorami
