// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Queries.h"
#include "data/store/RecordingCheck.h"
#include "data/store/RecordingFile.h"
#include "data/store/RecordingFixture.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <filesystem>
#include <map>
#include <random>

using namespace sorami;
using test::RandomRecording;
namespace fs = std::filesystem;

namespace {

using Samples = std::map<TrackId, std::vector<Sample>>;

Samples samplesOf(const StoreView& view) {
  Samples all;
  samplesBetween(view, view.extent(), TimeKind::Event, [&](TrackId track, const Sample& sample) {
    all[track].push_back(sample);
    return true;
  });
  return all;
}

/// Every sample of `some` stands in `all`, of the same track and as often; returns how many, or -1.
int partOf(const Samples& some, const Samples& all) {
  int n = 0;
  for (const auto& [track, samples] : some) {
    const auto found = all.find(track);
    if (found == all.end()) return -1;
    std::size_t at = 0;
    for (const Sample& sample : samples) {
      while (at < found->second.size() && !test::same(found->second[at], sample)) ++at;
      if (at++ == found->second.size()) return -1;
      ++n;
    }
  }
  return n;
}

}  // namespace

class TestSalvage : public QObject {
  Q_OBJECT

  QTemporaryDir m_folder;
  std::string m_good;
  QByteArray m_bytes;
  Samples m_all;
  int m_count = 0;

