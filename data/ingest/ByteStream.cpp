// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/ByteStream.h"

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>
#include <sys/stat.h>

namespace sorami {
namespace {

constexpr std::size_t kChunk = 128 * 1024;

constexpr const char* kWrongChecksum =
    "the checksum is wrong, so some of the octets in front of it are, and nothing tells which";

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

class FileStream final : public ByteStream {
 public:
  FileStream(std::unique_ptr<std::FILE, CloseFile> file, std::string path, std::uint64_t offset)
      : m_file(std::move(file)), m_path(std::move(path)), m_offset(offset) {}
  Result<std::size_t> read(std::span<std::byte> out) override {
    const std::size_t n = std::fread(out.data(), 1, out.size(), m_file.get());
    if (n == 0 && std::ferror(m_file.get()) != 0) {
      return Error{std::string("cannot be read: ") + std::strerror(errno),
                   m_path + ", byte " + std::to_string(m_offset), ""};
    }
    m_offset += n;
    return n;
  }
  std::uint64_t fileOffset() const override { return m_offset; }

 private:
  std::unique_ptr<std::FILE, CloseFile> m_file;
  std::string m_path;
  std::uint64_t m_offset;
};

class MemoryStream final : public ByteStream {
 public:
  explicit MemoryStream(std::vector<std::byte> bytes) : m_bytes(std::move(bytes)) {}
  Result<std::size_t> read(std::span<std::byte> out) override {
    const std::size_t n = std::min(out.size(), m_bytes.size() - m_at);
    std::copy_n(m_bytes.begin() + static_cast<std::ptrdiff_t>(m_at), n, out.begin());
    m_at += n;
    return n;
  }
  std::uint64_t fileOffset() const override { return m_at; }

 private:
  std::vector<std::byte> m_bytes;
  std::size_t m_at = 0;
};

class PrefixedStream final : public ByteStream {
 public:
  PrefixedStream(std::vector<std::byte> head, ByteStreamPtr inner)
      : m_head(std::move(head)), m_inner(std::move(inner)) {}
  Result<std::size_t> read(std::span<std::byte> out) override {
    if (m_at == m_head.size()) return m_inner->read(out);
    const std::size_t n = std::min(out.size(), m_head.size() - m_at);
    std::copy_n(m_head.begin() + static_cast<std::ptrdiff_t>(m_at), n, out.begin());
    m_at += n;
    return n;
  }
  std::uint64_t fileOffset() const override { return m_inner->fileOffset(); }

 private:
  std::vector<std::byte> m_head;
  std::size_t m_at = 0;
  ByteStreamPtr m_inner;
};

class LimitedStream final : public ByteStream {
 public:
  LimitedStream(ByteStreamPtr inner, std::uint64_t length, std::string what)
      : m_inner(std::move(inner)), m_left(length), m_what(std::move(what)) {}
  Result<std::size_t> read(std::span<std::byte> out) override {
    if (m_left == 0) return std::size_t{0};
    auto n = m_inner->read(out.first(static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), m_left))));
    if (!n) return n;
    if (*n == 0) {
      return Error{m_what + " is cut off: " + std::to_string(m_left) + " more bytes were expected",
                   "byte " + std::to_string(fileOffset()), ""};
    }
    m_left -= *n;
    return n;
  }
  std::uint64_t fileOffset() const override { return m_inner->fileOffset(); }

 private:
  ByteStreamPtr m_inner;
  std::uint64_t m_left;
  std::string m_what;
};

/// Where packed data stop making sense, the damage stands a little in front: so much of what was unpacked
/// last is left out. Of 1 400 octets flipped in seven gzip files 234 showed so, the farthest after 1 750
/// octets; zstd hands no block on that makes no sense. The others showed in nothing but the checksum: there
/// all is given, and the error says so.
constexpr std::size_t kDoubtful = 8 * 1024;

