// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/csv/CsvPreset.h"

#include "data/ingest/decoders/csv/CsvRoles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>

namespace sorami {
namespace {

const QString kEnding = QStringLiteral(".json");

}  // namespace

Result<CsvPreset> CsvPreset::parse(const std::string& json, const std::string& name) {
  QJsonParseError problem;
  const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(json), &problem);
  if (problem.error != QJsonParseError::NoError)
    return Error{problem.errorString().toStdString(), name + ", byte " + std::to_string(problem.offset), {}};
  const QJsonObject o = document.object();
  CsvPreset preset;
  preset.name = o.value(QLatin1String("name"))
                    .toString(QFileInfo(QString::fromStdString(name)).baseName())
                    .toStdString();
  preset.dateOrder = o.value(QLatin1String("dateOrder")).toString().toStdString();
  if (!preset.dateOrder.empty() && preset.dateOrder != "ymd" && preset.dateOrder != "dmy" &&
      preset.dateOrder != "mdy")
    return Error{"'" + preset.dateOrder + "' is no order of dates", name, "write ymd, dmy or mdy"};
  const QJsonArray columns = o.value(QLatin1String("columns")).toArray();
  for (qsizetype i = 0; i < columns.size(); ++i) {
    const QJsonArray column = columns.at(i).toArray();
    const std::string header = column.at(0).toString().toStdString();
    const std::string role = column.at(1).toString().toStdString();
    CsvColumn probe;
    if (header.empty() || !assignCsvRole(probe, role))
      return Error{"'" + role + "' is no role and unit for column '" + header + "'",
                   name + ", /columns/" + std::to_string(i), "such as [\"FL\", \"baro:fl\"]"};
    preset.columns.emplace_back(header, role);
  }
  if (preset.columns.empty()) return Error{"it names no column", name, {}};
  return preset;
}

Result<CsvPreset> CsvPreset::read(const std::string& path) {
  QFile file(QString::fromStdString(path));
  if (!file.open(QIODevice::ReadOnly)) return Error{file.errorString().toStdString(), path, {}};
  return parse(file.readAll().toStdString(), path);
}

std::string CsvPreset::toJson() const {
  QJsonArray list;
  for (const auto& [header, role] : columns)
    list.append(QJsonArray{QString::fromStdString(header), QString::fromStdString(role)});
  QJsonObject o{{QStringLiteral("name"), QString::fromStdString(name)}, {QStringLiteral("columns"), list}};
  if (!dateOrder.empty()) o[QStringLiteral("dateOrder")] = QString::fromStdString(dateOrder);
  return QJsonDocument(o).toJson().toStdString();
}

Status CsvPreset::write(const std::string& path) const {
  const QString target = QString::fromStdString(path);
  QDir().mkpath(QFileInfo(target).absolutePath());
  QSaveFile file(target);
  const QByteArray json = QByteArray::fromStdString(toJson());
  if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
    return Error{file.errorString().toStdString(), path, "choose a folder that can be written"};
  return {};
}

void CsvPreset::applyTo(DecodeOptions& options) const {
  options.columns = columns;
  options.columnsAreAll = true;
  options.dateOrder = dateOrder;
  options.tablePreset = name;
}

std::string csvPresetFolder() {
  return (QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
          QStringLiteral("/sorami/tables"))
      .toStdString();
}

std::vector<std::string> savedCsvPresets(const std::string& folder) {
  std::vector<std::string> names;
  const QStringList files =
      QDir(QString::fromStdString(folder)).entryList({QLatin1Char('*') + kEnding}, QDir::Files);
  for (const QString& file : files) {
    const auto preset = CsvPreset::read(folder + "/" + file.toStdString());
    if (preset) names.push_back(preset->name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string csvPresetPath(const std::string& name, const std::string& folder) {
  // A name may hold what a file's name may not.
  const QByteArray safe = QString::fromStdString(name).toUtf8().toPercentEncoding(" ");
  return folder + "/" + safe.toStdString() + kEnding.toStdString();
}

Status useCsvPreset(const std::string& name, DecodeOptions& options, const std::string& folder) {
  const auto known = csvPresetNames();
  if (std::find(known.begin(), known.end(), name) != known.end()) {
    options.tablePreset = name;
    return {};
  }
  std::string path = csvPresetPath(name, folder);
  if (!QFileInfo::exists(QString::fromStdString(path))) path = name;
  if (!QFileInfo::exists(QString::fromStdString(path))) {
    std::string there;
    for (const std::string_view each : known) there += (there.empty() ? "" : ", ") + std::string(each);
    for (const std::string& each : savedCsvPresets(folder)) there += ", " + each;
    return Error{"there is no preset '" + name + "'", folder, "known: " + there};
  }
  const auto preset = CsvPreset::read(path);
  if (!preset) return preset.error();
  preset->applyTo(options);
  return {};
}

}  // namespace sorami
