// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;

namespace sorami {

/// The field at the map's lower edge where points of what is being drawn can be typed: any coordinate text,
/// or bearing and distance. It is there while a tool takes typing; typing a digit on the map goes to it.
class CoordinateEntry : public QWidget {
  Q_OBJECT
 public:
  explicit CoordinateEntry(QWidget* parent = nullptr);
  QLineEdit* edit() const { return m_edit; }
  void setProblem(const QString& problem);
  /// Begins with what was typed on the map.
  void begin(const QString& text);
  void clear();

 Q_SIGNALS:
  /// Enter on a text; on an empty field `text` is empty: end the shape.
  void entered(const QString& text);
  void left();
  void resized();

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  QLineEdit* m_edit;
  QLabel* m_problem;
};

}  // namespace sorami
