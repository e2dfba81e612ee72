// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/ChunkFormat.h"
#include "data/store/Rows.h"

#include <algorithm>
#include <limits>

namespace sorami {
namespace {

using namespace chunkformat;

/// A run of the chunk and the part of it that is kept.
struct Cut {
  TrackId track;
  std::uint32_t begin;  ///< the run's first row in the chunk
  std::uint32_t from;   ///< kept rows, [from, to)
  std::uint32_t to;
  std::uint32_t at;  ///< where `from` goes, counted from the first kept row of all
};

class SliceDecoder {
 public:
  SliceDecoder(const ParsedChunk& chunk, const BucketFilter& wanted, Bucket& out)
      : m_chunk(chunk), m_wanted(wanted), m_out(out), m_n(chunk.head.rows), m_base(out.size()) {
    thread_local std::vector<std::uint32_t> scratch;
    if (scratch.size() < m_n) scratch.resize(m_n);
    m_values = {scratch.data(), m_n};
  }

  bool decode() {
    std::vector<std::uint32_t> ids;
    if (!decodeRuns(m_chunk, ids, m_lengths) || !pick(ids)) return false;
    if (m_kept == 0) return true;
    m_kept32.resize(m_kept);
    const bool altitudes = (m_wanted.columns & kAltitudeColumns) != 0;
    const bool motion = (m_wanted.columns & kMotionColumns) != 0;
    resizeColumns(m_out, m_base + m_kept,
                  m_out.hasRaw() || (m_chunk.hasRaw && (m_wanted.columns & kRawColumns) != 0));
    for (const Cut& cut : m_cuts) {
      const auto at = static_cast<std::uint32_t>(m_base + cut.at);
      m_out.runs.push_back({cut.track, at, at + (cut.to - cut.from)});
      for (std::uint32_t i = cut.from; i < cut.to; ++i) {
        m_out.time[at + i - cut.from] = m_times[i];
        m_out.flags[at + i - cut.from] = m_flags[i];
      }
    }
    return angle(ChunkColumn::Lat, m_out.lat, kMaxLat) && angle(ChunkColumn::Lon, m_out.lon, kMaxLon) &&
           real(ChunkColumn::BaroAltitude, m_out.baroAltitude, altitudes) &&
           real(ChunkColumn::GeoAltitude, m_out.geoAltitude, altitudes) &&
           real(ChunkColumn::GroundSpeed, m_out.groundSpeed, motion) &&
           real(ChunkColumn::TrackDeg, m_out.trackDeg, motion) &&
           real(ChunkColumn::VerticalRate, m_out.verticalRate, motion) && received() && raw();
  }

 private:
  /// Finds the rows that are wanted.
  bool pick(const std::vector<std::uint32_t>& ids) {
    const std::vector<TrackId>* tracks = m_wanted.tracks;
    auto isWanted = [&, at = std::size_t{0}](TrackId track) mutable {
      if (m_wanted.track != kNoTrack) return track == m_wanted.track;
      if (tracks == nullptr) return true;
      while (at < tracks->size() && (*tracks)[at] < track) ++at;
      return at < tracks->size() && (*tracks)[at] == track;
    };
    std::uint32_t row = 0;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (isWanted(ids[i])) m_cuts.push_back({ids[i], row, row, row + m_lengths[i], 0});
      row += m_lengths[i];
    }
    if (m_cuts.empty()) return true;

    ByteReader flags(m_chunk.bytesOf(ChunkColumn::Flags));
    ByteReader times(m_chunk.bytesOf(ChunkColumn::Time));
    if (!full(ChunkColumn::Flags, flags)) return false;
    m_flags.resize(m_n);
    for (std::size_t i = 0; i < m_n; ++i) m_flags[i] = static_cast<std::uint16_t>(m_values[i]);
    m_times.resize(m_n);
    if (!full(ChunkColumn::Time, times) || !decodeTimes(m_chunk, m_values, m_lengths, m_times.data()))
      return false;
    if (m_wanted.span.isValid())
      for (Cut& cut : m_cuts) shorten(cut);
    std::erase_if(m_cuts, [](const Cut& cut) { return cut.from >= cut.to; });
    for (Cut& cut : m_cuts) {
      cut.at = m_kept;
      m_kept += cut.to - cut.from;
    }
    return true;
  }

