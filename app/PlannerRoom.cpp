// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/PlannerRoom.h"

#include "app/MainWindow.h"
#include "app/PlanFiles.h"
#include "app/PlanOutput.h"
#include "data/coverage/network/Links.h"
#include "data/plan/Motion.h"
#include "widgets/look/Scrolled.h"
#include "widgets/map/MapWidget.h"
#include "widgets/map/PlanGeometry.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/panels/PalettePanel.h"
#include "widgets/panels/PlanInspector.h"
#include "widgets/panels/PlanPage.h"
#include "widgets/panels/PlanTables.h"
#include "widgets/panels/SiteInspector.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace sorami {
namespace {

constexpr int kItemPage = 3;

}  // namespace

PlannerRoom::PlannerRoom(MainWindow& window)
    : QObject(&window), m_window(window), m_desk(std::make_unique<PlanDesk>(window.session())) {
  m_linkJob = std::make_unique<LatestJob<LinkAnswer>>(
      this, [this](const LinkAnswer& answer) { m_inspector->setLinkNote(answer.link, answer.note); });
  makePages();
  makeActions();
  m_files = std::make_unique<PlanFiles>(window);
  m_output = new PlanOutput(window);
  joinDesk();
  window.map()->setAcceptDrops(true);
  window.map()->installEventFilter(this);
  m_nameEdit = new QLineEdit(window.map());
  m_nameEdit->setObjectName(QStringLiteral("nameOnMap"));
  m_nameEdit->setAccessibleName(tr("Name"));
  m_nameEdit->hide();
  m_nameEdit->installEventFilter(this);
  connect(m_nameEdit, &QLineEdit::editingFinished, this, [this] { endNaming(true); });
  connect(window.map(), &MapWidget::painted, this, &PlannerRoom::placeNaming);
  connect(window.map(), &MapWidget::menuRequested, this, &PlannerRoom::fillMenu);
  showPlan();
  showSelection();
  showDisplay();
}

PlannerRoom::~PlannerRoom() {
  m_desk->disconnect(this);
  m_window.session().disconnect(this);
  m_window.map()->removeEventFilter(this);
}

// --- what is where

void PlannerRoom::makePages() {
  const auto [paletteScroll, palette] = makeScrolled<PalettePanel>(m_window.pages());
  m_palette = palette;
  m_window.tabs()->add(tr("Place"), tr("Presets to set down, and tools that draw"));
  m_window.pages()->addWidget(paletteScroll);

  // The plan's own page takes the place of "nothing is selected".
  QStackedWidget* details = m_window.details();
  QWidget* empty = details->widget(0);
  details->removeWidget(empty);
  empty->deleteLater();
  const auto [planScroll, planPage] = makeScrolled<PlanPage>(details, &m_window.session().undoGroup());
  m_planPage = planPage;
  details->insertWidget(0, planScroll);

  // What a site has beyond its everyday form stands below that.
  QWidget* sitePage = m_window.siteForm()->parentWidget();
  m_siteMore = new SiteMore(sitePage);
  static_cast<QVBoxLayout*>(sitePage->layout())->addWidget(m_siteMore, 1);

  const auto [itemScroll, inspector] = makeScrolled<PlanInspector>(details);
  m_inspector = inspector;
  details->insertWidget(kItemPage, itemScroll);
}

PlanTables* PlannerRoom::tables() {
  if (m_tables) return m_tables;
  m_tables = new PlanTables(&m_window);
  connect(m_tables, &PlanTables::edited, this,
          [this](const Plan& next, const QString& what) { m_desk->edit(next, what); });
  connect(m_tables, &PlanTables::selected, this,
          [this](const PlanItems& items) { m_desk->setSelection(items, false); });
  connect(m_tables, &PlanTables::importRequested, m_window.actionList()[QStringLiteral("plan.import")],
          &QAction::trigger);
  connect(m_tables, &PlanTables::exportRequested, m_window.actionList()[QStringLiteral("plan.export")],
          &QAction::trigger);
  applyLook(m_tables, m_window.look());
  showPlan();
  showDisplay();
  m_tables->setSelection(m_desk->selection());
  return m_tables;
}

