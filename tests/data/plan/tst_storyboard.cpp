// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/FindTrack.h"
#include "data/plan/Plan.h"
#include "data/store/MemoryRecording.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace sorami;

namespace {

Storyboard story() {
  Storyboard story;
  StoryStep a;
  a.id = "step-1";
  a.title = "Launch";
  a.words = "**Two** tracks\n- one\n- 二つ";
  a.notes = "Say nothing of the third";
  a.time = utcFromCivil(2026, 8, 12, 7, 30);
  a.until = a.time + 10 * kMinute;
  a.rate = 60;
  a.loop = true;
  a.centre = {38.5, 131.25};
  a.height = 900e3;
  a.projection = "lcc-japan";
  a.hiddenLayers = {"coverage", "places"};
  a.filter = "affiliation:hostile";
  a.filterDims = true;
  TrackRef ref{IdKind::Icao24, 0x8467AB, "", "H 4022", a.time};
  a.highlights = {ref};
  Callout onTrack;
  onTrack.track = ref;
  onTrack.text = "Apogee";
  onTrack.offsetX = -40.5;
  Callout onPlace;
  onPlace.place = {36.2, 133.1};
  onPlace.text = "Oki\nlink down";
  a.callouts = {onTrack, onPlace};
  StoryStep b;
  b.id = "step-2";
  b.hold = 3;
  story.steps = {a, b};
  return story;
}

}  // namespace

