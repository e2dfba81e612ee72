// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/TextRoom.h"

#include "widgets/scene/Fonts.h"

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr float kCell = 64;  // px

PixelBox boxOf(const TextRun& run) {
  const QRectF bounds = textBounds(run.text, static_cast<double>(run.sizePx), run.mono, run.bold);
  const auto width = static_cast<float>(bounds.width());
  const float left = run.align == TextRun::Align::Left     ? 0
                     : run.align == TextRun::Align::Centre ? width / 2
                                                           : width;
  return {run.at.x - left, run.at.y + static_cast<float>(bounds.top()), width,
          static_cast<float>(bounds.height())};
}

bool overlap(const PixelBox& a, const PixelBox& b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

}  // namespace

TextRoom::TextRoom(QSize view)
    : m_columns(static_cast<int>(static_cast<float>(view.width()) / kCell) + 1),
      m_rows(static_cast<int>(static_cast<float>(view.height()) / kCell) + 1),
      m_cells(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows)) {}

template <typename Visit>
bool TextRoom::eachCell(const PixelBox& box, Visit visit) const {
  if (!std::isfinite(box.x) || !std::isfinite(box.y)) return false;
  const int x0 = std::max(0, static_cast<int>(std::floor(box.x / kCell)));
  const int y0 = std::max(0, static_cast<int>(std::floor(box.y / kCell)));
  const int x1 = std::min(m_columns - 1, static_cast<int>(std::floor((box.x + box.w) / kCell)));
  const int y1 = std::min(m_rows - 1, static_cast<int>(std::floor((box.y + box.h) / kCell)));
  for (int y = y0; y <= y1; ++y) {
    for (int x = x0; x <= x1; ++x) {
      if (!visit(static_cast<std::size_t>(y * m_columns + x))) return false;
    }
  }
  return x0 <= x1 && y0 <= y1;
}

void TextRoom::block(const PixelBox& box) {
  eachCell(box, [&](std::size_t cell) {
    m_cells[cell].push_back(box);
    return true;
  });
}

bool TextRoom::take(const TextRun& run) {
  const PixelBox box = boxOf(run);
  const bool isFree = eachCell(box, [&](std::size_t cell) {
    return std::none_of(m_cells[cell].begin(), m_cells[cell].end(),
                        [&](const PixelBox& other) { return overlap(box, other); });
  });
  if (isFree) block(box);
  return isFree;
}

}  // namespace sorami
