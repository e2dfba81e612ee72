// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Units.h"
#include "data/ingest/encoders/EncodeText.h"

#include <cstdio>

namespace sorami {
namespace {

/// Text without what would end its field.
std::string plain(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c != ',' && static_cast<unsigned char>(c) >= 0x20) result += c;
  }
  return result;
}

std::string number(double value, int decimals) {
  return decimalText(value, decimals);
}

Status writeSbs(const StoreView& view, const TextOut& out, std::stop_token stop) {
  TextBuffer text(out);
  const Status status = forEachUpdate(view, std::move(stop), [&](const UpdateRow& row) {
    const Sample& s = row.sample;
    // A plot has no address; a track of another kind gets one that says it is not ICAO's.
    char address[16] = "000000";
    if (!row.track.isPlots && row.track.icao24 > 0) {
      std::snprintf(address, sizeof address, "%06X", static_cast<unsigned>(row.track.icao24));
    } else if (!row.track.isPlots) {
      const std::uint64_t value = row.track.nativeId.kind == IdKind::NonIcao24
                                      ? row.track.nativeId.value
                                      : std::uint64_t{row.track.id} + 1;
      std::snprintf(address, sizeof address, "~%06X", static_cast<unsigned>(value & 0xFFFFFF));
    }
    const std::string iso = toIso(s.time);
    if (iso.size() < 23) return true;
    // 2026/08/12,06:12:30.500
    const std::string when =
        iso.substr(0, 4) + "/" + iso.substr(5, 2) + "/" + iso.substr(8, 2) + "," + iso.substr(11, 12);
    char squawk[8] = "";
    if (row.mode3A >= 0)
      std::snprintf(squawk, sizeof squawk, "%04o", static_cast<unsigned>(row.mode3A) & 07777U);
    const bool ground = (s.flags & kOnGround) != 0;
    const auto line = [&](const char* type) {
      text += "MSG,";
      text += type;
      text += ",1,1,";
      text += address;
      text += ",1,";
      text += when;
      text += ",";
      text += when;
      text += ",";
    };
    line(ground ? "2" : "3");
    text += plain(row.callsign);
    text += ",";
    // Barometric feet and nothing else belongs here.
    text += number(s.baroAltitude / kFoot, 0);
    text += ",,,";
    text += number(s.lat, 7) + "," + number(s.lon, 7) + ",,";
    text += squawk;
    text += ",,";
    text += (s.flags & kEmergency) != 0 ? "-1," : "0,";
    text += (s.flags & kSpi) != 0 ? "-1," : "0,";
    text += ground ? "-1\r\n" : "0\r\n";
    if (s.groundSpeed == s.groundSpeed || s.trackDeg == s.trackDeg) {
      line("4");
      text += ",,";
      text += number(s.groundSpeed / kKnot, 1) + "," + number(s.trackDeg, 1) + ",,,";
      text += number(s.verticalRate / kFootPerMinute, 0);
      text += ",,,,,\r\n";
    }
    return text.flush();
  });
  if (!text.flush(true)) return cannotWrite();
  return status;
}

}  // namespace

const Encoder kSbsEncoder = {"sbs", "SBS-1 / BaseStation lines", writeSbs};

}  // namespace sorami
