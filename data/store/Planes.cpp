// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Planes.h"

#include <zstd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <memory>

namespace sorami {
namespace {

constexpr int kLevel = 1;  // 9 saves 4 % and costs four times the time

struct FreeContexts {
  void operator()(ZSTD_CCtx* c) const { ZSTD_freeCCtx(c); }
  void operator()(ZSTD_DCtx* d) const { ZSTD_freeDCtx(d); }
};
ZSTD_CCtx* compressor() {
  thread_local const std::unique_ptr<ZSTD_CCtx, FreeContexts> context(ZSTD_createCCtx());
  return context.get();
}
ZSTD_DCtx* decompressor() {
  thread_local const std::unique_ptr<ZSTD_DCtx, FreeContexts> context(ZSTD_createDCtx());
  return context.get();
}

enum Method : std::uint8_t { kZero = 0, kZstd = 1, kStored = 2, kSame = 3 };

std::uint64_t word(const char* at) {
  std::uint64_t w = 0;
  std::memcpy(&w, at, sizeof w);
  if constexpr (std::endian::native == std::endian::big) w = __builtin_bswap64(w);
  return w;
}

/// Scratch that grows and stays: decoding allocates nothing once warm.
char* scratch(std::size_t n) {
  thread_local std::vector<char> buffer;
  if (buffer.size() < n) buffer.resize(n);
  return buffer.data();
}

}  // namespace

std::uint64_t hash64(std::string_view bytes) {
  // Four independent lanes of multiply and rotate keep up with memory; the tail and the length go in last.
  constexpr std::uint64_t kOdd = 0x9FB21C651E98DF25ULL;
  std::array<std::uint64_t, 4> lane{0x243F6A8885A308D3ULL, 0x13198A2E03707344ULL, 0xA4093822299F31D0ULL,
                                    0x082EFA98EC4E6C89ULL};  // digits of pi
  std::size_t i = 0;
  for (; i + 32 <= bytes.size(); i += 32)
    for (std::size_t k = 0; k < 4; ++k)
      lane[k] = std::rotl((lane[k] ^ word(bytes.data() + i + 8 * k)) * kOdd, 29);
  std::array<char, 32> rest{};
  std::copy(bytes.begin() + static_cast<std::ptrdiff_t>(i), bytes.end(), rest.begin());
  std::uint64_t hash = bytes.size();
  for (std::size_t k = 0; k < 4; ++k) {
    lane[k] = std::rotl((lane[k] ^ word(rest.data() + 8 * k)) * kOdd, 29);
    hash = (hash ^ lane[k] ^ (lane[k] >> 32)) * kOdd;
  }
  return hash ^ (hash >> 31);
}

void putBytes(std::string& out, std::string_view bytes) {
  const bool same = std::all_of(bytes.begin(), bytes.end(), [&](char c) { return c == bytes.front(); });
  if (bytes.empty() || (same && bytes.front() == 0)) {
    putNumber<std::uint8_t>(out, kZero);
    return;
  }
  if (same) {
    putNumber<std::uint8_t>(out, kSame);
    out.push_back(bytes.front());
    return;
  }
  const std::size_t bound = ZSTD_compressBound(bytes.size());
  thread_local std::vector<char> packed;
  if (packed.size() < bound) packed.resize(bound);
  const std::size_t length =
      ZSTD_compressCCtx(compressor(), packed.data(), bound, bytes.data(), bytes.size(), kLevel);
  // Noise is kept as it is: it decodes at the speed of memory.
  const bool pays = ZSTD_isError(length) == 0 && length < bytes.size() - bytes.size() / 50;
  const std::string_view stored = pays ? std::string_view(packed.data(), length) : bytes;
  putNumber<std::uint8_t>(out, pays ? kZstd : kStored);
  putNumber(out, static_cast<std::uint32_t>(stored.size()));
  out.append(stored);
}

bool getBytes(ByteReader& in, char* to, std::size_t n) {
  switch (in.number<std::uint8_t>()) {
    case kZero:
      std::fill_n(to, n, char{0});
      return in.ok();
    case kSame: {
      const std::string_view byte = in.take(1);
      if (!in.ok()) return false;
      std::fill_n(to, n, byte.front());
      return true;
    }
    case kStored: {
      const std::string_view stored = in.take(in.number<std::uint32_t>());
      if (!in.ok() || stored.size() != n) return false;
      std::copy(stored.begin(), stored.end(), to);
      return true;
    }
    case kZstd: {
      const std::string_view packed = in.take(in.number<std::uint32_t>());
      if (!in.ok()) return false;
      const std::size_t got = ZSTD_decompressDCtx(decompressor(), to, n, packed.data(), packed.size());
      return ZSTD_isError(got) == 0 && got == n;
    }
    default:
      return false;
  }
}

void putPlanes(std::string& out, std::span<const std::uint32_t> values) {
  std::uint32_t all = 0;
  for (const std::uint32_t v : values) all |= v;
  const auto width = static_cast<unsigned>((std::bit_width(all) + 7) / 8);
  putNumber<std::uint8_t>(out, static_cast<std::uint8_t>(width));
  const std::size_t n = values.size();
  char* plane = scratch(n);
  for (unsigned p = 0; p < width; ++p) {
    for (std::size_t i = 0; i < n; ++i) plane[i] = static_cast<char>(values[i] >> (8 * p));
    putBytes(out, {plane, n});
  }
}

bool getPlanes(ByteReader& in, std::span<std::uint32_t> values, bool* isZero) {
  const unsigned width = in.number<std::uint8_t>();
  const std::size_t n = values.size();
  if (!in.ok() || width > 4) return false;
  if (isZero != nullptr) *isZero = width == 0;
  if (width == 0) {
    if (isZero == nullptr) std::fill(values.begin(), values.end(), 0U);
    return true;
  }
  char* planes = scratch(n * 4);
  for (unsigned p = 0; p < width; ++p)
    if (!getBytes(in, planes + p * n, n)) return false;
  const auto* a = reinterpret_cast<const std::uint8_t*>(planes);
  const std::uint8_t* b = a + n;
  const std::uint8_t* c = b + n;
  const std::uint8_t* d = c + n;
  std::uint32_t* to = values.data();
  switch (width) {
    case 1:
      for (std::size_t i = 0; i < n; ++i) to[i] = a[i];
      break;
    case 2:
      for (std::size_t i = 0; i < n; ++i) to[i] = a[i] | std::uint32_t{b[i]} << 8;
      break;
    case 3:
      for (std::size_t i = 0; i < n; ++i) to[i] = a[i] | std::uint32_t{b[i]} << 8 | std::uint32_t{c[i]} << 16;
      break;
    default:
      for (std::size_t i = 0; i < n; ++i)
        to[i] = a[i] | std::uint32_t{b[i]} << 8 | std::uint32_t{c[i]} << 16 | std::uint32_t{d[i]} << 24;
  }
  return true;
}

void putText(std::string& out, std::string_view text) {
  putNumber(out, static_cast<std::uint32_t>(text.size()));
  putBytes(out, text);
}

bool getText(ByteReader& in, std::string& text, std::size_t limit) {
  const auto n = in.number<std::uint32_t>();
  if (!in.ok() || n > limit) return false;
  text.resize(n);
  return getBytes(in, text.data(), n);
}

}  // namespace sorami
