// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Samples.h"
#include "data/store/MemoryRecording.h"

using namespace sorami;
using namespace sorami::test;

/// The rules that turn reports into a recording.
class TestRecorder : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() {
    m_recording = makeMemoryRecording();
    RecorderOptions options;
    options.now = utcFromCivil(2026, 8, 12, 12);
    m_recorder = std::make_unique<Recorder>(*m_recording, options);
    m_source = m_recorder->source({"test", "test", -1});
  }
  void duplicates();
  void impossible();
  void quarantineAndBelieve();
  void ballisticIsExempt();
  void ballisticByRuleIsExempt();
  void legs();
  void reusedTrackNumber();
  void endedTrack();
  void plotsShareATrack();
  void identityFollows();
  void backwards();

 private:
  Report at(double seconds, double lat, double lon, std::uint64_t id = 0x86D6A1) const {
    Report r;
    r.source = m_source;
    r.id = {IdKind::Icao24, id};
    r.eventTime = utcFromCivil(2026, 8, 12, 6) + static_cast<Micros>(seconds * 1e6);
    r.lat = lat;
    r.lon = lon;
    r.domain = Domain::Air;
    return r;
  }
  StoreViewPtr view() { return *m_recording->finish(); }
  std::uint64_t dropped(const char* reason) const {
    const auto& drops = m_recorder->stats().dropped;
    const auto found = drops.find(reason);
    return found == drops.end() ? 0 : found->second;
  }
  std::vector<Sample> samples(const StoreView& view, TrackId track) const {
    std::vector<Sample> all;
    for (const BucketInfo& info : view.buckets()) {
      const BucketPtr bucket = view.bucket(info.id);
      if (const auto* run = bucket->run(track)) {
        for (std::uint32_t i = run->begin; i < run->end; ++i) all.push_back(bucket->sample(i));
      }
    }
    return all;
  }
  std::unique_ptr<SampleSink> m_recording;
  std::unique_ptr<Recorder> m_recorder;
  std::uint16_t m_source = 0;
};

void TestRecorder::duplicates() {
  m_recorder->report(at(0, 35, 139));
  m_recorder->report(at(0.0005, 35, 139));
  m_recorder->report(at(0.5, 35, 139));        // standing still is no duplicate
  m_recorder->report(at(0.5, 35.00001, 139));  // nor is another place at that instant
  QCOMPARE(dropped("duplicate"), std::uint64_t{1});
  QCOMPARE(m_recorder->stats().accepted, std::uint64_t{3});
}

void TestRecorder::impossible() {
  m_recorder->report(at(0, 0, 0));
  m_recorder->report(at(0, 91, 0));
  m_recorder->report(at(2 * 86400, 35, 139));
  Report old = at(0, 35, 139);
  old.eventTime = utcFromCivil(1989, 12, 31);
  m_recorder->report(old);
  old.flags |= kSimulated;  // an exercise may play in any year
  m_recorder->report(old);
  Report nowhere = at(0, 35, 139);
  nowhere.lat = kNoDouble;
  m_recorder->report(nowhere);
  Report timeless = at(0, 35, 139);
  timeless.eventTime = {};
  m_recorder->report(timeless);
  QCOMPARE(dropped("zero position"), std::uint64_t{1});
  QCOMPARE(dropped("impossible position"), std::uint64_t{1});
  QCOMPARE(dropped("impossible time"), std::uint64_t{2});
  QCOMPARE(dropped("no position"), std::uint64_t{1});
  QCOMPARE(dropped("no time"), std::uint64_t{1});
  QCOMPARE(m_recorder->stats().accepted, std::uint64_t{1});
}

void TestRecorder::quarantineAndBelieve() {
  for (int i = 0; i < 5; ++i) m_recorder->report(at(i, 35 + i * 0.002, 139));
  m_recorder->report(at(5, 36, 139));      // 100 km in a second
  m_recorder->report(at(6, 35.012, 139));  // back again
  QCOMPARE(m_recorder->stats().quarantined, std::uint64_t{1});
  for (int i = 0; i < 6; ++i) m_recorder->report(at(7 + i, 37 + i * 0.002, 139));
  QCOMPARE(m_recorder->stats().quarantined, std::uint64_t{4});
  const StoreViewPtr all = view();
  const auto rows = samples(*all, 0);
  QCOMPARE(rows.size(), std::size_t{13});
  QVERIFY((rows[5].flags & kOutlier) != 0);
  QVERIFY((rows[6].flags & kOutlier) == 0);
  QVERIFY((rows[9].flags & kOutlier) != 0);
  // The fourth consistent one is believed, and no line leads to it.
  QCOMPARE(rows[10].flags & (kOutlier | kLegStart), int{kLegStart});
  QCOMPARE(rows[11].flags & (kOutlier | kLegStart), 0);
}

