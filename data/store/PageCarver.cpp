// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/PageCarver.h"

#include <algorithm>

namespace sorami::recording {
namespace {

constexpr std::size_t kPageSize = 16384;  // of every recording
constexpr std::uint8_t kTableLeaf = 0x0D;
/// No row of a recording is larger: a bound for what a damaged cell may claim.
constexpr std::uint64_t kMaxPayload = std::uint64_t{256} << 20;

/// Reads in a page or a row; past the end ok() becomes false.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes, std::size_t at = 0) : m_bytes(bytes), m_at(at) {}
  bool ok() const { return m_ok; }
  std::size_t at() const { return m_at; }
  std::uint64_t bigEndian(std::size_t n) {
    std::uint64_t value = 0;
    if (m_at > m_bytes.size() || n > m_bytes.size() - m_at) {
      m_ok = false;
      return 0;
    }
    for (std::size_t i = 0; i < n; ++i) value = value << 8 | static_cast<std::uint8_t>(m_bytes[m_at++]);
    return value;
  }
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (int i = 0; i < 9; ++i) {
      const std::uint64_t byte = bigEndian(1);
      if (!m_ok) return 0;
      if (i == 8) return value << 8 | byte;
      value = value << 7 | (byte & 0x7F);
      if (byte < 0x80) return value;
    }
    return value;
  }

 private:
  std::string_view m_bytes;
  std::size_t m_at;
  bool m_ok = true;
};

std::uint64_t sizeOfSerial(std::uint64_t type) {
  constexpr std::uint64_t kFixed[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0};
  return type < 12 ? kFixed[type] : (type - 12) / 2;
}

/// Puts a row's bytes together from its page and the chain of pages it overflows into.
bool assemble(std::string_view file, std::string_view page, std::size_t at, std::uint64_t size,
              std::string& payload) {
  // Section 1.6: how much of a payload stays in the page of a table leaf.
  constexpr std::uint64_t kUsable = kPageSize;
  constexpr std::uint64_t kMost = kUsable - 35;
  constexpr std::uint64_t kLeast = (kUsable - 12) * 32 / 255 - 23;
  std::uint64_t local = size;
  if (size > kMost) {
    local = kLeast + (size - kLeast) % (kUsable - 4);
    if (local > kMost) local = kLeast;
  }
  if (at + local > page.size()) return false;
  payload.assign(page.substr(at, local));
  if (local == size) return true;
  std::uint64_t next = Cursor(page, at + local).bigEndian(4);
  while (payload.size() < size) {
    // A damaged chain may lead anywhere, round in circles too, but never takes more steps than the row needs.
    if (next == 0 || next * kPageSize > file.size()) return false;
    const std::string_view overflow = file.substr((next - 1) * kPageSize, kPageSize);
    next = Cursor(overflow).bigEndian(4);
    payload.append(overflow.substr(4, size - payload.size()));
  }
  return payload.size() == size;
}

bool parseRow(std::string_view payload, CarvedRow& row) {
  Cursor header(payload);
  const std::uint64_t headerSize = header.varint();
  if (!header.ok() || headerSize > payload.size()) return false;
  std::uint64_t at = headerSize;
  while (header.at() < headerSize) {
    const std::uint64_t type = header.varint();
    const std::uint64_t size = sizeOfSerial(type);
    if (!header.ok() || at + size > payload.size()) return false;
    CarvedValue value;
    if (type >= 12) {
      value.isBlob = true;
      value.blob = payload.substr(at, size);
    } else if (type == 9) {
      value.number = 1;
    } else if (size > 0) {
      std::uint64_t bits = Cursor(payload, at).bigEndian(size);
      if (size < 8 && (bits >> (8 * size - 1) & 1) != 0) bits |= ~std::uint64_t{0} << (8 * size);
      value.number = static_cast<std::int64_t>(bits);
    }
    row.values.push_back(std::move(value));
    at += size;
  }
  return at == payload.size();
}

/// Columns of a row from the beginning of its payload; 0 when it is no row.
std::size_t columnsOf(std::string_view beginning) {
  Cursor header(beginning);
  const std::uint64_t size = header.varint();
  if (!header.ok() || size > 200) return 0;
  std::size_t columns = 0;
  for (; header.ok() && header.at() < size; ++columns) header.varint();
  return header.ok() && header.at() == size ? columns : 0;
}

}  // namespace

void carveRows(std::string_view file, const std::function<bool(std::size_t)>& wanted,
               const std::function<void(CarvedRow&&)>& each) {
  std::string payload;
  for (std::size_t offset = 0; offset < file.size(); offset += kPageSize) {
    const std::string_view page = file.substr(offset, kPageSize);
    const std::size_t head = offset == 0 ? 100 : 0;  // the file's header stands in its first page
    if (page.size() < head + 8 || static_cast<std::uint8_t>(page[head]) != kTableLeaf) continue;
    const std::uint64_t cells = Cursor(page, head + 3).bigEndian(2);
    for (std::uint64_t i = 0; i < cells; ++i) {
      Cursor pointer(page, head + 8 + 2 * i);
      const std::uint64_t at = pointer.bigEndian(2);
      if (!pointer.ok()) break;
      Cursor cell(page, at);
      const std::uint64_t size = cell.varint();
      CarvedRow row;
      row.rowid = static_cast<std::int64_t>(cell.varint());
      if (!cell.ok() || size > kMaxPayload || cell.at() >= page.size()) continue;
      if (!wanted(columnsOf(page.substr(cell.at())))) continue;
      if (assemble(file, page, cell.at(), size, payload) && parseRow(payload, row)) each(std::move(row));
    }
  }
}

}  // namespace sorami::recording
