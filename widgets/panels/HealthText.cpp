// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/HealthText.h"

#include "widgets/look/UnitText.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <vector>

namespace sorami {
namespace {

struct Words {
  Q_DECLARE_TR_FUNCTIONS(sorami::Health)
};

}  // namespace

QString stateText(SourceState state) {
  switch (state) {
    case SourceState::Connecting:
      return Words::tr("connecting");
    case SourceState::Waiting:
      return Words::tr("connected, nothing yet");
    case SourceState::Receiving:
      return Words::tr("receiving");
    case SourceState::Unreadable:
      return Words::tr("not readable");
    case SourceState::Silent:
      return Words::tr("silent");
    case SourceState::Retrying:
      return Words::tr("not connected");
    case SourceState::Ended:
      return Words::tr("ended");
    case SourceState::Failed:
      return Words::tr("failed");
    case SourceState::Disconnected:
      return Words::tr("disconnected");
  }
  return {};
}

QColor stateColour(const SourceHealth& health, const Theme& theme) {
  switch (health.state) {
    case SourceState::Receiving:
      return theme.ok;
    case SourceState::Connecting:
    case SourceState::Waiting:
    case SourceState::Silent:
      return theme.warning;
    case SourceState::Unreadable:
    case SourceState::Retrying:
    case SourceState::Failed:
      return theme.error;
    case SourceState::Ended:
    case SourceState::Disconnected:
      break;
  }
  return theme.textMuted;
}

QString perSecondText(double perSecond) {
  if (perSecond >= 10 || perSecond == 0) return Words::tr("%1/s").arg(grouped(std::llround(perSecond)));
  if (perSecond >= 1) return Words::tr("%1/s").arg(perSecond, 0, 'f', 1);
  return Words::tr("%1/min").arg(std::llround(perSecond * 60));
}

QString delayText(Micros delay) {
  if (std::abs(delay) < kSecond) return Words::tr("%1 ms").arg(delay / kMillisecond);
  return Words::tr("%1 s").arg(static_cast<double>(delay) * 1e-6, 0, 'f', 1);
}

QString clockOffsetText(Micros receiveMinusEvent) {
  const double ahead = -static_cast<double>(receiveMinusEvent) * 1e-6;
  if (std::abs(ahead) < 0.05) return Words::tr("right");
  const QString sign = ahead < 0 ? QString(QChar(0x2212)) : QStringLiteral("+");
  const double size = std::abs(ahead);
  if (size < 60) return Words::tr("%1%2 s").arg(sign).arg(size, 0, 'f', 1);
  if (size < 2 * 3600) return Words::tr("%1%2 min").arg(sign).arg(size / 60, 0, 'f', 1);
  if (size < 2 * 86400) return Words::tr("%1%2 h").arg(sign).arg(size / 3600, 0, 'f', 1);
  return Words::tr("%1%2 d").arg(sign).arg(std::llround(size / 86400));
}

QString agoText(Micros age) {
  const double s = static_cast<double>(std::max<Micros>(age, 0)) * 1e-6;
  if (s < 10) return Words::tr("%1 s ago").arg(s, 0, 'f', 1);
  if (s < 120) return Words::tr("%1 s ago").arg(std::llround(s));
  if (s < 7200) return Words::tr("%1 min ago").arg(std::llround(s / 60));
  return Words::tr("%1 h ago").arg(s / 3600, 0, 'f', 1);
}

QString countsText(const std::map<std::string, std::uint64_t>& counts, int most) {
  std::vector<std::pair<std::uint64_t, std::string>> order;
  for (const auto& [kind, count] : counts) order.emplace_back(count, kind);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  QStringList parts;
  std::uint64_t rest = 0;
  for (const auto& [count, kind] : order) {
    if (parts.size() < most)
      parts << QStringLiteral("%1 × %2").arg(grouped(static_cast<qint64>(count)),
                                             QString::fromStdString(kind));
    else
      rest += count;
  }
  if (rest > 0) parts << Words::tr("%1 others").arg(grouped(static_cast<qint64>(rest)));
  return parts.join(QStringLiteral(", "));
}

}  // namespace sorami
