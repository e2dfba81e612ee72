// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"

#include <QString>

namespace sorami {

// Times as the timeline and read-outs show them. Every one carries Z or JST.

QString zuluText(UtcTime t, bool millis = false);  ///< `06:12:30Z`
QString jstText(UtcTime t);                        ///< `15:12:30 JST`
QString dayText(UtcTime t);                        ///< `12 Aug 2026` (UTC day)
QString zuluDayText(UtcTime t);                    ///< `2026-08-12 06:12:30Z`
/// A tick's label, as fine as its step needs: `06:30Z`, `06:30:15Z`, `06:30:15.200Z`.
QString tickText(UtcTime t, Micros step);
/// `1 h 02 min`, `7 min 40 s`, `12.5 s`.
QString durationText(Micros length);
/// `1×`, `0.5×`, `1 000×`.
QString rateText(double rate);

}  // namespace sorami
