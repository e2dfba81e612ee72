// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>
#include <QStringList>

#include <string>

namespace sorami {

inline constexpr double kPixelsAnInch = 96;   ///< of a picture at 100 %
inline constexpr int kReportPicturePx = 670;  ///< across the text of a report's page

inline QString qt(const std::string& text) {
  return QString::fromStdString(text);
}

/// Why a file could not be written: of a full disk Qt says "Unknown error".
QString whyNotWritten(const QString& path, const QString& said);

/// A text that is not broken over lines: a position, a figure with its unit.
inline QString unbroken(QString text) {
  return text.replace(QLatin1Char(' '), QChar(0x00A0));
}

/// A cell of a document's table; numbers stand to the right, each on one line.
inline QString cell(const QString& text, bool number = false) {
  return QStringLiteral("<td%1>%2</td>")
      .arg(number ? QStringLiteral(" align=\"right\"") : QString(),
           (number ? unbroken(text) : text).toHtmlEscaped());
}

/// The first row of a document's table, said again on each page; from column `numbers` on they stand to the
/// right (-1: none).
inline QString headRow(const QStringList& titles, qsizetype numbers = -1) {
  QString row = QStringLiteral("<thead><tr>");
  for (qsizetype i = 0; i < titles.size(); ++i) {
    row += QStringLiteral("<th align=\"%1\">%2</th>")
               .arg(numbers >= 0 && i >= numbers ? QStringLiteral("right") : QStringLiteral("left"),
                    titles[i].toHtmlEscaped());
  }
  return row + QStringLiteral("</tr></thead>");
}

/// A picture of a document: as wide as an A4 page's text when it is printed by Qt, which knows nothing but
/// these two numbers; as wide as the window in a browser.
inline QString picture(const QString& source, QSize size, const QString& alt, int width = 520) {
  const int height = size.width() > 0 ? size.height() * width / size.width() : 0;
  return QStringLiteral(
             "<img width=\"%1\" height=\"%2\" style=\"width:100%;max-width:900px;height:auto\" "
             "src=\"%3\" alt=\"%4\">")
      .arg(QString::number(width), QString::number(height), source, alt.toHtmlEscaped());
}

}  // namespace sorami
