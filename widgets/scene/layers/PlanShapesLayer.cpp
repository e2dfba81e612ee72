// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/PlanShapesLayer.h"

#include "data/core/Translate.h"
#include "data/geo/Geodesic.h"
#include "data/plan/Motion.h"
#include "widgets/scene/Fonts.h"
#include "widgets/scene/LayerOrder.h"
#include "widgets/scene/TextRoom.h"
#include "widgets/scene/layers/FurniturePicture.h"
#include "widgets/scene/layers/LayerShapes.h"
#include "widgets/scene/layers/SitePicture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <numbers>
#include <unordered_map>
#include <utility>

namespace sorami {
namespace {

constexpr int kCirclePoints = 97;
constexpr float kTextPx = 12;
constexpr float kArrowPx = 12;

/// One object in the map plane.
struct Shape {
  std::vector<MapLine> fill;
  std::vector<MapLine> lines;
  std::optional<MapPoint> label;
};

/// How one object is drawn.
struct Style {
  QColor colour;
  float fill = 0;  ///< strength of the filling
  Fill::Hatch hatch = Fill::Hatch::None;
  float width = 1.5F;
  std::vector<float> dash;
  QString text;
  bool arrow = false;
  bool centred = false;  ///< the text stands on its point, not beside it
};

Style styleOf(const Area& a, const Theme& theme) {
  Style s;
  s.text = QString::fromStdString(a.name);
  s.centred = true;
  switch (a.kind) {
    case AreaKind::Interest:
      s.colour = theme.accent;
      s.fill = 0.05F;
      break;
    case AreaKind::Corridor:
      s.colour = theme.accent;
      s.dash = {10, 4};
      break;
    case AreaKind::Defended:
      s.colour = theme.ok;
      s.fill = 0.06F;
      s.width = 2;
      break;
    case AreaKind::Exclusion:
      s.colour = theme.error;
      s.fill = 0.10F;
      s.hatch = Fill::Hatch::Diagonal;
      break;
    case AreaKind::Candidates:
      s.colour = theme.textMuted;
      s.dash = {3, 3};
      s.fill = 0.04F;
      break;
  }
  return s;
}

Style styleOf(const Threat& t, const Theme& theme) {
  Style s;
  s.colour = theme.colourOf(Affiliation::Hostile);
  s.dash = {8, 4};
  s.arrow = true;
  s.text = tr("%1 · NOTIONAL").arg(QString::fromStdString(t.name));
  return s;
}

Style styleOf(const Drawing& d, const Theme& theme) {
  Style s;
  s.colour = QColor(QString::fromStdString(d.colour));
  if (!s.colour.isValid()) s.colour = theme.labelText;
  s.text = QString::fromStdString(d.text);
  s.arrow = d.kind == DrawingKind::Arrow;
  s.centred = d.kind == DrawingKind::Polygon || d.kind == DrawingKind::Circle;
  if (s.centred) s.fill = 0.06F;
  return s;
}

GeoLine circle(LatLon centre, double radius) {
  GeoLine line;
  for (int i = 0; i < kCirclePoints; ++i) {
    line.push_back(geodesicPoint(centre, 360.0 * i / (kCirclePoints - 1), radius));
  }
  return line;
}

/// Vertices joined by geodesics, fine enough to look like them.
GeoLine joined(const std::vector<LatLon>& points, bool closed) {
  GeoLine line;
  const std::size_t legs = points.size() < 2 ? 0 : points.size() - (closed ? 0 : 1);
  for (std::size_t i = 0; i < legs; ++i) {
    const LatLon a = points[i];
    const LatLon b = points[(i + 1) % points.size()];
    const int n = std::clamp(static_cast<int>(geodesic(a, b).distance / 50e3), 1, 64) + 1;
    const std::vector<LatLon> leg = geodesicPath(a, b, n);
    line.insert(line.end(), leg.begin() + (line.empty() ? 0 : 1), leg.end());
  }
  return line;
}

Shape projected(const Projection& projection, const GeoLine& line, bool closed, std::optional<LatLon> label) {
  Shape shape;
  if (line.size() >= 2) {
    const std::array<GeoLine, 1> one = {line};
    shape.lines = projection.projectLines(one, kCurveTolerance);
    if (closed) {
      std::array<GeoLine, 1> ring = {line};
      if (ring[0].front() == ring[0].back()) ring[0].pop_back();
      shape.fill = projection.projectRings(ring, kCurveTolerance);
    }
  }
  if (label) {
    const MapPoint at = projection.forward(*label);
    if (std::isfinite(at.x) && std::isfinite(at.y)) shape.label = at;
  }
  return shape;
}

Shape shapeOf(const Area& a, const Projection& projection) {
  Shape shape = projected(projection, joined(a.ring, true), true, std::nullopt);
  // The name stands in the middle of what is seen of it.
  double x = 0;
  double y = 0;
  double n = 0;
  for (const MapLine& line : shape.lines) {
    for (const MapPoint& p : line) {
      x += p.x;
      y += p.y;
      n += 1;
    }
  }
  if (n > 0) shape.label = MapPoint{x / n, y / n};
  return shape;
}

Shape shapeOf(const Threat& t, const Projection& projection) {
  return projected(projection, joined(t.path, false), false,
                   t.path.empty() ? std::nullopt : std::optional(t.path.front()));
}

Shape shapeOf(const Drawing& d, const Projection& projection) {
  const std::optional<LatLon> first = d.points.empty() ? std::nullopt : std::optional(d.points.front());
  switch (d.kind) {
    case DrawingKind::Circle:
      return projected(projection, first ? circle(*first, d.radius) : GeoLine(), true, first);
    case DrawingKind::Polygon: {
      Area a;
      a.ring = d.points;
      return shapeOf(a, projection);
    }
    case DrawingKind::Text:
    case DrawingKind::Bullseye:
      return projected(projection, {}, false, first);
    default:
      return projected(projection, joined(d.points, false), false, first);
  }
}

/// Two circles and a cross, the same size at every scale.
void addBullseye(PathBatch& lines, PixelPoint at, float unit) {
  for (const float radius : {5 * unit, 11 * unit}) {
    for (int i = 0; i < kCirclePoints; ++i) {
      const float turn = 6.2831853F * static_cast<float>(i) / (kCirclePoints - 1);
      lines.points.push_back({at.x + radius * std::cos(turn), at.y + radius * std::sin(turn)});
    }
    lines.close();
  }
  const float reach = 15 * unit;
  lines.add(std::array<PixelPoint, 2>{{{at.x - reach, at.y}, {at.x + reach, at.y}}});
  lines.add(std::array<PixelPoint, 2>{{{at.x, at.y - reach}, {at.x, at.y + reach}}});
}

/// Projected shapes of one list, kept while their objects and the projection stay the same.
template <typename T>
class ShapeCache {
 public:
  /// True when anything of it has changed, the order included.
  bool update(const std::vector<T>& list, const Projection& projection) {
    const bool isSame = projection.key() == m_projection &&
                        std::equal(list.begin(), list.end(), m_entries.begin(), m_entries.end(),
                                   [](const T& t, const Entry& entry) { return entry.object == t; });
    if (isSame) return false;
    if (projection.key() != m_projection) m_entries.clear();
    m_projection = projection.key();
    std::vector<Entry> before = std::exchange(m_entries, {});
    m_entries.reserve(list.size());
    std::unordered_map<std::string, std::size_t> places;  // only where something has moved in the list
    for (std::size_t i = 0; i < list.size(); ++i) {
      const T& t = list[i];
      std::size_t at = i;
      if (at >= before.size() || before[at].object.id != t.id) {
        for (std::size_t k = 0; places.empty() && k < before.size(); ++k) places[before[k].object.id] = k;
        const auto found = places.find(t.id);
        at = found == places.end() ? before.size() : found->second;
      }
      if (at < before.size() && before[at].object == t) {
        m_entries.push_back(std::move(before[at]));
      } else {
        m_entries.push_back({t, shapeOf(t, projection)});
      }
    }
    return true;
  }
  /// Of the object at this place of the list.
  const Shape& at(std::size_t i) const { return m_entries[i].shape; }

