// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/capture/TcpStreams.h"

#include <utility>

namespace sorami {
namespace {

constexpr std::uint8_t kSyn = 0x02;
constexpr std::size_t kMaxWaiting = 512;
constexpr std::size_t kMaxWaitingBytes = std::size_t{4} << 20;
/// Further ahead than any window: a new connection on the same ports.
constexpr std::int32_t kMaxAhead = 1 << 30;

std::int32_t distance(std::uint32_t from, std::uint32_t to) {
  return static_cast<std::int32_t>(to - from);
}

}  // namespace

bool TcpStreams::add(const TcpFlow& flow, std::uint32_t sequence, std::uint8_t flags,
                     std::span<const std::byte> payload) {
  const bool syn = (flags & kSyn) != 0;
  if (syn) ++sequence;  // the SYN counts as one octet
  auto [it, isNew] = m_streams.try_emplace(flow);
  Stream& stream = it->second;
  const std::int32_t ahead = isNew ? 0 : distance(stream.next, sequence);
  const bool again = !isNew && ((syn && ahead != 0) || ahead > kMaxAhead || ahead < -kMaxAhead);
  if (again && !flush(stream)) return false;
  if (isNew || again) {
    stream = Stream();
    stream.number = ++m_numbers;
    stream.next = stream.base = sequence;
  }
  if (payload.empty()) return true;
  const std::int32_t late = -distance(stream.next, sequence);
  if (late > 0) {
    // Sent again: only what is new of it counts.
    if (static_cast<std::size_t>(late) >= payload.size()) return true;
    payload = payload.subspan(static_cast<std::size_t>(late));
    sequence += static_cast<std::uint32_t>(late);
  }
  if (sequence == stream.next) {
    stream.next += static_cast<std::uint32_t>(payload.size());
    return m_deliver(stream.number, payload, true) && release(stream, false);
  }
  if (stream.waiting.empty()) stream.base = stream.next;
  std::vector<std::byte>& slot = stream.waiting[sequence - stream.base];
  if (slot.size() < payload.size()) {
    stream.waitingBytes += payload.size() - slot.size();
    slot.assign(payload.begin(), payload.end());
  }
  const bool full = stream.waiting.size() > kMaxWaiting || stream.waitingBytes > kMaxWaitingBytes;
  return release(stream, full);
}

bool TcpStreams::release(Stream& stream, bool force) {
  while (!stream.waiting.empty()) {
    const auto first = stream.waiting.begin();
    const std::uint32_t sequence = stream.base + first->first;
    const std::int32_t hole = distance(stream.next, sequence);
    if (hole > 0) {
      if (!force) return true;
      m_lost += static_cast<std::uint64_t>(hole);
      stream.next = sequence;
    }
    const std::vector<std::byte> bytes = std::move(first->second);
    stream.waiting.erase(first);
    stream.waitingBytes -= bytes.size();
    const auto known = static_cast<std::size_t>(-distance(stream.next, sequence));
    if (known >= bytes.size()) continue;
    const std::span<const std::byte> fresh = std::span(bytes).subspan(known);
    stream.next += static_cast<std::uint32_t>(fresh.size());
    if (!m_deliver(stream.number, fresh, false)) return false;
    force = force && stream.waiting.size() > kMaxWaiting / 2;
  }
  return true;
}

bool TcpStreams::flush(Stream& stream) {
  while (!stream.waiting.empty()) {
    if (!release(stream, true)) return false;
  }
  return true;
}

bool TcpStreams::finish() {
  for (auto& [flow, stream] : m_streams) {
    if (!flush(stream)) return false;
  }
  m_streams.clear();
  return true;
}

}  // namespace sorami
