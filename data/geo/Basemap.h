// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/geo/LatLon.h"
#include "data/geo/Projection.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sorami {

/// Vector layers of the map pack.
enum class BasemapLayer : std::uint8_t {
  Land,        ///< closed rings, outer and inner: even-odd; their outline is the coast
  Boundaries,  ///< between states
  Provinces,   ///< between their first-level parts
  Rivers,      ///< with the centre lines of lakes
};
constexpr std::size_t kBasemapLayers = 4;

/// A regular grid of elevations, posts on whole steps, rows from north to south. Wraps in longitude.
struct ReliefGrid {
  int rows = 0;
  int cols = 0;
  double north = 0;                       ///< deg, latitude of the first row's posts
  double west = 0;                        ///< deg, longitude of the first column's posts
  double stepDeg = 0;                     ///< deg between posts, both ways
  std::span<const std::int16_t> heights;  ///< m AMSL, row by row; the sea floor below 0

  /// Bilinear, m; NaN outside the grid's rows.
  float heightAt(LatLon p) const;
};

/// What of one line is known before its points are decoded.
struct BasemapLine {
  GeoBox box;
  int rank = 0;              ///< 0 the most important, larger matters less
  std::uint32_t points = 0;  ///< how many
  bool hasSeam = false;  ///< some edges run along the dateline or a pole only because the file was cut there
};

struct BasemapPlace {
  LatLon at;
  int rank = 0;  ///< 0 the most important
  bool isCapital = false;
  std::uint32_t population = 0;
  std::string_view name;  ///< UTF-8; lives as long as the Basemap
};

/// The map pack: what `sorami basemap` made of the distribution's map data, in one file that is mapped into
/// memory and read where it is looked at. Immutable; every call is safe from any thread.
class Basemap {
 public:
  /// Opens a pack. Checks its frame, not its every byte: verify() does that. Errors name the file and say
  /// what does not fit.
  static Result<std::shared_ptr<const Basemap>> open(const std::string& path);
  ~Basemap();

  /// Levels of detail of a layer, 0 the finest; 0 where the pack has none.
  std::size_t levels(BasemapLayer layer) const;
  /// Metres by which a level's lines may stray from the source.
  double toleranceM(BasemapLayer layer, std::size_t level) const;
  /// The coarsest level that still looks exact where a pixel is this many metres on the ground.
  std::size_t levelFor(BasemapLayer layer, double metresPerPixel) const;
  std::size_t lineCount(BasemapLayer layer, std::size_t level) const;
  BasemapLine line(BasemapLayer layer, std::size_t level, std::size_t index) const;
  /// The line's points; empty where the pack is damaged there.
  GeoLine points(BasemapLayer layer, std::size_t level, std::size_t index) const;

  std::span<const BasemapPlace> places() const;
  /// Null where the pack has none.
  const ReliefGrid* relief() const;

  /// Lines for the About box and exports.
  const std::vector<std::string>& attribution() const;
  /// What the pack was made without, and the package that has it: `relief (ferret-datasets)`.
  const std::vector<std::string>& missing() const;
  const std::string& path() const;
  std::uint64_t sizeBytes() const;
  /// Identity for caches: the hash of the pack's content.
  std::uint64_t key() const;
  /// Reads every byte and compares the hash; for tests and `sorami basemap --check`.
  bool verify() const;

 private:
  Basemap();
  struct Private;
  std::unique_ptr<Private> d;
};
using BasemapPtr = std::shared_ptr<const Basemap>;

/// Where a file made or installed with the program lies: SORAMI_DATA_DIR, share/sorami beside the program's
/// folder, the XDG data folders. Empty where there is none.
std::string findDataFile(const std::string& name);
/// The map pack, `basemap.sopack`, by the same rules.
std::string findBasemap();

}  // namespace sorami
