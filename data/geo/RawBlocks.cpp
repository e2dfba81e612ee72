// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/RawBlocks.h"

#include "data/core/FileAt.h"

#include <gdal.h>

#include <atomic>
#include <bit>
#include <cstdlib>
#include <fcntl.h>
#include <string_view>
#include <unistd.h>

namespace sorami {
namespace {

/// File handles are few, and a folder may hold thousands of tiles.
constexpr int kMostOpen = 128;
std::atomic<int> s_open = 0;

}  // namespace

std::unique_ptr<const RawBlocks> RawBlocks::of(void* dataset, const std::string& path) {
  if (std::endian::native != std::endian::little) return nullptr;
  GDALDriverH driver = GDALGetDatasetDriver(dataset);
  if (driver == nullptr || std::string_view(GDALGetDriverShortName(driver)) != "GTiff") return nullptr;
  const auto said = [](GDALMajorObjectH object, const char* key) -> std::string_view {
    const char* text = GDALGetMetadataItem(object, key, "IMAGE_STRUCTURE");
    return text != nullptr ? text : "";
  };
  GDALRasterBandH band = GDALGetRasterBand(dataset, 1);
  const bool isApart = GDALGetRasterCount(dataset) == 1 || said(dataset, "INTERLEAVE") == "BAND";
  if (GDALGetRasterDataType(band) != GDT_Int16 || !isApart || !said(dataset, "COMPRESSION").empty() ||
      !said(band, "NBITS").empty())
    return nullptr;

  // The constructor is private.
  std::unique_ptr<RawBlocks> blocks(new RawBlocks);
  GDALGetBlockSize(band, &blocks->m_blockWidth, &blocks->m_blockHeight);
  const int columns = GDALGetRasterBandXSize(band);
  const int rows = GDALGetRasterBandYSize(band);
  blocks->m_across = (columns + blocks->m_blockWidth - 1) / blocks->m_blockWidth;
  const int down = (rows + blocks->m_blockHeight - 1) / blocks->m_blockHeight;
  // A file of a strip for each row has as many places to ask for: that takes longer than it saves.
  constexpr int kMostBlocks = 100'000;
  if (static_cast<double>(blocks->m_across) * down > kMostBlocks) return nullptr;
  for (int y = 0; y < down; ++y) {
    for (int x = 0; x < blocks->m_across; ++x) {
      const std::string key = "BLOCK_OFFSET_" + std::to_string(x) + "_" + std::to_string(y);
      const char* text = GDALGetMetadataItem(band, key.c_str(), "TIFF");
      // Blocks that were never written have no place.
      if (text == nullptr) return nullptr;
      blocks->m_offsets.push_back(std::strtoull(text, nullptr, 10));
    }
  }
  if (s_open >= kMostOpen) return nullptr;
  blocks->m_fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (blocks->m_fd >= 0) ++s_open;
  char order[2] = {};
  if (blocks->m_fd < 0 || !readAt(blocks->m_fd, order, 2, 0) || order[0] != 'I' || order[1] != 'I')
    return nullptr;
  return blocks;
}

RawBlocks::~RawBlocks() {
  if (m_fd < 0) return;
  close(m_fd);
  --s_open;
}

bool RawBlocks::fetch(int blockCol, int blockRow, int first, int count,
                      std::vector<std::int16_t>& rows) const {
  const auto line = static_cast<std::size_t>(m_blockWidth);
  rows.resize(line * static_cast<std::size_t>(count));
  const std::uint64_t block =
      m_offsets[static_cast<std::size_t>(blockRow) * static_cast<std::size_t>(m_across) +
                static_cast<std::size_t>(blockCol)];
  return readAt(m_fd, rows.data(), rows.size() * sizeof(std::int16_t),
                block + static_cast<std::size_t>(first) * line * sizeof(std::int16_t));
}

}  // namespace sorami
