// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Units.h"
#include "data/ingest/capture/PcapWriter.h"
#include "data/ingest/decoders/asterix/AsterixEncoder.h"
#include "data/ingest/encoders/EncodeText.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <unordered_map>

namespace sorami {
namespace {

/// Editions that tools in use read; newer ones lay these items out alike.
constexpr const char* kTrackEdition = "1.18";
constexpr const char* kPlotEdition = "1.9";
constexpr const char* kAdsbEdition = "2.1";
constexpr std::uint16_t kAsterixPort = 8600;
/// Records of one datagram, and the longest time they wait for each other.
constexpr int kMostRecords = 16;
constexpr Micros kLongestWait = 200 * kMillisecond;
constexpr int kMostTrackNumbers = 65'535;

/// What six-bit ICAO text can say of a callsign.
std::string sixBitText(std::string_view text) {
  std::string result;
  for (char c : text.substr(0, 8)) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    result += (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : ' ';
  }
  return result;
}

/// True for what aircraft said of themselves, whoever received it.
bool isAdsb(const UpdateRow& row) {
  static constexpr std::string_view kKinds[] = {"sbs",     "readsb",  "readsb-heatmap", "beast",
                                                "opensky", "jet1090", "traffic"};
  const IdKind id = row.track.nativeId.kind;
  return (id == IdKind::Icao24 || id == IdKind::NonIcao24) &&
         std::find(std::begin(kKinds), std::end(kKinds), row.source.kind) != std::end(kKinds);
}

/// What ADS-B receivers heard as ADS-B reports (category 021), other tracks as system tracks (category 062)
/// and plots as target reports with a place (category 020): those that need no sensor.
class Writer {
 public:
  /// Takes the blocks of about a fifth of a second, and when the first of them was.
  using OnBlocks = std::function<bool(UtcTime, std::span<const std::byte>)>;
  explicit Writer(OnBlocks onBlocks) : m_onBlocks(std::move(onBlocks)) {}

  bool add(const UpdateRow& row) {
    if (m_count > 0 && (m_count >= kMostRecords || row.sample.time - m_begin > kLongestWait) && !flush())
      return false;
    const bool adsb = isAdsb(row);
    AsterixRecord& record = row.track.isPlots ? m_plot : adsb ? m_adsb : m_track;
    record.clear();
    if (row.track.isPlots)
      setPlot(record, row);
    else if (adsb)
      setAdsb(record, row);
    else
      setTrack(record, row);
    if (!m_encoder.add(record)) return true;  // no part of it can be said in this format
    if (m_count++ == 0) m_begin = row.sample.time;
    return true;
  }
  bool flush() {
    if (m_count == 0) return true;
    m_count = 0;
    return m_onBlocks(m_begin, m_encoder.take());
  }

 private:
  /// Sources that have no SAC and SIC get those of nobody: SAC 0, counted from 1.
  int sacSicOf(const UpdateRow& row) {
    if (row.source.sacSic >= 0) return row.source.sacSic;
    const auto [found, isNew] =
        m_sources.try_emplace(row.track.source, static_cast<int>(m_sources.size() + 1) & 0xFF);
    return found->second;
  }
  /// The source's own track number, or one that it has not used.
  int numberOf(const UpdateRow& row, int sacSic) {
    const auto [found, isNew] = m_numbers.try_emplace(row.track.id, 0);
    if (!isNew) return found->second;
    Numbers& numbers = m_used[sacSic];
    if (row.track.nativeId.kind == IdKind::AsterixTrack && row.track.nativeId.value <= kMostTrackNumbers) {
      found->second = static_cast<int>(row.track.nativeId.value);
      numbers.own.insert(found->second);
      return found->second;
    }
    for (int tried = 0; tried < kMostTrackNumbers; ++tried) {
      numbers.last = numbers.last % kMostTrackNumbers + 1;
      if (!numbers.own.contains(numbers.last)) break;
    }
    return found->second = numbers.last;
  }
  static double timeOfDay(UtcTime t) { return static_cast<double>(t - t.startOfDay()) * 1e-6; }
  /// An angle as a field of 16 bits holds it: what rounds to a whole circle is north.
  static double circle16(double deg) { return deg < 360 - 360.0 / (1 << 17) ? deg : 0; }
  /// A value that its field cannot hold is left out.
  static void setIf(AsterixRecord& record, const char* field, double value, double limit) {
    if (std::abs(value) < limit) record.set(field, value);
  }

