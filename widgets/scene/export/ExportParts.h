// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>

#include <string>

namespace sorami {

inline constexpr double kPixelsAnInch = 96;  ///< of a picture at 100 %

inline QString qt(const std::string& text) {
  return QString::fromStdString(text);
}

/// Why a file could not be written: of a full disk Qt says "Unknown error".
QString whyNotWritten(const QString& path, const QString& said);

/// A cell of a document's table; numbers stand to the right.
inline QString cell(const QString& text, bool number = false) {
  return QStringLiteral("<td%1>%2</td>")
      .arg(number ? QStringLiteral(" align=\"right\"") : QString(), text.toHtmlEscaped());
}

/// A picture of a document: as wide as an A4 page's text when it is printed by Qt, which knows nothing but
/// these two numbers; as wide as the window in a browser.
inline QString picture(const QString& source, QSize size, const QString& alt) {
  constexpr int kWidth = 520;
  const int height = size.width() > 0 ? size.height() * kWidth / size.width() : 0;
  return QStringLiteral(
             "<img width=\"%1\" height=\"%2\" style=\"width:100%;max-width:900px;height:auto\" "
             "src=\"%3\" alt=\"%4\">")
      .arg(QString::number(kWidth), QString::number(height), source, alt.toHtmlEscaped());
}

}  // namespace sorami
