// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/VerticalPanel.h"

#include "data/core/Units.h"
#include "data/geo/Earth.h"
#include "data/geo/Geodesic.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace sorami {
namespace {

/// Heights the diagram may end at, m.
constexpr std::array kTops = {1'000.0, 3'000.0, 6'000.0, 12'000.0, 20'000.0, 30'000.0};

/// Probabilities drawn: the required one between a likely and a nearly certain one.
std::vector<double> levelsOf(const SensorParameters& s) {
  std::vector<double> levels = {s.requiredPd};
  for (const double pd : {0.5, 0.9}) {
    if (std::abs(pd - s.requiredPd) > 0.04) levels.push_back(pd);
  }
  return levels;
}

}  // namespace

VerticalPanel::VerticalPanel(QWidget* parent)
    : QWidget(parent),
      m_look(defaultLook()),
      m_job(this, [this](Result<std::shared_ptr<const VerticalCut>> cut) {
        m_cut = cut ? *cut : nullptr;
        m_problem = cut ? QString() : QString::fromStdString(cut.error().what);
        redraw();
      }) {
  setObjectName(QStringLiteral("verticalPanel"));
  m_azimuth = new QDoubleSpinBox(this);
  m_azimuth->setObjectName(QStringLiteral("azimuth"));
  m_azimuth->setRange(0, 359.9);
  m_azimuth->setDecimals(1);
  m_azimuth->setWrapping(true);
  m_azimuth->setSuffix(QStringLiteral("°"));
  m_azimuth->setAccessibleName(tr("Azimuth"));
  connect(m_azimuth, &QDoubleSpinBox::valueChanged, this, [this](double v) {
    if (m_loading) return;
    m_follow->setChecked(false);
    setAzimuth(v);
  });
  m_follow = new QCheckBox(tr("Follow the pointer"), this);
  m_follow->setChecked(true);
  m_follow->setToolTip(tr("The azimuth is that of the pointer on the map"));
  m_top = new QComboBox(this);
  m_top->setAccessibleName(tr("Height shown"));
  connect(m_top, &QComboBox::activated, this, [this] { redraw(); });
  m_export = new QPushButton(tr("Export…"), this);
  connect(m_export, &QPushButton::clicked, this, &VerticalPanel::exportRequested);
  m_view = new DiagramView(this);
  connect(m_view, &DiagramView::hovered, this, &VerticalPanel::hover);

  auto* bar = new QHBoxLayout;
  bar->setContentsMargins(12, 6, 12, 6);
  bar->setSpacing(10);
  bar->addWidget(new QLabel(tr("Azimuth"), this));
  bar->addWidget(m_azimuth);
  bar->addWidget(m_follow);
  bar->addSpacing(12);
  bar->addWidget(new QLabel(tr("Up to"), this));
  bar->addWidget(m_top);
  bar->addStretch(1);
  bar->addWidget(m_export);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(0);
  all->addLayout(bar);
  all->addWidget(m_view, 1);
  setUnits(UnitProfile::Air);
  m_top->setCurrentIndex(4);
  redraw();
}

VerticalPanel::~VerticalPanel() = default;

void VerticalPanel::setLook(const LookPtr& look) {
  m_look = look;
  redraw();
}

void VerticalPanel::setUnits(UnitProfile units) {
  if (units == m_units && m_top->count() > 0) return;
  m_units = units;
  const QSignalBlocker quiet(m_top);
  const int kept = m_top->currentIndex();
  m_top->clear();
  for (const double top : kTops) m_top->addItem(altitudeText(top, units));
  m_top->setCurrentIndex(kept < 0 ? 4 : kept);
  redraw();
}

void VerticalPanel::setMarking(const QString& marking) {
  if (marking == m_marking) return;
  m_marking = marking;
  redraw();
}

void VerticalPanel::setSite(const std::optional<Site>& site) {
  if (site == m_site) return;
  const bool other = !site || !m_site || site->id != m_site->id;
  m_site = site;
  if (other) {
    m_cut.reset();
    m_cursor.reset();
    if (m_site && m_site->sensor && m_site->sensor->sectorWidthDeg < 360)
      m_azimuthDeg = m_site->sensor->sectorCentreDeg;
  }
  compute();
}

void VerticalPanel::setTerrain(const TerrainPtr& terrain) {
  m_terrain = terrain;
  compute();
}

void VerticalPanel::setEarthFactor(double k) {
  if (k == m_k) return;
  m_k = k;
  compute();
}

void VerticalPanel::setAltitude(double metres) {
  if (metres == m_altitude) return;
  m_altitude = metres;
  redraw();
}

void VerticalPanel::setAzimuth(double degrees) {
  m_azimuthDeg = azimuthOf(degrees);
  compute();
}

