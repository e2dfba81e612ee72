// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/acmi/AcmiDecoder.h"

#include "data/geo/Earth.h"
#include "data/ingest/Text.h"

#include <array>
#include <cmath>
#include <cstring>
#include <unordered_map>

namespace sorami {
namespace {

/// More objects than this are no exercise.
constexpr std::size_t kMaxObjects = 2'000'000;
/// A text value continued over lines (a mission's briefing) is refused beyond this.
constexpr std::size_t kMaxContinued = std::size_t{1} << 20;
constexpr std::size_t kMaxSourceName = 60;
/// Seconds of a frame beyond this (about 300 years) are no time.
constexpr double kMaxFrame = 1e10;
const UtcTime kFirstRecordings = utcFromCivil(1990, 1, 1);

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::string_view kFileType = "FileType=text/acmi/tacview";
constexpr std::string_view kGreeting = "XtraLib.Stream.";

struct Object {
  Report report;  ///< what is known of it; the next update starts from here
  double lon = kNoDouble;
  double lat = kNoDouble;
  bool hasCallsign = false;  ///< CallSign was told: it goes before the pilot's name
};

/// Whether `tag` is one of the `+`-joined tags. Their order means nothing.
bool hasTag(std::string_view type, std::string_view tag) {
  std::size_t at = 0;
  while (at <= type.size()) {
    const std::size_t end = std::min(type.find('+', at), type.size());
    if (type.substr(at, end - at) == tag) return true;
    at = end + 1;
  }
  return false;
}

bool hasAny(std::string_view type, std::initializer_list<std::string_view> tags) {
  for (const std::string_view tag : tags) {
    if (hasTag(type, tag)) return true;
  }
  return false;
}

/// A parachutist is `Ground+Light+Human+Air+Parachutist`: what is no aircraft is asked first.
void applyType(std::string_view type, Report& report) {
  bool minor = hasAny(type, {"Misc", "Decoy", "Chaff", "Flare", "Shrapnel", "Projectile", "Shell", "Beam",
                             "Explosion", "Navaid", "Building", "Aerodrome", "Human", "Parachutist"});
  if (hasAny(type, {"Human", "Parachutist"})) {  // NOLINT(bugprone-branch-clone): the order tells
    report.domain = Domain::Ground;
  } else if (hasAny(type, {"Missile", "Rocket", "Bomb"})) {
    report.domain = Domain::Missile;
    minor = false;
  } else if (hasTag(type, "Torpedo") || hasTag(type, "Submarine")) {
    report.domain = Domain::Subsurface;
    minor = false;
  } else if (hasAny(type, {"Air", "FixedWing", "Rotorcraft"})) {
    report.domain = Domain::Air;
  } else if (hasAny(type, {"Sea", "Watercraft"})) {
    report.domain = Domain::Surface;
  } else if (hasAny(type, {"Ground", "AntiAircraft", "Vehicle"})) {
    report.domain = Domain::Ground;
  }
  report.flags = static_cast<std::uint16_t>(minor ? report.flags | kMinor : report.flags & ~kMinor);
}

/// Names of programs whose recordings are simulations.
bool namesSimulator(std::string_view text) {
  for (const std::string_view name : {"DCS", "Falcon", "BMS", "IL-2", "X-Plane", "Flight Simulator", "FSX",
                                      "Prepar3D", "VBS", "Arma", "War Thunder", "Simulat"}) {
    if (text.find(name) != text.npos) return true;
  }
  return false;
}

std::string unescaped(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == ',') continue;
    result += text[i];
  }
  return result;
}

/// The end of the field that begins at `at`: the next comma that is not escaped.
std::size_t fieldEnd(std::string_view line, std::size_t at) {
  for (;;) {
    const void* const comma =
        at < line.size() ? std::memchr(line.data() + at, ',', line.size() - at) : nullptr;
    if (comma == nullptr) return line.size();
    const auto i = static_cast<std::size_t>(static_cast<const char*>(comma) - line.data());
    if (i == 0 || line[i - 1] != '\\') return i;
    at = i + 1;
  }
}

