// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Samples.h"
#include "data/ingest/Input.h"
#include "data/ingest/Utf16Stream.h"
#include "data/ingest/capture/Capture.h"

#include <QDirIterator>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <random>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>
#include <unordered_map>

using namespace sorami;
using namespace sorami::test;

namespace {

/// Damage of each kind that every sample gets. `tst_faults --places 1000` is the whole of it, and `--only
/// TEXT` keeps to samples whose path holds the text; `--report` prints what became of each.
struct Settings {
  int places = 2;
  QString only;
  bool report = false;
};
Settings settings;

/// A file that stands in memory.
class MemoryFile {
 public:
  explicit MemoryFile(const QByteArray& bytes) : m_file(memfd_create("sample", 0)) {
    if (::write(m_file, bytes.constData(), static_cast<std::size_t>(bytes.size())) != bytes.size())
      qFatal("no memory");
  }
  ~MemoryFile() { ::close(m_file); }
  Q_DISABLE_COPY_MOVE(MemoryFile)
  std::string path() const { return "/proc/self/fd/" + std::to_string(m_file); }

 private:
  int m_file;
};

/// What makes a report the same observation wherever it stands and whatever its track is called: when, where.
std::uint64_t observation(const Report& r) {
  std::uint64_t hash = 14695981039346656037ULL;
  const auto mix = [&hash](const auto& value) {
    unsigned char octets[sizeof value];
    std::memcpy(octets, &value, sizeof value);
    for (const unsigned char octet : octets) hash = (hash ^ octet) * 1099511628211ULL;
  };
  mix(r.kind);
  mix(r.category);
  mix(r.eventTime.us);
  // Where on earth a radar's plot is leans on what another record tells of the radar.
  const bool isPolar = r.rangeM == r.rangeM;
  mix(isPolar ? static_cast<double>(r.rangeM) : r.lat);
  mix(isPolar ? static_cast<double>(r.azimuthDeg) : r.lon);
  return hash;
}

struct Reading {
  std::vector<std::uint64_t> observations;
  std::vector<std::uint64_t> begins;  ///< of the reports' octets, in the unpacked stream
  std::vector<std::uint64_t> ends;
  std::uint64_t errors = 0;
  std::map<std::string, std::uint64_t> dropped;
  std::size_t notes = 0;
  bool isDated = true;
  std::size_t leaning =
      0;  ///< observations of ASTERIX categories whose records may have no time of their own
  std::string format;
  double seconds = 0;
};

Reading read(const QByteArray& bytes) {
  const MemoryFile file(bytes);
  Reading reading;
  ImportOptions options;
  options.raw = RawKeeping::None;
  options.onReport = [&](const std::string&, const Report& r) {
    if (!r.hasPosition() && r.kind != ReportKind::Service && r.rangeM != r.rangeM) return;
    // The recorder keeps none without time, and says so.
    if (!r.eventTime.isValid()) return;
    if (r.category == 1 || r.category == 2 || r.category == 4) ++reading.leaning;
    reading.observations.push_back(observation(r));
    reading.begins.push_back(r.byteOffset);
    reading.ends.push_back(r.byteOffset + r.byteLength);
  };
  QElapsedTimer timer;
  timer.start();
  const auto report = inspectFiles({file.path()}, options);
  reading.seconds = static_cast<double>(timer.nsecsElapsed()) * 1e-9;
  if (!report) {
    reading.errors = 1;
    return reading;
  }
  for (const FileReport& f : report->files) {
    reading.errors += f.errorCount;
    reading.notes += f.notes.size();
    for (const auto& [reason, count] : f.dropped) reading.dropped[reason] += count;
    for (const std::string& note : f.notes)
      if (note.starts_with("only times of day")) reading.isDated = false;
    if (reading.format.empty()) reading.format = f.format;
  }
  return reading;
}

struct Verdict {
  std::size_t lost = 0;      ///< observations that are missing
  std::size_t invented = 0;  ///< observations that the undamaged file does not have
};

/// `expected`: how many of the truth's first observations there should be at least.
Verdict compareWith(const Reading& truth, const Reading& damaged, std::size_t expected) {
  std::unordered_map<std::uint64_t, int> rest;
  for (const std::uint64_t o : truth.observations) ++rest[o];
  std::size_t kept = 0;
  for (const std::uint64_t o : damaged.observations) {
    const auto it = rest.find(o);
    if (it == rest.end() || it->second == 0) continue;
    --it->second;
    ++kept;
  }
  return {expected > kept ? expected - kept : 0, damaged.observations.size() - kept};
}

enum Damage { Cut, Flip, Hole, Junk, DamageKinds };
constexpr const char* kNames[] = {"cut", "flip", "hole", "junk"};

struct Tally {
  int cases = 0;
  int failed = 0;  ///< cost more than they may
  int silent = 0;  ///< damaged, with other observations than before, and nothing said
  Verdict worst;
  Verdict all;
  qsizetype lostAt = 0;
  qsizetype inventedAt = 0;
  double slowest = 0;
};

QByteArray damaged(const QByteArray& whole, Damage damage, qsizetype at, std::mt19937& random) {
  QByteArray bytes = whole;
  switch (damage) {
    case Cut:
      bytes.truncate(at);
      break;
    case Flip:
      bytes[at] = static_cast<char>(bytes[at] ^ (1 + random() % 255));
      break;
    case Hole:
      bytes.remove(at, 10);
      break;
    case Junk:
      for (int i = 0; i < 7; ++i) bytes.prepend(static_cast<char>(random()));
      break;
    case DamageKinds:
      break;
  }
  return bytes;
}

/// A line is whole when its end is: checksum, return and feed.
constexpr std::uint64_t kLineEnd = 4;
/// A fix is told by several sentences of NMEA: the first one's loss, or the last one's, leaves it to the
/// others.
constexpr std::size_t kSentences = 1;

/// What an octet tells of beside the record that it stands in. Where a format has no checksum, another octet
/// is another right record, so nothing can tell that it is damaged: that is what damage may cost unsaid.
struct Reach {
  std::string_view format;
  std::size_t records;  ///< that lean on what stands between them at most
};
constexpr std::array kReach{
    // Frames tell the time of the objects behind them, and what is not told of an object is as it was.
    Reach{"acmi", 400},
    // A dwell's time and centre are those of all its targets.
    Reach{"gmti4607", 64},
    // A list's time is that of all aircraft in it.
    Reach{"readsb", 64},
    // A position is told by two messages.
    Reach{"beast", 2},
    Reach{"avr", 2},
};

std::size_t reachOf(const Reading& truth) {
  // A field specification tells how a block is cut into records: another octet of it may make two of one.
  if (truth.format == "asterix") return 2 + std::min<std::size_t>(truth.leaning, 64);
  const auto found =
      std::find_if(kReach.begin(), kReach.end(), [&](const Reach& r) { return r.format == truth.format; });
  return found == kReach.end() ? 0 : found->records;
}

/// Formats whose first octets date all others: junk in front moves them.
bool countsFromStart(const std::string& format) {
  return format == "avr" || format == "beast";
}

/// Records that stand in octets [begin, end) or touch them.
std::size_t touched(const Reading& truth, qsizetype begin, qsizetype end) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < truth.begins.size(); ++i)
    if (truth.begins[i] <= static_cast<std::uint64_t>(end) &&
        truth.ends[i] >= static_cast<std::uint64_t>(begin))
      ++count;
  return count;
}

