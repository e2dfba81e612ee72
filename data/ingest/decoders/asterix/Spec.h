// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sorami::asterix {

/// Item numbers that are not three digits.
constexpr std::uint16_t kReservedExpansion = 1000;
constexpr std::uint16_t kSpecialPurpose = 1001;
constexpr std::uint16_t kRandomSequence =
    1002;  ///< FRN of random field sequencing (categories 001, 002, 008)

enum class Shape : std::uint8_t {
  Element,
  Spare,     ///< bits without meaning
  Group,     ///< members side by side
  Extended,  ///< members with Fx marks between them; an Fx bit of 1 says that the next part follows
  Fx,        ///< place of an FX bit among the members of an Extended
  Repeated,  ///< one octet says how many
  Chained,   ///< repeated until an FX bit of 0 at the end of an element
  Explicit,  ///< the first octet is the length, itself included
  Compound,  ///< presence octets with FX, then the members present
  Fields,    ///< as Compound with one presence octet of eight bits: a Reserved Expansion field
  Absent,    ///< a presence bit without a member
  Choice,    ///< one of several fixed variations by the values of other items; the last is the default
};

enum class Content : std::uint8_t { Raw, Table, Octal, Ascii, Icao, Quantity, Integer, Register };

/// One part of an item's definition. A tree of these says everything about an item's octets.
struct Node {
  Shape shape = Shape::Element;
  Content content = Content::Raw;
  bool isSigned = false;
  int bits = 0;         ///< size where it is fixed, 0 where it varies
  int field = -1;       ///< number of this element within its category, for tables indexed by field
  int fieldsBegin = 0;  ///< fields of this node and all below it: [fieldsBegin, fieldsEnd)
  int fieldsEnd = 0;
  int watch = -1;         ///< number under which its value is kept for a Choice; -1 none
  int registerCode = -1;  ///< fixed Mode S register of a Register element; -1: the last octet tells it
  std::int64_t scaleNumerator = 1;
  std::int64_t scaleDenominator = 1;
  double base = 0;         ///< added to the scaled value
  std::string unit;        ///< as the specification names it: `NM`, `FL`, `°`
  std::string name;        ///< own name; empty for an item's root
  std::string path;        ///< `I040/RHO`
  std::vector<Node> kids;  ///< members; alternatives of a Choice; the one repeated element
  std::vector<std::string> choicePaths;
  std::vector<int> choiceWatches;
  std::vector<std::vector<std::uint64_t>> choiceCases;
  std::vector<Node> registers;  ///< BDS 4,0, 5,0 and 6,0 where a Mode S register stands here

  bool isNumeric() const { return content == Content::Quantity || content == Content::Integer; }
  double scale() const { return static_cast<double>(scaleNumerator) / static_cast<double>(scaleDenominator); }
  /// Physical value of the element's bits, signed where the definition says so.
  double value(std::uint64_t raw) const;
  std::int64_t signedValue(std::uint64_t raw) const;
};

/// How to step over an item without looking into it; compiled from its Node.
struct Skip {
  enum class Kind : std::uint8_t {
    Fixed,
    Extended,
    Repeated,
    Chained,
    Explicit,
    Compound,
    Fields,
    None,
    Random
  };
  Kind kind = Kind::None;
  std::uint16_t size = 0;           ///< octets: of the item, or of one repetition
  bool lastHasFx = true;            ///< Extended: the last part ends with an FX bit
  std::vector<std::uint8_t> parts;  ///< Extended: octets of each part
  std::vector<Skip> kids;           ///< Compound: by presence bit; Repeated: one when its size varies
};

struct Item {
  std::uint16_t number = 0;
  std::string name;  ///< `040`, `RE`
  Node node;
  Skip skip;
};

/// Order of items under the bits of the FSPEC.
struct Profile {
  std::string name;                ///< empty, or `plot` and `track` in category 001
  std::vector<const Item*> items;  ///< by FRN - 1; null for a spare bit
};

struct Edition {
  std::string name;  ///< `1.32`
  std::string date;  ///< ISO
  std::vector<Profile> profiles;
  std::string shape;  ///< equal for editions that cannot be told apart by their octets' layout
};

/// Everything known of one category. Immutable once made.
struct Category {
  int number = 0;
  std::vector<Item> items;        ///< every version of every item
  std::vector<Edition> editions;  ///< oldest first
  std::vector<Item> expansions;   ///< Reserved Expansion fields, oldest first; name is the edition
  int fieldCount = 0;
  int watchCount = 0;
  std::vector<const Node*> fields;  ///< by Node::field

  const Edition& newest() const { return editions.back(); }
  const Edition* edition(std::string_view name) const;
};

/// The category's definition, made on first use; null when there is none. Safe from any thread.
const Category* category(int number);
/// Categories there are tables for, ascending.
std::vector<int> categories();
/// `048` for 48; three digits.
std::string threeDigits(int number);
/// `I048/040`, `I048/RE`, for messages.
std::string itemLabel(int category, std::uint16_t item);

/// The unsigned value of up to 64 bits beginning at bit `at` of `data`, most significant first.
inline std::uint64_t readBits(const std::uint8_t* data, std::size_t at, int bits) {
  std::uint64_t v = 0;
  std::size_t octet = at / 8;
  int have = 8 - static_cast<int>(at % 8);
  v = data[octet] & ((1u << have) - 1u);
  if (have >= bits) return v >> (have - bits);
  int left = bits - have;
  for (; left >= 8; left -= 8) v = v << 8 | data[++octet];
  if (left > 0) v = v << left | data[++octet] >> (8 - left);
  return v;
}

}  // namespace sorami::asterix
