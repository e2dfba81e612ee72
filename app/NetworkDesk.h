// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/NetworkPanel.h"
#include "app/Session.h"
#include "data/coverage/network/CoverageFit.h"
#include "data/coverage/network/NetworkPicture.h"
#include "widgets/look/LatestJob.h"
#include "widgets/panels/network/NetworkPages.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <optional>

class QDockWidget;
class QMenu;

namespace sorami {

class MainWindow;

/// Joins the analysis of the network to the window: the network panel, what the map shows of it, and the
/// work in the background. It computes only while its panel is open.
class NetworkDesk : public QObject {
  Q_OBJECT
 public:
  using Page = NetworkPanel::Page;
  using enum NetworkPanel::Page;

  explicit NetworkDesk(MainWindow& window);
  ~NetworkDesk() override;

  void open(Page page);
  QDockWidget* dock() const;
  bool hasFoldedContents() const { return m_panel->hasFoldedContents(); }
  bool isBusy() const;

 private:
  struct Answer {
    std::shared_ptr<const NetworkReport> report;
    QString problem;
  };
  struct Sights {
    LatLon at;
    double altitude = 0;
    std::vector<PointSight> sights;
  };
  struct FlightAnswer {
    Flight flight;
    TrackDetection detection;
  };
  struct Comparison {
    std::vector<PlanDifference> differences;
  };
  struct Findings {
    std::vector<Finding> all;
    bool isFinal = false;
  };
  struct Measurement {
    std::shared_ptr<const MeasuredReport> report;
    LatLon site;
    QString problem;
  };

  void makeActions();
  void connectPages();
  void clearMap();
  std::vector<NetworkSensor> sensors() const;
  AltitudeLevel level() const;
  NetworkInput input() const;
  void changed();
  /// Nothing of what was answered so far is shown any longer.
  void forget();
  void ask();
  void take(const Answer& answer);
  void showPicture();
  void askPoint(LatLon at);
  void askTrack(TrackId track);
  void explain(LatLon at, double altitude, std::optional<double> headingDeg = std::nullopt);
  void askFailures();
  void askAdvice();
  void takeProposal(int proposal);
  void askFlight();
  /// With what a partner may see of it, in a partner's view.
  void compareWith(const Plan& whole, const QString& name);
  /// A menu of what the plan can be compared with: the other open plans, or a file.
  void offerOthers(const QPoint& at);
  void askComparison();
  void showComparison();
  void showDetection();
  void askMeasured();
  void askCheck();
  void askFit();
  void takeFit();
  std::optional<NetworkSensor> measuredSensor() const;
  std::size_t measuredBand() const;

  MainWindow& m_window;
  Session& m_session;
  NetworkPanel* const m_panel;

  std::shared_ptr<NetworkCache> m_cache = std::make_shared<NetworkCache>();
  NetworkReportPtr m_report;
  std::vector<std::string> m_off;
  int m_selectedGap = -1;
  std::optional<LatLon> m_pointAt;
  TrackId m_pointTrack = kNoTrack;  ///< instead of a point: where this track is now
  Sights m_sights;
  FlightAnswer m_flightAnswer;
  AdvisorResult m_advice;
  std::vector<AdvisorCandidate> m_candidates;
  SensorParameters m_advisedSensor;
  SiteKind m_advisedKind = SiteKind::GapFillerRadar;
  std::vector<NetworkSensor> m_other;
  PlanPtr m_otherPlan;
  std::string m_partner;  ///< whose view the comparison was made in
  QString m_otherName;
  bool m_flicker = false;
  Measurement m_measurement;
  std::optional<CoverageFit> m_fit;
  std::string m_fitSite;
  std::uint64_t m_pictureKey = 0;
  std::uint64_t m_service = 0;  ///< of the sites that were out of service when the report was asked for

  QTimer m_soon;
  QTimer m_flickerTimer;
  QThreadPool m_pool;
  std::unique_ptr<LatestJob<Answer>> m_job;
  std::unique_ptr<LatestJob<Sights>> m_pointJob;
  std::unique_ptr<LatestJob<std::shared_ptr<FailureReport>>> m_failureJob;
  std::unique_ptr<LatestJob<Result<AdvisorResult>>> m_adviceJob;
  std::unique_ptr<LatestJob<FlightAnswer>> m_flightJob;
  std::unique_ptr<LatestJob<Result<std::vector<NetworkSensor>>>> m_otherJob;
  std::unique_ptr<LatestJob<Comparison>> m_compareJob;
  std::unique_ptr<LatestJob<Measurement>> m_measuredJob;
  std::unique_ptr<LatestJob<Result<CoverageFit>>> m_fitJob;
  std::unique_ptr<LatestJob<Findings>> m_checkJob;
};

}  // namespace sorami