 private:
  struct Entry {
    T object;
    Shape shape;
  };
  std::string m_projection;
  std::vector<Entry> m_entries;
};

bool isSameOf(PlanShapesLayer::What what, const Plan& a, const Plan& b) {
  switch (what) {
    case PlanShapesLayer::What::Areas:
      return a.areas == b.areas;
    case PlanShapesLayer::What::Threats:
      return a.threats == b.threats;
    case PlanShapesLayer::What::Drawings:
      break;
  }
  return a.drawings == b.drawings;
}

PixelBox textBoxOf(const TextRun& run) {
  const QSizeF size = textBounds(run.text, static_cast<double>(run.sizePx), run.mono).size();
  return {run.at.x, run.at.y - run.sizePx, static_cast<float>(size.width()), run.sizePx * 1.3F};
}

/// Room for texts between the sites' symbols and names.
TextRoom roomAmongSites(const Frame& frame) {
  TextRoom room(frame.view.size);
  std::vector<PixelBox> boxes;
  addSiteBoxes(frame, boxes);
  for (const PixelBox& box : boxes) room.block(box);
  return room;
}

/// The part of the picture that nothing lies over, px.
PixelBox freeOf(const Frame& frame) {
  const PictureMargins& m = frame.margins;
  return {static_cast<float>(m.left), static_cast<float>(m.top),
          static_cast<float>(frame.view.size.width() - m.left - m.right),
          static_cast<float>(frame.view.size.height() - m.top - m.bottom)};
}

bool holds(const PixelBox& box, PixelPoint p) {
  return p.x >= box.x && p.y >= box.y && p.x <= box.x + box.w && p.y <= box.y + box.h;
}

/// Beside what it names, above or below, left or right of it, whole within `inside`; where none of that is
/// free, as at first. `leftFirst`: what it names goes on to the right.
void placeBeside(TextRun& run, PixelPoint at, float dx, float up, float down, bool leftFirst,
                 const PixelBox& inside, TextRoom& room) {
  run.at = {at.x + dx, at.y - up};
  const PixelBox box = textBoxOf(run);
  const float most = std::max(inside.x, inside.x + inside.w - box.w);
  const float right = std::clamp(at.x + dx, inside.x, most);
  const float left = std::clamp(at.x - dx - box.w, inside.x, most);
  const float above = std::max(at.y - up, inside.y + run.sizePx);
  const float below = std::min(at.y + down + run.sizePx * 0.8F, inside.y + inside.h - box.h + run.sizePx);
  const float first = leftFirst ? left : right;
  const float second = leftFirst ? right : left;
  const std::array<PixelPoint, 4> corners = {
      {{first, above}, {first, below}, {second, above}, {second, below}}};
  for (const PixelPoint corner : corners) {
    run.at = corner;
    if (room.take(run)) return;
  }
  run.at = corners[0];
}

/// Where a path first lies within a box.
template <typename PixelOf>
std::optional<PixelPoint> firstIn(const PixelBox& box, const std::vector<LatLon>& path, PixelOf&& pixelOf) {
  constexpr int kSteps = 48;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const LatLon& from = path[i];
    const LatLon& to = path[std::min(i + 1, path.size() - 1)];
    for (int k = 0; k < kSteps; ++k) {
      const double f = static_cast<double>(k) / kSteps;
      const std::optional<PixelPoint> at =
          pixelOf({from.lat + (to.lat - from.lat) * f,
                   wrapLongitude(from.lon + wrapLongitude(to.lon - from.lon) * f)});
      if (at && holds(box, *at)) return at;
    }
  }
  return std::nullopt;
}

/// Names of threats where they begin, or where they are first in view; how high and fast they are beside
/// where they are now.
std::vector<TextRun> threatTexts(const Frame& frame) {
  std::vector<TextRun> runs;
  const auto unit = static_cast<float>(frame.view.pixelRatio);
  const auto scale = unit * static_cast<float>(frame.theme->fontScale);
  TextRoom room = roomAmongSites(frame);
  if (!isHidden(frame, "furniture")) {
    for (const PixelBox& box : furnitureOf(frame)->obstacles) room.block(box);
  }
  const PixelBox inside = freeOf(frame);
  const auto pixelOf = [&](LatLon at) -> std::optional<PixelPoint> {
    const MapPoint p = frame.projection->forward(at);
    if (!std::isfinite(p.x) || !std::isfinite(p.y)) return std::nullopt;
    return frame.view.toPixel(p);
  };
  TextRun run;
  run.colour = frame.theme->colourOf(Affiliation::Hostile);
  run.halo = frame.theme->labelPlate;
  for (const Threat& t : frame.plan->threats) {
    if (t.hidden || t.path.empty()) continue;
    const auto now = threatAt(t, frame.time);
    const auto at = now ? pixelOf(now->position) : std::nullopt;
    if (const auto named = firstIn(inside, t.path, pixelOf)) {
      run.text = styleOf(t, *frame.theme).text;
      run.sizePx = kTextPx * scale;
      run.mono = false;
      const auto end = pixelOf(t.path.back());
      placeBeside(run, *named, 8 * unit, 6 * unit, 4 * unit, end && end->x > named->x, inside, room);
      runs.push_back(run);
    }
    if (!at || !holds(inside, *at)) continue;
    run.text = PlanShapesLayer::tr("%1 km · %2 m/s")
                   .arg(now->altitude / 1000, 0, 'f', now->altitude < 10e3 ? 1 : 0)
                   .arg(now->speed, 0, 'f', 0);
    run.sizePx = 11 * scale;
    run.mono = true;
    placeBeside(run, *at, 10 * unit, -4 * unit, 8 * unit, false, inside, room);
    runs.push_back(run);
  }
  return runs;
}

}  // namespace

