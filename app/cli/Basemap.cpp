// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/Basemap.h"

#include "app/cli/Subcommands.h"
#include "data/geo/BasemapBuilder.h"

#include <cstdio>
#include <string>
#include <string_view>

namespace sorami {
namespace {

int usage(bool isAsked = false) {
  std::fputs(
      "usage: sorami basemap [--recipe FILE] -o FILE   make the map pack\n"
      "       sorami basemap --check [FILE]            read every byte of a map pack\n",
      isAsked ? stdout : stderr);
  return isAsked ? 0 : 2;
}

int check(std::string path) {
  if (path.empty()) path = findBasemap();
  if (path.empty()) {
    std::fputs("sorami basemap: no map pack is installed (make it with `sorami basemap -o FILE`)\n", stderr);
    return 1;
  }
  const auto pack = Basemap::open(path);
  if (!pack || !(*pack)->verify()) {
    const std::string why = pack ? path + ": the content does not fit its hash" : pack.error().text();
    std::fprintf(stderr, "sorami basemap: %s\n", why.c_str());
    return 1;
  }
  std::printf("%s: sound, %.1f MB\n", path.c_str(), static_cast<double>((*pack)->sizeBytes()) / 1e6);
  for (const std::string& part : (*pack)->missing()) std::printf("made without %s\n", part.c_str());
  for (const std::string& line : (*pack)->attribution()) std::printf("%s\n", line.c_str());
  return 0;
}

}  // namespace

int runBasemap(int argc, char** argv) {
  std::string recipe;
  std::string output;
  for (int i = 1; i < argc; ++i) {
    const std::string_view arg = argv[i];
    if (arg == "--help") return usage(true);
    if (arg == "--check") return i + 2 < argc ? usage() : check(i + 1 < argc ? argv[i + 1] : "");
    if ((arg == "-o" || arg == "--recipe") && i + 1 < argc) {
      (arg == "-o" ? output : recipe) = argv[++i];
    } else {
      return usage();
    }
  }
  if (output.empty()) return usage();
  if (recipe.empty()) recipe = findDataFile("basemap-recipe.json");
  if (recipe.empty()) {
    std::fputs("sorami basemap: the recipe is not installed (name it: --recipe FILE)\n", stderr);
    return 1;
  }
  const auto made = buildBasemap(recipe, output);
  if (!made) {
    std::fprintf(stderr, "sorami basemap: %s\n", made.error().text().c_str());
    return 1;
  }
  for (const std::string& part : (*made).parts) std::printf("%s\n", part.c_str());
  for (const std::string& part : (*made).missing) {
    std::fprintf(stderr, "sorami basemap: made without %s\n", part.c_str());
  }
  std::printf("%s: %.1f MB\n", output.c_str(), static_cast<double>((*made).bytes) / 1e6);
  return 0;
}

}  // namespace sorami
