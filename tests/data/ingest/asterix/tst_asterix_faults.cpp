// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/asterix/AsterixTestTools.h"
#include "data/ingest/decoders/asterix/AsterixEncoder.h"
#include "data/ingest/decoders/asterix/Framing.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cstring>
#include <random>
#include <set>
#include <string>

using namespace sorami;
using namespace sorami::test;
using asterix::Framing;
using asterix::framingName;

namespace {

/// What makes two reports the same observation, wherever they stood in the stream.
std::string observation(const Report& r) {
  return std::to_string(r.category) + " " + std::to_string(r.eventTime.us) + " " +
         std::to_string(r.id.value) + " " + std::to_string(static_cast<int>(r.id.kind)) + " " +
         std::to_string(r.rangeM) + " " + std::to_string(r.azimuthDeg) + " " + std::to_string(r.mode3A) +
         " " + std::to_string(r.baroAltitude) + " " + std::to_string(r.lat) + " " +
         std::string(r.callsign.view()) + " " + std::to_string(r.flags);
}

std::multiset<std::string> observations(const CollectingSink& sink) {
  std::multiset<std::string> out;
  for (const Report& r : sink.reports) out.insert(observation(r));
  return out;
}

/// Observations that the undamaged stream does not have.
std::size_t invented(const std::multiset<std::string>& truth, const CollectingSink& sink) {
  std::multiset<std::string> rest = truth;
  std::size_t n = 0;
  for (const Report& r : sink.reports) {
    const auto it = rest.find(observation(r));
    if (it == rest.end())
      ++n;
    else
      rest.erase(it);
  }
  return n;
}

std::size_t total(const CollectingSink& sink) {
  return sink.reports.size();
}

/// A stream of our own: monoradar blocks as a radar sends them, so that the fault tests run on a fresh clone.
QByteArray ownStream() {
  std::mt19937 random(20260701);
  AsterixEncoder encoder(180);
  AsterixRecord r(48);
  AsterixRecord north(34);
  for (int i = 0; i < 2000; ++i) {
    const double time = 36000 + i * 0.05;
    if (i % 100 == 0) {
      north.clear();
      north.set("I034/010/SAC", 25).set("I034/010/SIC", 201).set("I034/000", 1).set("I034/030", time);
      north.set("I034/020", 0);
      encoder.add(north);
    }
    r.clear();
    r.set("I048/010/SAC", 25).set("I048/010/SIC", 201).set("I048/140", time).setRaw("I048/020/TYP", 5);
    r.set("I048/040/RHO", 20 + random() % 200).set("I048/040/THETA", random() % 360);
    r.setRaw("I048/070/MODE3A", random() % 4096).set("I048/090/FL", random() % 400);
    r.setRaw("I048/220", random() % (1u << 24)).set("I048/240", "CAL" + std::to_string(random() % 9000));
    if (random() % 2 != 0) r.setRaw("I048/250/MBDATA", random()).setRaw("I048/250/BDS1", 4);
    r.set("I048/161/TRN", random() % 4000).set("I048/200/GSP", 0.1).set("I048/200/HDG", random() % 360);
    r.setRaw("I048/170/CNF", 0).setRaw("I048/230/COM", 1);
    encoder.add(r);
    if (random() % 3 == 0) encoder.endBlock();
  }
  const auto bytes = encoder.bytes();
  return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

std::vector<int> blockStarts(const QByteArray& data) {
  std::vector<int> starts;
  for (int at = 0; at + 3 <= data.size();) {
    starts.push_back(at);
    at += static_cast<unsigned char>(data[at + 1]) << 8 | static_cast<unsigned char>(data[at + 2]);
  }
  return starts;
}

std::size_t recordsIn(const QByteArray& data, int from, int to) {
  return total(decodeAll(data.mid(from, to - from)));
}

}  // namespace

class TestAsterixFaults : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    m_streams.emplace_back("own", ownStream());
    if (haveSamples())
      m_streams.emplace_back("Jahorina", readAll(samplePath(QStringLiteral("jahorina/Jahorina.raw"))));
    else
      qInfo("the fault table of the samples is skipped: shared samples are not here");
  }

  void streams() {
    QTest::addColumn<int>("which");
    for (std::size_t i = 0; i < m_streams.size(); ++i)
      QTest::newRow(m_streams[i].first) << static_cast<int>(i);
  }

  void junkInFront_data() { streams(); }
  void junkInFront() {
    QFETCH(int, which);
    const QByteArray& data = m_streams[static_cast<std::size_t>(which)].second;
    const auto truth = observations(decodeAll(data));
    const auto starts = blockStarts(data);
    const std::size_t first = recordsIn(data, starts[0], starts[1]);
    std::mt19937 random(7);
    for (int i = 0; i < 50; ++i) {
      QByteArray junk(7, '\0');
      for (char& c : junk) c = static_cast<char>(random());
      const CollectingSink sink = decodeAll(junk + data);
      QCOMPARE(invented(truth, sink), std::size_t{0});
      QVERIFY2(total(sink) + first >= truth.size(), junk.toHex().constData());
      QVERIFY(!sink.diagnostics.empty());
    }
  }

  void holes_data() { streams(); }
  void holes() {
    QFETCH(int, which);
    const QByteArray& data = m_streams[static_cast<std::size_t>(which)].second;
    const auto truth = observations(decodeAll(data));
    const auto starts = blockStarts(data);
    std::mt19937 random(11);
    for (int i = 0; i < 300; ++i) {
      const int at = static_cast<int>(random() % static_cast<unsigned>(data.size() - 10));
      QByteArray cut = data;
      cut.remove(at, 10);
      // The blocks the hole touches.
      auto from = std::upper_bound(starts.begin(), starts.end(), at);
      --from;
      // A hole in a block's header leaves no sign that the block before it ended there: it is left out too,
      // rather than risk a record whose end came from elsewhere.
      if (at - *from < 3 && from != starts.begin()) --from;
      const auto to = std::lower_bound(starts.begin(), starts.end(), at + 10);
      const int end = to == starts.end() ? static_cast<int>(data.size()) : *to;
      const std::size_t touched = recordsIn(data, *from, end);
      const CollectingSink sink = decodeAll(cut);
      QVERIFY2(invented(truth, sink) == 0, qPrintable(QStringLiteral("hole at %1").arg(at)));
      QVERIFY2(total(sink) + touched >= truth.size(),
               qPrintable(QStringLiteral("hole at %1: %2 of %3, %4 touched")
                              .arg(at)
                              .arg(total(sink))
                              .arg(truth.size())
                              .arg(touched)));
      if (at != *from || at + 10 != end) QVERIFY(!sink.diagnostics.empty() || total(sink) == truth.size());
    }
  }

  void flippedByte_data() { streams(); }
  void flippedByte() {
    QFETCH(int, which);
    const QByteArray& data = m_streams[static_cast<std::size_t>(which)].second;
    const auto truth = observations(decodeAll(data));
    const auto starts = blockStarts(data);
    std::mt19937 random(13);
    for (int i = 0; i < 300; ++i) {
      const int at = static_cast<int>(random() % static_cast<unsigned>(data.size()));
      QByteArray bad = data;
      bad[at] = static_cast<char>(bad[at] ^ static_cast<char>(1 + random() % 255));
      auto from = std::upper_bound(starts.begin(), starts.end(), at);
      const int end = from == starts.end() ? static_cast<int>(data.size()) : *from;
      --from;
      const std::size_t touched = recordsIn(data, *from, end);
      const CollectingSink sink = decodeAll(bad);
      // Values inside its own block may have changed; all other blocks are as they were.
      const std::size_t wrong = invented(truth, sink);
      QVERIFY2(total(sink) - wrong + touched >= truth.size(),
               qPrintable(QStringLiteral("byte %1: %2 right of %3, its block has %4")
                              .arg(at)
                              .arg(total(sink) - wrong)
                              .arg(truth.size())
                              .arg(touched)));
    }
  }

  /// A damaged block that happens to read under another edition does not take the source there with it.
  void editionOutlivesDamage() {
    if (!haveSamples()) QSKIP("edition and damage skipped: shared samples are not here");
    const QByteArray data =
        readAll(samplePath(QStringLiteral("barcelona/adsb_v21_bcn.ast"))).mid(249908, 339033 - 249908);
    const auto truth = observations(decodeAll(data));
    const auto starts = blockStarts(data);
    // One of the blocks that can be read so, in the middle of many.
    const auto from = std::prev(std::upper_bound(starts.begin(), starts.end(), 315190 - 249908));
    const std::size_t touched = recordsIn(data, *from, *std::next(from));
    for (int at = *from + 3; at < *std::next(from); ++at) {
      QByteArray bad = data;
      bad[at] = static_cast<char>(bad[at] ^ 1);
      const CollectingSink sink = decodeAll(bad);
      QVERIFY2(total(sink) - invented(truth, sink) + touched >= truth.size(),
               qPrintable(QString::number(at)));
    }
  }

  /// Every framing is recognised though its first frame is damaged.
  void damagedFirstFrame() {
    const QByteArray raw = ownStream();
    const auto starts = blockStarts(raw);
    const auto big = [](std::size_t value, int octets) {
      QByteArray text;
      for (int i = octets; i-- > 0;) text.append(static_cast<char>(value >> (8 * i)));
      return text;
    };
    for (const Framing framing : {Framing::Raw, Framing::Final, Framing::Reply, Framing::Oradis}) {
      QByteArray framed;
      for (std::size_t i = 0; i < 40; ++i) {
        const QByteArray block = raw.mid(starts[i], starts[i + 1] - starts[i]);
        const auto size = static_cast<std::size_t>(block.size());
        if (framing == Framing::Final)
          framed +=
              big(size + 12, 2) + QByteArray(3, '\0') + big(1000 + i, 3) + block + QByteArray(4, '\xA5');
        else if (framing == Framing::Reply)
          framed += big(size << 24, 4) + QByteArray(4, '\0') + block;
        else if (framing == Framing::Oradis)
          framed += big(size + 6, 2) + big(1000 + i, 4) + block;
        else
          framed += block;
      }
      const std::size_t whole = total(decodeAll(framed));
      QVERIFY(whole >= 40);
      const std::size_t first = recordsIn(raw, 0, starts[2]);
      for (int bit = 0; bit < 8 * 40; ++bit) {
        QByteArray bad = framed;
        bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << bit % 8));
        const Format* const format =
            sniff(std::as_bytes(std::span(bad.constData(), std::size_t(bad.size()))));
        QVERIFY2(format != nullptr && std::string_view(format->id) == "asterix",
                 qPrintable(QStringLiteral("%1 bit %2").arg(framingName(framing)).arg(bit)));
        QVERIFY2(total(decodeAll(bad)) + first >= whole,
                 qPrintable(QStringLiteral("%1 bit %2").arg(framingName(framing)).arg(bit)));
      }
    }
  }

  void zeroLengthBlock_data() { streams(); }
  void zeroLengthBlock() {
    QFETCH(int, which);
    const QByteArray& data = m_streams[static_cast<std::size_t>(which)].second;
    const auto truth = observations(decodeAll(data));
    const auto starts = blockStarts(data);
    for (std::size_t i = 0; i < starts.size(); i += starts.size() / 20) {
      QByteArray bad = data;
      bad.insert(starts[i], QByteArray("\x30\0\0", 3));
      const CollectingSink sink = decodeAll(bad);
      QCOMPARE(total(sink), truth.size());
      QCOMPARE(invented(truth, sink), std::size_t{0});
      QCOMPARE(sink.diagnostics.size(), std::size_t{1});
      QCOMPARE(sink.diagnostics[0].offset, static_cast<std::uint64_t>(starts[i]));
    }
  }

  void endCutOff_data() { streams(); }
  void endCutOff() {
    QFETCH(int, which);
    const QByteArray& data = m_streams[static_cast<std::size_t>(which)].second;
    const auto truth = observations(decodeAll(data));
    const auto starts = blockStarts(data);
    const std::size_t last = recordsIn(data, starts.back(), static_cast<int>(data.size()));
    const CollectingSink sink = decodeAll(data.chopped(20));
    QCOMPARE(total(sink), truth.size() - last);
    QCOMPARE(invented(truth, sink), std::size_t{0});
    QCOMPARE(sink.diagnostics.size(), std::size_t{1});
    const Diagnostic& d = sink.diagnostics[0];
    QVERIFY(d.offset >= static_cast<std::uint64_t>(starts.back()));
    QVERIFY2(d.category == "CAT048" || d.category == "CAT034", d.category.c_str());
    QVERIFY2(d.reason.find("needs") != std::string::npos && d.reason.find("are there") != std::string::npos,
             d.reason.c_str());
  }

  void truncatedAnywhere_data() { streams(); }
  void truncatedAnywhere() {
    QFETCH(int, which);
    const QByteArray& data = m_streams[static_cast<std::size_t>(which)].second;
    const CollectingSink whole = decodeAll(data);
    const auto starts = blockStarts(data);
    std::mt19937 random(17);
    for (int i = 0; i < 300; ++i) {
      const auto length = static_cast<qsizetype>(random() % static_cast<unsigned>(data.size()));
      const CollectingSink sink = decodeAll(data.left(length));
      auto end = std::upper_bound(starts.begin(), starts.end(), static_cast<int>(length));
      --end;  // the block that is cut, or begins right here
      std::size_t expected = 0;
      while (expected < whole.reports.size() &&
             whole.reports[expected].byteOffset < static_cast<std::uint64_t>(*end))
        ++expected;
      QCOMPARE(total(sink), expected);
      for (std::size_t k = 0; k < expected; ++k)
        QVERIFY(observation(sink.reports[k]) == observation(whole.reports[k]));
      QCOMPARE(sink.diagnostics.size(), std::size_t{*end == length ? 0u : 1u});
    }
  }

  /// Any split gives the same reports and the same complaints, in a damaged stream too.
  void splitAnywhere_data() { streams(); }
  void splitAnywhere() {
    QFETCH(int, which);
    QByteArray data = m_streams[static_cast<std::size_t>(which)].second.left(30000);
    data.remove(12000, 10);
    data[20000] = static_cast<char>(data[20000] ^ 0x11);
    data.insert(0, "\x01\x02\x03");
    const CollectingSink whole = decodeAll(data);
    QVERIFY(total(whole) > 300);
    for (const int piece : {1, 2, 3, 7, 64, 1000, 4096, 10001}) {
      const CollectingSink parts = decodeAll(data, {}, piece);
      QCOMPARE(total(parts), total(whole));
      for (std::size_t i = 0; i < whole.reports.size(); ++i) {
        QVERIFY(observation(parts.reports[i]) == observation(whole.reports[i]));
        QCOMPARE(parts.reports[i].byteOffset, whole.reports[i].byteOffset);
      }
      QCOMPARE(parts.diagnostics.size(), whole.diagnostics.size());
      for (std::size_t i = 0; i < whole.diagnostics.size(); ++i) {
        QCOMPARE(parts.diagnostics[i].offset, whole.diagnostics[i].offset);
        QCOMPARE(parts.diagnostics[i].reason, whole.diagnostics[i].reason);
      }
    }
  }

  /// All samples, in all framings: cut at random places and with bytes flipped, nothing crashes or hangs.
  void damagedSamples() {
    if (!haveSamples()) QSKIP("damaged samples skipped: shared samples are not here");
    std::mt19937 random(19);
    for (const char* name : {"jahorina/Jahorina.rply", "jade/final_frame_062_065_large_packet_30min.ff",
                             "barcelona/adsb_v21_bcn.ast", "barcelona/mlat_160510-lebl-220001.ast",
                             "jade/NATS_CAT048_119bytes_TCAS.ff", "goasterix/sample.ast",
                             "croatia/cat_001_002.pcap", "jasterix/cat020ed1.5.bin"}) {
      const QByteArray data = readAll(samplePath(QString::fromLatin1(name))).left(60000);
      for (int i = 0; i < 60; ++i) {
        QByteArray bad = data.left(static_cast<qsizetype>(random() % static_cast<unsigned>(data.size() + 1)));
        for (unsigned n = random() % 8; n > 0 && !bad.isEmpty(); --n)
          bad[static_cast<qsizetype>(random() % static_cast<unsigned>(bad.size()))] =
              static_cast<char>(random());
        QElapsedTimer timer;
        timer.start();
        const CollectingSink sink = decodeAll(bad, {}, i % 3 == 0 ? 997 : 0);
        QVERIFY2(timer.elapsed() < 5000, name);
        for (const Report& r : sink.reports)
          QVERIFY(r.byteOffset + r.byteLength <= static_cast<std::uint64_t>(bad.size()));
      }
    }
  }

  /// Octets made to look like block headers everywhere do not make the search for the next block endless.
  void hostileOctets() {
    std::mt19937 random(23);
    for (const int pattern : {0x30, 0x01, 0x15, 0x3E, 0xFF, 0x00, -1}) {
      QByteArray data(1 << 20, static_cast<char>(pattern));
      if (pattern < 0)
        for (char& c : data) c = static_cast<char>(random());
      QElapsedTimer timer;
      timer.start();
      decodeAll(data, {}, 65536);
      QVERIFY2(timer.elapsed() < 30000, QByteArray::number(pattern).constData());
      qInfo("octets %d: %lld ms", pattern, timer.elapsed());
    }
  }

 private:
  std::vector<std::pair<const char*, QByteArray>> m_streams;
};

QTEST_APPLESS_MAIN(TestAsterixFaults)
#include "tst_asterix_faults.moc"
