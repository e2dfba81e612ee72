// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/events/Events.h"
#include "widgets/look/Look.h"

#include <QString>

namespace sorami {

/// `first detection H 4022`, `squawk 7700 JAL123`, `SAC 25 SIC 201 silent for 3 min 20 s`.
QString eventText(const Event& event, const StoreView& store);
/// The kind alone: `first detection`.
QString eventKindText(EventKind kind);
/// Red for what alarms, amber for what is lost or silent, the affiliation's own for tracks.
QColor eventColour(const Event& event, const StoreView* store, const Theme& theme);

}  // namespace sorami
