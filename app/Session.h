// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/CoverageDesk.h"
#include "app/FileOpener.h"
#include "data/geo/Basemap.h"
#include "data/time/Clock.h"
#include "widgets/map/MapController.h"
#include "widgets/scene/Frame.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <QUndoGroup>
#include <QUndoStack>

#include <optional>
#include <string>
#include <vector>

namespace sorami {

/// What a briefing adds to the picture.
struct Briefing {
  TrackFilterPtr filter;
  bool filterDims = false;
  std::shared_ptr<const FrameStory> story;
  TrackId secondTrack = kNoTrack;
  std::shared_ptr<const LabelChoices> labels;
};

/// How the plan that is compared with shows on the map.
enum class CompareView : std::uint8_t { None, Swipe, Whole };

/// The one model of a window: clock, plan with its undo stack, recording, terrain, projection, view, theme,
/// coverage and selection. It makes immutable Frames of them and tells who listens. No widget inside.
class Session : public QObject, public MapController {
  Q_OBJECT
 public:
  explicit Session(QObject* parent = nullptr);
  ~Session() override;

  /// The picture of this moment; made anew only when something has changed.
  const FramePtr& frame() const;

  // --- time
  const Clock::State& clock() const { return m_clock.state(); }
  void command(const ClockCommand::Any& command);
  /// One step on or back: the next report of the selected track, else the step size.
  void step(int direction);
  /// To the next or previous beginning or end of a track.
  void jumpToEvent(int direction);
  Micros stepSize() const { return m_stepSize; }
  /// A recording is being made and its end is now, at this instant; no time: it has ended.
  void setLiveNow(UtcTime now);
  bool isLive() const { return m_liveNow.isValid(); }
  /// Over the silence that is ahead or behind, to where reports go on; false when there is none.
  bool jumpOverGap(int direction);
  /// Playing leaps over silences by itself.
  void setSkipsGaps(bool skips) { m_skipsGaps = skips; }
  bool skipsGaps() const { return m_skipsGaps; }
  /// How fast playing really goes, of the rate asked for: 1 is as fast as asked. Over the last second or two.
  double reachedPart() const { return m_reachedPart; }
  /// Pictures a second while playing, over the same time; 0 while nothing plays.
  double pace() const { return m_pace; }
  /// To the end of the recording; of a live one to the present, and goes on with it.
  void toEnd();

  // --- what is open
  /// As it is shown: with what is said of its tracks, and in a partner's view only what is released to it.
  const StoreViewPtr& store() const { return m_store; }
  /// The recording itself, as reported, whoever's view is shown.
  const StoreViewPtr& recording() const { return m_recording; }
  /// The plan as it is shown: the document, or what a partner may see of it.
  const PlanPtr& plan() const { return m_shown; }
  /// The plan's name as every system takes it in the name of a file, without a point: what follows one would
  /// be taken for the file's ending. Without a name, `Sorami`.
  QString fileName() const;
  /// The document itself, whoever's view is shown: what is saved.
  const PlanPtr& document() const { return m_plan; }
  /// Shows everything as a partner would see it; nothing can be edited meanwhile. Empty: our own view.
  void setPartner(const std::string& partner);
  const std::string& partner() const { return m_partner; }
  /// What of any plan the partner whose view is shown may see; all of it in our own view.
  Plan asPartnerSees(const Plan& plan) const;
  bool canEdit() const { return m_partner.empty(); }
  const TerrainPtr& terrain() const { return m_terrain; }
  const BasemapPtr& basemap() const { return m_basemap; }
  const QString& planPath() const { return m_planPath; }
  /// The plans that are open, one of them shown; there is always one, which may be empty (`plan` null).
  struct Document {
    std::uint64_t id = 0;  ///< never used again in this run
    PlanPtr plan;
    QString path;
    std::string partner;
    std::unique_ptr<QUndoStack> undo;
  };
  /// The shown one's plan, path and partner included.
  const std::vector<std::unique_ptr<Document>>& documents();
  int shownDocument() const { return m_shownDocument; }
  void showDocument(int index);
  /// The last one leaves an empty one behind.
  void closeDocument(int index);
  void setStore(const StoreViewPtr& store);
  /// The same recording with more in it: selection, cursor and view stay.
  void growStore(const StoreViewPtr& store);
  /// The user's files that are laid over the map; with a plan those it names, in its order.
  std::vector<UserMap> userMaps() const;
  /// Lays a file over the map; one of the same path is replaced. A plan takes it up as one undo step.
  void addUserMap(const UserMap& map);
  void removeUserMaps();
  /// How they look: of the plan, else of the window.
  std::vector<MapFile> mapFiles() const;
  void setMapFiles(const std::vector<MapFile>& files, const QString& what);
  void setBasemap(const BasemapPtr& basemap);
  void setTerrain(const TerrainPtr& terrain);
  /// Opens a document beside the others; one of the same path is replaced, and so is one that holds nothing.
  void openPlan(const Plan& plan, const QString& path);
  Status savePlan(const QString& path);
  FileOpener& files() { return m_files; }

