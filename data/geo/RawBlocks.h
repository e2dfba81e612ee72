// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sorami {

/// The blocks of a GeoTIFF whose first band holds uncompressed 16-bit integers, read straight from the file:
/// GDAL takes every block through its cache and copies it three times. Safe from any thread.
class RawBlocks {
 public:
  /// Null where the file holds anything else; then GDAL must read it. `dataset` is a GDALDatasetH of `path`.
  static std::unique_ptr<const RawBlocks> of(void* dataset, const std::string& path);
  ~RawBlocks();
  RawBlocks(const RawBlocks&) = delete;
  RawBlocks& operator=(const RawBlocks&) = delete;

  /// A rectangle inside the band, rows `stride` values apart. Every run of values goes through `convert(from,
  /// count, to)`. False when the file cannot be read; part of `out` may then be filled.
  template <typename Convert>
  bool read(int col, int row, int width, int height, std::int16_t* out, std::ptrdiff_t stride,
            Convert&& convert) const {
    std::vector<std::int16_t> rows;
    for (int y = row; y < row + height;) {
      const int blockRow = y / m_blockHeight;
      const int end = std::min(row + height, (blockRow + 1) * m_blockHeight);
      for (int x = col; x < col + width;) {
        const int blockCol = x / m_blockWidth;
        const int right = std::min(col + width, (blockCol + 1) * m_blockWidth);
        if (!fetch(blockCol, blockRow, y - blockRow * m_blockHeight, end - y, rows)) return false;
        const std::int16_t* from = rows.data() + (x - blockCol * m_blockWidth);
        std::int16_t* to = out + (y - row) * stride + (x - col);
        for (int r = 0; r < end - y; ++r) convert(from + r * m_blockWidth, right - x, to + r * stride);
        x = right;
      }
      y = end;
    }
    return true;
  }

 private:
  RawBlocks() = default;
  /// Rows first … first + count of a block, whole.
  bool fetch(int blockCol, int blockRow, int first, int count, std::vector<std::int16_t>& rows) const;

  int m_fd = -1;
  int m_blockWidth = 1;
  int m_blockHeight = 1;
  int m_across = 1;
  std::vector<std::uint64_t> m_offsets;  ///< of the blocks, row by row, bytes
};

}  // namespace sorami
