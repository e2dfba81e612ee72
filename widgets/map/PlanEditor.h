// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/PlanItem.h"

#include <QString>

namespace sorami {

/// How near on the screen an object draws the pointer to itself, px at 100 %.
inline constexpr double kSnapReach = 12;

/// Where a point goes when it snaps, and to what.
struct Snap {
  LatLon position;
  QString what;  ///< `Oki`, `grid 10′`, `high ground 431 m`; empty: nothing was near
};

/// What the map's plan tools ask of the planner's model: versions of the plan, the selection, one undo step
/// an edit. Every edit is a whole next plan made by the functions of data/plan/Edits.h.
class PlanEditor {
 public:
  virtual ~PlanEditor() = default;

  /// Never null; an empty plan when none is open.
  virtual PlanPtr plan() const = 0;
  /// False while the plan is seen as a partner sees it.
  virtual bool canEdit() const = 0;
  virtual const PlanItems& selection() const = 0;
  /// `groups`: what shares a group with an item comes along.
  virtual void setSelection(PlanItems items, bool groups = true) = 0;

  /// One undo step. Steps of the same non-empty `merge` that follow each other become one.
  virtual void edit(Plan next, const QString& what, const QString& merge = {}) = 0;
  /// A drag: each version shows at once, the end makes one undo step, a cancel leaves no trace.
  virtual bool beginEdit() = 0;
  virtual void showEdit(Plan next) = 0;
  virtual void endEdit(const QString& what) = 0;
  virtual void cancelEdit() = 0;

  /// `reach`: how far a point may jump, m. What is in `without` attracts nothing.
  virtual Snap snap(LatLon at, double reach, const PlanItems& without) const = 0;
  /// Sets down the preset that is chosen in the palette; gives its site's id, empty when it could not.
  virtual std::string placePreset(LatLon at) = 0;
  /// What the palette has chosen, for hints.
  virtual QString presetTitle() const = 0;
  /// The instant routes and threats begin at: the clock's, else the present minute.
  virtual UtcTime now() const = 0;
  /// Asks for the object's name where it stands on the map.
  virtual void askForName(const PlanItem& item) = 0;
};

}  // namespace sorami
