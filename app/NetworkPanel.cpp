// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/NetworkPanel.h"

#include "app/MainWindow.h"
#include "widgets/look/Scrolled.h"
#include "widgets/look/Segments.h"
#include "widgets/map/MapWidget.h"
#include "widgets/panels/network/CheckPage.h"
#include "widgets/panels/network/LinksPage.h"
#include "widgets/panels/network/MeasuredPage.h"
#include "widgets/panels/network/NetworkPages.h"

#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace sorami {
namespace {

/// Width that the map should keep, px.
constexpr int kLeastMap = 720;

template <typename Body>
Body* addPage(QStackedWidget* pages) {
  const auto [scroll, page] = makeScrolled<Body>(pages);
  pages->addWidget(scroll);
  return page;
}

}  // namespace

NetworkPanel::NetworkPanel(MainWindow& window)
    : QDockWidget(tr("Network"), &window),
      m_window(window),
      m_body(new QWidget(this)),
      m_pages(new QStackedWidget(m_body)),
      cover(addPage<CoverPage>(m_pages)),
      links(addPage<LinksPage>(m_pages)),
      point(addPage<PointPage>(m_pages)),
      next(addPage<NextPage>(m_pages)),
      flight(addPage<FlightPage>(m_pages)),
      compare(addPage<ComparePage>(m_pages)),
      measured(addPage<MeasuredPage>(m_pages)),
      check(addPage<CheckPage>(m_pages)) {
  setObjectName(QStringLiteral("networkDock"));
  setFeatures(DockWidgetClosable | DockWidgetMovable | DockWidgetFloatable);
  m_body->setObjectName(QStringLiteral("inspector"));
  m_body->setAttribute(Qt::WA_StyledBackground);
  m_tabs = new Segments(m_body);
  m_tabs->setProperty("dense", true);  // seven of them
  m_tabs->add(tr("Cover"), tr("How much is covered, and where the gaps are"));
  m_tabs->add(tr("Links"), tr("Switch sites and links off, and see what is lost"));
  m_tabs->add(tr("Point"), tr("What sees a point, and why not"));
  m_tabs->add(tr("Next"), tr("Where should the next sensors stand?"));
  m_tabs->add(tr("Warning"), tr("When a track or a threat is seen"));
  m_tabs->add(tr("Compare"), tr("Two plans: gained and lost"));
  m_tabs->add(tr("Real"), tr("What a recording shows that a sensor sees, beside what the model says"));
  m_tabs->add(tr("Check"), tr("What is wrong with the plan, or looks it"));
  // As wide as its tabs at least, whatever language and size of type they are in.
  m_pages->setMinimumWidth(400);
  auto* top = new QHBoxLayout;
  top->setContentsMargins(8, 8, 8, 0);
  top->addWidget(m_tabs);
  top->addStretch(1);
  auto* all = new QVBoxLayout(m_body);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(0);
  all->addLayout(top);
  all->addWidget(m_pages, 1);
  setWidget(m_body);
  window.addDockWidget(Qt::RightDockWidgetArea, this);
  hide();
  connect(m_tabs, &Segments::chosen, this, [this](int to) {
    m_pages->setCurrentIndex(to);
    Q_EMIT pageTurned();
  });
  connect(this, &QDockWidget::visibilityChanged, this, [this] {
    if (isVisible()) {
      Q_EMIT opened();
    } else if (isHidden()) {
      unfoldContents();
      Q_EMIT closed();
    }
  });
  // Each workspace has its own panels beside the map, and keeps them as the user has them.
  connect(&m_window, &MainWindow::workspaceLeft, this, &NetworkPanel::unfoldContents);
  // Once everything has its size; the last session's layout may have opened it too.
  connect(&m_window, &MainWindow::workspaceEntered, this, &NetworkPanel::keepMapWide, Qt::QueuedConnection);
  connect(this, &NetworkPanel::opened, this, &NetworkPanel::keepMapWide, Qt::QueuedConnection);
  connect(m_window.actionList()[QStringLiteral("panel.left")], &QAction::toggled, this,
          [this](bool shown) { m_foldedContents = m_foldedContents && !shown; });
}

NetworkPanel::Page NetworkPanel::page() const {
  return static_cast<Page>(m_pages->currentIndex());
}

void NetworkPanel::open(Page page) {
  m_tabs->setCurrent(page);
  m_pages->setCurrentIndex(page);
  makeRoom();
  show();
  raise();
}

void NetworkPanel::makeRoom() {
  // Beside the map and both panels it is wider than a small screen, and would push the window off it; on a
  // larger one it would leave the map a strip. The contents panel gives way as long as this one is open.
  QAction* contents = m_window.actionList()[QStringLiteral("panel.left")];
  const QScreen* screen = m_window.screen();
  if (isVisible() || isFloating() || !screen || !contents->isChecked()) return;
  const int own = m_body->minimumSizeHint().width();
  const bool fits = m_window.minimumSizeHint().width() + own <=
                    std::max(screen->availableGeometry().width(), m_window.width());
  if (fits && m_window.map()->width() - own >= kLeastMap) return;
  foldContents();
}

void NetworkPanel::keepMapWide() {
  const QAction* contents = m_window.actionList()[QStringLiteral("panel.left")];
  if (!isVisible() || isFloating() || !contents->isChecked()) return;
  if (m_window.map()->width() < kLeastMap) foldContents();
}

void NetworkPanel::foldContents() {
  m_foldedContents = true;
  m_window.actionList()[QStringLiteral("panel.left")]->trigger();
}

void NetworkPanel::unfoldContents() {
  QAction* contents = m_window.actionList()[QStringLiteral("panel.left")];
  if (std::exchange(m_foldedContents, false) && !contents->isChecked()) contents->trigger();
}

}  // namespace sorami
