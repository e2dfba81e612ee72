// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Frame.h"
#include "widgets/scene/LabelPlacer.h"

#include <QImage>
#include <QRectF>

#include <memory>
#include <optional>
#include <vector>

namespace sorami {

/// A round length for a scale bar.
struct ScaleBar {
  double metres = 0;  ///< on the ground
  float px = 0;       ///< as long on the map at the view's centre, west to east
  QString text;       ///< `200 NM`
  int parts = 4;      ///< ticks divide it into round parts
};
/// The longest round length that fits into `maxPx`; nothing where the view's centre is off the map.
std::optional<ScaleBar> scaleBar(const Frame& frame, double maxPx);
/// Direction of true north at the view's centre, degrees clockwise from up; nothing off the map.
std::optional<double> northDirection(const Frame& frame);
/// `2 000 ft`, `FL100`, `300 m`: an altitude of the coverage slider.
QString coverageAltitudeText(double metres, const Frame& frame);

/// Scale, north, legend, badges and notes of a frame, laid out.
struct FurniturePicture {
  struct Plate {
    QRectF box;
    QColor fill, border;
    float radius = 0;
  };
  struct Swatch {
    QImage image;
    QPointF at;
  };
  std::vector<Plate> plates;
  std::vector<Swatch> swatches;
  PathBatch lines;
  PathBatch arrow;
  std::vector<TextRun> texts;
  /// What labels keep clear of.
  std::vector<PixelBox> obstacles;

  void draw(Canvas& canvas, const Frame& frame) const;
};

/// All that does not change from frame to frame of a playback. Kept for the next frames that look the same.
std::shared_ptr<const FurniturePicture> furnitureOf(const Frame& frame);
/// The badge of labels left out, and the data time.
void addChanging(const Frame& frame, int hiddenLabels, FurniturePicture& picture);
/// What furnitureOf() depends on.
std::uint64_t furnitureKey(const Frame& frame);

}  // namespace sorami
