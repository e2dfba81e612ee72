// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/LayerPanel.h"

#include "widgets/look/Scrolled.h"
#include "widgets/panels/FormField.h"
#include "widgets/panels/Heading.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace sorami {
namespace {

constexpr std::array<Micros, 6> kTrails = {0, kMinute, 2 * kMinute, 5 * kMinute, 15 * kMinute, 60 * kMinute};
constexpr std::array<double, 5> kVectors = {0, 1, 2, 4, 8};
constexpr std::array<int, 7> kSymbols = {16, 20, 24, 32, 40, 48, 64};

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
  const auto [scroll, body] = makeScrolled<QWidget>(this);
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
  addChoice(
      lines, m_trailColour, tr("Trail colour"),
      {tr("Affiliation"), tr("Altitude"), tr("Speed"), tr("Source"), tr("Age"), tr("Pd of the best sensor")});
  addChoice(lines, m_vectors, tr("Speed vectors"),
            {tr("Off"), tr("1 min"), tr("2 min"), tr("4 min"), tr("8 min")});
  addChoice(lines, m_style, tr("Symbols"), {tr("APP-6"), tr("Simple"), tr("Radar scope")});
  QStringList sizes;
  for (const int size : kSymbols) sizes << tr("%1 px").arg(size);
  addChoice(lines, m_symbols, tr("Symbol size"), sizes);
  lines->addStretch(1);

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

void LayerPanel::setLegend(std::function<std::vector<LegendEntry>(const std::string& id)> legend) {
  m_legendOf = std::move(legend);
}

void LayerPanel::setLayers(const std::vector<Entry>& layers) {
  for (LayerRow* row : m_rows) row->deleteLater();
  m_rows.clear();
  m_entries = m_defaults = layers;
  for (auto entry = layers.rbegin(); entry != layers.rend(); ++entry) {
    auto* row = new LayerRow(entry->id, entry->title, !entry->isFixed, this);
    row->setLook(m_look);
    row->legend = [this, id = entry->id] { return m_legendOf ? m_legendOf(id) : std::vector<LegendEntry>{}; };
    m_rows.push_back(row);
    m_list->addWidget(row);
    connect(row, &LayerRow::shownToggled, this, &LayerPanel::offerLooks);
    connect(row, &LayerRow::lookChanged, this, &LayerPanel::offerLooks);
    connect(row, &LayerRow::isolateAsked, this, [this, row] { isolate(row); });
    connect(row, &LayerRow::moveAsked, this, [this, row](int up) { move(row, up); });
    connect(row, &LayerRow::mapChanged, this, [this](const MapFile& file) {
      std::vector<MapFile> next = files();
      for (MapFile& each : next) {
        if (each.path == file.path) each = file;
      }
      Q_EMIT mapsChanged(next, tr("style of a map"));
    });
    connect(row, &LayerRow::mapRemoved, this, [this, row] {
      std::vector<MapFile> next = files();
      std::erase_if(next, [&](const MapFile& file) { return "user:" + file.path == row->id(); });
      Q_EMIT mapsChanged(next, tr("remove a map"));
    });
  }
}

std::vector<MapFile> LayerPanel::files() const {
  std::vector<MapFile> all;
  for (const Map& map : m_maps) all.push_back(map.file);
  return all;
}

void LayerPanel::setMaps(const std::vector<Map>& maps) {
  m_maps = maps;
  for (LayerRow* row : m_rows) {
    for (const Map& map : maps) {
      if ("user:" + map.file.path == row->id()) row->setMap(map.file, map.fields, map.isVector);
    }
  }
}

void LayerPanel::setLooks(const std::vector<LayerLook>& looks, const std::vector<std::string>& hidden) {
  // Those the looks name change places among themselves, as the picture does it.
  m_entries = m_defaults;
  std::vector<std::size_t> slots;
  for (std::size_t i = 0; i < m_entries.size(); ++i) {
    const bool named = std::any_of(looks.begin(), looks.end(),
                                   [&](const LayerLook& look) { return look.id == m_entries[i].id; });
    if (named) slots.push_back(i);
  }
  std::size_t slot = 0;
  for (const LayerLook& look : looks) {
    const auto entry =
        std::find_if(m_defaults.begin(), m_defaults.end(), [&](const Entry& e) { return e.id == look.id; });
    if (entry != m_defaults.end() && slot < slots.size()) m_entries[slots[slot++]] = *entry;
  }
  for (LayerRow* row : m_rows) {
    const auto look =
        std::find_if(looks.begin(), looks.end(), [&](const LayerLook& each) { return each.id == row->id(); });
    row->setShown(look == looks.end() ? LayerLook{row->id()} : *look,
                  std::find(hidden.begin(), hidden.end(), row->id()) != hidden.end());
  }
  arrange();
}

/// Brings the rows into the entries' order, the highest on top.
void LayerPanel::arrange() {
  std::vector<LayerRow*> order;
  for (auto entry = m_entries.rbegin(); entry != m_entries.rend(); ++entry) {
    const auto row = std::find_if(m_rows.begin(), m_rows.end(),
                                  [&](const LayerRow* each) { return each->id() == entry->id; });
    if (row != m_rows.end()) order.push_back(*row);
  }
  if (order == m_rows || order.size() != m_rows.size()) return;
  m_rows = std::move(order);
  for (LayerRow* row : m_rows) m_list->removeWidget(row);
  for (LayerRow* row : m_rows) m_list->addWidget(row);
}

/// Says what the rows show now: all in their order where that is not the program's own, else those that are
/// not plainly shown.
void LayerPanel::offerLooks() {
  const bool ordered = std::equal(m_entries.begin(), m_entries.end(), m_defaults.begin(), m_defaults.end(),
                                  [](const Entry& a, const Entry& b) { return a.id == b.id; });
  std::vector<LayerLook> looks;
  for (const Entry& entry : m_entries) {
    const auto row = std::find_if(m_rows.begin(), m_rows.end(),
                                  [&](const LayerRow* each) { return each->id() == entry.id; });
    if (row == m_rows.end()) continue;
    LayerLook look = (*row)->look();
    look.hidden = !(*row)->isShown();
    if (ordered && look == LayerLook{look.id}) continue;
    looks.push_back(look);
  }
  Q_EMIT looksChanged(looks);
}

void LayerPanel::isolate(LayerRow* row) {
  const bool back = m_alone == row->id();
  std::vector<LayerLook> before;
  for (LayerRow* each : m_rows) {
    LayerLook look = each->look();
    look.hidden = !each->isShown();
    before.push_back(look);
  }
  for (LayerRow* each : m_rows) {
    bool hidden = each != row && each->id() != "furniture";
    if (back) {
      const auto was = std::find_if(m_beforeAlone.begin(), m_beforeAlone.end(),
                                    [&](const LayerLook& look) { return look.id == each->id(); });
      hidden = was != m_beforeAlone.end() && was->hidden;
    }
    each->setShown(each->look(), hidden);
  }
  if (m_alone.empty()) m_beforeAlone = std::move(before);
  m_alone = back ? std::string() : row->id();
  offerLooks();
}

void LayerPanel::move(LayerRow* row, int up) {
  const auto at = std::find_if(m_entries.begin(), m_entries.end(),
                               [&](const Entry& entry) { return entry.id == row->id(); });
  if (at == m_entries.end()) return;
  // The user's files change places among themselves: theirs is one layer of the picture.
  const bool isMap = row->id().starts_with("user:");
  const auto other = up > 0 ? at + 1 : at - 1;
  if ((up < 0 && at == m_entries.begin()) || other == m_entries.end()) return;
  if (isMap) {
    std::vector<MapFile> next = files();
    const auto file = std::find_if(next.begin(), next.end(),
                                   [&](const MapFile& f) { return "user:" + f.path == row->id(); });
    if (file == next.end() || (up < 0 && file == next.begin()) || (up > 0 && file + 1 == next.end())) return;
    std::iter_swap(file, up > 0 ? file + 1 : file - 1);
    Q_EMIT mapsChanged(next, tr("order of maps"));
    return;
  }
  if (other->isFixed || other->isDynamic != at->isDynamic) return;
  std::iter_swap(at, other);
  arrange();
  offerLooks();
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
