// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/PlanFiles.h"

#include "app/MainWindow.h"
#include "app/PlannerRoom.h"
#include "data/plan/Bundle.h"
#include "data/plan/Exchange.h"
#include "data/plan/TableText.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/panels/PlanTables.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QPointer>
#include <QSaveFile>
#include <QStandardPaths>
#include <QThreadPool>
#include <QUuid>

#if defined(Q_OS_UNIX)
#include <csignal>
#endif

namespace sorami {
namespace {

constexpr int kAutosaveMs = 20'000;  // at most this much work is lost with the machine
constexpr int kDiskSettleMs = 400;   // other programs write in several steps

bool isAlive(qint64 pid) {
#if defined(Q_OS_UNIX)
  return pid > 0 && ::kill(static_cast<pid_t>(pid), 0) == 0;
#else
  return pid == QCoreApplication::applicationPid();
#endif
}

/// A plan and, beside it, what is needed to offer it again.
Status keep(const PlanPtr& plan, const QString& file, const QJsonObject& about) {
  QSaveFile note(file + QStringLiteral(".json"));
  if (!note.open(QIODevice::WriteOnly) || note.write(QJsonDocument(about).toJson()) < 0 || !note.commit()) {
    return Error{"cannot be written: " + note.errorString().toStdString(), file.toStdString(), {}};
  }
  return writePlan(*plan, file.toStdString());
}

QByteArray digestOf(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return {};
  QCryptographicHash hash(QCryptographicHash::Sha1);
  hash.addData(&file);
  return hash.result();
}

}  // namespace

template <typename R>
void PlanFiles::onWorker(std::function<R()> work, std::function<void(R)> done) {
  QPointer<PlanFiles> self(this);
  QThreadPool::globalInstance()->start([self, work = std::move(work), done = std::move(done)] {
    R result = work();
    QMetaObject::invokeMethod(
        qApp,
        [self, done, result = std::move(result)] {
          if (self) done(result);
        },
        Qt::QueuedConnection);
  });
}

QString PlanFiles::recoveryFolder() {
  const QString folder = QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
                             .filePath(QStringLiteral("recovery"));
  QDir().mkpath(folder);
  return folder;
}

PlanFiles::PlanFiles(MainWindow& window) : QObject(&window), m_window(window) {
  Session& s = window.session();
  m_autosave = QDir(recoveryFolder()).filePath(QUuid::createUuid().toString(QUuid::WithoutBraces));
  m_timer.setInterval(kAutosaveMs);
  connect(&m_timer, &QTimer::timeout, this, &PlanFiles::autosave);
  m_timer.start();
  m_settle.setSingleShot(true);
  m_settle.setInterval(kDiskSettleMs);
  connect(&m_settle, &QTimer::timeout, this, &PlanFiles::filesChanged);
  connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_settle, qOverload<>(&QTimer::start));
  connect(&s, &Session::documentsChanged, this, &PlanFiles::watchFiles);
  connect(&s, &Session::planSaved, this,
          [this](const QString& path) { m_onDisk.insert(path, digestOf(path)); });
  connect(&s, &Session::documentClosing, this, &PlanFiles::keepUnsaved);
  connect(&s.files(), &FileOpener::recordingRead, this,
          [this](const StoreViewPtr&, const QStringList& paths) { m_recordings = paths; });
  connect(&s.files(), &FileOpener::bundleFound, this, &PlanFiles::openBundle);
  connect(&s, &Session::documentsChanged, this, [this] {
    for (const auto& document : m_window.session().documents()) {
      if (document->undo->isClean()) clearAutosave(document->id);
    }
  });
  makeActions();
  QTimer::singleShot(0, this, &PlanFiles::offerRecovery);
}

PlanFiles::~PlanFiles() {
  // What is not saved when the window closes is offered at the next start.
  for (const auto& document : m_window.session().documents()) {
    if (document->plan && !document->undo->isClean()) {
      const Status kept = keep(document->plan, autosaveFile(document->id), aboutPlan(*document, 0));
      if (kept) continue;
      qWarning("%s", kept.error().text().c_str());
    }
    clearAutosave(document->id);
  }
}

