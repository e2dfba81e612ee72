// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/network/NetworkPages.h"

#include "data/core/Translate.h"
#include "data/time/TimeText.h"
#include "widgets/panels/FormField.h"
#include "widgets/panels/ListBox.h"
#include "widgets/panels/network/NetworkTable.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace sorami {
namespace {

/// Why a sensor does not see a point, in the order of SightVerdict.
QString verdictText(SightVerdict verdict) {
  constexpr std::array<const char*, 12> kTexts = {QT_TRANSLATE_NOOP("sorami", "seen"),
                                                  QT_TRANSLATE_NOOP("sorami", "out of range"),
                                                  QT_TRANSLATE_NOOP("sorami", "too near"),
                                                  QT_TRANSLATE_NOOP("sorami", "outside sector"),
                                                  QT_TRANSLATE_NOOP("sorami", "blanked"),
                                                  QT_TRANSLATE_NOOP("sorami", "below ground"),
                                                  QT_TRANSLATE_NOOP("sorami", "terrain unknown"),
                                                  QT_TRANSLATE_NOOP("sorami", "below horizon"),
                                                  QT_TRANSLATE_NOOP("sorami", "masked"),
                                                  QT_TRANSLATE_NOOP("sorami", "below beam"),
                                                  QT_TRANSLATE_NOOP("sorami", "above beam"),
                                                  QT_TRANSLATE_NOOP("sorami", "Pd too low")};
  return tr(kTexts[static_cast<std::size_t>(verdict)]);
}

QVBoxLayout* pageLayout(QWidget* page) {
  auto* lines = new QVBoxLayout(page);
  lines->setContentsMargins(12, 8, 12, 12);
  lines->setSpacing(6);
  return lines;
}

QLabel* textLabel(const char* role, QWidget* parent) {
  auto* label = new QLabel(parent);
  if (*role != '\0') label->setProperty("role", QString::fromLatin1(role));
  label->setWordWrap(true);
  return label;
}

QProgressBar* progressBar(QWidget* parent) {
  auto* bar = new QProgressBar(parent);
  bar->setRange(0, 1000);
  bar->setTextVisible(false);
  bar->hide();
  return bar;
}

QString minutesText(double seconds) {
  const auto whole = static_cast<qint64>(std::llround(seconds));
  return tr("%1 min %2 s").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
}

QString clockText(Micros time) {
  return QString::fromStdString(toIso(UtcTime{time})).mid(11, 8) + QLatin1Char('Z');
}

}  // namespace

// --- point

PointPage::PointPage(QWidget* parent) : QWidget(parent) {
  auto* lines = pageLayout(this);
  m_title = textLabel("", this);
  m_title->setText(tr("Right-click on the map and choose “What sees this point?”"));
  lines->addWidget(m_title);
  m_follow = new QCheckBox(tr("Follow the pointer"), this);
  connect(m_follow, &QCheckBox::toggled, this, &PointPage::followChanged);
  lines->addWidget(m_follow);
  m_table = networkTable({tr("Sensor"), tr("range"), tr("sees"), tr("from")}, this);
  m_table->horizontalHeaderItem(3)->setToolTip(tr("Lowest altitude seen there"));
  lines->addWidget(m_table, 1);
  m_text = textLabel("muted", this);
  lines->addWidget(m_text);
  connect(m_table, &QTableWidget::cellClicked, this, [this](int row, int) {
    if (row >= static_cast<int>(m_sights.size())) return;
    const PointSight& s = m_sights[static_cast<std::size_t>(row)];
    m_text->setText(QString::fromStdString(s.name) + QStringLiteral(": ") +
                    QString::fromStdString(s.sight ? s.sight->text : s.sight.error().what));
    Q_EMIT siteChosen(QString::fromStdString(s.site));
  });
}

bool PointPage::followsPointer() const {
  return m_follow->isChecked();
}
void PointPage::setFollowsPointer(bool follows) {
  m_follow->setChecked(follows);
}

