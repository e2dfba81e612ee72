// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FormatChecks.h"
#include "data/core/Units.h"
#include "data/ingest/decoders/dis/DisDecoder.h"
#include "data/ingest/decoders/gmti4607/GmtiDecoder.h"

#include <bit>

using namespace sorami;
using namespace sorami::test;

namespace {

/// Writes numbers big-endian, as both formats want them.
struct Octets {
  QByteArray bytes;
  Octets& number(std::uint64_t value, int size) {
    for (int i = size - 1; i >= 0; --i) bytes += static_cast<char>(value >> (8 * i) & 0xFF);
    return *this;
  }
  Octets& real(double value) { return number(std::bit_cast<std::uint64_t>(value), 8); }
  Octets& real32(float value) { return number(std::bit_cast<std::uint32_t>(value), 4); }
  Octets& text(const char* text, int size) {
    QByteArray padded(text);
    bytes += padded.leftJustified(size, '\0', true);
    return *this;
  }
};

/// An entity state PDU at a geodetic place, flying with a velocity in east, north and up.
QByteArray entityState(int entity, double lat, double lon, double height, double secondsInHour,
                       double east = 0, double north = 0, double up = 0, int kind = 1, int force = 1) {
  // WGS 84, closed form from geodetic to earth-centred axes.
  constexpr double kA = 6378137.0;
  constexpr double kE2 = 0.00669437999014;
  const double phi = degToRad(lat);
  const double lambda = degToRad(lon);
  const double n = kA / std::sqrt(1 - kE2 * std::sin(phi) * std::sin(phi));
  const double x = (n + height) * std::cos(phi) * std::cos(lambda);
  const double y = (n + height) * std::cos(phi) * std::sin(lambda);
  const double z = (n * (1 - kE2) + height) * std::sin(phi);
  const double vx = -std::sin(lambda) * east - std::sin(phi) * std::cos(lambda) * north +
                    std::cos(phi) * std::cos(lambda) * up;
  const double vy = std::cos(lambda) * east - std::sin(phi) * std::sin(lambda) * north +
                    std::cos(phi) * std::sin(lambda) * up;
  const double vz = std::cos(phi) * north + std::sin(phi) * up;
  Octets o;
  const auto stamp = static_cast<std::uint32_t>(std::llround(secondsInHour / 3600 * 2147483648.0)) << 1 | 1U;
  o.number(7, 1).number(1, 1).number(1, 1).number(1, 1).number(stamp, 4).number(144, 2).number(0, 2);
  o.number(10, 2)
      .number(20, 2)
      .number(static_cast<std::uint64_t>(entity), 2)
      .number(static_cast<std::uint64_t>(force), 1)
      .number(0, 1);
  o.number(static_cast<std::uint64_t>(kind), 1)
      .number(2, 1)
      .number(225, 2)
      .number(1, 1)
      .number(0, 3)
      .number(0, 8);
  o.real32(static_cast<float>(vx)).real32(static_cast<float>(vy)).real32(static_cast<float>(vz));
  o.real(x).real(y).real(z);
  o.number(0, 8)
      .number(0, 4)
      .number(0, 4)
      .number(4, 1)
      .number(0, 8)
      .number(0, 8)
      .number(0, 8)
      .number(0, 8)
      .number(0, 7);
  o.number(1, 1).text("VIPER 1", 11).number(0, 4);
  return o.bytes;
}

/// The same instant within a step of the time stamp.
bool near(UtcTime a, UtcTime b) {
  return std::abs(a - b) <= 2;
}

QByteArray packet(const QByteArray& segments) {
  Octets o;
  o.text("31", 2)
      .number(static_cast<std::uint64_t>(32 + segments.size()), 4)
      .text("XN", 2)
      .number(5, 1)
      .text("XN", 2)
      .number(0, 2);
  o.number(129, 1).text("Drone  A", 10).number(1, 4).number(2, 4);
  return o.bytes + segments;
}

QByteArray segment(int type, const QByteArray& content) {
  Octets o;
  o.number(static_cast<std::uint64_t>(type), 1).number(static_cast<std::uint64_t>(5 + content.size()), 4);
  return o.bytes + content;
}

QByteArray mission() {
  Octets o;
  o.text("plan", 12)
      .text("flight", 12)
      .number(1, 1)
      .text("conf", 10)
      .number(2026, 2)
      .number(8, 1)
      .number(12, 1);
  return segment(1, o.bytes);
}

std::uint32_t sa32(double degrees) {
  return static_cast<std::uint32_t>(static_cast<std::int32_t>(std::llround(degrees / 180 * 4294967296.0)));
}
std::uint32_t ba32(double degrees) {
  return static_cast<std::uint32_t>(
      std::llround((degrees < 0 ? degrees + 360 : degrees) / 360 * 4294967296.0));
}

/// A dwell of two targets, with their places in full or as differences from the centre.
QByteArray dwell(bool full) {
  std::uint64_t mask = 0;
  const auto set = [&mask](int field) { mask |= std::uint64_t{1} << (63 - field); };
  for (int i = 0; i < 8; ++i) set(i);
  if (!full) set(8), set(9);
  for (int i = 22; i < 26; ++i) set(i);
  if (full) set(31), set(32);
  if (!full) set(33), set(34);
  for (const int i : {35, 41, 42}) set(i);
  Octets o;
  o.number(mask, 8).number(1, 2).number(2, 2).number(0, 1).number(2, 2).number(22'330'500, 4);
  o.number(sa32(36), 4).number(ba32(139), 4).number(500'000, 4);
  if (!full) o.number(sa32(0.001), 4).number(ba32(0.001), 4);
  o.number(sa32(-35.5), 4).number(ba32(-70.25), 4).number(100, 2).number(100, 2);
  for (const int i : {1, -2}) {
    if (full) {
      o.number(sa32(-35.5 + i * 0.01), 4).number(ba32(-70.25 - i * 0.01), 4);
    } else {
      o.number(static_cast<std::uint16_t>(i * 10), 2).number(static_cast<std::uint16_t>(-i * 10), 2);
    }
    o.number(static_cast<std::uint16_t>(-5 * i), 2).number(1500, 2).number(450, 2);
  }
  return segment(2, o.bytes);
}

}  // namespace

/// DIS entity states and STANAG 4607 dwells, written by hand.
class TestFormatsBinary : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void disEntity();
  void disHourWrap();
  void disDatagrams();
  void disLog();
  void gmti();
  void gmtiFaults();
  void robust();
  void notAsterix();

