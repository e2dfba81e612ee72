// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QImage>
#include <QString>

#include <algorithm>
#include <cmath>

namespace sorami::test {

/// Compares a picture with tests/golden/<name>.png. Fonts differ a little between machines, so a few pixels
/// may: `allowed` is the share of pixels that may differ by more than a tenth. With SORAMI_UPDATE_GOLDEN=1
/// the reference is written instead. Returns an empty text when they agree, else what is wrong; the picture
/// that was made is left in the build folder.
inline QString compareGolden(const QImage& picture, const QString& name, double allowed = 0.012) {
  const QString folder = QStringLiteral(SORAMI_SOURCE_DIR "/tests/golden");
  const QString path = folder + QLatin1Char('/') + name + QStringLiteral(".png");
  const QImage made = picture.convertToFormat(QImage::Format_RGB32);
  if (qEnvironmentVariableIsSet("SORAMI_UPDATE_GOLDEN")) {
    QDir().mkpath(folder);
    return made.save(path, "PNG", 0) ? QString() : QStringLiteral("cannot write %1").arg(path);
  }
  const auto fail = [&](const QString& why) {
    const QString left = QStringLiteral(SORAMI_BINARY_DIR "/tests/") + name + QStringLiteral(".png");
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
