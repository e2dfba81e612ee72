// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Plan.h"
#include "data/store/StoreView.h"

#include <optional>

namespace sorami {

/// Where a moving thing of the plan is at an instant.
struct Whereabouts {
  LatLon position;
  double altitude = 0;  ///< m AMSL
  double trackDeg = 0;  ///< deg true
  double speed = 0;     ///< m/s over ground
};

/// Where a site is: on the geodesic between the two waypoints about `time`; at the route's ends before and
/// after it, at its position without a route or a time.
Whereabouts siteAt(const Site& site, UtcTime time);

/// The same for a site that may ride on a track: where the recording has the track of that name then (its
/// geometric altitude, else the barometric one); where it has none, or has not seen it for a minute, the
/// site's route or position. `store` may be null.
Whereabouts siteAt(const Site& site, UtcTime time, const StoreView* store);
/// True for a site that has a route or rides on a track.
bool isMoving(const Site& site);
/// True when a site is switched on and not out of service then; without a time whether it is switched on.
bool isInService(const Site& site, UtcTime time);
/// The same of a link by itself, whatever its ends do.
bool isInService(const Link& link, UtcTime time);
/// The outage an instant lies in; null without one, or without a time.
const Outage* outageAt(const std::vector<Outage>& outages, UtcTime time);
/// The plan with what is out of service at an instant switched off.
Plan servingAt(Plan plan, UtcTime time);
/// The site as it stands at an instant: position, of an airborne sensor the antenna's altitude, and whether
/// it is in service.
Site standingAt(const Site& site, UtcTime time, const StoreView* store);
/// The plan with every site as it stands at an instant, and what is out of service then switched off.
Plan standingAt(const Plan& plan, UtcTime time, const StoreView* store);

/// A threat's flight from launch to aim along its path at its mean speed. Nothing before and after it.
/// Altitudes are textbook shapes, notional: aircraft climb and descend over a tenth of the way; cruise stays
/// low; ballistic is a parabola with the apogee in the middle; glide is flat between a steep rise (an eighth)
/// and a steep end (an eighth).
std::optional<Whereabouts> threatAt(const Threat& threat, UtcTime time);
/// When it begins and ends.
TimeRange timesOf(const Threat& threat);
/// Length of its path over ground, m.
double lengthOf(const Threat& threat);

}  // namespace sorami
