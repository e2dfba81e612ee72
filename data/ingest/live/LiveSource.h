// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/live/LiveDecoding.h"

#include <atomic>
#include <thread>

namespace sorami {

class StopSignal;

/// One source with its thread: connects, reads, decodes, and connects again when it was cut off.
class LiveSource {
 public:
  LiveSource(int id, SourceSpec spec, LiveQueue& queue);
  /// Stops and waits for the thread.
  ~LiveSource();
  LiveSource(const LiveSource&) = delete;
  LiveSource& operator=(const LiveSource&) = delete;

  int id() const { return m_id; }
  const SourceSpec& spec() const { return m_spec; }
  HealthBook& health() { return m_health; }
  const HealthBook& health() const { return m_health; }
  /// Subtracted from event times from now on.
  void setCorrection(Micros correction);
  /// Asks the thread to end; what it has read is still delivered.
  void requestStop() { m_thread.request_stop(); }
  bool isOver() const { return m_over; }

 private:
  void run(std::stop_token stop);
  void readUntilCut(const StopSignal& stop);
  void countLosses(const class LiveInput& input);

  const int m_id;
  const SourceSpec m_spec;
  HealthBook m_health;
  LiveDecoding m_decoding;
  std::stop_token m_stop;           ///< of the thread, for itself
  std::uint64_t m_overflow = 0;     ///< of the input, told so far
  std::uint64_t m_otherSender = 0;  ///< of the input, told so far
  std::atomic<bool> m_over = false;
  std::jthread m_thread;  ///< last: it uses all of the above
};

}  // namespace sorami
