// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/FileOpener.h"

#include "app/LiveDesk.h"
#include "data/demo/DemoPlan.h"
#include "data/demo/OpenDemo.h"
#include "data/geo/ReliefTerrain.h"
#include "data/ingest/OpenAny.h"
#include "data/ingest/Peek.h"
#include "data/store/library/Library.h"
#include "widgets/look/UnitText.h"

#include <QDir>
#include <QFileInfo>
#include <QMetaType>

#include <algorithm>
#include <array>

namespace sorami {
namespace {

constexpr int kMaxLines = 200;  // of one report; the rest is counted

bool isPlan(const QString& path) {
  return path.endsWith(QStringLiteral(".soplan"), Qt::CaseInsensitive);
}

/// Files that hold nothing but a map. GeoJSON and KML may be recordings: those are added as maps from the
/// menu.
bool isVectorMap(const QString& path) {
  static const QStringList kEndings = {QStringLiteral("shp"), QStringLiteral("gpkg"), QStringLiteral("fgb"),
                                       QStringLiteral("gml"), QStringLiteral("dxf"),  QStringLiteral("tab")};
  return kEndings.contains(QFileInfo(path).suffix().toLower());
}

bool isTerrain(const QString& path) {
  static const QStringList kEndings = {QStringLiteral("tif"), QStringLiteral("tiff"), QStringLiteral("hgt"),
                                       QStringLiteral("dt0"), QStringLiteral("dt1"),  QStringLiteral("dt2"),
                                       QStringLiteral("vrt"), QStringLiteral("asc"),  QStringLiteral("img")};
  const QFileInfo info(path);
  if (info.isDir()) {
    const QStringList names = QDir(path).entryList(QDir::Files);
    return std::any_of(names.begin(), names.end(), [&](const QString& name) {
      return kEndings.contains(QFileInfo(name).suffix().toLower());
    });
  }
  return kEndings.contains(info.suffix().toLower());
}

/// A table nobody has told about, and whose values alone do not tell what they are in.
bool needsSettings(const std::string& path) {
  if (isLibrary(path) || QFileInfo(QString::fromStdString(path)).isDir()) return false;
  const auto table = peekTable(path);
  return table && !table->assumptions.empty();
}

QString shortName(const std::string& path) {
  return QFileInfo(QString::fromStdString(path)).fileName();
}

}  // namespace

FileOpener::FileOpener(QObject* parent) : QObject(parent) {
  m_pool.setMaxThreadCount(1);
  qRegisterMetaType<StoreViewPtr>();
  qRegisterMetaType<TerrainPtr>();
  qRegisterMetaType<UserMap>();
  qRegisterMetaType<BasemapPtr>();
  qRegisterMetaType<Plan>();
}

FileOpener::~FileOpener() {
  m_stop.request_stop();
  m_pool.waitForDone();
}

void FileOpener::cancel() {
  m_stop.request_stop();
  m_stop = std::stop_source();
}

void FileOpener::run(std::function<void(std::stop_token)> job) {
  ++m_running;
  m_pool.start([this, job = std::move(job), stop = m_stop.get_token()] {
    if (!stop.stop_requested()) job(stop);
    QMetaObject::invokeMethod(
        this,
        [this] {
          if (--m_running == 0) Q_EMIT finished();
        },
        Qt::QueuedConnection);
  });
}

void FileOpener::open(const QStringList& paths) {
  std::vector<std::string> recordings;
  std::vector<std::string> terrain;
  QStringList maps;
  for (const QString& path : paths) {
    if (path.endsWith(QStringLiteral(".sobundle"), Qt::CaseInsensitive)) {
      Q_EMIT bundleFound(path);
    } else if (isPlan(path)) {
      run([this, path](std::stop_token) { readPlanFile(path); });
    } else if (isTerrain(path)) {
      terrain.push_back(path.toStdString());
    } else if (isVectorMap(path)) {
      maps << path;
    } else {
      recordings.push_back(path.toStdString());
    }
  }
  if (!terrain.empty()) run([this, terrain](std::stop_token) { readTerrain(terrain); });
  if (!maps.isEmpty()) openMaps(maps);
  if (!recordings.empty()) {
    run([this, recordings](std::stop_token stop) {
      std::vector<std::string> sure;
      for (const std::string& path : recordings) {
        if (needsSettings(path))
          Q_EMIT settingsNeeded(QString::fromStdString(path));
        else
          sure.push_back(path);
      }
      if (!sure.empty()) readRecording(sure, standardOptions(), stop);
    });
  }
}

void FileOpener::openWith(const QString& path, const ImportOptions& options) {
  const std::string file = path.toStdString();
  m_options[QFileInfo(path).absoluteFilePath().toStdString()] = options;
  run([this, file, options](std::stop_token stop) { readRecording({file}, options, stop); });
}

ImportOptions FileOpener::standardOptions() {
  ImportOptions options;
  const QString table = LiveDesk::tablePath();
  // It was checked when it was taken.
  if (!QFileInfo::exists(table)) return options;
  if (auto read = SourceTable::read(table.toStdString()))
    options.sources = std::make_shared<const SourceTable>(std::move(*read));
  return options;
}

ImportOptions FileOpener::optionsOf(const std::string& path) const {
  const auto found = m_options.find(path);
  return found != m_options.end() ? found->second : standardOptions();
}

void FileOpener::openTerrain(const QStringList& paths) {
  std::vector<std::string> terrain;
  for (const QString& path : paths) terrain.push_back(path.toStdString());
  run([this, terrain](std::stop_token) { readTerrain(terrain); });
}

void FileOpener::openMaps(const QStringList& paths) {
  for (const QString& path : paths) {
    run([this, path](std::stop_token) {
      Q_EMIT progress(tr("Reading %1").arg(QFileInfo(path).fileName()), -1);
      const Result<UserMap> map = readUserMap(path.toStdString());
      if (!map) {
        Q_EMIT problem(tr("%1 cannot be laid over the map").arg(QFileInfo(path).fileName()),
                       {QString::fromStdString(map.error().text())}, true);
        return;
      }
      const auto* vectors = std::get_if<std::shared_ptr<const VectorMap>>(&*map);
      if (vectors && (*vectors)->skipped > 0) {
        Q_EMIT note(tr("%1: some of it has no place on the earth").arg(QFileInfo(path).fileName()),
                    {tr("%1 geometries were left out.").arg((*vectors)->skipped)});
      }
      Q_EMIT userMapRead(*map);
    });
  }
}

void FileOpener::readPlanFile(const QString& path) {
  const QString name = QFileInfo(path).fileName();
  const Result<OpenedPlan> opened = openPlan(path.toStdString());
  if (!opened) {
    Q_EMIT problem(tr("The plan %1 cannot be read").arg(name),
                   {QString::fromStdString(opened.error().text())}, true);
    return;
  }
  QStringList lines;
  if (opened->isNewer()) {
    lines << tr("It has schema %1, this Sorami knows %2: what is newer is not shown.")
                 .arg(opened->schema)
                 .arg(Plan::kSchema);
  }
  for (const PlanProblem& p : opened->problems) {
    if (lines.size() >= kMaxLines) break;
    lines << QString::fromStdString(p.where + " " + p.what);
  }
  // A plan of which something is missing is a copy without a file: saving cannot lose what was not read.
  const bool whole = lines.isEmpty();
  Q_EMIT planRead(opened->plan, whole ? path : QString());
  if (whole) return;
  lines << tr("The file is left as it is; saving asks for another name.");
  Q_EMIT problem(opened->isNewer() ? tr("%1 was made by a newer Sorami").arg(name)
                                   : tr("%1 is damaged; the rest of it is open").arg(name),
                 lines, false);
}

void FileOpener::openDemo() {
  run([this](std::stop_token stop) {
    Q_EMIT planRead(demo::makeDemoPlan(), {});
    Q_EMIT progress(tr("Opening the demo recording…"), -1);
    const Result<StoreViewPtr> view = demo::openDemoRecording(stop);
    if (!view) {
      Q_EMIT problem(tr("The demo recording cannot be opened"), {QString::fromStdString(view.error().text())},
                     true);
      return;
    }
    Q_EMIT recordingRead(*view, {tr("Demo recording")});
  });
}

void FileOpener::openBasemap() {
  run([this](std::stop_token) {
    const std::string path = findBasemap();
    if (path.empty()) {
      Q_EMIT note(tr("There is no map pack: the map shows a plain graticule"),
                  {tr("Make it with “sorami basemap”, then start Sorami again."),
                   tr("It needs the packages libmagics++-data and ferret-datasets.")});
      return;
    }
    Result<BasemapPtr> map = Basemap::open(path);
    if (!map) {
      Q_EMIT problem(tr("The map pack cannot be read"), {QString::fromStdString(map.error().text())}, true);
      return;
    }
    m_map = *map;
    Q_EMIT basemapRead(m_map);
    if (!m_map->missing().empty()) {
      QStringList lines;
      for (const std::string& part : m_map->missing()) lines << QString::fromStdString(part);
      Q_EMIT note(tr("The map pack was made without some of its parts"), lines);
    }
    readTerrain({});
  });
}

void FileOpener::readTerrain(const std::vector<std::string>& paths) {
  m_terrainPaths.insert(m_terrainPaths.end(), paths.begin(), paths.end());
  std::vector<Error> problems;
  TerrainPtr terrain;
  if (!m_terrainPaths.empty()) {
    Q_EMIT progress(tr("Opening terrain…"), -1);
    terrain = Terrain::open(m_terrainPaths, &problems);
  }
  terrain = withRelief(terrain, m_map.get(), tr("Map pack relief").toStdString());
  if (!problems.empty()) {
    QStringList lines;
    for (const Error& error : problems) lines << QString::fromStdString(error.text());
    Q_EMIT problem(tr("Some terrain cannot be read; the rest stands"), lines, true);
  }
  if (terrain) Q_EMIT terrainRead(terrain);
}

void FileOpener::readRecording(const std::vector<std::string>& paths, const ImportOptions& options,
                               std::stop_token stop) {
  QStringList names;
  for (const std::string& path : paths) names << QString::fromStdString(path);
  const auto onProgress = [this](const ImportProgress& p) {
    const double part =
        p.bytesTotal > 0 ? static_cast<double>(p.bytesRead) / static_cast<double>(p.bytesTotal) : -1;
    Q_EMIT progress(tr("Reading %1").arg(shortName(p.path)), part);
  };
  const Result<OpenedRecording> opened = openAny(paths, options, onProgress, stop);
  if (!opened) {
    const Error& error = opened.error();
    Q_EMIT problem(QString::fromStdString(error.what),
                   {QString::fromStdString(error.where), QString::fromStdString(error.hint)}, true);
    return;
  }
  tell(opened->report, opened->view->hasVideo());
  if (opened->view->sampleCount() > 0 || opened->view->hasVideo()) Q_EMIT recordingRead(opened->view, names);
}

void FileOpener::tell(const ImportReport& report, bool hasVideo) {
  for (const FileReport& file : report.files) {
    const QString name = shortName(file.path);
    QStringList lines;
    // What looks wrong as a whole comes first, then each place as far as there is room.
    for (const auto& [reason, count] : file.dropped) {
      // Much has no position, is reported twice or is no target: nothing is wrong with that.
      if (reason == "no position" || reason == "no target" || reason == "duplicate") continue;
      lines
          << tr("Left out: %1 (%2)").arg(grouped(static_cast<qint64>(count)), QString::fromStdString(reason));
    }
    if (file.quarantined > 0) {
      lines << tr("Hidden as impossible jumps: %1 positions")
                   .arg(grouped(static_cast<qint64>(file.quarantined)));
    }
    const bool looksWrong = !lines.isEmpty();
    for (const Diagnostic& d : file.errors) {
      if (lines.size() >= kMaxLines) break;
      QStringList words;
      words << tr("byte %1").arg(static_cast<qulonglong>(d.offset));
      if (!d.category.empty()) words << QString::fromStdString(d.category);
      if (!d.item.empty()) words << QString::fromStdString(d.item);
      lines << words.join(QLatin1Char(' ')) + QStringLiteral(": ") + QString::fromStdString(d.reason);
    }
    for (const std::string& text : file.notes) lines << QString::fromStdString(text);
    if (file.format.empty()) {
      if (lines.isEmpty()) lines << tr("Its bytes fit none of the formats Sorami reads.");
      Q_EMIT problem(tr("%1 is in no known format").arg(name), lines, true);
    } else if (file.errorCount > 0) {
      const QString errors = file.errorCount == 1 ? tr("1 error") : tr("%1 errors").arg(file.errorCount);
      const QString title =
          file.updates > 0 ? tr("%1: %2; the readable part is shown") : tr("%1: %2; nothing could be read");
      Q_EMIT problem(title.arg(name, errors), lines, file.updates == 0);
    } else if (file.updates == 0 && !hasVideo) {
      lines.prepend(tr("Format: %1. It holds no position.").arg(QString::fromStdString(file.format)));
      Q_EMIT problem(tr("%1 has nothing to show on the map").arg(name), lines, false);
    } else if (looksWrong || !file.notes.empty()) {
      Q_EMIT note(name, lines);
    }
  }
  if (report.cancelled) Q_EMIT note(tr("Reading was cancelled; what had been read is shown"), {});
}

}  // namespace sorami
