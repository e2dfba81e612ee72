// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/Terrain.h"

#include "data/geo/TerrainMosaic.h"
#include "data/geo/TerrainPatchMaker.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

namespace sorami {
namespace {

constexpr float kNoHeight = std::numeric_limits<float>::quiet_NaN();

std::uint64_t nextKey() {
  static std::atomic<std::uint64_t> keys = 0;
  return ++keys;
}

class MosaicTerrain final : public Terrain {
 public:
  MosaicTerrain(const TerrainOptions& options, std::shared_ptr<TileCache> cache)
      : m_options(options), m_cache(std::move(cache)) {}

  /// While it is being made only.
  void add(OpenedRaster raster) {
    auto own = std::make_shared<TerrainMosaic>(raster, m_cache);
    TerrainSource info = raster.info;
    info.cellM = own->cellM();
    const GeoBox& box = own->box();
    info.box = box.east - box.west >= 359.9
                   ? GeoBox{-180, box.south, 180, box.north}
                   : GeoBox{wrapLongitude(box.west), box.south, wrapLongitude(box.east), box.north};
    m_sources.push_back(info);
    m_rasters.push_back(std::move(raster));
  }

  void settle() {
    // The finest first; equals stay in the order given. Mosaics are made anew, so that a Terrain that shares
    // rasters with another never changes the other's.
    std::vector<std::size_t> order(m_sources.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::vector<std::shared_ptr<TerrainMosaic>> mosaics;
    for (const std::size_t i : order) {
      const bool joined = std::any_of(mosaics.begin(), mosaics.end(),
                                      [&](const auto& mosaic) { return mosaic->add(m_rasters[i]); });
      if (!joined) mosaics.push_back(std::make_shared<TerrainMosaic>(m_rasters[i], m_cache));
    }
    std::stable_sort(mosaics.begin(), mosaics.end(),
                     [](const auto& a, const auto& b) { return a->cellM() < b->cellM(); });
    m_mosaics.assign(mosaics.begin(), mosaics.end());
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return m_sources[a].cellM < m_sources[b].cellM; });
    std::vector<TerrainSource> sources;
    std::vector<OpenedRaster> rasters;
    for (const std::size_t i : order) {
      sources.push_back(m_sources[i]);
      rasters.push_back(m_rasters[i]);
    }
    m_sources = std::move(sources);
    m_rasters = std::move(rasters);
  }

  std::span<const TerrainSource> sources() const override { return m_sources; }

  float heightAt(LatLon p) const override {
    float height = kNoHeight;
    heightsAt({&p, 1}, {&height, 1});
    return height;
  }

  void heightsAt(std::span<const LatLon> points, std::span<float> out) const override {
    PostReader reader(m_mosaics);
    // Transformations are dear for single points, so each source takes a batch.
    constexpr std::size_t kBatch = 1024;
    std::vector<LatLon> asked;
    std::vector<std::size_t> index;
    std::vector<GridPoint> at;
    for (std::size_t first = 0; first < points.size(); first += kBatch) {
      const std::size_t last = std::min(points.size(), first + kBatch);
      index.clear();
      for (std::size_t i = first; i < last; ++i) {
        out[i] = kNoHeight;
        if (std::isfinite(points[i].lat) && std::isfinite(points[i].lon)) index.push_back(i);
      }
      for (std::size_t m = 0; m < m_mosaics.size() && !index.empty(); ++m) {
        asked.clear();
        std::vector<std::size_t> here;
        for (const std::size_t i : index) {
          if (!m_mosaics[m]->isNear(points[i], 0)) continue;
          here.push_back(i);
          asked.push_back(points[i]);
        }
        if (here.empty()) continue;
        at.resize(asked.size());
        m_mosaics[m]->toGrid(asked, at, m_mosaics[m]->middleLon());
        for (std::size_t i = 0; i < here.size(); ++i) out[here[i]] = sample(reader, m, at[i]);
        std::erase_if(index, [&](std::size_t i) { return !std::isnan(out[i]); });
      }
      for (std::size_t i = first; i < last; ++i) {
        if (!std::isnan(out[i])) {
          out[i] *= kPostUnit;
        } else if (m_options.nodataIsSea && std::isfinite(points[i].lat) && std::isfinite(points[i].lon)) {
          out[i] = 0;
        }
      }
    }
  }

  double cellAt(LatLon p) const override {
    PostReader reader(m_mosaics);
    for (std::size_t m = 0; m < m_mosaics.size(); ++m) {
      if (!m_mosaics[m]->isNear(p, 0)) continue;
      GridPoint at;
      m_mosaics[m]->toGrid({&p, 1}, {&at, 1}, m_mosaics[m]->middleLon());
      if (!std::isnan(reader.sample(m, 0, at))) return m_mosaics[m]->cellAt(p);
    }
    return 0;
  }

  double finestCell(LatLon centre, double radius) const override {
    for (const MosaicPtr& mosaic : m_mosaics) {
      if (mosaic->isNear(centre, radius)) return mosaic->cellAt(centre);
    }
    return 0;
  }