void TestRecorder::ballisticIsExempt() {
  for (int i = 0; i < 5; ++i) {
    Report r = at(i, 35 + i * 0.04, 139);  // 4.4 km/s
    r.domain = Domain::Missile;
    m_recorder->report(r);
  }
  QCOMPARE(m_recorder->stats().quarantined, std::uint64_t{0});
}

/// A source that says "air" of everything, and a user who knows better.
void TestRecorder::ballisticByRuleIsExempt() {
  for (const bool told : {false, true}) {
    RecorderOptions options;
    options.now = utcFromCivil(2026, 8, 12, 12);
    if (told) options.identity = IdentityRules({{.callsign = "BM*", .domain = Domain::Missile}});
    const auto recording = makeMemoryRecording();
    Recorder recorder(*recording, options);
    for (int i = 0; i < 5; ++i) {
      Report r = at(i, 35 + i * 0.04, 139);  // 4.4 km/s
      r.source = recorder.source({"test", "test", -1});
      r.callsign = std::string_view("BM01");
      recorder.report(r);
    }
    QCOMPARE(recorder.stats().quarantined, std::uint64_t{told ? 0U : 4U});
  }
}

void TestRecorder::legs() {
  m_recorder->report(at(0, 35, 139));
  m_recorder->report(at(1799, 35, 139.001));
  m_recorder->report(at(1799 + 1801, 35, 139.002));
  Report marked = at(4000, 35, 139.003);
  marked.flags |= kLegStart;
  m_recorder->report(marked);
  Report parked = at(4010, 35, 139.003);
  parked.flags |= kOnGround;
  parked.callsign = std::string_view("SRM101");
  m_recorder->report(parked);
  Report off = at(4020, 35, 139.004);
  off.callsign = std::string_view("SRM202");
  m_recorder->report(off);
  QCOMPARE(m_recorder->stats().legs, std::uint64_t{4});
  QCOMPARE(view()->tracks().size(), std::size_t{1});
}

void TestRecorder::reusedTrackNumber() {
  const auto number = [this](double t, double lat) {
    Report r = at(t, lat, 139, 77);
    r.id.kind = IdKind::AsterixTrack;
    return r;
  };
  m_recorder->report(number(0, 35));
  m_recorder->report(number(4, 35.01));
  m_recorder->report(number(60, 36));   // silent for 56 s and 110 km away: another target
  m_recorder->report(number(300, 36));  // silent for four minutes
  Report other = number(304, 36.001);
  other.icao24 = 1;
  m_recorder->report(other);
  other = number(308, 36.002);
  other.icao24 = 2;
  m_recorder->report(other);  // the address says so
  QCOMPARE(view()->tracks().size(), std::size_t{4});
}

void TestRecorder::endedTrack() {
  m_recorder->report(at(0, 35, 139));
  Report end = at(1, 35, 139);
  end.lat = kNoDouble;
  end.flags |= kTrackEnd;
  m_recorder->report(end);
  m_recorder->report(at(2, 35, 139));
  QCOMPARE(view()->tracks().size(), std::size_t{2});
}

void TestRecorder::plotsShareATrack() {
  for (int i = 0; i < 4; ++i) {
    Report plot = at(i, 35 + i, 139, static_cast<std::uint64_t>(i));
    plot.kind = ReportKind::Plot;
    m_recorder->report(plot);
  }
  QCOMPARE(m_recorder->stats().quarantined, std::uint64_t{0});
  const StoreViewPtr all = view();
  QCOMPARE(all->tracks().size(), std::size_t{1});
  QVERIFY(all->tracks()[0].isPlots);
  for (const Sample& s : samples(*all, 0)) QVERIFY((s.flags & kPlotBit) != 0);
}

void TestRecorder::identityFollows() {
  m_recorder->report(at(0, 35, 139));
  Report named = at(1, 35, 139.001);
  named.callsign = std::string_view("SRM101");
  named.mode3A = 04521;
  m_recorder->report(named);
  const StoreViewPtr all = view();
  QCOMPARE(all->tracks()[0].callsign, std::string("SRM101"));
  QCOMPARE(all->tracks()[0].mode3A, 04521);
}

/// A stream that runs backwards is a recording like another.
void TestRecorder::backwards() {
  for (int i = 10; i >= 0; --i) m_recorder->report(at(i, 35 + i * 0.001, 139));
  QCOMPARE(m_recorder->stats().quarantined, std::uint64_t{0});
  const auto rows = samples(*view(), 0);
  QCOMPARE(rows.size(), std::size_t{11});
  for (std::size_t i = 1; i < rows.size(); ++i) QVERIFY(rows[i - 1].time < rows[i].time);
}

QTEST_APPLESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