void VerticalPanel::setPointer(std::optional<LatLon> at) {
  if (!isVisible() || !m_site) return;
  m_cursor.reset();
  if (at) {
    const GeodesicLine line = geodesic(m_site->position, *at);
    const double off = std::abs(std::remainder(line.azimuthFromDeg - m_azimuthDeg, 360));
    if (m_follow->isChecked()) {
      m_cursor = CutPoint{line.distance, m_altitude};
      if (off > 0.05) {
        setAzimuth(line.azimuthFromDeg);
        return;
      }
    } else if (off < 90) {
      // Its foot on the azimuth that is held.
      m_cursor = CutPoint{line.distance * std::cos(degToRad(off)), m_altitude};
    }
  }
  redraw();
}

void VerticalPanel::compute() {
  m_loading = true;
  m_azimuth->setValue(m_azimuthDeg);
  m_loading = false;
  const bool usable = m_site && m_site->sensor;
  m_export->setEnabled(usable);
  if (!usable || !isVisibleTo(window())) {
    if (!usable) m_job.cancel();
    redraw();
    return;
  }
  const CoverageRequest request = requestOf(*m_site->sensor, m_site->position, m_k);
  m_job.request(
      [request, terrain = m_terrain, azimuth = m_azimuthDeg,
       levels = levelsOf(*m_site->sensor)](std::stop_token) -> Result<std::shared_ptr<const VerticalCut>> {
        auto cut = computeVerticalCut(request, terrain.get(), azimuth, levels);
        if (!cut) return cut.error();
        return std::shared_ptr<const VerticalCut>(std::make_shared<VerticalCut>(std::move(*cut)));
      },
      false);
}

VerticalDiagram VerticalPanel::diagram() const {
  VerticalDiagram d;
  d.look.theme = m_look->themePtr();
  d.look.units = m_units;
  d.look.marking = m_marking;
  d.cut = m_cut;
  d.top = kTops[static_cast<std::size_t>(
      std::clamp(m_top->currentIndex(), 0, static_cast<int>(kTops.size()) - 1))];
  d.altitude = m_altitude;
  d.cursor = m_cursor;
  if (!m_site || !m_site->sensor) {
    d.look.title = tr("Select a sensor to see its vertical coverage");
    d.cut.reset();
    return d;
  }
  d.look.title = QString::fromStdString(m_site->name);
  if (!m_problem.isEmpty()) {
    d.look.subtitle = m_problem;
    return d;
  }
  const SensorParameters& s = *m_site->sensor;
  const double shown = m_cut ? m_cut->azimuthDeg : m_azimuthDeg;
  QStringList facts = {tr("azimuth %1").arg(bearingText(shown)), tr("k %1").arg(m_k, 0, 'f', 2)};
  if (s.usesRadarEquation()) {
    facts << tr("%1 m²").arg(s.targetRcs, 0, 'g', 3) << tr("Swerling %1").arg(s.swerling)
          << tr("Pfa %1").arg(s.falseAlarmProbability, 0, 'g', 2) << tr("Pd %1 required").arg(s.requiredPd);
  }
  if (m_site->notional) facts << tr("NOTIONAL");
  d.look.subtitle = facts.join(QStringLiteral("  ·  "));
  return d;
}

void VerticalPanel::redraw() {
  m_view->setDrawing([d = diagram()](Canvas& canvas) { drawVerticalDiagram(canvas, d); });
  if (m_cut && m_site) {
    Q_EMIT axisChanged(m_site->position, geodesicPoint(m_site->position, m_cut->azimuthDeg, m_cut->range));
  }
}

void VerticalPanel::hover(std::optional<QPointF> at) {
  if (!m_cut || !m_site) return;
  if (!at) {
    m_cursor.reset();
    redraw();
    Q_EMIT pointed(std::nullopt);
    return;
  }
  const VerticalDiagram d = diagram();
  const QRectF plot = DiagramArea::plotOf(m_view->canvasSize(), devicePixelRatioF(), !m_marking.isEmpty());
  const CutPoint point = VerticalScale(*m_cut, d.top, plot).at(*at);
  if (!plot.contains(*at) || !(point.range > 0)) return;
  m_cursor = point;
  redraw();
  Q_EMIT pointed(geodesicPoint(m_site->position, m_cut->azimuthDeg, point.range));
}

Status VerticalPanel::exportTo(const QString& path) const {
  if (!m_cut) return Error{"there is no diagram to export", "", "select a sensor first"};
  VerticalDiagram d = diagram();
  return exportDiagram(path, QSize(1400, 620), d.look.title + QStringLiteral(" · ") + d.look.subtitle,
                       m_marking, [&](Canvas& canvas) { drawVerticalDiagram(canvas, d); });
}

}  // namespace sorami
