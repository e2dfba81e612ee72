// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Text as spreadsheets and live servers wrap it: UTF-16, a byte order mark, a greeting.
#include "data/ingest/Import.h"
#include "data/ingest/Utf16Stream.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace sorami;

namespace {

std::vector<std::byte> encoded(const QString& text, bool big) {
  std::vector<std::byte> out;
  const auto put = [&](ushort unit) {
    out.push_back(static_cast<std::byte>(big ? unit >> 8 : unit & 0xff));
    out.push_back(static_cast<std::byte>(big ? unit & 0xff : unit >> 8));
  };
  put(0xFEFF);
  for (const QChar c : text) put(c.unicode());
  return out;
}

/// Hands out a few octets at a time, so that units and surrogate pairs are cut.
class Dribble final : public ByteStream {
 public:
  explicit Dribble(std::vector<std::byte> bytes) : m_bytes(std::move(bytes)) {}
  Result<std::size_t> read(std::span<std::byte> out) override {
    const std::size_t n = std::min({out.size(), m_bytes.size() - m_at, std::size_t{1} + m_at % 3});
    std::copy_n(m_bytes.begin() + static_cast<std::ptrdiff_t>(m_at), n, out.begin());
    m_at += n;
    return n;
  }
  std::uint64_t fileOffset() const override { return m_at; }

 private:
  std::vector<std::byte> m_bytes;
  std::size_t m_at = 0;
};

std::string drained(ByteStream& stream) {
  std::string text;
  std::array<std::byte, 7> part;
  for (;;) {
    const auto n = stream.read(part);
    if (!n || *n == 0) return text;
    for (std::size_t i = 0; i < *n; ++i) text += static_cast<char>(part[i]);
  }
}

FileReport inspected(const std::string& bytes) {
  const QTemporaryDir folder;
  const std::string path = folder.filePath(QStringLiteral("file")).toStdString();
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  auto report = inspectFiles({path}, ImportOptions());
  return report ? report->files.front() : FileReport();
}

std::string asString(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

class TestUtf16Stream : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void bothByteOrdersAndAllPlanes() {
    const QString text = QString::fromUtf8("lat,lon\n空見,é,\xf0\x9f\x9b\xa9\n");
    for (const bool big : {false, true}) {
      const auto stream = makeUtf16Stream(std::make_unique<Dribble>(encoded(text, big)));
      QCOMPARE(QString::fromStdString(drained(*stream)), text);
    }
  }

  void halfAPairIsReplaced() {
    std::vector<std::byte> bytes = encoded(QStringLiteral("ab"), true);
    bytes.push_back(std::byte{0xD8});
    bytes.push_back(std::byte{0x00});
    const auto stream = makeUtf16Stream(std::make_unique<Dribble>(bytes));
    QCOMPARE(drained(*stream), std::string("ab\xef\xbf\xbd"));
  }

  void onlyTextIsTaken() {
    QVERIFY(isUtf16Text(encoded(QStringLiteral("time,lat,lon"), false)));
    std::vector<std::byte> noise(100, std::byte{0x93});
    noise[0] = std::byte{0xFF};
    noise[1] = std::byte{0xFE};
    QVERIFY(!isUtf16Text(noise));
  }

  void aTableSavedAsUnicodeText() {
    const QString table = QStringLiteral(
        "time\tcallsign\tlat\tlon\r\n2026-01-01T00:00:00Z\tJAL1\t35.1\t139.1\r\n"
        "2026-01-01T00:00:10Z\tJAL1\t35.2\t139.1\r\n");
    const FileReport file = inspected(asString(encoded(table, false)));
    QCOMPARE(file.format, std::string("csv"));
    QCOMPARE(file.updates, std::uint64_t{2});
    QVERIFY(file.errors.empty());
  }

  void sbsBehindAByteOrderMark() {
    const FileReport file = inspected(
        "\xef\xbb\xbfMSG,3,1,1,86D51A,1,2023/11/14,22:13:10.000,2023/11/"
        "14,22:13:10.000,,35000,,,35.1,139.5,,,0,0,"
        "0,0\r\n");
    QCOMPARE(file.updates, std::uint64_t{1});
    QVERIFY(file.errors.empty());
  }

  void acmiBehindALiveServersGreeting() {
    std::string stream = "XtraLib.Stream.0\nTacview.RealTimeTelemetry.0\nsome host\n";
    stream += '\0';
    stream +=
        "FileType=text/acmi/tacview\nFileVersion=2.2\n0,ReferenceTime=2026-01-01T00:00:00Z\n#1\n"
        "a,T=139.1|35.1|3000,Type=Air+FixedWing\n";
    const FileReport file = inspected(stream);
    QCOMPARE(file.format, std::string("acmi"));
    QCOMPARE(file.updates, std::uint64_t{1});
    QVERIFY(file.errors.empty());
  }
};

QTEST_GUILESS_MAIN(TestUtf16Stream)
#include "tst_utf16stream.moc"
