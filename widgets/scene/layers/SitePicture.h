// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Frame.h"
#include "widgets/scene/LabelPlacer.h"

#include <QString>

#include <memory>
#include <vector>

namespace sorami {

/// Where a site of the plan stands in a picture.
struct SiteMark {
  std::size_t site = 0;  ///< index into Plan::sites
  PixelPoint at;
  PixelBox symbol;
  PixelBox name;  ///< empty: no room for it
};

/// Height of a site's symbol, device px.
int siteSymbolPx(const Frame& frame);
/// Type of a site's name, device px.
float siteNamePx(const Frame& frame);
/// Time, as far as a picture of sites depends on it: to the second where one moves, and who is in service.
std::uint64_t momentOf(const Frame& frame);
/// Changes with the sites that are out of service at the frame's time.
std::uint64_t serviceKey(const Frame& frame);
/// All sites in or near the picture with the places of their names. Depends on the frame alone, so that
/// whoever needs to keep clear of them gets the same answer. From any thread; made once for frames that do
/// not differ in it.
using SiteMarks = std::shared_ptr<const std::vector<SiteMark>>;
SiteMarks layoutSites(const Frame& frame);

}  // namespace sorami
