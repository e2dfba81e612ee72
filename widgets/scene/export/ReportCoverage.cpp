// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/export/ReportCoverage.h"

#include "data/core/Translate.h"
#include "data/coverage/network/NetworkReport.h"
#include "data/geo/CoordinateText.h"
#include "data/plan/Motion.h"
#include "widgets/scene/export/ExportParts.h"
#include "widgets/scene/layers/FurniturePicture.h"

#include <QBuffer>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

constexpr std::size_t kColumns = 6;
constexpr std::size_t kGaps = 8;
/// Chart colours on white that are told apart by every eye; the line's pattern says it again.
const QColor kLines[] = {QColor(0x1f, 0x4e, 0x79), QColor(0xb3, 0x5c, 0x00), QColor(0x4d, 0x4d, 0x4d),
                         QColor(0x0b, 0x7a, 0x75)};
constexpr Qt::PenStyle kStyles[] = {Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};

QString percent(double part, double whole) {
  return whole > 0 ? tr("%1 %").arg(QString::number(100 * part / whole, 'f', 1)) : QStringLiteral("–");
}

/// Share covered by one sensor or more over the altitude, a line an area.
QString chart(const std::vector<AreaReport>& areas, const Frame& frame) {
  constexpr int kWidth = 900;
  constexpr int kHeight = 300;
  constexpr int kFoot = 44;
  QImage image(kWidth, kHeight, QImage::Format_RGB32);
  image.fill(Qt::white);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  QFont font = painter.font();
  font.setPixelSize(14);
  painter.setFont(font);
  const QRectF plot(64, 12, kWidth - 300, kHeight - 12 - kFoot);
  const double top = areas.front().byAltitude.back().level.metres;
  // Low altitudes are what matters: the root opens them up.
  const auto x = [&](double metres) { return plot.left() + std::sqrt(metres / top) * plot.width(); };
  painter.setPen(QPen(QColor(0xcc, 0xcc, 0xcc), 1));
  for (int share = 0; share <= 100; share += 25) {
    const double y = plot.bottom() - share / 100.0 * plot.height();
    painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    painter.drawText(QRectF(0, y - 9, plot.left() - 8, 18), Qt::AlignRight | Qt::AlignVCenter,
                     tr("%1 %").arg(share));
  }
  painter.setPen(Qt::black);
  double last = -1e9;
  for (const CoverShare& share : areas.front().byAltitude) {
    if (x(share.level.metres) - last < 76) continue;
    last = x(share.level.metres);
    painter.drawLine(QPointF(last, plot.bottom()), QPointF(last, plot.bottom() + 5));
    painter.drawText(QRectF(last - 40, plot.bottom() + 6, 80, 20), Qt::AlignCenter,
                     coverageAltitudeText(share.level.metres, frame));
  }
  for (std::size_t i = 0; i < areas.size(); ++i) {
    QPainterPath path;
    for (const CoverShare& share : areas[i].byAltitude) {
      const QPointF p(x(share.level.metres),
                      plot.bottom() - (share.total > 0 ? share.by[0] / share.total : 0) * plot.height());
      path.elementCount() == 0 ? path.moveTo(p) : path.lineTo(p);
    }
    painter.setPen(QPen(kLines[i % 4], 2.5, kStyles[i / 4 % 4]));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    const double y = plot.top() + 10 + 22.0 * static_cast<double>(i);
    if (y > plot.bottom()) continue;
    painter.drawLine(QPointF(plot.right() + 24, y), QPointF(plot.right() + 56, y));
    painter.setPen(Qt::black);
    painter.drawText(QRectF(plot.right() + 64, y - 10, kWidth - plot.right() - 70, 20),
                     Qt::AlignLeft | Qt::AlignVCenter, QString::fromStdString(areas[i].name));
  }
  painter.end();
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  image.save(&buffer, "PNG");
  return QStringLiteral("<p>%1</p>")
      .arg(picture(QStringLiteral("data:image/png;base64,") + QString::fromLatin1(bytes.toBase64()),
                   image.size(), tr("Share covered by altitude"), kReportPicturePx));
}

}  // namespace

