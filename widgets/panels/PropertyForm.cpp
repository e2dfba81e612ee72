// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/PropertyForm.h"

#include "data/core/Translate.h"
#include "widgets/look/PositionText.h"
#include "widgets/look/Units.h"
#include "widgets/panels/FormField.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace sorami {
PropertyForm::PropertyForm(PropertySet set, const QStringList& groups, QWidget* parent)
    : QWidget(parent), m_set(set), m_look(defaultLook()) {
  auto* lines = new QVBoxLayout(this);
  lines->setContentsMargins(0, 0, 0, 0);
  lines->setSpacing(6);
  QString group;
  for (const Property& property : propertiesOf(set)) {
    const QString name = QString::fromStdString(property.group);
    if (!groups.isEmpty() && !groups.contains(name)) continue;
    if (name != group) {
      if (!group.isEmpty()) lines->addSpacing(8);
      auto* heading = new QLabel(translated(property.group), this);
      heading->setProperty("role", QStringLiteral("heading"));
      lines->addWidget(heading);
      m_headings[name] = heading;
      group = name;
    }
    addProperty(lines, property);
  }
}

void PropertyForm::addProperty(QVBoxLayout* lines, const Property& property) {
  const QString key = QString::fromStdString(property.key);
  const Property* p = &property;
  QWidget* line = nullptr;
  if (property.kind == Property::Kind::Flag) {
    auto* box = new QCheckBox(translated(property.title), this);
    box->setObjectName(key);
    connect(box, &QCheckBox::clicked, this, [this, p, box](bool on) {
      box->setTristate(false);
      if (!m_loading) apply(*p, on);
    });
    m_flags[key] = box;
    line = box;
  } else if (property.kind == Property::Kind::Choice) {
    auto* box = new QComboBox(this);
    box->setObjectName(key);
    for (const auto& [id, title] : property.choices)
      box->addItem(translated(title), QString::fromStdString(id));
    connect(box, &QComboBox::activated, this, [this, p, box] {
      if (!m_loading) apply(*p, box->currentData().toString().toStdString());
    });
    m_choices[key] = box;
    line = new FormRow(translated(property.title), box, this);
  } else {
    const QuantityUnit* unit = unitOf(property.quantity, m_units);
    auto* field = new FormField(
        translated(property.title), unit ? QString::fromUtf8(unit->text) : QString(),
        [this, p](const QString& text) { return take(*p, text); }, this);
    field->setObjectName(key);
    if (property.kind == Property::Kind::Number || property.kind == Property::Kind::Whole) {
      field->edit()->setProperty("role", QStringLiteral("number"));
      field->edit()->setAlignment(Qt::AlignRight);
    }
    if (property.kind == Property::Kind::Position) {
      field->edit()->setProperty("role", QStringLiteral("number"));
      field->edit()->setToolTip(tr("Degrees (any form), MGRS, UTM or GEOREF"));
    }
    if (property.kind == Property::Kind::Time)
      field->edit()->setPlaceholderText(QStringLiteral("2026-08-12T06:12:30Z"));
    if (property.kind == Property::Kind::Texts)
      field->edit()->setPlaceholderText(tr("Partner A; Partner B; ALL"));
    if (!property.set) field->edit()->setReadOnly(true);
    if (unitsOf(property.quantity).size() > 1) {
      QLabel* label = field->unitLabel();
      label->setCursor(Qt::PointingHandCursor);
      label->setToolTip(tr("Click for another unit"));
      label->setProperty("quantity", static_cast<int>(property.quantity));
      label->installEventFilter(this);
    }
    m_fields[key] = field;
    line = field;
  }
  m_lines[key] = line;
  lines->addWidget(line);
}

bool PropertyForm::eventFilter(QObject* object, QEvent* event) {
  if (event->type() == QEvent::MouseButtonRelease && object->property("quantity").isValid()) {
    nextUnit(static_cast<Quantity>(object->property("quantity").toInt()), m_units);
    refresh();
    return true;
  }
  return QWidget::eventFilter(object, event);
}

void PropertyForm::setLook(const LookPtr& look) {
  m_look = look;
}

void PropertyForm::setUnits(UnitProfile units) {
  if (units == m_units) return;
  m_units = units;
  refresh();
}

void PropertyForm::setReadOnly(bool readOnly) {
  for (const Property& p : propertiesOf(m_set)) {
    const QString key = QString::fromStdString(p.key);
    if (QWidget* line = m_lines.value(key)) line->setEnabled(!readOnly);
  }
}

void PropertyForm::setRows(const PlanPtr& plan, const std::vector<PlanRow>& rows) {
  if (rows != m_rows) {
    for (FormField* field : std::as_const(m_fields)) field->edit()->setModified(false);
  }
  const bool isSame = rows == m_rows && m_plan && plan &&
                      std::all_of(rows.begin(), rows.end(),
                                  [&](const PlanRow& row) { return isSameIn(*m_plan, *plan, row.item); });
  m_plan = plan;
  m_rows = rows;
  if (!isSame) refresh();
}

