// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/SensorForm.h"

#include "data/core/Translate.h"
#include "data/coverage/detection/DetectionModel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace sorami {
namespace {

QString text(std::string_view s) {
  return QString::fromUtf8(s.data(), static_cast<qsizetype>(s.size()));
}

/// The longest of the parameters' names, logical px.
constexpr int kNameWidth = 138;
/// Between two classes' entries that are made ahead, ms.
constexpr int kIdleMs = 400;

/// Only these are open at first: what a planner changes daily.
bool opensAtFirst(ParameterGroup group) {
  return group == ParameterGroup::Site || group == ParameterGroup::Coverage ||
         group == ParameterGroup::Detection || group == ParameterGroup::OneWay;
}

QString undoText(const SensorParameter& p) {
  return SensorForm::tr("change %1").arg(translated(p.name).toLower());
}

}  // namespace

QString sensorReachText(const SensorParameters& sensor, UnitProfile units) {
  const auto model = DetectionModel::make(sensor, {}, sensor.antennaIsMsl ? sensor.antennaHeight : 100);
  if (!model) return QString::fromStdString(model.error().what);
  const QString reach = distanceText((*model)->reach(), units);
  if (!(*model)->hasBudget()) return tr("Line of sight out to %1").arg(reach);
  if (!sensor.usesRadarEquation()) return tr("Heard out to %1").arg(reach);
  return tr("Finds %1 m² at Pd %2 out to %3")
      .arg(QString::number(sensor.targetRcs, 'g', 4), QString::number(sensor.requiredPd, 'g', 3), reach);
}

SensorForm::SensorForm(QWidget* parent)
    : QWidget(parent),
      m_look(defaultLook()),
      m_class(sensorClassFor(SiteKind::LongRangeRadar)),
      m_reach(this, [this](const QString& reach) { m_summary->setText(reach); }) {
  setObjectName(QStringLiteral("sensorForm"));
  m_sensor = m_class->presets.front().parameters;
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(6);
  const auto combo = [this](const char* name) {
    auto* box = new QComboBox(this);
    box->setObjectName(QString::fromLatin1(name));
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(12);
    return box;
  };
  m_classes = combo("sensorClass");
  for (const SensorClass& c : sensorClasses()) {
    m_classes->addItem(translated(c.name), text(c.id));
    m_classes->setItemData(m_classes->count() - 1, translated(c.summary), Qt::ToolTipRole);
  }
  connect(m_classes, &QComboBox::activated, this, [this](int index) {
    const SensorClass& chosen = sensorClasses()[static_cast<std::size_t>(index)];
    if (&chosen != m_class) Q_EMIT classChosen(chosen.kind, chosen.presets.front().parameters);
  });
  all->addWidget(new FormRow(tr("Sensor"), m_classes, this));
  m_presets = combo("sensorPreset");
  connect(m_presets, &QComboBox::activated, this, [this](int index) {
    const int preset = m_presets->itemData(index).toInt();
    if (preset < 0) return;
    // Where the antenna looks is the site's, not the preset's.
    SensorParameters next = m_class->presets[static_cast<std::size_t>(preset)].parameters;
    next.sectorCentreDeg = m_sensor.sectorCentreDeg;
    next.blanked = m_sensor.blanked;
    offer(next, tr("take a preset"));
  });
  all->addWidget(new FormRow(tr("Preset"), m_presets, this));
  m_summary = new QLabel(this);
  m_summary->setObjectName(QStringLiteral("sensorReach"));
  m_summary->setProperty("role", QStringLiteral("muted"));
  m_summary->setWordWrap(true);
  all->addWidget(m_summary);
  m_bodyPlace = new QVBoxLayout;
  m_bodyPlace->setContentsMargins(0, 0, 0, 0);
  all->addLayout(m_bodyPlace);
  all->addStretch(1);
  for (QWidget* row : {m_classes->parentWidget(), m_presets->parentWidget()}) {
    if (auto* name = row->findChild<QLabel*>()) name->setMinimumWidth(m_look->px(kNameWidth));
  }
  // The entries are made for the first sensor that is shown: most windows open without one.
  m_idle.setSingleShot(true);
  connect(&m_idle, &QTimer::timeout, this, &SensorForm::prepareNext);
}

EntryUnit SensorForm::unitOf(const SensorParameter& p) const {
  if (p.kind == ParameterKind::Distance) return distanceUnit(m_units);
  return {translated(p.unit), p.si};
}

void SensorForm::build() {
  if (m_body) m_body->widget->hide();
  m_presets->clear();
  m_presets->addItem(tr("as entered"), -1);
  for (std::size_t i = 0; i < m_class->presets.size(); ++i)
    m_presets->addItem(translated(m_class->presets[i].name), static_cast<int>(i));
  m_shown.reset();
  const auto [found, isNew] = m_bodies.try_emplace(m_class);
  m_body = &found->second;
  if (!isNew) {
    // Groups that were opened or closed in another class's form are so in this one.
    for (auto head = m_body->heads.begin(); head != m_body->heads.end(); ++head) {
      head.value()->setChecked(
          m_open.value(head.key(), opensAtFirst(static_cast<ParameterGroup>(head.key()))));
    }
    m_body->widget->show();
    refresh();
    return;
  }
  makeBody(*m_body);
  m_body->widget->show();
  refresh();
}

