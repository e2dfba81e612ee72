// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/asterix/AsterixEncoder.h"

#include "data/ingest/decoders/asterix/Octets.h"
#include "data/ingest/decoders/asterix/Spec.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace sorami {

using namespace asterix;

namespace asterix {

/// A field that can be set.
struct FieldTarget {
  const Item* item = nullptr;
  const Node* node = nullptr;  ///< the element; the root of an explicit item
  const Node* choice = nullptr;
  std::size_t alternative = 0;
};

/// Every field of one edition by its path; several targets where a choice decides what the bits mean.
struct FieldIndex {
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  const Category* category = nullptr;
  const Edition* edition = nullptr;
  std::string number;  ///< three digits
  const Item* expansion = nullptr;
  std::unordered_map<std::string, std::vector<FieldTarget>, Hash, std::equal_to<>> targets;

  void add(const Item& item, const Node& node, const Node* choice, std::size_t alternative) {
    if (node.shape == Shape::Element || node.shape == Shape::Explicit)
      targets[node.path].push_back({&item, &node, choice, alternative});
    for (std::size_t i = 0; i < node.kids.size(); ++i) {
      if (node.shape == Shape::Choice)
        add(item, node.kids[i], &node, i);
      else
        add(item, node.kids[i], choice, alternative);
    }
    for (const Node& layout : node.registers) add(item, layout, nullptr, 0);
  }
};

}  // namespace asterix

namespace {

const FieldIndex* fieldIndex(int number, std::string_view edition) {
  static std::mutex mutex;
  static std::map<std::pair<int, std::string>, std::unique_ptr<FieldIndex>, std::less<>> made;
  const Category* const known = category(number);
  if (known == nullptr) return nullptr;
  const Edition* const e = edition.empty() ? &known->newest() : known->edition(edition);
  if (e == nullptr) return nullptr;
  const std::lock_guard lock(mutex);
  std::unique_ptr<FieldIndex>& index = made[{number, e->name}];
  if (!index) {
    index = std::make_unique<FieldIndex>();
    index->category = known;
    index->edition = e;
    index->number = threeDigits(number);
    if (!known->expansions.empty()) index->expansion = &known->expansions.back();
    std::vector<const Item*> items;
    for (const Profile& p : e->profiles)
      for (const Item* item : p.items)
        if (item != nullptr && std::find(items.begin(), items.end(), item) == items.end())
          items.push_back(item);
    for (const Item* item : items) {
      index->add(*item, item->node, nullptr, 0);
      if (item->number == kReservedExpansion && index->expansion != nullptr)
        index->add(*item, index->expansion->node, nullptr, 0);
    }
  }
  return index.get();
}

std::uint64_t icaoCode(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c >= 'A' && c <= 'Z') return static_cast<std::uint64_t>(c - 'A' + 1);
  if (c >= '0' && c <= '9') return static_cast<std::uint64_t>(c);
  return 32;
}

}  // namespace

AsterixRecord::AsterixRecord(int number, std::string_view edition) : m_fields(fieldIndex(number, edition)) {
  clear();
}

void AsterixRecord::clear() {
  m_values.clear();
  m_bytes.clear();
  m_error.clear();
  if (m_fields == nullptr) m_error = "no table for this ASTERIX category and edition";
}

int AsterixRecord::category() const {
  return m_fields ? m_fields->category->number : -1;
}

AsterixRecord& AsterixRecord::fail(std::string_view field, std::string_view why) {
  if (m_error.empty()) m_error.append(field).append(": ").append(why);
  return *this;
}

/// Bits set for the element with this path (0 when not set), to decide a choice.
std::uint64_t AsterixRecord::bitsOf(std::string_view path) const {
  for (const Value& value : m_values)
    if (value.target->node->path == path) return value.bits;
  return 0;
}

