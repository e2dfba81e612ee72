// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/LayerPanel.h"

#include "widgets/panels/FormField.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace sorami {
namespace {

constexpr std::array<Micros, 6> kTrails = {0, kMinute, 2 * kMinute, 5 * kMinute, 15 * kMinute, 60 * kMinute};
constexpr std::array<double, 5> kVectors = {0, 1, 2, 4, 8};
constexpr std::array<int, 7> kSymbols = {16, 20, 24, 32, 40, 48, 64};

QLabel* heading(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setProperty("role", QStringLiteral("heading"));
  return label;
}

template <typename T, std::size_t N>
int nearest(const std::array<T, N>& values, T value) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < N; ++i) {
    if (std::abs(values[i] - value) < std::abs(values[best] - value)) best = i;
  }
  return static_cast<int>(best);
}

}  // namespace

LayerPanel::LayerPanel(QWidget* parent) : QWidget(parent), m_look(defaultLook()) {
  auto* body = new QWidget(this);
  auto* lines = new QVBoxLayout(body);
  lines->setContentsMargins(16, 12, 16, 16);
  lines->setSpacing(6);
  lines->addWidget(heading(tr("LAYERS"), body));
  m_list = new QVBoxLayout;
  m_list->setSpacing(4);
  lines->addLayout(m_list);

  lines->addSpacing(12);
  lines->addWidget(heading(tr("COVERAGE"), body));
  m_allCoverage = new QCheckBox(tr("All active sensors"), body);
  m_allCoverage->setToolTip(tr("Off: only the selected sensor"));
  connect(m_allCoverage, &QCheckBox::toggled, this, [this](bool on) {
    if (!m_loading) Q_EMIT allCoverageChanged(on);
  });
  lines->addWidget(m_allCoverage);

  lines->addSpacing(12);
  lines->addWidget(heading(tr("TRACKS"), body));
  addChoice(lines, m_labels, tr("Labels"), {tr("Name"), tr("Two lines"), tr("Full")});
  m_fields = new QToolButton(this);
  m_fields->setObjectName(QStringLiteral("labelFields"));
  m_fields->setProperty("text", true);
  m_fields->setText(tr("Choose…"));
  m_fields->setToolTip(tr("What the second and third line of a label say"));
  m_fields->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(m_fields);
  const std::pair<LabelField, QString> fields[] = {{kLabelAltitude, tr("Altitude and trend")},
                                                   {kLabelSpeed, tr("Ground speed")},
                                                   {kLabelHeading, tr("Track, true")},
                                                   {kLabelClimb, tr("Climb")},
                                                   {kLabelType, tr("Type")},
                                                   {kLabelSquawk, tr("Squawk")},
                                                   {kLabelSource, tr("Source")},
                                                   {kLabelRemarks, tr("Remarks")}};
  for (const auto& [field, name] : fields) {
    if (field == kLabelType) menu->addSeparator();
    QAction* action = menu->addAction(name);
    action->setCheckable(true);
    action->setData(static_cast<int>(field));
    connect(action, &QAction::triggered, this, &LayerPanel::offerTracks);
  }
  m_fields->setMenu(menu);
  lines->addWidget(new FormRow(tr("Label fields"), m_fields, this));
  addChoice(lines, m_trails, tr("Trails"),
            {tr("Off"), tr("1 min"), tr("2 min"), tr("5 min"), tr("15 min"), tr("60 min")});
  addChoice(lines, m_trailLook, tr("Trail look"), {tr("Line"), tr("Dots")});
  addChoice(lines, m_trailColour, tr("Trail colour"),
            {tr("Affiliation"), tr("Altitude"), tr("Speed"), tr("Source"), tr("Age")});
  addChoice(lines, m_vectors, tr("Speed vectors"),
            {tr("Off"), tr("1 min"), tr("2 min"), tr("4 min"), tr("8 min")});
  addChoice(lines, m_style, tr("Symbols"), {tr("APP-6"), tr("Simple"), tr("Radar scope")});
  QStringList sizes;
  for (const int size : kSymbols) sizes << tr("%1 px").arg(size);
  addChoice(lines, m_symbols, tr("Symbol size"), sizes);
  lines->addStretch(1);

  auto* scroll = new QScrollArea(this);
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidget(body);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->addWidget(scroll);
  setTracks({});
}