 private:
  QByteArray m_dis = entityState(1, 35.5, 139.75, 3000, 59.5, 100, 0, 2.5) +
                     entityState(2, -35.5, -70, 10, 60, 0, 0, 0, 2, 2) +
                     entityState(3, 89.9, 10, 0, 61, 0, 0, 0, 3, 3);
  QByteArray m_gmti = packet(mission()) + packet(dwell(true)) + packet(dwell(false));
};

void TestFormatsBinary::disEntity() {
  const Collected c = decodeBytes(kDisFormat, m_dis);
  QVERIFY(c.diagnostics.empty());
  QCOMPARE(c.reports.size(), std::size_t{3});
  const Report& r = c.reports[0];
  QVERIFY(std::abs(r.lat - 35.5) < 1e-9 && std::abs(r.lon - 139.75) < 1e-9);
  QVERIFY(std::abs(r.geoAltitude - 3000) < 0.01);
  QVERIFY(std::abs(r.groundSpeed - 100) < 0.01 && std::abs(r.trackDeg - 90) < 0.01 &&
          std::abs(r.verticalRate - 2.5) < 0.01);
  QCOMPARE(r.id, (NativeId{IdKind::Entity, std::uint64_t{10} << 32 | 20U << 16 | 1U}));
  QCOMPARE(r.callsign.view(), std::string_view("VIPER 1"));
  QCOMPARE(r.domain, Domain::Air);
  QCOMPARE(r.affiliation, Affiliation::Friend);
  QCOMPARE(r.flags, std::uint16_t{kSimulated});
  // The stamp counts steps of 1.7 microseconds.
  QVERIFY(std::abs(r.eventTime.us - 59'500'000) <= 2);
  QCOMPARE(c.reports[1].domain, Domain::Missile);
  QCOMPARE(c.reports[1].affiliation, Affiliation::Hostile);
  // Nobody draws a person; the kind of thing is told.
  QVERIFY((c.reports[2].flags & kMinor) != 0);
}

