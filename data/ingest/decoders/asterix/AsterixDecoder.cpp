// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/asterix/AsterixDecoder.h"

#include "data/ingest/decoders/asterix/BlockReader.h"
#include "data/ingest/decoders/asterix/ItemCounter.h"
#include "data/ingest/decoders/asterix/ReportMaker.h"
#include "data/ingest/decoders/asterix/Walk.h"

#include <algorithm>
#include <array>

namespace sorami {

using namespace asterix;

class AsterixDecoder::Impl : public BlockHandler {
 public:
  explicit Impl(const DecodeOptions& options) : maker(options), reader(finder, *this) {
    unknownForced = finder.force(options.editions);
  }

  void block(const GoodBlock& block) override {
    maker.block(block, *sink);
    counts[static_cast<std::size_t>(block.category->number)] += block.records.size();
    if (counter) counter->block(block);
    if (!block.category->expansions.empty()) checkExpansions(block);
  }

  /// A Reserved Expansion field that no edition reads is kept in its record but reported.
  void checkExpansions(const GoodBlock& block) {
    for (const RecordRef& record : block.records) {
      for (std::size_t i = 0; i < record.items; ++i) {
        const ItemRef& ref = block.split->items[record.firstItem + i];
        if (ref.number != kReservedExpansion) continue;
        const std::uint8_t* const at = block.data + ref.offset;
        if (expansionFor(*block.category, at, ref.length) != nullptr) continue;
        SplitError error;
        const Skip& skip = block.category->expansions.back().skip;
        const int n = itemLength(skip, at + 1, at + ref.length, error);
        Diagnostic d;
        d.offset = block.offset + ref.offset;
        d.category = "CAT" + threeDigits(block.category->number);
        d.item = itemLabel(block.category->number, ref.number);
        d.reason = n < 0 ? error.reason()
                         : "is " + std::to_string(ref.length) + " octets long, its fields take " +
                               std::to_string(n + 1);
        sink->diagnostic(std::move(d));
      }
    }
  }

  void unknownCategory(int number, std::uint64_t offset) override {
    auto& count = unknown[static_cast<std::size_t>(number)];
    if (count++ == 0 && !reported[static_cast<std::size_t>(number)]) {
      reported[static_cast<std::size_t>(number)] = true;
      sink->diagnostic({offset,
                        "CAT" + threeDigits(number),
                        {},
                        "no table for this category: its blocks are stepped over"});
    }
  }

  void fault(Diagnostic diagnostic) override { sink->diagnostic(std::move(diagnostic)); }

  void begin(DecodeSink& to) {
    sink = &to;
    for (const std::string& name : unknownForced)
      sink->diagnostic(
          {0,
           name.substr(0, name.find(' ')),
           {},
           "no edition " + name.substr(name.find(' ') + 1) + ": the edition is found from the data"});
    unknownForced.clear();
  }

  void flushCounts() {
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] > 0) sink->record("CAT" + threeDigits(static_cast<int>(i)), counts[i]);
      if (unknown[i] > 0)
        sink->dropped("unknown category CAT" + threeDigits(static_cast<int>(i)), unknown[i]);
      counts[i] = unknown[i] = 0;
    }
  }

  DecodeSink* sink = nullptr;
  EditionFinder finder;
  ReportMaker maker;
  BlockReader reader;
  std::unique_ptr<ItemCounter> counter;
  std::array<std::uint64_t, 256> counts{};
  std::array<std::uint64_t, 256> unknown{};
  std::array<bool, 256> reported{};
  std::vector<std::string> unknownForced;
};

AsterixDecoder::AsterixDecoder(const DecodeOptions& options) : m_impl(std::make_unique<Impl>(options)) {}
AsterixDecoder::~AsterixDecoder() = default;

