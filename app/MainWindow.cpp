// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/MainWindow.h"

#include "app/DocumentTabs.h"
#include "app/HoverPicture.h"
#include "app/IngestDesk.h"
#include "app/LiveDesk.h"
#include "app/NetworkDesk.h"
#include "app/PlannerRoom.h"
#include "app/Presenter.h"
#include "app/ViewsDesk.h"
#include "widgets/look/Scrolled.h"
#include "widgets/map/AltitudeSlider.h"
#include "widgets/map/MapWidget.h"
#include "widgets/panels/LayerPanel.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/panels/ProjectionPanel.h"
#include "widgets/panels/SiteInspector.h"
#include "widgets/panels/SitePanel.h"
#include "widgets/panels/TrackInspector.h"
#include "widgets/panels/TrackPanel.h"
#include "widgets/timeline/TimelineWidget.h"

#include <QApplication>
#include <QDataStream>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace sorami {
namespace {

constexpr QSize kWindowSize{1920, 1080};
constexpr int kTopHeight = 44;
constexpr int kStatusHeight = 28;
constexpr int kContentsWidth = 312;
constexpr int kInspectorWidth = 360;
constexpr int kContentsLeast = 240;
constexpr int kInspectorLeast = 340;
constexpr int kTimelineHeight = 200;
constexpr int kBannerHeight = 24;  // of the marking banner the compositor draws
constexpr int kOverlayMargin = 12;

QWidget* emptyPage(const QString& text, QWidget* parent) {
  auto* page = new QWidget(parent);
  auto* label = new QLabel(text, page);
  label->setProperty("role", QStringLiteral("empty"));
  label->setAlignment(Qt::AlignHCenter);
  label->setWordWrap(true);
  auto* lines = new QVBoxLayout(page);
  lines->setContentsMargins(32, 48, 32, 24);
  lines->addWidget(label);
  lines->addStretch(1);
  return page;
}

}  // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent),
      m_session(std::make_unique<Session>()),
      m_actions(new Actions(this)),
      m_closest(this, [this](const std::optional<Separation>& found) { showClosest(found); }),
      m_merging(this, [this](const Merged& merged) { takeMerged(merged); }) {
  setWindowTitle(QStringLiteral("Sorami"));
  setAcceptDrops(true);
  const QSettings settings;
  // A screen that has no more room than the window wants is filled; else the window stands where it stood.
  const QSize room = screen() ? screen()->availableSize() : kWindowSize;
  if (!restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray())) {
    resize(kWindowSize.boundedTo(room * 0.9));
    if (room.width() <= kWindowSize.width() && room.height() <= kWindowSize.height()) {
      setWindowState(Qt::WindowMaximized);
    }
  }
  m_themeId = settings.value(QStringLiteral("theme"), QStringLiteral("dusk")).toString();
  m_fontScale = settings.value(QStringLiteral("fontScale"), 1.0).toDouble();
  m_reducedMotion = settings.value(QStringLiteral("reducedMotion"), false).toBool();

  // Before there are any panels: each takes the style as it is made, instead of being styled a second time.
  loadLook();
  applyLook(this, m_look);

  // Everything is made where it will stand: what is moved into the window later is styled anew.
  auto* centre = new QWidget(this);
  m_down = new QSplitter(Qt::Vertical, centre);
  m_across = new QSplitter(Qt::Horizontal, m_down);
  m_map = new MapWidget(*m_session, std::make_unique<Compositor>(makeLayers()), m_across);
  m_timeline = new TimelineWidget(m_down);
  m_projections =
      new ProjectionPanel([this](const QString& spec) { return m_session->setProjection(spec); }, this);
  makeActions();

  m_across->setHandleWidth(1);
  m_across->addWidget(m_contents = makeContents());
  m_across->addWidget(m_map);
  m_across->addWidget(m_inspector = makeInspector());
  m_across->setStretchFactor(1, 1);
  m_across->setCollapsible(0, false);
  m_across->setCollapsible(1, false);
  m_across->setCollapsible(2, false);
  m_across->setSizes({kContentsWidth, 1280, kInspectorWidth});
  m_down->setHandleWidth(1);
  m_down->addWidget(m_across);
  m_down->addWidget(m_timeline);
  m_down->setStretchFactor(0, 1);
  m_down->setCollapsible(0, false);
  m_down->setCollapsible(1, false);
  m_down->setSizes({800, kTimelineHeight});

  auto* all = new QVBoxLayout(centre);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(0);
  all->addWidget(m_topBar = makeTopBar());
  all->addWidget(m_documentTabs = new DocumentTabs(*m_session, centre));
  all->addWidget(m_down, 1);
  all->addWidget(m_statusBar = makeStatusBar());
  setCentralWidget(centre);
  makeMapOverlays();
  connectSession();
  connectPanels();
  makeLive();
  m_ingest = new IngestDesk(*this);
  m_network = new NetworkDesk(*this);
  makeBriefing();
  m_views = new ViewsDesk(*this);
  m_hoverPicture = new HoverPicture(*this);
  m_planner = new PlannerRoom(*this);

  m_statusPace.setInterval(250);
  connect(&m_statusPace, &QTimer::timeout, this, &MainWindow::showStatus);
  m_statusPace.start();
  qApp->installEventFilter(this);

  applyLookNow();
  setReducedMotion(m_reducedMotion);
  setWorkspace(settings.value(QStringLiteral("workspace"), int(Plan)).toInt());
  if (settings.value(QStringLiteral("metric"), false).toBool()) {
    (*m_actions)[QStringLiteral("units")]->trigger();
  }
  showPlan();
  showSelection();
  showDisplay();
  showFrame();
  m_map->setFocus();
  m_session->files().openBasemap();
}

