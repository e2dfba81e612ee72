// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Edits.h"
#include "data/plan/Presets.h"
#include "widgets/map/PlanEditor.h"

#include <QObject>

#include <vector>

namespace sorami {

class Session;

/// The planner's side of a session: what is selected, what the palette has chosen, how points snap, and the
/// commands that work on the selection. Each is one undo step.
class PlanDesk : public QObject, public PlanEditor {
  Q_OBJECT
 public:
  explicit PlanDesk(Session& session);
  ~PlanDesk() override;

  // --- PlanEditor
  PlanPtr plan() const override;
  bool canEdit() const override;
  const PlanItems& selection() const override { return m_selection; }
  void setSelection(PlanItems items, bool groups = true) override;
  void edit(Plan next, const QString& what, const QString& merge = {}) override;
  bool beginEdit() override;
  void showEdit(Plan next) override;
  void endEdit(const QString& what) override;
  void cancelEdit() override;
  Snap snap(LatLon at, double reach, const PlanItems& without) const override;
  std::string placePreset(LatLon at) override;
  QString presetTitle() const override;
  UtcTime now() const override;
  void askForName(const PlanItem& item) override { Q_EMIT nameRequested(item); }

  // --- presets
  const std::vector<SitePreset>& presets() const { return m_presets; }
  void choosePreset(const std::string& id);
  const std::string& chosenPreset() const { return m_preset; }
  /// Keeps a site of the plan as a preset of the user's own.
  Status savePreset(const std::string& site, const QString& title);
  /// The selected sites become as a preset is, apart from where and what they are called.
  void applyPreset(const std::string& id);

  // --- snapping
  struct SnapTo {
    bool objects = true;
    bool grid = false;
    bool highGround = false;
  };
  const SnapTo& snapTo() const { return m_snap; }
  void setSnapTo(const SnapTo& snap);

  // --- commands on the selection
  void selectAll();
  void removeSelected();
  void duplicate();
  void copy() const;
  void cut();
  /// What the clipboard holds, from this plan or another; at a place, or beside where it was.
  void paste(std::optional<LatLon> at);
  bool canPaste() const;
  void align(edits::Align how);
  void spread(bool westToEast);
  void group();
  void ungroup();
  void toggleLocked();
  void hide();
  void showAllHidden();
  void toggleActive();
  /// Moves the selection by metres east and north; steps that follow each other are one undo step.
  void nudge(double east, double north);
  void rename(const PlanItem& item, const QString& name);

 Q_SIGNALS:
  void selectionChanged();
  void presetChanged();
  void presetsChanged();
  void nameRequested(const sorami::PlanItem& item);

 private:
  QString nameOfSelection() const;  ///< for the undo list
  const SitePreset* preset(const std::string& id) const;
  void followSession();
  void dropLost();

  Session& m_session;
  PlanItems m_selection;
  bool m_syncing = false;
  std::vector<SitePreset> m_presets;
  std::string m_preset;
  SnapTo m_snap;
};

}  // namespace sorami
