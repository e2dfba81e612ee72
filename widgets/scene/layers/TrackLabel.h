// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Canvas.h"
#include "widgets/scene/Frame.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <unordered_map>

namespace sorami {

/// What a data block says, before it is laid out.
struct LabelText {
  QString name;     ///< line 1: call sign or track number
  QString motion;   ///< line 2: level or altitude, trend, ground speed
  QString remarks;  ///< line 3: type, emergency, NOTIONAL
};

/// `FL350`, `4 500 ft`, `36 100 ft HAE`, `118 km HAE`: barometric where there is one, geometric else, always
/// with what it is measured from unless that is the standard pressure. Empty when neither is known.
QString labelAltitude(const Sample& sample, UnitProfile units, double transitionAltitude);
/// `452 kt`, `2.9 km/s`; empty when not known.
QString labelSpeed(float metresPerSecond, UnitProfile units);
/// The data block of a track from its newest sample. `level` 0 name only, 1 two lines, 2 all. `mixed`: real
/// and notional tracks stand side by side, so that the notional ones say so on line 1.
LabelText labelText(const TrackInfo& info, const Sample& sample, int level, const Frame& frame, bool mixed);

/// Data blocks as sprites with their plate baked in, kept by what they say. Not thread-safe.
class LabelBlocks {
 public:
  /// Look of all blocks; a change forgets them.
  void setLook(std::shared_ptr<const Theme> theme, double pixelRatio, bool vector);
  static std::uint64_t keyOf(const LabelText& text, const QColor& nameColour);
  /// The block of a key, its anchor at its top left corner; null when it is not there.
  SpritePtr find(std::uint64_t key);
  SpritePtr make(std::uint64_t key, const LabelText& text, const QColor& nameColour);
  /// Call once a picture: what has not been used for long is dropped beyond a limit.
  void endPicture();
  std::size_t size() const { return m_blocks.size(); }

 private:
  struct Entry {
    SpritePtr sprite;
    std::uint64_t lastUse = 0;
  };
  Sprite render(const LabelText& text, const QColor& nameColour) const;

  std::shared_ptr<const Theme> m_theme;
  double m_pixelRatio = 1;
  bool m_vector = false;
  std::uint64_t m_picture = 1;
  std::unordered_map<std::uint64_t, Entry> m_blocks;
};

}  // namespace sorami
