// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/detection/TerrainProfile.h"
#include "widgets/scene/diagram/DiagramArea.h"

#include <optional>

namespace sorami {

/// A terrain profile with its sight line: the earth bulges, the ray is straight.
struct ProfileDiagram {
  DiagramLook look;
  std::shared_ptr<const TerrainProfile> profile;
  SightLine sight;
  double frequencyHz = 0;  ///< 0: no Fresnel zone
  double radius = 8'494'667;
  std::optional<double> cursor;  ///< m from the first end
};

class ProfileScale {
 public:
  ProfileScale(const ProfileDiagram& diagram, const QRectF& plot);
  /// A height above sea level at a distance, raised by the earth's bulge.
  PixelPoint of(double distance, double height) const;
  double distanceAt(double x) const;  ///< m, kept within the profile
  double low() const { return m_low; }
  double high() const { return m_high; }

 private:
  double m_length, m_radius, m_low, m_high;
  QRectF m_plot;
};

void drawProfileDiagram(Canvas& canvas, const ProfileDiagram& diagram);

}  // namespace sorami
