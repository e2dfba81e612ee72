// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Rows.h"
#include "widgets/scene/layers/TrackPicture.h"
#include "widgets/scene/layers/TrailShades.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sorami {

namespace {

/// Trail dots beyond which they shrink to a pixel.
constexpr std::size_t kManyDots = 40'000;

using Time = std::int64_t;

/// Between two places by time: where it was at `at`.
PixelPoint mixed(PixelPoint a, PixelPoint b, Time from, Time to, Time at) {
  const float f =
      to > from ? static_cast<float>(static_cast<double>(at - from) / static_cast<double>(to - from)) : 1.0F;
  return {a.x + (b.x - a.x) * f, a.y + (b.y - a.y) * f};
}

}  // namespace

/// Where a trail's points lie in the picture, and from when to when they are shown; ms after the trails'
/// base.
struct TrackPainter::TrailScale {
  float ox, oy, s;
  Time now, oldest;
  Time first =
      std::numeric_limits<Time>::min();  ///< points before are there by chance, from an earlier frame

  TrailScale(const Frame& frame, const TrailPoints& points) {
    const View& view = frame.view;
    const MapPoint origin = points.look.origin;
    const double scale = 1.0 / view.metresPerPixel;
    s = static_cast<float>(scale);
    ox = static_cast<float>((origin.x - view.centre.x) * scale + view.size.width() * 0.5);
    oy = static_cast<float>((view.centre.y - origin.y) * scale + view.size.height() * 0.5);
    now = (frame.time.us - points.base) / kMillisecond;
    oldest = now - frame.tracks.trailLength / kMillisecond;
    const UtcTime from = frame.time - std::max(TrackCache::kLeastReach, frame.tracks.trailLength);
    for (const TimeRange& range : points.ranges) {
      if (range.end < from) continue;
      first = (range.begin.us - points.base) / kMillisecond;
      break;
    }
  }
  PixelPoint pixel(const TrailPoints::Point& p) const { return {ox + p.x * s, oy - p.y * s}; }
  PixelPoint between(const TrailPoints::Point& a, const TrailPoints::Point& b, Time at) const {
    return mixed(pixel(a), pixel(b), a.ms, b.ms, at);
  }
};

Micros TrackPainter::trailStep(Micros length) {
  // Round steps, so that dots fall on whole times; never more than 40 dots in a trail.
  static constexpr std::array<int, 11> kSteps = {1, 2, 4, 5, 10, 15, 20, 30, 60, 120, 300};
  for (int s : kSteps) {
    if (length <= 40 * s * kSecond) return s * kSecond;
  }
  return 600 * kSecond;
}

void TrackPainter::addTrails(const Frame& frame, TrackPicture& picture) {
  if (!m_hasTracks) return;
  for (const std::uint32_t row : m_plotRows) addPlots(frame, row, m_fade[8].data(), picture);
  if (frame.tracks.trailLength <= 0) return;
  using Quality = DrawQuality::Trails;
  const Quality quality = frame.quality.trails;
  picture.fewTrails = quality == Quality::Selected;
  picture.trailsAsDots = quality >= Quality::Dots && !frame.tracks.trailsAsDots;
  const bool dots = frame.tracks.trailsAsDots || picture.trailsAsDots;
  m_trails.prepare(frame, m_tracks, dots);
  const bool isByAge = frame.tracks.trailColour == TrailColour::Age;
  const bool isShaded = isTrailShaded(frame.tracks.trailColour);
  const double spacing = TrailPoints::kAirliner * static_cast<double>(frame.tracks.trailLength) * 1e-6 /
                         frame.view.metresPerPixel / (TrailPoints::kDotSpacing * frame.view.pixelRatio);
  const double perTrail = std::clamp(spacing, 1.0, 40.0);
  const bool many = static_cast<double>(m_alive.size()) * perTrail > kManyDots;
  const std::uint8_t radius = many && frame.view.pixelRatio < 2 ? 0 : 1;
  const TrailScale scale(frame, m_trails.points());
  std::size_t drawn = 0;
  for (const Alive& alive : m_alive) {
    if (m_tracks->tracks()[alive.row] == frame.selectedTrack) addSelectedTrail(frame, alive.row, picture);
    if (m_trails.of(alive.row).empty()) continue;
    ++drawn;
    if (dots) {
      addDotTrail(frame, scale, alive,
                  isShaded  ? nullptr
                  : isByAge ? m_ageFade.data()
                            : m_fade[m_rows[alive.row].affiliation].data(),
                  radius, picture);
    } else if (isShaded) {
      addShadedTrail(frame, scale, alive, picture);
    } else {
      addLineTrail(frame, scale, alive, picture);
    }
  }
  picture.stepped = quality == Quality::Stepped || (frame.interactive && drawn > kStepAbove);
}

