// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/network/CoverPage.h"

#include "widgets/panels/FormField.h"
#include "widgets/panels/network/NetworkTable.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QVBoxLayout>

#include <cmath>

namespace sorami {

QString shareText(double part, double whole) {
  return whole > 0 ? QStringLiteral("%1 %").arg(100 * part / whole, 0, 'f', 1) : QStringLiteral("–");
}

CoverPage::CoverPage(QWidget* parent) : QWidget(parent) {
  auto* lines = new QVBoxLayout(this);
  lines->setContentsMargins(12, 8, 12, 12);
  lines->setSpacing(6);
  m_mode = new QComboBox(this);
  // In the order of CoverageMode.
  m_mode->addItems({tr("Altitude bands"), tr("How many sensors see it"), tr("Lowest altitude seen"),
                    tr("Pd of all together"), tr("Pd of the best sensor"), tr("Revisit time")});
  lines->addWidget(new FormRow(tr("The map shows"), m_mode, this));
  m_band = new QComboBox(this);
  m_band->setToolTip(tr("Whether all altitudes of a band from the slider's up must be seen"));
  m_band->addItem(tr("the slider's altitude"), 0.0);
  for (const double thick : {300.0, 1000.0, 3000.0, 6000.0, 10'000.0})
    m_band->addItem(tr("from there %1 up").arg(altitudeText(thick, UnitProfile::Metric)), thick);
  lines->addWidget(new FormRow(tr("At"), m_band, this));
  m_connected = new QCheckBox(tr("Only what reaches a working centre"), this);
  m_connected->setToolTip(tr("Off: every sensor counts, whether anyone hears of it or not"));
  m_connected->setChecked(true);
  lines->addWidget(m_connected);
  m_areas = networkTable({tr("Area"), tr("seen"), tr("by 2"), tr("by 3"), tr("revisit")}, this);
  m_areas->setMaximumHeight(170);
  m_areas->horizontalHeaderItem(4)->setToolTip(
      tr("Mean time between two looks at a target, over what is seen"));
  lines->addWidget(m_areas);
  m_area = new QComboBox(this);
  lines->addWidget(new FormRow(tr("By altitude"), m_area, this));
  m_chart = new CoverChart(this);
  lines->addWidget(m_chart);
  m_showGaps = new QCheckBox(tr("Gaps on the map, seen by fewer than"), this);
  m_showGaps->setChecked(true);
  m_order = new QComboBox(this);
  m_order->addItems({QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")});
  auto* row = new QHBoxLayout;
  row->addWidget(m_showGaps);
  row->addWidget(m_order);
  row->addStretch(1);
  lines->addLayout(row);
  m_gapTitle = new QLabel(this);
  m_gapTitle->setProperty("role", QStringLiteral("muted"));
  m_gapTitle->setWordWrap(true);
  lines->addWidget(m_gapTitle);
  m_gaps = networkTable({tr("Gap"), tr("half closed"), tr("closed at")}, this);
  lines->addWidget(m_gaps, 1);
  m_note = new QLabel(this);
  m_note->setProperty("role", QStringLiteral("muted"));
  m_note->setWordWrap(true);
  lines->addWidget(m_note);

  connect(m_mode, &QComboBox::activated, this,
          [this](int index) { Q_EMIT modeChosen(static_cast<CoverageMode>(index)); });
  connect(m_band, &QComboBox::activated, this,
          [this] { Q_EMIT bandChosen(m_band->currentData().toDouble()); });
  connect(m_connected, &QCheckBox::toggled, this, &CoverPage::choiceChanged);
  connect(m_showGaps, &QCheckBox::toggled, this, &CoverPage::choiceChanged);
  connect(m_order, &QComboBox::activated, this, &CoverPage::choiceChanged);
  connect(m_area, &QComboBox::activated, this, [this] {
    fill();
    Q_EMIT choiceChanged();
  });
  connect(m_areas, &QTableWidget::cellClicked, this, [this](int at, int) {
    m_area->setCurrentIndex(at);
    fill();
    Q_EMIT choiceChanged();
  });
  connect(m_gaps, &QTableWidget::cellClicked, this, [this](int at, int) {
    const int area = m_area->currentIndex();
    if (!m_report || area < 0 || area >= static_cast<int>(m_report->areas.size())) return;
    const auto& gaps = m_report->areas[static_cast<std::size_t>(area)].gaps.gaps;
    if (at < static_cast<int>(gaps.size())) Q_EMIT gapChosen(at, gaps[static_cast<std::size_t>(at)].deepest);
  });
  connect(m_chart, &CoverChart::altitudeAsked, this, &CoverPage::altitudeAsked);
}

void CoverPage::setMode(CoverageMode mode) {
  if (mode != CoverageMode::Difference) m_mode->setCurrentIndex(static_cast<int>(mode));
}

std::string CoverPage::area() const {
  const int at = m_area->currentIndex();
  return at > 0 ? m_area->itemData(at).toString().toStdString() : std::string();
}
bool CoverPage::connectedOnly() const {
  return m_connected->isChecked();
}
int CoverPage::gapOrder() const {
  return m_order->currentIndex() + 1;
}
bool CoverPage::showsGaps() const {
  return m_showGaps->isChecked();
}

void CoverPage::setReport(const NetworkReportPtr& report, UnitProfile units) {
  m_report = report;
  m_units = units;
  QStringList names;
  for (const AreaReport& area : report->areas) {
    names << (area.id.empty() ? tr("All the sensors reach") : QString::fromStdString(area.name));
  }
  QStringList before;
  for (int i = 0; i < m_area->count(); ++i) before << m_area->itemText(i);
  if (names != before) {
    const QString chosen = m_area->currentText();
    m_area->clear();
    for (int i = 0; i < names.size(); ++i) {
      m_area->addItem(names[i], QString::fromStdString(report->areas[static_cast<std::size_t>(i)].id));
    }
    const qsizetype again = names.indexOf(chosen);
    // The first area of the user's own, where there is one.
    m_area->setCurrentIndex(again >= 0 ? static_cast<int>(again)
                                       : std::min<int>(1, static_cast<int>(names.size()) - 1));
    Q_EMIT choiceChanged();
  }
  fill();
}

void CoverPage::fill() {
  if (!m_report) return;
  const NetworkReport& report = *m_report;
  m_areas->setRowCount(static_cast<int>(report.areas.size()));
  for (int i = 0; i < m_areas->rowCount(); ++i) {
    const AreaReport& area = report.areas[static_cast<std::size_t>(i)];
    const CoverShare& now = area.now;
    const QString name = m_area->itemText(i);
    setCell(m_areas, i, 0, name)->setToolTip(tr("%1 · %2").arg(name, areaText(now.total, m_units)));
    for (int k = 0; k < 3; ++k) setCell(m_areas, i, 1 + k, shareText(now.by[k], now.total), true);
    setCell(m_areas, i, 4,
            now.by[0] > 0 ? QStringLiteral("%1 s").arg(now.meanRevisit, 0, 'f', 1) : QStringLiteral("–"),
            true);
  }
  const int at = m_area->currentIndex();
  QString note;
  if (!report.hasCentres) note = tr("The plan has no control centre: every sensor counts by itself.");
  if (report.areas.size() < 2) {
    note += (note.isEmpty() ? QString() : QStringLiteral(" ")) +
            tr("Draw an area of interest to find the gaps in it.");
  }
  if (report.fieldsMissing > 0)
    note = tr("Coverage of %1 sensors is still being computed.").arg(report.fieldsMissing);
  m_note->setText(note);
  m_note->setVisible(!note.isEmpty());
  if (at < 0 || at >= static_cast<int>(report.areas.size())) return;
  const AreaReport& area = report.areas[static_cast<std::size_t>(at)];
  m_chart->setShares(area.byAltitude, report.level.metres, m_units);
  const GapReport& gaps = area.gaps;
  const double open = gaps.total - gaps.covered;
  m_gapTitle->setText(
      area.id.empty() ? QString()
      : gaps.gaps.empty()
          ? tr("No gap at this altitude.")
          : tr("%n gaps at %1: %2 of the area is open", nullptr, static_cast<int>(gaps.gaps.size()))
                .arg(altitudeText(report.level.metres, m_units), shareText(open, gaps.total)));
  const auto height = [&](double metres) {
    return std::isinf(metres)   ? tr("never")
           : std::isnan(metres) ? tr("unknown")
                                : altitudeText(metres, m_units);
  };
  m_gaps->setRowCount(static_cast<int>(gaps.gaps.size()));
  for (int i = 0; i < m_gaps->rowCount(); ++i) {
    const Gap& gap = gaps.gaps[static_cast<std::size_t>(i)];
    setCell(m_gaps, i, 0, areaText(gap.area, m_units));
    setCell(m_gaps, i, 1, height(gap.halfClosedAt), true);
    setCell(m_gaps, i, 2, height(gap.closesAt), true);
  }
}

}  // namespace sorami
