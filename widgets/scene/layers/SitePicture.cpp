// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/SitePicture.h"

#include "data/plan/Motion.h"
#include "data/plan/defence/Stocks.h"
#include "widgets/scene/Fonts.h"
#include "widgets/scene/LayerOrder.h"
#include "widgets/scene/TextRoom.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <mutex>

namespace sorami {

int siteSymbolPx(const Frame& frame) {
  return static_cast<int>(std::lround(frame.tracks.symbolPx * 0.92 * frame.view.pixelRatio));
}

float siteNamePx(const Frame& frame) {
  return static_cast<float>(11.5 * frame.view.pixelRatio * (frame.theme ? frame.theme->fontScale : 1.0));
}

float stockPx(const Frame& frame) {
  return static_cast<float>(10.5 * frame.view.pixelRatio * (frame.theme ? frame.theme->fontScale : 1.0));
}

QString stockText(const Site& site, UtcTime time) {
  if (!site.battery || site.battery->stocks.empty()) return {};
  const StockLevel level = stockAt(*site.battery, time.us);
  return level.reserve > 0 ? QStringLiteral("%1 + %2").arg(level.ready).arg(level.reserve)
                           : QString::number(level.ready);
}

std::uint64_t stockKey(const Frame& frame) {
  std::uint64_t key = 0;
  if (!frame.plan || isHidden(frame, "stocks")) return key;
  for (const Site& site : frame.plan->sites) {
    if (!site.battery) continue;
    const StockLevel level = stockAt(*site.battery, frame.time.us);
    key = mixKey({key, static_cast<std::uint64_t>(level.ready), static_cast<std::uint64_t>(level.reserve)});
  }
  return key;
}

std::uint64_t momentOf(const Frame& frame) {
  if (!frame.plan) return 0;
  if (!frame.time.isValid()) return stockKey(frame);
  const bool moves = std::any_of(frame.plan->sites.begin(), frame.plan->sites.end(),
                                 [](const Site& site) { return isMoving(site); });
  return mixKey(
      {moves ? static_cast<std::uint64_t>(frame.time.us / kSecond) : 0, serviceKey(frame), stockKey(frame)});
}

std::uint64_t serviceKey(const Frame& frame) {
  std::uint64_t key = 0;
  if (!frame.plan) return key;
  for (std::size_t i = 0; i < frame.plan->sites.size(); ++i) {
    const Site& site = frame.plan->sites[i];
    if (!site.outages.empty() && !isInService(site, frame.time)) key = mixKey({key, i + 1});
  }
  for (std::size_t i = 0; i < frame.plan->links.size(); ++i) {
    const Link& link = frame.plan->links[i];
    if (!link.outages.empty() && !isInService(link, frame.time)) key = mixKey({key, ~i});
  }
  return key;
}

namespace {

/// Where the sites are in the map's plane. Most stand where they stood in the frame before. One caller at a
/// time: layoutSites() holds its lock.
std::vector<MapPoint> placesOf(const Frame& frame) {
  struct Last {
    std::string projection;
    std::vector<LatLon> geo;
    std::vector<MapPoint> map;
  };
  static Last last;
  const std::vector<Site>& sites = frame.plan->sites;
  if (last.projection != frame.projection->key()) {
    last = {};
    last.projection = frame.projection->key();
  }
  constexpr LatLon kNowhere{1e9, 1e9};
  last.geo.resize(sites.size(), kNowhere);
  last.map.resize(sites.size());
  std::vector<std::size_t> moved;
  std::vector<LatLon> geo;
  for (std::size_t i = 0; i < sites.size(); ++i) {
    const LatLon at = siteAt(sites[i], frame.time, frame.store.get()).position;
    if (at == last.geo[i]) continue;
    last.geo[i] = at;
    moved.push_back(i);
    geo.push_back(at);
  }
  std::vector<MapPoint> map(geo.size());
  frame.projection->forward(geo, map);
  for (std::size_t k = 0; k < moved.size(); ++k) last.map[moved[k]] = map[k];
  return last.map;
}

/// Finds room for what batteries have: below the symbol, else above it or beside it, else below all the same.
void placeStocks(const Frame& frame, std::vector<SiteMark>& marks) {
  if (isHidden(frame, "stocks")) return;
  TextRoom room(frame.view.size);
  for (const SiteMark& mark : marks) room.block(mark.symbol);
  const float px = stockPx(frame);
  const auto gap = static_cast<float>(2 * frame.view.pixelRatio);
  for (SiteMark& mark : marks) {
    TextRun run;
    run.text = stockText(frame.plan->sites[mark.site], frame.time);
    if (run.text.isEmpty()) continue;
    run.sizePx = px;
    run.mono = run.bold = true;
    const QRectF bounds = textBounds(run.text, static_cast<double>(px), run.mono, run.bold);
    const auto width = static_cast<float>(bounds.width());
    const auto height = static_cast<float>(bounds.height());
    const auto ascent = static_cast<float>(-bounds.top());
    const PixelBox& s = mark.symbol;
    const float centred = mark.at.x - width / 2;
    const float middle = mark.at.y - height / 2;
    const float left = s.x - width - gap;
    const float right = s.x + s.w + gap;
    const float above = s.y - height - gap;
    const float below = s.y + s.h + gap;
    const std::array<PixelPoint, 8> corners = {{{centred, below},
                                                {centred, above},
                                                {right, middle},
                                                {left, middle},
                                                {right, below},
                                                {left, below},
                                                {right, above},
                                                {left, above}}};
    mark.stock = {corners[0].x, corners[0].y, width, height};
    for (const PixelPoint corner : corners) {
      run.at = {corner.x, corner.y + ascent};
      if (!room.take(run)) continue;
      mark.stock.x = corner.x;
      mark.stock.y = corner.y;
      break;
    }
  }
}

/// `map`: placesOf() the frame.
std::vector<SiteMark> laidOut(const Frame& frame, const std::vector<MapPoint>& map) {
  std::vector<SiteMark> marks;
  const std::vector<Site>& sites = frame.plan->sites;
  const auto px = static_cast<float>(siteSymbolPx(frame));
  const auto unit = static_cast<float>(frame.view.pixelRatio);
  const auto width = static_cast<float>(frame.view.size.width());
  const auto height = static_cast<float>(frame.view.size.height());
  LabelPlacer placer;
  placer.begin(frame.view.size);
  std::vector<LabelRequest> requests;
  for (std::size_t i = 0; i < sites.size(); ++i) {
    if (std::isnan(map[i].x) || sites[i].hidden) continue;
    const PixelPoint at = frame.view.toPixel(map[i]);
    if (!(at.x > -2 * px && at.y > -2 * px && at.x < width + 2 * px && at.y < height + 2 * px)) continue;
    // Ground units' frames are wider than high.
    const SiteMark mark{i, at, {at.x - 0.75F * px, at.y - 0.5F * px, 1.5F * px, px}, {}, {}};
    placer.block(mark.symbol);
    LabelRequest request;
    request.id = static_cast<std::uint32_t>(marks.size());
    request.priority = sites[i].id == frame.selectedSite ? 2 : isInService(sites[i], frame.time) ? 1 : 0;
    request.mustShow = sites[i].id == frame.selectedSite;
    request.anchor = at;
    // The selected one has its ring about it.
    request.clearance = 0.72F * px + (request.mustShow ? 8 * unit : 0);
    request.scale = unit;
    const QRectF box =
        textBounds(QString::fromStdString(sites[i].name), static_cast<double>(siteNamePx(frame)));
    request.width = static_cast<float>(box.width()) + 2 * unit;
    request.height = siteNamePx(frame) * 1.25F;
    marks.push_back(mark);
    requests.push_back(request);
  }
  placeStocks(frame, marks);
  for (const SiteMark& mark : marks)
    if (mark.stock.w > 0) placer.block(mark.stock);
  std::vector<PlacedLabel> placed;
  placer.place(requests, placed);
  for (const PlacedLabel& label : placed) {
    // A name far from its symbol would need a leader: rather none.
    if (label.slot >= LabelPlacer::kNearSlots && !requests[label.request].mustShow) continue;
    marks[requests[label.request].id].name = label.box;
  }
  return marks;
}

/// What a layout depends on, but the plan and the recording themselves.
std::uint64_t layoutKey(const Frame& f) {
  return mixKey(
      {f.planVersion, momentOf(f), keyOf(f.selectedSite), f.projection ? keyOf(f.projection->key()) : 0,
       keyOf(f.view.centre.x), keyOf(f.view.centre.y), keyOf(f.view.metresPerPixel), keyOf(f.view.pixelRatio),
       static_cast<std::uint64_t>(f.view.size.width()), static_cast<std::uint64_t>(f.view.size.height()),
       static_cast<std::uint64_t>(f.tracks.symbolPx), keyOf(f.theme ? f.theme->fontScale : 1.0)});
}

/// Several layers ask for the same layout in each frame, and two maps may be on show.
struct Kept {
  PlanPtr plan;  // held, so that no other stands at its address
  StoreViewPtr store;
  std::uint64_t key = 0;
  SiteMarks marks;
};

}  // namespace

SiteMarks layoutSites(const Frame& frame) {
  constexpr std::size_t kMost = 4;
  static std::mutex mutex;
  static std::deque<Kept> kept;
  const std::uint64_t key = layoutKey(frame);
  std::vector<MapPoint> map;
  {
    const std::scoped_lock lock(mutex);
    for (const Kept& each : kept) {
      if (each.key == key && each.plan == frame.plan && each.store == frame.store) return each.marks;
    }
    if (frame.plan && frame.projection) map = placesOf(frame);
  }
  // Without the lock: a frame must not wait for the layout of a picture that is made beside it.
  std::vector<SiteMark> made;
  if (!map.empty()) made = laidOut(frame, map);
  auto marks = std::make_shared<const std::vector<SiteMark>>(std::move(made));
  const std::scoped_lock lock(mutex);
  kept.push_front({frame.plan, frame.store, key, marks});
  if (kept.size() > kMost) kept.pop_back();
  return marks;
}

namespace {

void addBoxesOf(const SiteMark& mark, std::vector<PixelBox>& boxes) {
  boxes.push_back(mark.symbol);
  if (mark.name.w > 0) boxes.push_back(mark.name);
  if (mark.stock.w > 0) boxes.push_back(mark.stock);
}

}  // namespace

void addSiteBoxes(const Frame& frame, std::vector<PixelBox>& boxes) {
  if (isHidden(frame, "sites")) return;
  const SiteMarks marks = layoutSites(frame);
  for (const SiteMark& mark : *marks) addBoxesOf(mark, boxes);
}

void addStandingSiteBoxes(const Frame& frame, std::vector<PixelBox>& boxes) {
  if (!frame.plan || isHidden(frame, "sites")) return;
  Frame unselected = frame;
  unselected.selectedSite.clear();
  const SiteMarks marks = layoutSites(unselected);
  for (const SiteMark& mark : *marks)
    if (!isMoving(frame.plan->sites[mark.site])) addBoxesOf(mark, boxes);
}

std::uint64_t standingSitesKey(const Frame& frame) {
  if (!frame.plan || isHidden(frame, "sites")) return 0;
  std::uint64_t key = mixKey({stockKey(frame), static_cast<std::uint64_t>(frame.tracks.symbolPx)});
  for (const Site& site : frame.plan->sites) {
    if (site.hidden || isMoving(site)) continue;
    key = mixKey({key, keyOf(site.position.lat), keyOf(site.position.lon), keyOf(site.name)});
  }
  return key;
}

}  // namespace sorami