const FieldTarget* AsterixRecord::find(std::string_view field) {
  if (m_fields == nullptr) return nullptr;
  // `I048/040/RHO` and `040/RHO` to `I040/RHO`, without allocating.
  std::array<char, 80> path;
  std::string_view rest = field;
  const auto isItem = [](std::string_view text) {
    return std::isdigit(static_cast<unsigned char>(text[0])) || text == "SP" || text == "RE" ||
           text.starts_with("RE/");
  };
  if (rest.size() > 5 && rest[0] == 'I' && rest[4] == '/' && isItem(rest.substr(5)) &&
      rest.substr(1, 3) == m_fields->number)
    rest.remove_prefix(5);
  if (rest.size() + 1 > path.size()) {
    fail(field, "no such field");
    return nullptr;
  }
  std::size_t n = 0;
  if (!rest.empty() && std::isdigit(static_cast<unsigned char>(rest[0]))) path[n++] = 'I';
  n += rest.copy(path.data() + n, rest.size());
  const auto it = m_fields->targets.find(std::string_view(path.data(), n));
  if (it == m_fields->targets.end()) {
    fail(field, "CAT" + threeDigits(m_fields->category->number) + " " + m_fields->edition->name +
                    " has no such field");
    return nullptr;
  }
  const std::vector<FieldTarget>& targets = it->second;
  if (targets.size() == 1) return &targets.front();
  for (const FieldTarget& t : targets) {
    if (t.choice == nullptr) continue;
    const auto& cases = t.choice->choiceCases[t.alternative];
    if (cases.empty()) continue;  // the default comes last
    bool match = true;
    for (std::size_t k = 0; k < cases.size(); ++k)
      match = match && bitsOf(t.choice->choicePaths[k]) == cases[k];
    if (match) return &t;
  }
  return &targets.back();
}

AsterixRecord& AsterixRecord::put(const FieldTarget& target, std::uint64_t bits, int index, int bytes) {
  for (Value& value : m_values) {
    if (value.target->node != target.node || value.index != index) continue;
    value.bits = bits;
    value.bytes = bytes;
    return *this;
  }
  m_values.push_back({&target, target.node->field, index, bits, bytes});
  return *this;
}

AsterixRecord& AsterixRecord::setRaw(std::string_view field, std::uint64_t bits, int index) {
  const FieldTarget* const target = find(field);
  if (target == nullptr) return *this;
  const int size = target->node->bits;
  if (target->node->shape != Shape::Element || size > 64) return fail(field, "is set by setBytes()");
  if (size < 64 && bits >> size != 0) return fail(field, "does not fit in " + std::to_string(size) + " bits");
  return put(*target, bits, index);
}

AsterixRecord& AsterixRecord::set(std::string_view field, double value, int index) {
  const FieldTarget* const target = find(field);
  if (target == nullptr) return *this;
  const Node& node = *target->node;
  if (node.shape != Shape::Element || node.bits > 63) return fail(field, "is not set by a number");
  const double steps = (value - node.base) * static_cast<double>(node.scaleDenominator) /
                       static_cast<double>(node.scaleNumerator);
  const double limit = std::ldexp(1.0, node.isSigned ? node.bits - 1 : node.bits);
  const double rounded = std::nearbyint(steps);
  if (!(rounded < limit && rounded >= (node.isSigned ? -limit : 0.0)))
    return fail(field, std::to_string(value) + " " + node.unit + " does not fit in " +
                           std::to_string(node.bits) + " bits");
  const std::uint64_t mask = (std::uint64_t{1} << node.bits) - 1;
  return put(*target, static_cast<std::uint64_t>(static_cast<std::int64_t>(rounded)) & mask, index);
}

AsterixRecord& AsterixRecord::set(std::string_view field, std::string_view text, int index) {
  const FieldTarget* const target = find(field);
  if (target == nullptr) return *this;
  const Node& node = *target->node;
  std::uint64_t bits = 0;
  int step = 0;
  switch (node.content) {
    case Content::Icao:
      step = 6;
      break;
    case Content::Ascii:
      step = 8;
      break;
    case Content::Octal:
      for (const char c : text) {
        if (c < '0' || c > '7') return fail(field, "takes octal digits");
        bits = bits << 3 | static_cast<std::uint64_t>(c - '0');
      }
      return setRaw(field, bits, index);
    default:
      return fail(field, "does not take text");
  }
  const auto characters = static_cast<std::size_t>(node.bits / step);
  if (text.size() > characters)
    return fail(field, "takes at most " + std::to_string(characters) + " characters");
  for (std::size_t i = 0; i < characters; ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    bits = bits << step | (step == 6 ? icaoCode(c) : static_cast<unsigned char>(c));
  }
  return put(*target, bits, index);
}

AsterixRecord& AsterixRecord::setBytes(std::string_view field, std::span<const std::byte> bytes, int index) {
  const FieldTarget* const target = find(field);
  if (target == nullptr) return *this;
  const Node& node = *target->node;
  const bool isExplicit = node.shape == Shape::Explicit;
  if (isExplicit ? bytes.size() > 254 : bytes.size() * 8 != static_cast<std::size_t>(node.bits))
    return fail(field, isExplicit ? "takes at most 254 octets"
                                  : "takes " + std::to_string(node.bits / 8) + " octets");
  m_bytes.emplace_back(bytes.begin(), bytes.end());
  return put(*target, 0, index, static_cast<int>(m_bytes.size()) - 1);
}

