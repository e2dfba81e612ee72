// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/coverage/CoverageField.h"
#include "data/coverage/network/NetworkGrid.h"
#include "data/geo/Terrain.h"
#include "data/plan/Plan.h"

#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace sorami {

/// A sensor of a network with what it sees over terrain.
struct NetworkSensor {
  std::string site;  ///< Site::id
  SensorParameters parameters;
  CoverageFieldPtr field;
};

/// One sensor on the cells of a grid: where `low` ≤ altitude ≤ `high` (codes, see AltitudeCode) it sees.
struct SensorCells {
  std::string site;
  double scanPeriod = 0;  ///< s; 0: looks all the time
  std::vector<std::uint16_t> low;
  std::vector<std::uint16_t> high;
  bool isNowhere = false;  ///< sees no cell at any altitude; both are empty then

  bool sees(std::size_t cell, std::uint16_t code) const { return sees(cell, code, code); }
  /// All from one altitude to another.
  bool sees(std::size_t cell, std::uint16_t from, std::uint16_t to) const {
    return !isNowhere && low[cell] <= from && to <= high[cell];
  }
};

/// An altitude asked for, or a band of altitudes all of which must be seen.
struct AltitudeLevel {
  double metres = 0;
  bool aboveGround = false;
  double band = 0;  ///< m from there up; 0: that altitude alone
};

/// Every sensor of a network on one grid: what all answers about the network are read from. Immutable.
class NetworkFloors {
 public:
  /// Samples the fields at the cells' middles. `terrain` (may be null: 0 m) is read for heights above ground.
  /// A stop gives an Error whose `what` is "cancelled".
  static Result<std::shared_ptr<const NetworkFloors>> make(NetworkGridPtr grid,
                                                           std::span<const NetworkSensor> sensors,
                                                           const TerrainPtr& terrain = {},
                                                           std::stop_token stop = {},
                                                           const std::function<void(double)>& progress = {});
  /// The cells of one more sensor, as make() finds them.
  static SensorCells cellsOf(const NetworkGrid& grid, const NetworkSensor& sensor);
  /// From cells made elsewhere, for tests and candidates.
  NetworkFloors(NetworkGridPtr grid, std::vector<SensorCells> sensors, std::vector<float> ground = {});

  const NetworkGrid& grid() const { return *m_grid; }
  const NetworkGridPtr& gridPtr() const { return m_grid; }
  const std::vector<SensorCells>& sensors() const { return m_sensors; }
  /// Ground at a cell, m AMSL; 0 where it is not known.
  float ground(std::size_t cell) const { return m_ground.empty() ? 0 : m_ground[cell]; }
  /// The code the upper end of a level has at a cell.
  std::uint16_t topAt(std::size_t cell, const AltitudeLevel& level) const {
    return level.band > 0 ? codeAt(cell, {level.metres + level.band, level.aboveGround})
                          : codeAt(cell, level);
  }
  /// The code an altitude (of a band: its lower end) has at a cell.
  std::uint16_t codeAt(std::size_t cell, const AltitudeLevel& level) const {
    return codeOf(level.aboveGround ? level.metres + static_cast<double>(ground(cell)) : level.metres);
  }

 private:
  static std::uint16_t codeOf(double metres);
  NetworkGridPtr m_grid;
  std::vector<SensorCells> m_sensors;
  std::vector<float> m_ground;
};
using NetworkFloorsPtr = std::shared_ptr<const NetworkFloors>;

/// Which sensors of a NetworkFloors count; empty: all.
using SensorSet = std::vector<std::uint8_t>;

/// The lowest altitudes at which one, two, … k sensors see, for each cell: plane[n][cell] is the code of the
/// (n + 1)-th lowest, kNever where there are not so many, kUnknown where only unknown terrain stands between
/// the cell and an answer.
std::vector<std::vector<std::uint16_t>> lowestFloors(const NetworkFloors& floors, const SensorSet& counts,
                                                     int k = 3);

/// How many sensors see each cell at a level.
std::vector<std::uint8_t> sensorCounts(const NetworkFloors& floors, const SensorSet& counts,
                                       const AltitudeLevel& level);

/// Mean time between two looks at a target in each cell, s: 1 / Σ(1/period) over the sensors that see it;
/// 0 where one looks all the time, +inf where none sees it.
std::vector<float> revisitTimes(const NetworkFloors& floors, const SensorSet& counts,
                                const AltitudeLevel& level);

/// How much of the grid is covered at a level, m².
struct CoverShare {
  AltitudeLevel level;
  double total = 0;
  double by[3] = {0, 0, 0};  ///< seen by at least one, two, three
  double unknown = 0;        ///< seen by none, but terrain that is not known may be why
  double meanRevisit = 0;    ///< s, over what is seen
};
CoverShare coverAt(const NetworkFloors& floors, const SensorSet& counts, const AltitudeLevel& level);
/// The same at each level; what a chart of coverage by altitude is drawn from.
std::vector<CoverShare> coverByAltitude(const NetworkFloors& floors, const SensorSet& counts,
                                        std::span<const AltitudeLevel> levels, std::stop_token stop = {});

/// Coverage (terrain and detection) of every active sensor of a plan, computed one after the other. A sensor
/// whose request cannot be computed is left out and named in `problems`.
Result<std::vector<NetworkSensor>> computeNetwork(const Plan& plan, const TerrainPtr& terrain, double k,
                                                  FloorQuality quality, std::vector<Error>* problems,
                                                  std::stop_token stop = {},
                                                  const std::function<void(double)>& progress = {});

/// The box a plan's sensors reach into, for where no area is drawn. Empty without sensors.
GeoBox reachOfSensors(std::span<const NetworkSensor> sensors);

}  // namespace sorami
