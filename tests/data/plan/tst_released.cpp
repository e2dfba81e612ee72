// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/ReleasedRecording.h"
#include "data/store/MemoryRecording.h"
#include "data/store/Queries.h"

#include <QTest>

using namespace sorami;

/// What a partner may see of a recording, held against the recording itself.
class TestReleased : public QObject {
  Q_OBJECT

  static constexpr int kTracks = 40;
  StoreViewPtr m_whole;
  Plan m_plan;
  UtcTime m_begin = utcFromCivil(2026, 8, 12, 6);

  bool isShown(const TrackInfo& track) const { return track.source == 1; }

 private Q_SLOTS:
  /// Three sources over an hour, their tracks mixed; the second is released.
  void initTestCase() {
    const auto sink = makeMemoryRecording();
    const std::uint16_t sources[] = {sink->addSource({"SAC 25 SIC 1", "asterix", 6401}),
                                     sink->addSource({"ADS-B", "sbs", -1}),
                                     sink->addSource({"SAC 25 SIC 3", "asterix", 6403})};
    unsigned random = 5;
    for (int i = 0; i < kTracks; ++i) {
      TrackInfo info;
      info.source = sources[i % 3];
      info.callsign = "T" + std::to_string(i);
      info.icao24 = i;
      const TrackId id = sink->addTrack(info);
      random = random * 1664525u + 1013904223u;
      const int from = static_cast<int>(random >> 8U) % 2000;
      for (int s = from; s < from + 1200; s += 7) {
        Sample sample;
        sample.time = m_begin + s * kSecond;
        sample.lat = 34 + 0.05 * i;
        sample.lon = 135 + s * 0.001;
        sample.baroAltitude = static_cast<float>(1000 + 100 * i);
        sink->append(id, sample);
      }
    }
    m_whole = *sink->finish();
    SourceMark mark;
    mark.source = "ADS-B";
    mark.releasableTo = {"Partner A"};
    m_plan.sources = {mark};
  }

  void nothingOfTheOthersIsLeft() {
    const StoreViewPtr view = releasedTo(m_whole, m_plan, "Partner A");
    QCOMPARE(view->sources().size(), std::size_t{1});
    QCOMPARE(view->sources()[0].name, std::string("ADS-B"));
    std::uint64_t samples = 0;
    std::size_t wanted = 0;
    for (const TrackInfo& track : m_whole->tracks()) wanted += isShown(track) ? 1 : 0;
    QCOMPARE(view->tracks().size(), wanted);
    for (std::size_t i = 0; i < view->tracks().size(); ++i) {
      const TrackInfo& track = view->tracks()[i];
      QCOMPARE(track.id, static_cast<TrackId>(i));
      QCOMPARE(track.source, std::uint16_t{0});
      samples += track.count;
    }
    QCOMPARE(view->sampleCount(), samples);
    // Buckets, whole and in part, hold as many rows as the tracks say.
    std::uint64_t rows = 0;
    std::uint64_t density = 0;
    for (const BucketInfo& info : view->buckets()) {
      const BucketPtr bucket = view->bucket(info.id);
      QVERIFY(bucket);
      rows += bucket->size();
      for (const Bucket::Run& run : bucket->runs) QVERIFY(run.track < view->tracks().size());
      for (const std::uint32_t n : info.histogram) density += n;
      BucketFilter filter;
      filter.track = 3;
      const BucketPtr part = view->bucketPart(info.id, filter);
      if (const Bucket::Run* run = bucket->run(3)) {
        QVERIFY(part && part->run(3));
        QCOMPARE(part->run(3)->end - part->run(3)->begin, run->end - run->begin);
      }
    }
    QCOMPARE(rows, samples);
    QCOMPARE(density, samples);
    QVERIFY(view->rawBytes(0, 0, 100).empty());
    QVERIFY(view->version() != m_whole->version());
  }

  void statesAreTheSame() {
    const StoreViewPtr view = releasedTo(m_whole, m_plan, "Partner A");
    for (int s = 0; s < 3600; s += 97) {
      const UtcTime t = m_begin + s * kSecond;
      std::vector<TrackState> shown;
      std::vector<TrackState> all;
      stateAt(*view, t, shown);
      stateAt(*m_whole, t, all);
      std::erase_if(all, [&](const TrackState& state) { return !isShown(m_whole->tracks()[state.track]); });
      QCOMPARE(shown.size(), all.size());
      for (std::size_t i = 0; i < all.size(); ++i) {
        QCOMPARE(view->tracks()[shown[i].track].callsign, m_whole->tracks()[all[i].track].callsign);
        QCOMPARE(shown[i].position.lat, all[i].position.lat);
        QCOMPARE(shown[i].position.lon, all[i].position.lon);
        QCOMPARE(shown[i].lastSample, all[i].lastSample);
      }
      std::vector<TrackId> there;
      view->tracksAt(t, there);
      for (const TrackId track : there) QVERIFY(track < view->tracks().size());
    }
  }

  void whoeverIsNotNamedSeesNothing() {
    const StoreViewPtr none = releasedTo(m_whole, m_plan, "Partner B");
    QVERIFY(none->tracks().empty() && none->sources().empty());
    QCOMPARE(none->sampleCount(), std::uint64_t{0});
    QVERIFY(!none->extent().isValid() && !none->timeline().isValid());
    std::vector<TrackState> states;
    stateAt(*none, m_begin + kHour / 2, states);
    QVERIFY(states.empty());
    m_plan.sources[0].releasableTo = {"ALL"};
    QVERIFY(isReleased(m_plan, "ADS-B", "Partner B") && !isReleased(m_plan, "SAC 25 SIC 1", "Partner B"));
    m_plan.sources[0].releasableTo = {"Partner A"};
  }
};

QTEST_APPLESS_MAIN(TestReleased)
#include "tst_released.moc"
