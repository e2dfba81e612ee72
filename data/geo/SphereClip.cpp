// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/SphereClip.h"

#include "data/core/Units.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

namespace sorami {
namespace {

constexpr double kPoleEps = 1e-9;  // deg; closer to a pole than this a longitude means nothing
constexpr double kBorderStep = 1;  // deg between points put on a border, on a fixed grid
constexpr double kLongEdge = 1;    // deg; longer edges are split before the horizon looks at them
constexpr double kTwoPi = 2 * std::numbers::pi;

bool isPole(const LatLon& p) {
  return std::abs(p.lat) >= 90 - kPoleEps;
}

bool isSame(const LatLon& a, const LatLon& b) {
  if (a.lat != b.lat) return false;
  return a.lon == b.lon || std::abs(std::abs(a.lon - b.lon) - 360) < 1e-12;
}

LatLon lerp(const LatLon& a, const LatLon& b, double t) {
  return {a.lat + (b.lat - a.lat) * t, a.lon + (b.lon - a.lon) * t};
}

/// The line with longitudes that run on without jumps. A vertex at a pole becomes two, one under each
/// neighbour's meridian, because the pole lies on all meridians. For a ring `turns` gets the net number of
/// turns about the axis: 0 or ±1 for a simple ring.
GeoLine unwrap(const GeoLine& in, bool isRing, double* turns) {
  GeoLine points;
  points.reserve(in.size() + 4);
  for (const LatLon& p : in) {
    if (!std::isfinite(p.lat) || !std::isfinite(p.lon)) continue;
    if (!points.empty() && isSame(points.back(), p)) continue;
    // A spike there and back (the seam some files cut through a pole) bounds nothing.
    if (isRing && points.size() >= 2 && isSame(points[points.size() - 2], p)) {
      points.pop_back();
      continue;
    }
    points.push_back({std::clamp(p.lat, -90.0, 90.0), p.lon});
  }
  if (isRing) {
    while (points.size() > 1 && isSame(points.front(), points.back())) points.pop_back();
    // The same spike where the ring's end meets its start.
    while (points.size() > 3) {
      if (isSame(points[points.size() - 2], points.front())) {
        points.resize(points.size() - 2);
      } else if (isSame(points.back(), points[1])) {
        points.erase(points.begin());
        points.pop_back();
      } else {
        break;
      }
    }
  }
  const std::size_t n = points.size();
  GeoLine out;
  out.reserve(n + 4);
  const auto neighbour = [&](std::size_t i, int step) -> const LatLon* {
    for (std::size_t k = 0; k < n; ++k) {
      if (!isRing && ((step < 0 && i == 0) || (step > 0 && i + 1 == n))) return nullptr;
      i = (i + n + static_cast<std::size_t>(step + static_cast<int>(n))) % n;
      if (!isPole(points[i])) return &points[i];
    }
    return nullptr;
  };
  for (std::size_t i = 0; i < n; ++i) {
    const LatLon& p = points[i];
    if (!isPole(p)) {
      out.push_back(p);
      continue;
    }
    const LatLon* before = neighbour(i, -1);
    const LatLon* after = neighbour(i, 1);
    if (before == nullptr && after == nullptr) out.push_back(p);
    if (before != nullptr) out.push_back({p.lat, before->lon});
    if (after != nullptr) out.push_back({p.lat, after->lon});
  }
  for (std::size_t i = 1; i < out.size(); ++i) out[i].lon = longitudeNear(out[i].lon, out[i - 1].lon);
  if (turns != nullptr && !out.empty()) {
    const double closing = longitudeNear(out.front().lon, out.back().lon);
    *turns = std::round((closing - out.front().lon) / 360);
  }
  return out;
}

/// The ring as a polygon of the endless lon/lat plane: one that goes round the axis is closed over the pole
/// on its smaller side. `pole` gets that pole's latitude, or 0.
GeoLine planeRing(const GeoLine& ring, double* pole) {
  double turns = 0;
  GeoLine points = unwrap(ring, true, &turns);
  *pole = 0;
  if (turns == 0 || points.size() < 2) return points;
  double integral = 0;  // of sin(lat) over longitude: the area between ring and equator
  for (std::size_t i = 0; i < points.size(); ++i) {
    const LatLon& a = points[i];
    const LatLon b =
        i + 1 < points.size() ? points[i + 1] : LatLon{points[0].lat, points[0].lon + 360 * turns};
    integral += std::sin(degToRad((a.lat + b.lat) / 2)) * (b.lon - a.lon);
  }
  *pole = integral / (360 * turns) >= 0 ? 90 : -90;
  const LatLon first = points.front();
  points.push_back({first.lat, first.lon + 360 * turns});
  points.push_back({*pole, first.lon + 360 * turns});
  points.push_back({*pole, first.lon});
  return points;
}

/// One half-plane of Sutherland and Hodgman: keeps where sign * (coordinate - limit) >= 0.
void clipHalf(GeoLine& ring, bool byLon, double limit, double sign) {
  GeoLine out;
  out.reserve(ring.size() + 8);
  const auto side = [&](const LatLon& p) { return sign * ((byLon ? p.lon : p.lat) - limit); };
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const LatLon& a = ring[i];
    const LatLon& b = ring[(i + 1) % ring.size()];
    const double sa = side(a);
    const double sb = side(b);
    if (sa >= 0) out.push_back(a);
    if ((sa > 0 && sb < 0) || (sa < 0 && sb > 0)) {
      LatLon p = lerp(a, b, sa / (sa - sb));
      (byLon ? p.lon : p.lat) = limit;
      out.push_back(p);
    }
  }
  ring = std::move(out);
}

/// Puts points at fixed grid positions on edges that run along the window's border, so that two pieces that
/// share a border bend alike.
GeoLine gridBorder(const GeoLine& ring, double west, double east, double south, double north) {
  GeoLine out;
  out.reserve(ring.size() + 16);
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const LatLon& a = ring[i];
    const LatLon& b = ring[(i + 1) % ring.size()];
    out.push_back(a);
    const bool onLon = a.lon == b.lon && (a.lon == west || a.lon == east);
    const bool onLat = a.lat == b.lat && (a.lat == south || a.lat == north);
    if (!onLon && !onLat) continue;
    const double from = onLon ? a.lat : a.lon;
    const double to = onLon ? b.lat : b.lon;
    const double step = to > from ? kBorderStep : -kBorderStep;
    for (double v = (to > from ? std::floor(from) : std::ceil(from)) + step; (to - v) * step > 0; v += step) {
      out.push_back(onLon ? LatLon{v, a.lon} : LatLon{a.lat, v});
    }
  }
  return out;
}

