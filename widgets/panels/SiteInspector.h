// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Plan.h"
#include "widgets/look/Look.h"
#include "widgets/look/UnitText.h"
#include "widgets/panels/FormField.h"

#include <QHash>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QVBoxLayout;

namespace sorami {

/// What a site of the plan is called in the window.
QString siteKindText(SiteKind kind);

/// The form of one site. It edits a copy; every accepted change is offered as a whole new site.
class SiteInspector : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit SiteInspector(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  void setSite(const Site& site);
  void setUnits(UnitProfile units);
  /// m AMSL under the site; NaN unknown. `cell`: post spacing in m of the terrain it comes from, 0 none.
  void setGround(double metres, double cell);
  /// What the coverage on screen is: `fine · 4/3 earth`, `computing…`.
  void setCoverageText(const QString& text);
  void setEarthFactor(double k);
  FormField* field(const QString& key) const { return m_fields.value(key); }
  void focusName();

 Q_SIGNALS:
  /// `what` names the change for the undo list.
  void edited(const sorami::Site& site, const QString& what);
  void earthFactorChanged(double k);
  void deleteRequested(const QString& site);
  void centreRequested(sorami::LatLon position);

 private:
  using Change = std::function<void(Site&, double)>;
  void addNumber(QVBoxLayout* to, const QString& key, const QString& name, const QString& unit, double least,
                 double most, double si, const Change& change);
  void offer(const Site& site, const QString& what);
  void refresh();
  void addField(QVBoxLayout* to, const QString& key, FormField* field);

  LookPtr m_look;
  UnitProfile m_units = UnitProfile::Air;
  Site m_site;
  double m_k = 4.0 / 3.0;
  bool m_loading = false;
  QLabel* m_title;
  QLabel* m_notional;
  QLabel* m_ground;
  QLabel* m_coverage;
  QWidget* m_sensor;
  QComboBox* m_kind;
  QComboBox* m_affiliation;
  QCheckBox* m_active;
  QCheckBox* m_msl;
  QHash<QString, FormField*> m_fields;
};

}  // namespace sorami
