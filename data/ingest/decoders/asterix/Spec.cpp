// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/asterix/Spec.h"

#include "data/ingest/decoders/asterix/tables/Tables.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>

namespace sorami::asterix {

namespace {

// Layout of Mode S registers: ICAO Doc 9871, tables A-2-64, A-2-80 and A-2-96.
constexpr std::string_view kRegisters[][2] = {
    {"BDS40",
     "{SMCP:1t;MCP:12q+16 ft;SFMS:1t;FMS:12q+16 ft;SBP:1t;BP:12q+1/10@800 hPa;.8;SMODE:1t;VNAV:1t;AHOLD:1t;"
     "APP:1t;.2;STAS:1t;TAS:2t}"},
    {"BDS50",
     "{SROLL:1t;ROLL:10q-45/256 °;STTA:1t;TTA:11q-90/512 °;SGS:1t;GS:10q+2 kt;STAR:1t;TAR:10q-8/256 °/s;"
     "STAS:1t;TAS:10q+2 kt}"},
    {"BDS60",
     "{SHDG:1t;HDG:11q-90/512 °;SIAS:1t;IAS:10q+1 kt;SMACH:1t;MACH:10q+4/1000 Mach;SBAR:1t;"
     "BAR:10q-32 ft/min;SIVV:1t;IVV:10q-32 ft/min}"},
};

/// Reads the grammar that convert_specs.py explains. The text is ours and checked by a test, so a mistake in
/// it is a programming error.
class Parser {
 public:
  explicit Parser(std::string_view text) : m_text(text) {}

  Node variation() {
    const char c = peek();
    if (c == '{') return members('{', '}', Shape::Group);
    if (c == '<') return members('<', '>', Shape::Extended);
    if (c == '(') return members('(', ')', Shape::Compound);
    if (c == '?') return choice();
    Node node;
    if (c == '!') {
      ++m_at;
      node.shape = Shape::Explicit;
      return node;
    }
    if (c == '~') {
      ++m_at;
      node.shape = Shape::Chained;
      node.kids.push_back(variation());
      return node;
    }
    const int n = integer();
    if (peek() == '*') {
      ++m_at;
      node.shape = Shape::Repeated;
      node.kids.push_back(variation());
      return node;
    }
    node.bits = n;
    content(node);
    return node;
  }

  /// `A:V;-;B:V` up to the end of the text or of the bracket.
  Node members(char open, char close, Shape shape) {
    Node node;
    node.shape = shape;
    if (open) expect(open);
    int bits = 0;
    while (m_at < m_text.size() && peek() != close) {
      if (peek() == ';') {
        ++m_at;
        continue;
      }
      Node kid = member();
      bits += kid.bits;
      node.kids.push_back(std::move(kid));
    }
    if (open) expect(close);
    if (shape == Shape::Group) node.bits = bits;
    return node;
  }

 private:
  Node member() {
    Node kid;
    if (peek() == '|') {
      ++m_at;
      kid.shape = Shape::Fx;
      kid.bits = 1;
      return kid;
    }
    if (peek() == '-') {
      ++m_at;
      kid.shape = Shape::Absent;
      return kid;
    }
    if (peek() == '.') {
      ++m_at;
      kid.shape = Shape::Spare;
      kid.bits = integer();
      return kid;
    }
    std::string name{until(":")};
    expect(':');
    kid = variation();
    kid.name = std::move(name);
    return kid;
  }

  Node choice() {
    expect('?');
    Node node;
    node.shape = Shape::Choice;
    std::string_view paths = until("[");
    while (!paths.empty()) {
      const std::size_t comma = paths.find(',');
      node.choicePaths.push_back("I" + std::string(paths.substr(0, comma)));
      paths = comma == std::string_view::npos ? std::string_view() : paths.substr(comma + 1);
    }
    expect('[');
    for (;;) {
      // A case is `values=variation;`; what has no `=` before its `;` or `]` is the default.
      const std::size_t stop = m_text.find_first_of("=;]{", m_at);
      std::vector<std::uint64_t> values;
      if (m_text[stop] == '=') {
        values.push_back(static_cast<std::uint64_t>(integer()));
        while (peek() == ',') {
          ++m_at;
          values.push_back(static_cast<std::uint64_t>(integer()));
        }
        expect('=');
      }
      const bool isDefault = values.empty();
      node.kids.push_back(variation());
      node.choiceCases.push_back(std::move(values));
      if (isDefault) break;
      expect(';');
    }
    expect(']');
    node.bits = node.kids.back().bits;
    return node;
  }

