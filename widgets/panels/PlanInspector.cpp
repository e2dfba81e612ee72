// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/PlanInspector.h"

#include "data/geo/Geodesic.h"
#include "data/plan/Edits.h"
#include "data/plan/Motion.h"
#include "widgets/panels/PlanTableModel.h"
#include "widgets/panels/PropertyDelegate.h"
#include "widgets/panels/PropertyForm.h"
#include "widgets/panels/SensorForm.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace sorami {

namespace {

constexpr PropertySet kForms[] = {PropertySet::Sites, PropertySet::Links, PropertySet::Areas,
                                  PropertySet::Threats, PropertySet::Drawings};

QString kindText(PlanItemKind kind, std::size_t n) {
  switch (kind) {
    case PlanItemKind::Site:
      return n == 1 ? PlanInspector::tr("1 site") : PlanInspector::tr("%1 sites").arg(n);
    case PlanItemKind::Link:
      return n == 1 ? PlanInspector::tr("1 link") : PlanInspector::tr("%1 links").arg(n);
    case PlanItemKind::Area:
      return n == 1 ? PlanInspector::tr("1 area") : PlanInspector::tr("%1 areas").arg(n);
    case PlanItemKind::Threat:
      return n == 1 ? PlanInspector::tr("1 threat") : PlanInspector::tr("%1 threats").arg(n);
    case PlanItemKind::Drawing:
      break;
  }
  return n == 1 ? PlanInspector::tr("1 drawing") : PlanInspector::tr("%1 drawings").arg(n);
}

/// What can be said of one object beside its properties.
QString factsOf(const Plan& plan, const PlanItem& item, UnitProfile units) {
  const std::vector<LatLon> points = pointsOf(plan, item);
  double length = 0;
  for (std::size_t i = 1; i < points.size(); ++i) length += geodesic(points[i - 1], points[i]).distance;
  if (item.kind == PlanItemKind::Link && points.size() == 2) {
    const GeodesicLine line = geodesic(points[0], points[1]);
    return PlanInspector::tr("%1 long · %2 true")
        .arg(distanceText(line.distance, units), bearingText(line.azimuthFromDeg));
  }
  if (item.kind == PlanItemKind::Threat) {
    const TimeRange times = timesOf(*plan.threat(item.id));
    return PlanInspector::tr("%1 over ground · %2 min in flight")
        .arg(distanceText(length, units))
        .arg(static_cast<double>(times.length()) / static_cast<double>(kMinute), 0, 'f', 1);
  }
  if (item.kind == PlanItemKind::Area && points.size() >= 3) {
    return PlanInspector::tr("%1 points · %2 round")
        .arg(points.size())
        .arg(distanceText(length + geodesic(points.back(), points[0]).distance, units));
  }
  return length > 0 ? PlanInspector::tr("%1 long").arg(distanceText(length, units)) : QString();
}

}  // namespace

PlanInspector::PlanInspector(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("planInspector"));
  auto* lines = new QVBoxLayout(this);
  lines->setContentsMargins(16, 12, 16, 16);
  lines->setSpacing(6);
  m_title = new QLabel(this);
  m_title->setProperty("role", QStringLiteral("title"));
  m_title->setWordWrap(true);
  m_notional = new QLabel(tr("NOTIONAL"), this);
  m_notional->setProperty("role", QStringLiteral("notional"));
  auto* top = new QHBoxLayout;
  top->addWidget(m_title, 1);
  top->addWidget(m_notional, 0, Qt::AlignVCenter);
  lines->addLayout(top);
  m_facts = new QLabel(this);
  m_facts->setProperty("role", QStringLiteral("muted"));
  m_facts->setWordWrap(true);
  lines->addWidget(m_facts);
  lines->addSpacing(4);
  for (const PropertySet set : kForms) {
    auto* form = new PropertyForm(set, {}, this);
    connect(form, &PropertyForm::edited, this, &PlanInspector::edited);
    lines->addWidget(form);
    m_forms[set] = form;
  }
  auto* buttons = new QHBoxLayout;
  auto* fit = new QPushButton(tr("Fit"), this);
  connect(fit, &QPushButton::clicked, this, &PlanInspector::fitRequested);
  auto* remove = new QPushButton(tr("Delete"), this);
  connect(remove, &QPushButton::clicked, this, &PlanInspector::deleteRequested);
  buttons->addWidget(fit);
  buttons->addWidget(remove);
  buttons->addStretch(1);
  lines->addSpacing(8);
  lines->addLayout(buttons);
  lines->addStretch(1);
}