QJsonObject PlanFiles::aboutPlan(const Session::Document& document, qint64 pid) const {
  return {{QStringLiteral("path"), document.path},
          {QStringLiteral("name"), QString::fromStdString(document.plan->name)},
          {QStringLiteral("pid"), pid},
          {QStringLiteral("time"), QDateTime::currentDateTimeUtc().toString(Qt::ISODate)}};
}

QString PlanFiles::autosaveFile(std::uint64_t document) const {
  return m_autosave + QStringLiteral("-%1.soplan").arg(document);
}

void PlanFiles::say(const QString& title, const QStringList& details, bool isError) {
  m_window.messages()->add({isError ? MessageLevel::Error : MessageLevel::Info, title, details, {}, {}});
}

void PlanFiles::chooseFile(const QString& title, const QString& filter, const QString& suffix, bool save,
                           const std::function<void(const QString&)>& chosen) {
  auto* dialog = new QFileDialog(&m_window, title);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setNameFilter(filter);
  if (save) {
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(m_window.session().fileName());
  } else {
    dialog->setFileMode(QFileDialog::ExistingFile);
  }
  connect(dialog, &QFileDialog::fileSelected, this, chosen);
  dialog->open();
}

void PlanFiles::makeActions() {
  Actions& a = m_window.actionList();
  const QString file = tr("File");
  a.add(QStringLiteral("file.new"), file, tr("New plan"), {QKeySequence(QStringLiteral("Ctrl+N"))}, {},
        [this] { newPlan(); });
  a.add(QStringLiteral("file.bundle"), file, tr("Save bundle…"), {}, {}, [this] {
    chooseFile(tr("Save the plan with all it refers to"), tr("Bundles (*.sobundle)"),
               QStringLiteral("sobundle"), true, [this](const QString& path) { saveBundle(path); });
  });
  a.add(QStringLiteral("file.openBundle"), file, tr("Open bundle…"), {}, {}, [this] {
    chooseFile(tr("Open a bundle"), tr("Bundles (*.sobundle)"), {}, false,
               [this](const QString& path) { openBundle(path); });
  });
  a.add(QStringLiteral("file.releasable"), file, tr("Make releasable copy…"), {}, {}, [this] {
    if (m_window.session().partner().empty()) {
      say(tr("Choose first who the copy is for"), {tr("With nothing selected, “Seen as” in the inspector "
                                                      "shows the plan as a partner would see it.")});
      return;
    }
    chooseFile(tr("Save what %1 may see").arg(QString::fromStdString(m_window.session().partner())),
               tr("Plans (*.soplan)"), QStringLiteral("soplan"), true,
               [this](const QString& path) { saveReleasable(path); });
  });
  const QString formats =
      tr("GeoPackage (*.gpkg);;GeoJSON (*.geojson);;KML (*.kml);;CSV, the table that is shown (*.csv)");
  const auto exporting = [this, formats] {
    auto* dialog = new QFileDialog(&m_window, tr("Export the plan"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(formats.split(QStringLiteral(";;")));
    dialog->setDefaultSuffix(QStringLiteral("gpkg"));
    dialog->selectFile(m_window.session().fileName());
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
      dialog->setDefaultSuffix(filter.section(QStringLiteral("*."), 1).chopped(1));
    });
    connect(dialog, &QFileDialog::fileSelected, this, &PlanFiles::exportTo);
    dialog->open();
  };
  const auto importing = [this] {
    chooseFile(tr("Import into the plan"),
               tr("Tables and vectors (*.csv *.tsv *.txt *.gpkg *.geojson *.json *.kml)"), {}, false,
               [this](const QString& path) { importFrom(path); });
  };
  a.add(QStringLiteral("plan.export"), file, tr("Export plan…"), {}, {}, exporting);
  a.add(QStringLiteral("plan.import"), file, tr("Import into plan…"), {}, {}, importing);

  auto* menu = new QMenu(tr("Document"), &m_window);
  for (const char* id : {"file.new", "", "file.bundle", "file.openBundle", "file.releasable", "",
                         "plan.import", "plan.export"}) {
    if (*id) {
      menu->addAction(a[QString::fromLatin1(id)]);
    } else {
      menu->addSeparator();
    }
  }
  m_window.addToMenu(menu);
}

