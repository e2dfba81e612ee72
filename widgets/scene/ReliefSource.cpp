// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/ReliefSource.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <mutex>

namespace sorami {
namespace {

constexpr double kMetresPerDegree = 111195;
constexpr std::size_t kLevels = 4;

/// Catmull and Rom's cubic weights.
std::array<float, 4> cubic(float t) {
  const float t2 = t * t;
  const float t3 = t2 * t;
  return {-0.5F * t3 + t2 - 0.5F * t, 1.5F * t3 - 2.5F * t2 + 1, -1.5F * t3 + 2 * t2 + 0.5F * t,
          0.5F * t3 - 0.5F * t2};
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

float ReliefSource::smoothHeight(std::size_t level, LatLon p) const {
  const ReliefGrid& g = m_levels[level];
  const double row = std::clamp((g.north - p.lat) / g.stepDeg, 0.0, g.rows - 1.0);
  double col = (p.lon - g.west) / g.stepDeg;
  if (!std::isfinite(row) || !std::isfinite(col)) return std::numeric_limits<float>::quiet_NaN();
  col -= g.cols * std::floor(col / g.cols);
  const int r0 = static_cast<int>(row);
  const int c0 = std::min(static_cast<int>(col), g.cols - 1);
  const auto wr = cubic(static_cast<float>(row - r0));
  const auto wc = cubic(static_cast<float>(col - c0));
  std::array<int, 4> cols{};
  for (int k = 0; k < 4; ++k) {
    int c = c0 - 1 + k;
    if (c < 0) c += g.cols;
    if (c >= g.cols) c -= g.cols;
    cols[static_cast<std::size_t>(k)] = c;
  }
  float sum = 0;
  for (int j = 0; j < 4; ++j) {
    const int r = std::clamp(r0 - 1 + j, 0, g.rows - 1);
    const std::int16_t* at = g.heights.data() + static_cast<std::ptrdiff_t>(r) * g.cols;
    sum += wr[static_cast<std::size_t>(j)] *
           (wc[0] * static_cast<float>(at[cols[0]]) + wc[1] * static_cast<float>(at[cols[1]]) +
            wc[2] * static_cast<float>(at[cols[2]]) + wc[3] * static_cast<float>(at[cols[3]]));
  }
  return sum;
}

}  // namespace sorami
