// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/UserMaps.h"

namespace sorami {

const std::string& pathOf(const UserMap& map) {
  return std::visit([](const auto& m) -> const std::string& { return m->path; }, map);
}

const std::string& nameOf(const UserMap& map) {
  return std::visit([](const auto& m) -> const std::string& { return m->name; }, map);
}

std::uint64_t keyOf(const UserMap& map) {
  return std::visit([](const auto& m) { return m->key; }, map);
}

std::string layerIdOf(const UserMap& map) {
  return "user:" + pathOf(map);
}

Result<UserMap> readUserMap(const std::string& path) {
  // Vectors first: a GeoPackage or a PDF may hold both, and vectors stay sharp.
  Result<std::shared_ptr<const VectorMap>> vectors = readVectorMap(path);
  if (vectors) return UserMap(std::move(*vectors));
  Result<std::shared_ptr<const RasterMap>> raster = readRasterMap(path);
  if (raster) return UserMap(std::move(*raster));
  Error error = vectors.error();
  if (raster.error().what != error.what) error.what += "; as a raster: " + raster.error().what;
  return error;
}

}  // namespace sorami