  void setTrack(AsterixRecord& r, const UpdateRow& row) {
    const Sample& s = row.sample;
    const int sacSic = sacSicOf(row);
    r.set("I062/010/SAC", sacSic >> 8).set("I062/010/SIC", sacSic & 0xFF);
    r.set("I062/040", numberOf(row, sacSic)).set("I062/070", timeOfDay(s.time));
    r.set("I062/105/LAT", s.lat).set("I062/105/LON", s.lon);
    const double course = degToRad(s.trackDeg);
    if (s.groundSpeed == s.groundSpeed && course == course && s.groundSpeed < 8000) {
      r.set("I062/185/VX", s.groundSpeed * std::sin(course));
      r.set("I062/185/VY", s.groundSpeed * std::cos(course));
    }
    setIf(r, "I062/220", s.verticalRate / kFootPerMinute, 200'000);
    setIf(r, "I062/136", s.baroAltitude / kFlightLevel, 8000);
    if ((s.flags & kGeoIsMsl) == 0) {
      setIf(r, "I062/130", s.geoAltitude / kFoot, 200'000);
    } else if (std::abs(s.geoAltitude / kFlightLevel) < 4000) {
      r.set("I062/135/QNH", 1).set("I062/135/CTB", s.geoAltitude / kFlightLevel);
    }
    if (row.mode3A >= 0) r.set("I062/060/MODE3A", row.mode3A);
    if (const std::string name = sixBitText(row.callsign); !name.empty()) r.set("I062/245/CHR", name);
    if (row.track.icao24 >= 0) r.set("I062/380/ADR", row.track.icao24);
    // Of the status' octets only those that say something.
    r.set("I062/080/MON", 0);
    if ((s.flags & kSpi) != 0) r.set("I062/080/SPI", 1);
    if ((s.flags & kSimulated) != 0) r.set("I062/080/SIM", 1);
    if ((s.flags & kTrackEnd) != 0) r.set("I062/080/TSE", 1);
    if ((s.flags & kTrackStart) != 0) r.set("I062/080/TSB", 1);
    if ((s.flags & kEmergency) != 0) r.set("I062/080/ME", 1);
    if ((s.flags & kCoasted) != 0) r.set("I062/080/CST", 1);
  }

  void setAdsb(AsterixRecord& r, const UpdateRow& row) {
    const Sample& s = row.sample;
    const int sacSic = sacSicOf(row);
    r.set("I021/010/SAC", sacSic >> 8).set("I021/010/SIC", sacSic & 0xFF);
    // An address that is not of the ICAO's is an anonymous one.
    r.set("I021/040/ATP", row.track.nativeId.kind == IdKind::Icao24 ? 0 : 3);
    if ((s.flags & kOnGround) != 0) r.set("I021/040/GBS", 1);
    if ((s.flags & kSimulated) != 0) r.set("I021/040/SIM", 1);
    r.set("I021/073", timeOfDay(s.time)).set("I021/131/LAT", s.lat).set("I021/131/LON", s.lon);
    r.set("I021/080", static_cast<double>(row.track.nativeId.value));
    setIf(r, "I021/145", s.baroAltitude / kFlightLevel, 8000);
    if ((s.flags & kGeoIsMsl) == 0) setIf(r, "I021/140", s.geoAltitude / kFoot, 200'000);
    setIf(r, "I021/155/BVR", s.verticalRate / kFootPerMinute, 100'000);
    if (s.groundSpeed >= 0 && s.groundSpeed < 3700 && s.trackDeg >= 0)
      r.set("I021/160/GS", s.groundSpeed / kNauticalMile).set("I021/160/TA", circle16(s.trackDeg));
    if (row.mode3A >= 0) r.set("I021/070/MODE3A", row.mode3A);
    if (const std::string name = sixBitText(row.callsign); !name.empty()) r.set("I021/170", name);
    if ((s.flags & kEmergency) != 0) r.set("I021/200/PS", 1);
    if ((s.flags & kSpi) != 0) r.set("I021/200/SS", 3);
  }

  void setPlot(AsterixRecord& r, const UpdateRow& row) {
    const Sample& s = row.sample;
    const int sacSic = sacSicOf(row);
    r.set("I020/010/SAC", sacSic >> 8).set("I020/010/SIC", sacSic & 0xFF);
    r.set("I020/140", timeOfDay(s.time)).set("I020/020/OT", 1);
    if ((s.flags & kSpi) != 0) r.set("I020/020/SPI", 1);
    if ((s.flags & kSimulated) != 0) r.set("I020/020/SIM", 1);
    if ((s.flags & kTestTarget) != 0) r.set("I020/020/TST", 1);
    r.set("I020/041/LAT", s.lat).set("I020/041/LON", s.lon);
    setIf(r, "I020/090/FL", s.baroAltitude / kFlightLevel, 2000);
    if ((s.flags & kGeoIsMsl) == 0) setIf(r, "I020/105", s.geoAltitude / kFoot, 200'000);
  }

  struct Numbers {
    std::set<int> own;
    int last = 0;
  };
  OnBlocks m_onBlocks;
  AsterixRecord m_track{62, kTrackEdition};
  AsterixRecord m_plot{20, kPlotEdition};
  AsterixRecord m_adsb{21, kAdsbEdition};
  AsterixEncoder m_encoder;
  int m_count = 0;
  UtcTime m_begin;
  std::map<std::uint16_t, int> m_sources;
  std::map<int, Numbers> m_used;
  std::unordered_map<TrackId, int> m_numbers;
};

Status writeWith(const StoreView& view, std::stop_token stop, Writer& writer) {
  Status status = forEachUpdate(view, std::move(stop), [&](const UpdateRow& row) { return writer.add(row); });
  if (!writer.flush() && status) return cannotWrite();
  return status;
}

Status writeAsterix(const StoreView& view, const TextOut& out, std::stop_token stop) {
  TextBuffer buffer(out);
  Writer writer([&](UtcTime, std::span<const std::byte> blocks) {
    buffer += {reinterpret_cast<const char*>(blocks.data()), blocks.size()};
    return buffer.flush();
  });
  const Status status = writeWith(view, std::move(stop), writer);
  if (!buffer.flush(true)) return cannotWrite();
  return status;
}

Status writeCapture(const StoreView& view, const TextOut& out, std::stop_token stop) {
  TextBuffer buffer(out);
  const std::size_t header = PcapWriter().bytes().size();
  buffer += PcapWriter().bytes();
  Writer writer([&](UtcTime time, std::span<const std::byte> blocks) {
    PcapWriter packet;
    if (!packet.add(time, {0x7F000001, 0x7F0000FF, kAsterixPort, kAsterixPort}, blocks)) return false;
    buffer += std::string_view(packet.bytes()).substr(header);
    return buffer.flush();
  });
  const Status status = writeWith(view, std::move(stop), writer);
  if (!buffer.flush(true)) return cannotWrite();
  return status;
}

}  // namespace

const Encoder kAsterixEncoder = {"asterix", "ASTERIX data blocks (categories 021, 062 and 020), times of day",
                                 writeAsterix};
const Encoder kAsterixCaptureEncoder = {"asterix-pcap", "ASTERIX in a capture (pcap), with dates",
                                        writeCapture};

}  // namespace sorami
