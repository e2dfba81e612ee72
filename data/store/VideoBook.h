// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/UtcTime.h"
#include "data/ingest/RadarVideo.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sorami {

/// About a second of one source's radials, compressed: what recordings keep of radar video.
struct VideoBlock {
  std::uint16_t source = 0;
  TimeRange range;
  std::size_t size = 0;  ///< octets before compression
  std::string data;
};

/// No block is larger, so that a damaged or hostile file cannot ask for more.
constexpr std::size_t kMaxVideoBlock = std::size_t{16} << 20;

/// Gathers radials into blocks.
class VideoBook {
 public:
  /// Gives a block that is full.
  std::optional<VideoBlock> add(const VideoSweep& sweep);
  /// All that is not yet in a block.
  std::vector<VideoBlock> takeRest();

 private:
  struct Open {
    TimeRange range;
    std::string bytes;
  };
  static VideoBlock close(std::uint16_t source, Open& open);
  std::map<std::uint16_t, Open> m_open;
};

/// Appends a block's radials whose time is within `range`; false when it is damaged.
bool decodeVideo(std::uint16_t source, std::size_t size, std::string_view data, TimeRange range,
                 std::vector<VideoSweep>& out);

}  // namespace sorami
