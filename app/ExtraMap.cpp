// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ExtraMap.h"

#include "widgets/map/MapWidget.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace sorami {

ExtraMap::ExtraMap(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
  setObjectName(QStringLiteral("extraMap"));
  m_map = new MapWidget(*this, std::make_unique<Compositor>(makeLayers()), this);
  m_map->setMinimumSize(240, 180);
  m_step = new QToolButton(this);
  m_step->setObjectName(QStringLiteral("inStep"));
  m_step->setProperty("text", true);
  m_step->setCheckable(true);
  m_step->setText(tr("In step with the main map"));
  m_step->setToolTip(tr("Both show the same place at the same scale, whichever is moved"));
  connect(m_step, &QToolButton::toggled, this, &ExtraMap::setInStep);
  auto* hint = new QLabel(tr("same time, tracks and filter"), this);
  hint->setProperty("role", QStringLiteral("muted"));
  auto* bar = new QHBoxLayout;
  bar->setContentsMargins(8, 4, 12, 4);
  bar->addWidget(m_step);
  bar->addStretch(1);
  bar->addWidget(hint);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(0);
  all->addLayout(bar);
  all->addWidget(m_map, 1);
  connect(&m_session, &Session::frameChanged, this, &ExtraMap::follow);
}

ExtraMap::~ExtraMap() = default;

void ExtraMap::setInStep(bool inStep) {
  m_inStep = inStep;
  m_step->setChecked(inStep);
  follow();
}

void ExtraMap::follow() {
  if (!isVisible()) return;
  const FramePtr& main = m_session.frame();
  if (!main->projection) return;
  const bool other = m_projection != main->projection->key();
  if (!m_hasView || other || m_inStep) {
    m_view.centre = main->view.centre;
    m_view.metresPerPixel = main->view.metresPerPixel;
    m_hasView = true;
    m_projection = main->projection->key();
  }
  auto frame = std::make_shared<Frame>(*main);
  frame->view = m_view;
  frame->margins = {};
  if (frame->view.size.isEmpty()) return;
  m_map->setFrame(std::move(frame));
}

void ExtraMap::setView(const View& view) {
  const bool moved = m_hasView && (view.centre.x != m_view.centre.x || view.centre.y != m_view.centre.y ||
                                   view.metresPerPixel != m_view.metresPerPixel);
  m_view = view;
  if (!m_hasView) {
    // The map has told its size for the first time: the place is still the main one's.
    follow();
    return;
  }
  if (m_inStep && moved) {
    View main = m_session.view();
    main.centre = view.centre;
    main.metresPerPixel = view.metresPerPixel;
    m_session.setView(main);
    return;  // which comes back by frameChanged
  }
  follow();
}

void ExtraMap::setHover(const Pick& pick) {
  m_session.setHover(pick);
}

void ExtraMap::select(const Pick& pick) {
  m_session.select(pick);
}

void ExtraMap::setPointer(std::optional<LatLon> position) {
  m_session.setPointer(position);
}

void ExtraMap::placeRadar(LatLon at) {
  m_session.placeRadar(at);
}

void ExtraMap::selectSecond(const Pick& pick) {
  m_session.selectSecond(pick);
}

void ExtraMap::cycleLabels() {
  m_session.cycleLabels();
}

void ExtraMap::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  follow();
}

}  // namespace sorami
