// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/asterix/Octets.h"

#include <algorithm>

namespace sorami::asterix {

namespace {

/// Steps over the presence octets of a compound item.
const std::uint8_t* afterPresence(const std::uint8_t* p) {
  while ((*p & 1) != 0) ++p;
  return p + 1;
}

std::string_view trimmed(const std::uint8_t* p, std::size_t n) {
  const auto* text = reinterpret_cast<const char*>(p);
  while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\0')) --n;
  return {text, n};
}

/// I062/380: address and identification come first.
void aircraftDerived(const std::uint8_t* p, Report& r) {
  const std::uint8_t* q = afterPresence(p);
  if ((p[0] & 0x80) != 0) {
    r.icao24 = static_cast<std::int32_t>(u24(q));
    q += 3;
  }
  if ((p[0] & 0x40) != 0) {
    const auto text = icaoText(q);
    if (!text.empty()) r.callsign = text;
  }
}

/// I062/390: tag, callsign, flight number, category and type of aircraft come first, of fixed sizes.
void flightPlan(const std::uint8_t* p, Report& r) {
  const std::uint8_t* q = afterPresence(p);
  if ((p[0] & 0x80) != 0) q += 2;
  if ((p[0] & 0x40) != 0) {
    const std::string_view text = trimmed(q, 7);
    if (r.callsign.empty()) r.callsign = InlineText<12>(text);
    q += 7;
  }
  if ((p[0] & 0x20) != 0) q += 4;
  if ((p[0] & 0x10) != 0) q += 1;
  if ((p[0] & 0x08) != 0) r.type = InlineText<8>(trimmed(q, 4));
}

/// I062/080: track status.
void trackStatus(const std::uint8_t* p, int octets, Report& r) {
  setFlag(r, kSpi, (p[0] & 0x40) != 0);
  if (octets > 1) {
    setFlag(r, kSimulated, (p[1] & 0x80) != 0);
    setFlag(r, kTrackEnd, (p[1] & 0x40) != 0);
    setFlag(r, kTrackStart, (p[1] & 0x20) != 0);
  }
  if (octets > 2) {
    setFlag(r, kEmergency, (p[2] & 0x10) != 0);
    // Answers to Mode 4 and Mode 5: 1 friendly target, 2 unknown target, 0 and 3 tell nothing.
    const int mode4 = p[2] >> 5 & 3;
    const int mode5 = p[2] >> 1 & 3;
    if (mode4 == 2 || mode5 == 2) r.affiliation = Affiliation::Unknown;
    if (mode4 == 1 || mode5 == 1) r.affiliation = Affiliation::Friend;
  }
  if (octets > 3) setFlag(r, kCoasted, (p[3] & 0x80) != 0);
}

void mapCat062(const RecordView& record, Draft& draft) {
  Report& r = draft.report;
  r.kind = ReportKind::Track;
  r.domain = Domain::Air;
  r.flags = kSmoothed;
  draft.idByTrackNumber = true;
  for (const ItemRef& ref : record.items) {
    const std::uint8_t* p = record.at(ref);
    switch (ref.number) {
      case 10:
        draft.sacSic = static_cast<int>(u16(p));
        break;
      case 40:
        draft.trackNumber = static_cast<int>(u16(p));
        break;
      case 60:
        setMode3A(r, u16(p));
        break;
      case 70:
        draft.timeOfDay = timeOfDay(p);
        break;
      case 80:
        trackStatus(p, ref.length, r);
        break;
      case 100:
        draft.eastM = s24(p) * 0.5;
        draft.northM = s24(p + 3) * 0.5;
        break;
      case 105:
        r.lat = s32(p) * (180.0 / (1 << 25));
        r.lon = s32(p + 4) * (180.0 / (1 << 25));
        break;
      case 130:
        // Above the ellipsoid, as the specification defines it.
        r.geoAltitude = static_cast<float>(s16(p) * (6.25 * kFoot));
        break;
      case 135:
        // With the QNH bit it is an altitude above sea level, not against 1013.25 hPa.
        if ((p[0] & 0x80) == 0 && std::isnan(r.baroAltitude))
          r.baroAltitude = static_cast<float>(lowSigned(u16(p), 15) * (0.25 * kFlightLevel));
        break;
      case 136:
        r.baroAltitude = static_cast<float>(s16(p) * (0.25 * kFlightLevel));
        break;
      case 185:
        setVelocity(r, s16(p) * 0.25, s16(p + 2) * 0.25);
        break;
      case 220:
        r.verticalRate = static_cast<float>(s16(p) * (6.25 * kFootPerMinute));
        break;
      case 245: {
        const auto text = icaoText(p + 1);
        if (!text.empty()) r.callsign = text;
        break;
      }
      case 380:
        aircraftDerived(p, r);
        break;
      case 390:
        flightPlan(p, r);
        break;
      case 500:
        if ((p[0] & 0x80) != 0) {
          const std::uint8_t* q = afterPresence(p);
          r.sigmaMajor = static_cast<float>(std::max(u16(q), u16(q + 2)) * 0.5);
        }
        break;
      default:
        break;
    }
  }
}

}  // namespace

void mapSystem(const RecordView& record, Draft& draft) {
  if (record.category == 62) {
    mapCat062(record, draft);
    return;
  }
  draft.report.kind = ReportKind::Service;
  // The item that holds the time of day, by category.
  int timeItem = 140;
  if (record.category == 4) timeItem = 20;
  if (record.category == 8) timeItem = 90;
  if (record.category == 63 || record.category == 65) timeItem = 30;
  for (const ItemRef& ref : record.items) {
    if (ref.number == 10) draft.sacSic = static_cast<int>(u16(record.at(ref)));
    if (ref.number == timeItem) draft.timeOfDay = timeOfDay(record.at(ref));
  }
}

}  // namespace sorami::asterix
