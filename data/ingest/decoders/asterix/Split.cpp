// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/asterix/Split.h"

#include <algorithm>
#include <bit>

namespace sorami::asterix {

namespace {

using Octets = const std::uint8_t*;

/// No category has more than 7 × 9 items; an FSPEC that goes on is none.
constexpr std::ptrdiff_t kLongestFspec = 10;

int lacks(SplitError& error, std::ptrdiff_t needs, std::ptrdiff_t have) {
  error.needs = static_cast<int>(needs);
  error.have = static_cast<int>(have);
  error.what = nullptr;
  return -1;
}

int wrong(SplitError& error, const char* what) {
  error.what = what;
  return -1;
}

int extendedLength(const Skip& skip, Octets at, Octets end, SplitError& error) {
  Octets p = at;
  for (std::size_t i = 0; i < skip.parts.size(); ++i) {
    p += skip.parts[i];
    if (p > end) return lacks(error, p - at, end - at);
    if (i + 1 == skip.parts.size() && !skip.lastHasFx) return static_cast<int>(p - at);
    if ((p[-1] & 1) == 0) return static_cast<int>(p - at);
  }
  return wrong(error, "has an extension that its edition does not know");
}

int compoundLength(const Skip& skip, Octets at, Octets end, SplitError& error) {
  const bool fx = skip.kind == Skip::Kind::Compound;
  const std::size_t perOctet = fx ? 7 : 8;
  Octets p = at;
  std::uint64_t present = 0;  // bit i: member i is there
  std::size_t first = 0;
  for (;;) {
    if (p >= end) return lacks(error, p - at + 1, end - at);
    if (first >= skip.kids.size()) return wrong(error, "has more presence octets than its edition knows");
    for (std::size_t bit = 0; bit < perOctet; ++bit)
      if ((*p >> (7 - bit) & 1) != 0) present |= std::uint64_t{1} << (first + bit);
    first += perOctet;
    if ((*p++ & 1) == 0 || !fx) break;
  }
  while (present != 0) {
    const auto i = static_cast<std::size_t>(std::countr_zero(present));
    present &= present - 1;
    if (i >= skip.kids.size() || skip.kids[i].kind == Skip::Kind::None)
      return wrong(error, "has a presence bit set that is spare");
    const int n = itemLength(skip.kids[i], p, end, error);
    if (n < 0) {
      if (error.what == nullptr) {
        error.needs += static_cast<int>(p - at);
        error.have = static_cast<int>(end - at);
      }
      return -1;
    }
    p += n;
  }
  return static_cast<int>(p - at);
}

/// The profile of a record: the only one, or by the selecting bit of I001/020, which stands after the FSPEC
/// and I001/010 in either profile. A record without it is of the kind of the record before it.
std::uint8_t chooseProfile(const Edition& edition, std::uint8_t previous, std::uint8_t fspec, Octets at,
                           Octets end) {
  if (edition.profiles.size() < 2) return 0;
  if ((fspec & 0x40) == 0) return previous;
  const Octets descriptor = at + ((fspec & 0x80) != 0 ? 2 : 0);
  return descriptor < end ? static_cast<std::uint8_t>(*descriptor >> 7) : previous;
}

struct Splitter {
  const Category& category;
  const Edition& edition;
  Octets block;
  Octets end;
  BlockSplit& split;
  SplitError& error;

  bool failAt(Octets at, std::uint16_t item) const {
    error.offset = static_cast<std::uint32_t>(at - block);
    error.item = item;
    return false;
  }

  bool item(const Item& item, std::size_t frn, Octets& p) const {
    if (item.skip.kind == Skip::Kind::Random) return randomSequence(p);
    const int n = item.skip.kind == Skip::Kind::Fixed && end - p >= item.skip.size
                      ? item.skip.size
                      : itemLength(item.skip, p, end, error);
    if (n < 0) return failAt(p, item.number);
    split.items.push_back({item.number, static_cast<std::uint16_t>(p - block), static_cast<std::uint16_t>(n),
                           static_cast<std::uint8_t>(frn)});
    p += n;
    return true;
  }

  /// Random field sequencing: a count, then as many times an FRN and its item.
  bool randomSequence(Octets& p) const {
    const Profile& profile = edition.profiles[currentProfile];
    if (p >= end) return lacks(error, 1, 0), failAt(p, kRandomSequence);
    int count = *p++;
    for (; count > 0; --count) {
      if (p >= end) return lacks(error, 1, 0), failAt(p, kRandomSequence);
      const std::size_t frn = *p;
      const Item* const what = frn >= 1 && frn <= profile.items.size() ? profile.items[frn - 1] : nullptr;
      if (what == nullptr || what->number == kRandomSequence)
        return wrong(error, "names a field that its edition does not know"), failAt(p, kRandomSequence);
      ++p;
      if (!item(*what, frn - 1, p)) return false;
    }
    return true;
  }

