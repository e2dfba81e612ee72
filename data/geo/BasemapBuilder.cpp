// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/BasemapBuilder.h"

#include "data/core/Units.h"
#include "data/geo/BasemapFormat.h"
#include "data/geo/Earth.h"
#include "data/geo/Projection.h"

#include <QByteArray>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <cpl_error.h>
#include <gdal.h>
#include <ogr_api.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <memory>
#include <set>
#include <tuple>

namespace sorami {
namespace {

struct Line {
  GeoLine points;
  int rank = 0;
  bool isRing = false;
};

struct Place {
  LatLon at;
  int rank = 0;
  bool isCapital = false;
  std::uint32_t population = 0;
  QByteArray name;
};

using DatasetPtr = std::unique_ptr<void, void (*)(void*)>;

DatasetPtr openDataset(const QString& path, unsigned flags) {
  CPLErrorReset();
  CPLPushErrorHandler(CPLQuietErrorHandler);
  DatasetPtr dataset(GDALOpenEx(path.toUtf8().constData(), flags | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                                nullptr, nullptr, nullptr),
                     [](void* d) { GDALClose(d); });
  CPLPopErrorHandler();
  return dataset;
}

std::string gdalReason() {
  const char* text = CPLGetLastErrorMsg();
  return text != nullptr && *text != 0 ? text : "GDAL gives no reason";
}

/// A vertex that lies on the file's own cut. It must stay in every level, or the two sides of the cut would
/// no longer fit.
bool isSeam(const LatLon& p) {
  return std::abs(p.lon) >= 180 - 1e-6 || std::abs(p.lat) >= 90 - 1e-6;
}

/// Douglas and Peucker between two kept vertices, distances in metres on the local plane.
void simplifySpan(const GeoLine& in, std::size_t first, std::size_t last, double tolerance,
                  std::vector<char>& keep) {
  std::vector<std::pair<std::size_t, std::size_t>> todo{{first, last}};
  while (!todo.empty()) {
    const auto [a, b] = todo.back();
    todo.pop_back();
    if (b <= a + 1) continue;
    const double ky = kMetresPerDegree;
    const double kx = ky * std::max(0.01, std::cos(degToRad((in[a].lat + in[b].lat) / 2)));
    const double bx = (in[b].lon - in[a].lon) * kx;
    const double by = (in[b].lat - in[a].lat) * ky;
    const double length2 = bx * bx + by * by;
    double worst = -1;
    std::size_t at = a;
    for (std::size_t i = a + 1; i < b; ++i) {
      const double px = (in[i].lon - in[a].lon) * kx;
      const double py = (in[i].lat - in[a].lat) * ky;
      const double t = length2 > 0 ? std::clamp((px * bx + py * by) / length2, 0.0, 1.0) : 0;
      const double dx = px - t * bx;
      const double dy = py - t * by;
      const double distance = dx * dx + dy * dy;
      if (distance > worst) {
        worst = distance;
        at = i;
      }
    }
    if (worst <= tolerance * tolerance) continue;
    keep[at] = 1;
    todo.emplace_back(a, at);
    todo.emplace_back(at, b);
  }
}

/// One line at a coarser level; empty where it is too small to be seen there.
GeoLine simplify(const Line& line, double tolerance) {
  const GeoLine& in = line.points;
  if (tolerance <= 0 || in.empty()) return in;
  double west = 180, east = -180, south = 90, north = -90;
  for (const LatLon& p : in) {
    west = std::min(west, p.lon);
    east = std::max(east, p.lon);
    south = std::min(south, p.lat);
    north = std::max(north, p.lat);
  }
  const double width = (east - west) * kMetresPerDegree * std::cos(degToRad((south + north) / 2));
  if (std::hypot(width, (north - south) * kMetresPerDegree) < 1.5 * tolerance) return {};
  std::vector<char> keep(in.size(), 0);
  keep.front() = keep.back() = 1;
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (isSeam(in[i])) keep[i] = 1;
  }
  if (line.isRing) {
    // A ring has no ends of its own: also hold the vertex farthest from its first.
    std::size_t far = 0;
    double best = -1;
    for (std::size_t i = 0; i < in.size(); ++i) {
      const double distance = std::hypot(in[i].lon - in[0].lon, in[i].lat - in[0].lat);
      if (distance > best) {
        best = distance;
        far = i;
      }
    }
    keep[far] = 1;
  }
  std::size_t from = 0;
  for (std::size_t i = 1; i < in.size(); ++i) {
    if (keep[i] == 0) continue;
    simplifySpan(in, from, i, tolerance, keep);
    from = i;
  }
  GeoLine out;
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (keep[i] != 0) out.push_back(in[i]);
  }
  return out.size() < (line.isRing ? 4U : 2U) ? GeoLine{} : out;
}

