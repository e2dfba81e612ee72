// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/dis/DisDecoder.h"

#include "data/core/Units.h"
#include "data/ingest/OctetOrder.h"
#include "data/ingest/Text.h"

#include <QByteArray>

#include <GeographicLib/Geocentric.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <unordered_map>

namespace sorami {
namespace {

constexpr std::size_t kHeader = 12;
constexpr std::size_t kEntityState = 144;
constexpr std::size_t kMaxEntities = 1'000'000;
/// Nothing that flies is farther out, m above the ellipsoid; nothing that swims is deeper.
constexpr double kHighest = 1e8;
constexpr double kDeepest = -12'000;

double float64At(const std::uint8_t* at) {
  return std::bit_cast<double>(bigEndian(at, 8));
}
double float32At(const std::uint8_t* at) {
  return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bigEndian(at, 4))));
}

/// Version 4 to 7, a known family for its type, a length that holds the header.
bool isHeader(const std::uint8_t* at) {
  const std::uint64_t length = bigEndian(at + 8, 2);
  return at[0] >= 4 && at[0] <= 7 && at[2] >= 1 && at[3] >= 1 && at[3] <= 14 && length >= kHeader &&
         length <= 32768 && (at[2] != 1 || (at[3] == 1 && length >= kEntityState));
}

/// What of a DIS stream is the same whatever it came in.
class EntityReader {
 public:
  explicit EntityReader(const DecodeOptions& options)
      : m_clockOffset(options.clockOffset),
        m_hour(options.referenceDate ? options.referenceDate->startOfDay() : UtcTime{0}),
        m_dateKnown(options.referenceDate.has_value()) {
    m_sources.fill(-1);
  }

  /// One whole PDU, and how many octets of the stream it was told in. `logged` is when a log says it was
  /// written; no time where the PDU's own stamp is to be used.
  void pdu(std::span<const std::uint8_t> bytes, std::uint64_t offset, std::size_t length, UtcTime received,
           UtcTime logged, DecodeSink& sink);
  bool isDateKnown() const { return m_dateKnown || !m_used; }

 private:
  UtcTime timeOf(std::uint32_t stamp, UtcTime received);
  Micros m_clockOffset;
  UtcTime m_hour;
  bool m_dateKnown;
  bool m_used = false;
  Micros m_lastInHour = -1;
  std::unordered_map<std::uint64_t, UtcTime> m_last;  ///< by exercise and entity
  std::array<int, 256> m_sources;                     ///< by exercise: the sink's index, -1 none
};

UtcTime EntityReader::timeOf(std::uint32_t stamp, UtcTime received) {
  const bool absolute = (stamp & 1) != 0;
  if (received.isValid()) {
    m_dateKnown = true;
    // Relative: since the exercise began, which is not told.
    if (!absolute) return received;
  }
  const auto inHour =
      static_cast<Micros>(std::llround(static_cast<double>(stamp >> 1) * (3600e6 / 2147483648.0)));
  if (received.isValid()) {
    UtcTime time = UtcTime{received.us - ((received.us % kHour) + kHour) % kHour + inHour};
    if (time - received > kHour / 2) time = time - kHour;
    if (received - time > kHour / 2) time = time + kHour;
    return time;
  }
  if (m_lastInHour >= 0 && inHour < m_lastInHour - kHour / 2) m_hour = m_hour + kHour;
  m_lastInHour = inHour;
  return m_hour + inHour;
}

