// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Units.h"
#include "data/ingest/asterix/AsterixTestTools.h"
#include "data/ingest/decoders/asterix/AsterixEncoder.h"
#include "data/ingest/decoders/asterix/PolarToWgs84.h"

#include <QTest>

#include <GeographicLib/Geocentric.hpp>
#include <GeographicLib/Geodesic.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

using namespace sorami;
using namespace sorami::test;

namespace {

QByteArray toBytes(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

QByteArray encoded(std::initializer_list<AsterixRecord> records) {
  AsterixEncoder encoder;
  for (const AsterixRecord& r : records)
    if (!encoder.add(r)) qFatal("%s", r.error().c_str());
  return toBytes(encoder.bytes());
}

AsterixRecord plot(int sic, double time) {
  AsterixRecord r(48);
  r.set("I048/010/SAC", 25).set("I048/010/SIC", sic).set("I048/140", time).setRaw("I048/020/TYP", 2);
  r.set("I048/040/RHO", 60).set("I048/040/THETA", 90).set("I048/090/FL", 330);
  return r;
}

void big(QByteArray& out, std::uint64_t v, int octets) {
  for (int i = octets; i-- > 0;) out.append(static_cast<char>(v >> (8 * i)));
}
void little(QByteArray& out, std::uint64_t v, int octets) {
  for (int i = 0; i < octets; ++i) out.append(static_cast<char>(v >> (8 * i)));
}

bool near(double a, double b, double tolerance) {
  return std::abs(a - b) <= tolerance;
}

}  // namespace

class TestAsterixReports : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void monoradar() {
    AsterixRecord r(48);
    r.set("I048/010/SAC", 25).set("I048/010/SIC", 201).set("I048/140", 43200.5);
    r.setRaw("I048/020/TYP", 5).setRaw("I048/020/SPI", 1).setRaw("I048/020/SIM", 1);
    r.setRaw("I048/020/FOEFRI", 1);
    r.set("I048/040/RHO", 100).set("I048/040/THETA", 45).set("I048/070/MODE3A", "7700");
    r.set("I048/090/FL", 350).setRaw("I048/220", 0x899012).set("I048/240", "CAL5121");
    r.set("I048/161/TRN", 77).set("I048/200/GSP", 450.0 / 3600).set("I048/200/HDG", 270);
    r.setRaw("I048/170/TRE", 1).setRaw("I048/230/STAT", 1);
    DecodeOptions options;
    options.referenceDate = utcFromCivil(2026, 3, 1);
    const CollectingSink sink = decodeAll(encoded({r}), options);
    QCOMPARE(sink.reports.size(), std::size_t{1});
    const Report& o = sink.reports[0];
    QCOMPARE(o.kind, ReportKind::Track);
    QCOMPARE(o.category, std::uint8_t{48});
    QCOMPARE(toIso(o.eventTime), std::string("2026-03-01T12:00:00.500000Z"));
    QVERIFY((o.id == NativeId{IdKind::Icao24, 0x899012}));
    QCOMPARE(o.icao24, 0x899012);
    QCOMPARE(o.mode3A, 07700);
    QCOMPARE(std::string(o.callsign.view()), std::string("CAL5121"));
    QCOMPARE(o.affiliation, Affiliation::Friend);
    QCOMPARE(int(o.flags), int(kSpi | kSimulated | kEmergency | kTrackEnd | kOnGround));
    QVERIFY(near(o.baroAltitude, 350 * kFlightLevel, 0.01));
    QVERIFY(std::isnan(o.geoAltitude));
    QVERIFY(near(o.rangeM, 185200, 0.05));
    QVERIFY(near(o.azimuthDeg, 45, 1e-6));
    QVERIFY(near(o.groundSpeed, 450 * kKnot, 0.06));
    QVERIFY(near(o.trackDeg, 270, 0.01));
    QVERIFY(!o.hasPosition());
    QCOMPARE(sink.sources[0].name, std::string("SAC 25 SIC 201"));
    QCOMPARE(sink.sources[0].sacSic, 25 * 256 + 201);
  }