class TestStoryboard : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void comesBackFromJson() {
    const Storyboard before = story();
    const auto after = storyboardFromJson(storyboardToJson(before));
    QVERIFY2(after.ok(), after.ok() ? "" : after.error().text().c_str());
    QVERIFY(*after == before);
  }

  void standsInThePlan() {
    Plan plan;
    plan.name = "Northern defence";
    plan.storyboard = story();
    const std::string json = planToJson(plan);
    const auto read = parsePlan(json, "test");
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().text().c_str());
    QVERIFY(read->storyboard == plan.storyboard);
    QCOMPARE(planToJson(*read), json);
  }

  void saysWhatIsWrongAndWhere_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("where");
    QTest::newRow("no object") << QByteArray("[5]") << "/storyboard/0 is no object";
    QTest::newRow("no id") << QByteArray("[{}]") << "/storyboard/0/id";
    QTest::newRow("rate") << QByteArray(R"([{"id":"a","rate":"fast"}])") << "/storyboard/0/rate";
    QTest::newRow("time") << QByteArray(R"([{"id":"a","time":"noon"}])") << "/storyboard/0/time";
    QTest::newRow("twice") << QByteArray(R"([{"id":"a"},{"id":"a"}])") << "/storyboard/1/id";
    QTest::newRow("callout") << QByteArray(R"([{"id":"a","callouts":[{"lat":99,"lon":0}]}])")
                             << "/storyboard/0/callouts/0/lat";
    QTest::newRow("track") << QByteArray(R"([{"id":"a","highlights":[{"id":"nonsense"}]}])")
                           << "/storyboard/0/highlights/0/id";
  }
  void saysWhatIsWrongAndWhere() {
    QFETCH(QByteArray, json);
    QFETCH(QString, where);
    const auto read = storyboardFromJson(QJsonDocument::fromJson(json).array());
    QVERIFY(!read.ok());
    QVERIFY2(QString::fromStdString(read.error().what).startsWith(where), read.error().what.c_str());
  }

  void findsTracksAgain() {
    const auto sink = makeMemoryRecording();
    sink->addSource({"feed", "sbs", -1});
    const UtcTime start = utcFromCivil(2026, 8, 12, 6);
    std::vector<TrackId> ids;
    for (int i = 0; i < 4; ++i) {
      TrackInfo info;
      info.callsign = i < 2 ? "JAL1" : "ANA" + std::to_string(i);
      // Two legs of one aircraft.
      info.nativeId = {IdKind::Icao24, i < 2 ? 7u : 100u + static_cast<unsigned>(i)};
      ids.push_back(sink->addTrack(info));
      for (int k = 0; k < 3; ++k) {
        Sample s;
        s.time = start + i * kHour + k * kSecond;
        s.lat = 35;
        s.lon = 139 + k * 0.01;
        sink->append(ids.back(), s);
      }
    }
    const auto view = sink->finish();
    QVERIFY(view.ok());
    for (const TrackId id : ids) {
      const TrackRef ref = refOf((*view)->tracks()[id]);
      QCOMPARE(findTrack(**view, ref), id);
    }
    // Without an identity the name serves; without either there is no track.
    QCOMPARE(findTrack(**view, {IdKind::None, 0, "", "ANA3", {}}), ids[3]);
    QCOMPARE(findTrack(**view, {IdKind::Icao24, 999, "", "", {}}), kNoTrack);
  }

  void lastsAsLongAsItsSpan() {
    StoryStep step;
    step.hold = 4;
    QCOMPARE(step.duration(), 4.0);
    step.time = utcFromCivil(2026, 8, 12);
    step.until = step.time + 10 * kMinute;
    step.rate = 60;
    QCOMPARE(step.duration(), 10.0);
  }

  void freeIdsAreFree() {
    Storyboard all;
    for (int i = 0; i < 5; ++i) {
      StoryStep step;
      step.id = all.freeId();
      QCOMPARE(all.indexOf(step.id), -1);
      all.steps.insert(all.steps.begin(), step);
      if (i == 2) all.steps.erase(all.steps.begin());
    }
  }

  void logsAndEditsSurviveTheFile() {
    Plan plan;
    plan.narrative = {{"e1", utcFromCivil(2026, 8, 12, 6, 12), "Sato", "", "First contact", "step-1"},
                      {"e2", utcFromCivil(2026, 8, 12, 6, 30), "", "RELEASABLE", "Two\nlines, 二行", ""}};
    TrackEdit edit;
    edit.track = TrackRef{IdKind::Icao24, 0xFFFFFFFFFFFFFFFFULL, "", "H 4022", utcFromCivil(2026, 8, 12, 6)};
    edit.callsign = "BOMBER 1";
    edit.setsAffiliation = true;
    edit.affiliation = Affiliation::Hostile;
    edit.setsDomain = true;
    edit.domain = Domain::Air;
    edit.remarks = "turned back at 0640Z";
    plan.trackEdits = {edit};
    const std::string text = planToJson(plan);
    const auto read = parsePlan(text, "plan");
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().text().c_str());
    QVERIFY(*read == plan);
    QCOMPARE(planToJson(*read), text);
    // A plan without them is the same text as ever.
    QVERIFY(planToJson(Plan{}).find("narrative") == std::string::npos);
    QVERIFY(planToJson(Plan{}).find("trackEdits") == std::string::npos);
  }

  void logsAreReadFromTables_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("entries");
    QTest::addColumn<int>("problems");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("author");
    QTest::newRow("names") << QByteArray(
                                  "time,author,marking,text\n2026-08-12T06:12:30Z,Sato,NATO,\"Hello, all\"\n")
                           << 1 << 0 << "Hello, all"
                           << "Sato";
    QTest::newRow("no names") << QByteArray("0612Z;Sato;;Contact\n0700Z;Ito;;Lost\n") << 2 << 0 << "Contact"
                              << "Sato";
    QTest::newRow("japanese") << QByteArray("時刻\t内容\t記録者\n15時12分 JST\t接触\t佐藤\n") << 1 << 0
                              << "接触"
                              << "佐藤";
    QTest::newRow("date-time groups, unsorted")
        << QByteArray("DTG,Remarks\n120700ZAUG26,second\n120612ZAUG26,first\n") << 2 << 0 << "first"
        << "";
    QTest::newRow("damage") << QByteArray("time,text\n25:99,bad\n0612Z,\n0613Z,good\n") << 1 << 2 << "good"
                            << "";
    QTest::newRow("byte order mark, two columns") << QByteArray(
                                                         "\xEF\xBB\xBF"
                                                         "0612Z,only text\r\n")
                                                  << 1 << 0 << "only text"
                                                  << "";
  }
  void logsAreReadFromTables() {
    QFETCH(QByteArray, text);
    QFETCH(int, entries);
    QFETCH(int, problems);
    QFETCH(QString, first);
    QFETCH(QString, author);
    const UtcTime near = utcFromCivil(2026, 8, 12, 6);
    const auto read = readNarrativeCsv(text.toStdString(), near);
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().text().c_str());
    QCOMPARE(static_cast<int>(read->entries.size()), entries);
    QCOMPARE(static_cast<int>(read->problems.size()), problems);
    QCOMPARE(QString::fromStdString(read->entries.front().text), first);
    QCOMPARE(QString::fromStdString(read->entries.front().author), author);
    QVERIFY(read->entries.front().time >= near && read->entries.front().time < near + 3600 * kSecond);
  }

  void uselessTablesAreRefused() {
    QVERIFY(!readNarrativeCsv("", {}).ok());
    QVERIFY(!readNarrativeCsv("time,author\n0612Z,me\n", utcFromCivil(2026, 8, 12)).ok());
    QVERIFY(!readNarrativeCsv("nothing of the kind\n", utcFromCivil(2026, 8, 12)).ok());
  }

  void logsAreSearchedAndFollowed() {
    const UtcTime t = utcFromCivil(2026, 8, 12, 6);
    std::vector<NarrativeEntry> log = {{"b", t + kMinute, "Ito", "", "Second CONTACT", ""},
                                       {"a", t, "Sato", "SECRET", "first", ""}};
    sortNarrative(log);
    QCOMPARE(log.front().id, std::string("a"));
    QCOMPARE(narrativeAt(log, t - 1), std::ptrdiff_t{-1});
    QCOMPARE(narrativeAt(log, t), std::ptrdiff_t{0});
    QCOMPARE(narrativeAt(log, t + 3600 * kSecond), std::ptrdiff_t{1});
    QVERIFY(matchesNarrative(log[1], "contact ito"));
    QVERIFY(matchesNarrative(log[0], "secret"));
    QVERIFY(!matchesNarrative(log[0], "secret contact"));
    QVERIFY(matchesNarrative(log[0], ""));
  }

  void editsNeverTouchTheEvidence() {
    const auto sink = makeMemoryRecording();
    TrackInfo info;
    info.callsign = "JAL1";
    info.icao24 = 0x8467AB;
    info.nativeId = {IdKind::Icao24, 0x8467AB};
    info.affiliation = Affiliation::Civil;
    sink->addSource({"radar", "asterix", 1});
    const TrackId id = sink->addTrack(info);
    Sample s;
    s.time = utcFromCivil(2026, 8, 12, 6);
    sink->append(id, s);
    const StoreViewPtr view = *sink->finish();
    TrackEdit edit;
    edit.track = refOf(view->tracks()[id]);
    QVERIFY(edit.isEmpty());
    QCOMPARE(withEdits(view, {edit}).get(), view.get());
    edit.setsAffiliation = true;
    edit.affiliation = Affiliation::Suspect;
    edit.callsign = "WHO";
    edit.remarks = "odd";
    const StoreViewPtr shown = withEdits(view, {edit});
    QCOMPARE(shown->tracks()[id].affiliation, Affiliation::Suspect);
    QCOMPARE(shown->tracks()[id].displayName(), std::string("WHO"));
    QCOMPARE(shown->tracks()[id].remarks, std::string("odd"));
    QVERIFY(shown->version() != view->version());
    QCOMPARE(view->tracks()[id].affiliation, Affiliation::Civil);
    QCOMPARE(view->tracks()[id].displayName(), std::string("JAL1"));
    QCOMPARE(withoutEdits(shown).get(), view.get());
    // Laid anew, not on top of each other: what is taken back is gone.
    TrackEdit other;
    other.track = edit.track;
    other.type = "B789";
    const StoreViewPtr again = withEdits(shown, {other});
    QCOMPARE(again->tracks()[id].displayName(), std::string("JAL1"));
    QCOMPARE(again->tracks()[id].type, std::string("B789"));
    QCOMPARE(withEdits(again, {}).get(), view.get());
  }
};

QTEST_APPLESS_MAIN(TestStoryboard)
#include "tst_storyboard.moc"
