// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/MemoryRecording.h"
#include "data/store/Motion.h"
#include "data/store/Queries.h"
#include "data/store/RecordingFile.h"
#include "data/store/RecordingFixture.h"
#include "data/store/Rows.h"
#include "data/store/ThreadedSink.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>

using namespace sorami;
using test::RandomRecording;

namespace {

/// Everything in one bucket: answers by looking at every sample.
class BruteForce {
 public:
  BruteForce(const RandomRecording& source, const StoreView& view) : m_view(view) {
    std::vector<Row> rows;
    for (const auto& [track, sample] : source.rows())
      if (const auto row = toRow(track, sample)) rows.push_back(*row);
    m_all = BucketMaker().make(0, rows);
  }

  std::vector<TrackState> stateAt(UtcTime t) const {
    std::vector<TrackState> out;
    TrackState state;
    for (const Bucket::Run& run : m_all->runs) {
      const TrackInfo& track = m_view.tracks()[run.track];
      if (track.isPlots || track.first > t || t.us > shownUntil(track)) continue;
      SampleRef prev, next;
      for (std::uint32_t i = run.begin; i < run.end; ++i) {
        if ((m_all->flags[i] & kOutlier) != 0) continue;
        if (m_all->time[i] <= t.us)
          prev = {m_all.get(), i, std::max(run.begin, firstInBucket(run, m_all->time[i]))};
        else if (!next)
          next = {m_all.get(), i, run.begin};
      }
      if (Segment::make(track.id, MotionRules::of(track), prev, next).at(t.us, state)) out.push_back(state);
    }
    addPlots(t, false, out);
    return out;
  }

  std::vector<TrackState> stateAsKnownAt(UtcTime t) const {
    std::vector<TrackState> out;
    TrackState state;
    for (const Bucket::Run& run : m_all->runs) {
      const TrackInfo& track = m_view.tracks()[run.track];
      if (track.isPlots) continue;
      SampleRef prev;
      for (std::uint32_t i = run.begin; i < run.end; ++i) {
        if ((m_all->flags[i] & kOutlier) != 0 || received(i) > t.us || m_all->time[i] > t.us + kMinute)
          continue;
        const bool hasBefore = i > firstInBucket(run, m_all->time[i]) && received(i - 1) <= t.us;
        prev = {m_all.get(), i, hasBefore ? run.begin : i};
      }
      if (Segment::make(track.id, MotionRules::of(track), prev, {}).at(t.us, state)) out.push_back(state);
    }
    addPlots(t, true, out);
    return out;
  }

  std::vector<TrackId> tracksInBox(const GeoBox& box, TimeRange range) const {
    std::vector<TrackId> found;
    for (const Bucket::Run& run : m_all->runs) {
      bool in = false;
      for (std::uint32_t i = run.begin; i < run.end; ++i)
        in = in || (range.contains({m_all->time[i]}) && (m_all->flags[i] & kOutlier) == 0 &&
                    box.contains({m_all->lat[i] / 1e7, m_all->lon[i] / 1e7}));
      if (in) found.push_back(run.track);
    }
    return found;
  }

  std::vector<Sample> between(TrackId track, TimeRange range, TimeKind kind) const {
    std::vector<Sample> found;
    const Bucket::Run* run = m_all->run(track);
    for (std::uint32_t i = run ? run->begin : 0; run && i < run->end; ++i)
      if (range.contains({kind == TimeKind::Event ? m_all->time[i] : received(i)}))
        found.push_back(m_all->sample(i));
    return found;
  }

 private:
  std::int64_t received(std::uint32_t i) const {
    const Sample s = m_all->sample(i);
    return s.received.isValid() ? s.received.us : s.time.us;
  }
  /// Velocities are not told from a sample of another bucket.
  std::uint32_t firstInBucket(const Bucket::Run& run, std::int64_t t) const {
    const std::int64_t begin = m_view.buckets()[bucketIndexAt(m_view, {t})].range.begin.us;
    std::uint32_t i = run.begin;
    while (m_all->time[i] < begin) ++i;
    return i;
  }
  void addPlots(UtcTime t, bool known, std::vector<TrackState>& out) const {
    TrackState state;
    for (const Bucket::Run& run : m_all->runs) {
      const TrackInfo& track = m_view.tracks()[run.track];
      if (!track.isPlots) continue;
      for (std::uint32_t i = run.begin; i < run.end; ++i)
        if (m_all->time[i] > t.us - kPlotLife && m_all->time[i] <= t.us &&
            (m_all->flags[i] & kOutlier) == 0 && (!known || received(i) <= t.us) &&
            Segment::make(track.id, MotionRules::of(track), {m_all.get(), i, run.begin}, {}).at(t.us, state))
          out.push_back(state);
    }
  }

