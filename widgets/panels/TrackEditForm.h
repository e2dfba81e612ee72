// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/TrackEdit.h"
#include "widgets/look/Look.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace sorami {

class FormField;

/// What a person says of a track: call sign, type, affiliation, kind and remarks, each beside what was
/// reported. It changes nothing itself: each change is offered as the next edit.
class TrackEditForm : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit TrackEditForm(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  /// `reported` is the track as its source gives it; `edit` what is laid over it, perhaps nothing.
  void setTrack(const TrackInfo& reported, const TrackEdit& edit);
  void setEditable(bool editable);

 Q_SIGNALS:
  void edited(const sorami::TrackEdit& next, const QString& what);

 private:
  void refresh();
  void offer(const TrackEdit& next, const QString& what);

  TrackInfo m_reported;
  TrackEdit m_edit;
  bool m_loading = false;
  FormField* m_callsign;
  FormField* m_type;
  QComboBox* m_affiliation;
  QComboBox* m_domain;
  QPlainTextEdit* m_remarks;
  QLabel* m_was;
  QPushButton* m_revert;
};

/// `air`, `surface`, …
QString domainText(Domain domain);

}  // namespace sorami