/// What the unpacking streams share: packed input in chunks, the expansion limit, errors after good data.
class UnpackingStream : public ByteStream {
 public:
  UnpackingStream(ByteStreamPtr inner, const char* name) : m_inner(std::move(inner)), m_name(name) {
    m_in.resize(kChunk);
  }
  Result<std::size_t> read(std::span<std::byte> out) final {
    while (!m_ended && !m_error && m_made.size() - m_givenOf <= kDoubtful) make(out.size());
    const bool isDone = m_ended || m_error;
    const std::size_t ready = m_made.size() - m_givenOf - (isDone ? 0 : kDoubtful);
    if (ready == 0 && m_error) return *m_error;
    const std::size_t n = std::min(out.size(), ready);
    std::copy_n(m_made.begin() + static_cast<std::ptrdiff_t>(m_givenOf), n, out.begin());
    m_givenOf += n;
    if (m_givenOf >= m_made.size() / 2) {
      m_made.erase(m_made.begin(), m_made.begin() + static_cast<std::ptrdiff_t>(m_givenOf));
      m_givenOf = 0;
    }
    return n;
  }
  std::uint64_t fileOffset() const final { return m_inner->fileOffset(); }

 protected:
  /// Unpacks from m_in[m_inAt, m_inSize) into `out`; sets m_ended at the end of the last member.
  virtual Result<std::size_t> unpack(std::span<std::byte> out) = 0;
  /// The last octets before it are not to be trusted.
  Error bad(const char* reason) {
    m_isAskew = true;
    return damage(reason);
  }
  Error damage(const char* reason) const {
    return Error{std::string("the ") + m_name +
                     " data are damaged: " + (reason != nullptr ? reason : "unknown reason"),
                 where(), ""};
  }
  std::string where() const { return "byte " + std::to_string(m_inner->fileOffset() - (m_inSize - m_inAt)); }
  std::uint64_t used() const { return m_taken - (m_inSize - m_inAt); }

  std::vector<std::byte> m_in;
  std::size_t m_inAt = 0;
  std::size_t m_inSize = 0;
  bool m_innerEnded = false;
  bool m_ended = false;

 private:
  static constexpr std::size_t kStep = 64 * 1024;

  /// Unpacks some more, about `wanted` octets.
  void make(std::size_t wanted) {
    if (m_inAt == m_inSize && !m_innerEnded) {
      auto n = m_inner->read(m_in);
      if (!n) {
        m_error = n.error();
        return;
      }
      m_inAt = 0;
      m_inSize = *n;
      m_taken += *n;
      m_innerEnded = *n == 0;
    }
    const std::size_t before = m_made.size();
    m_made.resize(before + std::max(wanted, kStep));
    auto step = unpack(std::span(m_made).subspan(before));
    m_made.resize(before + (step ? *step : 0));
    m_total += step ? *step : 0;
    if (!step) {
      const std::size_t doubtful = m_isAskew ? std::min(kDoubtful, m_made.size() - m_givenOf) : 0;
      m_made.resize(m_made.size() - doubtful);
      m_error = step.error();
      if (doubtful > 0)
        m_error->what += "; " + std::to_string(doubtful) +
                         " unpacked bytes before that are left out, for damage shows late";
    } else if (*step == 0 && m_innerEnded && m_inAt == m_inSize && !m_ended) {
      m_error =
          Error{std::string("the ") + m_name + " data are cut off: more bytes were expected", where(), ""};
    } else if (m_total > kExpansionFloor && m_total > kMaxExpansion * std::max<std::uint64_t>(used(), 1)) {
      m_error = Error{std::string("the ") + m_name + " data expand more than " +
                          std::to_string(kMaxExpansion) + " : 1: refused",
                      where(), "unpack the file yourself if you trust it"};
    }
  }

  ByteStreamPtr m_inner;
  const char* m_name;
  std::uint64_t m_taken = 0;
  std::uint64_t m_total = 0;
  std::vector<std::byte> m_made;  ///< unpacked
  std::size_t m_givenOf = 0;      ///< octets of it that were handed on
  std::optional<Error> m_error;
  bool m_isAskew = false;
};

class InflateStream final : public UnpackingStream {
 public:
  InflateStream(ByteStreamPtr inner, bool gzip, std::optional<std::uint32_t> checksum = {})
      : UnpackingStream(std::move(inner), gzip ? "gzip" : "deflate"), m_gzip(gzip), m_expected(checksum) {
    // 15: the largest window; +16: gzip's header and checksum; negative: neither.
    m_ready = inflateInit2(&m_z, gzip ? 15 + 16 : -15) == Z_OK;
  }
  ~InflateStream() override { inflateEnd(&m_z); }