  void identities() {
    AsterixRecord number = plot(1, 10);
    number.set("I048/161/TRN", 77);
    AsterixRecord code = plot(1, 11);
    code.set("I048/070/MODE3A", "1234");
    AsterixRecord address = number;
    address.set("I048/140", 12).setRaw("I048/220", 0x400001);
    AsterixRecord later = number;
    later.set("I048/140", 14);
    AsterixRecord other = number;
    other.set("I048/140", 100);
    const CollectingSink sink = decodeAll(encoded({plot(1, 9), number, code, address, later, other}));
    QCOMPARE(sink.reports[0].kind, ReportKind::Plot);
    QVERIFY((sink.reports[0].id == NativeId{}));
    QVERIFY((sink.reports[1].id == NativeId{IdKind::AsterixTrack, 77}));
    QCOMPARE(sink.reports[2].kind, ReportKind::Plot);
    QVERIFY((sink.reports[2].id == NativeId{IdKind::Mode3A, 01234}));
    QVERIFY((sink.reports[3].id == NativeId{IdKind::Icao24, 0x400001}));
    // The same track number moments later without an address is the same aircraft; minutes later it need not
    // be.
    QVERIFY((sink.reports[4].id == NativeId{IdKind::Icao24, 0x400001}));
    QVERIFY((sink.reports[5].id == NativeId{IdKind::AsterixTrack, 77}));
  }

  void systemTrack() {
    AsterixRecord r(62);
    r.set("I062/010/SAC", 1).set("I062/010/SIC", 2).set("I062/070", 100).set("I062/040", 4321);
    r.set("I062/105/LAT", 25.1234567).set("I062/105/LON", -121.7654321);
    r.set("I062/185/VX", 100).set("I062/185/VY", -100).set("I062/136", 100).set("I062/130", 10000);
    r.set("I062/220", -1500).setRaw("I062/380/ADR", 0xABCDEF).set("I062/380/ID", "EVA12");
    r.set("I062/390/CS", "EVA012")
        .set("I062/390/TAC", "B77W")
        .setRaw("I062/080/TSE", 1)
        .setRaw("I062/080/CST", 1);
    r.set("I062/500/APC/X", 30).set("I062/500/APC/Y", 50);
    const CollectingSink sink = decodeAll(encoded({r}));
    const Report& o = sink.reports.at(0);
    QVERIFY((o.id == NativeId{IdKind::AsterixTrack, 4321}));
    QCOMPARE(o.icao24, 0xABCDEF);
    QVERIFY(near(o.lat, 25.1234567, 3e-6) && near(o.lon, -121.7654321, 3e-6));
    QVERIFY(near(o.groundSpeed, std::hypot(100, 100), 0.01) && near(o.trackDeg, 135, 1e-3));
    QVERIFY(near(o.baroAltitude, 3048, 0.1) && near(o.geoAltitude, 3048, 0.1));
    QVERIFY(near(o.verticalRate, -7.62, 0.01));
    QCOMPARE(std::string(o.callsign.view()), std::string("EVA12"));
    QCOMPARE(std::string(o.type.view()), std::string("B77W"));
    QCOMPARE(int(o.flags), int(kSmoothed | kTrackEnd | kCoasted));
    QVERIFY(near(o.sigmaMajor, 50, 1e-3));
  }