class AcmiDecoder final : public Decoder {
 public:
  explicit AcmiDecoder(const DecodeOptions& options)
      : m_clockOffset(options.clockOffset),
        m_reference(options.referenceDate ? options.referenceDate->startOfDay() : UtcTime{0}),
        m_dateKnown(options.referenceDate.has_value()) {}

  void decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
              DecodeSink& sink) override {
    m_received = received;
    m_lines.feed(
        asText(bytes), offset, [&](std::string_view line, std::uint64_t at) { takeLine(line, at, sink); },
        [&](std::uint64_t at) {
          sink.diagnostic({at, "", "", "a line is longer than 64 KiB: skipped"});
        });
    flushCounts(sink);
  }

  void finish(DecodeSink& sink) override;
  bool isDateKnown() const override { return m_dateKnown; }

 private:
  void takeLine(std::string_view line, std::uint64_t offset, DecodeSink& sink);
  void takeRecord(std::string_view line, std::uint64_t offset, DecodeSink& sink);
  void takeFrame(std::string_view line, std::uint64_t offset, DecodeSink& sink);
  void takeGlobal(std::string_view fields, std::uint64_t offset, DecodeSink& sink);
  void takeRemoval(std::string_view line, std::uint64_t offset, DecodeSink& sink);
  void takeObject(std::uint64_t id, std::string_view fields, std::string_view line, std::uint64_t offset,
                  DecodeSink& sink);
  bool takePlace(std::string_view value, Object& object, bool& moved, std::uint64_t offset, DecodeSink& sink);
  void takeText(std::string_view key, std::string_view value, Object& object);
  void flushCounts(DecodeSink& sink);
  Object* objectOf(std::uint64_t id);
  static void bad(std::string_view item, std::string_view value, std::uint64_t offset, DecodeSink& sink) {
    sink.diagnostic(
        {offset, "", std::string(item), "is not valid: '" + std::string(value.substr(0, 32)) + "'"});
  }

  Micros m_clockOffset;
  UtcTime m_reference;
  bool m_dateKnown;
  UtcTime m_recorded;
  UtcTime m_now;
  UtcTime m_received;
  double m_frame = 0;
  double m_referenceLon = 0;
  double m_referenceLat = 0;
  bool m_simulated = false;
  bool m_started = false;
  int m_greetingLines = 0;  // still to be passed over
  bool m_greeted = false;
  bool m_full = false;
  std::string m_name;
  int m_source = -1;
  LineSplitter m_lines;
  std::string m_continued;  ///< a record whose line ends with a backslash goes on in the next
  std::uint64_t m_continuedOffset = 0;
  bool m_skipping = false;  ///< inside a continued record that was refused
  std::unordered_map<std::uint64_t, Object> m_objects;
  std::uint64_t m_lastId = 0;
  Object* m_last = nullptr;
  std::uint64_t m_frames = 0;
  std::uint64_t m_updates = 0;
  std::uint64_t m_removals = 0;
  std::uint64_t m_events = 0;
  std::uint64_t m_noPosition = 0;
};

void AcmiDecoder::flushCounts(DecodeSink& sink) {
  const auto count = [&sink](std::string_view kind, std::uint64_t& n) {
    if (n > 0) sink.record(kind, n);
    n = 0;
  };
  count("frame", m_frames);
  count("object", m_updates);
  count("removal", m_removals);
  count("event", m_events);
  if (m_noPosition > 0) sink.dropped("no position", m_noPosition);
  m_noPosition = 0;
}

void AcmiDecoder::finish(DecodeSink& sink) {
  m_lines.finish([&](std::string_view line, std::uint64_t offset) {
    // Its last number may have lost digits: a place from it would be invented.
    sink.diagnostic({offset, "", "",
                     "the file ends inside a line of " + std::to_string(line.size()) + " octets: not used"});
  });
  if (!m_continued.empty()) {
    sink.diagnostic({m_continuedOffset, "", "", "the file ends inside a value that goes on over lines"});
  }
  if (!m_started) sink.diagnostic({0, "", "FileType", "text/acmi/tacview was expected in the first line"});
  // Another recording uses the same numbers for other objects.
  if (m_source >= 0) {
    for (auto& [id, object] : m_objects) {
      if (!(object.lat == object.lat)) continue;
      Report end = object.report;
      end.lat = end.lon = kNoDouble;
      end.flags |= kTrackEnd;
      sink.report(end);
    }
  }
  flushCounts(sink);
}

