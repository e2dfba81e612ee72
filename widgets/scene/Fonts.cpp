// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/Fonts.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QHash>
#include <QMutex>

namespace sorami {
namespace {

/// Widths of one font's characters are asked for thousands of times a frame while labels are placed.
struct BoundsKey {
  QString text;
  int sizeQuarters;
  bool mono;
  bool bold;
  bool operator==(const BoundsKey&) const = default;
};

std::size_t qHash(const BoundsKey& k, std::size_t seed = 0) {
  return qHashMulti(seed, k.text, k.sizeQuarters, k.mono, k.bold);
}

const QStringList& familiesOf(bool mono) {
  static const QStringList text = withJapanese(
      resolveFamily({QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")},
                    false),
      false);
  static const QStringList fixed =
      withJapanese(resolveFamily({QStringLiteral("JetBrains Mono"), QStringLiteral("Noto Sans Mono"),
                                  QStringLiteral("DejaVu Sans Mono")},
                                 true),
                   true);
  return mono ? fixed : text;
}

}  // namespace

QString resolveFamily(const QStringList& families, bool mono) {
  if (!qobject_cast<QGuiApplication*>(QCoreApplication::instance())) return families.value(0);
  for (const QString& family : families) {
    if (QFontDatabase::hasFamily(family)) return family;
  }
  return QFontDatabase::systemFont(mono ? QFontDatabase::FixedFont : QFontDatabase::GeneralFont).family();
}

QStringList withJapanese(const QString& family, bool mono) {
  QStringList families{family};
  if (mono) families << QStringLiteral("Noto Sans Mono CJK JP");
  return families << QStringLiteral("Noto Sans CJK JP");
}

QFont sceneFont(double sizePx, bool mono, bool bold) {
  QFont font(familiesOf(mono));
  // Whole pixel sizes: fractional ones are rounded by QFont, and differently by each back end.
  font.setPixelSize(std::max(1, static_cast<int>(sizePx + 0.5)));
  font.setWeight(bold ? QFont::DemiBold : QFont::Normal);
  font.setHintingPreference(QFont::PreferNoHinting);
  font.setStyleStrategy(QFont::PreferAntialias);
  return font;
}

QRectF textBounds(const QString& text, double sizePx, bool mono, bool bold) {
  static QMutex mutex;
  static QHash<BoundsKey, QRectF> cache;
  const BoundsKey key{text, static_cast<int>(sizePx * 4 + 0.5), mono, bold};
  {
    const QMutexLocker lock(&mutex);
    const auto found = cache.constFind(key);
    if (found != cache.constEnd()) return *found;
  }
  const QFontMetricsF metrics(sceneFont(sizePx, mono, bold));
  const QRectF bounds(0, -metrics.ascent(), metrics.horizontalAdvance(text),
                      metrics.ascent() + metrics.descent());
  const QMutexLocker lock(&mutex);
  // Call signs come and go for as long as a feed lives: start afresh rather than grow without end.
  if (cache.size() > 20'000) cache.clear();
  cache.insert(key, bounds);
  return bounds;
}

}  // namespace sorami
