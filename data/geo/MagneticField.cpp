// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/MagneticField.h"

#include "data/core/Units.h"

#include <array>
#include <cmath>

namespace sorami {
namespace {

constexpr int kDegree = 12;
constexpr double kReference = 6371.2e3;  // m, geomagnetic reference radius
constexpr double kMajor = 6378137.0;     // m, WGS 84
constexpr double kFlattening = 1 / 298.257223563;
constexpr double kFirstYear = 2025;
constexpr double kLastYear = 2030;
constexpr double kYear = 365.25 * 86'400;
constexpr double kBlackout = 2000;  // nT

/// Gauss coefficients at 2025.0, nT, and their change, nT a year.
struct Gauss {
  float g, h, gDot, hDot;
};

/// By degree n = 1 … 12 and order m = 0 … n.
// clang-format off
constexpr std::array<Gauss, 90> kWmm2025 = {{
    // n = 1
    {-29351.8, 0, 12, 0}, {-1410.8, 4545.4, 9.7, -21.5},
    // n = 2
    {-2556.6, 0, -11.6, 0}, {2951.1, -3133.6, -5.2, -27.7}, {1649.3, -815.1, -8, -12.1},
    // n = 3
    {1361, 0, -1.3, 0}, {-2404.1, -56.6, -4.2, 4}, {1243.8, 237.5, 0.4, -0.3},
    {453.6, -549.5, -15.6, -4.1},
    // n = 4
    {895, 0, -1.6, 0}, {799.5, 278.6, -2.4, -1.1}, {55.7, -133.9, -6, 4.1}, {-281.1, 212, 5.6, 1.6},
    {12.1, -375.6, -7, -4.4},
    // n = 5
    {-233.2, 0, 0.6, 0}, {368.9, 45.4, 1.4, -0.5}, {187.2, 220.2, 0, 2.2}, {-138.7, -122.9, 0.6, 0.4},
    {-142, 43, 2.2, 1.7}, {20.9, 106.1, 0.9, 1.9},
    // n = 6
    {64.4, 0, -0.2, 0}, {63.8, -18.4, -0.4, 0.3}, {76.9, 16.8, 0.9, -1.6}, {-115.7, 48.8, 1.2, -0.4},
    {-40.9, -59.8, -0.9, 0.9}, {14.9, 10.9, 0.3, 0.7}, {-60.7, 72.7, 0.9, 0.9},
    // n = 7
    {79.5, 0, 0, 0}, {-77, -48.9, -0.1, 0.6}, {-8.8, -14.4, -0.1, 0.5}, {59.3, -1, 0.5, -0.8},
    {15.8, 23.4, -0.1, 0}, {2.5, -7.4, -0.8, -1}, {-11.1, -25.1, -0.8, 0.6}, {14.2, -2.3, 0.8, -0.2},
    // n = 8
    {23.2, 0, -0.1, 0}, {10.8, 7.1, 0.2, -0.2}, {-17.5, -12.6, 0, 0.5}, {2, 11.4, 0.5, -0.4},
    {-21.7, -9.7, -0.1, 0.4}, {16.9, 12.7, 0.3, -0.5}, {15, 0.7, 0.2, -0.6}, {-16.8, -5.2, 0, 0.3},
    {0.9, 3.9, 0.2, 0.2},
    // n = 9
    {4.6, 0, 0, 0}, {7.8, -24.8, -0.1, -0.3}, {3, 12.2, 0.1, 0.3}, {-0.2, 8.3, 0.3, -0.3},
    {-2.5, -3.3, -0.3, 0.3}, {-13.1, -5.2, 0, 0.2}, {2.4, 7.2, 0.3, -0.1}, {8.6, -0.6, -0.1, -0.2},
    {-8.7, 0.8, 0.1, 0.4}, {-12.9, 10, -0.1, 0.1},
    // n = 10
    {-1.3, 0, 0.1, 0}, {-6.4, 3.3, 0, 0}, {0.2, 0, 0.1, 0}, {2, 2.4, 0.1, -0.2}, {-1, 5.3, 0, 0.1},
    {-0.6, -9.1, -0.3, -0.1}, {-0.9, 0.4, 0, 0.1}, {1.5, -4.2, -0.1, 0}, {0.9, -3.8, -0.1, -0.1},
    {-2.7, 0.9, 0, 0.2}, {-3.9, -9.1, 0, 0},
    // n = 11
    {2.9, 0, 0, 0}, {-1.5, 0, 0, 0}, {-2.5, 2.9, 0, 0.1}, {2.4, -0.6, 0, 0}, {-0.6, 0.2, 0, 0.1},
    {-0.1, 0.5, -0.1, 0}, {-0.6, -0.3, 0, 0}, {-0.1, -1.2, 0, 0.1}, {1.1, -1.7, -0.1, 0},
    {-1, -2.9, -0.1, 0}, {-0.2, -1.8, -0.1, 0}, {2.6, -2.3, -0.1, 0},
    // n = 12
    {-2, 0, 0, 0}, {-0.2, -1.3, 0, 0}, {0.3, 0.7, 0, 0}, {1.2, 1, 0, -0.1}, {-1.3, -1.4, 0, 0.1},
    {0.6, 0, 0, 0}, {0.6, 0.6, 0.1, 0}, {0.5, -0.1, 0, 0}, {-0.1, 0.8, 0, 0}, {-0.4, 0.1, 0, 0},
    {-0.2, -1, -0.1, 0}, {-1.3, 0.1, 0, 0}, {-0.7, 0.2, -0.1, -0.1},
}};
// clang-format on

constexpr std::size_t indexOf(int n, int m) {
  return static_cast<std::size_t>(n * (n + 1) / 2 + m);
}

}  // namespace

std::optional<MagneticField> magneticField(LatLon p, UtcTime t, double height) {
  if (!t.isValid() || !std::isfinite(p.lat) || !std::isfinite(p.lon)) return std::nullopt;
  const double years = static_cast<double>(t - utcFromCivil(2025, 1, 1)) / kSecond / kYear;
  if (years < 0 || years > kLastYear - kFirstYear) return std::nullopt;

  // Geodetic to geocentric.
  const double e2 = kFlattening * (2 - kFlattening);
  const double lat = degToRad(p.lat);
  const double curve = kMajor / std::sqrt(1 - e2 * std::sin(lat) * std::sin(lat));
  const double along = (curve + height) * std::cos(lat);
  const double up = (curve * (1 - e2) + height) * std::sin(lat);
  const double r = std::hypot(along, up);
  const double s = up / r;
  // The poles themselves have no east: a hair beside them.
  const double c = std::max(along / r, 1e-9);

  // Schmidt semi-normalised P(n, m) of sin(geocentric latitude), and their change with latitude.
  std::array<double, indexOf(kDegree, kDegree) + 1> P{};
  std::array<double, indexOf(kDegree, kDegree) + 1> dP{};
  P[0] = 1;
  double x = 0;
  double y = 0;
  double z = 0;
  const double lon = degToRad(p.lon);
  double shrink = (kReference / r) * (kReference / r);
  for (int n = 1; n <= kDegree; ++n) {
    shrink *= kReference / r;
    for (int m = 0; m <= n; ++m) {
      const std::size_t i = indexOf(n, m);
      if (m == n) {
        const std::size_t before = indexOf(n - 1, n - 1);
        const double f = n == 1 ? 1 : std::sqrt((2.0 * n - 1) / (2.0 * n));
        P[i] = f * c * P[before];
        dP[i] = f * (c * dP[before] - s * P[before]);
      } else {
        const std::size_t one = indexOf(n - 1, m);
        const double two = n - 2 >= m ? P[indexOf(n - 2, m)] : 0;
        const double dTwo = n - 2 >= m ? dP[indexOf(n - 2, m)] : 0;
        const double down = std::sqrt(static_cast<double>((n - 1) * (n - 1) - m * m));
        const double norm = std::sqrt(static_cast<double>(n * n - m * m));
        P[i] = ((2 * n - 1) * s * P[one] - down * two) / norm;
        dP[i] = ((2 * n - 1) * (s * dP[one] + c * P[one]) - down * dTwo) / norm;
      }
      const Gauss& k = kWmm2025[i - 1];
      const double g = static_cast<double>(k.g) + years * static_cast<double>(k.gDot);
      const double h = static_cast<double>(k.h) + years * static_cast<double>(k.hDot);
      const double even = g * std::cos(m * lon) + h * std::sin(m * lon);
      x -= shrink * even * dP[i];
      y += shrink * m * (g * std::sin(m * lon) - h * std::cos(m * lon)) * P[i] / c;
      z -= shrink * (n + 1) * even * P[i];
    }
  }
  // From the geocentric vertical back to that of the ellipsoid.
  const double turn = std::atan2(up, along) - lat;
  const double north = x * std::cos(turn) - z * std::sin(turn);
  const double down = x * std::sin(turn) + z * std::cos(turn);
  return MagneticField{radToDeg(std::atan2(y, north)), std::hypot(north, y), down};
}

std::optional<double> magneticDeclination(LatLon p, UtcTime t) {
  const std::optional<MagneticField> field = magneticField(p, t);
  if (!field || field->horizontal < kBlackout) return std::nullopt;
  return field->declinationDeg;
}

}  // namespace sorami