void addGeometry(OGRGeometryH geometry, int rank, std::vector<Line>& out) {
  if (geometry == nullptr) return;
  const OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(geometry));
  if (type == wkbLineString || type == wkbLinearRing) {
    Line line;
    line.rank = rank;
    const int n = OGR_G_GetPointCount(geometry);
    for (int i = 0; i < n; ++i) {
      const LatLon p{OGR_G_GetY(geometry, i), OGR_G_GetX(geometry, i)};
      if (!std::isfinite(p.lat) || !std::isfinite(p.lon)) continue;
      line.points.push_back({std::clamp(p.lat, -90.0, 90.0), std::clamp(p.lon, -180.0, 180.0)});
    }
    if (line.points.size() > 1) out.push_back(std::move(line));
    return;
  }
  const std::size_t before = out.size();
  for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i)
    addGeometry(OGR_G_GetGeometryRef(geometry, i), rank, out);
  if (type == wkbPolygon) {
    for (std::size_t i = before; i < out.size(); ++i) out[i].isRing = true;
  }
}

/// Joins open lines of one rank end to end where exactly two meet: files cut borders into thousands of short
/// parts, which would neither simplify nor be dropped when small.
std::vector<Line> joinLines(std::vector<Line> lines) {
  using Key = std::tuple<double, double, int>;
  std::map<Key, std::vector<std::size_t>> ends;
  const auto keyOf = [](const LatLon& p, int rank) { return Key{p.lat, p.lon, rank}; };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].isRing) continue;
    ends[keyOf(lines[i].points.front(), lines[i].rank)].push_back(i);
    ends[keyOf(lines[i].points.back(), lines[i].rank)].push_back(i);
  }
  std::vector<char> used(lines.size(), 0);
  /// Follows the chain from the end of `chain` as far as it goes.
  const auto extend = [&](GeoLine& chain, int rank) {
    for (;;) {
      const auto meeting = ends.find(keyOf(chain.back(), rank));
      if (meeting == ends.end() || meeting->second.size() != 2) return;
      const std::size_t a = meeting->second[0];
      const std::size_t next = used[a] == 0 ? a : meeting->second[1];
      if (used[next] != 0) return;
      used[next] = 1;
      GeoLine more = std::move(lines[next].points);
      const bool forward = more.front() == chain.back();
      if (!forward) std::reverse(more.begin(), more.end());
      chain.insert(chain.end(), more.begin() + 1, more.end());
    }
  };
  std::vector<Line> out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (used[i] != 0) continue;
    used[i] = 1;
    Line joined = std::move(lines[i]);
    if (!joined.isRing) {
      extend(joined.points, joined.rank);
      std::reverse(joined.points.begin(), joined.points.end());
      extend(joined.points, joined.rank);
    }
    out.push_back(std::move(joined));
  }
  return out;
}

class Builder {
 public:
  Status readRecipe(const std::string& path);
  Status readLayers();
  Status write(const std::string& output);
  BasemapReport report;

