// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/asterix/Octets.h"

namespace sorami::asterix {

namespace {

/// 95 % bound of the horizontal position (m) by NACp: DO-260B, table 2-71; NaN for 0 (unknown).
float accuracyBound(int nacP) {
  constexpr float kBound[12] = {kNoFloat, 18520, 7408, 3704, 1852, 926, 555.6f, 185.2f, 92.6f, 30, 10, 3};
  return nacP < 12 ? kBound[nacP] : kNoFloat;
}

/// I021/020: 10 fixed-wing … 13; 20 to 24 are surface vehicles and obstacles.
void emitterCategory(Report& report, int code) {
  report.domain = code >= 20 && code <= 24 ? Domain::Ground : Domain::Air;
}

/// Range-exceeded bit, then 15 bits in 6.25 ft/min.
float adsbRate(const std::uint8_t* p) {
  return static_cast<float>(lowSigned(u16(p), 15) * (6.25 * kFootPerMinute));
}

/// Items that stand in both generations of the category with one meaning.
void mapAdsbShared(const ItemRef& ref, const std::uint8_t* p, Draft& draft) {
  Report& r = draft.report;
  switch (ref.number) {
    case 10:
      draft.sacSic = static_cast<int>(u16(p));
      break;
    case 20:
      emitterCategory(r, p[0]);
      break;
    case 70:
      setMode3A(r, u16(p));
      break;
    case 80:
      r.icao24 = static_cast<std::int32_t>(u24(p));
      break;
    case 140:
      r.geoAltitude = static_cast<float>(s16(p) * (6.25 * kFoot));
      break;
    case 145:
      r.baroAltitude = static_cast<float>(s16(p) * (0.25 * kFlightLevel));
      break;
    case 170:
      r.callsign = icaoText(p);
      break;
    default:
      break;
  }
}

void mapOld(const RecordView& record, Draft& draft) {
  Report& r = draft.report;
  for (const ItemRef& ref : record.items) {
    const std::uint8_t* p = record.at(ref);
    switch (ref.number) {
      case 30:
        draft.timeOfDay = timeOfDay(p);
        break;
      case 40:
        setFlag(r, kOnGround, (p[0] & 0x40) != 0);
        setFlag(r, kSimulated, (p[0] & 0x20) != 0);
        setFlag(r, kTestTarget, (p[0] & 0x18) != 0);  // test target, or reports from a field monitor
        setFlag(r, kSpi, (p[0] & 0x02) != 0);
        draft.nonIcaoAddress = p[1] >> 5 != 1;
        break;
      case 130:
        if (ref.length == 6) {
          r.lat = s24(p) * (180.0 / (1 << 23));
          r.lon = s24(p + 3) * (180.0 / (1 << 23));
        } else {
          r.lat = s32(p) * (180.0 / (1 << 25));
          r.lon = s32(p + 4) * (180.0 / (1 << 25));
        }
        break;
      case 155:
        r.verticalRate = static_cast<float>(s16(p) * (6.25 * kFootPerMinute));
        break;
      case 157:
        if (std::isnan(r.verticalRate)) r.verticalRate = static_cast<float>(s16(p) * (6.25 * kFootPerMinute));
        break;
      case 160:
        r.groundSpeed = static_cast<float>(s16(p) * (kNauticalMile / 16384.0));
        r.trackDeg = angle16(u16(p + 2));
        break;
      case 200:
        setFlag(r, kEmergency, p[0] != 2 && p[0] >= 1 && p[0] <= 6);
        break;
      default:
        mapAdsbShared(ref, p, draft);
        break;
    }
  }
}

void mapNew(const RecordView& record, Draft& draft) {
  Report& r = draft.report;
  int timeRank = 9;
  const auto takeTime = [&](int rank, const std::uint8_t* p) {
    if (rank >= timeRank) return;
    timeRank = rank;
    draft.timeOfDay = timeOfDay(p);
  };
  bool precise = false;
  for (const ItemRef& ref : record.items) {
    const std::uint8_t* p = record.at(ref);
    switch (ref.number) {
      case 40:
        draft.nonIcaoAddress = p[0] >> 5 != 0;
        setFlag(r, kTestTarget, (p[0] & 0x02) != 0);
        if (ref.length > 1) {
          setFlag(r, kOnGround, (p[1] & 0x40) != 0);
          setFlag(r, kSimulated, (p[1] & 0x20) != 0);
          setFlag(r, kTestTarget, (p[1] & 0x10) != 0);
        }
        break;
      case 161:
        draft.trackNumber = static_cast<int>(u16(p) & 0xFFF);
        break;
      case 71:
        takeTime(0, p);
        break;  // applicability of the position
      case 73:
        takeTime(1, p);
        break;  // reception of the position
      case 72:
        takeTime(2, p);
        break;  // applicability of the velocity
      case 75:
        takeTime(3, p);
        break;  // reception of the velocity
      case 77:
        takeTime(4, p);
        break;  // transmission of the report
      case 130:
        if (precise) break;
        r.lat = s24(p) * (180.0 / (1 << 23));
        r.lon = s24(p + 3) * (180.0 / (1 << 23));
        break;
      case 131:
        precise = true;
        r.lat = s32(p) * (180.0 / (1 << 30));
        r.lon = s32(p + 4) * (180.0 / (1 << 30));
        break;
      case 90:
        if (ref.length > 1) r.sigmaMajor = accuracyBound(p[1] >> 1 & 15) / 2.45f;
        break;
      case 155:
        r.verticalRate = adsbRate(p);
        break;
      case 157:
        if (std::isnan(r.verticalRate)) r.verticalRate = adsbRate(p);
        break;
      case 160:
        r.groundSpeed = polarSpeed(u16(p) & 0x7FFF);
        r.trackDeg = angle16(u16(p + 2));
        break;
      case 200: {
        const int priority = p[0] >> 2 & 7;
        setFlag(r, kEmergency, priority != 2 && priority >= 1 && priority <= 6);
        setFlag(r, kSpi, (p[0] & 3) == 3);
        break;
      }
      default:
        mapAdsbShared(ref, p, draft);
        break;
    }
  }
}

}  // namespace

void mapAdsb(const RecordView& record, Draft& draft) {
  Report& r = draft.report;
  if (record.category == 23) {
    r.kind = ReportKind::Service;
    for (const ItemRef& ref : record.items) {
      if (ref.number == 10) draft.sacSic = static_cast<int>(u16(record.at(ref)));
      if (ref.number == 70) draft.timeOfDay = timeOfDay(record.at(ref));
    }
    return;
  }
  r.kind = ReportKind::Track;
  r.domain = Domain::Air;
  if (record.oldAdsb)
    mapOld(record, draft);
  else
    mapNew(record, draft);
}

}  // namespace sorami::asterix
