// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "PacketBytes.h"
#include "Samples.h"
#include "data/ingest/Input.h"
#include "data/ingest/RecordIndex.h"
#include "data/ingest/decoders/asterix/AsterixEncoder.h"
#include "data/store/MemoryRecording.h"
#include "data/store/RecordingFile.h"

#include <QDir>
#include <QRegularExpression>
#include <QSet>

#include <zlib.h>
#include <zstd.h>

using namespace sorami;
using namespace sorami::test;

namespace {

QByteArray gzip(const QByteArray& bytes) {
  z_stream z{};
  deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  QByteArray out(static_cast<int>(deflateBound(&z, static_cast<uLong>(bytes.size()))) + 64, '\0');
  QByteArray in = bytes;
  z.next_in = reinterpret_cast<Bytef*>(in.data());
  z.avail_in = static_cast<uInt>(in.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  deflate(&z, Z_FINISH);
  out.resize(static_cast<int>(z.total_out));
  deflateEnd(&z);
  return out;
}

QByteArray zstd(const QByteArray& bytes) {
  QByteArray out(static_cast<int>(ZSTD_compressBound(static_cast<std::size_t>(bytes.size()))), '\0');
  const std::size_t n = ZSTD_compress(out.data(), static_cast<std::size_t>(out.size()), bytes.constData(),
                                      static_cast<std::size_t>(bytes.size()), 3);
  out.resize(static_cast<int>(n));
  return out;
}

/// A zip archive of stored members.
QByteArray zip(const QList<QPair<QByteArray, QByteArray>>& members) {
  QByteArray out;
  QByteArray directory;
  for (const auto& [name, bytes] : members) {
    const int offset = out.size();
    const auto crc =
        crc32(0, reinterpret_cast<const Bytef*>(bytes.constData()), static_cast<uInt>(bytes.size()));
    QByteArray common;
    put(common, 20, 2);
    put(common, 0, 2);
    put(common, 0, 2);
    put(common, 0, 4);
    put(common, crc, 4);
    put(common, static_cast<std::uint64_t>(bytes.size()), 4);
    put(common, static_cast<std::uint64_t>(bytes.size()), 4);
    put(common, static_cast<std::uint64_t>(name.size()), 2);
    put(common, 0, 2);
    out += "PK\x03\x04" + common + name + bytes;
    directory += "PK\x01\x02";
    put(directory, 20, 2);
    directory += common;
    put(directory, 0, 2);
    put(directory, 0, 2);
    put(directory, 0, 2);
    put(directory, 0, 4);
    put(directory, static_cast<std::uint64_t>(offset), 4);
    directory += name;
  }
  const int begin = out.size();
  out += directory + "PK\x05\x06";
  put(out, 0, 4);
  put(out, static_cast<std::uint64_t>(members.size()), 2);
  put(out, static_cast<std::uint64_t>(members.size()), 2);
  put(out, static_cast<std::uint64_t>(directory.size()), 4);
  put(out, static_cast<std::uint64_t>(begin), 4);
  put(out, 0, 2);
  return out;
}

}  // namespace

/// Files, packings and captures.
class TestInput : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void packings();
  void zipMembers();
  void cutPackings();
  void bombs();
  void junkInFront();
  void wrongChecksums();
  void flippedPackings();
  void captures_data();
  void captures();
  void fragments();
  void cutCapture();
  void notWhatItsNameSays();
  void missingAndEmpty();
  void directories();
  void cancelled();
  void recordsOneByOne();
  void recordingsBringTheirOctets();
  void namesOfAFileStayInIt();
  void everyFormatIsFuzzed();

 private:
  QTemporaryDir m_folder;
  QByteArray m_small = readBytes(QStringLiteral(SORAMI_SOURCE_DIR "/tests/replay/small.sbs.csv"));
};