 private:
  QString findFile(const QJsonObject& layer) const;
  Status readLines(const QJsonObject& layer, const QString& file, std::uint32_t kind);
  Status readPlaces(const QJsonObject& layer, const QString& file);
  Status readRelief(const QString& file);
  void addSection(std::uint32_t kind, std::uint32_t level, std::uint32_t count, double toleranceM,
                  QByteArray body);

  QJsonObject m_recipe;
  std::vector<pack::Section> m_sections;
  std::vector<QByteArray> m_bodies;
  QJsonArray m_attribution;
  std::set<QString> m_credited;
};

Status Builder::readRecipe(const std::string& path) {
  QFile file(QString::fromStdString(path));
  if (!file.open(QIODevice::ReadOnly)) {
    return Error{"the recipe cannot be read: " + file.errorString().toStdString(), path, ""};
  }
  QJsonParseError wrong{};
  const QJsonDocument json = QJsonDocument::fromJson(file.readAll(), &wrong);
  if (wrong.error != QJsonParseError::NoError || !json.isObject()) {
    return Error{"the recipe is not JSON: " + wrong.errorString().toStdString(),
                 path + ", byte " + std::to_string(wrong.offset), ""};
  }
  m_recipe = json.object();
  if (m_recipe["version"].toInt() != 1 || m_recipe["layers"].toArray().isEmpty() ||
      m_recipe["tolerancesM"].toArray().isEmpty()) {
    return Error{"the recipe lacks version 1, layers or tolerancesM", path, ""};
  }
  return Status{std::monostate{}};
}

QString Builder::findFile(const QJsonObject& layer) const {
  for (const QJsonValue& name : layer["files"].toArray()) {
    for (const QJsonValue& folder : m_recipe["folders"].toArray()) {
      const QString path = folder.toString() + "/" + name.toString();
      if (QFileInfo::exists(path)) return path;
    }
  }
  return {};
}

void Builder::addSection(std::uint32_t kind, std::uint32_t level, std::uint32_t count, double toleranceM,
                         QByteArray body) {
  m_sections.push_back({kind, level, count, static_cast<std::uint32_t>(toleranceM), 0,
                        static_cast<std::uint64_t>(body.size())});
  m_bodies.push_back(std::move(body));
}

QByteArray encodeLines(const std::vector<Line>& lines, std::uint32_t& count) {
  QByteArray entries;
  QByteArray stream;
  count = 0;
  const auto put = [&](std::int64_t value) {
    std::uint64_t raw = (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63U);
    while (raw >= 0x80) {
      stream.append(static_cast<char>((raw & 0x7FU) | 0x80U));
      raw >>= 7U;
    }
    stream.append(static_cast<char>(raw));
  };
  for (const Line& line : lines) {
    if (line.points.empty()) continue;
    pack::LineEntry e{INT32_MAX,
                      INT32_MAX,
                      INT32_MIN,
                      INT32_MIN,
                      static_cast<std::uint32_t>(stream.size()),
                      0,
                      0,
                      static_cast<std::int16_t>(line.rank),
                      0};
    std::int64_t lastLat = 0;
    std::int64_t lastLon = 0;
    bool wasSeam = false;
    for (const LatLon& p : line.points) {
      const std::int64_t lat = std::llround(p.lat * pack::kUnitsPerDegree);
      const std::int64_t lon = std::llround(p.lon * pack::kUnitsPerDegree);
      put(lat - lastLat);
      put(lon - lastLon);
      lastLat = lat;
      lastLon = lon;
      e.west = std::min(e.west, static_cast<std::int32_t>(lon));
      e.east = std::max(e.east, static_cast<std::int32_t>(lon));
      e.south = std::min(e.south, static_cast<std::int32_t>(lat));
      e.north = std::max(e.north, static_cast<std::int32_t>(lat));
      if (isSeam(p) && wasSeam) e.hasSeam = 1;
      wasSeam = isSeam(p);
      ++e.points;
    }
    e.bytes = static_cast<std::uint32_t>(stream.size()) - e.offset;
    entries.append(static_cast<const char*>(static_cast<const void*>(&e)), sizeof e);
    ++count;
  }
  return entries + stream;
}

