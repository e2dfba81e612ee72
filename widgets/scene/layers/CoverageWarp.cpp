// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/CoverageWarp.h"

#include "data/core/Clones.h"
#include "data/core/Units.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <numbers>
#include <thread>
#include <unordered_map>
#include <utility>

namespace sorami {

namespace {

constexpr float kLowest = -500;

/// AltitudeCode::of for a row. Written so that the compiler makes vector code of it.
SORAMI_CLONES void codeRow(const float* __restrict metres, std::size_t n, std::uint16_t* __restrict codes) {
  for (std::size_t k = 0; k < n; ++k) {
    const float v = (metres[k] - kLowest) * 2 + 0.5F;
    const float low = v > 0 ? v : 0;
    int code = static_cast<int>(low < 65533.0F ? low : 65533.0F);
    code = metres[k] > 1e30F ? AltitudeCode::kNever : code;
    code = metres[k] == metres[k] ? code : AltitudeCode::kUnknown;
    codes[k] = static_cast<std::uint16_t>(code);
  }
}

/// The middles of a cell's pixels, in pixels from its left edge.
constexpr auto kMiddles = [] {
  std::array<float, ViewGrid::kCell> middles{};
  for (std::size_t k = 0; k < middles.size(); ++k) middles[k] = static_cast<float>(k) + 0.5F;
  return middles;
}();

/// Metres on the plane never come near what hypot() guards against.
double length(double x, double y) {
  return std::sqrt(x * x + y * y);
}

}  // namespace

ViewGrid::ViewGrid(const View& view, ProjectionPtr projection)
    : m_view(view),
      m_projection(std::move(projection)),
      m_columns((view.size.width() + kCell - 1) / kCell + 1),
      m_rows((view.size.height() + kCell - 1) / kCell + 1) {
  std::vector<MapPoint> map;
  map.reserve(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows));
  for (int j = 0; j < m_rows; ++j) {
    for (int i = 0; i < m_columns; ++i) map.push_back(view.toMap(QPointF(i * kCell, j * kCell)));
  }
  std::vector<LatLon> geo(map.size());
  m_projection->inverse(map, geo);
  m_nodes.reserve(geo.size());
  for (const LatLon& p : geo) m_nodes.push_back(earthCentred(p));
}

namespace {

/// Finds the places of rows of cells.
class Warper {
 public:
  Warper(double range, const ViewGrid& grid, const SitePlane& plane, const std::vector<MapPoint>& nodes,
         const QRect& box, const FieldPixels::Take& take)
      : m_range(range), m_grid(grid), m_plane(plane), m_nodes(nodes), m_box(box), m_take(take) {
    const auto width = static_cast<std::size_t>(box.width());
    m_east.resize(width);
    m_north.resize(width);
  }

  void rowOfCells(int j) {
    constexpr int kCell = ViewGrid::kCell;
    const QRect& box = m_box;
    const int y0 = std::max(j * kCell, box.top());
    const int y1 = std::min((j + 1) * kCell, box.bottom() + 1);
    const int first = box.left() / kCell;
    const int last = box.right() / kCell;
    m_cells.resize(static_cast<std::size_t>(last - first + 1));
    for (int i = first; i <= last; ++i) {
      Cell& cell = m_cells[static_cast<std::size_t>(i - first)];
      cell = isStraight(i, j) ? (isOutOfReach(i, j) ? Cell::Empty : Cell::Straight) : Cell::Bent;
    }
    // Cells next to each other are asked for in one go, a few at a time: the rows of pixels below each other
    // then read the same floors while these are at hand.
    constexpr int kTogether = 4;
    for (int begin = first; begin <= last; begin += kTogether) {
      const int end = std::min(begin + kTogether - 1, last);
      for (int y = y0; y < y1; ++y) rowOfPixels(begin, end, j, y);
    }
  }

