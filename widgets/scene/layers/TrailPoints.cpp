// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/TrailPoints.h"

#include "data/core/Threads.h"
#include "data/store/Rows.h"
#include "widgets/scene/layers/TrackPicture.h"
#include "widgets/scene/layers/TrailPd.h"
#include "widgets/scene/layers/TrailShades.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>
#include <optional>
#include <utility>

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

/// A line from a kept point that all points taken so far keep to: their directions from it, each with what it
/// may be off, have something in common.
class Chord {
 public:
  using Point = TrailPoints::Point;
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

/// The points of a bucket's runs.
std::shared_ptr<const TrailPoints::Piece> makePiece(const TrailPoints::Look& t, const ProjectedBucket& p,
                                                    std::span<const TrackInfo> infos, const TrailPd* pd) {
  const auto made = std::make_shared<TrailPoints::Piece>();
  TrailPoints::Piece& piece = *made;
  piece.of = p.dots;
  const Bucket& b = *p.bucket;
  const bool isShaded = isTrailShaded(t.colour);
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
    TrailPoints::Point last;  // of all, not only of those that are kept
    bool hasLast = false;
    bool isLastKept = false;
    Chord chord;
    std::uint32_t sample = b.runs[run].begin;
    for (auto i = p.runs[run].dots; i < p.runs[run + 1].dots; ++i) {
      const ProjectedBucket::TrailDot& dot = (*p.dots)[i];
      TrailPoints::Point at;
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
  piece.points.shrink_to_fit();
  return made;
}

}  // namespace

TrailPoints::Look TrailPoints::Look::of(const Frame& frame, bool dots) {
  const View& view = frame.view;
  Look look;
  look.asKnown = frame.asKnown;
  look.dots = dots;
  look.step = TrackPainter::trailStep(frame.tracks.trailLength);
  look.colour = frame.tracks.trailColour;
  look.pd = look.colour == TrailColour::Pd ? TrailPd::keyOf(frame) : 0;
  // Dots that would touch are drawn every so many steps of the absolute time scale, so that they stand still.
  const double perStep = kAirliner * static_cast<double>(look.step) * 1e-6 / view.metresPerPixel;
  look.every = static_cast<std::uint32_t>(std::max(1.0, std::ceil(kDotSpacing * view.pixelRatio / perStep)));
  // Steps of half an octave, so that zooming does not choose other points with every wheel click.
  look.spacing =
      std::exp2(std::floor(2 * std::log2(kLineSpacing * view.pixelRatio * view.metresPerPixel)) / 2);
  look.origin = view.centre;
  look.halfWidth = view.size.width() * view.metresPerPixel;
  look.halfHeight = view.size.height() * view.metresPerPixel;
  return look;
}

bool TrailPoints::Look::serves(const Look& other) const {
  // Of the other's box the inner half is its view.
  const bool covers = std::abs(other.origin.x - origin.x) + other.halfWidth / 2 <= halfWidth &&
                      std::abs(other.origin.y - origin.y) + other.halfHeight / 2 <= halfHeight;
  return covers && other.halfWidth / 2 > halfWidth / 8 && dots == other.dots && asKnown == other.asKnown &&
         colour == other.colour && pd == other.pd && step == other.step &&
         (dots ? every == other.every : spacing == other.spacing);
}

TrailPointsPtr TrailPoints::make(const Look& look, const ActiveTracks& of, const TrailPoints* before,
                                 const TrailPd* pd) {
  const auto made = std::make_shared<TrailPoints>();
  TrailPoints& t = *made;
  t.look = look;
  t.tracksId = of.id();
  t.store = of.sharedStore();
  t.tracks.assign(of.tracks().begin(), of.tracks().end());
  const auto buckets = of.buckets();
  for (const ProjectedBucketPtr& bucket : buckets) {
    t.ranges.push_back(bucket->bucket->range);
    std::shared_ptr<const Piece> piece;
    if (before != nullptr) {
      const auto there = std::find_if(before->pieces.begin(), before->pieces.end(),
                                      [&](const auto& p) { return p->of == bucket->dots; });
      if (there != before->pieces.end()) piece = *there;
    }
    t.pieces.push_back(piece ? piece : makePiece(look, *bucket, of.store().tracks(), pd));
  }

  const std::size_t rows = t.tracks.size();
  t.base = buckets.empty() ? 0 : buckets.front()->bucket->range.begin.us;
  std::size_t total = 0;
  for (const auto& piece : t.pieces) total += piece->points.size();
  t.points.reserve(total);
  t.starts.assign(rows + 1, 0);
  for (std::size_t row = 0; row < rows; ++row) {
    t.starts[row] = static_cast<std::uint32_t>(t.points.size());
    const Micros bridge = of.rules(row).gap + look.step;
    bool hasLast = false;
    for (std::size_t k = 0; k < buckets.size(); ++k) {
      const std::int32_t r = of.run(row, k);
      if (r < 0) continue;
      const auto run = static_cast<std::size_t>(r);
      const Piece& piece = *t.pieces[k];
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
      if (hasLast && !look.dots) {
        const Point& last = t.points[first - 1];
        Point& at = t.points[first];
        const double way = std::hypot(static_cast<double>(at.x - last.x), static_cast<double>(at.y - last.y));
        at.isBreak = at.isLegStart || (at.ms - last.ms) * kMillisecond > bridge ||
                     isLeap(way, static_cast<double>(at.ms - last.ms) * 1e-3);
      }
      hasLast = true;
    }
  }
  t.starts.back() = static_cast<std::uint32_t>(t.points.size());
  return made;
}

namespace {

/// Whether points have all of the buckets that a trail at the frame's time is made of.
bool hasTrails(const TrailPoints& points, const ActiveTracks& tracks, const Frame& frame) {
  const UtcTime from = frame.time - std::max(TrackCache::kLeastReach, frame.tracks.trailLength);
  const auto buckets = tracks.buckets();
  return std::all_of(buckets.begin(), buckets.end(), [&](const ProjectedBucketPtr& bucket) {
    if (bucket->bucket->range.begin > frame.time || bucket->bucket->range.end < from) return true;
    return std::any_of(points.pieces.begin(), points.pieces.end(),
                       [&](const auto& piece) { return piece->of == bucket->dots; });
  });
}

}  // namespace

void TrailKeeper::mapRows(const ActiveTracks& tracks) {
  const std::vector<TrackId>& of = m_points->tracks;
  m_rows.clear();
  m_rows.reserve(tracks.tracks().size());
  std::size_t row = 0;
  for (const TrackId track : tracks.tracks()) {
    while (row < of.size() && of[row] < track) ++row;
    m_rows.push_back(row < of.size() && of[row] == track ? static_cast<std::uint32_t>(row) : kNoRow);
  }
}

void TrailKeeper::prepare(const Frame& frame, const ActiveTracksPtr& tracks, bool dots) {
  const TrailPoints::Look look = TrailPoints::Look::of(frame, dots);
  const auto useOwnRows = [this] {
    m_rows.clear();
    m_rowsOf = 0;
  };
  const auto take = [&](TrailPointsPtr points) {
    releaseLater(std::exchange(m_points, std::move(points)));
    useOwnRows();
  };
  const bool isPd = look.colour == TrailColour::Pd;
  const std::optional<TrailPd> pd = isPd ? std::optional<TrailPd>(frame) : std::nullopt;
  const auto make = [&](const TrailPoints::Look& as, const TrailPoints* before) {
    take(TrailPoints::make(as, *tracks, before, pd ? &*pd : nullptr));
  };
  // What shades a trail may be said of its track.
  const bool serves = m_points && m_points->look.serves(look) &&
                      (!isTrailShaded(look.colour) || m_points->store == tracks->sharedStore());
  if (!serves) return make(look, nullptr);
  if (m_points->tracksId == tracks->id()) return useOwnRows();

  const auto isMade = [&] { return m_next.wait_for(std::chrono::seconds(0)) == std::future_status::ready; };
  const auto takeNext = [&] {
    TrailPointsPtr next = m_next.get();
    if (next->look.serves(look) && next->tracksId == tracks->id()) take(std::move(next));
  };
  if (m_next.valid() && isMade()) takeNext();
  if (m_points->tracksId == tracks->id()) return;
  if (frame.interactive && !isPd && m_points->store == tracks->sharedStore() &&
      hasTrails(*m_points, *tracks, frame)) {
    if (!m_next.valid()) {
      m_nextOf = tracks->id();
      m_next = std::async(std::launch::async, [before = m_points, tracks] {
        lowerThreadPriority(GiveWay::Much);
        return TrailPoints::make(before->look, *tracks, before.get(), nullptr);
      });
    }
    if (m_rowsOf != tracks->id()) mapRows(*tracks);
    m_rowsOf = tracks->id();
    return;
  }
  if (m_next.valid() && m_nextOf == tracks->id()) takeNext();
  if (m_points->tracksId != tracks->id()) make(m_points->look, m_points.get());
}

}  // namespace sorami
