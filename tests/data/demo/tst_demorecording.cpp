// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/demo/DemoRecording.h"
#include "data/demo/DeterministicMath.h"
#include "data/demo/Movers.h"
#include "data/ingest/Import.h"
#include "data/store/MemoryRecording.h"
#include "data/store/Queries.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace sorami;

/// The demo enters by the same door as real data: a capture of ASTERIX datagrams.
class TestDemoRecording : public QObject {
  Q_OBJECT
  QTemporaryDir m_dir;
  QByteArray m_bytes;
  StoreViewPtr m_view;
  ImportReport m_report;

 private Q_SLOTS:
  void initTestCase() {
    const Result<std::string> capture = demo::makeDemoCapture();
    QVERIFY2(capture.ok(), capture.ok() ? "" : capture.error().text().c_str());
    m_bytes = QByteArray::fromStdString(*capture);
    const QString path = m_dir.filePath(QStringLiteral("demo.pcap"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(m_bytes), m_bytes.size());
    file.close();
    ImportOptions options;
    options.recorder.identity = demo::demoIdentityRules();
    auto recording = makeMemoryRecording();
    auto report = importFiles({path.toStdString()}, options, *recording);
    QVERIFY(report.ok());
    m_report = *report;
    auto view = recording->finish();
    QVERIFY(view.ok());
    m_view = *view;
  }

  void isTheSameBytesOnEveryMachine() {
    // Changes only when the scenario is changed on purpose.
    QCOMPARE(QCryptographicHash::hash(m_bytes, QCryptographicHash::Sha256).toHex(),
             QByteArrayLiteral("f03edb68c33d1c67772dadc593924d3cac83c818acc4b85ef18786f17707c8f8"));
  }

  void isReadWithoutAnError() {
    QCOMPARE(m_report.files.size(), std::size_t(1));
    const FileReport& file = m_report.files[0];
    QCOMPARE(QString::fromStdString(file.format), QStringLiteral("asterix"));
    QCOMPARE(file.errorCount, std::uint64_t(0));
    for (const char* category : {"CAT021", "CAT023", "CAT034", "CAT048", "CAT062", "CAT065"}) {
      const auto found = file.records.find(category);
      QVERIFY2(found != file.records.end() && found->second > 500, category);
    }
    // The duplicates that were put in are found, and nothing else is dropped.
    QCOMPARE(file.dropped.size(), std::size_t(1));
    QVERIFY(file.dropped.at("duplicate") > 500);
  }

  void crossesMidnightInOrder() {
    const TimeRange span = demo::demoSpan();
    const TimeRange found = m_view->timeline();
    QVERIFY(std::abs(found.begin - span.begin) < 10 * kSecond);
    QVERIFY(std::abs(found.end - span.end) < 10 * kSecond);
  }

  void tracksStandWhereTheTruthIs() {
    const TimeRange span = demo::demoSpan();
    const auto movers = demo::makeScenario(span);
    std::vector<TrackState> states;
    int compared = 0;
    for (int minute : {30, 61, 75, 110}) {
      const UtcTime t = span.begin + minute * kMinute;
      stateAt(*m_view, t, states);
      for (const TrackState& state : states) {
        const TrackInfo& track = m_view->tracks()[state.track];
        if (track.isPlots || track.callsign.empty() || state.phase != TrackPhase::Live) continue;
        const auto mover = std::find_if(movers.begin(), movers.end(),
                                        [&](const auto& m) { return m->callsign == track.callsign; });
        QVERIFY2(mover != movers.end(), track.callsign.c_str());
        if (std::count_if(movers.begin(), movers.end(),
                          [&](const auto& m) { return m->callsign == track.callsign; }) > 1) {
          continue;  // flights of the same number: the call sign tells nothing
        }
        const auto truth = (*mover)->at(t);
        if (!truth) continue;
        const bool fast =
            (*mover)->kind == demo::MoverClass::Ballistic || (*mover)->kind == demo::MoverClass::Glide;
        const double off = demo::distanceBetween(truth->position, state.position);
        QVERIFY2(off < (fast ? 4'000 : 1'500),
                 (track.callsign + " is off by " + std::to_string(off)).c_str());
        ++compared;
      }
    }
    QVERIFY(compared > 400);
  }

  void identitiesAreKnownAndNotional() {
    int hostile = 0, friendly = 0, civil = 0;
    for (const TrackInfo& track : m_view->tracks()) {
      hostile += track.affiliation == Affiliation::Hostile;
      friendly += track.affiliation == Affiliation::Friend;
      civil += track.affiliation == Affiliation::Civil;
      QVERIFY2(track.simulated, track.displayName().c_str());
    }
    QVERIFY(hostile >= 8);
    QVERIFY(friendly >= 9);
    QVERIFY(civil > 400);
  }
};

QTEST_APPLESS_MAIN(TestDemoRecording)
#include "tst_demorecording.moc"