struct Extent {
  double west = 1e300, east = -1e300, south = 1e300, north = -1e300;
  explicit Extent(const GeoLine& points) {
    for (const LatLon& p : points) {
      west = std::min(west, p.lon);
      east = std::max(east, p.lon);
      south = std::min(south, p.lat);
      north = std::max(north, p.lat);
    }
  }
  bool contains(LatLon p) const {
    if (p.lat < south || p.lat > north) return false;
    return p.lon + 360 * std::ceil((west - p.lon) / 360) <= east;
  }
};

struct Bounds {
  double west, east, south, north;
  explicit Bounds(const ClipWindow& w)
      // A hair inside the cut, so that no rounding puts a point on the far side of the map.
      : west(w.midLon - 180 + 1e-9), east(w.midLon + 180 - 1e-9), south(w.south), north(w.north) {}
};

void clipRingMeridian(const ClipWindow& window, const GeoLine& ring, std::vector<GeoLine>& out) {
  double pole = 0;
  GeoLine plane = planeRing(ring, &pole);
  if (plane.size() < 3) return;
  const Extent extent(plane);
  const Bounds bounds(window);
  const int first = static_cast<int>(std::floor((extent.west - (window.midLon - 180)) / 360));
  const int last = static_cast<int>(std::floor((extent.east - (window.midLon - 180)) / 360));
  for (int k = first; k <= last; ++k) {
    GeoLine piece = plane;
    if (k != 0) {
      for (LatLon& p : piece) p.lon -= 360.0 * k;
    }
    const double west = extent.west - 360.0 * k;
    const double east = extent.east - 360.0 * k;
    if (west < bounds.west) clipHalf(piece, true, bounds.west, 1);
    if (east > bounds.east) clipHalf(piece, true, bounds.east, -1);
    if (extent.south < bounds.south) clipHalf(piece, false, bounds.south, 1);
    if (extent.north > bounds.north) clipHalf(piece, false, bounds.north, -1);
    if (piece.size() < 3) continue;
    if (pole != 0 || west < bounds.west || east > bounds.east || extent.south < bounds.south ||
        extent.north > bounds.north) {
      piece = gridBorder(piece, bounds.west, bounds.east, std::max(-90.0, bounds.south),
                         std::min(90.0, bounds.north));
    }
    out.push_back(std::move(piece));
  }
}