void PlanInspector::setLook(const LookPtr&) {}

PropertyForm* PlanInspector::form(PropertySet set) const {
  const auto found = m_forms.find(set);
  return found == m_forms.end() ? nullptr : found->second;
}

void PlanInspector::setUnits(UnitProfile units) {
  if (units == m_units) return;
  m_units = units;
  for (auto& [set, form] : m_forms) form->setUnits(units);
  setItems(m_plan, m_items);
}

void PlanInspector::setReadOnly(bool readOnly) {
  for (auto& [set, form] : m_forms) form->setReadOnly(readOnly);
}

void PlanInspector::setItems(const PlanPtr& plan, const PlanItems& items) {
  m_plan = plan;
  m_items = items;
  if (!plan) return;
  std::map<PropertySet, std::vector<PlanRow>> rows;
  std::map<PlanItemKind, std::size_t> counts;
  for (const PlanItem& item : items) {
    rows[setOf(item.kind)].push_back({item, -1});
    ++counts[item.kind];
  }
  for (auto& [set, form] : m_forms) {
    form->setVisible(rows.contains(set));
    if (rows.contains(set)) form->setRows(plan, rows[set]);
  }
  QStringList kinds;
  for (const auto& [kind, n] : counts) kinds << kindText(kind, n);
  const bool one = items.size() == 1;
  QString title = one ? QString::fromStdString(nameOf(*plan, items[0])) : kinds.join(QStringLiteral(", "));
  if (title.isEmpty()) title = tr("Drawing");
  m_title->setText(title);
  m_notional->setVisible(counts.contains(PlanItemKind::Threat));
  const QString facts = one ? factsOf(*plan, items[0], m_units)
                            : tr("What is entered goes to all; fields that differ are empty.");
  m_facts->setText(facts);
  m_facts->setVisible(!facts.isEmpty());
}

// --- one site

SiteMore::SiteMore(QWidget* parent) : QWidget(parent) {
  auto* lines = new QVBoxLayout(this);
  lines->setContentsMargins(16, 0, 16, 16);
  lines->setSpacing(6);
  m_sensorHeading = new QLabel(tr("SENSOR"), this);
  m_sensorHeading->setProperty("role", QStringLiteral("heading"));
  lines->addWidget(m_sensorHeading);
  m_sensor = new SensorForm(this);
  const auto offer = [this](const QString& what, const std::function<void(Site&)>& change) {
    const Site* site = m_plan ? m_plan->site(m_site) : nullptr;
    if (!site) return;
    const PlanItems one{{PlanItemKind::Site, m_site}};
    Q_EMIT edited(edits::changedSites(*m_plan, one, change),
                  tr("%1: %2").arg(QString::fromStdString(site->name), what));
  };
  connect(m_sensor, &SensorForm::edited, this, [offer](const SensorParameters& sensor, const QString& what) {
    offer(what, [&](Site& s) { s.sensor = sensor; });
  });
  connect(m_sensor, &SensorForm::classChosen, this, [offer](SiteKind kind, const SensorParameters& sensor) {
    offer(tr("change sensor class"), [&](Site& s) {
      // A battery's radar may be of another class; the site stays a battery.
      if (s.kind != SiteKind::Battery) s.kind = kind;
      s.sensor = sensor;
    });
  });
  lines->addWidget(m_sensor);
  m_form = new PropertyForm(PropertySet::Sites, {QStringLiteral("BATTERY")}, this);
  connect(m_form, &PropertyForm::edited, this, &SiteMore::edited);
  lines->addWidget(m_form);
  m_problem = new QLabel(this);
  m_problem->setProperty("role", QStringLiteral("error"));
  m_problem->setWordWrap(true);
  m_problem->hide();
  m_envelopes = makeTable(lines, PropertySet::Envelopes, tr("ENVELOPES, NOTIONAL"), tr("Add envelope"));
  m_stocks = makeTable(lines, PropertySet::Stocks, tr("STOCKS"), tr("Add stock"));
  m_changes = makeTable(lines, PropertySet::StockChanges, tr("CHANGES OF STOCK"), tr("Add change"));
  m_outages = makeTable(lines, PropertySet::Outages, tr("OUT OF SERVICE"), tr("Add, from the clock's time"));
  m_outages.view->setObjectName(QStringLiteral("outages"));
  lines->addWidget(m_problem);
  m_sharing = new PropertyForm(PropertySet::Sites, {QStringLiteral("SHARING")}, this);
  connect(m_sharing, &PropertyForm::edited, this, &SiteMore::edited);
  lines->addSpacing(8);
  lines->addWidget(m_sharing);
  auto* row = new QHBoxLayout;
  m_equip = new QPushButton(tr("Apply preset…"), this);
  m_equip->setObjectName(QStringLiteral("applyPreset"));
  connect(m_equip, &QPushButton::clicked, this,
          [this] { Q_EMIT applyPresetRequested(m_equip->mapToGlobal(QPoint(0, m_equip->height()))); });
  auto* save = new QPushButton(tr("Save as preset"), this);
  save->setObjectName(QStringLiteral("savePreset"));
  connect(save, &QPushButton::clicked, this, &SiteMore::savePresetRequested);
  row->addWidget(m_equip);
  row->addWidget(save);
  row->addStretch(1);
  lines->addSpacing(8);
  lines->addLayout(row);
  lines->addStretch(1);
}