void PointPage::setSights(const QString& title, const std::vector<PointSight>& sights, UnitProfile units) {
  m_sights = sights;
  int seen = 0;
  int connected = 0;
  m_table->setRowCount(static_cast<int>(sights.size()));
  for (int i = 0; i < m_table->rowCount(); ++i) {
    const PointSight& s = sights[static_cast<std::size_t>(i)];
    setCell(m_table, i, 0, QString::fromStdString(s.name));
    if (!s.sight) {
      setCell(m_table, i, 1, QString());
      setCell(m_table, i, 2, QString::fromStdString(s.sight.error().what));
      setCell(m_table, i, 3, QString());
      continue;
    }
    const Sight& sight = *s.sight;
    seen += sight.seen() ? 1 : 0;
    connected += sight.seen() && s.reachesCentre ? 1 : 0;
    setCell(m_table, i, 1, distanceText(sight.groundRange, units), true);
    const QString word = !sight.seen()     ? verdictText(sight.verdict)
                         : s.reachesCentre ? tr("yes")
                                           : tr("yes, no centre");
    setCell(m_table, i, 2, word)->setToolTip(QString::fromStdString(sight.text));
    setCell(m_table, i, 3,
            std::isfinite(sight.lowest) ? altitudeText(sight.lowest, units) : QStringLiteral("–"), true);
  }
  m_title->setText(connected < seen
                       ? tr("%1: %2 of %3 sensors see it, %4 connected")
                             .arg(title)
                             .arg(seen)
                             .arg(sights.size())
                             .arg(connected)
                       : tr("%1: %2 of %3 sensors see it").arg(title).arg(seen).arg(sights.size()));
  m_text->setText(sights.empty() || !sights.front().sight
                      ? QString()
                      : tr("%1: %2").arg(QString::fromStdString(sights.front().name),
                                         QString::fromStdString(sights.front().sight->text)));
}

// --- where next

NextPage::NextPage(QWidget* parent) : QWidget(parent) {
  auto* lines = pageLayout(this);
  m_area = new QComboBox(this);
  lines->addWidget(new FormRow(tr("Cover"), m_area, this));
  m_kind = new QComboBox(this);
  m_kind->addItem(tr("Gap filler"), int(SiteKind::GapFillerRadar));
  m_kind->addItem(tr("Long-range radar"), int(SiteKind::LongRangeRadar));
  m_kind->addItem(tr("Terminal radar"), int(SiteKind::TerminalRadar));
  m_kind->addItem(tr("Secondary radar"), int(SiteKind::SecondaryRadar));
  lines->addWidget(new FormRow(tr("With"), m_kind, this));
  m_count = new QSpinBox(this);
  m_count->setRange(1, 12);
  m_count->setValue(3);
  m_count->setAccessibleName(tr("Number of sites"));
  lines->addWidget(new FormRow(tr("Sites"), m_count, this));
  m_from = new QComboBox(this);
  m_from->addItems(
      {tr("High ground in the area"), tr("Anywhere in the area"), tr("Candidate areas of the plan")});
  lines->addWidget(new FormRow(tr("They may stand on"), m_from, this));
  m_most = new QComboBox(this);
  for (const int n : {100, 300, 1000}) m_most->addItem(tr("%1 places").arg(n), n);
  lines->addWidget(new FormRow(tr("Look at"), m_most, this));
  m_altitudes = new QComboBox(this);
  m_altitudes->addItems(
      {tr("300, 1 000 and 3 000 m"), tr("100, 300 and 1 000 m"), tr("the slider's altitude")});
  lines->addWidget(new FormRow(tr("At"), m_altitudes, this));
  m_start = new QPushButton(tr("Propose"), this);
  m_start->setProperty("role", QStringLiteral("primary"));
  lines->addWidget(m_start, 0, Qt::AlignLeft);
  m_progress = progressBar(this);
  lines->addWidget(m_progress);
  m_table = networkTable({tr("Proposal"), tr("adds")}, this);
  lines->addWidget(m_table, 1);
  m_note = textLabel("muted", this);
  lines->addWidget(m_note);
  m_take = new QPushButton(tr("Take it over"), this);
  m_take->setEnabled(false);
  lines->addWidget(m_take, 0, Qt::AlignLeft);
  connect(m_start, &QPushButton::clicked, this,
          [this] { m_running ? Q_EMIT stopAsked() : Q_EMIT startAsked(); });
  connect(m_take, &QPushButton::clicked, this, [this] { Q_EMIT takeAsked(m_table->currentRow()); });
  connect(m_table, &QTableWidget::itemSelectionChanged, this, [this] {
    const int row = m_table->currentRow();
    const bool taken = std::find(m_taken.begin(), m_taken.end(), row) != m_taken.end();
    m_take->setEnabled(row >= 0 && !m_running && !taken);
    if (row >= 0) Q_EMIT proposalChosen(row);
  });
}