  const StoreView& m_view;
  std::shared_ptr<const Bucket> m_all;
};

/// Forwards to a view but answers for parts of buckets with whole ones.
class WholeBuckets final : public StoreView {
 public:
  explicit WholeBuckets(const StoreView& view) : m_view(view) {}
  std::span<const SourceKey> sources() const override { return m_view.sources(); }
  std::span<const TrackInfo> tracks() const override { return m_view.tracks(); }
  std::span<const BucketInfo> buckets() const override { return m_view.buckets(); }
  BucketPtr bucket(std::uint32_t id) const override { return m_view.bucket(id); }
  TimeRange timeline() const override { return m_view.timeline(); }
  TimeRange extent() const override { return m_view.extent(); }
  std::uint64_t sampleCount() const override { return m_view.sampleCount(); }
  std::string meta(const std::string& key) const override { return m_view.meta(key); }
  std::uint64_t version() const override { return m_view.version(); }

 private:
  const StoreView& m_view;
};

}  // namespace

class TestQueries : public QObject {
  Q_OBJECT

  QTemporaryDir m_folder;
  std::string path(const char* name) const {
    return m_folder.filePath(QString::fromLatin1(name)).toStdString();
  }

 private Q_SLOTS:
  void allEqualBruteForce_data() {
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<bool>("inFile");
    for (quint64 seed = 1; seed <= 4; ++seed)
      for (const bool inFile : {false, true})
        QTest::addRow("%llu in %s", seed, inFile ? "file" : "memory") << seed << inFile;
  }
  void allEqualBruteForce() {
    QFETCH(quint64, seed);
    QFETCH(bool, inFile);
    const RandomRecording source(seed, 60, 50 * kMinute);
    StoreViewPtr view;
    if (inFile) {
      auto sink = createRecording(path("brute.sorec"), IfExists::Replace);
      QVERIFY(sink.ok());
      source.write(**sink, seed % 2 == 0 ? 700 : 0);
      QVERIFY((*sink)->finish().ok());
      view = *openRecording(path("brute.sorec"));
    } else {
      const auto sink = makeMemoryRecording();
      source.write(*sink);
      view = *sink->finish();
    }
    const BruteForce brute(source, *view);
    std::mt19937_64 random(seed);
    const TimeRange extent = view->extent();
    const auto anywhere = [&](Micros beyond) {
      return extent.begin - beyond +
             static_cast<Micros>(random() % static_cast<std::uint64_t>(extent.length() + 2 * beyond));
    };
    std::vector<TrackState> states;
    for (int i = 0; i < 120; ++i) {
      // A third of the instants lie at the edges of buckets, where there is most to get wrong.
      UtcTime t = anywhere(10 * kMinute);
      const auto& info = view->buckets()[random() % view->buckets().size()];
      if (i % 6 == 0) t = info.range.begin + static_cast<Micros>(random() % 3) * kSecond - kSecond;
      if (i % 6 == 1) t = info.range.end;
      stateAt(*view, t, states);
      const auto expected = brute.stateAt(t);
      QVERIFY2(test::same(states, expected),
               qPrintable(QString("%1 of %2").arg(states.size()).arg(expected.size())));
      stateAsKnownAt(*view, t, states);
      QVERIFY(test::same(states, brute.stateAsKnownAt(t)));

      const GeoBox box{double(random() % 360) - 180, double(random() % 100) - 90,
                       double(random() % 360) - 180, double(random() % 90)};
      const TimeRange span{t, t + static_cast<Micros>(random() % 900) * kSecond};
      QCOMPARE(tracksInBox(*view, box, span), brute.tracksInBox(box, span));

      WindowState window;
      const Micros trail = static_cast<Micros>(random() % 800) * kSecond;
      windowAt(*view, t, box, trail, window);
      auto inside = expected;
      std::erase_if(inside, [&](const TrackState& s) { return !box.contains(s.position); });
      QVERIFY(test::same(window.states, inside));
      std::map<TrackId, std::vector<Sample>> trails;
      for (const PathPiece& piece : window.paths.pieces)
        for (std::uint32_t k = piece.begin; k < piece.end; ++k)
          trails[piece.track].push_back(piece.bucket->sample(k));
      for (const TrackState& s : inside) {
        if (view->tracks()[s.track].isPlots) continue;
        const auto all = brute.between(s.track, {t - trail, t}, TimeKind::Event);
        const auto& got = trails[s.track];
        QCOMPARE(trail > 0 ? all.size() : 0, got.size());
        for (std::size_t k = 0; k < got.size(); ++k)
          QVERIFY(got[k].time == all[k].time && got[k].lat == all[k].lat && got[k].lon == all[k].lon &&
                  got[k].flags == all[k].flags && test::sameBits(got[k].baroAltitude, all[k].baroAltitude));
      }
    }
    for (const TimeKind kind : {TimeKind::Event, TimeKind::Receive}) {
      for (int i = 0; i < 12; ++i) {
        const UtcTime t = anywhere(kMinute);
        const TimeRange span{t, t + static_cast<Micros>(random() % 700) * kSecond};
        std::map<TrackId, std::vector<Sample>> got;
        samplesBetween(*view, span, kind, [&](TrackId track, const Sample& sample) {
          got[track].push_back(sample);
          return true;
        });
        for (const TrackInfo& track : view->tracks()) {
          const auto all = brute.between(track.id, span, kind);
          QCOMPARE(got[track.id].size(), all.size());
          for (std::size_t k = 0; k < all.size(); ++k) QVERIFY(test::same(got[track.id][k], all[k]));
          if (kind == TimeKind::Receive) continue;
          const auto some = history(*view, track.id, span);
          QCOMPARE(some.size(), all.size());
          for (std::size_t k = 0; k < all.size(); ++k) QVERIFY(test::same(some[k], all[k]));
        }
      }
    }
    // Density: the whole exactly, and each source apart.
    const DensityIndex all = density(*view, extent, 200);
    std::uint64_t sum = 0;
    for (const std::uint32_t n : all.bins) sum += n;
    QCOMPARE(sum, view->sampleCount());
    std::vector<std::uint64_t> expected(view->sources().size()), got(view->sources().size());
    for (const TrackInfo& track : view->tracks()) expected[track.source] += track.count;
    const auto lanes = densityBySource(*view, extent, 200);
    for (std::size_t i = 0; i < lanes.size(); ++i)
      for (const std::uint32_t n : lanes[i].bins) got[i] += n;
    QCOMPARE(got, expected);
    const WholeBuckets whole(*view);
    for (const BucketInfo& info : view->buckets())
      QVERIFY(view->sourceHistograms(info.id) == whole.sourceHistograms(info.id));
  }

