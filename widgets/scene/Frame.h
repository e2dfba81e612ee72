// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/coverage/CoverageField.h"
#include "data/filter/TrackFilter.h"
#include "data/geo/Projection.h"
#include "data/geo/Terrain.h"
#include "data/geo/UserMaps.h"
#include "data/plan/Plan.h"
#include "data/store/StoreView.h"
#include "widgets/scene/Governor.h"
#include "widgets/scene/Theme.h"
#include "widgets/scene/View.h"

#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace sorami {

class Basemap;
struct HeatMap;
struct NetworkPicture;

/// How an altitude on the slider is meant.
enum class AltitudeReference : std::uint8_t { Amsl, AboveGround };

/// What the coverage layer shows of the sensors together.
enum class CoverageMode : std::uint8_t {
  Bands,       ///< seen at the slider's altitude, by altitude band
  Cover,       ///< by how many sensors: one, two, three and more
  Lowest,      ///< the lowest altitude the network sees, whatever the slider says
  JointPd,     ///< probability that any sensor detects in its scan, at the slider's altitude
  BestPd,      ///< the same of the best single sensor
  Revisit,     ///< mean time between two looks at a target
  Difference,  ///< gained and lost against `otherCoverage`
};

/// The units people read. Always printed beside the number.
enum class UnitProfile : std::uint8_t {
  Air,     ///< NM, FL and ft, kt
  Metric,  ///< km, m, km/h
};

/// Room along the picture's edges that something else covers, device px: furniture and labels stay clear.
struct PictureMargins {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;
  bool operator==(const PictureMargins&) const = default;
};

/// What the user has done to one track's label.
struct LabelChoice {
  int level = -1;                 ///< 0…2; -1: as TrackDisplay says
  std::optional<QPointF> offset;  ///< device px from the track to the block's top left corner, once dragged
  bool operator==(const LabelChoice&) const = default;
};
using LabelChoices = std::unordered_map<TrackId, LabelChoice>;

/// What a trail's colour tells.
enum class TrailColour : std::uint8_t {
  Affiliation,
  Altitude,
  Speed,
  Source,
  Age,
  Pd  ///< of the plan's best sensor there
};

/// How a track is drawn.
enum class SymbolStyle : std::uint8_t {
  Military,  ///< APP-6 / MIL-STD-2525
  Simple,    ///< one plain shape an affiliation, turned the way the track flies
  Scope,     ///< as on a radar scope: small open marks
};

/// What a data block may say; bits of TrackDisplay::labelFields. The name always stands in its first line.
enum LabelField : std::uint16_t {
  kLabelAltitude = 1,  ///< second line, with the trend arrow
  kLabelSpeed = 2,
  kLabelHeading = 4,
  kLabelClimb = 8,
  kLabelType = 16,  ///< third line from here on
  kLabelSquawk = 32,
  kLabelSource = 64,
  kLabelRemarks = 128,
  kLabelDefault = kLabelAltitude | kLabelSpeed | kLabelType | kLabelSquawk | kLabelRemarks
};

/// What the user has chosen to see of tracks.
struct TrackDisplay {
  int labelLevel = 1;  ///< 0 name only, 1 two lines, 2 full
  std::uint16_t labelFields = kLabelDefault;
  int maxLabels = 1000;
  Micros trailLength = 5 * kMinute;
  bool trailsAsDots = true;
  TrailColour trailColour = TrailColour::Affiliation;
  double vectorMinutes = 2;  ///< length of the speed vector; 0 none
  int symbolPx = 24;         ///< logical px, 16…64
  SymbolStyle symbols = SymbolStyle::Military;
  double transitionAltitude = 14'000 * 0.3048;  ///< m; flight levels from here up, feet below
  bool operator==(const TrackDisplay&) const = default;
};

/// What a storyboard's step adds to the picture, its tracks already found in the recording.
struct FrameStory {
  struct Callout {
    TrackId track = kNoTrack;  ///< else `place`
    LatLon place;
    QString text;
    QPointF offset;  ///< logical px from what it names to the plate's top left corner
  };
  std::vector<TrackId> highlights;
  std::vector<Callout> callouts;
  QString title;
  QString words;           ///< Markdown
  bool showsWords = true;  ///< false while it is being edited: call-outs alone
};

/// Everything a picture depends on, as one immutable value. Equal frames give equal pictures, on screen, in
/// print and in tests.
struct Frame {
  UtcTime time;
  View view;
  ProjectionPtr projection;
  std::shared_ptr<const Basemap> basemap;  ///< null: plain graticule
  TerrainPtr terrain;                      ///< null: none
  std::vector<UserMap> userMaps;           ///< the user's own files over the base map
  std::vector<MapFile> mapFiles;           ///< how they look, by path; none: plainly
  StoreViewPtr store;                      ///< null: no recording
  bool asKnown = false;  ///< only of reports that had been received by `time`, nothing that came later
  std::shared_ptr<const HeatMap> heat;  ///< what the recording adds up to; null: none
  PlanPtr plan;                         ///< null: no plan
  std::uint64_t planVersion = 0;
  std::shared_ptr<const Theme> theme;
  std::vector<CoverageFieldPtr> coverage;  ///< of the sensors that are shown
  std::vector<std::string> coverageSites;  ///< Site::id of each field, in the same order; may be empty
  CoverageMode coverageMode = CoverageMode::Bands;
  /// m: all of the band from the slider's altitude so far up must be seen; 0: that altitude alone.
  double coverageBand = 0;
  std::vector<CoverageFieldPtr> otherCoverage;    ///< of the plan this one is compared with
  std::shared_ptr<const NetworkPicture> network;  ///< what was found out about the network; null: nothing
  double altitude = 3000;                         ///< m, of the altitude slider
  AltitudeReference altitudeReference = AltitudeReference::Amsl;
  TrackDisplay tracks;
  std::shared_ptr<const LabelChoices> labelChoices;  ///< null: none
  UnitProfile units = UnitProfile::Air;
  PictureMargins margins;
  TrackId selectedTrack = kNoTrack;
  TrackId hoveredTrack = kNoTrack;
  TrackId secondTrack = kNoTrack;           ///< range and bearing are drawn from the selected one to it
  TrackFilterPtr filter;                    ///< null: all tracks
  bool filterDims = false;                  ///< what does not pass is drawn faint, else not at all
  std::shared_ptr<const FrameStory> story;  ///< null: none
  std::string selectedSite;                 ///< Site::id, empty none
  std::vector<std::string> hiddenLayers;    ///< Layer::id()
  std::vector<LayerLook> layerLooks;        ///< order, opacity, scales, and hidden ones beside hiddenLayers
  std::string marking;                      ///< banner text; empty none
  /// On screen: a layer may leave out what it would have to wait for (a symbol, a bucket that is still being
  /// decoded) and asks for another frame when that is there. Export and tests leave it false: all is drawn.
  bool interactive = false;
  DrawQuality quality;  ///< what an interactive frame leaves out; the compositor sets it
};
using FramePtr = std::shared_ptr<const Frame>;

}  // namespace sorami
