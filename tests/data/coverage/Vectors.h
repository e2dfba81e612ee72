// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <vector>

namespace sorami::vectors {

/// Where the published figures lie; tests/data/coverage/vectors/README.md names their sources.
inline QString path(const char* name) {
  return QStringLiteral(SORAMI_SOURCE_DIR "/tests/data/coverage/vectors/%1").arg(QLatin1String(name));
}

/// Rows of a CSV file whose cells are all numbers; heading lines are left out, empty cells read as NaN.
/// No rows when the file is missing.
inline std::vector<std::vector<double>> csv(const char* name) {
  std::vector<std::vector<double>> rows;
  QFile file(path(name));
  if (!file.open(QIODevice::ReadOnly)) return rows;
  while (!file.atEnd()) {
    const QList<QByteArray> cells = file.readLine().trimmed().split(',');
    std::vector<double> row;
    bool numbers = cells.size() > 1;
    for (const QByteArray& cell : cells) {
      bool ok = true;
      row.push_back(cell.isEmpty() ? qQNaN() : cell.toDouble(&ok));
      numbers = numbers && ok;
    }
    if (numbers) rows.push_back(std::move(row));
  }
  return rows;
}

/// The object of a JSON file; empty when it is missing.
inline QJsonObject json(const char* name) {
  QFile file(path(name));
  if (!file.open(QIODevice::ReadOnly)) return {};
  return QJsonDocument::fromJson(file.readAll()).object();
}

}  // namespace sorami::vectors
