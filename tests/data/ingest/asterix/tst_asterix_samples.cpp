// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/asterix/AsterixTestTools.h"

#include <QTest>

using namespace sorami;
using namespace sorami::test;

/// Every recording of the shared samples, read to the counts its README gives.
class TestAsterixSamples : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    if (!haveSamples()) QSKIP("ASTERIX samples skipped: shared samples are not here");
  }

  void counts_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("framing");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* file, const char* framing, const char* expected) {
      QTest::newRow(file) << QString(file) << QString(framing) << QString(expected);
    };
    row("jahorina/Jahorina.raw", "raw", "CAT034 20, CAT048 2099");
    row("jahorina/Jahorina.rply", "rply", "CAT034 20, CAT048 2099");
    row("jade/final_frame_062_065_large_packet_30min.ff", "FINAL", "CAT062 22396, CAT063 5772, CAT065 6057");
    row("jade/final_frame_062_one_packet_sample2.FF", "FINAL", "CAT062 3, CAT065 1");
    row("jade/final_frame_cat062_one_packet.ff", "FINAL", "CAT062 1");
    row("jade/NATS_CAT048_119bytes_TCAS.ff", "FINAL", "CAT048 2");
    row("croatia/cat_034_048.pcap", "", "CAT034 34, CAT048 128");
    row("croatia/cat_001_002.pcap", "", "CAT001 7, CAT002 1");
    row("croatia/cat_062_065.pcap", "", "CAT062 2, CAT065 1");
    row("croatia/cat062cat065.raw", "raw", "CAT062 2, CAT065 1");
    row("croatia/cat048.raw", "raw", "CAT048 1");
    row("croatia/cat034.raw", "raw", "CAT034 1");
    row("croatia/cat21_re.ast", "raw", "CAT021 2");
    row("barcelona/adsb_v21_bcn.ast", "raw", "CAT021 7565, CAT023 58");
    row("barcelona/mlat_160510-lebl-220001.ast", "raw", "CAT010 84453");
    row("jasterix/cat001ed1.1.bin", "raw", "CAT001 1");
    row("jasterix/cat001ed1.1_sacsic_propagation.bin", "raw", "CAT001 3");
    row("jasterix/cat002ed1.0.bin", "raw", "CAT002 1");
    row("jasterix/cat004ed1.4.bin", "raw", "CAT004 3");
    row("jasterix/cat010ed0.31.bin", "raw", "CAT010 1");
    row("jasterix/cat019ed1.3.bin", "raw", "CAT019 1");
    row("jasterix/cat020ed1.5.bin", "raw", "CAT020 1");
    row("jasterix/cat021ed0.26.bin", "raw", "CAT021 1");
    row("jasterix/cat021ed2.1.bin", "raw", "CAT021 1");
    row("jasterix/cat030ed7.0.bin", "raw", "");
    row("jasterix/cat034ed1.26.bin", "raw", "CAT034 1");
    row("jasterix/cat048ed1.15.bin", "raw", "CAT048 1");
    row("jasterix/cat048ed1.23.bin", "raw", "CAT048 1");
    row("jasterix/cat062ed1.12.bin", "raw", "CAT062 1");
    row("jasterix/cat062ed1.16.bin", "raw", "CAT062 1");
    row("jasterix/cat063ed1.0.bin", "raw", "CAT063 1");
    row("jasterix/cat065ed1.3.bin", "raw", "CAT065 1");
    row("jasterix/cat247ed1.2.bin", "raw", "CAT247 1");
    row("jasterix/cat252ed7.0.bin", "raw", "");
    row("goasterix/sample.ast", "raw", "CAT001 5, CAT002 1, CAT034 1, CAT048 11");
    row("goasterix/sample.pcap", "", "CAT001 5, CAT002 1, CAT034 1, CAT048 11");
  }

  void counts() {
    QFETCH(QString, file);
    QFETCH(QString, framing);
    QFETCH(QString, expected);
    const QByteArray data = readAll(samplePath(file));
    AsterixDecoder decoder;
    const CollectingSink sink = file.endsWith(QLatin1String("pcap")) ? decodePackets(udpPackets(data))
                                                                     : decodeAll(data, {}, 0, &decoder);
    QStringList found;
    for (const auto& [kind, count] : sink.records)
      found << QString::fromStdString(kind) + QLatin1Char(' ') + QString::number(count);
    // Blocks of national categories are told; nothing else is wrong with any of these files.
    for (const Diagnostic& d : sink.diagnostics) QVERIFY2(d.reason.starts_with("no table"), d.reason.c_str());
    for (const auto& [category, edition] : decoder.editions())
      if (file.contains(QLatin1String("adsb_v21")) && category == "CAT021")
        QCOMPARE(edition, std::string("2.1"));
    QCOMPARE(found.join(QLatin1String(", ")), expected);
    if (!framing.isEmpty()) QCOMPARE(QString::fromStdString(decoder.framing()), framing);
    std::uint64_t total = 0;
    for (const auto& [kind, count] : sink.records) total += count;
    QCOMPARE(static_cast<std::uint64_t>(sink.reports.size()), total);
  }
};

QTEST_APPLESS_MAIN(TestAsterixSamples)
#include "tst_asterix_samples.moc"
