// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Chunk.h"

#include "data/store/ChunkFormat.h"
#include "data/store/Planes.h"
#include "data/store/Rows.h"

#include <algorithm>
#include <limits>

namespace sorami {
namespace {

using namespace chunkformat;

class ChunkDecoder {
 public:
  ChunkDecoder(Bucket& bucket, std::size_t at, const ParsedChunk& chunk)
      : m_bucket(bucket), m_at(at), m_n(chunk.head.rows), m_chunk(chunk) {
    thread_local std::vector<std::uint32_t> scratch;
    if (scratch.size() < m_n) scratch.resize(m_n);
    m_values = {scratch.data(), m_n};
  }

  bool decode(std::vector<Bucket::Run>& runs) {
    std::vector<std::uint32_t> ids;
    if (!decodeRuns(m_chunk, ids, m_lengths) || !predicted(ChunkColumn::Time) ||
        !decodeTimes(m_chunk, m_values, m_lengths, m_bucket.time.data() + m_at) ||
        !angle(ChunkColumn::Lat, m_bucket.lat, kMaxLat) || !angle(ChunkColumn::Lon, m_bucket.lon, kMaxLon) ||
        !real(ChunkColumn::BaroAltitude, m_bucket.baroAltitude) ||
        !real(ChunkColumn::GeoAltitude, m_bucket.geoAltitude) ||
        !real(ChunkColumn::GroundSpeed, m_bucket.groundSpeed) ||
        !real(ChunkColumn::TrackDeg, m_bucket.trackDeg) ||
        !real(ChunkColumn::VerticalRate, m_bucket.verticalRate) || !predicted(ChunkColumn::Flags))
      return false;
    for (std::size_t i = 0; i < m_n; ++i) m_bucket.flags[m_at + i] = static_cast<std::uint16_t>(m_values[i]);
    if (!received() || !raw()) return false;
    auto row = static_cast<std::uint32_t>(m_at);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      runs.push_back({ids[i], row, row + m_lengths[i]});
      row += m_lengths[i];
    }
    return true;
  }

 private:
  bool predicted(ByteReader& in, const ColumnHead& head) {
    if (!getPlanes(in, m_values)) return false;
    RunPredictor(head.predictor, head.unit).decode(m_lengths, m_values);
    return true;
  }
  bool predicted(ChunkColumn id) {
    ByteReader in(m_chunk.bytesOf(id));
    return predicted(in, m_chunk.column(id));
  }

  bool angle(ChunkColumn id, std::vector<std::int32_t>& column, std::int32_t limit) {
    return predicted(id) &&
           decodeAngles(m_chunk.column(id), m_values.data(), m_n, limit, column.data() + m_at);
  }

  bool nulls(ByteReader& in) {
    m_hasNulls = in.number<std::uint8_t>() != 0;
    if (!m_hasNulls) return in.ok();
    m_nulls.resize((m_n + 7) / 8);
    return getBytes(in, m_nulls.data(), m_nulls.size());
  }
  bool isNull(std::size_t i) const {
    return (static_cast<unsigned char>(m_nulls[i / 8]) >> (i % 8) & 1) != 0;
  }

  bool real(ChunkColumn id, std::vector<float>& column) {
    const ColumnHead& head = m_chunk.column(id);
    ByteReader in(m_chunk.bytesOf(id));
    float* to = column.data() + m_at;
    if (head.mode == Mode::Missing) {
      std::fill_n(to, m_n, kNoFloat);
      return true;
    }
    if (!std::isfinite(head.unit) || !nulls(in) || !predicted(in, head)) return false;
    if (head.mode == Mode::Scaled) {
      for (std::size_t i = 0; i < m_n; ++i) to[i] = scaled(static_cast<std::int32_t>(m_values[i]), head.unit);
      bool isExact = false;
      if (!getPlanes(in, m_values, &isExact)) return false;
      if (!isExact)
        for (std::size_t i = 0; i < m_n; ++i)
          to[i] = std::bit_cast<float>(bitsOf(to[i]) + static_cast<std::uint32_t>(unzigzag(m_values[i])));
    } else {
      for (std::size_t i = 0; i < m_n; ++i) to[i] = std::bit_cast<float>(m_values[i]);
    }
    if (m_hasNulls)
      for (std::size_t i = 0; i < m_n; ++i)
        if (isNull(i)) to[i] = kNoFloat;
    if (head.exceptions > m_n) return false;
    std::vector<std::uint32_t> exceptions(std::size_t{head.exceptions} * 2);
    if (!getPlanes(in, exceptions)) return false;
    for (std::size_t k = 0; k < exceptions.size(); k += 2) {
      if (exceptions[k] >= m_n) return false;
      to[exceptions[k]] = std::bit_cast<float>(exceptions[k + 1]);
    }
    return true;
  }

