// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Translate.h"
#include "data/ingest/live/LiveInput.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

namespace sorami {
namespace {

constexpr std::size_t kBuffer = 64 * 1024;

speed_t speedOf(int baud) {
  switch (baud) {
    case 300:
      return B300;
    case 600:
      return B600;
    case 1200:
      return B1200;
    case 2400:
      return B2400;
    case 9600:
      return B9600;
    case 19200:
      return B19200;
    case 38400:
      return B38400;
    case 57600:
      return B57600;
    case 115200:
      return B115200;
    case 230400:
      return B230400;
    case 460800:
      return B460800;
    case 921600:
      return B921600;
    default:
      return B4800;
  }
}

class StreamInput final : public LiveInput {
 public:
  explicit StreamInput(const SourceSpec& spec) : m_spec(spec), m_bytes(kBuffer) {}

  Status open(const StopSignal&) override {
    if (m_spec.kind == SourceKind::Stdin) {
      m_fd = FileHandle(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0));
      if (!m_fd) return Error{sorami::tr("there is no standard input").toStdString(), m_spec.text, {}};
      return {};
    }
    FileHandle fd(::open(m_spec.path.c_str(), O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
    if (!fd) {
      const int code = errno;
      return Error{systemReason(code), m_spec.path,
                   code == EACCES ? "the user must be in the group that may use it (often dialout)" : ""};
    }
    struct stat info {};
    if (::fstat(fd.get(), &info) == 0 && S_ISREG(info.st_mode))
      return Error{sorami::tr("this is a file, not a device").toStdString(), m_spec.path,
                   sorami::tr("write replay:%1").arg(QString::fromStdString(m_spec.path)).toStdString()};
    termios settings{};
    if (::tcgetattr(fd.get(), &settings) == 0) {
      ::cfmakeraw(&settings);
      settings.c_cflag |= CLOCAL | CREAD;
      ::cfsetispeed(&settings, speedOf(m_spec.baud));
      ::cfsetospeed(&settings, speedOf(m_spec.baud));
      if (::tcsetattr(fd.get(), TCSANOW, &settings) != 0)
        return Error{sorami::tr("the device does not take %1 baud: %2")
                         .arg(m_spec.baud)
                         .arg(QString::fromStdString(systemReason(errno)))
                         .toStdString(),
                     m_spec.path,
                     {}};
      ::tcflush(fd.get(), TCIFLUSH);
    }
    m_fd = std::move(fd);
    return {};
  }

  Result<ReadOutcome> read(const StopSignal& stop, std::vector<LivePiece>& pieces) override {
    pieces.clear();
    if (!stop.wait(m_fd.get(), false, kReadWait)) return ReadOutcome::Nothing;
    const ssize_t n = ::read(m_fd.get(), m_bytes.data(), m_bytes.size());
    if (n < 0) {
      if (errno == EAGAIN || errno == EINTR) return ReadOutcome::Nothing;
      return Error{systemReason(errno), m_spec.label(), {}};
    }
    if (n == 0) {
      if (m_spec.kind == SourceKind::Stdin) return ReadOutcome::End;
      return Error{sorami::tr("the device has gone").toStdString(), m_spec.path, {}};
    }
    pieces.push_back({std::span(m_bytes).first(static_cast<std::size_t>(n)), systemNow(), 0});
    return ReadOutcome::Data;
  }

  void close() override { m_fd.reset(); }
  bool mayReturn() const override { return m_spec.kind == SourceKind::Serial; }

 private:
  SourceSpec m_spec;
  std::vector<std::byte> m_bytes;
  FileHandle m_fd;
};

}  // namespace

std::unique_ptr<LiveInput> makeStreamInput(const SourceSpec& spec) {
  return std::make_unique<StreamInput>(spec);
}

}  // namespace sorami
