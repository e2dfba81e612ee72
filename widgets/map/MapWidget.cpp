// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/map/MapWidget.h"

#include "widgets/map/CoordinateEntry.h"
#include "widgets/map/tools/MeasureTool.h"
#include "widgets/map/tools/PlaceRadarTool.h"
#include "widgets/map/tools/PlaceTools.h"
#include "widgets/map/tools/SelectTool.h"
#include "widgets/map/tools/ShapeTool.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QPinchGesture>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr double kWheelStep = 1.25;      // zoom of one wheel notch
constexpr double kFineWheelStep = 1.05;  // with Ctrl
constexpr int kMotionMs = 160;
constexpr double kSwipeReach = 8;  // px the line is gripped from
constexpr int kTopInset = 36;      // px below the marking banner
constexpr int kEntryInset = 72;    // px above the scale bar and the lower banner

}  // namespace

MapWidget::MapWidget(MapController& controller, std::unique_ptr<Compositor> compositor, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_compositor(std::move(compositor)), m_look(defaultLook()) {
  setObjectName(QStringLiteral("map"));
  setAccessibleName(tr("Map"));
  setAttribute(Qt::WA_OpaquePaintEvent);
  setMouseTracking(true);
  setFocusPolicy(Qt::ClickFocus);
  setMinimumSize(320, 200);
  grabGesture(Qt::PinchGesture);

  m_tools.push_back(std::make_unique<SelectTool>(*this));
  for (const Measure what :
       {Measure::Path, Measure::Area, Measure::Angle, Measure::Sector, Measure::Rings, Measure::Sight}) {
    m_tools.push_back(std::make_unique<MeasureTool>(*this, what));
  }
  m_tools.push_back(std::make_unique<PlaceRadarTool>(*this));
  m_tools.push_back(std::make_unique<SelectTool>(*this, true));
  m_tools.push_back(std::make_unique<PlaceTool>(*this));
  m_tools.push_back(std::make_unique<LinkTool>(*this));
  using Shape = ShapeTool::Shape;
  for (const Shape shape : {Shape::Area, Shape::Line, Shape::Polygon, Shape::Circle, Shape::Text,
                            Shape::Arrow, Shape::Threat, Shape::Route, Shape::Bullseye}) {
    m_tools.push_back(std::make_unique<ShapeTool>(*this, shape));
  }
  m_tool = m_tools.front().get();

  m_hint = new QLabel(this);
  m_hint->setProperty("role", QStringLiteral("pill"));
  m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
  m_hint->hide();
  addOverlay(m_hint, Qt::AlignTop | Qt::AlignHCenter, QMargins(0, kTopInset, 0, 0));

  m_entry = new CoordinateEntry(this);
  m_entry->hide();
  addOverlay(m_entry, Qt::AlignBottom | Qt::AlignHCenter, QMargins(0, 0, 0, kEntryInset));
  connect(m_entry, &CoordinateEntry::resized, this, &MapWidget::layoutOverlays);
  connect(m_entry, &CoordinateEntry::left, this, [this] { setFocus(); });
  connect(m_entry, &CoordinateEntry::entered, this, [this](const QString& text) {
    if (text.isEmpty()) {
      m_tool->finish();
    } else if (const QString problem = m_tool->typed(text); !problem.isEmpty()) {
      m_entry->setProblem(problem);
      return;
    }
    m_entry->clear();
    updateHint();
    if (!m_tool->takesTyping()) setFocus();
    update();
  });

  m_motion.setDuration(kMotionMs);
  m_motion.setEasingCurve(QEasingCurve::OutCubic);
  if (m_compositor) {
    connect(m_compositor.get(), &Compositor::updated, this, qOverload<>(&QWidget::update));
  }
}

MapWidget::~MapWidget() {
  m_motion.stop();
}

void MapWidget::setLook(const LookPtr& look) {
  m_look = look;
  layoutOverlays();
  update();
}

void MapWidget::setFrame(FramePtr frame) {
  m_frame = std::move(frame);
  if (m_compositor && m_frame) m_compositor->setFrame(m_frame);
  update();
}

void MapWidget::setOther(FramePtr other, bool swipe) {
  if (!other && !m_other) return;
  m_other = std::move(other);
  m_swipes = m_other && swipe;
  if (m_other && !m_otherCompositor) {
    m_otherCompositor = std::make_unique<Compositor>(makeLayers());
    connect(m_otherCompositor.get(), &Compositor::updated, this, qOverload<>(&QWidget::update));
  }
  if (m_other) m_otherCompositor->setFrame(m_other);
  if (!m_other) updateCursor();
  update();
}

void MapWidget::setSwipeAt(double part) {
  m_swipe = std::clamp(part, 0.02, 0.98);
  update();
}

bool MapWidget::isOnSwipe(QPointF position) const {
  return m_swipes && std::abs(position.x() - m_swipe * width()) <= kSwipeReach;
}

// --- tools

void MapWidget::setTool(const QString& id) {
  for (const auto& tool : m_tools) {
    if (tool->id() != id || tool.get() == m_tool) continue;
    if (m_drag == Drag::Tool) m_tool->cancel();
    m_drag = Drag::None;
    m_tool->leave();
    m_tool = tool.get();
    updateCursor();
    updateHint();
    update();
    Q_EMIT toolChanged(id);
    return;
  }
}

QString MapWidget::tool() const {
  return m_tool->id();
}

void MapWidget::measureFrom(LatLon from, const QString& tool) {
  setTool(tool);
  if (MeasureTool* measure = measureTool(tool)) measure->startAt(from);
  updateHint();
  update();
}

MeasureTool* MapWidget::measureTool(const QString& id) const {
  for (const auto& tool : m_tools) {
    if (tool->id() == id) return dynamic_cast<MeasureTool*>(tool.get());
  }
  return nullptr;
}

bool MapWidget::cancel() {
  if (m_drag == Drag::Box || m_drag == Drag::Quick) {
    m_drag = Drag::None;
    m_quick.reset();
    update();
    return true;
  }
  const bool hadDrag = m_drag == Drag::Tool;
  if (m_tool->cancel()) {
    if (hadDrag) m_drag = Drag::None;
    updateHint();
    updateCursor();
    update();
    return true;
  }
  if (m_tool != m_tools.front().get()) {
    setTool(m_tools.front()->id());
    return true;
  }
  return false;
}

void MapWidget::updateCursor() {
  setCursor(m_drag == Drag::Pan ? Qt::ClosedHandCursor : m_tool->cursor());
}

void MapWidget::updateHint() {
  const QString hint = m_tool->hint();
  m_hint->setText(hint);
  m_hint->setVisible(!hint.isEmpty());
  if (m_entry->isVisibleTo(this) != m_tool->takesTyping()) {
    m_entry->clear();
    m_entry->setVisible(m_tool->takesTyping());
  }
  layoutOverlays();
}

// --- view

void MapWidget::applyView(View view) {
  const double ratio = view.pixelRatio > 0 ? view.pixelRatio : 1;
  view.metresPerPixel = std::clamp(view.metresPerPixel, kFinest / ratio, kCoarsest / ratio);
  m_controller.setView(view);
}

void MapWidget::moveTo(const View& target) {
  if (!m_frame) return;
  m_motion.stop();
  m_motion.disconnect(this);
  if (m_reducedMotion || !isVisible()) {
    applyView(target);
    return;
  }
  const View from = m_frame->view;
  m_motion.setStartValue(0.0);
  m_motion.setEndValue(1.0);
  connect(&m_motion, &QVariantAnimation::valueChanged, this, [this, from, target](const QVariant& value) {
    const double part = value.toDouble();
    View view = m_frame ? m_frame->view : target;
    // The centre moves in step with the scale, so that the point zoomed about stands still.
    const double scale = from.metresPerPixel * std::pow(target.metresPerPixel / from.metresPerPixel, part);
    const double span = target.metresPerPixel - from.metresPerPixel;
    const double along =
        std::abs(span) > 1e-9 * from.metresPerPixel ? (scale - from.metresPerPixel) / span : part;
    view.metresPerPixel = scale;
    view.centre.x = from.centre.x + (target.centre.x - from.centre.x) * along;
    view.centre.y = from.centre.y + (target.centre.y - from.centre.y) * along;
    applyView(view);
  });
  m_motion.start();
}

void MapWidget::zoomAt(QPointF position, double factor) {
  if (!m_frame) return;
  m_motion.stop();
  View view = m_frame->view;
  const QPointF pixel = position * view.pixelRatio;
  const MapPoint fixed = view.toMap(pixel);
  const double wanted = view.metresPerPixel / factor;
  view.metresPerPixel = std::clamp(wanted, kFinest / view.pixelRatio, kCoarsest / view.pixelRatio);
  const MapPoint moved = view.toMap(pixel);
  view.centre.x += fixed.x - moved.x;
  view.centre.y += fixed.y - moved.y;
  applyView(view);
}

void MapWidget::panBy(double partX, double partY) {
  if (!m_frame) return;
  View view = m_frame->view;
  view.centre.x += partX * view.size.width() * view.metresPerPixel;
  view.centre.y += partY * view.size.height() * view.metresPerPixel;
  moveTo(view);
}

void MapWidget::zoomBy(double factor) {
  if (!m_frame) return;
  View view = m_frame->view;
  view.metresPerPixel /= factor;
  moveTo(view);
}

void MapWidget::centreOn(LatLon position) {
  if (!m_frame || !m_frame->projection) return;
  const MapPoint at = m_frame->projection->forward(position);
  if (!std::isfinite(at.x) || !std::isfinite(at.y)) return;
  View view = m_frame->view;
  view.centre = at;
  moveTo(view);
}

void MapWidget::fit(const QRectF& mapBox) {
  if (!m_frame || !mapBox.isValid()) return;
  View view = m_frame->view;
  view.centre = {mapBox.center().x(), mapBox.center().y()};
  view.metresPerPixel = std::max(mapBox.width() / view.size.width(), mapBox.height() / view.size.height());
  moveTo(view);
}

void MapWidget::fitPoints(const std::vector<LatLon>& points) {
  if (!m_frame || !m_frame->projection) return;
  QRectF box;
  bool any = false;
  for (const LatLon& p : points) {
    const MapPoint at = m_frame->projection->forward(p);
    if (!std::isfinite(at.x) || !std::isfinite(at.y)) continue;
    if (!any) box = QRectF(at.x, at.y, 0, 0);
    any = true;
    box.setLeft(std::min(box.left(), at.x));
    box.setRight(std::max(box.right(), at.x));
    box.setTop(std::min(box.top(), at.y));
    box.setBottom(std::max(box.bottom(), at.y));
  }
  if (!any) return;
  const double least = 20e3;  // a single point is shown with its surroundings
  const double margin = 0.08 * std::max({box.width(), box.height(), least});
  if (box.width() < least) box.adjust(-(least - box.width()) / 2, 0, (least - box.width()) / 2, 0);
  if (box.height() < least) box.adjust(0, -(least - box.height()) / 2, 0, (least - box.height()) / 2);
  fit(box.adjusted(-margin, -margin, margin, margin));
}

std::optional<LatLon> MapWidget::geoAt(QPointF position) const {
  if (!m_frame || !m_frame->projection) return std::nullopt;
  const MapPoint at = m_frame->view.toMap(position * m_frame->view.pixelRatio);
  const LatLon geo = m_frame->projection->inverse(at);
  if (!std::isfinite(geo.lat) || !std::isfinite(geo.lon)) return std::nullopt;
  return geo;
}

std::optional<QPointF> MapWidget::positionOf(LatLon geo) const {
  if (!m_frame || !m_frame->projection) return std::nullopt;
  const MapPoint at = m_frame->projection->forward(geo);
  if (!std::isfinite(at.x) || !std::isfinite(at.y)) return std::nullopt;
  const View& view = m_frame->view;
  return QPointF((at.x - view.centre.x) / view.metresPerPixel + view.size.width() * 0.5,
                 (view.centre.y - at.y) / view.metresPerPixel + view.size.height() * 0.5) /
         view.pixelRatio;
}

Pick MapWidget::pickAt(QPointF position) const {
  if (!m_compositor || !m_frame) return {};
  return m_compositor->pick(position * m_frame->view.pixelRatio);
}

MapEvent MapWidget::mapEvent(QPointF position, Qt::KeyboardModifiers modifiers) const {
  return {position, geoAt(position), modifiers};
}

// --- events

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

// --- painting

void MapWidget::paintEvent(QPaintEvent*) {
  QElapsedTimer timer;
  timer.start();
  QPainter painter(this);
  const Theme& theme = m_frame && m_frame->theme ? *m_frame->theme : m_look->theme();
  bool drawn = false;
  if (m_compositor && m_frame && m_frame->projection) {
    const QImage& picture = m_compositor->compose();
    if (!picture.isNull()) {
      // Drawn in device pixels: no copy, no scaling, whatever the screen's ratio is.
      const double ratio = devicePixelRatioF();
      painter.save();
      painter.scale(1 / ratio, 1 / ratio);
      painter.drawImage(QPoint(0, 0), picture);
      painter.restore();
      drawn = picture.width() >= static_cast<int>(width() * ratio) &&
              picture.height() >= static_cast<int>(height() * ratio);
    }
  }
  if (m_other) paintOther(painter);
  if (!drawn && (!m_compositor || !m_frame || !m_frame->projection)) painter.fillRect(rect(), theme.sea);
  m_tool->paint(painter, *m_look);
  if (m_quick) m_quick->paint(painter, *m_look);
  if (m_drag == Drag::Box) paintBox(painter);
  painter.end();
  m_paintMs = static_cast<double>(timer.nsecsElapsed()) * 1e-6;
  Q_EMIT painted();
}

void MapWidget::paintOther(QPainter& painter) {
  const QImage& picture = m_otherCompositor->compose();
  if (picture.isNull()) return;
  const double ratio = devicePixelRatioF();
  const int from = m_swipes ? static_cast<int>(std::lround(m_swipe * width() * ratio)) : 0;
  painter.save();
  painter.scale(1 / ratio, 1 / ratio);
  painter.drawImage(QPoint(from, 0), picture, QRect(QPoint(from, 0), picture.size() - QSize(from, 0)));
  painter.restore();
  if (!m_swipes) return;
  const double x = m_swipe * width();
  const Theme& theme = m_look->theme();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(theme.labelPlate, 4));
  painter.drawLine(QPointF(x, 0), QPointF(x, height()));
  painter.setPen(QPen(theme.accent, 2));
  painter.drawLine(QPointF(x, 0), QPointF(x, height()));
  painter.setBrush(theme.accent);
  painter.drawRoundedRect(QRectF(x - 4, height() / 2.0 - 18, 8, 36), Look::kRadius, Look::kRadius);
  // Whose side is whose.
  const auto name = [&](const FramePtr& frame) {
    return frame && frame->plan ? QString::fromStdString(frame->plan->name) : QString();
  };
  painter.setFont(m_look->text(12));
  const auto plate = [&](const QString& text, bool left) {
    if (text.isEmpty()) return;
    const QSizeF size(QFontMetricsF(painter.font()).horizontalAdvance(text) + 16, 22);
    const QRectF box(left ? x - 12 - size.width() : x + 12, height() - kEntryInset, size.width(),
                     size.height());
    painter.setPen(theme.border);
    painter.setBrush(theme.panelRaised);
    painter.drawRoundedRect(box, Look::kRadius, Look::kRadius);
    painter.setPen(theme.text);
    painter.drawText(box, Qt::AlignCenter, text);
  };
  plate(name(m_frame), true);
  plate(name(m_other), false);
}