void EntityReader::pdu(std::span<const std::uint8_t> bytes, std::uint64_t offset, std::size_t length,
                       UtcTime received, UtcTime logged, DecodeSink& sink) {
  const std::uint8_t* const p = bytes.data();
  sink.record("PDU " + std::to_string(p[2]), 1);
  if (p[2] != 1) return;
  if (bytes.size() < kEntityState) {
    sink.diagnostic(
        {offset, "PDU 1", "", "needs 144 octets, " + std::to_string(bytes.size()) + " are there"});
    return;
  }
  m_used = true;
  const UtcTime time =
      (logged.isValid() ? logged : timeOf(static_cast<std::uint32_t>(bigEndian(p + 4, 4)), received)) -
      m_clockOffset;
  Report r;
  r.kind = ReportKind::State;
  r.id = {IdKind::Entity, bigEndian(p + 12, 6)};
  if (m_last.size() > kMaxEntities) m_last.clear();
  UtcTime& last = m_last[std::uint64_t{p[1]} << 48 | r.id.value];
  if (last.isValid() && time < last && last - time < kHour / 2) return sink.dropped("older than the last", 1);
  const double x = float64At(p + 48);
  const double y = float64At(p + 56);
  const double z = float64At(p + 64);
  double lat = 0;
  double lon = 0;
  double height = 0;
  std::vector<double> rotation(9);
  const bool finite = std::abs(x) < 1e9 && std::abs(y) < 1e9 && std::abs(z) < 1e9;
  if (finite) GeographicLib::Geocentric::WGS84().Reverse(x, y, z, lat, lon, height, rotation);
  if (!finite || !(height > kDeepest) || !(height < kHighest)) {
    sink.diagnostic({offset, "PDU 1", "location", "is nowhere near the earth"});
    return;
  }
  last = time;
  // Exercises may share a network, and number their entities alike.
  int& source = m_sources[p[1]];
  if (source < 0) source = sink.source({"DIS exercise " + std::to_string(p[1]), "dis", -1});
  r.source = static_cast<std::uint16_t>(source);
  r.eventTime = time;
  r.receiveTime = received;
  r.lat = lat;
  r.lon = wrapLongitude(lon);
  r.geoAltitude = static_cast<float>(height);
  r.flags = kSimulated;
  // The rotation takes east, north, up to earth-centred axes; its transpose the velocity back.
  const double v[3] = {float32At(p + 36), float32At(p + 40), float32At(p + 44)};
  if (std::abs(v[0]) < 1e5 && std::abs(v[1]) < 1e5 && std::abs(v[2]) < 1e5) {
    const double east = rotation[0] * v[0] + rotation[3] * v[1] + rotation[6] * v[2];
    const double north = rotation[1] * v[0] + rotation[4] * v[1] + rotation[7] * v[2];
    const double up = rotation[2] * v[0] + rotation[5] * v[1] + rotation[8] * v[2];
    const double speed = std::hypot(east, north);
    r.groundSpeed = static_cast<float>(speed);
    r.verticalRate = static_cast<float>(up);
    if (speed > 0.1) {
      const double course = radToDeg(std::atan2(east, north));
      r.trackDeg = static_cast<float>(course < 0 ? course + 360 : course);
    }
  }
  switch (p[18]) {
    case 1:
      r.affiliation = Affiliation::Friend;
      break;
    case 2:
      r.affiliation = Affiliation::Hostile;
      break;
    case 3:
      r.affiliation = Affiliation::Neutral;
      break;
    default:
      break;
  }
  static constexpr std::array kPlatforms = {Domain::Unknown, Domain::Ground,     Domain::Air,
                                            Domain::Surface, Domain::Subsurface, Domain::Space};
  const std::uint8_t kind = p[20];
  if (kind == 1 && p[21] < kPlatforms.size()) r.domain = kPlatforms[p[21]];
  if (kind == 2) r.domain = Domain::Missile;
  if (kind == 3) r.domain = Domain::Ground;
  if (kind >= 3 && kind <= 6) r.flags |= kMinor;
  std::string marking(reinterpret_cast<const char*>(p + 129), 11);
  marking = trimmed(std::string_view(marking.c_str()));
  if (std::all_of(marking.begin(), marking.end(), [](char c) { return c >= ' ' && c < 127; }))
    r.callsign = std::string_view(marking);
  // Bit 23 of the appearance: deactivated.
  if ((bigEndian(p + 84, 4) >> 23 & 1) != 0) r.flags |= kTrackEnd;
  r.byteOffset = offset;
  r.byteLength = static_cast<std::uint32_t>(length);
  sink.report(r);
}

class DisDecoder final : public Decoder {
 public:
  explicit DisDecoder(const DecodeOptions& options) : m_reader(options) {}

  void decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
              DecodeSink& sink) override {
    m_received = received;
    if (m_buffer.empty()) m_bufferOffset = offset;
    const auto* const begin = reinterpret_cast<const std::uint8_t*>(bytes.data());
    m_buffer.insert(m_buffer.end(), begin, begin + bytes.size());
    std::size_t at = 0;
    while (m_buffer.size() - at >= kHeader) {
      const std::uint8_t* const p = m_buffer.data() + at;
      if (!isHeader(p)) {
        if (!m_junk)
          sink.diagnostic(
              {m_bufferOffset + at, "PDU", "", "no PDU header stands here: looking for the next one"});
        m_junk = true;
        ++at;
        continue;
      }
      const auto length = static_cast<std::size_t>(bigEndian(p + 8, 2));
      if (m_buffer.size() - at < length) break;
      m_junk = false;
      m_reader.pdu({p, length}, m_bufferOffset + at, length, received, UtcTime(), sink);
      at += length;
    }
    m_buffer.erase(m_buffer.begin(), m_buffer.begin() + static_cast<std::ptrdiff_t>(at));
    m_bufferOffset += at;
    // A datagram does not go on in the next one.
    if (received.isValid()) endOfPacket(sink);
  }
  void finish(DecodeSink& sink) override { endOfPacket(sink); }
  bool isDateKnown() const override { return m_reader.isDateKnown(); }

 private:
  void endOfPacket(DecodeSink& sink) {
    if (!m_buffer.empty() && !m_junk) {
      const std::size_t needs =
          m_buffer.size() < kHeader ? kHeader : static_cast<std::size_t>(bigEndian(m_buffer.data() + 8, 2));
      sink.diagnostic(
          {m_bufferOffset, "PDU", "",
           "needs " + std::to_string(needs) + " octets, " + std::to_string(m_buffer.size()) + " are there"});
    }
    m_buffer.clear();
    m_junk = false;
  }
  EntityReader m_reader;
  UtcTime m_received;
  std::vector<std::uint8_t> m_buffer;
  std::uint64_t m_bufferOffset = 0;
  bool m_junk = false;
};

