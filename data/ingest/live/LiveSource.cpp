// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/live/LiveSource.h"

#include "data/ingest/live/LiveInput.h"
#include "data/ingest/live/Replay.h"

#include <algorithm>

namespace sorami {
namespace {

using std::chrono::steady_clock;

/// Seconds between tries to connect; the last one is repeated.
constexpr int kBackOff[] = {1, 2, 4, 8, 15, 30};
/// A connection that held so long was a good one: the next try comes soon.
constexpr auto kGoodConnection = std::chrono::seconds(10);

std::string textOf(const Error& error) {
  return error.hint.empty() ? error.what : error.what + " – " + error.hint;
}

}  // namespace

LiveSource::LiveSource(int id, SourceSpec spec, LiveQueue& queue)
    : m_id(id),
      m_spec(std::move(spec)),
      m_health(id, m_spec.text, m_spec.label()),
      m_decoding(id, m_spec, m_health, [this, &queue](LiveBatch& batch) {
        // A datagram's sender does not wait: better to lose a batch than to let the system lose anything.
        return queue.push(batch, m_spec.kind != SourceKind::Udp, m_stop) ||
               // What was read before the stop is still wanted.
               (m_stop.stop_requested() && queue.push(batch, false, {}));
      }) {
  m_thread = std::jthread([this](std::stop_token stop) { run(std::move(stop)); });
}

LiveSource::~LiveSource() = default;

void LiveSource::setCorrection(Micros correction) {
  m_decoding.setCorrection(correction);
  m_health.setCorrection(correction);
}

void LiveSource::run(std::stop_token token) {
  m_stop = token;
  const StopSignal stop(std::move(token));
  if (m_spec.kind == SourceKind::Replay) {
    m_health.connected();
    const Status played = playFile(m_spec, m_decoding, m_health, stop);
    m_decoding.end();
    if (stop.requested())
      m_health.setState(SourceState::Disconnected);
    else if (!played)
      m_health.setState(SourceState::Failed, textOf(played.error()));
    else
      m_health.setState(SourceState::Ended, "the file has been played");
  } else {
    readUntilCut(stop);
  }
  m_over = true;
}

void LiveSource::countLosses(const LiveInput& input) {
  const InputLosses now = input.losses();
  if (now.overflow > m_overflow)
    m_health.dropped(now.room
                         ? "datagrams the system had no room for (it lets " +
                               std::to_string(*now.room / 1024) + " KiB wait; net.core.rmem_max allows more)"
                         : "datagrams the system had no room for",
                     now.overflow - m_overflow);
  if (now.otherSender > m_otherSender)
    m_health.dropped("datagrams of another sender", now.otherSender - m_otherSender);
  m_overflow = now.overflow;
  m_otherSender = now.otherSender;
}

void LiveSource::readUntilCut(const StopSignal& stop) {
  const std::unique_ptr<LiveInput> input = makeInput(m_spec);
  std::vector<LivePiece> pieces;
  std::size_t tries = 0;
  while (!stop.requested()) {
    m_health.setState(SourceState::Connecting);
    std::string cut;
    const Status opened = input->open(stop);
    if (stop.requested()) break;
    if (!opened) {
      cut = textOf(opened.error());
    } else {
      m_health.connected();
      m_decoding.begin();
      const auto since = steady_clock::now();
      bool had = false;
      while (!stop.requested()) {
        const auto outcome = input->read(stop, pieces);
        countLosses(*input);
        if (!outcome) {
          cut = textOf(outcome.error());
          break;
        }
        if (*outcome == ReadOutcome::End) {
          cut = "the other side has closed the connection";
          break;
        }
        if (*outcome == ReadOutcome::Data) {
          had = true;
          std::uint64_t bytes = 0;
          for (const LivePiece& piece : pieces) bytes += piece.bytes.size();
          m_health.received(bytes, pieces.size(), pieces.back().received);
          for (const LivePiece& piece : pieces) m_decoding.take(piece.bytes, piece.received, piece.flow);
        }
        m_decoding.flush();
      }
      m_decoding.end();
      input->close();
      if (had && steady_clock::now() - since > kGoodConnection) tries = 0;
    }
    if (stop.requested()) break;
    if (!input->mayReturn()) {
      if (opened)
        m_health.setState(SourceState::Ended, "it has come to its end");
      else
        m_health.setState(SourceState::Failed, cut);
      return;
    }
    const int wait = kBackOff[std::min(tries++, std::size(kBackOff) - 1)];
    for (int left = wait; left > 0; --left) {
      m_health.setState(SourceState::Retrying, cut + "; next try in " + std::to_string(left) + " s");
      if (!stop.sleep(std::chrono::seconds(1))) break;
    }
  }
  input->close();
  m_health.setState(SourceState::Disconnected);
}

}  // namespace sorami
