// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/LatLon.h"

#include <cstdint>
#include <memory>
#include <span>

namespace sorami {

/// What a visibility-floor computation is given.
struct FloorRequest {
  LatLon site;
  double antennaHeight = 15;  ///< m above ground (above mean sea level with antennaIsMsl)
  bool antennaIsMsl = false;
  double range = 400'000;  ///< m along the earth
  double k = 4.0 / 3.0;    ///< effective earth radius factor
  double azimuthFrom = 0;  ///< deg true, clockwise to azimuthTo; equal = all round
  double azimuthTo = 0;
};

/// How much work to spend: a preview while dragging, then fast, then refined.
enum class FloorQuality : std::uint8_t { Preview, Fast, Refined };

/// Lowest altitude at which a target is visible from one site, in every azimuth and range. Polar about the
/// site: `rays()` azimuths from true north clockwise, `bins()` ranges; bin b is centred (b + 0.5) × binSize()
/// from the site along the geodesic (near the site fewer rays, in a preview coarser bins far out: these are
/// the finest of each). One field answers every target altitude.
///
/// Unknown terrain is never taken for sea. On a ray that meets a stretch without data the ground there may
/// rise from the last known post by as much as 45°, to at most 9 000 m; while such ground could lift
/// the floor behind it, that floor is NaN. Known ground behind a short hole soon decides the horizon again;
/// behind a long one all is unknown that terrain could mask.
class CoverageField {
 public:
  virtual ~CoverageField() = default;
  virtual const FloorRequest& request() const = 0;
  virtual double groundHeight() const = 0;  ///< m AMSL at the site
  virtual double antennaMsl() const = 0;    ///< m AMSL
  virtual int rays() const = 0;
  virtual int bins() const = 0;
  virtual double binSize() const = 0;  ///< m
  virtual FloorQuality quality() const = 0;
  /// Metres AMSL at a point of the field, bilinear; +inf out of range, sector or above the ceiling that was
  /// computed, NaN where the terrain is unknown.
  virtual float floorAt(double azimuthDeg, double range) const = 0;
  virtual float floorAt(LatLon p) const = 0;
  /// Ground height used at that point, m AMSL; NaN where unknown.
  virtual float groundAt(double azimuthDeg, double range) const = 0;
  /// Many places at once, as floorAt(azimuthDeg, range). Spans have equal sizes.
  virtual void floorsAt(std::span<const float> azimuthsDeg, std::span<const float> ranges,
                        std::span<float> out) const;
  /// The quickest way to fill a picture: many places of the plane about the site, metres east and north
  /// along azimuth and range (azimuthal equidistant). Spans have equal sizes.
  virtual void floorsAtLocal(std::span<const float> east, std::span<const float> north,
                             std::span<float> out) const;
  /// True when a target can also be too high: above the beam, or beyond the range of detection up there.
  /// False: whatever is above the floor is seen, and the two calls below need not be made.
  virtual bool hasCeiling() const { return false; }
  /// So far from the site, m, there are ceilings; beyond there is no limit. Means nothing without a ceiling.
  virtual double ceilingRange() const { return request().range; }
  /// The highest altitude, m AMSL, at which a target is seen at that point; +inf where there is no limit.
  /// Means nothing where the floor is +inf or NaN.
  virtual float ceilingAt(double azimuthDeg, double range) const;
  /// Floors as floorsAtLocal, and the ceilings there. Spans have equal sizes.
  virtual void bandsAtLocal(std::span<const float> east, std::span<const float> north, std::span<float> floor,
                            std::span<float> ceiling) const;
  /// True when no terrain reaches into the range: the floor is that of a smooth earth at 0 m. To be said on
  /// screen.
  virtual bool smoothEarth() const { return false; }
  /// False when there is terrain about but none at the site itself; its ground then counts as 0 m.
  virtual bool groundKnown() const { return true; }
  /// Spacing of the finest terrain used, m; 0 for a smooth earth.
  virtual double terrainCell() const { return 0; }
  /// Share of the field, by area, that is unknown for want of terrain, 0 … 1.
  virtual double unknownShare() const { return 0; }
  /// Identity for caches: changes with every new field.
  virtual std::uint64_t key() const = 0;
};
using CoverageFieldPtr = std::shared_ptr<const CoverageField>;

}  // namespace sorami
