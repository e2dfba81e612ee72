// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/live/LiveDecoding.h"

#include "data/ingest/Input.h"

#include <algorithm>
#include <cmath>

namespace sorami {
namespace {

using std::chrono::steady_clock;

/// So much of a flow is looked at before its format is decided…
constexpr std::size_t kVotePieces = 32;
constexpr std::size_t kVoteBytes = 32 * 1024;
/// …or so long, when less has come.
constexpr auto kVoteTime = std::chrono::seconds(3);
/// A probe that is as sure as this needs no more bytes.
constexpr int kSure = 85;
/// A batch is handed on when it holds so many reports.
constexpr std::size_t kBatchReports = 2048;
constexpr std::size_t kMostFlows = 1024;

}  // namespace

struct LiveDecoding::Flow {
  struct Piece {
    std::size_t length;
    UtcTime received;
  };
  const Format* format = nullptr;
  std::vector<std::byte> head;
  std::vector<Piece> pieces;
  steady_clock::time_point since = steady_clock::now();
};

LiveDecoding::LiveDecoding(int id, const SourceSpec& spec, HealthBook& health,
                           std::function<bool(LiveBatch&)> deliver)
    : m_id(id), m_spec(spec), m_health(health), m_deliver(std::move(deliver)) {
  m_batch.source = id;
  m_known = SourceKnowledge(spec.settings.table);
  m_correction = spec.settings.decode.clockOffset;
  m_health.setCorrection(m_correction);
  if (!spec.settings.format.empty()) m_forced = findFormat(spec.settings.format);
}

LiveDecoding::~LiveDecoding() = default;

void LiveDecoding::begin() {
  m_flows.clear();
  m_decoders.clear();
  m_offset = 0;
}

LiveDecoding::Flow& LiveDecoding::flow(std::uint64_t key) {
  if (m_flows.size() >= kMostFlows && m_flows.find(key) == m_flows.end()) key = 0;
  std::unique_ptr<Flow>& flow = m_flows[key];
  if (!flow) {
    flow = std::make_unique<Flow>();
    flow->format = m_forced;
  }
  return *flow;
}

void LiveDecoding::take(std::span<const std::byte> bytes, UtcTime received, std::uint64_t key) {
  Flow& f = flow(key);
  if (f.format != nullptr) {
    give(f, bytes, received);
    return;
  }
  if (f.pieces.empty()) f.since = steady_clock::now();
  f.head.insert(f.head.end(), bytes.begin(), bytes.end());
  f.pieces.push_back({bytes.size(), received});
  const std::size_t n = f.pieces.size();
  // Looking again at each piece would cost the square of their number.
  const bool worth = n <= 4 || n % 4 == 0;
  if (worth) tryToTell(f, n >= kVotePieces || f.head.size() >= kVoteBytes);
}

void LiveDecoding::tryToTell(Flow& f, bool now) {
  if (f.pieces.empty()) return;
  const auto head = std::span(f.head).first(std::min(f.head.size(), kSniffLength));
  const Format* found = sniff(head);
  if (found != nullptr && (now || found->probe(head) >= kSure)) f.format = found;
  if (f.format == nullptr && !now) return;
  const std::vector<std::byte> held = std::move(f.head);
  const std::vector<Flow::Piece> pieces = std::move(f.pieces);
  f.head.clear();
  f.pieces.clear();
  if (f.format == nullptr) {
    // Looked at afresh with what comes next: the sender may begin anew.
    m_health.dropped("bytes of no known format", held.size());
    if (m_decoders.empty())
      m_health.setState(SourceState::Unreadable,
                        "bytes come, but of no format that is known: tell it with format=…");
    m_offset += held.size();
    return;
  }
  std::size_t at = 0;
  for (const Flow::Piece& piece : pieces) {
    give(f, std::span(held).subspan(at, piece.length), piece.received);
    at += piece.length;
  }
}

void LiveDecoding::give(Flow& f, std::span<const std::byte> bytes, UtcTime received) {
  takeAs(*f.format, bytes, m_offset, received);
  m_offset += bytes.size();
}

void LiveDecoding::takeAs(const Format& format, std::span<const std::byte> bytes, std::uint64_t offset,
                          UtcTime received) {
  std::unique_ptr<Decoder>& decoder = m_decoders[format.id];
  if (!decoder) {
    DecodeOptions options = m_spec.settings.decode;
    options.clockOffset = 0;  // it may change while the source runs: corrected here
    if (const SourceTable* table = m_spec.settings.table.get()) {
      // What the user says of this feed goes before the table.
      std::vector<std::pair<std::string, std::string>> editions = table->editions();
      editions.insert(editions.end(), options.editions.begin(), options.editions.end());
      options.editions = std::move(editions);
    }
    decoder = format.make(options);
    m_health.format(format.id);
    if (m_health.state() != SourceState::Receiving) m_health.setState(SourceState::Receiving);
  }
  m_received = received;
  if (m_spec.settings.keepRaw) m_batch.raw.emplace_back(offset, std::vector(bytes.begin(), bytes.end()));
  decoder->decode(bytes, offset, received, *this);
  if (m_batch.reports.size() >= kBatchReports) handOn();
}

void LiveDecoding::flush() {
  for (auto& [key, f] : m_flows)
    if (!f->pieces.empty() && steady_clock::now() - f->since > kVoteTime) tryToTell(*f, true);
  handOn();
}

void LiveDecoding::end() {
  for (auto& [key, f] : m_flows) tryToTell(*f, true);
  for (auto& [id, decoder] : m_decoders) decoder->finish(*this);
  m_decoders.clear();
  m_flows.clear();
  handOn();
}

std::uint16_t LiveDecoding::source(const SourceKey& key) {
  SourceKey own = key;
  // A radar is the same one whichever line it comes over. A feed without a name of its own is this one.
  if (own.sacSic < 0) {
    own.name = m_spec.settings.name.empty() ? own.name + " · " + m_spec.label() : m_spec.settings.name;
  }
  const auto found = std::find(m_sources.begin(), m_sources.end(), own);
  if (found != m_sources.end()) return static_cast<std::uint16_t>(found - m_sources.begin());
  m_sources.push_back(own);
  m_batch.newSources.push_back(own);
  m_health.source(own.name);
  m_known.add(static_cast<std::uint16_t>(m_sources.size() - 1), own.name, m_spec.label());
  return static_cast<std::uint16_t>(m_sources.size() - 1);
}

void LiveDecoding::report(const Report& given) {
  if (m_stopped) return;
  if (m_pace && given.eventTime.isValid()) {
    if (!m_pace(given.eventTime)) {
      m_stopped = true;
      return;
    }
  }
  const bool isPolar = !given.hasPosition() && given.rangeM == given.rangeM;
  if (isPolar && !m_known.canPlace(given.source) && given.kind != ReportKind::Service &&
      (given.flags & kTrackEnd) == 0) {
    m_health.dropped("range and azimuth, but the sensor's place is not known: tell sensor=LON,LAT,HEIGHT", 1);
    return;
  }
  m_batch.reports.push_back(given);
  Report& report = m_batch.reports.back();
  // The side told for this feed goes before the table's.
  if (report.affiliation == Affiliation::Pending) report.affiliation = m_spec.settings.affiliation;
  m_known.apply(report);
  if (!report.receiveTime.isValid()) report.receiveTime = m_received;
  if (report.receiveTime.isValid()) report.receiveTime = report.receiveTime + m_shift;
  if (report.eventTime.isValid()) {
    report.eventTime = report.eventTime + m_shift - m_correction;
    if (report.receiveTime.isValid()) m_health.offerSkew(report.receiveTime - report.eventTime);
    if (!m_newest.isValid() || report.eventTime > m_newest) m_newest = report.eventTime;
  }
}

void LiveDecoding::video(VideoSweep sweep) {
  if (m_stopped) return;
  m_known.apply(sweep);
  if (sweep.time.isValid()) sweep.time = sweep.time + m_shift - m_correction;
  m_batch.video.push_back(std::move(sweep));
}

void LiveDecoding::handOn() {
  if (m_batch.reports.empty() && m_batch.video.empty() && m_batch.raw.empty() && m_batch.newSources.empty())
    return;
  const std::size_t n = m_batch.reports.size();
  m_batch.arrived = steady_clock::now();
  if (n > 0) m_health.reports(n, m_newest);
  m_newest = {};
  if (m_deliver(m_batch)) {
    m_batch = {};
    m_batch.source = m_id;
  } else {
    // The names stay for the next batch: indices count on them.
    m_health.dropped("the program did not keep up", n);
    m_batch.reports.clear();
    m_batch.video.clear();
    m_batch.raw.clear();
  }
}

}  // namespace sorami
