// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/defence/Footprint.h"

#include "data/core/Units.h"
#include "data/geo/Geodesic.h"
#include "data/plan/defence/Stocks.h"

#include <QtGlobal>

#include <ogr_geometry.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace sorami {
namespace {

/// Degrees of azimuth between points of an arc.
constexpr double kArcStep = 2;

using Ring = std::vector<LatLon>;

void addArc(Ring& ring, LatLon centre, double range, double from, double width, bool back) {
  const int n = std::max(2, static_cast<int>(std::ceil(width / kArcStep)));
  for (int i = 0; i <= n; ++i) {
    const double at = static_cast<double>(back ? n - i : i) / n;
    ring.push_back(geodesicPoint(centre, from + width * at, range));
  }
}

std::vector<Ring> ringsOf(LatLon centre, const Battery& battery, const Envelope& e) {
  const double width = std::clamp(battery.sectorWidthDeg, 0.0, 360.0);
  std::vector<Ring> rings;
  if (width >= 360) {
    for (const double range : {e.maxRange, e.minRange}) {
      if (!(range > 0)) continue;
      Ring ring;
      addArc(ring, centre, range, 0, 360, false);
      ring.pop_back();
      rings.push_back(std::move(ring));
    }
    return rings;
  }
  const double from = battery.sectorCentreDeg - width / 2;
  Ring ring;
  addArc(ring, centre, e.maxRange, from, width, false);
  if (e.minRange > 0) {
    addArc(ring, centre, e.minRange, from, width, true);
  } else {
    ring.push_back(centre);
  }
  rings.push_back(std::move(ring));
  return rings;
}

/// The plane in which footprints are united: distance and azimuth from their middle. Unions are of the same
/// shapes in any plane, and the way back is exact.
class UnionPlane {
 public:
  explicit UnionPlane(LatLon middle) : m_middle(middle) {}
  std::unique_ptr<OGRGeometry> polygon(const std::vector<Ring>& rings) const {
    auto polygon = std::make_unique<OGRPolygon>();
    for (const Ring& ring : rings) {
      OGRLinearRing line;
      for (const LatLon& p : ring) {
        const GeodesicLine g = geodesic(m_middle, p);
        line.addPoint(g.distance * std::sin(degToRad(g.azimuthFromDeg)),
                      g.distance * std::cos(degToRad(g.azimuthFromDeg)));
      }
      line.closeRings();
      polygon->addRing(&line);
    }
    return polygon;
  }
  void take(const OGRGeometry& geometry, std::vector<Ring>& out) const {
    const auto kind = wkbFlatten(geometry.getGeometryType());
    if (kind == wkbPolygon) {
      for (const OGRLinearRing* line : *geometry.toPolygon()) {
        Ring ring;
        for (int i = 0; i + 1 < line->getNumPoints(); ++i) {
          const double x = line->getX(i);
          const double y = line->getY(i);
          ring.push_back(geodesicPoint(m_middle, radToDeg(std::atan2(x, y)), std::hypot(x, y)));
        }
        if (ring.size() > 2) out.push_back(std::move(ring));
      }
    } else if (kind == wkbMultiPolygon || kind == wkbGeometryCollection) {
      for (const OGRGeometry* part : *geometry.toGeometryCollection()) take(*part, out);
    }
  }

 private:
  LatLon m_middle;
};

}  // namespace

std::string_view layerName(DefenceLayer layer) {
  constexpr std::array<std::string_view, 3> kNames = {QT_TRANSLATE_NOOP("sorami", "terminal"),
                                                      QT_TRANSLATE_NOOP("sorami", "upper tier"),
                                                      QT_TRANSLATE_NOOP("sorami", "glide phase")};
  return kNames[static_cast<std::size_t>(layer)];
}

std::string_view targetName(TargetClass target) {
  constexpr std::array<std::string_view, 4> kNames = {
      QT_TRANSLATE_NOOP("sorami", "aircraft"), QT_TRANSLATE_NOOP("sorami", "cruise missile"),
      QT_TRANSLATE_NOOP("sorami", "ballistic missile"), QT_TRANSLATE_NOOP("sorami", "glide vehicle")};
  return kNames[static_cast<std::size_t>(target)];
}

std::vector<Footprint> footprintsOf(const Site& site, double altitude) {
  std::vector<Footprint> out;
  if (!site.battery) return out;
  for (const Envelope& e : site.battery->envelopes) {
    if (!(e.maxRange > e.minRange)) continue;
    Footprint f;
    f.site = site.id;
    f.layer = site.battery->layer;
    f.target = e.target;
    f.minAltitude = e.minAltitude;
    f.maxAltitude = e.maxAltitude;
    f.reaches = altitude >= e.minAltitude && altitude <= e.maxAltitude;
    f.rings = ringsOf(site.position, *site.battery, e);
    out.push_back(std::move(f));
  }
  return out;
}

std::vector<Footprint> combinedFootprints(const Plan& plan, double altitude) {
  std::vector<Footprint> out;
  std::vector<std::vector<Footprint>> groups;
  for (const Site& site : plan.sites) {
    if (!site.active || site.hidden) continue;
    for (Footprint& f : footprintsOf(site, altitude)) {
      const auto same = std::find_if(groups.begin(), groups.end(), [&](const auto& g) {
        return g.front().layer == f.layer && g.front().target == f.target && g.front().reaches == f.reaches;
      });
      if (same == groups.end()) {
        groups.push_back({std::move(f)});
      } else {
        same->push_back(std::move(f));
      }
    }
  }
  for (std::vector<Footprint>& group : groups) {
    Footprint all = group.front();
    if (group.size() > 1) {
      all.site.clear();
      for (const Footprint& f : group) {
        all.minAltitude = std::min(all.minAltitude, f.minAltitude);
        all.maxAltitude = std::max(all.maxAltitude, f.maxAltitude);
      }
      const UnionPlane plane(group.front().rings.front().front());
      // All at once: one after the other each would be united with all that went before.
      OGRMultiPolygon parts;
      for (const Footprint& f : group) parts.addGeometryDirectly(plane.polygon(f.rings).release());
      const std::unique_ptr<OGRGeometry> sum(parts.UnionCascaded());
      all.rings.clear();
      if (sum) plane.take(*sum, all.rings);
      if (all.rings.empty()) {
        for (const Footprint& f : group) all.rings.insert(all.rings.end(), f.rings.begin(), f.rings.end());
      }
    }
    out.push_back(std::move(all));
  }
  return out;
}

double ringsArea(const std::vector<std::vector<LatLon>>& rings) {
  double sum = 0;
  // Outer rings come with their holes: the larger holds the smaller.
  std::vector<double> areas;
  for (const auto& ring : rings) areas.push_back(ringSize(ring).area);
  for (std::size_t i = 0; i < rings.size(); ++i) {
    int around = 0;
    for (std::size_t j = 0; j < rings.size(); ++j) {
      if (i != j && areas[j] > areas[i] && isInside(rings[j], rings[i].front())) ++around;
    }
    sum += around % 2 == 0 ? areas[i] : -areas[i];
  }
  return sum;
}

}  // namespace sorami
