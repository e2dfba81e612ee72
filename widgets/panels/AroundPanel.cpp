// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/AroundPanel.h"

#include "data/core/Units.h"
#include "widgets/timeline/TimeLabels.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace sorami {
namespace {

/// Ranges offered, in the profile's own unit; the first entry is the sensor's own.
constexpr std::array kRanges = {10, 25, 50, 100, 150, 200, 250, 300, 400};
constexpr std::array kGlows = {0, 15, 30, 60, 120, 300, 900, 3600};  // s
constexpr std::array kTopsFeet = {10'000, 20'000, 40'000, 50'000, 100'000, 300'000};
constexpr std::array kTopsMetres = {3'000, 6'000, 12'000, 15'000, 30'000, 100'000};
constexpr double kPlainRange = 200'000;  // m, about a place without a sensor

}  // namespace

AroundPanel::AroundPanel(Kind kind, QWidget* parent)
    : QWidget(parent), m_kind(kind), m_look(defaultLook()), m_job(this, [this](const Made& made) {
        m_around = made.around;
        m_aroundStore = made.store;
        redraw();
      }) {
  setObjectName(kind == Kind::Scope ? QStringLiteral("scopePanel") : QStringLiteral("sidePanel"));
  m_where = new QComboBox(this);
  m_where->setObjectName(QStringLiteral("where"));
  m_where->setAccessibleName(tr("About which place"));
  connect(m_where, &QComboBox::activated, this,
          [this](int i) { chooseCentre(m_where->itemData(i).toString()); });
  m_range = new QComboBox(this);
  m_range->setObjectName(QStringLiteral("range"));
  m_range->setAccessibleName(tr("Range shown"));
  m_glow = new QComboBox(this);
  m_glow->setAccessibleName(kind == Kind::Scope ? tr("Afterglow") : tr("Trails"));
  for (const int s : kGlows) m_glow->addItem(s == 0 ? tr("off") : durationText(s * kSecond), s);
  m_glow->setCurrentIndex(kind == Kind::Scope ? 3 : 4);
  connect(m_range, &QComboBox::activated, this, &AroundPanel::compute);
  connect(m_glow, &QComboBox::activated, this, &AroundPanel::compute);
  // In a narrow dock the fields give way, not the window.
  for (QComboBox* box : {m_where, m_range, m_glow}) {
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(box == m_where ? 10 : 8);
  }
  m_export = new QPushButton(tr("Export…"), this);
  connect(m_export, &QPushButton::clicked, this, &AroundPanel::exportRequested);
  m_view = new DiagramView(this);
  connect(m_view, &DiagramView::clicked, this, [this](QPointF at) {
    const auto pick = m_kind == Kind::Scope ? trackOnScope : trackOnSideView;
    Q_EMIT selected(pick(diagram(), m_view->canvasSize(), m_view->devicePixelRatioF(), at));
  });

  auto* bar = new QHBoxLayout;
  // A scope is as high as wide and stands beside the map: with two short rows it leaves the map its room.
  QHBoxLayout* second = kind == Kind::Scope ? new QHBoxLayout : bar;
  for (QHBoxLayout* row : {bar, second}) {
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(8);
  }
  const auto named = [&](QHBoxLayout* row, const QString& name, QWidget* widget) {
    auto* label = new QLabel(name, this);
    label->setProperty("role", QStringLiteral("muted"));
    row->addWidget(label);
    row->addWidget(widget);
    row->addSpacing(8);
  };
  named(bar, tr("About"), m_where);
  named(second, tr("Range"), m_range);
  named(second, kind == Kind::Scope ? tr("Afterglow") : tr("Trails"), m_glow);
  if (kind == Kind::Side) {
    m_top = new QComboBox(this);
    m_top->setAccessibleName(tr("Height shown"));
    connect(m_top, &QComboBox::activated, this, &AroundPanel::redraw);
    named(bar, tr("Up to"), m_top);
  }
  bar->addStretch(1);
  if (second != bar) second->addStretch(1);
  bar->addWidget(m_export);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(0);
  all->addLayout(bar);
  if (second != bar) {
    second->setContentsMargins(12, 0, 12, 6);
    all->addLayout(second);
  }
  all->addWidget(m_view, 1);
  m_units = UnitProfile::Metric;
  setUnits(UnitProfile::Air);
  redraw();
}

AroundPanel::~AroundPanel() = default;

void AroundPanel::setLook(const LookPtr& look) {
  m_look = look;
  redraw();
}

void AroundPanel::setUnits(UnitProfile units) {
  if (units == m_units) return;
  m_units = units;
  const int kept = std::max(m_range->currentIndex(), 0);
  m_range->clear();
  m_range->addItem(tr("the sensor's"), 0.0);
  const EntryUnit unit = distanceUnit(units);
  for (const int r : kRanges) m_range->addItem(QStringLiteral("%1 %2").arg(r).arg(unit.text), r * unit.si);
  m_range->setCurrentIndex(kept);
  if (m_top != nullptr) {
    const int top = m_top->count() > 0 ? m_top->currentIndex() : 3;
    m_top->clear();
    const bool air = units == UnitProfile::Air;
    for (const int t : air ? kTopsFeet : kTopsMetres) {
      const double metres = t * (air ? kFoot : 1.0);
      m_top->addItem(altitudeText(metres, units), metres);
    }
    m_top->setCurrentIndex(top);
  }
  compute();
}

