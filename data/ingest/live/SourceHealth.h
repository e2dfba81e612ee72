// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"
#include "data/ingest/Decoder.h"

#include <array>
#include <chrono>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace sorami {

enum class SourceState : std::uint8_t {
  Connecting,
  Waiting,  ///< connected, nothing has come yet
  Receiving,
  Unreadable,   ///< bytes come, of no format that is known
  Silent,       ///< nothing has come for a while
  Retrying,     ///< not connected; the next try is due
  Ended,        ///< it has come to its end
  Failed,       ///< it cannot be used, and trying again would not help
  Disconnected  ///< by the user
};
/// `connecting`, `receiving`, …
std::string_view nameOf(SourceState state);

/// How a source does, at one moment.
struct SourceHealth {
  int id = 0;
  std::string text;    ///< the source as it was written
  std::string label;   ///< what it is called
  std::string format;  ///< ids of the formats found, joined by +
  SourceState state = SourceState::Connecting;
  std::string message;  ///< why it stands so, in words; may be empty
  UtcTime since;        ///< this state began
  UtcTime lastSeen;     ///< the last bytes came, by this machine's clock
  UtcTime lastEvent;    ///< the newest event told of
  std::uint64_t bytes = 0;
  std::uint64_t packets = 0;  ///< datagrams, or reads of a stream
  std::uint64_t reports = 0;
  std::uint64_t late = 0;  ///< reports put back into order
  int connections = 0;
  double reportsPerSecond = 0;  ///< over the last five seconds
  double bytesPerSecond = 0;
  std::optional<Micros> latency;  ///< mean of the last second, from the wire until it was safe
  std::optional<Micros>
      clockOffset;  ///< median of receive − event time over a minute, what is corrected left out
  bool offsetIsStable = false;  ///< it hardly changes: a clock that is wrong, not a line that is slow
  Micros correction = 0;        ///< subtracted from event times
  std::map<std::string, std::uint64_t> errors;  ///< by kind
  std::string lastError;
  std::map<std::string, std::uint64_t> dropped;  ///< by reason
  std::map<std::string, std::uint64_t> records;  ///< native records by kind
  std::vector<std::string> sources;              ///< names of the sensors or feeds inside

  std::uint64_t errorCount() const;
  std::uint64_t dropCount() const;
  bool isOver() const {
    return state == SourceState::Ended || state == SourceState::Failed || state == SourceState::Disconnected;
  }
};

/// Running median of what is offered, over the last minute.
class SkewEstimate {
 public:
  using Time = std::chrono::steady_clock::time_point;
  /// At most twenty samples a second are kept; they stand for the rest.
  void offer(Time now, Micros skew);
  std::optional<Micros> median(Time now) const;
  /// True when nine tenths lie within a second of each other, for half a minute or more.
  bool isStable(Time now) const;
  void clear() { m_samples.clear(); }

 private:
  std::deque<std::pair<Time, Micros>> m_samples;
};

/// Counts a second, over the last five.
class RateMeter {
 public:
  using Time = std::chrono::steady_clock::time_point;
  void add(Time now, std::uint64_t count);
  double perSecond(Time now) const;

 private:
  static constexpr std::size_t kSlots = 6;  ///< five whole seconds and the one that runs
  std::array<std::uint64_t, kSlots> m_counts{};
  std::array<std::int64_t, kSlots> m_seconds{};
  std::int64_t m_first = -1;
};

/// A source's health while it changes. From any thread.
class HealthBook {
 public:
  HealthBook(int id, std::string text, std::string label);

  void setState(SourceState state, std::string message = {});
  void connected();
  void received(std::uint64_t bytes, std::uint64_t packets, UtcTime at);
  void reports(std::uint64_t count, UtcTime newest);
  /// Receive minus event time of one report.
  void offerSkew(Micros skew);
  void error(const Diagnostic& diagnostic);
  void dropped(std::string_view reason, std::uint64_t count);
  void record(std::string_view kind, std::uint64_t count);
  void format(std::string_view id);
  void source(const std::string& name);
  void late(std::uint64_t count);
  void latency(Micros mean);
  void setCorrection(Micros correction);

  SourceHealth read() const;
  SourceState state() const;

 private:
  mutable std::mutex m_mutex;
  mutable SourceHealth m_health;
  RateMeter m_reportRate;
  RateMeter m_byteRate;
  SkewEstimate m_skew;
  std::chrono::steady_clock::time_point m_lastBytes;
};

}  // namespace sorami
