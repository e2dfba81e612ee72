// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/layers/CoverageWarp.h"

#include <QRect>
#include <QSize>

#include <cstdint>
#include <vector>

namespace sorami {

/// The lowest, second and third lowest floor of all fields on each pixel: one look says whether an altitude
/// is seen, and by how many.
class CoveragePlanes {
 public:
  QSize size;
  std::vector<std::uint16_t> lowest;
  std::vector<std::uint16_t> second;
  std::vector<std::uint16_t> third;   ///< empty unless three are kept
  std::vector<std::uint8_t> unknown;  ///< 1: some field does not know its terrain here
  QRect box;                          ///< where any of it is

  /// `aboveGround`: heights above the ground at the pixel instead of altitudes. The planes are those of
  /// `altitude`, as setAltitude() leaves them; 0: ceilings do not count.
  static CoveragePlanes combine(QSize size, const WarpedFields& fields, bool aboveGround, int depth = 2,
                                std::uint16_t altitude = 0);
  /// Becomes `base` with one more field, at the altitude of `base`. Where it was that before with another
  /// field, only what the two touch is done.
  void assign(const CoveragePlanes& base, const WarpedField& field, bool aboveGround);
  std::uint16_t altitude() const { return m_altitude; }
  /// Brings the planes to an altitude: what is too high for a sensor no longer counts. `fields` are those
  /// that were combined. Only tiles in which some ceiling lies below this altitude or the last are done anew.
  void setAltitude(const WarpedFields& fields, bool aboveGround, std::uint16_t altitude);

 private:
  /// Rows first … end of a field; several threads may take rows apart, a row of tiles each.
  void mergeRows(const WarpedField& field, bool aboveGround, int first, int end);
  void layTiles();
  int tileRows() const { return (size.height() + kTileHeight - 1) / kTileHeight; }

  static constexpr int kTileWidth = 64;
  static constexpr int kTileHeight = 16;
  int m_tilesAcross = 0;
  std::vector<std::uint16_t> m_leastCeiling;  ///< of each tile; empty: no field has a ceiling
  std::uint16_t m_altitude = 0;               ///< that the tiles were last done for
  std::uint64_t m_content = 0;                ///< names what combine() and setAltitude() have made
  std::uint64_t m_base = 0;                   ///< content of the base that was last assigned; 0: none
  QRect m_over;                               ///< box of the field that was assigned with it
};

}  // namespace sorami
