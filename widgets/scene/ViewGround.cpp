// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/ViewGround.h"

#include "data/core/Units.h"
#include "data/geo/Earth.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sorami {
namespace {

constexpr int kCellDeg = 5;  // deg
constexpr int kCols = 360 / kCellDeg;
constexpr int kRows = 180 / kCellDeg;
constexpr int kSamples = 33;  // each way

double groundDistance(LatLon a, LatLon b) {
  const double dLat = a.lat - b.lat;
  const double dLon = wrapLongitude(a.lon - b.lon) * std::cos(degToRad((a.lat + b.lat) / 2));
  return std::hypot(dLat, dLon) * kMetresPerDegree;
}

}  // namespace

ViewGround::ViewGround(const Projection& projection, const View& view)
    : m_metresPerPixel(view.metresPerPixel) {
  std::vector<MapPoint> points;
  const double w = view.size.width();
  const double h = view.size.height();
  for (int j = 0; j < kSamples; ++j) {
    for (int i = 0; i < kSamples; ++i) {
      points.push_back(view.toMap({w * i / (kSamples - 1), h * j / (kSamples - 1)}));
    }
  }
  std::vector<LatLon> at(points.size());
  projection.inverse(points, at);

  std::vector<double> scales;
  for (int j = 0; j < kSamples; j += 4) {
    for (int i = 0; i + 1 < kSamples; i += 4) {
      const std::size_t k = static_cast<std::size_t>(j * kSamples + i);
      if (!std::isfinite(at[k].lat) || !std::isfinite(at[k + 1].lat)) continue;
      scales.push_back(groundDistance(at[k], at[k + 1]) / (w / (kSamples - 1)));
    }
  }
  if (!scales.empty()) {
    const auto middle = scales.begin() + static_cast<std::ptrdiff_t>(scales.size() / 2);
    std::nth_element(scales.begin(), middle, scales.end());
    m_metresPerPixel = std::clamp(*middle, view.metresPerPixel / 4, view.metresPerPixel * 2);
  }

  std::array<char, static_cast<std::size_t>(kRows) * kCols> marked{};
  // Where samples lie farther apart than a cell, cells between them would be missed.
  m_showsAll = view.metresPerPixel * std::max(w, h) / (kSamples - 1) > 150e3;
  double west = 1e9, east = -1e9;
  bool any = false;
  bool polar = false;
  LatLon first;
  m_box = {};
  double south = 90, north = -90;
  const auto mark = [&](int row, int col) {
    if (row < 0 || row >= kRows) return;
    marked[static_cast<std::size_t>(row * kCols + (col % kCols + kCols) % kCols)] = 1;
  };
  for (const LatLon& p : at) {
    if (!std::isfinite(p.lat)) continue;
    if (!any) first = p;
    any = true;
    south = std::min(south, p.lat);
    north = std::max(north, p.lat);
    const double lon = first.lon + wrapLongitude(p.lon - first.lon);
    west = std::min(west, lon);
    east = std::max(east, lon);
    const int row = std::min(kRows - 1, static_cast<int>((p.lat + 90) / kCellDeg));
    const int col = static_cast<int>((p.lon + 180) / kCellDeg);
    if (std::abs(p.lat) > 80) polar = true;
    for (int r = row - 1; r <= row + 1; ++r) {
      if (std::abs(p.lat) > 80) {
        for (int c = 0; c < kCols; ++c) mark(r, c);
      } else {
        for (int c = col - 1; c <= col + 1; ++c) mark(r, c);
      }
    }
  }
  if (any) {
    const double margin = m_showsAll ? 10 : std::max(north - south, 0.01) / 8;
    m_box.south = std::max(-90.0, south - margin);
    m_box.north = std::min(90.0, north + margin);
    const bool whole = polar || m_showsAll || east - west > 300;
    m_box.west = whole ? -180 : wrapLongitude(west - margin);
    m_box.east = whole ? 180 : wrapLongitude(east + margin);
  }
  m_sums.assign(static_cast<std::size_t>(kRows + 1) * (kCols + 1), 0);
  for (int r = 0; r < kRows; ++r) {
    for (int c = 0; c < kCols; ++c) {
      const auto at2 = [&](int rr, int cc) -> int& {
        return m_sums[static_cast<std::size_t>(rr * (kCols + 1) + cc)];
      };
      at2(r + 1, c + 1) =
          at2(r, c + 1) + at2(r + 1, c) - at2(r, c) + marked[static_cast<std::size_t>(r * kCols + c)];
    }
  }
}

bool ViewGround::mayShow(const GeoBox& box) const {
  if (m_showsAll) return true;
  const auto row = [](double lat) {
    return std::clamp(static_cast<int>((lat + 90) / kCellDeg), 0, kRows - 1);
  };
  const auto col = [](double lon) {
    return std::clamp(static_cast<int>((lon + 180) / kCellDeg), 0, kCols - 1);
  };
  const auto any = [&](int r0, int r1, int c0, int c1) {
    const auto at = [&](int r, int c) { return m_sums[static_cast<std::size_t>(r * (kCols + 1) + c)]; };
    return at(r1 + 1, c1 + 1) - at(r0, c1 + 1) - at(r1 + 1, c0) + at(r0, c0) > 0;
  };
  const int r0 = row(box.south);
  const int r1 = row(box.north);
  if (!box.crossesDateline()) return any(r0, r1, col(box.west), col(box.east));
  return any(r0, r1, col(box.west), kCols - 1) || any(r0, r1, 0, col(box.east));
}

}  // namespace sorami
