// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/Basemap.h"
#include "data/geo/Terrain.h"
#include "data/geo/UserMaps.h"
#include "data/ingest/Import.h"
#include "data/plan/Plan.h"
#include "data/store/StoreView.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QThreadPool>

#include <map>
#include <memory>
#include <stop_token>
#include <vector>

namespace sorami {

/// Opens whatever the user drops: plans, recordings, elevation rasters. Everything is read on workers;
/// results and what was wrong come back as signals. One thread, so that files are opened in the order given.
class FileOpener : public QObject {
  Q_OBJECT
 public:
  explicit FileOpener(QObject* parent = nullptr);
  ~FileOpener() override;

  /// Files and folders of any kind, told apart by their content.
  void open(const QStringList& paths);
  /// One recording, read as the user says.
  void openWith(const QString& path, const ImportOptions& options);
  /// What is known of every file: the table of sources.
  static ImportOptions standardOptions();
  /// How a file that is open was read, for reading it once more.
  ImportOptions optionsOf(const std::string& path) const;
  /// Vector and raster files to lay over the map, whatever GDAL reads.
  void openMaps(const QStringList& paths);
  /// Elevation rasters, or folders of them, whatever their names.
  void openTerrain(const QStringList& paths);
  /// The notional plan and recording that come with the program.
  void openDemo();
  /// The map pack by its usual places, and the terrain in it.
  void openBasemap();
  void cancel();
  bool isBusy() const { return m_running > 0; }

 Q_SIGNALS:
  void planRead(const sorami::Plan& plan, const QString& path);
  void recordingRead(const sorami::StoreViewPtr& store, const QStringList& paths);
  void terrainRead(const sorami::TerrainPtr& terrain);
  void basemapRead(const sorami::BasemapPtr& basemap);
  /// A plan packed with its files is among what is to be opened.
  void bundleFound(const QString& path);
  void userMapRead(const sorami::UserMap& map);
  /// A table whose columns or units are not sure: a person must look at them before it is read.
  void settingsNeeded(const QString& path);
  /// What the user should know of files: lines of file, byte offset, what was expected.
  void problem(const QString& title, const QStringList& details, bool isError);
  void note(const QString& title, const QStringList& details);
  void progress(const QString& text, double part);
  void finished();

 private:
  void run(std::function<void(std::stop_token)> job);
  void readRecording(const std::vector<std::string>& paths, const ImportOptions& options,
                     std::stop_token stop);
  void readTerrain(const std::vector<std::string>& paths);
  void readPlanFile(const QString& path);
  void tell(const ImportReport& report, bool hasVideo);

  QThreadPool m_pool;
  std::stop_source m_stop;
  int m_running = 0;
  std::map<std::string, ImportOptions> m_options;  ///< by path, of what was opened with settings of its own
  std::vector<std::string> m_terrainPaths;         ///< all that were opened; on the pool's thread
  BasemapPtr m_map;                                ///< on the pool's thread
};

}  // namespace sorami

Q_DECLARE_METATYPE(sorami::StoreViewPtr)
Q_DECLARE_METATYPE(sorami::TerrainPtr)
Q_DECLARE_METATYPE(sorami::BasemapPtr)
Q_DECLARE_METATYPE(sorami::UserMap)
Q_DECLARE_METATYPE(sorami::Plan)