void LayerPanel::addChoice(QVBoxLayout* to, QComboBox*& box, const QString& name, const QStringList& texts) {
  box = new QComboBox(this);
  box->addItems(texts);
  to->addWidget(new FormRow(name, box, this));
  connect(box, &QComboBox::activated, this, &LayerPanel::offerTracks);
}

void LayerPanel::setLook(const LookPtr& look) {
  m_look = look;
}

void LayerPanel::setLayers(const std::vector<Entry>& layers) {
  for (const auto& [id, box] : m_boxes) box->deleteLater();
  m_boxes.clear();
  for (auto entry = layers.rbegin(); entry != layers.rend(); ++entry) {
    auto* box = new QCheckBox(entry->title, this);
    box->setObjectName(QStringLiteral("layer-") + QString::fromStdString(entry->id));
    box->setChecked(true);
    m_list->addWidget(box);
    m_boxes.emplace_back(entry->id, box);
    connect(box, &QCheckBox::toggled, this, [this] {
      if (m_loading) return;
      std::vector<std::string> hidden;
      for (const auto& [id, each] : m_boxes) {
        if (!each->isChecked()) hidden.push_back(id);
      }
      Q_EMIT hiddenChanged(hidden);
    });
  }
}

void LayerPanel::setHidden(const std::vector<std::string>& hidden) {
  m_loading = true;
  for (const auto& [id, box] : m_boxes) {
    box->setChecked(std::find(hidden.begin(), hidden.end(), id) == hidden.end());
  }
  m_loading = false;
}

void LayerPanel::setAllCoverage(bool all) {
  m_loading = true;
  m_allCoverage->setChecked(all);
  m_loading = false;
}

void LayerPanel::setTracks(const TrackDisplay& tracks) {
  m_tracks = tracks;
  m_labels->setCurrentIndex(std::clamp(tracks.labelLevel, 0, 2));
  m_trails->setCurrentIndex(nearest(kTrails, tracks.trailLength));
  m_trailLook->setCurrentIndex(tracks.trailsAsDots ? 1 : 0);
  m_trailColour->setCurrentIndex(static_cast<int>(tracks.trailColour));
  m_vectors->setCurrentIndex(nearest(kVectors, tracks.vectorMinutes));
  m_symbols->setCurrentIndex(nearest(kSymbols, tracks.symbolPx));
  m_style->setCurrentIndex(static_cast<int>(tracks.symbols));
  for (QAction* action : m_fields->menu()->actions()) {
    action->setChecked((tracks.labelFields & action->data().toInt()) != 0);
  }
}

void LayerPanel::offerTracks() {
  TrackDisplay next = m_tracks;
  next.labelLevel = m_labels->currentIndex();
  next.trailLength = kTrails[static_cast<std::size_t>(m_trails->currentIndex())];
  next.trailsAsDots = m_trailLook->currentIndex() == 1;
  next.trailColour = static_cast<TrailColour>(m_trailColour->currentIndex());
  next.vectorMinutes = kVectors[static_cast<std::size_t>(m_vectors->currentIndex())];
  next.symbolPx = kSymbols[static_cast<std::size_t>(m_symbols->currentIndex())];
  next.symbols = static_cast<SymbolStyle>(m_style->currentIndex());
  next.labelFields = 0;
  for (const QAction* action : m_fields->menu()->actions()) {
    if (action->isChecked()) next.labelFields |= static_cast<std::uint16_t>(action->data().toInt());
  }
  Q_EMIT tracksChanged(next);
}

}  // namespace sorami
