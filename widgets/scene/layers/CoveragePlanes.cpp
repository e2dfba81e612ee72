// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/CoveragePlanes.h"

#include "data/core/Clones.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <thread>

namespace sorami {

namespace {

SORAMI_CLONES void limitRow(const std::uint16_t* __restrict floor, const std::uint16_t* __restrict ceiling,
                            std::size_t n, std::uint16_t* __restrict out) {
  for (std::size_t x = 0; x < n; ++x) {
    const std::uint16_t limit = ceiling[x];
    out[x] = floor[x] >= AltitudeCode::kUnknown ? AltitudeCode::kNever : limit;
  }
}

/// Ceilings that matter, as heights where `ground` is given: kNever where nothing is seen or none limits.
void lowestLimits(const std::uint16_t* floor, const std::uint16_t* ceiling, const std::uint16_t* ground,
                  std::size_t n, std::uint16_t* out) {
  limitRow(floor, ceiling, n, out);
  if (ground == nullptr) return;
  for (std::size_t x = 0; x < n; ++x) {
    if (out[x] == AltitudeCode::kNever || ground[x] >= AltitudeCode::kUnknown) continue;
    out[x] = static_cast<std::uint16_t>(std::max(0, ceiling[x] - ground[x] + WarpedField::kGroundOffset));
  }
}

/// Takes one field's row into the two lowest.
SORAMI_CLONES void mergeRow(const std::uint16_t* __restrict in, std::size_t n,
                            std::uint16_t* __restrict lowest, std::uint16_t* __restrict second,
                            std::uint8_t* __restrict unknown) {
  for (std::size_t x = 0; x < n; ++x) {
    const bool isUnknown = in[x] == AltitudeCode::kUnknown;
    unknown[x] = static_cast<std::uint8_t>(unknown[x] | static_cast<std::uint8_t>(isUnknown));
    const std::uint16_t v = isUnknown ? AltitudeCode::kNever : in[x];
    const std::uint16_t higher = lowest[x] > v ? lowest[x] : v;
    second[x] = second[x] < higher ? second[x] : higher;
    lowest[x] = lowest[x] < v ? lowest[x] : v;
  }
}

SORAMI_CLONES void mergeRow3(const std::uint16_t* __restrict in, std::size_t n,
                             std::uint16_t* __restrict lowest, std::uint16_t* __restrict second,
                             std::uint16_t* __restrict third, std::uint8_t* __restrict unknown) {
  for (std::size_t x = 0; x < n; ++x) {
    const bool isUnknown = in[x] == AltitudeCode::kUnknown;
    unknown[x] = static_cast<std::uint8_t>(unknown[x] | static_cast<std::uint8_t>(isUnknown));
    const std::uint16_t v = isUnknown ? AltitudeCode::kNever : in[x];
    const std::uint16_t a = lowest[x] > v ? lowest[x] : v;
    const std::uint16_t b = second[x] > a ? second[x] : a;
    third[x] = third[x] < b ? third[x] : b;
    second[x] = second[x] < a ? second[x] : a;
    lowest[x] = lowest[x] < v ? lowest[x] : v;
  }
}

}  // namespace

void CoveragePlanes::layTiles() {
  if (!m_leastCeiling.empty()) return;
  m_tilesAcross = (size.width() + kTileWidth - 1) / kTileWidth;
  m_leastCeiling.assign(static_cast<std::size_t>(m_tilesAcross * tileRows()), AltitudeCode::kNever);
}

void CoveragePlanes::mergeRows(const WarpedField& field, bool aboveGround, int first, int end) {
  const auto width = static_cast<std::size_t>(size.width());
  const auto n = static_cast<std::size_t>(field.box.width());
  const bool heights = aboveGround && !field.ground.empty();
  std::vector<std::uint16_t> codes(n);
  for (int y = std::max(first, field.box.top()); y < std::min(end, field.box.bottom() + 1); ++y) {
    const std::size_t from = static_cast<std::size_t>(y - field.box.top()) * n;
    const std::size_t to = static_cast<std::size_t>(y) * width + static_cast<std::size_t>(field.box.left());
    const std::uint16_t* in = field.floor.data() + from;
    std::uint16_t leastOfRow = AltitudeCode::kNever;
    const auto [limitedFrom, limitedEnd] = field.limited(y, field.box.left(), field.box.right() + 1);
    if (limitedFrom < limitedEnd) {
      // Where nothing is seen anyway a ceiling does not matter.
      const auto skipped = static_cast<std::size_t>(limitedFrom - field.box.left());
      lowestLimits(in + skipped, field.ceiling.data() + field.at(field.ceilingBox, limitedFrom, y),
                   heights ? field.ground.data() + from + skipped : nullptr,
                   static_cast<std::size_t>(limitedEnd - limitedFrom), codes.data());
      for (int x = limitedFrom; x < limitedEnd;) {
        const int last = std::min((x / kTileWidth + 1) * kTileWidth, limitedEnd);
        std::uint16_t& least =
            m_leastCeiling[static_cast<std::size_t>(y / kTileHeight * m_tilesAcross + x / kTileWidth)];
        const auto at = codes.begin() + (x - limitedFrom);
        const std::uint16_t here = *std::min_element(at, at + (last - x));
        least = std::min(least, here);
        leastOfRow = std::min(leastOfRow, here);
        x = last;
      }
    }
    if (heights || leastOfRow < m_altitude) {
      field.rowAt(y, field.box.left(), field.box.right() + 1, aboveGround, m_altitude, codes.data());
      in = codes.data();
    }
    if (third.empty()) {
      mergeRow(in, n, lowest.data() + to, second.data() + to, unknown.data() + to);
    } else {
      mergeRow3(in, n, lowest.data() + to, second.data() + to, third.data() + to, unknown.data() + to);
    }
  }
}

namespace {

std::uint64_t nextContent() {
  static std::atomic<std::uint64_t> contents = 0;
  return ++contents;
}

/// Calls `rowOfTiles(j)` for each row of tiles, on two threads where it pays.
void overTileRows(int rows, bool pays, const std::function<void(int)>& rowOfTiles) {
  std::atomic<int> next = 0;
  const auto work = [&] {
    for (int j = next++; j < rows; j = next++) rowOfTiles(j);
  };
  if (pays && std::thread::hardware_concurrency() > 1) {
    const std::jthread helper(work);
    work();
  } else {
    work();
  }
}

}  // namespace

void CoveragePlanes::assign(const CoveragePlanes& base, const WarpedField& field, bool aboveGround) {
  const bool isSame = m_base != 0 && m_base == base.m_content && third.size() == base.third.size();
  const QRect stale = isSame ? m_over | field.box : QRect(QPoint(0, 0), base.size);
  m_base = base.m_content;
  m_over = field.box;
  size = base.size;
  box = base.box | field.box;
  m_tilesAcross = base.m_tilesAcross;
  m_leastCeiling = base.m_leastCeiling;
  m_altitude = base.m_altitude;
  if (!field.ceiling.empty()) layTiles();
  lowest.resize(base.lowest.size());
  second.resize(base.second.size());
  third.resize(base.third.size());
  unknown.resize(base.unknown.size());
  const auto width = static_cast<std::size_t>(size.width());
  overTileRows(tileRows(), lowest.size() > 400'000, [&](int j) {
    const int end = std::min((j + 1) * kTileHeight, size.height());
    for (int y = std::max(j * kTileHeight, stale.top()); y < std::min(end, stale.bottom() + 1); ++y) {
      const auto from =
          static_cast<std::ptrdiff_t>(static_cast<std::size_t>(y) * width) + std::max(0, stale.left());
      const auto copy = [&](const auto& source, auto& to) {
        if (!source.empty()) std::copy_n(source.begin() + from, stale.width(), to.begin() + from);
      };
      copy(base.lowest, lowest);
      copy(base.second, second);
      copy(base.third, third);
      copy(base.unknown, unknown);
    }
    mergeRows(field, aboveGround, j * kTileHeight, end);
  });
}