void SensorForm::makeBody(Body& made) {
  QWidget* body = made.widget = new QWidget(this);
  body->hide();
  m_bodyPlace->addWidget(body);
  auto* to = new QVBoxLayout(body);
  to->setContentsMargins(0, 0, 0, 0);
  to->setSpacing(6);
  for (int g = 0; g <= static_cast<int>(ParameterGroup::Propagation); ++g) {
    const auto group = static_cast<ParameterGroup>(g);
    std::vector<const SensorParameter*> members;
    for (const std::string_view id : m_class->parameters) {
      const SensorParameter* p = sensorParameter(id);
      if (p != nullptr && p->group == group) members.push_back(p);
    }
    if (members.empty()) continue;
    auto* head = new QToolButton(body);
    made.heads[g] = head;
    head->setObjectName(QStringLiteral("group-%1").arg(g));
    head->setText(translated(groupName(group)).toUpper());
    head->setProperty("role", QStringLiteral("heading"));
    head->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    head->setCheckable(true);
    head->setAutoRaise(true);
    auto* box = new QWidget(body);
    auto* lines = new QVBoxLayout(box);
    lines->setContentsMargins(0, 0, 0, 4);
    lines->setSpacing(6);
    for (const SensorParameter* p : members) addEntry(lines, *p);
    const bool open = m_open.value(g, opensAtFirst(group));
    const auto show = [this, head, box](bool on) {
      head->setIcon(m_look->icon(on ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
      box->setVisible(on);
    };
    head->setChecked(open);
    show(open);
    connect(head, &QToolButton::toggled, this, [this, g, show](bool on) {
      m_open[g] = on;
      show(on);
    });
    to->addWidget(head);
    to->addWidget(box);
  }
}

void SensorForm::expect(std::vector<const SensorClass*> classes) {
  m_expected = std::move(classes);
  if (!m_expected.empty()) m_idle.start(kIdleMs);
}

void SensorForm::prepareNext() {
  std::erase_if(m_expected, [this](const SensorClass* c) { return m_bodies.contains(c); });
  if (m_expected.empty()) return;
  const SensorClass* const shownClass = std::exchange(m_class, m_expected.back());
  Body* const shown = std::exchange(m_body, &m_bodies[m_class]);
  makeBody(*m_body);
  applyLook(m_body->widget, m_look);
  for (QWidget* each : m_body->widget->findChildren<QWidget*>()) each->ensurePolished();
  m_class = shownClass;
  m_body = shown;
  if (m_expected.size() > 1) m_idle.start(kIdleMs);
}

void SensorForm::addEntry(QVBoxLayout* to, const SensorParameter& p) {
  QWidget* body = m_body->widget;
  Entry entry;
  entry.parameter = &p;
  const QString help = translated(p.help);
  if (p.kind == ParameterKind::Switch) {
    auto* box = new QCheckBox(translated(p.name), body);
    box->setObjectName(text(p.id));
    box->setToolTip(help);
    connect(box, &QCheckBox::toggled, this, [this, &p](bool on) {
      if (m_loading) return;
      SensorParameters next = m_sensor;
      p.set(next, on ? 1 : 0);
      offer(next, undoText(p));
    });
    entry.row = box;
  } else if (p.kind == ParameterKind::Choice) {
    auto* box = new QComboBox(body);
    box->setObjectName(text(p.id));
    box->setToolTip(help);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(10);
    for (const std::string_view choice : p.choices) box->addItem(translated(choice));
    connect(box, &QComboBox::activated, this, [this, &p](int index) {
      SensorParameters next = m_sensor;
      p.set(next, index);
      offer(next, undoText(p));
    });
    entry.row = new FormRow(translated(p.name), box, body);
  } else {
    auto* field = new FormField(
        // A number without a unit leaves room for one, so that the fields line up.
        translated(p.name), p.get != nullptr && p.unit.empty() ? QStringLiteral(" ") : unitOf(p).text,
        [this, &p](const QString& typed) { return take(p, typed); }, body);
    field->setObjectName(text(p.id));
    field->edit()->setProperty("role", QStringLiteral("number"));
    field->edit()->setAlignment(Qt::AlignRight);
    field->edit()->setToolTip(help);
    m_body->fields[text(p.id)] = field;
    entry.row = field;
  }
  if (p.kind != ParameterKind::Switch) {
    if (auto* name = entry.row->findChild<QLabel*>()) name->setMinimumWidth(m_look->px(kNameWidth));
  }
  to->addWidget(entry.row);
  entry.note = new QLabel(body);
  entry.note->setProperty("role", QStringLiteral("warning"));
  entry.note->setWordWrap(true);
  entry.note->hide();
  to->addWidget(entry.note);
  m_body->entries.push_back(entry);
}

QString SensorForm::take(const SensorParameter& p, const QString& typed) {
  SensorParameters next = m_sensor;
  if (p.get == nullptr) {
    if (const Status status = setParameter(p, next, typed.toStdString()); !status)
      return tr("%1: %2").arg(QString::fromStdString(status.error().what),
                              QString::fromStdString(status.error().hint));
  } else {
    const std::optional<double> number = numberFrom(typed);
    if (!number) return tr("A number is needed");
    const EntryUnit unit = unitOf(p);
    if (!parameterFault(p, *number * unit.si).empty()) {
      const int digits = p.decimals < 0 ? 4 : 6;
      return tr("%1 to %2 %3")
          .arg(QString::number(p.least / unit.si, 'g', digits),
               QString::number(p.most / unit.si, 'g', digits), unit.text)
          .trimmed();
    }
    p.set(next, *number * unit.si);
  }
  // What this very change makes impossible is refused here, with the reason.
  const auto before = checkSensor(*m_class, m_sensor);
  for (const ParameterProblem& problem : checkSensor(*m_class, next)) {
    const bool isNew = std::none_of(before.begin(), before.end(), [&](const ParameterProblem& old) {
      return old.id == problem.id && old.refused;
    });
    if (!problem.refused || !isNew) continue;
    const SensorParameter* at = sensorParameter(problem.id);
    const QString reason = QString::fromStdString(problem.text);
    return problem.id == p.id || at == nullptr ? reason : tr("%1: %2").arg(translated(at->name), reason);
  }
  offer(next, undoText(p));
  return {};
}

void SensorForm::offer(const SensorParameters& next, const QString& what) {
  if (next == m_sensor) return;
  Q_EMIT edited(next, what);
}

void SensorForm::setLook(const LookPtr& look) {
  m_look = look;
  for (QToolButton* head : findChildren<QToolButton*>()) {
    if (!head->objectName().startsWith(QStringLiteral("group-"))) continue;
    head->setIcon(
        look->icon(head->isChecked() ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
  }
}

void SensorForm::setUnits(UnitProfile units) {
  if (units == m_units) return;
  m_units = units;
  for (const auto& [sensorClass, body] : m_bodies) {
    for (const Entry& entry : body.entries) {
      if (entry.parameter->kind != ParameterKind::Distance) continue;
      body.fields.value(text(entry.parameter->id))->setUnit(unitOf(*entry.parameter).text);
    }
  }
  m_shown.reset();
  if (m_body == nullptr) return;
  refresh();
  showReach();
}

void SensorForm::setSensor(SiteKind kind, const SensorParameters& sensor) {
  m_sensor = sensor;
  const SensorClass& wanted = sensorClassOf(kind, sensor);
  if (&wanted != m_class || m_body == nullptr) {
    m_class = &wanted;
    const std::size_t before = m_bodies.size();
    build();
    if (m_bodies.size() > before) applyLook(m_body->widget, m_look);
  } else {
    refresh();
  }
  showReach();
}

void SensorForm::showReach() {
  // Reckoning it takes longer than a frame: beside the window, and only for another sensor.
  if (m_reachOf == m_sensor && m_reachUnits == m_units) return;
  m_reachOf = m_sensor;
  m_reachUnits = m_units;
  m_reach.request([sensor = m_sensor, units = m_units](const std::stop_token&) {
    return sensorReachText(sensor, units);
  });
}

void SensorForm::refresh() {
  if (m_shown && *m_shown == m_sensor) return;
  m_shown = m_sensor;
  m_loading = true;
  const auto classes = sensorClasses();
  for (std::size_t i = 0; i < classes.size(); ++i) {
    if (&classes[i] == m_class) m_classes->setCurrentIndex(static_cast<int>(i));
  }
  m_presets->setCurrentIndex(0);
  for (std::size_t i = 0; i < m_class->presets.size(); ++i) {
    SensorParameters preset = m_class->presets[i].parameters;
    preset.sectorCentreDeg = m_sensor.sectorCentreDeg;
    preset.blanked = m_sensor.blanked;
    if (preset == m_sensor) m_presets->setCurrentIndex(static_cast<int>(i) + 1);
  }
  const auto problems = checkSensor(*m_class, m_sensor);
  for (const Entry& entry : std::as_const(m_body->entries)) {
    const SensorParameter& p = *entry.parameter;
    if (p.kind == ParameterKind::Switch) {
      static_cast<QCheckBox*>(entry.row)->setChecked(p.get(m_sensor) != 0);
    } else if (p.kind == ParameterKind::Choice) {
      if (auto* box = entry.row->findChild<QComboBox*>())
        box->setCurrentIndex(static_cast<int>(p.get(m_sensor)));
    } else if (p.kind == ParameterKind::Distance) {
      m_body->fields.value(text(p.id))->setValue(QString::number(p.get(m_sensor) / unitOf(p).si, 'g', 6));
    } else {
      m_body->fields.value(text(p.id))->setValue(QString::fromStdString(parameterText(p, m_sensor)));
    }
    QString note;
    for (const ParameterProblem& problem : problems) {
      if (problem.id == p.id) note = translated(problem.text);
    }
    if (!note.isEmpty()) note[0] = note[0].toUpper();
    entry.note->setText(note);
    entry.note->setVisible(!note.isEmpty());
  }
  m_loading = false;
}

}  // namespace sorami