void NextPage::setPlan(const PlanPtr& plan) {
  std::vector<std::pair<QString, QVariant>> areas = {{tr("All areas of interest"), QString()}};
  if (plan) {
    for (const Area& area : plan->areas) {
      if (area.kind == AreaKind::Exclusion || area.kind == AreaKind::Candidates) continue;
      areas.emplace_back(QString::fromStdString(area.name), QString::fromStdString(area.id));
    }
  }
  fillBox(*m_area, areas);
}

SiteKind NextPage::sensorKind() const {
  return static_cast<SiteKind>(m_kind->currentData().toInt());
}
int NextPage::count() const {
  return m_count->value();
}
int NextPage::mostCandidates() const {
  return m_most->currentData().toInt();
}
NextPage::From NextPage::from() const {
  return m_from->currentIndex() == 0   ? From::HighGround
         : m_from->currentIndex() == 1 ? From::AreaGrid
                                       : From::CandidateAreas;
}
std::vector<double> NextPage::altitudes() const {
  if (m_altitudes->currentIndex() == 0) return {300, 1000, 3000};
  if (m_altitudes->currentIndex() == 1) return {100, 300, 1000};
  return {};
}
std::string NextPage::area() const {
  return m_area->currentData().toString().toStdString();
}

void NextPage::setProgress(double part) {
  m_running = part >= 0;
  m_progress->setVisible(m_running);
  m_progress->setValue(static_cast<int>(part * 1000));
  m_start->setText(m_running ? tr("Stop") : tr("Propose"));
}

void NextPage::setProblem(const QString& text) {
  setProgress(-1);
  m_note->setText(text);
}

void NextPage::setResult(const AdvisorResult& r, const std::vector<AdvisorCandidate>& candidates) {
  m_taken.clear();
  m_table->setRowCount(static_cast<int>(r.proposals.size()));
  for (int i = 0; i < m_table->rowCount(); ++i) {
    const AdvisorProposal& p = r.proposals[static_cast<std::size_t>(i)];
    setCell(m_table, i, 0,
            QStringLiteral("%1  ").arg(i + 1) + QString::fromStdString(candidates[p.candidate].name));
    setCell(m_table, i, 1, QStringLiteral("+") + shareText(p.gain, r.total), true);
  }
  QString text =
      tr("Covered %1 before, %2 with these.").arg(shareText(r.before, r.total), shareText(r.after, r.total));
  if (!r.final) {
    text += tr(" %1 of the places looked at so far.").arg(r.tried);
  } else if (r.proposals.empty()) {
    text += tr(" None of the places adds anything.");
  } else {
    text += tr(" No choice among these places can add more than these do, by a factor of %1 "
               "(sure to be at least %2 % of the best).")
                .arg(r.guarantee > 0 ? 1 / r.guarantee : 1, 0, 'f', 2)
                .arg(std::floor(100 * r.guarantee));
  }
  if (!r.problems.empty()) text += tr(" %1 places could not be computed.").arg(r.problems.size());
  m_note->setText(text);
  if (r.final) setProgress(-1);
  if (r.final && m_table->rowCount() > 0) m_table->selectRow(0);
}

