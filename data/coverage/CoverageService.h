// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/coverage/CoverageField.h"
#include "data/coverage/detection/SiteCoverage.h"
#include "data/geo/Terrain.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace sorami {

/// What the service hands over.
struct CoverageUpdate {
  std::string id;
  std::uint64_t generation = 0;  ///< what request() returned
  Result<CoverageFieldPtr> field;
  bool last = false;  ///< nothing finer follows for this request
};

/// Computes fields in the background. For each id the newest request wins: a preview at once, then fast, then
/// refined, each handed over as it is ready. One request of an id is worked on and one waits; a third takes
/// the place of the waiting one.
///
/// Previews go before all other work. While one id asks again and again (a site is dragged) each of its
/// previews is finished and shown, and only what is finer is broken off; so the picture follows the mouse.
class CoverageService {
 public:
  /// Called on a working thread; the receiver carries it to its own thread and returns soon. A field that was
  /// overtaken while it was being handed over can still arrive: compare `generation`.
  using Deliver = std::function<void(const CoverageUpdate&)>;

  /// `threads`: 0 for one fewer than the machine has, at least one, and one more for previews alone. They run
  /// at low priority.
  explicit CoverageService(Deliver deliver, int threads = 0);
  /// Breaks off all work and waits until no callback runs.
  ~CoverageService();
  CoverageService(const CoverageService&) = delete;
  CoverageService& operator=(const CoverageService&) = delete;

  /// Never blocks. Returns the generation its updates will carry; each is greater than all before.
  /// `finest`: where to stop; a site that is being dragged asks for Preview only.
  std::uint64_t request(const std::string& id, const FloorRequest& request, TerrainPtr terrain,
                        FloorQuality finest = FloorQuality::Refined);
  /// The same for what a sensor detects: floors and ceilings of detection over terrain.
  std::uint64_t request(const std::string& id, const CoverageRequest& request, TerrainPtr terrain,
                        FloorQuality finest = FloorQuality::Refined);
  /// Breaks off and forgets what was asked for the id; nothing more arrives but what is being handed over.
  void cancel(const std::string& id);
  void cancelAll();
  /// True while something is being computed or waits.
  bool isBusy() const;

 private:
  struct State;
  std::shared_ptr<State> m_state;
};

}  // namespace sorami
