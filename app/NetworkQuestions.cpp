// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What NetworkDesk has computed on request: a point, failures, advice, a flight, another plan, a recording.
#include "app/MainWindow.h"
#include "app/NetworkDesk.h"
#include "data/core/Units.h"
#include "data/coverage/detection/SiteCoverage.h"
#include "data/demo/DemoPlan.h"
#include "data/geo/Geodesic.h"
#include "data/plan/Motion.h"
#include "data/store/Separation.h"
#include "widgets/panels/network/LinksPage.h"
#include "widgets/panels/network/MeasuredPage.h"
#include "widgets/timeline/TimelineWidget.h"

#include <QDockWidget>
#include <QFileDialog>
#include <QMenu>
#include <QStackedWidget>

#include <algorithm>
#include <cmath>

namespace sorami {

void NetworkDesk::askPoint(LatLon at) {
  if (!m_session.plan()) return;
  m_pointAt = at;
  AltitudeLevel l = level();
  if (l.aboveGround && m_session.terrain()) {
    const float ground = m_session.terrain()->heightAt(at);
    if (!std::isnan(ground)) l.metres += static_cast<double>(ground);
  }
  explain(at, l.metres);
}

void NetworkDesk::askTrack(TrackId track) {
  m_pointTrack = track;
  const StoreViewPtr& store = m_session.store();
  const auto at = store ? trackAt(*store, track, m_session.clock().cursor) : std::nullopt;
  const float height = !at ? 0 : std::isnan(at->geoAltitude) ? at->baroAltitude : at->geoAltitude;
  if (!at || std::isnan(height)) {
    m_sights = {};
    m_panel->point->setSights(at ? tr("The track has no altitude now") : tr("The track is not there now"), {},
                              m_session.units());
    showPicture();
    return;
  }
  explain(at->position, static_cast<double>(height),
          std::isnan(at->trackDeg) ? std::nullopt : std::optional(static_cast<double>(at->trackDeg)));
}

void NetworkDesk::explain(LatLon at, double altitude, std::optional<double> headingDeg) {
  if (!m_session.plan()) return;
  const Plan trial =
      standingAt(planOfTrial(*m_session.plan(), m_off), m_session.clock().cursor, m_session.store().get());
  m_pointJob->request(
      [trial, terrain = m_session.terrain(), at, altitude, target = PointTarget{0, headingDeg},
       conditions = m_panel->links->conditions(m_session.earthFactor())](std::stop_token stop) {
        return Sights{at, altitude, explainPoint(trial, terrain, at, altitude, conditions, target, stop)};
      },
      false);
}

void NetworkDesk::askFailures() {
  if (!m_session.plan() || !m_report) return;
  m_panel->links->setSearching(0);
  const NetworkInput in = input();
  m_failureJob->request([this, in](std::stop_token stop) -> std::shared_ptr<FailureReport> {
    const GeoBox box = reachOfSensors(in.sensors);
    if (box.isEmpty()) return nullptr;
    const Plan trial = planOfTrial(in.plan, in.off);
    const auto grid = NetworkGrid::overBox(box, in.cells);
    if (!grid) return nullptr;
    const auto floors = NetworkFloors::make(*grid, in.sensors, in.terrain, stop);
    if (!floors) return nullptr;
    const NetworkTopology topology(trial, examineLinks(trial, in.terrain, in.conditions, stop));
    return std::make_shared<FailureReport>(
        analyseFailures(**floors, topology, in.level, {}, stop, [this, stop](double part) {
          QMetaObject::invokeMethod(
              this,
              [this, part, stop] {
                if (!stop.stop_requested() && m_failureJob->isBusy()) m_panel->links->setSearching(part);
              },
              Qt::QueuedConnection);
        }));
  });
}

void NetworkDesk::askAdvice() {
  if (!m_session.plan()) return;
  AdvisorRequest request;
  std::vector<LatLon> candidateRing;
  std::vector<std::vector<LatLon>> candidateAreas;
  for (const Area& area : m_session.plan()->areas) {
    if (area.kind == AreaKind::Candidates) candidateAreas.push_back(area.ring);
    if (area.kind == AreaKind::Exclusion || area.kind == AreaKind::Candidates) continue;
    if (!m_panel->next->area().empty() && area.id != m_panel->next->area()) continue;
    request.areas.push_back({area.ring, area.weight});
  }
  if (request.areas.empty()) {
    m_panel->next->setProblem(tr("The plan has no area of interest: draw one first."));
    return;
  }
  m_advisedKind = m_panel->next->sensorKind();
  m_advisedSensor = request.sensor = demo::presetFor(m_advisedKind);
  request.count = m_panel->next->count();
  request.k = m_session.earthFactor();
  for (const double h : m_panel->next->altitudes()) request.levels.push_back({h, level().aboveGround});
  if (request.levels.empty()) request.levels.push_back(level());
  const auto most = static_cast<std::size_t>(m_panel->next->mostCandidates());
  const NextPage::From from = m_panel->next->from();
  const TerrainPtr terrain = m_session.terrain();
  if (from == NextPage::From::HighGround && !terrain) {
    m_panel->next->setProblem(tr("High ground needs terrain: add some, or choose “Anywhere in the area”."));
    return;
  }
  if (from == NextPage::From::CandidateAreas && candidateAreas.empty()) {
    m_panel->next->setProblem(tr("The plan has no area for candidates: draw one and set its kind."));
    return;
  }
  std::vector<NetworkSensor> standing;
  for (const NetworkSensor& sensor : sensors()) {
    const bool counts = !m_report || std::find(m_report->unreached.begin(), m_report->unreached.end(),
                                               sensor.site) == m_report->unreached.end();
    if (counts || !m_panel->cover->connectedOnly()) standing.push_back(sensor);
  }
  m_advice = {};
  m_candidates.clear();
  m_panel->next->setProgress(0);
  m_adviceJob->request([this, request, standing, terrain, from, most,
                        candidateAreas](std::stop_token stop) mutable -> Result<AdvisorResult> {
    const auto add = [&](std::vector<AdvisorCandidate> found) {
      request.candidates.insert(request.candidates.end(), found.begin(), found.end());
    };
    if (from == NextPage::From::CandidateAreas) {
      for (const auto& ring : candidateAreas) add(candidatesInArea(ring, most / candidateAreas.size()));
    } else {
      for (const AdvisorArea& area : request.areas) {
        const std::size_t share = std::max<std::size_t>(8, most / request.areas.size());
        add(from == NextPage::From::HighGround ? candidatesOnHighGround(area.ring, *terrain, share)
                                               : candidatesInArea(area.ring, share));
      }
    }
    const auto tell = [this, stop](auto&& what) {
      QMetaObject::invokeMethod(
          this,
          [stop, what] {
            if (!stop.stop_requested()) what();
          },
          Qt::QueuedConnection);
    };
    tell([this, candidates = request.candidates] { m_candidates = candidates; });
    return advise(request, standing, terrain, stop, [&](double part, const AdvisorResult& soFar) {
      tell([this, part, soFar] {
        if (!m_adviceJob->isBusy()) return;
        m_advice = soFar;
        m_panel->next->setResult(soFar, m_candidates);
        m_panel->next->setProgress(part);
        showPicture();
      });
    });
  });
}

void NetworkDesk::takeProposal(int proposal) {
  if (proposal < 0 || proposal >= static_cast<int>(m_advice.proposals.size())) return;
  const AdvisorCandidate& c = m_candidates[m_advice.proposals[static_cast<std::size_t>(proposal)].candidate];
  Plan next = m_session.plan() ? *m_session.plan() : Plan{};
  Site site;
  for (std::size_t i = next.sites.size() + 1;; ++i) {
    site.id = "site-" + std::to_string(i);
    if (!next.site(site.id)) break;
  }
  site.name = tr("Proposal %1").arg(proposal + 1).toStdString();
  site.kind = m_advisedKind;
  site.position = c.position;
  site.sensor = m_advisedSensor;
  site.note = tr("Proposed: %1").arg(QString::fromStdString(c.name)).toStdString();
  // A site that no link joins counts for nobody: a cable to the nearest centre, to be thought over.
  const Site* nearest = nullptr;
  for (const Site& each : next.sites) {
    if (each.kind != SiteKind::ControlCentre || !each.active) continue;
    if (!nearest || geodesic(each.position, site.position).distance <
                        geodesic(nearest->position, site.position).distance) {
      nearest = &each;
    }
  }
  if (nearest)
    next.links.push_back({site.id + ">" + nearest->id, site.id, nearest->id, LinkKind::Cable, true});
  next.sites.push_back(site);
  m_session.edit(next, tr("take over proposal %1").arg(proposal + 1));
  m_panel->next->markTaken(proposal);
}

void NetworkDesk::askFlight() {
  const StoreViewPtr store = m_session.store();
  const PlanPtr plan = m_session.plan();
  if (!plan) return;
  const int threat = m_panel->flight->threat();
  const TrackId track = m_session.selectedTrack();
  std::optional<LatLon> place;
  const std::string id = m_panel->flight->place();
  if (const Site* site = plan->site(id)) place = site->position;
  for (const Area& area : plan->areas) {
    if (area.id != id || area.ring.empty()) continue;
    // The middle of its corners will do for a place.
    LatLon sum{0, 0};
    for (const LatLon& p : area.ring) {
      sum.lat += p.lat;
      sum.lon += area.ring[0].lon + wrapLongitude(p.lon - area.ring[0].lon);
    }
    const auto n = static_cast<double>(area.ring.size());
    place = LatLon{sum.lat / n, wrapLongitude(sum.lon / n)};
  }
  const std::vector<NetworkSensor> all = sensors();
  SensorSet counts(all.size(), 1);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (std::find(m_off.begin(), m_off.end(), all[i].site) != m_off.end()) counts[i] = 0;
  }
  SensorMotion motion;
  motion.terrain = m_session.terrain();
  motion.k = m_session.earthFactor();
  motion.connectedOnly = m_panel->cover->connectedOnly();
  motion.conditions = m_panel->links->conditions(motion.k);
  m_flightJob->request([plan, trial = planOfTrial(*plan, m_off), store, threat, track, place, all, counts,
                        motion](std::stop_token stop) mutable {
    FlightAnswer answer;
    if (threat >= 0 && threat < static_cast<int>(plan->threats.size())) {
      answer.flight = flightOf(plan->threats[static_cast<std::size_t>(threat)]);
    } else if (store && track != kNoTrack) {
      answer.flight = flightOf(*store, track);
    }
    motion.plan = &trial;
    motion.store = store.get();
    answer.detection = detectAlong(answer.flight, all, counts, place, 0, stop, motion);
    return answer;
  });
}

