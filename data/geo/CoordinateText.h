// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/geo/LatLon.h"

#include <span>
#include <string>

namespace sorami {

/// How a position is written.
enum class CoordinateStyle {
  Dms,     ///< `36°12′00″N 133°06′00″E`
  Dm,      ///< `36°12.00′N 133°06.00′E`
  Dd,      ///< `36.20000°N 133.10000°E`
  Mgrs,    ///< `53S NA 09000 06000`, to the metre
  Georef,  ///< `XJGG0612`, to the minute
  Utm,  ///< `53 N 509000 4006000`: zone, hemisphere (N or S), easting, northing; `UPS N …` near the poles
};

struct CoordinateStyleName {
  CoordinateStyle style;
  std::string id;     ///< `dms`, for settings
  std::string title;  ///< `DMS`, for menus
};
std::span<const CoordinateStyleName> coordinateStyles();

/// `extraDigits` more than the style's usual ones (metre, second, hundredth of a minute …), or fewer when
/// negative. `—` for what is no position.
std::string formatCoordinate(LatLon p, CoordinateStyle style, int extraDigits = 0);

/// Reads any of the styles, as people type them: hemispheres before or after, signs, with or without marks,
/// packed aviation form (353000N1394500E), commas, full-width digits, 北緯 and 東経. In UTM the letter is the
/// hemisphere, N or S; a latitude band is understood where it is neither. The Error says what does not fit.
Result<LatLon> parseCoordinate(const std::string& text);

}  // namespace sorami
