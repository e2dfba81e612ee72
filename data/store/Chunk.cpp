// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Chunk.h"

#include "data/store/ChunkFormat.h"
#include "data/store/Planes.h"
#include "data/store/Rows.h"

#include <algorithm>

namespace sorami {
namespace {

using namespace chunkformat;

class ChunkDecoder {
 public:
  ChunkDecoder(Bucket& bucket, std::size_t at, ChunkHead head, std::int64_t base)
      : m_bucket(bucket), m_at(at), m_n(head.rows), m_tracks(head.tracks), m_base(base) {
    m_values.resize(std::max<std::size_t>(m_n, m_tracks));
  }

  bool column(const ColumnHead& head, std::string_view bytes) {
    ByteReader in(bytes);
    switch (head.id) {
      case ChunkColumn::Tracks:
        m_ids.resize(m_tracks);
        return getPlanes(in, m_ids);
      case ChunkColumn::Lengths: {
        m_lengths.resize(m_tracks);
        if (!getPlanes(in, m_lengths)) return false;
        std::uint64_t sum = 0;
        for (const std::uint32_t length : m_lengths) sum += length;
        return sum == m_n;
      }
      case ChunkColumn::Time:
        return predicted(in, head) && time(head);
      case ChunkColumn::Lat:
        return predicted(in, head) && angle(head, m_bucket.lat, 900'000'000);
      case ChunkColumn::Lon:
        return predicted(in, head) && angle(head, m_bucket.lon, 1'800'000'000);
      case ChunkColumn::BaroAltitude:
        return real(in, head, m_bucket.baroAltitude);
      case ChunkColumn::GeoAltitude:
        return real(in, head, m_bucket.geoAltitude);
      case ChunkColumn::GroundSpeed:
        return real(in, head, m_bucket.groundSpeed);
      case ChunkColumn::TrackDeg:
        return real(in, head, m_bucket.trackDeg);
      case ChunkColumn::VerticalRate:
        return real(in, head, m_bucket.verticalRate);
      case ChunkColumn::Flags:
        if (!predicted(in, head)) return false;
        for (std::size_t i = 0; i < m_n; ++i)
          m_bucket.flags[m_at + i] = static_cast<std::uint16_t>(m_values[i]);
        return true;
      case ChunkColumn::ReceivedDelta:
        return received(in, head);
    }
    return true;  // a column of a later version: not for us
  }

  bool finish(std::uint32_t seen, std::vector<Bucket::Run>& runs) const {
    if (seen != 0xFFF) return false;
    auto row = static_cast<std::uint32_t>(m_at);
    TrackId track = 0;
    for (std::size_t i = 0; i < m_tracks; ++i) {
      const auto step = static_cast<std::uint32_t>(unzigzag(m_ids[i]));
      // Ascending, so that a damaged table cannot name a track twice.
      if (i > 0 && (static_cast<std::int32_t>(step) <= 0 || track + step < track)) return false;
      track += step;
      if (m_lengths[i] == 0) return false;
      runs.push_back({track, row, row + m_lengths[i]});
      row += m_lengths[i];
    }
    return true;
  }

 private:
  bool predicted(ByteReader& in, const ColumnHead& head) {
    const std::span<std::uint32_t> values(m_values.data(), m_n);
    if (m_lengths.size() != m_tracks || !getPlanes(in, values)) return false;
    RunPredictor(head.predictor, head.unit).decode(m_lengths, values);
    return true;
  }

  bool time(const ColumnHead& head) {
    if (!(head.unit >= 1 && head.unit < 1e10)) return false;
    // A chunk spans half an hour at most; more is damage, and could overflow.
    std::uint32_t largest = 0;
    for (std::size_t i = 0; i < m_n; ++i) largest = std::max(largest, m_values[i]);
    if (largest * head.unit > 4e9) return false;
    std::int64_t* to = m_bucket.time.data() + m_at;
    const auto unit = static_cast<std::int64_t>(head.unit);
    if (head.mode == Mode::Plain) {
      for (std::size_t i = 0; i < m_n; ++i) to[i] = m_base + static_cast<std::int64_t>(m_values[i]) * unit;
    } else {
      const double half = head.mode == Mode::Scaled ? 0.5 : 0;
      for (std::size_t i = 0; i < m_n; ++i)
        to[i] = m_base + static_cast<std::int64_t>(std::floor(m_values[i] * head.unit + half));
    }
    // Readers search runs by time: they must be in order.
    std::size_t i = 0;
    bool sorted = true;
    for (const std::uint32_t length : m_lengths) {
      for (std::size_t k = 1; k < length; ++k) sorted = sorted && to[i + k - 1] <= to[i + k];
      i += length;
    }
    return sorted;
  }

  bool angle(const ColumnHead& head, std::vector<std::int32_t>& column, std::int32_t limit) {
    std::int32_t* to = column.data() + m_at;
    const std::uint32_t* from = m_values.data();
    if (head.mode == Mode::Scaled) {
      if (!(head.unit >= 1 && head.unit < 1e6)) return false;
      for (std::size_t i = 0; i < m_n; ++i) {
        const double v = std::nearbyint(static_cast<double>(static_cast<std::int32_t>(from[i])) * head.unit);
        to[i] =
            std::abs(v) <= limit ? static_cast<std::int32_t>(v) : std::numeric_limits<std::int32_t>::max();
      }
    } else {
      for (std::size_t i = 0; i < m_n; ++i) to[i] = static_cast<std::int32_t>(from[i]);
    }
    std::int32_t low = 0;
    std::int32_t high = 0;
    for (std::size_t i = 0; i < m_n; ++i) {
      low = std::min(low, to[i]);
      high = std::max(high, to[i]);
    }
    return low >= -limit && high <= limit;
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

  bool real(ByteReader& in, const ColumnHead& head, std::vector<float>& column) {
    float* to = column.data() + m_at;
    if (head.mode == Mode::Missing) {
      std::fill_n(to, m_n, kNoFloat);
      return true;
    }
    if (!std::isfinite(head.unit) || !nulls(in) || !predicted(in, head)) return false;
    if (head.mode == Mode::Scaled) {
      for (std::size_t i = 0; i < m_n; ++i) to[i] = scaled(static_cast<std::int32_t>(m_values[i]), head.unit);
      const std::span<std::uint32_t> residuals(m_values.data(), m_n);
      if (!getPlanes(in, residuals)) return false;
      std::uint32_t some = 0;
      for (const std::uint32_t r : residuals) some |= r;
      if (some != 0)
        for (std::size_t i = 0; i < m_n; ++i)
          to[i] = std::bit_cast<float>(bitsOf(to[i]) + static_cast<std::uint32_t>(unzigzag(residuals[i])));
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

  bool received(ByteReader& in, const ColumnHead& head) {
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

  Bucket& m_bucket;
  std::size_t m_at;
  std::size_t m_n;
  std::size_t m_tracks;
  std::int64_t m_base;
  std::vector<std::uint32_t> m_ids;
  std::vector<std::uint32_t> m_lengths;
  std::vector<std::uint32_t> m_values;
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

std::optional<ChunkHead> readChunkHead(std::string_view chunk) {
  ByteReader in(chunk);
  ChunkHead head;
  std::uint8_t columns = 0;
  std::int64_t base = 0;
  if (!readHead(in, head, columns, base)) return std::nullopt;
  return head;
}

bool decodeChunk(std::string_view chunk, Bucket& bucket, std::size_t at, std::vector<Bucket::Run>& runs) {
  ByteReader in(chunk);
  ChunkHead head;
  std::uint8_t columns = 0;
  std::int64_t base = 0;
  if (!readHead(in, head, columns, base) || at + head.rows > bucket.size()) return false;
  ChunkDecoder decoder(bucket, at, head, base);
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
    if (!in.ok() || !decoder.column(column, bytes)) return false;
    if (id < 12) seen |= 1U << id;
  }
  const std::size_t before = runs.size();
  if (decoder.finish(seen, runs)) return true;
  runs.resize(before);
  return false;
}

}  // namespace sorami
