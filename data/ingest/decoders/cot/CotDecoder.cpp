// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/cot/CotDecoder.h"

#include "data/ingest/Text.h"
#include "data/ingest/XmlPump.h"

#include <cmath>
#include <unordered_map>

namespace sorami {
namespace {

constexpr std::size_t kMaxEvent = 256 * 1024;
/// CoT's number for "not known".
constexpr double kUnknown = 9999999.0;
constexpr std::size_t kMaxUids = 1'000'000;

bool isNameEnd(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '>' || c == '/';
}

/// What one event says.
struct Event final : XmlHandler {
  std::string uid;
  std::string type;
  std::string how;
  std::string opex;
  std::string timeText;
  UtcTime time;
  UtcTime stale;
  double lat = kNoDouble;
  double lon = kNoDouble;
  double hae = kNoDouble;
  double ce = kNoDouble;
  double baro = kNoDouble;  ///< of Sorami's own detail
  double msl = kNoDouble;
  double course = kNoDouble;
  double speed = kNoDouble;
  std::string callsign;

  void startElement(const std::string& name, const QXmlStreamAttributes& a, std::uint64_t) override {
    if (name == "event") {
      uid = attributeText(a, "uid");
      type = attributeText(a, "type");
      how = attributeText(a, "how");
      opex = attributeText(a, "opex");
      timeText = attributeText(a, "time");
      time = fromIso(timeText).value_or(UtcTime());
      stale = fromIso(attributeText(a, "stale")).value_or(UtcTime());
    } else if (name == "point") {
      lat = attributeNumber(a, "lat");
      lon = attributeNumber(a, "lon");
      hae = attributeNumber(a, "hae");
      ce = attributeNumber(a, "ce");
    } else if (name == "track") {
      course = attributeNumber(a, "course");
      speed = attributeNumber(a, "speed");
    } else if (name == "altitude") {
      baro = attributeNumber(a, "baroAltitude");
      msl = attributeNumber(a, "mslAltitude");
    } else if (name == "contact") {
      callsign = attributeText(a, "callsign");
    }
  }
  void endElement(const std::string&, std::string_view) override {}
};

/// Takes the XML reader's complaints about one event and places them in the stream.
struct EventErrors final : DecodeSink {
  bool failed = false;
  std::string reason;
  std::uint16_t source(const SourceKey&) override { return 0; }
  void report(const Report&) override {}
  void diagnostic(Diagnostic d) override {
    failed = true;
    reason = std::move(d.reason);
  }
  void dropped(std::string_view, std::uint64_t) override {}
  void record(std::string_view, std::uint64_t) override {}
};

void applyType(const std::string& type, Report& r) {
  // a-f-A-M-F: affiliation, dimension, function. Source: CoT type tree, after MIL-STD-2525.
  const char affiliation = type.size() > 2 ? type[2] : '.';
  switch (affiliation) {
    case 'u':
      r.affiliation = Affiliation::Unknown;
      break;
    case 'a':
      r.affiliation = Affiliation::AssumedFriend;
      break;
    case 'f':
      r.affiliation = Affiliation::Friend;
      break;
    case 'n':
      r.affiliation = Affiliation::Neutral;
      break;
    case 'j':  // joker and faker: friends who act as suspects and hostiles in an exercise
      r.flags |= kExercise;
      [[fallthrough]];
    case 's':
      r.affiliation = Affiliation::Suspect;
      break;
    case 'k':
      r.flags |= kExercise;
      [[fallthrough]];
    case 'h':
      r.affiliation = Affiliation::Hostile;
      break;
    default:
      break;
  }
  const char dimension = type.size() > 4 ? type[4] : '.';
  switch (dimension) {
    case 'A':
      r.domain = type.compare(4, 3, "A-W") == 0 ? Domain::Missile : Domain::Air;
      break;
    case 'P':
      r.domain = Domain::Space;
      break;
    case 'G':
      r.domain = Domain::Ground;
      break;
    case 'S':
      r.domain = Domain::Surface;
      break;
    case 'U':
      r.domain = Domain::Subsurface;
      break;
    default:
      break;
  }
}

class CotDecoder final : public Decoder {
 public:
  explicit CotDecoder(const DecodeOptions& options) : m_clockOffset(options.clockOffset) {}

