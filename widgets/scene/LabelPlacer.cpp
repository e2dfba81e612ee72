// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/LabelPlacer.h"

#include "widgets/scene/CanvasShapes.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace sorami {

namespace {

/// Side of a cell of the occupancy bitmap, px.
constexpr int kCell = 4;
/// Between symbol and label. More than a cell, or a label would collide with its own symbol's cells.
constexpr float kNearGap = 5;
/// Extra way of the slots in each ring; all but the first need a leader.
constexpr std::array<float, LabelPlacer::kSlots / LabelPlacer::kNearSlots> kFarGaps = {0, 26, 66, 120};
/// So many labels that must be shown may look into the outer rings: among more, leaders could not be
/// followed.
constexpr int kFewMustShow = 48;
/// A cell of another label that is covered counts as so many of a symbol.
constexpr int kLabelCost = 8;
/// Room to spare before a hidden label returns, px on each side.
constexpr float kSlack = 8;

/// Directions of the slots in the order they are tried, as shares of the label's size: (1, −1) is right and
/// above. Right before left because text is read from the left; corners before sides because a speed vector
/// or trail seldom lies along them.
struct Direction {
  float x;
  float y;
};
constexpr std::array<Direction, LabelPlacer::kNearSlots> kDirections = {
    {{1, -1}, {1, 1}, {-1, -1}, {-1, 1}, {1, 0}, {-1, 0}, {0, -1}, {0, 1}}};

std::uint32_t hashId(std::uint32_t id) {
  id ^= id >> 16U;
  id *= 0x7FEB352DU;
  id ^= id >> 15U;
  return id;
}

}  // namespace

PixelBox LabelPlacer::boxFor(const LabelRequest& request, std::uint8_t slot) {
  const auto whole = [](float v) { return static_cast<float>(floorOf(static_cast<double>(v) + 0.5)); };
  PixelBox box{0, 0, static_cast<float>(ceilOf(static_cast<double>(request.width))),
               static_cast<float>(ceilOf(static_cast<double>(request.height)))};
  if (slot == kPinned) {
    box.x = whole(request.anchor.x + request.pinnedOffset.x);
    box.y = whole(request.anchor.y + request.pinnedOffset.y);
    return box;
  }
  const Direction d = kDirections[slot % kNearSlots];
  const float far = kFarGaps[slot / kNearSlots] * request.scale;
  // On a corner the symbol's circle leaves room: the label may come nearer along each axis.
  const bool corner = d.x != 0 && d.y != 0;
  const float reach = request.clearance + kNearGap * request.scale + (corner ? far * 0.8F : far);
  const auto along = [&](float direction, float size, bool main) {
    if (direction > 0) return main ? reach : -size * 0.5F;
    if (direction < 0) return main ? -reach - size : -size * 0.5F;
    return -size * 0.5F;
  };
  float dx = along(d.x, box.w, true);
  float dy = along(d.y, box.h, true);
  // Near corners only shift up or down by half a symbol, so that the block stays beside what it names.
  if (corner && far == 0) dy = d.y < 0 ? -box.h - 1 : 1;
  box.x = whole(request.anchor.x + dx);
  box.y = whole(request.anchor.y + dy);
  return box;
}

void LabelPlacer::begin(QSize view) {
  m_view = view;
  m_columns = (std::max(1, view.width()) + kCell - 1) / kCell;
  m_rows = (std::max(1, view.height()) + kCell - 1) / kCell;
  m_words = (m_columns + 63) / 64;
  m_bits.assign(static_cast<std::size_t>(m_words) * static_cast<std::size_t>(m_rows), 0);
  m_labels.assign(m_bits.size(), 0);
}

bool LabelPlacer::cellsOf(const PixelBox& box, Cells* cells) const {
  constexpr double kInverse = 1.0 / kCell;
  cells->x0 = floorOf(static_cast<double>(box.x) * kInverse);
  cells->y0 = floorOf(static_cast<double>(box.y) * kInverse);
  cells->x1 = ceilOf(static_cast<double>(box.x + box.w) * kInverse) - 1;
  cells->y1 = ceilOf(static_cast<double>(box.y + box.h) * kInverse) - 1;
  const bool inside = cells->x0 >= 0 && cells->y0 >= 0 &&
                      box.x + box.w <= static_cast<float>(m_view.width()) &&
                      box.y + box.h <= static_cast<float>(m_view.height());
  cells->x0 = std::clamp(cells->x0, 0, m_columns);
  cells->y0 = std::clamp(cells->y0, 0, m_rows);
  cells->x1 = std::clamp(cells->x1, -1, m_columns - 1);
  cells->y1 = std::clamp(cells->y1, -1, m_rows - 1);
  return inside;
}

