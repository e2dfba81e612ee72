// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Arguments.h"
#include "data/core/JsonWriter.h"
#include "data/coverage/network/Links.h"
#include "data/coverage/network/NetworkFloors.h"
#include "data/plan/Plan.h"

#include <initializer_list>
#include <string>
#include <vector>

namespace sorami {

/// What every subcommand that computes with a plan takes besides its own options.
struct PlanOptions {
  TerrainPtr terrain;  ///< null: smooth earth, when that is asked or there is no map pack
  LinkConditions conditions;
  FloorQuality quality = FloorQuality::Fast;
};

/// A subcommand's own options, and behind them those that readPlanOptions() reads.
std::vector<OptionSpec> withPlanOptions(std::initializer_list<OptionSpec> own);
/// The effective earth radius factor of --k or, instead of it, --gradient (N-units a kilometre); 4/3 without.
Result<double> readEarthFactor(const Arguments& arguments);
/// What withPlanOptions() adds. Problems with single rasters go to stderr.
Result<PlanOptions> readPlanOptions(const char* subcommand, const Arguments& arguments);
/// `demo` is the notional plan; else a file.
Result<Plan> readPlanArgument(const std::string& path);
/// Numbers after commas, of an option that may be repeated.
Result<std::vector<double>> readAltitudes(const Arguments& arguments, const std::vector<double>& fallback);

/// Coverage of a plan's sensors with progress on stderr; problems are told there.
Result<std::vector<NetworkSensor>> computeNetworkCli(const char* subcommand, const Plan& plan,
                                                     const PlanOptions& options);
/// Which of the sensors count, by the plan's links.
SensorSet connectedOf(const Plan& plan, const std::vector<NetworkSensor>& sensors,
                      const PlanOptions& options);
/// An area of a plan by id or name, or of a file of "LON,LAT LON,LAT …" points given in place of one.
Result<Area> areaOf(const Plan& plan, const std::string& text);

/// [lon, lat]
void writePoint(JsonWriter& json, LatLon p);

}  // namespace sorami