/// Writes bits, most significant first.
class AsterixRecord::Writer {
 public:
  Writer(const AsterixRecord& record, std::vector<std::byte>& out) : m_record(record), m_out(out) {}

  void bits(std::uint64_t value, int count) {
    while (count > 0) {
      if (m_free == 0) {
        m_out.push_back(std::byte{0});
        m_free = 8;
      }
      const int take = std::min(count, m_free);
      const auto part = static_cast<unsigned>(value >> (count - take)) & ((1u << take) - 1u);
      m_out.back() |= static_cast<std::byte>(part << (m_free - take));
      m_free -= take;
      count -= take;
    }
  }

  bool has(const Node& node, int index = -1) const {
    for (const Value& v : m_record.m_values)
      if (v.field >= node.fieldsBegin && v.field < node.fieldsEnd && (index < 0 || v.index == index))
        return true;
    return false;
  }

  int count(const Node& node) const {
    int n = 0;
    for (const Value& v : m_record.m_values)
      if (v.field >= node.fieldsBegin && v.field < node.fieldsEnd) n = std::max(n, v.index + 1);
    return n;
  }

  bool node(const Node& n, int index) {
    switch (n.shape) {
      case Shape::Element:
        element(n, index);
        return true;
      case Shape::Spare:
        bits(0, n.bits);
        return true;
      case Shape::Group:
        if (registers(n, index)) return true;
        for (const Node& kid : n.kids) node(kid, index);
        return true;
      case Shape::Extended:
        return extended(n, index);
      case Shape::Repeated: {
        const int times = count(n);
        if (times > 255) return false;
        bits(static_cast<std::uint64_t>(times), 8);
        for (int i = 0; i < times; ++i)
          if (!node(n.kids.front(), i)) return false;
        return true;
      }
      case Shape::Chained: {
        const int times = std::max(1, count(n));
        for (int i = 0; i < times; ++i) {
          if (!node(n.kids.front(), i)) return false;
          bits(i + 1 < times ? 1 : 0, 1);
        }
        return true;
      }
      case Shape::Compound:
      case Shape::Fields:
        return compound(n, index);
      case Shape::Choice: {
        const auto it =
            std::find_if(n.kids.begin(), n.kids.end(), [&](const Node& kid) { return has(kid, index); });
        return node(it == n.kids.end() ? n.kids.back() : *it, index);
      }
      case Shape::Explicit:
      case Shape::Absent:
      case Shape::Fx:
        break;
    }
    return true;
  }

 private:
  void element(const Node& n, int index) {
    if (registers(n, index)) return;
    for (const Value& v : m_record.m_values) {
      if (v.field != n.field || v.index != index) continue;
      if (v.bytes >= 0) {
        for (const std::byte b : m_record.m_bytes[static_cast<std::size_t>(v.bytes)])
          bits(std::to_integer<std::uint64_t>(b), 8);
      } else {
        bits(v.bits, n.bits);
      }
      return;
    }
    for (int left = n.bits; left > 0; left -= 32) bits(0, std::min(left, 32));
  }

  /// A Mode S register whose fields are set: its 56 bits, and its address where it has one.
  bool registers(const Node& n, int index) {
    constexpr int kCodes[] = {0x40, 0x50, 0x60};
    for (std::size_t i = 0; i < n.registers.size(); ++i) {
      if (!has(n.registers[i], index)) continue;
      node(n.registers[i], index);
      if (n.registerCode < 0) bits(static_cast<std::uint64_t>(kCodes[i]), 8);
      return true;
    }
    return false;
  }

  bool extended(const Node& n, int index) {
    std::size_t last = 0;  // one past the last member that is set
    for (std::size_t i = 0; i < n.kids.size(); ++i)
      if (has(n.kids[i], index)) last = i + 1;
    for (std::size_t i = 0; i < n.kids.size(); ++i) {
      if (n.kids[i].shape != Shape::Fx) {
        if (!node(n.kids[i], index)) return false;
        continue;
      }
      const bool more = i + 1 < last;
      bits(more ? 1 : 0, 1);
      if (!more) return true;
    }
    return true;
  }

  bool compound(const Node& n, int index) {
    const bool fx = n.shape == Shape::Compound;
    const std::size_t perOctet = fx ? 7 : 8;
    std::vector<bool> present(n.kids.size());
    std::size_t last = 0;
    for (std::size_t i = 0; i < n.kids.size(); ++i) {
      present[i] = has(n.kids[i]);
      if (present[i]) last = i;
    }
    const std::size_t octets = fx ? last / perOctet + 1 : 1;
    for (std::size_t i = 0; i < octets * perOctet; ++i) {
      bits(i < present.size() && present[i] ? 1 : 0, 1);
      if (fx && i % perOctet == perOctet - 1) bits(i / perOctet + 1 < octets ? 1 : 0, 1);
    }
    for (std::size_t i = 0; i < n.kids.size(); ++i)
      if (present[i] && !node(n.kids[i], index)) return false;
    return true;
  }

