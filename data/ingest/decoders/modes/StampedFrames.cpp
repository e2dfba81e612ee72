// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/modes/StampedFrames.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace sorami {
namespace {

constexpr std::uint64_t kStampMask = 0xFFFF'FFFF'FFFF;
constexpr int kSecondShift = 30;
constexpr std::uint64_t kNanosecondMask = (std::uint64_t{1} << kSecondShift) - 1;
constexpr double kTicksPerSecond = 12e6;
/// Frames that are held at most.
constexpr std::size_t kHeld = 512;
/// Receive times this far apart tell a rate.
constexpr Micros kTellingTime = kSecond;
/// An aircraft tells its position every 0.4 to 0.6 s; one heard less often than this pairs with nothing.
constexpr double kShortestGap = 0.3;
constexpr std::size_t kLeastPairs = 3;

bool mayBeGps(std::uint64_t stamp) {
  return (stamp & kNanosecondMask) < 1'000'000'000 && stamp >> kSecondShift <= 86'400;
}
double gpsSeconds(std::uint64_t stamp) {
  return static_cast<double>(stamp >> kSecondShift) + static_cast<double>(stamp & kNanosecondMask) * 1e-9;
}
Micros gpsMicros(std::uint64_t stamp) {
  return static_cast<Micros>(stamp >> kSecondShift) * kSecond +
         static_cast<Micros>((stamp & kNanosecondMask) / 1000);
}

}  // namespace

StampedFrames::StampedFrames(const DecodeOptions& options)
    : m_tracker(options), m_dateKnown(options.referenceDate.has_value()), m_offset(options.clockOffset) {
  m_begin = options.referenceDate.value_or(UtcTime{0}) - options.clockOffset;
}

StampKind StampedFrames::judge() const {
  if (!std::all_of(m_held.begin(), m_held.end(), [](const Held& held) { return mayBeGps(held.stamp); }))
    return StampKind::Ticks;
  const Held& first = m_held.front();
  const Held& last = m_held.back();
  if (first.received.isValid() && last.received - first.received >= kTellingTime) {
    const double wall = static_cast<double>(last.received - first.received) * 1e-6;
    const double gps = gpsSeconds(last.stamp) - gpsSeconds(first.stamp);
    const double ticks = static_cast<double>((last.stamp - first.stamp) & kStampMask) / kTicksPerSecond;
    const auto off = [wall](double told) { return told > 0 ? std::abs(std::log(told / wall)) : 99.0; };
    return off(gps) < off(ticks) ? StampKind::Gps : StampKind::Ticks;
  }
  std::unordered_map<std::uint32_t, const Held*> before;
  std::vector<double> gaps;
  for (const Held& held : m_held) {
    const std::vector<std::uint8_t>& f = held.frame;
    if (f.size() != 14 || f[0] >> 3 != 17) continue;
    const int type = f[4] >> 3;
    if (type < 9 || type > 22 || type == 19) continue;
    const Held*& other = before[static_cast<std::uint32_t>(f[1] << 16 | f[2] << 8 | f[3])];
    // The same frame again is one that two receivers heard.
    if (other != nullptr && other->frame != f)
      gaps.push_back(gpsSeconds(held.stamp) - gpsSeconds(other->stamp));
    other = &held;
  }
  if (gaps.size() < kLeastPairs) return StampKind::Ticks;
  std::nth_element(gaps.begin(), gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2), gaps.end());
  return gaps[gaps.size() / 2] >= kShortestGap ? StampKind::Gps : StampKind::Ticks;
}

Micros StampedFrames::elapsed(std::uint64_t stamp) {
  if (m_kind == StampKind::Gps) {
    const Micros now = gpsMicros(stamp);
    Micros step = m_started ? now - gpsMicros(m_last) : 0;
    // The count begins anew at midnight.
    if (step < -kDay / 2) step += kDay;
    if (step > kDay / 2) step -= kDay;
    m_ticks += step;
    m_started = true;
    m_last = stamp;
    return m_ticks;
  }
  if (m_started) {
    // The shorter way round decides whether the counter wrapped or a frame came late.
    auto step = static_cast<std::int64_t>((stamp - m_last) & kStampMask);
    if (step > static_cast<std::int64_t>(kStampMask / 2)) step -= static_cast<std::int64_t>(kStampMask) + 1;
    m_ticks += step;
  }
  m_started = true;
  m_last = stamp;
  return m_ticks / 12;
}

void StampedFrames::give(std::uint64_t stamp, ModeSFrame frame, UtcTime received, std::uint64_t offset,
                         std::uint32_t length, DecodeSink& sink) {
  const bool isFirst = !m_started;
  const Micros since = elapsed(stamp);
  UtcTime time;
  if (m_kind == StampKind::Gps) {
    if (isFirst) {
      // The day is that of the receipt, or the one that was told.
      UtcTime day = m_begin;
      if (received.isValid() && !m_dateKnown) {
        day = received.startOfDay();
        const Micros ahead = day + gpsMicros(stamp) - received;
        if (ahead > kDay / 2) day = day - kDay;
        if (ahead < -kDay / 2) day = day + kDay;
        day = day - m_offset;
        m_dateKnown = true;
      }
      m_begin = day + gpsMicros(stamp);
    }
    time = m_begin + since;
  } else {
    time = received.isValid() && !m_dateKnown ? received : m_begin + since;
  }
  m_tracker.take(frame, since, time, received, offset, length, sink);
}

void StampedFrames::release(DecodeSink& sink) {
  for (const Held& held : m_held)
    give(held.stamp, {held.frame.data(), held.frame.size()}, held.received, held.offset, held.length, sink);
  m_held.clear();
  m_held.shrink_to_fit();
}

void StampedFrames::take(std::uint64_t stamp, ModeSFrame frame, UtcTime received, std::uint64_t offset,
                         std::uint32_t length, DecodeSink& sink) {
  m_isReceived = m_isReceived || received.isValid();
  if (m_kind != StampKind::Unknown) {
    give(stamp, frame, received, offset, length, sink);
    return;
  }
  m_held.push_back({stamp, {frame.begin(), frame.end()}, received, offset, length});
  const bool isClear = !mayBeGps(stamp);
  const bool isTelling = received.isValid() && m_held.front().received.isValid() &&
                         received - m_held.front().received >= kTellingTime;
  if (!isClear && !isTelling && m_held.size() < kHeld) return;
  m_kind = judge();
  release(sink);
}

void StampedFrames::finish(DecodeSink& sink) {
  if (m_held.empty()) return;
  m_kind = judge();
  release(sink);
}

}  // namespace sorami
