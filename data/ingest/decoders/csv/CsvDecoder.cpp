// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/csv/CsvDecoder.h"

#include "data/ingest/Text.h"
#include "data/ingest/TrackNames.h"
#include "data/ingest/decoders/csv/CsvLayout.h"

#include <cmath>
#include <unordered_map>

namespace sorami {
namespace {

/// The layout is decided from so many lines.
constexpr std::size_t kSniffLines = 100;
constexpr std::size_t kMaxTracks = 1'000'000;

bool lowerGround(std::string_view cell) {
  return cell == "ground" || cell == "Ground";
}

Affiliation affiliationNamed(std::string_view text) {
  static constexpr std::pair<std::string_view, Affiliation> kNames[] = {
      {"friend", Affiliation::Friend},   {"friendly", Affiliation::Friend},
      {"blue", Affiliation::Friend},     {"hostile", Affiliation::Hostile},
      {"red", Affiliation::Hostile},     {"foe", Affiliation::Hostile},
      {"neutral", Affiliation::Neutral}, {"green", Affiliation::Neutral},
      {"suspect", Affiliation::Suspect}, {"unknown", Affiliation::Unknown},
      {"civil", Affiliation::Civil},     {"assumed friend", Affiliation::AssumedFriend}};
  std::string name(text.substr(0, 20));
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  for (const auto& [known, affiliation] : kNames) {
    if (known == name) return affiliation;
  }
  return Affiliation::Pending;
}

class CsvDecoder final : public Decoder {
 public:
  explicit CsvDecoder(const DecodeOptions& options) : m_options(options) {}

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
    std::string last;
    std::uint64_t lastAt = 0;
    m_lines.finish([&](std::string_view line, std::uint64_t at) {
      last = line;
      lastAt = at;
    });
    if (!m_decided) decide(sink);
    // Without its line end the last number may have lost digits.
    if (!trimmed(last).empty()) sink.diagnostic({lastAt, "row", "", "the file ends inside a line: not used"});
    m_names.end(sink);
  }
  bool isDateKnown() const override { return !m_undated; }
  std::vector<std::string> notes() const override;

 private:
  struct Track {
    std::string uid;
    UtcTime time;
    double lat = kNoDouble;
    double lon = kNoDouble;
  };
  void takeLine(std::string_view line, std::uint64_t offset, DecodeSink& sink);
  void decide(DecodeSink& sink);
  void takeRow(std::string_view line, std::uint64_t offset, DecodeSink& sink);
  UtcTime timeOfRow();
  bool placeOfRow(double& lat, double& lon) const;
  std::string_view cell(int column) const {
    return column >= 0 && static_cast<std::size_t>(column) < m_fields.size()
               ? trimmed(m_fields[static_cast<std::size_t>(column)])
               : std::string_view();
  }

