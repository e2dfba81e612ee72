// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/RawBook.h"

#include "data/store/Planes.h"
#include "data/store/RecordingSchema.h"

#include <algorithm>

namespace sorami {
namespace {

constexpr std::size_t kOctetsInBlock = recording::kMaxRawBlock / 4;

}  // namespace

void RawBook::add(std::uint16_t input, std::uint64_t offset, std::span<const std::byte> bytes,
                  std::vector<RawBlock>& full) {
  auto& [from, open] = m_open[input];
  while (!bytes.empty()) {
    if (!open.empty() && from + open.size() != offset) close(input, from, std::exchange(open, {}), full);
    if (open.empty()) from = offset;
    const std::size_t n = std::min(bytes.size(), kOctetsInBlock - open.size());
    open.append(reinterpret_cast<const char*>(bytes.data()), n);
    bytes = bytes.subspan(n);
    offset += n;
    if (open.size() == kOctetsInBlock) close(input, from, std::exchange(open, {}), full);
  }
}

void RawBook::takeRest(std::vector<RawBlock>& blocks) {
  for (auto& [input, open] : m_open)
    if (!open.second.empty()) close(input, open.first, std::exchange(open.second, {}), blocks);
}

void RawBook::close(std::uint16_t input, std::uint64_t offset, const std::string& bytes,
                    std::vector<RawBlock>& blocks) {
  const RawRef place = RawRef::make(input, offset, 1);
  if (!place.isKnown()) return;
  RawBlock block{static_cast<std::int64_t>(place.place), bytes.size(), {}};
  putBytes(block.data, bytes);
  blocks.push_back(std::move(block));
}

}  // namespace sorami
