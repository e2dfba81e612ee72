// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/LabelPlacer.h"
#include "widgets/scene/Layer.h"
#include "widgets/scene/layers/TrackCache.h"
#include "widgets/scene/layers/TrackLabel.h"
#include "widgets/scene/layers/TrailPoints.h"
#include "widgets/scene/symbols/PlainSymbols.h"

#include <QStringList>

#include <array>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace sorami {

/// All that one frame shows of tracks, in pixels. Made once a frame, drawn once a band; its memory is used
/// again for later frames.
struct TrackPicture {
  struct Item {
    TrackId track = kNoTrack;
    std::uint32_t row = 0;  ///< of ActiveTracks
    PixelPoint at;
    float vx = 0, vy = 0;  ///< px a second; NaN unknown
    float ring = 0;        ///< px, 95 % uncertainty; 0 none
    float radius = 0;      ///< px, half its symbol
    std::uint16_t look = 0;
    std::uint8_t priority = 0;
    TrackPhase phase = TrackPhase::Live;
    bool hollow = false;
    bool dim = false;  ///< does not pass the filter, which dims
  };
  struct Label {
    TrackId track = kNoTrack;
    PixelBox box;
    PixelPoint anchor;
  };
  std::vector<Item> items;  ///< in drawing order
  std::vector<Dot> dots;    ///< of trails, and plots
  std::vector<Dot> marks;   ///< in the place of symbols
  std::vector<SpriteAt> symbols;
  std::vector<SpritePtr> heldSymbols;  ///< keeps what is drawn alive
  std::vector<SpriteAt> labelSprites;
  std::vector<SpritePtr> heldLabels;
  std::vector<Label> labels;
  std::array<PathBatch, 4> trails;   ///< by age, the oldest first
  std::array<PathBatch, 13> shaded;  ///< trails by what their colour tells; the last: not known
  std::array<PathBatch, 8> vectors;  ///< by affiliation
  std::array<PathBatch, 8> rings;
  PathBatch selectedTrail;
  PathBatch leaders;
  PathBatch brackets;
  PathBatch hoverBrackets;
  PathBatch alarms;
  PathBatch highlights;  ///< rings of a storyboard's step
  PathBatch pair;        ///< from the selected track to the second one
  QStringList pairText;
  PixelPoint pairAt;
  int hiddenLabels = 0;
  std::size_t live = 0;   ///< tracks in the view, before thinning
  std::size_t plain = 0;  ///< of the items, those drawn as a dot
  bool stepped = false;   ///< trails without smoothed edges
  bool steppedVectors = false;
  bool trailsAsDots = false;  ///< although lines were asked for
  bool fewTrails = false;     ///< only of threats and of what is looked at
  int labelLimit = 0;         ///< labels at most, where that left some out; 0: it did not

  void clear();
  /// Trails, vectors and symbols, with what marks them.
  void drawTracks(Canvas& canvas, const Frame& frame) const;
  /// Data blocks with their leaders, and the figures between two tracks.
  void drawLabels(Canvas& canvas, const Frame& frame) const;
  void drawPair(Canvas& canvas, const Frame& frame) const;
  Pick pick(QPointF at, double reach) const;
};

/// Makes TrackPictures. Remembers segments, label places and blocks from frame to frame; positions do not
/// depend on what came before. One thread at a time.
class TrackPainter {
 public:
  /// `cache`: where the tracks come from.
  explicit TrackPainter(std::shared_ptr<TrackCache> cache = std::make_shared<TrackCache>());
  ~TrackPainter();
  TrackCache& cache() { return *m_cache; }
  const std::shared_ptr<TrackCache>& sharedCache() const { return m_cache; }
  /// Whether pictures are made for a canvas that draws the vector form of data blocks; recording it takes
  /// longer than drawing them.
  void setVector(bool vector) { m_isVector = vector; }
  /// Time between the samples that may stand in a trail.
  static Micros trailStep(Micros length);
  /// What a frame's tracks and trails are drawn from. Who asks for the same is answered at once.
  static TrackCache::Request requestOf(const Frame& frame);
  /// Fills `picture`. False when data blocks were left for the next frames, which should come soon; buckets
  /// that are missing announce themselves through the cache.
  bool make(const Frame& frame, TrackPicture& picture);
  /// The same in steps. After begin() several threads may refresh rows, each its own kRowsAtOnce of them;
  /// after all of them, and place(), the other three may run on as many threads at once.
  void begin(const Frame& frame, TrackPicture& picture);
  static constexpr std::size_t kRowsAtOnce = 512;
  std::size_t rows() const { return m_hasTracks ? m_rows.size() : 0; }
  void refresh(const Frame& frame, std::size_t from, std::size_t to);
  void place(const Frame& frame, TrackPicture& picture);
  void addTrails(const Frame& frame, TrackPicture& picture);
  void addMarks(const Frame& frame, TrackPicture& picture);
  bool addLabels(const Frame& frame, TrackPicture& picture);

  /// Above this many symbols in view only the most important one in a cell of 8 px is drawn. Threats, alarms
  /// and what is looked at are drawn whatever lies on them.
  static constexpr std::size_t kThinAbove = 30'000;
  /// Above this many trails or vectors on screen their lines are not smoothed.
  static constexpr std::size_t kStepAbove = 3'000;