  void content(Node& node) {
    switch (next()) {
      case 'r':
        node.content = Content::Raw;
        break;
      case 't':
        node.content = Content::Table;
        break;
      case 'o':
        node.content = Content::Octal;
        break;
      case 'a':
        node.content = Content::Ascii;
        break;
      case 'i':
        node.content = Content::Icao;
        break;
      case 'b':
        node.content = Content::Register;
        if (m_at + 1 < m_text.size() && std::isxdigit(static_cast<unsigned char>(peek()))) {
          node.registerCode = std::stoi(std::string(m_text.substr(m_at, 2)), nullptr, 16);
          m_at += 2;
        }
        break;
      case 'z':
        node.content = Content::Integer;
        node.isSigned = next() == '-';
        break;
      case 'q':
        node.content = Content::Quantity;
        node.isSigned = next() == '-';
        node.scaleNumerator = wholeNumber();
        if (peek() == '/') {
          ++m_at;
          node.scaleDenominator = wholeNumber();
        }
        if (peek() == '@') {
          ++m_at;
          node.base = static_cast<double>(integer());
        }
        if (peek() == ' ') {
          ++m_at;
          node.unit = until(";|]})>");
        }
        break;
      default:
        fail();
    }
  }

  char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
  char next() { return m_at < m_text.size() ? m_text[m_at++] : '\0'; }
  void expect(char c) {
    if (next() != c) fail();
  }
  std::int64_t wholeNumber() {
    std::int64_t n = 0;
    const std::size_t from = m_at;
    while (peek() >= '0' && peek() <= '9') n = n * 10 + (next() - '0');
    if (from == m_at) fail();
    return n;
  }
  int integer() { return static_cast<int>(wholeNumber()); }
  std::string_view until(const char* stops) {
    const std::size_t from = m_at;
    m_at = std::min(m_text.find_first_of(stops, m_at), m_text.size());
    return m_text.substr(from, m_at - from);
  }
  [[noreturn]] void fail() const {
    throw std::logic_error("ASTERIX table: not understood at: " + std::string(m_text.substr(m_at, 40)));
  }

