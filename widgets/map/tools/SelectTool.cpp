// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/map/tools/SelectTool.h"

#include "data/core/Translate.h"
#include "data/plan/Edits.h"
#include "widgets/map/MapWidget.h"
#include "widgets/map/PlanEditor.h"
#include "widgets/map/PlanGeometry.h"
#include "widgets/map/tools/Plate.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_set>

namespace sorami {
namespace {

constexpr double kHandleReach = 9;  // px

/// Metres on the ground a logical px is, near enough for reaches.
double metresPerPx(const MapWidget& map) {
  return map.frame() ? map.frame()->view.metresPerPixel * map.frame()->view.pixelRatio : 0;
}

}  // namespace

PlanEditor* SelectTool::editor() const {
  return m_map.controller().planEditor();
}

QCursor SelectTool::cursor() const {
  if (m_moving) return Qt::SizeAllCursor;
  if (m_lasso) return Qt::CrossCursor;
  return m_overSomething ? Qt::PointingHandCursor : Qt::ArrowCursor;
}

QString SelectTool::hint() const {
  if (m_moving) return tr("Release to set it down · Esc puts it back");
  if (m_lasso) return tr("Draw a loop round what is to be selected · Esc leaves");
  return {};
}

std::optional<PlanItem> SelectTool::itemAt(QPointF position) const {
  const Pick pick = m_map.pickAt(position);
  if (pick.kind == Pick::Kind::Site) return PlanItem{PlanItemKind::Site, pick.site};
  if (pick.kind == Pick::Kind::Track || !editor()) return std::nullopt;
  PlanItem item = shapeAt(m_map, *editor()->plan(), position);
  if (item.id.empty()) return std::nullopt;
  return item;
}

std::optional<PlanItem> SelectTool::alone() const {
  if (!editor() || editor()->selection().size() != 1) return std::nullopt;
  return editor()->selection().front();
}

bool SelectTool::press(const MapEvent& event) {
  m_drag = Drag::None;
  m_held = {};
  m_at = event.position;
  m_handle.reset();
  if (hold(event)) return true;
  PlanEditor* e = editor();
  if (!e) return false;
  if (m_lasso || (event.modifiers & Qt::ControlModifier && !itemAt(event.position))) {
    m_drag = Drag::Region;
    m_region = {event.position};
    return true;
  }
  if (const auto item = alone(); item && e->canEdit()) {
    const std::vector<Handle> handles = handlesOf(m_map, *e->plan(), *item);
    for (auto h = handles.rbegin(); h != handles.rend() && !m_handle; ++h) {
      if (QLineF(h->position, event.position).length() <= kHandleReach) m_handle = *h;
    }
    // The symbol itself goes before a grip that lies on it.
    if (m_handle && m_map.pickAt(event.position).kind == Pick::Kind::Site &&
        m_handle->kind != Handle::Kind::Vertex) {
      m_handle.reset();
    }
    if (m_handle) {
      m_drag = Drag::Handle;
      m_pressed = *item;
      m_grip = m_handle->position - event.position;
      return true;
    }
  }
  const std::optional<PlanItem> item = itemAt(event.position);
  if (!item || item->kind == PlanItemKind::Link || !event.geo) return false;
  m_pressed = *item;
  m_anchor = *event.geo;
  m_grip = {};
  if (item->kind == PlanItemKind::Site) {
    const Site* site = e->plan()->site(item->id);
    const auto at = site ? m_map.positionOf(site->position) : std::nullopt;
    if (!at) return false;
    m_anchor = site->position;
    m_grip = *at - event.position;
  }
  m_drag = Drag::Items;
  return true;
}

bool SelectTool::hold(const MapEvent& event) {
  const Pick pick = m_map.pickAt(event.position);
  const FramePtr& frame = m_map.frame();
  if (pick.kind == Pick::Kind::Track && pick.onLabel) {
    m_heldOffset = pick.labelOffset;
  } else if (pick.kind == Pick::Kind::Callout && frame && frame->story) {
    m_heldOffset =
        frame->story->callouts[static_cast<std::size_t>(pick.callout)].offset * frame->view.pixelRatio;
  } else {
    return false;
  }
  m_held = pick;
  m_heldFrom = event.position;
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
  PlanEditor* e = editor();
  m_at = event.position;
  if (m_drag == Drag::Region) {
    m_region << event.position;
    m_map.update();
    return;
  }
  if (m_drag == Drag::None || !e) return;
  if (!m_moving) {
    if (m_drag == Drag::Items && !contains(e->selection(), m_pressed)) e->setSelection({m_pressed});
    m_moving = e->beginEdit();
    m_before = e->plan();
    if (!m_moving) {
      m_drag = Drag::None;
      return;
    }
  }
  if (m_drag == Drag::Items) {
    dragItems(event);
  } else if (const auto to = m_map.geoAt(event.position + m_grip)) {
    LatLon at = *to;
    m_readout.clear();
    QString snapped;
    if (m_handle->kind == Handle::Kind::Vertex || m_handle->kind == Handle::Kind::Insert) {
      const Snap snap = e->snap(at, kSnapReach * metresPerPx(m_map), {m_pressed});
      at = snap.position;
      snapped = snap.what;
    }
    e->showEdit(draggedHandle(*m_before, m_pressed, *m_handle, at, m_map.units(), &m_readout));
    if (!snapped.isEmpty()) m_readout += (m_readout.isEmpty() ? QString() : QStringLiteral(" · ")) + snapped;
  }
  m_map.update();
}

void SelectTool::dragItems(const MapEvent& event) {
  PlanEditor* e = editor();
  const std::optional<LatLon> to = m_map.geoAt(event.position + m_grip);
  if (!to) return;
  Snap snap{*to, {}};
  if (m_pressed.kind == PlanItemKind::Site)
    snap = e->snap(*to, kSnapReach * metresPerPx(m_map), e->selection());
  m_readout = snap.what;
  e->showEdit(edits::moved(*m_before, e->selection(), m_anchor, snap.position));
}

void SelectTool::release(const MapEvent& event) {
  if (m_held.kind != Pick::Kind::None) {
    dragHeld(event, true);
    m_held = {};
    return;
  }
  PlanEditor* e = editor();
  if (m_drag == Drag::Region && m_region.size() > 1) selectRegion(event);
  if (m_moving && e) {
    const std::size_t n = e->selection().size();
    const QString name = QString::fromStdString(nameOf(*e->plan(), m_pressed));
    QString what = m_drag == Drag::Handle ? handleText(m_handle->kind) : tr("move");
    if (n > 1 && m_drag == Drag::Items) {
      what = tr("move %1 objects").arg(n);
    } else if (!name.isEmpty()) {
      what = tr("%1: %2").arg(name, what);
    }
    e->endEdit(what);
  }
  m_moving = false;
  m_drag = Drag::None;
  m_before.reset();
  m_readout.clear();
  m_region.clear();
}

void SelectTool::selectRegion(const MapEvent& event) {
  PlanEditor* e = editor();
  if (!e) return;
  QPainterPath region;
  if (m_lasso) {
    region.addPolygon(m_region);
    region.closeSubpath();
  } else {
    region.addRect(QRectF(m_region.front(), event.position).normalized());
  }
  PlanItems items = itemsIn(m_map, *e->plan(), region);
  if (event.modifiers & Qt::ControlModifier && m_lasso) {
    for (const PlanItem& item : e->selection()) {
      if (!contains(items, item)) items.push_back(item);
    }
  }
  e->setSelection(items, false);
}

void SelectTool::click(const MapEvent& event) {
  m_held = {};
  const Pick pick = m_map.pickAt(event.position);
  if (pick.kind == Pick::Kind::Callout) return;
  PlanEditor* e = editor();
  if (!e || pick.kind == Pick::Kind::Track) {
    if (event.modifiers & Qt::ControlModifier) {
      m_map.controller().selectSecond(pick);
    } else {
      m_map.controller().select(pick);
    }
    return;
  }
  const std::optional<PlanItem> item = itemAt(event.position);
  if (event.modifiers & Qt::ControlModifier) {
    if (!item) return;
    PlanItems items = e->selection();
    if (std::erase(items, *item) == 0) items.push_back(*item);
    e->setSelection(items, false);
    return;
  }
  if (item) {
    e->setSelection({*item});
  } else {
    e->setSelection({});
    m_map.controller().select(pick);
  }
}

void SelectTool::doubleClick(const MapEvent& event) {
  const Pick pick = m_map.pickAt(event.position);
  if (pick.kind == Pick::Kind::Track) {
    m_map.controller().cycleLabels();
    return;
  }
  const std::optional<PlanItem> item = itemAt(event.position);
  if (!item) return;
  if (editor()) editor()->setSelection({*item}, false);
  if (item->kind == PlanItemKind::Site) {
    Q_EMIT m_map.siteOpened(QString::fromStdString(item->id));
  } else if (editor() && item->kind != PlanItemKind::Link) {
    editor()->askForName(*item);
  }
}

void SelectTool::hover(const MapEvent& event) {
  const Pick pick = m_map.pickAt(event.position);
  const bool over = pick.kind != Pick::Kind::None || itemAt(event.position).has_value();
  if (over != m_overSomething) {
    m_overSomething = over;
    m_map.setCursor(cursor());
  }
  m_map.controller().setHover(pick);
}

bool SelectTool::cancel() {
  if (m_drag == Drag::Region) {
    m_drag = Drag::None;
    m_region.clear();
    return true;
  }
  if (!m_moving) return false;
  if (editor()) editor()->cancelEdit();
  m_moving = false;
  m_drag = Drag::None;
  m_readout.clear();
  return true;
}

void SelectTool::leave() {
  cancel();
  m_overSomething = false;
}

void SelectTool::paintRings(QPainter& painter, const Look& look) {
  // Hundreds may be selected: the ring is drawn once and set down, and their sites are found in one pass.
  const Plan& plan = *editor()->plan();
  std::unordered_set<std::string_view> ids;
  for (const PlanItem& item : editor()->selection()) {
    if (item.kind == PlanItemKind::Site) ids.insert(item.id);
  }
  if (ids.empty()) return;
  const double ratio = m_map.devicePixelRatioF();
  constexpr double kRadius = 18;
  constexpr int kSide = 40;
  QImage ring((QSizeF(kSide, kSide) * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
  ring.setDevicePixelRatio(ratio);
  ring.fill(Qt::transparent);
  QPainter one(&ring);
  one.setRenderHint(QPainter::Antialiasing);
  one.setPen(QPen(look.theme().selection, 1.5));
  one.drawEllipse(QPointF(kSide / 2.0, kSide / 2.0), kRadius, kRadius);
  one.end();
  for (const Site& site : plan.sites) {
    if (!ids.contains(site.id)) continue;
    const auto at = m_map.positionOf(site.position);
    if (!at) continue;
    // On whole device pixels: nothing is resampled.
    const QPointF corner = *at - QPointF(kSide / 2.0, kSide / 2.0);
    painter.drawImage(QPointF(std::round(corner.x() * ratio), std::round(corner.y() * ratio)) / ratio, ring);
  }
}

void SelectTool::paint(QPainter& painter, const Look& look) {
  PlanEditor* e = editor();
  if (!e) return;
  const Plan& plan = *e->plan();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  const PlanItems& selected = e->selection();
  if (selected.size() > 1) paintRings(painter, look);
  for (const PlanItem& item : selected) {
    if (item.kind == PlanItemKind::Site) continue;
    const QPainterPath path = outlineOf(m_map, plan, item);
    painter.setPen(QPen(look.theme().labelPlate, 5));
    painter.drawPath(path);
    painter.setPen(QPen(look.theme().selection, 2));
    painter.drawPath(path);
  }
  if (const auto item = alone(); item && e->canEdit()) {
    for (const Handle& h : handlesOf(m_map, plan, *item)) {
      const bool insert = h.kind == Handle::Kind::Insert;
      const bool square = h.kind == Handle::Kind::Vertex;
      painter.setPen(QPen(look.theme().selection, 1.5));
      painter.setBrush(insert ? QBrush(Qt::NoBrush) : QBrush(look.theme().panelRaised));
      if (square) {
        painter.drawRect(QRectF(h.position - QPointF(4, 4), QSizeF(8, 8)));
      } else {
        painter.drawEllipse(h.position, insert ? 3.0 : 5.0, insert ? 3.0 : 5.0);
      }
    }
  }
  if (m_drag == Drag::Region && m_region.size() > 1) {
    QColor fill = look.theme().accent;
    fill.setAlphaF(0.12F);
    painter.setPen(QPen(look.theme().accent, 1, Qt::DashLine));
    painter.setBrush(fill);
    if (m_lasso) {
      painter.drawPolygon(m_region);
    } else {
      painter.drawRect(QRectF(m_region.front(), m_region.back()).normalized());
    }
  }
  if (!m_readout.isEmpty()) paintPlate(painter, look, m_map, m_at, m_readout);
}

}  // namespace sorami
