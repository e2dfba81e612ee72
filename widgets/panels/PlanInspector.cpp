// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/PlanInspector.h"

#include "data/geo/Geodesic.h"
#include "data/plan/Edits.h"
#include "data/plan/Motion.h"
#include "widgets/panels/Heading.h"
#include "widgets/panels/PartTable.h"
#include "widgets/panels/PropertyForm.h"
#include "widgets/panels/SensorForm.h"
#include "widgets/scene/CountText.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace sorami {

namespace {

constexpr PropertySet kForms[] = {PropertySet::Sites, PropertySet::Links, PropertySet::Areas,
                                  PropertySet::Threats, PropertySet::Drawings};

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

/// The plan with another outage of a site or link: after those it has, and not before `now`.
Plan withOutageAdded(const Plan& plan, const PlanItem& item, UtcTime now) {
  const auto add = [now](auto object) {
    const Micros last =
        object.outages.empty() ? 0 : std::max(object.outages.back().from, object.outages.back().until);
    const Micros from = std::max(last, now.isValid() ? now.us : 0);
    object.outages.push_back({from, from + 30 * kMinute, {}});
    return object;
  };
  return item.kind == PlanItemKind::Link ? edits::withLink(plan, add(*plan.link(item.id)))
                                         : edits::withSite(plan, add(*plan.site(item.id)));
}

Plan withOutageRemoved(const Plan& plan, const PlanItem& item, int part) {
  const auto remove = [part](auto object) {
    object.outages.erase(object.outages.begin() + part);
    return object;
  };
  return item.kind == PlanItemKind::Link ? edits::withLink(plan, remove(*plan.link(item.id)))
                                         : edits::withSite(plan, remove(*plan.site(item.id)));
}

QString ofItem(const Plan& plan, const PlanItem& item, const QString& what) {
  return PlanInspector::tr("%1: %2").arg(QString::fromStdString(nameOf(plan, item)), what);
}

PartTable* makeOutages(QWidget* parent) {
  auto* table = new PartTable(PropertySet::Outages, SiteMore::tr("OUT OF SERVICE"),
                              SiteMore::tr("Add, from the clock's time"), parent);
  table->setObjectName(QStringLiteral("outages"));
  return table;
}

QString removalOf(const PartTable& table) {
  return SiteMore::tr("remove %1").arg(table.title().toLower());
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
  m_linkNote = new QLabel(this);
  m_linkNote->setObjectName(QStringLiteral("linkNote"));
  m_linkNote->setWordWrap(true);
  m_linkNote->hide();
  lines->addWidget(m_linkNote);
  lines->addSpacing(4);
  for (const PropertySet set : kForms) {
    auto* form = new PropertyForm(set, {}, this);
    connect(form, &PropertyForm::edited, this, &PlanInspector::edited);
    lines->addWidget(form);
    m_forms[set] = form;
  }
  m_outages = makeOutages(this);
  lines->addWidget(m_outages);
  connect(m_outages, &PartTable::edited, this, &PlanInspector::edited);
  connect(m_outages, &PartTable::addAsked, this, [this] {
    if (m_items.size() != 1 || !holds(*m_plan, m_items[0])) return;
    Q_EMIT edited(withOutageAdded(*m_plan, m_items[0], m_now),
                  ofItem(*m_plan, m_items[0], SiteMore::tr("add outage")));
  });
  connect(m_outages, &PartTable::removeAsked, this, [this](int part) {
    if (m_items.size() != 1 || !holds(*m_plan, m_items[0])) return;
    Q_EMIT edited(withOutageRemoved(*m_plan, m_items[0], part),
                  ofItem(*m_plan, m_items[0], removalOf(*m_outages)));
  });
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
  m_outages->setEnabled(!readOnly);
}

void PlanInspector::setItems(const PlanPtr& plan, const PlanItems& items) {
  const bool isSame =
      items == m_items && items.size() == 1 && m_plan && plan && isSameIn(*m_plan, *plan, items[0]);
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
  const bool isLink = items.size() == 1 && items[0].kind == PlanItemKind::Link;
  m_outages->setVisible(isLink);
  if (!isLink || !isSame) m_linkNote->hide();
  if (isLink) m_outages->setItem(plan, items[0], isSame);
  QStringList kinds;
  for (const auto& [kind, n] : counts) kinds << countText(kind, n);
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

void PlanInspector::setLinkNote(const std::string& link, const QString& note) {
  if (m_items.size() != 1 || !(m_items[0] == PlanItem{PlanItemKind::Link, link})) return;
  // It stands alone here; elsewhere it follows what it is about.
  m_linkNote->setText(note.left(1).toUpper() + note.mid(1));
  m_linkNote->setVisible(!note.isEmpty());
}

// --- one site

SiteMore::SiteMore(QWidget* parent) : QWidget(parent) {
  auto* lines = new QVBoxLayout(this);
  lines->setContentsMargins(16, 0, 16, 16);
  lines->setSpacing(6);
  m_sensorHeading = heading(tr("SENSOR"), this);
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
  const auto add = [&](PartTable* table, PropertySet set) {
    lines->addWidget(table);
    connect(table, &PartTable::edited, this, &SiteMore::edited);
    connect(table, &PartTable::addAsked, this, [this, set] { this->add(set); });
    connect(table, &PartTable::removeAsked, this, [this, set](int part) { remove(set, part); });
    return table;
  };
  const auto table = [&](PropertySet set, const QString& title, const QString& addText) {
    return add(new PartTable(set, title, addText, this), set);
  };
  m_envelopes = table(PropertySet::Envelopes, tr("ENVELOPES, NOTIONAL"), tr("Add envelope"));
  m_stocks = table(PropertySet::Stocks, tr("STOCKS"), tr("Add stock"));
  m_changes = table(PropertySet::StockChanges, tr("CHANGES OF STOCK"), tr("Add change"));
  m_outages = add(makeOutages(this), PropertySet::Outages);
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

void SiteMore::add(PropertySet set) {
  const Site* site = m_plan ? m_plan->site(m_site) : nullptr;
  const PlanItem item{PlanItemKind::Site, m_site};
  if (!site || (!site->battery && set != PropertySet::Outages)) return;
  if (set == PropertySet::Outages) {
    Q_EMIT edited(withOutageAdded(*m_plan, item, m_now), ofItem(*m_plan, item, tr("add outage")));
    return;
  }
  Site next = *site;
  QString what;
  if (set == PropertySet::Envelopes) {
    next.battery->envelopes.push_back({TargetClass::Aircraft, 0, 50e3, 0, 20e3});
    next.engagementRange = greatestRange(*next.battery);
    what = tr("add envelope");
  } else if (set == PropertySet::Stocks) {
    next.battery->stocks.push_back(
        {tr("Type %1").arg(next.battery->stocks.size() + 1).toStdString(), 8, 8, {}});
    what = tr("add stock");
  } else {
    // To the stock that is chosen, else the first.
    const int chosen = m_stocks->currentPart();
    if (next.battery->stocks.empty()) return;
    Stock& stock = next.battery->stocks[chosen < 0 ? 0 : static_cast<std::size_t>(chosen)];
    const Micros last = stock.changes.empty() ? 0 : stock.changes.back().time;
    stock.changes.push_back({std::max(last, m_now.isValid() ? m_now.us : 0), -1, 0, {}});
    what = tr("add change of stock");
  }
  Q_EMIT edited(edits::withSite(*m_plan, next), ofItem(*m_plan, item, what));
}

void SiteMore::remove(PropertySet set, int part) {
  const Site* site = m_plan ? m_plan->site(m_site) : nullptr;
  const PlanItem item{PlanItemKind::Site, m_site};
  if (!site || (!site->battery && set != PropertySet::Outages)) return;
  if (set == PropertySet::Outages) {
    Q_EMIT edited(withOutageRemoved(*m_plan, item, part), ofItem(*m_plan, item, removalOf(*m_outages)));
    return;
  }
  Site next = *site;
  const auto at = [](auto& list, int i) { list.erase(list.begin() + i); };
  if (set == PropertySet::Envelopes) {
    at(next.battery->envelopes, part);
    next.engagementRange = greatestRange(*next.battery);
  } else if (set == PropertySet::Stocks) {
    at(next.battery->stocks, part);
  } else {
    at(next.battery->stocks[static_cast<std::size_t>(part / PlanRow::kPartChanges)].changes,
       part % PlanRow::kPartChanges);
  }
  const PartTable& table = set == PropertySet::Envelopes ? *m_envelopes
                           : set == PropertySet::Stocks  ? *m_stocks
                                                         : *m_changes;
  Q_EMIT edited(edits::withSite(*m_plan, next), ofItem(*m_plan, item, removalOf(table)));
}

void SiteMore::setUnits(UnitProfile units) {
  m_sensor->setUnits(units);
  m_form->setUnits(units);
  m_sharing->setUnits(units);
  for (PartTable* t : {m_envelopes, m_stocks, m_changes, m_outages}) t->setUnits(units);
}

void SiteMore::setReadOnly(bool readOnly) {
  setEnabled(!readOnly);
}

void SiteMore::expect(const Plan& plan) {
  std::vector<const SensorClass*> classes;
  for (const Site& site : plan.sites) {
    if (!site.sensor) continue;
    const SensorClass* c = &sensorClassOf(site.kind, *site.sensor);
    if (std::find(classes.begin(), classes.end(), c) == classes.end()) classes.push_back(c);
  }
  m_sensor->expect(std::move(classes));
}

void SiteMore::setSite(const PlanPtr& plan, const std::string& site) {
  const bool isSame =
      site == m_site && m_plan && plan && isSameIn(*m_plan, *plan, {PlanItemKind::Site, site});
  m_plan = plan;
  m_site = site;
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
  for (PartTable* t : {m_envelopes, m_stocks, m_changes, m_outages}) {
    t->setVisible(t == m_outages || (site->battery && (t != m_changes || hasStocks)));
    t->setItem(m_plan, row[0].item, isSame);
  }
}

}  // namespace sorami