void MapWidget::paintBox(QPainter& painter) const {
  const QRectF box = QRectF(m_pressed, m_last).normalized();
  QColor fill = m_look->theme().accent;
  fill.setAlphaF(0.12f);
  painter.setPen(m_look->theme().accent);
  painter.setBrush(fill);
  painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
}

void MapWidget::addOverlay(QWidget* overlay, Qt::Alignment where, QMargins margin) {
  overlay->setParent(this);
  m_overlays.push_back({overlay, where, margin});
  layoutOverlays();
}

void MapWidget::layoutOverlays() {
  for (const Overlay& overlay : m_overlays) {
    if (!overlay.widget) continue;
    overlay.widget->ensurePolished();
    const QRect room = rect().marginsRemoved(overlay.margin);
    QSize wanted = overlay.widget->sizeHint().expandedTo(overlay.widget->minimumSize());
    if (overlay.widget->sizePolicy().verticalPolicy() == QSizePolicy::Expanding) {
      wanted.setHeight(room.height());
    }
    wanted = wanted.boundedTo(room.size()).boundedTo(overlay.widget->maximumSize());
    int x = room.left();
    int y = room.top();
    if (overlay.where & Qt::AlignRight) x = room.right() + 1 - wanted.width();
    if (overlay.where & Qt::AlignHCenter) x = room.center().x() - wanted.width() / 2;
    if (overlay.where & Qt::AlignBottom) y = room.bottom() + 1 - wanted.height();
    if (overlay.where & Qt::AlignVCenter) y = room.center().y() - wanted.height() / 2;
    overlay.widget->setGeometry(x, y, wanted.width(), wanted.height());
    overlay.widget->raise();
  }
}

}  // namespace sorami
