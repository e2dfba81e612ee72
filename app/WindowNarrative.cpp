// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The narrative log, what is said of tracks, the two times of a recording, and what else stands on the
// timeline.
#include "app/BriefDesk.h"
#include "app/MainWindow.h"
#include "data/plan/PlanItem.h"
#include "data/store/Silences.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/panels/NarrativePanel.h"
#include "widgets/panels/TrackInspector.h"
#include "widgets/panels/TrackPanel.h"
#include "widgets/timeline/TimeLabels.h"
#include "widgets/timeline/TimelineWidget.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

#include <algorithm>

namespace sorami {
namespace {

constexpr qint64 kLargestLog = 64 * 1024 * 1024;  // bytes; a log of a year is a thousandth of it
constexpr Micros kDrawnSilence = 2 * kMinute;

}  // namespace

void MainWindow::makeNarrative() {
  Session& s = *m_session;
  m_narrativePanel = new NarrativePanel(m_sidePages);
  m_narrativePage = addSidePage(tr("Log"), m_narrativePanel);
  connect(m_narrativePanel, &NarrativePanel::edited, &s, &Session::setNarrative);
  connect(m_narrativePanel, &NarrativePanel::chosen, this,
          [this](const NarrativeEntry& entry) { m_session->command(ClockCommand::Seek{entry.time}); });
  connect(m_narrativePanel, &NarrativePanel::importRequested, this, &MainWindow::importNarrative);
  connect(m_narrativePanel, &NarrativePanel::stepOpened, this, [this](const std::string& id) {
    if (const int step = m_brief->story().indexOf(id); step >= 0) m_brief->show(step, false, false);
  });
  connect(m_narrativePanel, &NarrativePanel::stepRequested, this,
          [this](const NarrativeEntry& entry) { m_brief->addStepFor(entry); });
  connect(&s, &Session::clockChanged, m_narrativePanel,
          [this] { m_narrativePanel->setTime(m_session->clock().cursor); });
  const auto show = [this] {
    static const std::vector<NarrativeEntry> none;
    const PlanPtr& plan = m_session->plan();
    const std::vector<NarrativeEntry>& entries = plan ? plan->narrative : none;
    m_narrativePanel->setEntries(entries);
    m_narrativePanel->setStory(m_brief->story());
    std::vector<LaneMark> marks;
    for (const NarrativeEntry& e : entries) marks.push_back({e.time, QString::fromStdString(e.text)});
    m_timeline->lanes()->setLog(std::move(marks));
    showPlanMarks();
  };
  connect(&s, &Session::planChanged, this, show);
  show();

  // --- what is said of a track
  connect(m_trackPage, &TrackInspector::edited, &s, &Session::editTrack);

  // --- as it was, or as known then
  Actions& a = *m_actions;
  const QString time = tr("Time");
  QAction* known = a.add(QStringLiteral("time.asKnown"), time, tr("As known then"),
                         {QKeySequence(QStringLiteral("Ctrl+Alt+T"))}, {}, {});
  known->setCheckable(true);
  connect(known, &QAction::triggered, &s, &Session::setAsKnown);
  connect(m_timeline, &TimelineWidget::asKnownRequested, &s, &Session::setAsKnown);
  connect(&s, &Session::displayChanged, this, [this, known] {
    const bool asKnown = m_session->isAsKnown();
    known->setChecked(asKnown);
    m_timeline->setAsKnown(asKnown);
    m_trackPanel->setAsKnown(asKnown);
    m_trackPage->setAsKnown(asKnown);
  });

  // --- silences
  const auto jump = [this](int direction) {
    if (!m_session->jumpOverGap(direction)) {
      m_messages->add({MessageLevel::Info,
                       direction > 0 ? tr("No silence ahead") : tr("No silence behind"),
                       {tr("Silences of %1 and more are counted.").arg(durationText(kDrawnSilence))},
                       {},
                       {}});
    }
  };
  a.add(QStringLiteral("time.overGap"), time, tr("Over the next silence"),
        {QKeySequence(QStringLiteral("Shift+PgDown"))}, {}, [jump] { jump(1); });
  a.add(QStringLiteral("time.backOverGap"), time, tr("Back over the last silence"),
        {QKeySequence(QStringLiteral("Shift+PgUp"))}, {}, [jump] { jump(-1); });
  QAction* skip = a.add(QStringLiteral("time.skipGaps"), time, tr("Playing leaps over silences"), {}, {}, {});
  skip->setCheckable(true);
  connect(skip, &QAction::triggered, &s, &Session::setSkipsGaps);
  const auto silent = [this] {
    m_timeline->lanes()->setSilences(m_session->store() ? silences(*m_session->store(), kDrawnSilence)
                                                        : std::vector<TimeRange>{});
  };
  connect(&s, &Session::storeChanged, this, silent);
  connect(&s, &Session::storeGrown, this, silent);
  a.add(QStringLiteral("log.add"), tr("Briefing"), tr("Write an entry of the log"),
        {QKeySequence(QStringLiteral("Ctrl+B"))}, {}, [this] {
          showSidePage(m_narrativePage);
          m_narrativePanel->setTime(m_session->clock().cursor);
          m_narrativePanel->addEntry();
        });
  a.add(QStringLiteral("log.import"), tr("Briefing"), tr("Import a log…"), {}, {},
        [this] { importNarrative(); });
  for (QAction* each : m_menu->actions()) {
    if (!each->menu()) continue;
    if (each->text() == tr("Time")) {
      each->menu()->addSeparator();
      for (const char* id : {"time.asKnown", "time.overGap", "time.backOverGap", "time.skipGaps"}) {
        each->menu()->addAction(a[QString::fromLatin1(id)]);
      }
    } else if (each->text() == tr("Briefing")) {
      each->menu()->addSeparator();
      each->menu()->addAction(a[QStringLiteral("log.add")]);
      each->menu()->addAction(a[QStringLiteral("log.import")]);
    }
  }
}

void MainWindow::importNarrative() {
  auto* dialog =
      new QFileDialog(this, tr("Import a log"), {}, tr("Tables (*.csv *.tsv *.txt);;All files (*)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::importNarrativeFile);
  dialog->open();
}

void MainWindow::importNarrativeFile(const QString& path) {
  QFile file(path);
  const QString name = QFileInfo(path).fileName();
  const auto refuse = [&](const QString& why) {
    m_messages->add({MessageLevel::Error, tr("The log %1 was not read").arg(name), {why}, {}, {}});
  };
  if (!file.open(QIODevice::ReadOnly)) return refuse(file.errorString());
  if (file.size() > kLargestLog) return refuse(tr("It is larger than a log can be."));
  const UtcTime near = m_session->clock().cursor.isValid() ? m_session->clock().cursor : UtcTime{0};
  Result<NarrativeImport> read = readNarrativeCsv(file.readAll().toStdString(), near);
  if (!read) return refuse(QString::fromStdString(read.error().text()));
  std::vector<NarrativeEntry> next =
      m_session->plan() ? m_session->plan()->narrative : std::vector<NarrativeEntry>{};
  std::size_t number = next.size();
  const auto isTaken = [&](const std::string& id) {
    return std::any_of(next.begin(), next.end(), [&](const NarrativeEntry& e) { return e.id == id; });
  };
  std::size_t added = 0;
  for (NarrativeEntry& entry : read->entries) {
    // The same log read twice is not there twice.
    const bool isThere = std::any_of(next.begin(), next.end(), [&](const NarrativeEntry& e) {
      return e.time == entry.time && e.author == entry.author && e.text == entry.text;
    });
    if (isThere) continue;
    do entry.id = "entry-" + std::to_string(++number);
    while (isTaken(entry.id));
    next.push_back(std::move(entry));
    ++added;
  }
  sortNarrative(next);
  m_session->setNarrative(next, tr("import %1").arg(name));
  showSidePage(m_narrativePage);
  QStringList details;
  constexpr std::size_t kMostTold = 8;
  for (std::size_t i = 0; i < std::min(kMostTold, read->problems.size()); ++i) {
    details << QString::fromStdString(read->problems[i]);
  }
  if (read->problems.size() > kMostTold) {
    details << tr("and %1 more lines").arg(read->problems.size() - kMostTold);
  }
  m_messages->add({read->problems.empty() ? MessageLevel::Info : MessageLevel::Warning,
                   tr("%1 entries of %2 are in the log").arg(added).arg(name),
                   details,
                   {},
                   {}});
}

void MainWindow::showPlanMarks() {
  std::vector<LaneMark> marks;
  const auto addOutages = [&marks](const QString& name, const std::vector<Outage>& outages) {
    for (const Outage& outage : outages) {
      QString text = tr("%1 out of service").arg(name);
      if (!outage.reason.empty()) text += QStringLiteral(" · ") + QString::fromStdString(outage.reason);
      marks.push_back(
          {UtcTime{outage.from}, text, outage.until != 0 ? UtcTime{outage.until} : LaneMark::kOpenEnd});
      if (outage.until != 0) marks.push_back({UtcTime{outage.until}, tr("%1 back in service").arg(name), {}});
    }
  };
  if (const PlanPtr& plan = m_session->plan()) {
    for (const Site& site : plan->sites) {
      const QString name = QString::fromStdString(site.name);
      if (site.battery) {
        for (const Stock& stock : site.battery->stocks) {
          for (const StockChange& change : stock.changes) {
            const auto number = [](int n) {
              return n < 0 ? QChar(0x2212) + QString::number(-n) : QStringLiteral("+%1").arg(n);
            };
            QString text = tr("%1, %2: ready %3, reserve %4")
                               .arg(name, QString::fromStdString(stock.type), number(change.ready),
                                    number(change.reserve));
            if (!change.note.empty()) text += QStringLiteral(" · ") + QString::fromStdString(change.note);
            marks.push_back({UtcTime{change.time}, text});
          }
        }
      }
      addOutages(name, site.outages);
      if (site.route.size() > 1) {
        marks.push_back({UtcTime{site.route.front().time}, tr("%1 sets out").arg(name)});
        marks.push_back({UtcTime{site.route.back().time}, tr("%1 has arrived").arg(name)});
      }
    }
    for (const Link& link : plan->links) {
      if (link.outages.empty()) continue;
      addOutages(QString::fromStdString(nameOf(*plan, {PlanItemKind::Link, link.id})), link.outages);
    }
    for (const Threat& threat : plan->threats) {
      if (threat.launchTime != 0) {
        marks.push_back(
            {UtcTime{threat.launchTime}, tr("%1 begins").arg(QString::fromStdString(threat.name))});
      }
    }
  }
  std::erase_if(marks, [](const LaneMark& mark) { return mark.time.us == 0; });
  std::stable_sort(marks.begin(), marks.end(),
                   [](const LaneMark& a, const LaneMark& b) { return a.time < b.time; });
  m_timeline->lanes()->setPlanMarks(std::move(marks));
}

}  // namespace sorami