 protected:
  Result<std::size_t> unpack(std::span<std::byte> out) override {
    if (!m_ready) return bad("no memory for the decoder");
    if (m_isWrong) return damage(kWrongChecksum);
    if (m_between) {
      if (m_innerEnded && m_inAt == m_inSize) {
        m_ended = true;
        return std::size_t{0};
      }
      // Another member may follow; padding behind the last one is no error.
      if (m_in[m_inAt] != std::byte{0x1f}) {
        m_ended = true;
        return std::size_t{0};
      }
      inflateReset(&m_z);
      m_between = false;
    }
    m_z.next_in = reinterpret_cast<Bytef*>(m_in.data() + m_inAt);
    m_z.avail_in = static_cast<uInt>(m_inSize - m_inAt);
    m_z.next_out = reinterpret_cast<Bytef*>(out.data());
    m_z.avail_out = static_cast<uInt>(std::min<std::size_t>(out.size(), 1U << 30));
    const uInt room = m_z.avail_out;
    const int code = inflate(&m_z, Z_NO_FLUSH);
    m_inAt = m_inSize - m_z.avail_in;
    const std::size_t made = room - m_z.avail_out;
    if (m_expected)
      m_checksum = crc32(m_checksum, reinterpret_cast<const Bytef*>(out.data()), static_cast<uInt>(made));
    if (code == Z_STREAM_END) {
      if (m_expected && m_checksum != *m_expected) {
        m_isWrong = true;
        return made;
      }
      if (m_gzip) {
        m_between = true;
      } else {
        m_ended = true;
      }
      return made;
    }
    if (code != Z_OK && code != Z_BUF_ERROR) {
      if (made > 0) return made;  // good data first; the same error comes again with the next call
      // Of gzip's own end, its checksum and length.
      const std::string_view reason = m_z.msg != nullptr ? m_z.msg : "";
      if (reason == "incorrect data check" || reason == "incorrect length check")
        return damage(kWrongChecksum);
      return bad(m_z.msg);
    }
    return made;
  }

 private:
  z_stream m_z{};
  bool m_gzip;
  std::optional<std::uint32_t> m_expected;
  uLong m_checksum = 0;
  bool m_ready = false;
  bool m_between = false;
  bool m_isWrong = false;  ///< unpacked to its end, which has another checksum
};

class ZstdStream final : public UnpackingStream {
 public:
  explicit ZstdStream(ByteStreamPtr inner)
      : UnpackingStream(std::move(inner), "zstd"), m_context(ZSTD_createDStream()) {
    // A window over 128 MiB is asked for by no recorder, only by a bomb.
    ZSTD_DCtx_setParameter(m_context, ZSTD_d_windowLogMax, 27);
  }
  ~ZstdStream() override { ZSTD_freeDStream(m_context); }

 protected:
  Result<std::size_t> unpack(std::span<std::byte> out) override {
    if (m_innerEnded && m_inAt == m_inSize && m_frameDone) {
      m_ended = true;
      return std::size_t{0};
    }
    if (m_failed != 0) {
      if (ZSTD_getErrorCode(m_failed) == ZSTD_error_checksum_wrong) return damage(kWrongChecksum);
      return bad(ZSTD_getErrorName(m_failed));
    }
    std::size_t made = 0;
    for (bool goesOn = true; goesOn && made < out.size();) {
      ZSTD_inBuffer in{m_in.data(), m_inSize, m_inAt};
      ZSTD_outBuffer target{out.data() + made, std::min(kPiece, out.size() - made), 0};
      const std::size_t code = ZSTD_decompressStream(m_context, &target, &in);
      if (ZSTD_isError(code) != 0) {
        m_failed = code;
        return made > 0 ? made : unpack(out);
      }
      goesOn = in.pos > m_inAt || target.pos > 0;
      m_inAt = in.pos;
      made += target.pos;
      m_frameDone = code == 0;
      goesOn = goesOn && !(m_frameDone && m_inAt == m_inSize);
    }
    return made;
  }

 private:
  /// What a call has unpacked when it fails is lost: small calls lose little.
  static constexpr std::size_t kPiece = 4 * 1024;
  ZSTD_DStream* m_context;
  bool m_frameDone = false;
  std::size_t m_failed = 0;
};

