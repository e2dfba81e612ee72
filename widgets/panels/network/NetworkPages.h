// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/network/Advisor.h"
#include "data/coverage/network/PlanCheck.h"
#include "data/coverage/network/PlanCompare.h"
#include "data/coverage/network/TrackDetection.h"
#include "widgets/panels/network/CoverPage.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QTableWidget;

namespace sorami {

/// What sees a point, and why the others do not.
class PointPage : public QWidget {
  Q_OBJECT
 public:
  explicit PointPage(QWidget* parent = nullptr);
  void setSights(const QString& title, const std::vector<PointSight>& sights, UnitProfile units);
  bool followsPointer() const;
  void setFollowsPointer(bool follows);

 Q_SIGNALS:
  void followChanged(bool follows);
  void siteChosen(const QString& site);

 private:
  QLabel* m_title;
  QTableWidget* m_table;
  QLabel* m_text;
  QCheckBox* m_follow;
  std::vector<PointSight> m_sights;
};

/// Where next? Asks the advisor and takes its proposals over.
class NextPage : public QWidget {
  Q_OBJECT
 public:
  explicit NextPage(QWidget* parent = nullptr);
  void setPlan(const PlanPtr& plan);
  void setResult(const AdvisorResult& result, const std::vector<AdvisorCandidate>& candidates);
  /// Negative: idle.
  void setProgress(double part);
  void setProblem(const QString& text);
  void markTaken(int proposal);

  SiteKind sensorKind() const;
  int count() const;
  int mostCandidates() const;
  enum class From { AreaGrid, HighGround, CandidateAreas };
  From from() const;
  std::vector<double> altitudes() const;  ///< m
  std::string area() const;               ///< id; empty: all areas

 Q_SIGNALS:
  void startAsked();
  void stopAsked();
  void takeAsked(int proposal);
  void proposalChosen(int proposal);

 private:
  QComboBox* m_kind;
  QComboBox* m_area;
  QComboBox* m_from;
  QSpinBox* m_count;
  QComboBox* m_most;
  QComboBox* m_altitudes;
  QPushButton* m_start;
  QProgressBar* m_progress;
  QLabel* m_note;
  QTableWidget* m_table;
  QPushButton* m_take;
  bool m_running = false;
  std::vector<int> m_taken;
};

/// When a track or a threat is seen, and how long before it is where it goes.
class FlightPage : public QWidget {
  Q_OBJECT
 public:
  explicit FlightPage(QWidget* parent = nullptr);
  void setPlan(const PlanPtr& plan);
  void setTrack(const QString& name);  ///< of the selected track; empty none
  void setDetection(const Flight& flight, const TrackDetection& detection, const PlanPtr& plan,
                    UnitProfile units);
  /// Index of the plan's threat; −1: the selected track.
  int threat() const;
  std::string place() const;  ///< site or area id

 Q_SIGNALS:
  void choiceChanged();
  void timeAsked(sorami::UtcTime to);

 private:
  QComboBox* m_flight;
  QComboBox* m_place;
  QLabel* m_summary;
  QTableWidget* m_table;
  QLabel* m_note;
  std::vector<Micros> m_times;
};

/// This plan against another one.
class ComparePage : public QWidget {
  Q_OBJECT
 public:
  explicit ComparePage(QWidget* parent = nullptr);
  void setOther(const QString& name, double part);
  void setDifferences(const std::vector<PlanDifference>& differences, UnitProfile units);
  enum class Show { Nothing, Difference, Flicker, Other, Swipe };
  Show shown() const;
  void setShown(Show show);

 Q_SIGNALS:
  /// Under the button: other open plans, and files.
  void otherAsked(const QPoint& at);
  void presentAsked();
  void endAsked();
  void showChanged();

 private:
  QLabel* m_name;
  QComboBox* m_show;
  QTableWidget* m_table;
  QProgressBar* m_progress;
};

}  // namespace sorami