  /// A slice holds what it promises and nothing that is not in the bucket.
  void partsOfBucketsHoldWhatWasAskedFor() {
    const RandomRecording source(8, 60, 30 * kMinute);
    auto sink = createRecording(path("parts.sorec"), IfExists::Replace);
    QVERIFY(sink.ok());
    source.write(**sink, 0);
    QVERIFY((*sink)->finish().ok());
    std::mt19937_64 random(8);
    for (int i = 0; i < 60; ++i) {
      // A fresh view each time: whole buckets in the cache would serve as parts.
      const StoreViewPtr view = *openRecording(path("parts.sorec"));
      const StoreViewPtr other = *openRecording(path("parts.sorec"));
      const BucketInfo info = view->buckets()[random() % view->buckets().size()];
      const BucketPtr whole = other->bucket(info.id);
      BucketFilter filter;
      const UtcTime t = info.range.begin + static_cast<Micros>(random() % 300) * kSecond;
      filter.span = {t, t + static_cast<Micros>(random() % 60) * kSecond};
      std::vector<TrackId> some;
      for (TrackId id = 0; id < 60; ++id)
        if (random() % 3 == 0) some.push_back(id);
      if (i % 2 == 0) filter.tracks = &some;
      const BucketPtr part = view->bucketPart(info.id, filter);
      QVERIFY(part);
      for (const Bucket::Run& run : whole->runs) {
        const Bucket::Run* cut = part->run(run.track);
        const bool wanted = i % 2 == 1 || std::binary_search(some.begin(), some.end(), run.track);
        std::vector<Sample> in;
        for (std::uint32_t k = run.begin; k < run.end; ++k)
          if (filter.span.contains({whole->time[k]})) in.push_back(whole->sample(k));
        if (!wanted) {
          QVERIFY(cut == nullptr);
          continue;
        }
        std::vector<Sample> got;
        for (std::uint32_t k = cut ? cut->begin : 0; cut && k < cut->end; ++k) {
          QVERIFY(cut->end - cut->begin <= run.end - run.begin);
          if (filter.span.contains({part->time[k]})) got.push_back(part->sample(k));
        }
        QCOMPARE(got.size(), in.size());
        for (std::size_t k = 0; k < in.size(); ++k) QVERIFY(test::same(got[k], in[k]));
      }
    }
  }