MainWindow::~MainWindow() {
  delete std::exchange(m_planner, nullptr);
  // Panels answer to the session's signals: none may come while both go.
  delete m_live;
  m_live = nullptr;
  delete std::exchange(m_network, nullptr);
  delete std::exchange(m_ingest, nullptr);
  delete std::exchange(m_documentTabs, nullptr);
  m_session->disconnect();
  m_session->files().disconnect();
  // Docks say that they are hidden when they are taken down, after all that listens to them.
  for (QDockWidget* dock : findChildren<QDockWidget*>()) dock->disconnect();
  m_statusPace.stop();
}

QWidget* MainWindow::makeContents() {
  auto* panel = new QWidget(m_across);
  panel->setObjectName(QStringLiteral("contents"));
  panel->setAttribute(Qt::WA_StyledBackground);
  m_tabs = new Segments(panel);
  m_tabs->add(tr("Layers"));
  m_tabs->add(tr("Sites"));
  m_tabs->add(tr("Tracks"));
  m_pages = new QStackedWidget(panel);
  m_pages->addWidget(m_layerPanel = new LayerPanel(m_pages));
  m_pages->addWidget(m_sitePanel = new SitePanel(m_pages));
  m_pages->addWidget(m_trackPanel = new TrackPanel(m_pages));
  connect(m_tabs, &Segments::chosen, m_pages, &QStackedWidget::setCurrentIndex);
  auto* top = new QHBoxLayout;
  top->setContentsMargins(12, 8, 12, 4);
  top->addWidget(m_tabs);
  top->addStretch(1);
  auto* all = new QVBoxLayout(panel);
  all->setContentsMargins(0, 0, 1, 0);
  all->setSpacing(0);
  all->addLayout(top);
  all->addWidget(m_pages, 1);
  listLayers();
  return panel;
}

void MainWindow::listLayers() {
  std::vector<LayerPanel::Entry> layers;
  for (const auto& layer : m_map->compositor()->layers()) {
    const bool isFixed = layer->id() == "furniture" || layer->id() == "story";
    if (layer->id() != "user-maps") {
      layers.push_back({layer->id(), layer->title(), layer->isDynamic(), isFixed});
      continue;
    }
    // The group itself is of no use to switch: its members are.
    for (const UserMap& map : m_session->userMaps()) {
      layers.push_back({layerIdOf(map), QString::fromStdString(nameOf(map)), false, false});
    }
  }
  std::vector<std::string> ids;
  for (const LayerPanel::Entry& entry : layers) ids.push_back(entry.id);
  if (ids != m_listedLayers) m_layerPanel->setLayers(layers);
  m_listedLayers = std::move(ids);
  std::vector<LayerPanel::Map> maps;
  for (const MapFile& file : m_session->mapFiles()) {
    LayerPanel::Map& map = maps.emplace_back();
    map.file = file;
    for (const UserMap& read : m_session->userMaps()) {
      const auto* vectors = std::get_if<std::shared_ptr<const VectorMap>>(&read);
      if (!vectors || (*vectors)->path != file.path) continue;
      map.isVector = true;
      for (const std::string& field : (*vectors)->fields) map.fields << QString::fromStdString(field);
    }
  }
  m_layerPanel->setMaps(maps);
  m_layerPanel->setLooks(m_session->layerLooks(), m_session->hiddenLayers());
}

