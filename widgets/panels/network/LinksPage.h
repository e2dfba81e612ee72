// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/network/CoverPage.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QTableWidget;

namespace sorami {

/// The what-if board: a switch for every sensor, relay, centre and link with what hangs on it, and the worst
/// that can fail together.
class LinksPage : public QWidget {
  Q_OBJECT
 public:
  explicit LinksPage(QWidget* parent = nullptr);

  void setReport(const NetworkReportPtr& report, UnitProfile units);
  /// The elements' names stand in `names`.
  void clearFailures();
  void setFailures(const FailureReport& failures, const QStringList& names);
  /// Negative: nothing is being searched.
  void setSearching(double part);
  /// What microwave links are judged by, over an earth of factor `k`.
  LinkConditions conditions(double k) const;

 Q_SIGNALS:
  void switched(const QString& id, bool on);
  void allOn();
  void takeIntoPlan();
  void conditionsChanged();
  void chosen(const QString& id);
  void failuresAsked();
  void failuresStopped();

 private:
  void showNote();
  QTableWidget* m_board;
  QLabel* m_note;
  QTableWidget* m_failures;
  QLabel* m_summary;
  QLabel* m_failureNote;
  QSpinBox* m_rain;
  QComboBox* m_model;
  QDoubleSpinBox* m_time;
  QPushButton* m_all;
  QPushButton* m_take;
  QPushButton* m_search;
  QProgressBar* m_progress;
  UnitProfile m_units = UnitProfile::Air;
  bool m_loading = false;
  bool m_searching = false;
};

}  // namespace sorami