namespace {

/// Bits of word `w` that columns x0…x1 cover.
std::uint64_t maskOf(int w, int x0, int x1) {
  const int from = std::max(x0 - w * 64, 0);
  const int to = std::min(x1 - w * 64, 63);
  if (from > to) return 0;
  const std::uint64_t upTo = to == 63 ? ~0ULL : (1ULL << static_cast<unsigned>(to + 1)) - 1;
  return upTo & ~((1ULL << static_cast<unsigned>(from)) - 1);
}

}  // namespace

namespace {

/// The room a label should have to come to a slot: more than it needs, but not towards its own symbol.
PixelBox withSlack(PixelBox box, std::uint8_t slot, float scale) {
  const Direction d = kDirections[slot % LabelPlacer::kNearSlots];
  const float slack = kSlack * scale;
  if (d.x <= 0) box.x -= slack;
  box.w += d.x == 0 ? 2 * slack : slack;
  if (d.y <= 0) box.y -= slack;
  box.h += d.y == 0 ? 2 * slack : slack;
  return box;
}

}  // namespace

bool LabelPlacer::isFree(const PixelBox& box) const {
  Cells c{};
  if (!cellsOf(box, &c)) return false;
  for (int w = c.x0 / 64; w <= c.x1 / 64; ++w) {
    const std::uint64_t mask = maskOf(w, c.x0, c.x1);
    const std::uint64_t* bits = m_bits.data() + static_cast<std::ptrdiff_t>(c.y0) * m_words + w;
    for (int y = c.y0; y <= c.y1; ++y, bits += m_words) {
      if (*bits & mask) return false;
    }
  }
  return true;
}

int LabelPlacer::costOf(const PixelBox& box) const {
  Cells c{};
  // Outside the picture counts as badly as covering everything.
  int cost = cellsOf(box, &c) ? 0 : 10'000'000;
  for (int y = c.y0; y <= c.y1; ++y) {
    for (int w = c.x0 / 64; w <= c.x1 / 64; ++w) {
      const auto at = static_cast<std::size_t>(y * m_words + w);
      const std::uint64_t mask = maskOf(w, c.x0, c.x1);
      cost += std::popcount(m_bits[at] & mask) + (kLabelCost - 1) * std::popcount(m_labels[at] & mask);
    }
  }
  return cost;
}

void LabelPlacer::occupy(const PixelBox& box, std::vector<std::uint64_t>& bits) const {
  Cells c{};
  cellsOf(box, &c);
  if (c.x1 < c.x0 || c.x0 >= m_columns) return;
  for (int w = c.x0 / 64; w <= c.x1 / 64; ++w) {
    const std::uint64_t mask = maskOf(w, c.x0, c.x1);
    for (int y = c.y0; y <= c.y1; ++y) bits[static_cast<std::size_t>(y * m_words + w)] |= mask;
  }
}

void LabelPlacer::block(const PixelBox& box) {
  occupy(box, m_bits);
}

void LabelPlacer::take(const PixelBox& box) {
  occupy(box, m_bits);
  occupy(box, m_labels);
}

const LabelPlacer::Memory* LabelPlacer::recall(std::uint32_t id) const {
  if (m_last.empty()) return nullptr;
  const std::size_t mask = m_last.size() - 1;
  for (std::size_t i = hashId(id) & mask;; i = (i + 1) & mask) {
    const Memory& m = m_last[i];
    if (m.stamp != m_stamp - 1) return nullptr;
    if (m.id == id) return &m;
  }
}

void LabelPlacer::remember(std::uint32_t id, std::uint8_t slot) {
  const std::size_t mask = m_now.size() - 1;
  std::size_t i = hashId(id) & mask;
  while (m_now[i].stamp == m_stamp) i = (i + 1) & mask;
  m_now[i] = {id, m_stamp, slot};
}

bool LabelPlacer::wasShown(std::uint32_t id) const {
  return recall(id) != nullptr;
}