/// Records of the data block that [begin, end) lies in or touches: they stand or fall together.
std::size_t inBlock(const Reading& truth, qsizetype begin, qsizetype end) {
  constexpr std::uint64_t kBlockHeader = 3;
  std::size_t count = 0;
  for (std::size_t i = 0; i < truth.begins.size();) {
    std::size_t next = i + 1;
    while (next < truth.begins.size() && truth.begins[next] == truth.ends[next - 1]) ++next;
    if (truth.begins[i] <= static_cast<std::uint64_t>(end) + kBlockHeader &&
        truth.ends[next - 1] >= static_cast<std::uint64_t>(begin))
      count += next - i;
    i = next;
  }
  return count;
}

/// Of records that are whole in front of a cut, those that its packet, block or frame takes with it.
std::size_t inCutUnit(const Reading& truth, qsizetype at, bool isCapture) {
  constexpr std::size_t kPacket = 32;
  // Some receivers tell the time of all aircraft at the end of the list.
  if (isCapture || truth.format == "gmti4607" || truth.format == "readsb") return kPacket;
  if (truth.format == "nmea") return kSentences;
  if (truth.format != "asterix") return 0;
  if (const std::size_t own = inBlock(truth, at, at); own > 0) return own;
  // In a block of a category without a table: nothing that follows vouches for the block in front of it.
  std::size_t before = 0;
  for (std::size_t i = 0; i < truth.ends.size(); ++i)
    if (truth.ends[i] < static_cast<std::uint64_t>(at)) before = i;
  return truth.ends.empty() ? 0
                            : inBlock(truth, static_cast<qsizetype>(truth.begins[before]),
                                      static_cast<qsizetype>(truth.begins[before]));
}

