// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The session's part in a briefing: filter, call-outs, labels that were dragged, the second track of a pair.
#include "app/Session.h"

namespace sorami {

void Session::setBriefing(const Briefing& briefing) {
  m_briefing = briefing;
  invalidate();
  Q_EMIT briefingChanged();
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
