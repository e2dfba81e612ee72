// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Plan.h"

#include <cstddef>
#include <vector>

namespace sorami {

/// The difference of two versions of a plan: what the undo list keeps of an edit. It holds the objects that
/// differ and nothing else, so that a long history of a large plan stays small.
class PlanDelta {
 public:
  PlanDelta(const Plan& before, const Plan& after);

  /// The version before, from the version after; exact.
  Plan undone(const Plan& after) const;
  /// The version after, from the version before; exact.
  Plan redone(const Plan& before) const;
  bool isEmpty() const;
  /// Objects it holds, both sides counted.
  std::size_t objects() const;

 private:
  /// One list's difference. Lists of one length differ object by object; else what lies between their common
  /// beginning and end is exchanged.
  template <typename T>
  struct Patch {
    struct Part {
      std::size_t at = 0;
      std::vector<T> before;
      std::vector<T> after;
    };
    std::vector<Part> parts;

    void find(const std::vector<T>& before, const std::vector<T>& after);
    void apply(std::vector<T>& list, bool forward) const;
    std::size_t objects() const;
  };

  Plan m_before;  ///< all members but the lists, which are empty
  Plan m_after;
  Patch<Site> m_sites;
  Patch<Link> m_links;
  Patch<Area> m_areas;
  Patch<Threat> m_threats;
  Patch<Drawing> m_drawings;
};

}  // namespace sorami
