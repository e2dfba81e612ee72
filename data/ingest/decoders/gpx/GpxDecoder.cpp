// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/gpx/GpxDecoder.h"

#include "data/ingest/Text.h"
#include "data/ingest/TrackNames.h"
#include "data/ingest/XmlPump.h"

#include <cmath>

namespace sorami {
namespace {

class GpxDecoder final : public Decoder, private XmlHandler {
 public:
  explicit GpxDecoder(const DecodeOptions& options) : m_clockOffset(options.clockOffset) {}

  void decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
              DecodeSink& sink) override {
    m_sink = &sink;
    m_received = received;
    m_xml.feed(bytes, offset, *this, sink);
    flushCounts(sink);
  }
  void finish(DecodeSink& sink) override {
    m_xml.finish(sink);
    m_names.end(sink);
  }

 private:
  void startElement(const std::string& name, const QXmlStreamAttributes& attributes,
                    std::uint64_t offset) override;
  void endElement(const std::string& name, std::string_view text) override;
  void emitPoint();
  void flushCounts(DecodeSink& sink) {
    if (m_points > 0) sink.record("track point", m_points);
    if (m_waypoints > 0) sink.record("waypoint", m_waypoints);
    if (m_timeless > 0) sink.dropped("no time", m_timeless);
    m_points = m_waypoints = m_timeless = 0;
  }

  Micros m_clockOffset;
  XmlPump m_xml;
  TrackNames m_names;
  DecodeSink* m_sink = nullptr;
  UtcTime m_received;
  std::string m_name;
  bool m_named = false;  ///< the present track has its identity
  bool m_inPoint = false;
  bool m_timeTold = false;
  bool m_segmentStart = false;
  Report m_point;
  std::string m_uid;
  int m_source = -1;
  std::uint64_t m_points = 0;
  std::uint64_t m_waypoints = 0;
  std::uint64_t m_timeless = 0;
};

void GpxDecoder::startElement(const std::string& name, const QXmlStreamAttributes& attributes,
                              std::uint64_t offset) {
  if (name == "trk") {
    m_name.clear();
    m_named = false;
  } else if (name == "trkseg") {
    m_segmentStart = true;
  } else if (name == "trkpt") {
    m_inPoint = true;
    m_timeTold = false;
    m_point = Report{};
    m_point.lat = attributeNumber(attributes, "lat");
    m_point.lon = attributeNumber(attributes, "lon");
    m_point.byteOffset = offset;
  } else if (name == "wpt" || name == "rtept") {
    ++m_waypoints;
  }
}

void GpxDecoder::endElement(const std::string& name, std::string_view text) {
  if (!m_inPoint) {
    if (name == "name" && m_xml.ancestor(1) == "trk") m_name = text;
    return;
  }
  if (name == "trkpt") {
    m_inPoint = false;
    ++m_points;
    m_point.byteLength = static_cast<std::uint32_t>(m_xml.place() - m_point.byteOffset);
    emitPoint();
  } else if (name == "time" && m_xml.ancestor(1) == "trkpt") {
    m_timeTold = true;
    if (const auto time = fromIso(text)) m_point.eventTime = *time - m_clockOffset;
  } else if (name == "ele" && m_xml.ancestor(1) == "trkpt") {
    if (const auto elevation = parseDouble(text)) {
      m_point.geoAltitude = static_cast<float>(*elevation);
      m_point.flags |= kGeoIsMsl;
    }
  } else if (name == "baroAltitude") {
    if (const auto altitude = parseDouble(text)) m_point.baroAltitude = static_cast<float>(*altitude);
  } else if (name == "haeAltitude") {
    if (const auto altitude = parseDouble(text)) {
      m_point.geoAltitude = static_cast<float>(*altitude);
      m_point.flags = static_cast<std::uint16_t>(m_point.flags & ~kGeoIsMsl);
    }
  } else if (name == "speed") {
    if (const auto speed = parseDouble(text); speed && *speed >= 0)
      m_point.groundSpeed = static_cast<float>(*speed);
  } else if (name == "course") {
    if (const auto course = parseDouble(text); course && *course >= 0 && *course <= 360)
      m_point.trackDeg = static_cast<float>(*course);
  }
}

void GpxDecoder::emitPoint() {
  Report& r = m_point;
  if (!(std::abs(r.lat) <= 90) || !(std::abs(r.lon) <= 360)) {
    m_sink->diagnostic({r.byteOffset, "trkpt", "lat, lon", "a latitude and a longitude were expected"});
    return;
  }
  if (!r.eventTime.isValid()) {
    if (m_timeTold) {
      m_sink->diagnostic({r.byteOffset, "trkpt", "time", "is not a time as 2026-08-12T06:12:30Z"});
    } else {
      ++m_timeless;
    }
    return;
  }
  if (m_source < 0) m_source = m_sink->source({"GPX", "gpx", -1, true});
  r.source = static_cast<std::uint16_t>(m_source);
  r.id = {IdKind::Text, 0};
  if (!m_named) {
    m_named = true;
    m_uid = m_names.unique(m_name, "GPX track");
    m_names.used(r.source, r.id, m_uid);
  }
  r.uid = m_uid;
  r.callsign = std::string_view(m_name);
  r.receiveTime = m_received;
  r.lon = wrapLongitude(r.lon);
  if (m_segmentStart) r.flags |= kLegStart;
  m_segmentStart = false;
  m_sink->report(r);
}

int probe(std::span<const std::byte> head) {
  return probeXmlRoot(head, "gpx");
}

}  // namespace

const Format kGpxFormat = {"gpx", "GPX tracks", probe,
                           [](const DecodeOptions& options) -> std::unique_ptr<Decoder> {
                             return std::make_unique<GpxDecoder>(options);
                           }};

}  // namespace sorami