void NextPage::markTaken(int proposal) {
  m_taken.push_back(proposal);
  if (QTableWidgetItem* item = m_table->item(proposal, 0)) item->setText(item->text() + tr("  · taken over"));
  m_take->setEnabled(false);
}

// --- flights

FlightPage::FlightPage(QWidget* parent) : QWidget(parent) {
  auto* lines = pageLayout(this);
  m_flight = new QComboBox(this);
  m_flight->addItem(tr("The selected track"), -1);
  lines->addWidget(new FormRow(tr("Flight"), m_flight, this));
  m_place = new QComboBox(this);
  lines->addWidget(new FormRow(tr("Warning for"), m_place, this));
  m_summary = textLabel("", this);
  lines->addWidget(m_summary);
  m_table = networkTable({tr("Sensor"), tr("first seen"), tr("at range"), tr("of the time")}, this);
  lines->addWidget(m_table, 1);
  m_note = textLabel("muted", this);
  lines->addWidget(m_note);
  connect(m_flight, &QComboBox::activated, this, &FlightPage::choiceChanged);
  connect(m_place, &QComboBox::activated, this, &FlightPage::choiceChanged);
  connect(m_table, &QTableWidget::cellClicked, this, [this](int row, int) {
    if (row < static_cast<int>(m_times.size()) && m_times[static_cast<std::size_t>(row)] != 0) {
      Q_EMIT timeAsked(UtcTime{m_times[static_cast<std::size_t>(row)]});
    }
  });
}

void FlightPage::setPlan(const PlanPtr& plan) {
  std::vector<std::pair<QString, QVariant>> flights;
  std::vector<std::pair<QString, QVariant>> places = {{tr("no place"), QString()}};
  if (plan) {
    for (std::size_t i = 0; i < plan->threats.size(); ++i) {
      flights.emplace_back(QString::fromStdString(plan->threats[i].name), static_cast<int>(i));
    }
    for (const Area& area : plan->areas) {
      places.emplace_back(QString::fromStdString(area.name), QString::fromStdString(area.id));
    }
    for (const Site& site : plan->sites) {
      places.emplace_back(QString::fromStdString(site.name), QString::fromStdString(site.id));
    }
  }
  fillBox(*m_flight, flights, 1);
  fillBox(*m_place, places);
}

void FlightPage::setTrack(const QString& name) {
  m_flight->setItemText(0, name.isEmpty() ? tr("The selected track (none)") : tr("Track %1").arg(name));
}
int FlightPage::threat() const {
  return m_flight->currentData().toInt();
}
std::string FlightPage::place() const {
  return m_place->currentData().toString().toStdString();
}

void FlightPage::setDetection(const Flight& flight, const TrackDetection& d, const PlanPtr& plan,
                              UnitProfile units) {
  m_times.clear();
  std::vector<const SensorContact*> order;
  for (const SensorContact& contact : d.sensors) order.push_back(&contact);
  std::stable_sort(order.begin(), order.end(), [](const SensorContact* a, const SensorContact* b) {
    if (a->seen.empty() != b->seen.empty()) return !a->seen.empty();
    return !a->seen.empty() && a->seen.front().begin < b->seen.front().begin;
  });
  m_table->setRowCount(static_cast<int>(order.size()));
  for (int i = 0; i < m_table->rowCount(); ++i) {
    const SensorContact& contact = *order[static_cast<std::size_t>(i)];
    const Site* site = plan ? plan->site(contact.site) : nullptr;
    const bool seen = !contact.seen.empty();
    m_times.push_back(seen ? contact.seen.front().begin : 0);
    setCell(m_table, i, 0, QString::fromStdString(site ? site->name : contact.site));
    setCell(m_table, i, 1, seen ? clockText(contact.seen.front().begin) : tr("never"), true);
    setCell(m_table, i, 2, seen ? distanceText(contact.firstRange, units) : QString(), true);
    setCell(m_table, i, 3, QStringLiteral("%1 %").arg(100 * contact.share, 0, 'f', 0), true);
  }
  if (flight.points.empty()) {
    m_summary->setText(tr("Select a track, or choose one of the plan's threats."));
    m_note->clear();
    return;
  }
  QStringList words;
  if (!d.first) {
    words << tr("No sensor that counts sees it.");
  } else {
    words << tr("First seen %1, then for %2 of the time with %n gaps.", nullptr,
                static_cast<int>(d.gaps.size()))
                 .arg(clockText(d.first->time), shareText(d.share, 1));
  }
  if (d.warning) {
    const QString nearest = distanceText(d.warning->nearest, units);
    words << (d.warning->seconds
                  ? tr("Warning time %1: it is nearest (%2) at %3.")
                        .arg(minutesText(*d.warning->seconds), nearest, clockText(d.warning->arrival))
                  : tr("No warning: it is nearest (%1) at %2, before anyone sees it.")
                        .arg(nearest, clockText(d.warning->arrival)));
  }
  m_summary->setText(words.join(QLatin1Char(' ')));
  m_note->setText(QString::fromStdString(flight.note));
}

