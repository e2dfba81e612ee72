// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"

#include <memory>
#include <string>

namespace sorami::recording {

/// True when the file is there and holds something.
bool isNonEmpty(const std::string& path);

/// A copy of a recording with its log, in a folder of its own that goes with this object. What has to be put
/// in order is put in order there; the file itself stays as it is.
class TemporaryCopy {
 public:
  static Result<std::unique_ptr<TemporaryCopy>> make(const std::string& path);
  ~TemporaryCopy();
  TemporaryCopy(const TemporaryCopy&) = delete;
  TemporaryCopy& operator=(const TemporaryCopy&) = delete;

  const std::string& path() const { return m_path; }

 private:
  TemporaryCopy() = default;
  std::string m_folder;
  std::string m_path;
};

}  // namespace sorami::recording
