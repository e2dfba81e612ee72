// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/ProfilePanel.h"

#include "data/coverage/VisibilityFloor.h"
#include "data/geo/Geodesic.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <cmath>

namespace sorami {
namespace {

constexpr double kGiga = 1e9;

}  // namespace

ProfilePanel::ProfilePanel(QWidget* parent)
    : QWidget(parent), m_look(defaultLook()), m_job(this, [this](Answer answer) {
        m_profile = std::move(answer.profile);
        m_sight = answer.sight;
        m_radius = answer.radius;
        redraw();
        if (m_profile) Q_EMIT lineChanged(m_profile->from, m_profile->to);
      }) {
  setObjectName(QStringLiteral("profilePanel"));
  const auto height = [this](const QString& name) {
    auto* box = new QDoubleSpinBox(this);
    box->setRange(0, 40'000);
    box->setDecimals(0);
    box->setSuffix(QStringLiteral(" m"));
    box->setAccessibleName(name);
    box->setToolTip(tr("Above the ground"));
    connect(box, &QDoubleSpinBox::valueChanged, this, [this] {
      if (!m_loading) compute();
    });
    return box;
  };
  m_fromHeight = height(tr("Height of the near end"));
  m_toHeight = height(tr("Height of the far end"));
  m_fromHeight->setValue(15);
  m_toHeight->setValue(30);
  m_gigahertz = new QDoubleSpinBox(this);
  m_gigahertz->setRange(0, 50);
  m_gigahertz->setDecimals(3);
  m_gigahertz->setSuffix(QStringLiteral(" GHz"));
  m_gigahertz->setSpecialValueText(tr("sight only"));
  m_gigahertz->setAccessibleName(tr("Frequency"));
  connect(m_gigahertz, &QDoubleSpinBox::valueChanged, this, [this] {
    if (!m_loading) compute();
  });
  m_follow = new QCheckBox(tr("Follow the pointer"), this);
  m_follow->setChecked(true);
  m_follow->setToolTip(tr("The far end is where the pointer is on the map"));
  m_export = new QPushButton(tr("Export…"), this);
  connect(m_export, &QPushButton::clicked, this, &ProfilePanel::exportRequested);
  m_view = new DiagramView(this);
  connect(m_view, &DiagramView::hovered, this, &ProfilePanel::hover);

  auto* bar = new QHBoxLayout;
  bar->setContentsMargins(12, 6, 12, 6);
  bar->setSpacing(10);
  bar->addWidget(new QLabel(tr("From"), this));
  bar->addWidget(m_fromHeight);
  bar->addWidget(new QLabel(tr("to"), this));
  bar->addWidget(m_toHeight);
  bar->addWidget(m_gigahertz);
  bar->addWidget(m_follow);
  bar->addStretch(1);
  bar->addWidget(m_export);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(0);
  all->addLayout(bar);
  all->addWidget(m_view, 1);
  m_loading = false;
  redraw();
}

ProfilePanel::~ProfilePanel() = default;

void ProfilePanel::setLook(const LookPtr& look) {
  m_look = look;
  redraw();
}

void ProfilePanel::setUnits(UnitProfile units) {
  if (units == m_units) return;
  m_units = units;
  redraw();
}

void ProfilePanel::setMarking(const QString& marking) {
  if (marking == m_marking) return;
  m_marking = marking;
  redraw();
}

void ProfilePanel::setTerrain(const TerrainPtr& terrain) {
  m_terrain = terrain;
  compute();
}

void ProfilePanel::setEarthFactor(double k) {
  if (k == m_k) return;
  m_k = k;
  compute();
}

double ProfilePanel::frequency() const {
  return m_gigahertz->value() * kGiga;
}

void ProfilePanel::setFrom(LatLon from, const QString& name, double heightAgl, double frequencyHz) {
  m_from = from;
  m_fromName = name;
  m_loading = true;
  m_fromHeight->setValue(heightAgl);
  m_gigahertz->setValue(frequencyHz / kGiga);
  m_loading = false;
  compute();
}

void ProfilePanel::setTo(LatLon to, const QString& name, double heightAgl) {
  m_to = to;
  m_toName = name;
  m_follow->setChecked(false);
  m_loading = true;
  if (heightAgl > 0) m_toHeight->setValue(heightAgl);
  m_loading = false;
  compute();
}

void ProfilePanel::setPointer(std::optional<LatLon> at) {
  if (!isVisible()) return;
  if (m_follow->isChecked()) {
    if (!at || !m_from) return;
    m_to = at;
    m_toName.clear();
    m_cursor.reset();
    compute();
    return;
  }
  m_cursor.reset();
  if (at && m_profile && m_profile->length > 0) {
    // The nearest place of the line, for a pointer not too far from it.
    const GeodesicLine line = geodesic(m_profile->from, *at);
    const double off = (line.azimuthFromDeg - m_profile->azimuthDeg) * 3.14159265358979 / 180;
    const double along = line.distance * std::cos(off);
    if (along >= 0 && along <= m_profile->length &&
        std::abs(line.distance * std::sin(off)) < 0.1 * m_profile->length)
      m_cursor = along;
  }
  redraw();
}

void ProfilePanel::compute() {
  m_export->setEnabled(m_from && m_to);
  if (!m_from || !m_to || !isVisibleTo(window())) {
    redraw();
    return;
  }
  const auto make = [from = *m_from, to = *m_to, terrain = m_terrain, k = m_k,
                     fromAgl = m_fromHeight->value(), toAgl = m_toHeight->value(),
                     frequency = frequency()](std::stop_token) {
    Answer answer;
    auto profile = std::make_shared<TerrainProfile>(terrainProfile(terrain.get(), from, to, 6000));
    answer.radius = k * eulerRadius(from.lat, profile->azimuthDeg);
    const auto ground = [](float h) { return std::isnan(h) ? 0.0 : static_cast<double>(h); };
    answer.sight = sightLine(*profile, ground(profile->heights.front()) + fromAgl,
                             ground(profile->heights.back()) + toAgl, frequency, answer.radius);
    answer.profile = std::move(profile);
    return answer;
  };
  m_job.request(make, false);
}

ProfileDiagram ProfilePanel::diagram() const {
  ProfileDiagram d;
  d.look.theme = m_look->themePtr();
  d.look.units = m_units;
  d.look.marking = m_marking;
  d.profile = m_profile;
  d.sight = m_sight;
  d.radius = m_radius;
  d.frequencyHz = frequency();
  d.cursor = m_cursor;
  if (!m_from) {
    d.look.title = tr("Select a site, then point at the map: the terrain between appears here");
    d.profile.reset();
    return d;
  }
  d.look.title = m_toName.isEmpty() ? m_fromName : tr("%1 to %2").arg(m_fromName, m_toName);
  if (!m_profile) return d;
  QStringList facts = {distanceText(m_profile->length, m_units), bearingText(m_profile->azimuthDeg),
                       tr("k %1").arg(m_k, 0, 'f', 2)};
  if (m_sight.unknown) facts << tr("terrain unknown on the way");
  if (std::isfinite(m_sight.clearance)) {
    facts << (m_sight.clear ? tr("clear by %1").arg(altitudeText(m_sight.clearance, m_units))
                            : tr("blocked, %1 too low").arg(altitudeText(-m_sight.clearance, m_units)));
  }
  if (std::isfinite(m_sight.fresnelShare)) facts << tr("%1 F1").arg(m_sight.fresnelShare, 0, 'f', 2);
  if (std::isfinite(m_sight.freeSpaceDb)) {
    facts << tr("free space %1 dB").arg(m_sight.freeSpaceDb, 0, 'f', 1);
    if (std::isfinite(m_sight.diffractionDb))
      facts << tr("diffraction %1 dB").arg(m_sight.diffractionDb, 0, 'f', 1);
  }
  d.look.subtitle = facts.join(QStringLiteral("  ·  "));
  return d;
}

void ProfilePanel::redraw() {
  m_view->setDrawing([d = diagram()](Canvas& canvas) { drawProfileDiagram(canvas, d); });
}

void ProfilePanel::hover(std::optional<QPointF> at) {
  if (!m_profile) return;
  if (!at) {
    m_cursor.reset();
    redraw();
    Q_EMIT pointed(std::nullopt);
    return;
  }
  const QRectF plot = DiagramArea::plotOf(m_view->canvasSize(), devicePixelRatioF(), !m_marking.isEmpty());
  m_cursor = ProfileScale(diagram(), plot).distanceAt(at->x());
  redraw();
  Q_EMIT pointed(geodesicPoint(m_profile->from, m_profile->azimuthDeg, *m_cursor));
}

Status ProfilePanel::exportTo(const QString& path) const {
  if (!m_profile) return Error{"there is no profile to export", "", "choose its two ends first"};
  const ProfileDiagram d = diagram();
  return exportDiagram(path, QSize(1400, 560), d.look.title + QStringLiteral(" · ") + d.look.subtitle,
                       m_marking, [&](Canvas& canvas) { drawProfileDiagram(canvas, d); });
}

}  // namespace sorami