void addThreatTexts(const Frame& frame, std::vector<PixelBox>& boxes) {
  if (!frame.plan || !frame.projection || !frame.theme || isHidden(frame, "threats")) return;
  for (const TextRun& run : threatTexts(frame)) boxes.push_back(textBoxOf(run));
}

struct PlanShapesLayer::Shared {
  Q_DECLARE_TR_FUNCTIONS(sorami::PlanShapesLayer::Shared)
 public:
  /// Everything of one frame, in pixels.
  struct Item {
    Style style;
    PathBatch fill, lines;
    std::optional<PixelPoint> label;
    PathBatch head;
  };
  struct Picture {
    std::vector<Item> items;
    std::vector<TextRun> texts;
    PathBatch marks;  ///< where threats are now
  };
  std::mutex mutex;
  ShapeCache<Area> areas;
  ShapeCache<Threat> threats;
  ShapeCache<Drawing> drawings;
  FramePtr frame;
  std::shared_ptr<const Picture> picture;
  /// Versions of the list there have been, and the plan the last one is of.
  std::mutex versionMutex;
  PlanPtr versionOf;
  std::uint64_t version = 0;

  std::uint64_t versionIn(const PlanPtr& plan, What what);
  template <typename T>
  void add(Picture& p, const Frame& f, const std::vector<T>& list, ShapeCache<T>& cache);
  std::shared_ptr<const Picture> pictureOf(const FramePtr& frame, What what);
};

