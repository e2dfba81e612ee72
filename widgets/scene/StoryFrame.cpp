// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/StoryFrame.h"

#include "data/plan/FindTrack.h"

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr double kFlightSeconds = 1.2;
/// No film is longer than a day: a slip of the rate shall not fill a disk.
constexpr double kLongestFilm = 86'400;

bool isSamePlace(const View& a, const View& b) {
  return std::abs(a.centre.x - b.centre.x) < a.metresPerPixel &&
         std::abs(a.centre.y - b.centre.y) < a.metresPerPixel &&
         std::abs(a.metresPerPixel / b.metresPerPixel - 1) < 1e-3;
}

double eased(double t) {
  t = std::clamp(t, 0.0, 1.0);
  return t * t * t * (t * (6 * t - 15) + 10);
}

}  // namespace

std::shared_ptr<const FrameStory> storyOf(const StoryStep& step, const StoreView* store, bool showsWords) {
  auto story = std::make_shared<FrameStory>();
  story->title = QString::fromStdString(step.title);
  story->words = QString::fromStdString(step.words);
  story->showsWords = showsWords;
  for (const TrackRef& ref : step.highlights) {
    const TrackId track = store ? findTrack(*store, ref) : kNoTrack;
    if (track != kNoTrack) story->highlights.push_back(track);
  }
  for (const Callout& c : step.callouts) {
    FrameStory::Callout made;
    if (c.track) {
      made.track = store ? findTrack(*store, *c.track) : kNoTrack;
      // Its number in the list must stay: a call-out whose track is not there has no place and is not drawn.
      if (made.track == kNoTrack) made.place = {std::nan(""), std::nan("")};
    } else {
      made.place = c.place;
    }
    made.text = QString::fromStdString(c.text);
    made.offset = {c.offsetX, c.offsetY};
    story->callouts.push_back(std::move(made));
  }
  return story;
}

std::optional<View> viewOf(const StoryStep& step, const Projection& projection, QSize size,
                           double pixelRatio) {
  if (!(step.height > 0) || size.isEmpty()) return std::nullopt;
  const MapPoint centre = projection.forward(step.centre);
  if (!std::isfinite(centre.x) || !std::isfinite(centre.y)) return std::nullopt;
  View view;
  view.centre = centre;
  view.size = size;
  view.pixelRatio = pixelRatio;
  view.metresPerPixel = step.height / size.height();
  return view;
}

void takeView(const Frame& frame, StoryStep& step) {
  if (frame.projection) {
    step.projection = frame.projection->spec();
    const LatLon centre = frame.projection->inverse(frame.view.centre);
    if (std::isfinite(centre.lat) && std::isfinite(centre.lon)) {
      step.centre = centre;
      step.height = frame.view.metresPerPixel * frame.view.size.height();
    }
  }
  step.hiddenLayers = frame.hiddenLayers;
  step.filter = frame.filter ? frame.filter->text() : std::string();
  step.filterDims = frame.filterDims;
  step.asKnown = frame.asKnown;
}

void StoryFrames::apply(const StoryStep& step, Frame& frame, bool showsWords) {
  if (step.time.isValid()) frame.time = step.time;
  if (!step.projection.empty() && (!frame.projection || frame.projection->spec() != step.projection)) {
    // Projections about a centre are made about the step's own.
    char place[64];
    std::snprintf(place, sizeof place, "/%.3f/%.3f", step.centre.lat, step.centre.lon);
    ProjectionPtr& made = m_projections[step.projection + place];
    if (!made) {
      if (auto created = Projection::create(step.projection, step.centre)) made = *created;
    }
    if (made) frame.projection = made;
  }
  if (frame.projection) {
    if (const auto view = viewOf(step, *frame.projection, frame.view.size, frame.view.pixelRatio)) {
      frame.view = *view;
    }
  }
  frame.hiddenLayers = step.hiddenLayers;
  frame.filter = step.filter.empty() ? nullptr : TrackFilter::parse(step.filter);
  frame.filterDims = step.filterDims;
  frame.asKnown = step.asKnown;
  frame.story = storyOf(step, frame.store.get(), showsWords);
  frame.selectedTrack = frame.hoveredTrack = frame.secondTrack = kNoTrack;
  frame.selectedSite.clear();
}

