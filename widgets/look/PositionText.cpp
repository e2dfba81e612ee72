// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/PositionText.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <cmath>

namespace sorami {
namespace {

QString g_style = QStringLiteral("dms");

QString part(double degrees, int width, char positive, char negative) {
  const QChar side = QLatin1Char(degrees < 0 ? negative : positive);
  const double size = std::abs(degrees);
  if (g_style == QStringLiteral("dd")) {
    return QStringLiteral("%1°%2").arg(
        QString::number(size, 'f', 5).rightJustified(width + 6, QLatin1Char('0')), side);
  }
  if (g_style == QStringLiteral("dm")) {
    const auto thousandths = std::llround(size * 60'000);
    return QStringLiteral("%1°%2.%3′%4")
        .arg(thousandths / 60'000, width, 10, QLatin1Char('0'))
        .arg(thousandths / 1000 % 60, 2, 10, QLatin1Char('0'))
        .arg(thousandths % 1000, 3, 10, QLatin1Char('0'))
        .arg(side);
  }
  const auto seconds = std::llround(size * 3600);
  return QStringLiteral("%1°%2′%3″%4")
      .arg(seconds / 3600, width, 10, QLatin1Char('0'))
      .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
      .arg(seconds % 60, 2, 10, QLatin1Char('0'))
      .arg(side);
}

QString tr(const char* text) {
  return QCoreApplication::translate("PositionText", text);
}

}  // namespace

QString positionText(LatLon position) {
  return part(position.lat, 2, 'N', 'S') + QLatin1Char(' ') + part(position.lon, 3, 'E', 'W');
}

Result<LatLon> positionFrom(const QString& text) {
  // Two groups of one to three numbers, each with an optional side letter.
  static const QRegularExpression numbers(QStringLiteral("[+-]?\\d+(?:\\.\\d+)?|[NSEWnsew]"));
  const QString plain = text.normalized(QString::NormalizationForm_KC);
  std::vector<double> values[2];
  double sign[2] = {1, 1};
  int group = 0;
  bool anySide = false;
  for (auto found = numbers.globalMatch(plain); found.hasNext();) {
    const QString word = found.next().captured();
    if (word.front().isLetter()) {
      const QChar side = word.front().toUpper();
      anySide = true;
      if (group > 1) break;
      if (side == QLatin1Char('S') || side == QLatin1Char('W')) sign[group] = -1;
      ++group;
    } else if (group < 2) {
      values[group].push_back(word.toDouble());
    }
  }
  if (!anySide && values[1].empty() && values[0].size() % 2 == 0 && !values[0].empty()) {
    const auto half = static_cast<std::ptrdiff_t>(values[0].size() / 2);
    values[1].assign(values[0].begin() + half, values[0].end());
    values[0].resize(static_cast<std::size_t>(half));
  }
  LatLon at;
  for (int i = 0; i < 2; ++i) {
    const auto& v = values[i];
    if (v.empty() || v.size() > 3) {
      return Error{tr("A position is needed, such as 36°12′00″N 133°06′00″E").toStdString(), {}, {}};
    }
    double degrees = std::abs(v[0]);
    for (std::size_t k = 1; k < v.size(); ++k) {
      if (v[k] < 0 || v[k] >= 60)
        return Error{tr("Minutes and seconds lie between 0 and 60").toStdString(), {}, {}};
      degrees += v[k] / (k == 1 ? 60 : 3600);
    }
    (i == 0 ? at.lat : at.lon) = (v[0] < 0 ? -degrees : degrees) * sign[i];
  }
  if (std::abs(at.lat) > 90) return Error{tr("Latitude lies between 90° S and 90° N").toStdString(), {}, {}};
  if (std::abs(at.lon) > 360)
    return Error{tr("Longitude lies between 180° W and 180° E").toStdString(), {}, {}};
  at.lon = wrapLongitude(at.lon);
  return at;
}

QStringList positionStyles() {
  return {QStringLiteral("dms"), QStringLiteral("dm"), QStringLiteral("dd")};
}

QString positionStyleName(const QString& id) {
  if (id == QStringLiteral("dm")) return tr("Degrees, minutes");
  if (id == QStringLiteral("dd")) return tr("Decimal degrees");
  return tr("Degrees, minutes, seconds");
}

QString positionStyle() {
  return g_style;
}

void setPositionStyle(const QString& id) {
  if (positionStyles().contains(id)) g_style = id;
}

}  // namespace sorami
