// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/CoverageSectors.h"

#include "data/core/Clones.h"
#include "data/core/Units.h"
#include "data/geo/Earth.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace sorami {
namespace {

/// Pixels below which one field is as good as many.
constexpr double kFewPixels = 1.5e6;
constexpr int kFewest = 16;
/// Beyond a sector's edge, degrees: less than a ray, but more than a rounded azimuth.
constexpr double kHair = 0.002;

/// Clockwise of both edges where the sector is narrower than half a turn (`isNarrow`), of either where wider.
struct Edges {
  float fromSine, fromCosine, toSine, toCosine;
  bool isNarrow;
};

SORAMI_CLONES int clearRow(const Edges& edges, const float* __restrict east, const float* __restrict north,
                           std::size_t count, float value, float* __restrict values) {
  const Edges e = edges;
  const int both = edges.isNarrow ? 2 : 1;  // how many edges must agree
  int cleared = 0;
  for (std::size_t i = 0; i < count; ++i) {
    // The site itself counts as north of itself.
    const float n = north[i] != 0.0F ? north[i] : 1e-20F;
    const int afterFrom = east[i] * e.fromCosine >= n * e.fromSine ? 1 : 0;
    const int beforeTo = east[i] * e.toCosine < n * e.toSine ? 1 : 0;
    const int isIn = afterFrom + beforeTo >= both ? 1 : 0;
    const float before = values[i];
    const float now = isIn != 0 ? before : value;
    cleared += now != before ? 1 : 0;
    values[i] = now;
  }
  return cleared;
}

}  // namespace

AzimuthSector::AzimuthSector(double fromDeg, double toDeg) : m_from(fromDeg), m_to(toDeg) {
  const double width = azimuthOf(toDeg - fromDeg);
  m_width = width == 0 ? 360 : width;
  const auto sine = [](double deg) { return static_cast<float>(std::sin(degToRad(azimuthOf(deg)))); };
  const auto cosine = [](double deg) { return static_cast<float>(std::cos(degToRad(azimuthOf(deg)))); };
  m_fromSine = sine(fromDeg);
  m_fromCosine = cosine(fromDeg);
  m_toSine = sine(toDeg);
  m_toCosine = cosine(toDeg);
}

bool AzimuthSector::holds(float east, float north) const {
  float value = 0;
  return isWhole() || clear(&east, &north, 1, 1.0F, &value) == 0;
}

int AzimuthSector::clear(const float* east, const float* north, std::size_t count, float value,
                         float* values) const {
  if (isWhole()) return 0;
  return clearRow({m_fromSine, m_fromCosine, m_toSine, m_toCosine, m_width <= 180}, east, north, count, value,
                  values);
}

std::vector<AzimuthSector> AzimuthSector::split(int parts) const {
  if (parts <= 1) return {*this};
  std::vector<AzimuthSector> out;
  for (int i = 0; i < parts; ++i) {
    // The last edge is the whole's own, so that no digit is lost on the way round.
    const double to = i + 1 < parts ? m_from + m_width * (i + 1) / parts : isWhole() ? m_from : m_to;
    out.emplace_back(m_from + m_width * i / parts, to);
  }
  return out;
}

int sectorsFor(const FloorRequest& request, double pixels, int threads) {
  const double share = AzimuthSector(request.azimuthFrom, request.azimuthTo).widthDeg() / 360;
  if (pixels * share < kFewPixels) return 1;
  return std::max(threads, static_cast<int>(std::ceil(share * std::max(kFewest, 4 * threads))));
}

Result<double> overSectors(const FloorRequest& floor, const std::vector<AzimuthSector>& sectors,
                           const FieldOfSector& fieldOf, CoverageFieldPtr first, const UseSector& use,
                           const std::stop_token& stop) {
  if (!first) {
    auto made = fieldOf(requestOfSector(floor, sectors.front()), 0);
    if (!made) return made.error();
    first = std::move(*made);
  }
  const bool isSingle = sectors.size() == 1;
  double unknown = isSingle ? first->unknownShare() : 0;
  std::optional<Error> problem;
  std::mutex mutex;
  std::atomic<int> shared = 0;
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    if (isSingle) {
      use(*first, sectors.front(), shared);
      return;
    }
    double width = 0;
    for (const AzimuthSector& sector : sectors) width += sector.widthDeg();
    for (std::size_t i = next++; i < sectors.size() && !stop.stop_requested(); i = next++) {
      CoverageFieldPtr field;
      if (i == 0) {
        field = std::move(first);
      } else {
        auto made = fieldOf(requestOfSector(floor, sectors[i]), 1);
        if (!made) {
          const std::lock_guard lock(mutex);
          if (!problem) problem = made.error();
          next = sectors.size();
          return;
        }
        field = std::move(*made);
      }
      std::atomic<int> own = 0;
      use(*field, sectors[i], own);
      const std::lock_guard lock(mutex);
      unknown += field->unknownShare() * sectors[i].widthDeg() / width;
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
      helpers.emplace_back(work);
    work();
  }
  if (problem) return *problem;
  return unknown;
}

FloorRequest requestOfSector(const FloorRequest& whole, const AzimuthSector& sector) {
  FloorRequest request = whole;
  if (sector.isWhole() || sector.widthDeg() + 2 * kHair >= 360) {
    request.azimuthFrom = request.azimuthTo = 0;
    return request;
  }
  request.azimuthFrom = sector.fromDeg() - kHair;
  request.azimuthTo = sector.toDeg() + kHair;
  return request;
}

}  // namespace sorami