void TestInput::packings() {
  const QList<QPair<QString, QByteArray>> files = {
      {QStringLiteral("a.txt"), m_small},
      {QStringLiteral("a.json"), gzip(m_small)},
      {QStringLiteral("b.gz"), gzip(m_small.left(300)) + gzip(m_small.mid(300))},
      {QStringLiteral("c"), zstd(m_small)},
      {QStringLiteral("d"), zstd(gzip(m_small))},
      {QStringLiteral("e.zip"), zip({{"inside.csv", m_small}})},
      {QStringLiteral("f.zip"), zip({{"folder/", {}}, {"inside.csv.gz", gzip(m_small)}})},
  };
  for (const auto& [name, bytes] : files) {
    const FileReport file = readFile(writeFile(m_folder, name, bytes));
    QCOMPARE(QString::fromStdString(file.format), QStringLiteral("sbs"));
    QVERIFY2(file.updates == 4 && file.errorCount == 0, qPrintable(name));
  }
}

void TestInput::zipMembers() {
  const QByteArray json = readBytes(QStringLiteral(SORAMI_SOURCE_DIR "/tests/replay/small_aircraft.json"));
  const QString path =
      writeFile(m_folder, QStringLiteral("two.zip"), zip({{"a.csv", m_small}, {"b.json", json}}));
  const auto report = inspectFiles({path.toStdString()}, ImportOptions());
  QVERIFY(report.ok());
  QCOMPARE(report->files.size(), std::size_t{2});
  QCOMPARE(report->files[0].format, std::string("sbs"));
  QCOMPARE(report->files[1].format, std::string("readsb"));
  QVERIFY(report->files[1].path.ends_with("two.zip!b.json"));
}

/// A packing that is cut off gives what could be unpacked and says where it ends.
void TestInput::cutPackings() {
  QByteArray large;
  for (int i = 0; i < 200; ++i) large += m_small;
  for (const QByteArray& packed : {gzip(large), zstd(large), zip({{"x.csv", large}})}) {
    const FileReport file =
        readFile(writeFile(m_folder, QStringLiteral("cut"), packed.left(packed.size() * 2 / 3)));
    QVERIFY(file.updates > 0 || packed.size() < 4000);
    const bool told = std::any_of(file.errors.begin(), file.errors.end(), [](const Diagnostic& error) {
      return error.reason.find("cut off") != std::string::npos;
    });
    QVERIFY(told);
  }
  // Cut anywhere: no crash, always an error.
  const QByteArray packed = gzip(m_small);
  for (int length = 0; length < packed.size(); ++length) {
    const FileReport file = readFile(writeFile(m_folder, QStringLiteral("cut"), packed.left(length)));
    QVERIFY(file.errorCount >= 1);
    QVERIFY(file.updates <= 4);
  }
}

void TestInput::bombs() {
  const QByteArray zeros(64 << 20, '\n');
  for (const QByteArray& packed : {gzip(zeros), zstd(zeros)}) {
    QVERIFY(packed.size() * 200LL < zeros.size());
    const FileReport file = readFile(writeFile(m_folder, QStringLiteral("bomb"), packed));
    QVERIFY(file.errorCount >= 1);
  }
  const QByteArray hidden = gzip(m_small + zeros);
  const FileReport file = readFile(writeFile(m_folder, QStringLiteral("bomb.csv.gz"), hidden));
  QCOMPARE(file.updates, std::uint64_t{4});
  QCOMPARE(file.errorCount, std::uint64_t{1});
  QVERIFY(QString::fromStdString(file.errors[0].reason).contains(QStringLiteral("200 : 1")));
}

