// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/BriefDesk.h"

#include "data/plan/FindTrack.h"
#include "data/store/Separation.h"
#include "widgets/scene/StoryFrame.h"
#include "widgets/timeline/EventText.h"
#include "widgets/timeline/TimeLabels.h"

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

/// A recording that grows, or a plan that is being drawn, is looked through again at most so often.
constexpr int kSettleMs = 700;

std::vector<EventArea> areasOf(const PlanPtr& plan) {
  std::vector<EventArea> areas;
  if (!plan) return areas;
  for (const Area& area : plan->areas) {
    if (area.ring.size() < 3 || area.kind == AreaKind::Candidates) continue;
    EventArea made;
    made.name = area.name;
    made.ring = area.ring;
    if (area.altitudeFrom > 0) made.floor = area.altitudeFrom;
    if (area.altitudeTo > 0) made.ceiling = area.altitudeTo;
    areas.push_back(std::move(made));
  }
  return areas;
}

bool hasSameAreas(const PlanPtr& a, const PlanPtr& b) {
  static const std::vector<Area> none;
  return (a ? a->areas : none) == (b ? b->areas : none);
}

}  // namespace

BriefDesk::BriefDesk(Session& session, QObject* parent)
    : QObject(parent), m_session(session), m_finding(this, [this](EventListPtr found) {
        if (!found) return;
        m_events = std::move(found);
        // A long recording that grows is not looked through all the time.
        m_settle.setInterval(std::max<int>(kSettleMs, static_cast<int>(10 * m_looking.elapsed())));
        Q_EMIT eventsChanged();
      }) {
  m_settle.setSingleShot(true);
  m_settle.setInterval(kSettleMs);
  connect(&m_settle, &QTimer::timeout, this, &BriefDesk::findNow);
  connect(&m_session, &Session::storeChanged, this, [this] {
    const bool isOther = m_eventsOf == nullptr || !m_session.store() ||
                         m_eventsOf->timeline().begin != m_session.store()->timeline().begin;
    if (isOther) {
      m_events.reset();
      m_finding.cancel();
      follow({});
      // What was said of the recording before says nothing of this one.
      Briefing next = m_session.briefing();
      next.secondTrack = kNoTrack;
      next.labels.reset();
      m_session.setBriefing(next);
      findNow();
      Q_EMIT eventsChanged();
    } else if (!m_settle.isActive()) {
      m_settle.start();
    }
    if (m_step >= 0) show(m_step, false, m_showsWords);
  });
  connect(&m_session, &Session::storeGrown, this, [this] {
    if (!m_settle.isActive()) m_settle.start();
  });
  connect(&m_session, &Session::planChanged, this, [this] {
    if (!hasSameAreas(m_plan, m_session.plan()) && m_session.store()) m_settle.start();
    m_plan = m_session.plan();
    const int count = static_cast<int>(story().steps.size());
    if (m_step >= count) leaveStory();
    // Words and call-outs that were edited show at once.
    if (m_step >= 0) {
      Briefing next = m_session.briefing();
      next.story =
          storyOf(story().steps[static_cast<std::size_t>(m_step)], m_session.store().get(), m_showsWords);
      m_session.setBriefing(next);
    }
    Q_EMIT storyChanged();
  });
  connect(&m_session, &Session::clockChanged, this, &BriefDesk::moveAlong);
  connect(&m_session, &Session::calloutMoved, this, [this](int index, QPointF offset) {
    if (m_step < 0 || m_step >= static_cast<int>(story().steps.size())) return;
    Storyboard next = story();
    auto& callouts = next.steps[static_cast<std::size_t>(m_step)].callouts;
    if (index < 0 || index >= static_cast<int>(callouts.size())) return;
    callouts[static_cast<std::size_t>(index)].offsetX = offset.x();
    callouts[static_cast<std::size_t>(index)].offsetY = offset.y();
    setStory(next, tr("move call-out"));
  });
}

BriefDesk::~BriefDesk() = default;

// --- events

