// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <span>

namespace sorami::pack {

// The map pack, little endian: a header, a table of sections, JSON about what is in it, the sections.
static_assert(std::endian::native == std::endian::little, "the map pack is read in place");

constexpr char kMagic[8] = {'S', 'O', 'R', 'A', 'P', 'A', 'C', 'K'};
constexpr std::uint32_t kVersion = 1;
constexpr double kUnitsPerDegree = 1e6;  // 0.11 m

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t sections;
  std::uint64_t fileBytes;
  std::uint64_t hash;  ///< of every byte after the header
  std::uint64_t metaOffset;
  std::uint64_t metaBytes;
};
static_assert(sizeof(Header) == 48);

enum Kind : std::uint32_t { kLand, kBoundaries, kProvinces, kRivers, kPlaces = 16, kRelief = 17 };

struct Section {
  std::uint32_t kind;
  std::uint32_t level;
  std::uint32_t count;
  std::uint32_t toleranceM;
  std::uint64_t offset;
  std::uint64_t bytes;
};
static_assert(sizeof(Section) == 32);

/// One line; its points follow all entries of the section as zigzag varints of differences, lat then lon.
struct LineEntry {
  std::int32_t west, south, east, north;
  std::uint32_t offset;  ///< from the end of the entries
  std::uint32_t bytes;
  std::uint32_t points;
  std::int16_t rank;
  std::uint16_t hasSeam;
};
static_assert(sizeof(LineEntry) == 32);

struct PlaceEntry {
  std::int32_t lat, lon;
  std::int16_t rank;
  std::uint16_t isCapital;
  std::uint32_t population;
  std::uint32_t nameOffset;  ///< from the end of the entries
  std::uint32_t nameBytes;
};
static_assert(sizeof(PlaceEntry) == 24);

struct ReliefEntry {
  std::int32_t rows, cols;
  double north, west, stepDeg;
};
static_assert(sizeof(ReliefEntry) == 32);

/// FNV-1a over eight bytes at a time: quick, and the same everywhere. The rest is taken byte by byte.
std::uint64_t hashBytes(std::span<const unsigned char> bytes);

}  // namespace sorami::pack
