// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/Bundle.h"

#include "data/core/Translate.h"
#include "data/geo/GdalHandles.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_vsi.h>
#include <gdal.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <set>

namespace sorami {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kBlock = 1 << 20;
constexpr const char* kPlanName = "plan.soplan";
constexpr const char* kListName = "bundle.json";

/// Copies between files of any kind GDAL knows, block by block.
bool copyFile(const std::string& from, const std::string& to) {
  VSILFILE* in = VSIFOpenL(from.c_str(), "rb");
  if (in == nullptr) return false;
  VSILFILE* out = VSIFOpenL(to.c_str(), "wb");
  bool ok = out != nullptr;
  std::vector<char> block(kBlock);
  while (ok) {
    const std::size_t n = VSIFReadL(block.data(), 1, block.size(), in);
    if (n == 0) break;
    ok = VSIFWriteL(block.data(), 1, n, out) == n;
  }
  VSIFCloseL(in);
  if (out != nullptr) ok = VSIFCloseL(out) == 0 && ok;
  return ok;
}

bool writeText(const std::string& path, const std::string& text) {
  VSILFILE* out = VSIFOpenL(path.c_str(), "wb");
  if (out == nullptr) return false;
  const bool ok = VSIFWriteL(text.data(), 1, text.size(), out) == text.size();
  return VSIFCloseL(out) == 0 && ok;
}

bool readText(const std::string& path, std::string& text) {
  VSILFILE* in = VSIFOpenL(path.c_str(), "rb");
  if (in == nullptr) return false;
  std::vector<char> block(kBlock);
  for (std::size_t n = 0; (n = VSIFReadL(block.data(), 1, block.size(), in)) > 0;)
    text.append(block.data(), n);
  VSIFCloseL(in);
  return true;
}

/// A plain file name: nothing that leads anywhere else.
bool isPlainName(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name.find_first_of("/\\:") == std::string::npos &&
         name.find('\0') == std::string::npos;
}

}  // namespace

Status writeBundle(const Plan& plan, const std::vector<std::string>& files, const std::string& path,
                   std::vector<std::string>* skipped) {
  const QuietGdal quiet;
  const std::string part =
      (fs::path(path).parent_path() / (".part-" + fs::path(path).filename().string() + ".zip")).string();
  std::error_code ignored;
  fs::remove(part, ignored);
  const std::string zip = "/vsizip/" + part;
  const auto refuse = [&](const std::string& what) {
    fs::remove(part, ignored);
    const char* reason = CPLGetLastErrorMsg();
    return Error{what + (reason != nullptr && *reason != 0 ? std::string(": ") + reason : std::string()),
                 path, tr("is there room on the disk?").toStdString()};
  };
  // Files of one name from several folders get a number.
  std::set<std::string> taken{kPlanName, kListName};
  QJsonArray list;
  // An open handle on the archive keeps it one archive while members are added.
  VSILFILE* archive = VSIFOpenL(zip.c_str(), "wb");
  if (archive == nullptr) return refuse("cannot be written");
  bool ok = true;
  std::string failedAt;
  for (const std::string& file : files) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) {
      if (skipped) skipped->push_back(file);
      continue;
    }
    const fs::path source(file);
    std::string name = source.filename().string();
    for (int n = 2; taken.contains(name); ++n) {
      name = source.stem().string() + "-" + std::to_string(n) + source.extension().string();
    }
    taken.insert(name);
    ok = copyFile(file, zip + "/files/" + name);
    if (!ok) {
      failedAt = file;
      break;
    }
    list.append(QString::fromStdString(name));
  }
  const QJsonObject root{{QStringLiteral("soramiBundle"), 1}, {QStringLiteral("files"), list}};
  ok = ok && writeText(zip + "/" + kListName, QJsonDocument(root).toJson().toStdString());
  ok = ok && writeText(zip + "/" + kPlanName, planToJson(plan));
  ok = VSIFCloseL(archive) == 0 && ok;
  if (!ok) return refuse(failedAt.empty() ? "cannot be written" : "'" + failedAt + "' cannot be packed");
  std::error_code error;
  fs::rename(part, path, error);
  if (error) return refuse("cannot be put in its place (" + error.message() + ")");
  return {};
}

Result<BundleContents> readBundle(const std::string& path, const std::string& folder) {
  const QuietGdal quiet;
  const std::string zip = "/vsizip/{" + path + "}";
  std::string json;
  if (!readText(zip + "/" + kPlanName, json)) {
    return Error{tr("there is no plan in it").toStdString(), path,
                 tr("a bundle is a zip file made by “Save bundle”").toStdString()};
  }
  Result<OpenedPlan> plan = openPlanText(json, path);
  if (!plan) return plan.error();
  BundleContents contents;
  contents.plan = std::move(*plan);
  std::string text;
  if (!readText(zip + "/" + kListName, text)) return contents;
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    return Error{tr("the folder to unpack into cannot be made: %1")
                     .arg(QString::fromStdString(error.message()))
                     .toStdString(),
                 folder,
                 {}};
  const QJsonArray list = QJsonDocument::fromJson(QByteArray::fromStdString(text))
                              .object()
                              .value(QLatin1String("files"))
                              .toArray();
  for (const QJsonValue& value : list) {
    const std::string name = value.toString().toStdString();
    if (!isPlainName(name)) {
      contents.missing.push_back(name);
      continue;
    }
    const std::string to = (fs::path(folder) / name).string();
    if (copyFile(zip + "/files/" + name, to)) {
      contents.files.push_back(to);
    } else {
      contents.missing.push_back(name);
    }
  }
  return contents;
}

}  // namespace sorami