void clipLineMeridian(const ClipWindow& window, const GeoLine& line, std::vector<GeoLine>& out) {
  const GeoLine plane = unwrap(line, false, nullptr);
  if (plane.size() < 2) return;
  const Extent extent(plane);
  const Bounds bounds(window);
  const int first = static_cast<int>(std::floor((extent.west - (window.midLon - 180)) / 360));
  const int last = static_cast<int>(std::floor((extent.east - (window.midLon - 180)) / 360));
  for (int k = first; k <= last; ++k) {
    const double shift = -360.0 * k;
    GeoLine piece;
    const auto flush = [&] {
      if (piece.size() > 1) out.push_back(std::move(piece));
      piece = {};
    };
    for (std::size_t i = 0; i + 1 < plane.size(); ++i) {
      const LatLon a{plane[i].lat, plane[i].lon + shift};
      const LatLon b{plane[i + 1].lat, plane[i + 1].lon + shift};
      // Liang and Barsky.
      double t0 = 0;
      double t1 = 1;
      const auto cut = [&](double from, double delta, double low, double high) {
        if (delta == 0) return from >= low && from <= high;
        const double ta = (low - from) / delta;
        const double tb = (high - from) / delta;
        t0 = std::max(t0, std::min(ta, tb));
        t1 = std::min(t1, std::max(ta, tb));
        return t0 <= t1;
      };
      if (!cut(a.lon, b.lon - a.lon, bounds.west, bounds.east) ||
          !cut(a.lat, b.lat - a.lat, bounds.south, bounds.north)) {
        flush();
        continue;
      }
      if (t0 > 0) flush();
      if (piece.empty()) piece.push_back(t0 > 0 ? lerp(a, b, t0) : a);
      piece.push_back(t1 < 1 ? lerp(a, b, t1) : b);
      if (t1 < 1) flush();
    }
    flush();
  }
}

