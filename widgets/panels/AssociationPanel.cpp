// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/AssociationPanel.h"

#include "widgets/look/UnitText.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace sorami {
namespace {

constexpr QSize kFirstSize{1100, 420};

enum PairColumn { FirstTrack, SecondTrack, State, Why, Apart, PairColumnCount };

QString nameOf(const StoreView& view, TrackId id) {
  const TrackInfo& track = view.tracks()[id];
  const QString source = track.source < view.sources().size()
                             ? QString::fromStdString(view.sources()[track.source].name)
                             : QString();
  return AssociationPanel::tr("%1 · %2").arg(QString::fromStdString(track.displayName()), source);
}

}  // namespace

AssociationPanel::AssociationPanel(QWidget* parent) : QWidget(parent, Qt::Tool) {
  setObjectName(QStringLiteral("associationPanel"));
  setAttribute(Qt::WA_StyledBackground);
  setWindowTitle(tr("Same object?"));
  resize(kFirstSize);
  m_state = new QLabel(this);
  m_state->setWordWrap(true);
  m_table = new QTableWidget(0, PairColumnCount, this);
  m_table->setObjectName(QStringLiteral("associationTable"));
  m_table->setAccessibleName(tr("Tracks that are, or may be, one object"));
  m_table->setHorizontalHeaderLabels({tr("Track"), tr("Track"), tr("State"), tr("Why"), tr("Apart")});
  m_table->verticalHeader()->hide();
  m_table->setShowGrid(false);
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_table->horizontalHeader()->setSectionResizeMode(Why, QHeaderView::Stretch);
  connect(m_table, &QTableWidget::currentCellChanged, this, [this] {
    updateButtons();
    if (const Line* line = current()) Q_EMIT pairChosen(line->a, line->b);
  });
  m_same = new QPushButton(tr("Same object"), this);
  m_same->setProperty("role", QStringLiteral("primary"));
  m_different = new QPushButton(tr("Different objects"), this);
  m_back = new QPushButton(tr("Take back"), this);
  connect(m_same, &QPushButton::clicked, this,
          [this] { decide(static_cast<int>(AssociationOverlay::Verdict::Same)); });
  connect(m_different, &QPushButton::clicked, this,
          [this] { decide(static_cast<int>(AssociationOverlay::Verdict::Different)); });
  connect(m_back, &QPushButton::clicked, this, [this] { decide(-1); });
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  row->addWidget(m_same);
  row->addWidget(m_different);
  row->addWidget(m_back);
  row->addStretch(1);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(16, 12, 16, 12);
  all->setSpacing(8);
  all->addWidget(m_state);
  all->addWidget(m_table, 1);
  all->addLayout(row);
  setLook(defaultLook());
  setState(tr("No recording is open."));
}

void AssociationPanel::setLook(const LookPtr& look) {
  m_table->verticalHeader()->setDefaultSectionSize(look->px(24));
  m_table->setColumnWidth(FirstTrack, look->px(200));
  m_table->setColumnWidth(SecondTrack, look->px(200));
  m_table->setColumnWidth(State, look->cellWidth(tr("different, by hand")));
  m_table->setColumnWidth(Apart, look->px(80));
}

void AssociationPanel::setState(const QString& text) {
  m_lines.clear();
  m_table->setRowCount(0);
  m_state->setText(text);
  updateButtons();
}

void AssociationPanel::setAssociations(const StoreViewPtr& store, const Associations& found,
                                       const AssociationOverlay& overlay) {
  const int before = m_table->currentRow();
  const QSignalBlocker quiet(m_table);
  m_lines.clear();
  m_table->setRowCount(0);
  const auto add = [&](Line line, const QString& state, const std::string& why, const QString& apart) {
    const int at = m_table->rowCount();
    m_table->insertRow(at);
    const QString cells[PairColumnCount] = {nameOf(*store, line.a), nameOf(*store, line.b), state,
                                            QString::fromStdString(why), apart};
    for (int c = 0; c < PairColumnCount; ++c) {
      auto* item = new QTableWidgetItem(cells[c]);
      item->setToolTip(cells[c]);
      if (c == Apart) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      m_table->setItem(at, c, item);
    }
    m_lines.push_back(line);
  };
  int open = 0;
  for (const AssociationSuggestion& s : found.suggested) {
    const auto verdict = overlay.verdict(*store, s.a, s.b);
    if (!verdict) ++open;
    const QString state = !verdict                                        ? tr("suggested")
                          : *verdict == AssociationOverlay::Verdict::Same ? tr("same, by hand")
                                                                          : tr("different, by hand");
    add({s.a, s.b, false, verdict ? static_cast<int>(*verdict) : -1}, state, s.reason,
        distanceText(s.distance, UnitProfile::Metric));
  }
  for (const SystemTrack& system : found.certain)
    for (std::size_t i = 1; i < system.members.size(); ++i)
      add({system.members.front(), system.members[i], true, -1}, tr("certain"), system.reason, {});
  if (m_lines.empty())
    m_state->setText(tr("No two tracks of different sources look like one object."));
  else
    m_state->setText(
        tr("%1 suggestions wait for a decision; %2 objects are certain. Decisions are kept beside the "
           "recording, which stays as it is.")
            .arg(open)
            .arg(found.certain.size()));
  m_table->setCurrentCell(std::min(before, m_table->rowCount() - 1), FirstTrack);
  updateButtons();
}

const AssociationPanel::Line* AssociationPanel::current() const {
  const int row = m_table->currentRow();
  return row >= 0 && static_cast<std::size_t>(row) < m_lines.size() ? &m_lines[static_cast<std::size_t>(row)]
                                                                    : nullptr;
}

void AssociationPanel::decide(int verdict) {
  if (const Line* line = current()) Q_EMIT decided(line->a, line->b, verdict);
}

void AssociationPanel::updateButtons() {
  const Line* line = current();
  const bool isOpen = line != nullptr && !line->isCertain;
  m_same->setEnabled(isOpen && line->verdict != static_cast<int>(AssociationOverlay::Verdict::Same));
  m_different->setEnabled(isOpen &&
                          line->verdict != static_cast<int>(AssociationOverlay::Verdict::Different));
  m_back->setEnabled(isOpen && line->verdict >= 0);
}

}  // namespace sorami