void NetworkDesk::compareWith(const Plan& whole, const QString& name) {
  const Plan other = m_session.asPartnerSees(whole);
  m_otherName = name;
  m_panel->compare->setOther(name, 0);
  m_other.clear();
  m_otherPlan = std::make_shared<const Plan>(other);
  // What stands as it stood has its coverage already.
  std::vector<NetworkSensor> known;
  Plan rest = other;
  for (const NetworkSensor& sensor : sensors()) {
    const Site* now = m_session.plan()->site(sensor.site);
    const Site* then = other.site(sensor.site);
    if (!sensor.field || !now || !then || !(*now == *then)) continue;
    known.push_back(sensor);
    std::erase_if(rest.sites, [&](const Site& site) { return site.id == sensor.site; });
  }
  m_otherJob->request([this, rest, known, terrain = m_session.terrain(), k = m_session.earthFactor(),
                       name](std::stop_token stop) -> Result<std::vector<NetworkSensor>> {
    auto made =
        computeNetwork(rest, terrain, k, FloorQuality::Fast, nullptr, stop, [this, stop, name](double part) {
          QMetaObject::invokeMethod(
              this,
              [this, part, stop, name] {
                if (!stop.stop_requested() && m_otherJob->isBusy()) m_panel->compare->setOther(name, part);
              },
              Qt::QueuedConnection);
        });
    if (!made) return made.error();
    made->insert(made->end(), known.begin(), known.end());
    return made;
  });
}