/// Octets as they stand, whose checksum is looked at when they are through.
class ChecksumStream final : public ByteStream {
 public:
  ChecksumStream(ByteStreamPtr inner, std::uint32_t checksum)
      : m_inner(std::move(inner)), m_expected(checksum) {}
  Result<std::size_t> read(std::span<std::byte> out) override {
    auto n = m_inner->read(out);
    if (!n) return n;
    if (*n == 0 && m_checksum != m_expected)
      return Error{std::string("the data are damaged: ") + kWrongChecksum,
                   "byte " + std::to_string(m_inner->fileOffset()), ""};
    m_checksum = crc32(m_checksum, reinterpret_cast<const Bytef*>(out.data()), static_cast<uInt>(*n));
    return n;
  }
  std::uint64_t fileOffset() const override { return m_inner->fileOffset(); }

 private:
  ByteStreamPtr m_inner;
  std::uint32_t m_expected;
  uLong m_checksum = 0;
};

class WatchedStream final : public ByteStream {
 public:
  WatchedStream(ByteStreamPtr inner, std::function<void(std::uint64_t, std::span<const std::byte>)> onRead)
      : m_inner(std::move(inner)), m_onRead(std::move(onRead)) {}
  Result<std::size_t> read(std::span<std::byte> out) override {
    auto n = m_inner->read(out);
    if (n && *n > 0) {
      m_onRead(m_at, out.first(*n));
      m_at += *n;
    }
    return n;
  }
  std::uint64_t fileOffset() const override { return m_inner->fileOffset(); }

 private:
  ByteStreamPtr m_inner;
  std::function<void(std::uint64_t, std::span<const std::byte>)> m_onRead;
  std::uint64_t m_at = 0;
};

}  // namespace

Result<std::uint64_t> fileSize(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return Error{std::strerror(errno), path, ""};
  return static_cast<std::uint64_t>(info.st_size);
}

Result<ByteStreamPtr> openFileStream(const std::string& path, std::uint64_t offset) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return Error{std::strerror(errno), path, ""};
  if (S_ISDIR(info.st_mode)) return Error{"is a directory, a file was expected", path, ""};
  std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
  if (!file) return Error{std::strerror(errno), path, ""};
  if (offset > 0 && ::fseeko(file.get(), static_cast<off_t>(offset), SEEK_SET) != 0) {
    return Error{std::strerror(errno), path + ", byte " + std::to_string(offset), ""};
  }
  return ByteStreamPtr(std::make_unique<FileStream>(std::move(file), path, offset));
}

ByteStreamPtr makeMemoryStream(std::vector<std::byte> bytes) {
  return std::make_unique<MemoryStream>(std::move(bytes));
}
ByteStreamPtr makePrefixedStream(std::vector<std::byte> head, ByteStreamPtr inner) {
  return std::make_unique<PrefixedStream>(std::move(head), std::move(inner));
}
ByteStreamPtr makeLimitedStream(ByteStreamPtr inner, std::uint64_t length, std::string what) {
  return std::make_unique<LimitedStream>(std::move(inner), length, std::move(what));
}
ByteStreamPtr makeGzipStream(ByteStreamPtr inner) {
  return std::make_unique<InflateStream>(std::move(inner), true);
}
ByteStreamPtr makeDeflateStream(ByteStreamPtr inner, std::optional<std::uint32_t> checksum) {
  return std::make_unique<InflateStream>(std::move(inner), false, checksum);
}
ByteStreamPtr makeChecksumStream(ByteStreamPtr inner, std::uint32_t checksum) {
  return std::make_unique<ChecksumStream>(std::move(inner), checksum);
}
ByteStreamPtr makeZstdStream(ByteStreamPtr inner) {
  return std::make_unique<ZstdStream>(std::move(inner));
}

ByteStreamPtr makeWatchedStream(ByteStreamPtr inner,
                                std::function<void(std::uint64_t, std::span<const std::byte>)> onRead) {
  return std::make_unique<WatchedStream>(std::move(inner), std::move(onRead));
}

Result<std::size_t> readFully(ByteStream& stream, std::span<std::byte> out) {
  std::size_t at = 0;
  while (at < out.size()) {
    auto n = stream.read(out.subspan(at));
    if (!n) return n;
    if (*n == 0) break;
    at += *n;
  }
  return at;
}

}  // namespace sorami