 private:
  const MapPoint& node(int i, int j) const {
    return m_nodes[static_cast<std::size_t>(j * m_grid.columns() + i)];
  }
  /// True when what lies within the cell may be interpolated: its second differences, with those of its
  /// neighbours, mean less than a quarter of a pixel.
  bool isStraight(int i, int j) const {
    const std::array<MapPoint, 4> c = {node(i, j), node(i + 1, j), node(i, j + 1), node(i + 1, j + 1)};
    for (const MapPoint& p : c) {
      if (std::isnan(p.x)) return false;
    }
    const double allowed = 0.25 * 8 * m_grid.view().metresPerPixel;
    const auto bend = [&](const MapPoint& a, const MapPoint& b, const MapPoint& d) {
      return length(a.x - 2 * b.x + d.x, a.y - 2 * b.y + d.y);
    };
    double worst = length(c[0].x - c[1].x - c[2].x + c[3].x, c[0].y - c[1].y - c[2].y + c[3].y) * 2;
    if (i > 0) worst = std::max(worst, bend(node(i - 1, j), c[0], c[1]));
    if (j > 0) worst = std::max(worst, bend(node(i, j - 1), c[0], c[2]));
    if (i + 2 < m_grid.columns()) worst = std::max(worst, bend(c[0], c[1], node(i + 2, j)));
    if (j + 2 < m_grid.rows()) worst = std::max(worst, bend(c[0], c[2], node(i, j + 2)));
    // A neighbour off the map (NaN) says nothing of this cell.
    return !(worst > allowed);
  }
  /// Pixels of row y in the cells first … last of row j.
  void rowOfPixels(int first, int last, int j, int y) {
    constexpr int kCell = ViewGrid::kCell;
    const int left = m_box.left() / kCell;
    const auto cell = [&](int i) { return m_cells[static_cast<std::size_t>(i - left)]; };
    for (int i = first; i <= last;) {
      if (cell(i) == Cell::Empty) {
        ++i;
        continue;
      }
      const int x0 = std::max(i * kCell, m_box.left());
      m_count = 0;
      for (; i <= last && cell(i) != Cell::Empty; ++i) {
        const int from = std::max(i * kCell, m_box.left());
        const int to = std::min((i + 1) * kCell, m_box.right() + 1);
        if (cell(i) == Cell::Straight) {
          between(i, j, from, to, y);
        } else {
          exactly(from, to, y);
        }
        m_count += static_cast<std::size_t>(to - from);
      }
      m_take(x0, y, std::span(m_east).first(m_count), std::span(m_north).first(m_count));
    }
  }
  bool isOutOfReach(int i, int j) const {
    const MapPoint a = node(i, j);
    const MapPoint b = node(i + 1, j + 1);
    const double x = 0.5 * (a.x + b.x);
    const double y = 0.5 * (a.y + b.y);
    const double half = length(a.x - b.x, a.y - b.y);
    return length(x, y) - half > m_range;
  }
  void between(int i, int j, int x0, int x1, int y) {
    constexpr int kCell = ViewGrid::kCell;
    const double fy = (y + 0.5 - j * kCell) / kCell;
    const MapPoint a = node(i, j), b = node(i + 1, j), c = node(i, j + 1), d = node(i + 1, j + 1);
    const double lx = a.x + (c.x - a.x) * fy, ly = a.y + (c.y - a.y) * fy;
    const double dx = (b.x + (d.x - b.x) * fy - lx) / kCell, dy = (b.y + (d.y - b.y) * fy - ly) / kCell;
    const float* const middle = kMiddles.data() + (x0 - i * kCell);
    const auto n = static_cast<std::size_t>(x1 - x0);
    const auto fromX = static_cast<float>(lx), stepX = static_cast<float>(dx);
    const auto fromY = static_cast<float>(ly), stepY = static_cast<float>(dy);
    float* const east = m_east.data() + m_count;
    float* const north = m_north.data() + m_count;
    for (std::size_t k = 0; k < n; ++k) east[k] = fromX + stepX * middle[k];
    for (std::size_t k = 0; k < n; ++k) north[k] = fromY + stepY * middle[k];
  }
  void exactly(int x0, int x1, int y) {
    std::array<MapPoint, ViewGrid::kCell> map;
    std::array<LatLon, ViewGrid::kCell> geo;
    const auto n = static_cast<std::size_t>(x1 - x0);
    for (std::size_t k = 0; k < n; ++k) {
      map[k] = m_grid.view().toMap(QPointF(x0 + static_cast<int>(k) + 0.5, y + 0.5));
    }
    m_grid.projection().inverse(std::span(map).first(n), std::span(geo).first(n));
    for (std::size_t k = 0; k < n; ++k) {
      const MapPoint p = m_plane.of(earthCentred(geo[k]));
      // Off the map is out of range.
      m_east[m_count + k] = std::isnan(p.x) ? 1e9F : static_cast<float>(p.x);
      m_north[m_count + k] = std::isnan(p.x) ? 0.0F : static_cast<float>(p.y);
    }
  }

  enum class Cell : std::uint8_t { Empty, Straight, Bent };