/// Angles about the cap's centre.
struct Cap {
  double sinLat, cosLat, lon, cosHorizon;
  explicit Cap(const ClipWindow& w)
      : sinLat(std::sin(degToRad(w.centre.lat))),
        cosLat(std::cos(degToRad(w.centre.lat))),
        lon(w.centre.lon),
        cosHorizon(std::cos(degToRad(w.horizonDeg))) {}
  double height(const LatLon& p) const {  // >= 0 inside
    const double lat = degToRad(p.lat);
    return sinLat * std::sin(lat) + cosLat * std::cos(lat) * std::cos(degToRad(p.lon - lon)) - cosHorizon;
  }
  double azimuth(const LatLon& p) const {
    const double lat = degToRad(p.lat);
    const double dLon = degToRad(p.lon - lon);
    return std::atan2(std::cos(lat) * std::sin(dLon),
                      cosLat * std::sin(lat) - sinLat * std::cos(lat) * std::cos(dLon));
  }
  LatLon onHorizon(double az) const {
    const double sinH = std::sqrt(std::max(0.0, 1 - cosHorizon * cosHorizon));
    const double sinPhi = sinLat * cosHorizon + cosLat * sinH * std::cos(az);
    const double dLon = std::atan2(std::sin(az) * sinH, cosLat * cosHorizon - sinLat * sinH * std::cos(az));
    return {radToDeg(std::asin(std::clamp(sinPhi, -1.0, 1.0))), lon + radToDeg(dLon)};
  }
  /// Where the edge from a (inside) to b (outside), or the reverse, meets the horizon.
  LatLon crossing(const LatLon& a, const LatLon& b) const {
    const bool fromInside = height(a) >= 0;
    double low = 0;
    double high = 1;
    for (int i = 0; i < 40; ++i) {
      const double mid = (low + high) / 2;
      ((height(lerp(a, b, mid)) >= 0) == fromInside ? low : high) = mid;
    }
    return lerp(a, b, fromInside ? low : high);
  }
};

double wrapAngle(double a) {
  return a - kTwoPi * std::round(a / kTwoPi);
}

/// Splits edges longer than kLongEdge, and those near `close` until they are short beside their distance to
/// it, so that angles about the centre and in the lon/lat plane agree on which side of an edge it lies.
GeoLine splitEdges(const GeoLine& points, bool isRing, LatLon close) {
  GeoLine out;
  out.reserve(points.size() + 8);
  const std::size_t edges = isRing ? points.size() : points.size() - 1;
  const std::function<void(LatLon, LatLon, int)> split = [&](LatLon a, LatLon b, int depth) {
    const double shrink = std::cos(degToRad((a.lat + b.lat) / 2));
    const double length = std::hypot(b.lat - a.lat, (b.lon - a.lon) * shrink);
    const LatLon mid = lerp(a, b, 0.5);
    const double distance = std::hypot(
        mid.lat - close.lat, (longitudeNear(mid.lon, close.lon) - close.lon) * std::cos(degToRad(close.lat)));
    if (depth > 40 || (length <= kLongEdge && length <= std::max(distance, 1e-9))) return;
    split(a, mid, depth + 1);
    out.push_back(mid);
    split(mid, b, depth + 1);
  };
  for (std::size_t i = 0; i < edges; ++i) {
    const LatLon& a = points[i];
    const LatLon& b = points[(i + 1) % points.size()];
    out.push_back(a);
    split(a, b, 0);
  }
  if (!isRing) out.push_back(points.back());
  return out;
}

bool isInsidePlane(const GeoLine& plane, LatLon p) {
  const Extent extent(plane);
  bool inside = false;
  for (double lon = p.lon + 360 * std::ceil((extent.west - p.lon) / 360); lon <= extent.east; lon += 360) {
    for (std::size_t i = 0; i < plane.size(); ++i) {
      const LatLon& a = plane[i];
      const LatLon& b = plane[(i + 1) % plane.size()];
      if ((a.lon > lon) == (b.lon > lon)) continue;
      if (a.lat + (b.lat - a.lat) * (lon - a.lon) / (b.lon - a.lon) > p.lat) inside = !inside;
    }
  }
  return inside;
}

void addArc(const Cap& cap, double from, double to, GeoLine& out) {
  const double step = degToRad(to > from ? kBorderStep : -kBorderStep);
  const double k0 = to > from ? std::floor(from / std::abs(step)) + 1 : std::ceil(from / std::abs(step)) - 1;
  const double sign = step > 0 ? 1 : -1;
  for (double k = k0; (to - k * std::abs(step)) * sign > 1e-12; k += sign) {
    out.push_back(cap.onHorizon(k * std::abs(step)));
  }
}