void SiteMore::setLook(const LookPtr&) {
  for (const Table* t : {&m_envelopes, &m_stocks, &m_changes, &m_outages}) fitHeight(*t);
}

SiteMore::Table SiteMore::makeTable(QVBoxLayout* lines, PropertySet set, const QString& heading,
                                    const QString& addText) {
  Table t;
  t.heading = new QLabel(heading, this);
  t.heading->setProperty("role", QStringLiteral("heading"));
  lines->addSpacing(8);
  lines->addWidget(t.heading);
  t.model = new PlanTableModel(set, this);
  t.view = new QTableView(this);
  t.view->setAccessibleName(heading);
  t.view->setModel(t.model);
  t.view->setItemDelegate(new PropertyDelegate(t.view));
  t.view->verticalHeader()->hide();
  t.view->setColumnHidden(t.model->columnOf("site"), true);
  t.view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  t.view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  t.view->setSelectionBehavior(QAbstractItemView::SelectRows);
  lines->addWidget(t.view);
  connect(t.model, &PlanTableModel::edited, this, &SiteMore::edited);
  connect(t.model, &PlanTableModel::refused, this, [this](const QModelIndex&, const QString& reason) {
    m_problem->setText(reason);
    m_problem->show();
  });
  t.buttons = new QWidget(this);
  auto* row = new QHBoxLayout(t.buttons);
  row->setContentsMargins(0, 0, 0, 0);
  auto* addButton = new QPushButton(addText, t.buttons);
  addButton->setProperty("role", QStringLiteral("link"));
  connect(addButton, &QPushButton::clicked, this, [this, set] { add(set); });
  auto* removeButton = new QPushButton(tr("Remove"), t.buttons);
  removeButton->setProperty("role", QStringLiteral("link"));
  connect(removeButton, &QPushButton::clicked, this, [this, set] { remove(set); });
  row->addWidget(addButton);
  row->addWidget(removeButton);
  row->addStretch(1);
  lines->addWidget(t.buttons);
  return t;
}

void SiteMore::fitHeight(const Table& table) {
  table.fitted = table.model->rowCount();
  int height = table.view->horizontalHeader()->sizeHint().height() + 4;
  for (int i = 0; i < table.model->rowCount(); ++i) height += table.view->rowHeight(i);
  table.view->setFixedHeight(std::max(height, 40));
}

int SiteMore::currentPart(const Table& table) const {
  const int row = table.view->currentIndex().row();
  if (row < 0 || row >= static_cast<int>(table.model->rows().size())) return -1;
  return table.model->rows()[static_cast<std::size_t>(row)].part;
}

