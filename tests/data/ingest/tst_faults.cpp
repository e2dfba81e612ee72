// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Samples.h"
#include "data/ingest/Input.h"

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
  mix(r.lat);
  mix(r.lon);
  mix(r.rangeM);
  mix(r.azimuthDeg);
  return hash;
}

struct Reading {
  std::vector<std::uint64_t> observations;
  std::vector<std::uint64_t> ends;  ///< of the reports' octets, in the unpacked stream
  std::uint64_t errors = 0;
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
    reading.observations.push_back(observation(r));
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

/// Formats that tell of a track as a whole, or what holds for all of it behind it: of what is cut off the
/// start may be lost, or have no date or name.
bool isWhole(const std::string& format) {
  static constexpr std::array kWhole{"mf-json", "kml", "readsb", "nmea", "gmti4607", "traffic"};
  return std::find(kWhole.begin(), kWhole.end(), format) != kWhole.end();
}
/// Formats without a date of their own count from their first line.
bool isDated(const std::string& format) {
  return format != "avr" && format != "beast";
}

/// What damage may cost. A text whose digits are changed is another right text, so a flip or a hole may
/// change what it touches; the head of a file tells the date or the place of all that follows; and of packed
/// octets the damage shows late.
bool allowed(Damage damage, qsizetype at, const Reading& truth, bool isPlain, const Verdict& verdict) {
  constexpr std::size_t kTouched = 16;
  constexpr qsizetype kHead = 1500;
  const std::size_t all = truth.observations.size();
  if (isWhole(truth.format) && damage != Junk) return verdict.invented <= all;
  if (damage == Cut) return verdict.invented == 0 && (!isPlain || verdict.lost <= kTouched);
  if (damage == Junk && truth.format == "asterix") return verdict.invented == 0 && verdict.lost <= kTouched;
  if (damage == Junk) return verdict.invented == 0 || !isDated(truth.format);
  if (at < kHead) return verdict.invented <= all;
  return verdict.invented <= (isPlain ? kTouched : std::max(kTouched, all / 10));
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
  std::mt19937 random(static_cast<unsigned>(whole.size()));
  std::array<Tally, DamageKinds> tallies;
  for (int damage = Cut; damage < DamageKinds; ++damage) {
    Tally& tally = tallies[static_cast<std::size_t>(damage)];
    const int places = damage == Junk ? std::min(settings.places, 20) : settings.places;
    for (int i = 0; i < places; ++i) {
      const auto at =
          static_cast<qsizetype>(random() % static_cast<unsigned>(std::max<qsizetype>(1, whole.size() - 10)));
      const Reading reading = read(damaged(whole, static_cast<Damage>(damage), at, random));
      std::size_t expected = truth.observations.size();
      if (damage == Cut) {
        expected = isPlain ? static_cast<std::size_t>(std::count_if(
                                 truth.ends.begin(), truth.ends.end(),
                                 [at](std::uint64_t end) { return end <= static_cast<std::uint64_t>(at); }))
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
      if (!allowed(static_cast<Damage>(damage), at, truth, isPlain, verdict))
        QFAIL(qPrintable(QStringLiteral("%1 at %2: %3 lost, %4 invented")
                             .arg(QLatin1String(kNames[damage]))
                             .arg(at)
                             .arg(verdict.lost)
                             .arg(verdict.invented)));
      if (reading.errors <= truth.errors && reading.observations != truth.observations) ++tally.silent;
      tally.slowest = std::max(tally.slowest, reading.seconds);
    }
  }
  if (settings.report) {
    std::printf("%s %s, %zu observations, %.3f s\n", QTest::currentDataTag(), truth.format.c_str(),
                truth.observations.size(), truth.seconds);
    for (std::size_t i = 0; i < tallies.size(); ++i) {
      const Tally& t = tallies[i];
      std::printf(
          "   %-5s lost %zu, at most %zu (at %lld); invented %zu, at most %zu (at %lld); silent %d of %d; "
          "%.2f s\n",
          kNames[i], t.all.lost, t.worst.lost, static_cast<long long>(t.lostAt), t.all.invented,
          t.worst.invented, static_cast<long long>(t.inventedAt), t.silent, t.cases, t.slowest);
    }
    std::printf("   %zu MB\n", peakMegabytes());
    std::fflush(stdout);
  }
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
  TestFaults test;
  return QTest::qExec(&test, static_cast<int>(rest.size()), rest.data());
}

#include "tst_faults.moc"