  TerrainPatchPtr patch(const PatchRequest& request, std::stop_token stop) const override {
    const TerrainPatchMaker maker(m_mosaics, m_options.nodataIsSea);
    const auto need = maker.plan(request, 0);
    if (!need) return nullptr;
    {
      const std::lock_guard lock(m_patchMutex);
      for (auto it = m_patches.begin(); it != m_patches.end(); ++it) {
        if (!it->first.holds(*need) || std::abs(it->first.nearLon - need->nearLon) > 90) continue;
        m_patches.splice(m_patches.begin(), m_patches, it);
        return m_patches.front().second;
      }
    }
    // A little more than asked, so that a site that is dragged about stays inside.
    constexpr double kMargin = 0.06;
    const auto window = need->local ? need : maker.plan(request, kMargin);
    const TerrainPatchPtr made = maker.make(*window, request.threads, stop);
    if (!made || need->local) return made;
    const std::lock_guard lock(m_patchMutex);
    m_patches.emplace_front(*window, made);
    std::size_t bytes = 0;
    std::size_t kept = 0;
    for (auto it = m_patches.begin(); it != m_patches.end();) {
      bytes += sizeof(std::int16_t) * static_cast<std::size_t>(it->second->width()) *
               static_cast<std::size_t>(it->second->height());
      const bool inside = window->holds(it->first) && it != m_patches.begin();
      it = (kept > 0 && bytes > m_options.cacheBytes) || inside ? m_patches.erase(it) : std::next(it);
      ++kept;
    }
    return made;
  }

  std::uint64_t key() const override { return m_key; }
  const std::vector<OpenedRaster>& rasters() const { return m_rasters; }
  const TerrainOptions& options() const { return m_options; }
  const std::shared_ptr<TileCache>& cache() const { return m_cache; }

 private:
  /// Post units. Next to a hole the missing posts come from coarser sources, so that no step shows.
  float sample(PostReader& reader, std::size_t m, GridPoint at) const {
    const double left = std::floor(at.col);
    const double top = std::floor(at.row);
    constexpr double kFar = 1e9;
    if (!(std::abs(left) < kFar && std::abs(top) < kFar)) return kNoHeight;
    const auto col = static_cast<int>(left);
    const auto row = static_cast<int>(top);
    std::int16_t p[4];
    int known = 0;
    for (int i = 0; i < 4; ++i) {
      p[i] = reader.post(m, 0, col + i % 2, row + i / 2);
      known += p[i] != kVoidPost ? 1 : 0;
    }
    if (known == 0) return kNoHeight;
    const double fc = at.col - left;
    const double fr = at.row - top;
    const double w[4] = {(1 - fc) * (1 - fr), fc * (1 - fr), (1 - fc) * fr, fc * fr};
    double sum = 0;
    for (int i = 0; i < 4; ++i) {
      if (w[i] < 1e-9) continue;
      double height = p[i];
      if (p[i] == kVoidPost) {
        height = coarser(reader, m, {left + i % 2, top + (i >= 2 ? 1 : 0)});
        if (std::isnan(height)) return reader.sample(m, 0, at);
      }
      sum += w[i] * height;
    }
    return static_cast<float>(sum);
  }

  double coarser(PostReader& reader, std::size_t m, GridPoint at) const {
    LatLon p;
    m_mosaics[m]->toGeographic({&at, 1}, {&p, 1});
    for (std::size_t next = m + 1; next < m_mosaics.size(); ++next) {
      if (!m_mosaics[next]->isNear(p, 0)) continue;
      GridPoint there;
      m_mosaics[next]->toGrid({&p, 1}, {&there, 1}, m_mosaics[next]->middleLon());
      const float height = reader.sample(next, 0, there);
      if (!std::isnan(height)) return height;
    }
    return m_options.nodataIsSea ? 0 : kNoHeight;
  }

  TerrainOptions m_options;
  std::shared_ptr<TileCache> m_cache;
  std::vector<OpenedRaster> m_rasters;
  std::vector<TerrainSource> m_sources;
  std::vector<MosaicPtr> m_mosaics;
  std::uint64_t m_key = nextKey();
  mutable std::mutex m_patchMutex;
  mutable std::list<std::pair<TerrainPatchMaker::Window, TerrainPatchPtr>> m_patches;
};

}  // namespace

TerrainPtr Terrain::open(std::span<const std::string> paths, std::vector<Error>* problems) {
  return open(paths, TerrainOptions{}, problems);
}

TerrainPtr Terrain::open(std::span<const std::string> paths, const TerrainOptions& options,
                         std::vector<Error>* problems) {
  auto terrain = std::make_shared<MosaicTerrain>(options, std::make_shared<TileCache>(options.cacheBytes));
  const auto report = [&](const Error& error) {
    if (problems != nullptr) problems->push_back(error);
  };
  for (const std::string& path : paths) {
    bool isFolder = false;
    const std::vector<std::string> files = rasterPaths(path, &isFolder);
    std::size_t taken = 0;
    for (const std::string& file : files) {
      auto raster = openRaster(file, options);
      if (!raster) {
        report(raster.error());
        continue;
      }
      if (raster->warning) report(*raster->warning);
      terrain->add(*raster);
      ++taken;
    }
    if (isFolder && taken == 0) {
      report({"the folder holds no elevation raster", path, "give a folder of GeoTIFF, DTED or HGT files"});
    }
  }
  terrain->settle();
  return terrain;
}

TerrainPtr Terrain::withGrid(const TerrainPtr& base, TerrainGrid grid) {
  const bool sound =
      grid.posts && grid.columns >= 2 && grid.rows >= 2 && grid.stepLon != 0 && grid.stepLat != 0 &&
      grid.posts->size() == static_cast<std::size_t>(grid.columns) * static_cast<std::size_t>(grid.rows);
  if (!sound) return base;
  const auto* from = dynamic_cast<const MosaicTerrain*>(base.get());
  const TerrainOptions options = from != nullptr ? from->options() : TerrainOptions{};
  auto terrain = std::make_shared<MosaicTerrain>(
      options, from != nullptr ? from->cache() : std::make_shared<TileCache>(options.cacheBytes));
  if (from != nullptr) {
    for (const OpenedRaster& raster : from->rasters()) terrain->add(raster);
  }
  terrain->add(gridRaster(std::move(grid)));
  terrain->settle();
  return terrain;
}

}  // namespace sorami