  double m_range;
  const ViewGrid& m_grid;
  const SitePlane& m_plane;
  const std::vector<MapPoint>& m_nodes;
  QRect m_box;
  const FieldPixels::Take& m_take;
  std::vector<Cell> m_cells;           ///< of the present row
  std::vector<float> m_east, m_north;  ///< of the present run of pixels
  std::size_t m_count = 0;
};

/// The pixels that may lie so near the site, m: nodes in range, grown by a cell.
QRect reachOf(double range, const ViewGrid& grid, const std::vector<MapPoint>& nodes) {
  constexpr int kCell = ViewGrid::kCell;
  const double cell = kCell * grid.view().metresPerPixel;
  int left = grid.columns(), right = -1, top = grid.rows(), bottom = -1;
  for (int j = 0; j < grid.rows(); ++j) {
    for (int i = 0; i < grid.columns(); ++i) {
      const MapPoint& p = nodes[static_cast<std::size_t>(j * grid.columns() + i)];
      // Where the map shrinks the earth a cell spans more ground than its pixels say: twice is enough at a
      // country's scale, and beyond the neighbours take it in.
      if (std::isnan(p.x) || length(p.x, p.y) > range + 2 * cell) continue;
      left = std::min(left, i - 1);
      right = std::max(right, i + 1);
      top = std::min(top, j - 1);
      bottom = std::max(bottom, j + 1);
    }
  }
  if (right < 0) return {};
  return QRect(QPoint(left * kCell, top * kCell), QPoint((right + 1) * kCell - 1, (bottom + 1) * kCell - 1))
      .intersected(QRect(QPoint(0, 0), grid.view().size));
}

}  // namespace

FieldPixels::FieldPixels(const CoverageField& field, const ViewGrid& grid)
    : m_grid(grid), m_plane(field.request().site), m_range(field.request().range) {
  m_nodes.reserve(grid.nodes().size());
  for (const Vector3& p : grid.nodes()) m_nodes.push_back(m_plane.of(p));
  m_box = within(m_range);
}

QRect FieldPixels::within(double range) const {
  const QRect box = reachOf(range, m_grid, m_nodes);
  return box.isEmpty() ? QRect() : box;
}

bool FieldPixels::visit(const std::function<Take()>& makeTake, const std::stop_token& stop,
                        bool onTwoThreads) const {
  if (m_box.isEmpty()) return !stop.stop_requested();
  const int first = m_box.top() / ViewGrid::kCell;
  const int last = m_box.bottom() / ViewGrid::kCell;
  std::atomic<int> next = first;
  const auto work = [&] {
    const Take take = makeTake();
    Warper warper(m_range, m_grid, m_plane, m_nodes, m_box, take);
    for (int j = next++; j <= last && !stop.stop_requested(); j = next++) warper.rowOfCells(j);
  };
  // A small field is done before a second thread has begun.
  if (onTwoThreads && m_box.width() * m_box.height() > 200'000 && std::thread::hardware_concurrency() > 1) {
    std::jthread helper(work);
    work();
  } else {
    work();
  }
  return !stop.stop_requested();
}

namespace {

std::size_t pixelsOf(const QRect& box) {
  return static_cast<std::size_t>(box.width()) * static_cast<std::size_t>(box.height());
}

}  // namespace

std::shared_ptr<const WarpedField> WarpedField::make(const CoverageField& field, const ViewGrid& grid,
                                                     bool withGround, const std::stop_token& stop,
                                                     bool onTwoThreads) {
  auto out = std::make_shared<WarpedField>();
  out->key = field.key();
  const FieldPixels places(field, grid);
  out->box = places.box();
  const auto width = static_cast<std::size_t>(out->box.width());
  const std::size_t pixels = pixelsOf(out->box);
  out->floor.assign(pixels, AltitudeCode::kNever);
  if (withGround) out->ground.assign(pixels, AltitudeCode::kUnknown);
  if (field.hasCeiling()) out->ceilingBox = places.within(field.ceilingRange());
  out->ceiling.assign(pixelsOf(out->ceilingBox), AltitudeCode::kNever);
  const auto makeTake = [&]() -> FieldPixels::Take {
    return [&field, to = out.get(), floor = std::vector<float>(width), ceiling = std::vector<float>(width)](
               int x0, int y, std::span<const float> east, std::span<const float> north) mutable {
      const std::size_t n = east.size();
      const std::size_t at = to->at(to->box, x0, y);
      const int x1 = x0 + static_cast<int>(n);
      const auto [from, end] = to->limited(y, x0, x1);
      if (from == end) {
        field.floorsAtLocal(east, north, std::span(floor).first(n));
      } else {
        field.bandsAtLocal(east, north, std::span(floor).first(n), std::span(ceiling).first(n));
        codeRow(ceiling.data() + (from - x0), static_cast<std::size_t>(end - from),
                to->ceiling.data() + to->at(to->ceilingBox, from, y));
      }
      codeRow(floor.data(), n, to->floor.data() + at);
      if (to->ground.empty()) return;
      for (std::size_t k = 0; k < n; ++k) {
        if (to->floor[at + k] >= AltitudeCode::kUnknown) continue;
        const auto x = static_cast<double>(east[k]);
        const auto y2 = static_cast<double>(north[k]);
        const double azimuth = radToDeg(std::atan2(x, y2));
        to->ground[at + k] =
            AltitudeCode::of(field.groundAt(azimuth < 0 ? azimuth + 360 : azimuth, std::hypot(x, y2)));
      }
    };
  };
  return places.visit(makeTake, stop, onTwoThreads) ? out : nullptr;
}

