// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Pages.h"
#include "data/geo/LatLon.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>

namespace sorami {

/// Posts a metre: heights are kept as int16 thirds of a metre, so whole metres are exact and the deepest
/// trench and the highest peak both fit.
constexpr float kPostUnit = 1.0F / 3.0F;
/// A post without data.
constexpr std::int16_t kVoidPost = -32768;

/// A place in a grid of posts: post (i, j) is at col = i, row = j.
struct GridPoint {
  double col = 0;
  double row = 0;
};

/// Which posts are wanted.
struct PatchRequest {
  LatLon centre;
  double radius = 0;  ///< m
  /// Posts finer than this are merged in squares of 2, 4, 8 … (each the highest of its square) until
  /// the spacing reaches it; m. 0: as they are.
  double minCell = 0;
  /// True: the posts are laid out on a plane about the centre (azimuthal equidistant, x east, y north) by
  /// bilinear resampling. For places where the source's own grid cannot be followed, as about the poles.
  bool local = false;
  int threads = 1;
  /// Only this sector of the disc is wanted, degrees true, clockwise; equal: all of it.
  double azimuthFrom = 0;
  double azimuthTo = 0;
};

/// A rectangle of posts in one grid, holes already filled from coarser sources. Immutable.
class TerrainPatch {
 public:
  using ToGrid = std::function<void(std::span<const LatLon>, std::span<GridPoint>)>;

  const std::int16_t* posts() const { return static_cast<const std::int16_t*>(m_posts.data()); }
  int width() const { return m_width; }
  int height() const { return m_height; }
  double cellM() const { return m_cellM; }      ///< spacing in metres about the centre
  int level() const { return m_level; }         ///< posts were merged in squares of 2^level
  bool hasVoids() const { return m_hasVoids; }  ///< some post is kVoidPost
  bool isLocal() const { return m_local; }      ///< laid out about the request's centre
  /// Places on this patch's grid. Longitudes are taken on the centre's side of the dateline.
  void toGrid(std::span<const LatLon> points, std::span<GridPoint> out) const { m_toGrid(points, out); }

 private:
  friend class TerrainPatchMaker;
  Pages m_posts;
  int m_width = 0;
  int m_height = 0;
  double m_cellM = 0;
  int m_level = 0;
  bool m_hasVoids = false;
  bool m_local = false;
  ToGrid m_toGrid;
};
using TerrainPatchPtr = std::shared_ptr<const TerrainPatch>;

}  // namespace sorami
