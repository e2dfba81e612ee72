// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/asterix/AsterixDecoder.h"
#include "data/ingest/decoders/asterix/Octets.h"
#include "data/ingest/decoders/asterix/Walk.h"

#include <charconv>

namespace sorami {

using namespace asterix;

namespace {

std::string shortest(double value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return {text, end};
}

std::string hex(const std::uint8_t* data, std::size_t bit, int bits) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out = "0x";
  // The first digit takes what does not fill four bits.
  for (int done = 0; done < bits;) {
    const int take = (bits - done) % 4 == 0 ? 4 : (bits - done) % 4;
    out += kDigits[readBits(data, bit + static_cast<std::size_t>(done), take)];
    done += take;
  }
  return out;
}

std::string octal(std::uint64_t raw, int bits) {
  std::string out;
  for (int shift = (bits - 1) / 3 * 3; shift >= 0; shift -= 3)
    out += static_cast<char>('0' + (raw >> shift & 7));
  return out;
}

std::string ascii(const std::uint8_t* data, std::size_t bit, int bits) {
  std::string out;
  for (int i = 0; i < bits / 8; ++i) {
    const auto c = static_cast<char>(readBits(data, bit + static_cast<std::size_t>(i) * 8, 8));
    out += c >= 0x20 && c < 0x7F ? c : '.';
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string icao(const std::uint8_t* data, std::size_t bit, int bits) {
  std::string out;
  for (int i = 0; i + 6 <= bits; i += 6)
    out += icaoCharacter(readBits(data, bit + static_cast<std::size_t>(i), 6));
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

struct Lister {
  std::string item;
  std::size_t rootLength = 0;  ///< of the item's own part of a path
  std::vector<AsterixField>& out;
  const std::uint8_t* record = nullptr;

  void field(const Node& node, const std::uint8_t* data, std::size_t bit) {
    AsterixField f;
    f.item = item;
    if (node.path.size() > rootLength) f.path = node.path.substr(rootLength + 1);
    f.unit = node.unit;
    f.isNumeric = node.isNumeric();
    f.firstBit = static_cast<std::uint32_t>(static_cast<std::size_t>(data - record) * 8 + bit);
    f.bits = static_cast<std::uint32_t>(node.bits);
    if (node.bits <= 64) f.raw = readBits(data, bit, node.bits);
    f.value = node.value(f.raw);
    switch (node.content) {
      case Content::Quantity:
      case Content::Integer:
        f.text = shortest(f.value);
        break;
      case Content::Octal:
        f.text = octal(f.raw, node.bits);
        break;
      case Content::Ascii:
        f.text = ascii(data, bit, node.bits);
        break;
      case Content::Icao:
        f.text = icao(data, bit, node.bits);
        break;
      case Content::Register:
        f.text = hex(data, bit, node.bits);
        break;
      case Content::Raw:
        f.text = node.bits <= 16 ? std::to_string(f.raw) : hex(data, bit, node.bits);
        break;
      case Content::Table:
        f.text = std::to_string(f.raw);
        break;
    }
    out.push_back(std::move(f));
  }
};

std::vector<AsterixField> list(const Category& known, const Edition& edition, const std::uint8_t* block,
                               const BlockSplit& split, const RecordRef& record) {
  std::vector<AsterixField> out;
  Lister lister{{}, 0, out, block + record.begin};
  Walker<Lister> walker(known, lister);
  walker.begin();
  for (std::size_t i = 0; i < record.items; ++i) {
    const ItemRef& ref = split.items[record.firstItem + i];
    const Item& item = *edition.profiles[record.profile].items[ref.frn];
    lister.item = itemLabel(known.number, ref.number);
    lister.rootLength = ref.number == kReservedExpansion ? 2 : 1 + item.name.size();
    const std::size_t before = out.size();
    walker.item(item, block + ref.offset, ref.length);
    if (out.size() > before || item.node.shape != Shape::Explicit) continue;
    // What no table reads is shown as it stands.
    AsterixField f;
    f.item = lister.item;
    f.text = hex(block + ref.offset, 0, ref.length * 8);
    f.firstBit = static_cast<std::uint32_t>(ref.offset - record.begin) * 8;
    f.bits = static_cast<std::uint32_t>(ref.length) * 8;
    out.push_back(std::move(f));
  }
  return out;
}

}  // namespace

std::vector<std::vector<AsterixField>> describeAsterixBlock(std::span<const std::byte> block,
                                                            const std::string& edition) {
  if (block.size() < 4) return {};
  const auto* data = reinterpret_cast<const std::uint8_t*>(block.data());
  const Category* const known = category(data[0]);
  if (known == nullptr) return {};
  for (auto e = known->editions.rbegin(); e != known->editions.rend(); ++e) {
    if (!edition.empty() && e->name != edition) continue;
    BlockSplit split;
    SplitError error;
    if (!splitBlock(*known, *e, data, block.size(), block.size(), split, error)) continue;
    std::vector<std::vector<AsterixField>> out;
    for (const RecordRef& record : split.records) out.push_back(list(*known, *e, data, split, record));
    return out;
  }
  return {};
}

std::vector<AsterixField> describeAsterixRecord(int number, std::span<const std::byte> record,
                                                const std::string& edition) {
  const std::size_t size = record.size() + 3;
  if (size > 65535 || number < 0 || number > 255) return {};
  std::vector<std::byte> block{static_cast<std::byte>(number), static_cast<std::byte>(size >> 8),
                               static_cast<std::byte>(size & 255)};
  block.insert(block.end(), record.begin(), record.end());
  auto records = describeAsterixBlock(block, edition);
  return records.empty() ? std::vector<AsterixField>{} : std::move(records.front());
}

}  // namespace sorami
