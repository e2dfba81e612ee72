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

bool startsWith(std::span<const std::byte> head, std::initializer_list<unsigned> magic) {
  if (head.size() < magic.size()) return false;
  return std::equal(magic.begin(), magic.end(), head.begin(),
                    [](unsigned expected, std::byte b) { return std::to_integer<unsigned>(b) == expected; });
}
bool isZip(std::span<const std::byte> head) {
  return startsWith(head, {'P', 'K', 3, 4});
}

/// Takes off gzip, zstd and UTF-16 layers and reads the head.
Result<InputStream> unwrap(std::string name, ByteStreamPtr stream) {
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
    const bool gzip = startsWith(head, {0x1f, 0x8b});
    const bool zstd = startsWith(head, {0x28, 0xb5, 0x2f, 0xfd});
    if (layer > 0 && isZip(head)) {
      return Error{tr("a zip archive inside another packing is not read").toStdString(), name,
                   tr("unpack the outer one first").toStdString()};
    }
    const bool utf16 = !gzip && !zstd && isUtf16Text(head);
    if (!gzip && !zstd && !utf16) {
      InputStream input{std::move(name), nullptr, head, std::move(headError)};
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
  return isZip(head) || startsWith(head, {0x1f, 0x8b}) || startsWith(head, {0x28, 0xb5, 0x2f, 0xfd}) ||
         isUtf16Text(head);
}

Status openInput(const std::string& path, const std::function<bool(InputStream)>& onStream) {
  auto file = openFileStream(path);
  if (!file) return file.error();
  std::array<std::byte, 4> magic{};
  auto n = readFully(**file, magic);
  if (!n) return n.error();
  if (isZip(magic)) {
    file->reset();
    std::size_t members = 0;
    // Names are given with the member only where there are several.
    const Status counted = readZip(path, [&](const std::string&, ByteStreamPtr) {
      ++members;
      return members < 2;
    });
    std::optional<Error> failed;
    Status status = readZip(path, [&](const std::string& member, ByteStreamPtr stream) {
      auto input = unwrap(members > 1 ? path + "!" + member : path, std::move(stream));
      if (!input) {
        failed = input.error();
        return true;
      }
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