Status Builder::readLines(const QJsonObject& layer, const QString& file, std::uint32_t kind) {
  const DatasetPtr dataset = openDataset(file, GDAL_OF_VECTOR);
  OGRLayerH source = dataset ? GDALDatasetGetLayer(dataset.get(), 0) : nullptr;
  if (source == nullptr) return Error{"the layer cannot be read: " + gdalReason(), file.toStdString(), ""};
  const int rankField =
      OGR_FD_GetFieldIndex(OGR_L_GetLayerDefn(source), layer["rank"].toString().toUtf8().constData());
  std::vector<Line> lines;
  OGR_L_ResetReading(source);
  while (OGRFeatureH feature = OGR_L_GetNextFeature(source)) {
    const double rank = rankField >= 0 ? OGR_F_GetFieldAsDouble(feature, rankField) : 0;
    addGeometry(OGR_F_GetGeometryRef(feature), static_cast<int>(std::clamp(rank, 0.0, 100.0)), lines);
    OGR_F_Destroy(feature);
  }
  if (lines.empty()) return Error{"the layer holds no lines", file.toStdString(), ""};
  std::size_t points = 0;
  for (const Line& line : lines) points += line.points.size();
  report.parts.push_back(layer["id"].toString().toStdString() + ": " +
                         QFileInfo(file).fileName().toStdString() + ", " + std::to_string(points) +
                         " points");
  lines = joinLines(std::move(lines));
  std::uint32_t level = 0;
  for (const QJsonValue& value : m_recipe["tolerancesM"].toArray()) {
    const double tolerance = value.toDouble();
    for (Line& line : lines) line.points = simplify(line, tolerance);
    std::erase_if(lines, [](const Line& line) { return line.points.empty(); });
    std::uint32_t count = 0;
    QByteArray body = encodeLines(lines, count);
    addSection(kind, level++, count, tolerance, std::move(body));
  }
  return Status{std::monostate{}};
}

Status Builder::readPlaces(const QJsonObject& layer, const QString& file) {
  const DatasetPtr dataset = openDataset(file, GDAL_OF_VECTOR);
  OGRLayerH source = dataset ? GDALDatasetGetLayer(dataset.get(), 0) : nullptr;
  if (source == nullptr) return Error{"the layer cannot be read: " + gdalReason(), file.toStdString(), ""};
  OGRFeatureDefnH fields = OGR_L_GetLayerDefn(source);
  const auto index = [&](const char* key) {
    return OGR_FD_GetFieldIndex(fields, layer[QLatin1String(key)].toString().toUtf8().constData());
  };
  const int name = index("name");
  const int rank = index("rank");
  const int population = index("population");
  const int capital = index("capital");
  std::vector<Place> places;
  OGR_L_ResetReading(source);
  while (OGRFeatureH feature = OGR_L_GetNextFeature(source)) {
    OGRGeometryH g = OGR_F_GetGeometryRef(feature);
    if (g != nullptr && wkbFlatten(OGR_G_GetGeometryType(g)) == wkbPoint && name >= 0) {
      Place p;
      p.at = {OGR_G_GetY(g, 0), OGR_G_GetX(g, 0)};
      p.name = OGR_F_GetFieldAsString(feature, name);
      p.rank = rank >= 0 ? std::clamp(OGR_F_GetFieldAsInteger(feature, rank), 0, 100) : 0;
      p.isCapital = capital >= 0 && OGR_F_GetFieldAsDouble(feature, capital) > 0.5;
      p.population =
          population >= 0
              ? static_cast<std::uint32_t>(std::max(0, OGR_F_GetFieldAsInteger(feature, population)))
              : 0;
      if (!p.name.isEmpty() && std::isfinite(p.at.lat) && std::isfinite(p.at.lon))
        places.push_back(std::move(p));
    }
    OGR_F_Destroy(feature);
  }
  if (places.empty()) return Error{"the layer holds no places", file.toStdString(), ""};
  // The most important first: the picture places names in this order.
  std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    if (a.rank != b.rank) return a.rank < b.rank;
    if (a.isCapital != b.isCapital) return a.isCapital;
    return a.population > b.population;
  });
  QByteArray entries;
  QByteArray names;
  for (const Place& p : places) {
    const pack::PlaceEntry e{static_cast<std::int32_t>(std::lround(p.at.lat * pack::kUnitsPerDegree)),
                             static_cast<std::int32_t>(std::lround(p.at.lon * pack::kUnitsPerDegree)),
                             static_cast<std::int16_t>(p.rank),
                             static_cast<std::uint16_t>(p.isCapital ? 1 : 0),
                             p.population,
                             static_cast<std::uint32_t>(names.size()),
                             static_cast<std::uint32_t>(p.name.size())};
    entries.append(static_cast<const char*>(static_cast<const void*>(&e)), sizeof e);
    names.append(p.name);
  }
  report.parts.push_back("places: " + QFileInfo(file).fileName().toStdString() + ", " +
                         std::to_string(places.size()) + " names");
  addSection(pack::kPlaces, 0, static_cast<std::uint32_t>(places.size()), 0, entries + names);
  return Status{std::monostate{}};
}