/// Whether anything is said of a reading that is not said of the whole.
bool tellsMore(const Reading& truth, const Reading& reading) {
  if (reading.errors > truth.errors || reading.notes > truth.notes || reading.format != truth.format)
    return true;
  return std::any_of(reading.dropped.begin(), reading.dropped.end(), [&](const auto& each) {
    const auto before = truth.dropped.find(each.first);
    return before == truth.dropped.end() || each.second > before->second;
  });
}

/// What damage cost too much; empty when it did not.
QString excess(Damage damage, qsizetype at, const Reading& truth, const Reading& reading, bool isPlain,
               bool isCapture, bool isWide, const Verdict& verdict) {
  const bool isTold = tellsMore(truth, reading);
  const bool isChanged = reading.observations != truth.observations;
  // The date is lost, and that is said: the times of day are right.
  const std::size_t invented = truth.isDated && !reading.isDated ? 0 : verdict.invented;
  const std::size_t reach = reachOf(truth);
  const auto first = static_cast<qsizetype>(
      truth.begins.empty() ? 0 : *std::min_element(truth.begins.begin(), truth.begins.end()));
  if (damage == Cut) {
    if (truth.isDated && !reading.isDated) return {};
    if (invented > 0) return QStringLiteral("a cut invents");
    if (verdict.lost > inCutUnit(truth, at, isCapture))
      return QStringLiteral("a cut costs what stands in front of it");
    return {};
  }
  if (damage == Junk) {
    if (countsFromStart(truth.format)) return {};
    if (invented > (truth.format == "nmea" ? kSentences : 0)) return QStringLiteral("junk in front invents");
    if (verdict.lost > std::max<std::size_t>(1, inBlock(truth, first, first)))
      return QStringLiteral("junk in front costs more than the first record");
    return {};
  }
  // Two octets a character: what is lost of a name or a number leaves another one.
  if (isWide) return {};
  // Packed octets have a checksum: what is wrong is said.
  if (!isPlain)
    return isTold || !isChanged ? QString() : QStringLiteral("damage to packed octets goes unsaid");
  // What stands in front of the first record tells the date, the place or the layout of all.
  if (at < first) return {};
  const qsizetype end = at + (damage == Hole ? 10 : 1);
  // A line's checksum and end belong to the records in it.
  const std::size_t hit =
      touched(truth, at - static_cast<qsizetype>(kLineEnd), end + static_cast<qsizetype>(kLineEnd));
  if (invented > hit + reach) return QStringLiteral("invents beside what it touches");
  const std::size_t together = truth.format == "asterix" ? inBlock(truth, at, end) : hit;
  if (verdict.lost > together + reach && !isTold) return QStringLiteral("loses without a word");
  return {};
}

QStringList samples() {
  QStringList paths;
  const QString top = QStringLiteral(SORAMI_SOURCE_DIR "/../shared/samples");
  QDirIterator it(top, QDir::Files, QDirIterator::Subdirectories);
  while (it.hasNext()) {
    const QString path = it.next();
    if (path.contains(QLatin1String("/expected/")) || path.endsWith(QLatin1String(".md"))) continue;
    if (!settings.only.isEmpty() && !path.contains(settings.only)) continue;
    // Half an hour of one sky is as good as twelve.
    if (path.endsWith(QLatin1String(".bin.ttf")) && !path.contains(QLatin1String("_40"))) continue;
    paths.append(path);
  }
  const QString own = QStringLiteral(SORAMI_SOURCE_DIR "/tests/replay");
  QDirIterator small(own, QDir::Files);
  while (small.hasNext()) {
    const QString path = small.next();
    if (settings.only.isEmpty() || path.contains(settings.only)) paths.append(path);
  }
  paths.sort();
  return paths;
}

std::size_t peakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::size_t>(usage.ru_maxrss) / 1024;
}

}  // namespace

/// Every sample cut off, with octets flipped, lost and put in front, at random places.
class TestFaults : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void damagedFiles_data();
  void damagedFiles();
};