/// Time stamps count from the hour: received times or their own order tell which one.
void TestFormatsBinary::disHourWrap() {
  const QByteArray before = entityState(1, 35.5, 139.75, 0, 3599.5);
  const QByteArray after = entityState(1, 35.5, 139.76, 0, 0.25);
  DecodeOptions options;
  options.referenceDate = utcFromCivil(2026, 8, 12);
  auto all = decodeBytes(kDisFormat, before + after, 0, options).reports;
  QCOMPARE(all.size(), std::size_t{2});
  QVERIFY(near(all[1].eventTime, utcFromCivil(2026, 8, 12, 1) + 250 * kMillisecond));
  // Received 0.4 s into the hour: the first stamp is of the hour before.
  Collected sink;
  const auto decoder = kDisFormat.make({});
  const UtcTime received = utcFromCivil(2026, 8, 12, 7, 0, 0) + 400 * kMillisecond;
  decoder->decode(bytesOf(before), 0, received, sink);
  decoder->decode(bytesOf(after), 144, received, sink);
  QVERIFY(decoder->isDateKnown());
  QVERIFY(near(sink.reports[0].eventTime, utcFromCivil(2026, 8, 12, 7) - 500 * kMillisecond));
  QVERIFY(near(sink.reports[1].eventTime, utcFromCivil(2026, 8, 12, 7) + 250 * kMillisecond));
  // One that comes late is older than what is known.
  decoder->decode(bytesOf(before), 288, received, sink);
  QCOMPARE(sink.reports.size(), std::size_t{2});
  QCOMPARE(sink.drops.at("older than the last"), std::uint64_t{1});
}

/// A datagram that is cut off does not spoil the next one.
void TestFormatsBinary::disDatagrams() {
  Collected sink;
  const auto decoder = kDisFormat.make({});
  const UtcTime received = utcFromCivil(2026, 8, 12, 7);
  const QByteArray one = entityState(1, 35.5, 139.75, 0, 1);
  decoder->decode(bytesOf(one.left(100)), 0, received, sink);
  decoder->decode(bytesOf(one), 100, received, sink);
  decoder->finish(sink);
  QCOMPARE(sink.reports.size(), std::size_t{1});
  QCOMPARE(sink.diagnostics.size(), std::size_t{1});
}

