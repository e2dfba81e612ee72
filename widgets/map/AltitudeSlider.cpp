// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/map/AltitudeSlider.h"

#include "data/core/Units.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr int kStickPx = 4;          // detents hold within this
constexpr double kLowScale = 1'500;  // m; below it the scale is nearly linear, above nearly logarithmic
constexpr double kFeetMarks[] = {500,   1000,  2000,  3000,  5000,  10000,
                                 15000, 20000, 30000, 40000, 60000, 100000};
constexpr double kMetreMarks[] = {100, 300, 500, 1000, 2000, 3000, 5000, 7500, 10000, 15000, 20000, 30000};

double warp(double metres) {
  return std::asinh(metres / kLowScale);
}
double unwarp(double w) {
  return std::sinh(w) * kLowScale;
}

}  // namespace

AltitudeSlider::AltitudeSlider(QWidget* parent) : QWidget(parent), m_look(defaultLook()) {
  setObjectName(QStringLiteral("altitudeSlider"));
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  setToolTip(tr("Altitude coverage is shown at · drag, wheel, ↑ ↓, PgUp PgDn · right-click for units"));
  updateAccessible();
}

void AltitudeSlider::setLook(const LookPtr& look) {
  m_look = look;
  updateGeometry();
  update();
}

QSize AltitudeSlider::sizeHint() const {
  return {m_look->px(84), m_look->px(400)};
}

void AltitudeSlider::updateAccessible() {
  setAccessibleName(tr("Coverage altitude"));
  setAccessibleDescription(
      valueText() + QLatin1Char(' ') +
      (m_reference == AltitudeReference::Amsl ? tr("above mean sea level") : tr("above ground")));
}

void AltitudeSlider::setAltitude(double metres) {
  metres = std::clamp(metres, 0.0, kHighest);
  if (metres == m_altitude) return;
  m_altitude = metres;
  updateAccessible();
  update();
}

void AltitudeSlider::choose(double metres) {
  const double before = m_altitude;
  setAltitude(metres);
  if (m_altitude != before) Q_EMIT altitudeChanged(m_altitude);
}

void AltitudeSlider::setReference(AltitudeReference reference) {
  if (reference == m_reference) return;
  m_reference = reference;
  updateAccessible();
  update();
}

void AltitudeSlider::setScale(Scale scale) {
  if (scale == m_scale) return;
  m_scale = scale;
  updateAccessible();
  update();
  Q_EMIT scaleChanged();
}

void AltitudeSlider::setDetents(std::vector<double> detents) {
  m_detents = std::move(detents);
  update();
}

QString AltitudeSlider::text(double metres) const {
  switch (m_scale) {
    case Scale::Metres:
      return altitudeText(metres, UnitProfile::Metric);
    case Scale::FlightLevel:
      // A flight level says nothing of the ground, and nobody says FL005: feet there.
      if (m_reference == AltitudeReference::Amsl && metres >= 5000 * kFoot) {
        return pressureAltitudeText(metres, UnitProfile::Air);
      }
      break;
    case Scale::Feet:
      break;
  }
  return altitudeText(metres, UnitProfile::Air);
}

QString AltitudeSlider::valueText() const {
  return text(m_altitude);
}

QRect AltitudeSlider::trackRect() const {
  const int top = m_look->px(60);
  return {m_look->px(24), top, 2, height() - top - m_look->px(44)};
}

QRect AltitudeSlider::referenceRect() const {
  return {6, height() - m_look->px(30), width() - 12, m_look->px(24)};
}

int AltitudeSlider::yOf(double metres) const {
  const QRect track = trackRect();
  const double part = warp(std::clamp(metres, 0.0, kHighest)) / warp(kHighest);
  return track.bottom() - static_cast<int>(std::lround(part * (track.height() - 1)));
}

double AltitudeSlider::altitudeAt(double y) const {
  const QRect track = trackRect();
  const double part = std::clamp((track.bottom() - y) / (track.height() - 1), 0.0, 1.0);
  const double raw = unwarp(part * warp(kHighest));
  std::vector<double> stops = m_detents;
  for (const double mark : kFeetMarks) {
    if (m_scale != Scale::Metres) stops.push_back(mark * kFoot);
  }
  for (const double mark : kMetreMarks) {
    if (m_scale == Scale::Metres) stops.push_back(mark);
  }
  stops.push_back(0);
  for (const double stop : stops) {
    if (std::abs(yOf(stop) - y) <= kStickPx) return stop;
  }
  // Between detents whole hundreds, as people say them.
  const double unit = m_scale == Scale::Metres ? 50 : 100 * kFoot;
  return std::round(raw / unit) * unit;
}

double AltitudeSlider::step() const {
  if (m_scale == Scale::Metres) return m_altitude < 1000 ? 50 : m_altitude < 5000 ? 100 : 500;
  return (m_altitude < 3000 * kFoot ? 100 : m_altitude < 15000 * kFoot ? 500 : 1000) * kFoot;
}

void AltitudeSlider::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  if (referenceRect().contains(event->position().toPoint())) {
    const AltitudeReference other =
        m_reference == AltitudeReference::Amsl ? AltitudeReference::AboveGround : AltitudeReference::Amsl;
    setReference(other);
    Q_EMIT referenceChanged(other);
    return;
  }
  m_dragging = true;
  choose(altitudeAt(event->position().y()));
}

void AltitudeSlider::mouseMoveEvent(QMouseEvent* event) {
  if (event->buttons() & Qt::LeftButton && m_dragging) choose(altitudeAt(event->position().y()));
  if (!(event->buttons() & Qt::LeftButton)) m_dragging = false;
}

