// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/WarpGrid.h"

#include "data/core/Units.h"
#include "data/geo/Earth.h"
#include "data/geo/SphereClip.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <thread>
#include <vector>

namespace sorami {
namespace {

constexpr int kNode = 32;           // px
constexpr double kMaxError = 0.25;  // px

struct Warper {
  const Projection& projection;
  const View& view;
  int width;
  int firstRow;
  int endRow;
  const WarpSpan& span;

  LatLon exact(double x, double y) const { return projection.inverse(view.toMap({x, y})); }

  static bool known(const LatLon& p) { return std::isfinite(p.lat); }

  /// Corners at the pixel centres (x, y) … (x + size, y + size).
  void cell(int x, int y, int size, std::array<LatLon, 4> c) const {
    const int knownCorners = known(c[0]) + known(c[1]) + known(c[2]) + known(c[3]);
    const LatLon middle = exact(x + 0.5 + size / 2.0, y + 0.5 + size / 2.0);
    if (knownCorners == 0 && !known(middle)) {
      // A limb that bulges into a cell by less than a quarter of it is left out only in the smallest cells.
      bool empty = true;
      for (int k = 1; size > 4 && k < 4 && empty; k += 2) {
        empty = !known(exact(x + 0.5 + size * k / 4.0, y + 0.5)) &&
                !known(exact(x + 0.5, y + 0.5 + size * k / 4.0)) &&
                !known(exact(x + 0.5 + size * k / 4.0, y + 0.5 + size)) &&
                !known(exact(x + 0.5 + size, y + 0.5 + size * k / 4.0));
      }
      if (empty) {
        fillUnknown(x, y, size);
        return;
      }
    }
    if (knownCorners == 4 && known(middle)) {
      for (int k = 1; k < 4; ++k) c[k].lon = longitudeNear(c[k].lon, c[0].lon);
      const double lat = (c[0].lat + c[1].lat + c[2].lat + c[3].lat) / 4;
      const double lon = (c[0].lon + c[1].lon + c[2].lon + c[3].lon) / 4;
      const double dLon = wrapLongitude(lon - middle.lon) * std::cos(degToRad(middle.lat));
      const double error = std::hypot(lat - middle.lat, dLon) * kMetresPerDegree;
      const double spread = std::max(
          {std::abs(c[1].lon - c[0].lon), std::abs(c[2].lon - c[0].lon), std::abs(c[3].lon - c[0].lon)});
      if (error <= kMaxError * view.metresPerPixel && spread < 90) {
        interpolate(x, y, size, c);
        return;
      }
    }
    if (size <= 4) {
      std::array<LatLon, 4> row;
      for (int j = 0; j < size && y + j < endRow; ++j) {
        if (y + j < firstRow) continue;
        const int n = std::min(size, width - x);
        for (int i = 0; i < n; ++i) row[static_cast<std::size_t>(i)] = exact(x + i + 0.5, y + j + 0.5);
        if (n > 0) span(x, y + j, {row.data(), static_cast<std::size_t>(n)});
      }
      return;
    }
    const int half = size / 2;
    const LatLon top = exact(x + half + 0.5, y + 0.5);
    const LatLon left = exact(x + 0.5, y + half + 0.5);
    const LatLon right = exact(x + size + 0.5, y + half + 0.5);
    const LatLon bottom = exact(x + half + 0.5, y + size + 0.5);
    cell(x, y, half, {c[0], top, left, middle});
    cell(x + half, y, half, {top, c[1], middle, right});
    cell(x, y + half, half, {left, middle, c[2], bottom});
    cell(x + half, y + half, half, {middle, right, bottom, c[3]});
  }

  void fillUnknown(int x, int y, int size) const {
    std::array<LatLon, kNode> row;
    row.fill({std::nan(""), std::nan("")});
    const int n = std::min(size, width - x);
    for (int j = 0; n > 0 && j < size && y + j < endRow; ++j) {
      if (y + j >= firstRow) span(x, y + j, {row.data(), static_cast<std::size_t>(n)});
    }
  }

  void interpolate(int x, int y, int size, const std::array<LatLon, 4>& c) const {
    std::array<LatLon, kNode> row;
    const int n = std::min(size, width - x);
    for (int j = 0; n > 0 && j < size && y + j < endRow; ++j) {
      if (y + j < firstRow) continue;
      const double v = static_cast<double>(j) / size;
      const double lat0 = c[0].lat + (c[2].lat - c[0].lat) * v;
      const double lon0 = c[0].lon + (c[2].lon - c[0].lon) * v;
      const double dLat = (c[1].lat + (c[3].lat - c[1].lat) * v - lat0) / size;
      const double dLon = (c[1].lon + (c[3].lon - c[1].lon) * v - lon0) / size;
      for (int i = 0; i < n; ++i) row[static_cast<std::size_t>(i)] = {lat0 + dLat * i, lon0 + dLon * i};
      span(x, y + j, {row.data(), static_cast<std::size_t>(n)});
    }
  }
};

}  // namespace

void warpRows(const Projection& projection, const View& view, int firstRow, int endRow, const WarpSpan& span,
              std::stop_token stop) {
  const Warper warper{projection, view, view.size.width(), firstRow, endRow, span};
  const int cols = (view.size.width() + kNode - 1) / kNode + 1;
  const auto nodes = [&](int y) {
    std::vector<MapPoint> at;
    for (int i = 0; i < cols; ++i) at.push_back(view.toMap({i * kNode + 0.5, y + 0.5}));
    std::vector<LatLon> out(at.size());
    projection.inverse(at, out);
    return out;
  };
  int y = firstRow / kNode * kNode;
  std::vector<LatLon> above = nodes(y);
  for (; y < endRow && !stop.stop_requested(); y += kNode) {
    std::vector<LatLon> below = nodes(y + kNode);
    for (std::size_t i = 0; i + 1 < above.size(); ++i) {
      warper.cell(static_cast<int>(i) * kNode, y, kNode, {above[i], above[i + 1], below[i], below[i + 1]});
    }
    above = std::move(below);
  }
}

void warpView(const Projection& projection, const View& view, const WarpSpan& span, std::stop_token stop) {
  const int rows = view.size.height();
  const int bands =
      std::clamp(std::min(static_cast<int>(std::thread::hardware_concurrency()), rows / 64), 1, 4);
  const int step = ((rows + bands - 1) / bands + kNode - 1) / kNode * kNode;
  std::vector<std::jthread> threads;
  for (int first = step; first < rows; first += step) {
    threads.emplace_back(
        [&, first] { warpRows(projection, view, first, std::min(rows, first + step), span, stop); });
  }
  warpRows(projection, view, 0, std::min(rows, step), span, stop);
}

}  // namespace sorami
