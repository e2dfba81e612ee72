// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/network/NetworkFloors.h"
#include "widgets/look/Look.h"
#include "widgets/look/UnitText.h"

#include <QWidget>

#include <vector>

namespace sorami {

/// Share of an area that one, two and three sensors see, against altitude; the slider's altitude on it. A
/// click asks for that altitude.
class CoverChart : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit CoverChart(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  void setShares(std::vector<CoverShare> shares, double altitude, UnitProfile units);
  QSize sizeHint() const override { return {320, 190}; }

 Q_SIGNALS:
  void altitudeAsked(double metres);

 protected:
  void paintEvent(QPaintEvent*) override;
  void mousePressEvent(QMouseEvent*) override;

 private:
  QRectF plot() const;
  double yOf(double metres) const;  ///< 0 at the foot … 1

  LookPtr m_look;
  std::vector<CoverShare> m_shares;
  double m_altitude = 0;
  UnitProfile m_units = UnitProfile::Air;
};

}  // namespace sorami
