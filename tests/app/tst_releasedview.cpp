// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/BriefDesk.h"
#include "app/HandOver.h"
#include "app/Hands.h"
#include "app/PlanFiles.h"
#include "data/demo/DemoPlan.h"
#include "data/plan/Bundle.h"
#include "data/plan/FindTrack.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/panels/PlanPage.h"
#include "widgets/panels/PlanTables.h"
#include "widgets/scene/export/PlanSheet.h"

#include <QApplication>
#include <QDockWidget>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QProcess>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QTableView>

#include <map>

using namespace sorami;

/// A partner's view tells nothing of what is not released. Two plans and recordings that agree in what is
/// released and differ in all the rest (names, places, numbers, how many there are) must give the same window
/// and the same files, pixel for pixel and byte for byte.
class TestReleasedView : public QObject, protected test::WindowTest {
  Q_OBJECT

  std::map<QString, QImage> m_pictures[2];
  std::map<QString, QByteArray> m_files[2];
  std::vector<std::string> m_secrets;  ///< words of the withheld parts of both plans

  static Site radar(const std::string& id, const std::string& name, LatLon at) {
    Site s;
    s.id = id;
    s.name = name;
    s.kind = SiteKind::GapFillerRadar;
    s.sensor = demo::presetFor(s.kind);
    s.position = at;
    return s;
  }
  static Drawing note(const std::string& id, const std::string& text, LatLon at) {
    Drawing d;
    d.id = id;
    d.kind = DrawingKind::Text;
    d.text = text;
    d.points = {at};
    return d;
  }
  static Area area(const std::string& id, const std::string& name, LatLon at) {
    Area a;
    a.id = id;
    a.name = name;
    a.ring = {at, {at.lat + 1.2, at.lon}, {at.lat + 1.2, at.lon + 2.4}, {at.lat, at.lon + 2.4}};
    return a;
  }
  static Threat threat(const std::string& id, const std::string& name, LatLon from) {
    Threat t;
    t.id = id;
    t.name = name;
    t.kind = ThreatKind::Cruise;
    t.path = {from, {35, 137}};
    t.altitude = 2000;
    t.launchTime = (test::recordingStart() + 5 * kMinute).us;
    return t;
  }
  std::string secret(const std::string& word) {
    m_secrets.push_back(word);
    return word;
  }
  static std::string geoJson(const QString& path, const std::string& name, LatLon at) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return {};
    file.write(QStringLiteral(R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":)"
                              R"({"name":"%1"},"geometry":{"type":"Point","coordinates":[%2,%3]}}]})")
                   .arg(QString::fromStdString(name))
                   .arg(at.lon)
                   .arg(at.lat)
                   .toUtf8());
    return path.toStdString();
  }

  /// What both have, and around it what only one of them has.
  Plan plan(int which) {
    const std::vector<std::string> to{"Partner A"};
    const bool first = which == 0;
    const double off = first ? 0 : 1.3;
    const std::string tag = first ? "Kestrel" : "Bittern";
    Plan p;
    p.name = "Shared defence";
    p.marking = "EXERCISE · NOTIONAL DATA";
    p.altitudeDetents = {914.4, 3048};
    const auto release = [&](auto t) {
      t.releasableTo = first ? to : std::vector<std::string>{secret("Partner Z"), "Partner A"};
      return t;
    };
    // The withheld site comes first: what is numbered or coloured by place in a list must not show it.
    Site hidden = radar("h1", secret(tag + " hill"), {35.5 + off, 135.2});
    hidden.note = secret(tag + " remark");
    p.sites.push_back(hidden);
    Site west = release(radar("west", "West shore", {35.2, 134.2}));
    west.note = secret(tag + " of ours");
    west.track = secret(first ? "HID101" : "HID202");
    const Micros at = (test::recordingStart() + 20 * kMinute).us;
    west.outages = {{at, at + 5 * kMinute, secret(tag + " upkeep")}};
    p.sites.push_back(west);
    Site battery = radar("h2", secret(tag + " guard"), {34.6, 136.4 + off});
    battery.kind = SiteKind::Battery;
    battery.battery = demo::presetBattery(DefenceLayer::Terminal);
    battery.battery->stocks = {
        {secret(tag + " type"), first ? 8 : 31, 4, {{at, -2, 0, secret(tag + " raid")}}}};
    battery.engagementRange = greatestRange(*battery.battery);
    p.sites.push_back(battery);
    p.sites.push_back(release(radar("east", "East shore", {35.4, 138.6})));
    Site hq = release(radar("hq", "Control centre", {35.6, 136.6}));
    hq.kind = SiteKind::ControlCentre;
    hq.sensor.reset();
    p.sites.push_back(hq);
    if (!first) p.sites.push_back(radar("h3", secret(tag + " spare"), {36.4, 140.1}));
    p.links = {{"w", "west", "hq", LinkKind::Cable, true},
               {"h", "h1", "hq", LinkKind::Microwave, true},
               {"e", "east", "hq", LinkKind::Cable, true}};
    p.links[0].outages = {{at, at + 5 * kMinute, secret(tag + " dig")}};
    p.areas = {area("ha", secret(tag + " zone"), {35 + off, 133}),
               release(area("bay", "The bay", {34.4, 135}))};
    p.threats = {threat("ht", secret(tag + " raid"), {37, 131 + off}),
                 release(threat("t", "Low from the west", {36, 130}))};
    p.drawings = {note("hd", secret(tag + " here"), {36 + off, 137}),
                  release(note("d", "Meet here", {34, 137}))};
    const auto entry = [&](const char* id, int minute, const std::string& text) {
      NarrativeEntry e;
      e.id = id;
      e.time = test::recordingStart() + minute * kMinute;
      e.author = "Watch";
      e.text = text;
      p.narrative.push_back(e);
    };
    entry("n1", 4, "The shores report ready.");
    entry("n2", first ? 9 : 11, tag + " hill is silent.");
    StoryStep step;
    step.id = "s1";
    step.title = "Routine picture";
    step.words = "Both shores are up.";
    step.notes = secret(tag + " is not to be spoken of");
    step.time = test::recordingStart() + 5 * kMinute;
    step.callouts = {{std::nullopt, {34, 137}, "Here", 28, -64},
                     {std::nullopt, hidden.position, "Beside it", 28, -64},
                     {std::nullopt, {34, 138}, tag + " guard fires", 28, -64}};
    TrackRef ref;
    ref.kind = IdKind::Icao24;
    ref.value = first ? 0x860001 : 0x860002;
    ref.name = first ? "HID101" : "HID202";
    step.highlights = {ref};
    step.callouts.push_back({ref, {}, "Seen", 28, -64});
    p.storyboard.steps.push_back(step);
    step.id = "s2";
    step.title = tag + " hill is lost";
    p.storyboard.steps.push_back(step);
    TrackEdit said;
    said.track = ref;
    said.callsign = secret(tag + " one");
    said.remarks = secret(tag + " again");
    p.trackEdits = {said};
    const QString folder = m_folder.path() + QLatin1Char('/');
    MapFile ours;
    ours.path = geoJson(
        folder + QString::fromStdString(secret(first ? "kestrel" : "bittern")) + QStringLiteral(".geojson"),
        secret(tag + " mark"), {35.8, 134 + off});
    MapFile shared;
    shared.path = geoJson(folder + QStringLiteral("shared.geojson"), "Buoy", {34.5, 138.2});
    shared.label = ours.label = "name";
    p.maps = {ours, release(shared)};
    LayerLook faint;
    faint.id = layerIdOf(ours.path);
    faint.opacity = first ? 0.4 : 0.7;
    p.layers = {faint};
    p.storyboard.steps[0].hiddenLayers = {faint.id, "relief"};
    SourceMark mark;
    mark.source = "Shared feed";
    mark.releasableTo = to;
    p.sources = {mark};
    return p;
  }

  static StoreViewPtr recording(int which) {
    const auto sink = makeMemoryRecording();
    const std::uint16_t ours =
        sink->addSource({which == 0 ? "Hidden one" : "Hidden two", "asterix", 11 + which});
    const std::uint16_t shared = sink->addSource({"Shared feed", "sbs", -1});
    const auto fly = [&](std::uint16_t source, const std::string& name, int number, double lat) {
      TrackInfo info;
      info.source = source;
      info.nativeId = {IdKind::Icao24, static_cast<std::uint64_t>(number)};
      info.icao24 = number;
      info.callsign = name;
      info.affiliation = Affiliation::Civil;
      info.domain = Domain::Air;
      const TrackId id = sink->addTrack(info);
      for (int k = 0; k <= 180; ++k) {
        Sample s;
        s.time = test::recordingStart() + k * 10 * kSecond;
        s.lat = lat;
        s.lon = 134 + k * 0.02;
        s.baroAltitude = 3000;
        s.groundSpeed = 200;
        s.trackDeg = 90;
        sink->append(id, s);
      }
    };
    for (int i = 0; i < (which == 0 ? 2 : 5); ++i) {
      fly(ours, which == 0 ? "HID101" : "HID202", 0x860001 + which, 35.1 + 0.3 * i + 0.1 * which);
    }
    fly(shared, "SHR301", 0x840301, 34.8);
    fly(shared, "SHR302", 0x840302, 36.2);
    const Status committed = sink->commit();
    Result<StoreViewPtr> view = sink->finish();
    return committed && view ? *view : nullptr;
  }

  /// The window when nothing works for it any more and it has stood still for a moment.
  QImage still(QWidget* window) {
    constexpr int kMoments = 3;
    QImage last;
    int same = 0;
    for (int i = 0; i < 200 && same < kMoments; ++i) {
      QTest::qWait(40);
      QImage now = window->grab().toImage();
      const auto coverage = session().coverage().progress();
      const bool works = coverage.shown != coverage.wanted || m_window->network()->isBusy();
      same = !works && now == last ? same + 1 : 0;
      last = std::move(now);
    }
    return last;
  }
  /// The words of a PDF, page by page; its pictures are those of the PNG and SVG beside it.
  static QByteArray wordsOf(const QString& pdf) {
    QProcess reader;
    reader.start(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), pdf, QStringLiteral("-")});
    return reader.waitForFinished() && reader.exitCode() == 0 ? reader.readAllStandardOutput() : QByteArray();
  }
  /// Without what tells when a file was made.
  static QByteArray timeless(const QString& path) {
    if (path.endsWith(QLatin1String(".pdf"))) return wordsOf(path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    QByteArray bytes = file.readAll();
    // Outlines of letters vary in their last digits with what was drawn before; the same sheet as PNG does
    // not.
    if (path.endsWith(QLatin1String("sheet.svg"))) {
      QString text = QString::fromUtf8(bytes);
      text.remove(QRegularExpression(QStringLiteral(" d=\"[^\"]*\"")));
      bytes = text.toUtf8();
    }
    return bytes;
  }

  void take(int which) {
    QVERIFY(openWindow({1500, 900}));
    session().openPlan(plan(which), {});
    session().setStore(recording(which));
    QTRY_COMPARE(session().userMaps().size(), std::size_t{2});
    session().command(ClockCommand::Seek{test::recordingStart() + 12 * kMinute});
    m_window->network()->open(NetworkDesk::Point);
    QVERIFY(settles());
    // Answers about what is withheld are on show when the view changes.
    PlannerRoom& room = m_window->planner();
    room.desk().setSelection({{PlanItemKind::Site, "h1"}});
    room.desk().nudge(100, 0);
    for (const auto page :
         {NetworkDesk::Next, NetworkDesk::Warning, NetworkDesk::Check, NetworkDesk::Links}) {
      m_window->network()->open(page);
      QTRY_VERIFY_WITH_TIMEOUT(!m_window->network()->isBusy(), 20'000);
    }
    room.tables()->show();
    session().setPartner("Partner A");
    // From the first frame on nothing of it is in the picture.
    const FramePtr frame = session().frame();
    QVERIFY(!frame->network);
    QCOMPARE(frame->plan->sites.size(), std::size_t{3});
    QCOMPARE(frame->store->tracks().size(), std::size_t{2});
    QCOMPARE(frame->mapFiles.size(), std::size_t{1});
    View view = session().view();
    view.centre = session().projection()->forward({35.2, 136.4});
    view.metresPerPixel = 700;
    session().setView(view);
    m_window->messages()->clear();
    QVERIFY(settles());
    // The timeline shows what has been found by then.
    const BriefDesk& briefing = m_window->briefing();
    QTRY_VERIFY_WITH_TIMEOUT(briefing.events() && !briefing.isLooking(), 30'000);
    pictures(which);
    if (QTest::currentTestFailed()) return;
    files(which);
    m_window.reset();
  }

  void pictures(int which) {
    // How long a frame took is nobody's secret, and no two are alike; where labels stood before is
    // remembered.
    auto* frameTime = m_window->findChild<QLabel*>(QStringLiteral("frameTime"));
    QVERIFY(frameTime);
    frameTime->hide();
    TrackDisplay unlabelled = session().tracks();
    unlabelled.maxLabels = 0;
    session().setTracks(unlabelled);
    const auto keep = [&](const QString& name, QWidget* window) { m_pictures[which][name] = still(window); };
    // Twice: what the status bar and the timeline tell of the first answers comes after them.
    for (int round = 0; round < 2; ++round) {
      for (int page = NetworkDesk::Cover; page <= NetworkDesk::Check; ++page) {
        m_window->network()->open(static_cast<NetworkDesk::Page>(page));
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->network()->isBusy(), 20'000);
        if (round == 1) keep(QStringLiteral("network page %1").arg(page), m_window.get());
      }
    }
    m_window->network()->dock()->hide();
    for (int page = 0; page < m_window->pages()->count(); ++page) {
      m_window->tabs()->setCurrent(page);
      m_window->pages()->setCurrentIndex(page);
      keep(QStringLiteral("contents %1").arg(page), m_window.get());
    }
    for (int page = 0; page < 5; ++page) {
      m_window->showSidePage(page);
      keep(QStringLiteral("side page %1").arg(page), m_window.get());
    }
    m_window->showSidePage(0);
    for (const char* id : {"west", "hq"}) {
      session().selectSite(id);
      keep(QStringLiteral("form of %1").arg(QLatin1String(id)), m_window.get());
    }
    session().selectTrack(0);
    keep(QStringLiteral("a track"), m_window.get());
    session().selectTrack(kNoTrack);
    PlanTables* tables = m_window->planner().tables();
    for (const PropertySet set : kSets) {
      tables->showSet(set);
      tables->view(set)->resizeColumnsToContents();
      keep(QStringLiteral("table %1").arg(static_cast<int>(set)), tables);
    }
  }

  static constexpr PropertySet kSets[] = {
      PropertySet::Sites,        PropertySet::Sensors,   PropertySet::Links,   PropertySet::Stocks,
      PropertySet::StockChanges, PropertySet::Envelopes, PropertySet::Outages, PropertySet::Areas,
      PropertySet::Threats,      PropertySet::Drawings};

  void files(int which) {
    const QDir folder(m_folder.filePath(QStringLiteral("out%1").arg(which)));
    QVERIFY(folder.mkpath(QStringLiteral(".")));
    const FramePtr frame = session().frame();
    for (const char* ending : {"svg", "png", "pdf"}) {
      const QString sheet = folder.filePath(QStringLiteral("sheet.") + QLatin1String(ending));
      QVERIFY(writeSheet(frame, makeLayers(), {}, sheet).ok());
    }
    for (const char* ending : {"html", "pdf"}) {
      QVERIFY(writePlanReport(frame, makeLayers(),
                              folder.filePath(QStringLiteral("report.") + QLatin1String(ending)))
                  .ok());
    }
    const auto hand = [&](HandOverKind kind, const char* name) {
      HandOverRequest r;
      r.kind = kind;
      r.path = folder.filePath(QLatin1String(name));
      r.size = {800, 450};
      r.withNotes = true;
      r.span = session().clock().bounds;
      m_window->handingOver().start(r);
    };
    hand(HandOverKind::Picture, "picture.svg");
    hand(HandOverKind::Picture, "picture.png");
    hand(HandOverKind::StoryHtml, "story.html");
    hand(HandOverKind::StoryPdf, "story.pdf");
    for (const char* name : {"tracks.csv", "tracks.kml", "tracks.geojson", "tracks.acmi", "tracks.gpx"})
      hand(HandOverKind::Tracks, name);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->handingOver().isBusy(), 60'000);
    PlanFiles& files = m_window->planner().files();
    QStringList names{QStringLiteral("plan.geojson"), QStringLiteral("plan.kml"),
                      QStringLiteral("plan.gpkg")};
    for (const QString& name : names) files.exportTo(folder.filePath(name));
    for (const PropertySet set : kSets) {
      m_window->planner().tables()->showSet(set);
      names << QStringLiteral("table%1.csv").arg(static_cast<int>(set));
      files.exportTo(folder.filePath(names.last()));
    }
    names << QStringLiteral("plan.sobundle");
    files.saveBundle(folder.filePath(names.last()));
    files.saveReleasable(folder.filePath(QStringLiteral("copy.soplan")));
    for (const QString& name : names) QTRY_VERIFY2(QFile::exists(folder.filePath(name)), qPrintable(name));
    const Result<BundleContents> bundle =
        readBundle(folder.filePath(QStringLiteral("plan.sobundle")).toStdString(),
                   folder.filePath(QStringLiteral("unpacked")).toStdString());
    QVERIFY(bundle.ok());
    m_files[which][QStringLiteral("bundle")] = QByteArray::fromStdString(planToJson(bundle->plan.plan));
    QVERIFY(bundle->files.empty());
    for (const QString& name : folder.entryList(QDir::Files)) {
      m_files[which][name] = timeless(folder.filePath(name));
      QVERIFY2(!m_files[which][name].isEmpty(), qPrintable(name));
    }
  }

 private Q_SLOTS:
  void bothGiveTheSame() {
    // Two files made at two moments say the same moment.
    QApplication::setCursorFlashTime(0);
    qputenv("OGR_CURRENT_DATE", "2026-08-12T06:00:00.000Z");
    for (int which = 0; which < 2; ++which) {
      take(which);
      if (QTest::currentTestFailed()) return;
    }
    QStringList differ;
    QVERIFY(m_pictures[0].size() > 25 && m_files[0].size() > 25);
    QCOMPARE(m_pictures[0].size(), m_pictures[1].size());
    QCOMPARE(m_files[0].size(), m_files[1].size());
    for (const auto& [name, picture] : m_pictures[0]) {
      if (picture == m_pictures[1][name]) continue;
      differ << name;
      if (qEnvironmentVariableIsSet("SORAMI_KEEP")) {
        for (int i = 0; i < 2; ++i)
          m_pictures[i][name].save(
              QStringLiteral("%1/%2-%3.png").arg(qEnvironmentVariable("SORAMI_KEEP"), name).arg(i));
      }
    }
    for (const auto& [name, bytes] : m_files[0]) {
      if (name.endsWith(QLatin1String(".gpkg")) || name.endsWith(QLatin1String(".sobundle"))) continue;
      const bool isSame = bytes == m_files[1][name];
      if (!isSame) differ << name;
      if (!isSame && qEnvironmentVariableIsSet("SORAMI_KEEP")) {
        for (int i = 0; i < 2; ++i) {
          QFile file(QStringLiteral("%1/%2-%3").arg(qEnvironmentVariable("SORAMI_KEEP")).arg(i).arg(name));
          if (file.open(QIODevice::WriteOnly)) file.write(m_files[i][name]);
        }
      }
    }
    QVERIFY2(differ.isEmpty(), qPrintable(differ.join(QStringLiteral(", "))));
  }

  /// The same told by words: none of what is withheld stands in any file that is text.
  void noWordOfItIsThere() {
    QVERIFY(m_secrets.size() > 30);
    for (int which = 0; which < 2; ++which) {
      for (const auto& [name, bytes] : m_files[which]) {
        for (const std::string& word : m_secrets) {
          QVERIFY2(!bytes.contains(word.c_str()),
                   qPrintable(name + QStringLiteral(": ") + QString::fromStdString(word)));
        }
      }
      // What is released is there, so the files are no empty shells.
      for (const char* name : {"copy.soplan", "plan.geojson", "plan.kml", "plan.gpkg", "report.html",
                               "table0.csv", "sheet.svg", "sheet.pdf", "report.pdf"}) {
        QVERIFY2(m_files[which][QLatin1String(name)].contains("West shore"), name);
      }
      QVERIFY(m_files[which][QStringLiteral("tracks.csv")].contains("SHR301"));
      for (const char* name : {"story.html", "story.pdf"}) {
        QVERIFY2(m_files[which][QLatin1String(name)].contains("Both shores are up."), name);
      }
      QVERIFY(m_files[which][QStringLiteral("copy.soplan")].contains("The shores report ready."));
    }
  }
};

QTEST_MAIN(TestReleasedView)
#include "tst_releasedview.moc"
