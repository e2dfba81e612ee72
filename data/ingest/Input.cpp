// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/Input.h"

#include "data/core/Translate.h"
#include "data/ingest/Utf16Stream.h"
#include "data/ingest/Zip.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace sorami {
namespace {

constexpr int kMaxLayers = 3;
/// So much junk in front of a recording is passed over.
constexpr std::size_t kMaxJunk = 64;

bool startsWith(std::span<const std::byte> head, std::initializer_list<unsigned> magic) {
  if (head.size() < magic.size()) return false;
  return std::equal(magic.begin(), magic.end(), head.begin(),
                    [](unsigned expected, std::byte b) { return std::to_integer<unsigned>(b) == expected; });
}
bool isZip(std::span<const std::byte> head) {
  return startsWith(head, {'P', 'K', 3, 4});
}

bool isGzip(std::span<const std::byte> head) {
  return startsWith(head, {0x1f, 0x8b});
}
bool isZstd(std::span<const std::byte> head) {
  return startsWith(head, {0x28, 0xb5, 0x2f, 0xfd});
}

/// Where packed data, or UTF-16 text, begin behind junk; 0 when they begin at once or there are none. Of gzip
/// more is asked than its two octets.
std::size_t packedBehindJunk(std::span<const std::byte> head) {
  if (isZip(head) || isGzip(head) || isZstd(head) || isUtf16Text(head)) return 0;
  for (std::size_t at = 1; at <= std::min(kMaxJunk, head.size()); ++at) {
    const auto rest = head.subspan(at);
    const bool hasMark = startsWith(rest, {0xff, 0xfe}) || startsWith(rest, {0xfe, 0xff});
    if (isZip(rest) || isZstd(rest) || (hasMark && isUtf16Text(rest)) ||
        (startsWith(rest, {0x1f, 0x8b, 8}) && rest.size() > 3 && std::to_integer<unsigned>(rest[3]) < 0x20))
      return at;
  }
  return 0;
}

/// Takes off gzip, zstd and UTF-16 layers and reads the head.
Result<InputStream> unwrap(std::string name, ByteStreamPtr stream) {
  std::size_t junk = 0;
  for (int layer = 0;; ++layer) {
    std::vector<std::byte> head(kSniffLength);
    std::size_t size = 0;
    std::optional<Error> headError;
    while (size < head.size()) {
      auto n = stream->read(std::span(head).subspan(size));
      if (!n) {
        headError = n.error();
        break;
      }
      if (*n == 0) break;
      size += *n;
    }
    head.resize(size);
    if (layer == 0) {
      junk = packedBehindJunk(head);
      head.erase(head.begin(), head.begin() + static_cast<std::ptrdiff_t>(junk));
    }
    const bool gzip = isGzip(head);
    const bool zstd = isZstd(head);
    if (layer > 0 && isZip(head)) {
      return Error{tr("a zip archive inside another packing is not read").toStdString(), name,
                   tr("unpack the outer one first").toStdString()};
    }
    const bool utf16 = !gzip && !zstd && isUtf16Text(head);
    if (!gzip && !zstd && !utf16) {
      InputStream input{std::move(name), nullptr, head, std::move(headError), junk};
      input.stream = makePrefixedStream(std::move(head), std::move(stream));
      return input;
    }
    if (layer == kMaxLayers) {
      return Error{tr("is packed more than %1 times over: refused").arg(kMaxLayers).toStdString(), name, ""};
    }
    stream = makePrefixedStream(std::move(head), std::move(stream));
    stream = gzip   ? makeGzipStream(std::move(stream))
             : zstd ? makeZstdStream(std::move(stream))
                    : makeUtf16Stream(std::move(stream));
  }
}

}  // namespace

bool isPacked(std::span<const std::byte> head) {
  return isZip(head) || isGzip(head) || isZstd(head) || isUtf16Text(head) || packedBehindJunk(head) > 0;
}

Status openInput(const std::string& path, const std::function<bool(InputStream)>& onStream) {
  auto file = openFileStream(path);
  if (!file) return file.error();
  std::array<std::byte, kMaxJunk + 4> start{};
  auto n = readFully(**file, start);
  if (!n) return n.error();
  const auto head = std::span<const std::byte>(start).first(*n);
  const std::size_t junk = packedBehindJunk(head);
  if (isZip(head.subspan(junk))) {
    file->reset();
    std::size_t members = 0;
    // Names are given with the member only where there are several.
    const Status counted = readZip(path, junk, [&](const std::string&, ByteStreamPtr) {
      ++members;
      return members < 2;
    });
    std::optional<Error> failed;
    Status status = readZip(path, junk, [&](const std::string& member, ByteStreamPtr stream) {
      auto input = unwrap(members > 1 ? path + "!" + member : path, std::move(stream));
      if (!input) {
        failed = input.error();
        return true;
      }
      input->junk += junk;
      return onStream(std::move(*input));
    });
    if (!status) return status;
    if (!counted) return counted;
    if (failed) return *failed;
    return Status{};
  }
  auto again = openFileStream(path);
  if (!again) return again.error();
  auto input = unwrap(path, std::move(*again));
  if (!input) return input.error();
  onStream(std::move(*input));
  return Status{};
}

std::vector<std::string> expandPaths(const std::vector<std::string>& paths) {
  namespace fs = std::filesystem;
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::string> found;
    fs::recursive_directory_iterator it(path, fs::directory_options::skip_permission_denied, error);
    for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
      const std::string name = it->path().filename().string();
      std::error_code ignored;
      if (name.starts_with('.')) {
        if (it->is_directory(ignored)) it.disable_recursion_pending();
        continue;
      }
      if (it->is_regular_file(ignored)) found.push_back(it->path().string());
    }
    std::sort(found.begin(), found.end());
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

}  // namespace sorami
