// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/kml/KmlDecoder.h"

#include "data/ingest/Text.h"
#include "data/ingest/TrackNames.h"
#include "data/ingest/XmlPump.h"

#include <cmath>
#include <map>
#include <optional>

namespace sorami {
namespace {

/// More points than this in one gx:Track are refused: they are held until its coordinates have come.
constexpr std::size_t kMaxPoints = 4'000'000;
/// Octets between two elements that stand together at most.
constexpr std::uint64_t kTogether = 64;

struct Place {
  double lon = kNoDouble;
  double lat = kNoDouble;
  double altitude = kNoDouble;
};

/// `lon lat alt` or `lon,lat,alt`; the altitude may be missing.
std::optional<Place> parsePlace(std::string_view text) {
  Place place;
  double* const numbers[] = {&place.lon, &place.lat, &place.altitude};
  std::size_t count = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = text.find_first_not_of(", \t\r\n", at);
    if (begin == text.npos) break;
    const std::size_t end = std::min(text.find_first_of(", \t\r\n", begin), text.size());
    const auto number = parseDouble(text.substr(begin, end - begin));
    if (!number || count == 3) return {};
    *numbers[count++] = *number;
    at = end;
  }
  if (count < 2 || !(std::abs(place.lat) <= 90) || !(std::abs(place.lon) <= 360)) return {};
  return place;
}

/// Octets of the stream.
struct Stretch {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

struct Track {
  std::vector<UtcTime> times;
  std::vector<std::optional<Place>> places;
  std::vector<float> courses;
  std::vector<Stretch> timeOctets;
  std::vector<Stretch> placeOctets;
  std::string altitudeMode;
  std::size_t begun = 0;  ///< times and places whose elements began
  bool open = false;
  bool damaged = false;  ///< an element began inside another: a time or a place is lost
};

class KmlDecoder final : public Decoder, private XmlHandler {
 public:
  explicit KmlDecoder(const DecodeOptions& options) : m_clockOffset(options.clockOffset) {}

  void decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
              DecodeSink& sink) override {
    m_sink = &sink;
    m_received = received;
    m_xml.feed(bytes, offset, *this, sink);
    flushCounts(sink);
  }
  void finish(DecodeSink& sink) override {
    m_sink = &sink;
    m_xml.finish(sink);
    // Of a track whose end is missing, the pairs that are whole are right.
    if (m_track.open) emitTrack(false);
    m_names.end(sink);
    flushCounts(sink);
  }

 private:
  void startElement(const std::string& name, const QXmlStreamAttributes& attributes,
                    std::uint64_t offset) override;
  void endElement(const std::string& name, std::string_view text) override;
  void endInTrack(const std::string& name, std::string_view text);
  void emitTrack(bool whole);
  void emitPlacemark();
  Report report(const Place& place, const std::string& altitudeMode);
  void flushCounts(DecodeSink& sink) {
    if (m_tracks > 0) sink.record("gx:Track", m_tracks);
    if (m_stamped > 0) sink.record("placemark with time", m_stamped);
    m_tracks = m_stamped = 0;
  }