  bool received() {
    const ColumnHead& head = m_chunk.column(ChunkColumn::ReceivedDelta);
    ByteReader in(m_chunk.bytesOf(ChunkColumn::ReceivedDelta));
    std::int32_t* to = m_bucket.receivedDelta.data() + m_at;
    if (head.mode == Mode::Missing) {
      std::fill_n(to, m_n, kNoDelta);
      return true;
    }
    if (!nulls(in) || !predicted(in, head)) return false;
    for (std::size_t i = 0; i < m_n; ++i) to[i] = static_cast<std::int32_t>(m_values[i]);
    if (m_hasNulls)
      for (std::size_t i = 0; i < m_n; ++i)
        if (isNull(i)) to[i] = kNoDelta;
    return true;
  }

  bool raw() {
    if (!m_bucket.hasRaw() || !m_chunk.hasRaw) return true;
    std::uint64_t* place = m_bucket.rawPlace.data() + m_at;
    std::uint32_t* length = m_bucket.rawLength.data() + m_at;
    if (!predicted(ChunkColumn::RawOffset)) return false;
    for (std::size_t i = 0; i < m_n; ++i) place[i] = m_values[i];
    if (!predicted(ChunkColumn::RawUpper)) return false;
    for (std::size_t i = 0; i < m_n; ++i) place[i] |= std::uint64_t{m_values[i]} << 32;
    if (!predicted(ChunkColumn::RawLength)) return false;
    std::copy(m_values.begin(), m_values.end(), length);
    return true;
  }

  Bucket& m_bucket;
  std::size_t m_at;
  std::size_t m_n;
  const ParsedChunk& m_chunk;
  std::span<std::uint32_t> m_values;
  std::vector<std::uint32_t> m_lengths;
  std::vector<char> m_nulls;
  bool m_hasNulls = false;
};

bool readHead(ByteReader& in, ChunkHead& head, std::uint8_t& columns, std::int64_t& base) {
  if (in.take(4) != kMagic) return false;
  if (in.number<std::uint8_t>() != kVersion || in.number<std::uint8_t>() != kCodec) return false;
  columns = in.number<std::uint8_t>();
  in.take(1);
  head.rows = in.number<std::uint32_t>();
  head.tracks = in.number<std::uint32_t>();
  base = in.number<std::int64_t>();
  constexpr std::int64_t kFarthest = std::int64_t{1} << 62;
  return in.ok() && head.rows <= kMaxChunkRows && head.tracks <= head.rows &&
         std::abs(base / 2) < kFarthest / 2;
}

}  // namespace

namespace chunkformat {

bool parseChunk(std::string_view chunk, ParsedChunk& parsed) {
  ByteReader in(chunk);
  std::uint8_t columns = 0;
  if (!readHead(in, parsed.head, columns, parsed.base)) return false;
  std::uint32_t seen = 0;
  for (unsigned i = 0; i < columns; ++i) {
    ColumnHead column;
    const auto id = in.number<std::uint8_t>();
    column.id = static_cast<ChunkColumn>(id);
    column.mode = static_cast<Mode>(in.number<std::uint8_t>());
    column.predictor = static_cast<Predictor>(in.number<std::uint8_t>());
    in.take(1);
    column.unit = in.real();
    column.exceptions = in.number<std::uint32_t>();
    const std::string_view bytes = in.take(in.number<std::uint32_t>());
    if (!in.ok()) return false;
    if (id >= kColumns) continue;  // a column of a later version: not for us
    if ((seen >> id & 1) != 0) return false;
    seen |= 1U << id;
    parsed.columns[id] = column;
    parsed.bytes[id] = bytes;
  }
  constexpr std::uint32_t kNeeded = (1U << kNeededColumns) - 1;
  constexpr std::uint32_t kRaw = ((1U << kColumns) - 1) & ~kNeeded;
  parsed.hasRaw = (seen & kRaw) == kRaw;
  return (seen & kNeeded) == kNeeded;
}

bool decodeRuns(const ParsedChunk& chunk, std::vector<std::uint32_t>& ids,
                std::vector<std::uint32_t>& lengths) {
  ids.resize(chunk.head.tracks);
  lengths.resize(chunk.head.tracks);
  ByteReader steps(chunk.bytesOf(ChunkColumn::Tracks));
  ByteReader counts(chunk.bytesOf(ChunkColumn::Lengths));
  if (!getPlanes(steps, ids) || !getPlanes(counts, lengths)) return false;
  TrackId track = 0;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto step = static_cast<std::uint32_t>(unzigzag(ids[i]));
    // Ascending, so that a damaged table cannot name a track twice.
    if (i > 0 && (static_cast<std::int32_t>(step) <= 0 || track + step < track)) return false;
    track += step;
    ids[i] = track;
    if (lengths[i] == 0) return false;
    sum += lengths[i];
  }
  return sum == chunk.head.rows;
}

