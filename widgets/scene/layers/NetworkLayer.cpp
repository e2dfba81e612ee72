// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/NetworkLayer.h"

#include "data/core/Translate.h"
#include "data/coverage/network/NetworkPicture.h"
#include "data/geo/Geodesic.h"
#include "data/plan/Motion.h"
#include "widgets/scene/TextRoom.h"
#include "widgets/scene/layers/LayerShapes.h"
#include "widgets/scene/layers/SitePicture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <numbers>

namespace sorami {

namespace {

/// Lines in the map plane, made once for a picture and a projection.
struct Lines {
  std::vector<MapLine> up, grazing, blocked, off, rain;
  std::vector<MapLine> gaps, selectedGap;
  std::vector<MapLine> seen[3], unseen;  ///< by one, two, three and more sensors
  std::vector<MapLine> raySees, rayBlind, rayHidden;
  std::vector<MapLine> judged[4];  ///< by verdict
};

/// The same in pixels, for one frame.
struct Picture {
  PathBatch up, grazing, blocked, off, rain;
  PathBatch gaps, selectedGap;
  PathBatch seen[3], unseen;
  PathBatch raySees, rayBlind, rayHidden;
  PathBatch judged[4];
  PathBatch crosses, rings, proposals, ticks;
  std::vector<TextRun> texts;
};

GeoLine path(LatLon a, LatLon b) {
  return geodesicPath(a, b, 24);
}

Lines linesOf(const Frame& frame) {
  Lines lines;
  const NetworkPicture& network = *frame.network;
  const auto project = [&](const GeoLine& line, std::vector<MapLine>& out) {
    if (line.size() < 2) return;
    const std::array<GeoLine, 1> one = {line};
    for (MapLine& m : frame.projection->projectLines(one, kCurveTolerance)) out.push_back(std::move(m));
  };
  if (frame.plan) {
    for (std::size_t i = 0; i < frame.plan->links.size() && i < network.links.size(); ++i) {
      const Link& link = frame.plan->links[i];
      const Site* a = frame.plan->site(link.from);
      const Site* b = frame.plan->site(link.to);
      if (!a || !b || a->hidden || b->hidden) continue;
      const LatLon from = siteAt(*a, frame.time, frame.store.get()).position;
      const LatLon to = siteAt(*b, frame.time, frame.store.get()).position;
      if (from == to) continue;
      std::vector<MapLine>* out = &lines.up;
      switch (network.links[i].state) {
        case LinkState::Up:
        case LinkState::Unknown:
          break;
        case LinkState::Grazing:
          out = &lines.grazing;
          break;
        case LinkState::Blocked:
          out = &lines.blocked;
          break;
        case LinkState::RainOut:
          out = &lines.rain;
          break;
        case LinkState::Off:
        case LinkState::EndOff:
        case LinkState::Broken:
          out = &lines.off;
          break;
      }
      project(path(from, to), *out);
    }
  }
  for (std::size_t g = 0; g < network.gaps.size(); ++g) {
    std::vector<GeoLine> rings(network.gaps[g].rings.begin(), network.gaps[g].rings.end());
    std::vector<MapLine>& to = static_cast<int>(g) == network.selectedGap ? lines.selectedGap : lines.gaps;
    for (MapLine& m : frame.projection->projectRings(rings, kCurveTolerance)) {
      if (!m.empty()) m.push_back(m.front());
      to.push_back(std::move(m));
    }
  }
  for (const NetworkPicture::Judged& cell : network.judged) {
    const std::array<GeoLine, 1> ring = {GeoLine(cell.ring.begin(), cell.ring.end())};
    for (MapLine& m : frame.projection->projectRings(ring, kCurveTolerance)) {
      if (!m.empty()) m.push_back(m.front());
      lines.judged[static_cast<int>(cell.verdict)].push_back(std::move(m));
    }
  }
  for (const NetworkPicture::Leg& leg : network.legs) {
    project(leg.points, leg.sensors == 0 ? lines.unseen : lines.seen[std::min(leg.sensors, 3) - 1]);
  }
  for (const NetworkPicture::Ray& ray : network.rays) {
    if (ray.sees) {
      project(path(ray.from, ray.to), lines.raySees);
    } else if (ray.obstacle == ray.to) {
      project(path(ray.from, ray.to), lines.rayBlind);
    } else {
      project(path(ray.from, ray.obstacle), lines.rayBlind);
      project(path(ray.obstacle, ray.to), lines.rayHidden);
    }
  }
  return lines;
}

void addCross(PathBatch& batch, PixelPoint c, float r) {
  const std::array<PixelPoint, 2> a = {{{c.x - r, c.y - r}, {c.x + r, c.y + r}}};
  const std::array<PixelPoint, 2> b = {{{c.x - r, c.y + r}, {c.x + r, c.y - r}}};
  batch.add(a);
  batch.add(b);
}

void addCircle(PathBatch& batch, PixelPoint c, float radius) {
  constexpr int kPoints = 40;
  for (int i = 0; i <= kPoints; ++i) {
    const float a = 2 * std::numbers::pi_v<float> * static_cast<float>(i) / kPoints;
    batch.points.push_back({c.x + radius * std::cos(a), c.y + radius * std::sin(a)});
  }
  batch.close();
}

}  // namespace

struct NetworkLayer::Shared {
  Q_DECLARE_TR_FUNCTIONS(sorami::NetworkLayer::Shared)
 public:
  std::mutex mutex;
  std::uint64_t linesKey = 0;
  std::shared_ptr<const Lines> lines;
  FramePtr frame;
  std::shared_ptr<const Picture> picture;

