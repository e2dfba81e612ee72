// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QImage>
#include <QString>

#include <algorithm>
#include <cmath>

namespace sorami::test {

/// The picture in its own 256 most frequent colours: a third of the size in the repository, and nearer to the
/// original than any difference that counts.
inline QImage fewColours(const QImage& picture) {
  QHash<QRgb, int> counts;
  for (int y = 0; y < picture.height(); ++y) {
    const auto* line = reinterpret_cast<const QRgb*>(picture.constScanLine(y));
    for (int x = 0; x < picture.width(); ++x) ++counts[line[x]];
  }
  QList<QRgb> colours = counts.keys();
  std::sort(colours.begin(), colours.end(),
            [&](QRgb a, QRgb b) { return counts[a] != counts[b] ? counts[a] > counts[b] : a < b; });
  colours.resize(std::min<qsizetype>(colours.size(), 256));
  return picture.convertToFormat(QImage::Format_Indexed8, colours, Qt::AvoidDither | Qt::ThresholdDither);
}

/// Compares a picture with tests/golden/<name>.png. Fonts differ a little between machines, so a few pixels
/// may: `allowed` is the share of pixels that may differ by more than a tenth. With SORAMI_UPDATE_GOLDEN=1
/// the reference is written instead. Returns an empty text when they agree, else what is wrong; the picture
/// that was made is left in the build folder. A drawing has few colours and is kept in few.
inline QString compareGolden(const QImage& picture, const QString& name, double allowed = 0.012,
                             bool isDrawing = false) {
  const QString folder = QStringLiteral(SORAMI_SOURCE_DIR "/tests/golden");
  const QString path = folder + QLatin1Char('/') + name + QStringLiteral(".png");
  const QImage made = picture.convertToFormat(QImage::Format_RGB32);
  if (qEnvironmentVariableIsSet("SORAMI_UPDATE_GOLDEN")) {
    QDir().mkpath(QFileInfo(path).path());
    return (isDrawing ? fewColours(made) : made).save(path, "PNG", 0)
               ? QString()
               : QStringLiteral("cannot write %1").arg(path);
  }
  const auto fail = [&](const QString& why) {
    const QString left =
        QStringLiteral(SORAMI_BINARY_DIR "/tests/") + QFileInfo(name).fileName() + QStringLiteral(".png");
    made.save(left);
    return QStringLiteral("%1: %2; the picture made is %3").arg(name, why, left);
  };
  const QImage golden = QImage(path).convertToFormat(QImage::Format_RGB32);
  if (golden.isNull())
    return fail(QStringLiteral("there is no reference; make it with SORAMI_UPDATE_GOLDEN=1"));
  if (golden.size() != made.size()) return fail(QStringLiteral("another size than the reference"));
  qint64 different = 0;
  for (int y = 0; y < made.height(); ++y) {
    const auto* a = reinterpret_cast<const QRgb*>(golden.constScanLine(y));
    const auto* b = reinterpret_cast<const QRgb*>(made.constScanLine(y));
    for (int x = 0; x < made.width(); ++x) {
      const int d = std::max({std::abs(qRed(a[x]) - qRed(b[x])), std::abs(qGreen(a[x]) - qGreen(b[x])),
                              std::abs(qBlue(a[x]) - qBlue(b[x]))});
      if (d > 25) ++different;
    }
  }
  const double share = static_cast<double>(different) / (static_cast<double>(made.width()) * made.height());
  if (share <= allowed) return {};
  return fail(QStringLiteral("%1 % of the pixels differ").arg(share * 100, 0, 'f', 2));
}

}  // namespace sorami::test
