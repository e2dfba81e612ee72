// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/SparseTiff.h"

#include "data/core/FileAt.h"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace sorami {
namespace {

// TIFF 6.0 and the BigTIFF addition: tags and types used here.
constexpr std::uint16_t kTileOffsets = 324;
constexpr std::uint16_t kTileByteCounts = 325;
constexpr std::uint16_t kLong = 4;
constexpr std::uint16_t kLong8 = 16;
/// Classic TIFF ends at 4 GB.
constexpr double kBigFile = 3.9e9;
/// Tiles begin at whole pages.
constexpr std::uint64_t kPage = 4096;

/// A directory entry as the two forms keep it.
struct Field {
  std::uint64_t at = 0;  ///< of the entry in the file
  bool found = false;
};

}  // namespace

Result<Dataset> createTiled(const std::string& path, const RasterGrid& grid, int bands, GDALDataType type,
                            bool compress) {
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  if (driver == nullptr) return Error{"GDAL has no GeoTIFF driver", path, "install libgdal"};
  const double bytes = static_cast<double>(grid.columns) * grid.rows * bands * GDALGetDataTypeSizeBytes(type);
  std::vector<const char*> wanted = {"TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256", "INTERLEAVE=BAND",
                                     "SPARSE_OK=TRUE"};
  if (compress) {
    wanted.insert(wanted.end(), {"COMPRESS=ZSTD", "ZSTD_LEVEL=1", "NUM_THREADS=ALL_CPUS", "BIGTIFF=IF_SAFER",
                                 type == GDT_Float32 ? "PREDICTOR=3" : "PREDICTOR=2"});
  } else {
    wanted.insert(wanted.end(), {"COMPRESS=NONE", bytes > kBigFile ? "BIGTIFF=YES" : "BIGTIFF=NO"});
  }
  char** options = nullptr;
  for (const char* option : wanted) options = CSLAddString(options, option);
  Dataset dataset(driver->Create(path.c_str(), grid.columns, grid.rows, bands, type, options));
  CSLDestroy(options);
  if (!dataset) {
    return Error{std::string("the raster cannot be made: ") + CPLGetLastErrorMsg(), path,
                 "choose a place that can be written"};
  }
  auto transform = grid.transform;
  dataset->SetGeoTransform(transform.data());
  dataset->SetSpatialRef(&grid.crs);
  return dataset;
}

Status putInPlace(const std::string& part, const std::string& path) {
  std::error_code ec;
  std::filesystem::rename(part, path, ec);
  if (!ec) return {};
  std::error_code ignored;
  std::filesystem::remove(part, ignored);
  return Error{"the raster cannot be put in place: " + ec.message(), path, ""};
}

SparseTiff::~SparseTiff() {
  if (m_fd >= 0) close(m_fd);
}

Status SparseTiff::open(const std::string& path, std::size_t tiles, std::size_t tileBytes) {
  m_path = path;
  m_tileBytes = tileBytes;
  m_offsets.assign(tiles, 0);
  m_fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (m_fd < 0) return Error{std::string("cannot be opened: ") + std::strerror(errno), path, ""};
  const off_t end = lseek(m_fd, 0, SEEK_END);
  if (end < 8) return Error{"this is no TIFF", path, ""};
  m_begin = (static_cast<std::uint64_t>(end) + kPage - 1) / kPage * kPage;
  return {};
}

bool SparseTiff::write(std::size_t index, const void* data) {
  if (m_offsets[index] == 0) m_offsets[index] = m_begin + m_next.fetch_add(1) * m_tileBytes;
  return writeAt(m_fd, data, m_tileBytes, m_offsets[index]);
}

bool SparseTiff::read(std::size_t index, void* data) const {
  return m_offsets[index] != 0 && readAt(m_fd, data, m_tileBytes, m_offsets[index]);
}

Status SparseTiff::finish() {
  const Error wrong{"the raster's directory is not as expected", m_path, ""};
  static_assert(std::endian::native == std::endian::little, "tiles are written as they lie in memory");
  unsigned char head[16];
  if (!readAt(m_fd, head, 16, 0) || head[0] != 'I' || head[1] != 'I') return wrong;
  const bool big = head[2] == 43;
  if (!big && head[2] != 42) return wrong;
  std::uint64_t directory = 0;
  std::uint64_t count = 0;
  std::memcpy(&directory, head + (big ? 8 : 4), big ? 8 : 4);
  if (!readAt(m_fd, &count, big ? 8 : 2, directory)) return wrong;
  const std::uint64_t first = directory + (big ? 8 : 2);
  const std::uint64_t size = big ? 20 : 12;
  Field offsets;
  Field counts;
  for (std::uint64_t i = 0; i < count && i < 1000; ++i) {
    std::uint16_t tag = 0;
    if (!readAt(m_fd, &tag, 2, first + i * size)) return wrong;
    if (tag == kTileOffsets) offsets = {first + i * size, true};
    if (tag == kTileByteCounts) counts = {first + i * size, true};
  }
  if (!offsets.found || !counts.found) return wrong;

  // Both lists go behind the tiles, and the two entries are made to point there.
  std::uint64_t end = m_begin + m_next.load() * m_tileBytes;
  const std::size_t tiles = m_offsets.size();
  const auto put = [&](const Field& field, const std::vector<std::uint64_t>& values) {
    std::vector<std::uint32_t> narrow;
    const void* data = values.data();
    std::size_t bytes = tiles * 8;
    if (!big) {
      for (const std::uint64_t v : values) narrow.push_back(static_cast<std::uint32_t>(v));
      data = narrow.data();
      bytes = tiles * 4;
    }
    const std::uint16_t type = big ? kLong8 : kLong;
    std::uint64_t at = end;
    if (!writeAt(m_fd, &type, 2, field.at + 2)) return false;
    const std::uint64_t n = tiles;
    if (!writeAt(m_fd, &n, big ? 8 : 4, field.at + 4)) return false;
    const std::uint64_t place = field.at + (big ? 12 : 8);
    // One value stands in the entry itself.
    if (tiles == 1) return writeAt(m_fd, data, bytes, place);
    if (!writeAt(m_fd, data, bytes, at)) return false;
    end += (bytes + 7) / 8 * 8;
    return writeAt(m_fd, &at, big ? 8 : 4, place);
  };
  std::vector<std::uint64_t> sizes(tiles, 0);
  for (std::size_t i = 0; i < tiles; ++i) sizes[i] = m_offsets[i] != 0 ? m_tileBytes : 0;
  if (!put(offsets, m_offsets) || !put(counts, sizes)) return Error{std::strerror(errno), m_path, ""};
  // Small files end inside a page that was reserved for tiles.
  if (lseek(m_fd, 0, SEEK_END) < static_cast<off_t>(end) && ftruncate(m_fd, static_cast<off_t>(end)) != 0)
    return Error{std::strerror(errno), m_path, ""};
  return {};
}

}  // namespace sorami