  void decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
              DecodeSink& sink) override {
    m_received = received;
    if (m_buffer.empty()) m_bufferOffset = offset;
    m_buffer += asText(bytes);
    cutEvents(sink);
  }
  void finish(DecodeSink& sink) override {
    if (m_inEvent && !m_skipping) {
      sink.diagnostic({m_bufferOffset, "event", "", "the file ends inside an event: </event> was expected"});
    }
    if (!m_buffer.empty() && static_cast<unsigned char>(m_buffer.front()) == 0xBF) {
      sink.diagnostic(
          {m_bufferOffset, "", "", "TAK protocol version 1 (protobuf) is not read: export as XML"});
    }
    m_buffer.clear();
  }

 private:
  void cutEvents(DecodeSink& sink);
  void takeEvent(std::string_view text, std::uint64_t offset, DecodeSink& sink);
  void drop(std::size_t count) {
    m_buffer.erase(0, count);
    m_bufferOffset += count;
    m_searched = 0;
  }

  Micros m_clockOffset;
  UtcTime m_received;
  std::string m_buffer;  ///< begins with `<event` when m_inEvent
  std::uint64_t m_bufferOffset = 0;
  std::size_t m_searched = 0;  ///< no end of the event stands before this
  bool m_begun = false;        ///< the stream's first octets were looked at
  bool m_inEvent = false;
  bool m_skipping = false;  ///< the event is too long: its end is looked for only
  std::unordered_map<std::string, UtcTime> m_stale;
  int m_source = -1;
};

void CotDecoder::cutEvents(DecodeSink& sink) {
  static constexpr std::string_view kBegin = "<event";
  static constexpr std::string_view kEnd = "</event>";
  std::size_t done = 0;  // octets of the buffer that are used up
  const auto finishPass = [&] {
    if (done > 0) drop(done);
  };
  for (;;) {
    const std::string_view text = std::string_view(m_buffer).substr(done);
    if (!m_inEvent) {
      if (!m_begun && !text.empty()) {
        m_begun = true;
        const std::size_t first = text.find_first_not_of(" \t\r\n\xef\xbb\xbf");
        if (first != text.npos && text[first] != '<')
          sink.diagnostic(
              {m_bufferOffset + first, "", "", "octets stand in front of the first tag: passed over"});
      }
      std::size_t at = 0;
      std::size_t begin = text.npos;
      for (;;) {
        at = text.find('<', at);
        if (at == text.npos) break;
        const std::string_view rest = text.substr(at);
        if (rest.size() <= 9) break;  // more octets are needed to tell what it is
        if (rest.starts_with("<!DOCTYPE") || rest.starts_with("<!ENTITY")) {
          sink.diagnostic({m_bufferOffset + done + at, "", "",
                           "a document type definition or entity is refused: skipped"});
        } else if (rest.starts_with(kBegin) && isNameEnd(rest[kBegin.size()])) {
          begin = at;
          break;
        }
        ++at;
      }
      if (begin == text.npos) {
        // What cannot be the beginning of an event any more is not kept.
        done += at == text.npos ? text.size() : at;
        return finishPass();
      }
      done += begin;
      m_inEvent = true;
      m_searched = done + kBegin.size();
      continue;
    }
    const std::size_t from = std::max(m_searched, done);
    const std::size_t end = m_buffer.find(kEnd, from);
    if (end == m_buffer.npos) {
      if (m_buffer.size() - done > kMaxEvent && !m_skipping) {
        sink.diagnostic({m_bufferOffset + done, "event", "", "an event is longer than 256 KiB: refused"});
        m_skipping = true;
      }
      if (m_skipping) done = m_buffer.size() - std::min(m_buffer.size(), kEnd.size() - 1);
      finishPass();
      m_searched = m_buffer.size() - std::min(m_buffer.size(), kEnd.size() - 1);
      return;
    }
    const std::size_t next = end + kEnd.size();
    if (m_skipping) {
      m_skipping = false;
    } else if (next - done > kMaxEvent) {
      sink.diagnostic({m_bufferOffset + done, "event", "", "an event is longer than 256 KiB: refused"});
    } else {
      // The end of one event may be lost: the next one's beginning stands inside.
      std::size_t begin = m_buffer.rfind("<event ", end);
      if (begin == m_buffer.npos || begin < done) begin = done;
      if (begin != done) {
        sink.diagnostic(
            {m_bufferOffset + done, "event", "", "another event begins before </event>: skipped"});
      }
      takeEvent(std::string_view(m_buffer).substr(begin, next - begin), m_bufferOffset + begin, sink);
    }
    done = next;
    m_inEvent = false;
    m_searched = 0;
  }
}

void CotDecoder::takeEvent(std::string_view text, std::uint64_t offset, DecodeSink& sink) {
  sink.record("event", 1);
  Event event;
  EventErrors errors;
  XmlPump xml;
  xml.feed(asBytes(text), 0, event, errors);
  if (!errors.failed) xml.finish(errors);
  if (errors.failed) {
    sink.diagnostic({offset, "event", "", errors.reason});
    return;
  }
  if (!event.type.starts_with("a-"))
    return sink.dropped("no thing of the world (type " + event.type.substr(0, 1) + "-…)", 1);
  if (event.uid.empty() || event.uid.size() > 256) {
    sink.diagnostic({offset, "event", "uid", "an identity of at most 256 octets was expected"});
    return;
  }
  if (!event.time.isValid()) {
    sink.diagnostic({offset, "event", "time", "is not a time: '" + event.timeText.substr(0, 32) + "'"});
    return;
  }
  if (!(std::abs(event.lat) <= 90) || !(std::abs(event.lon) <= 360)) {
    sink.diagnostic({offset, "event", "point", "a latitude and a longitude were expected"});
    return;
  }
  if (m_source < 0) m_source = sink.source({"Cursor-on-Target", "cot", -1});
  Report r;
  r.source = static_cast<std::uint16_t>(m_source);
  r.id = {IdKind::Text, 0};
  r.uid = event.uid;
  r.eventTime = event.time - m_clockOffset;
  r.receiveTime = m_received;
  r.lat = event.lat;
  r.lon = wrapLongitude(event.lon);
  if (std::abs(event.hae) < kUnknown) r.geoAltitude = static_cast<float>(event.hae);
  if (std::abs(event.baro) < kUnknown) r.baroAltitude = static_cast<float>(event.baro);
  if (!(r.geoAltitude == r.geoAltitude) && std::abs(event.msl) < kUnknown) {
    r.geoAltitude = static_cast<float>(event.msl);
    r.flags |= kGeoIsMsl;
  }
  if (event.ce >= 0 && event.ce < kUnknown) r.sigmaMajor = static_cast<float>(event.ce);
  if (event.course >= 0 && event.course <= 360) r.trackDeg = static_cast<float>(event.course);
  if (event.speed >= 0 && event.speed < kUnknown) r.groundSpeed = static_cast<float>(event.speed);
  r.callsign = std::string_view(event.callsign);
  applyType(event.type, r);
  if (event.how == "m-s" || event.opex.starts_with("s")) r.flags |= kSimulated;
  if (event.how == "m-p") r.flags |= kCoasted;
  if (event.opex.starts_with("e")) r.flags |= kExercise;
  // The event before was valid until its stale time: after that nothing is known up to this one.
  if (m_stale.size() > kMaxUids) m_stale.clear();
  UtcTime& stale = m_stale[event.uid];
  if (stale.isValid() && event.time > stale) r.flags |= kStaleGap;
  stale = event.stale;
  r.byteOffset = offset;
  r.byteLength = static_cast<std::uint32_t>(text.size());
  sink.report(r);
}

int probe(std::span<const std::byte> head) {
  const std::string_view text = asText(head);
  if (probeXmlRoot(head, "event") == 0 && probeXmlRoot(head, "events") == 0) return 0;
  const std::size_t at = text.find("<event ");
  if (at == text.npos) return 0;
  const std::string_view tag = text.substr(at, 2048);
  return tag.find("uid=") != tag.npos && tag.find("type=") != tag.npos ? 95 : 0;
}

}  // namespace

const Format kCotFormat = {"cot", "Cursor-on-Target", probe,
                           [](const DecodeOptions& options) -> std::unique_ptr<Decoder> {
                             return std::make_unique<CotDecoder>(options);
                           }};

}  // namespace sorami
