// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of a session that has to do with a recording that grows.
#include "app/Session.h"

namespace sorami {

void Session::growStore(const StoreViewPtr& store) {
  if (!store) return;
  const bool first = !m_store || !m_store->timeline().isValid();
  m_recording = store;
  m_store = storeToShow();
  // Before the clock moves: who shows tables must know that this is no other recording.
  Q_EMIT storeGrown();
  updateLiveBounds();
  if (first && m_store->timeline().isValid() && m_liveNow.isValid()) command(ClockCommand::FollowLive{});
  invalidate();
}

void Session::setLiveNow(UtcTime now) {
  const bool was = isLive();
  m_liveNow = now;
  updateLiveBounds();
  if (was && !isLive() && m_clock.state().live) command(ClockCommand::FollowLive{false});
  if (was != isLive()) Q_EMIT clockChanged();
}

void Session::updateLiveBounds() {
  if (!m_store) return;
  TimeRange bounds = m_store->timeline();
  if (!bounds.isValid()) return;
  if (m_liveNow.isValid()) bounds.end = std::max(bounds.end, m_liveNow);
  if (bounds != m_clock.state().bounds) command(ClockCommand::SetBounds{bounds});
}

void Session::toEnd() {
  if (isLive())
    command(ClockCommand::FollowLive{});
  else
    command(ClockCommand::Seek{m_clock.state().bounds.end});
}

}  // namespace sorami
