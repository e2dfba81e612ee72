// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/ReliefSource.h"

#include "data/geo/Earth.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <mutex>

namespace sorami {
namespace {

constexpr std::size_t kLevels = 4;

using Four = float __attribute__((vector_size(16)));

/// Weights of Catmull and Rom's cubic, or of the uniform B-spline (C. de Boor, "A Practical Guide to
/// Splines", 1978), or between the two.
inline Four weights(float t, float softness) {
  const float t2 = t * t;
  const float t3 = t2 * t;
  const Four sharp = Four{-t3 + 2 * t2 - t, 3 * t3 - 5 * t2 + 2, -3 * t3 + 4 * t2 + t, t3 - t2} * 0.5F;
  const Four soft =
      Four{1 - 3 * t + 3 * t2 - t3, 3 * t3 - 6 * t2 + 4, 1 + 3 * t + 3 * t2 - 3 * t3, t3} * (1.0F / 6);
  return sharp + (soft - sharp) * softness;
}

}  // namespace

ReliefSource::ReliefSource(BasemapPtr basemap) : m_basemap(std::move(basemap)) {
  const ReliefGrid* grid = m_basemap ? m_basemap->relief() : nullptr;
  if (grid == nullptr) return;
  m_levels.push_back(*grid);
  while (m_levels.size() < kLevels && m_levels.back().rows > 8 && m_levels.back().cols % 2 == 0) {
    const ReliefGrid& fine = m_levels.back();
    ReliefGrid coarse;
    coarse.cols = fine.cols / 2;
    coarse.rows = fine.rows / 2;
    coarse.stepDeg = fine.stepDeg * 2;
    // A mean of four posts stands in their middle.
    coarse.north = fine.north - fine.stepDeg / 2;
    coarse.west = fine.west + fine.stepDeg / 2;
    std::vector<std::int16_t> means(static_cast<std::size_t>(coarse.rows) *
                                    static_cast<std::size_t>(coarse.cols));
    for (int r = 0; r < coarse.rows; ++r) {
      const std::int16_t* a = fine.heights.data() + static_cast<std::ptrdiff_t>(2 * r) * fine.cols;
      const std::int16_t* b = a + fine.cols;
      std::int16_t* out = means.data() + static_cast<std::ptrdiff_t>(r) * coarse.cols;
      for (int c = 0; c < coarse.cols; ++c) {
        out[c] = static_cast<std::int16_t>((a[2 * c] + a[2 * c + 1] + b[2 * c] + b[2 * c + 1]) / 4);
      }
    }
    m_means.push_back(std::move(means));
    coarse.heights = m_means.back();
    m_levels.push_back(coarse);
  }
}

std::shared_ptr<const ReliefSource> ReliefSource::of(const BasemapPtr& basemap) {
  static std::mutex mutex;
  static std::shared_ptr<const ReliefSource> last;
  static std::uint64_t lastKey = 0;
  const std::scoped_lock lock(mutex);
  if (!last || lastKey != basemap->key()) {
    last = std::make_shared<const ReliefSource>(basemap);
    lastKey = basemap->key();
  }
  return last;
}

std::size_t ReliefSource::levelFor(double metresPerPixel) const {
  std::size_t level = 0;
  while (level + 1 < m_levels.size() && cellM(level + 1) <= metresPerPixel * 1.5) ++level;
  return level;
}

double ReliefSource::cellM(std::size_t level) const {
  return level < m_levels.size() ? m_levels[level].stepDeg * kMetresPerDegree : 1e9;
}

float ReliefSource::height(std::size_t level, LatLon p) const {
  const ReliefGrid& g = m_levels[level];
  // Means end half a step short of the poles.
  const double south = g.north - (g.rows - 1) * g.stepDeg;
  return g.heightAt({std::clamp(p.lat, south, g.north), p.lon});
}

float ReliefSource::softnessFor(double cellPx) {
  return static_cast<float>(std::clamp((cellPx - 2) / 6, 0.0, 1.0));
}

void ReliefSource::smoothHeights(std::size_t level, float softness, std::span<const LatLon> at,
                                 float* out) const {
  const ReliefGrid& g = m_levels[level];
  const double perDegree = 1 / g.stepDeg;
  const double lastRow = g.rows - 1.0;
  for (std::size_t i = 0; i < at.size(); ++i) {
    double row = (g.north - at[i].lat) * perDegree;
    double col = (at[i].lon - g.west) * perDegree;
    // Written so that a NaN fails it; longitudes are within a few turns.
    if (!(std::fabs(row) < 1e6 && std::fabs(col) < 1e6)) {
      out[i] = std::numeric_limits<float>::quiet_NaN();
      continue;
    }
    row = std::clamp(row, 0.0, lastRow);
    while (col < 0) col += g.cols;
    while (col >= g.cols) col -= g.cols;
    const int r0 = static_cast<int>(row);
    const int c0 = std::min(static_cast<int>(col), g.cols - 1);
    const Four wr = weights(static_cast<float>(row - r0), softness);
    const Four wc = weights(static_cast<float>(col - c0), softness);
    Four sum{};
    if (c0 >= 1 && c0 + 2 < g.cols && r0 >= 1 && r0 + 2 < g.rows) {
      const std::int16_t* a = g.heights.data() + static_cast<std::ptrdiff_t>(r0 - 1) * g.cols + (c0 - 1);
      for (int j = 0; j < 4; ++j, a += g.cols) {
        sum += wr[j] * Four{static_cast<float>(a[0]), static_cast<float>(a[1]), static_cast<float>(a[2]),
                            static_cast<float>(a[3])};
      }
    } else {
      for (int j = 0; j < 4; ++j) {
        const std::int16_t* a =
            g.heights.data() + static_cast<std::ptrdiff_t>(std::clamp(r0 - 1 + j, 0, g.rows - 1)) * g.cols;
        Four four{};
        for (int k = 0; k < 4; ++k) {
          const int c = c0 - 1 + k;
          four[k] = static_cast<float>(a[c < 0 ? c + g.cols : c >= g.cols ? c - g.cols : c]);
        }
        sum += wr[j] * four;
      }
    }
    sum *= wc;
    out[i] = (sum[0] + sum[1]) + (sum[2] + sum[3]);
  }
}

}  // namespace sorami
