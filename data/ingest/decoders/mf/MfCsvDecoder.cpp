// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/Text.h"
#include "data/ingest/TrackNames.h"
#include "data/ingest/decoders/mf/MfDecoder.h"

#include <cmath>
#include <map>

namespace sorami {
namespace {

constexpr std::size_t kMaxTracks = 1'000'000;

std::vector<std::string_view> fieldsOf(std::string_view line) {
  std::vector<std::string_view> fields;
  std::size_t at = 0;
  for (;;) {
    const std::size_t end = line.find(',', at);
    fields.push_back(trimmed(line.substr(at, end == line.npos ? line.npos : end - at)));
    if (end == line.npos || fields.size() > 256) return fields;
    at = end + 1;
  }
}

/// Where a trajectory stands.
struct End {
  double time = kNoDouble;
  double x = kNoDouble;
  double y = kNoDouble;
  double z = kNoDouble;
  std::string uid;
};

class MfCsvDecoder final : public Decoder {
 public:
  explicit MfCsvDecoder(const DecodeOptions& options) : m_clockOffset(options.clockOffset) {}

  void decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
              DecodeSink& sink) override {
    m_received = received;
    m_lines.feed(
        asText(bytes), offset,
        [&](std::string_view line, std::uint64_t at) { takeLine(line, at, true, sink); },
        [&](std::uint64_t at) {
          sink.diagnostic({at, "", "", "a line is longer than 64 KiB: skipped"});
        });
  }
  void finish(DecodeSink& sink) override {
    m_lines.finish([&](std::string_view line, std::uint64_t at) { takeLine(line, at, false, sink); });
    m_names.end(sink);
  }

 private:
  void takeLine(std::string_view line, std::uint64_t offset, bool complete, DecodeSink& sink);
  void takeBounds(std::string_view line, std::uint64_t offset, DecodeSink& sink);
  void takeSegment(std::string_view line, std::uint64_t offset, DecodeSink& sink);