QWidget* MainWindow::makeInspector() {
  auto* panel = new QWidget(m_across);
  panel->setObjectName(QStringLiteral("inspector"));
  panel->setAttribute(Qt::WA_StyledBackground);
  m_details = new QStackedWidget(panel);
  m_details->addWidget(
      emptyPage(tr("Nothing is selected.\n\nClick a site or a track on the map, or choose one in "
                   "a list. Its details appear here."),
                m_details));
  // The everyday form of a site; the planner's room adds the rest below it.
  const auto [siteScroll, sitePage] = makeScrolled<QWidget>(m_details);
  m_siteForm = new SiteInspector(sitePage);
  auto* siteLines = new QVBoxLayout(sitePage);
  siteLines->setContentsMargins(0, 0, 0, 0);
  siteLines->setSpacing(0);
  siteLines->addWidget(m_siteForm);
  m_details->addWidget(siteScroll);
  const auto [trackScroll, trackPage] = makeScrolled<TrackInspector>(m_details);
  m_trackPage = trackPage;
  m_details->addWidget(trackScroll);
  m_sidePages = new QStackedWidget(panel);
  m_sideTabs = new Segments(panel);
  addSidePage(tr("Details"), m_details);
  connect(m_sideTabs, &Segments::chosen, m_sidePages, &QStackedWidget::setCurrentIndex);
  auto* top = new QHBoxLayout;
  top->setContentsMargins(12, 8, 12, 4);
  top->addWidget(m_sideTabs);
  top->addStretch(1);
  auto* all = new QVBoxLayout(panel);
  all->setContentsMargins(1, 0, 0, 0);
  all->setSpacing(0);
  all->addLayout(top);
  all->addWidget(m_sidePages, 1);
  return panel;
}

void MainWindow::makeMapOverlays() {
  m_altitude = new AltitudeSlider(m_map);
  m_map->addOverlay(m_altitude, Qt::AlignRight | Qt::AlignTop,
                    QMargins(0, kBannerHeight + kOverlayMargin, kOverlayMargin, kOverlayMargin));
  m_messages = new MessageArea(m_map);
  m_map->addOverlay(m_messages, Qt::AlignLeft | Qt::AlignTop,
                    QMargins(kOverlayMargin, kBannerHeight + kOverlayMargin, 0, 0));
  connect(m_messages, &MessageArea::resized, m_map, &MapWidget::layoutOverlays);

  // The first thing a new user sees: what to do, in the middle, until something is open.
  m_welcome = new QWidget(m_map);
  m_welcome->setObjectName(QStringLiteral("card"));
  m_welcome->setAttribute(Qt::WA_StyledBackground);
  auto* lines = new QVBoxLayout(m_welcome);
  lines->setContentsMargins(32, 24, 32, 24);
  lines->setSpacing(12);
  auto* title = new QLabel(tr("Open a recording or drop a file here"), m_welcome);
  title->setProperty("role", QStringLiteral("title"));
  title->setAlignment(Qt::AlignHCenter);
  auto* text = new QLabel(tr("ASTERIX, SBS-1 and readsb recordings, plans (.soplan),\nand elevation rasters "
                             "(GeoTIFF, DTED, HGT, VRT)."),
                          m_welcome);
  text->setProperty("role", QStringLiteral("empty"));
  text->setAlignment(Qt::AlignHCenter);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(8);
  auto* open = new QPushButton(tr("Open…"), m_welcome);
  open->setProperty("role", QStringLiteral("primary"));
  connect(open, &QPushButton::clicked, this, &MainWindow::openDialog);
  auto* demo = new QPushButton(tr("Open the demo"), m_welcome);
  connect(demo, &QPushButton::clicked, (*m_actions)[QStringLiteral("file.demo")], &QAction::trigger);
  auto* radar = new QPushButton(tr("Place a radar"), m_welcome);
  connect(radar, &QPushButton::clicked, (*m_actions)[QStringLiteral("tool.radar")], &QAction::trigger);
  auto* live = new QPushButton(tr("Connect live…"), m_welcome);
  connect(live, &QPushButton::clicked, this, &MainWindow::showLivePanel);
  buttons->addStretch(1);
  for (QPushButton* button : {open, live, demo, radar}) buttons->addWidget(button);
  buttons->addStretch(1);
  lines->addWidget(title);
  lines->addWidget(text);
  lines->addLayout(buttons);
  m_map->addOverlay(m_welcome, Qt::AlignHCenter | Qt::AlignVCenter, QMargins());
}

