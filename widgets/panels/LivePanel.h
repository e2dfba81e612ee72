// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/live/LiveRecorder.h"
#include "widgets/look/Look.h"

#include <QStringList>
#include <QWidget>

#include <map>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace sorami {

/// A window beside the main one: connects live sources and tells all there is to know of each. Not modal.
class LivePanel : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit LivePanel(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  void setRecent(const QStringList& sources);
  void setHealth(const std::vector<SourceHealth>& sources, const RecordingHealth& recording, UtcTime now);
  /// Where the recording is written; empty when nothing is recorded.
  void setRecordingPath(const QString& path);
  /// Puts the cursor into the entry field.
  void focusEntry();
  void setText(const QString& text);
  /// Reads the text and asks for the connection; what is wrong with it is shown below.
  void connectNow();
  QString problem() const;

 Q_SIGNALS:
  void connectRequested(const sorami::SourceSpec& spec);
  void disconnectRequested(int id);
  void removeRequested(int id);
  void correctionRequested(int id, sorami::Micros correction);
  void saveRequested();
  void stopRequested();

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  struct Card {
    QWidget* widget = nullptr;
    QLabel* dot = nullptr;
    QLabel* name = nullptr;
    QLabel* state = nullptr;
    QLabel* message = nullptr;
    QLabel* figures = nullptr;
    QLabel* errors = nullptr;
    QPushButton* correct = nullptr;
    QPushButton* end = nullptr;
    Micros offset = 0;
    Micros correction = 0;
    bool over = false;
  };
  Card makeCard(int id);
  void fill(Card& card, const SourceHealth& health, UtcTime now) const;

  LookPtr m_look;
  QComboBox* m_kind;
  QLineEdit* m_entry;
  QPushButton* m_recentButton;
  QPushButton* m_connect;
  QLabel* m_problem;
  QLabel* m_none;
  QVBoxLayout* m_cards;
  std::map<int, Card> m_byId;
  QWidget* m_recordingBox;
  QLabel* m_recording;
  QLabel* m_path;
  QStringList m_recent;
};

}  // namespace sorami
