// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/StoreView.h"
#include "widgets/look/Look.h"
#include "widgets/look/UnitText.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace sorami {

/// A track's altitude, speed, direction, climb and update interval against time, the cursor on them. A click
/// or drag seeks.
class HistoryChart : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit HistoryChart(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  void setSamples(std::vector<Sample> samples);
  void setCursor(UtcTime cursor);
  void setUnits(UnitProfile units);
  QSize sizeHint() const override;

 Q_SIGNALS:
  void seekRequested(sorami::UtcTime to);

 protected:
  void paintEvent(QPaintEvent*) override;
  void mousePressEvent(QMouseEvent*) override;
  void mouseMoveEvent(QMouseEvent*) override;
  void leaveEvent(QEvent*) override;

 private:
  struct Series {
    QString title;
    float (*value)(const Sample&);  ///< null: seconds since the report before
    QString (*text)(double, UnitProfile);
    QColor colour;
    bool isAngle = false;
  };
  static constexpr int kPlots = 5;
  float valueAt(const Series& series, std::size_t i) const;
  QRect plot(int index) const;
  void paintSeries(QPainter& painter, const Series& series, const QRect& area) const;
  UtcTime timeAt(double x) const;

  LookPtr m_look;
  std::vector<Sample> m_samples;
  TimeRange m_range;
  UtcTime m_cursor;
  UnitProfile m_units = UnitProfile::Air;
  std::optional<double> m_hover;
};

}  // namespace sorami
