// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/map/tools/SelectTool.h"

#include "widgets/map/MapWidget.h"

#include <QCoreApplication>

namespace sorami {

QCursor SelectTool::cursor() const {
  return m_moving ? Qt::SizeAllCursor : m_overSomething ? Qt::PointingHandCursor : Qt::ArrowCursor;
}

QString SelectTool::hint() const {
  return m_moving
             ? QCoreApplication::translate("SelectTool", "Release to set the site down · Esc puts it back")
             : QString();
}

bool SelectTool::press(const MapEvent& event) {
  m_pressedSite.clear();
  m_held = {};
  const Pick pick = m_map.pickAt(event.position);
  const FramePtr& frame = m_map.frame();
  const double ratio = frame ? frame->view.pixelRatio : 1;
  if (pick.kind == Pick::Kind::Track && pick.onLabel) {
    m_held = pick;
    m_heldFrom = event.position;
    m_heldOffset = pick.labelOffset;
    return true;
  }
  if (pick.kind == Pick::Kind::Callout && frame && frame->story) {
    m_held = pick;
    m_heldFrom = event.position;
    m_heldOffset = frame->story->callouts[static_cast<std::size_t>(pick.callout)].offset * ratio;
    return true;
  }
  if (pick.kind != Pick::Kind::Site) return false;
  const Site* site = frame && frame->plan ? frame->plan->site(pick.site) : nullptr;
  if (!site) return false;
  const std::optional<QPointF> at = m_map.positionOf(site->position);
  if (!at) return false;
  m_pressedSite = pick.site;
  m_grip = *at - event.position;
  return true;
}

void SelectTool::dragHeld(const MapEvent& event, bool done) {
  const double ratio = m_map.frame() ? m_map.frame()->view.pixelRatio : 1;
  const QPointF offset = m_heldOffset + (event.position - m_heldFrom) * ratio;
  if (m_held.kind == Pick::Kind::Track) {
    m_map.controller().moveLabel(m_held.track, offset);
  } else {
    m_map.controller().moveCallout(m_held.callout, offset / ratio, done);
  }
}

void SelectTool::drag(const MapEvent& event) {
  if (m_held.kind != Pick::Kind::None) {
    dragHeld(event, false);
    return;
  }
  if (m_pressedSite.empty()) return;
  if (!m_moving) {
    m_moving = m_map.controller().beginMoveSite(m_pressedSite);
    if (!m_moving) {
      m_pressedSite.clear();
      return;
    }
  }
  if (const std::optional<LatLon> to = m_map.geoAt(event.position + m_grip)) m_map.controller().moveSite(*to);
}

void SelectTool::release(const MapEvent& event) {
  if (m_held.kind != Pick::Kind::None) {
    dragHeld(event, true);
    m_held = {};
    return;
  }
  if (m_moving) m_map.controller().endMoveSite();
  m_moving = false;
  m_pressedSite.clear();
}

void SelectTool::click(const MapEvent& event) {
  m_held = {};
  const Pick pick = m_map.pickAt(event.position);
  if (event.modifiers.testFlag(Qt::ControlModifier)) {
    m_map.controller().selectSecond(pick);
  } else if (pick.kind != Pick::Kind::Callout) {
    m_map.controller().select(pick);
  }
}

void SelectTool::doubleClick(const MapEvent& event) {
  const Pick pick = m_map.pickAt(event.position);
  if (pick.kind == Pick::Kind::Track) {
    m_map.controller().cycleLabels();
  } else if (pick.kind == Pick::Kind::Site) {
    m_map.controller().select(pick);
    Q_EMIT m_map.siteOpened(QString::fromStdString(pick.site));
  }
}

void SelectTool::hover(const MapEvent& event) {
  const Pick pick = m_map.pickAt(event.position);
  const bool over = pick.kind != Pick::Kind::None;
  if (over != m_overSomething) {
    m_overSomething = over;
    m_map.setCursor(cursor());
  }
  m_map.controller().setHover(pick);
}

bool SelectTool::cancel() {
  if (!m_moving) return false;
  m_map.controller().cancelMoveSite();
  m_moving = false;
  m_pressedSite.clear();
  return true;
}

void SelectTool::leave() {
  cancel();
  m_overSomething = false;
}

}  // namespace sorami
