// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sorami {

namespace asterix {
struct Category;
struct Edition;
struct FieldIndex;
struct FieldTarget;
struct Node;
}  // namespace asterix

/// One ASTERIX record being built from the values of its fields, by the same tables that decode it.
///
///     AsterixRecord r(48);
///     r.set("I048/010/SAC", 25).set("I048/010/SIC", 201).set("I048/140", seconds);
///     r.set("I048/040/RHO", rangeNm).set("I048/040/THETA", azimuthDeg).set("I048/240", "CAL5121");
///
/// A field is named by its item and the names below it, as the decoder's statistics and
/// describeAsterixBlock() name it; `I048/040/RHO`, `I040/RHO` and `040/RHO` are the same. Items with a field
/// set are present, in the order of the FSPEC; fields not set are 0. What cannot be encoded is kept as
/// error() and the record is not written.
class AsterixRecord {
 public:
  /// `edition` empty: the newest. Category 001 takes its plot or track profile from I001/020/TYP.
  explicit AsterixRecord(int category, std::string_view edition = {});

  /// The physical value in the specification's unit, rounded to the nearest step; the plain number for codes
  /// (a Mode 3/A code is its twelve bits). `index` counts repetitions of a repeated item from 0.
  AsterixRecord& set(std::string_view field, double value, int index = 0);
  /// Text of ICAO six-bit or ASCII fields, filled up with blanks, and of octal codes.
  AsterixRecord& set(std::string_view field, std::string_view text, int index = 0);
  /// The bits as they stand, for fields of at most 64.
  AsterixRecord& setRaw(std::string_view field, std::uint64_t bits, int index = 0);
  /// Octets of a field longer than 64 bits, or all of an explicit item (`SP`, `RE`) behind its length octet.
  AsterixRecord& setBytes(std::string_view field, std::span<const std::byte> bytes, int index = 0);

  /// Takes all values off again; category and edition stay. Reusing a record saves its memory.
  void clear();
  int category() const;
  /// What went wrong since the last clear(); empty when all is well.
  const std::string& error() const { return m_error; }
  /// Appends the record's octets (FSPEC and items). False, and nothing appended, when there is an error.
  bool encode(std::vector<std::byte>& out) const;

 private:
  struct Value {
    const asterix::FieldTarget* target = nullptr;
    int field = -1;
    int index = 0;
    std::uint64_t bits = 0;
    int bytes = -1;  ///< index into m_bytes
  };
  class Writer;
  const asterix::FieldTarget* find(std::string_view field);
  AsterixRecord& put(const asterix::FieldTarget& target, std::uint64_t bits, int index, int bytes = -1);
  AsterixRecord& fail(std::string_view field, std::string_view why);
  std::uint64_t bitsOf(std::string_view path) const;

  const asterix::FieldIndex* m_fields = nullptr;
  std::vector<Value> m_values;
  std::vector<std::vector<std::byte>> m_bytes;
  std::string m_error;
};

/// Packs records into data blocks: a new block begins when the category changes, when the block is full, or
/// when endBlock() says so.
class AsterixEncoder {
 public:
  /// `largest` octets a block, header included: 1400 fits an Ethernet datagram. At most 65535.
  explicit AsterixEncoder(std::size_t largest = 1400);
  /// False when the record has an error; see AsterixRecord::error().
  bool add(const AsterixRecord& record);
  void endBlock();
  /// All blocks so far; the open one is ended.
  std::span<const std::byte> bytes();
  /// Gives the octets away and begins anew.
  std::vector<std::byte> take();

 private:
  std::size_t m_largest;
  std::size_t m_blockBegin = 0;
  int m_category = -1;
  std::vector<std::byte> m_bytes;
};

}  // namespace sorami
