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
};

QTEST_APPLESS_MAIN(TestStoryboard)
#include "tst_storyboard.moc"
