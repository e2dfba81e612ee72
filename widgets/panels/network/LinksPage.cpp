// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/network/LinksPage.h"

#include "widgets/panels/FormField.h"
#include "widgets/panels/network/NetworkTable.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace sorami {
namespace {

/// What is said of a row besides its state.
constexpr int kNoteRole = Qt::UserRole + 1;

QString stateText(const BoardRow& row) {
  if (row.isOut) return LinksPage::tr("out of service");
  if (!row.isInPlan) return LinksPage::tr("off in plan");
  if (!row.isOn) return LinksPage::tr("off");
  if (!row.isLink) return row.reaches ? QString() : LinksPage::tr("no centre");
  switch (row.state) {
    case LinkState::Up:
      return LinksPage::tr("up");
    case LinkState::Grazing:
      return LinksPage::tr("up, grazing");
    case LinkState::Unknown:
      return LinksPage::tr("up, terrain unknown");
    case LinkState::Off:
      return LinksPage::tr("off");
    case LinkState::EndOff:
      return LinksPage::tr("end off");
    case LinkState::Blocked:
      return LinksPage::tr("blocked");
    case LinkState::RainOut:
      return LinksPage::tr("rain");
    case LinkState::Broken:
      return LinksPage::tr("no end");
  }
  return {};
}

}  // namespace

LinksPage::LinksPage(QWidget* parent) : QWidget(parent) {
  auto* lines = new QVBoxLayout(this);
  lines->setContentsMargins(12, 8, 12, 12);
  lines->setSpacing(6);
  m_summary = new QLabel(this);
  m_summary->setWordWrap(true);
  lines->addWidget(m_summary);
  m_rain = new QSpinBox(this);
  m_rain->setRange(0, 250);
  m_rain->setSingleStep(10);
  m_rain->setSuffix(tr(" mm/h"));
  m_rain->setToolTip(tr("Over all microwave links (ITU-R P.838, P.530)"));
  m_rain->setAccessibleName(tr("Rain"));
  lines->addWidget(new FormRow(tr("Rain"), m_rain, this));
  m_model = new QComboBox(this);
  m_model->addItem(tr("Diffraction (P.526)"), static_cast<int>(LossModel::DeltaBullington));
  m_model->addItem(tr("Longley–Rice (ITM)"), static_cast<int>(LossModel::IrregularTerrain));
  m_model->setToolTip(
      tr("What links on the ground lose over terrain. Links of aircraft are judged by ITU-R P.528"));
  m_model->setAccessibleName(tr("Loss model"));
  lines->addWidget(new FormRow(tr("Loss model"), m_model, this));
  m_time = new QDoubleSpinBox(this);
  m_time->setRange(1, 99.9);
  m_time->setDecimals(1);
  m_time->setValue(50);
  m_time->setSuffix(tr(" %"));
  m_time->setToolTip(
      tr("Share of the time the loss is not exceeded (ITM, P.528); diffraction does not vary"));
  m_time->setAccessibleName(tr("Share of the time"));
  lines->addWidget(new FormRow(tr("Share of the time"), m_time, this));
  m_board = networkTable({tr("Site or link"), tr("state"), tr("coverage lost")}, this);
  m_board->setToolTip(tr("Untick to see what is lost without it. The plan itself stays as it is."));
  lines->addWidget(m_board, 3);
  m_note = new QLabel(this);
  m_note->setObjectName(QStringLiteral("boardNote"));
  m_note->setProperty("role", QStringLiteral("muted"));
  m_note->setWordWrap(true);
  m_note->hide();
  lines->addWidget(m_note);
  m_all = new QPushButton(tr("All on again"), this);
  m_take = new QPushButton(tr("Take into the plan"), this);
  m_take->setToolTip(tr("Switches off in the plan what is off here; one step of undo"));
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(m_all);
  buttons->addWidget(m_take);
  buttons->addStretch(1);
  lines->addLayout(buttons);
  m_search = new QPushButton(tr("Worst failures of up to three"), this);
  lines->addWidget(m_search, 0, Qt::AlignLeft);
  m_progress = new QProgressBar(this);
  m_progress->setRange(0, 1000);
  m_progress->setTextVisible(false);
  m_progress->hide();
  lines->addWidget(m_progress);
  m_failures = networkTable({tr("Failing together"), tr("coverage lost")}, this);
  m_failures->hide();
  lines->addWidget(m_failures, 2);
  m_failureNote = new QLabel(this);
  m_failureNote->setProperty("role", QStringLiteral("muted"));
  m_failureNote->setWordWrap(true);
  m_failureNote->hide();
  lines->addWidget(m_failureNote);

  connect(m_rain, &QSpinBox::valueChanged, this, &LinksPage::conditionsChanged);
  connect(m_model, &QComboBox::currentIndexChanged, this, &LinksPage::conditionsChanged);
  connect(m_time, &QDoubleSpinBox::valueChanged, this, &LinksPage::conditionsChanged);
  connect(m_all, &QPushButton::clicked, this, &LinksPage::allOn);
  connect(m_take, &QPushButton::clicked, this, &LinksPage::takeIntoPlan);
  connect(m_search, &QPushButton::clicked, this,
          [this] { m_searching ? Q_EMIT failuresStopped() : Q_EMIT failuresAsked(); });
  connect(m_board, &QTableWidget::itemChanged, this, [this](QTableWidgetItem* item) {
    if (m_loading || item->column() != 0) return;
    Q_EMIT switched(item->data(Qt::UserRole).toString(), item->checkState() == Qt::Checked);
  });
  connect(m_board, &QTableWidget::currentCellChanged, this, &LinksPage::showNote);
  connect(m_board, &QTableWidget::cellClicked, this,
          [this](int row, int) { Q_EMIT chosen(m_board->item(row, 0)->data(Qt::UserRole).toString()); });
}

