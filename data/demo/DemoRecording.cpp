// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/demo/DemoRecording.h"

#include "data/core/Units.h"
#include "data/demo/DeterministicMath.h"
#include "data/demo/Sensors.h"
#include "data/ingest/capture/PcapWriter.h"
#include "data/ingest/decoders/asterix/AsterixEncoder.h"

#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <vector>

namespace sorami::demo {
namespace {

/// SIC of each feed; the SAC is 0, a notional nation.
constexpr std::array<int, kFeeds> kSic{21, 62, 11, 12, 13, 14};
/// Datagrams stay below one Ethernet frame.
constexpr std::size_t kGreatestDatagram = 1400;

std::size_t indexOf(Feed feed) {
  return static_cast<std::size_t>(feed);
}

double secondsOfDay(UtcTime t) {
  return static_cast<double>(t - t.startOfDay()) * 1e-6;
}

/// A radar's ground speed field is in NM/s.
double toNauticalMilesPerSecond(double metresPerSecond) {
  return metresPerSecond / kNauticalMile;
}

/// A direction as a 16-bit fraction of a turn holds it: what would round to a whole turn is north.
double direction(double deg) {
  return deg >= 360.0 - 180.0 / 65536 ? 0.0 : deg;
}

AsterixRecord begin(int category, Feed feed) {
  AsterixRecord r(category);
  r.set("I010/SAC", 0);
  r.set("I010/SIC", kSic[indexOf(feed)]);
  return r;
}

AsterixRecord encode(const AdsbReport& report, Feed feed) {
  AsterixRecord r = begin(21, feed);
  const Truth& truth = report.measured;
  const bool climbing = truth.verticalRate > 0.5 || truth.verticalRate < -0.5;
  r.set("I040/ATP", 0);
  r.set("I040/SIM", 1);
  r.set("I020", 3);  // emitter category: medium or large aircraft
  r.set("I071", secondsOfDay(report.time));
  r.set("I131/LAT", truth.position.lat);
  r.set("I131/LON", truth.position.lon);
  r.set("I080", report.mover->icao24);
  r.set("I073", secondsOfDay(report.time + 40 * kMillisecond));
  r.set("I140", (truth.altitude + report.heightDifference) / kFoot);
  r.set("I090/NUCRNACV", 2);
  r.set("I090/NUCPNIC", 8);
  r.set("I090/NACP", 9);
  r.set("I070/MODE3A", report.mover->mode3A);
  r.set("I145", truth.altitude / kFlightLevel);
  if (climbing) r.set("I155/BVR", truth.verticalRate / kFootPerMinute);
  r.set("I160/GS", toNauticalMilesPerSecond(truth.groundSpeed));
  r.set("I160/TA", direction(truth.trackDeg));
  r.set("I170", report.mover->callsign);
  return r;
}

AsterixRecord encode(const TrackUpdate& update, Feed feed) {
  AsterixRecord r = begin(62, feed);
  const Truth& truth = update.measured;
  const double track = truth.trackDeg * (kPi / 180);
  r.set("I070", secondsOfDay(update.time));
  r.set("I105/LAT", truth.position.lat);
  r.set("I105/LON", truth.position.lon);
  r.set("I185/VX", truth.groundSpeed * sine(track));
  r.set("I185/VY", truth.groundSpeed * cosine(track));
  r.set("I040", update.trackNumber);
  r.set("I080/SRC", 2);
  r.set("I080/SIM", 1);
  if (update.first) r.set("I080/TSB", 1);
  if (update.last) r.set("I080/TSE", 1);
  if (update.coasted) r.set("I080/CST", 1);
  if (update.mover->mode3A >= 0) {
    // Answers to interrogation, so the pressure altitude is known too.
    r.set("I060/MODE3A", update.mover->mode3A);
    r.set("I136", truth.altitude / kFlightLevel);
  }
  if (update.mover->icao24 >= 0) r.set("I380/ADR", update.mover->icao24);
  r.set("I130", truth.altitude / kFoot);
  r.set("I220", truth.verticalRate / kFootPerMinute);
  r.set("I245/STI", 0);
  r.set("I245/CHR", update.mover->callsign);
  return r;
}

AsterixRecord encode(const RadarReport& report, Feed feed) {
  AsterixRecord r = begin(48, feed);
  const bool answered = report.mover && report.mover->mode3A >= 0;
  r.set("I140", secondsOfDay(report.time));
  r.set("I020/TYP", answered ? 3 : 1);  // PSR and SSR together, or PSR alone
  r.set("I020/SIM", 1);
  r.set("I040/RHO", report.range / kNauticalMile);
  r.set("I040/THETA", direction(report.azimuthDeg));
  if (answered) r.set("I070/MODE3A", report.mover->mode3A);
  if (answered && report.altitude == report.altitude) r.set("I090/FL", report.altitude / kFlightLevel);
  if (report.trackNumber >= 0) {
    r.set("I161/TRN", report.trackNumber);
    r.set("I200/GSP", toNauticalMilesPerSecond(report.groundSpeed));
    r.set("I200/HDG", direction(report.trackDeg));
    r.set("I170/RAD", answered ? 0 : 1);
  }
  return r;
}

AsterixRecord encode(const ServiceMessage& message, Feed feed) {
  if (feed == Feed::AdsB) {
    AsterixRecord r = begin(23, feed);
    r.set("I000", 1);
    r.set("I015/SID", 0);
    r.set("I015/STYP", 1);
    r.set("I070", secondsOfDay(message.time));
    r.set("I100/NOGO", 0);
    return r;
  }
  if (feed == Feed::Tracker) {
    AsterixRecord r = begin(65, feed);
    r.set("I000", 1);
    r.set("I015", 1);
    r.set("I030", secondsOfDay(message.time));
    r.set("I040/NOGO", 0);
    r.set("I040/PSS", 1);
    return r;
  }
  AsterixRecord r = begin(34, feed);
  r.set("I000", message.sector == 0 ? 1 : 2);
  r.set("I030", secondsOfDay(message.time));
  r.set("I020", message.sector * 45.0);
  for (const RadarSite& radar : demoRadars()) {
    if (radar.feed != feed || message.sector != 0) continue;
    r.set("I041", radar.period);
    r.set("I120/HGT", radar.height);
    r.set("I120/LAT", radar.position.lat);
    r.set("I120/LON", radar.position.lon);
  }
  return r;
}

/// Gathers what one feed sends at one instant into datagrams of a block or more.
class Network {
 public:
  void send(UtcTime received, Feed feed, const AsterixRecord& record) {
    Pending& pending = m_pending[indexOf(feed)];
    if (pending.received != received) flush(feed);
    pending.received = received;
    std::vector<std::byte> bytes;
    if (!record.encode(bytes)) {
      if (m_error.empty()) m_error = record.error();
      return;
    }
    if (pending.size + bytes.size() + 3 > kGreatestDatagram) {
      flush(feed);
      pending.received = received;
    }
    std::vector<std::byte>& block = pending.blocks[record.category()];
    pending.size += bytes.size() + (block.empty() ? 3 : 0);
    block.insert(block.end(), bytes.begin(), bytes.end());
  }

