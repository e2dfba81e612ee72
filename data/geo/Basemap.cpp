// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/Basemap.h"

#include "data/core/Translate.h"
#include "data/geo/BasemapFormat.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

#include <array>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <limits>

namespace sorami {

std::uint64_t pack::hashBytes(std::span<const unsigned char> bytes) {
  std::uint64_t h = 0xCBF29CE484222325U;
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + i, 8);
    h = (h ^ word) * 0x100000001B3U;
    h ^= h >> 32U;
  }
  for (; i < bytes.size(); ++i) h = (h ^ bytes[i]) * 0x100000001B3U;
  return h;
}

float ReliefGrid::heightAt(LatLon p) const {
  const double row = (north - p.lat) / stepDeg;
  double col = (p.lon - west) / stepDeg;
  if (!(row >= 0) || row > rows - 1 || !std::isfinite(col)) return std::numeric_limits<float>::quiet_NaN();
  col -= cols * std::floor(col / cols);
  int c0 = static_cast<int>(col);
  if (c0 >= cols) c0 = 0;
  const int r0 = std::min(static_cast<int>(row), rows - 2);
  const int c1 = c0 + 1 == cols ? 0 : c0 + 1;
  const auto fr = static_cast<float>(row - r0);
  const auto fc = static_cast<float>(col - c0);
  const std::int16_t* a = heights.data() + static_cast<std::size_t>(r0) * static_cast<std::size_t>(cols);
  const std::int16_t* b = a + cols;
  const float top = static_cast<float>(a[c0]) + fc * static_cast<float>(a[c1] - a[c0]);
  const float bottom = static_cast<float>(b[c0]) + fc * static_cast<float>(b[c1] - b[c0]);
  return top + fr * (bottom - top);
}

struct Basemap::Private {
  struct Level {
    double toleranceM = 0;
    std::span<const pack::LineEntry> entries;
    std::span<const unsigned char> stream;
  };

  QFile file;
  std::string path;
  std::span<const unsigned char> bytes;
  std::uint64_t hash = 0;
  std::array<std::vector<Level>, kBasemapLayers> layers;
  std::vector<BasemapPlace> places;
  ReliefGrid relief;
  std::vector<std::string> attribution;
  std::vector<std::string> missing;

  /// Empty, or what does not fit.
  std::string read();
  std::string readSection(const pack::Section& section);
};

namespace {

std::vector<std::string> texts(const QJsonValue& value) {
  std::vector<std::string> out;
  for (const QJsonValue& v : value.toArray()) out.push_back(v.toString().toStdString());
  return out;
}

}  // namespace

std::string Basemap::Private::readSection(const pack::Section& s) {
  if (s.offset % 8 != 0 || s.offset > bytes.size() || s.bytes > bytes.size() - s.offset) {
    return "a section lies outside the file";
  }
  const unsigned char* at = bytes.data() + s.offset;
  const auto entriesFit = [&](std::size_t entryBytes) { return s.count <= s.bytes / entryBytes; };
  if (s.kind < kBasemapLayers) {
    if (!entriesFit(sizeof(pack::LineEntry))) return "a line section is too short";
    const std::size_t head = s.count * sizeof(pack::LineEntry);
    std::vector<Level>& levels = layers[s.kind];
    if (s.level != levels.size()) return "levels of detail are out of order";
    levels.push_back({static_cast<double>(s.toleranceM),
                      {static_cast<const pack::LineEntry*>(static_cast<const void*>(at)), s.count},
                      {at + head, s.bytes - head}});
  } else if (s.kind == pack::kPlaces) {
    if (!entriesFit(sizeof(pack::PlaceEntry))) return "the section of places is too short";
    const std::size_t head = s.count * sizeof(pack::PlaceEntry);
    places.reserve(s.count);
    for (std::uint32_t i = 0; i < s.count; ++i) {
      pack::PlaceEntry e{};
      std::memcpy(&e, at + i * sizeof e, sizeof e);
      if (e.nameOffset > s.bytes - head || e.nameBytes > s.bytes - head - e.nameOffset) {
        return "a place's name lies outside its section";
      }
      const void* name = at + head + e.nameOffset;
      places.push_back({{e.lat / pack::kUnitsPerDegree, e.lon / pack::kUnitsPerDegree},
                        e.rank,
                        e.isCapital != 0,
                        e.population,
                        {static_cast<const char*>(name), e.nameBytes}});
    }
  } else if (s.kind == pack::kRelief) {
    pack::ReliefEntry e{};
    if (s.bytes < sizeof e) return "the relief is too short";
    std::memcpy(&e, at, sizeof e);
    const bool sane = e.rows >= 2 && e.cols >= 2 && e.rows < 100000 && e.cols < 100000 && e.stepDeg > 0;
    const std::size_t posts = sane ? static_cast<std::size_t>(e.rows) * static_cast<std::size_t>(e.cols) : 0;
    if (!sane || s.bytes - sizeof e < posts * 2) return "the relief is too short for its grid";
    relief = {e.rows,    e.cols,
              e.north,   e.west,
              e.stepDeg, {static_cast<const std::int16_t*>(static_cast<const void*>(at + sizeof e)), posts}};
  }
  return {};  // sections of a later version are passed over
}

