// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/SiteFrame.h"

#include "data/core/Clones.h"
#include "data/core/Units.h"

#include <GeographicLib/Geodesic.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace sorami {
namespace {

constexpr int kTerms = SiteFrame::Fit::kTerms;

struct DiscPoint {
  double azimuth;  // rad
  double radius;   // of the unit disc
};

/// Places dense toward the rim, where polynomials go astray first (Chebyshev's radii).
const std::vector<DiscPoint>& fitNodes() {
  static const std::vector<DiscPoint> nodes = [] {
    std::vector<DiscPoint> made = {{0, 0}};
    constexpr int kRadii = 7;
    constexpr int kAzimuths = 24;
    for (int i = 0; i < kRadii; ++i) {
      const double r = std::cos(std::numbers::pi * i / (2.0 * kRadii + 1));
      for (int j = 0; j < kAzimuths; ++j) {
        made.push_back({2 * std::numbers::pi * (j + 0.5 * (i % 2)) / kAzimuths, r});
      }
    }
    return made;
  }();
  return nodes;
}

const std::vector<DiscPoint>& checkNodes() {
  static const std::vector<DiscPoint> nodes = [] {
    std::vector<DiscPoint> made;
    for (int i = 0; i < 16; ++i) {
      made.push_back({2 * std::numbers::pi * (i + 0.31) / 16, 0.35 + 0.65 * ((i * 7) % 16) / 15.0});
    }
    return made;
  }();
  return nodes;
}

/// Monomials x^i·y^j, i + j ≤ degree, by falling total degree inside rising i.
void monomials(double x, double y, double* out) {
  double xi = 1;
  for (int i = 0; i <= kFitDegree; ++i) {
    double term = xi;
    for (int j = 0; i + j <= kFitDegree; ++j) {
      *out++ = term;
      term *= y;
    }
    xi *= x;
  }
}

/// Least squares once for all: coefficients = matrix × values at the nodes (modified Gram-Schmidt, twice).
const std::vector<double>& solver() {
  static const std::vector<double> matrix = [] {
    const auto& nodes = fitNodes();
    const std::size_t n = nodes.size();
    std::vector<std::vector<double>> q(kTerms, std::vector<double>(n));
    for (std::size_t k = 0; k < n; ++k) {
      std::array<double, kTerms> terms;
      monomials(nodes[k].radius * std::sin(nodes[k].azimuth), nodes[k].radius * std::cos(nodes[k].azimuth),
                terms.data());
      for (std::size_t i = 0; i < kTerms; ++i) q[i][k] = terms[i];
    }
    std::vector<double> r(std::size_t{kTerms} * kTerms, 0.0);
    for (std::size_t i = 0; i < kTerms; ++i) {
      for (int pass = 0; pass < 2; ++pass) {
        for (std::size_t j = 0; j < i; ++j) {
          double dot = 0;
          for (std::size_t k = 0; k < n; ++k) dot += q[j][k] * q[i][k];
          for (std::size_t k = 0; k < n; ++k) q[i][k] -= dot * q[j][k];
          r[j * kTerms + i] += dot;
        }
      }
      double norm = 0;
      for (const double v : q[i]) norm += v * v;
      norm = std::sqrt(norm);
      r[i * kTerms + i] = norm;
      for (double& v : q[i]) v /= norm;
    }
    // R·c = Qᵀ·v for every unit vector v at once.
    std::vector<double> solved(std::size_t{kTerms} * n);
    for (std::size_t k = 0; k < n; ++k) {
      for (std::size_t back = 0; back < kTerms; ++back) {
        const std::size_t i = kTerms - 1 - back;
        double sum = q[i][k];
        for (std::size_t j = i + 1; j < kTerms; ++j) sum -= r[i * kTerms + j] * solved[j * n + k];
        solved[i * n + k] = sum / r[i * kTerms + i];
      }
    }
    return solved;
  }();
  return matrix;
}

std::vector<LatLon> along(LatLon site, double radius, const std::vector<DiscPoint>& points) {
  std::vector<LatLon> out(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    GeographicLib::Geodesic::WGS84().Direct(site.lat, site.lon, radToDeg(points[i].azimuth),
                                            points[i].radius * radius, out[i].lat, out[i].lon);
  }
  return out;
}

}  // namespace

SiteFrame::SiteFrame(LatLon site, double radius)
    : m_site(site),
      m_radius(radius),
      m_nodes(along(site, radius, fitNodes())),
      m_checks(along(site, radius, checkNodes())) {}

SiteFrame::Fit SiteFrame::fit(const TerrainPatch& patch) const {
  Fit fit;
  fit.radius = m_radius;
  std::vector<GridPoint> at(m_nodes.size());
  patch.toGrid(m_nodes, at);
  const std::vector<double>& matrix = solver();
  const std::size_t n = at.size();
  for (std::size_t i = 0; i < kTerms; ++i) {
    double col = 0;
    double row = 0;
    for (std::size_t k = 0; k < n; ++k) {
      col += matrix[i * n + k] * at[k].col;
      row += matrix[i * n + k] * at[k].row;
    }
    fit.col[i] = col;
    fit.row[i] = row;
  }
  std::vector<GridPoint> truth(m_checks.size());
  patch.toGrid(m_checks, truth);
  const auto& checks = checkNodes();
  for (std::size_t k = 0; k < truth.size(); ++k) {
    std::array<double, kTerms> terms;
    monomials(checks[k].radius * std::sin(checks[k].azimuth), checks[k].radius * std::cos(checks[k].azimuth),
              terms.data());
    double col = -truth[k].col;
    double row = -truth[k].row;
    for (std::size_t i = 0; i < kTerms; ++i) {
      col += fit.col[i] * terms[i];
      row += fit.row[i] * terms[i];
    }
    const double error = std::max(std::abs(col), std::abs(row));
    // Written so that a NaN counts as no fit.
    if (!(error <= fit.error))
      fit.error = std::isnan(error) ? std::numeric_limits<double>::infinity() : error;
  }
  return fit;
}

namespace {

/// What one coefficient of either polynomial adds to those of so many rays.
SORAMI_CLONES void addTerm(double col, double row, const double* __restrict x, const double* __restrict y,
                           std::size_t rays, double* __restrict colOfS, double* __restrict rowOfS) {
  for (std::size_t i = 0; i < rays; ++i) {
    const double term = x[i] * y[i];
    colOfS[i] += col * term;
    rowOfS[i] += row * term;
  }
}

}  // namespace

void SiteFrame::Fit::rays(std::span<const double> sine, std::span<const double> cosine, double* colOfS,
                          double* rowOfS) const {
  const std::size_t n = sine.size();
  constexpr std::size_t kPowers = kFitDegree + 1;
  std::fill_n(colOfS, kPowers * n, 0.0);
  std::fill_n(rowOfS, kPowers * n, 0.0);
  std::vector<double> powers(2 * kPowers * n, 1.0);
  double* const x = powers.data();
  double* const y = powers.data() + kPowers * n;
  for (std::size_t k = n; k < kPowers * n; ++k) {
    x[k] = x[k - n] * sine[k % n];
    y[k] = y[k - n] * cosine[k % n];
  }
  std::size_t index = 0;
  for (std::size_t i = 0; i < kPowers; ++i) {
    for (std::size_t j = 0; i + j < kPowers; ++j, ++index) {
      addTerm(col[index], row[index], x + i * n, y + j * n, n, colOfS + (i + j) * n, rowOfS + (i + j) * n);
    }
  }
}

}  // namespace sorami
