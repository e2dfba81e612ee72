// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/asterix/Editions.h"

#include "data/ingest/decoders/asterix/Walk.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace sorami::asterix {

namespace {

constexpr std::size_t kEvidenceBlocks = 8;
constexpr std::size_t kLookAhead = 64 * 1024;
constexpr std::size_t kWeighedBlocks = 32;

struct Trial {
  const Edition* edition = nullptr;
  BlockSplit split;
  int failures = 0;  ///< of blocks further on
  int doubts = 0;    ///< of all blocks
};

bool sameReading(const BlockSplit& a, const BlockSplit& b) {
  return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(),
                    [](const ItemRef& x, const ItemRef& y) {
                      return x.number == y.number && x.offset == y.offset && x.length == y.length;
                    });
}

bool reads(const Category& category, const Edition& edition, std::span<const std::uint8_t> block) {
  BlockSplit split;
  SplitError error;
  return splitBlock(category, edition, block.data(), block.size(), block.size(), split, error) &&
         isPlausible(category, edition, block.data(), split, 0);
}

/// Keeps of several readings of one block those that read the blocks further on best: of the same source, or
/// else of the same category. The block at hand is but one of them, and may be damaged.
void weigh(const Category& category, std::span<const std::uint8_t> block, int sacSic, const Ahead& ahead,
           std::vector<Trial>& trials) {
  for (Trial& t : trials) t.doubts = countImplausible(category, *t.edition, block.data(), t.split, 0);
  for (const bool isAny : {false, true}) {
    std::size_t seen = 0;
    BlockWalker walker(ahead.framing, ahead.bytes.first(std::min(ahead.bytes.size(), kLookAhead)));
    while (seen < kWeighedBlocks) {
      const auto other = walker.next();
      if (other.empty()) break;
      if (other[0] != category.number || (!isAny && blockSource(other) != sacSic)) continue;
      ++seen;
      for (Trial& t : trials) {
        BlockSplit split;
        SplitError error;
        if (splitBlock(category, *t.edition, other.data(), other.size(), other.size(), split, error))
          t.doubts += countImplausible(category, *t.edition, other.data(), split, 0);
        else
          ++t.failures;
      }
    }
    if (seen > 0) break;
  }
  const auto rank = [](const Trial& t) { return std::pair(t.failures, t.doubts); };
  std::pair<int, int> best = rank(trials.front());
  for (const Trial& t : trials) best = std::min(best, rank(t));
  std::erase_if(trials, [&](const Trial& t) { return rank(t) > best; });
}

}  // namespace

int blockSource(std::span<const std::uint8_t> block) {
  if (block.size() < 6 || (block[3] & 0x80) == 0) return -1;
  std::size_t at = 3;
  while (at < block.size() && (block[at] & 1) != 0) ++at;
  return at + 2 < block.size() ? block[at + 1] << 8 | block[at + 2] : -1;
}

int countImplausible(const Category& category, const Edition& edition, const std::uint8_t* block,
                     const BlockSplit& split, std::size_t firstRecord) {
  struct Judge {
    int doubts = 0;
    void field(const Node& node, const std::uint8_t* data, std::size_t bit) {
      if (node.content != Content::Quantity) return;
      double limit = 0;
      if (node.unit == "s" && node.bits == 24 && node.scaleDenominator == 128) limit = 86400;
      if (node.unit == "°" && node.name == "LAT") limit = 90;
      if (node.unit == "°" && node.name == "LON") limit = 180;
      if (node.unit == "FL") limit = 1500;
      if (limit > 0 && std::abs(node.value(readBits(data, bit, node.bits))) > limit) ++doubts;
    }
  } judge;
  Walker<Judge> walker(category, judge);
  for (std::size_t r = firstRecord; r < split.records.size(); ++r) {
    const RecordRef& record = split.records[r];
    const auto items = std::span(split.items).subspan(record.firstItem, record.items);
    walker.record(edition, record, block, items);
    // Only the oldest categories leave the data source out, and only after a block's first record.
    if (items.front().number != 10 && (category.number > 2 || r == firstRecord)) ++judge.doubts;
  }
  return judge.doubts;
}

std::vector<std::string> EditionFinder::force(
    const std::vector<std::pair<std::string, std::string>>& editions) {
  std::vector<std::string> unknown;
  for (const auto& [name, edition] : editions) {
    const std::size_t digit = name.find_first_of("0123456789");
    const int number = digit == std::string::npos ? -1 : std::atoi(name.c_str() + digit);
    const Category* const known = number >= 0 && number < 256 ? category(number) : nullptr;
    const Edition* const found = known ? known->edition(edition) : nullptr;
    if (found == nullptr)
      unknown.push_back(name + " " + edition);
    else if (int sac = 0, sic = 0; std::sscanf(name.c_str() + digit, "%*d SAC %d SIC %d", &sac, &sic) == 2) {
      Source& source = m_sources[{number, sac << 8 | sic}];
      source.edition = found;
      source.isForced = true;
    } else {
      m_forced[static_cast<std::size_t>(number)] = found;
    }
  }
  return unknown;
}

const EditionFinder::Source* EditionFinder::find(const Key& key) const {
  if (key == m_hitKey && m_hit != nullptr) return m_hit;
  const auto it = m_sources.find(key);
  if (it == m_sources.end()) return nullptr;
  m_hitKey = key;
  m_hit = &it->second;
  return m_hit;
}

std::vector<const Edition*> EditionFinder::candidates(const Category& category) const {
  std::vector<const Edition*> out;
  // Newest first; of those that lay octets out alike only the newest can win.
  for (auto it = category.editions.rbegin(); it != category.editions.rend(); ++it)
    if (std::none_of(out.begin(), out.end(), [&](const Edition* e) { return e->shape == it->shape; }))
      out.push_back(&*it);
  return out;
}

