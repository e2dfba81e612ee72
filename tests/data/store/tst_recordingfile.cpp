// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/MemoryRecording.h"
#include "data/store/PartOfRecording.h"
#include "data/store/Queries.h"
#include "data/store/RawInputs.h"
#include "data/store/RecordingFile.h"
#include "data/store/RecordingFixture.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <algorithm>
#include <map>

using namespace sorami;
using test::RandomRecording;

namespace {

std::string why(const Result<StoreViewPtr>& r) {
  return r ? std::string("it opened") : r.error().text();
}

/// All a view says, compared with another that should say the same.
void compareViews(const StoreView& a, const StoreView& b) {
  QCOMPARE(a.sampleCount(), b.sampleCount());
  QVERIFY(a.extent() == b.extent());
  QVERIFY(a.timeline() == b.timeline());
  QVERIFY(std::equal(a.sources().begin(), a.sources().end(), b.sources().begin(), b.sources().end()));
  QCOMPARE(a.meta("marking"), b.meta("marking"));
  QCOMPARE(a.tracks().size(), b.tracks().size());
  for (std::size_t i = 0; i < a.tracks().size(); ++i) {
    const TrackInfo& x = a.tracks()[i];
    const TrackInfo& y = b.tracks()[i];
    QVERIFY(x.id == y.id && x.source == y.source && x.nativeId == y.nativeId && x.uid == y.uid);
    QVERIFY(x.callsign == y.callsign && x.type == y.type && x.icao24 == y.icao24 && x.mode3A == y.mode3A);
    QVERIFY(x.domain == y.domain && x.affiliation == y.affiliation && x.isPlots == y.isPlots);
    QVERIFY(x.simulated == y.simulated && x.first == y.first && x.last == y.last && x.count == y.count);
    QCOMPARE(x.box, y.box);
    QCOMPARE(x.medianInterval, y.medianInterval);
    QCOMPARE(a.attributeChanges(x.id), b.attributeChanges(y.id));
    const auto p = history(a, x.id, a.extent());
    const auto q = history(b, x.id, b.extent());
    QCOMPARE(p.size(), q.size());
    QCOMPARE(p.size(), std::size_t(x.count));
    for (std::size_t k = 0; k < p.size(); ++k) QVERIFY(test::same(p[k], q[k]));
  }
  std::mt19937_64 random(9);
  std::vector<TrackState> s, t;
  for (int i = 0; i < 60; ++i) {
    const UtcTime at =
        a.extent().begin +
        static_cast<Micros>(random() % static_cast<std::uint64_t>(a.extent().length() + kMinute));
    stateAt(a, at, s);
    stateAt(b, at, t);
    QVERIFY(test::same(s, t));
    const GeoBox box{double(random() % 360) - 180, double(random() % 120) - 80, double(random() % 360) - 180,
                     85};
    const TimeRange span{at, at + static_cast<Micros>(random() % 1'000'000'000)};
    QCOMPARE(tracksInBox(a, box, span), tracksInBox(b, box, span));
    const auto track = static_cast<TrackId>(random() % a.tracks().size());
    const auto n = nextSample(a, track, at), m = nextSample(b, track, at);
    QVERIFY(n.has_value() == m.has_value() && (!n || test::same(*n, *m)));
    const auto o = previousSample(a, track, at), r = previousSample(b, track, at);
    QVERIFY(o.has_value() == r.has_value() && (!o || test::same(*o, *r)));
  }
}

}  // namespace

class TestRecordingFile : public QObject {
  Q_OBJECT

  QTemporaryDir m_folder;
  std::string path(const char* name) const {
    return m_folder.filePath(QString::fromLatin1(name)).toStdString();
  }
  static QByteArray bytesOf(const std::string& file) {
    QFile f(QString::fromStdString(file));
    return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
  }
  static void writeBytes(const std::string& file, const QByteArray& bytes) {
    QFile f(QString::fromStdString(file));
    QVERIFY(f.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(f.write(bytes), bytes.size());
  }
  static StoreViewPtr memoryOf(const RandomRecording& source, std::size_t every = 1000) {
    const auto sink = makeMemoryRecording();
    source.write(*sink, every);
    return *sink->finish();
  }
  std::string written(const RandomRecording& source, const char* name) const {
    auto sink = createRecording(path(name), IfExists::Replace);
    if (!sink) return {};
    source.write(**sink, 1000);
    return (*sink)->finish() ? path(name) : std::string();
  }

 private Q_SLOTS:
  void fileAndMemoryGiveTheSameAnswers_data() {
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<int>("every");
    for (quint64 seed = 1; seed <= 4; ++seed)
      for (const int every : {0, 137, 1000}) QTest::addRow("%llu/%d", seed, every) << seed << every;
  }
  void fileAndMemoryGiveTheSameAnswers() {
    QFETCH(quint64, seed);
    QFETCH(int, every);
    const RandomRecording source(seed, 50, 40 * kMinute);
    const StoreViewPtr memory = memoryOf(source, static_cast<std::size_t>(every));
    auto sink = createRecording(path("same.sorec"), IfExists::Replace);
    QVERIFY2(sink.ok(), sink.ok() ? "" : sink.error().text().c_str());
    source.write(**sink, static_cast<std::size_t>(every));
    const auto finished = (*sink)->finish();
    QVERIFY2(finished.ok(), why(finished).c_str());
    compareViews(*memory, **finished);
    if (QTest::currentTestFailed()) return;
    const auto opened = openRecording(path("same.sorec"));
    QVERIFY2(opened.ok(), why(opened).c_str());
    compareViews(*memory, **opened);
    QVERIFY(!QFile::exists(QString::fromStdString(path("same.sorec-wal"))));
    QVERIFY(!QFile::exists(QString::fromStdString(path("same.sorec-lock"))));
  }

  void growingRecordingIsSeenByItsOwnAndOtherReaders() {
    const RandomRecording source(21, 40, 40 * kMinute, false);
    const auto memory = makeMemoryRecording();
    auto file = createRecording(path("live.sorec"));
    QVERIFY(file.ok());
    for (SampleSink* sink : {memory.get(), file->get()}) {
      sink->addSource({"radar", "asterix", 6345});
      sink->addSource({"feed", "sbs", -1});
      for (const TrackInfo& track : source.tracks()) sink->addTrack(track);
    }
    std::size_t i = 0;
    for (const auto& [track, sample] : source.rows()) {
      memory->append(track, sample);
      (*file)->append(track, sample);
      if (++i % 2500 != 0) continue;
      QVERIFY(memory->commit().ok());
      QVERIFY((*file)->commit().ok());
      const StoreViewPtr own = (*file)->snapshot();
      QVERIFY(own);
      compareViews(*memory->snapshot(), *own);
      const auto other = openRecording(path("live.sorec"));
      QVERIFY2(other.ok(), why(other).c_str());
      compareViews(*memory->snapshot(), **other);
      if (QTest::currentTestFailed()) return;
    }
    // A file in the making is not there to be replaced.
    QVERIFY(!createRecording(path("live.sorec"), IfExists::Replace).ok());
    QVERIFY((*file)->finish().ok());
  }

  void refusesToOverwrite() {
    writeBytes(path("there.sorec"), "something");
    const auto sink = createRecording(path("there.sorec"));
    QVERIFY(!sink.ok());
    QVERIFY(sink.error().text().find("exists") != std::string::npos);
    QCOMPARE(bytesOf(path("there.sorec")), QByteArray("something"));
    QVERIFY(createRecording(path("there.sorec"), IfExists::Replace).ok());
    QVERIFY(!createRecording("/nonexistent/folder/x.sorec").ok());
  }

  void saysWhatIsWrongWithAFile() {
    const std::string good = written(RandomRecording(3), "good.sorec");
    const QByteArray bytes = bytesOf(good);
    const auto says = [&](const QByteArray& content, const char* word) {
      writeBytes(path("bad.sorec"), content);
      const auto opened = openRecording(path("bad.sorec"));
      if (opened.ok()) return false;
      const std::string text = opened.error().text();
      if (text.find(word) == std::string::npos) qWarning("%s", text.c_str());
      return text.find(word) != std::string::npos && text.find("bad.sorec") != std::string::npos;
    };
    QVERIFY(says("", "empty"));
    QVERIFY(says("MSG,3,1,1,7C1234,1", "not a Sorami recording"));
    QVERIFY(says(bytes.first(60), "cut off"));
    QVERIFY(says(bytes.first(bytes.size() / 2), "cut off"));
    QVERIFY(says(bytes.first(bytes.size() - 1), "cut off"));
    QByteArray newer = bytes;
    newer[63] = 99;  // user_version, see sqlite.org/fileformat2.html
    QVERIFY(says(newer, "newer version"));
    QByteArray other = bytes;
    other[68] = 0;
    QVERIFY(says(other, "not a Sorami recording"));
    QVERIFY(!openRecording(path("missing.sorec")).ok());
    QVERIFY(!openRecording(m_folder.path().toStdString()).ok());
  }

  /// A file of the first version of the format opens as it is, and is brought up to date when it is gone on
  /// with. It holds two aircraft of an SBS feed, 300 positions each.
  void openAndMigrateVersion1() {
    const QByteArray bytes = qUncompress(bytesOf(SORAMI_SOURCE_DIR "/tests/data/store/version1.sorec.z"));
    QVERIFY(!bytes.isEmpty());
    const std::string old = path("version1.sorec");
    writeBytes(old, bytes);
    const auto check = [&](const StoreView& view, std::uint64_t samples) {
      QCOMPARE(view.sampleCount(), samples);
      QCOMPARE(view.tracks().size(), std::size_t{2});
      QCOMPARE(view.tracks()[1].callsign, std::string("SORA02"));
      const auto first = history(view, 0, view.extent());
      QCOMPARE(first.size(), std::size_t{300});
      QCOMPARE(first.back().time, utcFromCivil(2026, 8, 12, 6, 39, 52));
      QCOMPARE(first.back().lat, 35.299);
      const auto lanes = densityBySource(view, view.extent(), 10);
      std::uint64_t sum = 0;
      for (const std::uint32_t n : lanes.front().bins) sum += n;
      QCOMPARE(sum, samples);
    };
    const auto opened = openRecording(old);
    QVERIFY2(opened.ok(), why(opened).c_str());
    check(**opened, 600);
    QCOMPARE(bytesOf(old), bytes);  // to look at a file does not change it

    auto sink = resumeRecording(old);
    QVERIFY2(sink.ok(), sink.ok() ? "" : sink.error().text().c_str());
    Sample more = history(**opened, 1, (*opened)->extent()).back();
    more.time = more.time + 8 * kSecond;
    (*sink)->append(1, more);
    QVERIFY((*sink)->finish().ok());
    const auto migrated = openRecording(old);
    QVERIFY2(migrated.ok(), why(migrated).c_str());
    check(**migrated, 601);
    QCOMPARE(int(bytesOf(old)[63]), 3);  // user_version, see sqlite.org/fileformat2.html
    QVERIFY((*migrated)->meta("inputs").find("v1.sbs") != std::string::npos);
  }

  /// Where reports stand in their inputs survives commits, late rows and the join of buckets; the octets of
  /// an input come back from any place.
  void reportsPointAtTheirOctets() {
    const RandomRecording source(17, 30, 40 * kMinute);
    const std::string file = path("raw.sorec");
    auto sink = createRecording(file, IfExists::Replace);
    QVERIFY(sink.ok());
    (*sink)->addSource({"radar", "asterix", 6345});
    (*sink)->addSource({"feed", "sbs", -1});
    for (const TrackInfo& track : source.tracks()) (*sink)->addTrack(track);
    std::map<std::pair<TrackId, std::int64_t>, std::vector<RawRef>> expected;
    std::string octets;
    for (const auto& [track, given] : source.rows()) {
      Sample sample = given;
      const std::string line =
          "track " + std::to_string(track) + " at " + std::to_string(given.time.us) + "\n";
      sample.raw = RawRef::make(1, octets.size(), static_cast<std::uint32_t>(line.size()));
      (*sink)->addRaw(1, octets.size(), std::as_bytes(std::span(line)));
      octets += line;
      (*sink)->append(track, sample);
      expected[{track, sample.time.us}].push_back(sample.raw);
      if (octets.size() % 50'000 < line.size()) QVERIFY((*sink)->commit().ok());
    }
    setRawInputs(**sink, {{"/data/first.ast", false}, {"/data/second.ast", true}});
    QVERIFY((*sink)->finish().ok());
    sink->reset();
    const StoreViewPtr view = *openRecording(file);
    QCOMPARE(rawInputs(*view)[1].path, std::string("/data/second.ast"));
    QVERIFY(rawInputs(*view)[1].isEmbedded);
    BucketFilter all;
    all.columns = kAllColumns | kRawColumns;
    std::size_t seen = 0;
    for (const BucketInfo& info : view->buckets()) {
      const BucketPtr bucket = view->bucketPart(info.id, all);
      QVERIFY(bucket && bucket->hasRaw());
      QVERIFY(!view->bucket(info.id)->hasRaw());  // who does not ask does not pay
      for (const Bucket::Run& run : bucket->runs)
        for (std::uint32_t i = run.begin; i < run.end; ++i) {
          const Sample sample = bucket->sample(i);
          const auto& refs = expected[{run.track, sample.time.us}];
          QVERIFY(std::find(refs.begin(), refs.end(), sample.raw) != refs.end());
          ++seen;
        }
    }
    QCOMPARE(seen, view->sampleCount());
    const auto report = reportAt(*view, 3, view->tracks()[3].last);
    QVERIFY(report && report->raw.isKnown());
    const std::string line = view->rawBytes(1, report->raw.offset(), report->raw.length);
    QVERIFY(line.starts_with("track 3 at " + std::to_string(view->tracks()[3].last.us)));
    QCOMPARE(view->rawBytes(1, 0, octets.size() + 10), octets);
    QCOMPARE(view->rawBytes(1, octets.size(), 10), std::string());
    QCOMPARE(view->rawBytes(0, 0, 10), std::string());
    // A part taken out has the octets of its own reports, and of no others.
    PartRequest request;
    request.tracks = {3};
    const auto part = partOf(view, request);
    QVERIFY(part.ok());
    QCOMPARE(rawInputs(**part).size(), std::size_t{2});
    QVERIFY(rawInputs(**part)[1].isEmbedded);
    const auto own = reportAt(**part, 0, (*part)->extent().end);
    QVERIFY(own && own->raw.isKnown());
    QCOMPARE((*part)->rawBytes(1, own->raw.offset(), own->raw.length), line);
    QVERIFY((*part)->rawBytes(1, 0, octets.size()).find("track 4 at") == std::string::npos);
    const auto other = reportAt(*view, 4, view->tracks()[4].last);
    QVERIFY((*part)->rawBytes(1, other->raw.offset(), other->raw.length).find("track") == std::string::npos);
    const auto whole = partOf(view, PartRequest{});
    QCOMPARE((*whole)->rawBytes(1, 0, octets.size() + 10), octets);
  }

  void radarVideoComesBack() {
    const std::string file = path("video.sorec");
    const UtcTime t0 = utcFromCivil(2026, 8, 12, 6);
    std::vector<VideoSweep> given;
    for (int i = 0; i < 4000; ++i) {
      VideoSweep sweep;
      sweep.time = t0 + i * 2 * kMillisecond;
      sweep.sensor = {35.5, 139.75};
      sweep.startAzimuthDeg = static_cast<float>(i % 720) / 2;
      sweep.endAzimuthDeg = static_cast<float>((i + 1) % 720) / 2;
      sweep.startRangeM = 300;
      sweep.cellM = 150;
      sweep.cells.assign(400, 0);
      sweep.cells[static_cast<std::size_t>(i % 400)] = static_cast<std::uint8_t>(i);
      given.push_back(sweep);
    }
    for (const bool inMemory : {false, true}) {
      auto made = inMemory ? Result<std::unique_ptr<SampleSink>>(makeMemoryRecording())
                           : createRecording(file, IfExists::Replace);
      QVERIFY(made.ok());
      const std::unique_ptr<SampleSink> sink = std::move(*made);
      sink->addSource({"radar", "asterix", 6345});
      for (std::size_t i = 0; i < given.size(); ++i) {
        sink->addVideo(given[i]);
        if (i == 1500) QVERIFY(sink->commit().ok());
      }
      const auto view = sink->finish();
      QVERIFY2(view.ok(), why(view).c_str());
      QCOMPARE((*view)->videoRange().begin, t0);
      QCOMPARE((*view)->timeline().end, given.back().time);
      QVERIFY((*view)->video({t0, given.back().time}) == given);
      const auto some = (*view)->video({t0 + 3 * kSecond, t0 + 4 * kSecond});
      QCOMPARE(some.size(), std::size_t{501});
      QVERIFY(some.front() == given[1500]);
    }
  }

  void strangePathsWork() {
    const std::string odd = written(RandomRecording(4, 4), "what? 100% #1 空見.sorec");
    QVERIFY(!odd.empty());
    QVERIFY(openRecording(odd).ok());
  }

  /// Damage in a chunk is a gap; damage elsewhere an error; nothing is a crash.
  void flippedBytesNeverCrash() {
    const RandomRecording source(5, 30, 20 * kMinute);
    const QByteArray bytes = bytesOf(written(source, "flip.sorec"));
    std::mt19937_64 random(6);
    int opened = 0;
    for (int i = 0; i < 300; ++i) {
      QByteArray bad = bytes;
      for (std::uint64_t k = 1 + random() % 4; k > 0; --k)
        bad[static_cast<qsizetype>(random() % static_cast<std::uint64_t>(bad.size()))] =
            static_cast<char>(random());
      writeBytes(path("flipped.sorec"), bad);
      const auto view = openRecording(path("flipped.sorec"));
      if (!view) continue;
      ++opened;
      for (const BucketInfo& info : (*view)->buckets()) (void)(*view)->bucket(info.id);
      std::vector<TrackState> out;
      stateAt(**view, source.begin() + 10 * kMinute, out);
      (void)density(**view, (*view)->timeline(), 100);
      (void)tracksInBox(**view, {-180, -90, 180, 90}, (*view)->extent());
      for (const TrackInfo& track : (*view)->tracks()) (void)history(**view, track.id, (*view)->extent());
    }
    QVERIFY(opened > 100);
  }

  void aDamagedChunkIsAGap() {
    const RandomRecording source(7, 30, 40 * kMinute);
    const std::string file = written(source, "gap.sorec");
    sqlite3* db = nullptr;
    QCOMPARE(sqlite3_open(file.c_str(), &db), SQLITE_OK);
    QCOMPARE(
        sqlite3_exec(
            db,
            "UPDATE chunk_data SET data = CAST(substr(data, 1, 200) || x'0055' || substr(data, 203) AS BLOB) "
            "WHERE id = (SELECT id FROM chunk ORDER BY t0 LIMIT 1 OFFSET 2)",
            nullptr, nullptr, nullptr),
        SQLITE_OK);
    sqlite3_close(db);
    const auto view = openRecording(file);
    QVERIFY2(view.ok(), why(view).c_str());
    int gaps = 0;
    for (const BucketInfo& info : (*view)->buckets()) gaps += (*view)->bucket(info.id) == nullptr;
    QCOMPARE(gaps, 1);
    std::vector<TrackState> out;
    stateAt(**view, (*view)->extent().end - kMinute, out);
    QVERIFY(!out.empty());
  }

  void densityCountsEverySample() {
    const RandomRecording source(8, 60, 60 * kMinute);
    const std::string file = written(source, "density.sorec");
    const StoreViewPtr view = *openRecording(file);
    for (const int bins : {1, 7, 100, 1500}) {
      const DensityIndex index = density(*view, view->extent(), bins);
      std::uint64_t sum = 0;
      for (const std::uint32_t n : index.bins) sum += n;
      QCOMPARE(index.bins.size(), std::size_t(bins));
      QCOMPARE(sum, view->sampleCount());
    }
    // A short span is counted sample by sample.
    const TimeRange span{view->extent().begin + 13 * kMinute, view->extent().begin + 14 * kMinute};
    const DensityIndex exact = density(*view, span, 60);
    std::vector<std::uint32_t> expected(60);
    for (const auto& [track, sample] : source.rows())
      if (span.contains(sample.time))
        ++expected[static_cast<std::size_t>(double(sample.time - span.begin) * 60 /
                                            double(span.length() + 1))];
    QCOMPARE(exact.bins, expected);
  }
};

QTEST_APPLESS_MAIN(TestRecordingFile)
#include "tst_recordingfile.moc"
