// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/filter/TrackFilter.h"

#include "data/core/Units.h"
#include "data/filter/FilterParser.h"
#include "data/filter/FilterText.h"
#include "data/ingest/encoders/Encoder.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>

namespace sorami {
namespace {

using Verdict = TrackFilter::Verdict;

Verdict opposite(Verdict v) {
  return v == Verdict::Depends ? v : v == Verdict::Yes ? Verdict::No : Verdict::Yes;
}

Verdict verdictOf(bool is) {
  return is ? Verdict::Yes : Verdict::No;
}

std::string squawkOf(const TrackInfo& track) {
  if (track.mode3A < 0) return {};
  char text[8];
  std::snprintf(text, sizeof text, "%04o", static_cast<unsigned>(track.mode3A) & 07777U);
  return text;
}

std::string icaoOf(const TrackInfo& track) {
  char text[12] = "";
  if (track.icao24 >= 0) {
    std::snprintf(text, sizeof text, "%06x", static_cast<unsigned>(track.icao24));
  } else if (track.nativeId.kind == IdKind::Icao24 || track.nativeId.kind == IdKind::NonIcao24) {
    std::snprintf(text, sizeof text, "%06x", static_cast<unsigned>(track.nativeId.value & 0xFFFFFF));
  }
  return text;
}

}  // namespace

struct TrackFilter::Subject {
  const TrackInfo& track;
  std::string_view source;
  const Moment* moment;
};

TrackFilterPtr TrackFilter::parse(std::string_view text, FilterProblem* problem) {
  auto filter = std::make_shared<TrackFilter>();
  filter->m_text = std::string(text);
  FilterParser parser(text, *filter);
  if (parser.run()) return filter;
  if (problem) *problem = parser.problem();
  return nullptr;
}

Result<TrackFilterPtr> TrackFilter::read(const std::string& text) {
  FilterProblem problem;
  TrackFilterPtr filter = parse(text, &problem);
  if (filter) return filter;
  return Error{problem.what, "column " + std::to_string(problem.at + 1), problem.hint};
}

TrackFilter::Moment TrackFilter::momentOf(const TrackState& s, UtcTime at) {
  Moment m;
  m.lat = s.position.lat;
  m.lon = s.position.lon;
  m.age = s.lastSample.isValid() ? static_cast<double>(at - s.lastSample) * 1e-6 : kNoDouble;
  m.baroAltitude = s.baroAltitude;
  m.geoAltitude = s.geoAltitude;
  m.groundSpeed = s.groundSpeed;
  m.trackDeg = s.trackDeg;
  m.verticalRate = s.verticalRate;
  m.flags = s.flags;
  m.phase = s.phase;
  return m;
}

Verdict TrackFilter::ofTrack(const TrackInfo& track, std::string_view sourceName) const {
  return m_nodes.empty() ? Verdict::Yes : judge(m_root, {track, sourceName, nullptr});
}

bool TrackFilter::matches(const TrackInfo& track, std::string_view sourceName, const Moment& moment) const {
  return m_nodes.empty() || judge(m_root, {track, sourceName, &moment}) == Verdict::Yes;
}

Verdict TrackFilter::judge(std::uint32_t index, const Subject& subject) const {
  const Node& node = m_nodes[index];
  Verdict v = Verdict::No;
  switch (node.kind) {
    case Kind::And:
      v = Verdict::Yes;
      for (const std::uint32_t part : node.parts) {
        const Verdict each = judge(part, subject);
        if (each == Verdict::No) return Verdict::No;
        if (each == Verdict::Depends) v = each;
      }
      return v;
    case Kind::Or:
      for (const std::uint32_t part : node.parts) {
        const Verdict each = judge(part, subject);
        if (each == Verdict::Yes) return Verdict::Yes;
        if (each == Verdict::Depends) v = each;
      }
      return v;
    case Kind::Not:
      return opposite(judge(node.parts.front(), subject));
    case Kind::Text:
      v = verdictOf(textMatches(node, subject));
      break;
    case Kind::Number:
      v = numberMatches(node, subject);
      break;
    case Kind::Flag:
      v = flagMatches(node, subject);
      break;
    case Kind::Range: {
      if (!subject.moment) {
        v = Verdict::Depends;
        break;
      }
      v = verdictOf(node.circle.holds({subject.moment->lat, subject.moment->lon}));
      break;
    }
  }
  return node.negated ? opposite(v) : v;
}

TrackFilter::Circle::Circle(LatLon at, double metres)
    : lat(degToRad(at.lat)), lon(degToRad(at.lon)), cosLat(std::cos(lat)) {
  // Mean radius of the earth: a filter's circle need be no truer than 0.3 %.
  constexpr double kEarthRadius = 6371008.8;
  reach = std::clamp(metres / kEarthRadius, 0.0, std::numbers::pi);
  const double half = std::sin(reach / 2);
  haversine = half * half;
}

bool TrackFilter::Circle::holds(LatLon at) const {
  const double other = degToRad(at.lat);
  // Most are off by latitude alone, which needs no trigonometry.
  if (!(std::abs(other - lat) <= reach)) return false;
  const double a = std::sin((other - lat) / 2);
  const double b = std::sin((degToRad(at.lon) - lon) / 2);
  return a * a + cosLat * std::cos(other) * b * b <= haversine;
}

bool TrackFilter::textMatches(const Node& node, const Subject& subject) const {
  const TrackInfo& track = subject.track;
  const auto is = [&](std::string_view known) {
    const std::string value = filter::lowered(known);
    return std::any_of(node.texts.begin(), node.texts.end(), [&](const std::string& wanted) {
      switch (node.op) {
        case Op::Equal:
          return value == wanted;
        case Op::Glob:
          return filter::globMatches(wanted, value);
        default:
          return value.find(wanted) != value.npos;
      }
    });
  };
  if (node.op == Op::None) {
    switch (node.field) {
      case Field::Callsign:
        return track.callsign.empty();
      case Field::Type:
        return track.type.empty();
      case Field::Icao:
        return icaoOf(track).empty();
      case Field::Squawk:
        return track.mode3A < 0;
      case Field::Source:
        return subject.source.empty();
      default:
        return false;
    }
  }
  switch (node.field) {
    case Field::Name:
      return is(track.displayName());
    case Field::Callsign:
      return !track.callsign.empty() && is(track.callsign);
    case Field::Id:
      return is(nativeIdText(track)) || (track.icao24 >= 0 && is(icaoOf(track)));
    case Field::Icao:
      return is(icaoOf(track));
    case Field::Type:
      return !track.type.empty() && is(track.type);
    case Field::Source:
      return is(subject.source);
    case Field::Squawk:
      return track.mode3A >= 0 && is(squawkOf(track));
    case Field::Affiliation:
      return is(nameOf(track.affiliation));
    case Field::Domain:
      return is(nameOf(track.domain));
    default:
      return is(track.displayName()) || is(track.callsign) || is(nativeIdText(track)) || is(track.type) ||
             is(squawkOf(track)) || is(icaoOf(track)) || is(subject.source);
  }
}

Verdict TrackFilter::numberMatches(const Node& node, const Subject& subject) const {
  double value = kNoDouble;
  if (node.field == Field::Squawk) {
    // Its four digits read as a decimal number, as people say it.
    const auto code = static_cast<unsigned>(std::max(subject.track.mode3A, 0));
    if (subject.track.mode3A >= 0) {
      value = (code >> 9U & 7U) * 1000.0 + (code >> 6U & 7U) * 100.0 + (code >> 3U & 7U) * 10.0 + (code & 7U);
    }
  } else {
    if (!subject.moment) return Verdict::Depends;
    const Moment& m = *subject.moment;
    const auto d = [](float f) { return static_cast<double>(f); };
    switch (node.field) {
      case Field::Altitude:
        value = d(std::isnan(m.baroAltitude) ? m.geoAltitude : m.baroAltitude);
        break;
      case Field::Baro:
        value = d(m.baroAltitude);
        break;
      case Field::Geo:
        value = d(m.geoAltitude);
        break;
      case Field::Speed:
        value = d(m.groundSpeed);
        break;
      case Field::Climb:
        value = d(m.verticalRate);
        break;
      case Field::Heading:
        value = d(m.trackDeg);
        break;
      case Field::Lat:
        value = m.lat;
        break;
      case Field::Lon:
        value = m.lon;
        break;
      default:
        value = m.age;
    }
  }
  if (node.op == Op::None) return verdictOf(std::isnan(value));
  if (std::isnan(value)) return Verdict::No;
  const bool any = std::any_of(node.spans.begin(), node.spans.end(), [&](const auto& span) {
    switch (node.op) {
      case Op::Less:
        return value < span.first;
      case Op::LessEqual:
        return value <= span.first;
      case Op::Greater:
        return value > span.first;
      case Op::GreaterEqual:
        return value >= span.first;
      default:
        // Directions go round: 350..10 holds the north.
        if (span.first > span.second) return value >= span.first || value <= span.second;
        return value >= span.first && value <= span.second;
    }
  });
  return verdictOf(any);
}

Verdict TrackFilter::flagMatches(const Node& node, const Subject& subject) const {
  using namespace filter;
  Verdict out = Verdict::No;
  const auto offer = [&](std::uint32_t bit, auto test, bool isStatic = false) {
    if ((node.bits & bit) == 0 || out == Verdict::Yes) return;
    if (!isStatic && !subject.moment) {
      out = Verdict::Depends;
    } else if (test()) {
      out = Verdict::Yes;
    }
  };
  const auto flag = [&](std::uint16_t bit) {
    return [&, bit] { return (subject.moment->flags & bit) != 0; };
  };
  const auto phase = [&](TrackPhase p) { return [&, p] { return subject.moment->phase == p; }; };
  offer(
      kIsPlots, [&] { return subject.track.isPlots; }, true);
  offer(
      kIsSimulated, [&] { return subject.track.simulated; }, true);
  offer(kIsGround, flag(kOnGround));
  offer(kIsAirborne, [&] { return (subject.moment->flags & kOnGround) == 0; });
  offer(kIsEmergency, flag(kEmergency));
  offer(
      kIsEmergency, [&] { return isEmergencyCode(subject.track.mode3A); }, true);
  offer(kIsSpi, flag(kSpi));
  offer(kIsExercise, flag(kExercise));
  offer(kIsTest, flag(kTestTarget));
  offer(kIsLive, phase(TrackPhase::Live));
  offer(kIsStale, phase(TrackPhase::Stale));
  offer(kIsCoasting, phase(TrackPhase::Coasting));
  return out;
}

}  // namespace sorami