void AltitudeSlider::wheelEvent(QWheelEvent* event) {
  const int notches = event->angleDelta().y() / 120;
  const double by = step();
  choose(std::round((m_altitude + notches * by) / by) * by);
  event->accept();
}

void AltitudeSlider::keyPressEvent(QKeyEvent* event) {
  const double by = step();
  switch (event->key()) {
    case Qt::Key_Up:
      choose(std::round((m_altitude + by) / by) * by);
      break;
    case Qt::Key_Down:
      choose(std::round((m_altitude - by) / by) * by);
      break;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: {
      // To the next of the plan's altitudes, else five steps.
      const bool up = event->key() == Qt::Key_PageUp;
      double to = m_altitude + (up ? 5 : -5) * by;
      std::vector<double> stops = m_detents;
      std::sort(stops.begin(), stops.end());
      if (up) {
        const auto next = std::upper_bound(stops.begin(), stops.end(), m_altitude + 0.5);
        if (next != stops.end()) to = *next;
      } else {
        const auto next = std::lower_bound(stops.begin(), stops.end(), m_altitude - 0.5);
        if (next != stops.begin()) to = *(next - 1);
      }
      choose(to);
      break;
    }
    default:
      QWidget::keyPressEvent(event);
  }
}

bool AltitudeSlider::event(QEvent* event) {
  // Its own keys come before the window's.
  if (event->type() == QEvent::ShortcutOverride) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown) {
      event->accept();
      return true;
    }
  }
  return QWidget::event(event);
}

void AltitudeSlider::contextMenuEvent(QContextMenuEvent* event) {
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  const auto addScale = [&](const QString& name, Scale scale) {
    QAction* action = menu->addAction(name);
    action->setCheckable(true);
    action->setChecked(scale == m_scale);
    connect(action, &QAction::triggered, this, [this, scale] { setScale(scale); });
  };
  addScale(tr("Flight levels"), Scale::FlightLevel);
  addScale(tr("Feet"), Scale::Feet);
  addScale(tr("Metres"), Scale::Metres);
  menu->addSeparator();
  const auto addReference = [&](const QString& name, AltitudeReference reference) {
    QAction* action = menu->addAction(name);
    action->setCheckable(true);
    action->setChecked(reference == m_reference);
    connect(action, &QAction::triggered, this, [this, reference] {
      setReference(reference);
      Q_EMIT referenceChanged(reference);
    });
  };
  addReference(tr("Above mean sea level"), AltitudeReference::Amsl);
  addReference(tr("Above ground"), AltitudeReference::AboveGround);
  menu->popup(event->globalPos());
}

void AltitudeSlider::paintEvent(QPaintEvent*) {
  const Theme& theme = m_look->theme();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(hasFocus() ? theme.accent : theme.border);
  painter.setBrush(theme.panel);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Look::kRadius, Look::kRadius);

  painter.setPen(theme.text);
  painter.setFont(m_look->mono(13, true));
  painter.drawText(QRect(0, 8, width(), m_look->px(18)), Qt::AlignCenter, valueText());
  painter.setPen(theme.textMuted);
  painter.setFont(m_look->mono(11));
  const QString other =
      altitudeText(m_altitude, m_scale == Scale::Metres ? UnitProfile::Air : UnitProfile::Metric);
  painter.drawText(QRect(0, 8 + m_look->px(18), width(), m_look->px(16)), Qt::AlignCenter, other);

  const QRect track = trackRect();
  painter.fillRect(track, theme.border);
  const int knob = yOf(m_altitude);
  painter.fillRect(QRect(track.left(), knob, track.width(), track.bottom() - knob + 1), theme.accent);

  painter.setFont(m_look->mono(11));
  const QFontMetrics metrics(painter.font());
  int free = track.bottom() + metrics.height();
  const auto mark = [&](double metres, const QString& label) {
    const int y = yOf(metres);
    painter.setPen(theme.border);
    painter.drawLine(track.right() + 5, y, track.right() + 9, y);
    if (free - y < metrics.height()) return;
    free = y;
    painter.setPen(theme.textMuted);
    painter.drawText(QRect(track.right() + 12, y - metrics.height() / 2, width(), metrics.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, label);
  };
  mark(0, QStringLiteral("0"));
  if (m_scale == Scale::Metres) {
    for (const double m : kMetreMarks) mark(m, tr("%1 km").arg(m / 1000, 0, 'g', 3));
  } else {
    for (const double feet : kFeetMarks) {
      mark(feet * kFoot, m_scale == Scale::FlightLevel && m_reference == AltitudeReference::Amsl
                             ? (feet >= 5000 ? QString::number(feet / 100) : tr("%1k ft").arg(feet / 1000))
                             : tr("%1k ft").arg(feet / 1000));
    }
  }
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.coverageEdge);
  for (const double detent : m_detents) painter.drawEllipse(QPointF(track.left() - 5, yOf(detent)), 2.0, 2.0);

  painter.setBrush(theme.accent);
  painter.setPen(QPen(theme.panel, 2));
  painter.drawRoundedRect(QRectF(track.left() - 9, knob - 5, 20, 10), Look::kRadius, Look::kRadius);

  const QRect reference = referenceRect();
  painter.setPen(theme.border);
  painter.setBrush(m_look->field());
  painter.drawRoundedRect(QRectF(reference).adjusted(0.5, 0.5, -0.5, -0.5), Look::kRadius, Look::kRadius);
  painter.setPen(theme.text);
  painter.setFont(m_look->text(11, true));
  painter.drawText(reference, Qt::AlignCenter,
                   m_reference == AltitudeReference::Amsl ? tr("AMSL") : tr("above gnd"));
}

}  // namespace sorami
