// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/TrackPicture.h"

#include <algorithm>
#include <cmath>

namespace sorami {

namespace {

/// Trail lines fade in steps, the oldest first: shares of full strength.
constexpr std::array<float, 4> kTrailStrength = {0.18F, 0.34F, 0.52F, 0.72F};

QColor faded(QColor colour, float strength) {
  colour.setAlphaF(colour.alphaF() * strength);
  return colour;
}

}  // namespace

void TrackPicture::clear() {
  items.clear();
  dots.clear();
  marks.clear();
  symbols.clear();
  held.clear();
  labelSprites.clear();
  labels.clear();
  for (PathBatch& b : trails) b.clear();
  for (PathBatch& b : vectors) b.clear();
  for (PathBatch& b : rings) b.clear();
  selectedTrail.clear();
  leaders.clear();
  brackets.clear();
  hoverBrackets.clear();
  alarms.clear();
  hiddenLabels = 0;
  live = 0;
  plain = 0;
  stepped = steppedVectors = trailsAsDots = fewTrails = false;
  labelLimit = 0;
}

void TrackPicture::draw(Canvas& canvas, const Frame& frame) const {
  const Theme& theme = *frame.theme;
  const auto unit = static_cast<float>(frame.view.pixelRatio);
  for (std::size_t i = 0; i < trails.size(); ++i) {
    if (trails[i].size() > 0)
      canvas.stroke(trails[i], {faded(theme.trail, kTrailStrength[i]), unit, {}, !stepped});
  }
  if (!dots.empty()) canvas.dots(dots);
  if (!marks.empty()) canvas.dots(marks);
  if (selectedTrail.size() > 0) canvas.stroke(selectedTrail, {faded(theme.selection, 0.8F), unit, {}});
  for (std::size_t a = 0; a < rings.size(); ++a) {
    const QColor colour = theme.affiliation[a];
    if (rings[a].size() > 0) {
      canvas.stroke(rings[a], {faded(colour, 0.7F), unit, {3 * unit, 4 * unit}});
    }
    if (vectors[a].size() > 0) canvas.stroke(vectors[a], {faded(colour, 0.9F), unit, {}, !steppedVectors});
  }
  if (leaders.size() > 0) canvas.stroke(leaders, {theme.leader, unit, {}});
  if (!symbols.empty()) canvas.sprites(symbols);
  if (alarms.size() > 0) canvas.stroke(alarms, {theme.error, 2 * unit, {}});
  if (hoverBrackets.size() > 0) canvas.stroke(hoverBrackets, {faded(theme.selection, 0.6F), unit, {}});
  if (brackets.size() > 0) canvas.stroke(brackets, {theme.selection, 1.5F * unit, {}});
  if (!labelSprites.empty()) canvas.sprites(labelSprites);
}

Pick TrackPicture::pick(QPointF at, double reach) const {
  Pick best;
  const auto x = static_cast<float>(at.x());
  const auto y = static_cast<float>(at.y());
  for (const Item& item : items) {
    const double d = std::hypot(static_cast<double>(item.at.x - x), static_cast<double>(item.at.y - y));
    // Later items lie on top, so an equal distance goes to them.
    if (d <= reach && d <= best.distancePx) best = {Pick::Kind::Track, item.track, {}, d};
  }
  for (const Label& label : labels) {
    const double dx = static_cast<double>(std::max({label.box.x - x, x - label.box.x - label.box.w, 0.0F}));
    const double dy = static_cast<double>(std::max({label.box.y - y, y - label.box.y - label.box.h, 0.0F}));
    const double d = std::hypot(dx, dy);
    if (d <= reach && d < best.distancePx) best = {Pick::Kind::Track, label.track, {}, d};
  }
  return best;
}

}  // namespace sorami