  std::string path(const std::string& name) const { return m_folder.path().toStdString() + "/" + name; }
  static QByteArray bytesOf(const std::string& file) {
    QFile f(QString::fromStdString(file));
    return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
  }
  static void writeBytes(const std::string& file, const QByteArray& bytes) {
    QFile f(QString::fromStdString(file));
    QVERIFY(f.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(f.write(bytes), bytes.size());
  }
  Result<SalvageReport> recovered(const QByteArray& bytes) {
    writeBytes(path("bad.sorec"), bytes);
    for (const char* suffix : {"", "-wal", "-shm", "-lock"}) fs::remove(path("out.sorec") + suffix);
    auto report = recoverRecording(path("bad.sorec"), path("out.sorec"));
    if (bytesOf(path("bad.sorec")) != bytes) return Error{"the damaged file was changed", {}, {}};
    return report;
  }

 private Q_SLOTS:
  void initTestCase() {
    const RandomRecording source(31, 150, 4 * kHour, false);
    m_good = path("good.sorec");
    auto sink = createRecording(m_good);
    QVERIFY(sink.ok());
    source.write(**sink, 0);
    const auto view = (*sink)->finish();
    QVERIFY(view.ok());
    m_bytes = bytesOf(m_good);
    m_all = samplesOf(**view);
    m_count = static_cast<int>((*view)->sampleCount());
  }

  void wholeRecordingIsFine() {
    const auto check = verifyRecording(m_good);
    QVERIFY2(check.ok(), check.ok() ? "" : check.error().text().c_str());
    for (const std::string& problem : check->problems) qWarning("%s", problem.c_str());
    QVERIFY(check->ok());
    QCOMPARE(check->samplesRead, std::uint64_t(m_count));
    QCOMPARE(check->samples, std::uint64_t(m_count));
    QCOMPARE(check->tracks, std::uint64_t{150});
    QCOMPARE(check->state, std::string("clean"));
    const auto report = recovered(m_bytes);
    QVERIFY2(report.ok(), report.ok() ? "" : report.error().text().c_str());
    QVERIFY(report->found.ok());
    QCOMPARE(report->chunksCarved, std::uint64_t{0});
    const auto view = openRecording(path("out.sorec"));
    QVERIFY(view.ok());
    QCOMPARE(partOf(samplesOf(**view), m_all), m_count);
    const auto good = openRecording(m_good);
    QVERIFY(good.ok());
    for (const TrackInfo& track : (*good)->tracks()) {
      const TrackInfo& saved = (*view)->tracks()[track.id];
      QVERIFY(saved.callsign == track.callsign && saved.nativeId == track.nativeId &&
              saved.box == track.box && saved.source == track.source && saved.count == track.count);
    }
    QVERIFY(verifyRecording(path("out.sorec"))->ok());
  }

  void changedBytesAreFoundAndTheRestIsSaved() {
    std::mt19937_64 random(5);
    int damaged = 0;
    for (int i = 0; i < 24; ++i) {
      QByteArray bad = m_bytes;
      const auto at = static_cast<qsizetype>(4096 + random() % static_cast<std::uint64_t>(bad.size() - 4096));
      for (qsizetype k = at; k < std::min(at + 1 + i * 3, bad.size()); ++k)
        bad[k] = static_cast<char>(bad[k] ^ static_cast<char>(1 + random() % 255));
      writeBytes(path("flipped.sorec"), bad);
      const auto check = verifyRecording(path("flipped.sorec"));
      const auto report = recovered(bad);
      QVERIFY2(report.ok(), report.ok() ? "" : report.error().text().c_str());
      const auto view = openRecording(path("out.sorec"));
      QVERIFY(view.ok());
      const int saved = partOf(samplesOf(**view), m_all);
      QVERIFY2(saved >= 0, "a sample was invented");
      QCOMPARE(std::uint64_t(saved), report->samplesSaved);
      QVERIFY2(saved > m_count * 8 / 10, qPrintable(QString("only %1 of %2").arg(saved).arg(m_count)));
      std::uint64_t missing = 0;
      for (const RecordingGap& gap : report->found.gaps) {
        QVERIFY(gap.range.isValid());
        missing += gap.samples;
      }
      QCOMPARE(std::uint64_t(saved) + missing, std::uint64_t(m_count));
      if (saved < m_count) {
        ++damaged;
        QVERIFY(!check.ok() || !check->ok());
      }
    }
    QVERIFY(damaged > 3);
  }

  void cutOffFileGivesWhatIsLeft() {
    for (const double share : {0.2, 0.5, 0.9, 0.99}) {
      const auto size = static_cast<qsizetype>(share * static_cast<double>(m_bytes.size()));
      const QByteArray bad = m_bytes.first(size);
      writeBytes(path("cut.sorec"), bad);
      const auto check = verifyRecording(path("cut.sorec"));
      QVERIFY(!check.ok());
      QVERIFY(check.error().text().find("cut off") != std::string::npos);
      const auto report = recovered(bad);
      QVERIFY2(report.ok(), report.ok() ? "" : report.error().text().c_str());
      const auto view = openRecording(path("out.sorec"));
      QVERIFY(view.ok());
      const int saved = partOf(samplesOf(**view), m_all);
      QVERIFY2(saved >= 0, "a sample was invented");
      // The tables' own pages and the description of the tracks stand first.
      QVERIFY2(saved > static_cast<int>((share - 0.2) * 0.7 * m_count),
               qPrintable(QString("%1 of %2 at %3").arg(saved).arg(m_count).arg(share)));
    }
  }

  /// Nothing tells any more where what is: every chunk is found all the same.
  void lostFirstPagesCostNoSample() {
    QByteArray bad = m_bytes;
    std::fill_n(bad.begin(), 2 * 16384, '\0');
    writeBytes(path("headless.sorec"), bad);
    QVERIFY(!openRecording(path("headless.sorec")).ok());
    const auto report = recovered(bad);
    QVERIFY2(report.ok(), report.ok() ? "" : report.error().text().c_str());
    const auto view = openRecording(path("out.sorec"));
    QVERIFY(view.ok());
    QCOMPARE(partOf(samplesOf(**view), m_all), m_count);
    QVERIFY(report->chunksCarved > 10);
    QCOMPARE(report->namelessTracks, std::uint64_t{0});
    QCOMPARE((*view)->tracks()[7].callsign, std::string("TEST7"));
  }

  void saysWhatCannotBeSaved() {
    writeBytes(path("noise.sorec"), QByteArray(100'000, 'x'));
    const auto report = recoverRecording(path("noise.sorec"), path("noise-out.sorec"));
    QVERIFY(!report.ok());
    QVERIFY(!QFile::exists(QString::fromStdString(path("noise-out.sorec"))));
    QVERIFY(!recoverRecording(path("missing.sorec"), path("x.sorec")).ok());
    QVERIFY(!recoverRecording(m_good, m_good).ok());
    QCOMPARE(bytesOf(m_good), m_bytes);
  }

  /// A recording that its writer left: the log is looked at in a copy, and nothing is changed.
  void unfinishedRecordingIsCheckedWithoutBeingTouched() {
    const RandomRecording source(33, 30, 20 * kMinute, false);
    const std::string live = path("left.sorec");
    {
      auto sink = createRecording(live);
      QVERIFY(sink.ok());
      source.write(**sink, 500);
      QVERIFY((*sink)->commit().ok());
      const auto during = verifyRecording(live);
      QVERIFY(during.ok() && during->isBeingWritten);
      QVERIFY(during->ok());
      QCOMPARE(during->samplesRead, std::uint64_t(source.rows().size()));
      for (const char* suffix : {"", "-wal"})
        fs::copy_file(live + suffix, path("orphan.sorec") + suffix, fs::copy_options::overwrite_existing);
    }
    const std::string orphan = path("orphan.sorec");
    const QByteArray before = bytesOf(orphan);
    const QByteArray log = bytesOf(orphan + "-wal");
    QVERIFY(!log.isEmpty());
    const auto check = verifyRecording(orphan);
    QVERIFY2(check.ok(), check.ok() ? "" : check.error().text().c_str());
    QVERIFY(check->ok());
    QCOMPARE(check->state, std::string("recording"));
    QCOMPARE(check->samplesRead, std::uint64_t(source.rows().size()));
    const auto report = recoverRecording(orphan, path("orphan-out.sorec"));
    QVERIFY2(report.ok(), report.ok() ? "" : report.error().text().c_str());
    QCOMPARE(report->samplesSaved, std::uint64_t(source.rows().size()));
    QCOMPARE(bytesOf(orphan), before);
    QCOMPARE(bytesOf(orphan + "-wal"), log);
  }
};

QTEST_APPLESS_MAIN(TestSalvage)
#include "tst_salvage.moc"