void clipRingHorizon(const ClipWindow& window, const GeoLine& ring, std::vector<GeoLine>& out) {
  double pole = 0;
  GeoLine plane = planeRing(ring, &pole);
  if (plane.size() < 3) return;
  const Cap cap(window);
  const Extent extent(plane);
  const LatLon antipode{-window.centre.lat, window.centre.lon + 180};
  std::size_t insideCount = 0;
  bool isLong = false;
  std::vector<double> heights(plane.size());
  for (std::size_t i = 0; i < plane.size(); ++i) {
    const LatLon& a = plane[i];
    const LatLon& b = plane[(i + 1) % plane.size()];
    heights[i] = cap.height(a);
    if (heights[i] >= 0) ++insideCount;
    isLong = isLong || std::abs(a.lat - b.lat) > kLongEdge || std::abs(a.lon - b.lon) > kLongEdge;
  }
  if (insideCount == plane.size() && !isLong && !extent.contains(antipode)) {
    out.push_back(std::move(plane));
    return;
  }
  if (insideCount == 0 && !isLong && !extent.contains(antipode) && !extent.contains(window.centre)) return;

  // Parity of the antipode decides whether what remains is the ring's inside or its outside.
  bool antipodeInside = false;
  if (std::abs(antipode.lat) >= 90 - kPoleEps) {
    antipodeInside = pole * antipode.lat > 0;
  } else {
    antipodeInside = isInsidePlane(plane, antipode);
  }
  // The detour over the pole is part of the lon/lat plane only; on the sphere it is a walk there and back.
  GeoLine points;
  if (pole == 0) {
    points = splitEdges(plane, true, antipode);
  } else {
    plane.resize(plane.size() - 3);
    plane.push_back({plane.front().lat, longitudeNear(plane.front().lon, plane.back().lon)});
    points = splitEdges(plane, false, antipode);
    points.pop_back();
  }
  const std::size_t n = points.size();
  heights.resize(n);
  std::size_t start = n;  // an inside point after an outside one
  insideCount = 0;
  for (std::size_t i = 0; i < n; ++i) {
    heights[i] = cap.height(points[i]);
    if (heights[i] >= 0) ++insideCount;
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (heights[i] >= 0 && heights[(i + n - 1) % n] < 0) start = i;
  }
  GeoLine piece;
  if (insideCount == n) {
    piece = std::move(points);
  } else if (insideCount == 0) {
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
      sum += wrapAngle(cap.azimuth(points[(i + 1) % n]) - cap.azimuth(points[i]));
    }
    if (std::lround(sum / kTwoPi) % 2 != 0) antipodeInside = !antipodeInside;
  } else {
    // Walk once round; each stay outside becomes the arc of the horizon it passes.
    double azimuth = 0;
    double total = 0;
    const LatLon entry = cap.crossing(points[start], points[(start + n - 1) % n]);
    piece.push_back(entry);
    bool inside = true;
    for (std::size_t s = 0; s < n; ++s) {
      const std::size_t i = (start + s) % n;
      const std::size_t j = (i + 1) % n;
      if (inside) piece.push_back(points[i]);
      if (inside && heights[j] < 0) {
        const LatLon exit = cap.crossing(points[i], points[j]);
        piece.push_back(exit);
        azimuth = cap.azimuth(exit);
        total = wrapAngle(cap.azimuth(points[j]) - azimuth);
        inside = false;
      } else if (!inside && heights[j] < 0) {
        total += wrapAngle(cap.azimuth(points[j]) - cap.azimuth(points[i]));
      } else if (!inside && heights[j] >= 0) {
        const LatLon in = cap.crossing(points[j], points[i]);
        total += wrapAngle(cap.azimuth(in) - cap.azimuth(points[i]));
        addArc(cap, azimuth, azimuth + total, piece);
        piece.push_back(in);
        inside = true;
      }
    }
  }
  if (piece.size() > 2) out.push_back(std::move(piece));
  if (antipodeInside) out.push_back(windowBorder(window));
}