/// The text log of a public Java implementation: a line holds eight octets of nanoseconds and a PDU, in base
/// 64 or as signed numbers in brackets.
class DisLogDecoder final : public Decoder {
 public:
  explicit DisLogDecoder(const DecodeOptions& options)
      : m_reader(options),
        m_start(options.referenceDate ? options.referenceDate->startOfDay() : UtcTime{0}) {}

  void decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime, DecodeSink& sink) override {
    m_lines.feed(
        asText(bytes), offset, [&](std::string_view line, std::uint64_t at) { takeLine(line, at, sink); },
        [&](std::uint64_t at) {
          sink.diagnostic({at, "", "", "a line is longer than 64 KiB: skipped"});
        });
  }
  void finish(DecodeSink& sink) override {
    m_lines.finish([&](std::string_view line, std::uint64_t at) { takeLine(line, at, sink); });
  }
  bool isDateKnown() const override { return m_reader.isDateKnown(); }

 private:
  static std::vector<std::uint8_t> octets(std::string_view text) {
    std::vector<std::uint8_t> result;
    if (!text.starts_with('[')) {
      const auto decoded =
          QByteArray::fromBase64Encoding(QByteArray(text.data(), static_cast<qsizetype>(text.size())),
                                         QByteArray::AbortOnBase64DecodingErrors);
      if (decoded) result.assign(decoded.decoded.begin(), decoded.decoded.end());
      return result;
    }
    std::size_t at = 1;
    while (at < text.size()) {
      const std::size_t end = text.find_first_of(",]", at);
      if (end == text.npos) return {};
      const auto number = parseInt<int>(trimmed(text.substr(at, end - at)));
      if (!number || *number < -128 || *number > 255) return {};
      result.push_back(static_cast<std::uint8_t>(*number));
      if (text[end] == ']') return result;
      at = end + 1;
    }
    return {};
  }
  void takeLine(std::string_view line, std::uint64_t offset, DecodeSink& sink) {
    line = trimmed(line);
    if (line.empty() || line.front() == '#') return;
    const std::size_t comma = line.front() == '[' ? line.find("],") : line.find(',');
    const std::size_t second = comma == line.npos ? line.npos : line.front() == '[' ? comma + 2 : comma + 1;
    std::vector<std::uint8_t> time;
    std::vector<std::uint8_t> pdu;
    if (second != line.npos) {
      time = octets(line.substr(0, second - 1));
      pdu = octets(line.substr(second));
    }
    if (time.size() != 8 || pdu.size() < kHeader || !isHeader(pdu.data()) ||
        bigEndian(pdu.data() + 8, 2) > pdu.size()) {
      sink.diagnostic({offset, "line", "", "a time of eight octets and a whole PDU were expected"});
      return;
    }
    pdu.resize(static_cast<std::size_t>(bigEndian(pdu.data() + 8, 2)));
    const std::uint64_t nanoseconds = bigEndian(time.data(), 8);
    if (nanoseconds > std::uint64_t{1} << 60) {
      sink.diagnostic({offset, "line", "time", "is no time since the log began"});
      return;
    }
    m_reader.pdu(pdu, offset, line.size(), UtcTime(), m_start + static_cast<Micros>(nanoseconds / 1000),
                 sink);
  }
  EntityReader m_reader;
  UtcTime m_start;
  LineSplitter m_lines;
};

int probe(std::span<const std::byte> head) {
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(head.data());
  std::size_t at = 0;
  int pdus = 0;
  while (head.size() - at >= kHeader && pdus < 16) {
    if (!isHeader(bytes + at)) return pdus > 2 ? 60 : 0;
    const auto length = static_cast<std::size_t>(bigEndian(bytes + at + 8, 2));
    if (length > head.size() - at) break;
    ++pdus;
    at += length;
  }
  return pdus == 0 ? 0 : pdus == 1 ? 86 : 99;
}

int probeLog(std::span<const std::byte> head) {
  const std::string_view text = asText(head.first(std::min<std::size_t>(head.size(), 512)));
  return text.starts_with("# Start, ENCODING_") && text.find("DIS capture") != text.npos ? 96 : 0;
}

}  // namespace

const Format kDisFormat = {"dis", "DIS entity state", probe,
                           [](const DecodeOptions& options) -> std::unique_ptr<Decoder> {
                             return std::make_unique<DisDecoder>(options);
                           }};
const Format kDisLogFormat = {"dislog", "DIS text log", probeLog,
                              [](const DecodeOptions& options) -> std::unique_ptr<Decoder> {
                                return std::make_unique<DisLogDecoder>(options);
                              }};

}  // namespace sorami
