// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Pages.h"
#include "data/coverage/CoverageField.h"
#include "data/coverage/FloorSampler.h"
#include "data/geo/Terrain.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sorami {

/// How floors are kept: half metres above -500 m, two values set apart. Zero is "never visible", so what is
/// not computed needs no touch.
constexpr std::uint16_t kFloorNever = 0;
constexpr std::uint16_t kFloorUnknown = 1;
constexpr std::uint16_t kFloorFirst = 2;
constexpr float kFloorStep = 0.5F;
constexpr float kFloorLowest = -500.0F;

/// Rays in a ring are worked on, and kept, so many side by side.
constexpr int kLanes = 16;

/// A ring of the field: ray j points j × 360 / rays degrees from north, bin b is centred r0 + (b + 0.5) ×
/// bin.
struct FloorRing {
  double r0 = 0;
  double bin = 0;
  int bins = 0;
  int rays = 0;  ///< a multiple of kLanes
  Pages floors;

  double end() const { return r0 + bin * bins; }
  std::uint16_t* block(int group) const {
    return static_cast<std::uint16_t*>(floors.data()) +
           static_cast<std::size_t>(group) * static_cast<std::size_t>(bins) * kLanes;
  }
  std::uint16_t raw(int ray, int b) const { return block(ray / kLanes)[b * kLanes + ray % kLanes]; }
};

/// A CoverageField as the sweep leaves it.
class PolarFloor final : public CoverageField {
 public:
  struct Parts {
    FloorRequest request;
    FloorQuality quality = FloorQuality::Preview;
    double groundHeight = 0;
    double antennaMsl = 0;
    bool groundKnown = true;
    bool smoothEarth = false;
    double terrainCell = 0;
    double unknownShare = 0;
    std::vector<FloorRing> rings;
    TerrainPtr terrain;
  };
  explicit PolarFloor(Parts parts);

  const FloorRequest& request() const override { return m.request; }
  double groundHeight() const override { return m.groundHeight; }
  double antennaMsl() const override { return m.antennaMsl; }
  int rays() const override { return m_rays; }
  int bins() const override { return m_bins; }
  double binSize() const override { return m_binSize; }
  FloorQuality quality() const override { return m.quality; }
  float floorAt(double azimuthDeg, double range) const override;
  float floorAt(LatLon p) const override;
  void floorsAtLocal(std::span<const float> east, std::span<const float> north,
                     std::span<float> out) const override;
  float groundAt(double azimuthDeg, double range) const override;
  bool smoothEarth() const override { return m.smoothEarth; }
  bool groundKnown() const override { return m.groundKnown; }
  double terrainCell() const override { return m.terrainCell; }
  double unknownShare() const override { return m.unknownShare; }
  std::uint64_t key() const override { return m_key; }

  const std::vector<FloorRing>& rings() const { return m.rings; }

 private:
  bool inSector(double azimuthDeg) const;

  Parts m;
  std::vector<RingView> m_views;
  SampleInput m_sampler;
  int m_rays = 0;
  int m_bins = 0;
  double m_binSize = 1;
  std::uint64_t m_key;
};

}  // namespace sorami
