// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/coverage/RasterGrid.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sorami {

/// Makes a GeoTIFF of 256 × 256 tiles and bands apart, without data as yet. Errors say why it cannot be made.
Result<Dataset> createTiled(const std::string& path, const RasterGrid& grid, int bands, GDALDataType type,
                            bool compress);
/// Gives a finished file its name; where that fails it is removed.
Status putInPlace(const std::string& part, const std::string& path);

/// Fills the tiles of an uncompressed, tiled GeoTIFF that GDAL has made without data (SPARSE_OK): tiles are
/// appended from any number of threads, and at the end the file's directory is told where they are. What was
/// never written stays sparse, which reads as nodata. This writes at the speed of the file system, where
/// GDAL's block cache would copy everything through one lock.
class SparseTiff {
 public:
  SparseTiff() = default;
  ~SparseTiff();
  SparseTiff(const SparseTiff&) = delete;
  SparseTiff& operator=(const SparseTiff&) = delete;

  /// Opens a closed file with `tiles` tiles of `tileBytes` bytes each.
  Status open(const std::string& path, std::size_t tiles, std::size_t tileBytes);
  /// Tile `index` in the file's order, new or in place of what it held; safe from any thread, a tile on one
  /// at a time. False when the disk is full.
  bool write(std::size_t index, const void* data);
  /// What a tile holds; false where it was never written (or cannot be read). Threads as write().
  bool read(std::size_t index, void* data) const;
  /// Writes the directory. Nothing may be written after it.
  Status finish();

 private:
  int m_fd = -1;
  std::string m_path;
  std::size_t m_tileBytes = 0;
  std::uint64_t m_begin = 0;  ///< where the first tile goes
  std::atomic<std::uint64_t> m_next = 0;
  std::vector<std::uint64_t> m_offsets;
};

}  // namespace sorami
