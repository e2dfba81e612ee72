// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Plan.h"

#include <string>
#include <vector>

namespace sorami {

/// What a bundle (`.sobundle`, a zip file) holds beside the plan: files it is handed over with.
struct BundleContents {
  OpenedPlan plan;
  std::vector<std::string> files;    ///< unpacked, in the order they were packed
  std::vector<std::string> missing;  ///< named in the bundle but not in it, or damaged
};

/// Packs a plan with files (recordings, maps; folders are left out and named in the Error's place: `skipped`)
/// into one zip file, whole or not at all.
Status writeBundle(const Plan& plan, const std::vector<std::string>& files, const std::string& path,
                   std::vector<std::string>* skipped = nullptr);

/// Unpacks a bundle into a folder that it makes. Names that would lead out of the folder are refused. What is
/// missing is listed; an Error only where there is no plan.
Result<BundleContents> readBundle(const std::string& path, const std::string& folder);

}  // namespace sorami