  DecodeOptions m_options;
  UtcTime m_received;
  LineSplitter m_lines;
  bool m_decided = false;
  std::vector<std::string> m_first;
  std::vector<std::uint64_t> m_firstAt;
  CsvLayout m_layout;
  struct {
    int time, date, timeOfDay, id, icao24, callsign, lat, lon, latLon, speed, track, rate, ground, squawk,
        affiliation, type, geoReference;
  } m_at{};
  bool m_usable = false;
  bool m_undated = false;
  Micros m_lastTimeOfDay = -1;
  UtcTime m_day{0};
  std::vector<std::string_view> m_fields;
  std::vector<std::string> m_scratch;
  TrackNames m_names;
  std::unordered_map<std::string, Track> m_tracks;
  int m_source = -1;
};

std::vector<std::string> CsvDecoder::notes() const {
  std::vector<std::string> notes;
  if (!m_usable) return notes;
  if (!m_layout.preset.empty()) notes.push_back("known table: " + m_layout.preset);
  if (m_layout.assumptions.empty()) return notes;
  std::string text = "please confirm: ";
  for (std::size_t i = 0; i < m_layout.assumptions.size(); ++i)
    text += (i > 0 ? "; " : "") + m_layout.assumptions[i];
  notes.push_back(text + " (--column NAME=ROLE:UNIT says otherwise)");
  return notes;
}

void CsvDecoder::takeLine(std::string_view line, std::uint64_t offset, DecodeSink& sink) {
  if (offset == 0 && line.starts_with("\xef\xbb\xbf")) line.remove_prefix(3);
  if (trimmed(line).empty() || isCsvRemark(line)) return;
  if (m_decided) return takeRow(line, offset, sink);
  m_first.emplace_back(line);
  m_firstAt.push_back(offset);
  if (m_first.size() >= kSniffLines) decide(sink);
}

void CsvDecoder::decide(DecodeSink& sink) {
  m_decided = true;
  m_layout = sniffCsv(m_first, m_options);
  const auto at = [this](CsvRole role) { return m_layout.columnOf(role); };
  m_at = {at(CsvRole::Time),
          at(CsvRole::Date),
          at(CsvRole::TimeOfDay),
          at(CsvRole::Id),
          at(CsvRole::Icao24),
          at(CsvRole::Callsign),
          at(CsvRole::Lat),
          at(CsvRole::Lon),
          at(CsvRole::LatLon),
          at(CsvRole::Speed),
          at(CsvRole::Track),
          at(CsvRole::VerticalRate),
          at(CsvRole::OnGround),
          at(CsvRole::Squawk),
          at(CsvRole::Affiliation),
          at(CsvRole::Type),
          -1};
  for (std::size_t i = 0; i < m_layout.columns.size(); ++i) {
    if (m_layout.columns[i].name == "geo_reference") m_at.geoReference = static_cast<int>(i);
  }
  m_usable = m_layout.isUsable();
  if (!m_usable && !m_first.empty()) {
    std::string names;
    for (const CsvColumn& column : m_layout.columns)
      names += (names.empty() ? "" : ", ") + column.name.substr(0, 32);
    sink.diagnostic({0, "table", "",
                     "columns for time, latitude and longitude were expected among: " + names.substr(0, 300) +
                         "; tell them (--column NAME=time, NAME=lat, NAME=lon)"});
  }
  if (m_options.referenceDate) m_day = m_options.referenceDate->startOfDay();
  for (std::size_t i = m_layout.hasHeader ? 1 : 0; i < m_first.size(); ++i)
    takeRow(m_first[i], m_firstAt[i], sink);
  m_first.clear();
  m_firstAt.clear();
}

UtcTime CsvDecoder::timeOfRow() {
  if (m_at.time >= 0) return csvTime(cell(m_at.time), m_layout);
  const Micros clock = csvTimeOfDay(cell(m_at.timeOfDay), m_layout.decimalComma);
  if (clock < 0) return {};
  if (m_at.date >= 0) {
    const UtcTime day = csvTime(cell(m_at.date), m_layout);
    return day.isValid() ? day.startOfDay() + clock : UtcTime();
  }
  // Only times of day: the day goes on where they fall by more than half of one.
  if (m_lastTimeOfDay >= 0 && clock < m_lastTimeOfDay - kDay / 2) m_day = m_day + kDay;
  m_lastTimeOfDay = clock;
  m_undated = !m_options.referenceDate;
  return m_day + clock;
}

bool CsvDecoder::placeOfRow(double& lat, double& lon) const {
  if (m_at.latLon >= 0) {
    const std::string_view both = cell(m_at.latLon);
    const std::size_t comma = both.find_first_of(",; ");
    if (comma == both.npos) return false;
    lat = csvAngle(both.substr(0, comma), false, true);
    lon = csvAngle(both.substr(comma + 1), false, false);
  } else {
    lat = csvAngle(cell(m_at.lat), m_layout.decimalComma, true);
    lon = csvAngle(cell(m_at.lon), m_layout.decimalComma, false);
  }
  return lat == lat && lon == lon;
}

void CsvDecoder::takeRow(std::string_view line, std::uint64_t offset, DecodeSink& sink) {
  if (!m_usable) return;
  sink.record("row", 1);
  splitCsv(line, m_layout.delimiter, m_fields, m_scratch);
  const auto bad = [&](const char* item, std::string_view value) {
    sink.diagnostic({offset, "row", item, "is not valid: '" + std::string(value.substr(0, 32)) + "'"});
  };
  const std::string_view placeText = cell(m_at.latLon >= 0 ? m_at.latLon : m_at.lat);
  if (placeText.empty()) return sink.dropped("no position", 1);
  Report r;
  if (!placeOfRow(r.lat, r.lon)) return bad("position", placeText);
  const UtcTime time = timeOfRow();
  if (!time.isValid()) {
    const std::string_view text = cell(m_at.time >= 0 ? m_at.time : m_at.timeOfDay);
    return text.empty() ? sink.dropped("no time", 1) : bad("time", text);
  }
  r.lon = wrapLongitude(r.lon);
  r.eventTime = time - m_options.clockOffset;
  r.receiveTime = m_received;
  if (m_source < 0) {
    // A preset tells whose tables these are, so that an hour and the next are of one feed.
    const bool isFeed = !m_layout.preset.empty();
    m_source = sink.source({isFeed ? "CSV " + m_layout.preset : std::string("CSV"), "csv", -1, !isFeed});
  }
  r.source = static_cast<std::uint16_t>(m_source);
  const auto number = [&](int column) { return csvNumber(cell(column), m_layout.decimalComma); };
  for (std::size_t i = 0; i < m_layout.columns.size(); ++i) {
    const CsvColumn& column = m_layout.columns[i];
    if (column.role != CsvRole::Altitude) continue;
    const double value = number(static_cast<int>(i));
    if (value != value) {
      if (lowerGround(cell(static_cast<int>(i)))) r.flags |= kOnGround;
      continue;
    }
    const auto metres = static_cast<float>(value * column.unit);
    if (column.reference == CsvReference::Barometric) {
      r.baroAltitude = metres;
    } else {
      r.geoAltitude = metres;
      if (column.reference == CsvReference::MeanSea) r.flags |= kGeoIsMsl;
    }
  }
  if (cell(m_at.geoReference) == "MSL") r.flags |= kGeoIsMsl;
  const auto unitOf = [&](int column) {
    return column >= 0 ? m_layout.columns[static_cast<std::size_t>(column)].unit : 1.0;
  };
  if (const double v = number(m_at.speed); v >= 0) r.groundSpeed = static_cast<float>(v * unitOf(m_at.speed));
  if (const double v = number(m_at.track); v >= 0 && v <= 360) r.trackDeg = static_cast<float>(v);
  if (const double v = number(m_at.rate); v == v) r.verticalRate = static_cast<float>(v * unitOf(m_at.rate));
  const std::string_view ground = cell(m_at.ground);
  if (ground == "1" || ground == "true" || ground == "True" || ground == "TRUE") r.flags |= kOnGround;
  if (const auto code = parseInt<std::int32_t>(cell(m_at.squawk), 8); code && *code >= 0 && *code <= 07777)
    r.mode3A = *code;
  r.callsign = cell(m_at.callsign);
  r.type = cell(m_at.type);
  r.affiliation = affiliationNamed(cell(m_at.affiliation));
  const std::string_view hex = cell(m_at.icao24);
  if (const auto address = parseInt<std::int32_t>(hex, 16); address && hex.size() == 6 && *address > 0)
    r.icao24 = *address;
  std::string_view identity = cell(m_at.id);
  if (identity.empty() && r.icao24 < 0)
    identity = hex.empty() ? r.callsign.empty() ? std::string_view() : cell(m_at.callsign) : hex;
  r.byteOffset = offset;
  r.byteLength = static_cast<std::uint32_t>(line.size());
  if (identity.empty() && r.icao24 < 0) {
    // Nobody's: a plot.
    r.kind = ReportKind::Plot;
    return sink.report(r);
  }
  const std::string key(identity.empty() ? hex : identity.substr(0, 128));
  if (m_tracks.size() > kMaxTracks) m_tracks.clear();
  const auto [found, isNew] = m_tracks.try_emplace(key);
  Track& track = found->second;
  if (identity.empty()) {
    r.id = {IdKind::Icao24, static_cast<std::uint64_t>(r.icao24)};
  } else {
    r.id = {IdKind::Text, 0};
    r.uid = key;
  }
  // An aircraft that a feed tells of goes on in the feed's next table.
  const bool isOfFeed = !m_layout.preset.empty() && r.id.kind == IdKind::Icao24;
  if (isNew && !isOfFeed) m_names.used(r.source, r.id, r.uid);
  // Tables of states repeat a position until there is a new one.
  if (m_layout.preset == "opensky" && track.time == r.eventTime && track.lat == r.lat && track.lon == r.lon)
    return sink.dropped("repeated position", 1);
  track.time = r.eventTime;
  track.lat = r.lat;
  track.lon = r.lon;
  if (m_at.callsign < 0 && !identity.empty()) r.callsign = identity;
  sink.report(r);
}

bool isControl(char c) {
  return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
}

/// How the text's first lines are laid out; nothing when they are no table of positions.
std::optional<CsvLayout> layoutOf(std::string_view text) {
  const auto sample = text.substr(0, 4096);
  if (std::any_of(sample.begin(), sample.end(), isControl)) return {};
  std::vector<std::string> lines;
  std::size_t at = text.starts_with("\xef\xbb\xbf") ? 3 : 0;
  while (at < text.size() && lines.size() < 20) {
    const std::size_t end = text.find('\n', at);
    if (end == text.npos && !lines.empty()) break;
    std::string_view line = text.substr(at, end == text.npos ? text.npos : end - at);
    at = end == text.npos ? text.size() : end + 1;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (trimmed(line).empty() || isCsvRemark(line)) continue;
    if (line.front() == '{' || line.front() == '[' || line.front() == '<' || line.size() > 8192) return {};
    lines.emplace_back(line);
  }
  if (lines.size() < 2) return {};
  CsvLayout layout = sniffCsv(lines, DecodeOptions());
  if (!layout.isUsable()) return {};
  return layout;
}

int probe(std::span<const std::byte> head) {
  const auto layout = layoutOf(asText(head));
  if (!layout) return 0;
  return layout->preset.empty() ? layout->hasHeader ? 40 : 32 : 60;
}

}  // namespace

const Format kCsvFormat = {"csv", "CSV table of positions", probe,
                           [](const DecodeOptions& options) -> std::unique_ptr<Decoder> {
                             return std::make_unique<CsvDecoder>(options);
                           }};

std::optional<std::size_t> tableBehindJunk(std::span<const std::byte> head) {
  constexpr std::size_t kMostJunk = 16;
  const std::string_view text = asText(head);
  const auto start = text.substr(0, kMostJunk);
  std::size_t at = start.size();
  while (at > 0 && !isControl(start[at - 1]) && static_cast<unsigned char>(start[at - 1]) < 0x80) --at;
  // The octets behind the last one that is no text may be junk too: the first column's name tells.
  std::optional<std::size_t> best;
  std::ptrdiff_t most = 0;
  for (; at > 0 && at <= start.size(); ++at) {
    const auto layout = layoutOf(text.substr(at));
    if (!layout) continue;
    const auto known =
        std::count_if(layout->columns.begin(), layout->columns.end(),
                      [](const CsvColumn& column) { return column.role != CsvRole::Ignored; }) +
        (layout->preset.empty() ? 0 : 1);
    if (known <= most) continue;
    most = known;
    best = at;
  }
  return best;
}

}  // namespace sorami
