// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/sensors/SensorClass.h"
#include "widgets/look/LatestJob.h"
#include "widgets/look/Look.h"
#include "widgets/look/UnitText.h"
#include "widgets/panels/FormField.h"

#include <QHash>
#include <QTimer>
#include <QVector>
#include <QWidget>

#include <optional>
#include <unordered_map>
#include <vector>

class QComboBox;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace sorami {

/// The parameters of one sensor, as its class describes them: headings that open and close, the field's own
/// names and units, impossible values refused at the field, odd combinations pointed out below it. It edits
/// a copy; every accepted change is offered as a whole new sensor.
class SensorForm : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit SensorForm(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  void setUnits(UnitProfile units);
  /// Shows a sensor of a site of that kind; another class brings its own entries.
  void setSensor(SiteKind kind, const SensorParameters& sensor);
  /// Makes the entries of classes that will be shown, one class at a time while nothing else happens: made
  /// when a site is selected, they would keep its picture waiting.
  void expect(std::vector<const SensorClass*> classes);

  /// The entry of a parameter that is a number or text; null when the class does not show it.
  FormField* field(const QString& id) const { return m_body ? m_body->fields.value(id) : nullptr; }
  const SensorClass& sensorClass() const { return *m_class; }

 Q_SIGNALS:
  /// `what` names the change for the undo list.
  void edited(const sorami::SensorParameters& sensor, const QString& what);
  /// Another class was chosen: its first preset, and the kind of site it belongs to.
  void classChosen(sorami::SiteKind kind, const sorami::SensorParameters& sensor);

 private:
  struct Entry {
    const SensorParameter* parameter = nullptr;
    QWidget* row = nullptr;
    QLabel* note = nullptr;
  };
  /// The entries of one class; made when it is first shown, and kept: who goes from site to site sees the
  /// same few classes again and again.
  struct Body {
    QWidget* widget = nullptr;
    QVector<Entry> entries;
    QHash<QString, FormField*> fields;
    QHash<int, QToolButton*> heads;  ///< by ParameterGroup
  };
  void build();
  void prepareNext();
  /// The entries of the present class, hidden.
  void makeBody(Body& body);
  void addEntry(QVBoxLayout* to, const SensorParameter& parameter);
  QString take(const SensorParameter& parameter, const QString& text);
  void offer(const SensorParameters& next, const QString& what);
  void refresh();
  void showReach();
  EntryUnit unitOf(const SensorParameter& parameter) const;

  LookPtr m_look;
  UnitProfile m_units = UnitProfile::Air;
  const SensorClass* m_class;
  SensorParameters m_sensor;
  std::optional<SensorParameters> m_shown;    ///< what the entries show
  std::optional<SensorParameters> m_reachOf;  ///< whose reach the summary tells
  UnitProfile m_reachUnits = UnitProfile::Air;
  bool m_loading = false;
  QComboBox* m_classes;
  QComboBox* m_presets;
  QLabel* m_summary;
  QVBoxLayout* m_bodyPlace = nullptr;
  std::unordered_map<const SensorClass*, Body> m_bodies;
  Body* m_body = nullptr;   ///< of m_class; none before the first sensor
  QHash<int, bool> m_open;  ///< by ParameterGroup
  std::vector<const SensorClass*> m_expected;
  QTimer m_idle;
  LatestJob<QString> m_reach;
};

/// What the parameters come to: `Finds 1 m² at Pd 0.8 out to 124 NM`.
QString sensorReachText(const SensorParameters& sensor, UnitProfile units);

}  // namespace sorami
