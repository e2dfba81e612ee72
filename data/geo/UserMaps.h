// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/UserMap.h"

#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace sorami {

/// One file the user has laid over the map: a vector or a raster one.
using UserMap = std::variant<std::shared_ptr<const VectorMap>, std::shared_ptr<const RasterMap>>;

const std::string& pathOf(const UserMap& map);
const std::string& nameOf(const UserMap& map);
std::uint64_t keyOf(const UserMap& map);
/// The id its layer is switched on and off by.
std::string layerIdOf(const UserMap& map);
/// The same of the file of a path.
std::string layerIdOf(const std::string& path);

/// What GDAL opens for an address people write: a tile address with {z}, {x} and {y} becomes a description of
/// such a service in Web Mercator; anything else stays.
std::string mapServiceOf(const std::string& address);

/// Reads a file as whatever GDAL finds in it: a raster where it has bands, else vectors. Fails with GDAL's
/// reason.
Result<UserMap> readUserMap(const std::string& path);

}  // namespace sorami