bool decodeTimes(const ParsedChunk& chunk, std::span<const std::uint32_t> values,
                 std::span<const std::uint32_t> lengths, std::int64_t* to) {
  const ColumnHead& head = chunk.column(ChunkColumn::Time);
  if (!(head.unit >= 1 && head.unit < 1e10)) return false;
  // A chunk spans half an hour at most; more is damage, and could overflow.
  std::uint32_t largest = 0;
  for (const std::uint32_t v : values) largest = std::max(largest, v);
  if (largest * head.unit > 4e9) return false;
  const auto unit = static_cast<std::int64_t>(head.unit);
  if (head.mode == Mode::Plain) {
    for (std::size_t i = 0; i < values.size(); ++i)
      to[i] = chunk.base + static_cast<std::int64_t>(values[i]) * unit;
  } else {
    // Nothing here is negative: to cut is to round down.
    const double half = head.mode == Mode::Scaled ? 0.5 : 0;
    for (std::size_t i = 0; i < values.size(); ++i)
      to[i] = chunk.base + static_cast<std::int64_t>(values[i] * head.unit + half);
  }
  // Readers search runs by time: they must be in order.
  std::size_t i = 0;
  bool sorted = true;
  for (const std::uint32_t length : lengths) {
    for (std::size_t k = 1; k < length; ++k) sorted = sorted && to[i + k - 1] <= to[i + k];
    i += length;
  }
  return sorted;
}

bool decodeAngles(const ColumnHead& head, const std::uint32_t* from, std::size_t n, std::int32_t limit,
                  std::int32_t* to) {
  if (head.mode == Mode::Scaled) {
    if (!(head.unit >= 1 && head.unit < 1e6)) return false;
    for (std::size_t i = 0; i < n; ++i) {
      const double v = std::nearbyint(static_cast<double>(static_cast<std::int32_t>(from[i])) * head.unit);
      to[i] = std::abs(v) <= limit ? static_cast<std::int32_t>(v) : std::numeric_limits<std::int32_t>::max();
    }
  } else {
    for (std::size_t i = 0; i < n; ++i) to[i] = static_cast<std::int32_t>(from[i]);
  }
  std::int32_t low = 0;
  std::int32_t high = 0;
  for (std::size_t i = 0; i < n; ++i) {
    low = std::min(low, to[i]);
    high = std::max(high, to[i]);
  }
  return low >= -limit && high <= limit;
}

}  // namespace chunkformat

std::optional<ChunkHead> readChunkHead(std::string_view chunk) {
  ByteReader in(chunk);
  ChunkHead head;
  std::uint8_t columns = 0;
  std::int64_t base = 0;
  if (!readHead(in, head, columns, base)) return std::nullopt;
  return head;
}

bool hasRawColumns(std::string_view chunk) {
  ParsedChunk parsed;
  return parseChunk(chunk, parsed) && parsed.hasRaw;
}

bool decodeChunk(std::string_view chunk, Bucket& bucket, std::size_t at, std::vector<Bucket::Run>& runs) {
  ParsedChunk parsed;
  if (!parseChunk(chunk, parsed) || at + parsed.head.rows > bucket.size()) return false;
  return ChunkDecoder(bucket, at, parsed).decode(runs);
}

}  // namespace sorami
