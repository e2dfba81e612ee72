// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QButtonGroup>
#include <QWidget>

namespace sorami {

/// A row of buttons of which one is down: workspaces, tabs, choices of two or three.
class Segments : public QWidget {
  Q_OBJECT
 public:
  explicit Segments(QWidget* parent = nullptr);

  void add(const QString& text, const QString& toolTip = {});
  void setText(int index, const QString& text);
  void setCurrent(int index);
  int current() const;

 Q_SIGNALS:
  void chosen(int index);

 private:
  QButtonGroup m_group;
};

}  // namespace sorami