  void shorten(Cut& cut) const {
    const std::int64_t* time = m_times.data();
    const auto isOutlier = [&](std::uint32_t i) { return (m_flags[i] & kOutlier) != 0; };
    const std::uint32_t end = cut.to;
    std::uint32_t from = after(time, cut.begin, end, m_wanted.span.begin.us);
    std::uint32_t to = after(time, from, end, m_wanted.span.end.us);
    while (from > cut.begin && isOutlier(from - 1)) --from;
    // The newest one before the span, and the row before that; where only outliers are, all of them.
    from = std::max(from, cut.begin + 2) - 2;
    while (to < end && isOutlier(to)) ++to;
    cut.from = from;
    cut.to = std::min(to + 1, end);
  }

  static std::uint32_t after(const std::int64_t* time, std::uint32_t begin, std::uint32_t end,
                             std::int64_t t) {
    return static_cast<std::uint32_t>(std::upper_bound(time + begin, time + end, t) - time);
  }

  /// A whole column, predicted.
  bool full(ChunkColumn id, ByteReader& in) {
    if (!getPlanes(in, m_values)) return false;
    const ColumnHead& head = m_chunk.column(id);
    RunPredictor(head.predictor, head.unit).decode(m_lengths, m_values);
    return true;
  }

  /// The kept rows of a column in m_kept32, predicted.
  bool kept(const ColumnHead& head, ByteReader& in) {
    if (!getPlanes(in, m_values)) return false;
    RunPredictor predictor(head.predictor, head.unit);
    std::uint32_t first = 0;
    std::uint32_t row = 0;
    auto cut = m_cuts.begin();
    for (const std::uint32_t length : m_lengths) {
      std::uint32_t* run = m_values.data() + row;
      const bool isCut = cut != m_cuts.end() && cut->begin == row;
      predictor.decodeRun({run, isCut ? cut->to - cut->begin : 1}, first);
      if (isCut) {
        std::copy(m_values.data() + cut->from, m_values.data() + cut->to, m_kept32.data() + cut->at);
        ++cut;
      }
      row += length;
    }
    return true;
  }

  bool angle(ChunkColumn id, std::vector<std::int32_t>& column, std::int32_t limit) {
    ByteReader in(m_chunk.bytesOf(id));
    const ColumnHead& head = m_chunk.column(id);
    return kept(head, in) && decodeAngles(head, m_kept32.data(), m_kept, limit, column.data() + m_base);
  }

  bool readNulls(ByteReader& in) {
    m_hasNulls = in.number<std::uint8_t>() != 0;
    if (!m_hasNulls) return in.ok();
    m_nulls.resize((m_n + 7) / 8);
    return getBytes(in, m_nulls.data(), m_nulls.size());
  }
  template <typename T>
  void setNulls(T* to, T none) const {
    if (!m_hasNulls) return;
    for (const Cut& cut : m_cuts)
      for (std::uint32_t i = cut.from; i < cut.to; ++i)
        if ((static_cast<unsigned char>(m_nulls[i / 8]) >> (i % 8) & 1) != 0)
          to[cut.at + i - cut.from] = none;
  }

