// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/live/SourceHealth.h"

#include "data/ingest/live/LiveInput.h"

#include <algorithm>

namespace sorami {
namespace {

using std::chrono::steady_clock;

constexpr auto kSkewWindow = std::chrono::seconds(60);
constexpr auto kSkewSpacing = std::chrono::milliseconds(50);
constexpr auto kStableAfter = std::chrono::seconds(30);
constexpr auto kSilentAfter = std::chrono::seconds(10);
/// Kinds of error kept apart; what is beyond is counted together.
constexpr std::size_t kMostKinds = 48;

void count(std::map<std::string, std::uint64_t>& counts, std::string kind, std::uint64_t n) {
  if (counts.size() >= kMostKinds && counts.find(kind) == counts.end()) kind = "other";
  counts[kind] += n;
}

std::uint64_t total(const std::map<std::string, std::uint64_t>& counts) {
  std::uint64_t sum = 0;
  for (const auto& [kind, n] : counts) sum += n;
  return sum;
}

/// What kind of error this is: the place in the format, else the words without their numbers.
std::string kindOf(const Diagnostic& d) {
  std::string kind = d.category;
  if (!d.item.empty()) kind += (kind.empty() ? "" : " ") + d.item;
  if (!kind.empty()) return kind;
  bool digits = false;
  for (const char c : d.reason) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit) kind += c;
    if (digit && !digits) kind += '#';
    digits = digit;
  }
  return kind;
}

std::int64_t secondOf(steady_clock::time_point t) {
  return std::chrono::duration_cast<std::chrono::seconds>(t.time_since_epoch()).count();
}

}  // namespace

std::string_view nameOf(SourceState state) {
  static constexpr std::array<std::string_view, 9> kNames = {"connecting", "waiting", "receiving",
                                                             "unreadable", "silent",  "retrying",
                                                             "ended",      "failed",  "disconnected"};
  return kNames[static_cast<std::size_t>(state)];
}

std::uint64_t SourceHealth::errorCount() const {
  return total(errors);
}

std::uint64_t SourceHealth::dropCount() const {
  return total(dropped);
}

void SkewEstimate::offer(Time now, Micros skew) {
  if (!m_samples.empty() && now - m_samples.back().first < kSkewSpacing) return;
  m_samples.emplace_back(now, skew);
  while (now - m_samples.front().first > kSkewWindow) m_samples.pop_front();
}

std::optional<Micros> SkewEstimate::median(Time now) const {
  std::vector<Micros> values;
  for (const auto& [time, skew] : m_samples)
    if (now - time <= kSkewWindow) values.push_back(skew);
  if (values.empty()) return std::nullopt;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

bool SkewEstimate::isStable(Time now) const {
  std::vector<Micros> values;
  for (const auto& [time, skew] : m_samples)
    if (now - time <= kSkewWindow) values.push_back(skew);
  if (values.size() < 10 || m_samples.back().first - m_samples.front().first < kStableAfter) return false;
  std::sort(values.begin(), values.end());
  const std::size_t cut = values.size() / 20;
  return values[values.size() - 1 - cut] - values[cut] < kSecond;
}

void RateMeter::add(Time now, std::uint64_t count) {
  const std::int64_t second = secondOf(now);
  if (m_first < 0) m_first = second;
  const auto slot = static_cast<std::size_t>(second) % kSlots;
  if (m_seconds[slot] != second) {
    m_seconds[slot] = second;
    m_counts[slot] = 0;
  }
  m_counts[slot] += count;
}

double RateMeter::perSecond(Time now) const {
  if (m_first < 0) return 0;
  const std::int64_t second = secondOf(now);
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < kSlots; ++i)
    if (m_seconds[i] < second && m_seconds[i] >= second - 5) sum += m_counts[i];
  const std::int64_t span = std::clamp<std::int64_t>(second - m_first, 1, 5);
  return static_cast<double>(sum) / static_cast<double>(span);
}

HealthBook::HealthBook(int id, std::string text, std::string label) {
  m_health.id = id;
  m_health.text = std::move(text);
  m_health.label = std::move(label);
  m_health.since = systemNow();
}

