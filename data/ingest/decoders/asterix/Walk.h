// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/decoders/asterix/Split.h"

#include <array>
#include <cstdint>
#include <span>

namespace sorami::asterix {

/// The newest Reserved Expansion edition that reads these octets (length octet included) to their end; null
/// when none does.
inline const Item* expansionFor(const Category& category, const std::uint8_t* data, std::size_t length) {
  for (auto it = category.expansions.rbegin(); it != category.expansions.rend(); ++it) {
    SplitError error;
    if (itemLength(it->skip, data + 1, data + length, error) == static_cast<int>(length) - 1) return &*it;
  }
  return nullptr;
}

/// Goes through every element of a record's items in the order of their bits.
/// `Visitor` has `void field(const Node& node, const std::uint8_t* data, std::size_t bit)`: the element
/// `node` begins at bit `bit` of `data`. Items must have been taken apart by splitBlock under the same
/// edition, so that nothing reads past their end.
template <typename Visitor>
class Walker {
 public:
  Walker(const Category& category, Visitor& visitor) : m_category(category), m_visitor(visitor) {}

  /// Forgets the values that choices hang on; each record begins with it.
  void begin() { m_watched.fill(0); }

  void record(const Edition& edition, const RecordRef& record, const std::uint8_t* block,
              std::span<const ItemRef> items) {
    begin();
    for (const ItemRef& ref : items)
      item(*edition.profiles[record.profile].items[ref.frn], block + ref.offset, ref.length);
  }

  void item(const Item& item, const std::uint8_t* data, std::size_t length) {
    if (item.number == kReservedExpansion) {
      if (const Item* expansion = expansionFor(m_category, data, length)) walk(expansion->node, data + 1, 0);
      return;
    }
    walk(item.node, data, 0);
  }

 private:
  /// Bits that the node takes, from `bit` on.
  std::size_t walk(const Node& node, const std::uint8_t* data, std::size_t bit) {
    switch (node.shape) {
      case Shape::Element: {
        m_visitor.field(node, data, bit);
        const auto bits = static_cast<std::size_t>(node.bits);
        if (node.watch >= 0) m_watched[static_cast<std::size_t>(node.watch)] = readBits(data, bit, node.bits);
        if (!node.registers.empty()) {
          const int code = node.registerCode >= 0 ? node.registerCode
                                                  : static_cast<int>(readBits(data, bit + bits - 8, 8));
          modeS(node, code, data, bit);
        }
        return bits;
      }
      case Shape::Spare:
      case Shape::Fx:
      case Shape::Absent:
        return static_cast<std::size_t>(node.bits);
      case Shape::Group: {
        std::size_t used = 0;
        for (const Node& kid : node.kids) used += walk(kid, data, bit + used);
        if (!node.registers.empty())
          modeS(node, static_cast<int>(readBits(data, bit + used - 8, 8)), data, bit);
        return used;
      }
      case Shape::Extended: {
        std::size_t used = 0;
        for (const Node& kid : node.kids) {
          used += walk(kid, data, bit + used);
          if (kid.shape == Shape::Fx && readBits(data, bit + used - 1, 1) == 0) break;
        }
        return used;
      }
      case Shape::Repeated: {
        const auto count = static_cast<std::size_t>(readBits(data, bit, 8));
        std::size_t used = 8;
        for (std::size_t i = 0; i < count; ++i) used += walk(node.kids.front(), data, bit + used);
        return used;
      }
      case Shape::Chained: {
        std::size_t used = 0;
        do {
          used += walk(node.kids.front(), data, bit + used) + 1;
        } while (readBits(data, bit + used - 1, 1) != 0);
        return used;
      }
      case Shape::Explicit:
        return readBits(data, bit, 8) * 8;
      case Shape::Compound:
      case Shape::Fields: {
        const bool fx = node.shape == Shape::Compound;
        std::size_t used = 8;
        while (fx && readBits(data, bit + used - 1, 1) != 0) used += 8;
        std::size_t flag = 0;
        for (const Node& kid : node.kids) {
          const std::size_t at = fx ? flag / 7 * 8 + flag % 7 : flag;
          ++flag;
          if (fx ? at >= (readPresence(data, bit)) * 8 : at >= 8) break;
          if (readBits(data, bit + at, 1) != 0) used += walk(kid, data, bit + used);
        }
        return used;
      }
      case Shape::Choice:
        return walk(choose(node), data, bit);
    }
    return 0;
  }

  /// Number of presence octets of a compound.
  static std::size_t readPresence(const std::uint8_t* data, std::size_t bit) {
    std::size_t n = 1;
    while (readBits(data, bit + n * 8 - 1, 1) != 0) ++n;
    return n;
  }

  const Node& choose(const Node& node) const {
    for (std::size_t i = 0; i + 1 < node.kids.size(); ++i) {
      bool match = true;
      for (std::size_t k = 0; k < node.choiceCases[i].size(); ++k) {
        const int watch = node.choiceWatches[k];
        match = match && watch >= 0 && m_watched[static_cast<std::size_t>(watch)] == node.choiceCases[i][k];
      }
      if (match) return node.kids[i];
    }
    return node.kids.back();
  }

  void modeS(const Node& node, int code, const std::uint8_t* data, std::size_t bit) {
    const int index = code == 0x40 ? 0 : code == 0x50 ? 1 : code == 0x60 ? 2 : -1;
    if (index >= 0) walk(node.registers[static_cast<std::size_t>(index)], data, bit);
  }

  const Category& m_category;
  Visitor& m_visitor;
  std::array<std::uint64_t, 8> m_watched{};
};

}  // namespace sorami::asterix
