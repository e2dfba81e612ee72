// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/AssociationOverlay.h"
#include "widgets/look/Look.h"

#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;
class QTableWidget;

namespace sorami {

/// A window beside the main one: tracks of different sources that are one object, for certain or as a
/// suggestion a person accepts or turns down. Not modal; every decision can be taken back.
class AssociationPanel : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit AssociationPanel(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  void setState(const QString& text);
  void setAssociations(const StoreViewPtr& store, const Associations& found,
                       const AssociationOverlay& overlay);
  QTableWidget* table() const { return m_table; }

 Q_SIGNALS:
  /// The pair of the current row is to be shown.
  void pairChosen(sorami::TrackId a, sorami::TrackId b);
  /// `verdict` -1: what was decided is taken back; else AssociationOverlay::Verdict.
  void decided(sorami::TrackId a, sorami::TrackId b, int verdict);

 private:
  struct Line {
    TrackId a = kNoTrack;
    TrackId b = kNoTrack;
    bool isCertain = false;
    int verdict = -1;
  };
  const Line* current() const;
  void decide(int verdict);
  void updateButtons();

  std::vector<Line> m_lines;
  QLabel* m_state;
  QTableWidget* m_table;
  QPushButton* m_same;
  QPushButton* m_different;
  QPushButton* m_back;
};

}  // namespace sorami
