// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

namespace sorami {

inline constexpr double kPixelsAnInch = 96;  ///< of a picture at 100 %

inline QString qt(const std::string& text) {
  return QString::fromStdString(text);
}

/// A cell of a document's table; numbers stand to the right.
inline QString cell(const QString& text, bool number = false) {
  return QStringLiteral("<td%1>%2</td>")
      .arg(number ? QStringLiteral(" align=\"right\"") : QString(), text.toHtmlEscaped());
}

}  // namespace sorami