// --- new and left behind

void PlanFiles::newPlan() {
  Plan plan;
  plan.name = tr("New plan").toStdString();
  m_window.session().openPlan(plan, {});
}

void PlanFiles::keepUnsaved(const Session::Document& document) {
  clearAutosave(document.id);
  if (!document.plan || document.undo->isClean()) return;
  const PlanPtr left = document.plan;
  const QString path = document.path;
  QString name = QString::fromStdString(left->name);
  if (name.isEmpty()) name = tr("Unnamed plan");
  m_window.messages()->add({MessageLevel::Info,
                            tr("%1 had changes that were not saved").arg(name),
                            {tr("They are kept until this message is closed.")},
                            tr("Bring it back"),
                            [this, left, path] {
                              m_window.session().openPlan(*left, path);
                              m_window.session().undoStack().resetClean();
                            }});
}

// --- autosave

void PlanFiles::autosave() {
  Session& s = m_window.session();
  if (s.isEditing()) return;
  for (const auto& document : s.documents()) {
    const PlanPtr& plan = document->plan;
    if (!plan || document->undo->isClean() || plan == m_autosaved[document->id]) continue;
    m_autosaved[document->id] = plan;
    const QString file = autosaveFile(document->id);
    const QJsonObject about = aboutPlan(*document, QCoreApplication::applicationPid());
    onWorker<Status>([plan, file, about] { return keep(plan, file, about); },
                     [this](Status written) {
                       if (!written)
                         say(tr("The plan could not be autosaved"),
                             {QString::fromStdString(written.error().text())}, true);
                     });
  }
}

void PlanFiles::clearAutosave(std::uint64_t document) {
  if (m_autosaved.erase(document) == 0 && !QFileInfo::exists(autosaveFile(document))) return;
  QFile::remove(autosaveFile(document));
  QFile::remove(autosaveFile(document) + QStringLiteral(".json"));
}

void PlanFiles::offerRecovery() {
  const QDir folder(recoveryFolder());
  for (const QString& name : folder.entryList({QStringLiteral("*.soplan.json")}, QDir::Files, QDir::Time)) {
    const QString note = folder.filePath(name);
    const QString plan = note.chopped(5);
    QFile file(note);
    if (!file.open(QIODevice::ReadOnly)) continue;
    const QJsonObject about = QJsonDocument::fromJson(file.readAll()).object();
    if (isAlive(static_cast<qint64>(about.value(QLatin1String("pid")).toDouble()))) continue;
    if (!QFileInfo::exists(plan)) {
      QFile::remove(note);
      continue;
    }
    // Once offered it is this run's: what is not taken up stays until the next start.
    const QString title = about.value(QLatin1String("name")).toString();
    const QString path = about.value(QLatin1String("path")).toString();
    QStringList details{tr("Kept %1").arg(about.value(QLatin1String("time")).toString())};
    if (!path.isEmpty()) details << path;
    m_window.messages()->add(
        {MessageLevel::Warning,
         tr("Unsaved work on %1 was found").arg(title.isEmpty() ? tr("a plan without a name") : title),
         details, tr("Recover it"), [this, plan, note, path] {
           const Result<OpenedPlan> opened = openPlan(plan.toStdString());
           if (!opened) {
             say(tr("It cannot be read"), {QString::fromStdString(opened.error().text())}, true);
             return;
           }
           m_window.session().openPlan(opened->plan, path);
           m_window.session().undoStack().resetClean();
           autosave();
           QFile::remove(plan);
           QFile::remove(note);
         }});
  }
}

