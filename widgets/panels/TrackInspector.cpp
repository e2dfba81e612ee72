// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/TrackInspector.h"

#include "data/store/Queries.h"
#include "widgets/look/PositionText.h"
#include "widgets/panels/TrackEditForm.h"
#include "widgets/panels/TrackRows.h"
#include "widgets/timeline/TimeLabels.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

QString flagsText(std::uint16_t flags) {
  QStringList all;
  if (flags & kEmergency) all << TrackInspector::tr("EMERGENCY");
  if (flags & kSpi) all << TrackInspector::tr("ident");
  if (flags & kOnGround) all << TrackInspector::tr("on ground");
  if (flags & kCoasted) all << TrackInspector::tr("coasted by its source");
  if (flags & kSimulated) all << TrackInspector::tr("simulated");
  if (flags & kTestTarget) all << TrackInspector::tr("test target");
  if (flags & kExercise) all << TrackInspector::tr("exercise");
  return all.join(QStringLiteral(" · "));
}

}  // namespace

QString affiliationText(Affiliation affiliation) {
  switch (affiliation) {
    case Affiliation::Pending:
      return TrackInspector::tr("not told");
    case Affiliation::Unknown:
      return TrackInspector::tr("unknown");
    case Affiliation::AssumedFriend:
      return TrackInspector::tr("assumed friend");
    case Affiliation::Friend:
      return TrackInspector::tr("friend");
    case Affiliation::Neutral:
      return TrackInspector::tr("neutral");
    case Affiliation::Suspect:
      return TrackInspector::tr("suspect");
    case Affiliation::Hostile:
      return TrackInspector::tr("hostile");
    case Affiliation::Civil:
      return TrackInspector::tr("civil");
  }
  return {};
}

TrackInspector::TrackInspector(QWidget* parent)
    : QWidget(parent), m_look(defaultLook()), m_history(this, [this](Found found) {
        m_samples = std::move(found.samples);
        m_chart->setSamples(m_samples);
        showCompanions(found.companions);
        refresh();
      }) {
  m_name = new QLabel(this);
  m_name->setProperty("role", QStringLiteral("title"));
  m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_marks = new QLabel(this);
  m_marks->setProperty("role", QStringLiteral("warning"));
  m_marks->setWordWrap(true);
  auto* grid = new QGridLayout;
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setVerticalSpacing(6);
  grid->setHorizontalSpacing(12);
  grid->setColumnStretch(1, 1);
  addRow(grid, QStringLiteral("identity"), tr("Identity"));
  addRow(grid, QStringLiteral("squawk"), tr("Squawk"));
  addRow(grid, QStringLiteral("type"), tr("Type"));
  addRow(grid, QStringLiteral("affiliation"), tr("Affiliation"));
  addRow(grid, QStringLiteral("source"), tr("Source"));
  addRow(grid, QStringLiteral("companions"), tr("Also seen as"));
  addRow(grid, QStringLiteral("position"), tr("Position"));
  addRow(grid, QStringLiteral("altitude"), tr("Altitude, barometric"));
  addRow(grid, QStringLiteral("geometric"), tr("Altitude, geometric"));
  addRow(grid, QStringLiteral("speed"), tr("Ground speed"));
  addRow(grid, QStringLiteral("heading"), tr("Track, true"));
  addRow(grid, QStringLiteral("climb"), tr("Climb"));
  addRow(grid, QStringLiteral("age"), tr("Last report"));
  addRow(grid, QStringLiteral("delay"), tr("Receive delay"));
  addRow(grid, QStringLiteral("life"), tr("Seen"));
  addRow(grid, QStringLiteral("count"), tr("Reports"));

  auto* heading = new QLabel(tr("HISTORY"), this);
  heading->setProperty("role", QStringLiteral("heading"));
  m_chart = new HistoryChart(this);
  connect(m_chart, &HistoryChart::seekRequested, this, &TrackInspector::seekRequested);
  auto* said = new QLabel(tr("WHAT WE SAY OF IT"), this);
  said->setProperty("role", QStringLiteral("heading"));
  m_edit = new TrackEditForm(this);
  connect(m_edit, &TrackEditForm::edited, this, &TrackInspector::edited);
  auto* centre = new QPushButton(tr("Centre the map on it"), this);
  connect(centre, &QPushButton::clicked, this, [this] { Q_EMIT centreRequested(m_position); });

  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(16, 12, 16, 16);
  all->setSpacing(8);
  all->addWidget(m_name);
  all->addWidget(m_marks);
  all->addLayout(grid);
  all->addSpacing(8);
  all->addWidget(heading);
  all->addWidget(m_chart);
  all->addWidget(centre, 0, Qt::AlignLeft);
  all->addSpacing(8);
  all->addWidget(said);
  all->addWidget(m_edit);
  all->addStretch(1);
}

