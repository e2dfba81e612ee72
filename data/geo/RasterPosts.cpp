// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Translate.h"
#include "data/geo/GdalHandles.h"
#include "data/geo/RawBlocks.h"
#include "data/geo/TerrainMosaic.h"

#include <cpl_error.h>
#include <gdal.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <set>

namespace sorami {
namespace {

constexpr int kPostsPerMetre = 3;
constexpr float kHighest = 10'922.0F;
// The lowest land, the shore of the Dead Sea, is at about -430 m; what is deeper is sea bed.
constexpr float kSeaBed = -500.0F;

/// What turns a stored value into metres.
struct ValueRule {
  double scale = 1;
  double offset = 0;
  bool hasNodata = false;
  float nodata = 0;
  bool hasSeaBed = false;

  std::int16_t post(float value) const {
    // Voids of SRTM and DTED are often left undeclared by whoever converted the file.
    if (std::isnan(value) || (hasNodata && value == nodata) || value == -32768.0F || value == -32767.0F ||
        value == -9999.0F) {
      return kVoidPost;
    }
    const auto metres = static_cast<float>(value * scale + offset);
    if (!(std::abs(metres) < kHighest)) return kVoidPost;
    if (hasSeaBed && metres < 0) return 0;
    return static_cast<std::int16_t>(std::lrint(metres * static_cast<float>(kPostsPerMetre)));
  }
};

/// A ValueRule for 16-bit integers, whole rows at once.
class ShortRule {
 public:
  ShortRule() = default;
  explicit ShortRule(const ValueRule& rule) : m_isUsed(true), m_hasSeaBed(rule.hasSeaBed) {
    if (rule.scale == 1 && rule.offset == 0) {
      // A value that no 16-bit integer has stands for no data nowhere.
      const float nodata = rule.nodata;
      if (rule.hasNodata && std::abs(nodata) < 32'768.0F && nodata == std::floor(nodata))
        m_nodata = static_cast<std::int16_t>(nodata);
      return;
    }
    m_table.resize(65'536);
    for (int value = -32'768; value <= 32'767; ++value)
      m_table[static_cast<std::uint16_t>(value)] = rule.post(static_cast<float>(value));
  }
  bool isUsed() const { return m_isUsed; }

  /// `to` may be `from`.
  void convert(const std::int16_t* from, int count, std::int16_t* to) const {
    if (!m_table.empty()) {
      for (int i = 0; i < count; ++i) to[i] = m_table[static_cast<std::uint16_t>(from[i])];
      return;
    }
    // As ValueRule::post, without branches, so that the compiler makes vector code of it.
    const std::int16_t nodata = m_nodata;
    const std::int16_t lowest = m_hasSeaBed ? 0 : std::numeric_limits<std::int16_t>::min();
    constexpr auto kTop = static_cast<std::int16_t>(kHighest);
    for (int i = 0; i < count; ++i) {
      const std::int16_t value = from[i];
      const bool isVoid = (value == nodata) | (value == -9999) | (value <= -kTop) | (value >= kTop);
      const std::int16_t above = value > lowest ? value : lowest;
      const auto post = static_cast<std::int16_t>(above * kPostsPerMetre);
      to[i] = isVoid ? kVoidPost : post;
    }
  }

 private:
  bool m_isUsed = false;
  bool m_hasSeaBed = false;
  std::int16_t m_nodata = std::numeric_limits<std::int16_t>::min();
  std::vector<std::int16_t> m_table;  ///< posts of all values, where they are scaled
};

class GdalPosts : public PostSource {
 public:
  GdalPosts(std::string path, ValueRule rule) : m_path(std::move(path)), m_rule(rule) {}
  ~GdalPosts() override {
    for (GDALDatasetH dataset : m_idle) close(dataset);
  }

  bool isQuick() const override { return m_raw != nullptr; }

  void read(int col, int row, int width, int height, std::int16_t* out,
            std::ptrdiff_t stride) const override {
    if (m_raw && m_raw->read(col, row, width, height, out, stride,
                             [this](const std::int16_t* from, int n, std::int16_t* to) {
                               m_shorts.convert(from, n, to);
                             }))
      return;
    if (m_shorts.isUsed() && readShorts(col, row, width, height, out, stride)) {
      for (int r = 0; r < height; ++r) m_shorts.convert(out + r * stride, width, out + r * stride);
      return;
    }
    std::vector<float> values(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    if (!readValues(col, row, width, height, values.data())) {
      // The damaged part is unknown ground; whole rows before it may still be readable.
      for (int r = 0; r < height; ++r) {
        float* line = values.data() + static_cast<std::size_t>(r) * static_cast<std::size_t>(width);
        if (!readValues(col, row + r, width, 1, line)) std::fill_n(line, width, std::nanf(""));
      }
    }
    const float* from = values.data();
    for (int r = 0; r < height; ++r) {
      for (int c = 0; c < width; ++c) out[r * stride + c] = m_rule.post(*from++);
    }
  }

  bool readValues(int col, int row, int width, int height, float* out) const {
    QuietGdal quiet;
    GDALDatasetH dataset = take();
    if (dataset == nullptr) return false;
    const CPLErr error = GDALRasterIO(GDALGetRasterBand(dataset, 1), GF_Read, col, row, width, height, out,
                                      width, height, GDT_Float32, 0, 0);
    give(dataset);
    return error == CE_None;
  }
  void setRule(const ValueRule& rule) { m_rule = rule; }
  /// The band holds 16-bit integers, as most do; `raw` may be null.
  void useShorts(std::unique_ptr<const RawBlocks> raw) {
    m_shorts = ShortRule(m_rule);
    m_raw = std::move(raw);
  }

 private:
  bool readShorts(int col, int row, int width, int height, std::int16_t* out, std::ptrdiff_t stride) const {
    QuietGdal quiet;
    GDALDatasetH dataset = take();
    if (dataset == nullptr) return false;
    const CPLErr error =
        GDALRasterIO(GDALGetRasterBand(dataset, 1), GF_Read, col, row, width, height, out, width, height,
                     GDT_Int16, 0, static_cast<int>(stride * std::ptrdiff_t{sizeof(std::int16_t)}));
    give(dataset);
    return error == CE_None;
  }
  static void close(GDALDatasetH dataset) {
    GDALClose(dataset);
    --s_open;
  }
  GDALDatasetH take() const {
    {
      const std::lock_guard lock(m_mutex);
      if (!m_idle.empty()) {
        GDALDatasetH dataset = m_idle.back();
        m_idle.pop_back();
        return dataset;
      }
    }
    GDALDatasetH dataset =
        GDALOpenEx(m_path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, nullptr, nullptr, nullptr);
    if (dataset != nullptr) ++s_open;
    return dataset;
  }
  void give(GDALDatasetH dataset) const {
    // A folder may hold thousands of tiles; file handles are few.
    constexpr int kMostOpen = 96;
    if (s_open > kMostOpen) {
      close(dataset);
      return;
    }
    const std::lock_guard lock(m_mutex);
    m_idle.push_back(dataset);
  }

  static inline std::atomic<int> s_open = 0;
  std::string m_path;
  ValueRule m_rule;
  ShortRule m_shorts;
  std::unique_ptr<const RawBlocks> m_raw;
  mutable std::mutex m_mutex;
  mutable std::vector<GDALDatasetH> m_idle;
};

class MemoryPosts : public PostSource {
 public:
  explicit MemoryPosts(const TerrainGrid& grid) : m_posts(grid.posts), m_columns(grid.columns) {
    m_rule.hasSeaBed = grid.hasSeaBed;
  }
  void read(int col, int row, int width, int height, std::int16_t* out,
            std::ptrdiff_t stride) const override {
    for (int r = 0; r < height; ++r) {
      const std::size_t from = static_cast<std::size_t>(row + r) * static_cast<std::size_t>(m_columns) +
                               static_cast<std::size_t>(col);
      for (int c = 0; c < width; ++c)
        out[r * stride + c] = m_rule.post((*m_posts)[from + static_cast<std::size_t>(c)]);
    }
  }

 private:
  std::shared_ptr<const std::vector<std::int16_t>> m_posts;
  int m_columns;
  ValueRule m_rule;
};

/// Metres in one unit of the band; 0 for a unit that is no length.
double metresPerUnit(std::string unit) {
  std::transform(unit.begin(), unit.end(), unit.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  static const std::set<std::string> metre = {"",      "m",      "metre", "metres",
                                              "meter", "meters", "none",  "unknown"};
  static const std::set<std::string> foot = {"ft", "foot", "feet", "international foot", "sfoot"};
  static const std::set<std::string> usFoot = {"us-ft", "us survey foot", "ftus", "us_survey_foot"};
  if (metre.contains(unit)) return 1.0;
  if (foot.contains(unit)) return 0.3048;
  if (usFoot.contains(unit)) return 1200.0 / 3937.0;
  if (unit == "cm" || unit == "centimetre") return 0.01;
  if (unit == "dm" || unit == "decimetre") return 0.1;
  if (unit == "km") return 1000.0;
  return 0.0;
}

/// Reads a few blocks all over the raster: whether it holds sea bed, and whether it can be read at all.
bool probe(const GdalPosts& posts, const ValueRule& rule, int columns, int rows, bool& seaBed) {
  constexpr int kProbes = 5;
  constexpr int kMost = 256;
  const int width = std::min(columns, kMost);
  std::vector<float> line(static_cast<std::size_t>(width));
  bool readable = true;
  for (int i = 0; i < kProbes; ++i) {
    for (int j = 0; j < kProbes; ++j) {
      const int col = static_cast<int>(static_cast<std::int64_t>(columns - width) * i / (kProbes - 1));
      const int row = static_cast<int>(static_cast<std::int64_t>(rows - 1) * j / (kProbes - 1));
      if (!posts.readValues(col, row, width, 1, line.data())) {
        readable = false;
        continue;
      }
      for (const float value : line) {
        const std::int16_t post = rule.post(value);
        if (post != kVoidPost && static_cast<float>(post) < kSeaBed * static_cast<float>(kPostsPerMetre))
          seaBed = true;
      }
    }
  }
  return readable;
}

struct DatasetCloser {
  void operator()(void* dataset) const { GDALClose(dataset); }
};

}  // namespace

Result<OpenedRaster> openRaster(const std::string& path, const TerrainOptions&) {
  static std::once_flag once;
  std::call_once(once, [] { GDALAllRegister(); });

  const QuietGdal quiet;
  const std::unique_ptr<void, DatasetCloser> dataset(
      GDALOpenEx(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, nullptr, nullptr, nullptr));
  if (!dataset) {
    std::error_code ec;
    const bool there = path.starts_with("/vsi") || std::filesystem::exists(path, ec);
    const std::string said = QuietGdal::message();
    return Error{there ? "this is no raster GDAL can read" + (said.empty() ? "" : ": " + said)
                       : "there is no such file",
                 path, tr("give a GeoTIFF, DTED, SRTM HGT, VRT or another elevation raster").toStdString()};
  }
  OpenedRaster raster;
  raster.columns = GDALGetRasterXSize(dataset.get());
  raster.rows = GDALGetRasterYSize(dataset.get());
  if (GDALGetRasterCount(dataset.get()) < 1 || raster.columns < 2 || raster.rows < 2) {
    return Error{tr("the raster has no band of at least 2 × 2 posts").toStdString(), path,
                 tr("a container file needs the name of one of its subdatasets").toStdString()};
  }
  GDALRasterBandH band = GDALGetRasterBand(dataset.get(), 1);
  if (GDALGetRasterColorTable(band) != nullptr || GDALGetRasterColorInterpretation(band) == GCI_RedBand ||
      GDALDataTypeIsComplex(GDALGetRasterDataType(band)) != 0) {
    return Error{tr("the raster holds a picture, not elevations").toStdString(), path,
                 tr("add it as a map layer instead").toStdString()};
  }
  double gt[6];
  if (GDALGetGeoTransform(dataset.get(), gt) != CE_None || std::abs(gt[1] * gt[5] - gt[2] * gt[4]) < 1e-30) {
    return Error{tr("the raster does not say where it is").toStdString(), path,
                 tr("georeference it, for example with gdal_edit").toStdString()};
  }
  // GDAL's origin is the corner of the first cell whatever the file's registration; the post is its centre.
  raster.geometry = {gt[0] + 0.5 * (gt[1] + gt[2]), gt[1], gt[2],
                     gt[3] + 0.5 * (gt[4] + gt[5]), gt[4], gt[5]};

  if (const auto* crs = OGRSpatialReference::FromHandle(GDALGetSpatialRef(dataset.get()))) {
    raster.crs =
        std::shared_ptr<OGRSpatialReference>(crs->Clone(), [](OGRSpatialReference* p) { p->Release(); });
    if (raster.crs->IsCompound() != 0) raster.crs->StripVertical();
    raster.crs->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    if (raster.crs->IsProjected() == 0 && raster.crs->IsGeographic() == 0) {
      return Error{tr("the raster's coordinate system is neither geographic nor projected").toStdString(),
                   path, tr("warp it to EPSG:4326 with gdalwarp").toStdString()};
    }
  } else {
    const double xs[2] = {gt[0], gt[0] + gt[1] * raster.columns + gt[2] * raster.rows};
    const double ys[2] = {gt[3], gt[3] + gt[4] * raster.columns + gt[5] * raster.rows};
    const bool degrees = std::max(std::abs(xs[0]), std::abs(xs[1])) <= 360.5 &&
                         std::max(std::abs(ys[0]), std::abs(ys[1])) <= 90.5;
    if (!degrees) {
      return Error{tr("the raster has no coordinate system").toStdString(), path,
                   tr("set one with gdal_edit -a_srs").toStdString()};
    }
  }

  ValueRule rule;
  int has = 0;
  const double nodata = GDALGetRasterNoDataValue(band, &has);
  rule.hasNodata = has != 0;
  rule.nodata = static_cast<float>(nodata);
  const char* unitText = GDALGetRasterUnitType(band);
  const std::string unit = unitText != nullptr ? unitText : "";
  const double metres = metresPerUnit(unit);
  if (metres == 0.0) {
    return Error{tr("heights in '%1' are not understood").arg(QString::fromStdString(unit)).toStdString(),
                 path, tr("the band's unit must be a length").toStdString()};
  }
  const double scale = GDALGetRasterScale(band, &has);
  rule.scale = (has != 0 && scale != 0 ? scale : 1.0) * metres;
  const double offset = GDALGetRasterOffset(band, &has);
  rule.offset = (has != 0 ? offset : 0.0) * metres;

  auto posts = std::make_shared<GdalPosts>(path, rule);
  const bool readable = probe(*posts, rule, raster.columns, raster.rows, rule.hasSeaBed);
  posts->setRule(rule);
  if (GDALGetRasterDataType(band) == GDT_Int16) posts->useShorts(RawBlocks::of(dataset.get(), path));
  raster.source = posts;
  raster.info.path = path;
  raster.info.name = std::filesystem::path(path).filename().string();
  for (const char* key : {"TIFFTAG_COPYRIGHT", "COPYRIGHT", "ATTRIBUTION"}) {
    const char* text = GDALGetMetadataItem(dataset.get(), key, nullptr);
    if (text != nullptr && raster.info.attribution.empty()) raster.info.attribution = text;
  }
  if (!readable) {
    raster.warning = Error{tr("part of the raster cannot be read: %1")
                               .arg(QString::fromStdString(QuietGdal::message()))
                               .toStdString(),
                           path, tr("the readable part is used; the rest is unknown ground").toStdString()};
  }
  return raster;
}

std::vector<std::string> rasterPaths(const std::string& path, bool* isFolder) {
  namespace fs = std::filesystem;
  std::error_code ec;
  *isFolder = fs::is_directory(path, ec);
  // Some formats are folders themselves (Arc/Info grids): GDAL names a driver for those.
  if (!*isFolder || fs::exists(fs::path(path) / "hdr.adf", ec)) {
    *isFolder = false;
    return {path};
  }
  static const std::set<std::string> beside = {".xml", ".ovr",  ".prj", ".tfw",  ".hdr", ".txt", ".md",
                                               ".csv", ".json", ".pdf", ".html", ".aux", ".msk", ".wld",
                                               ".dbf", ".shx",  ".shp", ".png",  ".jpg", ".zst"};
  std::vector<std::string> found;
  for (fs::recursive_directory_iterator it(path, fs::directory_options::skip_permission_denied, ec), end;
       it != end; it.increment(ec)) {
    if (ec) break;
    std::error_code fileError;
    if (!it->is_regular_file(fileError)) continue;
    std::string extension = it->path().extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (!beside.contains(extension)) found.push_back(it->path().string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

OpenedRaster gridRaster(TerrainGrid grid) {
  OpenedRaster raster;
  raster.info.name = grid.name;
  raster.info.attribution = grid.attribution;
  raster.geometry = {grid.firstLon, grid.stepLon, 0, grid.firstLat, 0, grid.stepLat};
  raster.columns = grid.columns;
  raster.rows = grid.rows;
  raster.source = std::make_shared<MemoryPosts>(grid);
  return raster;
}

}  // namespace sorami