Status Builder::readRelief(const QString& file) {
  const DatasetPtr dataset = openDataset(file, GDAL_OF_RASTER);
  if (!dataset || GDALGetRasterCount(dataset.get()) < 1) {
    return Error{"the relief cannot be read: " + gdalReason(), file.toStdString(), ""};
  }
  double transform[6] = {};
  const int cols = GDALGetRasterXSize(dataset.get());
  const int rows = GDALGetRasterYSize(dataset.get());
  if (GDALGetGeoTransform(dataset.get(), transform) != CE_None || cols < 2 || rows < 2 || transform[5] >= 0 ||
      std::abs(cols * std::abs(transform[5]) - 360) > 0.5) {
    return Error{"the relief is not a grid of the whole earth, north up, 360 degrees wide",
                 file.toStdString(), ""};
  }
  std::vector<float> values(static_cast<std::size_t>(cols) * static_cast<std::size_t>(rows));
  if (GDALRasterIO(GDALGetRasterBand(dataset.get(), 1), GF_Read, 0, 0, cols, rows, values.data(), cols, rows,
                   GDT_Float32, 0, 0) != CE_None) {
    return Error{"the relief cannot be read: " + gdalReason(), file.toStdString(), ""};
  }
  const double step = 360.0 / cols;
  // Posts, not cells: the file's corner lies half a step outside its first post. Its axis is rounded to
  // hundredths of a degree, so the post is put back on the whole step.
  const double west = std::round((transform[0] + transform[1] / 2) / step) * step;
  const double north = std::min(90.0, std::round((transform[3] + transform[5] / 2) / step) * step);
  const int roll = static_cast<int>(std::lround((-180 - west) / step));
  const pack::ReliefEntry e{rows, cols, north, -180, step};
  QByteArray body(static_cast<const char*>(static_cast<const void*>(&e)), sizeof e);
  body.reserve(static_cast<qsizetype>(sizeof e + values.size() * 2));
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < cols; ++c) {
      const int from = ((c + roll) % cols + cols) % cols;
      const float v = values[static_cast<std::size_t>(r) * static_cast<std::size_t>(cols) +
                             static_cast<std::size_t>(from)];
      const auto height = static_cast<std::int16_t>(
          std::abs(v) < 32000 ? std::lround(v) : 0);  // the file's hole value is -1e34
      body.append(static_cast<const char*>(static_cast<const void*>(&height)), 2);
    }
  }
  report.parts.push_back("relief: " + QFileInfo(file).fileName().toStdString() + ", " + std::to_string(cols) +
                         " x " + std::to_string(rows));
  addSection(pack::kRelief, 0, 1, 0, std::move(body));
  return Status{std::monostate{}};
}