std::uint64_t PlanShapesLayer::Shared::versionIn(const PlanPtr& plan, What what) {
  const std::scoped_lock lock(versionMutex);
  // Most edits are of something else: what is drawn here counts, not the plan it is in.
  if (plan != versionOf) {
    if (!plan || !versionOf || !isSameOf(what, *plan, *versionOf)) ++version;
    versionOf = plan;
  }
  return version;
}

template <typename T>
void PlanShapesLayer::Shared::add(Picture& p, const Frame& f, const std::vector<T>& list,
                                  ShapeCache<T>& cache) {
  const auto unit = static_cast<float>(f.view.pixelRatio);
  const float size = kTextPx * unit * static_cast<float>(f.theme->fontScale);
  TextRoom room(f.view.size);
  TextRoom amongSites = std::is_same_v<T, Area> ? roomAmongSites(f) : TextRoom(f.view.size);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const T& t = list[i];
    if (t.hidden) continue;
    const Shape& shape = cache.at(i);
    Item item{styleOf(t, *f.theme), toPixels(shape.fill, f.view), toPixels(shape.lines, f.view), {}, {}};
    if (item.style.arrow && !item.lines.points.empty() && item.lines.points.size() >= 2) {
      const PixelPoint tip = item.lines.points.back();
      const PixelPoint from = item.lines.points[item.lines.points.size() - 2];
      const float angle = std::atan2(tip.y - from.y, tip.x - from.x);
      const auto corner = [&](float turn) {
        return PixelPoint{tip.x - kArrowPx * unit * std::cos(angle + turn),
                          tip.y - kArrowPx * unit * std::sin(angle + turn)};
      };
      const std::array<PixelPoint, 3> head = {tip, corner(0.4F), corner(-0.4F)};
      item.head.add(head);
    }
    if constexpr (std::is_same_v<T, Drawing>) {
      if (t.kind == DrawingKind::Bullseye && shape.label) {
        addBullseye(item.lines, f.view.toPixel(*shape.label), unit);
      }
    }
    // Those of threats are placed by themselves: track labels keep clear of them.
    if (!std::is_same_v<T, Threat> && shape.label && !item.style.text.isEmpty()) {
      TextRun run;
      run.text = item.style.text;
      run.sizePx = size;
      run.colour = item.style.colour;
      run.halo = f.theme->labelPlate;
      run.at = f.view.toPixel(*shape.label);
      if (item.style.centred) {
        run.align = TextRun::Align::Centre;
        run.at.y += size * 0.35F;
      } else if constexpr (std::is_same_v<T, Drawing>) {
        run.at.x += t.kind == DrawingKind::Text ? 0 : (t.kind == DrawingKind::Bullseye ? 16 : 8) * unit;
        run.at.y += t.kind == DrawingKind::Text ? size * 0.35F : -6 * unit;
      } else {
        run.at.x += 8 * unit;
        run.at.y -= 6 * unit;
      }
      if constexpr (std::is_same_v<T, Area>) {
        // A little higher or lower where a site stands in its middle.
        const float middle = run.at.y;
        for (const float lines : {0.0F, -1.4F, 1.4F, -2.8F, 2.8F, -4.2F, 4.2F}) {
          run.at.y = middle + lines * size;
          if (amongSites.take(run)) break;
          run.at.y = middle;
        }
      }
      // From afar the texts of many would lie over each other; they come back as there is room.
      if (room.take(run)) p.texts.push_back(std::move(run));
    }
    p.items.push_back(std::move(item));
  }
}