void TrackInspector::addRow(QGridLayout* grid, const QString& key, const QString& name) {
  const int row = grid->rowCount();
  auto* label = new QLabel(name, this);
  label->setProperty("role", QStringLiteral("muted"));
  auto* value = new QLabel(this);
  value->setProperty("role", QStringLiteral("value"));
  value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  value->setTextInteractionFlags(Qt::TextSelectableByMouse);
  value->setAccessibleName(name);
  grid->addWidget(label, row, 0);
  grid->addWidget(value, row, 1);
  m_values[key] = value;
}

void TrackInspector::set(const QString& key, const QString& text) {
  QLabel* label = m_values.value(key);
  const QString shown = text.isEmpty() ? QStringLiteral("–") : text;
  if (label->text() != shown) label->setText(shown);
}

QString TrackInspector::value(const QString& key) const {
  const QLabel* label = m_values.value(key);
  return label ? label->text() : QString();
}

void TrackInspector::setLook(const LookPtr& look) {
  m_look = look;
}

void TrackInspector::setUnits(UnitProfile units) {
  m_units = units;
  m_chart->setUnits(units);
  refresh();
}

void TrackInspector::setTrack(const StoreViewPtr& store, TrackId track) {
  if (store == m_store && track == m_track) return;
  const bool sameTrack = track == m_track;
  m_store = store;
  m_track = track;
  if (!sameTrack) {
    m_samples.clear();
    m_chart->setSamples({});
    showCompanions({});
  }
  refresh();
  request();
}

void TrackInspector::request() {
  if (!m_store || m_track >= m_store->tracks().size()) return;
  m_history.request(
      [store = m_store, info = m_store->tracks()[m_track], decided = m_decided](std::stop_token) {
        return Found{history(*store, info.id, TimeRange{info.first, info.last}),
                     companionsOf(*store, info.id, decided)};
      });
}

void TrackInspector::setAssociations(const AssociationOverlay& decided) {
  m_decided = decided;
  request();
}

/// The source tracks stay what they are; here stands which others are the same object.
void TrackInspector::showCompanions(const std::vector<TrackId>& companions) {
  constexpr std::size_t kShown = 3;
  constexpr std::size_t kListed = 20;
  QStringList names;
  for (const TrackId id : companions) {
    if (!m_store || id >= m_store->tracks().size() || names.size() >= static_cast<qsizetype>(kListed)) break;
    const TrackInfo& info = m_store->tracks()[id];
    const QString source = info.source < m_store->sources().size()
                               ? QString::fromStdString(m_store->sources()[info.source].name)
                               : QString();
    names << tr("%1 of %2").arg(QString::fromStdString(info.displayName()), source);
  }
  QLabel* const label = m_values.value(QStringLiteral("companions"));
  label->setToolTip(names.join(QLatin1Char('\n')));
  const bool isMore = companions.size() > kShown;
  QString text = names.mid(0, static_cast<qsizetype>(kShown)).join(QLatin1Char('\n'));
  if (isMore) text += QLatin1Char('\n') + tr("and %1 more").arg(companions.size() - kShown);
  set(QStringLiteral("companions"), text);
}