namespace {

/// A run's origin in pixels, and whether any of it can be in the picture.
struct RunOnScreen {
  float x = 0, y = 0, scale = 1;
  bool visible = false;
};

RunOnScreen onScreen(const ProjectedBucket::Run& run, const View& view) {
  RunOnScreen out;
  const double scale = 1.0 / view.metresPerPixel;
  const double x = (run.x - view.centre.x) * scale + view.size.width() * 0.5;
  const double y = (view.centre.y - run.y) * scale + view.size.height() * 0.5;
  out.x = static_cast<float>(x);
  out.y = static_cast<float>(y);
  out.scale = static_cast<float>(scale);
  out.visible = x + static_cast<double>(run.maxX) * scale >= 0 &&
                x + static_cast<double>(run.minX) * scale <= view.size.width() &&
                y - static_cast<double>(run.minY) * scale >= 0 &&
                y - static_cast<double>(run.maxY) * scale <= view.size.height();
  return out;
}

}  // namespace

void TrackPainter::addDotTrail(const Frame& frame, const TrailScale& scale, const Alive& alive,
                               const QRgb* fade, std::uint8_t radius, TrackPicture& picture) {
  const auto width = static_cast<float>(frame.view.size.width());
  const auto height = static_cast<float>(frame.view.size.height());
  const float perAge = static_cast<float>(kAges) * static_cast<float>(kMillisecond) /
                       static_cast<float>(frame.tracks.trailLength);
  for (const TrailPoints::Point& p : m_trails.of(alive.row)) {
    if (p.ms < scale.oldest) continue;
    if (p.ms >= scale.now) break;
    if (p.late > 0 && p.ms + 100 * p.late > scale.now) continue;
    const PixelPoint at = scale.pixel(p);
    if (!(at.x >= 0 && at.y >= 0 && at.x < width && at.y < height)) continue;
    const auto age =
        std::min(static_cast<std::size_t>(static_cast<float>(scale.now - p.ms) * perAge), kAges - 1);
    picture.dots.push_back({at, fade != nullptr ? fade[age] : m_shadeFade[p.shade][age], radius});
  }
}

void TrackPainter::addShadedTrail(const Frame& frame, const TrailScale& scale, const Alive& alive,
                                  TrackPicture& picture) {
  PathBatch* batch = nullptr;
  const TrailPoints::Point* last = nullptr;
  for (const TrailPoints::Point& p : m_trails.of(alive.row)) {
    if (p.ms >= scale.now) break;
    if (p.ms < scale.first || (p.late > 0 && p.ms + 100 * p.late > scale.now)) continue;
    if (p.ms >= scale.oldest) {
      PathBatch* next = &picture.shaded[p.shade];
      const bool breaks = p.isBreak || last == nullptr;
      if (breaks || next != batch) {
        if (batch != nullptr) batch->close();
        batch = next;
        // The new colour begins where the old one ended, the trail where it is as old as it may be.
        if (!breaks) batch->points.push_back(scale.between(*last, p, std::max(scale.oldest, Time{last->ms})));
      }
      batch->points.push_back(scale.pixel(p));
    }
    last = &p;
  }
  if (last == nullptr) return;
  if (batch == nullptr) {
    // All of it lies on the last stretch, to where the track is now.
    if (!leadsOn(frame, alive, scale, *last)) return;
    batch = &picture.shaded[last->shade];
    batch->points.push_back(mixed(scale.pixel(*last), alive.at, last->ms, scale.now, scale.oldest));
    batch->points.push_back(alive.at);
    batch->close();
    return;
  }
  if (leadsOn(frame, alive, scale, *last)) batch->points.push_back(alive.at);
  batch->close();
}

