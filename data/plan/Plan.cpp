// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/Plan.h"

#include "data/core/Translate.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
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

/// A map is a file, not a service such as `WMS:…` or `/vsicurl/…`.
bool isFile(const std::string& path) {
  return !path.empty() && !path.starts_with("/vsi") && path.find("://") == std::string::npos &&
         !path.starts_with("WMS:") && !path.starts_with("WMTS:") && !path.starts_with('<');
}

/// Names in the plan's text are seen from where it lies.
void findMaps(Plan& plan, const std::string& path) {
  const QDir folder = QFileInfo(QString::fromStdString(path)).absoluteDir();
  for (MapFile& file : plan.maps) {
    if (isFile(file.path)) {
      file.path = QDir::cleanPath(folder.absoluteFilePath(QString::fromStdString(file.path))).toStdString();
    }
  }
}

Plan withRelativeMaps(const Plan& plan, const std::string& path) {
  if (plan.maps.empty()) return plan;
  Plan next = plan;
  const QDir folder = QFileInfo(QString::fromStdString(path)).absoluteDir();
  for (MapFile& file : next.maps) {
    if (isFile(file.path))
      file.path = folder.relativeFilePath(QString::fromStdString(file.path)).toStdString();
  }
  return next;
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
const Drawing* Plan::bullseye() const {
  const auto at = std::find_if(drawings.begin(), drawings.end(), [](const Drawing& d) {
    return d.kind == DrawingKind::Bullseye && !d.hidden && !d.points.empty();
  });
  return at == drawings.end() ? nullptr : &*at;
}

double greatestRange(const Battery& battery) {
  double range = 0;
  for (const Envelope& e : battery.envelopes) range = std::max(range, e.maxRange);
  return range;
}

Result<OpenedPlan> openPlan(const std::string& path) {
  Result<std::string> text = readText(path);
  if (!text) return text.error();
  Result<OpenedPlan> opened = openPlanText(*text, path);
  if (opened) findMaps(opened->plan, path);
  return opened;
}

Result<Plan> readPlan(const std::string& path) {
  Result<std::string> text = readText(path);
  if (!text) return text.error();
  Result<Plan> plan = parsePlan(*text, path);
  if (plan) findMaps(*plan, path);
  return plan;
}

Status writePlan(const Plan& plan, const std::string& path) {
  QSaveFile file(QString::fromStdString(path));
  const std::string json = planToJson(withRelativeMaps(plan, path));
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