void AroundPanel::setMarking(const QString& marking) {
  if (marking == m_marking) return;
  m_marking = marking;
  redraw();
}

void AroundPanel::setCentres(std::vector<AroundCentre> centres) {
  if (centres == m_centres) return;
  const bool sameList = std::equal(
      centres.begin(), centres.end(), m_centres.begin(), m_centres.end(),
      [](const AroundCentre& a, const AroundCentre& b) { return a.id == b.id && a.name == b.name; });
  m_centres = std::move(centres);
  if (!sameList) {
    const QSignalBlocker quiet(m_where);
    m_where->clear();
    for (const AroundCentre& c : m_centres) m_where->addItem(c.name, c.id);
  }
  // Until somebody chooses, the first sensor.
  const int at = m_isChosen ? m_where->findData(m_wanted) : 1;
  m_where->setCurrentIndex(at >= 0 && at < m_where->count() ? at : 0);
  compute();
}

void AroundPanel::chooseCentre(const QString& id) {
  m_wanted = id;
  m_isChosen = true;
  const int at = m_where->findData(id);
  if (at >= 0) m_where->setCurrentIndex(at);
  compute();
}

const AroundCentre* AroundPanel::centre() const {
  const int at = m_where->currentIndex();
  return at >= 0 && at < static_cast<int>(m_centres.size()) ? &m_centres[static_cast<std::size_t>(at)]
                                                            : nullptr;
}

double AroundPanel::chosenRange() const {
  const double typed = m_range->currentData().toDouble();
  if (typed > 0) return typed;
  const AroundCentre* c = centre();
  return c != nullptr && c->range > 0 ? c->range : kPlainRange;
}

void AroundPanel::setMoment(const StoreViewPtr& store, UtcTime time, bool asKnown) {
  if (store == m_store && time == m_time && asKnown == m_asKnown) return;
  m_store = store;
  m_time = time;
  m_asKnown = asKnown;
  compute();
}

void AroundPanel::setSelected(TrackId track) {
  if (track == m_selected) return;
  m_selected = track;
  redraw();
}

void AroundPanel::compute() {
  if (!isVisible()) return;
  const AroundCentre* c = centre();
  if (!m_store || c == nullptr || !m_time.isValid()) {
    m_job.cancel();
    m_around.reset();
    redraw();
    return;
  }
  const Micros trail = m_glow->currentData().toInt() * kSecond;
  // Not interrupted: each result is shown, however fast time runs.
  m_job.request(
      [store = m_store, time = m_time, at = c->position, range = chosenRange(), trail,
       asKnown = m_asKnown](std::stop_token stop) {
        return Made{store, std::make_shared<const AroundPoint>(
                               aroundPoint(*store, time, at, range, trail, asKnown, stop))};
      },
      false);
}

AroundDiagram AroundPanel::diagram() const {
  AroundDiagram d;
  d.look.theme = m_look->themePtr();
  d.look.units = m_units;
  d.look.marking = m_marking;
  d.around = m_around;
  d.store = m_aroundStore;
  d.selected = m_selected;
  d.afterglow = m_glow->currentData().toInt();
  if (m_top != nullptr) d.top = m_top->currentData().toDouble();
  const AroundCentre* c = centre();
  if (!m_store || c == nullptr) {
    d.look.title = m_store ? tr("No place to look from") : tr("No recording is open");
    return d;
  }
  d.turn = c->turn;
  d.antennaMsl = c->antennaMsl;
  d.look.title = c->name;
  if (m_around) {
    QStringList facts = {zuluDayText(m_around->time), tr("%1 tracks").arg(m_around->tracks.size())};
    if (m_asKnown) facts << tr("as known then");
    d.look.subtitle = facts.join(QStringLiteral("  ·  "));
  }
  return d;
}

void AroundPanel::redraw() {
  const auto draw = m_kind == Kind::Scope ? drawScope : drawSideView;
  m_view->setDrawing([d = diagram(), draw](Canvas& canvas) { draw(canvas, d); });
}

void AroundPanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  compute();
}

Status AroundPanel::exportTo(const QString& path) const {
  if (!m_around) return Error{"there is nothing to export", "", "open a recording first"};
  const AroundDiagram d = diagram();
  const QSize size = m_kind == Kind::Scope ? QSize(1000, 1060) : QSize(1400, 620);
  const auto draw = m_kind == Kind::Scope ? drawScope : drawSideView;
  return exportDiagram(path, size, d.look.title + QStringLiteral(" · ") + d.look.subtitle, m_marking,
                       [&](Canvas& canvas) { draw(canvas, d); });
}

}  // namespace sorami