bool TrackPainter::leadsOn(const Frame& frame, const Alive& alive, const TrailScale& scale,
                           const TrailPoints::Point& last) const {
  // On to where it is, unless that is a leap: a gap in its reports, or the other side of the map.
  const Micros bridge = m_rows[alive.row].bridge + trailStep(frame.tracks.trailLength);
  const PixelPoint tip = scale.pixel(last);
  const double way =
      std::hypot(static_cast<double>(alive.at.x - tip.x), static_cast<double>(alive.at.y - tip.y)) *
      frame.view.metresPerPixel;
  const double seconds = static_cast<double>(scale.now - last.ms) * 1e-3;
  return frame.time.us - m_rows[alive.row].segment.t0 <= bridge && way <= 20'000 * seconds + 20'000;
}

void TrackPainter::addLineTrail(const Frame& frame, const TrailScale& scale, const Alive& alive,
                                TrackPicture& picture) {
  const std::int64_t length = frame.tracks.trailLength / kMillisecond;
  PathBatch* batch = nullptr;
  PixelPoint last{};
  std::int64_t lastTime = std::numeric_limits<std::int64_t>::min();
  const auto append = [&](PixelPoint at, std::int64_t time, bool isBreak) {
    // Each quarter of the trail's age has a shade; a stretch belongs to the older of its ends.
    const auto quarter =
        static_cast<std::size_t>(std::clamp<std::int64_t>(4 * (scale.now - time) / length, 0, 3));
    PathBatch* next = &picture.trails[3 - quarter];
    if (isBreak || next != batch) {
      if (batch != nullptr) batch->close();
      batch = next;
      if (!isBreak) batch->points.push_back(last);
    }
    batch->points.push_back(at);
    last = at;
    lastTime = time;
  };
  const auto reach = [&](PixelPoint at, std::int64_t time, bool isBreak) {
    if (!isBreak) {
      // Where the shade changes the line is cut, however far apart its points are.
      for (int quarter = 3; quarter > 0; --quarter) {
        const std::int64_t edge = scale.now - quarter * length / 4;
        if (edge <= lastTime || edge >= time) continue;
        append(mixed(last, at, lastTime, time, edge), edge, false);
      }
    }
    append(at, time, isBreak);
  };
  const TrailPoints::Point* before = nullptr;
  for (const TrailPoints::Point& p : m_trails.of(alive.row)) {
    if (p.ms >= scale.now) break;
    if (p.ms < scale.first || (p.late > 0 && p.ms + 100 * p.late > scale.now)) continue;
    if (p.ms >= scale.oldest) {
      const bool begins = p.isBreak || before == nullptr;
      // The trail begins where it is as old as it may be, between two points.
      if (!begins && before->ms < scale.oldest) {
        reach(scale.between(*before, p, scale.oldest), scale.oldest, true);
      }
      reach(scale.pixel(p), p.ms, begins);
    }
    before = &p;
  }
  if (before != nullptr && leadsOn(frame, alive, scale, *before)) {
    if (before->ms < scale.oldest) {
      reach(mixed(scale.pixel(*before), alive.at, before->ms, scale.now, scale.oldest), scale.oldest, true);
    }
    reach(alive.at, scale.now, false);
  }
  if (batch != nullptr) batch->close();
}

