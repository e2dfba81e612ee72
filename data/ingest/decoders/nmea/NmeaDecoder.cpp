// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/nmea/NmeaDecoder.h"

#include "data/core/Units.h"
#include "data/ingest/Text.h"
#include "data/ingest/TrackNames.h"
#include "data/ingest/decoders/nmea/Ais.h"

#include <array>
#include <cmath>
#include <deque>

namespace sorami {
namespace {

/// Fixes held until a date comes; more than this and they are told without.
constexpr std::size_t kMaxUndated = 100'000;

/// Time of day of `hhmmss.sss`; -1 when it is none.
Micros timeOfDay(std::string_view text) {
  if (text.size() < 6 || text.size() > 13) return -1;
  int parts[3];
  for (std::size_t i = 0; i < 3; ++i) {
    const auto n = parseInt<int>(text.substr(2 * i, 2));
    if (!n || *n < 0) return -1;
    parts[i] = *n;
  }
  if (parts[0] > 23 || parts[1] > 59 || parts[2] > 60) return -1;
  Micros fraction = 0;
  if (text.size() > 6) {
    if (text[6] != '.') return -1;
    Micros scale = kSecond;
    for (const char c : text.substr(7)) {
      if (c < '0' || c > '9') return -1;
      scale /= 10;
      fraction += scale * (c - '0');
    }
  }
  return parts[0] * kHour + parts[1] * kMinute + parts[2] * kSecond + fraction;
}

/// Midnight of a `ddmmyy` date. The system's time begins in 1980.
UtcTime dateOf(std::string_view text) {
  if (text.size() != 6) return {};
  const auto day = parseInt<int>(text.substr(0, 2));
  const auto month = parseInt<int>(text.substr(2, 2));
  const auto year = parseInt<int>(text.substr(4, 2));
  if (!day || !month || !year || *day < 1 || *day > 31 || *month < 1 || *month > 12 || *year < 0) return {};
  return utcFromCivil(*year < 80 ? 2000 + *year : 1900 + *year, *month, *day);
}

/// Degrees of `ddmm.mmm` and its side; NaN when it is none.
double angleOf(std::string_view text, std::string_view side, double limit) {
  const auto value = parseDouble(text);
  if (!value || *value < 0 || side.size() != 1) return kNoDouble;
  const double degrees = std::floor(*value / 100);
  const double minutes = *value - degrees * 100;
  const double angle = degrees + minutes / 60;
  if (minutes >= 60 || angle > limit) return kNoDouble;
  switch (side.front()) {
    case 'N':
    case 'E':
      return angle;
    case 'S':
    case 'W':
      return -angle;
    default:
      return kNoDouble;
  }
}

/// One fix while the sentences of its time come in.
struct Fix {
  Micros timeOfDay = -1;
  UtcTime date;  ///< midnight of its day, when a sentence of it told
  Report report;
};

class NmeaDecoder final : public Decoder {
 public:
  explicit NmeaDecoder(const DecodeOptions& options)
      : m_clockOffset(options.clockOffset), m_ais(options.clockOffset) {
    if (options.referenceDate) m_told = options.referenceDate->startOfDay();
  }

  void decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
              DecodeSink& sink) override;
  void finish(DecodeSink& sink) override;
  bool isDateKnown() const override { return !m_undated; }

