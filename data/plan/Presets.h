// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Plan.h"

#include <string>
#include <vector>

namespace sorami {

/// A site as the palette sets it down. All notional, round figures.
struct SitePreset {
  std::string id;     ///< `long-range`, for settings and tests
  std::string title;  ///< for people: `Long-range radar`
  std::string name;   ///< what sites made from it are called, with a number: `Radar`
  Site site;          ///< without id, name and position
  bool own = false;   ///< saved by the user
};

/// The presets that come with the program, in the palette's order.
const std::vector<SitePreset>& sitePresets();

/// A preset made of a site the user has set up: everything but its place, name and identity.
SitePreset presetFrom(const Site& site, const std::string& title);

/// Reads and writes the user's own presets: a plan file whose sites are the presets. A file that is not there
/// is an empty list.
Result<std::vector<SitePreset>> readPresets(const std::string& path);
Status writePresets(const std::vector<SitePreset>& presets, const std::string& path);

}  // namespace sorami
