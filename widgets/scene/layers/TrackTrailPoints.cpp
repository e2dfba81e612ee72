// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The points of all trails about a view, as its scale needs them: made of each bucket by itself and kept, so
// that a bucket that comes into sight in the middle of a playback costs no more than its own share.
#include "data/store/Rows.h"
#include "widgets/scene/layers/TrackPicture.h"
#include "widgets/scene/layers/TrailPd.h"
#include "widgets/scene/layers/TrailShades.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace sorami {

namespace {

/// Logical px between the points of a trail's line: fewer would show its bends as corners.
constexpr double kLineSpacing = 2.5;
/// Part of that spacing a trail's line may be off its points: a quarter of a pixel.
constexpr double kBend = 0.1;

/// Tenths of a second a sample was received after it happened, rounded up.
std::uint16_t lateness(const Bucket& bucket, std::uint32_t sample) {
  const std::int64_t tenths =
      (receivedAt(bucket, sample) - bucket.time[sample] + 100 * kMillisecond - 1) / (100 * kMillisecond);
  return static_cast<std::uint16_t>(std::clamp<std::int64_t>(tenths, 0, 0xFFFF));
}

/// Nothing that flies covers 20 km a second of map: the map is cut there.
bool isLeap(double metres, double seconds) {
  return metres > 20'000 * seconds + 20'000;
}

}  // namespace

/// A line from a kept point that all points taken so far keep to: their directions from it, each with what it
/// may be off, have something in common.
class TrackPainter::Chord {
 public:
  using Point = Trails::Point;
  void begin(const Point& from) {
    m_from = m_last = from;
    m_isOpen = true;
  }
  const Point& last() const { return m_last; }
  bool isApart(const Point& p, double by) const { return distance(p) >= by; }
  /// False when the line would miss a point that was taken: it then ends at the last one.
  bool takes(const Point& p, double least, double off) {
    const double d = distance(p);
    if (d >= least) {
      const double at = std::atan2(static_cast<double>(p.y - m_from.y), static_cast<double>(p.x - m_from.x));
      const double wide = off / d;
      if (m_isOpen) {
        m_low = at - wide;
        m_high = at + wide;
        m_isOpen = false;
      } else {
        const double middle = (m_low + m_high) / 2;
        const double turned = middle + std::remainder(at - middle, 2 * std::numbers::pi);
        if (turned < m_low || turned > m_high) return false;
        m_low = std::max(m_low, turned - wide);
        m_high = std::min(m_high, turned + wide);
      }
    } else if (!m_isOpen) {
      return false;  // it came back: a straight line would leave out the loop
    }
    m_last = p;
    m_last.isBreak = false;
    return true;
  }

 private:
  double distance(const Point& p) const {
    return std::hypot(static_cast<double>(p.x - m_from.x), static_cast<double>(p.y - m_from.y));
  }
  Point m_from, m_last;
  double m_low = 0, m_high = 0;  ///< rad
  bool m_isOpen = true;          ///< no direction yet
};

