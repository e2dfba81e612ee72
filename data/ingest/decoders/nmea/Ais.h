// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sorami {

/// AIS messages out of `!AIVDM` sentences: puts parts together, keeps what is known of each vessel, makes a
/// report of each position. Source: gpsd.gitlab.io, AIVDM protocol decoding (after ITU-R M.1371-5).
class AisReader {
 public:
  explicit AisReader(Micros clockOffset) : m_clockOffset(clockOffset) {}
  /// Takes a sentence's fields after the name: count, number, sequence, channel, payload, fill bits.
  /// `time` is when it was received; a message tells no more than its second.
  void sentence(const std::vector<std::string_view>& fields, UtcTime time, std::uint64_t offset,
                std::uint32_t length, DecodeSink& sink);

 private:
  struct Vessel {
    InlineText<12> callsign;
    InlineText<8> type;
  };
  struct Parts {
    int count = 0;
    int have = 0;
    std::string payload;
    std::uint64_t offset = 0;
  };
  void message(std::string_view payload, int fillBits, UtcTime time, std::uint64_t offset,
               std::uint32_t length, DecodeSink& sink);
  Micros m_clockOffset;
  UtcTime m_base;  ///< the last time a base station told
  std::map<std::string, Parts, std::less<>> m_parts;
  std::unordered_map<std::uint32_t, Vessel> m_vessels;
  int m_source = -1;
};

}  // namespace sorami
