// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/Basemap.h"
#include "data/geo/Projection.h"
#include "widgets/scene/Canvas.h"
#include "widgets/scene/View.h"
#include "widgets/scene/ViewGround.h"

#include <array>
#include <memory>
#include <mutex>
#include <span>
#include <stop_token>
#include <vector>

namespace sorami {

/// A projected ring or line with boxes over runs of its points, so that what is off the picture costs little.
class ProjectedPath {
 public:
  explicit ProjectedPath(MapLine points);
  /// Adds the ring, clipped to the picture and a few pixels more, to a batch to be filled.
  void addFill(const View& view, PathBatch& out) const;
  /// Adds the parts of the line that meet the picture to a batch to be stroked.
  void addStroke(const View& view, bool closed, PathBatch& out) const;
  const MapLine& points() const { return m_points; }

 private:
  struct Box {
    double west = 1e300, south = 1e300, east = -1e300, north = -1e300;
    void add(const MapPoint& p);
    bool meets(const Box& o) const;
    bool isInside(const Box& o) const;
  };
  static Box pictureBox(const View& view, double marginPx);

  static constexpr std::size_t kRun = 32;
  MapLine m_points;
  Box m_box;
  std::vector<Box> m_boxes;  ///< of points [32 i, 32 i + 32], the next run's first included
};

/// The map pack's lines in one projection: cut, densified and projected when they are first seen, at the
/// level of detail a view asks for, and kept. Coarse levels are small, so the first picture is quick at any
/// scale. Shared by all layers; every call is safe from any thread.
class ProjectedBasemap {
 public:
  ProjectedBasemap(BasemapPtr basemap, ProjectionPtr projection);

  /// The one for this pair; the last few are kept.
  static std::shared_ptr<ProjectedBasemap> of(const BasemapPtr& basemap, const ProjectionPtr& projection);

  /// Land, as rings for an even-odd fill. Returns early, with part of it, when stop is requested.
  void landRings(const View& view, const ViewGround& ground, PathBatch& out, std::stop_token stop);
  /// The lines of a layer up to a rank; of Land, the coast without the edges where the map or the file is
  /// cut.
  void lines(BasemapLayer layer, const View& view, const ViewGround& ground, int maxRank, PathBatch& out,
             std::stop_token stop);
  /// The edge of the map itself: what is inside is earth.
  void outline(const View& view, PathBatch& out) const;
  /// The same edge, to be stroked.
  void outlineEdge(const View& view, PathBatch& out) const;

  const BasemapPtr& basemap() const { return m_basemap; }

 private:
  struct Projected {
    std::vector<ProjectedPath> rings;
    std::vector<ProjectedPath> edges;  ///< the coast, where it is not simply the rings
    bool ringsAreEdges = false;
  };
  struct Level {
    std::mutex mutex;
    std::vector<std::shared_ptr<const Projected>> lines;  ///< null until seen
  };
  std::shared_ptr<const Projected> projected(BasemapLayer layer, std::size_t level, std::size_t index);

  BasemapPtr m_basemap;
  ProjectionPtr m_projection;
  std::array<std::vector<std::unique_ptr<Level>>, kBasemapLayers> m_levels;
  std::vector<ProjectedPath> m_outline;
};

}  // namespace sorami