void BriefDesk::findNow() {
  m_eventsOf = m_session.store();
  if (!m_eventsOf) {
    m_finding.cancel();
    return;
  }
  m_looking.start();
  m_finding.request([store = m_eventsOf, areas = areasOf(m_session.plan())](std::stop_token stop) {
    return findEvents(*store, areas, stop);
  });
}

bool BriefDesk::jump(int direction) {
  if (!m_events) return false;
  const UtcTime now = m_session.clock().cursor;
  const Event* next = nextEvent(*m_events, now, direction, EventWeight::Notable);
  if (!next) {
    const bool none = std::all_of(m_events->events.begin(), m_events->events.end(),
                                  [](const Event& e) { return e.weight == EventWeight::Minor; });
    if (none) next = nextEvent(*m_events, now, direction, EventWeight::Minor);
  }
  if (!next) return false;
  goTo(*next);
  return true;
}

void BriefDesk::goTo(const Event& event) {
  const Event at = event;  // the list may be replaced by what follows
  m_session.command(ClockCommand::Seek{at.time});
  if (at.track != kNoTrack) m_session.selectTrack(at.track);
}

// --- filter

void BriefDesk::setFilter(const TrackFilterPtr& filter, bool dims) {
  Briefing next = m_session.briefing();
  next.filter = filter && !filter->isEmpty() ? filter : nullptr;
  next.filterDims = dims;
  m_session.setBriefing(next);
  Q_EMIT filterChanged();
}

// --- storyboard

const Storyboard& BriefDesk::story() const {
  static const Storyboard none;
  return m_session.plan() ? m_session.plan()->storyboard : none;
}

void BriefDesk::setStory(const Storyboard& next, const QString& what) {
  Plan plan = m_session.plan() ? *m_session.plan() : Plan{};
  // The shown step stays the same one wherever it is moved to.
  std::string shown;
  if (m_step >= 0 && m_step < static_cast<int>(story().steps.size())) {
    shown = story().steps[static_cast<std::size_t>(m_step)].id;
  }
  plan.storyboard = next;
  if (!shown.empty()) m_step = next.indexOf(shown);
  m_session.edit(plan, tr("storyboard: %1").arg(what));
}

QString BriefDesk::freeTitle(const Frame& frame) const {
  // What happens at this moment is the best first guess of what the step is about.
  if (m_events && frame.store) {
    const Event* best = nullptr;
    for (const int direction : {-1, 1}) {
      const UtcTime from = frame.time - direction * 1;
      const Event* e = nextEvent(*m_events, from, direction, EventWeight::Notable);
      const auto away = [&](const Event* event) { return std::abs(event->time.us - frame.time.us); };
      if (e && away(e) <= 20 * kSecond && (!best || away(e) < away(best))) best = e;
    }
    if (best) {
      QString text = eventText(*best, *frame.store);
      text[0] = text[0].toUpper();
      return text;
    }
    if (frame.selectedTrack < frame.store->tracks().size()) {
      return QString::fromStdString(frame.store->tracks()[frame.selectedTrack].displayName());
    }
  }
  return tr("Step %1").arg(story().steps.size() + 1);
}

int BriefDesk::addStep() {
  const Frame& frame = *m_session.frame();
  Storyboard next = story();
  StoryStep step;
  step.id = next.freeId();
  step.title = freeTitle(frame).toStdString();
  takeView(frame, step);
  if (frame.store) {
    step.time = frame.time;
    step.rate = m_session.clock().rate;
    if (const auto& loop = m_session.clock().loop;
        loop && loop->contains(frame.time) && *loop != m_session.clock().bounds) {
      step.time = loop->begin;
      step.until = loop->end;
      step.loop = true;
    }
    if (frame.selectedTrack < frame.store->tracks().size()) {
      step.highlights.push_back(refOf(frame.store->tracks()[frame.selectedTrack]));
    }
  }
  const int at = m_step >= 0 ? m_step + 1 : static_cast<int>(next.steps.size());
  next.steps.insert(next.steps.begin() + at, step);
  setStory(next, tr("add step"));
  m_step = at;
  show(at, false, false);
  return at;
}

