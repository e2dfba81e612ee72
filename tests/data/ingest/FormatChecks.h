// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Samples.h"

#include <cmath>

namespace sorami::test {

/// Only what has a place: ends of tracks told without one are left out.
inline std::vector<Report> placed(const Collected& c) {
  std::vector<Report> reports;
  for (const Report& r : c.reports) {
    if (r.hasPosition()) reports.push_back(r);
  }
  return reports;
}

/// However a stream is cut into pieces, it says the same.
inline void checkAnySplit(const Format& format, const QByteArray& bytes, const DecodeOptions& options = {}) {
  const Collected whole = decodeBytes(format, bytes, 0, options);
  QVERIFY(!placed(whole).empty());
  for (const std::size_t piece : {1, 2, 3, 7, 64, 97, 1000}) {
    QVERIFY2(same(whole, decodeBytes(format, bytes, piece, options)), std::to_string(piece).c_str());
  }
}

/// Cut anywhere, what is left gives reports that the whole file gives too: none is invented.
inline void checkTruncated(const Format& format, const QByteArray& bytes, const DecodeOptions& options = {}) {
  const std::vector<Report> whole = placed(decodeBytes(format, bytes, 0, options));
  for (int length = 0; length < bytes.size(); ++length) {
    std::size_t at = 0;
    for (const Report& r : placed(decodeBytes(format, bytes.left(length), 0, options))) {
      while (at < whole.size() && !(whole[at].lat == r.lat && whole[at].lon == r.lon &&
                                    whole[at].eventTime == r.eventTime && whole[at].id == r.id)) {
        ++at;
      }
      QVERIFY2(at < whole.size(), ("invented when cut to " + std::to_string(length)).c_str());
    }
  }
}

/// Flipped bytes: no crash, no place off the earth, and not many more reports than there were.
inline void checkFlipped(const Format& format, const QByteArray& bytes, int rounds = 1000) {
  const std::size_t most = 2 * placed(decodeBytes(format, bytes)).size() + 8;
  std::uint32_t seed = 12345;
  const auto next = [&seed] { return seed = seed * 1664525U + 1013904223U; };
  for (int round = 0; round < rounds; ++round) {
    QByteArray flipped = bytes;
    for (int i = 0; i < 1 + round % 4; ++i) {
      flipped[static_cast<int>((next() >> 8) % static_cast<std::uint32_t>(bytes.size()))] =
          static_cast<char>(next() >> 24);
    }
    const std::vector<Report> reports =
        placed(decodeBytes(format, flipped, 1 + static_cast<std::size_t>(round % 50)));
    QVERIFY(reports.size() <= most);
    for (const Report& r : reports) QVERIFY(std::abs(r.lat) <= 90 && std::abs(r.lon) <= 180);
  }
}

inline QByteArray smallSample(const char* name) {
  return readBytes(QStringLiteral(SORAMI_SOURCE_DIR "/tests/replay/") + QString::fromLatin1(name));
}

}  // namespace sorami::test
