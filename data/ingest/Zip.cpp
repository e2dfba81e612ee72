// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/Zip.h"

#include "data/ingest/OctetOrder.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace sorami {
namespace {

constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kCentralHeader = 0x02014b50;
constexpr std::uint32_t kEndRecord = 0x06054b50;
constexpr std::uint32_t kEnd64Record = 0x06064b50;
constexpr std::uint32_t kEnd64Locator = 0x07064b50;
constexpr std::size_t kMaxMembers = 100'000;

struct Member {
  std::string name;
  std::uint16_t flags = 0;
  std::uint16_t method = 0;
  std::optional<std::uint32_t> checksum;
  std::uint64_t packedSize = 0;
  std::uint64_t size = 0;
  std::uint64_t headerOffset = 0;
};

Result<std::vector<std::byte>> readAt(const std::string& path, std::uint64_t offset, std::uint64_t length) {
  auto stream = openFileStream(path, offset);
  if (!stream) return stream.error();
  std::vector<std::byte> bytes(static_cast<std::size_t>(length));
  auto n = readFully(**stream, bytes);
  if (!n) return n.error();
  bytes.resize(*n);
  return bytes;
}

/// The stream of a member whose data begin at `dataOffset`.
Result<ByteStreamPtr> openMember(const std::string& path, const Member& member, std::uint64_t dataOffset,
                                 bool sizeKnown) {
  const std::string where = path + ", member " + member.name;
  if ((member.flags & 1) != 0) return Error{"the zip member is encrypted", where, "unpack it first"};
  if (member.method != 0 && member.method != 8) {
    return Error{"zip compression method " + std::to_string(member.method) + " is not read", where,
                 "unpack it first"};
  }
  auto raw = openFileStream(path, dataOffset);
  if (!raw) return raw;
  ByteStreamPtr stream = std::move(*raw);
  if (sizeKnown) stream = makeLimitedStream(std::move(stream), member.packedSize, "the zip member");
  if (member.method == 8)
    stream = makeDeflateStream(std::move(stream), member.checksum);
  else if (member.checksum)
    stream = makeChecksumStream(std::move(stream), *member.checksum);
  return stream;
}

/// Reads a member's own header at `offset`; nothing when none stands there.
std::optional<std::pair<Member, std::uint64_t>> localHeader(const std::string& path, std::uint64_t offset) {
  auto head = readAt(path, offset, 30);
  if (!head || head->size() < 30 || little32(head->data()) != kLocalHeader) return {};
  Member member;
  member.flags = little16(head->data() + 6);
  member.method = little16(head->data() + 8);
  // With that bit the numbers stand behind the data, or in the directory.
  if ((member.flags & 8) == 0) member.checksum = little32(head->data() + 14);
  member.packedSize = little32(head->data() + 18);
  member.size = little32(head->data() + 22);
  const std::uint16_t nameLength = little16(head->data() + 26);
  const std::uint16_t extraLength = little16(head->data() + 28);
  auto name = readAt(path, offset + 30, nameLength);
  if (!name) return {};
  member.name.assign(reinterpret_cast<const char*>(name->data()), name->size());
  return std::pair{member, offset + 30 + nameLength + extraLength};
}

/// Sizes of zip64 stand in an extra field where the plain ones are all ones.
void applyZip64(std::span<const std::byte> extra, Member& member) {
  std::size_t at = 0;
  while (at + 4 <= extra.size()) {
    const std::uint16_t id = little16(extra.data() + at);
    const std::size_t length = little16(extra.data() + at + 2);
    at += 4;
    if (at + length > extra.size()) return;
    if (id == 1) {
      std::size_t field = at;
      for (std::uint64_t* value : {&member.size, &member.packedSize, &member.headerOffset}) {
        if (*value == 0xFFFFFFFF && field + 8 <= at + length) {
          *value = littleEndian(extra.data() + field, 8);
          field += 8;
        }
      }
    }
    at += length;
  }
}

/// The archive's directory; nothing when it is not there or damaged.
std::optional<std::vector<Member>> directory(const std::string& path, std::uint64_t fileSize) {
  const std::uint64_t tailLength = std::min<std::uint64_t>(fileSize, 22 + 65535 + 20);
  auto tail = readAt(path, fileSize - tailLength, tailLength);
  if (!tail || tail->size() < 22) return {};
  std::size_t end = tail->size() - 22;
  while (little32(tail->data() + end) != kEndRecord) {
    if (end == 0) return {};
    --end;
  }
  std::size_t directoryEnd = end;
  std::uint64_t count = little16(tail->data() + end + 10);
  std::uint64_t size = little32(tail->data() + end + 12);
  std::uint64_t offset = little32(tail->data() + end + 16);
  if (end >= 20 && little32(tail->data() + end - 20) == kEnd64Locator) {
    auto record = readAt(path, littleEndian(tail->data() + end - 20 + 8, 8), 56);
    if (!record || record->size() < 56 || little32(record->data()) != kEnd64Record) return {};
    count = littleEndian(record->data() + 32, 8);
    size = littleEndian(record->data() + 40, 8);
    offset = littleEndian(record->data() + 48, 8);
    directoryEnd -= std::min<std::size_t>(directoryEnd, 20 + 56);
  }
  // What stands in front of the archive moves its offsets.
  const std::uint64_t begin = fileSize - tailLength + directoryEnd;
  if (offset > fileSize || size > begin || offset > begin - size || count > kMaxMembers) return {};
  const std::uint64_t shift = begin - size - offset;
  auto bytes = readAt(path, offset + shift, size);
  if (!bytes || bytes->size() < size) return {};
  std::vector<Member> members;
  std::size_t at = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    if (at + 46 > bytes->size() || little32(bytes->data() + at) != kCentralHeader) return {};
    Member member;
    member.flags = little16(bytes->data() + at + 8);
    member.method = little16(bytes->data() + at + 10);
    member.checksum = little32(bytes->data() + at + 16);
    member.packedSize = little32(bytes->data() + at + 20);
    member.size = little32(bytes->data() + at + 24);
    const std::size_t nameLength = little16(bytes->data() + at + 28);
    const std::size_t extraLength = little16(bytes->data() + at + 30);
    const std::size_t commentLength = little16(bytes->data() + at + 32);
    member.headerOffset = little32(bytes->data() + at + 42);
    if (at + 46 + nameLength + extraLength + commentLength > bytes->size()) return {};
    member.name.assign(reinterpret_cast<const char*>(bytes->data() + at + 46), nameLength);
    applyZip64(std::span(*bytes).subspan(at + 46 + nameLength, extraLength), member);
    member.headerOffset += shift;
    members.push_back(std::move(member));
    at += 46 + nameLength + extraLength + commentLength;
  }
  return members;
}

