// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/network/CoverageFit.h"
#include "data/coverage/network/Measured.h"
#include "data/plan/Plan.h"
#include "data/store/StoreView.h"
#include "widgets/look/UnitText.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableWidget;

namespace sorami {

/// Measured against predicted: where a sensor really detected, beside what the model says, and what would
/// fit the recording better.
class MeasuredPage : public QWidget {
  Q_OBJECT
 public:
  explicit MeasuredPage(QWidget* parent = nullptr);

  void setPlan(const PlanPtr& plan);
  /// `store` null: no recording.
  void setStore(const StoreViewPtr& store);
  /// `band`: index of the altitude band the map shows.
  void setReport(const MeasuredReport& report, std::size_t band, UnitProfile units);
  void setFit(const CoverageFit& fit, double earthFactor);
  /// Negative: nothing runs.
  void setProgress(double part);
  void setProblem(const QString& text);

  std::string site() const;  ///< id; empty none
  /// Index of the recording's source that is this sensor; nothing when none is chosen.
  std::optional<std::uint16_t> source() const;

 Q_SIGNALS:
  void choiceChanged();
  void fitAsked();
  void stopAsked();
  void takeAsked();

 private:
  void guessSource();

  QComboBox* m_site;
  QComboBox* m_source;
  QLabel* m_summary;
  QTableWidget* m_table;
  QPushButton* m_fit;
  QProgressBar* m_progress;
  QTableWidget* m_values;
  QLabel* m_note;
  QPushButton* m_take;
  bool m_running = false;
};

}  // namespace sorami
