// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Actions.h"
#include "app/CommandSearch.h"
#include "app/Session.h"
#include "data/store/Separation.h"
#include "widgets/look/LatestJob.h"
#include "widgets/look/Look.h"
#include "widgets/look/Segments.h"

#include <QMainWindow>
#include <QPointer>
#include <QTimer>

class QDockWidget;
class QLabel;
class QProgressBar;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace sorami {

class AltitudeSlider;
class DiagramDesk;
class DocumentTabs;
class HealthStrip;
class BriefDesk;
class ElidedLabel;
class EventPanel;
class FilterBar;
class HandOver;
class IngestDesk;
class LayerPanel;
class LiveDesk;
class LivePanel;
class MapWidget;
class MessageArea;
class NetworkDesk;
class PlannerRoom;
class Presenter;
class ProjectionPanel;
class ReportPanel;
class SiteInspector;
class SitePanel;
class StoryPanel;
class TimelineWidget;
class TrackInspector;
class TrackPanel;
class NarrativePanel;
class ViewsDesk;
class HoverPicture;
enum class HandOverKind;

/// The window: puts the panels round the map and joins them to the session. It decides nothing itself.
class MainWindow : public QMainWindow {
  Q_OBJECT
 public:
  enum Workspace { Plan, Brief, Present };

  explicit MainWindow(QWidget* parent = nullptr);
  ~MainWindow() override;

  Session& session() { return *m_session; }
  Actions& actionList() { return *m_actions; }
  MapWidget* map() const { return m_map; }
  TimelineWidget* timeline() const { return m_timeline; }
  TrackPanel* trackPanel() const { return m_trackPanel; }
  SiteInspector* siteForm() const { return m_siteForm; }
  MessageArea* messages() const { return m_messages; }
  AltitudeSlider* altitudeSlider() const { return m_altitude; }
  ProjectionPanel* projections() const { return m_projections; }
  CommandSearch* search() const { return m_search; }
  DiagramDesk* diagrams() const { return m_diagrams; }
  ViewsDesk& views() const { return *m_views; }
  HoverPicture& hoverPicture() const { return *m_hoverPicture; }
  NarrativePanel* narrativePanel() const { return m_narrativePanel; }
  HandOver& handingOver() const { return *m_handOver; }
  TrackInspector* trackPage() const { return m_trackPage; }
  /// Adds a table's entries to the narrative log; what is wrong with it is told.
  void importNarrativeFile(const QString& path);
  /// Which of the fixed panels are open and how wide they are, for a layout that is kept under a name.
  QByteArray folds() const;
  void setFolds(const QByteArray& folds);
  const LookPtr& look() const { return m_look; }
  QMenu* menu() const { return m_menu; }
  /// Of the menu: where recordings and live sources come from, and what they are made of.
  QMenu* recordingMenu() const { return m_recordingMenu; }
  DocumentTabs* documentTabs() const { return m_documentTabs; }
  NetworkDesk* network() const { return m_network; }
  IngestDesk* ingest() const { return m_ingest; }
  /// Of what is open; empty for the demo and for a live recording.
  const QStringList& recordingFiles() const { return m_recordingFiles; }

  LiveDesk* live() const { return m_live; }
  LivePanel* livePanel() const { return m_livePanel; }
  HealthStrip* healthStrip() const { return m_healthStrip; }
  void showLivePanel();
  void connectLive(const struct SourceSpec& spec);
  Segments* tabs() const { return m_tabs; }
  QStackedWidget* pages() const { return m_pages; }
  QStackedWidget* details() const { return m_details; }
  PlannerRoom& planner() const { return *m_planner; }
  void hideWelcome();
  /// Puts a menu of a room's own into the window's, above the one of time.
  void addToMenu(QMenu* menu);

