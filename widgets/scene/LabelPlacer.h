// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Canvas.h"

#include <QSize>

#include <cstdint>
#include <span>
#include <vector>

namespace sorami {

/// A rectangle of device pixels: [x, x + w) × [y, y + h).
struct PixelBox {
  float x = 0;
  float y = 0;
  float w = 0;
  float h = 0;
  bool contains(PixelPoint p) const { return p.x >= x && p.y >= y && p.x < x + w && p.y < y + h; }
};

/// A label that wants a place.
struct LabelRequest {
  std::uint32_t id = 0;          ///< remembered from call to call; unique within one call
  std::int32_t priority = 0;     ///< higher is placed first
  PixelPoint anchor;             ///< what it names
  float clearance = 8;           ///< px about the anchor that its own symbol takes
  float width = 0;               ///< px
  float height = 0;              ///< px
  float scale = 1;               ///< device px a logical px: gaps grow with it
  bool mustShow = false;         ///< shown even where that covers a symbol or, worse, another label
  bool pinned = false;           ///< the user has put it at pinnedOffset
  PixelPoint pinnedOffset = {};  ///< px from the anchor to the top left corner
};

struct PlacedLabel {
  std::uint32_t request = 0;  ///< index into the requests
  std::uint8_t slot = 0;
  PixelBox box;  ///< whole pixels
};

/// Finds places for labels, greedily by priority: near the anchor in eight directions, then in eight farther
/// ones that need a leader; those that must be shown look farther still while they are few. A label tries the
/// place it had last time first, and one that was hidden comes back only where there is room to spare, so
/// that labels neither jump nor flicker. Labels keep clear of each other, of symbols and of whatever else is
/// told. No allocation once it has seen its largest picture.
class LabelPlacer {
 public:
  static constexpr std::uint8_t kNearSlots = 8;
  static constexpr std::uint8_t kRoomSlots = 16;  ///< of labels that may be hidden
  static constexpr std::uint8_t kSlots = 32;
  static constexpr std::uint8_t kPinned = 254;

  /// Starts a picture; what was told to keep clear of is forgotten, where labels stood is not.
  void begin(QSize view);
  /// Keeps labels out of a box, such as a symbol or a legend.
  void block(const PixelBox& box);
  /// Places what fits. `placed` is in the order of importance and is overwritten.
  void place(std::span<const LabelRequest> requests, std::vector<PlacedLabel>& placed);
  /// Requests of the last place() that found no room.
  int hidden() const { return m_hidden; }
  /// True when the label was shown by the last place().
  bool wasShown(std::uint32_t id) const;
  /// Forgets where labels stood: after a jump of the view nothing is worth keeping.
  void forget();

  /// Where a label of that size stands in a slot.
  static PixelBox boxFor(const LabelRequest& request, std::uint8_t slot);

 private:
  struct Memory {
    std::uint32_t id = 0;
    std::uint32_t stamp = 0;
    std::uint8_t slot = 0;
  };
  struct Cells {
    int x0, y0, x1, y1;  ///< inclusive
  };
  bool cellsOf(const PixelBox& box, Cells* cells) const;
  bool isFree(const PixelBox& box) const;
  int costOf(const PixelBox& box) const;
  void occupy(const PixelBox& box, std::vector<std::uint64_t>& bits) const;
  void take(const PixelBox& box);
  const Memory* recall(std::uint32_t id) const;
  void remember(std::uint32_t id, std::uint8_t slot);

  QSize m_view;
  int m_columns = 0;
  int m_rows = 0;
  int m_words = 0;
  std::vector<std::uint64_t> m_bits;    ///< cells that are taken
  std::vector<std::uint64_t> m_labels;  ///< of them, by labels
  std::vector<std::pair<std::uint64_t, std::uint32_t>> m_order;
  std::vector<Memory> m_last;
  std::vector<Memory> m_now;
  std::uint32_t m_stamp = 2;
  int m_hidden = 0;
};

}  // namespace sorami
