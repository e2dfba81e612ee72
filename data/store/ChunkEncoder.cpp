// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Units.h"
#include "data/store/Chunk.h"
#include "data/store/ChunkFormat.h"
#include "data/store/Planes.h"
#include "data/store/Rows.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace sorami {
namespace {

using namespace chunkformat;

/// Units the sources of this field send in, as stored units; coarse first. A chunk takes the coarsest that
/// its values fit, so that a source's own resolution costs no more than it did on the wire.
constexpr std::array kAltitudeUnits{100 * kFoot, 25 * kFoot, 10 * kFoot, 6.25 * kFoot, 1.0,
                                    kFoot,       0.1,        0.01,       0.001};
constexpr std::array kSpeedUnits{kKnot,       1.0, kNauticalMile / 16384, 0.25, kKnot / 8,
                                 0.1 * kKnot, 0.1, 0.01 * kKnot,          0.01, 0.001};
constexpr std::array kCourseUnits{1.0, kTurn / 128,   kTurn / 256, kTurn / 1024,  kTurn / 4096,
                                  0.1, kTurn / 16384, 0.01,        kTurn / 65536, 0.001};
constexpr std::array kRateUnits{
    64 * kFootPerMinute, 32 * kFootPerMinute, 6.25 * kFootPerMinute, 0.25, kFootPerMinute, 0.1, 0.01, 0.001};
/// Stored positions are 1e-7 deg; these are 1e-5, 1e-6 deg and 180 deg / 2^23, 2^25 (ASTERIX 021, 062).
constexpr std::array kAngleUnits{1.8e9 / (1 << 23), 100.0, 1.8e9 / (1 << 25), 10.0};
/// ASTERIX clocks tick 128 times a second, in µs.
constexpr double kAsterixTick = 7812.5;

/// How many steps of the last bit `v` lies from its scaled form; too many when it does not fit.
constexpr std::int32_t kTooFar = 1 << 20;
std::int32_t residual(float v, double unit, std::int32_t& q) {
  const double exact = static_cast<double>(v) / unit;
  if (!(std::abs(exact) < 2e9)) return kTooFar;
  q = static_cast<std::int32_t>(std::llrint(exact));
  const std::int64_t steps = std::int64_t{bitsOf(v)} - std::int64_t{bitsOf(scaled(q, unit))};
  return std::abs(steps) <= 2 ? static_cast<std::int32_t>(steps) : kTooFar;
}

class Encoder {
 public:
  Encoder(const Bucket& bucket, std::span<const Bucket::Run> runs) : m_bucket(bucket), m_runs(runs) {
    for (const Bucket::Run& run : runs) m_rows += run.end - run.begin;
  }

  std::string encode() {
    std::int64_t base = 0;
    bool isFirst = true;
    eachRow([&](std::size_t i, std::size_t) {
      if (isFirst || m_bucket.time[i] < base) base = m_bucket.time[i];
      isFirst = false;
    });
    base -= ((base % kSecond) + kSecond) % kSecond;  // whole seconds, so that 1/128 s ticks meet it

    m_out.append(kMagic);
    putNumber(m_out, kVersion);
    putNumber(m_out, kCodec);
    putNumber(m_out, static_cast<std::uint8_t>(hasRaw() ? kColumns : kNeededColumns));
    putNumber<std::uint8_t>(m_out, 0);
    putNumber(m_out, static_cast<std::uint32_t>(m_rows));
    putNumber(m_out, static_cast<std::uint32_t>(m_runs.size()));
    putNumber(m_out, base);

    putRuns();
    putTime(base);
    putAngle(ChunkColumn::Lat, m_bucket.lat);
    putAngle(ChunkColumn::Lon, m_bucket.lon);
    putFloat(ChunkColumn::BaroAltitude, m_bucket.baroAltitude, kAltitudeUnits);
    putFloat(ChunkColumn::GeoAltitude, m_bucket.geoAltitude, kAltitudeUnits);
    putFloat(ChunkColumn::GroundSpeed, m_bucket.groundSpeed, kSpeedUnits);
    putFloat(ChunkColumn::TrackDeg, m_bucket.trackDeg, kCourseUnits);
    putFloat(ChunkColumn::VerticalRate, m_bucket.verticalRate, kRateUnits);

    m_values.resize(m_rows);
    eachRow([&](std::size_t i, std::size_t k) { m_values[k] = m_bucket.flags[i]; });
    putColumn({ChunkColumn::Flags}, [&] { predict(Predictor::Delta, 1); });
    putReceived();
    if (hasRaw()) putRaw();
    return std::move(m_out);
  }

 private:
  /// Calls with the row's index in the bucket and in the chunk.
  template <typename F>
  void eachRow(F&& f) const {
    std::size_t k = 0;
    for (const Bucket::Run& run : m_runs)
      for (std::uint32_t i = run.begin; i < run.end; ++i) f(i, k++);
  }

