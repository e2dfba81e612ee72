// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "PacketBytes.h"
#include "Samples.h"
#include "data/ingest/capture/Capture.h"

using namespace sorami;
using namespace sorami::test;

namespace {

/// `next` is the protocol of what follows the 40 octets.
QByteArray ipv6(const QByteArray& body, char next) {
  QByteArray ip("\x60\0\0\0", 4);
  putBig(ip, static_cast<std::uint64_t>(body.size()), 2);
  ip.append(next).append('\x40');
  return ip + QByteArray(16, '\x20') + QByteArray(16, '\x21') + body;
}
QByteArray fragment6(const QByteArray& part, int begin, bool more) {
  QByteArray header("\x11\0", 2);
  putBig(header, static_cast<std::uint64_t>(begin | (more ? 1 : 0)), 2);
  putBig(header, 0x12345678, 4);
  return ipv6(header + part, '\x2c');
}

QByteArray block(std::uint32_t type, QByteArray body) {
  while (body.size() % 4 != 0) body.append('\0');
  QByteArray out;
  const auto size = static_cast<std::uint64_t>(body.size() + 12);
  put(out, type, 4);
  put(out, size, 4);
  out += body;
  put(out, size, 4);
  return out;
}
QByteArray section() {
  QByteArray body;
  put(body, 0x1a2b3c4d, 4);
  put(body, 1, 4);
  put(body, ~std::uint64_t{0}, 8);
  return block(0x0a0d0d0a, body);
}
/// `resolution` as the option if_tsresol has it.
QByteArray interfaceBlock(int link, int resolution) {
  QByteArray body;
  put(body, static_cast<std::uint64_t>(link), 4);
  put(body, 0, 4);
  put(body, 0x00010009, 4);
  put(body, static_cast<std::uint64_t>(resolution), 4);
  put(body, 0, 4);
  return block(1, body);
}
QByteArray packetBlock(std::uint32_t interface, std::uint64_t ticks, const QByteArray& frame) {
  QByteArray body;
  put(body, interface, 4);
  put(body, ticks >> 32, 4);
  put(body, ticks, 4);
  put(body, static_cast<std::uint64_t>(frame.size()), 4);
  put(body, static_cast<std::uint64_t>(frame.size()), 4);
  return block(6, body + frame);
}

struct Captured {
  std::vector<QByteArray> payloads;
  std::vector<UtcTime> times;
  std::vector<std::pair<std::uint64_t, std::string>> faults;
  CaptureStats stats;
};

/// Gives a few octets at a time, as a slow disk does.
class Trickle final : public ByteStream {
 public:
  Trickle(std::span<const std::byte> bytes, std::size_t most)
      : m_bytes(bytes.begin(), bytes.end()), m_most(most) {}
  Result<std::size_t> read(std::span<std::byte> out) override {
    const std::size_t n = std::min({out.size(), m_most, m_bytes.size() - m_at});
    std::copy_n(m_bytes.begin() + static_cast<std::ptrdiff_t>(m_at), n, out.begin());
    m_at += n;
    return n;
  }
  std::uint64_t fileOffset() const override { return m_at; }

 private:
  std::vector<std::byte> m_bytes;
  std::size_t m_most;
  std::size_t m_at = 0;
};

Captured readAll(const QByteArray& bytes, std::size_t piece = std::size_t{1} << 20) {
  Captured all;
  const Status status = readCapture(
      std::make_unique<Trickle>(bytesOf(bytes), piece), all.stats,
      [&](const CapturedPayload& p) {
        all.payloads.emplace_back(reinterpret_cast<const char*>(p.bytes.data()),
                                  static_cast<qsizetype>(p.bytes.size()));
        all.times.push_back(p.received);
        return true;
      },
      [&](std::uint64_t offset, const std::string& reason) { all.faults.emplace_back(offset, reason); });
  if (!status) all.faults.emplace_back(0, status.error().what);
  return all;
}

/// Payloads that tell which they are.
QByteArray payload(int i) {
  return QByteArray("payload ") + QByteArray::number(i) + QByteArray(40 + i % 7, '.');
}

/// With its checksum as RFC 768 has it, for the addresses of ipv4().
QByteArray checked(const QByteArray& payload) {
  QByteArray datagram = udp(payload);
  QByteArray summed;
  putBig(summed, 0x0A000001, 4);
  putBig(summed, 0xEF010101, 4);
  putBig(summed, 17, 2);
  putBig(summed, static_cast<std::uint64_t>(datagram.size()), 2);
  summed += datagram;
  if (summed.size() % 2 != 0) summed.append('\0');
  std::uint32_t sum = 0;
  for (qsizetype i = 0; i < summed.size(); i += 2)
    sum += static_cast<std::uint32_t>(static_cast<std::uint8_t>(summed[i]) << 8 |
                                      static_cast<std::uint8_t>(summed[i + 1]));
  while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
  QByteArray checksum;
  putBig(checksum, ~sum & 0xFFFF, 2);
  return datagram.replace(6, 2, checksum);
}

}  // namespace

