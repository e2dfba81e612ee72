// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/encoders/Encoder.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sorami {

/// `&`, `<`, `>` and quotes as XML wants them; control characters, which XML cannot hold, are left out.
std::string xmlText(std::string_view text);
/// A number with so many decimals; nothing when it is none.
std::string decimalText(double value, int decimals);
/// `2026-08-12T06:12:30.500Z`: milliseconds, or microseconds where the instant has them.
std::string isoShort(UtcTime t);
/// A name for a track that no other track of the recording has.
class UniqueNames {
 public:
  std::string of(const TrackInfo& track);

 private:
  std::map<TrackId, std::string> m_names;
  std::map<std::string, TrackId> m_users;
};

/// All updates of a recording, by track. Formats that write a track as one piece need it; recordings over
/// kMaxKept updates are refused with a word what to do.
struct KeptTrack {
  TrackInfo info;
  Affiliation affiliation = Affiliation::Pending;
  std::string callsign;
  std::vector<Sample> samples;
};
constexpr std::uint64_t kMaxKept = 5'000'000;
Result<std::vector<KeptTrack>> keepTracks(const StoreView& view, std::stop_token stop);

/// Gathers text and hands it on in large pieces.
class TextBuffer {
 public:
  explicit TextBuffer(const TextOut& out) : m_out(out) {}
  TextBuffer& operator+=(std::string_view text) {
    m_text += text;
    return *this;
  }
  /// False when it cannot be written.
  bool flush(bool force = false) {
    if (!force && m_text.size() < 256 * 1024) return true;
    const bool written = m_out(m_text);
    m_text.clear();
    return written;
  }

 private:
  const TextOut& m_out;
  std::string m_text;
};

/// The Error of a file that takes no more.
Error cannotWrite();

}  // namespace sorami
