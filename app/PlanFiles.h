// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Session.h"

#include <QByteArray>
#include <QFileSystemWatcher>
#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <map>

namespace sorami {

class MainWindow;

/// The plan as a document: new, bundles, releasable copies, import and export; autosave and recovery after a
/// crash; a change on disk by another program. Nothing asks in a dialog for what can be taken back: work that
/// is left behind is kept and offered again.
class PlanFiles : public QObject {
  Q_OBJECT
 public:
  explicit PlanFiles(MainWindow& window);
  ~PlanFiles() override;

  void newPlan();
  /// Saves what is not saved where recovery finds it; at once.
  void autosave();
  /// Offers what an earlier run has left.
  void offerRecovery();
  /// Before a document closes or is read anew: keeps unsaved work and offers it back.
  void keepUnsaved(const Session::Document& document);
  void saveBundle(const QString& path);
  void openBundle(const QString& path);
  void saveReleasable(const QString& path);
  void exportTo(const QString& path);
  void importFrom(const QString& path);
  static QString recoveryFolder();

 private:
  void makeActions();
  void chooseFile(const QString& title, const QString& filter, const QString& suffix, bool save,
                  const std::function<void(const QString&)>& chosen);
  void watchFiles();
  void filesChanged();
  void fileChanged(const QString& path, const QByteArray& now);
  QString autosaveFile(std::uint64_t document) const;
  void clearAutosave(std::uint64_t document);
  QJsonObject aboutPlan(const Session::Document& document, qint64 pid) const;
  void say(const QString& title, const QStringList& details = {}, bool isError = false);
  /// Runs on a worker, then `done` here, if the window still is.
  template <typename R>
  void onWorker(std::function<R()> work, std::function<void(R)> done);

  MainWindow& m_window;
  QTimer m_timer;
  QString m_autosave;                            ///< this run's files begin so
  std::map<std::uint64_t, PlanPtr> m_autosaved;  ///< the versions that are in them, by document
  QStringList m_recordings;                      ///< files of the recording that is open
  QFileSystemWatcher m_watcher;
  QHash<QString, QByteArray> m_onDisk;  ///< what we know the plans' files hold
  QTimer m_settle;
};

}  // namespace sorami
