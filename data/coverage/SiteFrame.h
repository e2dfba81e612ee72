// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/TerrainPatch.h"

#include <array>
#include <span>
#include <vector>

namespace sorami {

/// Degree of the polynomials that carry (azimuth, range) about a site to a grid of posts.
constexpr int kFitDegree = 9;

/// Geodesic normal coordinates about a site (azimuth and length of the geodesic) as polynomials in any grid
/// of posts: exact geodesics are computed at a few hundred places, the rest follows by arithmetic.
class SiteFrame {
 public:
  SiteFrame(LatLon site, double radius);

  /// Polynomials of a grid, in x = east·radius, y = north·radius of the unit disc.
  struct Fit {
    static constexpr int kTerms = (kFitDegree + 1) * (kFitDegree + 2) / 2;
    std::array<double, kTerms> col{};
    std::array<double, kTerms> row{};
    double radius = 1;
    double error = 0;  ///< greatest error found at places not used for the fit, posts
    /// Polynomials of neighbouring rays in s / radius, given by the sines and cosines of their azimuths:
    /// [kFitDegree + 1][rays].
    void rays(std::span<const double> sine, std::span<const double> cosine, double* colOfS,
              double* rowOfS) const;
  };
  Fit fit(const TerrainPatch& patch) const;
  double radius() const { return m_radius; }

 private:
  LatLon m_site;
  double m_radius;
  std::vector<LatLon> m_nodes;
  std::vector<LatLon> m_checks;
};

}  // namespace sorami
