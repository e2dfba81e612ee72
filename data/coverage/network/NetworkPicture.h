// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/network/Gaps.h"
#include "data/coverage/network/Links.h"
#include "data/coverage/network/Measured.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sorami {

/// What the map shows of an analysis of the network. Immutable; a new one for every change.
struct NetworkPicture {
  std::uint64_t key = 0;          ///< identity for caches
  std::vector<LinkReport> links;  ///< of the plan's links, in its order
  std::vector<std::string>
      unreached;  ///< sensors that reach no working centre, or are switched off for trial
  std::vector<Gap> gaps;
  int selectedGap = -1;

  /// A place to put a sensor.
  struct Proposal {
    LatLon position;
    std::string label;
    bool isChosen = true;  ///< false: a candidate that was not taken
  };
  std::vector<Proposal> proposals;

  /// A stretch of a track and how many sensors see it.
  struct Leg {
    std::vector<LatLon> points;
    int sensors = 0;
  };
  std::vector<Leg> legs;
  /// A place on a track worth a word: first seen, lost.
  struct Mark {
    LatLon position;
    std::string text;
  };
  std::vector<Mark> marks;

  /// From a sensor to the point that is being explained.
  struct Ray {
    LatLon from;
    LatLon to;
    bool sees = false;
    LatLon obstacle;  ///< where the sight ends; equal to `to` when it does not
  };
  std::vector<Ray> rays;

  /// A cell about a sensor in which a recording was held against the model.
  struct Judged {
    std::vector<LatLon> ring;
    MeasuredVerdict verdict = MeasuredVerdict::BothSee;
  };
  std::vector<Judged> judged;
};
using NetworkPicturePtr = std::shared_ptr<const NetworkPicture>;

}  // namespace sorami
