// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Units.h"
#include "data/ingest/capture/PcapWriter.h"
#include "data/ingest/encoders/EncodeText.h"

#include <GeographicLib/Geocentric.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <unordered_map>

namespace sorami {
namespace {

constexpr std::size_t kEntityState = 144;
constexpr std::uint16_t kPort = 3000;  // the usual one of DIS
/// Entities whose own identity is none of DIS get numbers of this site.
constexpr std::uint64_t kOwnSite = 0xFFFE;

/// One entity state PDU of version 6, big endian. Source of the layout: IEEE 1278.1, 5.3.3.1.
class Pdu {
 public:
  void u8(std::size_t at, unsigned value) { m_bytes[at] = static_cast<std::byte>(value); }
  void big(std::size_t at, std::uint64_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i)
      u8(at + i, static_cast<unsigned>(value >> 8 * (size - 1 - i) & 0xFF));
  }
  void f32(std::size_t at, double value) {
    big(at, std::bit_cast<std::uint32_t>(static_cast<float>(value)), 4);
  }
  void f64(std::size_t at, double value) { big(at, std::bit_cast<std::uint64_t>(value), 8); }
  std::span<const std::byte> bytes() const { return m_bytes; }

 private:
  std::array<std::byte, kEntityState> m_bytes{};
};

unsigned forceOf(Affiliation affiliation) {
  switch (affiliation) {
    case Affiliation::Friend:
    case Affiliation::AssumedFriend:
      return 1;
    case Affiliation::Hostile:
    case Affiliation::Suspect:
      return 2;
    case Affiliation::Neutral:
    case Affiliation::Civil:
      return 3;
    default:
      return 0;
  }
}

/// Kind and domain of the entity type.
std::pair<unsigned, unsigned> kindAndDomain(Domain domain) {
  switch (domain) {
    case Domain::Ground:
      return {1, 1};
    case Domain::Air:
      return {1, 2};
    case Domain::Surface:
      return {1, 3};
    case Domain::Subsurface:
      return {1, 4};
    case Domain::Space:
      return {1, 5};
    case Domain::Missile:
      return {2, 1};
    case Domain::Unknown:
      break;
  }
  return {1, 0};
}

/// Fills in place, velocity and attitude: level flight along the course.
void putMotion(Pdu& pdu, const Sample& s) {
  // DIS knows one height, above the ellipsoid. Others are written as they stand: nothing is converted
  // silently, and a recording that is to be exact has geometric heights.
  const double height = s.geoAltitude == s.geoAltitude     ? s.geoAltitude
                        : s.baroAltitude == s.baroAltitude ? s.baroAltitude
                                                           : 0;
  double x = 0;
  double y = 0;
  double z = 0;
  std::vector<double> m(9);  // columns: east, north, up
  GeographicLib::Geocentric::WGS84().Forward(s.lat, s.lon, height, x, y, z, m);
  pdu.f64(48, x);
  pdu.f64(56, y);
  pdu.f64(64, z);
  const double course = s.trackDeg == s.trackDeg ? degToRad(s.trackDeg) : 0;
  const double speed = s.groundSpeed == s.groundSpeed ? s.groundSpeed : 0;
  const double climb = s.verticalRate == s.verticalRate ? s.verticalRate : 0;
  double forward[3];
  double right[3];
  for (std::size_t i = 0; i < 3; ++i) {
    const double east = m[3 * i];
    const double north = m[3 * i + 1];
    const double up = m[3 * i + 2];
    forward[i] = std::sin(course) * east + std::cos(course) * north;
    right[i] = std::cos(course) * east - std::sin(course) * north;
    pdu.f32(36 + 4 * i, speed * forward[i] + climb * up);
  }
  pdu.f32(72, std::atan2(forward[1], forward[0]));
  pdu.f32(76, std::asin(std::clamp(-forward[2], -1.0, 1.0)));
  pdu.f32(80, std::atan2(right[2], -m[8]));
}

Status writeDis(const StoreView& view, const TextOut& out, std::stop_token stop) {
  std::unordered_map<TrackId, std::uint64_t> entities;
  std::uint64_t next = 1;
  auto capture = std::make_unique<PcapWriter>();
  std::size_t written = 0;  // of the capture's bytes: a later one's file header is left out
  const std::size_t header = capture->bytes().size();
  const auto flush = [&] {
    const bool good = out(std::string_view(capture->bytes()).substr(written));
    capture = std::make_unique<PcapWriter>();
    written = header;
    return good;
  };
  Status status = forEachUpdate(view, std::move(stop), [&](const UpdateRow& row) {
    // An entity is a thing with an identity.
    if (row.track.isPlots) return true;
    const Sample& s = row.sample;
    std::uint64_t& id = entities[row.track.id];
    if (id == 0) {
      id = row.track.nativeId.kind == IdKind::Entity
               ? row.track.nativeId.value & 0xFFFF'FFFF'FFFF
               : kOwnSite << 32 | (1 + (next >> 16)) << 16 | (next & 0xFFFF);
      if (row.track.nativeId.kind != IdKind::Entity && (++next & 0xFFFF) == 0) ++next;  // 0 is nobody
    }
    Pdu pdu;
    pdu.u8(0, 6);
    pdu.u8(1, 1);
    pdu.u8(2, 1);
    pdu.u8(3, 1);
    // Absolute: the part of the hour in 2^31 steps, and a set lowest bit.
    const Micros inHour = ((s.time.us % kHour) + kHour) % kHour;
    const auto steps =
        static_cast<std::uint64_t>(std::llround(static_cast<double>(inHour) * (2147483648.0 / 3600e6)));
    pdu.big(4, (steps & 0x7FFFFFFF) << 1 | 1, 4);
    pdu.big(8, kEntityState, 2);
    pdu.big(12, id, 6);
    pdu.u8(18, forceOf(row.affiliation));
    const auto [kind, domain] = kindAndDomain(row.track.domain);
    pdu.u8(20, kind);
    pdu.u8(21, domain);
    putMotion(pdu, s);
    if ((s.flags & kTrackEnd) != 0) pdu.big(84, std::uint64_t{1} << 23, 4);
    pdu.u8(88, 2);  // to be reckoned on at constant velocity
    pdu.u8(128, 1);
    for (std::size_t i = 0; i < std::min<std::size_t>(row.callsign.size(), 11); ++i) {
      const auto c = static_cast<unsigned char>(row.callsign[i]);
      pdu.u8(129 + i, c >= ' ' && c < 127 ? c : '?');
    }
    if (!capture->add(s.time, {0x7F000001, 0x7F0000FF, kPort, kPort}, pdu.bytes())) return false;
    return capture->bytes().size() < 256 * 1024 || flush();
  });
  if (!flush()) return cannotWrite();
  return status;
}

}  // namespace

const Encoder kDisEncoder = {"dis", "DIS entity states in a capture (pcap)", writeDis, false};

}  // namespace sorami