bool isFolder(const Member& member) {
  return !member.name.empty() && member.name.back() == '/';
}

}  // namespace

Status readZip(const std::string& path, std::uint64_t begin,
               const std::function<bool(const std::string& name, ByteStreamPtr stream)>& onMember) {
  auto size = fileSize(path);
  if (!size) return size.error();
  std::optional<Error> failed;
  if (const auto members = directory(path, *size)) {
    for (const Member& member : *members) {
      if (isFolder(member)) continue;
      const auto header = localHeader(path, member.headerOffset);
      if (!header) {
        failed = Error{"the zip member's header was expected",
                       path + ", byte " + std::to_string(member.headerOffset), ""};
        continue;
      }
      auto stream = openMember(path, member, header->second, true);
      if (!stream) {
        failed = stream.error();
        continue;
      }
      if (!onMember(member.name, std::move(*stream))) return Status{};
    }
    if (failed) return *failed;
    return Status{};
  }
  // No directory: the end of the archive is lost. Members still stand one behind the other.
  std::uint64_t offset = begin;
  for (std::size_t i = 0; i < kMaxMembers; ++i) {
    const auto header = localHeader(path, offset);
    if (!header) break;
    const auto& [member, dataOffset] = *header;
    const bool sizeKnown = (member.flags & 8) == 0;
    if (!isFolder(member)) {
      auto stream = openMember(path, member, dataOffset, sizeKnown);
      if (!stream) return stream.error();
      if (!onMember(member.name, std::move(*stream))) return Status{};
    }
    if (!sizeKnown) break;  // where the next one begins stands in the lost directory
    offset = dataOffset + member.packedSize;
  }
  return Error{"the zip archive is cut off: its directory was expected at the end",
               path + ", byte " + std::to_string(*size), "get the file again"};
}

}  // namespace sorami