std::shared_ptr<const PlanShapesLayer::Shared::Picture> PlanShapesLayer::Shared::pictureOf(const FramePtr& f,
                                                                                           What what) {
  const std::scoped_lock lock(mutex);
  if (frame == f && picture) return picture;
  const Plan& plan = *f->plan;
  const bool isSeen = frame && picture && frame->plan == f->plan && frame->projection == f->projection;
  const bool changed = !isSeen && (what == What::Areas      ? areas.update(plan.areas, *f->projection)
                                   : what == What::Drawings ? drawings.update(plan.drawings, *f->projection)
                                                            : threats.update(plan.threats, *f->projection));
  // Most edits are of something else, and what is drawn here may be thousands: it stands as it stood.
  const bool stands = !changed && what != What::Threats && picture && frame && frame->view == f->view &&
                      frame->theme == f->theme;
  if (stands) {
    frame = f;
    return picture;
  }
  auto p = std::make_shared<Picture>();
  const auto unit = static_cast<float>(f->view.pixelRatio);
  switch (what) {
    case What::Areas:
      add(*p, *f, plan.areas, areas);
      break;
    case What::Drawings:
      add(*p, *f, plan.drawings, drawings);
      break;
    case What::Threats:
      add(*p, *f, plan.threats, threats);
      for (const Threat& t : plan.threats) {
        const auto now = t.hidden ? std::nullopt : threatAt(t, f->time);
        if (!now) continue;
        const MapPoint at = f->projection->forward(now->position);
        if (!std::isfinite(at.x) || !std::isfinite(at.y)) continue;
        const PixelPoint c = f->view.toPixel(at);
        const float r = 6 * unit;
        const std::array<PixelPoint, 4> diamond = {
            {{c.x, c.y - r}, {c.x + r, c.y}, {c.x, c.y + r}, {c.x - r, c.y}}};
        p->marks.add(diamond);
      }
      p->texts = threatTexts(*f);
      break;
  }
  frame = f;
  picture = std::move(p);
  return picture;
}

PlanShapesLayer::PlanShapesLayer(What what) : m_what(what), d(std::make_shared<Shared>()) {}
PlanShapesLayer::~PlanShapesLayer() = default;

std::string PlanShapesLayer::id() const {
  return m_what == What::Areas ? "areas" : m_what == What::Threats ? "threats" : "drawings";
}

QString PlanShapesLayer::title() const {
  switch (m_what) {
    case What::Areas:
      return tr("Areas");
    case What::Threats:
      return tr("Notional threats");
    case What::Drawings:
      break;
  }
  return tr("Drawings");
}

std::uint64_t PlanShapesLayer::key(const Frame& f) const {
  const bool moves = m_what == What::Threats && f.plan && !f.plan->threats.empty();
  return mixKey({d->versionIn(f.plan, m_what), reinterpret_cast<std::uintptr_t>(f.theme.get()),
                 f.projection ? keyOf(f.projection->key()) : 0,
                 moves ? static_cast<std::uint64_t>(f.time.us) : 0});
}

Layer::Job PlanShapesLayer::prepare(const FramePtr& frame) {
  return [shared = d, frame, what = m_what](Canvas& canvas, const std::stop_token&) {
    if (!frame->plan || !frame->projection || !frame->theme) return;
    const auto picture = shared->pictureOf(frame, what);
    const auto unit = static_cast<float>(frame->view.pixelRatio);
    for (const Shared::Item& item : picture->items) {
      const Style& s = item.style;
      if (s.fill > 0 && item.fill.size() > 0) canvas.fill(item.fill, {faded(s.colour, s.fill), s.hatch});
      std::vector<float> dash = s.dash;
      for (float& part : dash) part *= unit;
      if (item.lines.size() > 0) canvas.stroke(item.lines, {faded(s.colour, 0.9F), s.width * unit, dash});
      if (item.head.size() > 0) canvas.fill(item.head, {s.colour, Fill::Hatch::None});
    }
    if (picture->marks.size() > 0) {
      canvas.fill(picture->marks, {frame->theme->colourOf(Affiliation::Hostile), Fill::Hatch::None});
    }
    canvas.text(picture->texts);
  };
}

}  // namespace sorami