  void setWorkspace(int workspace);
  int workspace() const { return m_workspace; }
  void setThemeId(const QString& id);
  void setFontScale(double scale);
  void setReducedMotion(bool reduced);
  void openFiles(const QStringList& paths);
  /// Plays from the beginning as soon as the recording that is being read is there.
  void playWhenRead() { m_playWhenRead = true; }
  BriefDesk& briefing() { return *m_brief; }
  Presenter& presenter() { return *m_presenter; }
  StoryPanel* storyPanel() const { return m_storyPanel; }
  EventPanel* eventPanel() const { return m_eventPanel; }
  ReportPanel* reportPanel() const { return m_reportPanel; }
  int reportPage() const { return m_reportPage; }
  FilterBar* filterBar() const { return m_filterBar; }
  /// A page beside the details of what is selected; gives its index.
  int addSidePage(const QString& title, QWidget* page);
  void showSidePage(int index);
  /// Opens a `sorami://` link. False, with a message, when it is none.
  bool openLink(const QString& text);

 Q_SIGNALS:
  /// Before another workspace is shown, and after.
  void workspaceLeft();
  void workspaceEntered();

 protected:
  void dragEnterEvent(QDragEnterEvent*) override;
  void dropEvent(QDropEvent*) override;
  void closeEvent(QCloseEvent*) override;
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  struct Merged {
    StoreViewPtr view;
    QStringList files;
    QString problem;
  };
  void takeMerged(const Merged& merged);
  struct Folds {
    bool left = true;
    bool right = true;
    bool timeline = true;
    QByteArray across;
    QByteArray down;
  };

  QWidget* makeTopBar();
  QMenu* measureMenu(QWidget* parent);
  QWidget* makeContents();
  void listLayers();
  QWidget* makeInspector();
  QWidget* makeStatusBar();
  void makeMapOverlays();
  void makeActions();
  void makeTimeActions();
  void makeViewActions();
  void makeMenu();
  QMenu* makeLanguageMenu();
  void makeBriefing();
  void makeBriefActions();
  void makeNarrative();
  void importNarrative();
  void showPlanMarks();
  void connectSession();
  void connectPanels();
  void makeLive();

  void showFrame();
  void showPlayIcon();
  void showSelection();
  void showPlan();
  void showStatus();
  void showPointer();
  void showCoverage();
  void showDisplay();
  void fillMapMenu(QMenu* menu, LatLon at, const Pick& pick);
  std::vector<CommandSearch::Hit> findHits(const QString& text);
  void fitSelection();
  void overview();
  void bringIntoView();
  void openDialog();
  void addMapDialog();
  void addServiceDialog();
  void addTerrainDialog(bool folder);
  void savePlan(bool as);
  void updateRecent(const QStringList& paths);
  void fillRecent(QMenu* menu);
  void goToTime(const QString& text);
  void setLoopMark(bool out);
  void present(int step);
  void stepStory(int direction);
  /// Nothing but the picture, over the whole screen.
  void setStage(bool on);
  /// Esc: leaves the talk, the filter's line, a pair, what is followed, a step. True when there was
  /// something.
  bool backOut();
  void goToClosest();
  void showClosest(const std::optional<Separation>& found);
  void handOver(HandOverKind kind);
  /// Several recordings on one timeline; `together` lets them begin at the same time.
  void addRecordingDialog(bool together);
  void addRecordings(const QStringList& paths, bool together);
  void copyLink();
  void showAbout();
  void showKeys();
  void loadLook();
  void applyLookNow();
  void showLiveView(const StoreViewPtr& view);
  void showLiveEnd(const StoreViewPtr& view, const QString& path, const QString& problem);
  QString askLivePath(const QString& name);
  void saveLive();
  void saveLiveFile(const QString& path);
  bool mayCloseLive();
  void tellLeftOver();
  void leaveLive();
  void backToLive();
  void storeFolds();
  void restoreFolds();
  void updateMargins();

