// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Storyboard.h"
#include "widgets/look/Look.h"

#include <QWidget>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace sorami {

/// The storyboard as a list, re-ordered by drag, and the step that is chosen as a form. It changes nothing
/// itself: each edit is given as the next storyboard.
class StoryPanel : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit StoryPanel(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  void setStory(const Storyboard& story);
  void setCurrent(int step);
  int current() const { return m_current; }
  QListWidget* list() const { return m_list; }

 Q_SIGNALS:
  void edited(const sorami::Storyboard& story, const QString& what);
  void addRequested();
  void presentRequested();
  void exportRequested();
  void chosen(int step);                   ///< go there
  void retakeRequested(int step);          ///< view, layers and filter as they are now
  void timeRequested(int step, bool end);  ///< the cursor begins or ends the step's span
  void calloutRequested(int step);
  void highlightRequested(int step);

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  QWidget* makeForm();
  void fillList();
  void fillForm();
  void fillCallouts();
  const StoryStep* step() const;
  /// Takes a change of the chosen step.
  void change(const QString& what, const std::function<void(StoryStep&)>& edit);
  void rowsMoved();
  void takeTime(QLineEdit* field, bool end);

  LookPtr m_look;
  Storyboard m_story;
  int m_current = -1;
  bool m_loading = false;
  QListWidget* m_list;
  QStackedWidget* m_pages;
  QToolButton* m_add;
  QToolButton* m_present;
  QToolButton* m_export;
  QLineEdit* m_title = nullptr;
  QPlainTextEdit* m_words = nullptr;
  QPlainTextEdit* m_notes = nullptr;
  QLineEdit* m_from = nullptr;
  QLineEdit* m_until = nullptr;
  QLabel* m_timeProblem = nullptr;
  QDoubleSpinBox* m_rate = nullptr;
  QDoubleSpinBox* m_hold = nullptr;
  QCheckBox* m_loop = nullptr;
  QLabel* m_shows = nullptr;
  QVBoxLayout* m_callouts = nullptr;
};

}  // namespace sorami
