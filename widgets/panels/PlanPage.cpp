// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/PlanPage.h"

#include "data/core/HalfWidth.h"
#include "data/core/Units.h"
#include "data/plan/Release.h"
#include "widgets/look/Units.h"
#include "widgets/panels/FormField.h"
#include "widgets/panels/Heading.h"
#include "widgets/scene/CountText.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QUndoGroup>
#include <QUndoView>
#include <QVBoxLayout>

#include <algorithm>

namespace sorami {
PlanPage::PlanPage(QUndoGroup* edits, QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("planPage"));
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(16, 12, 16, 16);
  m_empty =
      new QLabel(tr("Nothing is selected.\n\nClick a site or a track on the map, or choose one in a list. "
                    "Its details appear here."),
                 this);
  m_empty->setProperty("role", QStringLiteral("empty"));
  m_empty->setAlignment(Qt::AlignHCenter);
  m_empty->setWordWrap(true);
  all->addWidget(m_empty);
  m_body = new QWidget(this);
  all->addWidget(m_body, 1);
  auto* lines = new QVBoxLayout(m_body);
  lines->setContentsMargins(0, 0, 0, 0);
  lines->setSpacing(6);
  m_title = new QLabel(m_body);
  m_title->setProperty("role", QStringLiteral("title"));
  m_title->setWordWrap(true);
  lines->addWidget(m_title);
  m_counts = new QLabel(m_body);
  m_counts->setProperty("role", QStringLiteral("muted"));
  m_counts->setWordWrap(true);
  lines->addWidget(m_counts);
  lines->addSpacing(4);
  lines->addWidget(heading(tr("PLAN"), m_body));
  const auto text = [&](const QString& name, const QString& what, std::string Plan::*member) {
    return new FormField(
        name, {},
        [this, what, member](const QString& value) {
          if (!m_plan) return QString();
          Plan next = *m_plan;
          next.*member = value.trimmed().toStdString();
          Q_EMIT edited(next, what);
          return QString();
        },
        m_body);
  };
  m_name = text(tr("Name"), tr("rename the plan"), &Plan::name);
  m_name->setObjectName(QStringLiteral("planName"));
  m_marking = text(tr("Marking"), tr("change the marking"), &Plan::marking);
  m_marking->setObjectName(QStringLiteral("planMarking"));
  m_altitudes = new FormField(
      tr("Altitudes"), {},
      [this](const QString& value) {
        const QuantityUnit* unit = unitOf(Quantity::Altitude, m_units);
        std::vector<double> detents;
        for (const QString& part : halfWidth(value).split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
          const std::optional<double> number = numberFrom(part.trimmed());
          if (!number || *number * unit->si < -1000 || *number * unit->si > 100'000) {
            return tr("'%1' is no altitude; they are parted by semicolons").arg(part.trimmed());
          }
          detents.push_back(*number * unit->si);
        }
        std::sort(detents.begin(), detents.end());
        if (!m_plan) return QString();
        Plan next = *m_plan;
        next.altitudeDetents = detents;
        Q_EMIT edited(next, tr("change the plan's altitudes"));
        return QString();
      },
      m_body);
  m_altitudes->setObjectName(QStringLiteral("planAltitudes"));
  m_altitudes->edit()->setToolTip(tr("Where the altitude slider holds; parted by semicolons"));
  lines->addWidget(m_name);
  lines->addWidget(m_marking);
  lines->addWidget(m_altitudes);

  lines->addSpacing(8);
  lines->addWidget(heading(tr("SEEN AS"), m_body));
  m_viewAs = new QComboBox(m_body);
  m_viewAs->setObjectName(QStringLiteral("viewAs"));
  m_viewAs->setAccessibleName(tr("Whose view of the plan is shown"));
  connect(m_viewAs, &QComboBox::activated, this,
          [this] { Q_EMIT partnerChosen(m_viewAs->currentData().toString()); });
  lines->addWidget(m_viewAs);
  m_viewNote = new QLabel(m_body);
  m_viewNote->setProperty("role", QStringLiteral("muted"));
  m_viewNote->setWordWrap(true);
  lines->addWidget(m_viewNote);

  m_sources = new QWidget(m_body);
  auto* sources = new QVBoxLayout(m_sources);
  sources->setContentsMargins(0, 8, 0, 0);
  sources->setSpacing(6);
  sources->addWidget(heading(tr("SOURCES, RELEASABLE TO"), m_sources));
  m_sources->hide();
  lines->addWidget(m_sources);

