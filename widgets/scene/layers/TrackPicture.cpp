// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/TrackPicture.h"

#include "widgets/scene/Fonts.h"
#include "widgets/scene/layers/TrailShades.h"

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
  heldSymbols.clear();
  heldLabels.clear();
  labelSprites.clear();
  labels.clear();
  for (PathBatch& b : trails) b.clear();
  for (PathBatch& b : shaded) b.clear();
  for (PathBatch& b : vectors) b.clear();
  for (PathBatch& b : rings) b.clear();
  selectedTrail.clear();
  leaders.clear();
  brackets.clear();
  hoverBrackets.clear();
  alarms.clear();
  highlights.clear();
  pair.clear();
  pairText.clear();
  hiddenLabels = 0;
  live = 0;
  plain = 0;
  stepped = steppedVectors = trailsAsDots = fewTrails = false;
  labelLimit = 0;
}

void TrackPicture::drawTracks(Canvas& canvas, const Frame& frame) const {
  const Theme& theme = *frame.theme;
  const auto unit = static_cast<float>(frame.view.pixelRatio);
  for (std::size_t i = 0; i < trails.size(); ++i) {
    if (trails[i].size() == 0) continue;
    // The oldest first; by age in its colours, else fading.
    const bool byAge = frame.tracks.trailColour == TrailColour::Age;
    const std::size_t shade = (trails.size() - 1 - i) * (kTrailShades - 1) / (trails.size() - 1);
    const QColor colour =
        byAge ? faded(trailShade(shade, theme), 0.85F) : faded(theme.trail, kTrailStrength[i]);
    canvas.stroke(trails[i], {colour, unit, {}, !stepped});
  }
  for (std::size_t i = 0; i < shaded.size(); ++i) {
    if (shaded[i].size() > 0) {
      canvas.stroke(shaded[i], {faded(trailShade(i, theme), 0.8F), 1.4F * unit, {}, !stepped});
    }
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
  if (!symbols.empty()) canvas.sprites(symbols);
  if (alarms.size() > 0) canvas.stroke(alarms, {theme.error, 2 * unit, {}});
  if (hoverBrackets.size() > 0) canvas.stroke(hoverBrackets, {faded(theme.selection, 0.6F), unit, {}});
  if (highlights.size() > 0) canvas.stroke(highlights, {theme.accent, 2 * unit, {}});
  if (brackets.size() > 0) canvas.stroke(brackets, {theme.selection, 1.5F * unit, {}});
}

void TrackPicture::drawLabels(Canvas& canvas, const Frame& frame) const {
  if (leaders.size() > 0) {
    canvas.stroke(leaders, {frame.theme->leader, static_cast<float>(frame.view.pixelRatio), {}});
  }
  if (!labelSprites.empty()) canvas.sprites(labelSprites);
  drawPair(canvas, frame);
}

void TrackPicture::drawPair(Canvas& canvas, const Frame& frame) const {
  if (pair.size() == 0) return;
  const Theme& theme = *frame.theme;
  const auto unit = static_cast<float>(frame.view.pixelRatio);
  canvas.stroke(pair, {theme.selection, 1.5F * unit, {5 * unit, 4 * unit}});
  if (pairText.isEmpty()) return;
  const double size = 12.0 * frame.view.pixelRatio;
  const double line = size * 1.35;
  double width = 0;
  for (const QString& text : pairText) width = std::max(width, textBounds(text, size, true).width());
  const double pad = 6 * frame.view.pixelRatio;
  QRectF box(0, 0, std::ceil(width + 2 * pad),
             std::ceil(line * static_cast<double>(pairText.size()) + 2 * pad));
  box.moveCenter({std::round(static_cast<double>(pairAt.x)), std::round(static_cast<double>(pairAt.y))});
  // The numbers stay readable when the middle of the line is off the picture.
  const QSize room = frame.view.size;
  box.moveLeft(std::clamp(box.left(), 4.0, std::max(4.0, room.width() - box.width() - 4)));
  box.moveTop(
      std::clamp(box.top(), frame.margins.top + 4.0, std::max(4.0, room.height() - box.height() - 30)));
  QColor fill = theme.panelRaised;
  fill.setAlphaF(0.94F);
  canvas.rect(box, fill, theme.selection, 3 * unit);
  std::vector<TextRun> runs;
  for (qsizetype i = 0; i < pairText.size(); ++i) {
    TextRun run;
    run.text = pairText.at(i);
    run.at = {static_cast<float>(box.left() + pad),
              static_cast<float>(box.top() + pad + line * static_cast<double>(i) + size)};
    run.colour = theme.text;
    run.sizePx = static_cast<float>(size);
    run.mono = true;
    runs.push_back(std::move(run));
  }
  canvas.text(runs);
}

Pick TrackPicture::pick(QPointF at, double reach) const {
  Pick best;
  const auto x = static_cast<float>(at.x());
  const auto y = static_cast<float>(at.y());
  for (const Item& item : items) {
    const double d = std::hypot(static_cast<double>(item.at.x - x), static_cast<double>(item.at.y - y));
    // Later items lie on top, so an equal distance goes to them.
    if (d > reach || d > best.distancePx) continue;
    best = {};
    best.kind = Pick::Kind::Track;
    best.track = item.track;
    best.distancePx = d;
  }
  for (const Label& label : labels) {
    const double dx = static_cast<double>(std::max({label.box.x - x, x - label.box.x - label.box.w, 0.0F}));
    const double dy = static_cast<double>(std::max({label.box.y - y, y - label.box.y - label.box.h, 0.0F}));
    const double d = std::hypot(dx, dy);
    if (d > reach || d >= best.distancePx) continue;
    best = {};
    best.kind = Pick::Kind::Track;
    best.track = label.track;
    best.distancePx = d;
    best.onLabel = true;
    best.labelOffset = {static_cast<double>(label.box.x - label.anchor.x),
                        static_cast<double>(label.box.y - label.anchor.y)};
  }
  return best;
}

}  // namespace sorami
