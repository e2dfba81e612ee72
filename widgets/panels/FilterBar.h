// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/filter/TrackFilter.h"
#include "widgets/look/Look.h"
#include "widgets/look/Segments.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace sorami {

/// The filter over the map: a line to type it in, and while one is set a chip that says so and takes it off.
/// What is typed shows at once; what is wrong is said beside it, with its place.
class FilterBar : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit FilterBar(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  /// The filter that holds now, from wherever it was set.
  void setFilter(const TrackFilterPtr& filter, bool dims);
  /// How many tracks pass, of how many that live now.
  void setCounts(int passing, int live);
  /// Opens the line to type in.
  void edit();
  bool isEditing() const;
  /// On stage the picture says for itself what it leaves out.
  void setStaged(bool staged);
  /// Closes the line; the filter stays. True when it was open.
  bool closeLine();
  QLineEdit* line() const { return m_line; }
  QString problem() const;

 Q_SIGNALS:
  /// Null: none.
  void changed(const sorami::TrackFilterPtr& filter, bool dims);
  void resized();
  void closed();

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;
  void paintEvent(QPaintEvent*) override;

 private:
  void textEdited();
  void showMenu();
  void refresh();
  void store(const QString& text);

  LookPtr m_look;
  TrackFilterPtr m_filter;
  bool m_dims = false;
  bool m_staged = false;
  int m_passing = 0;
  int m_live = 0;
  QToolButton* m_chip;
  QLineEdit* m_line;
  Segments* m_mode;
  QToolButton* m_more;
  QToolButton* m_clear;
  QLabel* m_count;
  QLabel* m_problem;
};

/// Filters kept by the user, in the settings.
QStringList savedFilters();
void setSavedFilters(const QStringList& filters);

}  // namespace sorami
