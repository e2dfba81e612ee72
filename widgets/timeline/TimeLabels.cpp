// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/TimeLabels.h"

#include "data/core/Translate.h"
#include "data/time/TimeText.h"

#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace sorami {
namespace {

constexpr Micros kJstOffset = 9 * kHour;

QDateTime civil(UtcTime t) {
  // Rounded down, also before 1970: a time is shown as the second it lies in.
  const std::int64_t ms = t.us >= 0 ? t.us / 1000 : (t.us - 999) / 1000;
  return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

}  // namespace

QString zuluText(UtcTime t, bool millis) {
  if (!t.isValid()) return QStringLiteral("--:--:--Z");
  return QString::fromStdString(clockText(t, {}, millis ? 3 : 0));
}

QString jstText(UtcTime t) {
  if (!t.isValid()) return QStringLiteral("--:--:-- JST");
  return QString::fromStdString(clockText(t, {"JST", kJstOffset}));
}

QString dayText(UtcTime t) {
  return t.isValid()
             ? QLocale().toString(civil(t).date(), tr("d MMM yyyy", "a day, as QLocale::toString() takes it"))
             : QString();
}

QString zuluDayText(UtcTime t) {
  if (!t.isValid()) return QStringLiteral("–");
  return civil(t).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) + QLatin1Char('Z');
}

QString tickText(UtcTime t, Micros step) {
  if (step % kMinute == 0) return civil(t).toString(QStringLiteral("HH:mm")) + QLatin1Char('Z');
  return zuluText(t, step % kSecond != 0);
}

QString durationText(Micros length) {
  const Micros size = std::abs(length);
  const QString sign = length < 0 ? QString(QChar(0x2212)) : QString();
  if (size >= kHour) {
    return sign + tr("%1 h %2 min").arg(size / kHour).arg(size % kHour / kMinute, 2, 10, QLatin1Char('0'));
  }
  if (size >= kMinute) {
    return sign +
           tr("%1 min %2 s").arg(size / kMinute).arg(size % kMinute / kSecond, 2, 10, QLatin1Char('0'));
  }
  return sign +
         tr("%1 s").arg(QString::number(static_cast<double>(size) * 1e-6, 'f', size < 10 * kSecond ? 1 : 0));
}

QString rateText(double rate) {
  return tr("%1×").arg(QString::number(rate, 'g', rate >= 1 ? 4 : 2));
}

}  // namespace sorami