Status Builder::readLayers() {
  static const std::map<QString, std::uint32_t> kKinds{
      {"land", pack::kLand},     {"boundaries", pack::kBoundaries}, {"provinces", pack::kProvinces},
      {"rivers", pack::kRivers}, {"places", pack::kPlaces},         {"relief", pack::kRelief}};
  for (const QJsonValue& value : m_recipe["layers"].toArray()) {
    const QJsonObject layer = value.toObject();
    const QString id = layer["id"].toString();
    const auto kind = kKinds.find(id);
    if (kind == kKinds.end()) return Error{"no layer `" + id.toStdString() + "` is known", "recipe", ""};
    const QString file = findFile(layer);
    if (file.isEmpty()) {
      report.missing.push_back(id.toStdString() + " (package " + layer["package"].toString().toStdString() +
                               ")");
      continue;
    }
    Status done = kind->second == pack::kPlaces   ? readPlaces(layer, file)
                  : kind->second == pack::kRelief ? readRelief(file)
                                                  : readLines(layer, file, kind->second);
    if (!done) return done.error();
    const QString credit = layer["attribution"].toString();
    if (!credit.isEmpty() && m_credited.insert(credit).second) m_attribution.append(credit);
  }
  return Status{std::monostate{}};
}

Status Builder::write(const std::string& output) {
  QJsonArray missing;
  for (const std::string& m : report.missing) missing.append(QString::fromStdString(m));
  QByteArray meta = QJsonDocument(QJsonObject{{"attribution", m_attribution}, {"missing", missing}})
                        .toJson(QJsonDocument::Compact);
  const auto pad = [](QByteArray& bytes) { bytes.append((8 - bytes.size() % 8) % 8, '\0'); };
  QByteArray payload(static_cast<qsizetype>(m_sections.size() * sizeof(pack::Section)), '\0');
  pack::Header header{};
  std::memcpy(header.magic, pack::kMagic, sizeof header.magic);
  header.version = pack::kVersion;
  header.sections = static_cast<std::uint32_t>(m_sections.size());
  header.metaOffset = sizeof header + static_cast<std::uint64_t>(payload.size());
  header.metaBytes = static_cast<std::uint64_t>(meta.size());
  payload.append(meta);
  pad(payload);
  for (std::size_t i = 0; i < m_sections.size(); ++i) {
    m_sections[i].offset = sizeof header + static_cast<std::uint64_t>(payload.size());
    payload.append(m_bodies[i]);
    pad(payload);
  }
  std::memcpy(payload.data(), m_sections.data(), m_sections.size() * sizeof(pack::Section));
  header.fileBytes = sizeof header + static_cast<std::uint64_t>(payload.size());
  const void* bytes = payload.constData();
  header.hash =
      pack::hashBytes({static_cast<const unsigned char*>(bytes), static_cast<std::size_t>(payload.size())});
  report.bytes = header.fileBytes;
  QSaveFile file(QString::fromStdString(output));
  if (!file.open(QIODevice::WriteOnly) ||
      file.write(static_cast<const char*>(static_cast<const void*>(&header)), sizeof header) !=
          sizeof header ||
      file.write(payload) != payload.size() || !file.commit()) {
    return Error{"the map pack cannot be written: " + file.errorString().toStdString(), output, ""};
  }
  return Status{std::monostate{}};
}

}  // namespace

Result<BasemapReport> buildBasemap(const std::string& recipePath, const std::string& output) {
  GDALAllRegister();
  Builder builder;
  if (Status s = builder.readRecipe(recipePath); !s) return s.error();
  if (Status s = builder.readLayers(); !s) return s.error();
  if (Status s = builder.write(output); !s) return s.error();
  return builder.report;
}

}  // namespace sorami