/// A few octets in front of a recording cost nothing of it, and are told.
void TestInput::junkInFront() {
  const auto own = [](const char* name) {
    return readBytes(QStringLiteral(SORAMI_SOURCE_DIR "/tests/replay/") + QLatin1String(name));
  };
  for (const QByteArray& bytes :
       {own("small_aircraft.json"), own("small.acmi"), own("small.kml"), own("small.gpx"),
        own("small.mf.json"), own("small.mf.csv"), own("small.cot.xml"), gzip(m_small), zstd(m_small),
        zip({{"inside.csv", m_small}})}) {
    const FileReport whole = readFile(writeFile(m_folder, QStringLiteral("whole"), bytes));
    QVERIFY(whole.updates > 0);
    const FileReport file =
        readFile(writeFile(m_folder, QStringLiteral("junk"), QByteArray("\x83\x01\xfe~ju\x90", 7) + bytes));
    QCOMPARE(file.format, whole.format);
    QCOMPARE(file.updates, whole.updates);
    QCOMPARE(file.errorCount, whole.errorCount + 1);
  }
}

/// What was unpacked is checked: a wrong octet that unpacks all the same does not go unsaid.
void TestInput::wrongChecksums() {
  QByteArray large;
  for (int i = 0; i < 2000; ++i) large += m_small;
  QByteArray stored = zip({{"inside.csv", m_small}});
  stored[stored.indexOf("MSG") + 2] = 'X';
  QByteArray packed = gzip(large);
  packed[packed.size() - 6] = static_cast<char>(packed[packed.size() - 6] ^ 1);
  for (const QByteArray& bytes : {stored, packed}) {
    const FileReport file = readFile(writeFile(m_folder, QStringLiteral("wrong"), bytes));
    QVERIFY(file.updates > 0);
    const bool told = std::any_of(file.errors.begin(), file.errors.end(), [](const Diagnostic& error) {
      return error.reason.find("check") != std::string::npos;
    });
    QVERIFY(told);
  }
}

/// Another octet in the middle of packed data costs at most what stands behind it, and always says so.
void TestInput::flippedPackings() {
  QByteArray large;
  for (int i = 0; i < 1000; ++i)
    large += QByteArray("MSG,3,1,1,8600") + QByteArray::number(10 + i % 80) +
             ",1,2026/08/12,06:" + QByteArray::number(10 + i / 60) + ':' + QByteArray::number(10 + i % 50) +
             ".000,2026/08/12,06:00:00.000,,35000,,,35." + QByteArray::number(1000 + i * 7919 % 9000) +
             ",139." + QByteArray::number(1000 + i * 104729 % 9000) + ",,,0,0,0,0\r\n";
  for (const QByteArray& packed : {gzip(large), zip({{"inside.csv.gz", gzip(large)}})}) {
    const FileReport whole = readFile(writeFile(m_folder, QStringLiteral("whole"), packed));
    QCOMPARE(whole.updates, std::uint64_t{1000});
    int astray = 0;
    for (int i = 1; i < 40; ++i) {
      QByteArray bytes = packed;
      const qsizetype at = packed.size() / 4 + i * packed.size() / 64;
      bytes[at] = static_cast<char>(bytes[at] ^ (1 << i % 8));
      const FileReport file = readFile(writeFile(m_folder, QStringLiteral("flipped"), bytes));
      QVERIFY2(file.errorCount > 0, qPrintable(QString::number(at)));
      // A quarter of the file stands in front, less what is left out where the packing goes astray.
      QVERIFY2(file.updates > 100, qPrintable(QString::number(at)));
      astray += file.updates < 1000;
    }
    QVERIFY(astray > 0);
  }
}

void TestInput::captures_data() {
  QTest::addColumn<QByteArray>("bytes");
  const QByteArray ip = ipv4(udp(m_small), 1, 0x4000);
  QByteArray snap(12, '\x02');
  putBig(snap, static_cast<std::uint64_t>(ip.size() + 8), 2);
  snap += QByteArray("\xaa\xaa\x03\x00\x00\x00\x08\x00", 8) + ip;
  QByteArray cooked(14, '\0');
  putBig(cooked, 0x0800, 2);
  QTest::newRow("ethernet") << pcap(1, {ethernet(ip)});
  QTest::newRow("vlan") << pcap(1, {ethernet(ip, true)});
  QTest::newRow("llc snap") << pcap(1, {snap});
  QTest::newRow("linux cooked") << pcap(113, {cooked + ip});
  QTest::newRow("raw ip") << pcap(101, {ip});
  QTest::newRow("padded") << pcap(1, {ethernet(ip) + QByteArray(20, '\0')});
  QTest::newRow("packed") << gzip(pcap(1, {ethernet(ip)}));
}

