// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/TimeEntry.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <cmath>
#include <cstdlib>

namespace sorami {
namespace {

constexpr Micros kJst = 9 * kHour;

QString tr(const char* text) {
  return QCoreApplication::translate("TimeEntry", text);
}

Error unreadable() {
  return {tr("A time is needed, such as 0612Z, 1512JST, +90s or 2026-08-12T06:12:30Z").toStdString(), {}, {}};
}

std::optional<Micros> offsetFrom(const QString& text) {
  static const QRegularExpression whole(QStringLiteral("^([+-])((?:\\d+(?:\\.\\d+)?(?:h|m|min|s|ms)?)+)$"));
  static const QRegularExpression part(QStringLiteral("(\\d+(?:\\.\\d+)?)(ms|min|h|m|s)?"));
  const auto match = whole.match(text);
  if (!match.hasMatch()) return std::nullopt;
  double total = 0;
  for (auto parts = part.globalMatch(match.captured(2)); parts.hasNext();) {
    const auto each = parts.next();
    const QString unit = each.captured(2);
    const double factor = unit == QStringLiteral("h")                                    ? 3600
                          : unit == QStringLiteral("m") || unit == QStringLiteral("min") ? 60
                          : unit == QStringLiteral("ms")                                 ? 0.001
                                                                                         : 1;
    total += each.captured(1).toDouble() * factor;
  }
  const auto micros = static_cast<Micros>(std::llround(std::min(total, 4e12) * 1e6));
  return match.captured(1) == QStringLiteral("-") ? -micros : micros;
}

}  // namespace

Result<UtcTime> timeFromEntry(const QString& entry, UtcTime now, TimeRange bounds) {
  const QString text =
      entry.normalized(QString::NormalizationForm_KC).trimmed().replace(QChar(0x2212), QLatin1Char('-'));
  const QString lower = text.toLower();
  if (const auto by = offsetFrom(QString(lower).remove(QLatin1Char(' ')))) return now + *by;

  static const QRegularExpression clock(
      QStringLiteral("^(\\d{1,2}):?(\\d{2})(?::?(\\d{2}(?:\\.\\d+)?))?\\s*(z|utc|jst|i)?$"));
  const auto match = clock.match(lower);
  if (match.hasMatch()) {
    const int hour = match.captured(1).toInt();
    const int minute = match.captured(2).toInt();
    const double second = match.captured(3).toDouble();
    if (hour > 24 || minute > 59 || second >= 60) {
      return Error{tr("Hours go to 24, minutes and seconds to 59").toStdString(), {}, {}};
    }
    const QString zone = match.captured(4);
    const Micros shift = zone == QStringLiteral("jst") || zone == QStringLiteral("i") ? kJst : 0;
    const Micros ofDay = hour * kHour + minute * kMinute + static_cast<Micros>(std::llround(second * 1e6));
    const UtcTime today = (now + shift).startOfDay() + ofDay - shift;
    UtcTime best = today;
    bool found = false;
    const auto days = static_cast<int>(bounds.length() / kDay) + 2;
    for (int day = -days; day <= days; ++day) {
      const UtcTime t = today + day * kDay;
      if (!bounds.contains(t)) continue;
      if (!found || std::abs(t - now) < std::abs(best - now)) best = t;
      found = true;
    }
    if (!found) return Error{tr("The recording has no such time of day").toStdString(), {}, {}};
    return best;
  }
  if (const auto iso = fromIso(text.toStdString())) return *iso;
  return unreadable();
}

}  // namespace sorami
