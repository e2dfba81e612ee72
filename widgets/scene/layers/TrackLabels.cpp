// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/Obstacles.h"
#include "widgets/scene/layers/TrackPicture.h"

#include <algorithm>
#include <cmath>

namespace sorami {

namespace {

/// Blocks that a frame on screen may render; the rest follows in the next ones.
constexpr int kBlocksPerFrame = 160;
/// And how long it may take over that.
constexpr std::chrono::milliseconds kBlocksTime(2);
/// Tracks whose last block is remembered, beyond those in the picture.
constexpr std::size_t kMostRemembered = 10'000;
/// Pictures that a block stays on screen at least, though its track has reported anew: nobody reads more than
/// three a second.
constexpr std::uint64_t kBlockStays = 20;
/// Logical px below which a leader says nothing that nearness does not.
constexpr float kShortestLeader = 12;
/// Priority from which a label is shown whatever it covers: threats, alarms, what the mouse is on, what is
/// selected.
constexpr std::uint8_t kAlwaysLabelled = 3;

}  // namespace

int TrackPainter::labelLevel(const Frame& frame, TrackId track) const {
  int level = frame.tracks.labelLevel;
  if (frame.labelChoices) {
    const auto found = frame.labelChoices->find(track);
    if (found != frame.labelChoices->end() && found->second.level >= 0) level = found->second.level;
  }
  // Who is looked at tells more.
  if (track == frame.selectedTrack || track == frame.hoveredTrack) level = std::max(level, 2);
  return level;
}

std::uint64_t TrackPainter::labelKey(const Frame& frame, const TrackPicture::Item& item, int level,
                                     int* budget, SpritePtr* sprite, bool* isOld) {
  const Row& row = m_rows[item.row];
  Labelled& last = m_labelled[item.track];
  const std::uint64_t look =
      mixKey({static_cast<std::uint64_t>(level), static_cast<std::uint64_t>(frame.units),
              keyOf(frame.tracks.transitionAltitude), row.look, m_mixed, frame.tracks.labelFields});
  const bool known = last.look == look && last.sample == row.segment.t0;
  if (known && (*sprite = m_blocks.find(last.key))) return last.key;
  if (frame.interactive && last.look == look && m_picture - last.picture < kBlockStays &&
      (*sprite = m_blocks.find(last.key))) {
    *isOld = true;
    return last.key;
  }
  if (*budget > 0 && std::chrono::steady_clock::now() > m_blocksUntil) *budget = 0;
  if (*budget == 0) {
    // Rather the block of a moment ago, or none, than a late picture.
    *sprite = m_blocks.find(last.key);
    *isOld = *sprite != nullptr;
    return *isOld ? last.key : 0;
  }
  const TrackInfo& info = m_tracks->store().tracks()[item.track];
  const Bucket& bucket = *m_tracks->buckets()[row.segment.bucket]->bucket;
  // Numbers are those of the newest sample, not interpolated ones: what was reported, and far fewer blocks.
  const LabelText text = labelText(info, bucket.sample(row.segment.sample), level, frame, m_mixed);
  const QColor colour = frame.theme->colourOf(info.affiliation);
  const std::uint64_t key = LabelBlocks::keyOf(text, colour);
  *sprite = m_blocks.find(key);
  if (!*sprite && frame.interactive && last.key != 0 && !m_placer.wasShown(item.track)) {
    // Most of those that wait for room find none: the block of a moment ago says how much they need.
    *sprite = m_blocks.find(last.key);
    *isOld = *sprite != nullptr;
    if (*isOld) return last.key;
  }
  if (!*sprite) {
    --*budget;
    *sprite = m_blocks.make(key, text, colour);
  }
  last.look = look;
  last.sample = row.segment.t0;
  last.key = key;
  last.picture = m_picture;
  return key;
}

bool TrackPainter::addLabels(const Frame& frame, TrackPicture& picture) {
  if (!m_hasTracks) return true;
  m_blocks.setLook(frame.theme, frame.view.pixelRatio, m_isVector);
  m_placer.begin(frame.view.size);
  m_obstacles.clear();
  addObstacles(frame, m_obstacles);
  for (const PixelBox& box : m_obstacles) m_placer.block(box);

  // The most important ones, those that were shown before the others, by id.
  m_wanted.clear();
  const auto width = static_cast<float>(frame.view.size.width());
  const auto height = static_cast<float>(frame.view.size.height());
  for (std::size_t i = 0; i < picture.items.size(); ++i) {
    const TrackPicture::Item& item = picture.items[i];
    // Frames are nearly square; a symbol's box is what labels keep clear of.
    const float half = item.radius + 1;
    m_placer.block({item.at.x - half, item.at.y - half, 2 * half, 2 * half});
    if (item.dim) continue;
    if (!(item.at.x >= 0 && item.at.y >= 0 && item.at.x < width && item.at.y < height)) continue;
    const std::uint64_t fresh = m_placer.wasShown(item.track) ? 0 : 1;
    m_wanted.push_back((static_cast<std::uint64_t>(15 - item.priority) << 60U) | (fresh << 59U) |
                       ((static_cast<std::uint64_t>(item.track) & 0xFFFFFFFF) << 24U) |
                       (static_cast<std::uint64_t>(i) & 0xFFFFFF));
  }
  const auto most =
      static_cast<std::size_t>(std::clamp(frame.tracks.maxLabels, 0, std::max(0, frame.quality.maxLabels)));
  const std::size_t total = m_wanted.size();
  if (total > most) {
    if (frame.quality.maxLabels < frame.tracks.maxLabels) picture.labelLimit = frame.quality.maxLabels;
    std::nth_element(m_wanted.begin(), m_wanted.begin() + static_cast<std::ptrdiff_t>(most), m_wanted.end());
    m_wanted.resize(most);
  }
  std::sort(m_wanted.begin(), m_wanted.end());

  int budget = frame.interactive ? kBlocksPerFrame : std::numeric_limits<int>::max();
  m_blocksUntil = frame.interactive ? std::chrono::steady_clock::now() + kBlocksTime
                                    : std::chrono::steady_clock::time_point::max();
  if (m_labelled.size() > kMostRemembered + m_wanted.size()) m_labelled.clear();
  bool complete = true;
  m_requests.clear();
  m_requestItem.clear();
  m_requestSprite.clear();
  m_requestIsOld.clear();
  const auto unit = static_cast<float>(frame.view.pixelRatio);
  for (std::uint64_t wanted : m_wanted) {
    const auto index = static_cast<std::uint32_t>(wanted & 0xFFFFFF);
    const TrackPicture::Item& item = picture.items[index];
    SpritePtr sprite;
    bool isOld = false;
    if (labelKey(frame, item, labelLevel(frame, item.track), &budget, &sprite, &isOld) == 0) complete = false;
    if (!sprite) continue;
    LabelRequest request;
    request.id = item.track;
    request.priority = item.priority;
    request.anchor = item.at;
    request.clearance = item.radius;
    request.scale = unit;
    request.width = static_cast<float>(sprite->size.width());
    request.height = static_cast<float>(sprite->size.height());
    request.mustShow = item.priority >= kAlwaysLabelled;
    if (frame.labelChoices) {
      const auto found = frame.labelChoices->find(item.track);
      if (found != frame.labelChoices->end() && found->second.offset) {
        request.pinned = true;
        request.pinnedOffset = {static_cast<float>(found->second.offset->x()),
                                static_cast<float>(found->second.offset->y())};
      }
    }
    m_requests.push_back(request);
    m_requestItem.push_back(index);
    m_requestSprite.push_back(std::move(sprite));
    m_requestIsOld.push_back(isOld);
  }
  m_placer.place(m_requests, m_placed);

  for (const PlacedLabel& placed : m_placed) {
    const TrackPicture::Item& item = picture.items[m_requestItem[placed.request]];
    picture.labels.push_back({item.track, placed.box, item.at});
    const SpritePtr& sprite = m_requestSprite[placed.request];
    if (m_requestIsOld[placed.request]) complete = false;  // the next frame says what is new
    picture.labelSprites.push_back({sprite.get(), {placed.box.x, placed.box.y}, 1.0F});
    picture.heldLabels.push_back(sprite);
    // From the symbol's edge to the nearest point of the block.
    const PixelPoint end{std::clamp(item.at.x, placed.box.x, placed.box.x + placed.box.w),
                         std::clamp(item.at.y, placed.box.y, placed.box.y + placed.box.h)};
    const float dx = end.x - item.at.x;
    const float dy = end.y - item.at.y;
    const float way = std::hypot(dx, dy);
    if (way - item.radius < kShortestLeader * unit) continue;
    const float start = (item.radius + unit) / way;
    const std::array<PixelPoint, 2> line = {{{item.at.x + dx * start, item.at.y + dy * start}, end}};
    picture.leaders.add(line);
  }
  // Whoever gave way to a neighbour's symbol has no label either.
  const std::size_t thinned = picture.live - picture.items.size();
  picture.hiddenLabels = static_cast<int>(total + thinned - m_placed.size());
  m_blocks.endPicture();
  return complete;
}

}  // namespace sorami