void PlannerRoom::joinDesk() {
  Session& s = m_window.session();
  PlanDesk& d = *m_desk;
  connect(&d, &PlanDesk::selectionChanged, this, &PlannerRoom::showSelection);
  connect(&d, &PlanDesk::nameRequested, this, &PlannerRoom::askForName);
  connect(&d, &PlanDesk::presetsChanged, this, [this] { m_palette->setPresets(m_desk->presets()); });
  connect(&s, &Session::planChanged, this, &PlannerRoom::showPlan);
  const auto sources = [this] {
    QStringList names;
    if (const StoreViewPtr& recording = m_window.session().recording()) {
      for (const SourceKey& source : recording->sources()) {
        const QString name = QString::fromStdString(source.name);
        if (!names.contains(name)) names << name;
      }
    }
    m_planPage->setSources(names);
  };
  connect(&s, &Session::storeChanged, this, sources);
  connect(&s, &Session::storeGrown, this, sources);
  connect(&s, &Session::displayChanged, this, &PlannerRoom::showDisplay);
  // After the window's own answer to it, which picks one of the older pages.
  connect(&s, &Session::selectionChanged, this, &PlannerRoom::showSelection);
  connect(&s, &Session::editRefused, this, [this] {
    m_window.messages()->add({MessageLevel::Info,
                              tr("The plan is shown as %1 sees it and cannot be changed")
                                  .arg(QString::fromStdString(m_window.session().partner())),
                              {},
                              tr("Show our own view"),
                              [this] { m_window.session().setPartner({}); }});
  });
  m_palette->setPresets(d.presets());
  connect(m_palette, &PalettePanel::chosen, this, [this](const QString& id) {
    m_desk->choosePreset(id.toStdString());
    m_window.map()->setTool(QStringLiteral("select"));
    m_window.actionList()[QStringLiteral("tool.place")]->trigger();
  });
  connect(m_window.map(), &MapWidget::toolChanged, this, [this](const QString& tool) {
    m_palette->setChosen(tool == QStringLiteral("place") ? m_desk->chosenPreset() : std::string());
    m_window.map()->setFocus();
  });
  const auto take = [this](const Plan& next, const QString& what) { m_desk->edit(next, what); };
  connect(m_planPage, &PlanPage::edited, this, take);
  connect(m_planPage, &PlanPage::partnerChosen, this,
          [this](const QString& partner) { m_window.session().setPartner(partner.toStdString()); });
  connect(m_siteMore, &SiteMore::edited, this, take);
  connect(m_siteMore, &SiteMore::savePresetRequested, this, [this] {
    const Site* site = m_desk->plan()->site(m_window.session().selectedSite());
    if (!site) return;
    const QString title = QString::fromStdString(site->name);
    const Status saved = m_desk->savePreset(site->id, title);
    if (saved) {
      m_window.messages()->add({MessageLevel::Info, tr("%1 is in the palette now").arg(title), {}, {}, {}});
    } else {
      m_window.messages()->add({MessageLevel::Error,
                                tr("The preset was not saved"),
                                {QString::fromStdString(saved.error().text())},
                                {},
                                {}});
    }
  });
  connect(m_siteMore, &SiteMore::applyPresetRequested, this, [this](const QPoint& at) {
    auto* menu = presetMenu(nullptr, {}, [this](const std::string& id) { m_desk->applyPreset(id); });
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(at);
  });
  connect(m_inspector, &PlanInspector::edited, this, take);
  connect(m_inspector, &PlanInspector::deleteRequested, this, [this] { m_desk->removeSelected(); });
  connect(m_inspector, &PlanInspector::fitRequested, this,
          [this] { m_window.actionList()[QStringLiteral("view.fit")]->trigger(); });
}

