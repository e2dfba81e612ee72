// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/DefencePanel.h"

#include "data/core/Translate.h"
#include "data/plan/defence/Footprint.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace sorami {
DefencePanel::DefencePanel(QWidget* parent) : QWidget(parent), m_look(defaultLook()) {
  setObjectName(QStringLiteral("defencePanel"));
  m_view = new DiagramView(this);
  m_view->setCursor(Qt::ArrowCursor);
  m_table = new QTableWidget(0, 6, this);
  m_table->setObjectName(QStringLiteral("stocks"));
  m_table->setHorizontalHeaderLabels(
      {tr("Area"), tr("Layer"), tr("Type"), tr("Sites"), tr("Ready"), tr("Reserve")});
  m_table->verticalHeader()->hide();
  m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setShowGrid(false);
  m_table->horizontalHeader()->setStretchLastSection(true);
  m_table->setMinimumWidth(420);
  auto* button = new QPushButton(tr("Export…"), this);
  connect(button, &QPushButton::clicked, this, &DefencePanel::exportRequested);
  auto* side = new QVBoxLayout;
  side->setContentsMargins(8, 8, 12, 8);
  side->addWidget(m_table, 1);
  auto* bar = new QHBoxLayout;
  bar->addStretch(1);
  bar->addWidget(button);
  side->addLayout(bar);
  auto* all = new QHBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(0);
  all->addWidget(m_view, 3);
  all->addLayout(side, 2);
  redraw();
}

void DefencePanel::setLook(const LookPtr& look) {
  m_look = look;
  redraw();
}

void DefencePanel::setUnits(UnitProfile units) {
  if (units == m_units) return;
  m_units = units;
  redraw();
}

void DefencePanel::setPlan(const PlanPtr& plan) {
  if (plan == m_plan) return;
  m_plan = plan;
  redraw();
  fill();
}

void DefencePanel::setSite(const std::string& site) {
  const Site* s = m_plan ? m_plan->site(site) : nullptr;
  const std::string wanted = s && s->battery ? site : std::string();
  if (wanted == m_site) return;
  m_site = wanted;
  redraw();
}

void DefencePanel::setAltitude(double metres) {
  if (metres == m_altitude) return;
  m_altitude = metres;
  redraw();
}

void DefencePanel::setTime(UtcTime time) {
  if (time == m_time) return;
  m_time = time;
  fill();
}

void DefencePanel::fill() {
  std::vector<StockSum> sums = m_plan ? sumStocks(*m_plan, m_time.us) : std::vector<StockSum>{};
  if (sums == m_sums && m_filled) return;
  m_filled = true;
  m_sums = std::move(sums);
  m_table->setRowCount(static_cast<int>(m_sums.size()));
  for (std::size_t i = 0; i < m_sums.size(); ++i) {
    const StockSum& s = m_sums[i];
    const QString texts[] = {s.area.empty() ? tr("outside areas") : QString::fromStdString(s.area),
                             translated(layerName(s.layer)),
                             QString::fromStdString(s.type),
                             QString::number(s.sites),
                             QString::number(s.level.ready),
                             QString::number(s.level.reserve)};
    for (int c = 0; c < 6; ++c) {
      auto* item = new QTableWidgetItem(texts[c]);
      if (c >= 3) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      m_table->setItem(static_cast<int>(i), c, item);
    }
  }
  m_table->resizeColumnsToContents();
}

DefenceDiagram DefencePanel::diagram() const {
  DefenceDiagram d;
  d.look.theme = m_look->themePtr();
  d.look.units = m_units;
  d.plan = m_plan;
  d.site = m_site;
  d.altitude = m_altitude;
  const Site* site = m_plan ? m_plan->site(m_site) : nullptr;
  d.look.title = site ? QString::fromStdString(site->name) : tr("Air-defence layers");
  d.look.subtitle = tr("notional reach by class of target · range and altitude, root scale");
  if (m_plan) d.look.marking = QString::fromStdString(m_plan->marking);
  return d;
}

void DefencePanel::redraw() {
  m_view->setDrawing([d = diagram()](Canvas& canvas) { drawDefenceDiagram(canvas, d); });
}

Status DefencePanel::exportTo(const QString& path) const {
  const DefenceDiagram d = diagram();
  return exportDiagram(path, QSize(1100, 620), d.look.title, d.look.marking,
                       [&](Canvas& canvas) { drawDefenceDiagram(canvas, d); });
}

}  // namespace sorami