  template <typename Body>
  void putColumn(ColumnHead head, Body&& body) {
    putNumber(m_out, static_cast<std::uint8_t>(head.id));
    putNumber(m_out, static_cast<std::uint8_t>(head.mode));
    putNumber(m_out, static_cast<std::uint8_t>(head.predictor));
    putNumber<std::uint8_t>(m_out, 0);
    putDouble(m_out, head.unit);
    putNumber(m_out, head.exceptions);
    const std::size_t at = m_out.size();
    putNumber<std::uint32_t>(m_out, 0);
    body();
    std::string length;
    putNumber(length, static_cast<std::uint32_t>(m_out.size() - at - 4));
    m_out.replace(at, 4, length);
  }

  void predict(Predictor kind, double unit) {
    RunPredictor(kind, unit).encode(m_runs, m_values, m_coded);
    putPlanes(m_out, m_coded);
  }

  void putRuns() {
    std::vector<std::uint32_t> numbers;
    TrackId before = 0;
    for (const Bucket::Run& run : m_runs) {
      numbers.push_back(zigzag(static_cast<std::int32_t>(run.track - before)));
      before = run.track;
    }
    putColumn({ChunkColumn::Tracks}, [&] { putPlanes(m_out, numbers); });
    numbers.clear();
    for (const Bucket::Run& run : m_runs) numbers.push_back(run.end - run.begin);
    putColumn({ChunkColumn::Lengths}, [&] { putPlanes(m_out, numbers); });
  }

  void putTime(std::int64_t base) {
    std::int64_t common = 0;
    eachRow([&](std::size_t i, std::size_t) {
      const std::int64_t t = m_bucket.time[i] - base;
      if (common == 0 || t % common != 0) common = std::gcd(common, t);
    });
    ColumnHead head{ChunkColumn::Time, Mode::Plain, Predictor::DeltaOfDelta,
                    static_cast<double>(std::max<std::int64_t>(common, 1))};
    m_values.resize(m_rows);
    const auto ticks = [&](Mode mode) {
      bool fits = true;
      eachRow([&](std::size_t i, std::size_t k) {
        const auto t = static_cast<double>(m_bucket.time[i] - base);
        const double q = mode == Mode::Scaled ? std::round(t / kAsterixTick) : std::ceil(t / kAsterixTick);
        const double back =
            mode == Mode::Scaled ? std::floor(q * kAsterixTick + 0.5) : std::floor(q * kAsterixTick);
        fits = fits && back == t;
        m_values[k] = static_cast<std::uint32_t>(q);
      });
      if (!fits) return false;
      head.mode = mode;
      head.unit = kAsterixTick;
      return true;
    };
    if (common >= 1000 || !(ticks(Mode::Scaled) || ticks(Mode::ScaledDown))) {
      const auto unit = static_cast<std::int64_t>(head.unit);
      eachRow([&](std::size_t i, std::size_t k) {
        m_values[k] = static_cast<std::uint32_t>((m_bucket.time[i] - base) / unit);
      });
    }
    putColumn(head, [&] { predict(head.predictor, head.unit); });
  }

  void putAngle(ChunkColumn id, const std::vector<std::int32_t>& column) {
    ColumnHead head{id, Mode::Plain, Predictor::DeltaOfDelta};
    m_values.resize(m_rows);
    for (const double unit : kAngleUnits) {
      bool fits = true;
      for (const Bucket::Run& run : m_runs) {
        for (std::uint32_t i = run.begin; i < run.end && fits; ++i)
          fits = std::nearbyint(std::nearbyint(column[i] / unit) * unit) == column[i];
        if (!fits) break;
      }
      if (!fits) continue;
      head.mode = Mode::Scaled;
      head.unit = unit;
      break;
    }
    eachRow([&](std::size_t i, std::size_t k) {
      m_values[k] = static_cast<std::uint32_t>(
          head.mode == Mode::Scaled ? static_cast<std::int32_t>(std::nearbyint(column[i] / head.unit))
                                    : column[i]);
    });
    putColumn(head, [&] { predict(head.predictor, head.unit); });
  }

  /// The coarsest unit that nearly all of a sample of values fit; 0 when none does.
  double unitOf(const std::vector<float>& column, std::span<const double> units) const {
    std::vector<float> sample;
    const std::size_t stride = std::max<std::size_t>(1, m_rows / 509);
    eachRow([&](std::size_t i, std::size_t k) {
      if (k % stride == 0 && !std::isnan(column[i])) sample.push_back(column[i]);
    });
    for (const double unit : units) {
      std::size_t misses = 0;
      for (const float v : sample) {
        std::int32_t q = 0;
        misses += residual(v, unit, q) == kTooFar;
        if (misses * 50 > sample.size()) break;
      }
      if (misses * 50 <= sample.size()) return unit;
    }
    return 0;
  }

