// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/asi/AsiDecoder.h"

#include "data/core/Units.h"
#include "data/geo/Earth.h"
#include "data/ingest/Text.h"
#include "data/ingest/TrackNames.h"

#include <cmath>
#include <unordered_map>

namespace sorami {
namespace {

constexpr std::size_t kMaxPlatforms = 1'000'000;

struct Platform {
  Report report;
  bool used = false;
};

/// Words; a quoted text is one.
std::vector<std::string_view> wordsOf(std::string_view line) {
  std::vector<std::string_view> words;
  std::size_t at = 0;
  while (words.size() < 32) {
    at = line.find_first_not_of(" \t", at);
    if (at == line.npos) break;
    const bool quoted = line[at] == '"';
    if (quoted) ++at;
    const std::size_t end =
        std::min(quoted ? line.find('"', at) : line.find_first_of(" \t", at), line.size());
    words.push_back(line.substr(at, end - at));
    at = end + (quoted ? 1 : 0);
    if (at >= line.size()) break;
  }
  return words;
}

Domain domainOf(std::string_view type) {
  const auto has = [type](std::string_view word) { return type.find(word) != type.npos; };
  if (has("missile") || has("torpedo")) return has("torpedo") ? Domain::Subsurface : Domain::Missile;
  if (has("air") || has("helicopter") || has("decoy")) return Domain::Air;
  if (has("ship") || has("buoy")) return Domain::Surface;
  if (has("submarine")) return Domain::Subsurface;
  if (has("satellite")) return Domain::Space;
  if (has("tank") || has("truck") || has("site") || has("ground")) return Domain::Ground;
  return Domain::Unknown;
}

class AsiDecoder final : public Decoder {
 public:
  explicit AsiDecoder(const DecodeOptions& options)
      : m_clockOffset(options.clockOffset), m_referenceDate(options.referenceDate) {}

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
      // Its last number may have lost digits.
      if (trimmed(line).empty()) return;
      sink.diagnostic({at, "", "", "the file ends inside a line: not used"});
    });
    m_names.end(sink);
  }
  bool isDateKnown() const override { return !m_undated; }

 private:
  void takeLine(std::string_view line, std::uint64_t offset, DecodeSink& sink);
  void takeData(const std::vector<std::string_view>& words, std::string_view line, std::uint64_t offset,
                DecodeSink& sink);
  UtcTime timeOf(std::string_view text);

  Micros m_clockOffset;
  std::optional<UtcTime> m_referenceDate;
  UtcTime m_received;
  LineSplitter m_lines;
  TrackNames m_names;
  std::unordered_map<std::uint64_t, Platform> m_platforms;
  int m_year = -1;
  double m_toDegrees = 180.0 / std::numbers::pi;
  bool m_coordinatesKnown = true;
  bool m_msl = false;
  bool m_undated = false;
  std::string m_scenario;
  int m_source = -1;
};

/// `121 2018 16:05:24.000`, ISO 8601, or seconds since the reference year began.
UtcTime AsiDecoder::timeOf(std::string_view text) {
  const std::size_t blank = text.find(' ');
  const std::size_t blank2 = blank == text.npos ? text.npos : text.find(' ', blank + 1);
  if (blank2 != text.npos) {
    const auto day = parseInt<int>(text.substr(0, blank));
    const auto year = parseInt<int>(text.substr(blank + 1, blank2 - blank - 1));
    const std::string_view clock = text.substr(blank2 + 1);
    if (!day || *day < 1 || *day > 366 || !year || *year < 1900 || *year > 9999 || clock.size() < 8 ||
        clock.size() > 16)
      return {};
    const auto time = fromIso("1970-01-01T" + std::string(clock) + "Z");
    if (!time) return {};
    return utcFromCivil(*year, 1, 1) + (*day - 1) * kDay + time->us;
  }
  const auto seconds = parseDouble(text);
  if (!seconds) return fromIso(text).value_or(UtcTime());
  if (*seconds < 0 || *seconds > 1e9) return {};
  UtcTime start{0};
  if (m_year > 0)
    start = utcFromCivil(m_year, 1, 1);
  else if (m_referenceDate)
    start = m_referenceDate->startOfDay();
  else
    m_undated = true;
  return start + std::llround(*seconds * 1e6);
}

