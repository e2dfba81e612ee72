// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/live/LiveRecorder.h"
#include "widgets/scene/Theme.h"

#include <QColor>
#include <QString>

namespace sorami {

/// `receiving`, `silent`, … as the window says it.
QString stateText(SourceState state);
/// Green for what works, the warning colour for what waits, red for what does not; grey for what is over.
QColor stateColour(const SourceHealth& health, const Theme& theme);
/// `812/s`; below one a second `12/min`.
QString perSecondText(double perSecond);
/// `14 ms`, `1.2 s`.
QString delayText(Micros delay);
/// How much a source's clock is ahead of this machine's, `+1.7 s`: the sign a person expects of a clock.
QString clockOffsetText(Micros receiveMinusEvent);
/// `0.4 s ago`, `2 min ago`.
QString agoText(Micros age);
/// `3 × CAT048 I040, 1 × date`; at most `most` kinds, the most frequent first.
QString countsText(const std::map<std::string, std::uint64_t>& counts, int most = 4);

}  // namespace sorami