CoveragePlanes CoveragePlanes::combine(QSize size, const WarpedFields& fields, bool aboveGround, int depth,
                                       std::uint16_t altitude) {
  CoveragePlanes out;
  out.size = size;
  out.m_altitude = altitude;
  out.m_content = nextContent();
  const auto width = static_cast<std::size_t>(size.width());
  const std::size_t pixels = width * static_cast<std::size_t>(size.height());
  out.lowest.assign(pixels, AltitudeCode::kNever);
  out.second.assign(pixels, AltitudeCode::kNever);
  if (depth > 2) out.third.assign(pixels, AltitudeCode::kNever);
  out.unknown.assign(pixels, 0);
  for (const auto& field : fields) {
    if (!field || field->box.isEmpty()) continue;
    out.box |= field->box;
    if (!field->ceiling.empty()) out.layTiles();
  }
  // Rows of tiles on all threads: what they touch stays near each processor while the fields pass by.
  overTileRows(out.tileRows(), fields.size() > 4, [&](int j) {
    for (const auto& field : fields) {
      if (field && !field->box.isEmpty())
        out.mergeRows(*field, aboveGround, j * kTileHeight, (j + 1) * kTileHeight);
    }
  });
  return out;
}

void CoveragePlanes::setAltitude(const WarpedFields& fields, bool aboveGround, std::uint16_t altitude) {
  if (altitude == m_altitude) return;
  const std::uint16_t reach = std::max(altitude, m_altitude);
  m_altitude = altitude;
  m_content = nextContent();
  m_base = 0;
  if (m_leastCeiling.empty()) return;
  const int down = static_cast<int>(m_leastCeiling.size()) / m_tilesAcross;
  overTileRows(down, down > 16, [&](int j) {
    std::array<std::uint16_t, kTileWidth> codes;
    for (int i = 0; i < m_tilesAcross; ++i) {
      if (m_leastCeiling[static_cast<std::size_t>(j * m_tilesAcross + i)] >= reach) continue;
      const QRect tile = QRect(i * kTileWidth, j * kTileHeight, kTileWidth, kTileHeight)
                             .intersected(QRect(QPoint(0, 0), size));
      for (int y = tile.top(); y <= tile.bottom(); ++y) {
        const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(size.width());
        const auto first = static_cast<std::size_t>(tile.left());
        const auto n = static_cast<std::size_t>(tile.width());
        std::fill_n(lowest.data() + at + first, n, AltitudeCode::kNever);
        std::fill_n(second.data() + at + first, n, AltitudeCode::kNever);
        if (!third.empty()) std::fill_n(third.data() + at + first, n, AltitudeCode::kNever);
        std::fill_n(unknown.data() + at + first, n, std::uint8_t{0});
        for (const auto& field : fields) {
          if (!field || y < field->box.top() || y > field->box.bottom()) continue;
          const int x0 = std::max(tile.left(), field->box.left());
          const int x1 = std::min(tile.right(), field->box.right()) + 1;
          if (x0 >= x1) continue;
          field->rowAt(y, x0, x1, aboveGround, altitude, codes.data());
          const std::size_t to = at + static_cast<std::size_t>(x0);
          const auto run = static_cast<std::size_t>(x1 - x0);
          if (third.empty()) {
            mergeRow(codes.data(), run, lowest.data() + to, second.data() + to, unknown.data() + to);
          } else {
            mergeRow3(codes.data(), run, lowest.data() + to, second.data() + to, third.data() + to,
                      unknown.data() + to);
          }
        }
      }
    }
  });
}

}  // namespace sorami