void AsiDecoder::takeLine(std::string_view line, std::uint64_t offset, DecodeSink& sink) {
  line = trimmed(line);
  if (line.empty() || line.front() == '#' || line.starts_with("//")) return;
  const auto words = wordsOf(line);
  const std::string_view key = words.front();
  if (key == "PlatformData") return takeData(words, line, offset, sink);
  if (words.size() < 2) return;
  if (key == "DegreeAngles") m_toDegrees = words[1] == "0" ? 180.0 / std::numbers::pi : 1.0;
  if (key == "ReferenceYear") m_year = parseInt<int>(words[1]).value_or(-1);
  if (key == "ScenarioInfo") m_scenario = words[1].substr(0, 60);
  if (key == "VerticalDatum") m_msl = words[1] == "MSL";
  if (key == "CoordSystem" && words[1] != "LLA") {
    m_coordinatesKnown = false;
    sink.diagnostic({offset, "CoordSystem", "",
                     "only LLA is read, this is '" + std::string(words[1].substr(0, 24)) +
                         "': export the scenario with latitude and longitude"});
  }
  if (!key.starts_with("Platform")) {
    if (key.starts_with("Beam") || key.starts_with("Gate") || key.starts_with("Laser") ||
        key.starts_with("LOB"))
      sink.record(key.substr(0, 4), 1);
    return;
  }
  const auto id = parseInt<std::uint64_t>(words[1]);
  if (!id) {
    sink.diagnostic({offset, std::string(key.substr(0, 24)), "id",
                     "is no number: '" + std::string(words[1].substr(0, 24)) + "'"});
    return;
  }
  if (m_platforms.size() > kMaxPlatforms) m_platforms.clear();
  Report& r = m_platforms[*id].report;
  if (words.size() < 3) return;
  if (key == "PlatformName") r.callsign = words[2];
  if (key == "PlatformIcon") r.type = words[2];
  if (key == "PlatformType") r.domain = domainOf(words[2]);
  if (key == "PlatformFHN") {
    const char c = words[2].empty() ? '?' : words[2].front();
    r.affiliation = c == 'F' || c == 'f'   ? Affiliation::Friend
                    : c == 'H' || c == 'h' ? Affiliation::Hostile
                    : c == 'N' || c == 'n' ? Affiliation::Neutral
                                           : Affiliation::Unknown;
  }
}

void AsiDecoder::takeData(const std::vector<std::string_view>& words, std::string_view line,
                          std::uint64_t offset, DecodeSink& sink) {
  sink.record("PlatformData", 1);
  const auto bad = [&](const char* item, std::string_view value) {
    sink.diagnostic(
        {offset, "PlatformData", item, "is not valid: '" + std::string(value.substr(0, 32)) + "'"});
  };
  if (words.size() < 6) return bad("length", line);
  if (!m_coordinatesKnown) return sink.dropped("unknown coordinate system", 1);
  const auto id = parseInt<std::uint64_t>(words[1]);
  if (!id) return bad("id", words[1]);
  if (words[2] == "-1" || words[2] == "-1.") return sink.dropped("static, no time", 1);
  const UtcTime time = timeOf(words[2]);
  if (!time.isValid()) return bad("time", words[2]);
  double numbers[9];
  for (std::size_t i = 0; i < 9; ++i) {
    numbers[i] = kNoDouble;
    if (i + 3 >= words.size()) continue;
    const auto number = parseDouble(words[i + 3]);
    if (!number) return bad("number", words[i + 3]);
    numbers[i] = *number;
  }
  const double lat = numbers[0] * m_toDegrees;
  const double lon = numbers[1] * m_toDegrees;
  if (!(std::abs(lat) <= 90)) return bad("latitude", words[3]);
  if (!(std::abs(lon) <= 360)) return bad("longitude", words[4]);
  if (m_source < 0)
    m_source = sink.source({m_scenario.empty() ? std::string("SIMDIS") : m_scenario, "asi", -1, true});
  if (m_platforms.size() > kMaxPlatforms) m_platforms.clear();
  Platform& platform = m_platforms[*id];
  Report& r = platform.report;
  r.kind = ReportKind::State;
  r.id = {IdKind::Object, *id};
  r.source = static_cast<std::uint16_t>(m_source);
  if (!platform.used) m_names.used(r.source, r.id, {});
  platform.used = true;
  r.eventTime = time - m_clockOffset;
  r.receiveTime = m_received;
  r.lat = lat;
  r.lon = wrapLongitude(lon);
  r.geoAltitude = static_cast<float>(numbers[2]);
  r.flags = m_msl ? kGeoIsMsl : 0;
  r.trackDeg = r.groundSpeed = r.verticalRate = kNoFloat;
  if (numbers[6] == numbers[6] && numbers[7] == numbers[7]) {
    // East and north.
    r.groundSpeed = static_cast<float>(std::hypot(numbers[6], numbers[7]));
    if (r.groundSpeed > 0.1F) {
      const double course = radToDeg(std::atan2(numbers[6], numbers[7]));
      r.trackDeg = static_cast<float>(course < 0 ? course + 360 : course);
    }
    r.verticalRate = static_cast<float>(numbers[8]);
  } else if (numbers[3] == numbers[3]) {
    // Without a velocity the nose stands for the course.
    const double yaw = numbers[3] * m_toDegrees;
    if (std::abs(yaw) < 1e6) r.trackDeg = static_cast<float>(azimuthOf(yaw));
  }
  r.byteOffset = offset;
  r.byteLength = static_cast<std::uint32_t>(line.size());
  sink.report(r);
}

int probe(std::span<const std::byte> head) {
  const std::string_view text = asText(head);
  const auto has = [text](std::string_view key) {
    const std::size_t at = text.find(key);
    return at == 0 || (at != text.npos && text[at - 1] == '\n');
  };
  int signs = 0;
  for (const std::string_view key :
       {"RefLLA ", "ReferenceYear ", "CoordSystem ", "DegreeAngles ", "PlatformID ", "PlatformData "})
    signs += has(key) ? 1 : 0;
  return signs >= 2 ? 95 : 0;
}

}  // namespace

const Format kAsiFormat = {"asi", "SIMDIS ASI", probe,
                           [](const DecodeOptions& options) -> std::unique_ptr<Decoder> {
                             return std::make_unique<AsiDecoder>(options);
                           }};

}  // namespace sorami
