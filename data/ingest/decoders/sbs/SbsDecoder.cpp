// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/sbs/SbsDecoder.h"

#include "data/core/Units.h"
#include "data/ingest/Text.h"

#include <array>
#include <unordered_map>

namespace sorami {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::size_t kFieldCount = 22;
/// A velocity or altitude of another line is attached to a position for so long.
constexpr Micros kAttachLimit = 10 * kSecond;
/// More addresses than this are not a receiver's picture but noise; what was merged is then forgotten.
constexpr std::size_t kMaxAircraft = 1'000'000;

enum Field : std::size_t {
  kMessageType = 1,
  kHex = 4,
  kGeneratedDate = 6,
  kGeneratedTime = 7,
  kLoggedDate = 8,
  kLoggedTime = 9,
  kCallsign = 10,
  kAltitude = 11,
  kSpeed = 12,
  kTrack = 13,
  kLatitude = 14,
  kLongitude = 15,
  kVerticalRate = 16,
  kSquawk = 17,
  kEmergencyFlag = 19,
  kSpiFlag = 20,
  kGround = 21,
};
constexpr const char* kFieldNames[kFieldCount] = {"message type",  "transmission type",
                                                  "session",       "aircraft id",
                                                  "hex address",   "flight id",
                                                  "date",          "time",
                                                  "logged date",   "logged time",
                                                  "callsign",      "altitude",
                                                  "ground speed",  "track",
                                                  "latitude",      "longitude",
                                                  "vertical rate", "squawk",
                                                  "alert",         "emergency",
                                                  "SPI",           "ground"};

struct Aircraft {
  InlineText<12> callsign;
  std::int32_t mode3A = -1;
  UtcTime velocityTime;
  float groundSpeed = kNoFloat;
  float trackDeg = kNoFloat;
  float verticalRate = kNoFloat;
  UtcTime altitudeTime;
  float altitude = kNoFloat;
  bool emergency = false;
  bool spi = false;
};

using Fields = std::array<std::string_view, kFieldCount>;

std::size_t splitFields(std::string_view line, Fields& fields) {
  std::size_t count = 0;
  const char* begin = line.data();
  const char* const end = begin + line.size();
  for (const char* c = begin;; ++c) {
    if (c != end && *c != ',') continue;
    fields[count++] = {begin, static_cast<std::size_t>(c - begin)};
    if (c == end || count == kFieldCount) break;
    begin = c + 1;
  }
  for (std::size_t i = count; i < kFieldCount; ++i) fields[i] = {};
  return count;
}

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

/// -1 for a field that is not all digits; fields here have at most nine.
int digits(std::string_view text) {
  if (text.empty() || text.size() > 9) return -1;
  int value = 0;
  for (const char c : text) {
    if (!isDigit(c)) return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

class SbsDecoder final : public Decoder {
 public:
  explicit SbsDecoder(const DecodeOptions& options) : m_clockOffset(options.clockOffset) {
    m_aircraft.reserve(1024);
  }

  void decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
              DecodeSink& sink) override {
    m_received = received;
    m_lines.feed(
        asText(bytes), offset,
        [&](std::string_view line, std::uint64_t at) { takeLine(line, at, true, sink); },
        [&](std::uint64_t at) {
          sink.diagnostic({at, "", "", "a line is longer than 64 KiB: skipped"});
        });
    flushCounts(sink);
  }

  void finish(DecodeSink& sink) override {
    m_lines.finish([&](std::string_view line, std::uint64_t at) { takeLine(line, at, false, sink); });
    emitPending(sink);
    flushCounts(sink);
  }

 private:
  void takeLine(std::string_view line, std::uint64_t offset, bool complete, DecodeSink& sink);
  void takeMessage(const Fields& fields, int type, std::string_view line, std::uint64_t offset,
                   DecodeSink& sink);
  void takePosition(const Fields& fields, int type, UtcTime time, NativeId id, Aircraft& aircraft,
                    std::string_view line, std::uint64_t offset, DecodeSink& sink);
  UtcTime time(const Fields& fields);
  UtcTime instant(std::string_view date, std::string_view clock);
  /// The number in a field scaled to SI; `missing` is left when the field is empty. False when it is not a
  /// number, which is then reported.
  bool number(const Fields& fields, Field field, double scale, float& value, std::uint64_t offset,
              DecodeSink& sink);
  void bad(Field field, const Fields& fields, std::uint64_t offset, DecodeSink& sink) {
    sink.diagnostic({offset, category(fields), kFieldNames[field],
                     "is not valid: '" + std::string(fields[field].substr(0, 24)) + "'"});
  }
  static std::string category(const Fields& fields) {
    return std::string(fields[0].substr(0, 8)) + std::string(fields[kMessageType].substr(0, 4));
  }
  void emitPending(DecodeSink& sink) {
    if (!m_hasPending) return;
    m_hasPending = false;
    sink.report(m_pending);
  }
  void flushCounts(DecodeSink& sink);

  Micros m_clockOffset;
  UtcTime m_received;
  LineSplitter m_lines;
  std::unordered_map<std::uint32_t, Aircraft> m_aircraft;
  std::string m_dateText;
  UtcTime m_dateStart;
  /// The last position is held until the next line: producers that write a position and its velocity with one
  /// time put the velocity second.
  Report m_pending;
  bool m_hasPending = false;
  int m_source = -1;
  std::array<std::uint64_t, 10> m_messageCounts{};
  std::uint64_t m_otherCount = 0;
  std::uint64_t m_noPosition = 0;
  std::uint64_t m_noTime = 0;
};

void SbsDecoder::flushCounts(DecodeSink& sink) {
  static constexpr std::string_view kKinds[] = {"MSG0", "MSG1", "MSG2", "MSG3", "MSG4",
                                                "MSG5", "MSG6", "MSG7", "MSG8", "MSG9"};
  for (std::size_t i = 0; i < m_messageCounts.size(); ++i) {
    if (m_messageCounts[i] > 0) sink.record(kKinds[i], m_messageCounts[i]);
    m_messageCounts[i] = 0;
  }
  if (m_otherCount > 0) sink.record("other", m_otherCount);
  if (m_noPosition > 0) sink.dropped("no position", m_noPosition);
  if (m_noTime > 0) sink.dropped("no time", m_noTime);
  m_otherCount = m_noPosition = m_noTime = 0;
}

UtcTime SbsDecoder::instant(std::string_view date, std::string_view clock) {
  if (date != m_dateText) {
    const std::size_t slash = date.find('/');
    const std::size_t slash2 = date.find('/', slash == date.npos ? slash : slash + 1);
    if (slash2 == date.npos) return {};
    const int year = digits(date.substr(0, slash));
    const int month = digits(date.substr(slash + 1, slash2 - slash - 1));
    const int day = digits(date.substr(slash2 + 1));
    if (year < 1970 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return {};
    m_dateText = date;
    m_dateStart = utcFromCivil(year, month, day);
  }
  if (clock.size() < 8 || clock[2] != ':' || clock[5] != ':') return {};
  const int hour = digits(clock.substr(0, 2));
  const int minute = digits(clock.substr(3, 2));
  const int second = digits(clock.substr(6, 2));
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return {};
  Micros fraction = 0;
  if (clock.size() > 8) {
    if (clock[8] != '.' || clock.size() > 15) return {};
    Micros scale = kSecond;
    for (const char c : clock.substr(9)) {
      if (!isDigit(c)) return {};
      scale /= 10;
      fraction += scale * (c - '0');
    }
  }
  return m_dateStart + hour * kHour + minute * kMinute + second * kSecond + fraction;
}

UtcTime SbsDecoder::time(const Fields& fields) {
  // The time the message was generated; the logged one is when some program got round to it.
  UtcTime t = instant(fields[kGeneratedDate], fields[kGeneratedTime]);
  if (!t.isValid()) t = instant(fields[kLoggedDate], fields[kLoggedTime]);
  return t.isValid() ? t - m_clockOffset : t;
}

bool SbsDecoder::number(const Fields& fields, Field field, double scale, float& value, std::uint64_t offset,
                        DecodeSink& sink) {
  const std::string_view text = trimmed(fields[field]);
  if (text.empty()) return true;
  const auto parsed = parseDouble(text);
  if (!parsed) {
    bad(field, fields, offset, sink);
    return false;
  }
  value = static_cast<float>(*parsed * scale);
  return true;
}

void SbsDecoder::takeLine(std::string_view line, std::uint64_t offset, bool complete, DecodeSink& sink) {
  if (offset == 0 && line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  if (line.empty()) return;
  Fields fields;
  const std::size_t count = splitFields(line, fields);
  if (!complete && count < kFieldCount) {
    // Its last field may have lost digits: a position from it would be invented.
    sink.diagnostic(
        {offset, category(fields), "",
         "the file ends inside a line: 22 fields expected, " + std::to_string(count) + " are there"});
    return;
  }
  if (fields[0] == "MSG") {
    const int type = digits(fields[kMessageType]);
    if (type < 1 || type > 8) return bad(kMessageType, fields, offset, sink);
    if (count < 10) {
      sink.diagnostic({offset, category(fields), "",
                       "a message has at least 10 fields, " + std::to_string(count) + " are there"});
      return;
    }
    ++m_messageCounts[static_cast<std::size_t>(type)];
    takeMessage(fields, type, line, offset, sink);
  } else if (fields[0] == "SEL" || fields[0] == "ID" || fields[0] == "AIR" || fields[0] == "STA" ||
             fields[0] == "CLK") {
    ++m_otherCount;
    emitPending(sink);
    if (fields[0] != "ID" || count < 11) return;
    const auto hex = parseInt<std::uint32_t>(fields[kHex], 16);
    if (hex && *hex <= 0xFFFFFF) m_aircraft[*hex].callsign = trimmed(fields[kCallsign]);
  } else {
    sink.diagnostic({offset, "", "", "the line does not begin with MSG, SEL, ID, AIR, STA or CLK"});
  }
}

void SbsDecoder::takeMessage(const Fields& fields, int type, std::string_view line, std::uint64_t offset,
                             DecodeSink& sink) {
  std::string_view hexText = trimmed(fields[kHex]);
  const bool nonIcao = !hexText.empty() && hexText.front() == '~';
  if (nonIcao) hexText.remove_prefix(1);
  const auto hex = parseInt<std::uint32_t>(hexText, 16);
  if (!hex || hexText.size() > 6) {
    emitPending(sink);
    return bad(kHex, fields, offset, sink);
  }
  const UtcTime t = time(fields);
  if (!t.isValid()) {
    emitPending(sink);
    if (!fields[kGeneratedDate].empty()) return bad(kGeneratedTime, fields, offset, sink);
    ++m_noTime;
    return;
  }
  if (m_aircraft.size() > kMaxAircraft) m_aircraft.clear();
  Aircraft& aircraft = m_aircraft[*hex | (nonIcao ? 0x1000000U : 0U)];
  const NativeId id =
      *hex == 0 ? NativeId{} : NativeId{nonIcao ? IdKind::NonIcao24 : IdKind::Icao24, std::uint64_t{*hex}};

  if (const std::string_view callsign = trimmed(fields[kCallsign]); !callsign.empty()) {
    if (callsign != "@@@@@@@@") aircraft.callsign = callsign;
  }
  if (const std::string_view squawk = trimmed(fields[kSquawk]); !squawk.empty()) {
    const auto code = parseInt<std::int32_t>(squawk, 8);
    if (code && *code <= 07777) {
      aircraft.mode3A = *code;
    } else {
      bad(kSquawk, fields, offset, sink);
    }
  }
  // Producers write a set flag as -1 or 1, a clear one as 0, an unknown one as nothing.
  if (!fields[kEmergencyFlag].empty()) aircraft.emergency = fields[kEmergencyFlag] != "0";
  if (!fields[kSpiFlag].empty()) aircraft.spi = fields[kSpiFlag] != "0";

  float altitude = kNoFloat;
  number(fields, kAltitude, kFoot, altitude, offset, sink);
  if (altitude == altitude) {
    aircraft.altitude = altitude;
    aircraft.altitudeTime = t;
  }
  float speed = kNoFloat;
  float track = kNoFloat;
  float rate = kNoFloat;
  number(fields, kSpeed, kKnot, speed, offset, sink);
  number(fields, kTrack, 1.0, track, offset, sink);
  number(fields, kVerticalRate, kFootPerMinute, rate, offset, sink);
  if (speed == speed || track == track) {
    aircraft.groundSpeed = speed;
    aircraft.trackDeg = track;
    aircraft.verticalRate = rate;
    aircraft.velocityTime = t;
  }
  if (m_hasPending && type == 4 && m_pending.id == id && m_pending.eventTime == t) {
    m_pending.groundSpeed = speed;
    m_pending.trackDeg = track;
    m_pending.verticalRate = rate;
  }
  emitPending(sink);
  if (type == 2 || type == 3) takePosition(fields, type, t, id, aircraft, line, offset, sink);
}

void SbsDecoder::takePosition(const Fields& fields, int type, UtcTime time, NativeId id, Aircraft& aircraft,
                              std::string_view line, std::uint64_t offset, DecodeSink& sink) {
  const std::string_view latText = trimmed(fields[kLatitude]);
  const std::string_view lonText = trimmed(fields[kLongitude]);
  if (latText.empty() || lonText.empty()) {
    ++m_noPosition;
    return;
  }
  const auto lat = parseDouble(latText);
  const auto lon = parseDouble(lonText);
  if (!lat || *lat < -90 || *lat > 90) return bad(kLatitude, fields, offset, sink);
  if (!lon || *lon < -180 || *lon > 360) return bad(kLongitude, fields, offset, sink);

  if (m_source < 0) m_source = sink.source({"SBS-1", "sbs", -1});
  Report& r = m_pending;
  r = Report{};
  r.kind = id.kind == IdKind::None ? ReportKind::Plot : ReportKind::Track;
  r.domain = Domain::Air;
  r.category = static_cast<std::uint8_t>(type);
  r.source = static_cast<std::uint16_t>(m_source);
  r.id = id;
  if (id.kind == IdKind::Icao24) r.icao24 = static_cast<std::int32_t>(id.value);
  r.eventTime = time;
  r.receiveTime = m_received;
  r.lat = *lat;
  r.lon = wrapLongitude(*lon);
  r.mode3A = aircraft.mode3A;
  r.callsign = aircraft.callsign;
  const auto fresh = [time](UtcTime t) {
    return t.isValid() && time - t <= kAttachLimit && t - time <= kAttachLimit;
  };
  if (fresh(aircraft.altitudeTime)) r.baroAltitude = aircraft.altitude;
  if (fresh(aircraft.velocityTime)) {
    r.groundSpeed = aircraft.groundSpeed;
    r.trackDeg = aircraft.trackDeg;
    r.verticalRate = aircraft.verticalRate;
  }
  if (type == 2 || (!fields[kGround].empty() && fields[kGround] != "0")) r.flags |= kOnGround;
  if (aircraft.emergency) r.flags |= kEmergency;
  if (aircraft.spi) r.flags |= kSpi;
  r.byteOffset = offset;
  r.byteLength = static_cast<std::uint32_t>(line.size());
  m_hasPending = true;
}

int probe(std::span<const std::byte> head) {
  std::string_view text = asText(head);
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  int good = 0;
  int lines = 0;
  while (!text.empty() && lines < 50) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (end == text.npos && lines > 0) break;
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (line.size() < 2) continue;
    ++lines;
    for (const std::string_view kind : {"MSG,", "STA,", "AIR,", "SEL,", "ID,", "CLK,"}) {
      if (line.substr(0, kind.size()) == kind) ++good;
    }
  }
  if (good == 0 || lines == 0) return 0;
  return 95 * good / lines;
}

}  // namespace

const Format kSbsFormat = {"sbs", "SBS-1 / BaseStation", probe,
                           [](const DecodeOptions& options) -> std::unique_ptr<Decoder> {
                             return std::make_unique<SbsDecoder>(options);
                           }};

}  // namespace sorami