void MainWindow::hideWelcome() {
  m_welcome->hide();
}

void MainWindow::addToMenu(QMenu* menu) {
  const QList<QAction*> actions = m_menu->actions();
  const auto time = std::find_if(actions.begin(), actions.end(), [](const QAction* each) {
    return each->menu() && each->text() == tr("Time");
  });
  m_menu->insertMenu(time == actions.end() ? nullptr : *time, menu);
}

// --- look and panels

void MainWindow::loadLook() {
  Result<Theme> loaded = loadTheme(m_themeId);
  if (!loaded) {
    m_themeId = themeIds().value(0);
    loaded = loadTheme(m_themeId);
  }
  auto theme = std::make_shared<Theme>(loaded ? *loaded : Theme{});
  theme->fontScale = m_fontScale;
  m_look = std::make_shared<const Look>(theme);
  m_session->setTheme(theme);
}

void MainWindow::applyLookNow() {
  m_topBar->setFixedHeight(m_look->px(kTopHeight));
  m_statusBar->setFixedHeight(m_look->px(kStatusHeight));
  m_contents->setMinimumWidth(m_look->px(kContentsLeast));
  m_inspector->setMinimumWidth(m_look->px(kInspectorLeast));
  m_actions->setLook(m_look);
  applyLook(this, m_look);
  m_presenter->setLook(m_look);
  (*m_actions)[QStringLiteral("theme.next")]->setIcon(m_look->icon(m_themeId));
  (*m_actions)[QStringLiteral("time.play")]->setProperty("shown", QString());
  showPlayIcon();
  updateMargins();
  m_map->layoutOverlays();
}

void MainWindow::setThemeId(const QString& id) {
  if (!themeIds().contains(id)) return;
  m_themeId = id;
  QSettings().setValue(QStringLiteral("theme"), id);
  loadLook();
  applyLookNow();
}

void MainWindow::setFontScale(double scale) {
  m_fontScale = std::clamp(scale, 0.8, 2.0);
  QSettings().setValue(QStringLiteral("fontScale"), m_fontScale);
  loadLook();
  applyLookNow();
}

void MainWindow::setReducedMotion(bool reduced) {
  m_reducedMotion = reduced;
  QSettings().setValue(QStringLiteral("reducedMotion"), reduced);
  m_map->setReducedMotion(reduced);
  (*m_actions)[QStringLiteral("motion")]->setChecked(reduced);
}

void MainWindow::setWorkspace(int workspace) {
  Q_EMIT workspaceLeft();
  storeFolds();
  m_workspace = std::clamp(workspace, int(Plan), int(Present));
  QSettings().setValue(QStringLiteral("workspace"), m_workspace);
  m_workspaces->setCurrent(m_workspace);
  restoreFolds();
  Q_EMIT workspaceEntered();
}

void MainWindow::storeFolds() {
  if (!isVisible()) return;
  Folds& folds = m_folds[m_workspace];
  // As the user wants it, not as the network's panel leaves it.
  folds.left = m_contents->isVisible() || (m_network != nullptr && m_network->hasFoldedContents());
  folds.right = m_inspector->isVisible();
  folds.timeline = m_timeline->isVisible();
  folds.across = m_across->saveState();
  folds.down = m_down->saveState();
  QSettings settings;
  settings.beginGroup(QStringLiteral("workspace%1").arg(m_workspace));
  settings.setValue(QStringLiteral("left"), folds.left);
  settings.setValue(QStringLiteral("right"), folds.right);
  settings.setValue(QStringLiteral("timeline"), folds.timeline);
  settings.setValue(QStringLiteral("across"), folds.across);
  settings.setValue(QStringLiteral("down"), folds.down);
  settings.setValue(QStringLiteral("page"), m_tabs->current());
  settings.setValue(QStringLiteral("sidePage"), m_sideTabs->current());
}

