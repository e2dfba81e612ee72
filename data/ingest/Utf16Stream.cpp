// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/Utf16Stream.h"

#include <algorithm>
#include <array>

namespace sorami {
namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

unsigned unitAt(std::span<const std::byte> b, std::size_t at, bool big) {
  const auto first = std::to_integer<unsigned>(b[at]);
  const auto second = std::to_integer<unsigned>(b[at + 1]);
  return big ? first << 8 | second : second << 8 | first;
}

bool hasMark(std::span<const std::byte> b, bool big) {
  return b.size() >= 2 && unitAt(b, 0, big) == 0xFEFF;
}

class Utf16Stream final : public ByteStream {
 public:
  explicit Utf16Stream(ByteStreamPtr inner) : m_inner(std::move(inner)) {}

  Result<std::size_t> read(std::span<std::byte> out) override {
    while (m_at == m_ready.size()) {
      m_ready.clear();
      m_at = 0;
      if (m_ended) return std::size_t{0};
      if (auto status = fill(); !status) return status.error();
    }
    const std::size_t n = std::min(out.size(), m_ready.size() - m_at);
    std::copy_n(m_ready.begin() + static_cast<std::ptrdiff_t>(m_at), n, out.begin());
    m_at += n;
    return n;
  }
  std::uint64_t fileOffset() const override { return m_inner->fileOffset(); }

 private:
  Status fill() {
    std::array<std::byte, 64 * 1024> block;
    block[0] = m_odd;
    const std::size_t kept = m_hasOdd ? 1 : 0;
    auto n = m_inner->read(std::span(block).subspan(kept));
    if (!n) return n.error();
    m_ended = *n == 0;
    const std::size_t size = kept + *n;
    m_hasOdd = size % 2 != 0;
    if (m_hasOdd) m_odd = block[size - 1];
    const std::span<const std::byte> units(block.data(), size - size % 2);
    std::size_t at = 0;
    if (!m_begun && units.size() >= 2) {
      m_begun = true;
      m_big = hasMark(units, true);
      at = 2;
    }
    for (; at + 1 < units.size(); at += 2) take(unitAt(units, at, m_big));
    if (m_ended && (m_high != 0 || m_hasOdd)) put(kReplacement);
    return {};
  }

  void take(unsigned unit) {
    const bool low = unit >= 0xDC00 && unit < 0xE000;
    if (m_high != 0 && !low) put(kReplacement);
    if (low) {
      put(m_high != 0 ? 0x10000 + ((m_high - 0xD800) << 10) + (unit - 0xDC00) : kReplacement);
      m_high = 0;
    } else if (unit >= 0xD800 && unit < 0xDC00) {
      m_high = unit;
    } else {
      m_high = 0;
      put(unit);
    }
  }

  void put(std::uint32_t c) {
    const auto add = [this](std::uint32_t octet) { m_ready.push_back(static_cast<std::byte>(octet)); };
    if (c < 0x80) {
      add(c);
      return;
    }
    if (c < 0x800) {
      add(0xC0 | c >> 6);
    } else {
      if (c < 0x10000) {
        add(0xE0 | c >> 12);
      } else {
        add(0xF0 | c >> 18);
        add(0x80 | (c >> 12 & 0x3F));
      }
      add(0x80 | (c >> 6 & 0x3F));
    }
    add(0x80 | (c & 0x3F));
  }

  ByteStreamPtr m_inner;
  std::vector<std::byte> m_ready;
  std::size_t m_at = 0;
  unsigned m_high = 0;  // first half of a surrogate pair
  std::byte m_odd{};    // half a unit from the block before
  bool m_hasOdd = false;
  bool m_begun = false;
  bool m_big = false;
  bool m_ended = false;
};

}  // namespace

bool isUtf16Text(std::span<const std::byte> head) {
  const bool big = hasMark(head, true);
  if (!big && !hasMark(head, false)) return false;
  const std::size_t units = std::min<std::size_t>(head.size() / 2, 512);
  std::size_t plain = 0;
  for (std::size_t i = 1; i < units; ++i) {
    const unsigned unit = unitAt(head, 2 * i, big);
    if (unit == '\t' || unit == '\r' || unit == '\n' || (unit >= ' ' && unit < 0x7F)) ++plain;
  }
  return units > 4 && plain * 2 > units;
}

ByteStreamPtr makeUtf16Stream(ByteStreamPtr inner) {
  return std::make_unique<Utf16Stream>(std::move(inner));
}

}  // namespace sorami