View viewBetween(const View& from, const View& to, double part) {
  const double t = eased(part);
  if (t <= 0) return from;
  if (t >= 1) return to;
  View view = to;
  // Scale in equal steps of zoom; far flights draw back on the way.
  const double way = std::hypot(to.centre.x - from.centre.x, to.centre.y - from.centre.y);
  const double span = std::max(from.metresPerPixel, to.metresPerPixel) * std::max(to.size.height(), 1);
  const double rise = std::log2(1 + std::max(0.0, way / span - 0.5)) * 4 * t * (1 - t);
  const double low = std::log2(from.metresPerPixel);
  const double high = std::log2(to.metresPerPixel);
  view.metresPerPixel = std::exp2(low + (high - low) * t + rise);
  // With the zoom in mind: in a closing zoom the centre moves first while much is still seen.
  const double ratio = to.metresPerPixel / from.metresPerPixel;
  double p = t;
  if (std::abs(ratio - 1) > 1e-3) {
    p = (std::exp2((high - low) * t) - 1) / (ratio - 1);
    p = 0.5 * p + 0.5 * t;
  }
  view.centre.x = from.centre.x + (to.centre.x - from.centre.x) * p;
  view.centre.y = from.centre.y + (to.centre.y - from.centre.y) * p;
  return view;
}

FilmScript FilmScript::ofSpan(const Frame& base, TimeRange span, double rate, int fps) {
  FilmScript script;
  script.m_fps = std::max(fps, 1);
  auto frame = std::make_shared<Frame>(base);
  frame->time = span.begin;
  frame->interactive = false;
  frame->quality = {};
  Scene scene;
  scene.rate = std::max(rate, 1e-3);
  const double seconds = std::min(static_cast<double>(span.length()) * 1e-6 / scene.rate, kLongestFilm);
  scene.count = std::max(1, static_cast<int>(std::floor(seconds * script.m_fps + 1e-6)) + 1);
  scene.frame = std::move(frame);
  script.m_frames = scene.count;
  script.m_scenes.push_back(std::move(scene));
  return script;
}

FilmScript FilmScript::still(const Frame& base, double seconds, int fps) {
  FilmScript script = ofSpan(base, {base.time, base.time}, 1, fps);
  script.m_scenes.front().rate = 0;
  script.m_scenes.front().count = script.m_frames =
      std::max(1, static_cast<int>(std::lround(seconds * script.m_fps)));
  return script;
}

FilmScript FilmScript::ofStory(const Frame& base, const Storyboard& story, int fps) {
  FilmScript script;
  script.m_fps = std::max(fps, 1);
  StoryFrames frames;
  Frame now = base;
  now.interactive = false;
  now.quality = {};
  FramePtr before;
  double room = kLongestFilm;
  for (std::size_t i = 0; i < story.steps.size(); ++i) {
    const StoryStep& step = story.steps[i];
    frames.apply(step, now);
    Scene scene;
    scene.frame = std::make_shared<const Frame>(now);
    scene.step = static_cast<int>(i);
    scene.rate = step.isSpan() ? step.rate : 0;
    const double seconds = std::clamp(step.duration(), 1.0 / script.m_fps, std::max(room, 1.0));
    room -= seconds;
    scene.first = script.m_frames;
    const bool flies = before && before->projection && now.projection &&
                       before->projection->key() == now.projection->key() &&
                       !isSamePlace(before->view, now.view);
    if (flies) {
      scene.flight = static_cast<int>(std::lround(kFlightSeconds * script.m_fps));
      scene.from = before->view;
    }
    scene.count = scene.flight + std::max(1, static_cast<int>(std::lround(seconds * script.m_fps)));
    script.m_frames += scene.count;
    before = scene.frame;
    script.m_scenes.push_back(std::move(scene));
    if (room <= 0) break;
  }
  return script;
}

int FilmScript::stepAt(int index) const {
  for (const Scene& scene : m_scenes)
    if (index >= scene.first && index < scene.first + scene.count) return scene.step;
  return -1;
}

FramePtr FilmScript::frameAt(int index) const {
  for (const Scene& scene : m_scenes) {
    if (index < scene.first || index >= scene.first + scene.count) continue;
    const int at = index - scene.first;
    if (scene.rate == 0 && at >= scene.flight) return scene.frame;
    auto frame = std::make_shared<Frame>(*scene.frame);
    if (at < scene.flight) {
      frame->view =
          viewBetween(scene.from, scene.frame->view, static_cast<double>(at + 1) / (scene.flight + 1));
      return frame;
    }
    // From the beginning each time: never summed, so that there is no drift.
    const double seconds = static_cast<double>(at - scene.flight) / m_fps * scene.rate;
    frame->time = scene.frame->time + static_cast<Micros>(std::llround(seconds * 1e6));
    return frame;
  }
  return nullptr;
}

}  // namespace sorami
