// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/Plan.h"

#include "data/core/Translate.h"

#include <QFile>
#include <QSaveFile>

#include <algorithm>

namespace sorami {
namespace {

constexpr qint64 kMaxBytes = 256 << 20;  // a plan of half a million objects; more is no plan

template <typename T>
const T* find(const std::vector<T>& list, const std::string& id) {
  const auto at = std::find_if(list.begin(), list.end(), [&](const T& t) { return t.id == id; });
  return at == list.end() ? nullptr : &*at;
}

Result<std::string> readText(const std::string& path) {
  QFile file(QString::fromStdString(path));
  if (!file.open(QIODevice::ReadOnly)) {
    return Error{
        tr("cannot be read: %1").arg(QString::fromStdString(file.errorString().toStdString())).toStdString(),
        path,
        {}};
  }
  const QByteArray bytes = file.read(kMaxBytes + 1);
  if (bytes.size() > kMaxBytes)
    return Error{tr("is larger than any plan").toStdString(), path, tr("is this a plan?").toStdString()};
  return bytes.toStdString();
}

}  // namespace

const Site* Plan::site(const std::string& id) const {
  return find(sites, id);
}
const Link* Plan::link(const std::string& id) const {
  return find(links, id);
}
const Area* Plan::area(const std::string& id) const {
  return find(areas, id);
}
const Threat* Plan::threat(const std::string& id) const {
  return find(threats, id);
}
const Drawing* Plan::drawing(const std::string& id) const {
  return find(drawings, id);
}

double greatestRange(const Battery& battery) {
  double range = 0;
  for (const Envelope& e : battery.envelopes) range = std::max(range, e.maxRange);
  return range;
}

Result<OpenedPlan> openPlan(const std::string& path) {
  Result<std::string> text = readText(path);
  if (!text) return text.error();
  return openPlanText(*text, path);
}

Result<Plan> readPlan(const std::string& path) {
  Result<std::string> text = readText(path);
  if (!text) return text.error();
  return parsePlan(*text, path);
}

Status writePlan(const Plan& plan, const std::string& path) {
  QSaveFile file(QString::fromStdString(path));
  const std::string json = planToJson(plan);
  if (!file.open(QIODevice::WriteOnly) ||
      file.write(json.data(), static_cast<qint64>(json.size())) != static_cast<qint64>(json.size()) ||
      !file.commit()) {
    return Error{tr("cannot be written: %1")
                     .arg(QString::fromStdString(file.errorString().toStdString()))
                     .toStdString(),
                 path, tr("the file there before is untouched").toStdString()};
  }
  return std::monostate{};
}

}  // namespace sorami