void TestInput::captures() {
  QFETCH(QByteArray, bytes);
  const FileReport file = readFile(writeFile(m_folder, QStringLiteral("capture"), bytes));
  QCOMPARE(file.format, std::string("sbs"));
  QCOMPARE(file.updates, std::uint64_t{4});
  QCOMPARE(file.errorCount, std::uint64_t{0});
  QCOMPARE(file.records.at("packet"), std::uint64_t{1});
}

void TestInput::fragments() {
  const QByteArray datagram = udp(m_small);
  const int cut = 400;
  const QByteArray first = ethernet(ipv4(datagram.left(cut), 7, 0x2000));
  const QByteArray second = ethernet(ipv4(datagram.mid(cut), 7, cut / 8));
  for (const auto& frames : {QList<QByteArray>{first, second}, QList<QByteArray>{second, first}}) {
    const FileReport file = readFile(writeFile(m_folder, QStringLiteral("fragments.pcap"), pcap(1, frames)));
    QCOMPARE(file.updates, std::uint64_t{4});
    QCOMPARE(file.errorCount, std::uint64_t{0});
  }
  const FileReport lost = readFile(writeFile(m_folder, QStringLiteral("fragments.pcap"), pcap(1, {first})));
  QCOMPARE(lost.updates, std::uint64_t{0});
  QCOMPARE(lost.dropped.at("fragment of an incomplete datagram"), std::uint64_t{1});
}

void TestInput::cutCapture() {
  const QByteArray frame = ethernet(ipv4(udp(m_small), 1, 0));
  // An 802.3 length that has no room for LLC's own three octets.
  for (char length = 0; length < 8; ++length) {
    QByteArray runt = frame;
    runt[12] = 0;
    runt[13] = length;
    const FileReport file =
        readFile(writeFile(m_folder, QStringLiteral("runt.pcap"), pcap(1, {frame, runt, frame})));
    QCOMPARE(file.updates, std::uint64_t{8});
    QCOMPARE(file.records.at("packet"), std::uint64_t{3});
  }
  const QByteArray whole = pcap(1, {frame, frame});
  for (int length = 1; length < whole.size(); length += 13) {
    const FileReport file = readFile(writeFile(m_folder, QStringLiteral("cut.pcap"), whole.left(length)));
    QVERIFY(file.updates <= 8);
    if (length < 24 + 16 + frame.size()) QCOMPARE(file.updates, std::uint64_t{0});
    if (length > 24 + 16 + frame.size() + 16) {
      QCOMPARE(file.updates, std::uint64_t{4});
      QVERIFY(file.errorCount == 1);
    }
  }
}