  void flush(Feed feed) {
    Pending& pending = m_pending[indexOf(feed)];
    if (pending.size == 0) return;
    std::vector<std::byte> payload;
    for (const auto& [category, records] : pending.blocks) {
      const std::size_t length = records.size() + 3;
      payload.push_back(static_cast<std::byte>(category));
      payload.push_back(static_cast<std::byte>(length >> 8U));
      payload.push_back(static_cast<std::byte>(length & 0xFFU));
      payload.insert(payload.end(), records.begin(), records.end());
    }
    // 198.51.100.0/24 and 233.252.0.0/24 are set aside for documentation (RFC 5737, RFC 6676).
    const auto index = static_cast<std::uint32_t>(feed);
    const UdpEndpoints ends{0xC6336400U + 10 + index, 0xE9FC0000U + 1 + index, 8600,
                            static_cast<std::uint16_t>(8600 + index)};
    m_capture.add(pending.received, ends, payload);
    pending = {};
  }

  /// What could not be encoded; empty when all is there.
  const std::string& error() const { return m_error; }

  std::string finish() {
    for (int i = 0; i < kFeeds; ++i) flush(static_cast<Feed>(i));
    return m_capture.bytes();
  }

 private:
  struct Pending {
    UtcTime received;
    std::size_t size = 0;
    std::map<int, std::vector<std::byte>> blocks;  ///< by category
  };
  std::array<Pending, kFeeds> m_pending;
  PcapWriter m_capture;
  std::string m_error;
};

}  // namespace

TimeRange demoSpan() {
  return {utcFromCivil(2026, 8, 11, 23), utcFromCivil(2026, 8, 12, 1)};
}

Result<std::string> makeDemoCapture() {
  const TimeRange span = demoSpan();
  const auto movers = makeScenario(span);
  Network network;
  UtcTime last;
  for (const Message& message : observe(movers, span)) {
    // What was sent earlier goes out before anything later, whichever feed it is of: captures are in order.
    if (last != message.received) {
      for (int i = 0; i < kFeeds; ++i) network.flush(static_cast<Feed>(i));
    }
    last = message.received;
    std::visit(
        [&](const auto& body) { network.send(message.received, message.feed, encode(body, message.feed)); },
        message.body);
  }
  std::string capture = network.finish();
  if (!network.error().empty()) return Error{network.error(), "demo recording", "this is a defect of Sorami"};
  return capture;
}

IdentityRules demoIdentityRules() {
  using Rule = IdentityRules::Rule;
  const auto rule = [](const char* callsign, Affiliation affiliation, Domain domain, const char* type) {
    Rule r;
    r.callsign = callsign;
    r.affiliation = affiliation;
    r.domain = domain;
    r.type = type;
    r.simulated = true;
    return r;
  };
  return IdentityRules({
      rule("ORBIT*", Affiliation::Friend, Domain::Air, "AEW"),
      rule("WATCH*", Affiliation::Friend, Domain::Air, "PATROL"),
      rule("SABRE*", Affiliation::Friend, Domain::Air, "FIGHTER"),
      rule("LANCE*", Affiliation::Friend, Domain::Air, "FIGHTER"),
      rule("H402*", Affiliation::Hostile, Domain::Air, "BOMBER"),
      rule("H403*", Affiliation::Hostile, Domain::Missile, "CRUISE"),
      rule("H404*", Affiliation::Hostile, Domain::Missile, "BALLISTIC"),
      rule("H405*", Affiliation::Hostile, Domain::Missile, "GLIDE"),
      rule("[A-Z][A-Z][A-Z][0-9]*", Affiliation::Civil, Domain::Air, ""),
      rule("U4*", Affiliation::Unknown, Domain::Air, ""),
  });
}

}  // namespace sorami::demo