WarpedFields WarpedField::makeAll(const std::vector<CoverageFieldPtr>& fields, const ViewGrid& grid,
                                  bool withGround, const WarpedFields& known, const std::stop_token& stop) {
  std::unordered_map<std::uint64_t, std::shared_ptr<const WarpedField>> byKey;
  for (const auto& each : known) byKey.emplace(each->key, each);
  WarpedFields out;
  std::vector<std::pair<std::size_t, const CoverageField*>> missing;
  for (const CoverageFieldPtr& field : fields) {
    if (!field) continue;
    const auto at = byKey.find(field->key());
    if (at == byKey.end()) missing.emplace_back(out.size(), field.get());
    out.push_back(at == byKey.end() ? nullptr : at->second);
  }
  // Among many each has a thread of its own; a single one is shared out.
  const bool areMany = missing.size() > 1;
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < missing.size() && !stop.stop_requested(); i = next++) {
      out[missing[i].first] = make(*missing[i].second, grid, withGround, stop, !areMany);
    }
  };
  if (areMany && std::thread::hardware_concurrency() > 1) {
    const std::jthread helper(work);
    work();
  } else {
    work();
  }
  return out;
}

namespace {

SORAMI_CLONES void cutRow(const std::uint16_t* __restrict in, const std::uint16_t* __restrict limit,
                          std::size_t n, std::uint16_t altitude, std::uint16_t* __restrict out) {
  for (std::size_t x = 0; x < n; ++x) out[x] = limit[x] >= altitude ? in[x] : AltitudeCode::kNever;
}

/// Floors as heights above ground, cut by the ceilings (where given) above it.
void heightRow(const std::uint16_t* in, const std::uint16_t* limit, const std::uint16_t* ground,
               std::size_t n, std::uint16_t altitude, std::uint16_t* out) {
  for (std::size_t x = 0; x < n; ++x) {
    if (in[x] >= AltitudeCode::kUnknown) {
      out[x] = in[x];
    } else if (ground[x] >= AltitudeCode::kUnknown) {
      out[x] = AltitudeCode::kUnknown;
    } else {
      const int h = std::max(0, in[x] - ground[x]) + WarpedField::kGroundOffset;
      out[x] = static_cast<std::uint16_t>(std::min<int>(h, AltitudeCode::kHighest));
      if (limit != nullptr && limit[x] != AltitudeCode::kNever && altitude > 0 &&
          limit[x] - ground[x] + WarpedField::kGroundOffset < altitude) {
        out[x] = AltitudeCode::kNever;
      }
    }
  }
}

}  // namespace

std::pair<int, int> WarpedField::limited(int y, int x0, int x1) const {
  if (ceilingBox.isEmpty() || y < ceilingBox.top() || y > ceilingBox.bottom()) return {x1, x1};
  const int from = std::clamp(ceilingBox.left(), x0, x1);
  return {from, std::clamp(ceilingBox.right() + 1, from, x1)};
}

void WarpedField::rowAt(int y, int x0, int x1, bool aboveGround, std::uint16_t altitude,
                        std::uint16_t* out) const {
  const bool heights = aboveGround && !ground.empty();
  const auto part = [&](int from, int end, const std::uint16_t* limit) {
    if (from >= end) return;
    const std::size_t first = at(box, from, y);
    const auto n = static_cast<std::size_t>(end - from);
    std::uint16_t* to = out + (from - x0);
    if (heights) {
      heightRow(floor.data() + first, limit, ground.data() + first, n, altitude, to);
    } else if (limit != nullptr && altitude > 0) {
      cutRow(floor.data() + first, limit, n, altitude, to);
    } else {
      std::copy_n(floor.data() + first, n, to);
    }
  };
  const auto [from, end] = limited(y, x0, x1);
  part(x0, from, nullptr);
  part(from, end, from < end ? ceiling.data() + at(ceilingBox, from, y) : nullptr);
  part(end, x1, nullptr);
}

}  // namespace sorami