void clipLineHorizon(const ClipWindow& window, const GeoLine& line, std::vector<GeoLine>& out) {
  const GeoLine plane = unwrap(line, false, nullptr);
  if (plane.size() < 2) return;
  const Cap cap(window);
  const GeoLine points = splitEdges(plane, false, {-window.centre.lat, window.centre.lon + 180});
  GeoLine piece;
  double before = cap.height(points[0]);
  if (before >= 0) piece.push_back(points[0]);
  for (std::size_t i = 1; i < points.size(); ++i) {
    const double here = cap.height(points[i]);
    if (before >= 0 && here < 0) {
      piece.push_back(cap.crossing(points[i - 1], points[i]));
      if (piece.size() > 1) out.push_back(std::move(piece));
      piece = {};
    } else if (here >= 0) {
      if (before < 0) piece.push_back(cap.crossing(points[i], points[i - 1]));
      piece.push_back(points[i]);
    }
    before = here;
  }
  if (piece.size() > 1) out.push_back(std::move(piece));
}

}  // namespace

double longitudeNear(double lon, double about) {
  const double d = lon - about;
  if (d >= -180 && d <= 180) return lon;
  return lon - 360 * std::round(d / 360);
}

bool ClipWindow::contains(LatLon p) const {
  if (!std::isfinite(p.lat) || !std::isfinite(p.lon) || std::abs(p.lat) > 90) return false;
  if (kind == CutKind::Meridian) return p.lat >= south && p.lat <= north;
  return Cap(*this).height(p) >= -1e-12;
}

void ClipWindow::admit(std::span<LatLon> points) const {
  const LatLon none{std::nan(""), std::nan("")};
  const bool isMeridian = kind == CutKind::Meridian;
  const Cap cap(*this);
  for (LatLon& p : points) {
    const bool isPlace = std::abs(p.lat) <= 90 && std::isfinite(p.lon);
    if (isPlace && (isMeridian ? p.lat >= south && p.lat <= north : cap.height(p) >= -1e-12)) {
      p.lon = longitudeNear(p.lon, midLon);
    } else {
      p = none;
    }
  }
}

void clipRing(const ClipWindow& window, const GeoLine& ring, std::vector<GeoLine>& out) {
  window.kind == CutKind::Meridian ? clipRingMeridian(window, ring, out) : clipRingHorizon(window, ring, out);
}

void clipLine(const ClipWindow& window, const GeoLine& line, std::vector<GeoLine>& out) {
  window.kind == CutKind::Meridian ? clipLineMeridian(window, line, out) : clipLineHorizon(window, line, out);
}

GeoLine windowBorder(const ClipWindow& window) {
  if (window.kind == CutKind::Horizon) {
    const Cap cap(window);
    GeoLine ring;
    for (int az = 0; az < 360; ++az) ring.push_back(cap.onHorizon(degToRad(az)));
    return ring;
  }
  const Bounds b(window);
  return gridBorder({{b.south, b.west}, {b.north, b.west}, {b.north, b.east}, {b.south, b.east}}, b.west,
                    b.east, b.south, b.north);
}

bool isUncut(const ClipWindow& window, const GeoLine& line) {
  if (window.kind == CutKind::Horizon) {
    const Cap cap(window);
    return std::all_of(line.begin(), line.end(), [&](const LatLon& p) { return cap.height(p) >= 0; });
  }
  const Bounds b(window);
  if (line.empty()) return true;
  double lon = longitudeNear(line.front().lon, window.midLon);
  for (const LatLon& p : line) {
    lon = longitudeNear(p.lon, lon);
    if (lon < b.west || lon > b.east || p.lat < b.south || p.lat > b.north || isPole(p)) return false;
  }
  return std::abs(longitudeNear(line.front().lon, lon) - longitudeNear(line.front().lon, window.midLon)) <
         1e-9;
}

}  // namespace sorami