void PlannerRoom::showPlan() {
  const PlanPtr plan = m_window.session().plan();
  m_planPage->setPlan(plan, m_window.session().document(), m_window.session().partner());
  if (m_tables) m_tables->setPlan(plan);
  if (const std::size_t sites = plan ? plan->sites.size() : 0; sites != m_expectedSites) {
    m_expectedSites = sites;
    if (plan) m_siteMore->expect(*plan);
  }
  const PlanItems& items = m_desk->selection();
  const PlanPtr shown = m_desk->plan();
  const bool all =
      std::all_of(items.begin(), items.end(), [&](const PlanItem& i) { return holds(*shown, i); });
  if (items.empty() || !all) return;
  if (items.size() == 1 && items[0].kind == PlanItemKind::Site) {
    m_siteMore->setNow(m_desk->now());
    m_siteMore->setSite(shown, items[0].id);
  } else {
    m_inspector->setNow(m_desk->now());
    m_inspector->setItems(shown, items);
    askLink();
  }
}

void PlannerRoom::askLink() {
  const PlanItems& items = m_desk->selection();
  if (items.size() != 1 || items[0].kind != PlanItemKind::Link) {
    m_linkJob->cancel();
    return;
  }
  const Session& s = m_window.session();
  LinkConditions conditions;
  conditions.k = s.earthFactor();
  m_linkJob->request([plan = m_desk->plan(), id = items[0].id, now = s.clock().cursor, terrain = s.terrain(),
                      conditions](std::stop_token stop) {
    // The link with its two ends is all that is looked at.
    const Link* link = plan->link(id);
    Plan alone;
    if (link) alone.links = {*link};
    for (const Site& site : plan->sites) {
      if (link && (site.id == link->from || site.id == link->to)) alone.sites.push_back(site);
    }
    alone = servingAt(std::move(alone), now);
    const std::vector<LinkReport> reports = examineLinks(alone, terrain, conditions, stop);
    if (reports.empty()) return LinkAnswer{id, {}};
    return LinkAnswer{id, linkNote(alone, alone.links[0], reports[0], conditions)};
  });
}

void PlannerRoom::showSelection() {
  showPlan();
  const PlanItems& items = m_desk->selection();
  const bool site = items.size() == 1 && items[0].kind == PlanItemKind::Site;
  if (!items.empty()) {
    m_window.details()->setCurrentIndex(site ? 1 : kItemPage);
  } else if (m_window.session().selectedTrack() == kNoTrack) {
    m_window.details()->setCurrentIndex(0);
  }
  if (m_tables) m_tables->setSelection(items);
  if (!m_naming.id.empty() && !contains(items, m_naming)) endNaming(true);
  m_window.map()->update();
}

void PlannerRoom::showDisplay() {
  const Session& s = m_window.session();
  m_planPage->setUnits(s.units());
  m_inspector->setUnits(s.units());
  m_siteMore->setUnits(s.units());
  m_inspector->setReadOnly(!s.canEdit());
  m_siteMore->setReadOnly(!s.canEdit());
  m_window.siteForm()->setEnabled(s.canEdit());
  if (!m_tables) return;
  m_tables->setUnits(s.units());
  m_tables->setReadOnly(!s.canEdit());
}

// --- names on the map

void PlannerRoom::askForName(const PlanItem& item) {
  if (!m_desk->canEdit() || isLocked(*m_desk->plan(), item)) return;
  m_naming = item;
  m_nameEdit->setText(QString::fromStdString(nameOf(*m_desk->plan(), item)));
  m_nameEdit->setModified(false);
  placeNaming();
  m_nameEdit->show();
  m_nameEdit->raise();
  m_nameEdit->setFocus();
  m_nameEdit->selectAll();
}

void PlannerRoom::placeNaming() {
  if (m_naming.id.empty()) return;
  const std::vector<LatLon> points = pointsOf(*m_desk->plan(), m_naming);
  const auto at = points.empty() ? std::nullopt : m_window.map()->positionOf(points.front());
  if (!at) return;
  const QRect wanted(at->toPoint() + QPoint(14, -14), QSize(220, 28));
  QRect inside = wanted;
  const QRect room = m_window.map()->rect().adjusted(4, 28, -4, -28);
  if (inside.right() > room.right()) inside.moveRight(room.right());
  if (inside.bottom() > room.bottom()) inside.moveBottom(room.bottom());
  inside.moveTopLeft(QPoint(std::max(inside.left(), room.left()), std::max(inside.top(), room.top())));
  if (m_nameEdit->geometry() != inside) m_nameEdit->setGeometry(inside);
}

