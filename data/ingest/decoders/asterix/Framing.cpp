// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/asterix/Framing.h"

#include "data/ingest/OctetOrder.h"
#include "data/ingest/decoders/asterix/Spec.h"

#include <string>

namespace sorami::asterix {

namespace {

using Octets = const std::uint8_t*;

FrameHead::State stateOf(std::size_t needs, std::size_t available) {
  return needs <= available ? FrameHead::State::Whole : FrameHead::State::Short;
}

/// FINAL, source: framing definitions ioss and ioss_seq of jASTERIX, and the recordings of jade.
FrameHead finalFrame(Octets at, std::size_t available, std::size_t sequence) {
  FrameHead f;
  f.header = 8 + sequence;
  f.trailer = 4;
  if (available < f.header) {
    f.state = FrameHead::State::Short;
    return f;
  }
  const std::size_t total = big16(at);
  if (total < f.header + f.trailer + 4) return f;
  f.content = total - f.header - f.trailer;
  const std::uint64_t hundredths = bigEndian(at + f.header - 3, 3);
  if (hundredths > 8'640'000) return f;
  f.time = static_cast<Micros>(hundredths) * 10 * kMillisecond;
  f.state = stateOf(total, available);
  for (std::size_t i = total - f.trailer; i < total && i < available; ++i)
    if (at[i] != 0xA5) f.state = FrameHead::State::Bad;
  return f;
}

}  // namespace

const char* framingName(Framing framing) {
  switch (framing) {
    case Framing::Raw:
      return "raw";
    case Framing::Final:
      return "FINAL";
    case Framing::FinalSequence:
      return "FINAL with sequence";
    case Framing::Oradis:
      return "ORADIS";
    case Framing::Reply:
      return "rply";
    case Framing::Rff:
      return "RFF";
  }
  return "";
}

FrameHead readFrame(Framing framing, Octets at, std::size_t available) {
  FrameHead f;
  switch (framing) {
    case Framing::Final:
      return finalFrame(at, available, 0);
    case Framing::FinalSequence:
      return finalFrame(at, available, 4);
    case Framing::Raw:
      if (available < 3) {
        f.state = FrameHead::State::Short;
        return f;
      }
      f.content = big16(at + 1);
      break;
    case Framing::Oradis:
      f.header = 6;
      if (available < f.header) {
        f.state = FrameHead::State::Short;
        return f;
      }
      f.content = big16(at) < 6 ? 0 : big16(at) - 6;
      f.time = static_cast<Micros>(big32(at + 2)) * kMillisecond;
      if (f.time > kDay) return f;
      break;
    case Framing::Reply:
      f.header = 8;
      if (available < f.header) {
        f.state = FrameHead::State::Short;
        return f;
      }
      f.content = little32(at);
      f.time = static_cast<Micros>(little32(at + 4)) * kMillisecond;
      break;
    case Framing::Rff:
      f.header = 6;
      if (available < f.header) {
        f.state = FrameHead::State::Short;
        return f;
      }
      f.time = static_cast<Micros>(little32(at)) * kMillisecond;
      f.content = little16(at + 4);
      break;
  }
  if (f.content < 4 || f.content > 65535) return f;
  f.state = stateOf(f.size(), available);
  return f;
}

bool isRffHeader(Octets at, std::size_t available) {
  if (available < 40) return false;
  int digits = 0;
  for (std::size_t i = 0; i < 40; ++i) {
    if (at[i] != 0 && (at[i] < 0x20 || at[i] > 0x7E)) return false;
    if (at[i] >= '0' && at[i] <= '9') ++digits;
  }
  return digits >= 20;
}

UtcTime rffStart(Octets at) {
  std::string digits;
  for (std::size_t i = 0; i < 20; ++i)
    if (at[i] >= '0' && at[i] <= '9') digits += static_cast<char>(at[i]);
  if (digits.size() < 14) return {};
  const auto part = [&](std::size_t from, std::size_t n) { return std::stoi(digits.substr(from, n)); };
  int year = part(0, 4);
  int month = part(4, 2);
  int day = part(6, 2);
  if (year < 1970 || year > 2200) {  // day first
    day = part(0, 2);
    month = part(2, 2);
    year = part(4, 4);
  }
  if (year < 1970 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31) return {};
  return utcFromCivil(year, month, day, part(8, 2), part(10, 2), part(12, 2));
}

std::span<const std::uint8_t> BlockWalker::next() {
  if (m_content.empty()) {
    const FrameHead f = readFrame(m_framing, m_rest.data(), m_rest.size());
    if (f.state != FrameHead::State::Whole) return {};
    m_content = m_rest.subspan(f.header, f.content);
    m_rest = m_rest.subspan(f.size());
  }
  const std::size_t length = m_content.size() < 3 ? 0 : big16(m_content.data() + 1);
  if (length < 4 || length > m_content.size()) return {};
  const auto block = m_content.first(length);
  m_content = m_content.subspan(length);
  return block;
}

bool fillsExactly(Framing framing, Octets at, std::size_t size) {
  bool known = false;
  while (size > 0) {
    const FrameHead f = readFrame(framing, at, size);
    if (f.state != FrameHead::State::Whole) return false;
    for (std::size_t i = f.header, left = f.content; left > 0;) {
      const std::size_t length = left < 3 ? 0 : big16(at + i + 1);
      if (length < 4 || length > left) return false;
      known = known || category(at[i]) != nullptr;
      i += length;
      left -= length;
    }
    at += f.size();
    size -= f.size();
  }
  return known;
}

}  // namespace sorami::asterix