void SiteMore::add(PropertySet set) {
  const Site* site = m_plan ? m_plan->site(m_site) : nullptr;
  if (!site || (!site->battery && set != PropertySet::Outages)) return;
  Site next = *site;
  QString what;
  if (set == PropertySet::Outages) {
    const Micros last =
        next.outages.empty() ? 0 : std::max(next.outages.back().from, next.outages.back().until);
    const Micros from = std::max(last, m_now.isValid() ? m_now.us : 0);
    next.outages.push_back({from, from + 30 * kMinute, {}});
    what = tr("add outage");
  } else if (set == PropertySet::Envelopes) {
    next.battery->envelopes.push_back({TargetClass::Aircraft, 0, 50e3, 0, 20e3});
    next.engagementRange = greatestRange(*next.battery);
    what = tr("add envelope");
  } else if (set == PropertySet::Stocks) {
    next.battery->stocks.push_back(
        {tr("Type %1").arg(next.battery->stocks.size() + 1).toStdString(), 8, 8, {}});
    what = tr("add stock");
  } else {
    // To the stock that is chosen, else the first.
    const int chosen = currentPart(m_stocks);
    if (next.battery->stocks.empty()) return;
    Stock& stock = next.battery->stocks[chosen < 0 ? 0 : static_cast<std::size_t>(chosen)];
    const Micros last = stock.changes.empty() ? 0 : stock.changes.back().time;
    stock.changes.push_back({std::max(last, m_now.isValid() ? m_now.us : 0), -1, 0, {}});
    what = tr("add change of stock");
  }
  Q_EMIT edited(edits::withSite(*m_plan, next), tr("%1: %2").arg(QString::fromStdString(next.name), what));
}

void SiteMore::remove(PropertySet set) {
  const Site* site = m_plan ? m_plan->site(m_site) : nullptr;
  const Table& table = set == PropertySet::Envelopes ? m_envelopes
                       : set == PropertySet::Stocks  ? m_stocks
                       : set == PropertySet::Outages ? m_outages
                                                     : m_changes;
  const int part = currentPart(table);
  if (!site || (!site->battery && set != PropertySet::Outages) || part < 0) return;
  Site next = *site;
  const auto at = [](auto& list, int i) { list.erase(list.begin() + i); };
  if (set == PropertySet::Outages) {
    at(next.outages, part);
  } else if (set == PropertySet::Envelopes) {
    at(next.battery->envelopes, part);
    next.engagementRange = greatestRange(*next.battery);
  } else if (set == PropertySet::Stocks) {
    at(next.battery->stocks, part);
  } else {
    at(next.battery->stocks[static_cast<std::size_t>(part / PlanRow::kPartChanges)].changes,
       part % PlanRow::kPartChanges);
  }
  Q_EMIT edited(edits::withSite(*m_plan, next),
                tr("%1: remove %2").arg(QString::fromStdString(next.name), table.heading->text().toLower()));
}

void SiteMore::setUnits(UnitProfile units) {
  m_sensor->setUnits(units);
  m_form->setUnits(units);
  m_sharing->setUnits(units);
  for (const Table* t : {&m_envelopes, &m_stocks, &m_changes, &m_outages}) t->model->setUnits(units);
}

void SiteMore::setReadOnly(bool readOnly) {
  setEnabled(!readOnly);
}

void SiteMore::setSite(const PlanPtr& plan, const std::string& site) {
  const bool isSame =
      site == m_site && m_plan && plan && isSameIn(*m_plan, *plan, {PlanItemKind::Site, site});
  m_plan = plan;
  m_site = site;
  m_problem->hide();
  refresh(isSame);
}

void SiteMore::refresh(bool isSame) {
  const Site* site = m_plan ? m_plan->site(m_site) : nullptr;
  if (!site) return;
  const std::vector<PlanRow> row = {{{PlanItemKind::Site, m_site}, -1}};
  m_sensorHeading->setVisible(site->sensor.has_value());
  m_sensor->setVisible(site->sensor.has_value());
  if (site->sensor) m_sensor->setSensor(site->kind, *site->sensor);
  m_form->setRows(m_plan, row);
  m_sharing->setRows(m_plan, row);
  const bool hasStocks = site->battery && !site->battery->stocks.empty();
  for (const Table* t : {&m_envelopes, &m_stocks, &m_changes, &m_outages}) {
    const bool shown = t == &m_outages || (site->battery && (t != &m_changes || hasStocks));
    t->model->setSite(m_site);
    t->model->setPlan(m_plan);
    if (isSame) continue;
    const bool rows = shown && t->model->rowCount() > 0;
    t->heading->setVisible(shown);
    t->buttons->setVisible(shown);
    t->view->setVisible(rows);
    if (rows && t->fitted != t->model->rowCount()) fitHeight(*t);
  }
}

}  // namespace sorami