void MainWindow::restoreFolds() {
  QSettings settings;
  settings.beginGroup(QStringLiteral("workspace%1").arg(m_workspace));
  // Present begins with the picture and the time alone.
  const bool panels = m_workspace != Present;
  const bool left = settings.value(QStringLiteral("left"), panels).toBool();
  const bool right = settings.value(QStringLiteral("right"), panels).toBool();
  const bool timeline = settings.value(QStringLiteral("timeline"), true).toBool();
  m_contents->setVisible(left);
  m_inspector->setVisible(right);
  m_timeline->setVisible(timeline);
  (*m_actions)[QStringLiteral("panel.left")]->setChecked(left);
  (*m_actions)[QStringLiteral("panel.right")]->setChecked(right);
  (*m_actions)[QStringLiteral("panel.timeline")]->setChecked(timeline);
  const QByteArray across = settings.value(QStringLiteral("across")).toByteArray();
  const QByteArray down = settings.value(QStringLiteral("down")).toByteArray();
  if (!across.isEmpty()) m_across->restoreState(across);
  if (!down.isEmpty()) m_down->restoreState(down);
  m_across->setHandleWidth(1);
  m_down->setHandleWidth(1);
  // Who plans begins with layers and sites, who briefs with what moved and what happened.
  const bool plans = m_workspace == Plan;
  const int page = settings.value(QStringLiteral("page"), plans ? 0 : m_pages->indexOf(m_trackPanel)).toInt();
  const int first = plans ? 0 : m_workspace == Brief ? m_eventPage : m_storyPage;
  const int side = settings.value(QStringLiteral("sidePage"), first).toInt();
  m_tabs->setCurrent(page >= 0 && page < m_pages->count() ? page : 0);
  m_pages->setCurrentIndex(m_tabs->current());
  showSidePage(side >= 0 && side < m_sidePages->count() ? side : 0);
}

QByteArray MainWindow::folds() const {
  QByteArray bytes;
  QDataStream out(&bytes, QIODevice::WriteOnly);
  out << m_contents->isVisible() << m_inspector->isVisible() << m_timeline->isVisible()
      << m_across->saveState() << m_down->saveState();
  return bytes;
}

void MainWindow::setFolds(const QByteArray& folds) {
  QDataStream in(folds);
  bool left = true;
  bool right = true;
  bool timeline = true;
  QByteArray across;
  QByteArray down;
  in >> left >> right >> timeline >> across >> down;
  if (in.status() != QDataStream::Ok) return;
  m_contents->setVisible(left);
  m_inspector->setVisible(right);
  m_timeline->setVisible(timeline);
  (*m_actions)[QStringLiteral("panel.left")]->setChecked(left);
  (*m_actions)[QStringLiteral("panel.right")]->setChecked(right);
  (*m_actions)[QStringLiteral("panel.timeline")]->setChecked(timeline);
  m_across->restoreState(across);
  m_down->restoreState(down);
  storeFolds();
}

void MainWindow::updateMargins() {
  const double ratio = devicePixelRatioF();
  PictureMargins margins;
  margins.right = static_cast<int>((m_altitude->sizeHint().width() + 2 * kOverlayMargin) * ratio);
  m_session->setMargins(margins);
}

// --- events

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  QStringList paths;
  for (const QUrl& url : event->mimeData()->urls()) {
    if (url.isLocalFile()) paths << url.toLocalFile();
  }
  if (paths.isEmpty()) return;
  event->acceptProposedAction();
  openFiles(paths);
}

void MainWindow::closeEvent(QCloseEvent* event) {
  if (!mayCloseLive()) {
    event->ignore();
    return;
  }
  storeFolds();
  QSettings().setValue(QStringLiteral("geometry"), saveGeometry());
  QMainWindow::closeEvent(event);
}

bool MainWindow::eventFilter(QObject* object, QEvent* event) {
  // Space belongs to play and pause everywhere; Enter presses the focused button instead.
  if (event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    auto* button = qobject_cast<QAbstractButton*>(object);
    if (button && button->window() == this && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
      button->click();
      return true;
    }
  }
  return QMainWindow::eventFilter(object, event);
}

}  // namespace sorami