  std::unique_ptr<Session> m_session;
  Actions* m_actions;
  LookPtr m_look;
  QString m_themeId;
  double m_fontScale = 1;
  bool m_reducedMotion = false;
  int m_workspace = Plan;
  Folds m_folds[3];
  bool m_playWhenRead = false;

  LiveDesk* m_live = nullptr;
  LivePanel* m_livePanel = nullptr;
  HealthStrip* m_healthStrip = nullptr;
  bool m_firstLiveView = false;
  bool m_liveShown = false;  ///< the live recording is on the map, not one that was opened meanwhile
  StoreViewPtr m_liveView;   ///< the newest of it
  bool m_closingLive = false;
  QString m_closeSaveAs;

  Segments* m_workspaces = nullptr;
  ElidedLabel* m_planName = nullptr;
  CommandSearch* m_search = nullptr;
  DiagramDesk* m_diagrams = nullptr;
  QToolButton* m_menuButton = nullptr;
  QMenu* m_menu = nullptr;
  QMenu* m_recordingMenu = nullptr;
  QWidget* m_topTools = nullptr;
  QWidget* m_topBar = nullptr;
  DocumentTabs* m_documentTabs = nullptr;
  QWidget* m_statusBar = nullptr;

  QSplitter* m_across = nullptr;
  QSplitter* m_down = nullptr;
  QWidget* m_contents = nullptr;
  Segments* m_tabs = nullptr;
  std::vector<std::string> m_listedLayers;
  QStackedWidget* m_pages = nullptr;
  LayerPanel* m_layerPanel = nullptr;
  SitePanel* m_sitePanel = nullptr;
  TrackPanel* m_trackPanel = nullptr;
  MapWidget* m_map = nullptr;
  AltitudeSlider* m_altitude = nullptr;
  MessageArea* m_messages = nullptr;
  QWidget* m_welcome = nullptr;
  QWidget* m_inspector = nullptr;
  QStackedWidget* m_details = nullptr;
  SiteInspector* m_siteForm = nullptr;
  TrackInspector* m_trackPage = nullptr;
  TimelineWidget* m_timeline = nullptr;
  ProjectionPanel* m_projections = nullptr;
  Segments* m_sideTabs = nullptr;
  QStackedWidget* m_sidePages = nullptr;
  BriefDesk* m_brief = nullptr;
  Presenter* m_presenter = nullptr;
  HandOver* m_handOver = nullptr;
  StoryPanel* m_storyPanel = nullptr;
  NarrativePanel* m_narrativePanel = nullptr;
  ViewsDesk* m_views = nullptr;
  HoverPicture* m_hoverPicture = nullptr;
  int m_narrativePage = 0;
  EventPanel* m_eventPanel = nullptr;
  FilterBar* m_filterBar = nullptr;
  ReportPanel* m_reportPanel = nullptr;
  int m_reportPage = 0;
  int m_storyPage = 0;
  int m_eventPage = 0;
  Qt::WindowStates m_stateOffStage;  ///< what the window was before the talk
  std::vector<QPointer<QDockWidget>> m_docksOffStage;
  QStringList m_recordingFiles;  ///< of what is open; empty for the demo
  PlannerRoom* m_planner = nullptr;

  QToolButton* m_positionLabel = nullptr;
  QLabel* m_heightLabel = nullptr;
  QLabel* m_bullseyeLabel = nullptr;
  QToolButton* m_projectionLabel = nullptr;
  QLabel* m_scaleLabel = nullptr;
  QLabel* m_coverageLabel = nullptr;
  QLabel* m_tracksLabel = nullptr;
  QLabel* m_frameLabel = nullptr;
  NetworkDesk* m_network = nullptr;
  IngestDesk* m_ingest = nullptr;
  QTimer m_statusPace;
  int m_liveTracks = 0;
  LatestJob<std::optional<Separation>> m_closest;
  LatestJob<Merged> m_merging;
};

}  // namespace sorami