/// Captures, whole and damaged.
class TestCapture : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void interfaces();
  void ipv6Packets();
  void damagedHeaders();
  void holesAndFlips();
  void junkInFront();
  void ordersAndClocks();
  void inPieces();
  void checksums();
};

/// Several interfaces of several link layers and clocks, a second section, and a block of a kind unknown
/// here.
void TestCapture::interfaces() {
  const QByteArray frame = ipv4(udp(payload(1)));
  const std::uint64_t begin = kPcapBegin;
  QByteArray bytes = section() + interfaceBlock(101, 6) + interfaceBlock(1, 9) + interfaceBlock(101, 0x8a);
  bytes += packetBlock(0, begin * 1'000'000 + 250'000, frame);
  bytes += block(0x0bad, QByteArray(16, 'x'));
  bytes += packetBlock(1, begin * 1'000'000'000 + 500'000'000, ethernet(frame));
  bytes += packetBlock(2, begin * 1024 + 512, frame);
  bytes += packetBlock(7, begin, frame);
  bytes += block(0x0123, QByteArray(16, 'x'));
  bytes += section() + interfaceBlock(101, 6) + packetBlock(0, (begin + 1) * 1'000'000, frame);
  QVERIFY(isCapture(bytesOf(bytes)));
  const Captured all = readAll(bytes);
  QCOMPARE(all.payloads.size(), std::size_t{4});
  for (const QByteArray& each : all.payloads) QCOMPARE(each, payload(1));
  const UtcTime start = UtcTime::fromSeconds(kPcapBegin);
  QCOMPARE(all.times[0], start + 250 * kMillisecond);
  QCOMPARE(all.times[1], start + 500 * kMillisecond);
  QCOMPARE(all.times[2], start + 500 * kMillisecond);
  QCOMPARE(all.times[3], start + kSecond);
  // An interface that is not described, and a block of no known kind.
  QCOMPARE(all.faults.size(), std::size_t{2});
}

void TestCapture::ipv6Packets() {
  const QByteArray datagram = udp(payload(3) + QByteArray(300, 'z'));
  const QByteArray options("\x11\0\1\4\0\0\0\0", 8);  // hop-by-hop options in front of UDP
  const QByteArray first = fragment6(datagram.left(160), 0, true);
  const QByteArray second = fragment6(datagram.mid(160), 160, false);
  for (const auto& frames : {QList<QByteArray>{ipv6(datagram, '\x11')},
                             {ipv6(options + datagram, '\0')},
                             {first, second},
                             {second, first}}) {
    const Captured all = readAll(pcap(101, frames));
    QCOMPARE(all.payloads.size(), std::size_t{1});
    QCOMPARE(all.payloads.front(), datagram.mid(8));
    QVERIFY(all.faults.empty());
  }
  QCOMPARE(readAll(pcap(101, {first})).stats.lostFragments, std::uint64_t{1});
}

/// A damaged record header costs its own frame, and is told.
void TestCapture::damagedHeaders() {
  QList<QByteArray> frames;
  for (int i = 0; i < 20; ++i) frames.append(ipv4(udp(payload(i))));
  const QByteArray whole = pcap(101, frames);
  qsizetype header = 24;
  for (int i = 0; i < 20; ++i) {
    for (const int field : {4, 8, 9, 10, 11}) {
      QByteArray bytes = whole;
      bytes[header + field + (field == 4 ? 3 : 0)] = static_cast<char>(0x7f);
      const Captured all = readAll(bytes);
      QVERIFY2(all.payloads.size() >= 18, qPrintable(QString::number(i)));
      QVERIFY(!all.faults.empty());
      QVERIFY(all.faults.front().first <= static_cast<std::uint64_t>(header));
    }
    // A time of another year between frames that agree is theirs.
    QByteArray bytes = whole;
    bytes[header + 3] = static_cast<char>(bytes[header + 3] ^ 0x10);
    const Captured all = readAll(bytes);
    QCOMPARE(all.payloads.size(), std::size_t{20});
    if (i > 0 && i < 19) {
      QCOMPARE(all.faults.size(), std::size_t{1});
      for (const UtcTime t : all.times) QVERIFY(t - UtcTime::fromSeconds(kPcapBegin) < kMinute);
    }
    header += 16 + frames[i].size();
  }
}

void TestCapture::holesAndFlips() {
  QList<QByteArray> frames;
  QByteArray blocks = section() + interfaceBlock(101, 6);
  QList<QByteArray> truth;
  for (int i = 0; i < 40; ++i) {
    truth.append(payload(i));
    frames.append(ipv4(udp(payload(i))));
    blocks +=
        packetBlock(0, std::uint64_t{kPcapBegin} * 1'000'000 + static_cast<std::uint64_t>(i), frames.back());
  }
  for (const QByteArray& whole : {pcap(101, frames), blocks}) {
    for (qsizetype at = 72; at + 10 < whole.size(); at += 3) {
      QByteArray bytes = whole;
      bytes.remove(at, 10);
      const Captured holed = readAll(bytes);
      QVERIFY2(holed.payloads.size() >= 37, qPrintable(QString::number(at)));
      for (const QByteArray& each : holed.payloads) QVERIFY(truth.contains(each));
      QVERIFY(!holed.faults.empty() || holed.payloads.size() == 40);
      const Captured cut = readAll(whole.left(at));
      for (std::size_t i = 0; i < cut.payloads.size(); ++i)
        QCOMPARE(cut.payloads[i], truth[static_cast<qsizetype>(i)]);
    }
  }
}

void TestCapture::junkInFront() {
  const QByteArray whole = pcap(101, {ipv4(udp(payload(1)))});
  const QByteArray bytes = QByteArray("\1\2\3junk", 7) + whole;
  QVERIFY(isCapture(bytesOf(bytes)));
  const Captured all = readAll(bytes);
  QCOMPARE(all.payloads.size(), std::size_t{1});
  QCOMPARE(all.faults.size(), std::size_t{1});
}

/// Either octet order, with microseconds and nanoseconds.
void TestCapture::ordersAndClocks() {
  const QByteArray frame = ipv4(udp(payload(1)));
  const Captured plain = readAll(pcap(101, {frame, frame}));
  QCOMPARE(plain.payloads.size(), std::size_t{2});
  QCOMPARE(plain.times[0], UtcTime::fromSeconds(kPcapBegin) + 250 * kMillisecond);
  for (const PcapStyle style : {PcapStyle{true, false}, PcapStyle{false, true}, PcapStyle{true, true}}) {
    const Captured other = readAll(pcap(101, {frame, frame}, style));
    QVERIFY(other.payloads == plain.payloads);
    QVERIFY(other.times == plain.times);
    QVERIFY(other.faults.empty());
  }
}

/// However few octets come at once.
void TestCapture::inPieces() {
  QList<QByteArray> frames;
  QByteArray blocks = section() + interfaceBlock(101, 6);
  for (int i = 0; i < 300; ++i) {
    frames.append(ipv4(udp(payload(i))));
    blocks +=
        packetBlock(0, std::uint64_t{kPcapBegin} * 1'000'000 + static_cast<std::uint64_t>(i), frames.back());
  }
  for (const QByteArray& whole : {pcap(101, frames), pcap(101, frames, {true, false}), blocks}) {
    for (const std::size_t piece : {std::size_t{13}, std::size_t{41}, std::size_t{1000}}) {
      const Captured all = readAll(whole, piece);
      QCOMPARE(all.payloads.size(), std::size_t{300});
      for (int i = 0; i < 300; ++i) QCOMPARE(all.payloads[static_cast<std::size_t>(i)], payload(i));
      QVERIFY(all.faults.empty());
    }
  }
}

/// A datagram with a wrong checksum is left out where its sender's are right, and only there.
void TestCapture::checksums() {
  QList<QByteArray> frames;
  for (int i = 0; i < 20; ++i) frames.append(ipv4(checked(payload(i))));
  QCOMPARE(readAll(pcap(101, frames)).payloads.size(), std::size_t{20});
  frames[12][40] = static_cast<char>(frames[12][40] ^ 4);
  const Captured one = readAll(pcap(101, frames));
  QCOMPARE(one.payloads.size(), std::size_t{19});
  QCOMPARE(one.faults.size(), std::size_t{1});
  QCOMPARE(one.stats.wrongChecksums, std::uint64_t{0});
  // All wrong, as where they are sent with the help of the network card; and each second one, as where both
  // are caught.
  for (const int step : {1, 2}) {
    QList<QByteArray> caught;
    for (int i = 0; i < 20; ++i) {
      caught.append(ipv4(checked(payload(i))));
      if (i % step == 0) caught.last()[26] = static_cast<char>(caught.last()[26] ^ 1);
    }
    const Captured all = readAll(pcap(101, caught));
    QCOMPARE(all.payloads.size(), std::size_t{20});
    QVERIFY(all.faults.empty());
    QCOMPARE(all.stats.wrongChecksums, static_cast<std::uint64_t>(20 / step));
  }
}

QTEST_APPLESS_MAIN(TestCapture)
#include "tst_capture.moc"
