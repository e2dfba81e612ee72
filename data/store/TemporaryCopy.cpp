// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/TemporaryCopy.h"

#include <cstdlib>
#include <filesystem>

namespace sorami::recording {

namespace fs = std::filesystem;

bool isNonEmpty(const std::string& path) {
  std::error_code code;
  const auto size = fs::file_size(path, code);
  return !code && size > 0;
}

Result<std::unique_ptr<TemporaryCopy>> TemporaryCopy::make(const std::string& path) {
  std::error_code code;
  std::unique_ptr<TemporaryCopy> copy(new TemporaryCopy);
  std::string folder = (fs::temp_directory_path(code) / "sorami-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr)
    return Error{"the recording was not finished and cannot be completed here: no room for a temporary copy",
                 path, "copy it, with its -wal file, to a disk that can be written"};
  copy->m_folder = folder;
  copy->m_path = folder + "/copy.sorec";
  for (const char* suffix : {"", "-wal", "-journal"}) {
    if (*suffix != '\0' && !isNonEmpty(path + suffix)) continue;
    if (!fs::copy_file(path + suffix, copy->m_path + suffix, code))
      return Error{"the recording could not be copied to complete it: " + code.message(), path,
                   "make room in the temporary folder"};
    fs::permissions(copy->m_path + suffix, fs::perms::owner_read | fs::perms::owner_write, code);
  }
  return copy;
}

TemporaryCopy::~TemporaryCopy() {
  std::error_code ignored;
  if (!m_folder.empty()) fs::remove_all(m_folder, ignored);
}

}  // namespace sorami::recording
