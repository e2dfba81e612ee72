// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/LayerOrder.h"

#include "data/plan/Motion.h"
#include "widgets/scene/Banner.h"

#include <algorithm>

namespace sorami {
namespace {

constexpr double kScreenMetresPerPixel = 0.0254 / 96;
/// From this opacity on nothing shines through that an eye could see.
constexpr double kOpaque = 0.999;

/// True when the coverage of a frame has a site's that is out of service at its time.
bool hasIdleCoverage(const Frame& frame) {
  if (!frame.plan || frame.coverageSites.size() != frame.coverage.size()) return false;
  // Of hundreds of sites few are ever out of service: only those are looked for.
  return std::any_of(frame.plan->sites.begin(), frame.plan->sites.end(), [&](const Site& site) {
    return !site.outages.empty() && !isInService(site, frame.time) &&
           std::find(frame.coverageSites.begin(), frame.coverageSites.end(), site.id) !=
               frame.coverageSites.end();
  });
}

void dropIdleCoverage(Frame& frame) {
  std::vector<CoverageFieldPtr> coverage;
  std::vector<std::string> sites;
  for (std::size_t i = 0; i < frame.coverage.size(); ++i) {
    const Site* site = frame.plan->site(frame.coverageSites[i]);
    if (site && !isInService(*site, frame.time)) continue;
    coverage.push_back(std::move(frame.coverage[i]));
    sites.push_back(std::move(frame.coverageSites[i]));
  }
  frame.coverage = std::move(coverage);
  frame.coverageSites = std::move(sites);
}

}  // namespace

double scaleOf(const View& view) {
  return view.metresPerPixel * view.pixelRatio / kScreenMetresPerPixel;
}

const LayerLook* lookOf(const Frame& frame, const std::string& layer) {
  const auto found = std::find_if(frame.layerLooks.begin(), frame.layerLooks.end(),
                                  [&](const LayerLook& look) { return look.id == layer; });
  return found == frame.layerLooks.end() ? nullptr : &*found;
}

double opacityOf(const Frame& frame, const std::string& layer) {
  const LayerLook* look = lookOf(frame, layer);
  return look ? std::clamp(look->opacity, 0.0, 1.0) : 1;
}

bool isHidden(const Frame& frame, const std::string& layer) {
  return std::find(frame.hiddenLayers.begin(), frame.hiddenLayers.end(), layer) != frame.hiddenLayers.end();
}

std::vector<std::string> hiddenAtScale(const Frame& frame) {
  std::vector<std::string> hidden = frame.hiddenLayers;
  const double scale = scaleOf(frame.view);
  for (const LayerLook& look : frame.layerLooks) {
    const bool tooLarge = look.largestScale > 0 && scale < look.largestScale;
    const bool tooSmall = look.smallestScale > 0 && scale > look.smallestScale;
    if ((look.hidden || tooLarge || tooSmall) && !isHidden(frame, look.id)) hidden.push_back(look.id);
  }
  return hidden;
}

std::vector<Layer*> shownLayers(const Frame& frame, const std::vector<std::unique_ptr<Layer>>& layers) {
  std::vector<Layer*> order;
  order.reserve(layers.size());
  std::vector<std::size_t> slots;
  std::vector<Layer*> named;
  for (const auto& layer : layers) {
    if (lookOf(frame, layer->id())) slots.push_back(order.size());
    order.push_back(layer.get());
  }
  for (const LayerLook& look : frame.layerLooks) {
    const auto found =
        std::find_if(layers.begin(), layers.end(), [&](const auto& layer) { return layer->id() == look.id; });
    if (found != layers.end()) named.push_back(found->get());
  }
  // A list of a damaged plan may name a layer twice: the first place counts.
  for (std::size_t i = 0, slot = 0; i < named.size() && slot < slots.size(); ++i) {
    if (std::find(named.begin(), named.begin() + static_cast<std::ptrdiff_t>(i), named[i]) !=
        named.begin() + static_cast<std::ptrdiff_t>(i))
      continue;
    order[slots[slot++]] = named[i];
  }
  std::erase_if(order, [&](const Layer* layer) { return isHidden(frame, layer->id()); });
  return order;
}

Layer::Job faded(Layer::Job job, double opacity) {
  if (!job || opacity >= kOpaque) return job;
  return [job = std::move(job), opacity](Canvas& canvas, std::stop_token stop) {
    canvas.beginGroup(opacity);
    job(canvas, stop);
    canvas.endGroup();
  };
}

Layer::Job jobOf(Layer& layer, const FramePtr& frame) {
  return faded(layer.prepare(frame), opacityOf(*frame, layer.id()));
}

Layer::Parts partsOf(Layer& layer, const FramePtr& frame) {
  if (opacityOf(*frame, layer.id()) < kOpaque) return {jobOf(layer, frame), {}, {}};
  return layer.prepareParts(frame);
}

FramePtr resolved(const FramePtr& frame) {
  if (!frame) return frame;
  const int height = frame->marking.empty() ? 0 : bannerHeight(frame->view.pixelRatio);
  std::vector<std::string> hidden = hiddenAtScale(*frame);
  const bool idle = hasIdleCoverage(*frame);
  if (!idle && frame->margins.top >= height && frame->margins.bottom >= height &&
      hidden.size() == frame->hiddenLayers.size()) {
    return frame;
  }
  auto copy = std::make_shared<Frame>(*frame);
  if (idle) dropIdleCoverage(*copy);
  copy->margins.top = std::max(copy->margins.top, height);
  copy->margins.bottom = std::max(copy->margins.bottom, height);
  copy->hiddenLayers = std::move(hidden);
  return copy;
}

}  // namespace sorami