LinkConditions LinksPage::conditions(double k) const {
  LinkConditions out;
  out.rainRate = m_rain->value();
  out.k = k;
  out.ground = static_cast<LossModel>(m_model->currentData().toInt());
  out.time = m_time->value() / 100;
  return out;
}

void LinksPage::setReport(const NetworkReportPtr& report, UnitProfile units) {
  m_loading = true;
  m_units = units;
  const NetworkReport& r = *report;
  const double covered = r.areas.empty() ? 0 : r.areas.front().now.by[0];
  m_board->setRowCount(static_cast<int>(r.board.size()));
  bool isTrial = false;
  for (int i = 0; i < m_board->rowCount(); ++i) {
    const BoardRow& row = r.board[static_cast<std::size_t>(i)];
    isTrial = isTrial || !row.isOn;
    QTableWidgetItem* item = setCell(m_board, i, 0, QString::fromStdString(row.name));
    item->setData(Qt::UserRole, QString::fromStdString(row.id));
    item->setData(kNoteRole, QString::fromStdString(row.note));
    item->setFlags(row.isInPlan ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable
                                : Qt::ItemIsSelectable);
    item->setCheckState(row.isOn && row.isInPlan ? Qt::Checked : Qt::Unchecked);
    QTableWidgetItem* state = setCell(m_board, i, 1, stateText(row));
    if (!row.note.empty()) state->setToolTip(QString::fromStdString(row.note));
    QString loss = row.loss > 0 ? areaText(row.loss, units) : QStringLiteral("0");
    if (!row.isOn && row.loss > 0) loss = tr("was %1").arg(loss);
    setCell(m_board, i, 2, row.isInPlan ? loss : QString(), true);
  }
  const QString area = areaText(covered, units);
  QString text = tr("%1 covered").arg(area);
  if (!r.unreached.empty()) {
    text = tr("%1 covered, %n sensors reach no working centre", nullptr, static_cast<int>(r.unreached.size()))
               .arg(area);
  } else if (!r.hasCentres) {
    text = tr("%1 covered. The plan has no control centre: links do not matter yet").arg(area);
  }
  m_summary->setText(text);
  m_all->setEnabled(isTrial);
  m_take->setEnabled(isTrial);
  m_loading = false;
  showNote();
}

void LinksPage::showNote() {
  const QTableWidgetItem* name = m_board->item(m_board->currentRow(), 0);
  const QString note = name ? name->data(kNoteRole).toString() : QString();
  m_note->setText(tr("%1: %2").arg(name ? name->text() : QString(), note));
  m_note->setVisible(!note.isEmpty());
}

void LinksPage::setSearching(double part) {
  m_searching = part >= 0;
  m_progress->setVisible(m_searching);
  m_progress->setValue(static_cast<int>(part * 1000));
  m_search->setText(m_searching ? tr("Stop") : tr("Worst failures of up to three"));
}

void LinksPage::setFailures(const FailureReport& failures, const QStringList& names) {
  setSearching(-1);
  m_failures->setRowCount(0);
  for (const auto& sets : failures.worst) {
    int shown = 0;
    for (const FailureSet& set : sets) {
      if (!(set.lost > 0) || ++shown > 8) break;
      QStringList parts;
      for (const int e : set.elements) parts << names.value(e);
      const int row = m_failures->rowCount();
      m_failures->insertRow(row);
      setCell(m_failures, row, 0, parts.join(QStringLiteral(" + ")));
      setCell(m_failures, row, 1,
              areaText(set.lost, m_units) + QStringLiteral("  ") + shareText(set.lost, failures.covered),
              true);
    }
  }
  m_failures->show();
  m_failureNote->setText(failures.note.empty()
                             ? tr("Every set of one, two and three was tried: %1.").arg(failures.tried)
                             : tr("%1 sets were tried. Only a part of all sets: %2.")
                                   .arg(failures.tried)
                                   .arg(QString::fromStdString(failures.note)));
  m_failureNote->show();
}

void LinksPage::clearFailures() {
  setSearching(-1);
  m_failures->setRowCount(0);
  m_failures->hide();
  m_failureNote->hide();
}

}  // namespace sorami
