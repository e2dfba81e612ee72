// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/asterix/ItemCounter.h"

#include "data/ingest/decoders/asterix/Walk.h"

namespace sorami::asterix {

namespace {

std::string categoryName(int number) {
  std::string name = "CAT";
  return name.append(threeDigits(number)).append("/");
}

std::string itemName(std::uint16_t number) {
  if (number == kReservedExpansion) return "RE";
  if (number == kSpecialPurpose) return "SP";
  return std::string("I").append(threeDigits(number));
}

}  // namespace

void ItemCounter::block(const GoodBlock& block) {
  PerCategory& counts = m_categories[block.category];
  counts.fields.resize(static_cast<std::size_t>(block.category->fieldCount));
  struct Adder {
    std::vector<Sum>& sums;
    void field(const Node& node, const std::uint8_t* data, std::size_t bit) {
      if (!node.isNumeric()) return;
      Sum& sum = sums[static_cast<std::size_t>(node.field)];
      ++sum.count;
      sum.raw += node.signedValue(readBits(data, bit, node.bits));
    }
  } adder{counts.fields};
  Walker<Adder> walker(*block.category, adder);
  for (const RecordRef& record : block.records) {
    const auto items = std::span(block.split->items).subspan(record.firstItem, record.items);
    for (const ItemRef& ref : items) ++counts.items[ref.number];
    walker.record(*block.edition, record, block.data, items);
  }
}

AsterixItemStatistics ItemCounter::result() const {
  AsterixItemStatistics out;
  for (const auto& [category, counts] : m_categories) {
    const std::string prefix = categoryName(category->number);
    for (const auto& [number, count] : counts.items) out.items[prefix + itemName(number)] += count;
    for (const Node* node : category->fields) {
      const Sum& sum = counts.fields[static_cast<std::size_t>(node->field)];
      if (sum.count == 0) continue;
      AsterixItemStatistics::Field& field = out.fields[prefix + node->path];
      field.count += sum.count;
      field.sum += static_cast<double>(sum.raw) * static_cast<double>(node->scaleNumerator) /
                       static_cast<double>(node->scaleDenominator) +
                   node->base * static_cast<double>(sum.count);
    }
  }
  return out;
}

}  // namespace sorami::asterix
