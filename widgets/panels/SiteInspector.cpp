// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/SiteInspector.h"

#include "data/core/Translate.h"
#include "data/core/Units.h"
#include "data/coverage/physics/Atmosphere.h"
#include "widgets/look/PositionText.h"
#include "widgets/panels/Heading.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <array>
#include <cmath>
#include <limits>

namespace sorami {
namespace {

constexpr std::array kKinds = {SiteKind::LongRangeRadar, SiteKind::GapFillerRadar, SiteKind::TerminalRadar,
                               SiteKind::AirborneRadar,  SiteKind::ShipRadar,      SiteKind::SectorRadar,
                               SiteKind::SecondaryRadar, SiteKind::Passive,        SiteKind::Battery,
                               SiteKind::ControlCentre,  SiteKind::Relay};
constexpr std::array kAffiliations = {Affiliation::Friend,  Affiliation::AssumedFriend, Affiliation::Neutral,
                                      Affiliation::Unknown, Affiliation::Suspect,       Affiliation::Hostile};
constexpr double kMaxRange = 1'000e3;
constexpr double kMaxAntenna = 25'000;

QString number(double value, int decimals = 1) {
  QString text = QString::number(value, 'f', decimals);
  if (text.contains(QLatin1Char('.'))) {
    while (text.endsWith(QLatin1Char('0'))) text.chop(1);
    if (text.endsWith(QLatin1Char('.'))) text.chop(1);
  }
  return text;
}

QString affiliationName(Affiliation affiliation) {
  switch (affiliation) {
    case Affiliation::Friend:
      return SiteInspector::tr("Friend");
    case Affiliation::AssumedFriend:
      return SiteInspector::tr("Assumed friend");
    case Affiliation::Neutral:
      return SiteInspector::tr("Neutral");
    case Affiliation::Suspect:
      return SiteInspector::tr("Suspect");
    case Affiliation::Hostile:
      return SiteInspector::tr("Hostile");
    default:
      return SiteInspector::tr("Unknown");
  }
}

}  // namespace

QString siteKindText(SiteKind kind) {
  switch (kind) {
    case SiteKind::LongRangeRadar:
      return tr("Long-range radar");
    case SiteKind::GapFillerRadar:
      return tr("Gap filler");
    case SiteKind::TerminalRadar:
      return tr("Terminal radar");
    case SiteKind::AirborneRadar:
      return tr("Airborne radar");
    case SiteKind::ShipRadar:
      return tr("Ship radar");
    case SiteKind::SectorRadar:
      return tr("Sector radar");
    case SiteKind::SecondaryRadar:
      return tr("Secondary radar");
    case SiteKind::Passive:
      return tr("Passive sensor");
    case SiteKind::Battery:
      return tr("Battery");
    case SiteKind::ControlCentre:
      return tr("Control centre");
    case SiteKind::Relay:
      return tr("Relay");
  }
  return {};
}

SiteInspector::SiteInspector(QWidget* parent) : QWidget(parent), m_look(defaultLook()) {
  setObjectName(QStringLiteral("siteInspector"));
  m_title = new QLabel(this);
  m_title->setProperty("role", QStringLiteral("title"));
  m_title->setWordWrap(true);
  m_notional = new QLabel(tr("NOTIONAL"), this);
  m_notional->setProperty("role", QStringLiteral("notional"));

  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(16, 12, 16, 16);
  all->setSpacing(6);
  auto* top = new QHBoxLayout;
  top->addWidget(m_title, 1);
  top->addWidget(m_notional, 0, Qt::AlignVCenter);
  all->addLayout(top);
  all->addSpacing(4);

  addField(all, QStringLiteral("name"),
           new FormField(
               tr("Name"), {},
               [this](const QString& text) {
                 if (text.trimmed().isEmpty()) return tr("A name is needed");
                 Site next = m_site;
                 next.name = text.trimmed().toStdString();
                 offer(next, tr("rename"));
                 return QString();
               },
               this));
  m_kind = new QComboBox(this);
  for (const SiteKind kind : kKinds) m_kind->addItem(siteKindText(kind));
  connect(m_kind, &QComboBox::activated, this, [this](int index) {
    Site next = m_site;
    next.kind = kKinds[static_cast<std::size_t>(index)];
    offer(next, tr("change kind"));
  });
  all->addWidget(new FormRow(tr("Kind"), m_kind, this));
  m_affiliation = new QComboBox(this);
  for (const Affiliation a : kAffiliations) m_affiliation->addItem(affiliationName(a));
  connect(m_affiliation, &QComboBox::activated, this, [this](int index) {
    Site next = m_site;
    next.affiliation = kAffiliations[static_cast<std::size_t>(index)];
    offer(next, tr("change affiliation"));
  });
  all->addWidget(new FormRow(tr("Affiliation"), m_affiliation, this));
  auto* position = new FormField(
      tr("Position"), {},
      [this](const QString& text) {
        const Result<LatLon> at = positionFrom(text);
        if (!at) return QString::fromStdString(at.error().what);
        Site next = m_site;
        next.position = *at;
        offer(next, tr("move"));
        return QString();
      },
      this);
  position->edit()->setProperty("role", QStringLiteral("number"));
  position->edit()->setToolTip(tr("Degrees (any form), MGRS, UTM or GEOREF"));
  addField(all, QStringLiteral("position"), position);
  m_ground = new QLabel(this);
  m_ground->setProperty("role", QStringLiteral("value"));
  m_ground->setAlignment(Qt::AlignRight);
  all->addWidget(new FormRow(tr("Ground"), m_ground, this));
  m_active = new QCheckBox(tr("Active"), this);
  m_active->setToolTip(tr("A site that is not active has no coverage"));
  connect(m_active, &QCheckBox::toggled, this, [this](bool on) {
    if (m_loading) return;
    Site next = m_site;
    next.active = on;
    offer(next, on ? tr("switch on") : tr("switch off"));
  });
  all->addWidget(m_active);

  m_sensor = new QWidget(this);
  auto* sensor = new QVBoxLayout(m_sensor);
  sensor->setContentsMargins(0, 8, 0, 0);
  sensor->setSpacing(6);
  sensor->addWidget(heading(tr("COVERAGE"), m_sensor));
  addNumber(sensor, QStringLiteral("antenna"), tr("Antenna height"), tr("m"), 0, kMaxAntenna, 1,
            [](Site& s, double v) { s.sensor->antennaHeight = v; });
  m_msl = new QCheckBox(tr("height above sea level"), m_sensor);
  connect(m_msl, &QCheckBox::toggled, this, [this](bool on) {
    if (m_loading || !m_site.sensor) return;
    Site next = m_site;
    next.sensor->antennaIsMsl = on;
    offer(next, tr("change antenna reference"));
  });
  sensor->addWidget(m_msl);
  addNumber(sensor, QStringLiteral("range"), tr("Range"), tr("NM"), 1e3, kMaxRange, 1,
            [](Site& s, double v) { s.sensor->instrumentedRange = v; });
  addNumber(sensor, QStringLiteral("sectorCentre"), tr("Sector centre"), tr("° true"), 0, 360, 1,
            [](Site& s, double v) { s.sensor->sectorCentreDeg = v; });
  addNumber(sensor, QStringLiteral("sectorWidth"), tr("Sector width"), tr("°"), 1, 360, 1,
            [](Site& s, double v) { s.sensor->sectorWidthDeg = v; });
  auto* k = new FormField(tr("Earth factor k"), tr("all"),
                          numberTaker(0.5, 10, 1, [this](double v) { Q_EMIT earthFactorChanged(v); }), this);
  k->edit()->setProperty("role", QStringLiteral("number"));
  k->edit()->setAlignment(Qt::AlignRight);
  k->edit()->setToolTip(tr("Effective earth radius factor; 1.333 is the standard atmosphere"));
  addField(sensor, QStringLiteral("k"), k);
  // The same as refractivity falls with height: 157/(157 + dN) = k.
  auto* gradient =
      new FormField(tr("Refractivity gradient"), tr("N/km, all"),
                    numberTaker(physics::gradientFromK(10), physics::gradientFromK(0.5), 1,
                                [this](double v) { Q_EMIT earthFactorChanged(physics::kFromGradient(v)); }),
                    this);
  gradient->edit()->setProperty("role", QStringLiteral("number"));
  gradient->edit()->setAlignment(Qt::AlignRight);
  gradient->edit()->setToolTip(
      tr("Change of refractivity over the first kilometre; −39 is the 4/3 earth, −157 follows the ground"));
  addField(sensor, QStringLiteral("gradient"), gradient);
  m_coverage = new QLabel(m_sensor);
  m_coverage->setObjectName(QStringLiteral("coverageState"));
  m_coverage->setProperty("role", QStringLiteral("muted"));
  m_coverage->setWordWrap(true);
  sensor->addWidget(m_coverage);

  all->addWidget(m_sensor);

  auto* buttons = new QHBoxLayout;
  auto* centre = new QPushButton(tr("Centre here"), this);
  connect(centre, &QPushButton::clicked, this, [this] { Q_EMIT centreRequested(m_site.position); });
  auto* remove = new QPushButton(tr("Delete site"), this);
  remove->setObjectName(QStringLiteral("deleteSite"));
  connect(remove, &QPushButton::clicked, this,
          [this] { Q_EMIT deleteRequested(QString::fromStdString(m_site.id)); });
  buttons->addWidget(centre);
  buttons->addWidget(remove);
  buttons->addStretch(1);
  all->addSpacing(8);
  all->addLayout(buttons);
  all->addStretch(1);
  setGround(std::numeric_limits<double>::quiet_NaN(), 0);
}

void SiteInspector::addField(QVBoxLayout* to, const QString& key, FormField* field) {
  field->setObjectName(key);
  m_fields[key] = field;
  to->addWidget(field);
}

void SiteInspector::addNumber(QVBoxLayout* to, const QString& key, const QString& name, const QString& unit,
                              double least, double most, double si, const Change& change) {
  auto* field = new FormField(
      name, unit,
      [=, this](const QString& text) {
        // The range field's unit is the user's choice, so the taker is made when it is needed.
        const double factor = key == QStringLiteral("range") ? distanceUnit(m_units).si : si;
        const auto take = numberTaker(least, most, factor, [&](double value) {
          if (!m_site.sensor) return;
          Site next = m_site;
          change(next, value);
          if (next.sensor->elevationMinDeg > next.sensor->elevationMaxDeg) {
            std::swap(next.sensor->elevationMinDeg, next.sensor->elevationMaxDeg);
          }
          offer(next, tr("change %1").arg(name.toLower()));
        });
        return take(text);
      },
      this);
  field->edit()->setProperty("role", QStringLiteral("number"));
  field->edit()->setAlignment(Qt::AlignRight);
  addField(to, key, field);
}

void SiteInspector::offer(const Site& site, const QString& what) {
  if (!(site == m_site)) Q_EMIT edited(site, what);
}

void SiteInspector::setLook(const LookPtr& look) {
  m_look = look;
}

void SiteInspector::setUnits(UnitProfile units) {
  m_units = units;
  refresh();
}

void SiteInspector::setSite(const Site& site) {
  const bool other = site.id != m_site.id;
  m_site = site;
  if (other) {
    for (FormField* field : std::as_const(m_fields)) field->edit()->setModified(false);
  }
  refresh();
}

void SiteInspector::setEarthFactor(double k) {
  m_k = k;
  refresh();
}

void SiteInspector::setGround(double metres, double cell) {
  if (!std::isfinite(metres)) {
    m_ground->setText(tr("no terrain here"));
  } else if (cell > 0) {
    m_ground->setText(
        tr("%1 AMSL · %2 grid")
            .arg(altitudeText(metres, UnitProfile::Metric), distanceText(cell, UnitProfile::Metric)));
  } else {
    m_ground->setText(tr("%1 AMSL").arg(altitudeText(metres, UnitProfile::Metric)));
  }
}

void SiteInspector::setCoverageText(const QString& text) {
  m_coverage->setText(text);
}

void SiteInspector::focusName() {
  m_fields[QStringLiteral("name")]->edit()->setFocus();
  m_fields[QStringLiteral("name")]->edit()->selectAll();
}

void SiteInspector::refresh() {
  m_loading = true;
  const auto set = [this](const char* key, const QString& text) {
    m_fields[QString::fromLatin1(key)]->setValue(text);
  };
  m_title->setText(QString::fromStdString(m_site.name));
  m_notional->setVisible(m_site.notional);
  set("name", QString::fromStdString(m_site.name));
  set("position", positionText(m_site.position));
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (kKinds[i] == m_site.kind) m_kind->setCurrentIndex(static_cast<int>(i));
  }
  for (std::size_t i = 0; i < kAffiliations.size(); ++i) {
    if (kAffiliations[i] == m_site.affiliation) m_affiliation->setCurrentIndex(static_cast<int>(i));
  }
  m_active->setChecked(m_site.active);
  m_sensor->setVisible(m_site.sensor.has_value());
  if (m_site.sensor) {
    const SensorParameters& s = *m_site.sensor;
    const EntryUnit distance = distanceUnit(m_units);
    set("antenna", number(s.antennaHeight));
    m_msl->setChecked(s.antennaIsMsl);
    m_fields[QStringLiteral("range")]->setUnit(distance.text);
    set("range", number(s.instrumentedRange / distance.si));
    set("sectorCentre", number(s.sectorCentreDeg));
    set("sectorWidth", number(s.sectorWidthDeg));
    set("k", number(m_k, 3));
    set("gradient", number(physics::gradientFromK(m_k), 2));
  }
  m_loading = false;
}

}  // namespace sorami
