// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace sorami {

/// First words of a host of Tacview's real-time telemetry. Source of the greeting: tacview.net, "Technical
/// reference – real-time telemetry".
constexpr std::string_view kTacviewHello = "XtraLib.Stream.0\n";

/// How a password is sent: by the newer check sum, which hosts ask for, or by the older one.
enum class TacviewHash : std::uint8_t { Crc64, Crc32 };

/// What a client answers, its end mark included.
std::string tacviewAnswer(std::string_view user, std::string_view password, TacviewHash hash);

/// CRC-64/WE (ECMA-182's polynomial, all ones in and out) of some bytes.
std::uint64_t crc64we(std::span<const std::uint8_t> bytes);

}  // namespace sorami
