// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace sorami {

/// The projections to choose from, and a line for any PROJ or EPSG text. What PROJ says of a text it does not
/// take is shown below the line; the map keeps the projection it had.
class ProjectionPanel : public QWidget {
  Q_OBJECT
 public:
  /// Sets a projection; gives the reason it could not, or nothing.
  using Setter = std::function<QString(const QString& spec)>;

  explicit ProjectionPanel(Setter set, QWidget* parent = nullptr);

  void setCurrent(const QString& spec);
  /// Shows it as a popup whose top right corner is at a point of the screen.
  void popup(QPoint topRight);
  QLineEdit* entry() const { return m_entry; }
  QString problem() const;

 private:
  void choose(const QString& spec);
  Setter m_set;
  QVBoxLayout* m_choices;
  QLineEdit* m_entry;
  QLabel* m_problem;
};

}  // namespace sorami