  bool record(Octets& p, std::uint8_t previousProfile) {
    const Octets begin = p;
    Octets q = p;
    while (q < end && (*q & 1) != 0 && q - p < kLongestFspec) ++q;
    if (q >= end) return lacks(error, q - p + 1, end - p), failAt(p, 0);
    ++q;
    currentProfile = chooseProfile(edition, previousProfile, *p, q, end);
    const Profile& profile = edition.profiles[currentProfile];
    const std::size_t fspecOctets = static_cast<std::size_t>(q - p);
    if (fspecOctets > (profile.items.size() + 6) / 7)
      return wrong(error, "FSPEC is longer than its edition knows"), failAt(p, 0);
    RecordRef ref;
    ref.firstItem = static_cast<std::uint32_t>(split.items.size());
    ref.begin = static_cast<std::uint16_t>(begin - block);
    ref.profile = currentProfile;
    for (std::size_t octet = 0; octet < fspecOctets; ++octet) {
      auto bits = static_cast<std::uint8_t>(p[octet] & 0xFE);
      while (bits != 0) {
        const int bit = std::countl_zero(bits);
        bits = static_cast<std::uint8_t>(bits & ~(0x80 >> bit));
        const std::size_t frn = octet * 7 + static_cast<std::size_t>(bit);
        const Item* const what = frn < profile.items.size() ? profile.items[frn] : nullptr;
        if (what == nullptr) return wrong(error, "FSPEC sets a spare bit"), failAt(p, 0);
        if (!item(*what, frn, q)) return false;
      }
    }
    ref.items = static_cast<std::uint16_t>(split.items.size() - ref.firstItem);
    if (ref.items == 0) return wrong(error, "a record without items"), failAt(p, 0);
    ref.end = static_cast<std::uint16_t>(q - block);
    split.records.push_back(ref);
    p = q;
    return true;
  }

  std::uint8_t currentProfile = 0;
};

}  // namespace

std::string SplitError::reason() const {
  if (what != nullptr) return what;
  return "needs " + std::to_string(needs) + (needs == 1 ? " octet, " : " octets, ") + std::to_string(have) +
         (have == 1 ? " is there" : " are there");
}

int itemLength(const Skip& skip, Octets at, Octets end, SplitError& error) {
  const std::ptrdiff_t room = end - at;
  switch (skip.kind) {
    case Skip::Kind::Fixed:
      return skip.size <= room ? skip.size : lacks(error, skip.size, room);
    case Skip::Kind::Extended:
      return extendedLength(skip, at, end, error);
    case Skip::Kind::Repeated: {
      if (room < 1) return lacks(error, 1, room);
      if (skip.kids.empty()) {
        const int n = 1 + at[0] * skip.size;
        return n <= room ? n : lacks(error, n, room);
      }
      Octets p = at + 1;
      for (int i = 0; i < at[0]; ++i) {
        const int n = itemLength(skip.kids.front(), p, end, error);
        if (n < 0) return -1;
        p += n;
      }
      return static_cast<int>(p - at);
    }
    case Skip::Kind::Chained:
      for (std::ptrdiff_t n = skip.size;; n += skip.size) {
        if (n > room) return lacks(error, n, room);
        if ((at[n - 1] & 1) == 0) return static_cast<int>(n);
      }
    case Skip::Kind::Explicit:
      if (room < 1) return lacks(error, 1, room);
      if (at[0] == 0) return wrong(error, "has a length of 0");
      return at[0] <= room ? at[0] : lacks(error, at[0], room);
    case Skip::Kind::Compound:
    case Skip::Kind::Fields:
      return compoundLength(skip, at, end, error);
    case Skip::Kind::None:
    case Skip::Kind::Random:
      break;
  }
  return wrong(error, "is spare");
}

bool splitBlock(const Category& category, const Edition& edition, const std::uint8_t* block, std::size_t size,
                std::size_t available, BlockSplit& split, SplitError& error) {
  error = {};
  const Octets end = block + std::min(size, available);
  Octets p = block + 3;
  Splitter splitter{category, edition, block, end, split, error};
  std::uint8_t profile = 0;
  if (p >= end) {
    lacks(error, 1, 0);
    return splitter.failAt(p, 0);
  }
  while (p < end) {
    if (!splitter.record(p, profile)) return false;
    profile = splitter.currentProfile;
  }
  if (available < size) {
    lacks(error, static_cast<std::ptrdiff_t>(size), static_cast<std::ptrdiff_t>(available));
    return splitter.failAt(block, 0);
  }
  return true;
}

}  // namespace sorami::asterix
