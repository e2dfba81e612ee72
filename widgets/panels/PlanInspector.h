// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Properties.h"
#include "widgets/look/UnitText.h"

#include <QWidget>

#include <map>

class QLabel;
class QPushButton;

namespace sorami {

class PartTable;
class PropertyForm;
class SensorForm;

/// The form of what is selected: links, areas, threats, drawings, or several objects at once.
class PlanInspector : public QWidget {
  Q_OBJECT
 public:
  explicit PlanInspector(QWidget* parent = nullptr);

  void setItems(const PlanPtr& plan, const PlanItems& items);
  void setUnits(UnitProfile units);
  void setReadOnly(bool readOnly);
  /// Where new outages are set in time.
  void setNow(UtcTime now) { m_now = now; }
  /// What is said of the link that is shown, once it has been looked into.
  void setLinkNote(const std::string& link, const QString& note);
  PropertyForm* form(PropertySet set) const;
  /// Of a link that is selected by itself.
  PartTable* outages() const { return m_outages; }

 Q_SIGNALS:
  void edited(const sorami::Plan& next, const QString& what);
  void deleteRequested();
  void fitRequested();

 private:
  QLabel* m_title;
  QLabel* m_facts;
  QLabel* m_linkNote;
  QLabel* m_notional;
  UnitProfile m_units = UnitProfile::Air;
  PlanPtr m_plan;
  PlanItems m_items;
  UtcTime m_now;
  PartTable* m_outages;
  std::map<PropertySet, PropertyForm*> m_forms;
};

/// What a single site has beyond its everyday form: its sensor's class and parameters, battery with envelopes
/// and stocks, sharing.
class SiteMore : public QWidget {
  Q_OBJECT
 public:
  explicit SiteMore(QWidget* parent = nullptr);

  void setSite(const PlanPtr& plan, const std::string& site);
  /// Makes ready what the sites of a plan will need.
  void expect(const Plan& plan);
  void setUnits(UnitProfile units);
  void setReadOnly(bool readOnly);
  PartTable* outages() const { return m_outages; }
  /// Where new changes of stocks and outages are set in time.
  void setNow(UtcTime now) { m_now = now; }
  PropertyForm* form() const { return m_form; }

 Q_SIGNALS:
  void edited(const sorami::Plan& next, const QString& what);
  void applyPresetRequested(const QPoint& at);
  void savePresetRequested();

 private:
  void add(PropertySet set);
  void remove(PropertySet set, int part);
  /// `isSame`: another version of the plan, in which the site is as it was.
  void refresh(bool isSame);

  PlanPtr m_plan;
  std::string m_site;
  UtcTime m_now;
  QLabel* m_sensorHeading;
  SensorForm* m_sensor;
  PropertyForm* m_form;
  PropertyForm* m_sharing;
  QPushButton* m_equip;
  PartTable* m_envelopes;
  PartTable* m_stocks;
  PartTable* m_changes;
  PartTable* m_outages;
};

}  // namespace sorami