  lines->addSpacing(8);
  m_historyTitle = heading(tr("HISTORY: CLICK TO GO THERE"), m_body);
  lines->addWidget(m_historyTitle);
  m_history = new QUndoView(edits, m_body);
  m_history->setObjectName(QStringLiteral("history"));
  m_history->setAccessibleName(tr("Edits"));
  m_history->setEmptyLabel(tr("As opened"));
  lines->addWidget(m_history, 1);
  lines->addStretch(0);
  refresh();
}

void PlanPage::setLook(const LookPtr&) {}

void PlanPage::setUnits(UnitProfile units) {
  if (units == m_units) return;
  m_units = units;
  refresh();
}

void PlanPage::setSources(const QStringList& names) {
  if (names == m_sourceNames) return;
  m_sourceNames = names;
  for (FormField* field : m_sourceFields) delete field;
  m_sourceFields.clear();
  for (const QString& name : names) {
    auto* field = new FormField(
        name, {},
        [this, name](const QString& value) {
          if (!m_plan) return QString();
          Plan next = *m_plan;
          SourceMark mark;
          mark.source = name.toStdString();
          for (const SourceMark& each : next.sources) {
            if (each.source == mark.source) mark.owner = each.owner;
          }
          std::erase_if(next.sources, [&](const SourceMark& each) { return each.source == mark.source; });
          for (const QString& partner : value.split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
            if (!partner.trimmed().isEmpty()) mark.releasableTo.push_back(partner.trimmed().toStdString());
          }
          if (!mark.owner.empty() || !mark.releasableTo.empty()) next.sources.push_back(mark);
          Q_EMIT edited(next, tr("release %1").arg(name));
          return QString();
        },
        m_sources);
    field->edit()->setPlaceholderText(tr("nobody; partners parted by semicolons, or ALL"));
    m_sources->layout()->addWidget(field);
    m_sourceFields.push_back(field);
  }
  refresh();
}

void PlanPage::setPlan(const PlanPtr& shown, const PlanPtr& document, const std::string& partner) {
  m_shown = shown;
  m_plan = document;
  m_partner = partner;
  refresh();
}

void PlanPage::refresh() {
  m_empty->setVisible(!m_plan);
  m_body->setVisible(m_plan != nullptr);
  if (!m_plan) return;
  const QString name = QString::fromStdString(m_plan->name);
  m_title->setText(name.isEmpty() ? tr("Unnamed plan") : name);
  const Plan& p = *m_shown;
  m_counts->setText(QStringList{
      countText(PlanItemKind::Site, p.sites.size()), countText(PlanItemKind::Link, p.links.size()),
      countText(PlanItemKind::Area, p.areas.size()), countText(PlanItemKind::Threat, p.threats.size()),
      countText(PlanItemKind::Drawing, p.drawings.size())}
                        .join(QStringLiteral(" · ")));
  m_name->setValue(name);
  m_marking->setValue(QString::fromStdString(m_plan->marking));
  const QuantityUnit* unit = unitOf(Quantity::Altitude, m_units);
  QStringList detents;
  for (const double d : m_plan->altitudeDetents) detents << numberIn(d, unit);
  m_altitudes->setValue(detents.join(QStringLiteral("; ")));
  m_altitudes->edit()->setPlaceholderText(
      tr("%1, such as 1000; 3000; 10000").arg(QString::fromUtf8(unit->text)));
  const QSignalBlocker block(m_viewAs);
  m_viewAs->clear();
  m_viewAs->addItem(tr("Ourselves: everything"), QString());
  for (const std::string& partner : partnersOf(*m_plan)) {
    m_viewAs->addItem(QString::fromStdString(partner), QString::fromStdString(partner));
  }
  m_viewAs->setCurrentIndex(std::max(0, m_viewAs->findData(QString::fromStdString(m_partner))));
  const bool own = m_partner.empty();
  m_sources->setVisible(own && !m_sourceNames.isEmpty());
  for (qsizetype i = 0; i < m_sourceNames.size(); ++i) {
    QStringList partners;
    for (const SourceMark& mark : m_plan->sources) {
      if (QString::fromStdString(mark.source) != m_sourceNames[i]) continue;
      for (const std::string& partner : mark.releasableTo) partners << QString::fromStdString(partner);
    }
    m_sourceFields[static_cast<std::size_t>(i)]->setValue(partners.join(QStringLiteral("; ")));
  }
  m_viewNote->setText(own ? tr("Owner and releasability of each object are in its form.")
                          : tr("What is not released to them is left out of the map, tables, exports and "
                               "coverage. Nothing can be changed meanwhile."));
  for (QWidget* field : {static_cast<QWidget*>(m_name), static_cast<QWidget*>(m_marking),
                         static_cast<QWidget*>(m_altitudes)}) {
    field->setEnabled(own);
  }
  // Its steps name what a partner does not see.
  m_historyTitle->setVisible(own);
  m_history->setVisible(own);
}

}  // namespace sorami
