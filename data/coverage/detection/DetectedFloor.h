// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/CoverageField.h"
#include "data/coverage/FloorSampler.h"
#include "data/coverage/detection/DetectionModel.h"

#include <vector>

namespace sorami {

/// A visibility floor cut by what the sensor detects: blanked azimuths, elevation limits, minimum range, and
/// the range out to which the required Pd is met at each elevation. With diffraction (not in previews) a
/// strong signal reaches below the line of sight. Floors are raised to the lowest altitude of detection;
/// ceilings are the highest.
class DetectedFloor final : public CoverageField {
 public:
  /// `visible` is of the same sensor and place as the model.
  DetectedFloor(CoverageFieldPtr visible, DetectionModelPtr model);

  const FloorRequest& request() const override { return m_visible->request(); }
  double groundHeight() const override { return m_visible->groundHeight(); }
  double antennaMsl() const override { return m_visible->antennaMsl(); }
  int rays() const override { return m_visible->rays(); }
  int bins() const override { return m_visible->bins(); }
  double binSize() const override { return m_visible->binSize(); }
  FloorQuality quality() const override { return m_visible->quality(); }
  float floorAt(double azimuthDeg, double range) const override;
  float floorAt(LatLon p) const override;
  float groundAt(double azimuthDeg, double range) const override {
    return m_visible->groundAt(azimuthDeg, range);
  }
  void floorsAtLocal(std::span<const float> east, std::span<const float> north,
                     std::span<float> out) const override;
  bool hasCeiling() const override { return m_ceilingRange > 0; }
  double ceilingRange() const override { return m_ceilingRange; }
  float ceilingAt(double azimuthDeg, double range) const override;
  void bandsAtLocal(std::span<const float> east, std::span<const float> north, std::span<float> floor,
                    std::span<float> ceiling) const override;
  bool smoothEarth() const override { return m_visible->smoothEarth(); }
  bool groundKnown() const override { return m_visible->groundKnown(); }
  double terrainCell() const override { return m_visible->terrainCell(); }
  double unknownShare() const override { return m_visible->unknownShare(); }
  std::uint64_t key() const override { return m_visible->key(); }

  /// Lowest altitudes, m AMSL, in view of the sensor at places of the plane about the site, whether a target
  /// would be found or not: with diffraction where that is asked for, +inf in blanked azimuths.
  void linesOfSight(std::span<const float> east, std::span<const float> north, std::span<float> out) const;
  /// Probability of detection in a scan for a target in view, at an azimuth (rad), range along the ground
  /// (m) and altitude (m AMSL), of cross-section `rcs` (m²; 0: the sensor's own): 0 outside the sensor's
  /// limits of range and elevation.
  double pdInView(double azimuth, double ground, double altitude, double rcs = 0) const;

  const CoverageFieldPtr& visible() const { return m_visible; }
  const DetectionModelPtr& model() const { return m_model; }

 private:
  /// Lowest and highest altitude of detection by range, of one direction or of all.
  struct Band {
    float lowest = 0;
    float highest = 0;
  };
  const Band* row(float east, float north) const;
  Band bandOf(float east, float north, float range) const;
  bool isBlanked(float east, float north) const;
  BandView plainBands() const;
  /// True when only the range decides: the quick way.
  bool isPlain() const { return m_directions == 1 && m_bend.empty() && m_model->sensor().blanked.empty(); }
  void bend();
  float bendAt(float east, float north, float range) const;
  void cut(std::span<const float> east, std::span<const float> north, std::span<float> floor,
           float* ceiling) const;

  CoverageFieldPtr m_visible;
  DetectionModelPtr m_model;
  std::vector<Band> m_bands;  ///< m_directions rows of m_entries and one to spare
  int m_directions = 1;
  int m_entries = 2;
  float m_inverseStep = 1;
  float m_reach = 0;
  /// Straight rays fall away from a curved earth by s²/2kR, and R depends on the azimuth: this much times
  /// s² more at north and at east than for the radius the bands were made with, 1/m.
  float m_northDrop = 0;
  float m_eastDrop = 0;
  double m_ceilingRange = 0;  ///< m; 0: no ceiling anywhere
  /// With diffraction: m by which the floor lies below (or, where the signal barely suffices, above) the line
  /// of sight, m_bendRays × m_bendBins; empty without.
  std::vector<float> m_bend;
  int m_bendRays = 0;
  int m_bendBins = 0;
};

}  // namespace sorami