Object* AcmiDecoder::objectOf(std::uint64_t id) {
  if (m_last != nullptr && m_lastId == id) return m_last;
  if (m_objects.size() >= kMaxObjects && m_objects.find(id) == m_objects.end()) return nullptr;
  auto [found, isNew] = m_objects.try_emplace(id);
  if (isNew) {
    found->second.report.id = {IdKind::Object, id};
    if (m_simulated) found->second.report.flags |= kSimulated;
  }
  m_lastId = id;
  m_last = &found->second;
  return m_last;
}

void AcmiDecoder::takeLine(std::string_view line, std::uint64_t offset, DecodeSink& sink) {
  const bool goesOn = !line.empty() && line.back() == '\\';
  if (goesOn) line.remove_suffix(1);
  if (m_skipping) {
    m_skipping = goesOn;
    return;
  }
  if (m_continued.empty() && !goesOn) return takeRecord(line, offset, sink);
  if (m_continued.empty()) m_continuedOffset = offset;
  if (m_continued.size() + line.size() > kMaxContinued) {
    sink.diagnostic({m_continuedOffset, "", "", "a value goes on for more than 1 MiB: skipped"});
    m_continued.clear();
    m_skipping = goesOn;
    return;
  }
  m_continued += line;
  if (goesOn) {
    m_continued += '\n';
    return;
  }
  takeRecord(m_continued, m_continuedOffset, sink);
  m_continued.clear();
}