EditionFinder::Outcome EditionFinder::compare(const Category& category, const Edition& known,
                                              const Edition& other, int sacSic, const Ahead& ahead) {
  BlockWalker walker(ahead.framing, ahead.bytes.first(std::min(ahead.bytes.size(), kLookAhead)));
  for (;;) {
    const auto block = walker.next();
    if (block.empty()) break;
    if (block[0] != category.number || blockSource(block) != sacSic) continue;
    const bool readsOther = reads(category, other, block);
    if (reads(category, known, block) != readsOther) return readsOther ? Outcome::Good : Outcome::Bad;
  }
  // Nothing tells them apart: what the block at hand says stands.
  return ahead.mayWait && ahead.bytes.size() < kLookAhead ? Outcome::Unsure : Outcome::Good;
}

EditionFinder::Outcome EditionFinder::split(const Category& category, std::span<const std::uint8_t> block,
                                            std::size_t available, const Ahead& ahead, BlockSplit& split,
                                            const Edition*& edition, SplitError& error) const {
  const std::size_t itemsBefore = split.items.size();
  const std::size_t recordsBefore = split.records.size();
  const auto tryOne = [&](const Edition& e) {
    split.items.resize(itemsBefore);
    split.records.resize(recordsBefore);
    edition = &e;
    return splitBlock(category, e, block.data(), block.size(), available, split, error);
  };
  const auto number = static_cast<std::size_t>(category.number);
  const int sacSic = blockSource(block.first(std::min(block.size(), available)));
  const Source* const source = find({category.number, sacSic});
  // What is told of one source goes before what is told of its category.
  if (source != nullptr && source->isForced) return tryOne(*source->edition) ? Outcome::Good : Outcome::Bad;
  if (m_forced[number] != nullptr) return tryOne(*m_forced[number]) ? Outcome::Good : Outcome::Bad;
  if (category.editions.size() == 1) return tryOne(category.newest()) ? Outcome::Good : Outcome::Bad;

  if (source != nullptr) {
    if (tryOne(*source->edition)) return Outcome::Good;
    const SplitError first = error;
    for (const Edition* e : candidates(category)) {
      if (e == source->edition || source->failuresOf(e) > source->failuresOf(source->edition) + 1) continue;
      const bool fits = tryOne(*e) && isPlausible(category, *e, block.data(), split, recordsBefore) &&
                        std::count_if(source->seen.begin(), source->seen.end(), [&](const auto& old) {
                          return !reads(category, *e, old);
                        }) <= source->failuresOf(e);
      if (!fits) continue;
      const Outcome outcome = compare(category, *source->edition, *e, sacSic, ahead);
      if (outcome != Outcome::Bad) return outcome;
    }
    error = first;
    edition = source->edition;
    return Outcome::Bad;
  }

  // A new source: what its category was read with so far, when that fits; else whatever fits.
  if (m_last[number] != nullptr && tryOne(*m_last[number]) &&
      isPlausible(category, *m_last[number], block.data(), split, recordsBefore))
    return Outcome::Good;
  std::vector<Trial> trials;
  SplitError newestError;
  for (const Edition* e : candidates(category)) {
    Trial trial{e, {}};
    SplitError trialError;
    const bool ok = splitBlock(category, *e, block.data(), block.size(), available, trial.split, trialError);
    // The further an edition reads, the likelier its complaint is the true one.
    if (!ok && (e == &category.newest() || trialError.offset > newestError.offset)) newestError = trialError;
    if (ok) trials.push_back(std::move(trial));
  }
  if (trials.empty()) {
    error = newestError;
    edition = &category.newest();
    return Outcome::Bad;
  }
  const auto agree = [&] {
    return std::all_of(trials.begin(), trials.end(),
                       [&](const Trial& t) { return sameReading(t.split, trials.front().split); });
  };
  if (!agree()) weigh(category, block, sacSic, ahead, trials);
  if (!agree() && ahead.mayWait && ahead.bytes.size() < kLookAhead) return Outcome::Unsure;
  return tryOne(*trials.front().edition) ? Outcome::Good : Outcome::Bad;
}

void EditionFinder::accept(const Category& category, const Edition& edition,
                           std::span<const std::uint8_t> block) {
  const auto number = static_cast<std::size_t>(category.number);
  const Key key{category.number, blockSource(block)};
  if (const Source* known = find(key); known != nullptr && known->edition == &edition) {
    if (known->seen.size() >= kEvidenceBlocks) return;
  }
  Source& source = m_sources[key];
  m_hit = nullptr;
  if (source.edition != nullptr && source.edition != &edition) ++source.failures[source.edition];
  source.edition = &edition;
  m_last[number] = &edition;
  if (source.seen.size() < kEvidenceBlocks) source.seen.emplace_back(block.begin(), block.end());
}

std::vector<std::pair<std::string, std::string>> EditionFinder::found() const {
  std::map<int, std::map<int, const Edition*>> byCategory;
  for (const auto& [key, source] : m_sources)
    if (!source.seen.empty()) byCategory[key.first][key.second] = source.edition;
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& [number, sources] : byCategory) {
    const std::string name = "CAT" + threeDigits(number);
    const Edition* const first = sources.begin()->second;
    if (std::all_of(sources.begin(), sources.end(), [&](const auto& s) { return s.second == first; })) {
      out.emplace_back(name, first->name);
      continue;
    }
    for (const auto& [key, edition] : sources)
      out.emplace_back(name + " SAC " + std::to_string(key >> 8 & 255) + " SIC " + std::to_string(key & 255),
                       edition->name);
  }
  return out;
}

}  // namespace sorami::asterix
