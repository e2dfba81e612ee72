// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/network/CoverChart.h"

#include "data/core/Units.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace sorami {
namespace {

constexpr int kLeft = 80;
constexpr int kBelow = 20;
constexpr int kTop = 20;
/// Altitudes people speak of, in feet and in metres.
constexpr std::array kRoundFeet = {500.0, 3'000.0, 10'000.0, 20'000.0, 40'000.0, 60'000.0, 100'000.0};
constexpr std::array kRoundMetres = {300.0, 1'000.0, 3'000.0, 6'000.0, 12'000.0, 20'000.0, 30'000.0};

}  // namespace

CoverChart::CoverChart(QWidget* parent) : QWidget(parent), m_look(defaultLook()) {
  setMinimumHeight(170);
  setAccessibleName(tr("Share covered against altitude"));
  setToolTip(
      tr("Share of the area seen by one, two and three sensors at each altitude  ·  click sets the slider"));
}

void CoverChart::setLook(const LookPtr& look) {
  m_look = look;
  update();
}

void CoverChart::setShares(std::vector<CoverShare> shares, double altitude, UnitProfile units) {
  m_shares = std::move(shares);
  m_altitude = altitude;
  m_units = units;
  update();
}

QRectF CoverChart::plot() const {
  return QRectF(kLeft, kTop, width() - kLeft - 12, height() - kTop - kBelow);
}

double CoverChart::yOf(double metres) const {
  // Low altitudes are what matters: the root opens them up.
  const double top = m_shares.empty() ? 1 : m_shares.back().level.metres;
  return std::sqrt(std::clamp(metres / top, 0.0, 1.0));
}

void CoverChart::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Theme& theme = m_look->theme();
  const QRectF box = plot();
  painter.setFont(m_look->mono(11));
  painter.setPen(QPen(theme.border, 1));
  painter.drawRect(box);
  for (const double share : {0.25, 0.5, 0.75, 1.0}) {
    const double x = box.left() + share * box.width();
    painter.setPen(QPen(theme.border, 1, Qt::DotLine));
    painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()));
    painter.setPen(theme.textMuted);
    painter.drawText(QRectF(x - 30, box.bottom() + 2, 42, kBelow), Qt::AlignHCenter | Qt::AlignTop,
                     QStringLiteral("%1 %").arg(share * 100));
  }
  if (m_shares.empty()) return;
  double last = box.bottom() + 20;
  const bool isAir = m_units == UnitProfile::Air;
  for (std::size_t i = 0; i < kRoundFeet.size(); ++i) {
    const double metres = isAir ? kRoundFeet[i] * kFoot : kRoundMetres[i];
    if (metres > m_shares.back().level.metres) break;
    const double y = box.bottom() - yOf(metres) * box.height();
    if (last - y < 15) continue;
    last = y;
    painter.setPen(theme.textMuted);
    painter.drawText(QRectF(0, y - 8, kLeft - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
                     altitudeText(metres, m_units));
  }
  const QColor colours[] = {theme.link, theme.accent, theme.text};
  const Qt::PenStyle styles[] = {Qt::SolidLine, Qt::DashLine, Qt::DotLine};
  const QString names[] = {tr("1 sensor"), tr("2"), tr("3")};
  double x = box.left();
  for (int k = 0; k < 3; ++k) {
    QPainterPath path;
    for (std::size_t i = 0; i < m_shares.size(); ++i) {
      const CoverShare& share = m_shares[i];
      const QPointF p(box.left() + (share.total > 0 ? share.by[k] / share.total : 0) * box.width(),
                      box.bottom() - yOf(share.level.metres) * box.height());
      i == 0 ? path.moveTo(p) : path.lineTo(p);
    }
    painter.setPen(QPen(colours[k], 2, styles[k]));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    painter.drawLine(QPointF(x, 9), QPointF(x + 20, 9));
    painter.setPen(theme.text);
    painter.drawText(QRectF(x + 25, 0, 70, 18), Qt::AlignLeft | Qt::AlignVCenter, names[k]);
    x += k == 0 ? 100 : 56;
  }
  const double y = box.bottom() - yOf(m_altitude) * box.height();
  painter.setPen(QPen(theme.selection.alpha() > 0 && theme.isDark ? theme.selection : theme.text, 1));
  painter.drawLine(QPointF(box.left() - 4, y), QPointF(box.right(), y));
}

void CoverChart::mousePressEvent(QMouseEvent* event) {
  const QRectF box = plot();
  if (m_shares.empty() || box.height() <= 0) return;
  const double f = std::clamp((box.bottom() - event->position().y()) / box.height(), 0.0, 1.0);
  Q_EMIT altitudeAsked(f * f * m_shares.back().level.metres);
}

}  // namespace sorami
