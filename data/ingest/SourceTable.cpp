// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/SourceTable.h"

#include "data/core/Translate.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>
#include <cmath>
#include <fnmatch.h>

namespace sorami {
namespace {

Result<SourceTable::Row> rowOf(const QJsonObject& o, const std::string& where) {
  SourceTable::Row row;
  const QJsonValue source = o.value(QLatin1String("source"));
  if (!source.isString() || source.toString().isEmpty())
    return Error{sorami::tr("a row has no source").toStdString(), where,
                 sorami::tr("name it as the program does, such as SAC 25 SIC 201").toStdString()};
  row.source = source.toString().toStdString();
  if (o.contains(QLatin1String("sensor"))) {
    const QJsonArray place = o.value(QLatin1String("sensor")).toArray();
    const double lon = place.at(0).toDouble(kNoDouble);
    const double lat = place.at(1).toDouble(kNoDouble);
    if (place.size() < 2 || place.size() > 3 || !(std::abs(lat) <= 90) || !(lon >= -180 && lon <= 360))
      return Error{sorami::tr("'sensor' is no place").toStdString(), where,
                   sorami::tr("write [longitude, latitude, height] in degrees and metres").toStdString()};
    row.sensor = LatLon{lat, wrapLongitude(lon)};
    row.sensorHeight = place.at(2).toDouble(0);
  }
  const QJsonValue offset = o.value(QLatin1String("clockOffset"));
  if (!offset.isUndefined() && !offset.isDouble())
    return Error{sorami::tr("'clockOffset' is no number").toStdString(), where,
                 sorami::tr("write the source's clock minus UTC in seconds").toStdString()};
  row.clockOffset = std::llround(std::clamp(offset.toDouble(0), -1e9, 1e9) * 1e6);
  const QString word = o.value(QLatin1String("affiliation")).toString(QStringLiteral("pending"));
  const auto affiliation = affiliationNamed(word.toStdString());
  if (!affiliation)
    return Error{
        sorami::tr("'%1' is no affiliation").arg(QString::fromStdString(word.toStdString())).toStdString(),
        where, sorami::tr("one of pending … civil").toStdString()};
  row.affiliation = *affiliation;
  const QJsonObject editions = o.value(QLatin1String("editions")).toObject();
  for (auto it = editions.begin(); it != editions.end(); ++it) {
    if (!it->isString())
      return Error{"the edition of " + it.key().toStdString() + " is no text", where,
                   "write \"CAT021\": \"2.1\""};
    row.editions.emplace_back(it.key().toStdString(), it->toString().toStdString());
  }
  row.note = o.value(QLatin1String("note")).toString().toStdString();
  return row;
}

}  // namespace

Result<SourceTable> SourceTable::parse(const std::string& json, const std::string& name) {
  QJsonParseError problem;
  const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(json), &problem);
  if (problem.error != QJsonParseError::NoError)
    return Error{problem.errorString().toStdString(), name + ", byte " + std::to_string(problem.offset), {}};
  const QJsonValue list = document.object().value(QLatin1String("sources"));
  if (!list.isArray()) return Error{sorami::tr("the list 'sources' is missing").toStdString(), name, {}};
  std::vector<Row> rows;
  const QJsonArray array = list.toArray();
  for (qsizetype i = 0; i < array.size(); ++i) {
    auto row = rowOf(array.at(i).toObject(), name + ", /sources/" + std::to_string(i));
    if (!row) return row.error();
    rows.push_back(std::move(*row));
  }
  return SourceTable(std::move(rows));
}

Result<SourceTable> SourceTable::read(const std::string& path) {
  QFile file(QString::fromStdString(path));
  if (!file.open(QIODevice::ReadOnly)) return Error{file.errorString().toStdString(), path, {}};
  return parse(file.readAll().toStdString(), path);
}

std::string SourceTable::toJson() const {
  QJsonArray list;
  for (const Row& row : m_rows) {
    QJsonObject o{{QStringLiteral("source"), QString::fromStdString(row.source)}};
    if (row.sensor)
      o[QStringLiteral("sensor")] = QJsonArray{row.sensor->lon, row.sensor->lat, row.sensorHeight};
    if (row.clockOffset != 0) o[QStringLiteral("clockOffset")] = static_cast<double>(row.clockOffset) * 1e-6;
    if (row.affiliation != Affiliation::Pending)
      o[QStringLiteral("affiliation")] = QString::fromUtf8(affiliationWord(row.affiliation).data());
    if (!row.editions.empty()) {
      QJsonObject editions;
      for (const auto& [category, edition] : row.editions)
        editions[QString::fromStdString(category)] = QString::fromStdString(edition);
      o[QStringLiteral("editions")] = editions;
    }
    if (!row.note.empty()) o[QStringLiteral("note")] = QString::fromStdString(row.note);
    list.append(o);
  }
  return QJsonDocument(QJsonObject{{QStringLiteral("sources"), list}}).toJson().toStdString();
}

std::vector<std::pair<std::string, std::string>> SourceTable::editions() const {
  std::vector<std::pair<std::string, std::string>> all;
  for (const Row& row : m_rows)
    for (const auto& [category, edition] : row.editions)
      all.emplace_back(row.source == "*" ? category : category + " " + row.source, edition);
  return all;
}

Status SourceTable::write(const std::string& path) const {
  QSaveFile file(QString::fromStdString(path));
  const QByteArray json = QByteArray::fromStdString(toJson());
  if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
    return Error{file.errorString().toStdString(), path,
                 sorami::tr("choose a folder that can be written").toStdString()};
  return {};
}

const SourceTable::Row* SourceTable::find(const std::string& source) const {
  const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) {
    return row.source == source || ::fnmatch(row.source.c_str(), source.c_str(), 0) == 0;
  });
  return found == m_rows.end() ? nullptr : &*found;
}

void SourceTable::set(Row row) {
  const auto same =
      std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& r) { return r.source == row.source; });
  if (same != m_rows.end())
    *same = std::move(row);
  else
    m_rows.insert(m_rows.begin(), std::move(row));
}

std::optional<Affiliation> affiliationNamed(std::string_view word) {
  for (int i = 0; i <= static_cast<int>(Affiliation::Civil); ++i)
    if (affiliationWord(static_cast<Affiliation>(i)) == word) return static_cast<Affiliation>(i);
  return std::nullopt;
}

std::string_view affiliationWord(Affiliation affiliation) {
  static constexpr std::string_view kWords[] = {"pending", "unknown", "assumed-friend", "friend",
                                                "neutral", "suspect", "hostile",        "civil"};
  return kWords[static_cast<std::size_t>(affiliation)];
}

}  // namespace sorami