  std::string_view m_text;
  std::size_t m_at = 0;
};

/// Gives every element its path and number, and Mode S registers their layout. (Not called `bind`: an
/// argument of type std::string would find std::bind, a better match wherever <functional> happens to be
/// read.)
void nameFields(Node& node, const std::string& path, Category& category) {
  node.path = path;
  node.fieldsBegin = category.fieldCount;
  if (node.shape == Shape::Element) node.field = category.fieldCount++;
  bool holdsRegister = node.content == Content::Register;
  if (node.shape == Shape::Group && node.kids.size() == 3 && node.kids[1].name == "BDS1")
    holdsRegister = true;
  for (Node& kid : node.kids) nameFields(kid, kid.name.empty() ? path : path + "/" + kid.name, category);
  if (holdsRegister) {
    for (const auto& [name, text] : kRegisters) {
      node.registers.push_back(Parser(text).variation());
      nameFields(node.registers.back(), path + "/" + std::string(name), category);
    }
  }
  node.fieldsEnd = category.fieldCount;
}

Skip compile(const Node& node) {
  Skip skip;
  switch (node.shape) {
    case Shape::Element:
    case Shape::Group:
    case Shape::Choice:
      skip.kind = Skip::Kind::Fixed;
      skip.size = static_cast<std::uint16_t>(node.bits / 8);
      break;
    case Shape::Extended: {
      skip.kind = Skip::Kind::Extended;
      int bits = 0;
      for (const Node& kid : node.kids) {
        bits += kid.bits;
        if (kid.shape == Shape::Fx) {
          skip.parts.push_back(static_cast<std::uint8_t>(bits / 8));
          bits = 0;
        }
      }
      if (bits > 0) {
        skip.parts.push_back(static_cast<std::uint8_t>(bits / 8));
        skip.lastHasFx = false;
      }
      break;
    }
    case Shape::Repeated: {
      skip.kind = Skip::Kind::Repeated;
      const Skip kid = compile(node.kids.front());
      if (kid.kind == Skip::Kind::Fixed)
        skip.size = kid.size;
      else
        skip.kids.push_back(kid);
      break;
    }
    case Shape::Chained:
      skip.kind = Skip::Kind::Chained;
      skip.size = static_cast<std::uint16_t>((node.kids.front().bits + 1) / 8);
      break;
    case Shape::Explicit:
      skip.kind = Skip::Kind::Explicit;
      break;
    case Shape::Compound:
    case Shape::Fields:
      skip.kind = node.shape == Shape::Compound ? Skip::Kind::Compound : Skip::Kind::Fields;
      for (const Node& kid : node.kids) skip.kids.push_back(compile(kid));
      break;
    case Shape::Absent:
    case Shape::Spare:
    case Shape::Fx:
      break;
  }
  return skip;
}

/// A text that is equal for two items whose octets are laid out alike.
std::string layout(const Skip& skip) {
  std::string text = std::to_string(static_cast<int>(skip.kind)) + "." + std::to_string(skip.size);
  if (!skip.lastHasFx) text += "!";
  for (const std::uint8_t part : skip.parts) text += "," + std::to_string(part);
  for (const Skip& kid : skip.kids) text += "(" + layout(kid) + ")";
  return text;
}

void collectChoices(const Node& node, std::vector<std::string>& paths) {
  for (const std::string& path : node.choicePaths)
    if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(path);
  for (const Node& kid : node.kids) collectChoices(kid, paths);
}

void linkChoices(Node& node, const std::vector<std::string>& paths, Category& category) {
  if (node.field >= 0) category.fields[static_cast<std::size_t>(node.field)] = &node;
  const auto index = [&](const std::string& path) {
    const auto it = std::find(paths.begin(), paths.end(), path);
    return it == paths.end() ? -1 : static_cast<int>(it - paths.begin());
  };
  if (node.shape == Shape::Element) node.watch = index(node.path);
  for (const std::string& path : node.choicePaths) node.choiceWatches.push_back(index(path));
  for (Node& kid : node.kids) linkChoices(kid, paths, category);
  for (Node& kid : node.registers) linkChoices(kid, paths, category);
}

std::uint16_t itemNumber(std::string_view name) {
  if (name == "RE") return kReservedExpansion;
  if (name == "SP") return kSpecialPurpose;
  if (name == "RFS") return kRandomSequence;
  return static_cast<std::uint16_t>(std::stoi(std::string(name)));
}

std::vector<std::string_view> words(std::string_view line) {
  std::vector<std::string_view> out;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    if (end > 0) out.push_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return out;
}

std::unique_ptr<Category> build(int number, std::string text) {
  for (std::size_t at; (at = text.find("\\\n  ")) != std::string::npos;) text.erase(at, 4);
  auto result = std::make_unique<Category>();
  result->number = number;
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  // Items first, all of them: profiles point into the vector.
  std::map<std::string, std::size_t, std::less<>> byLabel;
  for (const std::string& line : lines) {
    if (!line.starts_with("item ")) continue;
    const std::size_t space = line.find(' ', 5);
    const std::string label = line.substr(5, space - 5);
    Item item;
    item.name = label.substr(0, label.find('/'));
    item.number = itemNumber(item.name);
    item.node = Parser(std::string_view(line).substr(space + 1)).variation();
    item.skip = compile(item.node);
    const bool digits = item.number < kReservedExpansion;
    nameFields(item.node, digits ? "I" + item.name : item.name, *result);
    byLabel[label] = result->items.size();
    result->items.push_back(std::move(item));
  }
  Item random;
  random.name = "RFS";
  random.number = kRandomSequence;
  random.skip.kind = Skip::Kind::Random;
  byLabel["RFS"] = result->items.size();
  result->items.push_back(std::move(random));

  for (const std::string& line : lines) {
    if (!line.starts_with("re ")) continue;
    const auto parts = words(line);
    const std::size_t body = parts[0].size() + parts[1].size() + parts[2].size() + 3;
    Item item;
    item.number = kReservedExpansion;
    item.name = parts[1];
    item.node = Parser(std::string_view(line).substr(body)).members('\0', '\0', Shape::Fields);
    item.skip = compile(item.node);
    nameFields(item.node, "RE", *result);
    result->expansions.push_back(std::move(item));
  }
  const auto profile = [&](std::string_view name, auto from, auto to) {
    Profile p;
    p.name = name;
    for (auto it = from; it != to; ++it)
      p.items.push_back(*it == "-" ? nullptr : &result->items[byLabel.find(*it)->second]);
    return p;
  };
  for (const std::string& line : lines) {
    const auto parts = words(line);
    if (parts[0] == "edition") {
      Edition e;
      e.name = parts[1];
      e.date = parts[2];
      if (parts.size() > 3) e.profiles.push_back(profile("", parts.begin() + 3, parts.end()));
      result->editions.push_back(std::move(e));
    } else if (parts[0] == "uap") {
      result->editions.back().profiles.push_back(profile(parts[2], parts.begin() + 4, parts.end()));
    }
  }
  for (Edition& e : result->editions)
    for (const Profile& p : e.profiles)
      for (const Item* item : p.items) e.shape += item ? item->name + layout(item->skip) + ";" : "-;";

  result->fields.resize(static_cast<std::size_t>(result->fieldCount));
  std::vector<std::string> paths;
  for (const Item& item : result->items) collectChoices(item.node, paths);
  result->watchCount = static_cast<int>(paths.size());
  for (Item& item : result->items) linkChoices(item.node, paths, *result);
  for (Item& item : result->expansions) linkChoices(item.node, paths, *result);
  return result;
}

}  // namespace

std::int64_t Node::signedValue(std::uint64_t raw) const {
  if (isSigned && bits < 64 && (raw >> (bits - 1) & 1) != 0)
    return static_cast<std::int64_t>(raw) - (std::int64_t{1} << bits);
  return static_cast<std::int64_t>(raw);
}

double Node::value(std::uint64_t raw) const {
  // Multiply first: the product is exact, so that one rounding remains.
  const auto product = static_cast<double>(signedValue(raw)) * static_cast<double>(scaleNumerator);
  return product / static_cast<double>(scaleDenominator) + base;
}

const Edition* Category::edition(std::string_view name) const {
  for (const Edition& e : editions)
    if (e.name == name) return &e;
  return nullptr;
}

const Category* category(int number) {
  static std::array<std::once_flag, kTables.size()> once;
  static std::array<std::unique_ptr<Category>, kTables.size()> made;
  for (std::size_t i = 0; i < kTables.size(); ++i) {
    if (kTables[i].category != number) continue;
    std::call_once(once[i], [&] { made[i] = build(number, kTables[i].text); });
    return made[i].get();
  }
  return nullptr;
}

std::vector<int> categories() {
  std::vector<int> out;
  for (const CategoryTable& table : kTables) out.push_back(table.category);
  return out;
}

std::string threeDigits(int number) {
  std::string text = std::to_string(number);
  return std::string(text.size() < 3 ? 3 - text.size() : 0, '0') + text;
}

std::string itemLabel(int category, std::uint16_t item) {
  const std::string prefix = "I" + threeDigits(category) + "/";
  if (item == kReservedExpansion) return prefix + "RE";
  if (item == kSpecialPurpose) return prefix + "SP";
  if (item == kRandomSequence) return prefix + "RFS";
  return prefix + threeDigits(item);
}

}  // namespace sorami::asterix
