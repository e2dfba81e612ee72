// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/Rows.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace sorami {

/// Divides time into cells that become buckets: kCellLength each to begin with, halved where samples are
/// dense, so that buckets never overlap however disordered the input is. `Cell` needs `rows` and `id`.
template <typename Cell>
class CellGrid {
 public:
  using Map = std::map<std::int64_t, Cell>;  ///< by begin; a cell reaches to end()

  /// The cell a time falls into, made when it is not there.
  Cell& at(std::int64_t time) {
    if (m_last != nullptr && time >= m_lastBegin && time < m_last->end) return *m_last;
    auto it = m_cells.upper_bound(time);
    if (it != m_cells.begin() && std::prev(it)->second.end > time) {
      --it;
    } else {
      std::int64_t begin = time / kCellLength * kCellLength;
      if (begin > time) begin -= kCellLength;
      std::int64_t end = begin + kCellLength;
      // What is left of a cell between neighbours that were there before.
      if (it != m_cells.end()) end = std::min(end, it->first);
      if (it != m_cells.begin()) begin = std::max(begin, std::prev(it)->second.end);
      it = m_cells.emplace(begin, Cell{}).first;
      it->second.id = m_nextId++;
      it->second.end = end;
    }
    m_lastBegin = it->first;
    m_last = &it->second;
    return it->second;
  }

  /// Makes a new cell of the later part of `cell`, from `time` on, and returns it. The caller moves what
  /// belongs there. `time` lies inside the cell and after its begin.
  Cell& split(Cell& cell, std::int64_t time) {
    m_last = nullptr;
    Cell& later = m_cells.emplace(time, Cell{}).first->second;
    later.id = m_nextId++;
    later.end = cell.end;
    cell.end = time;
    return later;
  }

  /// Puts a cell of a stored recording back where it was.
  Cell& restore(std::int64_t begin, std::int64_t end, std::uint32_t id) {
    Cell& cell = m_cells.emplace(begin, Cell{}).first->second;
    cell.id = id;
    cell.end = end;
    m_nextId = std::max(m_nextId, id + 1);
    m_last = nullptr;
    return cell;
  }

  /// Sees to it that no new cell gets this id.
  void reserve(std::uint32_t id) { m_nextId = std::max(m_nextId, id + 1); }

  Map& cells() { return m_cells; }
  const Map& cells() const { return m_cells; }

 private:
  Map m_cells;
  Cell* m_last = nullptr;  ///< map nodes do not move
  std::int64_t m_lastBegin = 0;
  std::uint32_t m_nextId = 0;
};

/// A time that parts rows in two about equal halves, neither empty; nothing when all have one time.
inline std::optional<std::int64_t> splitTime(const std::vector<Row>& rows) {
  if (rows.size() < 2) return std::nullopt;
  std::vector<std::int64_t> times;
  times.reserve(rows.size());
  for (const Row& row : rows) times.push_back(row.time);
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  const std::int64_t median = *middle;
  if (*std::min_element(times.begin(), times.end()) < median) return median;
  std::optional<std::int64_t> next;
  for (const std::int64_t t : times)
    if (t > median && (!next || t < *next)) next = t;
  return next;
}

}  // namespace sorami
