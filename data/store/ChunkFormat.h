// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/Chunk.h"
#include "data/store/Planes.h"
#include "data/store/StoreView.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

/// What the encoder and the decoders of chunks share; for these only.
namespace sorami::chunkformat {

constexpr std::string_view kMagic = "APC1";
constexpr std::uint8_t kVersion = 1;
constexpr std::uint8_t kCodec = 1;  ///< byte planes, zstd

/// What an angle may be at most, 1e-7 deg.
constexpr std::int32_t kMaxLat = 900'000'000;
constexpr std::int32_t kMaxLon = 1'800'000'000;

/// Degrees in a circle.
constexpr double kTurn = 360.0;

enum class ChunkColumn : std::uint8_t {
  Tracks = 0,
  Lengths = 1,
  Time = 2,
  Lat = 3,
  Lon = 4,
  BaroAltitude = 5,
  GeoAltitude = 6,
  GroundSpeed = 7,
  TrackDeg = 8,
  VerticalRate = 9,
  Flags = 10,
  ReceivedDelta = 11,
  // Where the reports' own octets stand. Chunks without any do not have these.
  RawOffset = 12,  ///< the lower 32 bits of RawRef::place
  RawUpper = 13,   ///< the upper 32 bits
  RawLength = 14
};

enum class Mode : std::uint8_t {
  Missing = 0,    ///< no row has a value
  Plain = 1,      ///< the number, or a float's bits, as they are
  Scaled = 2,     ///< number = round(q × unit); float = float(q × unit), moved by a residual of a few ulp
  ScaledDown = 3  ///< number = floor(q × unit)
};

enum class Predictor : std::uint8_t {
  Delta = 1,         ///< to the row before; of a run's first row to the first of the run before
  DeltaOfDelta = 2,  ///< the same of deltas
  Turn = 3           ///< delta round a circle of 360 / unit
};

struct ColumnHead {
  ChunkColumn id = ChunkColumn::Tracks;
  Mode mode = Mode::Plain;
  Predictor predictor = Predictor::Delta;
  double unit = 1;
  std::uint32_t exceptions = 0;
};

/// A chunk's columns, found but not decoded.
constexpr std::size_t kColumns = 15;
constexpr std::size_t kNeededColumns = 12;  ///< the first of them, which every chunk has
struct ParsedChunk {
  ChunkHead head;
  std::int64_t base = 0;  ///< µs
  std::array<ColumnHead, kColumns> columns;
  std::array<std::string_view, kColumns> bytes;

  bool hasRaw = false;

  const ColumnHead& column(ChunkColumn id) const { return columns[static_cast<std::size_t>(id)]; }
  std::string_view bytesOf(ChunkColumn id) const { return bytes[static_cast<std::size_t>(id)]; }
};
/// False when it is no whole chunk of a version known here.
bool parseChunk(std::string_view chunk, ParsedChunk& parsed);

/// Track ids of the runs from their stored steps; false unless they ascend and every length is positive and
/// their sum is `rows`.
bool decodeRuns(const ParsedChunk& chunk, std::vector<std::uint32_t>& ids,
                std::vector<std::uint32_t>& lengths);
/// Times, µs, of predicted values; false when they are out of bounds or not in order in each run.
bool decodeTimes(const ParsedChunk& chunk, std::span<const std::uint32_t> values,
                 std::span<const std::uint32_t> lengths, std::int64_t* to);
/// Angles in 1e-7 deg; false when one is beyond `limit`.
bool decodeAngles(const ColumnHead& head, const std::uint32_t* from, std::size_t n, std::int32_t limit,
                  std::int32_t* to);

inline std::uint32_t bitsOf(float v) {
  return std::bit_cast<std::uint32_t>(v);
}
constexpr std::uint32_t kNanBits = 0x7FC00000;

/// The float of a scaled value. Written so that every machine rounds alike: one product, one conversion.
inline float scaled(std::int32_t q, double unit) {
  return static_cast<float>(static_cast<double>(q) * unit);
}

/// Turns rows of numbers into what the planes hold, and back.
class RunPredictor {
 public:
  RunPredictor(Predictor kind, double unit)
      : m_kind(kind), m_circle(kind == Predictor::Turn ? circleOf(unit) : 0) {}

  static std::int32_t circleOf(double unit) {
    const double circle = kTurn / unit;
    return circle >= 2 && circle < 1e9 && std::abs(circle - std::round(circle)) < 1e-6
               ? static_cast<std::int32_t>(std::llround(circle))
               : 0;
  }

  void encode(std::span<const Bucket::Run> runs, const std::vector<std::uint32_t>& values,
              std::vector<std::uint32_t>& coded) const {
    coded.resize(values.size());
    std::uint32_t first = 0;
    std::size_t i = 0;
    for (const Bucket::Run& run : runs) {
      const std::size_t end = i + (run.end - run.begin);
      std::uint32_t before = first;
      std::uint32_t step = 0;
      if (i < end) first = values[i];
      for (std::size_t begin = i; i < end; ++i) {
        std::uint32_t delta = values[i] - before;
        before = values[i];
        if (m_circle > 0) {
          auto turn = static_cast<std::int32_t>(delta);
          if (turn > m_circle / 2) turn -= m_circle;
          if (turn < -(m_circle / 2)) turn += m_circle;
          delta = static_cast<std::uint32_t>(turn);
        }
        if (m_kind == Predictor::DeltaOfDelta && i > begin) {
          const std::uint32_t now = delta;
          delta -= step;
          step = now;
        }
        coded[i] = zigzag(static_cast<std::int32_t>(delta));
      }
    }
  }

  void decode(std::span<const std::uint32_t> lengths, std::span<std::uint32_t> values) const {
    std::uint32_t first = 0;
    std::uint32_t* v = values.data();
    for (const std::uint32_t length : lengths) {
      decodeRun({v, length}, first);
      v += length;
    }
  }

  /// A run, or its beginning. `first` is the first value of the run before and becomes that of this one.
  void decodeRun(std::span<std::uint32_t> run, std::uint32_t& first) const {
    if (run.empty()) return;
    std::uint32_t* v = run.data();
    const std::uint32_t* end = v + run.size();
    std::uint32_t value = first;
    if (m_kind == Predictor::DeltaOfDelta) {
      value += static_cast<std::uint32_t>(unzigzag(*v));
      first = *v++ = value;
      for (std::uint32_t step = 0; v < end; ++v) {
        step += static_cast<std::uint32_t>(unzigzag(*v));
        value += step;
        *v = value;
      }
    } else if (m_circle > 0) {
      auto angle = static_cast<std::int32_t>(first);
      for (; v < end; ++v) {
        angle = static_cast<std::int32_t>(static_cast<std::uint32_t>(angle) +
                                          static_cast<std::uint32_t>(unzigzag(*v)));
        if (angle < 0) angle += m_circle;
        if (angle >= m_circle) angle -= m_circle;
        *v = static_cast<std::uint32_t>(angle);
      }
      first = run.front();
    } else {
      value += static_cast<std::uint32_t>(unzigzag(*v));
      first = *v++ = value;
      for (; v < end; ++v) {
        value += static_cast<std::uint32_t>(unzigzag(*v));
        *v = value;
      }
    }
  }

 private:
  Predictor m_kind;
  std::int32_t m_circle;
};

}  // namespace sorami::chunkformat
