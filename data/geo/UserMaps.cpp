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

std::string layerIdOf(const std::string& path) {
  return "user:" + path;
}

std::string layerIdOf(const UserMap& map) {
  return layerIdOf(pathOf(map));
}

std::string mapServiceOf(const std::string& address) {
  std::string url;
  for (std::size_t i = 0; i < address.size(); ++i) {
    const std::string_view rest = std::string_view(address).substr(i);
    if (rest.starts_with("{z}") || rest.starts_with("{x}") || rest.starts_with("{y}")) {
      url += std::string("${") + rest[1] + "}";
      i += 2;
    } else if (rest.front() == '&') {
      url += "&amp;";
    } else if (rest.front() == '<') {
      return address;
    } else {
      url += rest.front();
    }
  }
  if (url.find("${z}") == std::string::npos || url.find("${x}") == std::string::npos ||
      url.find("${y}") == std::string::npos) {
    return address;
  }
  return "<GDAL_WMS><Service name=\"TMS\"><ServerUrl>" + url +
         "</ServerUrl></Service><DataWindow><UpperLeftX>-20037508.34</UpperLeftX><UpperLeftY>20037508.34</"
         "UpperLeftY>"
         "<LowerRightX>20037508.34</LowerRightX><LowerRightY>-20037508.34</LowerRightY><TileLevel>18</"
         "TileLevel>"
         "<TileCountX>1</TileCountX><TileCountY>1</TileCountY><YOrigin>top</YOrigin></DataWindow>"
         "<Projection>EPSG:3857</Projection><BlockSizeX>256</BlockSizeX><BlockSizeY>256</BlockSizeY>"
         "<BandsCount>3</BandsCount><Timeout>10</Timeout></GDAL_WMS>";
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