  // --- plan edits, each one undo step
  QUndoStack& undoStack() { return *m_documents[static_cast<std::size_t>(m_shownDocument)]->undo; }
  /// Follows the document that is shown.
  QUndoGroup& undoGroup() { return m_undoGroup; }
  /// Steps of the same non-empty `merge` that follow each other become one.
  void edit(Plan next, const QString& what, const QString& merge = {});
  /// A drag: each version shows at once with coarse coverage, the end makes one undo step, a cancel leaves no
  /// trace.
  bool beginEdit();
  void showEdit(Plan next);
  void endEdit(const QString& what);
  void cancelEdit();
  bool isEditing() const { return m_planBeforeEdit != nullptr; }
  void setPlanPath(const QString& path);
  void editSite(const Site& site, const QString& what);
  void removeSite(const std::string& site);
  const CoverageDesk& coverage() const { return m_coverage; }
  double earthFactor() const { return m_k; }
  void setEarthFactor(double k);
  bool showsAllCoverage() const { return m_allCoverage; }
  void setAllCoverage(bool all);

  // --- the network's analysis (NetworkDesk makes it)
  void setCoverageMode(CoverageMode mode);
  CoverageMode coverageMode() const { return m_coverageMode; }
  /// What the map shows of it; `mute`: sensors whose coverage does not count.
  void setNetwork(const std::shared_ptr<const NetworkPicture>& network, std::vector<std::string> mute);
  /// Coverage of a plan to compare with; none: empty.
  void setOtherCoverage(std::vector<CoverageFieldPtr> other);
  /// m from the slider's altitude up that must be seen as a whole; 0: that altitude alone.
  void setCoverageBand(double metres);
  double coverageBand() const { return m_coverageBand; }
  /// The plan that is compared with, and how it shows.
  void setOtherPlan(const PlanPtr& plan, CompareView view);
  CompareView compareView() const { return m_compareView; }
  /// The same picture of the plan that is compared with; null while none shows.
  FramePtr otherFrame() const;

  // --- picture
  const ProjectionPtr& projection() const { return m_projection; }
  /// Gives the reason a text makes no projection; the old one then stays.
  QString setProjection(const QString& spec, std::optional<LatLon> centre = std::nullopt);
  const View& view() const { return m_view; }
  bool stepView(int direction);
  /// The user has not moved the map yet: what is opened may bring itself into view.
  bool isViewUntouched() const { return m_viewUntouched; }
  void setViewUntouched() { m_viewUntouched = true; }
  void setTheme(const std::shared_ptr<const Theme>& theme);
  const std::shared_ptr<const Theme>& theme() const { return m_theme; }
  void setUnits(UnitProfile units);
  UnitProfile units() const { return m_units; }
  void setAltitude(double metres);
  void setAltitudeReference(AltitudeReference reference);
  void setTracks(const TrackDisplay& tracks);
  const TrackDisplay& tracks() const { return m_tracks; }
  /// For this view alone, as a storyboard's step does; the plan keeps what it says.
  void setHiddenLayers(const std::vector<std::string>& hidden);
  /// Order, opacity, scales and what is hidden: kept in the plan as one undo step where one can be edited.
  void setLayerLooks(const std::vector<LayerLook>& looks);
  const std::vector<LayerLook>& layerLooks() const { return m_layerLooks; }
  const std::vector<std::string>& hiddenLayers() const { return m_hidden; }
  void setMargins(const PictureMargins& margins);
  const Briefing& briefing() const { return m_briefing; }
  void setBriefing(const Briefing& briefing);

  /// Shows at each time only what had been received by then ("as known then"), not what is known by now.
  void setAsKnown(bool asKnown);
  bool isAsKnown() const { return m_asKnown; }
  void setHeat(const std::shared_ptr<const HeatMap>& heat);
  const std::shared_ptr<const HeatMap>& heat() const { return m_heat; }
  /// What a person says of a track; see TrackEdit. One undo step.
  void editTrack(const TrackEdit& edit, const QString& what);
  /// What is said of a track; an empty edit when nothing is.
  TrackEdit trackEdit(TrackId track) const;
  void setNarrative(const std::vector<NarrativeEntry>& entries, const QString& what);

  // --- selection
  TrackId selectedTrack() const { return m_selectedTrack; }
  const std::string& selectedSite() const { return m_selectedSite; }
  void selectTrack(TrackId track);
  void selectSite(const std::string& site);
  std::optional<LatLon> pointer() const { return m_pointer; }
  /// Where the selection is now; empty when nothing is selected or it is not in the picture.
  std::vector<LatLon> selectionPoints() const;

  /// The middle of what is open: of the sites, else of the tracks; nothing when nothing is.
  std::optional<LatLon> middle() const;

  // --- MapController
  void setView(const View& view) override;
  void setHover(const Pick& pick) override;
  void select(const Pick& pick) override;
  void setPointer(std::optional<LatLon> position) override;
  bool beginMoveSite(const std::string& site) override;
  void moveSite(LatLon to) override;
  void endMoveSite() override;
  void cancelMoveSite() override;
  void placeRadar(LatLon at) override;
  void cycleLabels() override;
  void moveLabel(TrackId track, std::optional<QPointF> offset) override;
  void moveCallout(int index, QPointF offset, bool done) override;
  void selectSecond(const Pick& pick) override;
  PlanEditor* planEditor() override { return m_planEditor; }
  void setPlanEditor(PlanEditor* editor) { m_planEditor = editor; }

