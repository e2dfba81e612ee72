// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/Look.h"
#include "widgets/look/UnitText.h"

#include <QWidget>

#include <vector>

namespace sorami {

/// The altitude coverage is shown at, on the map's edge. The scale is finer near the ground; it sticks to
/// round altitudes and to the plan's own. Drag, wheel, arrow and page keys; a click on the reference changes
/// between above sea level and above ground.
class AltitudeSlider : public QWidget, public Themed {
  Q_OBJECT
 public:
  /// How altitude is written on it.
  enum class Scale { Feet, FlightLevel, Metres };
  static constexpr double kHighest = 30'480;  ///< m, FL1000

  explicit AltitudeSlider(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  void setAltitude(double metres);
  double altitude() const { return m_altitude; }
  void setReference(AltitudeReference reference);
  AltitudeReference reference() const { return m_reference; }
  void setScale(Scale scale);
  Scale scale() const { return m_scale; }
  /// Altitudes (m) it also sticks to, such as the plan's.
  void setDetents(std::vector<double> detents);
  /// The altitude as it is shown: `FL100`, `10 000 ft`, `3 048 m`.
  QString valueText() const;
  QString text(double metres) const;
  /// y of an altitude on the track, logical px.
  int yOf(double metres) const;
  QSize sizeHint() const override;

 Q_SIGNALS:
  void altitudeChanged(double metres);
  void referenceChanged(sorami::AltitudeReference reference);
  void scaleChanged();

 protected:
  void paintEvent(QPaintEvent*) override;
  void mousePressEvent(QMouseEvent*) override;
  void mouseMoveEvent(QMouseEvent*) override;
  void wheelEvent(QWheelEvent*) override;
  void keyPressEvent(QKeyEvent*) override;
  bool event(QEvent* event) override;
  void contextMenuEvent(QContextMenuEvent*) override;

 private:
  QRect trackRect() const;
  QRect referenceRect() const;
  double altitudeAt(double y) const;
  double step() const;  ///< m of one key press at the present altitude
  void choose(double metres);
  void updateAccessible();
  LookPtr m_look;
  double m_altitude = 3048;
  AltitudeReference m_reference = AltitudeReference::Amsl;
  Scale m_scale = Scale::FlightLevel;
  std::vector<double> m_detents;
  bool m_dragging = false;
};

}  // namespace sorami