void LabelPlacer::forget() {
  m_stamp += 2;
}

void LabelPlacer::place(std::span<const LabelRequest> requests, std::vector<PlacedLabel>& placed) {
  placed.clear();
  m_hidden = 0;

  // Most important first; of equals, those that have a place keep it; then by id, so that the order does not
  // depend on how the caller listed them.
  m_order.clear();
  for (std::uint32_t i = 0; i < requests.size(); ++i) {
    const LabelRequest& r = requests[i];
    const auto important =
        static_cast<std::uint64_t>(0xFFFF - std::clamp<std::int32_t>(r.priority + 0x8000, 0, 0xFFFF));
    const std::uint64_t fresh = r.pinned || recall(r.id) ? 0 : 1;
    m_order.emplace_back(
        (static_cast<std::uint64_t>(!r.pinned) << 50U) | (important << 34U) | (fresh << 33U) | r.id, i);
  }
  std::sort(m_order.begin(), m_order.end());

  const std::size_t wanted = std::bit_ceil(std::max<std::size_t>(64, requests.size() * 2 + 1));
  if (m_now.size() < wanted) m_now.assign(wanted, {});

  const auto mustShow =
      std::count_if(requests.begin(), requests.end(), [](const LabelRequest& r) { return r.mustShow; });

  for (const auto& [key, index] : m_order) {
    const LabelRequest& r = requests[index];
    const std::uint8_t slots = r.mustShow && mustShow <= kFewMustShow ? kSlots : kRoomSlots;
    if (r.pinned) {
      const PixelBox box = boxFor(r, kPinned);
      take(box);
      remember(r.id, kPinned);
      placed.push_back({index, kPinned, box});
      continue;
    }
    const Memory* last = recall(r.id);
    std::uint8_t found = 255;
    PixelBox box;
    if (last && last->slot < kSlots) {
      // Who had to go far comes back as soon as there is room to spare.
      for (std::uint8_t slot = 0; last->slot >= kRoomSlots && found == 255 && slot < kRoomSlots; ++slot) {
        box = boxFor(r, slot);
        if (isFree(withSlack(box, slot, r.scale))) found = slot;
      }
      if (found == 255) {
        box = boxFor(r, last->slot);
        if (isFree(box)) found = last->slot;
      }
    }
    if (found == 255) {
      // A label that has to move goes as little as it can. Room to spare is looked for first, or the next
      // neighbour would drive it on again; a label that was hidden waits for it.
      std::array<std::pair<float, std::uint8_t>, kSlots> order;
      std::array<PixelBox, kSlots> boxes;
      const bool hadPlace = last && last->slot < kSlots;
      const PixelBox was = hadPlace ? boxFor(r, last->slot) : PixelBox{};
      for (std::uint8_t slot = 0; slot < slots; ++slot) {
        const PixelBox would = boxes[slot] = boxFor(r, slot);
        const float way =
            hadPlace ? (would.x - was.x) * (would.x - was.x) + (would.y - was.y) * (would.y - was.y) : slot;
        order[slot] = {way, slot};
      }
      const auto end = order.begin() + slots;
      if (last) std::sort(order.begin(), end);
      const int passes = last || r.mustShow ? 2 : 1;
      for (int pass = 0; found == 255 && pass < passes; ++pass) {
        for (auto it = order.begin(); it != end; ++it) {
          const std::uint8_t slot = it->second;
          box = boxes[slot];
          if (!isFree(pass == 0 ? withSlack(box, slot, r.scale) : box)) continue;
          found = slot;
          break;
        }
      }
    }
    if (found == 255 && r.mustShow) {
      // The least bad place, its last one if that is as good.
      int best = 0;
      for (std::uint8_t k = 0; k <= slots; ++k) {
        const std::uint8_t slot =
            k == 0 ? (last && last->slot < kSlots ? last->slot : 0) : static_cast<std::uint8_t>(k - 1);
        const int cost = costOf(boxFor(r, slot));
        if (k == 0 || cost < best) {
          best = cost;
          found = slot;
        }
      }
      box = boxFor(r, found);
    }
    if (found == 255) {
      ++m_hidden;
      continue;
    }
    take(box);
    remember(r.id, found);
    placed.push_back({index, found, box});
  }
  std::swap(m_last, m_now);
  ++m_stamp;
}

}  // namespace sorami
