// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Chunk.h"
#include "data/store/Planes.h"
#include "data/store/RecordingFixture.h"
#include "data/store/Rows.h"

#include <QTest>

#include <algorithm>
#include <bit>

using namespace sorami;

namespace {

/// Decodes a chunk on its own.
std::shared_ptr<Bucket> decoded(const std::string& chunk) {
  const auto head = readChunkHead(chunk);
  if (!head) return nullptr;
  auto bucket = std::make_shared<Bucket>();
  resizeColumns(*bucket, head->rows, hasRawColumns(chunk));
  return decodeChunk(chunk, *bucket, 0, bucket->runs) ? bucket : nullptr;
}

bool sameRow(const Bucket& a, std::size_t i, const Bucket& b, std::size_t k) {
  const auto same = [](float x, float y) {
    return std::bit_cast<std::uint32_t>(x) == std::bit_cast<std::uint32_t>(y);
  };
  return a.time[i] == b.time[k] && a.lat[i] == b.lat[k] && a.lon[i] == b.lon[k] && a.flags[i] == b.flags[k] &&
         a.receivedDelta[i] == b.receivedDelta[k] && same(a.baroAltitude[i], b.baroAltitude[k]) &&
         same(a.geoAltitude[i], b.geoAltitude[k]) && same(a.groundSpeed[i], b.groundSpeed[k]) &&
         same(a.trackDeg[i], b.trackDeg[k]) && same(a.verticalRate[i], b.verticalRate[k]) &&
         a.hasRaw() == b.hasRaw() &&
         (!a.hasRaw() || (a.rawPlace[i] == b.rawPlace[k] && a.rawLength[i] == b.rawLength[k]));
}

void verifyRoundTrip(const Bucket& bucket) {
  const std::string chunk = encodeChunk(bucket, bucket.runs);
  const auto back = decoded(chunk);
  QVERIFY(back);
  QCOMPARE(back->size(), bucket.size());
  QCOMPARE(back->runs.size(), bucket.runs.size());
  for (std::size_t r = 0; r < bucket.runs.size(); ++r) {
    QCOMPARE(back->runs[r].track, bucket.runs[r].track);
    QCOMPARE(back->runs[r].end - back->runs[r].begin, bucket.runs[r].end - bucket.runs[r].begin);
    for (std::uint32_t i = 0; i < bucket.runs[r].end - bucket.runs[r].begin; ++i)
      QVERIFY(sameRow(bucket, bucket.runs[r].begin + i, *back, back->runs[r].begin + i));
  }
}

std::shared_ptr<Bucket> randomBucket(std::uint64_t seed, bool wild) {
  std::mt19937_64 random(seed);
  const auto any = [&] { return static_cast<std::uint32_t>(random()); };
  const int shape = static_cast<int>(seed % 8);
  std::vector<Row> rows(1 + random() % (seed % 5 == 0 ? 3000 : 200));
  const std::int64_t t0 = static_cast<std::int64_t>(random() >> 6) - (std::int64_t{1} << 56);
  const std::uint32_t tracks = 1 + any() % 30;
  for (Row& row : rows) {
    row.track = (any() % tracks) * (wild ? 4'321 : 1);
    const std::int64_t tick = any() % 300'000'000;
    row.time =
        shape == 0
            ? t0 / kSecond * kSecond + static_cast<std::int64_t>(std::floor(tick / 7813 * 7812.5 + 0.5))
        : shape == 1 ? t0 / kSecond * kSecond + static_cast<std::int64_t>(std::floor(tick / 7813 * 7812.5))
        : shape == 2 ? t0 / kSecond * kSecond + tick / 1000 * 1000
                     : t0 + tick;
    row.lat = static_cast<std::int32_t>(any() % 1'800'000'001U) - 900'000'000;
    row.lon = static_cast<std::int32_t>(std::int64_t{any() % 3'600'000'000U} - 1'800'000'000);
    if (shape == 3) {
      row.lat = static_cast<std::int32_t>(
          std::nearbyint(std::nearbyint(row.lat / 53.6441803) * (1.8e9 / (1 << 25))));
      row.lon = row.lon / 100 * 100;
    }
    const auto number = [&](double lsb) {
      if (any() % 9 == 0) return kNoFloat;
      if (wild) return std::bit_cast<float>(any());  // every bit pattern: infinities, odd NaNs, denormals, -0
      return static_cast<float>(static_cast<int>(any() % 3000) * lsb);
    };
    row.baroAltitude = number(7.62);
    row.geoAltitude = shape == 4 ? kNoFloat : static_cast<float>(any() % 40000) * 0.3048F;
    row.groundSpeed = number(0.0514444444);
    row.trackDeg = number(0.1);
    row.verticalRate = number(0.32512);
    row.flags = static_cast<std::uint16_t>(any());
    row.receivedDelta = any() % 3 == 0 ? kNoDelta : static_cast<std::int32_t>(any());
    if (shape >= 5 && any() % 4 != 0) {
      row.rawPlace = RawRef::make(static_cast<std::uint16_t>(any() % 3), random() >> 20, 40).place;
      row.rawLength = any() % 100;
    }
  }
  return BucketMaker().make(7, rows);
}

}  // namespace

class TestChunk : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyColumnComesBackBitForBit() {
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
      verifyRoundTrip(*randomBucket(seed, seed % 2 == 0));
      if (QTest::currentTestFailed()) QFAIL(qPrintable(QString("seed %1").arg(seed)));
    }
  }

  void aPartOfABucketCanBeEncoded() {
    const auto bucket = randomBucket(3, false);
    std::vector<Bucket::Run> some;
    for (std::size_t i = 0; i < bucket->runs.size(); i += 2) some.push_back(bucket->runs[i]);
    const auto back = decoded(encodeChunk(*bucket, some));
    QVERIFY(back);
    QCOMPARE(back->runs.size(), some.size());
    for (std::size_t r = 0; r < some.size(); ++r)
      QVERIFY(sameRow(*bucket, some[r].begin, *back, back->runs[r].begin));
  }

  void aSourcesOwnUnitIsFound() {
    // 25 ft steps as one byte or less a row, however the decoder that made them rounded.
    for (const bool single : {false, true}) {
      std::vector<Row> rows(4000);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].track = 1;
        rows[i].time = static_cast<std::int64_t>(i) * 50'000;
        const int steps = static_cast<int>(400 + i % 100);
        rows[i].baroAltitude =
            single ? static_cast<float>(steps * 25) * 0.3048F : static_cast<float>(steps * 25 * 0.3048);
      }
      const auto bucket = BucketMaker().make(0, rows);
      QVERIFY(encodeChunk(*bucket, bucket->runs).size() < 2500);
      verifyRoundTrip(*bucket);
    }
  }

  /// Damage must end in a refusal or in other numbers, never in a crash, a hang or a write out of bounds
  /// (which the sanitizers would tell).
  void damageNeverCrashes() {
    std::mt19937_64 random(5);
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
      const auto bucket = randomBucket(seed, false);
      const std::string chunk = encodeChunk(*bucket, bucket->runs);
      for (int i = 0; i < 400; ++i) {
        std::string bad = chunk;
        if (i % 3 == 0) bad.resize(random() % bad.size());
        for (std::uint64_t k = random() % 4; k > 0 && !bad.empty(); --k)
          bad[random() % bad.size()] = static_cast<char>(random());
        if (const auto got = decoded(bad)) {
          for (const Bucket::Run& run : got->runs) QVERIFY(run.begin < run.end && run.end <= got->size());
        }
      }
      QVERIFY(!decoded(chunk.substr(0, chunk.size() - 1)));
    }
  }

  /// Part of a chunk is what the whole one has there; of a damaged one nothing that is not refused crashes.
  void slicesAgreeWithTheWhole() {
    std::mt19937_64 random(6);
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
      const auto bucket = randomBucket(seed, seed % 2 == 0);
      const std::string chunk = encodeChunk(*bucket, bucket->runs);
      for (int i = 0; i < 200; ++i) {
        BucketFilter wanted;
        wanted.columns = kAllColumns | kRawColumns;
        std::vector<TrackId> some;
        for (const Bucket::Run& run : bucket->runs)
          if (random() % 2 == 0) some.push_back(run.track);
        if (i % 2 == 0) wanted.tracks = &some;
        const std::int64_t a = bucket->time[random() % bucket->size()];
        const std::int64_t b = bucket->time[random() % bucket->size()];
        if (i % 5 != 0) wanted.span = {{std::min(a, b)}, {std::max(a, b)}};
        std::string bad = chunk;
        if (i % 3 == 0) bad[random() % bad.size()] = static_cast<char>(random());
        Bucket part;
        if (!decodeSlice(bad, wanted, part)) {
          QVERIFY(bad != chunk);
          continue;
        }
        for (const Bucket::Run& run : part.runs) {
          QVERIFY(run.begin < run.end && run.end <= part.size());
          if (bad != chunk) continue;
          const Bucket::Run* whole = bucket->run(run.track);
          QVERIFY(whole != nullptr);
          const auto from =
              std::search(bucket->time.begin() + whole->begin, bucket->time.begin() + whole->end,
                          part.time.begin() + run.begin, part.time.begin() + run.end);
          QVERIFY(from != bucket->time.begin() + whole->end);
          // Times may repeat: the rows are somewhere in the run, in one piece.
          bool found = false;
          for (std::uint32_t at = whole->begin; at + (run.end - run.begin) <= whole->end && !found; ++at) {
            found = true;
            for (std::uint32_t k = run.begin; k < run.end && found; ++k)
              found = sameRow(*bucket, at + k - run.begin, part, k);
          }
          QVERIFY(found);
        }
        if (bad != chunk) continue;
        std::size_t in = 0, got = 0;
        for (const Bucket::Run& run : bucket->runs)
          for (std::uint32_t k = run.begin; k < run.end; ++k)
            in += (i % 2 != 0 || std::binary_search(some.begin(), some.end(), run.track)) &&
                  (!wanted.span.isValid() || wanted.span.contains({bucket->time[k]}));
        for (const std::int64_t t : part.time) got += !wanted.span.isValid() || wanted.span.contains({t});
        QCOMPARE(got, in);
      }
    }
  }

  void refusesOtherVersions() {
    const auto bucket = randomBucket(1, false);
    std::string chunk = encodeChunk(*bucket, bucket->runs);
    chunk[4] = 9;
    QVERIFY(!readChunkHead(chunk));
    QVERIFY(!readChunkHead("APC"));
    QVERIFY(!readChunkHead(""));
  }

  void passesOverColumnsItDoesNotKnow() {
    const auto bucket = randomBucket(2, false);
    std::string chunk = encodeChunk(*bucket, bucket->runs);
    chunk[6] = 13;
    std::string column("\x63\x01\x01\x00", 4);
    putDouble(column, 1);
    putNumber<std::uint32_t>(column, 0);
    putNumber<std::uint32_t>(column, 5);
    column += "later";
    const auto back = decoded(chunk + column);
    QVERIFY(back);
    QVERIFY(sameRow(*bucket, 0, *back, 0));
  }

  void hashTellsEveryBit() {
    std::string bytes(100, 'x');
    const std::uint64_t whole = hash64(bytes);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      for (int bit = 0; bit < 8; ++bit) {
        std::string other = bytes;
        other[i] = static_cast<char>(other[i] ^ (1 << bit));
        QVERIFY(hash64(other) != whole);
      }
      QVERIFY(hash64(std::string_view(bytes).substr(0, i)) != whole);
    }
    // Stored in files: must be the same on every machine, for ever.
    QCOMPARE(hash64("sorami"), kKnownHash);
  }

 private:
  static constexpr std::uint64_t kKnownHash = 9116129050066634646ULL;
};

QTEST_APPLESS_MAIN(TestChunk)
#include "tst_chunk.moc"