 private:
  void takeChar(char c, std::uint64_t offset, DecodeSink& sink);
  void takeLine(std::string_view line, std::uint64_t offset, bool complete, DecodeSink& sink);
  void takeSentence(std::string_view body, std::uint64_t offset, DecodeSink& sink);
  void takeGga(std::uint64_t offset, DecodeSink& sink);
  void takeRmc(std::uint64_t offset, DecodeSink& sink);
  void takeZda();
  void takePlace(std::size_t at, Micros time, std::uint64_t offset, DecodeSink& sink);
  void flush(DecodeSink& sink);
  void dated(Fix& fix, DecodeSink& sink);
  void emit(const Fix& fix, UtcTime time, DecodeSink& sink);
  void releaseUndated(Micros shift, DecodeSink& sink);
  static UtcTime nearest(Micros time, UtcTime to) {
    UtcTime candidate = to.startOfDay() + time;
    if (candidate - to > kDay / 2) candidate = candidate - kDay;
    if (to - candidate > kDay / 2) candidate = candidate + kDay;
    return candidate;
  }
  void bad(const char* item, std::uint64_t offset, DecodeSink& sink) {
    sink.diagnostic({offset, std::string(m_fields[0].substr(0, 8)), item, "is not valid"});
  }
  std::string_view field(std::size_t i) const {
    return i < m_fields.size() ? m_fields[i] : std::string_view();
  }

  Micros m_clockOffset;
  AisReader m_ais;
  UtcTime m_told;  ///< the first day, as the user told it
  UtcTime m_received;
  std::string m_line;
  std::uint64_t m_lineOffset = 0;
  bool m_skipping = false;
  enum class Width { Unknown, One, LittleTwo, BigTwo } m_width = Width::Unknown;
  std::string m_firstBytes;
  char m_half = 0;
  bool m_haveHalf = false;
  std::vector<std::string_view> m_fields;
  UtcTime m_tagTime;
  Fix m_fix;
  UtcTime m_anchor;    ///< the last instant that is known with its date
  UtcTime m_relative;  ///< without a date: the last fix, counted from 1970-01-01
  std::deque<std::pair<Fix, UtcTime>> m_waiting;
  bool m_undated = false;
  TrackNames m_names;
  int m_source = -1;
};

void NmeaDecoder::decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
                         DecodeSink& sink) {
  m_received = received;
  const std::string_view text = asText(bytes);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (m_width == Width::Unknown) {
      // A byte order mark tells two octets a character, low or high one first.
      m_firstBytes += c;
      if (m_firstBytes.size() < 2) continue;
      if (m_firstBytes == "\xff\xfe") {
        m_width = Width::LittleTwo;
      } else if (m_firstBytes == "\xfe\xff") {
        m_width = Width::BigTwo;
      } else {
        m_width = Width::One;
        takeChar(m_firstBytes[0], 0, sink);
        takeChar(c, 1, sink);
      }
      continue;
    }
    if (m_width == Width::One) {
      takeChar(c, offset + i, sink);
      continue;
    }
    if (!m_haveHalf) {
      m_half = c;
      m_haveHalf = true;
      continue;
    }
    m_haveHalf = false;
    const char low = m_width == Width::LittleTwo ? m_half : c;
    const char high = m_width == Width::LittleTwo ? c : m_half;
    takeChar(high == 0 ? low : '?', offset + i - 1, sink);
  }
}

void NmeaDecoder::takeChar(char c, std::uint64_t offset, DecodeSink& sink) {
  if (c == '\r' || c == '\n') {
    if (!m_skipping && !m_line.empty()) takeLine(m_line, m_lineOffset, true, sink);
    m_line.clear();
    m_skipping = false;
    return;
  }
  if (m_skipping) return;
  if (m_line.empty()) m_lineOffset = offset;
  m_line += c;
  if (m_line.size() > 4096) {
    sink.diagnostic({m_lineOffset, "", "", "a line is longer than 4 KiB: skipped"});
    m_skipping = true;
    m_line.clear();
  }
}

void NmeaDecoder::finish(DecodeSink& sink) {
  if (m_width == Width::Unknown && !m_firstBytes.empty()) m_line = m_firstBytes;
  if (!m_skipping && !m_line.empty()) takeLine(m_line, m_lineOffset, false, sink);
  m_line.clear();
  flush(sink);
  if (!m_waiting.empty()) {
    m_undated = !m_told.isValid();
    releaseUndated(m_told.isValid() ? m_told.us : 0, sink);
  }
  m_names.end(sink);
}