// --- changes on disk

void PlanFiles::watchFiles() {
  QStringList wanted;
  for (const auto& document : m_window.session().documents()) {
    if (!document->path.isEmpty()) wanted << document->path;
  }
  for (const QString& path : m_onDisk.keys()) {
    if (wanted.contains(path)) continue;
    m_onDisk.remove(path);
    m_watcher.removePath(path);
  }
  for (const QString& path : wanted) {
    if (!m_onDisk.contains(path)) m_onDisk.insert(path, digestOf(path));
    if (!m_watcher.files().contains(path) && QFileInfo::exists(path)) m_watcher.addPath(path);
  }
}

void PlanFiles::filesChanged() {
  for (const QString& path : m_onDisk.keys()) {
    // Programs that save atomically put a new file in the old one's place.
    if (!m_watcher.files().contains(path) && QFileInfo::exists(path)) m_watcher.addPath(path);
    const QByteArray now = digestOf(path);
    if (now == m_onDisk.value(path)) continue;
    m_onDisk.insert(path, now);
    fileChanged(path, now);
  }
}

void PlanFiles::fileChanged(const QString& path, const QByteArray& now) {
  const QString name = QFileInfo(path).fileName();
  if (now.isEmpty()) {
    m_window.messages()->add({MessageLevel::Warning,
                              tr("%1 is gone from the disk").arg(name),
                              {tr("The plan is still open here.")},
                              tr("Save it again"),
                              [this, path] {
                                const auto& open = m_window.session().documents();
                                for (std::size_t i = 0; i < open.size(); ++i) {
                                  if (open[i]->path != path) continue;
                                  m_window.session().showDocument(static_cast<int>(i));
                                  m_window.actionList()[QStringLiteral("file.save")]->trigger();
                                  return;
                                }
                              }});
    return;
  }
  m_window.messages()->add({MessageLevel::Warning,
                            tr("%1 was changed by another program").arg(name),
                            {tr("What is open here is as it was; saving would replace the other's changes.")},
                            tr("Read it again"),
                            [this, path] { m_window.session().files().open({path}); }});
}

// --- hand over

void PlanFiles::saveBundle(const QString& path) {
  const PlanPtr plan = m_window.session().plan();
  if (!plan) return;
  std::vector<std::string> files;
  // A partner's bundle holds the plan as they may see it, and none of our recordings.
  if (m_window.session().canEdit()) {
    for (const UserMap& map : m_window.session().userMaps()) files.push_back(pathOf(map));
    for (const QString& recording : m_recordings) files.push_back(recording.toStdString());
  }
  struct Outcome {
    Status status;
    std::vector<std::string> skipped;
  };
  onWorker<Outcome>(
      [plan, files, path] {
        Outcome o;
        o.status = writeBundle(*plan, files, path.toStdString(), &o.skipped);
        return o;
      },
      [this, path, n = files.size()](Outcome o) {
        if (!o.status) {
          say(tr("The bundle was not saved"), {QString::fromStdString(o.status.error().text())}, true);
          return;
        }
        QStringList details{tr("The plan and %1 files").arg(n - o.skipped.size())};
        for (const std::string& s : o.skipped) details << tr("left out: %1").arg(QString::fromStdString(s));
        say(tr("Saved %1").arg(QFileInfo(path).fileName()), details);
      });
}

void PlanFiles::openBundle(const QString& path) {
  const QString folder = QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
                             .filePath(QStringLiteral("bundles/") + QFileInfo(path).completeBaseName());
  onWorker<Result<BundleContents>>(
      [path, folder] { return readBundle(path.toStdString(), folder.toStdString()); },
      [this, path](Result<BundleContents> read) {
        if (!read) {
          say(tr("%1 cannot be opened").arg(QFileInfo(path).fileName()),
              {QString::fromStdString(read.error().text())}, true);
          return;
        }
        m_window.session().openPlan(read->plan.plan, {});
        QStringList files;
        for (const std::string& f : read->files) files << QString::fromStdString(f);
        if (!files.isEmpty()) m_window.session().files().open(files);
        QStringList details;
        for (const std::string& m : read->missing)
          details << tr("missing in it: %1").arg(QString::fromStdString(m));
        for (const PlanProblem& p : read->plan.problems)
          details << QString::fromStdString(p.where + " " + p.what);
        if (!details.isEmpty()) say(tr("%1 is not whole").arg(QFileInfo(path).fileName()), details);
      });
}