int BriefDesk::addStepFor(const NarrativeEntry& entry) {
  m_session.command(ClockCommand::Pause{});
  m_session.command(ClockCommand::Seek{entry.time});
  const int at = addStep();
  Plan plan = *m_session.plan();
  StoryStep& step = plan.storyboard.steps[static_cast<std::size_t>(at)];
  const QString text = QString::fromStdString(entry.text).simplified();
  constexpr qsizetype kTitle = 60;
  step.title = (text.size() > kTitle ? text.left(kTitle - 1) + QChar(0x2026) : text).toStdString();
  step.words = text.size() > kTitle ? entry.text : std::string();
  step.notes = entry.author;
  for (NarrativeEntry& each : plan.narrative)
    if (each.id == entry.id) each.step = step.id;
  m_session.edit(plan, tr("storyboard: step of the log"));
  return at;
}

void BriefDesk::retake(int index) {
  if (index < 0 || index >= static_cast<int>(story().steps.size())) return;
  Storyboard next = story();
  StoryStep& step = next.steps[static_cast<std::size_t>(index)];
  takeView(*m_session.frame(), step);
  if (m_session.store() && !step.isSpan()) step.time = m_session.clock().cursor;
  setStory(next, tr("take the present picture"));
}

void BriefDesk::setStepTime(int index, bool end) {
  if (index < 0 || index >= static_cast<int>(story().steps.size()) || !m_session.store()) return;
  Storyboard next = story();
  StoryStep& step = next.steps[static_cast<std::size_t>(index)];
  const UtcTime now = m_session.clock().cursor;
  if (end) {
    if (!step.time.isValid() || step.time >= now) step.time = now - kMinute;
    step.until = now;
    if (step.rate == 1) step.rate = m_session.clock().rate;
  } else {
    step.time = now;
    if (step.until.isValid() && step.until <= now) step.until = {};
  }
  setStory(next, tr("time"));
}

void BriefDesk::addCallout(int index) {
  if (index < 0 || index >= static_cast<int>(story().steps.size())) return;
  Storyboard next = story();
  StoryStep& step = next.steps[static_cast<std::size_t>(index)];
  Callout callout;
  const Frame& frame = *m_session.frame();
  if (frame.store && frame.selectedTrack < frame.store->tracks().size()) {
    const TrackInfo& track = frame.store->tracks()[frame.selectedTrack];
    callout.track = refOf(track);
    callout.text = track.displayName();
  } else if (const Site* site = frame.plan ? frame.plan->site(frame.selectedSite) : nullptr) {
    callout.place = site->position;
    callout.text = site->name;
  } else if (frame.projection) {
    callout.place = frame.projection->inverse(frame.view.centre);
    if (!std::isfinite(callout.place.lat) || !std::isfinite(callout.place.lon)) return;
    callout.text = tr("Here").toStdString();
  }
  step.callouts.push_back(std::move(callout));
  if (m_step != index) show(index, false, m_showsWords);
  setStory(next, tr("add call-out"));
}

void BriefDesk::toggleHighlight(int index) {
  const Frame& frame = *m_session.frame();
  if (index < 0 || index >= static_cast<int>(story().steps.size()) || !frame.store ||
      frame.selectedTrack >= frame.store->tracks().size()) {
    return;
  }
  Storyboard next = story();
  auto& all = next.steps[static_cast<std::size_t>(index)].highlights;
  const TrackId track = frame.selectedTrack;
  const auto before = all.size();
  std::erase_if(all, [&](const TrackRef& ref) { return findTrack(*frame.store, ref) == track; });
  if (all.size() == before) all.push_back(refOf(frame.store->tracks()[track]));
  setStory(next, tr("highlight"));
}

