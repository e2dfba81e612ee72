// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/VideoBook.h"

#include "data/store/Planes.h"

#include <bit>

namespace sorami {
namespace {

constexpr Micros kBlockLength = kSecond;
constexpr std::size_t kBlockSize = std::size_t{2} << 20;

void putFloat(std::string& out, float value) {
  putNumber(out, std::bit_cast<std::uint32_t>(value));
}

}  // namespace

std::optional<VideoBlock> VideoBook::add(const VideoSweep& sweep) {
  Open& open = m_open[sweep.source];
  std::optional<VideoBlock> full;
  const bool isOther = open.range.isValid() && (sweep.time >= open.range.begin + kBlockLength ||
                                                sweep.time < open.range.begin - kBlockLength);
  if (!open.bytes.empty() && (isOther || open.bytes.size() >= kBlockSize)) full = close(sweep.source, open);
  if (sweep.cells.size() > kBlockSize) return full;
  open.range.include(sweep.time);
  putNumber(open.bytes, sweep.time.us);
  putDouble(open.bytes, sweep.sensor.lat);
  putDouble(open.bytes, sweep.sensor.lon);
  putFloat(open.bytes, sweep.startAzimuthDeg);
  putFloat(open.bytes, sweep.endAzimuthDeg);
  putFloat(open.bytes, sweep.startRangeM);
  putFloat(open.bytes, sweep.cellM);
  putNumber(open.bytes, static_cast<std::uint32_t>(sweep.cells.size()));
  open.bytes.append(reinterpret_cast<const char*>(sweep.cells.data()), sweep.cells.size());
  return full;
}

std::vector<VideoBlock> VideoBook::takeRest() {
  std::vector<VideoBlock> blocks;
  for (auto& [source, open] : m_open)
    if (!open.bytes.empty()) blocks.push_back(close(source, open));
  return blocks;
}

VideoBlock VideoBook::close(std::uint16_t source, Open& open) {
  VideoBlock block;
  block.source = source;
  block.range = open.range;
  block.size = open.bytes.size();
  putBytes(block.data, open.bytes);
  open = {};
  return block;
}

bool decodeVideo(std::uint16_t source, std::size_t size, std::string_view data, TimeRange range,
                 std::vector<VideoSweep>& out) {
  if (size > kMaxVideoBlock) return false;
  std::string bytes(size, '\0');
  ByteReader packed(data);
  if (!getBytes(packed, bytes.data(), bytes.size())) return false;
  ByteReader in(bytes);
  const auto real = [&in] { return std::bit_cast<float>(in.number<std::uint32_t>()); };
  while (in.left() > 0) {
    VideoSweep sweep;
    sweep.source = source;
    sweep.time = {in.number<std::int64_t>()};
    sweep.sensor.lat = in.real();
    sweep.sensor.lon = in.real();
    sweep.startAzimuthDeg = real();
    sweep.endAzimuthDeg = real();
    sweep.startRangeM = real();
    sweep.cellM = real();
    const std::string_view cells = in.take(in.number<std::uint32_t>());
    if (!in.ok()) return false;
    if (!range.contains(sweep.time)) continue;
    sweep.cells.assign(cells.begin(), cells.end());
    out.push_back(std::move(sweep));
  }
  return true;
}

}  // namespace sorami
