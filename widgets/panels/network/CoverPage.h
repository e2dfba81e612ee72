// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/network/NetworkReport.h"
#include "widgets/panels/network/CoverChart.h"
#include "widgets/scene/Frame.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QTableWidget;

namespace sorami {

using NetworkReportPtr = std::shared_ptr<const NetworkReport>;

QString shareText(double part, double whole);

/// How much of each area is covered, at the slider's altitude and at all others, and where the gaps are.
class CoverPage : public QWidget {
  Q_OBJECT
 public:
  explicit CoverPage(QWidget* parent = nullptr);

  void setReport(const NetworkReportPtr& report, UnitProfile units);
  void setMode(CoverageMode mode);
  /// The area whose gaps are listed; an id of the plan's, empty for all that is reached.
  std::string area() const;
  bool connectedOnly() const;
  int gapOrder() const;
  bool showsGaps() const;

 Q_SIGNALS:
  void modeChosen(sorami::CoverageMode mode);
  /// m from the slider's altitude up that must be seen as a whole; 0: that altitude alone.
  void bandChosen(double metres);
  void choiceChanged();
  void gapChosen(int gap, sorami::LatLon at);
  void altitudeAsked(double metres);

 private:
  void fill();
  NetworkReportPtr m_report;
  UnitProfile m_units = UnitProfile::Air;
  QComboBox* m_mode;
  QComboBox* m_band;
  QCheckBox* m_connected;
  QCheckBox* m_showGaps;
  QComboBox* m_order;
  QComboBox* m_area;
  QTableWidget* m_areas;
  CoverChart* m_chart;
  QTableWidget* m_gaps;
  QLabel* m_gapTitle;
  QLabel* m_note;
  bool m_loading = false;
};

}  // namespace sorami