void TrackPainter::prepareTrails(const Frame& frame, bool dots) {
  const View& view = frame.view;
  // Dots that would touch are drawn every so many steps of the absolute time scale, so that they stand still.
  const Micros step = trailStep(frame.tracks.trailLength);
  const double perStep = kAirliner * static_cast<double>(step) * 1e-6 / view.metresPerPixel;
  const auto every =
      static_cast<std::uint32_t>(std::max(1.0, std::ceil(kDotSpacing * view.pixelRatio / perStep)));
  // Steps of half an octave, so that zooming does not choose other points with every wheel click.
  const double spacing =
      std::exp2(std::floor(2 * std::log2(kLineSpacing * view.pixelRatio * view.metresPerPixel)) / 2);
  const double halfWidth = view.size.width() * 0.5 * view.metresPerPixel;
  const double halfHeight = view.size.height() * 0.5 * view.metresPerPixel;
  Trails& t = m_trails;
  const TrailColour colour = frame.tracks.trailColour;
  const bool isPd = colour == TrailColour::Pd;
  const std::uint64_t pdKey = isPd ? TrailPd::keyOf(frame) : 0;
  const bool covers = std::abs(view.centre.x - t.origin.x) + halfWidth <= t.halfWidth &&
                      std::abs(view.centre.y - t.origin.y) + halfHeight <= t.halfHeight;
  const bool isShaded = isTrailShaded(colour);
  const bool isSame = t.tracks != nullptr && t.dots == dots && t.asKnown == frame.asKnown &&
                      t.colour == colour && t.pd == pdKey && t.step == step && covers &&
                      halfWidth > t.halfWidth / 8 && (dots ? t.every == every : t.spacing == spacing) &&
                      // What shades a trail may be said of its track.
                      (!isShaded || &t.tracks->store() == &m_tracks->store());
  if (isSame && t.tracks == m_tracks) return;
  t.tracks = m_tracks;
  if (!isSame) {
    t.pieces.clear();
    t.dots = dots;
    t.asKnown = frame.asKnown;
    t.colour = colour;
    t.pd = pdKey;
    t.step = step;
    t.every = every;
    t.spacing = spacing;
    t.origin = view.centre;
    t.halfWidth = 2 * halfWidth;
    t.halfHeight = 2 * halfHeight;
  }
  const std::optional<TrailPd> pd = isPd ? std::optional<TrailPd>(frame) : std::nullopt;
  std::vector<Trails::Piece> pieces;
  for (const ProjectedBucketPtr& bucket : m_tracks->buckets()) {
    const auto there = std::find_if(t.pieces.begin(), t.pieces.end(), [&](const Trails::Piece& p) {
      return p.bucket && p.bucket->dots == bucket->dots;
    });
    if (there != t.pieces.end()) {
      there->bucket = bucket;
      pieces.push_back(std::move(*there));
    } else {
      pieces.push_back({bucket, {}, {}});
      fillPiece(pieces.back(), pd ? &*pd : nullptr, isShaded);
    }
  }
  t.pieces = std::move(pieces);
  joinPieces();
}

void TrackPainter::fillPiece(Trails::Piece& piece, const TrailPd* pd, bool isShaded) const {
  const Trails& t = m_trails;
  const ProjectedBucket& p = *piece.bucket;
  const Bucket& b = *p.bucket;
  const auto infos = m_tracks->store().tracks();
  const auto near = [](double v, double limit) { return v >= -limit && v <= limit; };
  piece.starts.assign(b.runs.size() + 1, 0);
  for (std::size_t run = 0; run < b.runs.size(); ++run) {
    piece.starts[run] = static_cast<std::uint32_t>(piece.points.size());
    const TrackInfo& info = infos[b.runs[run].track];
    if (info.isPlots) continue;
    const double dx = p.runs[run].x - t.origin.x;
    const double dy = p.runs[run].y - t.origin.y;
    if (!(dx + static_cast<double>(p.runs[run].maxX) >= -t.halfWidth &&
          dx + static_cast<double>(p.runs[run].minX) <= t.halfWidth &&
          dy + static_cast<double>(p.runs[run].maxY) >= -t.halfHeight &&
          dy + static_cast<double>(p.runs[run].minY) <= t.halfHeight)) {
      continue;
    }
    const Micros bridge = MotionRules::of(info).gap + t.step;
    Trails::Point last;  // of all, not only of those that are kept
    bool hasLast = false;
    bool isLastKept = false;
    Chord chord;
    std::uint32_t sample = b.runs[run].begin;
    for (auto i = p.runs[run].dots; i < p.runs[run + 1].dots; ++i) {
      const ProjectedBucket::TrailDot& dot = (*p.dots)[i];
      Trails::Point at;
      at.x = static_cast<float>(dx + static_cast<double>(dot.x));
      at.y = static_cast<float>(dy + static_cast<double>(dot.y));
      at.ms = dot.ms;
      if (isShaded || t.asKnown) {
        // Dots stand in the order of the samples they were made of.
        while (sample + 1 < b.runs[run].end && ((b.time[sample] - b.range.begin.us) / kMillisecond < dot.ms ||
                                                (b.flags[sample] & kOutlier))) {
          ++sample;
        }
        if (isShaded) at.shade = pd ? pd->shadeOf(b, sample) : trailShadeOf(t.colour, b, sample, info);
        if (t.asKnown) at.late = lateness(b, sample);
      }
      if (t.dots) {
        const std::uint32_t cell = dot.cell & ~ProjectedBucket::TrailDot::kBreak;
        const bool inside =
            near(static_cast<double>(at.x), t.halfWidth) && near(static_cast<double>(at.y), t.halfHeight);
        if (inside && (t.every == 1 || cell % t.every == 0)) piece.points.push_back(at);
        continue;
      }
      at.isLegStart = (dot.cell & ProjectedBucket::TrailDot::kBreak) != 0;
      const double way = std::hypot(static_cast<double>(at.x - last.x), static_cast<double>(at.y - last.y));
      at.isBreak = !hasLast || at.isLegStart || (at.ms - last.ms) * kMillisecond > bridge ||
                   isLeap(way, static_cast<double>(at.ms - last.ms) * 1e-3);
      if (at.isBreak && hasLast && !isLastKept) piece.points.push_back(last);
      bool keep = at.isBreak;
      if (keep) {
        chord.begin(at);
      } else {
        // Straight flight needs no points between; as known then each stands for itself.
        const bool recoloured = at.shade != last.shade;
        if (recoloured && !isLastKept) {
          piece.points.push_back(last);
          chord.begin(last);
        }
        const bool fits = chord.takes(at, t.spacing, t.spacing * kBend);
        if (!fits) {
          piece.points.push_back(chord.last());
          chord.begin(piece.points.back());
          chord.takes(at, t.spacing, t.spacing * kBend);
        }
        keep = (recoloured || t.asKnown) && (!t.asKnown || chord.isApart(at, t.spacing));
        if (keep) chord.begin(at);
      }
      if (keep) piece.points.push_back(at);
      last = at;
      last.isBreak = last.isLegStart = false;
      hasLast = true;
      isLastKept = keep;
    }
    // Both ends of a bucket's part stand, so that parts can be joined whatever comes before or after.
    if (hasLast && !isLastKept) piece.points.push_back(last);
  }
  piece.starts.back() = static_cast<std::uint32_t>(piece.points.size());
}