void NmeaDecoder::takeLine(std::string_view line, std::uint64_t offset, bool complete, DecodeSink& sink) {
  m_tagTime = UtcTime();
  if (line.starts_with('\\')) {
    // A tag block in front: \c:1234567890,s:station*5A\!AIVDM…
    const std::size_t end = line.find('\\', 1);
    if (end == line.npos) return;
    std::string_view tags = line.substr(1, end - 1);
    tags = tags.substr(0, tags.find('*'));
    while (!tags.empty()) {
      const std::size_t comma = tags.find(',');
      const std::string_view tag = tags.substr(0, comma);
      tags = comma == tags.npos ? std::string_view() : tags.substr(comma + 1);
      if (!tag.starts_with("c:")) continue;
      if (const auto n = parseInt<std::int64_t>(tag.substr(2)); n && *n > 0) {
        if (*n < 100'000'000'000)
          m_tagTime = UtcTime{*n * kSecond};
        else if (*n < 100'000'000'000'000)
          m_tagTime = UtcTime::fromMillis(*n);
      }
    }
    line = line.substr(end + 1);
  }
  // Loggers write text around sentences; a sentence may begin inside a line.
  const std::size_t begin = line.find_first_of("$!");
  if (begin == line.npos) return;
  line = line.substr(begin);
  const std::size_t star = line.rfind('*');
  std::string_view body = line.substr(1, star == line.npos ? line.npos : star - 1);
  const bool isAis = line.front() == '!';
  if (star == line.npos) {
    if (!complete) {
      sink.diagnostic({offset, std::string(body.substr(0, 5)), "",
                       "the file ends inside a sentence: its checksum was expected"});
      return;
    }
  } else {
    const auto told = parseInt<unsigned>(line.substr(star + 1, 2), 16);
    unsigned sum = 0;
    for (const char c : body) sum ^= static_cast<unsigned char>(c);
    if (line.size() < star + 3 || !told || *told != sum) {
      char text[64];
      std::snprintf(text, sizeof text, "wrong checksum: %02X was expected", sum);
      sink.diagnostic({offset, std::string(body.substr(0, 5)), "checksum", text});
      return;
    }
  }
  m_fields.clear();
  std::size_t at = 0;
  for (;;) {
    const std::size_t end = body.find(',', at);
    m_fields.push_back(body.substr(at, end == body.npos ? body.npos : end - at));
    if (end == body.npos || m_fields.size() > 64) break;
    at = end + 1;
  }
  // The name: talker and type, or a maker's own (`PGRME`).
  if (m_fields[0].size() < 3) return;
  bool named = true;
  for (const char c : m_fields[0]) named = named && ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
  if (!named || m_fields[0].size() > 8) return;
  sink.record(m_fields[0], 1);
  if (isAis) {
    if (!m_fields[0].ends_with("VDM") && !m_fields[0].ends_with("VDO")) return;
    m_fields.erase(m_fields.begin());
    const UtcTime time = m_tagTime.isValid() ? m_tagTime : m_received.isValid() ? m_received : m_anchor;
    return m_ais.sentence(m_fields, time, offset, static_cast<std::uint32_t>(line.size()), sink);
  }
  takeSentence(body, offset, sink);
}

void NmeaDecoder::takeSentence(std::string_view body, std::uint64_t offset, DecodeSink& sink) {
  if (m_fields[0].size() != 5) return;
  const std::string_view type = body.substr(2, 3);
  if (type == "GGA") return takeGga(offset, sink);
  if (type == "RMC") return takeRmc(offset, sink);
  if (type == "ZDA") return takeZda();
  if (type == "VTG" && m_fix.timeOfDay >= 0) {
    Report& r = m_fix.report;
    if (const auto track = parseDouble(field(1));
        track && *track >= 0 && *track <= 360 && !(r.trackDeg == r.trackDeg))
      r.trackDeg = static_cast<float>(*track);
    if (const auto speed = parseDouble(field(5)); speed && *speed >= 0 && !(r.groundSpeed == r.groundSpeed))
      r.groundSpeed = static_cast<float>(*speed * kKnot);
  }
}

/// Latitude, side, longitude, side from field `at` on.
void NmeaDecoder::takePlace(std::size_t at, Micros time, std::uint64_t offset, DecodeSink& sink) {
  if (field(at).empty() || field(at + 2).empty()) return sink.dropped("no position", 1);
  const double lat = angleOf(field(at), field(at + 1), 90);
  const double lon = angleOf(field(at + 2), field(at + 3), 180);
  if (lat != lat) return bad("latitude", offset, sink);
  if (lon != lon) return bad("longitude", offset, sink);
  if (m_fix.timeOfDay != time) {
    flush(sink);
    m_fix = Fix{};
    m_fix.timeOfDay = time;
    m_fix.report.byteOffset = offset;
    m_fix.report.byteLength = static_cast<std::uint32_t>(m_fields.back().data() + m_fields.back().size() -
                                                         m_fields.front().data()) +
                              1;
  }
  m_fix.report.receiveTime = m_received;
  m_fix.report.lat = lat;
  m_fix.report.lon = wrapLongitude(lon);
}

void NmeaDecoder::takeGga(std::uint64_t offset, DecodeSink& sink) {
  if (m_fields.size() < 10) return bad("length", offset, sink);
  const Micros time = timeOfDay(field(1));
  if (time < 0) return field(1).empty() ? sink.dropped("no time", 1) : bad("time", offset, sink);
  if (field(6) == "0") return sink.dropped("no fix", 1);
  takePlace(2, time, offset, sink);
  if (m_fix.timeOfDay != time) return;
  Report& r = m_fix.report;
  const auto altitude = parseDouble(field(9));
  const auto separation = parseDouble(field(11));
  if (altitude && separation) {
    // The sentence gives both: height above the sea and of the sea above the ellipsoid.
    r.geoAltitude = static_cast<float>(*altitude + *separation);
    r.flags = static_cast<std::uint16_t>(r.flags & ~kGeoIsMsl);
  } else if (altitude) {
    r.geoAltitude = static_cast<float>(*altitude);
    r.flags |= kGeoIsMsl;
  }
}

void NmeaDecoder::takeRmc(std::uint64_t offset, DecodeSink& sink) {
  if (m_fields.size() < 10) return bad("length", offset, sink);
  const Micros time = timeOfDay(field(1));
  if (time < 0) return field(1).empty() ? sink.dropped("no time", 1) : bad("time", offset, sink);
  if (field(2) != "A") return sink.dropped("no fix", 1);
  takePlace(3, time, offset, sink);
  if (m_fix.timeOfDay != time) return;
  Report& r = m_fix.report;
  if (const auto speed = parseDouble(field(7)); speed && *speed >= 0)
    r.groundSpeed = static_cast<float>(*speed * kKnot);
  if (const auto track = parseDouble(field(8)); track && *track >= 0 && *track <= 360)
    r.trackDeg = static_cast<float>(*track);
  const UtcTime date = dateOf(field(9));
  if (date.isValid())
    m_fix.date = date;
  else if (!field(9).empty())
    bad("date", offset, sink);
}

void NmeaDecoder::takeZda() {
  const Micros time = timeOfDay(field(1));
  const auto day = parseInt<int>(field(2));
  const auto month = parseInt<int>(field(3));
  const auto year = parseInt<int>(field(4));
  if (time < 0 || !day || !month || !year || *day < 1 || *day > 31 || *month < 1 || *month > 12 ||
      *year < 1980 || *year > 2200)
    return;
  const UtcTime told = utcFromCivil(*year, *month, *day) + time;
  if (m_fix.timeOfDay >= 0 && !m_fix.date.isValid() && !m_anchor.isValid())
    m_fix.date = nearest(m_fix.timeOfDay, told).startOfDay();
  if (m_waiting.empty()) m_anchor = told;
}

void NmeaDecoder::emit(const Fix& fix, UtcTime time, DecodeSink& sink) {
  if (m_source < 0) {
    m_source = sink.source({"NMEA own position", "nmea", -1, true});
    m_names.used(static_cast<std::uint16_t>(m_source), {IdKind::Text, 0}, "own position");
  }
  Report r = fix.report;
  r.kind = ReportKind::State;
  r.source = static_cast<std::uint16_t>(m_source);
  r.id = {IdKind::Text, 0};
  r.uid = "own position";
  r.eventTime = time - m_clockOffset;
  sink.report(r);
}

void NmeaDecoder::releaseUndated(Micros shift, DecodeSink& sink) {
  for (const auto& [fix, relative] : m_waiting) emit(fix, relative + shift, sink);
  m_waiting.clear();
}

void NmeaDecoder::dated(Fix& fix, DecodeSink& sink) {
  UtcTime time;
  if (fix.date.isValid()) {
    time = fix.date + fix.timeOfDay;
  } else if (m_anchor.isValid()) {
    time = nearest(fix.timeOfDay, m_anchor);
  } else if (m_received.isValid()) {
    time = nearest(fix.timeOfDay, m_received);
  }
  if (!m_relative.isValid()) m_relative = UtcTime{fix.timeOfDay};
  m_relative = nearest(fix.timeOfDay, m_relative);
  if (time.isValid()) {
    // The date has come: the fixes before it are of the days before.
    if (!m_waiting.empty()) releaseUndated(time - m_relative, sink);
    m_anchor = time;
    return emit(fix, time, sink);
  }
  m_waiting.emplace_back(fix, m_relative);
  if (m_waiting.size() > kMaxUndated) {
    m_undated = !m_told.isValid();
    m_anchor = m_relative + (m_told.isValid() ? m_told.us : 0);
    releaseUndated(m_told.isValid() ? m_told.us : 0, sink);
  }
}

void NmeaDecoder::flush(DecodeSink& sink) {
  if (m_fix.timeOfDay < 0) return;
  dated(m_fix, sink);
  m_fix = Fix{};
}

int probe(std::span<const std::byte> head) {
  std::string text(asText(head.first(std::min<std::size_t>(head.size(), 8192))));
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) {
    text.erase(0, 2);
    std::erase(text, '\0');
  }
  int good = 0;
  int plain = 0;
  for (std::size_t at = text.find_first_of("$!"); at != text.npos; at = text.find_first_of("$!", at + 1)) {
    const std::string_view sentence = std::string_view(text).substr(at + 1, 82);
    const std::size_t star = sentence.find_first_of("*\r\n");
    if (star == sentence.npos) continue;
    const std::string_view kind = sentence.size() > 5 ? sentence.substr(2, 3) : std::string_view();
    // The oldest receivers write no checksums.
    if (sentence[star] != '*' && (kind == "GGA" || kind == "RMC") && sentence[5] == ',' &&
        std::count(sentence.begin(), sentence.begin() + static_cast<std::ptrdiff_t>(star), ',') >= 9)
      ++plain;
    if (sentence[star] != '*' || star + 3 > sentence.size()) continue;
    const auto told = parseInt<unsigned>(sentence.substr(star + 1, 2), 16);
    unsigned sum = 0;
    for (const char c : sentence.substr(0, star)) sum ^= static_cast<unsigned char>(c);
    if (told && *told == sum &&
        (kind == "GGA" || kind == "RMC" || kind == "VDM" || kind == "VDO" || kind == "ZDA"))
      ++good;
  }
  return good >= 2 ? 92 : plain >= 2 ? 80 : good == 1 ? 70 : 0;
}

}  // namespace

const Format kNmeaFormat = {"nmea", "NMEA 0183 and AIS", probe,
                            [](const DecodeOptions& options) -> std::unique_ptr<Decoder> {
                              return std::make_unique<NmeaDecoder>(options);
                            }};

}  // namespace sorami
