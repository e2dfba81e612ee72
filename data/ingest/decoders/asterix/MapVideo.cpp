// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/asterix/Mapping.h"
#include "data/ingest/decoders/asterix/Octets.h"

#include <zlib.h>

#include <algorithm>
#include <optional>

namespace sorami::asterix {
namespace {

constexpr double kLightSpeed = 299'792'458.0;  // m/s
/// More cells than any radar has in a radial.
constexpr std::uint32_t kMostCells = 1U << 20;

/// Cells of `bits` each as amplitudes of eight bits.
void unpack(std::span<const std::uint8_t> octets, int bits, std::size_t cells,
            std::vector<std::uint8_t>& out) {
  out.resize(cells);
  for (std::size_t i = 0; i < cells; ++i) {
    if (bits < 8) {
      const std::size_t at = i * static_cast<std::size_t>(bits);
      const int shift = 8 - bits - static_cast<int>(at % 8);
      const int most = (1 << bits) - 1;
      out[i] = static_cast<std::uint8_t>((octets[at / 8] >> shift & most) * 255 / most);
    } else {
      // The upper octet of wider amplitudes is as much as a picture shows.
      out[i] = octets[i * static_cast<std::size_t>(bits / 8)];
    }
  }
}

bool inflated(std::span<const std::uint8_t> packed, std::vector<std::uint8_t>& out) {
  uLongf size = out.size();
  return uncompress(out.data(), &size, packed.data(), packed.size()) == Z_OK && size == out.size();
}

}  // namespace

// EUROCONTROL-SPEC-0149-240, edition 1.3: azimuths in I240/040 and 041 are those of the radial's edges, the
// range of cell k is (STARTRG + k) × CELLDUR × c / 2.
std::optional<VideoSweep> mapVideo(const RecordView& record, const char*& problem) {
  VideoSweep sweep;
  std::vector<std::uint8_t> octets;
  double cellSeconds = 0;
  double startCells = 0;
  std::uint32_t cells = 0;
  std::uint32_t valid = 0;
  int resolution = 0;
  bool isCompressed = false;
  bool isVideo = false;
  for (const ItemRef& ref : record.items) {
    const std::uint8_t* p = record.at(ref);
    switch (ref.number) {
      case 0:
        isVideo = p[0] == 2;
        break;
      case 40:
      case 41:
        sweep.startAzimuthDeg = angle16(u16(p));
        sweep.endAzimuthDeg = angle16(u16(p + 2));
        startCells = u32(p + 4);
        cellSeconds = u32(p + 8) * (ref.number == 40 ? 1e-9 : 1e-15);
        break;
      case 48:
        isCompressed = (p[0] & 0x80) != 0;
        resolution = p[1];
        break;
      case 49:
        valid = u16(p);
        cells = u24(p + 2);
        break;
      case 50:
      case 51:
      case 52:
        // The first octet counts the blocks.
        octets.insert(octets.end(), p + 1, p + ref.length);
        break;
      default:
        break;
    }
  }
  if (!isVideo) return std::nullopt;
  if (resolution < 1 || resolution > 6) {
    problem = "video of an unknown resolution";
    return std::nullopt;
  }
  const int bits = 1 << (resolution - 1);
  if (cells == 0 || cells > kMostCells || !(cellSeconds > 0) || valid > octets.size()) {
    problem = "video whose cells do not fit its octets";
    return std::nullopt;
  }
  if (valid > 0) octets.resize(valid);
  const std::size_t needed = (static_cast<std::size_t>(cells) * static_cast<std::size_t>(bits) + 7) / 8;
  if (isCompressed) {
    // Which method it is stands in the radar's own interface document; this is the usual one.
    std::vector<std::uint8_t> plain(needed);
    if (!inflated(octets, plain)) {
      problem = "compressed video of another method than zlib";
      return std::nullopt;
    }
    octets = std::move(plain);
  }
  if (octets.size() < needed) {
    problem = "video whose cells do not fit its octets";
    return std::nullopt;
  }
  sweep.cellM = static_cast<float>(cellSeconds * kLightSpeed / 2);
  sweep.startRangeM = static_cast<float>(startCells * cellSeconds * kLightSpeed / 2);
  unpack(octets, bits, cells, sweep.cells);
  return sweep;
}

}  // namespace sorami::asterix
