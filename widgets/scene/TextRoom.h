// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Canvas.h"
#include "widgets/scene/LabelPlacer.h"

#include <vector>

namespace sorami {

/// Keeps texts that stand where they stand from lying over each other: who comes first has the room. For
/// labels that may move there is LabelPlacer.
class TextRoom {
 public:
  explicit TextRoom(QSize view);
  void block(const PixelBox& box);
  /// Takes a text's room; false, and nothing taken, where some of it is taken already or it is out of view.
  bool take(const TextRun& run);

 private:
  template <typename Visit>
  bool eachCell(const PixelBox& box, Visit visit) const;

  int m_columns = 0;
  int m_rows = 0;
  std::vector<std::vector<PixelBox>> m_cells;
};

}  // namespace sorami
