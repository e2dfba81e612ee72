// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/live/TacviewGreeting.h"

#include <QString>

#include <cstdio>
#include <vector>

namespace sorami {
namespace {

/// CRC-32 of IEEE 802.3.
std::uint32_t crc32(std::span<const std::uint8_t> bytes) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const std::uint8_t byte : bytes) {
    crc ^= byte;
    for (int i = 0; i < 8; ++i) crc = (crc & 1U) != 0 ? crc >> 1 ^ 0xEDB88320U : crc >> 1;
  }
  return ~crc;
}

}  // namespace

std::uint64_t crc64we(std::span<const std::uint8_t> bytes) {
  constexpr std::uint64_t kPolynomial = 0x42F0E1EBA9EA3693U;
  std::uint64_t crc = ~std::uint64_t{0};
  for (const std::uint8_t byte : bytes) {
    crc ^= std::uint64_t{byte} << 56;
    for (int i = 0; i < 8; ++i) crc = (crc >> 63) != 0 ? crc << 1 ^ kPolynomial : crc << 1;
  }
  return ~crc;
}

std::string tacviewAnswer(std::string_view user, std::string_view password, TacviewHash hash) {
  std::string sum = "0";
  if (!password.empty()) {
    // The password is summed as UTF-16, little endian.
    std::vector<std::uint8_t> octets;
    const QString wide = QString::fromUtf8(password.data(), static_cast<qsizetype>(password.size()));
    for (const QChar c : wide) {
      octets.push_back(static_cast<std::uint8_t>(c.unicode() & 0xFF));
      octets.push_back(static_cast<std::uint8_t>(c.unicode() >> 8));
    }
    char text[24];
    if (hash == TacviewHash::Crc64)
      std::snprintf(text, sizeof text, "%llx", static_cast<unsigned long long>(crc64we(octets)));
    else
      std::snprintf(text, sizeof text, "%x", crc32(octets));
    sum = text;
  }
  std::string answer(kTacviewHello);
  answer += "Tacview.RealTimeTelemetry.0\n";
  answer += user;
  answer += '\n';
  answer += sum;
  answer += '\0';
  return answer;
}

}  // namespace sorami