void TestInput::notWhatItsNameSays() {
  QByteArray picture("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
  for (std::uint32_t i = 0; i < 2000; ++i) picture.append(static_cast<char>(i * i * 2654435761U >> 13));
  const FileReport file = readFile(writeFile(m_folder, QStringLiteral("radar.ast"), picture));
  QVERIFY(file.format.empty());
  QCOMPARE(file.errorCount, std::uint64_t{1});
  const QString reason = QString::fromStdString(file.errors[0].reason);
  QVERIFY2(reason.contains(QStringLiteral("sbs")) && reason.contains(QStringLiteral("89 50 4e 47")),
           qPrintable(reason));
  // Told to be something it is not: every line is reported, nothing is invented.
  ImportOptions options;
  options.format = "readsb";
  const FileReport forced = readFile(writeFile(m_folder, QStringLiteral("forced"), m_small), options);
  QCOMPARE(forced.format, std::string("readsb"));
  QCOMPARE(forced.updates, std::uint64_t{0});
  QVERIFY(forced.errorCount > 0);
  options.format = "nonsense";
  QVERIFY(!inspectFiles({"x"}, options).ok());
}

void TestInput::missingAndEmpty() {
  QCOMPARE(readFile(m_folder.filePath(QStringLiteral("none"))).errorCount, std::uint64_t{1});
  const FileReport empty = readFile(writeFile(m_folder, QStringLiteral("empty"), {}));
  QCOMPARE(empty.errorCount, std::uint64_t{1});
  QCOMPARE(empty.errors[0].reason, std::string("the file is empty"));
}

void TestInput::directories() {
  QTemporaryDir folder;
  writeFile(folder, QStringLiteral("b.csv"), m_small);
  writeFile(folder, QStringLiteral("a.csv"), m_small);
  writeFile(folder, QStringLiteral(".hidden"), "no");
  const auto report = inspectFiles({folder.path().toStdString()}, ImportOptions());
  QVERIFY(report.ok());
  QCOMPARE(report->files.size(), std::size_t{2});
  QVERIFY(report->files[0].path.ends_with("a.csv"));
  // The same positions again: one feed, so duplicates.
  QCOMPARE(report->files[1].updates, std::uint64_t{4});
  QTemporaryDir none;
  QVERIFY(!inspectFiles({none.path().toStdString()}, ImportOptions()).ok());
}

void TestInput::cancelled() {
  QByteArray large;
  while (large.size() < (4 << 20)) large += m_small;
  const QString path = writeFile(m_folder, QStringLiteral("large"), large);
  std::stop_source stop;
  std::uint64_t seen = 0;
  const auto report = inspectFiles(
      {path.toStdString()}, ImportOptions(),
      [&](const ImportProgress& progress) {
        QVERIFY(progress.bytesRead >= seen);
        seen = progress.bytesRead;
        if (seen > (1 << 20)) stop.request_stop();
      },
      stop.get_token());
  QVERIFY(report.ok());
  QVERIFY(report->cancelled);
  QVERIFY(!report->ok());
  QVERIFY(report->files[0].updates > 0);
  QVERIFY(report->files[0].updates < static_cast<std::uint64_t>(large.size() / m_small.size() * 4));
}

/// The same records, in the same order and with the same octets, from a file, packed files, an archive and a
/// capture.
void TestInput::recordsOneByOne() {
  const QTemporaryDir folder;
  AsterixEncoder encoder;
  QList<QByteArray> frames;
  QByteArray plain;
  for (int i = 0; i < 40; ++i) {
    AsterixRecord status(34);
    status.set("I034/010/SAC", 25).set("I034/010/SIC", 201).set("I034/000", 1).set("I034/030", 21600.0 + i);
    AsterixRecord plot(48);
    plot.set("I048/010/SAC", 25).set("I048/010/SIC", 201).set("I048/140", 21600.5 + i);
    plot.set("I048/040/RHO", 40.0 + i).set("I048/040/THETA", 45.0).set("I048/240", "SRM101");
    for (const AsterixRecord* record : {&status, &plot, &plot}) QVERIFY(encoder.add(*record));
    const auto bytes = encoder.take();
    const QByteArray part(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    frames << ethernet(ipv4(udp(part, 8600), i, 0));
    plain += part;
  }
  const QList<QPair<QString, QByteArray>> files = {
      {QStringLiteral("plain.ast"), plain},
      {QStringLiteral("packed.gz"), gzip(plain)},
      {QStringLiteral("packed.zst"), zstd(plain)},
      {QStringLiteral("archive.zip"), zip({{"note.txt", "no recording"}, {"radar.ast", plain}})},
      {QStringLiteral("capture.pcap"), pcap(1, frames)}};
  for (const auto& [name, bytes] : files) {
    std::string path = writeFile(folder, name, bytes).toStdString();
    if (name.endsWith(QStringLiteral("zip"))) path += "!radar.ast";
    const auto index = indexRecords(path, ImportOptions());
    QVERIFY2(index.ok(), index.ok() ? "" : index.error().text().c_str());
    QCOMPARE(index->entries.size(), std::size_t{120});
    QCOMPARE(index->sources.front().name, std::string("SAC 25 SIC 201"));
    for (std::size_t i = 0; i < index->entries.size(); ++i) {
      const RecordEntry& entry = index->entries[i];
      QCOMPARE(int(entry.category), i % 3 == 0 ? 34 : 48);
      QCOMPARE(index->find(entry.offset), static_cast<std::ptrdiff_t>(i));
      if (i % 17 != 0) continue;
      const auto octets = readRecordBytes(nullptr, 0, path, entry.offset, entry.length);
      QVERIFY2(octets.ok(), octets.ok() ? "" : octets.error().text().c_str());
      const RecordText text = describeRecord(index->format, entry.category, *octets, index->editionOf(entry));
      QVERIFY(text.fields.size() >= 4);
      QCOMPARE(text.fields.front().text, std::string("25"));
      // A field's bits are those of the record's octets.
      for (const AsterixField& field : text.fields)
        if (field.bits == 8)
          QCOMPARE(std::uint64_t{static_cast<unsigned char>((*octets)[field.firstBit / 8])}, field.raw);
    }
  }
  const auto gone =
      readRecordBytes(nullptr, 0, folder.filePath(QStringLiteral("gone.ast")).toStdString(), 0, 4);
  QVERIFY(!gone.ok() && gone.error().hint.find("bring it back") != std::string::npos);
  QVERIFY(hexDump("0123456789abcdef!").find("0010  21") != std::string::npos);
}

/// Several recordings, and a plain file, read into one: each report still finds its own octets.
void TestInput::recordingsBringTheirOctets() {
  const QTemporaryDir folder;
  std::vector<std::string> paths;
  for (int i = 0; i < 3; ++i) {
    QByteArray lines = m_small;
    lines.replace("2026", QByteArray::number(2023 + i));
    const QString plain = writeFile(folder, QStringLiteral("feed%1.csv").arg(i), lines);
    paths.push_back(plain.toStdString());
    if (i == 2) break;
    const std::string path = folder.filePath(QStringLiteral("own%1.sorec").arg(i)).toStdString();
    auto sink = createRecording(path, IfExists::Replace);
    QVERIFY(sink.ok());
    ImportOptions options;
    options.raw = RawKeeping::Embedded;
    QVERIFY(importFiles({plain.toStdString()}, options, **sink).ok());
    QVERIFY((*sink)->finish().ok());
    QFile::remove(plain);
    paths.back() = path;
  }
  const std::string all = folder.filePath(QStringLiteral("all.sorec")).toStdString();
  auto sink = createRecording(all, IfExists::Replace);
  QVERIFY(sink.ok());
  const auto report = importFiles(paths, ImportOptions(), **sink);
  QVERIFY(report.ok() && report->ok());
  QVERIFY((*sink)->finish().ok());
  const auto view = openRecording(all);
  QVERIFY(view.ok());
  QCOMPARE(rawInputs(**view).size(), std::size_t{3});
  BucketFilter wanted;
  wanted.columns = kAllColumns | kRawColumns;
  int found = 0;
  for (const BucketInfo& info : (*view)->buckets()) {
    const BucketPtr bucket = (*view)->bucketPart(info.id, wanted);
    for (std::size_t i = 0; i < bucket->size(); ++i) {
      const Sample sample = bucket->sample(i);
      QVERIFY(sample.raw.isKnown());
      const auto octets =
          readRecordBytes(view->get(), sample.raw.input(), rawInputs(**view)[sample.raw.input()].path,
                          sample.raw.offset(), sample.raw.length);
      QVERIFY2(octets.ok(), octets.ok() ? "" : octets.error().text().c_str());
      QVERIFY(octets->starts_with("MSG,"));
      QVERIFY(octets->find(toIso(sample.time).substr(0, 4)) != std::string::npos);
      ++found;
    }
  }
  QVERIFY(found >= 9);
}

/// What two files call the same is one object only where the name means something beyond the file.
void TestInput::namesOfAFileStayInIt() {
  const QTemporaryDir folder;
  const auto gpx = [](const char* day, double lat) {
    return QByteArray("<gpx version=\"1.1\"><trk><name>Track 1</name><trkseg><trkpt lat=\"") +
           QByteArray::number(lat) + "\" lon=\"139\"><time>" + day +
           "T06:00:00Z</time></trkpt><trkpt lat=\"" + QByteArray::number(lat + 0.01) +
           "\" lon=\"139\"><time>" + day + "T06:00:10Z</time></trkpt></trkseg></trk></gpx>";
  };
  const QByteArray own =
      "id,time,lat,lon\nA1,2026-08-12T06:00:00Z,35,139\nA1,2026-08-12T06:00:10Z,35.01,139\n";
  const QByteArray feed =
      "time,icao24,lat,lon,velocity,heading,vertrate,callsign,onground,alert,spi,squawk,baroaltitude,"
      "geoaltitude,lastposupdate,lastcontact\n1786514400,86d6a1,35.5,139.75,231.5,90,0,SRM101,False,False,"
      "False,4521,10668,11049,1786514400,1786514400\n";
  QByteArray later = feed;
  later.replace("1786514400", "1786514410").replace("139.75", "139.77");
  QByteArray beside = own;
  beside.replace("35", "36");
  const auto acmi = [](double east) {
    return "FileType=text/acmi/tacview\nFileVersion=2.2\n0,ReferenceTime=2026-08-12T06:00:00Z\n#0\n"
           "101,T=" +
           QByteArray::number(east) +
           "|35|9000,Type=Air+FixedWing,Name=F-X\n#10\n101,T=" + QByteArray::number(east + 0.01) +
           "|35|9000\n";
  };
  struct Case {
    QByteArray first, second;
    std::size_t tracks, sources;
  };
  const Case cases[] = {{gpx("2026-08-12", 35), gpx("2026-08-12", 36), 2, 2},
                        {own, beside, 2, 2},
                        {acmi(139), acmi(140), 2, 2},
                        {feed, later, 1, 1}};
  for (const Case& c : cases) {
    // Folders of different days often hold files of one name.
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("b")));
    const std::vector<std::string> paths{writeFile(folder, QStringLiteral("log"), c.first).toStdString(),
                                         writeFile(folder, QStringLiteral("b/log"), c.second).toStdString()};
    const auto sink = makeMemoryRecording();
    const auto report = importFiles(paths, ImportOptions(), *sink);
    QVERIFY(report.ok() && report->ok());
    const StoreViewPtr view = *sink->finish();
    QCOMPARE(view->tracks().size(), c.tracks);
    QCOMPARE(view->sources().size(), c.sources);
    if (c.sources == 2) QCOMPARE(view->sources()[1].name, view->sources()[0].name + " log");
  }
}

void TestInput::everyFormatIsFuzzed() {
  QSet<QString> named;
  const QDir folder(QStringLiteral(SORAMI_SOURCE_DIR "/tests/fuzz"));
  const QRegularExpression name(QStringLiteral("\\bk\\w+Format\\b"));
  for (const QString& file : folder.entryList({QStringLiteral("fuzz_*.cpp")})) {
    auto found = name.globalMatch(QString::fromUtf8(readBytes(folder.filePath(file))));
    while (found.hasNext()) named.insert(found.next().captured());
  }
  QCOMPARE(static_cast<std::size_t>(named.size()), formats().size());
}

QTEST_APPLESS_MAIN(TestInput)
#include "tst_input.moc"
