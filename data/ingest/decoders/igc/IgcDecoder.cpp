// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/igc/IgcDecoder.h"

#include "data/ingest/Text.h"
#include "data/ingest/TrackNames.h"

#include <algorithm>

namespace sorami {
namespace {

/// Octets of a B record without extensions.
constexpr std::size_t kFixLength = 35;

/// All digits, up to nine of them; -1 otherwise.
int digits(std::string_view text) {
  if (text.empty() || text.size() > 9) return -1;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

/// An extension of the B record: where it stands, from 0.
struct Extension {
  std::size_t begin = 0;
  std::size_t size = 0;
};

class IgcDecoder final : public Decoder {
 public:
  explicit IgcDecoder(const DecodeOptions& options)
      : m_clockOffset(options.clockOffset),
        m_day(options.referenceDate ? options.referenceDate->startOfDay() : UtcTime{0}),
        m_dateKnown(options.referenceDate.has_value()) {}

  void decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
              DecodeSink& sink) override {
    m_received = received;
    m_lines.feed(
        asText(bytes), offset, [&](std::string_view line, std::uint64_t at) { takeLine(line, at, sink); },
        [&](std::uint64_t at) {
          sink.diagnostic({at, "", "", "a line is longer than 64 KiB: skipped"});
        });
  }
  void finish(DecodeSink& sink) override {
    m_lines.finish([&](std::string_view line, std::uint64_t at) {
      // A fix has a fixed length: a whole one is right without its line end.
      if (!line.empty() && line.front() == 'B' && line.size() < m_length) {
        sink.diagnostic({at, "B", "",
                         "the file ends inside a fix: " + std::to_string(m_length) + " octets expected, " +
                             std::to_string(line.size()) + " are there"});
        return;
      }
      takeLine(line, at, sink);
    });
    m_names.end(sink);
  }
  bool isDateKnown() const override { return m_dateKnown; }

 private:
  void takeLine(std::string_view line, std::uint64_t offset, DecodeSink& sink);
  void takeDate(std::string_view line, std::uint64_t offset, DecodeSink& sink);
  void takeFix(std::string_view line, std::uint64_t offset, DecodeSink& sink);
  void takeExtensions(std::string_view line);
  static std::string_view field(std::string_view line, const Extension& e) {
    return e.size > 0 && e.begin + e.size <= line.size() ? line.substr(e.begin, e.size) : std::string_view();
  }
  static void bad(const char* item, std::string_view line, std::uint64_t offset, DecodeSink& sink) {
    sink.diagnostic({offset, "B", item, "is not valid: '" + std::string(line.substr(0, 40)) + "'"});
  }

  Micros m_clockOffset;
  UtcTime m_day;
  bool m_dateKnown;
  UtcTime m_received;
  LineSplitter m_lines;
  TrackNames m_names;
  std::string m_recorder;
  std::string m_callsign;
  Micros m_lastTimeOfDay = -1;
  Micros m_timeBefore = -1;           ///< of the fix before that one
  std::size_t m_length = kFixLength;  ///< of a fix with its extensions
  Extension m_groundSpeed;
  Extension m_track;
  Extension m_decimals;
  Extension m_latDecimals;
  Extension m_lonDecimals;
  std::string m_uid;
  int m_source = -1;
};

void IgcDecoder::takeDate(std::string_view line, std::uint64_t offset, DecodeSink& sink) {
  std::string_view text = line.substr(5);
  if (text.starts_with("DATE:")) text.remove_prefix(5);
  text = trimmed(text).substr(0, 6);
  const int day = digits(text.substr(0, 2));
  const int month = text.size() >= 4 ? digits(text.substr(2, 2)) : -1;
  const int year = text.size() >= 6 ? digits(text.substr(4, 2)) : -1;
  if (day < 1 || day > 31 || month < 1 || month > 12 || year < 0) {
    sink.diagnostic({offset, "HFDTE", "date", "DDMMYY was expected: '" + std::string(text) + "'"});
    return;
  }
  // The first recorders are of 1995.
  m_day = utcFromCivil(year < 90 ? 2000 + year : 1900 + year, month, day);
  m_dateKnown = true;
  m_lastTimeOfDay = -1;
}

void IgcDecoder::takeExtensions(std::string_view line) {
  const int count = line.size() >= 3 ? digits(line.substr(1, 2)) : -1;
  for (int i = 0; i < count && line.size() >= static_cast<std::size_t>(3 + 7 * (i + 1)); ++i) {
    const std::string_view entry = line.substr(3 + 7 * static_cast<std::size_t>(i), 7);
    const int first = digits(entry.substr(0, 2));
    const int last = digits(entry.substr(2, 2));
    if (first < static_cast<int>(kFixLength) || last < first) continue;
    const Extension e{static_cast<std::size_t>(first - 1), static_cast<std::size_t>(last - first + 1)};
    m_length = std::max(m_length, e.begin + e.size);
    const std::string_view code = entry.substr(4);
    if (code == "GSP") m_groundSpeed = e;
    if (code == "TRT") m_track = e;
    if (code == "TDS") m_decimals = e;
    if (code == "LAD") m_latDecimals = e;
    if (code == "LOD") m_lonDecimals = e;
  }
}

void IgcDecoder::takeLine(std::string_view line, std::uint64_t offset, DecodeSink& sink) {
  if (line.empty()) return;
  switch (line.front()) {
    case 'A':
      if (m_recorder.empty()) m_recorder = trimmed(line.substr(1, 32));
      return;
    case 'B':
      sink.record("B", 1);
      return takeFix(line, offset, sink);
    case 'H':
      if (line.starts_with("HFDTE") || line.starts_with("HODTE") || line.starts_with("HPDTE"))
        return takeDate(line, offset, sink);
      // The aircraft's competition number or registration; nothing of persons.
      if (line.starts_with("HFCID") || line.starts_with("HFGID")) {
        const std::size_t colon = line.find(':');
        const std::string_view value =
            colon == line.npos ? std::string_view() : trimmed(line.substr(colon + 1));
        if (!value.empty() && (m_callsign.empty() || line.starts_with("HFCID"))) m_callsign = value;
      }
      return;
    case 'I':
      return takeExtensions(line);
    default:
      return;
  }
}

void IgcDecoder::takeFix(std::string_view line, std::uint64_t offset, DecodeSink& sink) {
  if (line.size() < kFixLength) return bad("length", line, offset, sink);
  const int hour = digits(line.substr(1, 2));
  const int minute = digits(line.substr(3, 2));
  const int second = digits(line.substr(5, 2));
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return bad("time", line, offset, sink);
  const auto angle = [&](std::size_t at, std::size_t degreeDigits, const Extension& decimals, char negative,
                         char positive, double limit) {
    const int degrees = digits(line.substr(at, degreeDigits));
    const int thousandths = digits(line.substr(at + degreeDigits, 5));
    const char side = line[at + degreeDigits + 5];
    if (degrees < 0 || thousandths < 0 || thousandths >= 60000 || (side != negative && side != positive))
      return kNoDouble;
    double minutes = thousandths / 1000.0;
    double scale = 1e-3;
    for (const char c : field(line, decimals)) {
      if (c < '0' || c > '9') break;
      scale /= 10;
      minutes += scale * (c - '0');
    }
    const double value = degrees + minutes / 60.0;
    return value <= limit ? (side == negative ? -value : value) : kNoDouble;
  };
  const double lat = angle(7, 2, m_latDecimals, 'S', 'N', 90);
  const double lon = angle(15, 3, m_lonDecimals, 'W', 'E', 180);
  if (lat != lat) return bad("latitude", line, offset, sink);
  if (lon != lon) return bad("longitude", line, offset, sink);
  const char validity = line[24];
  if (validity != 'A' && validity != 'V') return bad("validity", line, offset, sink);
  const auto pressure = parseInt<int>(line.substr(25, 5));
  const auto gnss = parseInt<int>(line.substr(30, 5));
  if (!pressure || !gnss) return bad("altitude", line, offset, sink);

  Micros timeOfDay = hour * kHour + minute * kMinute + second * kSecond;
  Micros scale = kSecond;
  for (const char c : field(line, m_decimals).substr(0, 6)) {
    if (c < '0' || c > '9') break;
    scale /= 10;
    timeOfDay += scale * (c - '0');
  }
  // A new day, unless only the fix before was astray: a digit of it is damaged.
  const bool wasAstray =
      m_timeBefore >= 0 && timeOfDay >= m_timeBefore && m_lastTimeOfDay > m_timeBefore + kDay / 2;
  if (m_lastTimeOfDay >= 0 && timeOfDay < m_lastTimeOfDay - kDay / 2 && !wasAstray) m_day = m_day + kDay;
  m_timeBefore = m_lastTimeOfDay;
  m_lastTimeOfDay = timeOfDay;

  Report r;
  if (m_source < 0) {
    m_source = sink.source({"IGC flight recorder", "igc", -1});
    m_uid = m_names.unique(m_recorder, "IGC flight");
    m_names.used(static_cast<std::uint16_t>(m_source), {IdKind::Text, 0}, m_uid);
  }
  r.source = static_cast<std::uint16_t>(m_source);
  r.domain = Domain::Air;
  r.id = {IdKind::Text, 0};
  r.uid = m_uid;
  r.callsign = std::string_view(m_callsign);
  r.eventTime = m_day + timeOfDay - m_clockOffset;
  r.receiveTime = m_received;
  r.lat = lat;
  r.lon = wrapLongitude(lon);
  r.baroAltitude = static_cast<float>(*pressure);
  // V: the fix has two dimensions, its height means nothing.
  if (validity == 'A') r.geoAltitude = static_cast<float>(*gnss);
  if (const int speed = digits(field(line, m_groundSpeed)); speed >= 0)
    r.groundSpeed = static_cast<float>(speed / 3.6);
  if (const int track = digits(field(line, m_track)); track >= 0 && track <= 360)
    r.trackDeg = static_cast<float>(track);
  r.byteOffset = offset;
  r.byteLength = static_cast<std::uint32_t>(line.size());
  sink.report(r);
}

int probe(std::span<const std::byte> head) {
  std::string_view text = asText(head);
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  bool recorder = false;
  int headers = 0;
  int fixes = 0;
  for (int lines = 0; lines < 200 && !text.empty(); ++lines) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (line.size() >= 4 && line.front() == 'A' && lines == 0) {
      recorder = true;
      for (const char c : line.substr(1, 3))
        recorder = recorder && ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
    }
    if (line.starts_with("HF") || line.starts_with("HO") || line.starts_with("HP")) ++headers;
    if (line.size() >= kFixLength && line.front() == 'B' && digits(line.substr(1, 6)) >= 0 &&
        (line[14] == 'N' || line[14] == 'S') && (line[23] == 'E' || line[23] == 'W'))
      ++fixes;
  }
  if (recorder && headers > 0) return 95;
  return fixes > 1 ? 80 : 0;
}

}  // namespace

const Format kIgcFormat = {"igc", "IGC flight recorder", probe,
                           [](const DecodeOptions& options) -> std::unique_ptr<Decoder> {
                             return std::make_unique<IgcDecoder>(options);
                           }};

}  // namespace sorami
