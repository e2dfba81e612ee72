// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/SitesLayer.h"

#include "data/core/Translate.h"
#include "data/geo/Geodesic.h"
#include "data/plan/Motion.h"
#include "widgets/scene/SymbolFactory.h"
#include "widgets/scene/layers/LayerShapes.h"
#include "widgets/scene/layers/SitePicture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <mutex>
#include <numbers>
#include <unordered_map>
#include <utility>

namespace sorami {

namespace {

constexpr double kPickReach = 10;   ///< logical px about a symbol
constexpr double kArcStep = 3;      ///< deg of azimuth between points of a ring
constexpr float kInactive = 0.45F;  ///< strength of what is switched off

/// Lines of the plan in the map plane.
struct PlanLines {
  std::vector<MapLine> linksUp;
  std::vector<MapLine> linksDown;
  std::vector<MapLine> footprints;
  std::vector<MapLine> routes;
  std::vector<MapLine> ring;
  std::vector<MapLine> sector;
};

/// An arc about a point, clockwise; with its two radii when it is not a full circle.
GeoLine arc(LatLon centre, double range, double from, double width, bool radii) {
  GeoLine line;
  const bool full = width >= 360;
  if (radii && !full) line.push_back(centre);
  const int n = std::max(2, static_cast<int>(std::ceil(std::min(width, 360.0) / kArcStep)));
  for (int i = 0; i <= n; ++i) {
    line.push_back(geodesicPoint(centre, from + std::min(width, 360.0) * i / n, range));
  }
  if (radii && !full) line.push_back(centre);
  return line;
}

/// What is shown of a site's own reach: its sensor's range and sector.
struct Reach {
  double range = 0;
  double from = 0;
  double width = 360;
};

Reach reachOf(const Site& site) {
  Reach r;
  if (!site.sensor) return r;
  r.range = site.sensor->instrumentedRange;
  r.width = std::clamp(site.sensor->sectorWidthDeg, 0.0, 360.0);
  r.from = r.width < 360 ? site.sensor->sectorCentreDeg - r.width / 2 : 0;
  return r;
}

/// Projected lines by what they are made from: a site that is dragged has its own made anew, and no others.
class LineStore {
 public:
  void begin(const Projection& projection) {
    if (projection.key() != m_projection) m_lines.clear();
    m_projection = projection.key();
    m_before = std::exchange(m_lines, {});
  }
  template <typename Make>
  const std::vector<MapLine>& of(std::uint64_t key, const Projection& projection, Make make) {
    const auto [at, isNew] = m_lines.try_emplace(key);
    if (!isNew) return at->second;
    if (auto had = m_before.extract(key)) {
      at->second = std::move(had.mapped());
    } else {
      const std::array<GeoLine, 1> one = {make()};
      at->second = projection.projectLines(one, kCurveTolerance);
    }
    return at->second;
  }

 private:
  std::string m_projection;
  std::unordered_map<std::uint64_t, std::vector<MapLine>> m_lines;
  std::unordered_map<std::uint64_t, std::vector<MapLine>> m_before;
};

std::uint64_t keyOfPlace(LatLon p) {
  return mixKey({keyOf(p.lat), keyOf(p.lon)});
}

PlanLines linesOf(const Frame& frame, LineStore& store) {
  PlanLines lines;
  const Plan& plan = *frame.plan;
  store.begin(*frame.projection);
  const auto add = [&](std::uint64_t key, std::vector<MapLine>& out, auto make) {
    const std::vector<MapLine>& made = store.of(key, *frame.projection, make);
    out.insert(out.end(), made.begin(), made.end());
  };
  const auto addPath = [&](LatLon from, LatLon to, int points, std::vector<MapLine>& out) {
    add(mixKey({keyOfPlace(from), keyOfPlace(to), static_cast<std::uint64_t>(points)}), out,
        [&] { return geodesicPath(from, to, points); });
  };
  const auto addArc = [&](LatLon at, double range, const Reach& r, bool radii, std::vector<MapLine>& out) {
    add(mixKey({keyOfPlace(at), keyOf(range), keyOf(r.from), keyOf(r.width), radii ? 1U : 0U}), out,
        [&] { return arc(at, range, r.from, r.width, radii); });
  };
  for (const Link& link : plan.links) {
    if (frame.network) break;  // the network's layer knows their state
    const Site* a = plan.site(link.from);
    const Site* b = plan.site(link.to);
    if (!a || !b || a->hidden || b->hidden) continue;
    const LatLon from = siteAt(*a, frame.time, frame.store.get()).position;
    const LatLon to = siteAt(*b, frame.time, frame.store.get()).position;
    if (from == to) continue;
    const bool up =
        isInService(link, frame.time) && isInService(*a, frame.time) && isInService(*b, frame.time);
    addPath(from, to, 24, up ? lines.linksUp : lines.linksDown);
  }
  for (const Site& site : plan.sites) {
    if (site.hidden) continue;
    for (std::size_t i = 1; i < site.route.size(); ++i) {
      addPath(site.route[i - 1].position, site.route[i].position, 12, lines.routes);
    }
    // A battery's envelopes are the footprints layer's.
    if (site.engagementRange <= 0 || site.battery || !isInService(site, frame.time)) continue;
    const Reach r = reachOf(site);
    addArc(site.position, site.engagementRange, r, true, lines.footprints);
  }
  if (const Site* site = plan.site(frame.selectedSite); site && site->sensor && !site->hidden) {
    const Reach r = reachOf(*site);
    if (r.range > 0) {
      addArc(site->position, r.range, r, false, lines.ring);
      if (r.width < 360) {
        for (const double azimuth : {r.from, r.from + r.width}) {
          addPath(site->position, geodesicPoint(site->position, azimuth, r.range), 16, lines.sector);
        }
      }
    }
  }
  return lines;
}

void addCircle(PathBatch& batch, PixelPoint c, float radius) {
  constexpr int kPoints = 48;
  for (int i = 0; i <= kPoints; ++i) {
    const float a = 2 * std::numbers::pi_v<float> * static_cast<float>(i) / kPoints;
    batch.points.push_back({c.x + radius * std::cos(a), c.y + radius * std::sin(a)});
  }
  batch.close();
}

struct Picture {
  PathBatch linksUp, linksDown, footprints, routes, ring, sector, selection;
  std::vector<SpritePtr> held;
  std::vector<SpriteAt> symbols;
  std::vector<TextRun> names;
  SiteMarks marks;
};

}  // namespace

struct SitesLayer::Shared {
  std::mutex mutex;
  std::uint64_t linesKey = 0;
  LineStore store;
  std::shared_ptr<const PlanLines> lines;
  FramePtr frame;  ///< of `picture`
  std::shared_ptr<const Picture> picture;