PropertyForm::Shown PropertyForm::shownOf(const Property& property) const {
  Shown shown;
  if (!m_plan) return shown;
  for (const PlanRow& row : m_rows) {
    const PropertyValue value = property.get(*m_plan, row);
    if (std::holds_alternative<std::monostate>(value)) continue;
    if (shown.applies && !(value == shown.value)) shown.several = true;
    shown.applies = true;
    shown.value = value;
    if (shown.several) break;
  }
  return shown;
}

QString PropertyForm::textOf(const Property& property, const PropertyValue& value) const {
  if (const double* d = std::get_if<double>(&value)) return numberIn(*d, unitOf(property.quantity, m_units));
  if (const LatLon* p = std::get_if<LatLon>(&value)) return positionText(*p);
  return QString::fromStdString(valueText(value));
}

QString PropertyForm::take(const Property& property, const QString& text) {
  if (property.kind == Property::Kind::Number || property.kind == Property::Kind::Whole) {
    const QuantityUnit* unit = unitOf(property.quantity, m_units);
    const double si = unit ? unit->si : 1;
    const std::optional<double> number = numberFrom(text);
    if (!number) return tr("A number is needed");
    const double value = *number * si;
    const double slack = 1e-9 * (std::abs(property.least) + std::abs(property.most));
    if (value < property.least - slack || value > property.most + slack) {
      return tr("Between %1 and %2").arg(numberIn(property.least, unit), numberIn(property.most, unit));
    }
    // What was shown and comes back as it was is no change of the last digits.
    return apply(property, value);
  }
  if (property.kind == Property::Kind::Position) {
    const Result<LatLon> at = positionFrom(text);
    if (!at) return QString::fromStdString(at.error().what);
    return apply(property, *at);
  }
  const Result<PropertyValue> value = valueFrom(property, text.toStdString());
  if (!value) return QString::fromStdString(value.error().what);
  return apply(property, *value);
}

QString PropertyForm::apply(const Property& property, const PropertyValue& value) {
  if (!m_plan) return {};
  Plan next = *m_plan;
  for (const PlanRow& row : m_rows) {
    if (std::holds_alternative<std::monostate>(property.get(next, row))) continue;
    Result<Plan> changed = withValue(next, row, property, value);
    if (!changed) {
      QString what = QString::fromStdString(changed.error().what);
      if (!what.isEmpty()) what[0] = what[0].toUpper();
      if (property.kind == Property::Kind::Flag || property.kind == Property::Kind::Choice) refresh();
      return what;
    }
    next = std::move(*changed);
  }
  QString what = tr("change %1").arg(translated(property.title).toLower());
  if (m_rows.size() > 1) {
    what = tr("%1 objects: %2").arg(m_rows.size()).arg(what);
  } else if (!m_rows.empty()) {
    const QString name = QString::fromStdString(nameOf(*m_plan, m_rows.front().item));
    if (!name.isEmpty()) what = tr("%1: %2").arg(name, what);
  }
  Q_EMIT edited(next, what);
  return {};
}

void PropertyForm::refresh() {
  m_loading = true;
  QHash<QString, bool> groups;
  for (const Property& property : propertiesOf(m_set)) {
    const QString key = QString::fromStdString(property.key);
    QWidget* line = m_lines.value(key);
    if (!line) continue;
    const Shown shown = shownOf(property);
    line->setVisible(shown.applies);
    groups[QString::fromStdString(property.group)] |= shown.applies;
    if (!shown.applies) continue;
    if (FormField* field = m_fields.value(key)) {
      const QuantityUnit* unit = unitOf(property.quantity, m_units);
      if (unit) field->setUnit(QString::fromUtf8(unit->text));
      field->setValue(shown.several ? QString() : textOf(property, shown.value));
      if (property.kind != Property::Kind::Time && property.kind != Property::Kind::Texts) {
        field->edit()->setPlaceholderText(shown.several ? tr("several") : QString());
      }
    } else if (QComboBox* box = m_choices.value(key)) {
      const QSignalBlocker block(box);
      box->setPlaceholderText(tr("several"));
      box->setCurrentIndex(shown.several ? -1
                                         : box->findData(QString::fromStdString(valueText(shown.value))));
    } else if (QCheckBox* check = m_flags.value(key)) {
      const QSignalBlocker block(check);
      check->setTristate(shown.several);
      check->setCheckState(shown.several                 ? Qt::PartiallyChecked
                           : std::get<bool>(shown.value) ? Qt::Checked
                                                         : Qt::Unchecked);
    }
  }
  for (auto it = m_headings.begin(); it != m_headings.end(); ++it)
    it.value()->setVisible(groups.value(it.key()));
  m_loading = false;
}

}  // namespace sorami
