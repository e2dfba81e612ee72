// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/Look.h"
#include "widgets/look/UnitText.h"
#include "widgets/map/MapController.h"
#include "widgets/map/MapTool.h"
#include "widgets/scene/Compositor.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QVariantAnimation>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QLabel;
class QMenu;

namespace sorami {

class CoordinateEntry;
class MeasureTool;

/// The map: shows what the compositor makes and turns mouse, wheel, touch and keys into views and tool
/// events. It holds no state of the picture; see MapController.
class MapWidget : public QWidget, public Themed {
  Q_OBJECT
 public:
  static constexpr double kFinest = 0.5;     ///< map metres a logical px
  static constexpr double kCoarsest = 60e3;  ///< map metres a logical px

  /// `compositor` may be null: the map then shows its plain ground.
  MapWidget(MapController& controller, std::unique_ptr<Compositor> compositor, QWidget* parent = nullptr);
  ~MapWidget() override;

  void setLook(const LookPtr& look) override;
  void setFrame(FramePtr frame);
  const FramePtr& frame() const { return m_frame; }
  /// Another plan's picture of the same view: right of a line that can be dragged, or everywhere. Null: none.
  void setOther(FramePtr other, bool swipe);
  /// Where the line stands, 0 left edge … 1 right edge.
  double swipeAt() const { return m_swipe; }
  void setSwipeAt(double part);
  Compositor* compositor() const { return m_compositor.get(); }
  MapController& controller() { return m_controller; }
  UnitProfile units() const { return m_frame ? m_frame->units : UnitProfile::Air; }
  void setReducedMotion(bool reduced) { m_reducedMotion = reduced; }

  /// The tool the left button works with: `select`, `lasso`, `measure`, `measure-area`, `measure-angle`,
  /// `measure-sector`, `measure-rings`, `measure-sight`, `radar`, `place`, `link`, `area`, `line`, `polygon`,
  /// `circle`, `text`, `arrow`, `bullseye`, `threat` or `route`.
  void setTool(const QString& id);
  QString tool() const;
  /// A measure tool with its first point set.
  void measureFrom(LatLon from, const QString& tool = QStringLiteral("measure"));
  /// A measure tool by its id; null when there is none of that name.
  MeasureTool* measureTool(const QString& id) const;
  /// Esc: leaves the drag, then what the tool holds, then the tool. True when there was something to leave.
  bool cancel();

  // View commands, as the keys and buttons use them.
  void panBy(double partX, double partY);  ///< parts of the window, east and north positive
  void zoomBy(double factor);              ///< > 1 zooms in, about the middle
  void centreOn(LatLon position);
  /// Brings a box of map coordinates into view.
  void fit(const QRectF& mapBox);
  void fitPoints(const std::vector<LatLon>& points);
  /// Moves to a view, smoothly unless motion is reduced.
  void moveTo(const View& target);

  std::optional<LatLon> geoAt(QPointF position) const;
  std::optional<QPointF> positionOf(LatLon geo) const;  ///< nothing where the projection doesn't show it
  Pick pickAt(QPointF position) const;
  /// Milliseconds the last paint took, compositing included.
  double paintMs() const { return m_paintMs; }

  /// Keeps a child at an edge or corner of the map, `margin` px inside.
  void addOverlay(QWidget* overlay, Qt::Alignment where, QMargins margin);
  void layoutOverlays();

 Q_SIGNALS:
  void toolChanged(const QString& id);
  /// The right-click menu is about to show: others may add to it.
  void menuRequested(QMenu* menu, sorami::LatLon at, const sorami::Pick& pick);
  /// A site was double-clicked.
  void siteOpened(const QString& site);
  void painted();

 protected:
  void paintEvent(QPaintEvent*) override;
  void resizeEvent(QResizeEvent*) override;
  void mousePressEvent(QMouseEvent*) override;
  void mouseMoveEvent(QMouseEvent*) override;
  void mouseReleaseEvent(QMouseEvent*) override;
  void mouseDoubleClickEvent(QMouseEvent*) override;
  void wheelEvent(QWheelEvent*) override;
  void leaveEvent(QEvent*) override;
  void keyPressEvent(QKeyEvent*) override;
  bool event(QEvent*) override;

 private:
  enum class Drag { None, Maybe, Pan, Box, Tool, Quick, Swipe };
  struct Overlay {
    QPointer<QWidget> widget;
    Qt::Alignment where;
    QMargins margin;
  };

  MapEvent mapEvent(QPointF position, Qt::KeyboardModifiers modifiers) const;
  void zoomAt(QPointF position, double factor);
  void panTo(QPointF position);
  void applyView(View view);
  void showMenu(QPointF position, QPoint global);
  void updateCursor();
  void updateHint();
  bool isForEntry(const QKeyEvent& event) const;
  void paintBox(QPainter& painter) const;
  void paintOther(QPainter& painter);
  bool isOnSwipe(QPointF position) const;

  MapController& m_controller;
  std::unique_ptr<Compositor> m_compositor;
  FramePtr m_frame;
  LookPtr m_look;
  std::unique_ptr<Compositor> m_otherCompositor;  ///< made when there is something to compare with
  FramePtr m_other;
  bool m_swipes = false;
  double m_swipe = 0.5;
  std::vector<std::unique_ptr<MapTool>> m_tools;
  MapTool* m_tool = nullptr;
  std::unique_ptr<MapTool> m_quick;  ///< the measure that lives while the right button is held
  std::vector<Overlay> m_overlays;
  QLabel* m_hint = nullptr;
  CoordinateEntry* m_entry = nullptr;
  QVariantAnimation m_motion;
  bool m_reducedMotion = false;

  Drag m_drag = Drag::None;
  Qt::MouseButton m_button = Qt::NoButton;
  QPointF m_pressed;
  QPointF m_last;
  bool m_toolHasDrag = false;
  double m_paintMs = 0;
};

}  // namespace sorami