void TestFaults::damagedFiles_data() {
  QTest::addColumn<QString>("path");
  for (const QString& path : samples()) {
    const QStringList parts = path.split(QLatin1Char('/'));
    QTest::newRow(qPrintable(parts.mid(parts.size() - 2).join(QLatin1Char('/')))) << path;
  }
}

void TestFaults::damagedFiles() {
  QFETCH(QString, path);
  const QByteArray whole = readBytes(path);
  const Reading truth = read(whole);
  if (truth.format.empty()) return;  // no recording
  const bool isPlain = !isPacked(bytesOf(whole));
  const bool isWide = isUtf16Text(bytesOf(whole));
  const bool isInCapture = isCapture(bytesOf(whole));
  std::mt19937 random(static_cast<unsigned>(whole.size()));
  std::array<Tally, DamageKinds> tallies;
  QStringList faults;
  for (int damage = Cut; damage < DamageKinds; ++damage) {
    Tally& tally = tallies[static_cast<std::size_t>(damage)];
    const int places = damage == Junk ? std::min(settings.places, 20) : settings.places;
    for (int i = 0; i < places; ++i) {
      const auto at =
          static_cast<qsizetype>(random() % static_cast<unsigned>(std::max<qsizetype>(1, whole.size() - 10)));
      const Reading reading = read(damaged(whole, static_cast<Damage>(damage), at, random));
      std::size_t expected = truth.observations.size();
      if (damage == Cut) {
        expected =
            isPlain
                ? static_cast<std::size_t>(std::count_if(
                      truth.ends.begin(), truth.ends.end(),
                      [at](std::uint64_t end) { return end + kLineEnd < static_cast<std::uint64_t>(at); }))
                : 0;
      }
      const Verdict verdict = compareWith(truth, reading, expected);
      ++tally.cases;
      tally.all.lost += verdict.lost;
      tally.all.invented += verdict.invented;
      if (verdict.lost > tally.worst.lost) {
        tally.worst.lost = verdict.lost;
        tally.lostAt = at;
      }
      if (verdict.invented > tally.worst.invented) {
        tally.worst.invented = verdict.invented;
        tally.inventedAt = at;
      }
      const QString fault =
          excess(static_cast<Damage>(damage), at, truth, reading, isPlain, isInCapture, isWide, verdict);
      if (!fault.isEmpty()) {
        if (++tally.failed <= 3)
          faults.append(QStringLiteral("%1 at %2: %3: %4 lost, %5 invented")
                            .arg(QLatin1String(kNames[damage]))
                            .arg(at)
                            .arg(fault)
                            .arg(verdict.lost)
                            .arg(verdict.invented));
      }
      if (!tellsMore(truth, reading) && reading.observations != truth.observations) ++tally.silent;
      tally.slowest = std::max(tally.slowest, reading.seconds);
    }
  }
  if (settings.report) {
    std::printf("%s %s, %zu observations, %.3f s\n", QTest::currentDataTag(), truth.format.c_str(),
                truth.observations.size(), truth.seconds);
    for (std::size_t i = 0; i < tallies.size(); ++i) {
      const Tally& t = tallies[i];
      std::printf(
          "   %-5s lost %zu, at most %zu (at %lld); invented %zu, at most %zu (at %lld); silent %d, "
          "too much %d of %d; %.2f s\n",
          kNames[i], t.all.lost, t.worst.lost, static_cast<long long>(t.lostAt), t.all.invented,
          t.worst.invented, static_cast<long long>(t.inventedAt), t.silent, t.failed, t.cases, t.slowest);
    }
    for (const QString& fault : faults) std::printf("   ! %s\n", qPrintable(fault));
    std::printf("   %zu MB\n", peakMegabytes());
    std::fflush(stdout);
  }
  QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QStringLiteral("; "))));
}

int main(int argc, char** argv) {
  std::vector<char*> rest{argv[0]};
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--places") == 0 && i + 1 < argc)
      settings.places = std::max(1, std::atoi(argv[++i]));
    else if (std::strcmp(argv[i], "--only") == 0 && i + 1 < argc)
      settings.only = QString::fromLocal8Bit(argv[++i]);
    else if (std::strcmp(argv[i], "--report") == 0)
      settings.report = true;
    else
      rest.push_back(argv[i]);
  }
  // All of it takes hours: Qt gives a function five minutes.
  if (settings.places > 2) qputenv("QTEST_FUNCTION_TIMEOUT", "86400000");
  TestFaults test;
  return QTest::qExec(&test, static_cast<int>(rest.size()), rest.data());
}

#include "tst_faults.moc"
