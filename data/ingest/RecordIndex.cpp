// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/RecordIndex.h"

#include "data/ingest/Input.h"
#include "data/ingest/Text.h"
#include "data/ingest/Utf16Stream.h"

#include <QTemporaryFile>

#include <algorithm>
#include <filesystem>

namespace sorami {
namespace {

/// So many are kept: 32 bytes each.
constexpr std::size_t kMostEntries = 5'000'000;
constexpr std::size_t kReadAtOnce = 256 * 1024;

/// The file that holds a stream: what stands in front of `!` for a member of an archive.
std::string fileOf(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored)) return path;
  return path.substr(0, path.find('!'));
}

/// Reads [offset, offset + length) of a stream that can only be read from its beginning.
Result<std::string> cutOut(ByteStream& stream, std::uint64_t offset, std::size_t length,
                           const std::stop_token& stop) {
  std::vector<std::byte> chunk(kReadAtOnce);
  std::string out;
  for (std::uint64_t at = 0; out.size() < length && !stop.stop_requested();) {
    auto n = stream.read(chunk);
    if (!n) return n.error();
    if (*n == 0) break;
    const std::uint64_t end = at + *n;
    if (end > offset) {
      const std::size_t from = offset > at ? static_cast<std::size_t>(offset - at) : 0;
      const std::string_view text = asText(std::span(chunk).first(*n)).substr(from);
      out += text.substr(0, length - out.size());
      offset = std::max(offset, end);
    }
    at = end;
  }
  return out;
}

}  // namespace

std::ptrdiff_t RecordIndex::find(std::uint64_t offset) const {
  const auto found = std::lower_bound(entries.begin(), entries.end(), offset,
                                      [](const RecordEntry& e, std::uint64_t at) { return e.offset < at; });
  return found != entries.end() && found->offset == offset ? found - entries.begin() : -1;
}

std::string RecordIndex::editionOf(const RecordEntry& entry) const {
  if (entry.category == 0) return {};
  std::string name = std::to_string(entry.category);
  name = "CAT" + std::string(3 - std::min<std::size_t>(name.size(), 3), '0') + name;
  const std::string own =
      entry.source < sources.size() ? name + " " + sources[entry.source].name : std::string();
  for (const auto& [key, edition] : editions)
    if (key == own || key == name) return edition;
  return {};
}

Result<RecordIndex> indexRecords(const std::string& path, const ImportOptions& options,
                                 std::stop_token stop) {
  RecordIndex index;
  index.path = path;
  ImportOptions reading = options;
  reading.raw = RawKeeping::None;
  reading.onSource = [&](std::uint16_t source, const SourceKey& key) {
    if (index.sources.size() <= source) index.sources.resize(source + std::size_t{1});
    index.sources[source] = key;
  };
  const auto isWanted = [&path](const std::string& stream) {
    std::error_code ignored;
    return stream == path || std::filesystem::absolute(stream, ignored).string() == path;
  };
  reading.onReport = [&](const std::string& stream, const Report& r) {
    if (!isWanted(stream) || r.byteLength == 0) return;
    if (index.entries.size() >= kMostEntries) {
      index.isCut = true;
      return;
    }
    const bool isAsterix = r.source < index.sources.size() && index.sources[r.source].kind == "asterix";
    index.entries.push_back({r.eventTime, r.byteOffset, r.byteLength, r.source,
                             isAsterix ? r.category : std::uint8_t{0}, r.kind});
  };
  const auto report = inspectFiles({fileOf(path)}, reading, {}, stop);
  if (!report) return report.error();
  for (const FileReport& file : report->files) {
    if (!isWanted(file.path)) continue;
    index.format = file.format;
    index.editions = file.editions;
    if (file.format.empty() && !file.errors.empty()) return Error{file.errors.front().reason, path, {}};
  }
  // Decoders may hold a record back; several reports of one line are one record.
  std::stable_sort(index.entries.begin(), index.entries.end(),
                   [](const RecordEntry& a, const RecordEntry& b) { return a.offset < b.offset; });
  index.entries.erase(std::unique(index.entries.begin(), index.entries.end(),
                                  [](const RecordEntry& a, const RecordEntry& b) {
                                    return a.offset == b.offset && a.length == b.length &&
                                           a.category == b.category;
                                  }),
                      index.entries.end());
  return index;
}

