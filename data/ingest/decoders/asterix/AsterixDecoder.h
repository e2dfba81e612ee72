// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sorami {

/// How often each item occurs, and the sum of each numeric subfield, in the specification's units.
struct AsterixItemStatistics {
  struct Field {
    std::uint64_t count = 0;
    double sum = 0;
  };
  std::map<std::string, std::uint64_t> items;  ///< `CAT048/I040` → records that hold it
  std::map<std::string, Field> fields;         ///< `CAT048/I040/RHO`, `CAT048/I140` → values and their sum
};

/// One element of a record as the specification names it.
struct AsterixField {
  std::string item;            ///< `I048/040`
  std::string path;            ///< `RHO`, `ADR`, `BDS40/MCP`; empty when the item is one element
  std::string text;            ///< the value as a person reads it: `127.5`, `7000`, `LOT3PM`, `0x4ca123`
  std::string unit;            ///< `NM`, `FL`, `°`; empty for numbers without one
  double value = 0;            ///< physical value; the plain number for codes and tables of values
  std::uint64_t raw = 0;       ///< the bits as they stand (elements of at most 64)
  bool isNumeric = false;      ///< a quantity or integer, not a code or text
  std::uint32_t firstBit = 0;  ///< where it stands, from the record's first octet
  std::uint32_t bits = 0;
};

/// Reads ASTERIX of every category and edition there is a table for: from plain data blocks, FINAL, RFF,
/// `.rply` and ORADIS recordings or datagrams. Framing and editions are found from the octets.
class AsterixDecoder : public Decoder {
 public:
  explicit AsterixDecoder(const DecodeOptions& options = {});
  ~AsterixDecoder() override;

  void decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
              DecodeSink& sink) override;
  void finish(DecodeSink& sink) override;
  std::vector<std::pair<std::string, std::string>> editions() const override;

  /// Counts items and fields from now on; costs about as much time again. For figures under the right edition
  /// from the first record on, read the stream twice: the second time with the editions() of the first
  /// forced.
  void collectItems(bool on);
  /// What was counted so far.
  AsterixItemStatistics itemStatistics() const;

  /// `raw`, `FINAL`, …; empty until it is known.
  std::string framing() const;
  /// False when neither the options nor the stream told the date: times then count from 1970-01-01.
  bool isDateKnown() const override;

 private:
  class Impl;
  std::unique_ptr<Impl> m_impl;
};

/// Every field of every record in a data block (`block` begins with the category octet), in order; empty when
/// the block can not be read. `edition` empty: the newest that reads it. Used for showing raw records.
std::vector<std::vector<AsterixField>> describeAsterixBlock(std::span<const std::byte> block,
                                                            const std::string& edition = {});
/// The same for the octets of one record, as Report::byteOffset and byteLength point at them.
std::vector<AsterixField> describeAsterixRecord(int category, std::span<const std::byte> record,
                                                const std::string& edition = {});

extern const Format kAsterixFormat;

}  // namespace sorami