  void adsbOfBothGenerations() {
    AsterixRecord a(21, "0.26");
    a.set("I021/010/SAC", 1).set("I021/010/SIC", 2).set("I021/030", 500).setRaw("I021/040/ATP", 1);
    a.setRaw("I021/040/GBS", 1)
        .set("I021/130/LAT", 40.5)
        .set("I021/130/LON", 3.25)
        .setRaw("I021/080", 0x123456);
    a.set("I021/145", 100).set("I021/140", 10250).set("I021/160/GS", 0.1).set("I021/160/TA", 90);
    a.set("I021/170", "AZA1");
    AsterixRecord b(21, "2.4");
    b.set("I021/010/SAC", 1).set("I021/010/SIC", 3).set("I021/073", 500).setRaw("I021/040/ATP", 3);
    b.setRaw("I021/040/GBS", 1).set("I021/131/LAT", 40.5).set("I021/131/LON", 3.25);
    b.setRaw("I021/080", 0x123456).set("I021/145", 100).set("I021/140", 10250).set("I021/160/GS", 0.1);
    b.set("I021/160/TA", 90).set("I021/170", "AZA1").set("I021/155/BVR", 640).setRaw("I021/200/PS", 1);
    b.setRaw("I021/090/NUCPNIC", 8).setRaw("I021/090/NACP", 10);
    const CollectingSink sink = decodeAll(encoded({a}) + encoded({b}));
    QCOMPARE(sink.diagnostics.size(), std::size_t{0});
    QCOMPARE(sink.reports.size(), std::size_t{2});
    for (const Report& o : sink.reports) {
      QVERIFY(near(o.lat, 40.5, 1e-5) && near(o.lon, 3.25, 1e-5));
      QVERIFY(near(o.baroAltitude, 3048, 0.1));
      QVERIFY(near(o.geoAltitude, 10250 * kFoot, 1));
      QVERIFY(near(o.groundSpeed, 360 * kKnot, 0.1) && near(o.trackDeg, 90, 0.01));
      QVERIFY((o.flags & kOnGround) != 0);
      QCOMPARE(o.eventTime.us, 500 * kSecond);
    }
    QVERIFY((sink.reports[0].id == NativeId{IdKind::Icao24, 0x123456}));
    QVERIFY((sink.reports[1].id == NativeId{IdKind::NonIcao24, 0x123456}));
    QVERIFY(near(sink.reports[1].verticalRate, 640 * kFootPerMinute, 0.02));
    QVERIFY((sink.reports[1].flags & kEmergency) != 0);
    QVERIFY(near(sink.reports[1].sigmaMajor, 10 / 2.45, 0.01));
  }

  void surface() {
    AsterixRecord r(10);
    r.set("I010/010/SAC", 0).set("I010/010/SIC", 7).setRaw("I010/000", 1).set("I010/140", 5);
    r.setRaw("I010/020/GBS", 1).setRaw("I010/020/TOT", 2).set("I010/042/X", 300).set("I010/042/Y", -400);
    r.set("I010/202/VX", 3).set("I010/202/VY", 4).set("I010/161/TRK", 12);
    DecodeOptions options;
    options.sensorPosition = LatLon{41.3, 2.1};
    const CollectingSink sink = decodeAll(encoded({r}), options);
    const Report& o = sink.reports.at(0);
    double distance = 0;
    double azimuth = 0;
    double back = 0;
    GeographicLib::Geodesic::WGS84().Inverse(41.3, 2.1, o.lat, o.lon, distance, azimuth, back);
    QVERIFY(near(distance, 500, 1e-3));
    QVERIFY(near(azimuth, 180 - std::atan2(300, 400) * 180 / std::numbers::pi, 1e-3));
    QVERIFY(near(o.groundSpeed, 5, 1e-3));
    QCOMPARE(o.domain, Domain::Ground);
    QVERIFY((o.flags & kOnGround) != 0);
    QVERIFY((o.id == NativeId{IdKind::AsterixTrack, 12}));
  }