std::string Basemap::Private::read() {
  pack::Header h{};
  if (bytes.size() < sizeof h) return "the file is too short for a map pack";
  std::memcpy(&h, bytes.data(), sizeof h);
  if (std::memcmp(h.magic, pack::kMagic, sizeof h.magic) != 0) return "this is not a map pack";
  if (h.version != pack::kVersion) {
    return "the map pack has version " + std::to_string(h.version) + ", this program reads version " +
           std::to_string(pack::kVersion);
  }
  if (h.fileBytes != bytes.size()) {
    return "the file has " + std::to_string(bytes.size()) + " bytes where its header says " +
           std::to_string(h.fileBytes);
  }
  if (h.sections > 4096 || sizeof h + h.sections * sizeof(pack::Section) > bytes.size() ||
      h.metaOffset > bytes.size() || h.metaBytes > bytes.size() - h.metaOffset) {
    return "the header points outside the file";
  }
  hash = h.hash;
  const void* text = bytes.data() + h.metaOffset;
  const QJsonObject meta =
      QJsonDocument::fromJson(QByteArray(static_cast<const char*>(text), static_cast<qsizetype>(h.metaBytes)))
          .object();
  attribution = texts(meta["attribution"]);
  missing = texts(meta["missing"]);
  for (std::uint32_t i = 0; i < h.sections; ++i) {
    pack::Section s{};
    std::memcpy(&s, bytes.data() + sizeof h + i * sizeof s, sizeof s);
    if (std::string wrong = readSection(s); !wrong.empty()) return wrong;
  }
  return {};
}

Basemap::Basemap() : d(std::make_unique<Private>()) {}
Basemap::~Basemap() = default;

Result<std::shared_ptr<const Basemap>> Basemap::open(const std::string& path) {
  const char* const hint = "make it with `sorami basemap -o FILE`";
  std::shared_ptr<Basemap> made(new Basemap);
  Private& d = *made->d;
  d.path = path;
  d.file.setFileName(QString::fromStdString(path));
  if (!d.file.open(QIODevice::ReadOnly)) {
    return Error{sorami::tr("the map pack cannot be opened: %1")
                     .arg(QString::fromStdString(d.file.errorString().toStdString()))
                     .toStdString(),
                 path, hint};
  }
  const qint64 size = d.file.size();
  const uchar* data = size > 0 ? d.file.map(0, size) : nullptr;
  if (data == nullptr)
    return Error{sorami::tr("the map pack is empty or cannot be mapped into memory").toStdString(), path,
                 hint};
  d.bytes = {data, static_cast<std::size_t>(size)};
  if (std::string wrong = d.read(); !wrong.empty()) return Error{std::move(wrong), path, hint};
  return std::shared_ptr<const Basemap>(std::move(made));
}

std::size_t Basemap::levels(BasemapLayer layer) const {
  return d->layers[static_cast<std::size_t>(layer)].size();
}

double Basemap::toleranceM(BasemapLayer layer, std::size_t level) const {
  return d->layers[static_cast<std::size_t>(layer)][level].toleranceM;
}