void NetworkDesk::offerOthers(const QPoint& at) {
  auto* menu = new QMenu(&m_window);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  const auto& open = m_session.documents();
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (static_cast<int>(i) == m_session.shownDocument() || !open[i]->plan) continue;
    const PlanPtr plan = open[i]->plan;
    const QString name = QString::fromStdString(plan->name);
    menu->addAction(name.isEmpty() ? tr("Unnamed plan") : name, this,
                    [this, plan, name] { compareWith(*plan, name); });
  }
  if (!menu->isEmpty()) menu->addSeparator();
  menu->addAction(tr("From a file…"), this, [this] {
    auto* dialog = new QFileDialog(&m_window, tr("Plan to compare with"), {}, tr("Plans (*.soplan)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
      const Result<OpenedPlan> other = openPlan(path.toStdString());
      if (other) {
        compareWith(other->plan, QString::fromStdString(other->plan.name));
      } else {
        m_panel->compare->setOther(QString::fromStdString(other.error().text()), -1);
      }
    });
    dialog->open();
  });
  menu->popup(at);
}

void NetworkDesk::askComparison() {
  if (m_other.empty()) return;
  // Round in the units that are shown, with the slider's own between them.
  const bool inFeet = m_session.units() == UnitProfile::Air;
  const std::vector<double> heights =
      inFeet ? std::vector{1000 * kFoot, 3000 * kFoot, 10e3 * kFoot, 20e3 * kFoot, 30e3 * kFoot}
             : std::vector{300.0, 1000.0, 3000.0, 6000.0, 10e3};
  m_compareJob->request([now = sensors(), other = m_other, l = level(), heights](std::stop_token stop) {
    Comparison out;
    std::vector<NetworkSensor> both = now;
    both.insert(both.end(), other.begin(), other.end());
    const GeoBox box = reachOfSensors(both);
    if (box.isEmpty()) return out;
    const auto grid = NetworkGrid::overBox(box, 40'000);
    if (!grid) return out;
    const auto a = NetworkFloors::make(*grid, other, {}, stop);
    const auto b = NetworkFloors::make(*grid, now, {}, stop);
    if (!a || !b) return out;
    std::vector<AltitudeLevel> levels;
    for (const double h : heights) levels.push_back({h, false});
    const bool isNew =
        std::none_of(heights.begin(), heights.end(), [&](double h) { return std::abs(h - l.metres) < 0.5; });
    if (!l.aboveGround && isNew) levels.push_back(l);
    std::sort(levels.begin(), levels.end(),
              [](const AltitudeLevel& x, const AltitudeLevel& y) { return x.metres < y.metres; });
    out.differences = comparePlans(**a, {}, **b, {}, levels, stop);
    return out;
  });
}

void NetworkDesk::showComparison() {
  const ComparePage::Show what = m_other.empty() ? ComparePage::Show::Nothing : m_panel->compare->shown();
  if (what == ComparePage::Show::Flicker) {
    if (!m_flickerTimer.isActive()) m_flickerTimer.start();
  } else {
    m_flickerTimer.stop();
    m_flicker = false;
  }
  std::vector<CoverageFieldPtr> fields;
  for (const NetworkSensor& sensor : m_other) fields.push_back(sensor.field);
  const bool other = what == ComparePage::Show::Other || (what == ComparePage::Show::Flicker && m_flicker);
  m_session.setOtherCoverage(what == ComparePage::Show::Nothing ? std::vector<CoverageFieldPtr>{} : fields);
  m_session.setOtherPlan(m_otherPlan, what == ComparePage::Show::Swipe ? CompareView::Swipe
                                      : other                          ? CompareView::Whole
                                                                       : CompareView::None);
  if (what == ComparePage::Show::Difference) {
    m_session.setCoverageMode(CoverageMode::Difference);
  } else if (m_session.coverageMode() == CoverageMode::Difference) {
    m_session.setCoverageMode(CoverageMode::Bands);
  }
}

void NetworkDesk::showDetection() {
  DetectionMarks marks;
  const TrackDetection& d = m_flightAnswer.detection;
  if (m_panel->isVisible() && m_panel->page() == Warning && !d.counts.empty()) {
    marks.name = QString::fromStdString(m_flightAnswer.flight.name);
    for (const auto& [p, n] : d.counts) {
      const UtcTime at{p.time};
      if (!marks.spans.empty()) marks.spans.back().end = at;
      if (marks.spans.empty() || marks.spans.back().sensors != n) marks.spans.push_back({at, at, n});
    }
    if (d.first) marks.first = UtcTime{d.first->time};
    if (d.warning) marks.arrival = UtcTime{d.warning->arrival};
  }
  m_window.timeline()->lanes()->setDetection(std::move(marks));
}

std::optional<NetworkSensor> NetworkDesk::measuredSensor() const {
  for (NetworkSensor& sensor : sensors()) {
    if (sensor.site == m_panel->measured->site() && sensor.field) return std::move(sensor);
  }
  return std::nullopt;
}

std::size_t NetworkDesk::measuredBand() const {
  const std::vector<double> bands = MeasuredOptions().bands;
  const auto above = std::upper_bound(bands.begin(), bands.end(), level().metres);
  return static_cast<std::size_t>(
      std::clamp<std::ptrdiff_t>(above - bands.begin() - 1, 0, std::ssize(bands) - 2));
}

void NetworkDesk::askMeasured() {
  const StoreViewPtr store = m_session.store();
  const auto source = m_panel->measured->source();
  const auto sensor = measuredSensor();
  if (!store || !source || !sensor) {
    m_measurement = {};
    m_panel->measured->setProblem(!store ? tr("Open a recording in which the sensor reported.")
                                  : !source
                                      ? tr("Choose the source of the recording that is this sensor.")
                                      : tr("The plan has no sensor that stands still and has coverage."));
    showPicture();
    return;
  }
  m_measuredJob->request(
      [store, source = *source, sensor = *sensor](std::stop_token stop) {
        Measurement m;
        m.site = sensor.field->request().site;
        const auto report = measureCoverage(*store, source, sensor, {}, stop);
        if (report) {
          m.report = std::make_shared<const MeasuredReport>(*report);
        } else {
          m.problem = QString::fromStdString(report.error().text());
        }
        return m;
      },
      false);
}

void NetworkDesk::askFit() {
  const StoreViewPtr store = m_session.store();
  const auto source = m_panel->measured->source();
  const Site* site = m_session.plan() ? m_session.plan()->site(m_panel->measured->site()) : nullptr;
  const auto request = site ? coverageRequest(*site, m_session.earthFactor()) : std::nullopt;
  if (!store || !source || !request) {
    askMeasured();  // says what is missing
    return;
  }
  m_fit.reset();
  m_fitSite = site->id;
  m_panel->measured->setProgress(0);
  m_fitJob->request([this, store, source = *source, request = *request,
                     terrain = m_session.terrain()](std::stop_token stop) {
    return fitCoverage(*store, source, request, terrain, {}, stop, [this, stop](double part) {
      QMetaObject::invokeMethod(
          this,
          [this, part, stop] {
            if (!stop.stop_requested() && m_fitJob->isBusy()) m_panel->measured->setProgress(part);
          },
          Qt::QueuedConnection);
    });
  });
}

void NetworkDesk::takeFit() {
  const Site* site = m_session.plan() ? m_session.plan()->site(m_fitSite) : nullptr;
  if (!m_fit || !site || !site->sensor) return;
  Site next = *site;
  next.sensor->antennaHeight = m_fit->antennaHeight.value;
  if (m_fit->losses.isFitted) next.sensor->lossesDb = m_fit->losses.value;
  m_session.editSite(next, tr("fitted to the recording"));
  // The air is the same for all sensors and no part of the plan.
  m_session.setEarthFactor(m_fit->k.value);
}

}  // namespace sorami
