// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/LiveDesk.h"

#include "data/ingest/live/LiveInput.h"
#include "data/store/RecordingFile.h"
#include "data/store/RecordingWriter.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace sorami {
namespace {

constexpr int kLivePaceMs = 250;
constexpr int kMostRecent = 12;

void rememberSource(const QString& text) {
  QStringList recent = LiveDesk::recentSources();
  recent.removeAll(text);
  recent.prepend(text);
  while (recent.size() > kMostRecent) recent.removeLast();
  QSettings().setValue(QStringLiteral("liveSources"), recent);
}

/// A secret does not go into the settings.
QString withoutPassword(const SourceSpec& spec) {
  QString text = QString::fromStdString(spec.text);
  if (spec.password.empty()) return text;
  const int query = static_cast<int>(text.indexOf(QLatin1Char('?')));
  QStringList kept;
  for (const QString& part : text.mid(query + 1).split(QLatin1Char('&')))
    if (!part.startsWith(QStringLiteral("password="), Qt::CaseInsensitive)) kept << part;
  return text.left(query) + (kept.isEmpty() ? QString() : QLatin1Char('?') + kept.join(QLatin1Char('&')));
}

}  // namespace

LiveDesk::LiveDesk(QObject* parent) : QObject(parent) {
  m_pace.setInterval(kLivePaceMs);
  connect(&m_pace, &QTimer::timeout, this, &LiveDesk::look);
}

LiveDesk::~LiveDesk() {
  if (m_recorder) (void)finish(*m_recorder, m_path, {});
}

QString LiveDesk::folder() {
  return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/live");
}

QString LiveDesk::tablePath() {
  const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
  QDir().mkpath(folder);
  return folder + QStringLiteral("/sources.json");
}

QStringList LiveDesk::recentSources() {
  return QSettings().value(QStringLiteral("liveSources")).toStringList();
}

QStringList LiveDesk::leftOver() {
  QStringList found;
  const QDir dir(folder());
  for (const QString& log : dir.entryList({QStringLiteral("*.sorec-wal")}, QDir::Files, QDir::Time)) {
    const QString path = dir.filePath(log.chopped(4));
    // An empty log is what a reader leaves of a recording that was finished.
    if (QFileInfo(dir.filePath(log)).size() > 0 && QFileInfo::exists(path) &&
        !recording::WriterLock::isHeld(path.toStdString()))
      found << path;
  }
  return found;
}

Status LiveDesk::connectSource(const SourceSpec& spec) {
  if (!m_recorder) {
    const QString where = folder();
    if (!QDir().mkpath(where))
      return Error{"the folder for live recordings cannot be made", where.toStdString(), "is the disk full?"};
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss'Z'"));
    m_path = QStringLiteral("%1/live-%2.sorec").arg(where, stamp);
    for (int i = 2; QFileInfo::exists(m_path); ++i)
      m_path = QStringLiteral("%1/live-%2-%3.sorec").arg(where, stamp).arg(i);
    auto file = createRecording(m_path.toStdString());
    if (!file) return file.error();
    (*file)->setMeta("recorded_live", toIso(systemNow()));
    LiveOptions options;
    const std::uint64_t run = ++m_run;
    options.onView = [this, run](const StoreViewPtr& view) {
      QMetaObject::invokeMethod(
          this,
          [this, run, view] {
            if (run == m_run && m_recorder) Q_EMIT viewReady(view);
          },
          Qt::QueuedConnection);
    };
    m_recorder = std::make_unique<LiveRecorder>(std::move(*file), std::move(options));
    m_trouble.clear();
    m_pace.start();
    Q_EMIT begun(m_path);
  }
  SourceSpec known = spec;
  if (QFileInfo::exists(tablePath())) {
    // It was checked when it was taken.
    if (auto table = SourceTable::read(tablePath().toStdString()))
      known.settings.table = std::make_shared<const SourceTable>(std::move(*table));
  }
  m_recorder->add(known);
  rememberSource(withoutPassword(spec));
  look();
  return {};
}

void LiveDesk::disconnectSource(int id) {
  if (m_recorder) m_recorder->disconnect(id);
}

void LiveDesk::removeSource(int id) {
  if (m_recorder) m_recorder->remove(id);
  look();
}

void LiveDesk::setCorrection(int id, Micros correction) {
  if (m_recorder) m_recorder->setCorrection(id, correction);
}

std::vector<SourceHealth> LiveDesk::sources() const {
  return m_recorder ? m_recorder->sources() : std::vector<SourceHealth>();
}

RecordingHealth LiveDesk::recording() const {
  return m_recorder ? m_recorder->recording() : RecordingHealth();
}

UtcTime LiveDesk::eventNow() const {
  return m_recorder ? m_recorder->eventNow() : UtcTime();
}

void LiveDesk::look() {
  if (!m_recorder) return;
  const QString trouble = QString::fromStdString(m_recorder->recording().trouble);
  if (trouble != m_trouble) {
    m_trouble = trouble;
    Q_EMIT troubleChanged(trouble);
  }
  Q_EMIT healthChanged();
}

LiveDesk::Outcome LiveDesk::finish(LiveRecorder& recorder, const QString& path, const QString& saveAs) {
  Outcome outcome{nullptr, path, {}};
  const auto view = recorder.finish();
  if (!view) {
    outcome.problem = QString::fromStdString(view.error().text());
    return outcome;
  }
  outcome.view = *view;
  if (outcome.view->sampleCount() == 0) {
    // Nothing came: nothing is kept.
    outcome.view = nullptr;
    QFile::remove(path);
    outcome.path.clear();
    return outcome;
  }
  if (saveAs.isEmpty()) return outcome;
  // A file on the same disk moves at once; else it is copied, and the original goes only when that is done.
  const QString part = saveAs + QStringLiteral(".part");
  QFile::remove(part);
  if (!QFile::copy(path, part) || (QFile::exists(saveAs) && !QFile::remove(saveAs)) ||
      !QFile::rename(part, saveAs)) {
    QFile::remove(part);
    outcome.problem = tr("it could not be saved as %1; it is kept at %2").arg(saveAs, path);
    return outcome;
  }
  if (const auto moved = openRecording(saveAs.toStdString())) {
    outcome.view = *moved;
    outcome.path = saveAs;
    QFile::remove(path);
  }
  return outcome;
}

void LiveDesk::stop(const QString& saveAs) {
  if (!m_recorder) return;
  m_pace.stop();
  ++m_run;
  auto recorder = std::shared_ptr<LiveRecorder>(std::move(m_recorder));
  m_recorder = nullptr;
  m_finisher = std::jthread([this, recorder, path = m_path, saveAs] {
    const Outcome outcome = finish(*recorder, path, saveAs);
    QMetaObject::invokeMethod(
        this, [this, outcome] { Q_EMIT ended(outcome.view, outcome.path, outcome.problem); },
        Qt::QueuedConnection);
  });
}

void LiveDesk::stopAndWait(const QString& saveAs) {
  if (!m_recorder) return;
  m_pace.stop();
  ++m_run;
  const std::unique_ptr<LiveRecorder> recorder = std::move(m_recorder);
  const Outcome outcome = finish(*recorder, m_path, saveAs);
  Q_EMIT ended(outcome.view, outcome.path, outcome.problem);
}

}  // namespace sorami