 private:
  struct Look {
    QString sidc;
    Affiliation affiliation = Affiliation::Pending;
    int sizePx = 0;
    /// Filled and hollow, for each way a plain symbol is turned; of this frame.
    std::array<SpritePtr, 2 * kPlainTurns> sprites;
  };
  struct Row {
    MapSegment segment;
    std::uint16_t look = 0;
    std::uint8_t affiliation = 0;
    bool isPlots = false;
    bool isNotional = false;
    bool isJudged = false;  ///< by the filter
    TrackFilter::Verdict verdict = TrackFilter::Verdict::Yes;
    Micros bridge = 0;  ///< a trail goes on over a gap in its reports of this length
  };
  /// A track's newest data block.
  struct Labelled {
    std::uint64_t key = 0;    ///< of the block; 0 none
    std::int64_t sample = 0;  ///< what it was made from
    std::uint64_t look = 0;
    std::uint64_t picture = 0;  ///< when that was, in pictures
  };

  /// A row that has a place, on screen or not, and a trail.
  struct Alive {
    std::uint32_t row = 0;
    std::uint16_t band = 0;  ///< rows of pixels it is in, from the top
    PixelPoint at;
  };
  /// What some rows show.
  struct Placed {
    std::vector<TrackPicture::Item> items;
    std::vector<Alive> alive;
  };
  /// When a row's segment holds: what is looked at in each frame, apart from what is read once in ten.
  struct Holds {
    std::int64_t from = 0;
    std::int64_t to = 0;
    bool holds(std::int64_t t) const { return t >= from && t < to; }
  };
  struct TrailScale;
  void setTracks(const ActiveTracksPtr& tracks, const Frame& frame);
  std::uint16_t lookOf(const TrackInfo& info, const Frame& frame);
  void placeRows(const Frame& frame, std::size_t from, std::size_t to, Placed& out) const;
  void join(TrackPicture& picture);
  void thin(const Frame& frame, TrackPicture& picture);
  void sortItems(TrackPicture& picture);
  static constexpr std::size_t kAges = 32;  ///< shades of a trail
  void addDotTrail(const Frame& frame, const TrailScale& scale, const Alive& alive, const QRgb* fade,
                   std::uint8_t radius, TrackPicture& picture);
  void addLineTrail(const Frame& frame, const TrailScale& scale, const Alive& alive, TrackPicture& picture);
  bool leadsOn(const Frame& frame, const Alive& alive, const TrailScale& scale,
               const TrailPoints::Point& last) const;
  void addShadedTrail(const Frame& frame, const TrailScale& scale, const Alive& alive, TrackPicture& picture);
  void addSelectedTrail(const Frame& frame, std::size_t row, TrackPicture& picture);
  void addPlots(const Frame& frame, std::size_t row, const QRgb* fade, TrackPicture& picture);
  void addSymbols(const Frame& frame, TrackPicture& picture);
  int labelLevel(const Frame& frame, TrackId track) const;
  /// What the filter says of each row whatever it does.
  void judgeRows(const Frame& frame);
  bool passes(const Frame& frame, std::size_t row, const TrackPlace& place) const;
  /// Where a track is; nothing when it is not shown at the frame's time.
  std::optional<PixelPoint> pixelOf(const Frame& frame, TrackId track) const;
  void addHighlights(const Frame& frame, TrackPicture& picture);
  std::uint64_t labelKey(const Frame& frame, const TrackPicture::Item& item, int level, int* budget,
                         SpritePtr* sprite, bool* isOld);

  std::shared_ptr<TrackCache> m_cache;
  ActiveTracksPtr m_tracks;
  std::shared_ptr<const Theme> m_theme;
  double m_symbolPx = 0;
  double m_minorShare = 0;
  bool m_asKnown = false;
  bool m_isVector = false;
  std::vector<Row> m_rows;
  std::vector<Row> m_rowsBefore;
  std::vector<std::uint32_t> m_plotRows;  ///< that show plots
  std::vector<Holds> m_holds;             ///< of each row
  std::vector<Placed> m_parts;            ///< of kRowsAtOnce rows each
  std::uint64_t m_picture = 0;            ///< counts pictures
  std::vector<Look> m_looks;
  std::unordered_map<std::string, std::uint16_t> m_lookIndex;  ///< by type, affiliation and domain
  bool m_mixed = false;                                        ///< real and notional tracks side by side
  TrackFilterPtr m_judgedFilter;
  std::uint64_t m_judgedTracks = 0;  ///< ActiveTracks::id(); holding them would make a frame free them

  std::vector<Alive> m_alive;  ///< from the top down
  TrailKeeper m_trails;
  bool m_hasTracks = false;
  std::vector<std::uint32_t> m_cells;
  std::vector<std::uint32_t> m_counts;
  std::vector<TrackPicture::Item> m_sorted;
  std::vector<TrackPicture::Item> m_kept;
  std::vector<Alive> m_aliveSorted;
  std::vector<std::uint64_t> m_wanted;
  std::vector<LabelRequest> m_requests;
  std::vector<std::uint32_t> m_requestItem;
  std::vector<SpritePtr> m_requestSprite;
  std::vector<bool> m_requestIsOld;  ///< the sprite is that of an earlier sample
  std::vector<PlacedLabel> m_placed;
  std::vector<PixelBox> m_obstacles;
  std::array<std::array<QRgb, kAges>, 9> m_fade{};  ///< by affiliation and age; the last for plots
  std::array<std::array<QRgb, kAges>, 13> m_shadeFade{};
  std::array<QRgb, kAges> m_ageFade{};
  LabelBlocks m_blocks;
  std::unordered_map<TrackId, Labelled> m_labelled;
  std::chrono::steady_clock::time_point m_blocksUntil;  ///< from then on no more are made for this picture
  LabelPlacer m_placer;
};

}  // namespace sorami
