// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/DocumentTabs.h"

#include "app/Session.h"

#include <QFileInfo>
#include <QMouseEvent>
#include <QToolButton>

namespace sorami {

DocumentTabs::DocumentTabs(Session& session, QWidget* parent)
    : QTabBar(parent), m_session(session), m_look(defaultLook()) {
  setObjectName(QStringLiteral("documentTabs"));
  setAccessibleName(tr("Open plans"));
  setDrawBase(false);
  setExpanding(false);
  setElideMode(Qt::ElideNone);  // bold is wider than what tabs are measured by; long rows scroll
  setUsesScrollButtons(true);
  connect(&session, &Session::documentsChanged, this, &DocumentTabs::refresh);
  connect(&session, &Session::planChanged, this, &DocumentTabs::refresh);
  connect(this, &QTabBar::currentChanged, this, [this](int index) {
    if (!m_filling) m_session.showDocument(index);
  });
  refresh();
}

void DocumentTabs::setLook(const LookPtr& look) {
  m_look = look;
  for (int i = 0; i < count(); ++i) {
    if (auto* close = qobject_cast<QToolButton*>(tabButton(i, QTabBar::RightSide)))
      close->setIcon(look->icon(QStringLiteral("close")));
  }
}

void DocumentTabs::step(int direction) {
  const int n = static_cast<int>(m_session.documents().size());
  m_session.showDocument((m_session.shownDocument() + direction + n) % n);
}

void DocumentTabs::refresh() {
  const auto& documents = m_session.documents();
  m_filling = true;
  while (count() > static_cast<int>(documents.size())) removeTab(count() - 1);
  while (count() < static_cast<int>(documents.size())) {
    const int index = addTab(QString());
    auto* close = new QToolButton(this);
    close->setProperty("role", QStringLiteral("closeTab"));
    close->setIcon(m_look->icon(QStringLiteral("close")));
    close->setToolTip(tr("Close this plan"));
    close->setAccessibleName(close->toolTip());
    connect(close, &QToolButton::clicked, this, [this, close] {
      for (int i = 0; i < count(); ++i) {
        if (tabButton(i, QTabBar::RightSide) == close) {
          m_session.closeDocument(i);
          return;
        }
      }
    });
    setTabButton(index, QTabBar::RightSide, close);
  }
  for (int i = 0; i < count(); ++i) {
    const Session::Document& d = *documents[static_cast<std::size_t>(i)];
    QString name = d.plan ? QString::fromStdString(d.plan->name) : QString();
    if (name.isEmpty()) name = d.path.isEmpty() ? tr("Unnamed plan") : QFileInfo(d.path).completeBaseName();
    const QString text = d.undo->isClean() ? name : tr("%1 •").arg(name);
    if (tabText(i) != text) setTabText(i, text);
    setTabToolTip(i, d.path.isEmpty() ? tr("Not saved under a name") : d.path);
  }
  setCurrentIndex(m_session.shownDocument());
  m_filling = false;
  setVisible(count() > 1);
}

}  // namespace sorami