void PlanFiles::saveReleasable(const QString& path) {
  const PlanPtr plan = m_window.session().document();
  const std::string partner = m_window.session().partner();
  if (!plan || partner.empty()) return;
  const Plan copy = m_window.session().asPartnerSees(*plan);
  const Status written = writePlan(copy, path.toStdString());
  if (!written) {
    say(tr("The copy was not saved"), {QString::fromStdString(written.error().text())}, true);
    return;
  }
  say(tr("Saved what %1 may see").arg(QString::fromStdString(partner)),
      {tr("%1 of %2 sites, %3 of %4 areas, %5 of %6 drawings")
           .arg(copy.sites.size())
           .arg(plan->sites.size())
           .arg(copy.areas.size())
           .arg(plan->areas.size())
           .arg(copy.drawings.size())
           .arg(plan->drawings.size())});
}

void PlanFiles::exportTo(const QString& path) {
  const PlanPtr plan = m_window.session().plan();
  if (!plan) return;
  const PropertySet set =
      path.endsWith(QStringLiteral(".csv")) ? m_window.planner().tables()->current() : PropertySet::Sites;
  onWorker<Status>(
      [plan, path, set]() -> Status {
        if (!path.endsWith(QStringLiteral(".csv"))) return exportPlan(*plan, path.toStdString());
        const std::string text = tableText(*plan, set, rowsOf(*plan, set));
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) ||
            file.write(text.data(), static_cast<qint64>(text.size())) < 0 || !file.commit()) {
          return Error{"cannot be written: " + file.errorString().toStdString(), path.toStdString(), {}};
        }
        return {};
      },
      [this, path](Status written) {
        if (written) {
          say(tr("Exported %1").arg(QFileInfo(path).fileName()));
        } else {
          say(tr("The plan was not exported"), {QString::fromStdString(written.error().text())}, true);
        }
      });
}

void PlanFiles::importFrom(const QString& path) {
  const QString ending = QFileInfo(path).suffix().toLower();
  if (ending == QStringLiteral("csv") || ending == QStringLiteral("tsv") || ending == QStringLiteral("txt")) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
      say(tr("%1 cannot be read").arg(QFileInfo(path).fileName()), {file.errorString()}, true);
      return;
    }
    m_window.planner().tables()->show();
    m_window.planner().tables()->propose(file.readAll().toStdString());
    return;
  }
  const PlanPtr plan = m_window.planner().desk().plan();
  onWorker<Result<ImportedPlan>>(
      [plan, path] { return importPlan(*plan, path.toStdString()); },
      [this, path, plan](Result<ImportedPlan> read) {
        const QString name = QFileInfo(path).fileName();
        if (!read) {
          say(tr("%1 cannot be imported").arg(name), {QString::fromStdString(read.error().text())}, true);
          return;
        }
        QStringList details;
        for (const std::string& p : read->problems) details << QString::fromStdString(p);
        if (read->isWhole) {
          m_window.session().openPlan(read->next, {});
          details.prepend(tr("It is a whole plan and is open now; %1 features were changed in it since")
                              .arg(read->changed + read->added));
        } else if (plan == m_window.planner().desk().plan()) {
          m_window.session().edit(read->next, tr("import %1").arg(name));
          details.prepend(tr("%1 new, %2 changed; undo takes them back").arg(read->added).arg(read->changed));
        } else {
          details = {tr("The plan was changed meanwhile; import it again")};
        }
        say(tr("Imported %1").arg(name), details);
      });
}

}  // namespace sorami
