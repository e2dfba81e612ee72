// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/asterix/Octets.h"

#include <algorithm>

namespace sorami::asterix {

namespace {

/// STI and six spare bits, then eight characters.
void identification(const std::uint8_t* p, Report& r) {
  const auto text = icaoText(p + 1);
  if (!text.empty()) r.callsign = text;
}

/// Items that stand in 010 and 020 with one meaning.
void mapSurfaceShared(const ItemRef& ref, const std::uint8_t* p, Draft& draft) {
  Report& r = draft.report;
  switch (ref.number) {
    case 10:
      draft.sacSic = static_cast<int>(u16(p));
      break;
    case 90:
      r.baroAltitude = flightLevel(p);
      break;
    case 140:
      draft.timeOfDay = timeOfDay(p);
      break;
    case 161:
      draft.trackNumber = static_cast<int>(u16(p) & 0xFFF);
      break;
    case 202:
      setVelocity(r, s16(p) * 0.25, s16(p + 2) * 0.25);
      break;
    case 220:
      r.icao24 = static_cast<std::int32_t>(u24(p));
      break;
    case 245:
      identification(p, r);
      break;
    case 300:
      r.domain = Domain::Ground;
      break;  // vehicle fleet identification
    default:
      break;
  }
}

void mapCat010(const RecordView& record, Draft& draft) {
  Report& r = draft.report;
  r.kind = ReportKind::Plot;
  for (const ItemRef& ref : record.items) {
    const std::uint8_t* p = record.at(ref);
    switch (ref.number) {
      case 0:
        if (p[0] != 1) r.kind = ReportKind::Service;  // update cycle, status, event
        break;
      case 20:
        setFlag(r, kOnGround, (p[0] & 0x04) != 0);
        if (ref.length > 1) {
          setFlag(r, kSimulated, (p[1] & 0x80) != 0);
          setFlag(r, kTestTarget, (p[1] & 0x60) != 0);
          const int target = p[1] >> 1 & 3;
          if (target == 1 || target == 3) r.domain = Domain::Air;  // aircraft, helicopter
          if (target == 2) r.domain = Domain::Ground;
        }
        if (ref.length > 2) setFlag(r, kSpi, (p[2] & 0x80) != 0);
        break;
      case 40:
        r.rangeM = static_cast<float>(u16(p));
        r.azimuthDeg = angle16(u16(p + 2));
        break;
      case 41:
        r.lat = s32(p) * (180.0 / 2147483648.0);
        r.lon = s32(p + 4) * (180.0 / 2147483648.0);
        break;
      case 42:
        draft.eastM = s16(p);
        draft.northM = s16(p + 2);
        break;
      case 60:
        setMode3A(r, u16(p));
        break;
      case 170:
        setFlag(r, kTrackEnd, (p[0] & 0x40) != 0);
        setFlag(r, kCoasted, (p[0] & 0x30) != 0);
        break;
      case 200:
        r.groundSpeed = polarSpeed(u16(p));
        r.trackDeg = angle16(u16(p + 2));
        break;
      case 500:
        r.sigmaMajor = static_cast<float>(std::max(p[0], p[1]) * 0.25);
        break;
      default:
        mapSurfaceShared(ref, p, draft);
        break;
    }
  }
}

void mapCat020(const RecordView& record, Draft& draft) {
  Report& r = draft.report;
  r.kind = ReportKind::Plot;
  r.domain = Domain::Air;
  for (const ItemRef& ref : record.items) {
    const std::uint8_t* p = record.at(ref);
    switch (ref.number) {
      case 20:
        if (ref.length > 1) {
          setFlag(r, kSpi, (p[1] & 0x40) != 0);
          setFlag(r, kOnGround, (p[1] & 0x10) != 0);
          setFlag(r, kSimulated, (p[1] & 0x04) != 0);
          setFlag(r, kTestTarget, (p[1] & 0x82) != 0);
        }
        break;
      case 41:
        r.lat = s32(p) * (180.0 / (1 << 25));
        r.lon = s32(p + 4) * (180.0 / (1 << 25));
        break;
      case 42:
        draft.eastM = s24(p) * 0.5;
        draft.northM = s24(p + 3) * 0.5;
        break;
      case 70:
        setMode3A(r, u16(p));
        break;
      case 105:
        r.geoAltitude = static_cast<float>(s16(p) * (6.25 * kFoot));
        break;
      case 170:
        setFlag(r, kTrackEnd, (p[0] & 0x40) != 0);
        setFlag(r, kCoasted, (p[0] & 0x20) != 0);
        break;
      case 230: {
        const int status = p[0] >> 2 & 7;
        setFlag(r, kOnGround, status == 1 || status == 3);
        setFlag(r, kSpi, status == 4 || status == 5);
        break;
      }
      case 500:
        // One presence octet; the standard deviations stand behind the dilution of precision.
        if ((p[0] & 0x40) != 0) {
          const std::uint8_t* const deviations = p + 1 + ((p[0] & 0x80) != 0 ? 6 : 0);
          r.sigmaMajor = static_cast<float>(std::max(u16(deviations), u16(deviations + 2)) * 0.25);
        }
        break;
      default:
        mapSurfaceShared(ref, p, draft);
        break;
    }
  }
}

void mapSurfaceService(const RecordView& record, Draft& draft) {
  draft.report.kind = ReportKind::Service;
  for (const ItemRef& ref : record.items) {
    if (ref.number == 10) draft.sacSic = static_cast<int>(u16(record.at(ref)));
    if (ref.number == 140) draft.timeOfDay = timeOfDay(record.at(ref));
    if (ref.number == 600) {  // position of the multilateration system's reference point
      const std::uint8_t* p = record.at(ref);
      draft.sensor = {s32(p) * (180.0 / (1 << 30)), s32(p + 4) * (180.0 / (1 << 30))};
      draft.hasSensor = true;
    }
    if (ref.number == 610) draft.sensorHeight = s16(record.at(ref)) * 0.25;
  }
}

}  // namespace

void mapSurface(const RecordView& record, Draft& draft) {
  if (record.category == 10)
    mapCat010(record, draft);
  else if (record.category == 20)
    mapCat020(record, draft);
  else
    mapSurfaceService(record, draft);
}

}  // namespace sorami::asterix