  /// A target made by Earth-centred vectors is found again from its slant range, azimuth and height.
  void polarOnTheEllipsoid() {
    const auto& earth = GeographicLib::Geocentric::WGS84();
    const double height = 750;
    for (const double lat : {-80.0, -33.3, 0.0, 24.5, 69.9}) {
      const asterix::SensorFrame sensor({lat, 179.5}, height);
      std::vector<double> rotation(9);
      double ox = 0;
      double oy = 0;
      double oz = 0;
      earth.Forward(lat, 179.5, height, ox, oy, oz, rotation);
      for (const double azimuth : {0.0, 77.0, 180.0, 291.5}) {
        for (const double range : {2e3, 50e3, 400e3}) {
          for (const double elevation : {-0.3, 0.5, 12.0, 60.0}) {
            const double a = degToRad(azimuth);
            const double e = degToRad(elevation);
            const double local[3] = {range * std::cos(e) * std::sin(a), range * std::cos(e) * std::cos(a),
                                     range * std::sin(e)};
            double p[3] = {ox, oy, oz};
            for (int i = 0; i < 3; ++i)
              for (int k = 0; k < 3; ++k) p[i] += rotation[static_cast<std::size_t>(3 * i + k)] * local[k];
            double tLat = 0;
            double tLon = 0;
            double tHeight = 0;
            earth.Reverse(p[0], p[1], p[2], tLat, tLon, tHeight);
            const LatLon found = sensor.fromSlant(range, azimuth, tHeight);
            double miss = 0;
            GeographicLib::Geodesic::WGS84().Inverse(tLat, tLon, found.lat, found.lon, miss);
            QVERIFY2(miss < 0.2, qPrintable(QStringLiteral("lat %1 az %2 range %3 el %4: %5 m off")
                                                .arg(lat)
                                                .arg(azimuth)
                                                .arg(range)
                                                .arg(elevation)
                                                .arg(miss)));
          }
        }
      }
      // Nearer than its own height: over the sensor.
      const LatLon over = sensor.fromSlant(3000, 10, 11000);
      QVERIFY(near(over.lat, lat, 1e-6));
    }
  }

  void sensorPositionFromTheStream() {
    AsterixRecord station(34);
    station.set("I034/010/SAC", 25).set("I034/010/SIC", 201).setRaw("I034/000", 1).set("I034/030", 1);
    station.set("I034/120/HGT", 500).set("I034/120/LAT", 25.0).set("I034/120/LON", 121.5);
    DecodeOptions options;
    options.sensorPosition = LatLon{0, 0};
    const CollectingSink sink = decodeAll(encoded({station, plot(201, 2), plot(9, 2)}), options);
    QCOMPARE(sink.reports[0].kind, ReportKind::Service);
    QVERIFY(near(sink.reports[1].lat, 25.0, 0.02) && sink.reports[1].lon > 122.5);
    QVERIFY(near(sink.reports[2].lat, 0.0, 0.02));  // another radar: what the user said
  }

  void midnight() {
    AsterixEncoder encoder(60);
    for (int i = 0; i < 40; ++i) {
      const double t = 86400 - 60 + i * 4;
      encoder.add(plot(1, t >= 86400 ? t - 86400 : t));
      // Another radar, whose reports come out of order across midnight.
      const double late = t - 10 + (i % 2) * 8;
      encoder.add(plot(2, late >= 86400 ? late - 86400 : late));
    }
    DecodeOptions options;
    options.referenceDate = utcFromCivil(2026, 2, 28, 15);
    options.clockOffset = 9 * kHour;
    const CollectingSink sink = decodeAll(toBytes(encoder.bytes()), options);
    QCOMPARE(sink.reports.size(), std::size_t{80});
    const UtcTime day = utcFromCivil(2026, 2, 28);
    for (int i = 0; i < 40; ++i) {
      const double t = 86400 - 60 + i * 4;
      const auto at = static_cast<std::size_t>(2 * i);
      QCOMPARE(sink.reports[at].eventTime.us, (day + static_cast<Micros>(t * 1e6) - 9 * kHour).us);
      QCOMPARE(sink.reports[at + 1].eventTime.us,
               (day + static_cast<Micros>((t - 10 + (i % 2) * 8) * 1e6) - 9 * kHour).us);
    }
  }

  void dateFromTheCapture() {
    const UtcTime received = utcFromCivil(2014, 2, 25, 0, 0, 1);
    const CollectingSink sink = decodePackets(
        {{received, encoded({plot(1, 86399.5)})}, {received + kSecond, encoded({plot(1, 1.5)})}});
    QCOMPARE(toIso(sink.reports[0].eventTime), std::string("2014-02-24T23:59:59.500000Z"));
    QCOMPARE(toIso(sink.reports[1].eventTime), std::string("2014-02-25T00:00:01.500000Z"));
    QVERIFY(sink.reports[0].receiveTime == received);
  }

  void unknownDateIsSaid() {
    AsterixDecoder decoder;
    const CollectingSink sink = decodeAll(encoded({plot(1, 3600)}), {}, 0, &decoder);
    QCOMPARE(toIso(sink.reports[0].eventTime), std::string("1970-01-01T01:00:00.000000Z"));
    QVERIFY(!decoder.isDateKnown());
  }