void PlannerRoom::endNaming(bool take) {
  if (m_naming.id.empty()) return;
  const PlanItem item = std::exchange(m_naming, {});
  const QString name = m_nameEdit->text();
  const bool hadFocus = m_nameEdit->hasFocus();
  m_nameEdit->hide();
  if (hadFocus) m_window.map()->setFocus();
  if (take) m_desk->rename(item, name);
}

bool PlannerRoom::eventFilter(QObject* object, QEvent* event) {
  if (object == m_nameEdit) {
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (isKey && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
      event->accept();
      if (event->type() == QEvent::KeyPress) endNaming(false);
      return true;
    }
    return false;
  }
  // A preset that is dragged from the palette.
  if (event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove) {
    auto* drag = static_cast<QDragMoveEvent*>(event);
    if (!drag->mimeData()->hasFormat(PalettePanel::kMime)) return false;
    drag->acceptProposedAction();
    return true;
  }
  if (event->type() == QEvent::Drop) {
    auto* drop = static_cast<QDropEvent*>(event);
    if (!drop->mimeData()->hasFormat(PalettePanel::kMime)) return false;
    m_desk->choosePreset(drop->mimeData()->data(PalettePanel::kMime).toStdString());
    if (const auto at = m_window.map()->geoAt(drop->position())) {
      const View& view = m_window.session().view();
      m_desk->placePreset(m_desk->snap(*at, kSnapReach * view.metresPerPixel * view.pixelRatio, {}).position);
    }
    drop->acceptProposedAction();
    return true;
  }
  return QObject::eventFilter(object, event);
}

// --- the map's menu

QMenu* PlannerRoom::presetMenu(QMenu* parent, const QString& title,
                               const std::function<void(const std::string&)>& chosen) {
  QMenu* menu = parent ? parent->addMenu(title) : new QMenu(&m_window);
  for (const SitePreset& preset : m_desk->presets()) {
    menu->addAction(PlanDesk::tr(preset.title.c_str()), this, [chosen, id = preset.id] { chosen(id); });
  }
  return menu;
}

void PlannerRoom::fillMenu(QMenu* menu, LatLon at, const Pick& pick) {
  PlanDesk& d = *m_desk;
  const Actions& a = m_window.actionList();
  if (pick.kind != Pick::Kind::Site && pick.kind != Pick::Kind::Track) {
    const auto where = m_window.map()->positionOf(at);
    const PlanItem item = where ? shapeAt(*m_window.map(), *d.plan(), *where) : PlanItem{};
    if (!item.id.empty() && !contains(d.selection(), item)) d.setSelection({item});
  }
  const bool any = !d.selection().empty();
  menu->addSeparator();
  if (any && d.canEdit()) {
    for (const char* id : {"plan.rename", "plan.duplicate", "plan.copy", "plan.cut"})
      menu->addAction(a[QString::fromLatin1(id)]);
    auto* arrange = menu->addMenu(tr("Arrange"));
    for (const char* id : {"plan.alignNorth", "plan.alignSouth", "plan.alignWest", "plan.alignEast",
                           "plan.alignLatitude", "plan.alignLongitude", "plan.spreadEast", "plan.spreadNorth",
                           "", "plan.group", "plan.ungroup", "", "plan.lock", "plan.hide", "plan.active"}) {
      if (*id) {
        arrange->addAction(a[QString::fromLatin1(id)]);
      } else {
        arrange->addSeparator();
      }
    }
    menu->addAction(a[QStringLiteral("delete")]);
    menu->addSeparator();
  }
  if (!d.canEdit()) return;
  presetMenu(menu, tr("Place here"), [this, at](const std::string& id) {
    m_desk->choosePreset(id);
    m_desk->placePreset(at);
  });
  QAction* paste = menu->addAction(tr("Paste here"), this, [this, at] { m_desk->paste(at); });
  paste->setEnabled(d.canPaste());
}

}  // namespace sorami
