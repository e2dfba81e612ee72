// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/RecordingWriter.h"

#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
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

bool isRemote(const std::string& path) {
  struct statfs fs {};
  const std::string folder = std::filesystem::path(path).parent_path().string();
  if (::statfs(folder.empty() ? "." : folder.c_str(), &fs) != 0) return false;
  switch (static_cast<std::uint32_t>(fs.f_type)) {
    case 0x6969:      // NFS
    case 0x517B:      // SMB
    case 0xFF534D42:  // CIFS
    case 0xFE534D42:  // SMB 2
    case 0x65735546:  // FUSE
      return true;
    default:
      return false;
  }
}

}  // namespace sorami::recording