  Micros m_clockOffset;
  XmlPump m_xml;
  TrackNames m_names;
  DecodeSink* m_sink = nullptr;
  UtcTime m_received;
  std::vector<std::string> m_folders;  ///< names of the open Document and Folder elements
  std::string m_placemark;             ///< its name
  std::string m_uid;                   ///< of the present Placemark's tracks
  std::string m_data;                  ///< name of the present Data element
  std::string m_reference;             ///< what Sorami's own export says of its altitudes
  bool m_named = false;
  bool m_interpolate = false;
  bool m_firstSegment = true;
  Track m_track;
  UtcTime m_stamp;
  std::optional<Place> m_point;
  std::string m_pointMode;
  std::uint64_t m_offset = 0;
  std::map<std::string, std::string> m_folderTracks;  ///< identity of a folder's stamped points
  int m_source = -1;
  std::uint64_t m_tracks = 0;
  std::uint64_t m_stamped = 0;
};

void KmlDecoder::startElement(const std::string& name, const QXmlStreamAttributes& attributes,
                              std::uint64_t offset) {
  if (name == "Document" || name == "Folder") {
    m_folders.emplace_back();
  } else if (name == "Placemark") {
    m_placemark.clear();
    m_reference.clear();
    m_named = m_interpolate = false;
    m_firstSegment = true;
    m_stamp = UtcTime();
    m_point.reset();
    m_pointMode.clear();
    m_offset = offset;
  } else if (name == "Track") {
    m_track = Track{};
    m_track.open = true;
  } else if (name == "Data") {
    m_data = attributeText(attributes, "name");
  } else if (m_track.open && (name == "when" || name == "coord")) {
    if (m_track.begun++ != m_track.times.size() + m_track.places.size()) m_track.damaged = true;
    (name == "when" ? m_track.timeOctets : m_track.placeOctets).push_back({offset, offset});
  }
}

void KmlDecoder::endInTrack(const std::string& name, std::string_view text) {
  if (m_track.times.size() > kMaxPoints || m_track.places.size() > kMaxPoints) {
    m_sink->diagnostic({m_offset, "gx:Track", "", "more than 4 000 000 points in one track: refused"});
    m_track = Track{};
    return;
  }
  if (name == "when") {
    const auto time = fromIso(text);
    if (!time && !text.empty()) {
      m_sink->diagnostic({m_track.timeOctets.empty() ? m_offset : m_track.timeOctets.back().begin, "gx:Track",
                          "when", "is not a time: '" + std::string(text.substr(0, 32)) + "'"});
    }
    m_track.times.push_back(time ? *time - m_clockOffset : UtcTime());
    if (!m_track.timeOctets.empty()) m_track.timeOctets.back().end = m_xml.place();
  } else if (name == "coord") {
    m_track.places.push_back(parsePlace(text));
    if (!m_track.placeOctets.empty()) m_track.placeOctets.back().end = m_xml.place();
    if (!m_track.places.back() && !text.empty()) {
      m_sink->diagnostic(
          {m_offset, "gx:Track", "gx:coord", "is not a place: '" + std::string(text.substr(0, 48)) + "'"});
    }
  } else if (name == "angles") {
    const std::string_view heading = text.substr(0, text.find(' '));
    m_track.courses.push_back(static_cast<float>(parseDouble(heading).value_or(kNoDouble)));
  } else if (name == "altitudeMode") {
    m_track.altitudeMode = text;
  } else if (name == "Track") {
    emitTrack(true);
  }
}

void KmlDecoder::endElement(const std::string& name, std::string_view text) {
  if (m_track.open) return endInTrack(name, text);
  const std::string_view parent = m_xml.ancestor(1);
  if (name == "name") {
    if (parent == "Placemark") m_placemark = text;
    if ((parent == "Folder" || parent == "Document") && !m_folders.empty()) m_folders.back() = text;
  } else if (name == "value" && parent == "Data" && m_data == "altitudeReference") {
    m_reference = text;
  } else if (name == "interpolate") {
    m_interpolate = text == "1" || text == "true";
  } else if (name == "when" && parent == "TimeStamp" && m_xml.ancestor(2) == "Placemark") {
    if (const auto time = fromIso(text)) m_stamp = *time - m_clockOffset;
  } else if (parent == "Point" && name == "coordinates") {
    m_point = parsePlace(text);
  } else if (parent == "Point" && name == "altitudeMode") {
    m_pointMode = text;
  } else if (name == "Placemark") {
    emitPlacemark();
  } else if ((name == "Document" || name == "Folder") && !m_folders.empty()) {
    m_folders.pop_back();
  }
}

Report KmlDecoder::report(const Place& place, const std::string& altitudeMode) {
  if (m_source < 0) m_source = m_sink->source({"KML", "kml", -1, true});
  Report r;
  r.source = static_cast<std::uint16_t>(m_source);
  r.id = {IdKind::Text, 0};
  r.receiveTime = m_received;
  r.lat = place.lat;
  r.lon = wrapLongitude(place.lon);
  if (altitudeMode == "absolute" && place.altitude == place.altitude) {
    if (m_reference == "barometric") {
      r.baroAltitude = static_cast<float>(place.altitude);
    } else {
      r.geoAltitude = static_cast<float>(place.altitude);
      if (m_reference != "WGS84") r.flags |= kGeoIsMsl;
    }
  }
  return r;
}

void KmlDecoder::emitTrack(bool whole) {
  Track track = std::move(m_track);
  m_track = Track{};
  ++m_tracks;
  const std::size_t count = std::min(track.times.size(), track.places.size());
  if ((whole && track.times.size() != track.places.size()) || track.damaged) {
    // Which of them is missing is not known: no place surely has its time.
    m_sink->diagnostic({m_offset, "gx:Track", "",
                        std::to_string(track.times.size()) + " times and " +
                            std::to_string(track.places.size()) + " places: the track is left out"});
    return;
  }
  bool first = !m_interpolate || m_firstSegment;
  m_firstSegment = false;
  for (std::size_t i = 0; i < count; ++i) {
    // An empty coordinate asks for a place in between: none was observed.
    if (!track.places[i]) continue;
    Report r = report(*track.places[i], track.altitudeMode);
    if (!m_named) {
      m_named = true;
      m_uid = m_names.unique(m_placemark, "KML track");
      m_names.used(r.source, r.id, m_uid);
    }
    r.uid = m_uid;
    r.callsign = std::string_view(m_placemark);
    r.eventTime = track.times[i];
    if (i < track.courses.size() && track.courses[i] >= 0 && track.courses[i] <= 360)
      r.trackDeg = track.courses[i];
    // Time and place are one record where they stand together; else the place is.
    const Stretch& time = track.timeOctets[i];
    const Stretch& place = track.placeOctets[i];
    const bool isTogether = time.begin < place.begin && place.begin <= time.end + kTogether;
    r.byteOffset = isTogether ? time.begin : place.begin;
    r.byteLength = static_cast<std::uint32_t>(place.end - r.byteOffset);
    if (first) r.flags |= kLegStart;
    first = false;
    m_sink->report(r);
  }
}

void KmlDecoder::emitPlacemark() {
  if (!m_stamp.isValid() || !m_point) return;
  ++m_stamped;
  Report r = report(*m_point, m_pointMode);
  std::string folder;
  for (const std::string& each : m_folders) folder += (folder.empty() ? "" : "/") + each;
  auto [found, isNew] = m_folderTracks.try_emplace(folder);
  if (isNew) {
    found->second = m_names.unique(m_folders.empty() ? std::string() : m_folders.back(), "KML points");
    m_names.used(r.source, r.id, found->second);
  }
  r.uid = found->second;
  r.eventTime = m_stamp;
  r.byteOffset = m_offset;
  r.byteLength = static_cast<std::uint32_t>(m_xml.place() - m_offset);
  m_sink->report(r);
}

int probe(std::span<const std::byte> head) {
  return probeXmlRoot(head, "kml");
}

}  // namespace

const Format kKmlFormat = {"kml", "KML and KMZ tracks", probe,
                           [](const DecodeOptions& options) -> std::unique_ptr<Decoder> {
                             return std::make_unique<KmlDecoder>(options);
                           }};

}  // namespace sorami