  Micros m_clockOffset;
  UtcTime m_received;
  LineSplitter m_lines;
  TrackNames m_names;
  UtcTime m_start;
  double m_unit = 1;        ///< seconds in one unit of the times
  bool m_absolute = false;  ///< times are ISO 8601
  std::size_t m_dimensions = 2;
  bool m_latFirst = false;
  int m_callsign = -1;
  std::map<std::string, End, std::less<>> m_ends;
  int m_source = -1;
};

void MfCsvDecoder::takeBounds(std::string_view line, std::uint64_t offset, DecodeSink& sink) {
  const auto fields = fieldsOf(line);
  // @stboundedby, crs, 2D|3D, lower, upper, first time, last time, unit
  if (fields.size() < 8) {
    sink.diagnostic({offset, "@stboundedby", "", "eight fields were expected"});
    return;
  }
  m_dimensions = fields[2] == "3D" ? 3 : 2;
  // The registry's own axis order is latitude first; the CRS84 form is longitude first. Files that name 4326
  // in the long form are longitude first in OGC 14-084r2's examples; what the bounds say decides.
  double lower[2] = {kNoDouble, kNoDouble};
  double upper[2] = {kNoDouble, kNoDouble};
  const auto two = [](std::string_view text, double* to) {
    const std::size_t blank = text.find(' ');
    if (blank == text.npos) return;
    to[0] = parseDouble(text.substr(0, blank)).value_or(kNoDouble);
    const std::string_view rest = trimmed(text.substr(blank));
    to[1] = parseDouble(rest.substr(0, rest.find(' '))).value_or(kNoDouble);
  };
  two(fields[3], lower);
  two(fields[4], upper);
  m_latFirst = std::abs(lower[1]) > 90 || std::abs(upper[1]) > 90;
  const auto time = fromIso(fields[5]);
  if (!time) {
    sink.diagnostic(
        {offset, "@stboundedby", "time", "is not a time: '" + std::string(fields[5].substr(0, 32)) + "'"});
    return;
  }
  m_start = *time;
  m_absolute = fields[7] == "absolute";
  m_unit = fields[7] == "min" || fields[7] == "minute" ? 60
           : fields[7] == "hour"                       ? 3600
           : fields[7] == "day"                        ? 86400
                                                       : 1;
}

void MfCsvDecoder::takeLine(std::string_view line, std::uint64_t offset, bool complete, DecodeSink& sink) {
  if (line.starts_with("\xef\xbb\xbf")) line.remove_prefix(3);
  line = trimmed(line);
  if (line.empty() || line.front() == '#') return;
  if (!complete) {
    // The last number may have lost digits.
    sink.diagnostic({offset, "", "", "the file ends inside a line: not used"});
    return;
  }
  if (line.starts_with("@stboundedby")) return takeBounds(line, offset, sink);
  if (line.starts_with("@columns")) {
    const auto fields = fieldsOf(line);
    // @columns, mfidref, trajectory, then a name and a type for each attribute; rows have four fields first.
    for (std::size_t i = 3; i < fields.size(); i += 2) {
      if (fields[i] == "callsign" || fields[i] == "name") m_callsign = static_cast<int>(4 + (i - 3) / 2);
    }
    return;
  }
  if (line.front() == '@') return;
  takeSegment(line, offset, sink);
}

void MfCsvDecoder::takeSegment(std::string_view line, std::uint64_t offset, DecodeSink& sink) {
  const auto bad = [&](const char* item, std::string_view value) {
    sink.diagnostic({offset, "segment", item, "is not valid: '" + std::string(value.substr(0, 40)) + "'"});
  };
  const auto fields = fieldsOf(line);
  if (fields.size() < 4) return bad("length", line);
  if (!m_start.isValid()) return sink.dropped("no time", 1);
  sink.record("segment", 1);
  const auto timeOf = [&](std::string_view text) {
    if (m_absolute) {
      const auto t = fromIso(text);
      return t ? static_cast<double>(*t - m_start) * 1e-6 : kNoDouble;
    }
    return parseDouble(text).value_or(kNoDouble) * m_unit;
  };
  const double begin = timeOf(fields[1]);
  const double end = timeOf(fields[2]);
  if (!(std::abs(begin) < 1e11) || !(std::abs(end) < 1e11) || end < begin) return bad("time", fields[1]);
  std::vector<double> numbers;
  std::size_t at = 0;
  const std::string_view places = fields[3];
  while (at < places.size()) {
    const std::size_t stop = std::min(places.find(' ', at), places.size());
    if (stop > at) {
      const auto number = parseDouble(places.substr(at, stop - at));
      if (!number) return bad("trajectory", places);
      numbers.push_back(*number);
    }
    at = stop + 1;
  }
  const std::size_t count = numbers.size() / m_dimensions;
  if (count == 0 || numbers.size() % m_dimensions != 0) return bad("trajectory", places);
  if (m_ends.size() > kMaxTracks) m_ends.clear();
  auto found = m_ends.find(fields[0]);
  if (found == m_ends.end()) found = m_ends.emplace(std::string(fields[0]), End()).first;
  End& last = found->second;
  if (m_source < 0) m_source = sink.source({"Moving Features", "mf-csv", -1, true});
  if (last.uid.empty()) {
    last.uid = m_names.unique(fields[0], "moving feature");
    m_names.used(static_cast<std::uint16_t>(m_source), {IdKind::Text, 0}, last.uid);
  }
  for (std::size_t i = 0; i < count; ++i) {
    const double* const place = numbers.data() + i * m_dimensions;
    const double lon = place[m_latFirst ? 1 : 0];
    const double lat = place[m_latFirst ? 0 : 1];
    if (!(std::abs(lat) <= 90) || !(std::abs(lon) <= 360)) return bad("trajectory", places);
    // Places between the ends are evenly spaced in time.
    const double time =
        count == 1 ? begin : begin + (end - begin) * static_cast<double>(i) / static_cast<double>(count - 1);
    const bool joins = i == 0 && last.time == time && last.x == lon && last.y == lat;
    const bool gap = i == 0 && !joins;
    last.time = time;
    last.x = lon;
    last.y = lat;
    if (joins) continue;
    Report r;
    r.source = static_cast<std::uint16_t>(m_source);
    r.id = {IdKind::Text, 0};
    r.uid = last.uid;
    r.eventTime = m_start + std::llround(time * 1e6) - m_clockOffset;
    r.receiveTime = m_received;
    r.lat = lat;
    r.lon = wrapLongitude(lon);
    if (m_dimensions == 3) r.geoAltitude = static_cast<float>(place[2]);
    if (m_callsign >= 0 && static_cast<std::size_t>(m_callsign) < fields.size())
      r.callsign = fields[static_cast<std::size_t>(m_callsign)];
    if (gap) r.flags |= kStaleGap;
    r.byteOffset = offset;
    r.byteLength = static_cast<std::uint32_t>(line.size());
    sink.report(r);
  }
}

int probe(std::span<const std::byte> head) {
  const std::string_view text = asText(head.first(std::min<std::size_t>(head.size(), 4096)));
  const std::size_t at = text.find("@stboundedby");
  const bool hasMark = text.starts_with("\xef\xbb\xbf") && at == 3;
  return at == 0 || (at != text.npos && (text[at - 1] == '\n' || hasMark)) ? 97 : 0;
}

}  // namespace

const Format kMfCsvFormat = {"mf-csv", "OGC Moving Features CSV", probe,
                             [](const DecodeOptions& options) -> std::unique_ptr<Decoder> {
                               return std::make_unique<MfCsvDecoder>(options);
                             }};

}  // namespace sorami
