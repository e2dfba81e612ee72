// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The bars above and below everything: what can be done, and what the pointer and the picture say.
#include "app/MainWindow.h"
#include "widgets/look/ElidedLabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSplitter>
#include <QToolButton>

namespace sorami {
namespace {

QLabel* statusLabel(const QString& role, QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setProperty("role", role);
  return label;
}

}  // namespace

QWidget* MainWindow::makeTopBar() {
  auto* bar = new QWidget(m_down->parentWidget());
  bar->setObjectName(QStringLiteral("topBar"));
  bar->setAttribute(Qt::WA_StyledBackground);
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(8, 0, 12, 0);
  row->setSpacing(12);

  m_menuButton = new QToolButton(bar);
  m_menuButton->setDefaultAction((*m_actions)[QStringLiteral("menu")]);
  m_menuButton->setFocusPolicy(Qt::TabFocus);
  row->addWidget(m_menuButton);
  m_workspaces = new Segments(bar);
  m_workspaces->add(tr("Plan"), tr("Lay out sites and see what they cover  ·  Ctrl+1"));
  m_workspaces->add(tr("Brief"), tr("Play a recording and look into it  ·  Ctrl+2"));
  m_workspaces->add(tr("Present"), tr("Only the picture and the time  ·  Ctrl+3"));
  connect(m_workspaces, &Segments::chosen, this, &MainWindow::setWorkspace);
  row->addWidget(m_workspaces);
  m_planName = new ElidedLabel(bar);
  m_planName->setProperty("role", QStringLiteral("pill"));
  m_planName->setMinimumWidth(40);
  row->addWidget(m_planName, 0, Qt::AlignVCenter);

  m_topTools = new QWidget(bar);
  auto* tools = new QHBoxLayout(m_topTools);
  tools->setContentsMargins(0, 0, 0, 0);
  tools->setSpacing(0);
  const QStringList ids = {QStringLiteral("tool.select"),
                           QStringLiteral("tool.measure"),
                           QStringLiteral("tool.radar"),
                           QString(),
                           QStringLiteral("undo"),
                           QStringLiteral("redo"),
                           QString(),
                           QStringLiteral("view.fit"),
                           QStringLiteral("view.overview"),
                           QStringLiteral("projection"),
                           QString(),
                           QStringLiteral("file.open")};
  for (const QString& id : ids) {
    if (id.isEmpty()) {
      tools->addSpacing(12);
      continue;
    }
    auto* button = new QToolButton(m_topTools);
    button->setDefaultAction((*m_actions)[id]);
    button->setAccessibleName(button->defaultAction()->text());
    button->setFocusPolicy(Qt::TabFocus);
    tools->addWidget(button);
    if (id != QStringLiteral("tool.measure")) continue;
    auto* more = new QToolButton(m_topTools);
    more->setDefaultAction((*m_actions)[QStringLiteral("measure.more")]);
    more->setAccessibleName(more->defaultAction()->text());
    more->setProperty("role", QStringLiteral("row"));
    more->setFocusPolicy(Qt::TabFocus);
    QMenu* menu = measureMenu(more);
    connect(more->defaultAction(), &QAction::triggered, menu,
            [menu, more] { menu->popup(more->mapToGlobal(QPoint(0, more->height() + 4))); });
    tools->addWidget(more);
  }
  row->addWidget(m_topTools);
  row->addStretch(1);
  m_search = new CommandSearch([this](const QString& text) { return findHits(text); }, bar);
  row->addWidget(m_search);
  for (const char* id : {"panel.left", "panel.timeline", "panel.right", "theme.next"}) {
    auto* button = new QToolButton(bar);
    button->setDefaultAction((*m_actions)[QString::fromLatin1(id)]);
    button->setAccessibleName(button->defaultAction()->text());
    button->setFocusPolicy(Qt::TabFocus);
    button->setProperty("role", QStringLiteral("toggle"));
    row->addWidget(button);
    row->setSpacing(8);
  }
  return bar;
}

QMenu* MainWindow::measureMenu(QWidget* parent) {
  auto* menu = new QMenu(tr("Measure"), parent);
  for (const char* id : {"measure", "measure-area", "measure-angle", "measure-sector", "measure-rings",
                         "measure-sight", "bullseye"}) {
    menu->addAction((*m_actions)[QStringLiteral("tool.") + QString::fromLatin1(id)]);
  }
  return menu;
}

QWidget* MainWindow::makeStatusBar() {
  auto* bar = new QWidget(m_down->parentWidget());
  bar->setObjectName(QStringLiteral("statusBar"));
  bar->setAttribute(Qt::WA_StyledBackground);
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(8, 0, 12, 0);
  row->setSpacing(20);
  m_positionLabel = new QToolButton(bar);
  m_positionLabel->setToolTip(tr("How positions are written  ·  click to change"));
  m_positionLabel->setAccessibleName(tr("Position under the pointer"));
  m_positionLabel->setFocusPolicy(Qt::TabFocus);
  connect(m_positionLabel, &QToolButton::clicked, (*m_actions)[QStringLiteral("position.next")],
          &QAction::trigger);
  m_heightLabel = statusLabel(QStringLiteral("mono"), bar);
  m_bullseyeLabel = statusLabel(QStringLiteral("mono"), bar);
  m_bullseyeLabel->setToolTip(tr("The pointer's place from the plan's bullseye"));
  m_bullseyeLabel->hide();
  m_projectionLabel = new QToolButton(bar);
  m_projectionLabel->setToolTip((*m_actions)[QStringLiteral("projection")]->toolTip());
  m_projectionLabel->setFocusPolicy(Qt::TabFocus);
  connect(m_projectionLabel, &QToolButton::clicked, (*m_actions)[QStringLiteral("projection")],
          &QAction::trigger);
  m_scaleLabel = statusLabel(QStringLiteral("mono"), bar);
  m_coverageLabel = statusLabel(QStringLiteral("muted"), bar);
  m_tracksLabel = statusLabel(QStringLiteral("muted"), bar);
  m_frameLabel = statusLabel(QStringLiteral("mono"), bar);
  m_frameLabel->setObjectName(QStringLiteral("frameTime"));
  m_frameLabel->setToolTip(tr("Time the last frame took to draw"));
  // Long words never hold the window open: on a small screen they are cut, and told whole by the tip.
  for (QWidget* word : {static_cast<QWidget*>(m_tracksLabel), static_cast<QWidget*>(m_coverageLabel),
                        static_cast<QWidget*>(m_projectionLabel)}) {
    word->setMinimumWidth(1);
  }
  row->addWidget(m_positionLabel);
  row->addWidget(m_heightLabel);
  row->addWidget(m_bullseyeLabel);
  row->addWidget(m_projectionLabel);
  row->addWidget(m_scaleLabel);
  row->addWidget(m_coverageLabel);
  row->addStretch(1);
  row->addWidget(m_tracksLabel);
  row->addWidget(m_frameLabel);
  return bar;
}

}  // namespace sorami