  const AsterixRecord& m_record;
  std::vector<std::byte>& m_out;
  int m_free = 0;
};

bool AsterixRecord::encode(std::vector<std::byte>& out) const {
  if (!m_error.empty() || m_values.empty()) return false;
  const std::vector<Profile>& profiles = m_fields->edition->profiles;
  const std::size_t which = profiles.size() > 1 && bitsOf("I020/TYP") == 1 ? 1 : 0;
  const std::vector<const Item*>& items = profiles[which].items;
  const std::size_t begin = out.size();

  std::array<const Item*, 80> present{};
  std::size_t last = 0;
  for (const Value& v : m_values) {
    const Item* const item = v.target->item;
    const auto it = std::find(items.begin(), items.end(), item);
    if (it == items.end()) return false;  // an item of the other profile
    const auto frn = static_cast<std::size_t>(it - items.begin());
    present[frn] = item;
    last = std::max(last, frn);
  }
  const std::size_t octets = last / 7 + 1;
  Writer writer(*this, out);
  for (std::size_t i = 0; i < octets * 7; ++i) {
    writer.bits(i < present.size() && present[i] != nullptr ? 1 : 0, 1);
    if (i % 7 == 6) writer.bits(i / 7 + 1 < octets ? 1 : 0, 1);
  }
  for (std::size_t i = 0; i <= last; ++i) {
    if (present[i] == nullptr) continue;
    const Item& item = *present[i];
    bool ok = true;
    if (item.node.shape == Shape::Explicit) {
      const std::size_t at = out.size();
      writer.bits(0, 8);
      const Item* const expansion = item.number == kReservedExpansion ? m_fields->expansion : nullptr;
      if (expansion != nullptr && writer.has(expansion->node)) {
        ok = writer.node(expansion->node, 0);
      } else {
        for (const Value& v : m_values)
          if (v.target->node == &item.node)
            for (const std::byte b : m_bytes[static_cast<std::size_t>(v.bytes)])
              writer.bits(std::to_integer<std::uint64_t>(b), 8);
      }
      const std::size_t length = out.size() - at;
      if (length > 255) ok = false;
      out[at] = static_cast<std::byte>(length);
    } else {
      ok = writer.node(item.node, 0);
    }
    if (!ok) {
      out.resize(begin);
      return false;
    }
  }
  return true;
}

AsterixEncoder::AsterixEncoder(std::size_t largest)
    : m_largest(std::clamp<std::size_t>(largest, 64, 65535)) {}

bool AsterixEncoder::add(const AsterixRecord& record) {
  if (m_category != record.category()) endBlock();
  if (m_category < 0) {
    m_blockBegin = m_bytes.size();
    m_bytes.resize(m_bytes.size() + 3);
  }
  const std::size_t before = m_bytes.size();
  if (!record.encode(m_bytes)) {
    if (m_category < 0) m_bytes.resize(m_blockBegin);
    return false;
  }
  m_category = record.category();
  if (m_bytes.size() - m_blockBegin <= m_largest || before == m_blockBegin + 3) {
    if (m_bytes.size() - m_blockBegin <= 65535) return true;
    m_bytes.resize(m_blockBegin);
    m_category = -1;
    return false;
  }
  // The block is full: the record opens the next one.
  const std::vector<std::byte> moved(m_bytes.begin() + static_cast<std::ptrdiff_t>(before), m_bytes.end());
  m_bytes.resize(before);
  endBlock();
  m_category = record.category();
  m_blockBegin = m_bytes.size();
  m_bytes.resize(m_bytes.size() + 3);
  m_bytes.insert(m_bytes.end(), moved.begin(), moved.end());
  return true;
}

void AsterixEncoder::endBlock() {
  if (m_category < 0) return;
  const std::size_t size = m_bytes.size() - m_blockBegin;
  m_bytes[m_blockBegin] = static_cast<std::byte>(m_category);
  m_bytes[m_blockBegin + 1] = static_cast<std::byte>(size >> 8);
  m_bytes[m_blockBegin + 2] = static_cast<std::byte>(size & 255);
  m_category = -1;
}

std::span<const std::byte> AsterixEncoder::bytes() {
  endBlock();
  return m_bytes;
}

std::vector<std::byte> AsterixEncoder::take() {
  endBlock();
  m_blockBegin = 0;
  return std::exchange(m_bytes, {});
}

}  // namespace sorami