void AcmiDecoder::takeRecord(std::string_view line, std::uint64_t offset, DecodeSink& sink) {
  if (!m_started) {
    // A live server greets with three lines and a NUL (Tacview, real-time telemetry); captures hold them.
    if (line.starts_with(kGreeting)) m_greetingLines = 3;
    if (m_greetingLines > 0) {
      --m_greetingLines;
      m_greeted = true;
      return;
    }
    if (const std::size_t nul = line.find('\0'); m_greeted && nul != line.npos) line.remove_prefix(nul + 1);
    if (line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
    if (line.starts_with(kFileType)) {
      m_started = true;
      return;
    }
  }
  if (line.empty() || line.starts_with("//")) return;
  switch (line.front()) {
    case '#':
      return takeFrame(line, offset, sink);
    case '-':
      return takeRemoval(line, offset, sink);
    case 'F':
      if (line.starts_with("FileVersion=")) {
        if (!line.starts_with("FileVersion=2.")) bad("FileVersion", line.substr(12), offset, sink);
        return;
      }
      break;
    default:
      break;
  }
  const std::size_t comma = line.find(',');
  std::uint64_t id = 0;
  const char* const end = line.data() + std::min(comma, line.size());
  const auto [stop, error] = std::from_chars(line.data(), end, id, 16);
  if (comma == line.npos || comma == 0 || error != std::errc() || stop != end) {
    sink.diagnostic(
        {offset, "", "object id",
         "a hexadecimal number and a comma were expected: '" + std::string(line.substr(0, 24)) + "'"});
    return;
  }
  const std::string_view fields = line.substr(comma + 1);
  if (id == 0) {
    takeGlobal(fields, offset, sink);
  } else {
    takeObject(id, fields, line, offset, sink);
  }
}

void AcmiDecoder::takeFrame(std::string_view line, std::uint64_t offset, DecodeSink& sink) {
  const auto seconds = parseDouble(trimmed(line.substr(1)));
  if (!seconds || !(std::abs(*seconds) < kMaxFrame)) return bad("frame time", line, offset, sink);
  ++m_frames;
  m_frame = *seconds;
  m_now = m_reference + std::llround(m_frame * 1e6) - m_clockOffset;
}

void AcmiDecoder::takeRemoval(std::string_view line, std::uint64_t offset, DecodeSink& sink) {
  const auto id = parseInt<std::uint64_t>(trimmed(line.substr(1)), 16);
  if (!id) return bad("object id", line, offset, sink);
  ++m_removals;
  const auto found = m_objects.find(*id);
  if (found == m_objects.end()) return;
  if (m_source >= 0 && found->second.lat == found->second.lat) {
    Report end = found->second.report;
    end.eventTime = m_now;
    end.lat = end.lon = kNoDouble;
    end.flags |= kTrackEnd;
    end.byteOffset = offset;
    sink.report(end);
  }
  // The number may come again: for another object.
  if (m_last == &found->second) m_last = nullptr;
  m_objects.erase(found);
}

void AcmiDecoder::takeGlobal(std::string_view fields, std::uint64_t offset, DecodeSink& sink) {
  for (std::size_t at = 0; at < fields.size();) {
    const std::size_t end = fieldEnd(fields, at);
    const std::string_view field = fields.substr(at, end - at);
    at = end + 1;
    const std::size_t equals = field.find('=');
    if (equals == field.npos) continue;
    const std::string_view key = field.substr(0, equals);
    const std::string_view value = trimmed(field.substr(equals + 1));
    if (key == "ReferenceTime" || key == "RecordingTime") {
      const auto time = fromIso(value);
      if (!time) {
        bad(key, value, offset, sink);
      } else if (key == "RecordingTime") {
        m_recorded = *time;
      } else {
        m_reference = *time;
        m_dateKnown = true;
      }
    } else if (key == "ReferenceLongitude" || key == "ReferenceLatitude") {
      const auto degrees = parseDouble(value);
      const bool isLon = key == "ReferenceLongitude";
      if (!degrees || !(std::abs(*degrees) <= (isLon ? 360 : 90))) {
        bad(key, value, offset, sink);
      } else {
        (isLon ? m_referenceLon : m_referenceLat) = *degrees;
      }
    } else if (key == "Title" || key == "DataSource" || key == "DataRecorder") {
      if (key != "Title" && namesSimulator(value)) m_simulated = true;
      if (key == "Title" || m_name.empty()) {
        m_name = unescaped(value.substr(0, value.find('\n')).substr(0, kMaxSourceName));
      }
    } else if (key == "Event") {
      ++m_events;
    }
  }
  m_now = m_reference + std::llround(m_frame * 1e6) - m_clockOffset;
  // A mission may be set in any year.
  if (m_dateKnown && (m_now < kFirstRecordings || (m_recorded.isValid() && m_now > m_recorded + kDay))) {
    m_simulated = true;
  }
}

/// `lon|lat|alt`, `…|U|V`, `…|roll|pitch|yaw` or `…|roll|pitch|yaw|U|V|heading`; an empty part is unchanged.
bool AcmiDecoder::takePlace(std::string_view value, Object& object, bool& moved, std::uint64_t offset,
                            DecodeSink& sink) {
  std::array<std::string_view, 9> parts;
  std::size_t count = 0;
  const char* begin = value.data();
  const char* const end = begin + value.size();
  for (const char* c = begin;; ++c) {
    if (c != end && *c != '|') continue;
    if (count == parts.size()) break;
    parts[count++] = {begin, static_cast<std::size_t>(c - begin)};
    if (c == end) break;
    begin = c + 1;
  }
  if (count != 3 && count != 5 && count != 6 && count != 9) {
    bad("T", value, offset, sink);
    return false;
  }
  double lon = object.lon;
  double lat = object.lat;
  double altitude = kNoDouble;
  double yaw = kNoDouble;
  const auto number = [&](std::size_t i, double base, double& to) {
    if (parts[i].empty()) return true;
    const auto parsed = parseDouble(parts[i]);
    if (!parsed) return false;
    to = base + *parsed;
    return true;
  };
  if (!number(0, m_referenceLon, lon) || !number(1, m_referenceLat, lat) || !number(2, 0, altitude) ||
      (count >= 6 && !number(5, 0, yaw)) || std::abs(lat) > 90 || std::abs(lon) > 720) {
    bad("T", value, offset, sink);
    return false;
  }
  object.lon = lon;
  object.lat = lat;
  Report& r = object.report;
  if (altitude == altitude) {
    r.geoAltitude = static_cast<float>(altitude);
    r.flags |= kGeoIsMsl;
  }
  // Where the nose points stands for the course: no other is told.
  if (yaw == yaw) r.trackDeg = static_cast<float>(azimuthOf(yaw));
  // A change of attitude alone is no new place.
  moved = moved || !parts[0].empty() || !parts[1].empty() || !parts[2].empty();
  return true;
}

void AcmiDecoder::takeText(std::string_view key, std::string_view value, Object& object) {
  Report& r = object.report;
  if (key == "Type") {
    applyType(value, r);
  } else if (key == "Name") {
    const std::string name = unescaped(value.substr(0, 32));
    r.type = std::string_view(name);
  } else if (key == "CallSign") {
    object.hasCallsign = true;
    const std::string name = unescaped(value.substr(0, 32));
    r.callsign = std::string_view(name);
  } else if (key == "Pilot" || key == "Label") {
    // Players are written "flight | person".
    if (object.hasCallsign) return;
    const std::string name = unescaped(value.substr(0, value.find('|')).substr(0, 32));
    r.callsign = trimmed(name);
  } else if (key == "Coalition") {
    if (value.starts_with("Neutral")) r.affiliation = Affiliation::Neutral;
    if (r.affiliation != Affiliation::Pending) return;
    // The colour goes before these: simulators call the red side allies.
    if (value == "Allies") r.affiliation = Affiliation::Friend;
    if (value == "Enemies") r.affiliation = Affiliation::Hostile;
  } else if (key == "Color") {
    if (r.affiliation == Affiliation::Neutral) return;
    if (value == "Blue") r.affiliation = Affiliation::Friend;
    if (value == "Red") r.affiliation = Affiliation::Hostile;
    if (value == "Green" || value == "Grey" || value == "White") r.affiliation = Affiliation::Neutral;
  } else if (key == "ICAO24") {
    if (const auto address = parseInt<std::int32_t>(value, 16);
        address && *address <= 0xFFFFFF && *address > 0)
      r.icao24 = *address;
  } else if (key == "Squawk") {
    if (const auto code = parseInt<std::int32_t>(value, 8); code && *code >= 0 && *code <= 07777)
      r.mode3A = *code;
  }
}

void AcmiDecoder::takeObject(std::uint64_t id, std::string_view fields, std::string_view line,
                             std::uint64_t offset, DecodeSink& sink) {
  ++m_updates;
  Object* const object = objectOf(id);
  if (object == nullptr) {
    if (!m_full)
      sink.diagnostic({offset, "", "object id", "more than 2 000 000 objects: others are left out"});
    m_full = true;
    return;
  }
  bool moved = false;
  for (std::size_t at = 0; at < fields.size();) {
    const std::size_t end = fieldEnd(fields, at);
    const std::string_view field = fields.substr(at, end - at);
    at = end + 1;
    if (field.starts_with("T=")) {
      if (!takePlace(field.substr(2), *object, moved, offset, sink)) return;
      continue;
    }
    const std::size_t equals = field.find('=');
    if (equals != field.npos) takeText(field.substr(0, equals), field.substr(equals + 1), *object);
  }
  if (!moved) return;
  if (!(object->lat == object->lat) || !(object->lon == object->lon)) {
    ++m_noPosition;
    return;
  }
  if (m_source < 0) {
    m_source = sink.source({m_name.empty() ? std::string("Tacview") : m_name, "acmi", -1, true});
    if (!m_now.isValid()) m_now = m_reference - m_clockOffset;
  }
  Report& r = object->report;
  r.source = static_cast<std::uint16_t>(m_source);
  r.eventTime = m_now;
  r.receiveTime = m_received;
  r.lat = object->lat;
  r.lon = wrapLongitude(object->lon);
  r.byteOffset = offset;
  r.byteLength = static_cast<std::uint32_t>(line.size());
  sink.report(r);
}

int probe(std::span<const std::byte> head) {
  std::string_view text = asText(head);
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return text.starts_with(kFileType) || text.starts_with(kGreeting) ? 99 : 0;
}

}  // namespace

const Format kAcmiFormat = {"acmi", "Tacview ACMI 2.x", probe,
                            [](const DecodeOptions& options) -> std::unique_ptr<Decoder> {
                              return std::make_unique<AcmiDecoder>(options);
                            }};

}  // namespace sorami
