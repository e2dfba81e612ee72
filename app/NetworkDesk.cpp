// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/NetworkDesk.h"

#include "app/MainWindow.h"
#include "app/NetworkPanel.h"
#include "data/geo/Geodesic.h"
#include "data/plan/Motion.h"
#include "widgets/look/PositionText.h"
#include "widgets/map/MapWidget.h"
#include "widgets/map/PlanEditor.h"
#include "widgets/panels/network/CheckPage.h"
#include "widgets/panels/network/LinksPage.h"
#include "widgets/panels/network/MeasuredPage.h"
#include "widgets/scene/layers/SitePicture.h"

#include <QFileDialog>
#include <QMenu>

#include <algorithm>
#include <cmath>
#include <utility>

namespace sorami {
namespace {

constexpr int kSoonMs = 30;
constexpr int kFlickerMs = 700;
constexpr std::size_t kMostCrosses = 400;  ///< candidates drawn at most

}  // namespace

NetworkDesk::NetworkDesk(MainWindow& window)
    : QObject(&window), m_window(window), m_session(window.session()), m_panel(new NetworkPanel(window)) {
  m_pool.setMaxThreadCount(2);
  m_job = std::make_unique<LatestJob<Answer>>(
      this, [this](const Answer& answer) { take(answer); }, &m_pool);
  m_pointJob = std::make_unique<LatestJob<Sights>>(
      this,
      [this](const Sights& sights) {
        m_sights = sights;
        m_panel->point->setSights(
            tr("%1 at %2").arg(positionText(sights.at), altitudeText(sights.altitude, m_session.units())),
            sights.sights, m_session.units());
        showPicture();
      },
      &m_pool);
  m_failureJob = std::make_unique<LatestJob<std::shared_ptr<FailureReport>>>(
      this,
      [this](const std::shared_ptr<FailureReport>& failures) {
        m_panel->links->setSearching(-1);
        if (!failures || !m_session.plan() || !m_report) return;
        const Plan trial = planOfTrial(*m_session.plan(), m_off);
        QStringList names;
        const NetworkTopology topology(trial, m_report->links);
        for (const auto& element : topology.elements()) {
          names << QString::fromStdString(element.name);
        }
        m_panel->links->setFailures(*failures, names);
      },
      &m_pool);
  m_adviceJob = std::make_unique<LatestJob<Result<AdvisorResult>>>(
      this,
      [this](const Result<AdvisorResult>& advice) {
        if (!advice) {
          m_panel->next->setProblem(QString::fromStdString(advice.error().text()));
          return;
        }
        m_advice = *advice;
        m_panel->next->setResult(m_advice, m_candidates);
        showPicture();
      },
      &m_pool);
  m_flightJob = std::make_unique<LatestJob<FlightAnswer>>(
      this,
      [this](const FlightAnswer& answer) {
        m_flightAnswer = answer;
        m_panel->flight->setDetection(answer.flight, answer.detection, m_session.plan(), m_session.units());
        showDetection();
        showPicture();
      },
      &m_pool);
  m_otherJob = std::make_unique<LatestJob<Result<std::vector<NetworkSensor>>>>(
      this,
      [this](const Result<std::vector<NetworkSensor>>& other) {
        if (!other) {
          m_panel->compare->setOther({}, -1);
          return;
        }
        m_other = *other;
        m_panel->compare->setOther(m_otherName, 1);
        askComparison();
        showComparison();
      },
      &m_pool);
  m_compareJob = std::make_unique<LatestJob<Comparison>>(
      this,
      [this](const Comparison& c) { m_panel->compare->setDifferences(c.differences, m_session.units()); },
      &m_pool);
  m_measuredJob = std::make_unique<LatestJob<Measurement>>(
      this,
      [this](const Measurement& m) {
        m_measurement = m;
        if (m.report) {
          m_panel->measured->setReport(*m.report, measuredBand(), m_session.units());
        } else {
          m_panel->measured->setProblem(m.problem);
        }
        showPicture();
      },
      &m_pool);
  m_fitJob = std::make_unique<LatestJob<Result<CoverageFit>>>(
      this,
      [this](const Result<CoverageFit>& fit) {
        if (!fit) {
          m_panel->measured->setProblem(QString::fromStdString(fit.error().text()));
          return;
        }
        m_fit = *fit;
        m_panel->measured->setFit(*fit, m_session.earthFactor());
      },
      &m_pool);

  m_checkJob = std::make_unique<LatestJob<Findings>>(
      this, [this](const Findings& found) { m_panel->check->setFindings(found.all, found.isFinal); },
      &m_pool);

  connect(m_panel, &NetworkPanel::pageTurned, this, [this] {
    changed();
    showDetection();
    showPicture();
  });
  connect(m_panel, &NetworkPanel::opened, this, &NetworkDesk::changed);
  connect(m_panel, &NetworkPanel::closed, this, &NetworkDesk::clearMap);
  makeActions();
  connectPages();
  m_soon.setSingleShot(true);
  m_soon.setInterval(kSoonMs);
  connect(&m_soon, &QTimer::timeout, this, &NetworkDesk::ask);
  m_flickerTimer.setInterval(kFlickerMs);
  connect(&m_flickerTimer, &QTimer::timeout, this, [this] {
    m_flicker = !m_flicker;
    showComparison();
  });
  connect(&m_session, &Session::planChanged, this, [this] {
    const PlanPtr& plan = m_session.plan();
    // What we compared with is not for every partner's eyes.
    if (m_session.partner() != m_partner) {
      m_partner = m_session.partner();
      Q_EMIT m_panel->compare->endAsked();
      forget();
    }
    // A switch of the board that has gone from the plan is forgotten.
    std::erase_if(m_off, [&](const std::string& id) {
      if (!plan) return true;
      const bool link = std::any_of(plan->links.begin(), plan->links.end(),
                                    [&](const Link& each) { return each.id == id; });
      return !link && plan->site(id) == nullptr;
    });
    m_panel->next->setPlan(plan);
    m_panel->flight->setPlan(plan);
    m_panel->measured->setPlan(plan);
    changed();
  });
  connect(&m_session, &Session::coverageChanged, this, &NetworkDesk::changed);
  connect(&m_session, &Session::terrainChanged, this, &NetworkDesk::changed);
  connect(&m_session, &Session::storeChanged, this,
          [this] { m_panel->measured->setStore(m_session.store()); });
  connect(&m_session, &Session::storeGrown, this, [this] {
    if (m_panel->page() == Warning) changed();
  });
  connect(&m_session, &Session::displayChanged, this, [this] {
    m_panel->cover->setMode(m_session.coverageMode());
    changed();
  });
  connect(&m_session, &Session::selectionChanged, this, [this] {
    const TrackId track = m_session.selectedTrack();
    const StoreViewPtr& store = m_session.store();
    const bool has = store && track < store->tracks().size();
    m_panel->flight->setTrack(has ? QString::fromStdString(store->tracks()[track].displayName()) : QString());
    if (m_panel->page() == Warning) changed();
  });
  connect(&m_session, &Session::clockChanged, this, [this] {
    if (!m_panel->isVisible()) return;
    // Who is in service has changed with the time.
    if (const std::uint64_t service = serviceKey(*m_session.frame()); service != m_service) {
      m_service = service;
      changed();
    }
    if (m_panel->page() == Point && m_pointTrack != kNoTrack) askTrack(m_pointTrack);
  });
  connect(&m_session, &Session::pointerChanged, this, [this] {
    if (m_panel->isVisible() && m_panel->page() == Point && m_panel->point->followsPointer() &&
        m_session.pointer()) {
      m_pointTrack = kNoTrack;
      askPoint(*m_session.pointer());
    }
  });
}

NetworkDesk::~NetworkDesk() = default;

void NetworkDesk::forget() {
  m_job->cancel();
  m_pointJob->cancel();
  m_failureJob->cancel();
  m_adviceJob->cancel();
  m_flightJob->cancel();
  m_measuredJob->cancel();
  m_fitJob->cancel();
  m_checkJob->cancel();
  m_report.reset();
  m_pointAt.reset();
  m_pointTrack = kNoTrack;
  m_sights = {};
  m_panel->point->setSights({}, {}, m_session.units());
  m_advice = {};
  m_candidates.clear();
  m_panel->next->setResult({}, {});
  m_panel->next->setProblem({});
  m_flightAnswer = {};
  m_panel->flight->setDetection({}, {}, nullptr, m_session.units());
  m_measurement = {};
  m_panel->measured->setProblem({});
  m_panel->links->clearFailures();
  m_panel->check->clear();
  m_selectedGap = -1;
  m_session.setNetwork(nullptr, {});
}

/// A closed panel leaves no trace on the map.
void NetworkDesk::clearMap() {
  m_off.clear();
  m_flickerTimer.stop();
  m_session.setNetwork(nullptr, {});
  m_session.setOtherCoverage({});
  m_session.setOtherPlan(nullptr, CompareView::None);
  showDetection();
  if (m_session.coverageMode() == CoverageMode::Difference) m_session.setCoverageMode(CoverageMode::Bands);
}

void NetworkDesk::makeActions() {
  Actions& a = m_window.actionList();
  const QString group = tr("Network");
  const auto page = [&](const char* id, const QString& text, const QKeySequence& key, Page to) {
    return a.add(QString::fromLatin1(id), group, text, key.isEmpty() ? QList<QKeySequence>{} : QList{key}, {},
                 [this, to] { open(to); });
  };
  QList<QAction*> all;
  all << page("network.cover", tr("Network coverage and gaps"), QKeySequence(QStringLiteral("Ctrl+Shift+N")),
              Cover);
  all << page("network.links", tr("What if: links and failures"),
              QKeySequence(QStringLiteral("Ctrl+Shift+W")), Links);
  all << page("network.point", tr("What sees a point?"), QKeySequence(QStringLiteral("Ctrl+Shift+E")), Point);
  all << page("network.next", tr("Where next? Propose sites"), {}, Next);
  all << page("network.warning", tr("Detection along a track"), {}, Warning);
  all << page("network.compare", tr("Compare plans"), {}, Compare);
  all << page("network.measured", tr("Measured against predicted"), {}, Measured);
  all << page("network.check", tr("Check the plan"), {}, Check);
  const auto mode = [&](const char* id, const QString& text, CoverageMode to) {
    return a.add(QString::fromLatin1(id), group, text, {}, {}, [this, to] { m_session.setCoverageMode(to); });
  };
  all << mode("coverage.bands", tr("Coverage: altitude bands"), CoverageMode::Bands);
  all << mode("coverage.cover", tr("Coverage: how many sensors"), CoverageMode::Cover);
  all << mode("coverage.lowest", tr("Coverage: lowest altitude seen"), CoverageMode::Lowest);
  all << mode("coverage.joint", tr("Coverage: Pd of all together"), CoverageMode::JointPd);
  all << mode("coverage.best", tr("Coverage: Pd of the best sensor"), CoverageMode::BestPd);
  all << mode("coverage.revisit", tr("Coverage: revisit time"), CoverageMode::Revisit);
  auto* entries = new QMenu(group, &m_window);
  entries->addActions(all);
  m_window.addToMenu(entries);
  connect(m_window.map(), &MapWidget::menuRequested, this, [this](QMenu* menu, LatLon at, const Pick& pick) {
    if (!m_session.plan()) return;
    if (pick.kind == Pick::Kind::Track) {
      menu->addAction(tr("What sees this track?"), this, [this, track = pick.track] {
        m_panel->point->setFollowsPointer(false);
        open(Point);
        askTrack(track);
      });
    }
    menu->addAction(tr("What sees this point?"), this, [this, at] {
      m_panel->point->setFollowsPointer(false);
      open(Point);
      m_pointTrack = kNoTrack;
      askPoint(at);
    });
  });
}

void NetworkDesk::connectPages() {
  connect(m_panel->cover, &CoverPage::modeChosen, &m_session, &Session::setCoverageMode);
  connect(m_panel->cover, &CoverPage::bandChosen, &m_session, &Session::setCoverageBand);
  connect(m_panel->cover, &CoverPage::choiceChanged, this, [this] {
    m_selectedGap = -1;
    changed();
    showPicture();
  });
  connect(m_panel->cover, &CoverPage::gapChosen, this, [this](int gap, LatLon at) {
    m_selectedGap = gap;
    m_window.map()->centreOn(at);
    showPicture();
  });
  connect(m_panel->cover, &CoverPage::altitudeAsked, &m_session, &Session::setAltitude);
  connect(m_panel->links, &LinksPage::switched, this, [this](const QString& id, bool on) {
    std::erase(m_off, id.toStdString());
    if (!on) m_off.push_back(id.toStdString());
    changed();
  });
  connect(m_panel->links, &LinksPage::allOn, this, [this] {
    m_off.clear();
    changed();
  });
  connect(m_panel->links, &LinksPage::takeIntoPlan, this, [this] {
    if (!m_session.plan() || m_off.empty()) return;
    const Plan next = planOfTrial(*m_session.plan(), m_off);
    m_off.clear();
    m_session.edit(next, tr("switch off what the board has off"));
  });
  connect(m_panel->links, &LinksPage::conditionsChanged, this, &NetworkDesk::changed);
  connect(m_panel->links, &LinksPage::chosen, this, [this](const QString& id) {
    if (const PlanPtr& plan = m_session.plan(); plan && plan->site(id.toStdString())) {
      m_session.selectSite(id.toStdString());
    }
  });
  connect(m_panel->links, &LinksPage::failuresAsked, this, &NetworkDesk::askFailures);
  connect(m_panel->links, &LinksPage::failuresStopped, this, [this] {
    m_failureJob->cancel();
    m_panel->links->setSearching(-1);
  });
  connect(m_panel->check, &CheckPage::chosen, this, [this](const QString& id) {
    const PlanPtr& plan = m_session.plan();
    if (!plan) return;
    for (const PlanItemKind kind : {PlanItemKind::Site, PlanItemKind::Link, PlanItemKind::Area}) {
      const PlanItem item{kind, id.toStdString()};
      if (!holds(*plan, item)) continue;
      if (PlanEditor* editor = m_session.planEditor()) editor->setSelection({item}, false);
      m_window.map()->fitPoints(pointsOf(*plan, item));
    }
  });
  connect(m_panel->point, &PointPage::siteChosen, this,
          [this](const QString& site) { m_session.selectSite(site.toStdString()); });
  connect(m_panel->next, &NextPage::startAsked, this, &NetworkDesk::askAdvice);
  connect(m_panel->next, &NextPage::stopAsked, this, [this] {
    m_adviceJob->cancel();
    m_panel->next->setProblem(tr("Stopped."));
  });
  connect(m_panel->next, &NextPage::takeAsked, this, &NetworkDesk::takeProposal);
  connect(m_panel->next, &NextPage::proposalChosen, this, [this](int proposal) {
    if (proposal < static_cast<int>(m_advice.proposals.size())) {
      m_window.map()->centreOn(
          m_candidates[m_advice.proposals[static_cast<std::size_t>(proposal)].candidate].position);
    }
  });
  connect(m_panel->flight, &FlightPage::choiceChanged, this, &NetworkDesk::askFlight);
  connect(m_panel->flight, &FlightPage::timeAsked, this,
          [this](UtcTime to) { m_session.command(ClockCommand::Seek{to}); });
  connect(m_panel->compare, &ComparePage::presentAsked, this, [this] {
    if (m_session.plan())
      compareWith(*m_session.plan(), tr("%1, as it was").arg(QString::fromStdString(m_session.plan()->name)));
  });
  connect(m_panel->compare, &ComparePage::otherAsked, this, &NetworkDesk::offerOthers);
  connect(m_panel->compare, &ComparePage::endAsked, this, [this] {
    m_otherJob->cancel();
    m_other.clear();
    m_otherPlan.reset();
    m_otherName.clear();
    m_panel->compare->setOther({}, -1);
    showComparison();
  });
  connect(m_panel->compare, &ComparePage::showChanged, this, &NetworkDesk::showComparison);
  connect(m_panel->measured, &MeasuredPage::choiceChanged, this, [this] {
    m_fitJob->cancel();
    m_panel->measured->setProgress(-1);
    askMeasured();
  });
  connect(m_panel->measured, &MeasuredPage::fitAsked, this, &NetworkDesk::askFit);
  connect(m_panel->measured, &MeasuredPage::takeAsked, this, &NetworkDesk::takeFit);
  connect(m_panel->measured, &MeasuredPage::stopAsked, this, [this] {
    m_fitJob->cancel();
    m_panel->measured->setProblem(tr("Stopped."));
  });
}

void NetworkDesk::open(Page page) {
  m_panel->open(page);
  changed();
  showDetection();
}

QDockWidget* NetworkDesk::dock() const {
  return m_panel;
}

bool NetworkDesk::isBusy() const {
  return m_soon.isActive() || m_job->isBusy() || m_pointJob->isBusy() || m_failureJob->isBusy() ||
         m_adviceJob->isBusy() || m_flightJob->isBusy() || m_otherJob->isBusy() || m_compareJob->isBusy() ||
         m_measuredJob->isBusy() || m_fitJob->isBusy() || m_checkJob->isBusy();
}

std::vector<NetworkSensor> NetworkDesk::sensors() const {
  std::vector<NetworkSensor> out;
  if (!m_session.plan()) return out;
  for (const Site& site : m_session.plan()->sites) {
    if (!site.sensor || !site.active) continue;
    out.push_back({site.id, *site.sensor, m_session.coverage().field(site.id)});
  }
  return out;
}

AltitudeLevel NetworkDesk::level() const {
  const FramePtr& frame = m_session.frame();
  return {frame->altitude, frame->altitudeReference == AltitudeReference::AboveGround, frame->coverageBand};
}

NetworkInput NetworkDesk::input() const {
  NetworkInput in;
  if (m_session.plan()) in.plan = servingAt(*m_session.plan(), m_session.clock().cursor);
  in.time = m_session.clock().cursor;
  in.terrain = m_session.terrain();
  in.sensors = sensors();
  in.level = level();
  in.inFeet = m_session.units() == UnitProfile::Air;
  in.conditions = m_panel->links->conditions(m_session.earthFactor());
  in.off = m_off;
  in.connectedOnly = m_panel->cover->connectedOnly();
  in.gapOrder = m_panel->cover->gapOrder();
  return in;
}

void NetworkDesk::changed() {
  if (!m_panel->isVisible() || m_soon.isActive()) return;
  m_soon.start();
}

void NetworkDesk::ask() {
  if (!m_session.plan()) {
    m_session.setNetwork(nullptr, {});
    m_checkJob->cancel();
    m_panel->check->clear();
    return;
  }
  m_job->request(
      [in = input(), cache = m_cache](std::stop_token stop) {
        const auto report = analyseNetwork(in, *cache, stop);
        if (!report) return Answer{nullptr, QString::fromStdString(report.error().what)};
        return Answer{std::make_shared<const NetworkReport>(*report), {}};
      },
      false);
  if (m_panel->page() == Warning) askFlight();
  if (m_panel->page() == Compare) askComparison();
  if (m_panel->page() == Measured) askMeasured();
  if (m_panel->page() == Check) askCheck();
  if (m_panel->page() == Point) {
    if (m_pointTrack != kNoTrack) {
      askTrack(m_pointTrack);
    } else if (m_pointAt) {
      askPoint(*m_pointAt);
    }
  }
}

void NetworkDesk::askCheck() {
  CheckOptions options;
  options.conditions = m_panel->links->conditions(m_session.earthFactor());
  const std::vector<double>& detents = m_session.plan()->altitudeDetents;
  if (!detents.empty()) options.altitudes = detents;
  // Coverage comes site by site; the plan's figures need not wait for it.
  std::vector<NetworkSensor> known = sensors();
  const CoverageDesk::Progress done = m_session.coverage().progress();
  const bool isFinal = done.shown == done.wanted;
  std::erase_if(known, [](const NetworkSensor& s) { return !s.field; });
  m_checkJob->request([plan = servingAt(*m_session.plan(), m_session.clock().cursor),
                       terrain = m_session.terrain(), known = std::move(known), options,
                       isFinal](const std::stop_token& stop) {
    Findings found{checkPlan(plan, terrain, options), isFinal};
    if (!isFinal) return found;
    for (Finding& f : checkCoverage(plan, known, terrain, options, stop)) found.all.push_back(std::move(f));
    return found;
  });
}

void NetworkDesk::take(const Answer& answer) {
  if (!answer.report || !m_panel->isVisible()) return;
  m_report = answer.report;
  m_panel->cover->setReport(m_report, m_session.units());
  m_panel->links->setReport(m_report, m_session.units());
  showPicture();
}

void NetworkDesk::showPicture() {
  if (!m_panel->isVisible() || !m_report) return;
  auto picture = std::make_shared<NetworkPicture>();
  picture->key = ++m_pictureKey;
  picture->links = m_report->links;
  const int page = m_panel->page();
  if (m_report->hasCentres || !m_off.empty()) picture->unreached = m_report->unreached;
  if ((page == Cover || page == Next) && m_panel->cover->showsGaps()) {
    for (const AreaReport& area : m_report->areas) {
      if (!area.id.empty() && area.id == m_panel->cover->area()) picture->gaps = area.gaps.gaps;
    }
    picture->selectedGap = page == Cover ? m_selectedGap : -1;
  }
  if (page == Next) {
    int rank = 0;
    for (const AdvisorProposal& proposal : m_advice.proposals) {
      const AdvisorCandidate& c = m_candidates[proposal.candidate];
      picture->proposals.push_back({c.position, std::to_string(++rank), true});
    }
    for (std::size_t i = 0; i < m_candidates.size() && i < kMostCrosses; ++i) {
      picture->proposals.push_back({m_candidates[i].position, {}, false});
    }
  }
  if (page == Point) {
    for (const PointSight& s : m_sights.sights) {
      const Site* site = m_session.plan() ? m_session.plan()->site(s.site) : nullptr;
      if (!site || !s.sight || s.sight->verdict == SightVerdict::OutOfRange) continue;
      const LatLon from = siteAt(*site, m_session.clock().cursor, m_session.store().get()).position;
      NetworkPicture::Ray ray{from, m_sights.at, s.sight->seen(), m_sights.at};
      const bool hidden =
          s.sight->verdict == SightVerdict::Masked || s.sight->verdict == SightVerdict::BelowHorizon;
      if (hidden && std::isfinite(s.sight->obstacleRange) && s.sight->obstacleRange < s.sight->groundRange) {
        ray.obstacle = geodesicPoint(from, s.sight->azimuthDeg, s.sight->obstacleRange);
      }
      picture->rays.push_back(ray);
    }
  }
  if (page == Measured && m_measurement.report) {
    const MeasuredReport& report = *m_measurement.report;
    const double band = report.options.bands[measuredBand()];
    for (const MeasuredCell& cell : report.cells) {
      if (cell.altitudeFrom != band) continue;
      picture->judged.push_back({outlineOf(cell, report.options, m_measurement.site), cell.verdict});
    }
  }
  if (page == Warning) {
    NetworkPicture::Leg leg;
    for (const auto& [p, n] : m_flightAnswer.detection.counts) {
      const int sensors = std::min(n, 3);
      if (leg.points.empty()) leg.sensors = sensors;
      leg.points.push_back(p.position);
      if (sensors == leg.sensors) continue;
      picture->legs.push_back(leg);
      leg = {{p.position}, sensors};
    }
    if (leg.points.size() > 1) picture->legs.push_back(std::move(leg));
    if (m_flightAnswer.detection.first) {
      picture->marks.push_back({m_flightAnswer.detection.first->position, tr("first seen").toStdString()});
    }
  }
  // Sensors that do not count are not shown as coverage either.
  std::vector<std::string> mute;
  for (const std::string& id : m_report->unreached) {
    const bool off = std::find(m_off.begin(), m_off.end(), id) != m_off.end();
    if (off || m_panel->cover->connectedOnly()) mute.push_back(id);
  }
  m_session.setNetwork(std::move(picture), std::move(mute));
}

}  // namespace sorami
