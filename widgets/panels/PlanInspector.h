// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Properties.h"
#include "widgets/look/Look.h"
#include "widgets/look/UnitText.h"

#include <QWidget>

#include <map>

class QLabel;
class QPushButton;
class QTableView;
class QVBoxLayout;

namespace sorami {

class PlanTableModel;
class PropertyForm;
class SensorForm;

/// The form of what is selected: links, areas, threats, drawings, or several objects at once.
class PlanInspector : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit PlanInspector(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  void setItems(const PlanPtr& plan, const PlanItems& items);
  void setUnits(UnitProfile units);
  void setReadOnly(bool readOnly);
  PropertyForm* form(PropertySet set) const;

 Q_SIGNALS:
  void edited(const sorami::Plan& next, const QString& what);
  void deleteRequested();
  void fitRequested();

 private:
  QLabel* m_title;
  QLabel* m_facts;
  QLabel* m_notional;
  UnitProfile m_units = UnitProfile::Air;
  PlanPtr m_plan;
  PlanItems m_items;
  std::map<PropertySet, PropertyForm*> m_forms;
};

/// What a single site has beyond its everyday form: its sensor's class and parameters, battery with envelopes
/// and stocks, sharing.
class SiteMore : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit SiteMore(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  void setSite(const PlanPtr& plan, const std::string& site);
  void setUnits(UnitProfile units);
  void setReadOnly(bool readOnly);
  QTableView* outages() const { return m_outages.view; }
  /// Where new changes of stocks and outages are set in time.
  void setNow(UtcTime now) { m_now = now; }
  PropertyForm* form() const { return m_form; }
  QTableView* stocks() const { return m_stocks.view; }

 Q_SIGNALS:
  void edited(const sorami::Plan& next, const QString& what);
  void applyPresetRequested(const QPoint& at);
  void savePresetRequested();

 private:
  struct Table {
    QLabel* heading = nullptr;
    PlanTableModel* model = nullptr;
    QTableView* view = nullptr;
    QWidget* buttons = nullptr;
    mutable int fitted = -1;  ///< rows its height is of
  };
  Table makeTable(QVBoxLayout* lines, PropertySet set, const QString& heading, const QString& addText);
  void fitHeight(const Table& table);
  void add(PropertySet set);
  void remove(PropertySet set);
  int currentPart(const Table& table) const;
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
  QLabel* m_problem;
  Table m_envelopes;
  Table m_stocks;
  Table m_changes;
  Table m_outages;
};

}  // namespace sorami