Result<RecordIndex> indexEmbedded(const StoreView& view, std::uint16_t input, const ImportOptions& options,
                                  std::stop_token stop) {
  // Decoders read files: the octets are written out into one that goes again.
  QTemporaryFile copy;
  if (!copy.open()) return Error{copy.errorString().toStdString(), copy.fileName().toStdString(), {}};
  for (std::uint64_t at = 0; !stop.stop_requested();) {
    const std::string part = view.rawBytes(input, at, kReadAtOnce);
    if (part.empty()) break;
    if (copy.write(part.data(), static_cast<qint64>(part.size())) != static_cast<qint64>(part.size()))
      return Error{copy.errorString().toStdString(), copy.fileName().toStdString(), "make room on the disk"};
    at += part.size();
  }
  copy.close();
  auto index = indexRecords(copy.fileName().toStdString(), options, stop);
  const auto inputs = rawInputs(view);
  if (index && input < inputs.size()) index->path = inputs[input].path;
  return index;
}

Result<std::string> readRecordBytes(const StoreView* view, std::uint16_t input, const std::string& path,
                                    std::uint64_t offset, std::uint32_t length, std::stop_token stop) {
  if (view != nullptr) {
    std::string own = view->rawBytes(input, offset, length);
    if (own.size() == length) return own;
  }
  const std::string file = fileOf(path);
  auto plain = openFileStream(file);
  if (!plain)
    return Error{plain.error().what, file, "the recording points at this file: bring it back to its place"};
  std::vector<std::byte> head(4096);
  const auto n = readFully(**plain, head);
  if (!n) return n.error();
  head.resize(*n);
  std::string found;
  if (file == path && !isPacked(head)) {
    auto at = openFileStream(file, offset);
    if (!at) return at.error();
    found.resize(length);
    const auto got = readFully(**at, std::as_writable_bytes(std::span(found)));
    if (!got) return got.error();
    found.resize(*got);
  } else {
    std::optional<Error> failed;
    const Status opened = openInput(file, [&](InputStream stream) {
      if (stream.name != path) return true;
      auto cut = cutOut(*stream.stream, offset, length, stop);
      if (cut)
        found = std::move(*cut);
      else
        failed = cut.error();
      return false;
    });
    if (!opened) return opened.error();
    if (failed) return *failed;
  }
  if (found.size() < length)
    return Error{"the file is shorter than it was when it was read", path,
                 "byte " + std::to_string(offset) + " is not there any more"};
  return found;
}

RecordText describeRecord(std::string_view format, int category, std::string_view bytes,
                          const std::string& edition) {
  RecordText out;
  if (category > 0 || format == "asterix") {
    out.fields = describeAsterixRecord(category, asBytes(bytes), edition);
    return out;
  }
  const bool isText = std::all_of(bytes.begin(), bytes.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\r' || c == '\t';
  });
  if (isText) out.text = bytes;
  return out;
}

std::string hexDump(std::string_view bytes, std::size_t limit) {
  static constexpr char kDigits[] = "0123456789abcdef";
  constexpr std::size_t kLine = 16;
  std::string out;
  const std::string_view shown = bytes.substr(0, limit);
  for (std::size_t at = 0; at < shown.size(); at += kLine) {
    for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[at >> shift & 15];
    out += "  ";
    const std::string_view line = shown.substr(at, kLine);
    for (std::size_t i = 0; i < kLine; ++i) {
      if (i < line.size()) {
        const auto c = static_cast<unsigned char>(line[i]);
        out += kDigits[c >> 4];
        out += kDigits[c & 15];
      } else {
        out += "  ";
      }
      out += i == kLine / 2 - 1 ? "  " : " ";
    }
    out += ' ';
    for (const char c : line) out += c >= 0x20 && c < 0x7F ? c : '.';
    out += '\n';
  }
  return out;
}

}  // namespace sorami