  void putFloat(ChunkColumn id, const std::vector<float>& column, std::span<const double> units) {
    bool any = false;
    bool all = true;
    eachRow([&](std::size_t i, std::size_t) {
      const bool is = bitsOf(column[i]) != kNanBits;
      any = any || is;
      all = all && is;
    });
    if (!any) {
      putColumn({id, Mode::Missing}, [] {});
      return;
    }
    ColumnHead head{id, Mode::Scaled, Predictor::Delta, unitOf(column, units)};
    m_values.assign(m_rows, 0);
    std::vector<std::uint32_t> residuals;
    std::vector<std::uint32_t> exceptions;
    if (head.unit > 0) {
      residuals.assign(m_rows, 0);
      std::uint32_t carried = 0;
      eachRow([&](std::size_t i, std::size_t k) {
        if (bitsOf(column[i]) != kNanBits) {
          std::int32_t q = 0;
          const std::int32_t r = std::isnan(column[i]) ? kTooFar : residual(column[i], head.unit, q);
          if (r == kTooFar) {
            exceptions.push_back(static_cast<std::uint32_t>(k));
            exceptions.push_back(bitsOf(column[i]));
          } else {
            residuals[k] = zigzag(r);
            carried = static_cast<std::uint32_t>(q);
          }
        }
        m_values[k] = carried;
      });
    }
    if (head.unit <= 0 || exceptions.size() / 2 > m_rows / 16) {
      head.mode = Mode::Plain;
      head.unit = 1;
      residuals.clear();
      exceptions.clear();
      std::uint32_t carried = 0;
      eachRow([&](std::size_t i, std::size_t k) {
        if (bitsOf(column[i]) != kNanBits) carried = bitsOf(column[i]);
        m_values[k] = carried;
      });
    }
    head.exceptions = static_cast<std::uint32_t>(exceptions.size() / 2);
    if (id == ChunkColumn::TrackDeg && head.mode == Mode::Scaled) {
      const std::int32_t circle = RunPredictor::circleOf(head.unit);
      if (circle > 0 && std::all_of(m_values.begin(), m_values.end(),
                                    [&](std::uint32_t v) { return v < static_cast<std::uint32_t>(circle); }))
        head.predictor = Predictor::Turn;
    }
    putColumn(head, [&] {
      putNulls(all, [&](std::size_t i) { return bitsOf(column[i]) == kNanBits; });
      predict(head.predictor, head.unit);
      if (head.mode == Mode::Scaled) putPlanes(m_out, residuals);
      putPlanes(m_out, exceptions);
    });
  }

  template <typename IsNull>
  void putNulls(bool none, IsNull&& isNull) {
    std::string bits;
    if (!none) {
      bits.assign((m_rows + 7) / 8, char{0});
      eachRow([&](std::size_t i, std::size_t k) {
        if (isNull(i))
          bits[k / 8] = static_cast<char>(static_cast<unsigned char>(bits[k / 8]) | 1U << (k % 8));
      });
    }
    putNumber<std::uint8_t>(m_out, none ? 0 : 1);
    if (!none) putBytes(m_out, bits);
  }

  void putReceived() {
    const auto& column = m_bucket.receivedDelta;
    bool any = false;
    bool all = true;
    m_values.resize(m_rows);
    std::uint32_t carried = 0;
    eachRow([&](std::size_t i, std::size_t k) {
      const bool is = column[i] != kNoDelta;
      any = any || is;
      all = all && is;
      if (is) carried = static_cast<std::uint32_t>(column[i]);
      m_values[k] = carried;
    });
    if (!any) {
      putColumn({ChunkColumn::ReceivedDelta, Mode::Missing}, [] {});
      return;
    }
    putColumn({ChunkColumn::ReceivedDelta}, [&] {
      putNulls(all, [&](std::size_t i) { return column[i] == kNoDelta; });
      predict(Predictor::Delta, 1);
    });
  }

  bool hasRaw() const { return m_bucket.hasRaw(); }

  void putRaw() {
    const auto put = [this](ChunkColumn id, auto&& value) {
      m_values.resize(m_rows);
      eachRow([&](std::size_t i, std::size_t k) { m_values[k] = static_cast<std::uint32_t>(value(i)); });
      putColumn({id}, [&] { predict(Predictor::Delta, 1); });
    };
    put(ChunkColumn::RawOffset, [&](std::size_t i) { return m_bucket.rawPlace[i] & 0xFFFFFFFF; });
    put(ChunkColumn::RawUpper, [&](std::size_t i) { return m_bucket.rawPlace[i] >> 32; });
    put(ChunkColumn::RawLength, [&](std::size_t i) { return m_bucket.rawLength[i]; });
  }

  const Bucket& m_bucket;
  std::span<const Bucket::Run> m_runs;
  std::size_t m_rows = 0;
  std::string m_out;
  std::vector<std::uint32_t> m_values;
  std::vector<std::uint32_t> m_coded;
};

}  // namespace

std::string encodeChunk(const Bucket& bucket, std::span<const Bucket::Run> runs) {
  return Encoder(bucket, runs).encode();
}

}  // namespace sorami
