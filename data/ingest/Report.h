// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/InlineText.h"
#include "data/core/UtcTime.h"

#include <cstdint>
#include <limits>
#include <string>

namespace sorami {

constexpr float kNoFloat = std::numeric_limits<float>::quiet_NaN();
constexpr double kNoDouble = std::numeric_limits<double>::quiet_NaN();

/// What an observation is. Plots carry no identity and are never joined by lines.
enum class ReportKind : std::uint8_t {
  Plot,     ///< a sensor's single detection
  Track,    ///< an update with an identity from its source
  State,    ///< a simulation's or own-ship state
  Service,  ///< a service message (sector crossing, sensor status); no target
};

/// The space of identities that NativeId::value lives in.
enum class IdKind : std::uint8_t {
  None,
  Icao24,        ///< 24-bit ICAO address
  NonIcao24,     ///< 24-bit address that is not ICAO's (`~` of readsb, TIS-B, anonymous)
  AsterixTrack,  ///< track number of one SAC/SIC; reused by the source over time
  Mode3A,        ///< Mode 3/A code of one source, for plots that have nothing better
  Object,        ///< hexadecimal object id of a simulation (ACMI)
  Entity,        ///< DIS site:application:entity
  Mmsi,
  Text,  ///< Report::uid holds it
};

struct NativeId {
  IdKind kind = IdKind::None;
  std::uint64_t value = 0;
  constexpr bool operator==(const NativeId&) const = default;
};

/// Standard identity as APP-6 / MIL-STD-2525 order it. `Pending` is "not told".
enum class Affiliation : std::uint8_t {
  Pending,
  Unknown,
  AssumedFriend,
  Friend,
  Neutral,
  Suspect,
  Hostile,
  Civil
};

/// The battle dimension a symbol is chosen by.
enum class Domain : std::uint8_t { Unknown, Air, Space, Surface, Subsurface, Ground, Missile };

/// Bits of Report::flags and of a stored sample.
enum ReportFlag : std::uint16_t {
  kOnGround = 1 << 0,
  kSpi = 1 << 1,
  kEmergency = 1 << 2,
  kSimulated = 1 << 3,
  kTestTarget = 1 << 4,
  kCoasted = 1 << 5,    ///< the source itself extrapolated this position
  kLegStart = 1 << 6,   ///< the source starts a new leg here: never interpolate into this sample
  kStaleGap = 1 << 7,   ///< the source says the sample before is stale: do not interpolate into this one
  kOutlier = 1 << 8,    ///< set by the plausibility gate; hidden and counted
  kGeoIsMsl = 1 << 9,   ///< geoAltitude is above mean sea level, not above the ellipsoid
  kSmoothed = 1 << 10,  ///< tracker output rather than measurement
  kTrackEnd = 1 << 11,  ///< last message of this track number
  kTrackStart = 1 << 12,
  kExercise = 1 << 13,
  kPlotBit = 1 << 14,  ///< stored sample is a plot
  kMinor = 1 << 15,    ///< decoys, debris, people, buildings: no target; not recorded unless asked for
};

/// One decoded observation. SI units, degrees for angles on the earth; a missing number is NaN. Barometric
/// and geometric altitude are never converted into each other.
struct Report {
  ReportKind kind = ReportKind::Track;
  Domain domain = Domain::Unknown;
  Affiliation affiliation = Affiliation::Pending;
  std::uint8_t category = 0;  ///< ASTERIX category, or message type of another format
  std::uint16_t source = 0;   ///< as DecodeSink::source() returned it
  std::uint16_t flags = 0;    ///< ReportFlag bits
  std::int32_t mode3A = -1;   ///< 0..4095 (twelve bits of the squawk), -1 none
  std::int32_t icao24 = -1;   ///< 24-bit address beside another identity, -1 none
  NativeId id;
  UtcTime eventTime;
  UtcTime receiveTime;
  double lat = kNoDouble;  ///< deg WGS 84
  double lon = kNoDouble;
  float baroAltitude = kNoFloat;  ///< m against 1013.25 hPa
  float geoAltitude = kNoFloat;   ///< m above the WGS 84 ellipsoid, or above MSL with kGeoIsMsl
  float groundSpeed = kNoFloat;   ///< m/s
  float trackDeg = kNoFloat;      ///< deg true, 0..360
  float verticalRate = kNoFloat;  ///< m/s, up positive
  float rangeM = kNoFloat;        ///< m slant range from the sensor, for polar plots
  float azimuthDeg = kNoFloat;    ///< deg true from the sensor
  float sigmaMajor = kNoFloat;    ///< m, one sigma of the position ellipse
  InlineText<12> callsign;
  InlineText<8> type;            ///< aircraft or object type designator
  std::string uid;               ///< identity of IdKind::Text; empty otherwise
  std::uint64_t byteOffset = 0;  ///< where its bytes begin in the source's byte stream
  std::uint32_t byteLength = 0;

  bool hasPosition() const { return lat == lat && lon == lon; }
};

}  // namespace sorami
