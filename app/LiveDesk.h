// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/ingest/live/LiveRecorder.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <memory>
#include <thread>
#include <vector>

namespace sorami {

/// Receives live sources into a recording in the user's data folder and hands its growing view to the window.
/// What was committed is on the disk, so a crash costs a second; a recording that a crash left is found
/// again.
class LiveDesk : public QObject {
  Q_OBJECT
 public:
  explicit LiveDesk(QObject* parent = nullptr);
  /// Ends the recording; waits until the file is whole.
  ~LiveDesk() override;

  /// Connects one more source; the first one begins the recording. Error: it cannot be written anywhere.
  Status connectSource(const SourceSpec& spec);
  void disconnectSource(int id);
  void removeSource(int id);
  void setCorrection(int id, Micros correction);
  /// Ends all sources and the recording. ended() follows when the file is whole; then it is moved to
  /// `saveAs`, when that is not empty.
  void stop(const QString& saveAs = {});
  /// The same, and waits for it.
  void stopAndWait(const QString& saveAs = {});

  bool isRecording() const { return m_recorder != nullptr; }
  const QString& path() const { return m_path; }
  std::vector<SourceHealth> sources() const;
  RecordingHealth recording() const;
  UtcTime eventNow() const;

  /// Sources connected before, the last one first.
  static QStringList recentSources();
  /// The table of what is known of sources, used for each that is connected; it may not be there.
  static QString tablePath();
  /// Where live recordings are kept.
  static QString folder();
  /// Recordings in it that a crash left unfinished.
  static QStringList leftOver();

 Q_SIGNALS:
  void begun(const QString& path);
  void viewReady(const sorami::StoreViewPtr& view);
  /// Four times a second while something is received.
  void healthChanged();
  /// The file is whole, at `path`; with what went wrong, if anything. The view is of all of it, or null.
  void ended(const sorami::StoreViewPtr& view, const QString& path, const QString& problem);
  /// The recording is not written, or is again (then the reason is empty).
  void troubleChanged(const QString& reason);

 private:
  void look();
  struct Outcome {
    StoreViewPtr view;
    QString path;
    QString problem;
  };
  static Outcome finish(LiveRecorder& recorder, const QString& path, const QString& saveAs);

  std::unique_ptr<LiveRecorder> m_recorder;
  QString m_path;
  QTimer m_pace;
  QString m_trouble;
  std::uint64_t m_run = 0;  ///< counts recordings, so that nothing late of the one before is taken
  std::jthread m_finisher;
};

}  // namespace sorami