 Q_SIGNALS:
  void frameChanged();
  void clockChanged();
  void storeChanged();
  void storeGrown();
  void planChanged();
  void planSaved(const QString& path);
  void planOpened();        ///< another document, or none before
  void planPathChanged();   ///< saved under a name, or opened
  void documentsChanged();  ///< opened, closed, another one shown, or one's name
  void documentClosing(const sorami::Session::Document& document);
  void editRefused();  ///< something was to be changed while a partner's view is shown
  void terrainChanged();
  void userMapsChanged();
  void projectionChanged();
  void coverageChanged();
  void selectionChanged();
  void pointerChanged();
  void displayChanged();  ///< units, labels, layers, altitude
  void briefingChanged();
  void calloutMoved(int index, QPointF offset);

 private:
  class PlanCommand;
  void tick();
  void measurePace(Micros passed, Micros wall);
  StoreViewPtr storeToShow();
  void layEdits();
  /// Another partner, or sources released otherwise: other tracks are there, under other numbers. True when
  /// that is so; tellOfStore() then says it, once the plan is the partner's too.
  bool followRelease();
  void tellOfStore();
  const std::vector<TimeRange>& gaps();
  void applyPlan(PlanPtr plan);  // by value: it may be the one that is replaced
  /// Puts what is shown into its document, and back.
  void storeDocument();
  void loadDocument(int index);
  Document& addDocument();
  void applyDisplay(const DisplaySettings& display);
  void takeLayers();
  void updateCoverage();
  void followSensors();
  void updateLiveBounds();
  void invalidate();
  Plan planWith(const Site& site) const;

  Clock m_clock;
  QTimer m_tick;
  QElapsedTimer m_wall;
  Micros m_stepSize = 10 * kSecond;
  UtcTime m_liveNow;

  StoreViewPtr m_recording;  ///< as reported
  StoreViewPtr m_store;      ///< with what is said of its tracks laid over it, and for m_partner's eyes
  std::string m_storePartner;
  std::vector<SourceMark> m_storeMarks;  ///< by which m_store was made
  bool m_asKnown = false;
  std::shared_ptr<const HeatMap> m_heat;
  bool m_skipsGaps = false;
  std::vector<TimeRange> m_gaps;
  StoreViewPtr m_gapsOf;
  double m_reachedPart = 1;
  double m_pace = 0;
  Micros m_paceWall = 0;
  Micros m_pacePassed = 0;
  int m_paceFrames = 0;
  PlanPtr m_plan;
  PlanPtr m_shown;  ///< m_plan, or what m_partner may see of it
  std::string m_partner;
  std::uint64_t m_planVersion = 1;
  QString m_planPath;
  TerrainPtr m_terrain;
  std::vector<UserMap> m_userMaps;  ///< all that were read
  std::vector<MapFile> m_mapFiles;  ///< from before there was a plan
  BasemapPtr m_basemap;
  std::vector<std::unique_ptr<Document>> m_documents;
  int m_shownDocument = 0;
  std::uint64_t m_lastDocument = 0;
  QUndoGroup m_undoGroup;
  CoverageDesk m_coverage;
  FileOpener m_files;
  double m_k = 4.0 / 3.0;
  bool m_allCoverage = true;

  ProjectionPtr m_projection;
  View m_view;
  bool m_viewIsSet = false;
  bool m_viewUntouched = true;
  std::vector<View> m_views;  ///< where the user has rested
  std::size_t m_viewAt = 0;
  QTimer m_viewRest;
  std::shared_ptr<const Theme> m_theme;
  UnitProfile m_units = UnitProfile::Air;
  double m_altitude = 3048;
  AltitudeReference m_altitudeReference = AltitudeReference::Amsl;
  TrackDisplay m_tracks;
  std::vector<std::string> m_hidden;
  std::vector<LayerLook> m_layerLooks;
  PictureMargins m_margins;
  Briefing m_briefing;

  CoverageMode m_coverageMode = CoverageMode::Bands;
  std::shared_ptr<const NetworkPicture> m_network;
  std::vector<std::string> m_mute;
  std::vector<CoverageFieldPtr> m_otherCoverage;
  double m_coverageBand = 0;
  UtcTime m_coverageTime;  ///< where moving sensors were when their coverage was last asked for
  PlanPtr m_otherPlan;
  CompareView m_compareView = CompareView::None;

  TrackId m_selectedTrack = kNoTrack;
  TrackId m_hoveredTrack = kNoTrack;
  std::string m_selectedSite;
  std::optional<LatLon> m_pointer;

  std::string m_movingSite;
  PlanPtr m_planBeforeEdit;
  PlanEditor* m_planEditor = nullptr;
  mutable FramePtr m_frame;
  int m_holds = 0;  ///< while above 0 a new frame is not told of: more is about to change
};

}  // namespace sorami
