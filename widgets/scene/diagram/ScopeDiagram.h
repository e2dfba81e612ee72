// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/AroundPoint.h"
#include "widgets/scene/diagram/DiagramArea.h"

#include <memory>
#include <span>

namespace sorami {

/// What a view about a point is drawn from, as a scope (plan position indicator) or from the side.
struct AroundDiagram {
  DiagramLook look;
  std::shared_ptr<const AroundPoint> around;  ///< null: nothing yet
  StoreViewPtr store;                         ///< of its tracks: names and affiliations
  double afterglow = 60;                      ///< s a blip stays
  double turn = 0;                            ///< s of one turn of the antenna; 0: it does not turn
  double top = 15'000;                        ///< m, height of the view from the side
  double antennaMsl = 0;                      ///< m
  double beamDeg = 2;                         ///< how wide a blip is drawn
  TrackId selected = kNoTrack;
  int labels = 60;  ///< at most
};

/// The scope: range rings, azimuths, the turning beam, fading blips, tracks with their data. Gives how many
/// labels were left out for want of room.
int drawScope(Canvas& canvas, const AroundDiagram& diagram);
/// Altitude over range from the point, whatever the direction, with the radio horizon.
int drawSideView(Canvas& canvas, const AroundDiagram& diagram);
/// The track whose symbol is within reach of a pixel; kNoTrack when none is.
TrackId trackOnScope(const AroundDiagram& diagram, QSize size, double pixelRatio, QPointF at);
TrackId trackOnSideView(const AroundDiagram& diagram, QSize size, double pixelRatio, QPointF at);

}  // namespace sorami
