// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/JsonDocument.h"
#include "data/ingest/Text.h"
#include "data/ingest/TrackNames.h"
#include "data/ingest/decoders/mf/MfDecoder.h"

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace sorami {
namespace {

namespace dom = simdjson::dom;

std::string textOf(const dom::element& element) {
  std::string_view text;
  if (element.get_string().get(text) == simdjson::SUCCESS) return std::string(text);
  std::int64_t number = 0;
  if (element.get_int64().get(number) == simdjson::SUCCESS) return std::to_string(number);
  return {};
}

/// An instant as ISO 8601 text or as milliseconds; seconds where the number is too small for those.
UtcTime timeOf(const dom::element& element) {
  std::string_view text;
  if (element.get_string().get(text) == simdjson::SUCCESS) return fromIso(text).value_or(UtcTime());
  double number = 0;
  if (element.get_double().get(number) != simdjson::SUCCESS || !(std::abs(number) < 1e15)) return {};
  return UtcTime::fromSeconds(std::abs(number) < 1e11 ? number : number / 1000);
}

/// Geometries of GeoJSON (RFC 7946, 1.4) that do not move.
bool isOtherGeometry(std::string_view type) {
  constexpr std::string_view kOthers[] = {"Point",   "MultiPoint",   "MultiLineString",
                                          "Polygon", "MultiPolygon", "GeometryCollection"};
  return std::find(std::begin(kOthers), std::end(kOthers), type) != std::end(kOthers);
}

class MfJsonDecoder final : public Decoder {
 public:
  explicit MfJsonDecoder(const DecodeOptions& options) : m_clockOffset(options.clockOffset) {}

  void decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
              DecodeSink& sink) override {
    m_received = received;
    m_splitter.feed(asText(bytes), offset, sink, [&](const JsonText& json) { takeDocument(json, sink); });
  }
  void finish(DecodeSink& sink) override {
    m_splitter.finish(sink, [&](const JsonText& json) { takeDocument(json, sink); });
    m_names.end(sink);
  }

 private:
  void takeDocument(const JsonText& json, DecodeSink& sink);
  void takeFeature(const dom::element& feature, const JsonText& json, DecodeSink& sink);
  void takePoints(const dom::array& places, const dom::array* times, const std::string& name, bool joined,
                  const JsonText& json, DecodeSink& sink);

  Micros m_clockOffset;
  UtcTime m_received;
  JsonSplitter m_splitter;
  dom::parser m_parser;
  TrackNames m_names;
  int m_source = -1;
};

void MfJsonDecoder::takeDocument(const JsonText& json, DecodeSink& sink) {
  const auto parsed = parseDocument(m_parser, json, sink);
  if (!parsed) return;
  const dom::element root = *parsed;
  dom::array features;
  if (root["features"].get_array().get(features) == simdjson::SUCCESS) {
    for (const dom::element& feature : features) takeFeature(feature, json, sink);
  } else {
    takeFeature(root, json, sink);
  }
}

void MfJsonDecoder::takeFeature(const dom::element& feature, const JsonText& json, DecodeSink& sink) {
  if (feature.is_null()) return;  // damaged, and told already
  sink.record("feature", 1);
  std::string name;
  for (const char* key : {"callsign", "name", "id"}) {
    dom::element value;
    if (name.empty() && feature["properties"][key].get(value) == simdjson::SUCCESS) name = textOf(value);
  }
  dom::element id;
  if (name.empty() && feature["id"].get(id) == simdjson::SUCCESS) name = textOf(id);
  std::string_view type;
  dom::array places;
  dom::array times;
  dom::element moving;
  if (feature["temporalGeometry"].get(moving) == simdjson::SUCCESS) {
    const auto takeOne = [&](const dom::element& geometry) {
      const bool isTyped = geometry["type"].get_string().get(type) == simdjson::SUCCESS;
      if (!isTyped || !type.starts_with("Moving")) {
        sink.diagnostic({json.offset, "feature", name,
                         "a moving geometry with its type was expected: the feature "
                         "is left out"});
        return;
      }
      if (type != "MovingPoint") {
        return sink.dropped("no moving point", 1);
      }
      if (geometry["coordinates"].get_array().get(places) != simdjson::SUCCESS ||
          geometry["datetimes"].get_array().get(times) != simdjson::SUCCESS) {
        sink.diagnostic({json.offset, "MovingPoint", "", "coordinates and datetimes were expected"});
        return;
      }
      std::string_view interpolation;
      const bool told = geometry["interpolation"].get_string().get(interpolation) == simdjson::SUCCESS ||
                        geometry["interpolations"].get_string().get(interpolation) == simdjson::SUCCESS;
      takePoints(places, &times, name, !(told && (interpolation == "Discrete" || interpolation == "Step")),
                 json, sink);
    };
    dom::array prisms;
    if (moving["prisms"].get_array().get(prisms) == simdjson::SUCCESS) {
      for (const dom::element& prism : prisms) takeOne(prism);
    } else {
      takeOne(moving);
    }
    return;
  }
  dom::element geometry;
  const bool has = feature["geometry"].get(geometry) == simdjson::SUCCESS;
  const bool isTyped = has && geometry["type"].get_string().get(type) == simdjson::SUCCESS;
  if (isTyped && isOtherGeometry(type)) return sink.dropped("no moving point", 1);
  if (has && geometry.is_null()) return sink.dropped("no moving point", 1);
  if (!isTyped || type != "LineString" ||
      geometry["coordinates"].get_array().get(places) != simdjson::SUCCESS) {
    sink.diagnostic({json.offset, "feature", name,
                     "a geometry with its type and coordinates was expected: the "
                     "feature is left out"});
    return;
  }
  const bool hasTimes = feature["properties"]["datetimes"].get_array().get(times) == simdjson::SUCCESS ||
                        feature["datetimes"].get_array().get(times) == simdjson::SUCCESS;
  takePoints(places, hasTimes ? &times : nullptr, name, true, json, sink);
}

void MfJsonDecoder::takePoints(const dom::array& places, const dom::array* times, const std::string& name,
                               bool joined, const JsonText& json, DecodeSink& sink) {
  if (m_source < 0) m_source = sink.source({"Moving Features", "mf-json", -1, true});
  Report r;
  r.source = static_cast<std::uint16_t>(m_source);
  r.id = {IdKind::Text, 0};
  r.receiveTime = m_received;
  r.callsign = std::string_view(name);
  r.byteOffset = json.offset;
  r.byteLength = static_cast<std::uint32_t>(json.text.size());
  if (times != nullptr && times->size() != places.size()) {
    // Which of them is missing is not known: no place surely has its time.
    sink.diagnostic({json.offset, "datetimes", "",
                     std::to_string(times->size()) + " times and " + std::to_string(places.size()) +
                         " places: the feature is left out"});
    return;
  }
  bool named = false;
  bool first = true;
  dom::array::iterator time = times != nullptr ? times->begin() : dom::array::iterator();
  std::size_t index = 0;
  for (const dom::element& place : places) {
    ++index;
    double numbers[4] = {kNoDouble, kNoDouble, kNoDouble, kNoDouble};
    std::size_t count = 0;
    dom::array parts;
    bool good = place.get_array().get(parts) == simdjson::SUCCESS;
    if (good) {
      for (const dom::element& part : parts) {
        if (count == 4) break;
        good = good && part.get_double().get(numbers[count]) == simdjson::SUCCESS;
        ++count;
      }
    }
    UtcTime at;
    if (times != nullptr) {
      at = timeOf(*time);
      ++time;
    } else if (count == 4 && std::abs(numbers[3]) < 1e15) {
      at = UtcTime::fromSeconds(std::abs(numbers[3]) < 1e11 ? numbers[3] : numbers[3] / 1000);
    } else {
      return sink.dropped("no time", places.size());
    }
    if (!good || !(std::abs(numbers[1]) <= 90) || !(std::abs(numbers[0]) <= 360)) {
      sink.diagnostic(
          {json.offset, "coordinates", std::to_string(index), "longitude and latitude were expected"});
      continue;
    }
    if (!at.isValid()) {
      sink.diagnostic({json.offset, "datetimes", std::to_string(index), "a time was expected"});
      continue;
    }
    if (!named) {
      named = true;
      r.uid = m_names.unique(name, "moving feature");
      m_names.used(r.source, r.id, r.uid);
    }
    r.eventTime = at - m_clockOffset;
    r.lon = wrapLongitude(numbers[0]);
    r.lat = numbers[1];
    r.geoAltitude = static_cast<float>(numbers[2]);
    // Discrete and stepwise features say that nothing lies between two places.
    r.flags = static_cast<std::uint16_t>((first ? kLegStart : 0) | (joined ? 0 : kStaleGap));
    first = false;
    sink.report(r);
  }
}

int probe(std::span<const std::byte> head) {
  const std::string_view json = asText(head);
  const std::size_t begin = json.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  if (!beginsJson(json, begin)) return 0;
  if (json.find("\"temporalGeometry\"") != json.npos && json.find("\"type\"") != json.npos) return 92;
  if (json.find("\"LineString\"") == json.npos) return 0;
  if (json.find("\"datetimes\"") != json.npos) return 92;
  // Four numbers a place, the last one a time.
  const std::size_t places = json.find("\"coordinates\"");
  if (places == json.npos) return 0;
  std::size_t at = json.find_first_not_of(" \t\r\n:[", places + 13);
  if (at == json.npos) return 0;
  const std::string_view first = json.substr(at, json.substr(at, 200).find(']'));
  int commas = 0;
  std::size_t last = 0;
  for (std::size_t i = 0; i < first.size(); ++i) {
    if (first[i] != ',') continue;
    ++commas;
    last = i + 1;
  }
  return commas == 3 && parseDouble(trimmed(first.substr(last))).value_or(0) > 1e8 ? 85 : 0;
}

}  // namespace

const Format kMfJsonFormat = {"mf-json", "OGC Moving Features JSON", probe,
                              [](const DecodeOptions& options) -> std::unique_ptr<Decoder> {
                                return std::make_unique<MfJsonDecoder>(options);
                              }};

}  // namespace sorami
