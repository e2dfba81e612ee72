// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Properties.h"
#include "data/plan/TableText.h"
#include "widgets/look/Look.h"
#include "widgets/look/UnitText.h"

#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;
class QTableWidget;
class QTabWidget;

namespace sorami {

class PlanTableModel;

/// The plan as tables in a window of its own: sort, filter, edit in cells, copy, and paste or import with a
/// preview in which each row says whether it is taken and why not.
class PlanTables : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit PlanTables(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  void setPlan(const PlanPtr& plan);
  void setUnits(UnitProfile units);
  void setReadOnly(bool readOnly);
  /// The rows of what is selected on the map are selected here.
  void setSelection(const PlanItems& items);
  void showSet(PropertySet set);

  PropertySet current() const;
  QTableView* view(PropertySet set) const;
  QLineEdit* filter() const { return m_filter; }
  QTableWidget* preview() const { return m_preview; }
  QPushButton* takeButton() const { return m_take; }
  /// Shows what a text (CSV, or cells of a spreadsheet) would bring to the current table.
  void propose(const std::string& text);
  void pasteFromClipboard();
  void copyToClipboard() const;

 Q_SIGNALS:
  void edited(const sorami::Plan& next, const QString& what);
  void selected(const sorami::PlanItems& items);
  void importRequested();
  void exportRequested();

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  struct Page {
    PropertySet set;
    PlanTableModel* model = nullptr;
    QSortFilterProxyModel* proxy = nullptr;
    QTableView* view = nullptr;
  };
  void addPage(PropertySet set, const QString& title);
  const Page& page() const;
  void say(const QString& text, bool isError);
  void endPreview(bool take);
  void tellSelection();

  PlanPtr m_plan;
  LookPtr m_look = defaultLook();
  bool m_readOnly = false;
  bool m_loading = false;
  std::vector<Page> m_pages;
  QTabWidget* m_tabs;
  QLineEdit* m_filter;
  QLabel* m_state;
  QWidget* m_previewBox;
  QLabel* m_previewTitle;
  QTableWidget* m_preview;
  QPushButton* m_take;
  QPushButton* m_paste;
  TableProposal m_proposal;
};

}  // namespace sorami
