// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/map/MapWidget.h"

#include "widgets/map/CoordinateEntry.h"
#include "widgets/map/tools/MeasureTool.h"
#include "widgets/map/tools/PlaceRadarTool.h"
#include "widgets/map/tools/PlaceTools.h"
#include "widgets/map/tools/SelectTool.h"
#include "widgets/map/tools/ShapeTool.h"

#include <QLabel>
#include <QLineEdit>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

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
