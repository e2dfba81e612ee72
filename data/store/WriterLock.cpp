// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/RecordingWriter.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sorami::recording {

std::unique_ptr<WriterLock> WriterLock::take(const std::string& recordingPath) {
  const std::string path = recordingPath + "-lock";
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) return nullptr;
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    ::close(fd);
    return nullptr;
  }
  return std::unique_ptr<WriterLock>(new WriterLock(fd, path));
}

bool WriterLock::isHeld(const std::string& recordingPath) {
  const int fd = ::open((recordingPath + "-lock").c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool held = ::flock(fd, LOCK_SH | LOCK_NB) != 0;
  ::close(fd);
  return held;
}

WriterLock::~WriterLock() {
  ::unlink(m_path.c_str());
  ::close(m_fd);
}

}  // namespace sorami::recording