  /// Category 001 tells the time modulo 512 s; 002 tells the rest, even when it comes later.
  void truncatedTime() {
    AsterixRecord target(1);
    target.set("I001/010/SAC", 8).set("I001/010/SIC", 50).setRaw("I001/020/SSRPSR", 2);
    target.set("I001/040/RHO", 10).set("I001/141", std::fmod(40000.25, 512.0));
    AsterixRecord noSource(1);
    noSource.setRaw("I001/020/SSRPSR", 2).set("I001/040/RHO", 11).set("I001/141", std::fmod(40001.0, 512.0));
    AsterixRecord track(1);
    track.setRaw("I001/020/TYP", 1).set("I001/161", 99).set("I001/200/GSP", 0.1);
    track.set("I001/141", std::fmod(40002.0, 512.0));
    AsterixRecord north(2);
    north.set("I002/010/SAC", 8).set("I002/010/SIC", 50).setRaw("I002/000", 1).set("I002/030", 40003);
    const CollectingSink sink = decodeAll(encoded({target, noSource, track}) + encoded({north}));
    QCOMPARE(sink.diagnostics.size(), std::size_t{0});
    std::map<int, const Report*> byTime;
    QCOMPARE(sink.reports.size(), std::size_t{4});
    std::vector<double> times;
    for (const Report& r : sink.reports) times.push_back(r.eventTime.seconds());
    std::sort(times.begin(), times.end());
    QVERIFY(near(times[0], 40000.25, 0.01) && near(times[1], 40001, 0.01) && near(times[2], 40002, 0.01));
    QCOMPARE(sink.sources.size(), std::size_t{1});
    int tracks = 0;
    for (const Report& r : sink.reports) tracks += r.kind == ReportKind::Track ? 1 : 0;
    QCOMPARE(tracks, 1);
  }

