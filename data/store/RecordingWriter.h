// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"

#include <memory>
#include <string>

namespace sorami::recording {

/// Held by whoever writes a recording, so that nobody takes a living one for one that a crash left. Goes with
/// its process, however that ends.
class WriterLock {
 public:
  /// Null when another writer holds it, or it cannot be made.
  static std::unique_ptr<WriterLock> take(const std::string& recordingPath);
  /// True when some process holds the lock.
  static bool isHeld(const std::string& recordingPath);
  ~WriterLock();
  WriterLock(const WriterLock&) = delete;
  WriterLock& operator=(const WriterLock&) = delete;

 private:
  WriterLock(int fd, std::string path) : m_fd(fd), m_path(std::move(path)) {}
  int m_fd;
  std::string m_path;
};

/// True on a network file system: WAL needs memory shared between processes of one machine, which these do
/// not give.
bool isRemote(const std::string& path);

/// Judges a file by its first bytes, so that each fault gets its own words.
Status checkHeader(const std::string& path);

/// Completes a recording that was not finished: its tail becomes buckets, and the file a finished one. The
/// caller holds the lock.
Status recover(const std::string& path);

}  // namespace sorami::recording
