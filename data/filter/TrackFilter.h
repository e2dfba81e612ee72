// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/store/StoreView.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sorami {

class TrackFilter;
using TrackFilterPtr = std::shared_ptr<const TrackFilter>;

/// What is wrong with a filter's text, and where.
struct FilterProblem {
  std::size_t at = 0;      ///< characters (not bytes) from the beginning
  std::size_t length = 0;  ///< characters; 0: at the end of the text
  std::string what;
  std::string hint;
};

/// A question about tracks as one line of text, parsed once and cheap to ask. Immutable.
///
///     alt < 5000ft and source:ADS-B
///     callsign ~ JAL* or (affiliation:hostile and speed > 400kt)
///     squawk = 7500..7700 not is:ground
///     within(50NM, 35.55N 139.78E)
///
/// `and` may be left out; `not` binds before `and`, `and` before `or`. `:` asks whether a text is contained,
/// `=` whether it is the same, `~` matches with `*` and `?`; letters' case never matters. Numbers take a unit
/// and `a..b`; without a unit altitudes are feet, speeds knots, climb rates feet a minute. What is not known
/// of a track satisfies no comparison but `= none`. A lone word is looked for in name, identity, type,
/// squawk and source. Values are those at the instant, interpolated as everything on screen is.
class TrackFilter {
 public:
  /// Null, with `problem` filled in, when the text is none; for a blank text a filter that all pass.
  static TrackFilterPtr parse(std::string_view text, FilterProblem* problem = nullptr);
  /// The same with an Error for people: `column 7: …`.
  static Result<TrackFilterPtr> read(const std::string& text);

  const std::string& text() const { return m_text; }
  bool isEmpty() const { return m_nodes.empty(); }

  /// What is asked of at an instant, as numbers in SI units; NaN unknown.
  struct Moment {
    double lat = 0;
    double lon = 0;
    double age = 0;  ///< s since the last sample
    float baroAltitude = kNoFloat;
    float geoAltitude = kNoFloat;
    float groundSpeed = kNoFloat;
    float trackDeg = kNoFloat;
    float verticalRate = kNoFloat;
    std::uint16_t flags = 0;
    TrackPhase phase = TrackPhase::Live;
  };
  static Moment momentOf(const TrackState& state, UtcTime at);

  enum class Verdict : std::uint8_t { No, Yes, Depends };
  /// What the filter says of a track whatever it does; Depends when that needs an instant.
  Verdict ofTrack(const TrackInfo& track, std::string_view sourceName) const;
  bool matches(const TrackInfo& track, std::string_view sourceName, const Moment& moment) const;

  /// Names that may stand before an operator, for help and completion.
  static std::vector<std::string> fieldNames();

 private:
  friend class FilterParser;
  enum class Field : std::uint8_t {
    Any,
    Name,
    Callsign,
    Id,
    Icao,
    Type,
    Source,
    Squawk,
    Affiliation,
    Domain,
    Is,
    Altitude,
    Baro,
    Geo,
    Speed,
    Climb,
    Heading,
    Lat,
    Lon,
    Age,
    Within
  };
  enum class Kind : std::uint8_t { And, Or, Not, Text, Number, Flag, Range };
  enum class Op : std::uint8_t { Contains, Equal, Glob, Less, LessEqual, Greater, GreaterEqual, None };
  /// A circle on the sphere, prepared for being asked often.
  struct Circle {
    Circle() = default;
    Circle(LatLon at, double metres);
    bool holds(LatLon at) const;
    double lat = 0, lon = 0;  ///< rad
    double cosLat = 1;
    double reach = 0;      ///< rad
    double haversine = 0;  ///< of the reach
  };
  struct Node {
    Kind kind = Kind::And;
    Field field = Field::Any;
    Op op = Op::Contains;
    bool negated = false;                          ///< of a comparison: `!=`, `!~`
    std::vector<std::uint32_t> parts;              ///< of And, Or, Not
    std::vector<std::string> texts;                ///< in lower case; any of them
    std::vector<std::pair<double, double>> spans;  ///< numbers, SI; a point is a span of one value
    Circle circle;                                 ///< of Within
    std::uint32_t bits = 0;                        ///< of Is
  };
  struct Subject;
  Verdict judge(std::uint32_t node, const Subject& subject) const;
  bool textMatches(const Node& node, const Subject& subject) const;
  Verdict numberMatches(const Node& node, const Subject& subject) const;
  Verdict flagMatches(const Node& node, const Subject& subject) const;

  std::string m_text;
  std::vector<Node> m_nodes;
  std::uint32_t m_root = 0;
};

}  // namespace sorami