  void framings_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("received");
    QTest::newRow("FINAL") << "FINAL" << 3601.25;
    QTest::newRow("FINAL with sequence") << "FINAL with sequence" << 3601.25;
    QTest::newRow("ORADIS") << "ORADIS" << 3601.25;
    QTest::newRow("rply") << "rply" << -1.0;
    QTest::newRow("RFF") << "RFF" << 1772326800 + 1.25;  // 2026-03-01 01:00:00 and 1,250 ms
    QTest::newRow("raw") << "raw" << -1.0;
  }

  void framings() {
    QFETCH(QString, name);
    QFETCH(double, received);
    QByteArray stream;
    if (name == QLatin1String("RFF")) {
      QByteArray header("2026-03-01 01:00:00 2026-03-01 02:00:00 ");
      header.append(QByteArray(88, '\0'));
      stream += header;
    }
    for (int i = 0; i < 30; ++i) {
      const QByteArray block = encoded({plot(1, 3600 + i), plot(1, 3600.5 + i)});
      const auto size = static_cast<std::uint64_t>(block.size());
      const std::uint64_t hundredths = 360125 + static_cast<std::uint64_t>(i) * 100;
      if (name.startsWith(QLatin1String("FINAL"))) {
        const bool sequence = name.endsWith(QLatin1String("sequence"));
        big(stream, size + (sequence ? 16 : 12), 2);
        if (sequence) big(stream, static_cast<std::uint64_t>(i), 4);
        big(stream, 0, 3);
        big(stream, hundredths, 3);
        stream += block + QByteArray(4, '\xA5');
      } else if (name == QLatin1String("ORADIS")) {
        big(stream, size + 6, 2);
        big(stream, hundredths * 10, 4);
        stream += block;
      } else if (name == QLatin1String("rply")) {
        little(stream, size, 4);
        little(stream, static_cast<std::uint64_t>(i) * 1000, 4);
        stream += block;
      } else if (name == QLatin1String("RFF")) {
        little(stream, 1250 + static_cast<std::uint64_t>(i) * 1000, 4);
        little(stream, size, 2);
        stream += block;
      } else {
        stream += block;
      }
    }
    QVERIFY(kAsterixFormat.probe(bytesOf(stream)) >= 90);
    for (const int piece : {0, 5}) {
      AsterixDecoder decoder;
      const CollectingSink sink = decodeAll(stream, {}, piece, &decoder);
      QCOMPARE(QString::fromStdString(decoder.framing()), name);
      QCOMPARE(sink.diagnostics.size(), std::size_t{0});
      QCOMPARE(sink.reports.size(), std::size_t{60});
      QCOMPARE(sink.reports[0].receiveTime.isValid(), received >= 0);
      if (received >= 0) QCOMPARE(sink.reports[0].receiveTime.us, UtcTime::fromSeconds(received).us);
      const UtcTime day = name == QLatin1String("RFF") ? utcFromCivil(2026, 3, 1) : UtcTime{0};
      QCOMPARE(sink.reports[59].eventTime.us, (day + 3629 * kSecond + 500 * kMillisecond).us);
    }
    // A frame in the middle is broken: only it is lost.
    QByteArray bad = stream;
    const auto middle = bad.size() / 2;
    bad.remove(middle, 6);
    const CollectingSink sink = decodeAll(bad);
    QVERIFY(sink.reports.size() >= 56 && sink.reports.size() < 60);
    QVERIFY(!sink.diagnostics.empty());
  }

  void datagramsWaitForNothing() {
    CollectingSink sink;
    AsterixDecoder decoder;
    const UtcTime now = utcFromCivil(2026, 1, 1, 1);
    const QByteArray one = encoded({plot(1, 3600)});
    decoder.decode(bytesOf(one), 0, now, sink);
    QCOMPARE(sink.reports.size(), std::size_t{1});
    // A datagram cut off by the capture is reported when the next one is whole.
    decoder.decode(bytesOf(one.chopped(5)), 100, now, sink);
    decoder.decode(bytesOf(one), 200, now, sink);
    QCOMPARE(sink.reports.size(), std::size_t{2});
    QCOMPARE(sink.diagnostics.size(), std::size_t{1});
    QCOMPARE(sink.diagnostics[0].category, std::string("CAT048"));
    // A stream socket may cut anywhere.
    const QByteArray two = encoded({plot(1, 3601), plot(1, 3602)});
    decoder.decode(bytesOf(two.left(9)), 300, now, sink);
    decoder.decode(bytesOf(two.mid(9)), 309, now, sink);
    decoder.finish(sink);
    QCOMPARE(sink.reports.size(), std::size_t{4});
    QCOMPARE(sink.diagnostics.size(), std::size_t{1});
  }

  void forcedEdition() {
    AsterixRecord r(21, "2.1");
    r.set("I021/010/SAC", 1).set("I021/010/SIC", 3).set("I021/073", 500).setRaw("I021/271/LW", 7);
    DecodeOptions options;
    options.editions = {{"CAT021", "2.1"}, {"CAT048", "9.9"}};
    AsterixDecoder decoder(options);
    const CollectingSink sink = decodeAll(encoded({r}), options, 0, &decoder);
    QCOMPARE(sink.reports.size(), std::size_t{1});
    QCOMPARE(decoder.editions().size(), std::size_t{1});
    QCOMPARE(decoder.editions()[0].second, std::string("2.1"));
    QCOMPARE(sink.diagnostics.size(), std::size_t{1});  // there is no such edition of 048
    QVERIFY(sink.diagnostics[0].reason.find("9.9") != std::string::npos);
  }

  /// Two radars of one category with different editions: found, told apart, and forced again.
  void editionsBySource() {
    AsterixRecord old(21, "0.26");
    old.set("I021/010/SAC", 1).set("I021/010/SIC", 2).set("I021/030", 500).setRaw("I021/040/ATP", 1);
    old.set("I021/130/LAT", 40.5).set("I021/130/LON", 3.25).setRaw("I021/080", 0x123456);
    AsterixRecord recent(21, "2.7");
    recent.set("I021/010/SAC", 1).set("I021/010/SIC", 3).set("I021/073", 500).set("I021/131/LAT", 41);
    recent.set("I021/131/LON", 3).setRaw("I021/080", 0x123457);
    QByteArray stream;
    for (int i = 0; i < 5; ++i) stream += encoded({old}) + encoded({recent});
    AsterixDecoder decoder;
    const CollectingSink sink = decodeAll(stream, {}, 0, &decoder);
    QCOMPARE(sink.diagnostics.size(), std::size_t{0});
    const auto found = decoder.editions();
    QCOMPARE(found.size(), std::size_t{2});
    QCOMPARE(found[0].first, std::string("CAT021 SAC 1 SIC 2"));
    QCOMPARE(found[0].second, std::string("0.26"));
    QCOMPARE(found[1].second, std::string("2.7"));
    DecodeOptions options;
    options.editions = found;
    AsterixDecoder again(options);
    QCOMPARE(decodeAll(stream, options, 0, &again).reports.size(), std::size_t{10});
    QVERIFY(again.editions() == found);
  }

  void itemStatistics() {
    AsterixRecord r = plot(1, 100.5);
    r.set("I048/250/BDS40/BP", 1013.2).set("I048/250/BDS60/MACH", 0.78, 1);
    AsterixDecoder decoder;
    decoder.collectItems(true);
    decodeAll(encoded({r, plot(1, 200.25)}), {}, 0, &decoder);
    const AsterixItemStatistics s = decoder.itemStatistics();
    QCOMPARE(s.items.at("CAT048/I040"), std::uint64_t{2});
    QCOMPARE(s.items.at("CAT048/I250"), std::uint64_t{1});
    QCOMPARE(s.items.count("CAT048/I220"), std::size_t{0});
    QCOMPARE(s.fields.at("CAT048/I040/RHO").count, std::uint64_t{2});
    QCOMPARE(s.fields.at("CAT048/I040/RHO").sum, 120.0);
    QCOMPARE(s.fields.at("CAT048/I140").sum, 300.75);
    QCOMPARE(s.fields.at("CAT048/I250/BDS40/BP").count, std::uint64_t{1});
    QVERIFY(near(s.fields.at("CAT048/I250/BDS40/BP").sum, 1013.2, 1e-9));
    QVERIFY(near(s.fields.at("CAT048/I250/BDS60/MACH").sum, 0.78, 0.003));
    QCOMPARE(s.fields.count("CAT048/I010/SAC"), std::size_t{0});  // a code, not a number
  }

  void rawRecord() {
    const QByteArray block = encoded({plot(1, 100.5), plot(2, 101)});
    const CollectingSink sink = decodeAll(block);
    const Report& second = sink.reports[1];
    const auto fields =
        describeAsterixRecord(48, bytesOf(block).subspan(second.byteOffset, second.byteLength));
    bool found = false;
    for (const AsterixField& f : fields)
      if (f.item == "I048/040" && f.path == "RHO") {
        found = true;
        QCOMPARE(f.text, std::string("60"));
        QCOMPARE(f.unit, std::string("NM"));
      }
    QVERIFY(found);
    QVERIFY(describeAsterixBlock(bytesOf(QByteArray("no block"))).empty());
  }

  /// Radials of category 240 in every resolution, placed by the sensor its service messages tell.
  void videoComesAsRadials() {
    struct Resolution {
      int code;
      int bits;
    };
    for (const auto [code, bits] : {Resolution{1, 1}, {2, 2}, {3, 4}, {4, 8}, {5, 16}}) {
      AsterixRecord status(34);
      status.set("I034/010/SAC", 25).set("I034/010/SIC", 201).set("I034/000", 1).set("I034/030", 21600.0);
      status.set("I034/120/HGT", 100).set("I034/120/LAT", 35.5).set("I034/120/LON", 139.75);
      AsterixRecord r(240);
      r.set("I240/010/SAC", 25).set("I240/010/SIC", 201).set("I240/000", 2).set("I240/020", 7);
      r.set("I240/040/STARTAZ", 90.0).set("I240/040/ENDAZ", 90.5).set("I240/040/STARTRG", 10);
      r.set("I240/040/CELLDUR", 1000.0).set("I240/048/C", 0).set("I240/048/RES", code);
      const int cells = 12;
      const int octets = (cells * bits + 7) / 8;
      r.set("I240/049/NBVB", octets).set("I240/049/NBCELLS", cells);
      // Every second cell is full: bits 1 0 1 0 …, each as wide as a cell.
      std::vector<std::uint8_t> bytes(static_cast<std::size_t>((octets + 3) / 4 * 4));
      for (int cell = 0; cell < cells; cell += 2)
        for (int bit = 0; bit < bits; ++bit) {
          const int at = cell * bits + bit;
          bytes[static_cast<std::size_t>(at / 8)] |= static_cast<std::uint8_t>(0x80 >> at % 8);
        }
      for (std::size_t i = 0; i < bytes.size(); i += 4)
        r.setRaw("I240/050",
                 std::uint64_t{bytes[i]} << 24 | bytes[i + 1] << 16 | bytes[i + 2] << 8 | bytes[i + 3],
                 static_cast<int>(i / 4));
      r.set("I240/140", 21601.0);
      QVERIFY2(r.error().empty(), r.error().c_str());
      const CollectingSink sink = decodeAll(encoded({status}) + encoded({r}));
      QVERIFY(sink.diagnostics.empty());
      QCOMPARE(sink.sweeps.size(), std::size_t{1});
      const VideoSweep& sweep = sink.sweeps.front();
      QVERIFY(std::abs(sweep.sensor.lat - 35.5) < 1e-4 && std::abs(sweep.sensor.lon - 139.75) < 1e-4);
      QVERIFY(std::abs(sweep.startAzimuthDeg - 90) < 0.01 && std::abs(sweep.endAzimuthDeg - 90.5) < 0.01);
      QVERIFY(std::abs(sweep.cellM - 149.896) < 0.01 && std::abs(sweep.startRangeM - 1498.96) < 0.1);
      QCOMPARE(sweep.cells.size(), std::size_t{12});
      for (std::size_t i = 0; i < sweep.cells.size(); ++i)
        QCOMPARE(int(sweep.cells[i]), i % 2 == 0 ? 255 : 0);
    }
  }

  void malformedExpansionIsReported() {
    AsterixRecord r = plot(1, 5);
    const std::byte junk[] = {std::byte{0x80}, std::byte{0x80}};
    r.setBytes("I048/RE", junk);
    const CollectingSink sink = decodeAll(encoded({r}));
    QCOMPARE(sink.reports.size(), std::size_t{1});
    QCOMPARE(sink.diagnostics.size(), std::size_t{1});
    QCOMPARE(sink.diagnostics[0].item, std::string("I048/RE"));
  }

  void probeIsSure() {
    QVERIFY(kAsterixFormat.probe(bytesOf(encoded({plot(1, 5), plot(1, 6)}) + encoded({plot(1, 7)}))) > 80);
    QVERIFY(kAsterixFormat.probe(bytesOf(QByteArray("\x01\x02\x03") + encoded({plot(1, 5)}).repeated(8))) >
            60);
    for (const QByteArray& other :
         {QByteArray("MSG,3,1,1,40621D,1,2026/03/01,12:00:00.000\r\n").repeated(50), QByteArray(),
          QByteArray("{\"now\": 1.0, \"aircraft\": []}"), QByteArray(4096, '\0'), QByteArray(4096, '0'),
          QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\2\0\0\0\2\0\x08\6\0\0\0", 29) +
              QByteArray(3000, '\x5a'),
          QByteArray("SQLite format 3\0\x10\0\1\1\0\x40\x20\x20\0\0\0\x0c", 28) + QByteArray(4000, '\1')})
      QVERIFY2(kAsterixFormat.probe(bytesOf(other)) < 30, other.left(12).constData());
    std::mt19937 random(3);
    for (int i = 0; i < 200; ++i) {
      QByteArray noise(1 + static_cast<qsizetype>(random() % 4000), '\0');
      for (char& c : noise) c = static_cast<char>(random());
      QVERIFY2(kAsterixFormat.probe(bytesOf(noise)) < 30, QByteArray::number(i).constData());
    }
  }
};

QTEST_APPLESS_MAIN(TestAsterixReports)
#include "tst_asterix_reports.moc"