void TestFormatsBinary::disLog() {
  const QByteArray pdu = entityState(1, 35.5, 139.75, 0, 1);
  Octets time;
  time.number(2'500'000'000, 8);
  QByteArray numbers = "[0,0,0,0,-107,2,-7,0],[";
  for (int i = 0; i < pdu.size(); ++i)
    numbers += (i > 0 ? "," : "") + QByteArray::number(static_cast<int>(static_cast<signed char>(pdu[i])));
  const QByteArray log = "# Start, ENCODING_PLAINTEXT, DIS capture file\n" + time.bytes.toBase64() + "," +
                         pdu.toBase64() + "\n" + numbers + "]\nnonsense\n";
  QCOMPARE(sniff(bytesOf(log)), findFormat("dislog"));
  const Collected c = decodeBytes(kDisLogFormat, log);
  QCOMPARE(c.reports.size(), std::size_t{2});
  QCOMPARE(toIso(c.reports[0].eventTime), std::string("1970-01-01T00:00:02.500000Z"));
  QCOMPARE(c.reports[1].eventTime, c.reports[0].eventTime);
  QCOMPARE(c.diagnostics.size(), std::size_t{1});
}

void TestFormatsBinary::gmti() {
  const Collected c = decodeBytes(kGmtiFormat, m_gmti);
  QVERIFY(c.diagnostics.empty());
  QCOMPARE(c.sources.size(), std::size_t{1});
  QCOMPARE(c.sources[0].name, std::string("GMTI Drone  A"));
  QCOMPARE(c.reports.size(), std::size_t{4});
  for (std::size_t i = 0; i < 4; ++i) {
    const Report& r = c.reports[i];
    const double k = i % 2 == 0 ? 1 : -2;
    QCOMPARE(r.kind, ReportKind::Plot);
    QCOMPARE(r.id.kind, IdKind::None);
    // Differences are coded coarser.
    QVERIFY(std::abs(r.lat - (-35.5 + k * 0.01)) < 1e-6 && std::abs(r.lon - (-70.25 - k * 0.01)) < 1e-6);
    QCOMPARE(r.geoAltitude, static_cast<float>(-5 * k));
    QCOMPARE(r.sigmaMajor, 45.0F);
    QCOMPARE(r.flags, std::uint16_t{kExercise | kSimulated});
    QCOMPARE(toIso(r.eventTime), std::string("2026-08-12T06:12:10.500000Z"));
  }
  QCOMPARE(c.records.at("packet"), std::uint64_t{3});
}

void TestFormatsBinary::gmtiFaults() {
  // Junk between packets costs none of them.
  const QByteArray junk(57, '\x55');
  Collected c = decodeBytes(kGmtiFormat, packet(mission()) + junk + packet(dwell(true)));
  QCOMPARE(c.reports.size(), std::size_t{2});
  QCOMPARE(c.diagnostics.size(), std::size_t{1});
  QCOMPARE(c.diagnostics[0].offset, static_cast<std::uint64_t>(packet(mission()).size()));
  // A dwell whose targets are cut off.
  QByteArray cut = dwell(true);
  cut.chop(10);
  cut[4] = static_cast<char>(cut.size());
  c = decodeBytes(kGmtiFormat, packet(mission() + cut));
  QCOMPARE(c.reports.size(), std::size_t{1});
  QCOMPARE(c.diagnostics.size(), std::size_t{1});
  // A packet whose size reaches over all others costs itself alone, and is recognised all the same.
  QByteArray tooLong = m_gmti;
  tooLong[3] = 1;
  c = decodeBytes(kGmtiFormat, tooLong);
  QCOMPARE(c.reports.size(), decodeBytes(kGmtiFormat, m_gmti).reports.size());
  QCOMPARE(c.diagnostics.size(), std::size_t{1});
  QByteArray noHeader = m_gmti;
  noHeader[0] = 'x';
  QCOMPARE(sniff(bytesOf(noHeader))->id, kGmtiFormat.id);
}

void TestFormatsBinary::robust() {
  for (const auto& [format, bytes] : {std::pair{&kDisFormat, m_dis}, std::pair{&kGmtiFormat, m_gmti}}) {
    QCOMPARE(sniff(bytesOf(bytes))->id, format->id);
    QCOMPARE(format->probe({}), 0);
    checkAnySplit(*format, bytes);
    checkTruncated(*format, bytes);
    checkFlipped(*format, bytes, 500);
  }
}

/// What is no ASTERIX must not pass for one of an unknown category.
void TestFormatsBinary::notAsterix() {
  const QByteArray png("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\7\x80\0\0\4\x38\x8\2\0\0\0\x67\xb1\x56\x14", 34);
  for (int length = 4; length <= png.size(); ++length) {
    QCOMPARE(sniff(bytesOf(png.left(length))), static_cast<const Format*>(nullptr));
  }
  QCOMPARE(findFormat("asterix")->probe(bytesOf(m_gmti)), 0);
  // A whole block of a category without table still passes.
  QVERIFY(findFormat("asterix")->probe(bytesOf(QByteArray("\xfc\0\x8\xc0\1\2\3\4", 8))) > 0);
}

QTEST_APPLESS_MAIN(TestFormatsBinary)
#include "tst_formats_binary.moc"
