// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"
#include "data/ingest/Decoder.h"
#include "data/ingest/decoders/asterix/Editions.h"
#include "data/ingest/decoders/asterix/Framing.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sorami::asterix {

/// A data block that is right: taken apart, and followed by what can follow a block.
struct GoodBlock {
  const Category* category = nullptr;
  const Edition* edition = nullptr;
  const std::uint8_t* data = nullptr;
  std::size_t size = 0;
  std::uint64_t offset = 0;  ///< in the stream
  const BlockSplit* split = nullptr;
  std::span<const RecordRef> records;
  UtcTime received;  ///< of the call that brought its first octet
  Framing framing = Framing::Raw;
  Micros frameTime = -1;   ///< as FrameHead::time
  UtcTime recordingStart;  ///< RFF only
};

/// Takes what BlockReader finds, in stream order.
class BlockHandler {
 public:
  virtual ~BlockHandler() = default;
  virtual void block(const GoodBlock& block) = 0;
  /// A block of a category there is no table for; it is stepped over.
  virtual void unknownCategory(int category, std::uint64_t offset) = 0;
  virtual void fault(Diagnostic diagnostic) = 0;
};

/// Finds framing, frames and data blocks in a stream of octets, and its feet again after a fault. A block is
/// handed on when what follows it is right too, or the stream ends: octets lost from a stream show only
/// there.
class BlockReader {
 public:
  BlockReader(EditionFinder& editions, BlockHandler& handler) : m_editions(editions), m_handler(handler) {}

  /// Takes the next octets. When `received` is valid and they are exactly a number of frames they are a
  /// datagram, and nothing in them waits for more.
  void feed(std::span<const std::uint8_t> bytes, std::uint64_t offset, UtcTime received);
  void finish();
  std::optional<Framing> framing() const { return m_framing; }

  /// How many blocks of known categories stand in a row at the start of these octets, and whether they reach
  /// the end (up to a last one that is cut off).
  struct Probe {
    int blocks = 0;
    int frames = 0;
    bool toTheEnd = false;
  };
  static Probe probe(Framing framing, std::span<const std::uint8_t> bytes, bool whole);

 private:
  enum class State : std::uint8_t { Good, Flawed, Short, Bad };
  struct Block {
    const Category* category = nullptr;  ///< null: unknown
    const Edition* edition = nullptr;
    std::size_t at = 0;  ///< from the start of the frame
    std::size_t size = 0;
    std::size_t firstRecord = 0;
    std::size_t records = 0;
  };
  /// A frame (without framing: a block) as taken apart.
  struct Unit {
    State state = State::Bad;
    std::uint64_t offset = 0;
    std::size_t size = 0;  ///< 0 when not even that is known
    bool cutOff = false;   ///< right as far as it goes, but the stream ends in it
    Micros time = -1;
    UtcTime received;
    std::vector<Block> blocks;
    BlockSplit split;
    std::vector<Diagnostic> faults;
  };

  void run(bool final);
  bool detect(bool final);
  void take(std::size_t at, Unit& unit, bool searching);
  void takeBlocks(const std::uint8_t* content, std::size_t at, std::size_t header, std::size_t size,
                  std::size_t available, Unit& unit, bool searching);
  State follows(std::size_t at, int depth = 0);
  State unknownStands(std::size_t at, std::size_t length, int depth);
  static int scoreOf(const Probe& p);
  bool isOpaque(const Unit& unit) const;
  void doubt(std::size_t at, Unit& unit);
  bool swallows(std::size_t at, const Unit& unit) const;
  std::optional<std::size_t> search(std::size_t from, std::size_t to, std::size_t beyond,
                                    std::size_t& waitAt);
  bool recover(std::size_t& at);
  bool beganAt(std::size_t at, std::size_t next);
  void promote(std::size_t& at);
  void emit();
  UtcTime receivedAt(std::uint64_t offset) const;
  const std::uint8_t* data(std::size_t at) const { return m_window.data() + at; }
  std::size_t left(std::size_t at) const { return m_window.size() - at; }
  Diagnostic diagnose(std::uint64_t blockOffset, int category, const SplitError& error) const;

  EditionFinder& m_editions;
  BlockHandler& m_handler;
  std::optional<Framing> m_framing;
  UtcTime m_recordingStart;
  std::vector<std::uint8_t> m_kept;  ///< octets not done with
  std::span<const std::uint8_t> m_window;
  std::uint64_t m_base = 0;  ///< stream offset of the window's start
  std::size_t m_at = 0;      ///< next octet of the window to look at
  std::size_t m_tried = 0;   ///< octets the framing was last looked for in, in vain
  bool m_final = false;
  bool m_onlyKnown = false;    ///< while searching inside a block of unknown category
  std::uint64_t m_work = 0;    ///< octets of candidates tried in searches
  bool m_lost = false;         ///< looking for the next block that parses; already reported
  std::uint64_t m_lostAt = 0;  ///< where that search began
  bool m_havePending = false;
  Unit m_pending;
  Unit m_next;
  std::array<Unit, 2> m_scratch;
  std::vector<std::pair<std::uint64_t, UtcTime>> m_arrivals;  ///< offset from which octets came at that time
};

}  // namespace sorami::asterix