  std::mutex updatedMutex;
  std::function<void()> updated;
  QMetaObject::Connection symbols;

  void tell() {
    std::function<void()> call;
    {
      const std::scoped_lock lock(updatedMutex);
      call = updated;
    }
    if (call) call();
  }
  std::shared_ptr<const Picture> pictureOf(const FramePtr& frame);
};

std::shared_ptr<const Picture> SitesLayer::Shared::pictureOf(const FramePtr& f) {
  const std::scoped_lock lock(mutex);
  if (frame == f && picture) return picture;
  const Frame& fr = *f;
  const std::uint64_t key =
      mixKey({reinterpret_cast<std::uintptr_t>(fr.plan.get()), fr.planVersion, keyOf(fr.projection->key()),
              keyOf(fr.selectedSite), momentOf(fr), fr.network ? 1U : 0U});
  if (!lines || key != linesKey) {
    lines = std::make_shared<const PlanLines>(linesOf(fr, store));
    linesKey = key;
  }
  auto p = std::make_shared<Picture>();
  p->linksUp = toPixels(lines->linksUp, fr.view);
  p->linksDown = toPixels(lines->linksDown, fr.view);
  p->footprints = toPixels(lines->footprints, fr.view);
  p->routes = toPixels(lines->routes, fr.view);
  p->ring = toPixels(lines->ring, fr.view);
  p->sector = toPixels(lines->sector, fr.view);
  p->marks = layoutSites(fr);

  SymbolFactory& factory = SymbolFactory::instance();
  const QString mode = symbolMode(*fr.theme);
  const auto unit = static_cast<float>(fr.view.pixelRatio);
  // There are few kinds of symbol, however many sites.
  std::map<std::pair<SiteKind, Affiliation>, SpritePtr> sprites;
  for (const SiteMark& mark : *p->marks) {
    const Site& site = fr.plan->sites[mark.site];
    const auto [known, isNew] = sprites.try_emplace({site.kind, site.affiliation});
    if (isNew) {
      const SymbolKey symbol{sidcFor(site.kind, site.affiliation), siteSymbolPx(fr), mode, false};
      known->second = fr.interactive ? factory.symbol(symbol) : factory.symbolNow(symbol);
      p->held.push_back(known->second);
    }
    const SpritePtr& sprite = known->second;
    const bool serves = isInService(site, fr.time);
    if (sprite) {
      p->symbols.push_back({sprite.get(), mark.at, serves ? 1.0F : kInactive});
    }
    const bool selected = site.id == fr.selectedSite;
    if (selected) {
      const float radius = mark.symbol.w * 0.5F + 6 * unit;
      addCircle(p->selection, mark.at, radius);
      for (const auto& [dx, dy] : {std::pair{1.0F, 0.0F}, {-1.0F, 0.0F}, {0.0F, 1.0F}, {0.0F, -1.0F}}) {
        const std::array<PixelPoint, 2> tick = {
            {{mark.at.x + dx * (radius - 2 * unit), mark.at.y + dy * (radius - 2 * unit)},
             {mark.at.x + dx * (radius + 5 * unit), mark.at.y + dy * (radius + 5 * unit)}}};
        p->selection.add(tick);
      }
    }
    if (mark.name.w <= 0) continue;
    TextRun run;
    run.text = QString::fromStdString(site.name);
    run.sizePx = siteNamePx(fr);
    run.bold = selected;
    run.colour = serves ? fr.theme->labelText : fr.theme->textMuted;
    run.halo = fr.theme->labelPlate;
    run.at = {mark.name.x + unit, mark.name.y + run.sizePx};
    p->names.push_back(std::move(run));
  }
  frame = f;
  picture = std::move(p);
  return picture;
}

SitesLayer::SitesLayer() : d(std::make_shared<Shared>()) {}

SitesLayer::~SitesLayer() {
  QObject::disconnect(d->symbols);
  const std::scoped_lock lock(d->updatedMutex);
  d->updated = {};
}

QString SitesLayer::title() const {
  return sorami::tr("Sites and links");
}

std::uint64_t SitesLayer::key(const Frame& f) const {
  return mixKey({reinterpret_cast<std::uintptr_t>(f.plan.get()), f.planVersion, momentOf(f),
                 keyOf(f.selectedSite), f.network ? 1U : 0U, reinterpret_cast<std::uintptr_t>(f.theme.get()),
                 f.projection ? keyOf(f.projection->key()) : 0, static_cast<std::uint64_t>(f.tracks.symbolPx),
                 SymbolFactory::instance().generation()});
}

Layer::Job SitesLayer::prepare(const FramePtr& frame) {
  return [shared = d, frame](Canvas& canvas, const std::stop_token&) {
    if (!frame->plan || !frame->projection || !frame->theme) return;
    const auto p = shared->pictureOf(frame);
    const Theme& theme = *frame->theme;
    const auto unit = static_cast<float>(frame->view.pixelRatio);
    if (p->footprints.size() > 0) {
      canvas.fill(p->footprints, {faded(theme.footprint, 0.10F), Fill::Hatch::None});
      canvas.stroke(p->footprints, {faded(theme.footprint, 0.7F), unit, {2 * unit, 3 * unit}});
    }
    if (p->routes.size() > 0) {
      canvas.stroke(p->routes, {faded(theme.labelText, 0.6F), unit, {2 * unit, 4 * unit}});
    }
    if (p->ring.size() > 0) {
      canvas.stroke(p->ring, {faded(theme.coverageEdge, 0.8F), unit, {6 * unit, 4 * unit}});
    }
    if (p->sector.size() > 0) {
      canvas.stroke(p->sector, {faded(theme.coverageEdge, 0.6F), unit, {6 * unit, 4 * unit}});
    }
    if (p->linksUp.size() > 0) canvas.stroke(p->linksUp, {faded(theme.link, 0.75F), 1.2F * unit, {}});
    if (p->linksDown.size() > 0) {
      canvas.stroke(p->linksDown, {theme.linkDown, 1.2F * unit, {5 * unit, 4 * unit}});
    }
    canvas.sprites(p->symbols);
    if (p->selection.size() > 0) canvas.stroke(p->selection, {theme.selection, 1.5F * unit, {}});
    canvas.text(p->names);
  };
}

Pick SitesLayer::pick(const Frame& frame, QPointF at) const {
  if (!frame.plan) return {};
  Pick best;
  const auto x = static_cast<float>(at.x());
  const auto y = static_cast<float>(at.y());
  const auto distanceTo = [&](const PixelBox& b) {
    const double dx = static_cast<double>(std::max({b.x - x, x - b.x - b.w, 0.0F}));
    const double dy = static_cast<double>(std::max({b.y - y, y - b.y - b.h, 0.0F}));
    return std::hypot(dx, dy);
  };
  const SiteMarks marks = layoutSites(frame);
  for (const SiteMark& mark : *marks) {
    double away = distanceTo(mark.symbol);
    // Of overlapping symbols the one whose middle is nearer.
    if (away == 0) {
      away = 0.1 * std::min(50.0, std::hypot(static_cast<double>(mark.at.x - x),
                                             static_cast<double>(mark.at.y - y)));
    }
    if (mark.name.w > 0 && mark.name.contains({x, y})) away = std::min(away, 5.0);
    if (away <= kPickReach * frame.view.pixelRatio && away < best.distancePx) {
      best = {Pick::Kind::Site, kNoTrack, frame.plan->sites[mark.site].id, away};
    }
  }
  return best;
}

void SitesLayer::onUpdated(std::function<void()> updated) {
  {
    const std::scoped_lock lock(d->updatedMutex);
    d->updated = std::move(updated);
  }
  QObject::disconnect(d->symbols);
  SymbolFactory& factory = SymbolFactory::instance();
  const std::weak_ptr<Shared> weak = d;
  d->symbols = QObject::connect(
      &factory, &SymbolFactory::ready, &factory,
      [weak] {
        if (const auto shared = weak.lock()) {
          {
            const std::scoped_lock lock(shared->mutex);
            shared->picture = nullptr;
          }
          shared->tell();
        }
      },
      Qt::DirectConnection);
}

}  // namespace sorami