std::size_t Basemap::levelFor(BasemapLayer layer, double metresPerPixel) const {
  const auto& levels = d->layers[static_cast<std::size_t>(layer)];
  std::size_t best = 0;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (levels[i].toleranceM <= 0.4 * metresPerPixel) best = i;
  }
  return best;
}

std::size_t Basemap::lineCount(BasemapLayer layer, std::size_t level) const {
  const auto& levels = d->layers[static_cast<std::size_t>(layer)];
  return level < levels.size() ? levels[level].entries.size() : 0;
}

BasemapLine Basemap::line(BasemapLayer layer, std::size_t level, std::size_t index) const {
  const pack::LineEntry& e = d->layers[static_cast<std::size_t>(layer)][level].entries[index];
  constexpr double kUnit = pack::kUnitsPerDegree;
  return {
      {e.west / kUnit, e.south / kUnit, e.east / kUnit, e.north / kUnit}, e.rank, e.points, e.hasSeam != 0};
}

GeoLine Basemap::points(BasemapLayer layer, std::size_t level, std::size_t index) const {
  const Private::Level& l = d->layers[static_cast<std::size_t>(layer)][level];
  const pack::LineEntry& e = l.entries[index];
  GeoLine out;
  // A point takes two bytes at least: a larger count is damage, and must not size an allocation.
  if (e.offset > l.stream.size() || e.bytes > l.stream.size() - e.offset || e.points > e.bytes / 2)
    return out;
  const unsigned char* at = l.stream.data() + e.offset;
  const unsigned char* end = at + e.bytes;
  const auto next = [&](std::int64_t& value) {
    std::uint64_t raw = 0;
    for (unsigned shift = 0; at < end && shift < 64; shift += 7) {
      const unsigned char byte = *at++;
      raw |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if ((byte & 0x80U) == 0) {
        value += static_cast<std::int64_t>(raw >> 1U) ^ -static_cast<std::int64_t>(raw & 1U);
        return true;
      }
    }
    return false;
  };
  out.reserve(e.points);
  std::int64_t lat = 0;
  std::int64_t lon = 0;
  for (std::uint32_t i = 0; i < e.points; ++i) {
    if (!next(lat) || !next(lon)) return {};
    if (lat < -90'000'000 || lat > 90'000'000 || lon < -180'000'000 || lon > 180'000'000) return {};
    out.push_back(
        {static_cast<double>(lat) / pack::kUnitsPerDegree, static_cast<double>(lon) / pack::kUnitsPerDegree});
  }
  return out;
}

std::span<const BasemapPlace> Basemap::places() const {
  return d->places;
}

const ReliefGrid* Basemap::relief() const {
  return d->relief.rows > 0 ? &d->relief : nullptr;
}

const std::vector<std::string>& Basemap::attribution() const {
  return d->attribution;
}

const std::vector<std::string>& Basemap::missing() const {
  return d->missing;
}

const std::string& Basemap::path() const {
  return d->path;
}

std::uint64_t Basemap::sizeBytes() const {
  return d->bytes.size();
}

std::uint64_t Basemap::key() const {
  return d->hash;
}

bool Basemap::verify() const {
  return pack::hashBytes(d->bytes.subspan(sizeof(pack::Header))) == d->hash;
}

std::string findDataFile(const std::string& name) {
  namespace fs = std::filesystem;
  std::vector<fs::path> folders;
  if (const char* dir = std::getenv("SORAMI_DATA_DIR"); dir != nullptr && *dir != 0)
    folders.emplace_back(dir);
  std::error_code failed;
  fs::path program = fs::read_symlink("/proc/self/exe", failed);
  if (failed && QCoreApplication::instance() != nullptr) {
    program = QCoreApplication::applicationFilePath().toStdString();
  }
  if (!program.empty()) folders.push_back(program.parent_path().parent_path() / "share" / "sorami");
  for (const QString& dir : QStandardPaths::standardLocations(QStandardPaths::GenericDataLocation)) {
    folders.push_back(fs::path(dir.toStdString()) / "sorami");
  }
  for (const fs::path& folder : folders) {
    const fs::path file = folder / name;
    if (fs::is_regular_file(file, failed)) return file.string();
  }
  return {};
}

std::string findBasemap() {
  return findDataFile("basemap.sopack");
}

}  // namespace sorami