  bool real(ChunkColumn id, std::vector<float>& column, bool wanted) {
    const ColumnHead& head = m_chunk.column(id);
    ByteReader in(m_chunk.bytesOf(id));
    float* to = column.data() + m_base;
    if (head.mode == Mode::Missing || !wanted) {
      std::fill_n(to, m_kept, kNoFloat);
      return true;
    }
    if (!std::isfinite(head.unit) || !readNulls(in) || !kept(head, in)) return false;
    if (head.mode == Mode::Scaled) {
      for (std::size_t i = 0; i < m_kept; ++i)
        to[i] = scaled(static_cast<std::int32_t>(m_kept32[i]), head.unit);
      bool isExact = false;
      if (!getPlanes(in, m_values, &isExact)) return false;
      if (!isExact)
        for (const Cut& cut : m_cuts)
          for (std::uint32_t i = cut.from; i < cut.to; ++i) {
            float& v = to[cut.at + i - cut.from];
            v = std::bit_cast<float>(bitsOf(v) + static_cast<std::uint32_t>(unzigzag(m_values[i])));
          }
    } else {
      for (std::size_t i = 0; i < m_kept; ++i) to[i] = std::bit_cast<float>(m_kept32[i]);
    }
    setNulls(to, kNoFloat);
    if (head.exceptions > m_n) return false;
    std::vector<std::uint32_t> exceptions(std::size_t{head.exceptions} * 2);
    if (!getPlanes(in, exceptions)) return false;
    for (std::size_t k = 0; k < exceptions.size(); k += 2) {
      const std::uint32_t row = exceptions[k];
      if (row >= m_n) return false;
      auto cut = std::upper_bound(m_cuts.begin(), m_cuts.end(), row,
                                  [](std::uint32_t r, const Cut& c) { return r < c.from; });
      if (cut == m_cuts.begin() || row >= (--cut)->to) continue;
      to[cut->at + row - cut->from] = std::bit_cast<float>(exceptions[k + 1]);
    }
    return true;
  }

  bool received() {
    const ColumnHead& head = m_chunk.column(ChunkColumn::ReceivedDelta);
    ByteReader in(m_chunk.bytesOf(ChunkColumn::ReceivedDelta));
    std::int32_t* to = m_out.receivedDelta.data() + m_base;
    if (head.mode == Mode::Missing || (m_wanted.columns & kReceivedColumn) == 0) {
      std::fill_n(to, m_kept, kNoDelta);
      return true;
    }
    if (!readNulls(in) || !kept(head, in)) return false;
    for (std::size_t i = 0; i < m_kept; ++i) to[i] = static_cast<std::int32_t>(m_kept32[i]);
    setNulls(to, kNoDelta);
    return true;
  }

  bool raw() {
    if (!m_out.hasRaw() || !m_chunk.hasRaw) return true;
    const auto column = [this](ChunkColumn id) {
      ByteReader in(m_chunk.bytesOf(id));
      return kept(m_chunk.column(id), in);
    };
    std::uint64_t* place = m_out.rawPlace.data() + m_base;
    if (!column(ChunkColumn::RawOffset)) return false;
    for (std::size_t i = 0; i < m_kept; ++i) place[i] = m_kept32[i];
    if (!column(ChunkColumn::RawUpper)) return false;
    for (std::size_t i = 0; i < m_kept; ++i) place[i] |= std::uint64_t{m_kept32[i]} << 32;
    if (!column(ChunkColumn::RawLength)) return false;
    std::copy(m_kept32.begin(), m_kept32.end(),
              m_out.rawLength.begin() + static_cast<std::ptrdiff_t>(m_base));
    return true;
  }

  const ParsedChunk& m_chunk;
  const BucketFilter& m_wanted;
  Bucket& m_out;
  std::size_t m_n;
  std::size_t m_base;
  std::uint32_t m_kept = 0;
  std::span<std::uint32_t> m_values;
  std::vector<std::uint32_t> m_lengths;
  std::vector<Cut> m_cuts;
  std::vector<std::int64_t> m_times;
  std::vector<std::uint16_t> m_flags;
  std::vector<std::uint32_t> m_kept32;
  std::vector<char> m_nulls;
  bool m_hasNulls = false;
};

}  // namespace

bool decodeSlice(std::string_view chunk, const BucketFilter& wanted, Bucket& out) {
  ParsedChunk parsed;
  return parseChunk(chunk, parsed) && SliceDecoder(parsed, wanted, out).decode();
}

}  // namespace sorami