QString coverageReportHtml(const Frame& frame) {
  if (!frame.plan || frame.coverage.empty() || frame.coverage.size() != frame.coverageSites.size()) return {};
  NetworkInput input;
  input.plan = servingAt(*frame.plan, frame.time);
  input.terrain = frame.terrain;
  input.time = frame.time;
  input.inFeet = frame.units == UnitProfile::Air;
  input.level = {frame.altitude, frame.altitudeReference == AltitudeReference::AboveGround};
  for (std::size_t i = 0; i < frame.coverage.size(); ++i) {
    const Site* site = frame.plan->site(frame.coverageSites[i]);
    if (site && site->sensor) input.sensors.push_back({site->id, *site->sensor, frame.coverage[i]});
  }
  NetworkCache cache;
  const Result<NetworkReport> report = analyseNetwork(input, cache);
  if (!report) return {};
  std::vector<AreaReport> areas;
  for (const AreaReport& area : report->areas) {
    if (area.id.empty() || area.byAltitude.empty()) continue;
    areas.push_back(area);
    if (areas.back().name.empty()) areas.back().name = tr("Area without a name").toStdString();
  }
  if (areas.empty()) return {};

  // The columns: altitudes spread over those that were looked at.
  const std::vector<CoverShare>& levels = areas.front().byAltitude;
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < std::min(kColumns, levels.size()); ++i)
    columns.push_back(i * (levels.size() - 1) /
                      std::max<std::size_t>(1, std::min(kColumns, levels.size()) - 1));
  const QString level = coverageAltitudeText(frame.altitude, frame);
  QString html = QStringLiteral("<h2>%1</h2>").arg(tr("Coverage of the areas"));
  html +=
      QStringLiteral("<p>%1</p>")
          .arg(report->hasCentres
                   ? tr("By the sensors that reach a working centre: %1 of %2.")
                         .arg(input.sensors.size() - std::min(input.sensors.size(), report->unreached.size()))
                         .arg(input.sensors.size())
                   : tr("By all %1 sensors.").arg(input.sensors.size()));
  QStringList titles{tr("Area"), unbroken(tr("≥ 1 at %1").arg(level)), unbroken(tr("≥ 2"))};
  for (const std::size_t i : columns) titles << unbroken(coverageAltitudeText(levels[i].level.metres, frame));
  html += QStringLiteral("<table width=\"100%\">") + headRow(titles, 1);
  for (const AreaReport& area : areas) {
    html += QStringLiteral("<tr>") + cell(QString::fromStdString(area.name), false) +
            cell(percent(area.now.by[0], area.now.total), true) +
            cell(percent(area.now.by[1], area.now.total), true);
    for (const std::size_t i : columns) {
      const CoverShare* share = i < area.byAltitude.size() ? &area.byAltitude[i] : nullptr;
      html += cell(share ? percent(share->by[0], share->total) : QString(), true);
    }
    html += QStringLiteral("</tr>");
  }
  html += QStringLiteral("</table>") + chart(areas, frame);

  QString rows;
  for (const AreaReport& area : areas) {
    for (std::size_t i = 0; i < std::min(kGaps, area.gaps.gaps.size()); ++i) {
      const Gap& gap = area.gaps.gaps[i];
      rows +=
          QStringLiteral("<tr>") + cell(QString::fromStdString(area.name), false) +
          cell(unbroken(QString::fromStdString(formatCoordinate(gap.deepest, CoordinateStyle::Dms))), false) +
          cell(tr("%1 km²").arg(QString::number(gap.area / 1e6, 'f', 0)), true) +
          cell(std::isfinite(gap.closesAt) ? coverageAltitudeText(gap.closesAt, frame) : tr("never"), true) +
          QStringLiteral("</tr>");
    }
  }
  if (!rows.isEmpty()) {
    html += QStringLiteral("<h2>%1</h2><table width=\"100%\">").arg(tr("Gaps at %1").arg(level)) +
            headRow({tr("Area"), tr("Deepest at"), tr("Size"), tr("Closes at")}, 2) + rows +
            QStringLiteral("</table>");
  }
  return html;
}

}  // namespace sorami