// --- compare

ComparePage::ComparePage(QWidget* parent) : QWidget(parent) {
  auto* lines = pageLayout(this);
  m_name = textLabel("", this);
  lines->addWidget(m_name);
  auto* present = new QPushButton(tr("Keep this plan to compare with"), this);
  present->setToolTip(tr("Then change the plan, and see what it gains and loses"));
  auto* file = new QPushButton(tr("Another plan…"), this);
  auto* end = new QPushButton(tr("End"), this);
  auto* row = new QHBoxLayout;
  row->addWidget(present);
  row->addWidget(file);
  row->addWidget(end);
  row->addStretch(1);
  lines->addLayout(row);
  m_progress = progressBar(this);
  lines->addWidget(m_progress);
  m_show = new QComboBox(this);
  m_show->addItems({tr("This plan"), tr("Gained and lost"), tr("Both in turn"), tr("The other plan"),
                    tr("Side by side, with a line to drag")});
  m_show->setCurrentIndex(1);
  lines->addWidget(new FormRow(tr("The map shows"), m_show, this));
  m_table = networkTable({tr("Altitude"), tr("other"), tr("this"), tr("gained"), tr("lost")}, this);
  lines->addWidget(m_table, 1);
  connect(present, &QPushButton::clicked, this, &ComparePage::presentAsked);
  connect(file, &QPushButton::clicked, this,
          [this, file] { Q_EMIT otherAsked(file->mapToGlobal(QPoint(0, file->height() + 2))); });
  connect(end, &QPushButton::clicked, this, &ComparePage::endAsked);
  connect(m_show, &QComboBox::activated, this, &ComparePage::showChanged);
  setOther({}, -1);
}

void ComparePage::setOther(const QString& name, double part) {
  m_progress->setVisible(part >= 0 && part < 1);
  m_progress->setValue(static_cast<int>(part * 1000));
  m_name->setText(name.isEmpty() ? tr("Compare this plan with an earlier state of it, or with another.")
                                 : tr("Against: %1").arg(name));
  if (name.isEmpty()) m_table->setRowCount(0);
}

ComparePage::Show ComparePage::shown() const {
  return static_cast<Show>(m_show->currentIndex());
}

void ComparePage::setShown(Show show) {
  m_show->setCurrentIndex(static_cast<int>(show));
  Q_EMIT showChanged();
}

void ComparePage::setDifferences(const std::vector<PlanDifference>& differences, UnitProfile units) {
  m_table->setRowCount(static_cast<int>(differences.size()));
  for (int i = 0; i < m_table->rowCount(); ++i) {
    const PlanDifference& d = differences[static_cast<std::size_t>(i)];
    setCell(m_table, i, 0, altitudeText(d.level.metres, units));
    setCell(m_table, i, 1, areaText(d.coveredA, units), true);
    setCell(m_table, i, 2, areaText(d.coveredB, units), true);
    setCell(m_table, i, 3, areaText(d.gained, units), true);
    setCell(m_table, i, 4, areaText(d.lost, units), true);
  }
}

}  // namespace sorami