void TrackInspector::setEdit(const TrackEdit& edit, bool editable) {
  const StoreViewPtr& reported = withoutEdits(m_store);
  if (!reported || m_track >= reported->tracks().size()) return;
  m_edit->setTrack(reported->tracks()[m_track], edit);
  m_edit->setEditable(editable);
}

void TrackInspector::setAsKnown(bool asKnown) {
  if (asKnown == m_asKnown) return;
  m_asKnown = asKnown;
  refresh();
}

void TrackInspector::setTime(UtcTime time) {
  if (time == m_time) return;
  m_time = time;
  m_chart->setCursor(time);
  if (isVisible()) refresh();
}

void TrackInspector::refresh() {
  if (!m_store || m_track >= m_store->tracks().size()) return;
  const TrackInfo& info = m_store->tracks()[m_track];
  m_name->setText(QString::fromStdString(info.displayName()));
  set(QStringLiteral("identity"), identityLabel(info));
  set(QStringLiteral("squawk"), squawkText(info));
  set(QStringLiteral("type"), QString::fromStdString(info.type));
  set(QStringLiteral("affiliation"), affiliationText(info.affiliation));
  set(QStringLiteral("source"), info.source < m_store->sources().size()
                                    ? QString::fromStdString(m_store->sources()[info.source].name)
                                    : QString());
  set(QStringLiteral("life"), tr("%1 – %2").arg(zuluText(info.first), zuluText(info.last)));
  set(QStringLiteral("count"), grouped(info.count));

  // The newest report at or before the cursor: what was known then, not what interpolation makes of it.
  const auto after = std::upper_bound(m_samples.begin(), m_samples.end(), m_time,
                                      [](UtcTime t, const Sample& s) { return t < s.time; });
  const Sample* now = after == m_samples.begin() ? nullptr : &*(after - 1);
  // As known then: the newest that had been received.
  while (m_asKnown && now != nullptr && now->received.isValid() && now->received > m_time) {
    now = now == m_samples.data() ? nullptr : now - 1;
  }
  if (!now) {
    for (const char* key :
         {"position", "altitude", "geometric", "speed", "heading", "climb", "age", "delay"}) {
      set(QString::fromLatin1(key), {});
    }
    m_marks->setText(m_samples.empty() ? QString() : tr("Not yet seen at this time"));
    m_marks->setVisible(!m_marks->text().isEmpty());
    return;
  }
  m_position = {now->lat, now->lon};
  set(QStringLiteral("position"), positionText(m_position));
  set(QStringLiteral("altitude"), pressureAltitudeText(now->baroAltitude, m_units));
  const QString geo = altitudeText(now->geoAltitude, m_units);
  set(QStringLiteral("geometric"),
      std::isfinite(now->geoAltitude) ? (now->flags & kGeoIsMsl ? tr("%1 AMSL") : tr("%1 ellipsoid")).arg(geo)
                                      : QString());
  set(QStringLiteral("speed"), speedText(now->groundSpeed, m_units));
  set(QStringLiteral("heading"), bearingText(now->trackDeg));
  set(QStringLiteral("climb"), verticalRateText(now->verticalRate, m_units));
  set(QStringLiteral("age"), tr("%1 · %2 ago").arg(zuluText(now->time), durationText(m_time - now->time)));
  set(QStringLiteral("delay"), now->received.isValid() ? durationText(now->received - now->time) : QString());
  QString marks = flagsText(now->flags);
  if (info.simulated && !marks.contains(tr("simulated"))) {
    marks += (marks.isEmpty() ? QString() : QStringLiteral(" · ")) + tr("simulated");
  }
  m_marks->setText(marks);
  m_marks->setVisible(!marks.isEmpty());
}

}  // namespace sorami