  std::shared_ptr<const Picture> pictureOf(const FramePtr& frame);
};

std::shared_ptr<const Picture> NetworkLayer::Shared::pictureOf(const FramePtr& f) {
  const std::scoped_lock lock(mutex);
  if (frame == f && picture) return picture;
  const Frame& fr = *f;
  const std::uint64_t key = mixKey({fr.network->key, reinterpret_cast<std::uintptr_t>(fr.plan.get()),
                                    keyOf(fr.projection->key()), momentOf(fr)});
  if (!lines || key != linesKey) {
    lines = std::make_shared<const Lines>(linesOf(fr));
    linesKey = key;
  }
  auto p = std::make_shared<Picture>();
  const View& view = fr.view;
  p->up = toPixels(lines->up, view);
  p->grazing = toPixels(lines->grazing, view);
  p->blocked = toPixels(lines->blocked, view);
  p->off = toPixels(lines->off, view);
  p->rain = toPixels(lines->rain, view);
  p->gaps = toPixels(lines->gaps, view);
  p->selectedGap = toPixels(lines->selectedGap, view);
  for (int n = 0; n < 3; ++n) p->seen[n] = toPixels(lines->seen[n], view);
  p->unseen = toPixels(lines->unseen, view);
  for (int v = 0; v < 4; ++v) p->judged[v] = toPixels(lines->judged[v], view);
  p->raySees = toPixels(lines->raySees, view);
  p->rayBlind = toPixels(lines->rayBlind, view);
  p->rayHidden = toPixels(lines->rayHidden, view);

  const auto unit = static_cast<float>(view.pixelRatio);
  const float textPx = 11 * unit * static_cast<float>(fr.theme->fontScale);
  const auto at = [&](LatLon where) { return view.toPixel(fr.projection->forward(where)); };
  const auto isOn = [](PixelPoint c) { return std::isfinite(c.x) && std::isfinite(c.y); };
  const auto say = [&](PixelPoint c, const QString& text, const QColor& colour, bool bold = false) {
    TextRun run;
    run.text = text;
    run.at = {c.x + 9 * unit, c.y + 4 * unit};
    run.sizePx = textPx;
    run.colour = colour;
    run.bold = bold;
    run.halo = fr.theme->labelPlate;
    p->texts.push_back(std::move(run));
  };
  for (const LinkReport& link : fr.network->links) {
    if (link.state != LinkState::Blocked) continue;
    const PixelPoint c = at(link.worst);
    if (!isOn(c)) continue;
    addCross(p->crosses, c, 5 * unit);
    say(c, tr("blocked at %1 km").arg(link.worstDistance / 1000, 0, 'f', 0), fr.theme->error);
  }
  if (fr.plan) {
    for (const std::string& id : fr.network->unreached) {
      const Site* site = fr.plan->site(id);
      if (!site) continue;
      const PixelPoint c = at(siteAt(*site, fr.time, fr.store.get()).position);
      if (!isOn(c)) continue;
      addCircle(p->rings, c, 19 * unit);
      TextRun run;
      run.text = tr("does not reach a centre");
      run.at = {c.x, c.y + 30 * unit};
      run.align = TextRun::Align::Centre;
      run.sizePx = textPx;
      run.colour = fr.theme->error;
      run.halo = fr.theme->labelPlate;
      p->texts.push_back(std::move(run));
    }
  }
  for (const NetworkPicture::Proposal& proposal : fr.network->proposals) {
    const PixelPoint c = at(proposal.position);
    if (!isOn(c)) continue;
    if (proposal.isChosen) {
      addCircle(p->proposals, c, 9 * unit);
      addCircle(p->proposals, c, 5 * unit);
      say({c.x + 3 * unit, c.y}, QString::fromStdString(proposal.label), fr.theme->accent, true);
    } else {
      const std::array<PixelPoint, 2> tick = {{{c.x - 1.5F * unit, c.y}, {c.x + 1.5F * unit, c.y}}};
      p->ticks.add(tick);
    }
  }
  for (const NetworkPicture::Mark& mark : fr.network->marks) {
    const PixelPoint c = at(mark.position);
    if (!isOn(c)) continue;
    addCircle(p->proposals, c, 4 * unit);
    say(c, QString::fromStdString(mark.text), fr.theme->text);
  }
  for (const NetworkPicture::Ray& ray : fr.network->rays) {
    if (ray.sees || ray.obstacle == ray.to) continue;
    const PixelPoint c = at(ray.obstacle);
    if (isOn(c)) addCross(p->crosses, c, 4 * unit);
  }
  if (!fr.network->rays.empty()) {
    const PixelPoint c = at(fr.network->rays.front().to);
    if (isOn(c)) addCircle(p->proposals, c, 6 * unit);
  }
  // From afar words would lie over each other and over the sites: those that have no room wait for a larger
  // scale.
  TextRoom room(view.size);
  std::vector<PixelBox> sites;
  addSiteBoxes(fr, sites);
  for (const PixelBox& box : sites) room.block(box);
  std::erase_if(p->texts, [&](const TextRun& run) { return !room.take(run); });
  frame = f;
  picture = std::move(p);
  return picture;
}

NetworkLayer::NetworkLayer() : d(std::make_shared<Shared>()) {}
NetworkLayer::~NetworkLayer() = default;

QString NetworkLayer::title() const {
  return tr("Network analysis");
}

std::uint64_t NetworkLayer::key(const Frame& f) const {
  if (!f.network) return 0;
  // Its words keep clear of the sites, whose places the selection and the size of symbols change.
  return mixKey({f.network->key, momentOf(f), reinterpret_cast<std::uintptr_t>(f.plan.get()), f.planVersion,
                 reinterpret_cast<std::uintptr_t>(f.store.get()), keyOf(f.selectedSite),
                 static_cast<std::uint64_t>(f.tracks.symbolPx),
                 reinterpret_cast<std::uintptr_t>(f.theme.get()),
                 f.projection ? keyOf(f.projection->key()) : 0});
}

Layer::Job NetworkLayer::prepare(const FramePtr& frame) {
  return [shared = d, frame](Canvas& canvas, const std::stop_token&) {
    if (!frame->network || !frame->projection || !frame->theme) return;
    const auto p = shared->pictureOf(frame);
    const Theme& theme = *frame->theme;
    const auto unit = static_cast<float>(frame->view.pixelRatio);
    const auto stroke = [&](const PathBatch& lines, const QColor& colour, float width,
                            std::vector<float> dash = {}) {
      if (lines.size() == 0) return;
      for (float& each : dash) each *= unit;
      canvas.stroke(lines, {colour, width * unit, std::move(dash)});
    };
    // Agreement is quiet, and what differs stands out: blue where it sees more, striped orange where less.
    const auto judge = [&](MeasuredVerdict verdict, const QColor& colour, float strength, Fill::Hatch hatch) {
      const PathBatch& cells = p->judged[static_cast<int>(verdict)];
      if (cells.size() == 0) return;
      canvas.fill(cells, {faded(colour, strength), hatch});
      stroke(cells, faded(colour, std::min(1.0F, strength + 0.25F)), 1);
    };
    judge(MeasuredVerdict::BothSee, theme.ok, 0.18F, Fill::Hatch::None);
    judge(MeasuredVerdict::BothBlind, theme.textMuted, 0.15F, Fill::Hatch::None);
    judge(MeasuredVerdict::SeesMore, theme.link, 0.55F, Fill::Hatch::None);
    judge(MeasuredVerdict::SeesLess, theme.warning, 0.5F, Fill::Hatch::Diagonal);
    if (p->gaps.size() > 0) canvas.fill(p->gaps, {faded(theme.error, 0.10F), Fill::Hatch::Diagonal});
    stroke(p->gaps, faded(theme.error, 0.8F), 1);
    if (p->selectedGap.size() > 0) {
      canvas.fill(p->selectedGap, {faded(theme.error, 0.22F), Fill::Hatch::Diagonal});
    }
    stroke(p->selectedGap, theme.selection, 1.8F);

    stroke(p->up, faded(theme.link, 0.85F), 1.3F);
    stroke(p->grazing, theme.warning, 1.5F, {10, 3});
    stroke(p->blocked, theme.error, 1.5F, {5, 4});
    stroke(p->rain, theme.error, 1.5F, {1.5F, 3});
    stroke(p->off, faded(theme.linkDown, 0.8F), 1.2F, {3, 5});

    stroke(p->unseen, theme.error, 2.4F, {4, 4});
    stroke(p->seen[0], faded(theme.link, 0.75F), 2.4F);
    stroke(p->seen[1], theme.link, 3.4F);
    stroke(p->seen[2], theme.link, 4.6F);

    stroke(p->raySees, theme.ok, 1.3F);
    stroke(p->rayBlind, faded(theme.error, 0.9F), 1.1F, {5, 4});
    stroke(p->rayHidden, faded(theme.error, 0.45F), 1, {1.5F, 4});

    stroke(p->crosses, theme.error, 2);
    stroke(p->rings, theme.error, 1.6F, {4, 3});
    stroke(p->ticks, faded(theme.accent, 0.6F), 2.5F);
    stroke(p->proposals, theme.accent, 1.8F);
    canvas.text(p->texts);
  };
}

}  // namespace sorami