  /// With a thread in front of it a recording gets the same in the same order.
  void aThreadInFrontChangesNothing() {
    const RandomRecording source(14, 50, 40 * kMinute);
    const auto plain = makeMemoryRecording();
    source.write(*plain, 900);
    const StoreViewPtr expected = *plain->finish();
    const auto inner = makeMemoryRecording();
    const auto threaded = makeThreadedSink(*inner);
    source.write(*threaded, 900);
    const StoreViewPtr got = *threaded->finish();
    QCOMPARE(got->sampleCount(), expected->sampleCount());
    QVERIFY(std::equal(got->sources().begin(), got->sources().end(), expected->sources().begin(),
                       expected->sources().end()));
    QCOMPARE(got->meta("marking"), expected->meta("marking"));
    for (const TrackInfo& track : expected->tracks()) {
      QCOMPARE(got->tracks()[track.id].callsign, track.callsign);
      QVERIFY(got->attributeChanges(track.id) == expected->attributeChanges(track.id));
      const auto a = history(*got, track.id, got->extent());
      const auto b = history(*expected, track.id, got->extent());
      QCOMPARE(a.size(), b.size());
      for (std::size_t k = 0; k < a.size(); ++k) QVERIFY(test::same(a[k], b[k]));
    }
  }

  void stopsWhenAsked() {
    const RandomRecording source(9, 30, 30 * kMinute);
    auto sink = createRecording(path("stop.sorec"), IfExists::Replace);
    source.write(**sink, 0);
    const StoreViewPtr view = *(*sink)->finish();
    std::stop_source stop;
    stop.request_stop();
    std::vector<TrackState> states;
    stateAt(*view, view->extent().begin + kMinute, states, stop.get_token());
    QVERIFY(states.empty());
    QVERIFY(history(*view, 0, view->extent(), stop.get_token()).empty());
    QVERIFY(tracksInBox(*view, {-180, -90, 179, 90}, view->extent(), stop.get_token()).empty());
    int seen = 0;
    samplesBetween(
        *view, view->extent(), TimeKind::Event, [&](TrackId, const Sample&) { return ++seen > 0; },
        stop.get_token());
    QCOMPARE(seen, 0);
  }

  /// A recording that is gone on with is the same as one made in one go.
  void resumedRecordingIsLikeOneMadeInOneGo() {
    const RandomRecording source(12, 40, 40 * kMinute);
    const auto memory = makeMemoryRecording();
    source.write(*memory, 0);
    const StoreViewPtr expected = *memory->finish();
    const auto& rows = source.rows();
    for (std::size_t part = 0; part < 3; ++part) {
      auto sink = part == 0 ? createRecording(path("resumed.sorec"), IfExists::Replace)
                            : resumeRecording(path("resumed.sorec"));
      QVERIFY2(sink.ok(), sink.ok() ? "" : sink.error().text().c_str());
      if (part == 0) {
        (*sink)->addSource({"radar", "asterix", 6345});
        (*sink)->addSource({"feed", "sbs", -1});
        for (const TrackInfo& track : source.tracks()) (*sink)->addTrack(track);
      }
      QCOMPARE((*sink)->addSource({"feed", "sbs", -1}), std::uint16_t{1});
      // Disordered rows: each part has some for the buckets of the one before.
      for (std::size_t i = part * rows.size() / 3; i < (part + 1) * rows.size() / 3; ++i)
        (*sink)->append(rows[i].track, rows[i].sample);
      if (part == 1) {
        // This one is left unfinished.
        QVERIFY((*sink)->commit().ok());
        continue;
      }
      QVERIFY((*sink)->finish().ok());
    }
    const StoreViewPtr view = *openRecording(path("resumed.sorec"));
    QCOMPARE(view->sampleCount(), expected->sampleCount());
    QVERIFY(view->extent() == expected->extent());
    for (std::size_t i = 1; i < view->buckets().size(); ++i)
      QVERIFY(view->buckets()[i - 1].range.end <= view->buckets()[i].range.begin);
    for (const TrackInfo& track : expected->tracks()) {
      const auto a = history(*view, track.id, view->extent());
      const auto b = history(*expected, track.id, view->extent());
      QCOMPARE(a.size(), b.size());
      // Of equal times the order in which they came is kept within a part only.
      for (std::size_t k = 0; k < a.size(); ++k) QVERIFY(a[k].time == b[k].time);
      QCOMPARE(view->tracks()[track.id].count, track.count);
      QCOMPARE(view->tracks()[track.id].box, track.box);
    }
  }
};

QTEST_APPLESS_MAIN(TestQueries)
#include "tst_queries.moc"