void TrackPainter::addSelectedTrail(const Frame& frame, std::size_t row, TrackPicture& picture) {
  const std::int64_t t = frame.time.us;
  const std::int64_t from = t - frame.tracks.trailLength;
  const auto buckets = m_tracks->buckets();
  const Micros bridge = m_rows[row].bridge + trailStep(frame.tracks.trailLength);
  PathBatch& batch = picture.selectedTrail;
  PixelPoint last{};
  std::int64_t lastTime = std::numeric_limits<std::int64_t>::min();
  const auto reach = [&](PixelPoint at, std::int64_t time, bool leaps) {
    const double seconds = static_cast<double>(time - lastTime) * 1e-6;
    const double way = std::hypot(static_cast<double>(at.x - last.x), static_cast<double>(at.y - last.y)) *
                       frame.view.metresPerPixel;
    // Nothing that flies covers 20 km a second of map: the map is cut here.
    const bool broken =
        lastTime < from || time - lastTime > bridge || way > 20'000 * seconds + 20'000 || leaps;
    if (broken && batch.points.size() > batch.starts.back()) batch.close();
    batch.points.push_back(at);
    last = at;
    lastTime = time;
  };
  for (std::size_t k = 0; k < buckets.size(); ++k) {
    const std::int32_t r = m_tracks->run(row, k);
    const ProjectedBucket& p = *buckets[k];
    if (r < 0 || p.bucket->range.begin.us > t || p.bucket->range.end.us < from) continue;
    const auto run = static_cast<std::size_t>(r);
    const RunOnScreen o = onScreen(p.runs[run], frame.view);
    if (!o.visible) continue;
    std::uint32_t sample = p.bucket->runs[run].begin;
    for (auto i = p.runs[run].dots; i < p.runs[run + 1].dots; ++i) {
      const ProjectedBucket::TrailDot& dot = (*p.dots)[i];
      const std::int64_t time = p.bucket->range.begin.us + dot.ms * kMillisecond;
      if (time < from || time >= t) continue;
      if (frame.asKnown) {
        const Bucket& b = *p.bucket;
        while (sample + 1 < b.runs[run].end && (b.time[sample] < time || (b.flags[sample] & kOutlier))) {
          ++sample;
        }
        if (receivedAt(b, sample) > t) continue;
      }
      reach({o.x + dot.x * o.scale, o.y - dot.y * o.scale}, time,
            dot.cell & ProjectedBucket::TrailDot::kBreak);
    }
  }
  TrackPlace place;
  if (lastTime >= from && m_tracks->placeAt(m_rows[row].segment, t, &place)) {
    reach(frame.view.toPixel({place.x, place.y}), t, false);
  }
  if (batch.points.size() > batch.starts.back()) batch.close();
}

void TrackPainter::addPlots(const Frame& frame, std::size_t row, const QRgb* fade, TrackPicture& picture) {
  const std::int64_t t = frame.time.us;
  const std::int64_t from = t - kPlotLife;
  const auto buckets = m_tracks->buckets();
  for (std::size_t k = 0; k < buckets.size(); ++k) {
    const std::int32_t r = m_tracks->run(row, k);
    const ProjectedBucket& p = *buckets[k];
    if (r < 0 || p.bucket->range.begin.us > t || p.bucket->range.end.us < from) continue;
    const auto run = static_cast<std::size_t>(r);
    const RunOnScreen o = onScreen(p.runs[run], frame.view);
    if (!o.visible) continue;
    const Bucket::Run& range = p.bucket->runs[run];
    const auto begin = p.bucket->time.begin();
    const auto first = std::upper_bound(begin + range.begin, begin + range.end, from) - begin;
    const auto last = std::upper_bound(begin + range.begin, begin + range.end, t) - begin;
    for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(last); ++i) {
      if (p.bucket->flags[i] & kOutlier) continue;
      if (frame.asKnown && receivedAt(*p.bucket, i) > t) continue;
      const auto age =
          static_cast<std::size_t>((t - p.bucket->time[i]) * static_cast<std::int64_t>(kAges) / kPlotLife);
      picture.dots.push_back({{o.x + p.x[i] * o.scale, o.y - p.y[i] * o.scale},
                              fade[std::min(age, kAges - 1)],
                              static_cast<std::uint8_t>(std::lround(frame.view.pixelRatio))});
    }
  }
}

}  // namespace sorami