void BriefDesk::show(int index, bool plays, bool showsWords) {
  if (index < 0 || index >= static_cast<int>(story().steps.size())) return;
  const StoryStep step = story().steps[static_cast<std::size_t>(index)];
  m_step = index;
  m_showsWords = showsWords;
  follow({});
  if (!step.projection.empty() && step.projection != m_session.projection()->spec()) {
    m_session.setProjection(QString::fromStdString(step.projection), step.centre);
  }
  if (step.height > 0) {
    const View& now = m_session.view();
    if (const auto view = viewOf(step, *m_session.projection(), now.size, now.pixelRatio))
      Q_EMIT flyRequested(*view);
  }
  m_session.setHiddenLayers(step.hiddenLayers);
  m_session.setAsKnown(step.asKnown);
  Briefing next = m_session.briefing();
  next.filter = step.filter.empty() ? nullptr : TrackFilter::parse(step.filter);
  next.filterDims = step.filterDims;
  next.story = storyOf(step, m_session.store().get(), showsWords);
  m_session.setBriefing(next);
  if (m_session.store() && step.time.isValid()) {
    m_session.command(ClockCommand::Pause{});
    // A span that is played ends where it ends: the clock loops over it, or is stopped there.
    m_session.command(ClockCommand::SetLoop{
        step.isSpan() && step.loop ? std::optional<TimeRange>({step.time, step.until}) : std::nullopt});
    m_session.command(ClockCommand::SetRate{step.rate});
    m_session.command(ClockCommand::Seek{step.time});
    if (plays && step.isSpan()) m_session.command(ClockCommand::Play{});
  }
  Q_EMIT filterChanged();
  Q_EMIT storyChanged();
}

void BriefDesk::refit() {
  if (m_step < 0 || m_step >= static_cast<int>(story().steps.size())) return;
  const StoryStep& step = story().steps[static_cast<std::size_t>(m_step)];
  const View& now = m_session.view();
  if (const auto view = viewOf(step, *m_session.projection(), now.size, now.pixelRatio))
    Q_EMIT flyRequested(*view);
}

void BriefDesk::leaveStory() {
  m_step = -1;
  Briefing next = m_session.briefing();
  next.story.reset();
  m_session.setBriefing(next);
  Q_EMIT storyChanged();
}

std::vector<StoryMark> BriefDesk::marks() const {
  std::vector<StoryMark> marks;
  int number = 0;
  for (const StoryStep& step : story().steps) {
    ++number;
    marks.push_back({number, QString::fromStdString(step.title), step.time,
                     step.isSpan() ? step.until : UtcTime{}, number - 1 == m_step});
  }
  return marks;
}

// --- following

void BriefDesk::follow(const std::vector<TrackId>& tracks) {
  if (tracks == m_followed) return;
  m_followed = tracks;
  moveAlong();
  Q_EMIT followChanged();
}

void BriefDesk::moveAlong() {
  // A step's span that does not loop ends at its end.
  if (m_step >= 0 && m_step < static_cast<int>(story().steps.size()) && m_showsWords) {
    const StoryStep& step = story().steps[static_cast<std::size_t>(m_step)];
    const Clock::State& clock = m_session.clock();
    if (step.isSpan() && !step.loop && clock.playing && clock.direction > 0 && clock.cursor >= step.until &&
        clock.cursor - step.until < 10 * kSecond + static_cast<Micros>(clock.rate * 2e6)) {
      m_session.command(ClockCommand::Pause{});
      m_session.command(ClockCommand::Seek{step.until});
    }
  }
  if (m_followed.empty() || m_moving || !m_session.store() || !m_session.projection()) return;
  double x = 0;
  double y = 0;
  int count = 0;
  for (const TrackId track : m_followed) {
    const auto state = trackAt(*m_session.store(), track, m_session.clock().cursor);
    if (!state) continue;
    const MapPoint p = m_session.projection()->forward(state->position);
    if (!std::isfinite(p.x) || !std::isfinite(p.y)) continue;
    x += p.x;
    y += p.y;
    ++count;
  }
  if (count == 0) return;  // lost for now: the view waits where it is
  m_moving = true;
  View view = m_session.view();
  view.centre = {x / count, y / count};
  m_session.setView(view);
  m_moving = false;
}

}  // namespace sorami
