// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Arguments.h"
#include "app/cli/IngestOptions.h"
#include "widgets/scene/Compositor.h"
#include "widgets/scene/Frame.h"

#include <memory>
#include <string_view>
#include <vector>

class QGuiApplication;

namespace sorami {

/// A frame made from a command line, and whether all that was asked for could be had.
struct Scene {
  std::string_view subcommand;  ///< in messages
  Frame frame;
  bool isComplete = true;

  void complain(const Error& error);
};

/// Options that say what is drawn, for every subcommand that draws.
#define SORAMI_SCENE_OPTIONS                                                                               \
  {"--plan", "FILE", "a plan (.soplan); its radars' coverage is computed"},                                \
      {"--recording", "FILE", "a recording, of any format that can be read", true},                        \
      {"--demo", "", "the notional demo plan and recording"},                                              \
      {"--time", "TIME", "ISO 8601, or +90s after the beginning; else the middle"},                        \
      {"--projection", "SPEC", "lcc-japan, mercator, orthographic, ..., PROJ text or EPSG:n"},             \
      {"--center", "LON,LAT", "the middle of the picture; else of what is shown"},                         \
      {"--scale", "M|1:N", "metres a pixel, or 1:N; else all sites are shown"},                            \
      {"--size", "WxH", "logical pixels; 1920x1080"},                                                      \
      {"--pixel-ratio", "R", "device pixels a logical pixel; 1"}, {"--theme", "ID", "night, dusk or day"}, \
      {"--altitude", "M", "of the coverage shown, metres; 3048"},                                          \
      {"--above-ground", "", "the altitude is above ground, not above sea level"},                         \
      {"--terrain", "PATH", "an elevation raster or a folder of them", true},                              \
      {"--map", "FILE", "a vector or raster file over the map", true},                                     \
      {"--hide", "LAYER", "leave a layer out, by its id", true},                                           \
      {"--filter", "TEXT", "only tracks it lets through, such as 'alt < 5000ft'"},                         \
      {"--dim", "", "draw the other tracks faint instead of not at all"},                                  \
      {"--marking", "TEXT", "the banner's text instead of the plan's"}, SORAMI_INGEST_OPTIONS

/// Reads and computes what the options ask for. What cannot be had but is not vital is printed.
Status makeScene(const Arguments& arguments, Scene& scene);
/// An Error when a layer that shall be hidden is none of these.
Status checkHidden(const Frame& frame, const std::vector<std::unique_ptr<Layer>>& layers);
/// An instant: ISO 8601, or a length of time after the recording's beginning. `option` is named in the Error.
Result<UtcTime> readTime(const char* option, const std::string& text, const TimeRange& timeline);
/// No window, so no display: the same picture on every machine. Null where an application is there already.
std::unique_ptr<QGuiApplication> useNoDisplay();

}  // namespace sorami
