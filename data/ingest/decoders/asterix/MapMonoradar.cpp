// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/asterix/Octets.h"

#include <algorithm>

namespace sorami::asterix {

void Draft::reset(int category) {
  *this = Draft();
  report.category = static_cast<std::uint8_t>(category);
}

namespace {

/// A field with a second octet behind an FX bit.
bool hasSecond(const ItemRef& ref) {
  return ref.length > 1;
}

void friendOrFoe(Report& report, int code) {
  // I048/020 FOE/FRI: 1 friendly target, 2 unknown target; 0 and 3 tell nothing.
  if (code == 1) report.affiliation = Affiliation::Friend;
  if (code == 2) report.affiliation = Affiliation::Unknown;
}

void mapCat048(const RecordView& record, Draft& draft) {
  Report& r = draft.report;
  r.kind = ReportKind::Plot;
  r.domain = Domain::Air;
  for (const ItemRef& ref : record.items) {
    const std::uint8_t* p = record.at(ref);
    switch (ref.number) {
      case 10:
        draft.sacSic = static_cast<int>(u16(p));
        break;
      case 140:
        draft.timeOfDay = timeOfDay(p);
        break;
      case 20:
        setFlag(r, kCoasted, p[0] >> 5 == 0);
        setFlag(r, kSimulated, (p[0] & 0x10) != 0);
        setFlag(r, kSpi, (p[0] & 0x04) != 0);
        setFlag(r, kTestTarget, (p[0] & 0x02) != 0);
        if (hasSecond(ref)) {
          setFlag(r, kTestTarget, (p[1] & 0x80) != 0);
          setFlag(r, kEmergency, (p[1] & 0x10) != 0);
          friendOrFoe(r, p[1] >> 1 & 3);
        }
        break;
      case 40:
        r.rangeM = static_cast<float>(u16(p) * (kNauticalMile / 256.0));
        r.azimuthDeg = angle16(u16(p + 2));
        break;
      case 42:
        draft.eastM = s16(p) * (kNauticalMile / 128.0);
        draft.northM = s16(p + 2) * (kNauticalMile / 128.0);
        break;
      case 70:
        setMode3A(r, u16(p));
        break;
      case 90:
        r.baroAltitude = flightLevel(p);
        break;
      case 110:
        r.geoAltitude = static_cast<float>(lowSigned(u16(p), 14) * (25.0 * kFoot));
        setFlag(r, kGeoIsMsl, true);
        break;
      case 161:
        draft.trackNumber = static_cast<int>(u16(p) & 0xFFF);
        break;
      case 170:
        if (hasSecond(ref)) setFlag(r, kTrackEnd, (p[1] & 0x80) != 0);
        break;
      case 200:
        r.groundSpeed = polarSpeed(u16(p));
        r.trackDeg = angle16(u16(p + 2));
        break;
      case 210:
        r.sigmaMajor = static_cast<float>(std::max(p[0], p[1]) * (kNauticalMile / 128.0));
        break;
      case 220:
        r.icao24 = static_cast<std::int32_t>(u24(p));
        break;
      case 230: {
        const int status = p[0] >> 2 & 7;
        setFlag(r, kOnGround, status == 1 || status == 3);
        setFlag(r, kSpi, status == 4 || status == 5);
        break;
      }
      case 240:
        r.callsign = icaoText(p);
        break;
      default:
        break;
    }
  }
}

void mapCat001(const RecordView& record, Draft& draft) {
  Report& r = draft.report;
  r.kind = ReportKind::Plot;
  r.domain = Domain::Air;
  for (const ItemRef& ref : record.items) {
    const std::uint8_t* p = record.at(ref);
    switch (ref.number) {
      case 10:
        draft.sacSic = static_cast<int>(u16(p));
        break;
      case 20:
        setFlag(r, kSimulated, (p[0] & 0x40) != 0);
        setFlag(r, kCoasted, (p[0] & 0x30) == 0);
        setFlag(r, kSpi, (p[0] & 0x04) != 0);
        setFlag(r, kTestTarget, (p[0] & 0x02) != 0);
        if (hasSecond(ref)) {
          setFlag(r, kTestTarget, (p[1] & 0x80) != 0);
          setFlag(r, kEmergency, (p[1] & 0x70) != 0);  // DS1/DS2 or military emergency
        }
        break;
      case 40:
        r.rangeM = static_cast<float>(u16(p) * (kNauticalMile / 128.0));
        r.azimuthDeg = angle16(u16(p + 2));
        break;
      case 42:
        draft.eastM = s16(p) * (kNauticalMile / 64.0);
        draft.northM = s16(p + 2) * (kNauticalMile / 64.0);
        break;
      case 70:
        setMode3A(r, u16(p));
        break;
      case 90:
        r.baroAltitude = flightLevel(p);
        break;
      case 141:
        draft.timeOfDay = u16(p) / 128.0;
        draft.timeIsTruncated = true;
        break;
      case 161:
        draft.trackNumber = static_cast<int>(u16(p));
        break;
      case 170:
        if (hasSecond(ref)) setFlag(r, kTrackEnd, (p[1] & 0x80) != 0);
        break;
      case 200:
        r.groundSpeed = polarSpeed(u16(p));
        r.trackDeg = angle16(u16(p + 2));
        break;
      default:
        break;
    }
  }
}

void mapService(const RecordView& record, Draft& draft) {
  draft.report.kind = ReportKind::Service;
  for (const ItemRef& ref : record.items) {
    const std::uint8_t* p = record.at(ref);
    switch (ref.number) {
      case 10:
        draft.sacSic = static_cast<int>(u16(p));
        break;
      case 30:
        draft.timeOfDay = timeOfDay(p);
        break;
      case 120:
        if (record.category != 34) break;
        draft.sensorHeight = s16(p);
        draft.sensor = {s24(p + 2) * (180.0 / (1 << 23)), s24(p + 5) * (180.0 / (1 << 23))};
        draft.hasSensor = true;
        break;
      default:
        break;
    }
  }
}

}  // namespace

void mapMonoradar(const RecordView& record, Draft& draft) {
  if (record.category == 48)
    mapCat048(record, draft);
  else if (record.category == 1)
    mapCat001(record, draft);
  else
    mapService(record, draft);
}

}  // namespace sorami::asterix
