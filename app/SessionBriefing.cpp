// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The session's part in a briefing: filter, call-outs, labels that were dragged, the second track of a pair.
#include "app/Session.h"
#include "data/plan/FindTrack.h"
#include "data/plan/Release.h"
#include "data/plan/ReleasedRecording.h"
#include "data/store/Silences.h"

namespace sorami {
namespace {

/// A silence shorter than this is played through.
constexpr Micros kLeastGap = 2 * kMinute;

}  // namespace

void Session::setBriefing(const Briefing& briefing) {
  m_briefing = briefing;
  invalidate();
  Q_EMIT briefingChanged();
}

void Session::setAsKnown(bool asKnown) {
  if (asKnown == m_asKnown) return;
  m_asKnown = asKnown;
  invalidate();
  Q_EMIT displayChanged();
}

void Session::setHeat(const std::shared_ptr<const HeatMap>& heat) {
  m_heat = heat;
  invalidate();
  Q_EMIT displayChanged();
}

StoreViewPtr Session::storeToShow() {
  m_storePartner = m_partner;
  m_storeMarks = m_plan ? m_plan->sources : std::vector<SourceMark>{};
  if (!m_recording || !m_plan) return m_recording;
  const StoreViewPtr said = withEdits(m_recording, m_plan->trackEdits);
  return m_partner.empty() ? said : releasedTo(said, *m_plan, m_partner);
}

Plan Session::asPartnerSees(const Plan& plan) const {
  if (m_partner.empty()) return plan;
  const StoreViewPtr& store = m_store;
  return releasedTo(plan, m_partner, [&store](const TrackRef& track) {
    return store && findTrack(*store, track) != kNoTrack;
  });
}

bool Session::followRelease() {
  static const std::vector<SourceMark> none;
  const bool same =
      m_partner == m_storePartner && (m_partner.empty() || m_storeMarks == (m_plan ? m_plan->sources : none));
  if (same || !m_recording) return false;
  m_store = storeToShow();
  m_heat.reset();
  m_selectedTrack = kNoTrack;
  m_hoveredTrack = kNoTrack;
  m_briefing.secondTrack = kNoTrack;
  m_briefing.labels.reset();
  return true;
}

void Session::tellOfStore() {
  Q_EMIT storeChanged();
  Q_EMIT selectionChanged();
  updateLiveBounds();
}

void Session::layEdits() {
  if (!m_store) return;
  m_store = storeToShow();
  // The same recording, told anew: tables stay where they are.
  Q_EMIT storeGrown();
  Q_EMIT selectionChanged();
}

TrackEdit Session::trackEdit(TrackId track) const {
  const StoreViewPtr& reported = withoutEdits(m_store);
  if (!reported || track >= reported->tracks().size()) return {};
  if (m_plan) {
    for (const TrackEdit& edit : m_plan->trackEdits)
      if (edit.track && findTrack(*reported, *edit.track) == track) return edit;
  }
  TrackEdit edit;
  edit.track = refOf(reported->tracks()[track]);
  return edit;
}

void Session::editTrack(const TrackEdit& edit, const QString& what) {
  const StoreViewPtr& reported = withoutEdits(m_store);
  if (!reported || !edit.track) return;
  const TrackId track = findTrack(*reported, *edit.track);
  Plan next = m_plan ? *m_plan : Plan{};
  std::erase_if(next.trackEdits, [&](const TrackEdit& each) {
    return !each.track || findTrack(*reported, *each.track) == track;
  });
  if (!edit.isEmpty()) next.trackEdits.push_back(edit);
  this->edit(next, tr("track: %1").arg(what), QStringLiteral("track-%1-%2").arg(track).arg(what));
}

void Session::setNarrative(const std::vector<NarrativeEntry>& entries, const QString& what) {
  Plan next = m_plan ? *m_plan : Plan{};
  const bool sameCount = next.narrative.size() == entries.size();
  next.narrative = entries;
  // Typing is one step however many letters it has.
  edit(next, tr("log: %1").arg(what), sameCount ? QStringLiteral("narrative-%1").arg(what) : QString());
}

const std::vector<TimeRange>& Session::gaps() {
  if (m_gapsOf != m_store) {
    m_gaps = m_store ? silences(*m_store, kLeastGap) : std::vector<TimeRange>{};
    m_gapsOf = m_store;
  }
  return m_gaps;
}

bool Session::jumpOverGap(int direction) {
  const UtcTime now = m_clock.state().cursor;
  const std::vector<TimeRange>& all = gaps();
  if (direction > 0) {
    for (const TimeRange& gap : all) {
      if (gap.end <= now) continue;
      command(ClockCommand::Seek{gap.end});
      return true;
    }
  } else {
    for (auto gap = all.rbegin(); gap != all.rend(); ++gap) {
      if (gap->begin >= now) continue;
      command(ClockCommand::Seek{gap->begin});
      return true;
    }
  }
  return false;
}

void Session::measurePace(Micros passed, Micros wall) {
  m_paceWall += wall;
  m_pacePassed += passed;
  ++m_paceFrames;
  constexpr Micros kMeasured = 1'500'000;
  if (m_paceWall < kMeasured) return;
  m_reachedPart = static_cast<double>(m_pacePassed) / static_cast<double>(m_paceWall);
  m_pace = m_paceFrames * 1e6 / static_cast<double>(m_paceWall);
  m_paceWall = m_pacePassed = 0;
  m_paceFrames = 0;
}

void Session::moveLabel(TrackId track, std::optional<QPointF> offset) {
  auto labels = m_briefing.labels ? std::make_shared<LabelChoices>(*m_briefing.labels)
                                  : std::make_shared<LabelChoices>();
  if (offset) {
    (*labels)[track].offset = offset;
  } else {
    const auto found = labels->find(track);
    if (found == labels->end()) return;
    found->second.offset.reset();
    if (found->second == LabelChoice{}) labels->erase(found);
  }
  m_briefing.labels = std::move(labels);
  invalidate();
}

void Session::moveCallout(int index, QPointF offset, bool done) {
  if (!m_briefing.story || index < 0 || index >= static_cast<int>(m_briefing.story->callouts.size())) return;
  if (done) {
    Q_EMIT calloutMoved(index, offset);
    return;
  }
  auto story = std::make_shared<FrameStory>(*m_briefing.story);
  story->callouts[static_cast<std::size_t>(index)].offset = offset;
  m_briefing.story = std::move(story);
  invalidate();
}

void Session::selectSecond(const Pick& pick) {
  const bool isPair = pick.kind == Pick::Kind::Track && pick.track != m_selectedTrack &&
                      m_selectedTrack != kNoTrack && pick.track != m_briefing.secondTrack;
  // With nothing selected there is no pair: the first click chooses, the second makes it.
  if (pick.kind == Pick::Kind::Track && m_selectedTrack == kNoTrack) {
    select(pick);
    return;
  }
  m_briefing.secondTrack = isPair ? pick.track : kNoTrack;
  invalidate();
  Q_EMIT briefingChanged();
}

}  // namespace sorami
