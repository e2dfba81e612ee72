// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"
#include "data/demo/Movers.h"

#include <memory>
#include <span>
#include <variant>
#include <vector>

namespace sorami::demo {

/// Who sends: decides SAC/SIC, category and multicast group. SAC 0 is a notional nation.
enum class Feed : std::uint8_t { AdsB, Tracker, RadarSado, RadarNoto, RadarOki, RadarTsushima };
constexpr int kFeeds = 6;

/// One ADS-B target report (CAT021).
struct AdsbReport {
  UtcTime time;
  const Mover* mover;
  Truth measured;
  double heightDifference;  ///< m, geometric less barometric altitude
};

/// One update of the tracker (CAT062).
struct TrackUpdate {
  UtcTime time;
  const Mover* mover;
  Truth measured;
  int trackNumber;
  bool first;
  bool coasted;
  bool last;
};

/// One plot or track report of a radar (CAT048).
struct RadarReport {
  UtcTime time;
  const Mover* mover;  ///< null: a false plot
  double range;        ///< m slant
  double azimuthDeg;
  double altitude;  ///< m, by Mode C; NaN for a primary plot
  int trackNumber;  ///< -1: a plot
  double groundSpeed;
  double trackDeg;
};

/// A radar's north marker or sector crossing (CAT034), or a station's status (CAT023, CAT065).
struct ServiceMessage {
  UtcTime time;
  int sector = -1;  ///< eighths of a turn; 0 is the north marker; -1 a status message
};

struct Message {
  UtcTime received;  ///< when the network delivered it
  Feed feed;
  std::variant<AdsbReport, TrackUpdate, RadarReport, ServiceMessage> body;
};

/// A radar of the demo, as its own messages describe it.
struct RadarSite {
  Feed feed;
  LatLon position;
  double height;     ///< m AMSL of the antenna
  double range;      ///< m instrumented
  double period;     ///< s a turn
  bool givesTracks;  ///< else plots only
};
std::span<const RadarSite> demoRadars();

/// What all sensors send in the span, in the order it was received. The movers must outlive the result.
std::vector<Message> observe(const std::vector<std::unique_ptr<Mover>>& movers, TimeRange span);

}  // namespace sorami::demo
