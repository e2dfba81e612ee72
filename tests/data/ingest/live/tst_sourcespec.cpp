// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/Text.h"
#include "data/ingest/live/SourceSpec.h"
#include "data/ingest/live/TacviewGreeting.h"

#include <QTest>

using namespace sorami;

class TestSourceSpec : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void readsEachKind() {
    const auto udp = parseSource("udp://239.1.2.3:8600?interface=eth0&from=10.0.0.1&format=asterix");
    QVERIFY2(udp.ok(), udp.ok() ? "" : udp.error().text().c_str());
    QVERIFY(udp->kind == SourceKind::Udp);
    QCOMPARE(udp->host, std::string("239.1.2.3"));
    QCOMPARE(udp->port, std::uint16_t(8600));
    QCOMPARE(udp->interface, std::string("eth0"));
    QCOMPARE(udp->from, std::string("10.0.0.1"));
    QCOMPARE(udp->settings.format, std::string("asterix"));
    const auto any = parseSource("udp://:8600");
    QVERIFY(any.ok() && any->host.empty());
    const auto v6 = parseSource("udp://[ff15::1%eth0]:8600");
    QVERIFY(v6.ok());
    QCOMPARE(v6->host, std::string("ff15::1%eth0"));
    const auto tcp = parseSource(" tcp://radar.example:30003/ \n");
    QVERIFY(tcp.ok());
    QCOMPARE(tcp->host, std::string("radar.example"));
    QCOMPARE(tcp->label(), std::string("radar.example:30003"));
    const auto tacview = parseSource("tacview://host?user=Op&password=a%26b");
    QVERIFY(tacview.ok() && tacview->tacview);
    QCOMPARE(tacview->port, std::uint16_t(42674));
    QCOMPARE(tacview->password, std::string("a&b"));
    for (const char* text : {"-", "stdin:", "-?format=sbs", "stdin://"}) {
      const auto in = parseSource(text);
      QVERIFY2(in.ok() && in->kind == SourceKind::Stdin, text);
    }
    const auto serial = parseSource("serial:///dev/ttyUSB0?baud=38400");
    QVERIFY(serial.ok());
    QCOMPARE(serial->path, std::string("/dev/ttyUSB0"));
    QCOMPARE(serial->baud, 38400);
    const auto replay = parseSource("replay:what? is this.pcap?rate=10x");
    QVERIFY(replay.ok());
    QCOMPARE(replay->path, std::string("what? is this.pcap"));
    QCOMPARE(replay->rate, 10.0);
    QCOMPARE(parseSource("replay:///data/a.sorec")->path, std::string("/data/a.sorec"));
  }

  void readsWhatIsKnownOfASource() {
    const auto s = parseSource(
        "tcp://h:1?name=North%20radar&offset=-1.7s&date=2026-08-12&sensor=139.5,35.25,120&affiliation=friend&"
        "edition=CAT021=2.1");
    QVERIFY2(s.ok(), s.ok() ? "" : s.error().text().c_str());
    QCOMPARE(s->label(), std::string("North radar"));
    QCOMPARE(s->settings.decode.clockOffset, Micros(-1'700'000));
    QVERIFY(s->settings.decode.referenceDate == utcFromCivil(2026, 8, 12));
    QCOMPARE(s->settings.decode.sensorPosition->lat, 35.25);
    QCOMPARE(s->settings.decode.sensorHeight, 120.0);
    QVERIFY(s->settings.affiliation == Affiliation::Friend);
    QCOMPARE(s->settings.decode.editions.front().second, std::string("2.1"));
  }

  void badTextsAreExplained_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("empty") << ""
                           << "a source is udp://";
    QTest::newRow("no scheme") << "localhost:30003"
                               << "tcp://localhost:30003";
    QTest::newRow("a file") << "day.pcap"
                            << "replay:day.pcap";
    QTest::newRow("a device") << "/dev/ttyUSB0"
                              << "serial:///dev/ttyUSB0";
    QTest::newRow("other scheme") << "ftp://host/file"
                                  << "there is no such kind of source: 'ftp'";
    QTest::newRow("no port") << "tcp://host"
                             << "no port is told";
    QTest::newRow("port") << "udp://1.2.3.4:70000"
                          << "'70000' is no port";
    QTest::newRow("no host") << "tcp://:30003"
                             << "no host is told";
    QTest::newRow("bare v6") << "udp://ff15::1:8600"
                             << "[ff15::1]:8600";
    QTest::newRow("option") << "tcp://h:1?baud=9600"
                            << "there is no option 'baud'";
    QTest::newRow("format") << "tcp://h:1?format=mp3"
                            << "there is no format 'mp3'";
    QTest::newRow("baud") << "serial:///dev/ttyS0?baud=1234"
                          << "'1234' is no baud rate";
    QTest::newRow("rate") << "replay:a?rate=0"
                          << "'0' is no rate";
    QTest::newRow("offset") << "tcp://h:1?offset=soon"
                            << "'soon' is not a length of time";
    QTest::newRow("sensor") << "tcp://h:1?sensor=200,95"
                            << "no place of a sensor";
    QTest::newRow("value") << "tcp://h:1?name"
                           << "has no value";
    QTest::newRow("percent") << "tcp://h:1?name=%zz"
                             << "hexadecimal";
    QTest::newRow("slashes") << "tcp:host:1"
                             << "followed by //";
    QTest::newRow("now and rate") << "replay:a?rate=2&time=now"
                                  << "only at the rate 1";
  }
  void badTextsAreExplained() {
    QFETCH(QString, text);
    QFETCH(QString, says);
    const auto spec = parseSource(text.toStdString());
    QVERIFY(!spec.ok());
    const QString message = QString::fromStdString(spec.error().text());
    QVERIFY2(message.contains(says), qPrintable(message));
  }

  void examplesAreSources() {
    for (const SourceExample& example : sourceExamples())
      QVERIFY2(parseSource(example.text).ok(), std::string(example.text).c_str());
  }

  void tacviewAnswers() {
    // Check values of the published catalogue of CRC algorithms (reveng).
    const std::string_view digits = "123456789";
    QCOMPARE(crc64we({reinterpret_cast<const std::uint8_t*>(digits.data()), digits.size()}),
             std::uint64_t(0x62ec59e3f1a4f00a));
    const std::string open = tacviewAnswer("Op", "", TacviewHash::Crc64);
    QCOMPARE(open, std::string("XtraLib.Stream.0\nTacview.RealTimeTelemetry.0\nOp\n0\0", 50));
    const std::string closed = tacviewAnswer("Op", "secret", TacviewHash::Crc64);
    QVERIFY(closed.size() > open.size() && closed.back() == '\0');
    QVERIFY(closed != tacviewAnswer("Op", "secret", TacviewHash::Crc32));
  }
};

QTEST_APPLESS_MAIN(TestSourceSpec)
#include "tst_sourcespec.moc"
