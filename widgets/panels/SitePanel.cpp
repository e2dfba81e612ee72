// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/SitePanel.h"

#include "widgets/panels/SiteInspector.h"

#include <QItemSelectionModel>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace sorami {

class SitePanel::Model : public QAbstractListModel {
 public:
  using QAbstractListModel::QAbstractListModel;

  void setPlan(const PlanPtr& plan) {
    const auto sameSites = [&] {
      if (!plan || !m_plan || plan->sites.size() != m_plan->sites.size()) return false;
      for (std::size_t i = 0; i < plan->sites.size(); ++i) {
        if (plan->sites[i].id != m_plan->sites[i].id) return false;
      }
      return true;
    }();
    if (sameSites) {
      m_plan = plan;
      if (rowCount() > 0) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
      return;
    }
    beginResetModel();
    m_plan = plan;
    endResetModel();
  }
  const Site* site(int row) const {
    return m_plan && row >= 0 && row < rowCount() ? &m_plan->sites[static_cast<std::size_t>(row)] : nullptr;
  }
  int rowOf(const std::string& id) const {
    for (int i = 0; i < rowCount(); ++i) {
      if (site(i)->id == id) return i;
    }
    return -1;
  }
  int rowCount(const QModelIndex& parent = {}) const override {
    return parent.isValid() || !m_plan ? 0 : static_cast<int>(m_plan->sites.size());
  }
  QVariant data(const QModelIndex& at, int role) const override {
    const Site* s = site(at.row());
    if (!s) return {};
    if (role == Qt::DisplayRole) return QString::fromStdString(s->name);
    if (role == Qt::AccessibleTextRole) {
      return QString::fromStdString(s->name) + QStringLiteral(", ") + siteKindText(s->kind);
    }
    if (role == Qt::ToolTipRole) return QString::fromStdString(s->note);
    return {};
  }

 private:
  PlanPtr m_plan;
};

/// Name left, kind right in the muted colour, a dot that is hollow when the site is switched off.
class SitePanel::Delegate : public QStyledItemDelegate {
 public:
  Delegate(SitePanel& panel) : QStyledItemDelegate(&panel), m_panel(panel) {}
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    QStyleOptionViewItem plain = option;
    initStyleOption(&plain, index);
    plain.text.clear();
    const QWidget* widget = option.widget;
    widget->style()->drawControl(QStyle::CE_ItemViewItem, &plain, painter, widget);
    const Site* site = m_panel.m_model->site(index.row());
    if (!site) return;
    const Look& look = *m_panel.m_look;
    const QRect room = option.rect.adjusted(16, 0, -16, 0);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QColor colour = look.theme().isDark ? look.theme().colourOf(site->affiliation) : look.theme().text;
    painter->setPen(QPen(colour, 1.5));
    painter->setBrush(site->active ? QBrush(colour) : QBrush(Qt::NoBrush));
    painter->drawEllipse(QPointF(room.left() + 4, room.center().y() + 0.5), 3.5, 3.5);
    const QRect text = room.adjusted(20, 0, 0, 0);
    painter->setFont(look.text(12));
    painter->setPen(look.theme().textMuted);
    const QString kind = site->active ? siteKindText(site->kind) : SitePanel::tr("off");
    painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, kind);
    const int used = painter->fontMetrics().horizontalAdvance(kind) + 12;
    painter->setFont(look.text(13));
    painter->setPen(site->active ? look.theme().text : look.theme().textMuted);
    const QString name = painter->fontMetrics().elidedText(QString::fromStdString(site->name), Qt::ElideRight,
                                                           text.width() - used);
    painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter, name);
    painter->restore();
  }

 private:
  SitePanel& m_panel;
};

SitePanel::SitePanel(QWidget* parent) : QWidget(parent), m_look(defaultLook()), m_model(new Model(this)) {
  m_list = new QListView(this);
  m_list->setObjectName(QStringLiteral("siteList"));
  m_list->setAccessibleName(tr("Sites"));
  m_list->setModel(m_model);
  m_list->setItemDelegate(new Delegate(*this));
  m_list->setUniformItemSizes(true);
  m_list->setMouseTracking(true);
  m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
          [this](const QModelIndex& now) {
            const Site* site = m_model->site(now.row());
            if (!m_loading && site) Q_EMIT selected(QString::fromStdString(site->id));
          });
  connect(m_list, &QListView::doubleClicked, this, [this](const QModelIndex& at) {
    if (const Site* site = m_model->site(at.row())) Q_EMIT opened(QString::fromStdString(site->id));
  });

  auto* empty = new QWidget(this);
  auto* lines = new QVBoxLayout(empty);
  lines->setContentsMargins(24, 24, 24, 24);
  lines->setSpacing(12);
  auto* text = new QLabel(tr("The plan has no sites yet.\nPlace a radar, or right-click on the map."), empty);
  text->setProperty("role", QStringLiteral("empty"));
  text->setAlignment(Qt::AlignHCenter);
  text->setWordWrap(true);
  auto* place = new QPushButton(tr("Place a radar"), empty);
  connect(place, &QPushButton::clicked, this, &SitePanel::placeRequested);
  lines->addWidget(text);
  lines->addWidget(place, 0, Qt::AlignHCenter);
  lines->addStretch(1);

  m_pages = new QStackedWidget(this);
  m_pages->addWidget(m_list);
  m_pages->addWidget(empty);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 4, 0, 0);
  all->addWidget(m_pages);
  setPlan(nullptr);
}

SitePanel::~SitePanel() = default;

void SitePanel::setLook(const LookPtr& look) {
  m_look = look;
  m_list->viewport()->update();
}

void SitePanel::setPlan(const PlanPtr& plan) {
  m_loading = true;
  m_model->setPlan(plan);
  m_pages->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
  m_loading = false;
}

void SitePanel::setSelected(const std::string& site) {
  m_loading = true;
  const int row = m_model->rowOf(site);
  if (row < 0) {
    m_list->clearSelection();
    m_list->setCurrentIndex({});
  } else if (m_list->currentIndex().row() != row) {
    m_list->setCurrentIndex(m_model->index(row));
    m_list->scrollTo(m_model->index(row));
  }
  m_loading = false;
}

}  // namespace sorami
