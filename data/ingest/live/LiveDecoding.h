// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/SourceKnowledge.h"
#include "data/ingest/live/LiveQueue.h"
#include "data/ingest/live/SourceHealth.h"
#include "data/ingest/live/SourceSpec.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>

namespace sorami {

/// Bytes of one live source in, batches of reports out: finds the format of each flow, decodes, corrects the
/// clock and keeps the source's health. For the source's thread.
class LiveDecoding final : public DecodeSink {
 public:
  /// `deliver` is given batches; false means it had no room, and the reports are counted as dropped.
  LiveDecoding(int id, const SourceSpec& spec, HealthBook& health, std::function<bool(LiveBatch&)> deliver);
  ~LiveDecoding() override;

  /// A stream begins: nothing of what came before is to be continued.
  void begin();
  /// Takes bytes as they came. `received` dates them; no time for plain files.
  void take(std::span<const std::byte> bytes, UtcTime received, std::uint64_t flow);
  /// Takes bytes whose format is known to be this one.
  void takeAs(const Format& format, std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received);
  /// Takes a report that needs no decoding.
  void takeReport(const Report& report) { this->report(report); }
  /// Decides what waits to be told apart, and hands on what is ready.
  void flush();
  /// Hands on the reports that are ready.
  void handOn();
  /// The stream has ended.
  void end();

  /// Subtracted from every event time from now on. From any thread.
  void setCorrection(Micros correction) { m_correction = correction; }
  /// Added to event and receive times: what moves a replay to the present.
  void setShift(Micros shift) { m_shift = shift; }
  /// Called with each event time before its report is taken; false ends the taking.
  void setPace(std::function<bool(UtcTime)> pace) { m_pace = std::move(pace); }

  std::uint16_t source(const SourceKey& key) override;
  void report(const Report& report) override;
  void video(VideoSweep sweep) override;
  void diagnostic(Diagnostic diagnostic) override { m_health.error(diagnostic); }
  void dropped(std::string_view reason, std::uint64_t count) override { m_health.dropped(reason, count); }
  void record(std::string_view recordKind, std::uint64_t count) override {
    m_health.record(recordKind, count);
  }

 private:
  struct Flow;
  Flow& flow(std::uint64_t key);
  void tryToTell(Flow& flow, bool now);
  void give(Flow& flow, std::span<const std::byte> bytes, UtcTime received);

  int m_id;
  const SourceSpec m_spec;
  HealthBook& m_health;
  std::function<bool(LiveBatch&)> m_deliver;
  const Format* m_forced = nullptr;
  std::map<std::uint64_t, std::unique_ptr<Flow>> m_flows;
  /// One decoder a format, for all flows: ASTERIX 001 takes its time from 002, which may have its own sender.
  std::map<std::string_view, std::unique_ptr<Decoder>> m_decoders;
  std::uint64_t m_offset = 0;

  std::vector<SourceKey> m_sources;
  SourceKnowledge m_known;  ///< of each of them, by the table
  LiveBatch m_batch;
  UtcTime m_received;
  UtcTime m_newest;
  std::atomic<Micros> m_correction = 0;
  Micros m_shift = 0;
  std::function<bool(UtcTime)> m_pace;
  bool m_stopped = false;
};

}  // namespace sorami
