// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Keys, mouse, wheel and touch, turned into views and tool events.
#include "widgets/map/CoordinateEntry.h"
#include "widgets/map/MapWidget.h"
#include "widgets/map/tools/MeasureTool.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QWheelEvent>

#include <cmath>

namespace sorami {
namespace {

constexpr double kWheelStep = 1.25;      // zoom of one wheel notch
constexpr double kFineWheelStep = 1.05;  // with Ctrl

}  // namespace

bool MapWidget::isForEntry(const QKeyEvent& event) const {
  if (!m_tool->takesTyping() || event.modifiers() & (Qt::ControlModifier | Qt::AltModifier)) return false;
  const QString text = event.text();
  return !text.isEmpty() && (text.front().isDigit() || text.front() == QLatin1Char('-'));
}

void MapWidget::keyPressEvent(QKeyEvent* event) {
  if (isForEntry(*event)) {
    m_entry->begin(event->text());
    return;
  }
  if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_tool->finish()) {
    updateHint();
    updateCursor();
    update();
    return;
  }
  QWidget::keyPressEvent(event);
}

void MapWidget::resizeEvent(QResizeEvent*) {
  View view = m_frame ? m_frame->view : View{};
  view.pixelRatio = devicePixelRatioF();
  view.size = (QSizeF(size()) * view.pixelRatio).toSize();
  m_controller.setView(view);
  layoutOverlays();
}

void MapWidget::mousePressEvent(QMouseEvent* event) {
  setFocus(Qt::MouseFocusReason);
  if (m_drag != Drag::None) return;  // a second button while one is held does nothing
  m_motion.stop();
  m_button = event->button();
  m_pressed = m_last = event->position();
  m_toolHasDrag = false;
  m_drag = Drag::Maybe;
  if (m_button == Qt::LeftButton) {
    if (isOnSwipe(event->position())) {
      m_drag = Drag::Swipe;
    } else if (event->modifiers() & Qt::ShiftModifier) {
      m_drag = Drag::Box;
    } else {
      m_toolHasDrag = m_tool->press(mapEvent(event->position(), event->modifiers()));
    }
  } else if (m_button == Qt::MiddleButton) {
    m_drag = Drag::Pan;
  } else if (m_button != Qt::RightButton) {
    m_drag = Drag::None;
  }
  updateCursor();
}

void MapWidget::mouseMoveEvent(QMouseEvent* event) {
  const QPointF position = event->position();
  const MapEvent at = mapEvent(position, event->modifiers());
  m_controller.setPointer(at.geo);
  if (m_drag == Drag::None) {
    if (m_swipes) setCursor(isOnSwipe(position) ? QCursor(Qt::SplitHCursor) : m_tool->cursor());
    m_tool->hover(at);
    return;
  }
  if (m_drag == Drag::Swipe) {
    setSwipeAt(position.x() / std::max(1, width()));
    return;
  }
  const bool moved = (position - m_pressed).manhattanLength() >= QApplication::startDragDistance() / 2.0;
  if (m_drag == Drag::Maybe && moved) {
    if (m_button == Qt::RightButton) {
      m_drag = Drag::Quick;
      m_quick = std::make_unique<MeasureTool>(*this);
      m_quick->click(mapEvent(m_pressed, event->modifiers()));
    } else {
      m_drag = m_toolHasDrag ? Drag::Tool : Drag::Pan;
    }
    updateCursor();
  }
  switch (m_drag) {
    case Drag::Pan:
      panTo(position);
      break;
    case Drag::Tool:
      m_tool->drag(at);
      break;
    case Drag::Quick:
      m_quick->hover(at);
      update();
      break;
    case Drag::Box:
      update();
      break;
    case Drag::None:
    case Drag::Maybe:
    case Drag::Swipe:
      break;
  }
  m_last = position;
}

void MapWidget::panTo(QPointF position) {
  if (!m_frame) return;
  View view = m_frame->view;
  const QPointF by = (position - m_last) * view.pixelRatio * view.metresPerPixel;
  view.centre.x -= by.x();
  view.centre.y += by.y();
  applyView(view);
}

void MapWidget::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != m_button || m_drag == Drag::None) return;
  const MapEvent at = mapEvent(event->position(), event->modifiers());
  const Drag drag = m_drag;
  m_drag = Drag::None;
  if (drag == Drag::Maybe) {
    if (m_button == Qt::LeftButton) {
      if (m_toolHasDrag) m_tool->release(at);
      m_tool->click(at);
    } else if (m_button == Qt::RightButton) {
      showMenu(event->position(), event->globalPosition().toPoint());
    }
  } else if (drag == Drag::Tool) {
    m_tool->release(at);
  } else if (drag == Drag::Quick) {
    m_quick.reset();
  } else if (drag == Drag::Box && m_frame) {
    const QRectF box = QRectF(m_pressed, event->position()).normalized();
    if (box.width() > 8 && box.height() > 8) {
      const MapPoint a = m_frame->view.toMap(box.topLeft() * m_frame->view.pixelRatio);
      const MapPoint b = m_frame->view.toMap(box.bottomRight() * m_frame->view.pixelRatio);
      fit(QRectF(QPointF(a.x, b.y), QPointF(b.x, a.y)));
    }
  }
  m_toolHasDrag = false;
  updateHint();
  updateCursor();
  update();
}

void MapWidget::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) {
    mousePressEvent(event);
    return;
  }
  m_tool->doubleClick(mapEvent(event->position(), event->modifiers()));
  updateHint();
  updateCursor();
  update();
}

void MapWidget::wheelEvent(QWheelEvent* event) {
  const QPoint delta = event->angleDelta();
  const double notches = (delta.y() != 0 ? delta.y() : delta.x()) / 120.0;
  if (notches == 0) return;
  const double step = event->modifiers() & Qt::ControlModifier ? kFineWheelStep : kWheelStep;
  zoomAt(event->position(), std::pow(step, notches));
  event->accept();
}

void MapWidget::leaveEvent(QEvent*) {
  if (m_drag != Drag::None) return;
  m_controller.setPointer(std::nullopt);
  m_controller.setHover({});
}

bool MapWidget::event(QEvent* event) {
  // Digits go to the coordinate field while something is drawn, whatever key they are elsewhere.
  if (event->type() == QEvent::ShortcutOverride && isForEntry(*static_cast<QKeyEvent*>(event))) {
    event->accept();
    return true;
  }
  if (event->type() == QEvent::NativeGesture) {
    auto* gesture = static_cast<QNativeGestureEvent*>(event);
    if (gesture->gestureType() == Qt::ZoomNativeGesture) {
      zoomAt(gesture->position(), 1 + gesture->value());
      return true;
    }
  }
  if (event->type() == QEvent::Gesture) {
    auto* gestures = static_cast<QGestureEvent*>(event);
    if (auto* pinch = static_cast<QPinchGesture*>(gestures->gesture(Qt::PinchGesture))) {
      zoomAt(mapFromGlobal(pinch->centerPoint().toPoint()), pinch->scaleFactor());
      m_drag = Drag::None;
      return true;
    }
  }
  return QWidget::event(event);
}

void MapWidget::showMenu(QPointF position, QPoint global) {
  const std::optional<LatLon> at = geoAt(position);
  if (!at) return;
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  Q_EMIT menuRequested(menu, *at, pickAt(position));
  if (menu->isEmpty()) {
    delete menu;
    return;
  }
  menu->popup(global);
}

}  // namespace sorami
