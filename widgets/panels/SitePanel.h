// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Plan.h"
#include "widgets/look/Look.h"

#include <QAbstractListModel>
#include <QWidget>

class QListView;
class QPushButton;
class QStackedWidget;

namespace sorami {

/// The plan's sites in a list: name, kind, and what is switched off.
class SitePanel : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit SitePanel(QWidget* parent = nullptr);
  ~SitePanel() override;

  void setLook(const LookPtr& look) override;
  void setPlan(const PlanPtr& plan);
  void setSelected(const std::string& site);
  QListView* list() const { return m_list; }

 Q_SIGNALS:
  void selected(const QString& site);
  void opened(const QString& site);
  void placeRequested();

 private:
  class Model;
  class Delegate;
  LookPtr m_look;
  Model* m_model;
  QListView* m_list;
  QStackedWidget* m_pages;
  bool m_loading = false;
};

}  // namespace sorami
