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
  PixelBox name;   ///< empty: no room for it
  PixelBox stock;  ///< for stockText(); empty: it has none, or none are shown
};

/// Height of a site's symbol, device px.
int siteSymbolPx(const Frame& frame);
/// Type of a site's name, device px.
float siteNamePx(const Frame& frame);
/// Type of what stands beside a battery, device px.
float stockPx(const Frame& frame);
/// What a site's battery has ready, and in reserve, at a time; empty: it keeps no stocks.
QString stockText(const Site& site, UtcTime time);
/// Changes with what stockText() says of any site.
std::uint64_t stockKey(const Frame& frame);
/// Time, as far as a picture of sites depends on it: to the second where one moves, who is in service, and
/// what batteries have where that is shown.
std::uint64_t momentOf(const Frame& frame);
/// Changes with the sites that are out of service at the frame's time.
std::uint64_t serviceKey(const Frame& frame);
/// All sites in or near the picture with the places of their names. Depends on the frame alone, so that
/// whoever needs to keep clear of them gets the same answer. From any thread; made once for frames that do
/// not differ in it.
using SiteMarks = std::shared_ptr<const std::vector<SiteMark>>;
SiteMarks layoutSites(const Frame& frame);
/// Boxes of the sites' symbols and texts, for what keeps clear of them; none where sites are hidden.
void addSiteBoxes(const Frame& frame, std::vector<PixelBox>& boxes);
/// The same for pictures that are kept while time goes on and the selection changes: of the sites that stand
/// still, as if none were selected. Changes with standingSitesKey().
void addStandingSiteBoxes(const Frame& frame, std::vector<PixelBox>& boxes);
std::uint64_t standingSitesKey(const Frame& frame);

}  // namespace sorami