void HealthBook::setState(SourceState state, std::string message) {
  const std::lock_guard lock(m_mutex);
  if (m_health.state != state) m_health.since = systemNow();
  m_health.state = state;
  m_health.message = std::move(message);
}

void HealthBook::connected() {
  const std::lock_guard lock(m_mutex);
  ++m_health.connections;
  m_health.state = SourceState::Waiting;
  m_health.message.clear();
  m_health.since = systemNow();
  m_skew.clear();
}

void HealthBook::received(std::uint64_t bytes, std::uint64_t packets, UtcTime at) {
  const auto now = steady_clock::now();
  const std::lock_guard lock(m_mutex);
  m_health.bytes += bytes;
  m_health.packets += packets;
  m_health.lastSeen = at;
  m_byteRate.add(now, bytes);
  m_lastBytes = now;
  if (m_health.state == SourceState::Waiting) {
    m_health.state = SourceState::Receiving;
    m_health.since = at;
  }
}

void HealthBook::reports(std::uint64_t count, UtcTime newest) {
  const std::lock_guard lock(m_mutex);
  m_health.reports += count;
  m_reportRate.add(steady_clock::now(), count);
  if (newest.isValid() && (!m_health.lastEvent.isValid() || newest > m_health.lastEvent))
    m_health.lastEvent = newest;
}

void HealthBook::offerSkew(Micros skew) {
  const std::lock_guard lock(m_mutex);
  m_skew.offer(steady_clock::now(), skew);
}

void HealthBook::error(const Diagnostic& diagnostic) {
  std::string kind = kindOf(diagnostic);
  const std::lock_guard lock(m_mutex);
  count(m_health.errors, std::move(kind), 1);
  m_health.lastError = diagnostic.category + (diagnostic.item.empty() ? "" : " " + diagnostic.item) +
                       (diagnostic.category.empty() && diagnostic.item.empty() ? "" : ": ") +
                       diagnostic.reason;
}

void HealthBook::dropped(std::string_view reason, std::uint64_t n) {
  const std::lock_guard lock(m_mutex);
  count(m_health.dropped, std::string(reason), n);
}

void HealthBook::record(std::string_view kind, std::uint64_t n) {
  const std::lock_guard lock(m_mutex);
  count(m_health.records, std::string(kind), n);
}

void HealthBook::format(std::string_view id) {
  const std::lock_guard lock(m_mutex);
  if (("+" + m_health.format + "+").find("+" + std::string(id) + "+") != std::string::npos) return;
  if (!m_health.format.empty()) m_health.format += '+';
  m_health.format += id;
}

void HealthBook::source(const std::string& name) {
  const std::lock_guard lock(m_mutex);
  if (std::find(m_health.sources.begin(), m_health.sources.end(), name) == m_health.sources.end())
    m_health.sources.push_back(name);
}

void HealthBook::late(std::uint64_t n) {
  const std::lock_guard lock(m_mutex);
  m_health.late += n;
}

void HealthBook::latency(Micros mean) {
  const std::lock_guard lock(m_mutex);
  m_health.latency = mean;
}

void HealthBook::setCorrection(Micros correction) {
  const std::lock_guard lock(m_mutex);
  m_health.correction = correction;
  m_health.clockOffset.reset();
  m_skew.clear();
}

SourceState HealthBook::state() const {
  const std::lock_guard lock(m_mutex);
  return m_health.state;
}

SourceHealth HealthBook::read() const {
  const auto now = steady_clock::now();
  const std::lock_guard lock(m_mutex);
  SourceHealth health = m_health;
  health.reportsPerSecond = m_reportRate.perSecond(now);
  health.bytesPerSecond = m_byteRate.perSecond(now);
  // Of a source that is silent the last one known stands.
  if (const auto median = m_skew.median(now)) m_health.clockOffset = median;
  health.clockOffset = m_health.clockOffset;
  health.offsetIsStable = m_skew.isStable(now);
  if (health.state == SourceState::Receiving && now - m_lastBytes > kSilentAfter) {
    health.state = SourceState::Silent;
    health.since = health.lastSeen;
    health.message =
        "nothing has come for " +
        std::to_string(std::chrono::duration_cast<std::chrono::seconds>(now - m_lastBytes).count()) + " s";
  }
  return health;
}

}  // namespace sorami