void AsterixDecoder::decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
                            DecodeSink& sink) {
  m_impl->begin(sink);
  m_impl->reader.feed({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, offset, received);
  m_impl->flushCounts();
}

void AsterixDecoder::finish(DecodeSink& sink) {
  m_impl->begin(sink);
  m_impl->reader.finish();
  m_impl->maker.finish(sink);
  m_impl->flushCounts();
}

std::vector<std::pair<std::string, std::string>> AsterixDecoder::editions() const {
  return m_impl->finder.found();
}

void AsterixDecoder::collectItems(bool on) {
  if (!on)
    m_impl->counter.reset();
  else if (!m_impl->counter)
    m_impl->counter = std::make_unique<ItemCounter>();
}

AsterixItemStatistics AsterixDecoder::itemStatistics() const {
  return m_impl->counter ? m_impl->counter->result() : AsterixItemStatistics{};
}

std::string AsterixDecoder::framing() const {
  const auto f = m_impl->reader.framing();
  return f ? framingName(*f) : "";
}

bool AsterixDecoder::isDateKnown() const {
  return m_impl->maker.isDateKnown();
}

namespace {

/// Without a block of a known category the lengths are all the evidence there is: they must use up the stream
/// to its last octet, or hold for many blocks of a long one.
bool lengthsFit(Framing framing, std::span<const std::uint8_t> bytes) {
  if (framing != Framing::Raw) return BlockReader::probe(framing, bytes, false).frames >= 2;
  std::size_t at = 0;
  int blocks = 0;
  while (at + 4 <= bytes.size()) {
    const std::size_t length = static_cast<std::size_t>(bytes[at + 1]) << 8 | bytes[at + 2];
    // The field specification of a record without items does not exist.
    if (length < 4 || (bytes[at + 3] & 0xFE) == 0) return false;
    if (length > bytes.size() - at) return bytes.size() >= 65536 && blocks >= 3;
    at += length;
    ++blocks;
  }
  return blocks > 0 && at == bytes.size();
}

/// Of a file of a few blocks damage leaves little to go by: a block of a known category whose values can be,
/// at its very start or its very end.
bool holdsOneBlock(std::span<const std::uint8_t> bytes) {
  constexpr std::size_t kFew = 4096;
  if (bytes.size() > kFew) return false;
  for (std::size_t at = 0; at + 4 <= bytes.size(); ++at) {
    const Category* const known = category(bytes[at]);
    const std::size_t length = static_cast<std::size_t>(bytes[at + 1]) << 8 | bytes[at + 2];
    if (known == nullptr || length < 4 || at + length > bytes.size()) continue;
    if (at > 0 && at + length != bytes.size()) continue;
    const EditionFinder finder;
    const Edition* edition = nullptr;
    BlockSplit split;
    SplitError error;
    const auto block = bytes.subspan(at, length);
    if (finder.split(*known, block, length, {}, split, edition, error) == EditionFinder::Outcome::Good &&
        isPlausible(*known, *edition, block.data(), split, 0))
      return true;
  }
  return false;
}

int probeAsterix(std::span<const std::byte> head) {
  if (head.size() < 4) return 0;
  const std::span<const std::uint8_t> bytes{reinterpret_cast<const std::uint8_t*>(head.data()), head.size()};
  // Text has no octet below a space but line ends and tabs; ASTERIX lengths are full of them.
  const auto sample = bytes.first(std::min<std::size_t>(bytes.size(), 512));
  const bool text = std::all_of(sample.begin(), sample.end(), [](std::uint8_t c) {
    return c >= 0x20 || c == '\n' || c == '\r' || c == '\t';
  });
  if (text) return 0;
  int best = 0;
  for (const Framing f : kFramings) {
    // 64 KiB are the start of a longer stream, fewer octets are all of it.
    const auto p = BlockReader::probe(f, bytes, bytes.size() < 65536);
    const int enough = bytes.size() < 65536 ? 2 : 3;
    if (p.frames == 0 || (!p.toTheEnd && p.blocks < enough)) continue;
    if (p.blocks == 0 && !lengthsFit(f, bytes)) continue;
    const int score = p.blocks >= 3 ? 98 : p.blocks > 0 ? 85 + 4 * p.blocks : 40;
    best = std::max(best, score);
  }
  if (best > 0) return best;
  // Junk in front, or damage: a row of good blocks anywhere near the start is sign enough.
  for (std::size_t at = 1; at < std::min<std::size_t>(bytes.size(), 2048); ++at) {
    for (const Framing f : kFramings) {
      if (f == Framing::Rff) continue;  // its header is at the very start
      const FrameHead frame = readFrame(f, bytes.data() + at, bytes.size() - at);
      if (frame.state == FrameHead::State::Bad || at + frame.header >= bytes.size() ||
          category(bytes[at + frame.header]) == nullptr)
        continue;
      if (BlockReader::probe(f, bytes.subspan(at), bytes.size() < 65536).blocks >= 3) return 80;
    }
  }
  return holdsOneBlock(bytes) ? 30 : 0;
}

std::unique_ptr<Decoder> makeAsterix(const DecodeOptions& options) {
  return std::make_unique<AsterixDecoder>(options);
}

}  // namespace

const Format kAsterixFormat{"asterix", "ASTERIX", probeAsterix, makeAsterix};

}  // namespace sorami
