// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/asterix/BlockReader.h"

#include "data/ingest/OctetOrder.h"

#include <algorithm>
#include <utility>

namespace sorami::asterix {

namespace {

constexpr std::size_t kDetectOctets = 4096;
constexpr std::size_t kLongestFrame = 65535 + 16;
constexpr int kOpaqueDepth = 16;
constexpr int kToTheEnd = 1000;
constexpr std::uint64_t kFreeWork = 1 << 22;
constexpr std::uint64_t kWorkPerOctet = 8;
constexpr std::size_t kShortFrame = 256;

Diagnostic frameFault(std::uint64_t offset, const std::string& reason) {
  return {offset, {}, {}, reason};
}

}  // namespace

Diagnostic BlockReader::diagnose(std::uint64_t blockOffset, int category, const SplitError& error) const {
  Diagnostic d;
  d.offset = blockOffset + error.offset;
  d.category = "CAT" + threeDigits(category);
  if (error.item != 0) d.item = itemLabel(category, error.item);
  d.reason = error.reason();
  return d;
}

UtcTime BlockReader::receivedAt(std::uint64_t offset) const {
  UtcTime time;
  for (const auto& [from, when] : m_arrivals) {
    if (from > offset) break;
    time = when;
  }
  return time;
}

void BlockReader::feed(std::span<const std::uint8_t> bytes, std::uint64_t offset, UtcTime received) {
  if (bytes.empty()) return;
  bool datagram = false;
  if (received.isValid()) {
    const auto fits = [&](Framing f) {
      return f != Framing::Rff && fillsExactly(f, bytes.data(), bytes.size());
    };
    if (m_framing && fits(*m_framing)) {
      datagram = true;
    } else {
      for (const Framing f : kFramings) {
        if (!fits(f)) continue;
        if (!m_kept.empty()) finish();
        m_framing = f;
        datagram = true;
        break;
      }
    }
  }
  const bool jumps = !m_kept.empty() && offset != m_base + m_kept.size();
  if (!m_kept.empty() && (datagram || jumps)) finish();
  if (m_kept.empty()) {
    m_base = offset;
    m_window = bytes;
    m_arrivals.assign(1, {offset, received});
  } else {
    m_arrivals.emplace_back(offset, received);
    m_kept.insert(m_kept.end(), bytes.begin(), bytes.end());
    m_window = m_kept;
  }
  run(datagram);
  // What is not done with is kept, from the pending frame on.
  const std::size_t done = m_havePending ? static_cast<std::size_t>(m_pending.offset - m_base) : m_at;
  const auto rest = m_window.subspan(done);
  if (m_kept.empty()) {
    m_kept.assign(rest.begin(), rest.end());
  } else {
    m_kept.erase(m_kept.begin(), m_kept.begin() + static_cast<std::ptrdiff_t>(done));
  }
  m_base += done;
  m_at -= done;
  while (m_arrivals.size() > 1 && m_arrivals[1].first <= m_base) m_arrivals.erase(m_arrivals.begin());
  m_window = {};
}

void BlockReader::finish() {
  m_window = m_kept;
  run(true);
  m_base += m_kept.size();
  m_kept.clear();
  m_window = {};
  m_at = 0;
  m_tried = 0;
  m_lost = false;
}

void BlockReader::run(bool final) {
  m_final = final;
  if (m_framing || detect(final)) {
    while (m_at < m_window.size()) {
      if (m_lost) {
        if (!recover(m_at)) break;
        continue;
      }
      take(m_at, m_next, false);
      doubt(m_at, m_next);
      if (m_next.state == State::Good && swallows(m_at, m_next)) {
        m_next.state = State::Bad;
        m_next.size = 0;
        m_next.faults.assign(1, frameFault(m_next.offset,
                                           "left out: a whole data block of a source known before stands at "
                                           "its end, so octets are missing in it"));
      }
      if (m_next.state == State::Short) break;
      if (m_next.state == State::Flawed) {
        const State after = m_next.cutOff ? State::Good : follows(m_at + m_next.size);
        if (after == State::Short) break;
        if (after == State::Good) m_next.state = State::Good;
      }
      if (m_next.state == State::Good)
        promote(m_at);
      else if (!recover(m_at))
        break;
    }
  }
  if (final) {
    emit();
    m_at = m_window.size();
  }
}

BlockReader::Probe BlockReader::probe(Framing framing, std::span<const std::uint8_t> bytes, bool whole) {
  struct Silent : BlockHandler {
    void block(const GoodBlock&) override {}
    void unknownCategory(int, std::uint64_t) override {}
    void fault(Diagnostic) override {}
  } silent;
  EditionFinder editions;
  BlockReader reader(editions, silent);
  reader.m_framing = framing;
  reader.m_window = bytes;
  reader.m_final = whole;
  std::size_t at = 0;
  if (framing == Framing::Rff) {
    if (!isRffHeader(bytes.data(), bytes.size()) || bytes.size() < kRffHeader) return {};
    at = kRffHeader;
  }
  Probe out;
  while (at < bytes.size() && out.frames < 64) {
    reader.take(at, reader.m_next, false);
    if (reader.m_next.state == State::Short || reader.m_next.cutOff) break;
    if (reader.m_next.state != State::Good) return out;
    ++out.frames;
    for (const Block& block : reader.m_next.blocks) {
      if (block.category == nullptr) continue;
      ++out.blocks;
      editions.accept(*block.category, *block.edition, bytes.subspan(at + block.at, block.size));
    }
    at += reader.m_next.size;
  }
  out.toTheEnd = true;
  return out;
}

/// How well a framing fits. Lengths alone say nothing unless they lead to the end.
int BlockReader::scoreOf(const Probe& p) {
  if (p.frames == 0 || (p.blocks == 0 && !p.toTheEnd)) return 0;
  return 2 * p.blocks + p.frames + (p.toTheEnd ? kToTheEnd : 0);
}

bool BlockReader::detect(bool final) {
  // With each octet anew, all framings would be tried on all that came so far: only when a quarter more is
  // there.
  if (!final && (m_window.size() < kDetectOctets || m_window.size() < m_tried + m_tried / 4)) return false;
  m_tried = m_window.size();
  const auto head = m_window.first(std::min(m_window.size(), std::size_t{64} * 1024));
  const bool whole = final && head.size() == m_window.size();
  int best = 0;
  for (const Framing f : kFramings) {
    const Probe p = probe(f, head, whole);
    const int score = scoreOf(p);
    if (score <= best) continue;
    best = score;
    m_framing = f;
  }
  // Not right from the very start: look for frames a little further on.
  const bool isFound = best >= kToTheEnd || (best > 0 && m_framing == Framing::Rff);  // its header is sure
  for (std::size_t at = 1; !isFound && at < std::min(head.size(), kDetectOctets); ++at) {
    for (const Framing f : kFramings) {
      if (f == Framing::Rff) continue;
      const FrameHead h = readFrame(f, head.data() + at, head.size() - at);
      if (h.state == FrameHead::State::Bad || h.header + 3 > head.size() - at ||
          category(head[at + h.header]) == nullptr)
        continue;
      const Probe p = probe(f, head.subspan(at), whole);
      if (p.blocks < 2 && !(p.blocks == 1 && p.toTheEnd && whole)) continue;
      if (scoreOf(p) <= best) continue;
      best = scoreOf(p);
      m_framing = f;
    }
  }
  if (best == 0 && (final || m_window.size() >= kLongestFrame)) m_framing = Framing::Raw;
  if (!m_framing) return false;
  if (m_framing == Framing::Rff) {
    m_recordingStart = rffStart(head.data());
    m_at = kRffHeader;
  }
  return true;
}

void BlockReader::take(std::size_t at, Unit& unit, bool searching) {
  unit.state = State::Bad;
  unit.offset = m_base + at;
  unit.size = 0;
  unit.cutOff = false;
  unit.blocks.clear();
  unit.split.clear();
  unit.faults.clear();
  const FrameHead head = readFrame(*m_framing, data(at), left(at));
  unit.time = head.time;
  if (head.state == FrameHead::State::Bad) {
    const std::string what = *m_framing == Framing::Raw
                                 ? "no ASTERIX data block begins here"
                                 : std::string("no ") + framingName(*m_framing) + " frame begins here";
    unit.faults.push_back(frameFault(unit.offset, what));
    return;
  }
  std::size_t available = head.content;
  if (head.state == FrameHead::State::Short) {
    if (!m_final) {
      unit.state = State::Short;
      return;
    }
    available = left(at) > head.header ? std::min(left(at) - head.header, head.content) : 0;
    if (available < 3 || head.content == 0) {
      const std::size_t needs = head.content == 0 ? std::max<std::size_t>(head.header, 3) : head.size();
      unit.cutOff = true;
      unit.faults.push_back(frameFault(
          unit.offset, "the stream ends in a header: needs " + std::to_string(needs) + " octets, " +
                           std::to_string(left(at)) + (left(at) == 1 ? " is there" : " are there")));
      return;
    }
  }
  unit.size = head.size();
  takeBlocks(data(at + head.header), at, head.header, head.content, available, unit, searching);
}

void BlockReader::takeBlocks(const std::uint8_t* content, std::size_t at, std::size_t header,
                             std::size_t size, std::size_t available, Unit& unit, bool searching) {
  const bool raw = *m_framing == Framing::Raw;
  unit.state = State::Good;
  for (std::size_t i = 0; i < size;) {
    const std::uint64_t offset = unit.offset + header + i;
    const auto fail = [&](Diagnostic d) {
      unit.faults.push_back(std::move(d));
      unit.state = raw ? State::Bad : State::Flawed;
    };
    const std::size_t here = available > i ? available - i : 0;
    const std::size_t length = here < 3 ? 0 : static_cast<std::size_t>(content[i + 1] << 8 | content[i + 2]);
    if (length < 4 || length > size - i) {
      fail(frameFault(offset, "no data block fits here: its length is " + std::to_string(length) + ", " +
                                  std::to_string(size - i) + " octets are left in the frame"));
      unit.cutOff = available < size && here < 3;
      break;
    }
    Block block;
    block.at = header + i;
    block.size = length;
    block.firstRecord = unit.split.records.size();
    block.category = category(content[i]);
    i += length;
    if (block.category == nullptr) {
      if (searching) {
        unit.state = State::Bad;
        return;
      }
      const State after = raw ? unknownStands(at, length, 1) : State::Good;
      if (after == State::Short) {
        unit.state = State::Short;
        return;
      }
      if (after != State::Good) {
        fail({offset,
              "CAT" + threeDigits(content[i - length]),
              {},
              "no table for this category, and no data block follows it"});
        return;
      }
      unit.blocks.push_back(block);
      continue;
    }
    SplitError error;
    const Ahead ahead{*m_framing, m_window.subspan(std::min(at + unit.size, m_window.size())), !m_final};
    const std::size_t items = unit.split.items.size();
    const auto outcome = m_editions.split(*block.category, {content + i - length, length}, here, ahead,
                                          unit.split, block.edition, error);
    if (outcome == EditionFinder::Outcome::Unsure) {
      unit.state = State::Short;
      return;
    }
    if (outcome == EditionFinder::Outcome::Bad) {
      unit.split.items.resize(items);
      unit.split.records.resize(block.firstRecord);
      const bool cut = length > here;
      if (cut && error.what == nullptr) {
        unit.cutOff = true;
        error.needs = static_cast<int>(length);
        error.have = static_cast<int>(here);
      }
      fail(diagnose(offset, block.category->number, error));
      if (raw || cut) return;
      continue;
    }
    block.records = unit.split.records.size() - block.firstRecord;
    unit.blocks.push_back(block);
  }
}

/// What stands at `at`, behind a frame: a frame that is right, or the stream's end?
BlockReader::State BlockReader::follows(std::size_t at, int depth) {
  if (at >= m_window.size())
    return !m_final ? State::Short : at == m_window.size() ? State::Good : State::Bad;
  if (*m_framing == Framing::Raw && category(*data(at)) == nullptr) {
    if (m_onlyKnown || depth > kOpaqueDepth) return State::Bad;
    if (left(at) < 3) return m_final ? State::Bad : State::Short;
    const auto length = static_cast<std::size_t>(data(at)[1] << 8 | data(at)[2]);
    return length < 4 ? State::Bad : unknownStands(at, length, depth + 1);
  }
  Unit& unit = m_scratch[1];
  take(at, unit, false);
  if (unit.cutOff) return isOpaque(unit) ? State::Bad : State::Good;
  if (unit.state != State::Good && unit.state != State::Flawed) return unit.state;
  // Four octets of 0xA5 mark the end of a FINAL frame; elsewhere a block that parses must bear witness.
  if (*m_framing == Framing::Final || *m_framing == Framing::FinalSequence) return State::Good;
  if (std::any_of(unit.blocks.begin(), unit.blocks.end(),
                  [](const Block& b) { return b.category != nullptr; }))
    return State::Good;
  if (unit.state == State::Flawed || depth > kOpaqueDepth) return State::Bad;
  return follows(at + unit.size, depth + 1);
}

/// Whether a block of a category without table is one. Nothing in it can be checked, and a length out of lost
/// octets jumps far: what follows must be right, and no blocks that are may stand in it.
BlockReader::State BlockReader::unknownStands(std::size_t at, std::size_t length, int depth) {
  if (length > left(at)) return m_final ? State::Bad : State::Short;
  const State after = follows(at + length, depth);
  if (after != State::Good) return after;
  std::size_t waitAt = 0;
  m_onlyKnown = true;
  const auto inside = search(at + 1, at + length, 0, waitAt);
  m_onlyKnown = false;
  if (inside) return State::Bad;
  return waitAt < at + length ? State::Short : State::Good;
}

/// Whether nothing in a frame could be checked. In raw streams takeBlocks() sees to that, and the end of
/// FINAL frames is marked.
bool BlockReader::isOpaque(const Unit& unit) const {
  return (unit.state == State::Good || unit.state == State::Flawed) && !unit.blocks.empty() &&
         *m_framing != Framing::Raw && *m_framing != Framing::Final && *m_framing != Framing::FinalSequence &&
         std::none_of(unit.blocks.begin(), unit.blocks.end(),
                      [](const Block& b) { return b.category != nullptr; });
}

/// A frame that must not be trusted: its length may be damaged, and those it reaches over are right.
void BlockReader::doubt(std::size_t at, Unit& unit) {
  std::size_t waitAt = 0;
  const bool reachesOver = unit.cutOff && search(at + 1, m_window.size(), 0, waitAt);
  const bool opaque = isOpaque(unit);
  if (!reachesOver && !opaque) return;
  if (!reachesOver) unit.state = unknownStands(at, unit.size, 1);
  if (!reachesOver && unit.state != State::Bad) return;
  unit.state = State::Bad;
  unit.cutOff = false;
  unit.size = 0;
  if (opaque)
    unit.faults.insert(unit.faults.begin(),
                       frameFault(unit.offset, std::string("a ") + framingName(*m_framing) +
                                                   " frame without a block of a known category, and no frame "
                                                   "follows it"));
}

/// Whether a block ends with another whole one, of a source known before and with values that can be: as many
/// octets are lost from it as that one has, and its own length reaches over it.
bool BlockReader::swallows(std::size_t at, const Unit& unit) const {
  constexpr std::size_t kLongest = 64;
  if (*m_framing != Framing::Raw || unit.blocks.empty() || unit.cutOff) return false;
  const std::size_t size = unit.size;
  for (std::size_t length = std::min(kLongest, size - 4); length >= 4; --length) {
    const std::span<const std::uint8_t> end{data(at + size - length), length};
    if (big16(end.data() + 1) != length) continue;
    const Category* const known = category(end[0]);
    if (known == nullptr || !m_editions.knows(known->number, blockSource(end))) continue;
    BlockSplit split;
    const Edition* edition = nullptr;
    SplitError error;
    if (m_editions.split(*known, end, length, {}, split, edition, error) == EditionFinder::Outcome::Good &&
        isPlausible(*known, *edition, end.data(), split, 0))
      return true;
  }
  return false;
}

/// The first place in [from, to) where a block stands that reaches beyond `beyond` and is followed by what
/// can follow it. Nothing when there is none; `waitAt` is where only more of the stream could tell.
std::optional<std::size_t> BlockReader::search(std::size_t from, std::size_t to, std::size_t beyond,
                                               std::size_t& waitAt) {
  waitAt = m_window.size();
  for (std::size_t at = from; at < to; ++at) {
    const FrameHead head = readFrame(*m_framing, data(at), left(at));
    if (head.state == FrameHead::State::Bad) continue;
    if (head.header < left(at) && category(*data(at + head.header)) == nullptr) continue;
    if (head.state == FrameHead::State::Short) {
      if (m_final) continue;
      waitAt = at;
      return {};
    }
    if (at + head.size() <= beyond) continue;
    // Octets made so that long blocks seem to begin everywhere must not cost their length each time.
    if (m_work > kFreeWork + kWorkPerOctet * (m_base + at) && head.size() > kShortFrame) continue;
    Unit& unit = m_scratch[0];
    take(at, unit, true);
    m_work += unit.faults.empty() ? head.size() : unit.faults.front().offset - unit.offset + 16;
    if (unit.state == State::Good) {
      const bool plausible = std::all_of(unit.blocks.begin(), unit.blocks.end(), [&](const Block& b) {
        return isPlausible(*b.category, *b.edition, data(at + b.at), unit.split, b.firstRecord);
      });
      if (!plausible) continue;
      unit.state = follows(at + unit.size);
    }
    if (unit.state == State::Good) return at;
    if (unit.state == State::Short) {
      waitAt = at;
      return {};
    }
  }
  return {};
}

/// After a fault at `at`: finds where to go on. False when more of the stream is needed to tell.
bool BlockReader::recover(std::size_t& at) {
  std::size_t waitAt = 0;
  if (!m_lost) {
    if (m_havePending) {
      // Octets lost from the frame before make it swallow the start of the next one.
      const auto start = static_cast<std::size_t>(m_pending.offset - m_base);
      if (const auto found = search(start + 1, at, at, waitAt)) {
        Diagnostic d =
            frameFault(m_pending.offset, "octets are missing in this block: the next one begins at offset " +
                                             std::to_string(m_base + *found));
        if (!m_pending.blocks.empty() && m_pending.blocks.front().category != nullptr)
          d.category = "CAT" + threeDigits(m_pending.blocks.front().category->number);
        m_handler.fault(std::move(d));
        m_havePending = false;
        at = *found;
        return true;
      }
      if (waitAt < m_window.size()) return false;
    }
    State after = State::Bad;
    // A length behind an unknown category may be anything, and lands on a block by chance now and then.
    const bool isKnown = *m_framing != Framing::Raw || category(*data(at)) != nullptr;
    if (isKnown && !m_next.cutOff && m_next.size > 0) {
      after = at + m_next.size > m_window.size() ? State::Bad : follows(at + m_next.size);
      if (after == State::Short) return false;
    }
    if (m_next.cutOff || after == State::Good) {
      // Its own length is right: only this frame is lost, and what is good in it is kept.
      for (Diagnostic& d : m_next.faults) m_handler.fault(std::move(d));
      at = m_next.cutOff ? m_window.size() : at + m_next.size;
      return true;
    }
    m_handler.fault(std::move(m_next.faults.front()));
    m_lost = true;
    m_lostAt = m_base + at;
    ++at;
  }
  const auto found = search(at, m_window.size(), 0, waitAt);
  at = found ? *found : waitAt;
  const bool tooFar = m_base + at - m_lostAt > kLongestFrame;
  if (m_havePending && (found || m_final || tooFar)) {
    const auto lostAt = static_cast<std::size_t>(m_lostAt - m_base);
    if (tooFar || !beganAt(lostAt, at)) {
      Diagnostic d =
          frameFault(m_pending.offset,
                     "left out: no block follows it, so octets may be missing in it; the next one begins " +
                         (found ? "at offset " + std::to_string(m_base + at) : std::string("far off")));
      if (!m_pending.blocks.empty() && m_pending.blocks.front().category != nullptr)
        d.category = "CAT" + threeDigits(m_pending.blocks.front().category->number);
      m_handler.fault(std::move(d));
      m_havePending = false;
    }
    emit();
  }
  if (found) m_lost = false;
  return found.has_value();
}

/// Whether a frame did begin at `at` that is damaged further on, and the next one begins at `next`. If so,
/// what stood in front of it ended where it said.
bool BlockReader::beganAt(std::size_t at, std::size_t next) {
  constexpr std::size_t kHole = 64;
  const std::size_t gap = next - at;
  if (*m_framing == Framing::Final || *m_framing == Framing::FinalSequence) return true;  // its end is marked
  const FrameHead head = readFrame(*m_framing, data(at), left(at));
  if (head.header + 3 > gap) return false;
  const std::uint8_t* const block = data(at + head.header);
  const std::size_t room = gap - head.header;
  const auto length = static_cast<std::size_t>(block[1] << 8 | block[2]);
  if (length == room) return true;
  const Category* const known = category(block[0]);
  if (known == nullptr) return false;
  // Octets lost from it, or its length damaged while its source or its records can be read.
  if (room == 3 || (length > room && length - room <= kHole)) return true;
  if (m_editions.knows(known->number, blockSource({block, room}))) return true;
  BlockSplit split;
  const Edition* edition = nullptr;
  SplitError error;
  return m_editions.split(*known, {block, room}, room, {}, split, edition, error) ==
             EditionFinder::Outcome::Good &&
         isPlausible(*known, *edition, block, split, 0);
}

void BlockReader::promote(std::size_t& at) {
  emit();
  std::swap(m_pending, m_next);
  m_havePending = true;
  m_pending.received = receivedAt(m_pending.offset);
  for (const Block& block : m_pending.blocks)
    if (block.category != nullptr)
      m_editions.accept(*block.category, *block.edition, {data(at + block.at), block.size});
  at += m_pending.size;
}

void BlockReader::emit() {
  if (!m_havePending) return;
  m_havePending = false;
  const auto start = static_cast<std::size_t>(m_pending.offset - m_base);
  for (const Block& block : m_pending.blocks) {
    if (block.category == nullptr) {
      m_handler.unknownCategory(*data(start + block.at), m_pending.offset + block.at);
      continue;
    }
    GoodBlock good;
    good.category = block.category;
    good.edition = block.edition;
    good.data = data(start + block.at);
    good.size = block.size;
    good.offset = m_pending.offset + block.at;
    good.split = &m_pending.split;
    good.records = std::span(m_pending.split.records).subspan(block.firstRecord, block.records);
    good.received = m_pending.received;
    good.framing = *m_framing;
    good.frameTime = m_pending.time;
    good.recordingStart = m_recordingStart;
    m_handler.block(good);
  }
  for (Diagnostic& d : m_pending.faults) m_handler.fault(std::move(d));
}

}  // namespace sorami::asterix