void TrackPainter::joinPieces() {
  Trails& t = m_trails;
  const auto buckets = m_tracks->buckets();
  t.base = buckets.empty() ? 0 : buckets.front()->bucket->range.begin.us;
  std::size_t total = 0;
  for (const Trails::Piece& piece : t.pieces) total += piece.points.size();
  t.points.clear();
  t.points.reserve(total);
  t.starts.assign(m_rows.size() + 1, 0);
  for (std::size_t row = 0; row < m_rows.size(); ++row) {
    t.starts[row] = static_cast<std::uint32_t>(t.points.size());
    const Micros bridge = m_rows[row].bridge + t.step;
    bool hasLast = false;
    for (std::size_t k = 0; k < buckets.size(); ++k) {
      const std::int32_t r = m_tracks->run(row, k);
      if (r < 0) continue;
      const auto run = static_cast<std::size_t>(r);
      const Trails::Piece& piece = t.pieces[k];
      const std::uint32_t begin = piece.starts[run];
      const std::uint32_t end = piece.starts[run + 1];
      if (begin == end) {
        // Out of the way: what comes after does not follow from what came before.
        if (buckets[k]->runs[run].dots != buckets[k]->runs[run + 1].dots) hasLast = false;
        continue;
      }
      const auto shift =
          static_cast<std::int32_t>((buckets[k]->bucket->range.begin.us - t.base) / kMillisecond);
      const std::size_t first = t.points.size();
      t.points.insert(t.points.end(), piece.points.begin() + begin, piece.points.begin() + end);
      for (std::size_t i = first; i < t.points.size(); ++i) t.points[i].ms += shift;
      if (hasLast && !t.dots) {
        const Trails::Point& last = t.points[first - 1];
        Trails::Point& at = t.points[first];
        const double way = std::hypot(static_cast<double>(at.x - last.x), static_cast<double>(at.y - last.y));
        at.isBreak = at.isLegStart || (at.ms - last.ms) * kMillisecond > bridge ||
                     isLeap(way, static_cast<double>(at.ms - last.ms) * 1e-3);
      }
      hasLast = true;
    }
  }
  t.starts.back() = static_cast<std::uint32_t>(t.points.size());
}

}  // namespace sorami
