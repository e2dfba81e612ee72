// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"

#include <optional>
#include <string>
#include <string_view>

namespace sorami {

/// A zone as text needs it: what to call it and how far it is from UTC (east positive).
struct ZoneLabel {
  std::string name = "Z";
  Micros offset = 0;
  bool operator==(const ZoneLabel&) const = default;
};

/// The machine's zone at an instant (summer time included): `JST`, +9 h. Where the system has no short name
/// the offset stands for it: `+09:00`.
ZoneLabel localZone(UtcTime at);

/// Time of day, always with its zone: `06:12:30Z`, `15:12:30 JST`. `decimals` (0…6) of a second are cut off,
/// not rounded. Empty for no time.
std::string clockText(UtcTime t, const ZoneLabel& zone = {}, int decimals = 0);
/// `2026-08-12` in the zone.
std::string dateText(UtcTime t, const ZoneLabel& zone = {});
/// Date-time group: `120612ZAUG26`. Seconds are cut off.
std::string dateTimeGroup(UtcTime t);

/// What a person types to go to a time, relative to the instant on screen. Takes full-width digits and
/// letters, any case, and spaces between parts:
/// - `0612Z`, `06:12Z`, `06:12:30.5`, `3:12 pm`, `15時12分`, `午後3時半`, `正午`: the nearest such time of
/// day;
///   without a zone UTC;
/// - zones: `Z` `UTC` `GMT`, `JST`, `KST`, the local zone's name, military letters (`I` is +9 h; `J` is local
///   time), `+09:00`, `+9`;
/// - a day before or after it: `12 Aug 2026`, `Aug 12`, `12AUG26`, `2026/8/12`, `2026年8月12日`, `8月12日`,
/// `12日`;
///   what is left out is taken nearest. A day alone is its beginning. `8/12` is not read: it means two days;
/// - `120612ZAUG26`, `120612Z AUG`, `120612Z`: date-time groups, likewise. Six digits without a zone are
/// hours,
///   minutes, seconds;
/// - `+90s`, `-5m`, `+1h30m`, `+2d`, `+90`, `5 min ago`, `+5分`, `1時間前`, `10秒後`: so much later or
/// earlier,
///   seconds without a unit;
/// - ISO 8601, `2026-08-12T06:12:30Z` and `20260812T061230Z`; ten or thirteen digits are seconds or
///   milliseconds since 1970.
/// Nothing when it is none of these.
std::optional<UtcTime> parseGoToTime(std::string_view text, UtcTime reference, const ZoneLabel& local = {});

}  // namespace sorami
