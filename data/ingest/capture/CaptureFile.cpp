// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/capture/CaptureFile.h"

#include "data/ingest/OctetOrder.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>
#include <vector>

namespace sorami {
namespace {

constexpr std::size_t kChunk = 256 * 1024;
/// No capture program keeps more of a frame (the bound of tcpdump).
constexpr std::uint32_t kMaxFrame = 262'144;
constexpr std::uint32_t kMaxBlock = 16U << 20;
constexpr std::size_t kFileHeader = 24;
constexpr std::int64_t kMaxSeconds = 1LL << 42;
/// So far ahead of a capture junk is passed over.
constexpr std::size_t kMaxJunk = 4096;
/// Times of neighbours that are told to be right by each other, and how far one between them may be off.
constexpr Micros kNeighbours = kHour;
constexpr Micros kDisorder = kMinute;
/// No capture is older.
const UtcTime kEarliest = utcFromCivil(1990, 1, 1);

constexpr std::uint32_t kMicroMagic = 0xa1b2c3d4;
constexpr std::uint32_t kNanoMagic = 0xa1b23c4d;
constexpr std::uint32_t kSectionMagic = 0x1a2b3c4d;

enum BlockType : std::uint32_t {
  kInterfaceBlock = 1,
  kOldPacketBlock = 2,
  kSimplePacketBlock = 3,
  kNameBlock = 4,
  kStatisticsBlock = 5,
  kPacketBlock = 6,
  kJournalBlock = 9,
  kSecretsBlock = 10,
  kCustomBlock = 0x00000bad,
  kCustomLocalBlock = 0x40000bad,
  kSectionBlock = 0x0a0d0d0a,
};

std::uint32_t get(const std::byte* at, std::size_t octets, bool big) {
  return static_cast<std::uint32_t>(big ? bigEndian(at, octets) : littleEndian(at, octets));
}

/// Kinds of blocks of pcapng, sections aside; most hold no frame.
bool isKind(std::uint32_t type) {
  return (type >= kInterfaceBlock && type <= kPacketBlock) || type == kJournalBlock ||
         type == kSecretsBlock || type == kCustomBlock || type == kCustomLocalBlock;
}

bool isPcapHeader(const std::byte* at) {
  const std::uint32_t magic = get(at, 4, true);
  const bool big = magic == kMicroMagic || magic == kNanoMagic;
  const std::uint32_t swapped = get(at, 4, false);
  return (big || swapped == kMicroMagic || swapped == kNanoMagic) && get(at + 4, 2, big) == 2;
}
bool isSectionHeader(const std::byte* at) {
  return get(at, 4, true) == kSectionBlock &&
         (get(at + 8, 4, true) == kSectionMagic || get(at + 8, 4, false) == kSectionMagic);
}

/// What stands at one place of a capture.
struct Entry {
  enum class State : std::uint8_t {
    Good,
    Short,  ///< the stream ends in it
    Bad,
  };
  State state = State::Good;
  std::size_t size = 0;                ///< of the record or block
  std::optional<CapturedFrame> frame;  ///< blocks of pcapng may hold none; offset counts from the entry
  std::string reason;                  ///< what is wrong with it; a good one may hold no frame for it

  static Entry bad(std::string why) { return {State::Bad, 0, {}, std::move(why)}; }
  static Entry cutOff(const char* what, std::uint64_t octets, std::size_t there) {
    return {State::Short,
            0,
            {},
            std::string(what) + " is cut off: it needs " + std::to_string(octets) + " octets, " +
                std::to_string(there) + (there == 1 ? " is there" : " are there")};
  }
};

}  // namespace

/// The part of the stream that is looked at.
class CaptureFile::Window {
 public:
  explicit Window(ByteStreamPtr stream) : m_stream(std::move(stream)) {}

  /// Whether so many octets are there, reading on where needed.
  bool has(std::size_t n) {
    while (left() < n && !m_ended) {
      if (m_at >= kChunk) {
        m_bytes.erase(m_bytes.begin(), m_bytes.begin() + static_cast<std::ptrdiff_t>(m_at));
        m_at = 0;
      }
      const std::size_t before = m_bytes.size();
      m_bytes.resize(before + std::max(kChunk, n - left()));
      auto got = m_stream->read(std::span(m_bytes).subspan(before));
      if (!got) m_error = got.error();
      m_bytes.resize(before + (got ? *got : 0));
      m_ended = !got || *got == 0;
    }
    return left() >= n;
  }
  void skip(std::size_t n) {
    m_at += n;
    m_offset += n;
  }
  const std::byte* at(std::size_t i) const { return m_bytes.data() + m_at + i; }
  std::size_t left() const { return m_bytes.size() - m_at; }
  std::uint64_t offset() const { return m_offset; }
  const std::optional<Error>& error() const { return m_error; }

 private:
  ByteStreamPtr m_stream;
  std::vector<std::byte> m_bytes;
  std::size_t m_at = 0;
  std::uint64_t m_offset = 0;
  bool m_ended = false;
  std::optional<Error> m_error;
};

/// How records are laid out.
class CaptureFile::Layout {
 public:
  virtual ~Layout() = default;
  /// What stands `at` octets ahead. `isSearching`: only what is surely a record is good.
  virtual Entry read(Window& window, std::size_t at, UtcTime last, bool isSearching) = 0;
  /// The entry at the window's start is good: it may tell of those behind it.
  virtual void enter(const Window&, std::size_t /*size*/) {}
  /// Whether the damaged octets [at, at + size) are one entry, by what of its lengths is left.
  virtual bool isOne(const Window&, std::size_t /*at*/, std::size_t /*size*/) const { return true; }
  /// Whether only what follows an entry shows that octets are missing in it.
  virtual bool needsWitness() const { return false; }
  /// Octets that an entry has at least.
  virtual std::size_t headerSize() const = 0;
};

/// The classic format: a header of 24 octets, then 16 in front of each frame.
class CaptureFile::Pcap final : public Layout {
 public:
  explicit Pcap(const std::byte* header) {
    const std::uint32_t magic = get(header, 4, true);
    m_big = magic == kMicroMagic || magic == kNanoMagic;
    m_nano = get(header, 4, m_big) == kNanoMagic;
    m_link = get(header + 20, 4, m_big) & 0x0FFFFFFF;  // the bits above tell of a checksum
  }

  Entry read(Window& window, std::size_t at, UtcTime last, bool isSearching) override {
    if (!window.has(at + kHeader)) return Entry::cutOff("a packet's header", kHeader, window.left() - at);
    const std::byte* const p = window.at(at);
    const std::uint32_t fraction = get(p + 4, 4, m_big);
    const std::uint32_t kept = get(p + 8, 4, m_big);
    const std::uint32_t sent = get(p + 12, 4, m_big);
    // Some writers let a fraction run over.
    if (fraction >= (m_nano ? 2'000'000'000U : 2'000'000U) || kept > kMaxFrame)
      return Entry::bad("no packet's header stands here");
    const UtcTime time{std::int64_t{get(p, 4, m_big)} * kSecond + (m_nano ? fraction / 1000 : fraction)};
    if (isSearching) {
      const bool isNear = last.isValid() ? time > last - kDay && time < last + kDay : time > kEarliest;
      if (sent < kept || kept == 0 || !isNear) return Entry::bad({});
    }
    if (!window.has(at + kHeader + kept))
      return Entry::cutOff("a packet", kHeader + kept, window.left() - at);
    Entry entry;
    entry.size = kHeader + kept;
    entry.frame = CapturedFrame{{window.at(at + kHeader), kept}, kHeader, time, m_link, kept < sent};
    return entry;
  }
  bool isOne(const Window& window, std::size_t at, std::size_t size) const override {
    return size >= kHeader && (get(window.at(at + 8), 4, m_big) == size - kHeader ||
                               get(window.at(at + 12), 4, m_big) == size - kHeader);
  }
  bool needsWitness() const override { return true; }
  std::size_t headerSize() const override { return kHeader; }

 private:
  static constexpr std::size_t kHeader = 16;
  bool m_big = false;
  bool m_nano = false;
  std::uint32_t m_link = 0;
};

/// Blocks with their length in front and behind (draft-ietf-opsawg-pcapng).
class CaptureFile::PcapNg final : public Layout {
 public:
  Entry read(Window& window, std::size_t at, UtcTime last, bool isSearching) override {
    if (!window.has(at + kHeader)) return Entry::cutOff("a block", kHeader, window.left() - at);
    const bool isSection = isSectionHeader(window.at(at));
    const bool big = isSection ? get(window.at(at + 8), 4, true) == kSectionMagic : m_big;
    const std::uint32_t type = get(window.at(at), 4, big);
    const std::uint32_t size = get(window.at(at + 4), 4, big);
    if (size < kHeader || size % 4 != 0 || size > kMaxBlock) return Entry::bad("no block begins here");
    if (isSearching && !isSection && (type < kInterfaceBlock || type > kPacketBlock)) return Entry::bad({});
    if (!window.has(at + size)) return Entry::cutOff("a block", size, window.left() - at);
    if (get(window.at(at + size - 4), 4, big) != size)
      return Entry::bad("a block's length is not the one behind it");
    Entry entry;
    entry.size = size;
    if (!isSection) readFrame(window.at(at), size, type, last, entry);
    if (!isSection && !isKind(type)) entry.reason = "a block of a kind that is not known: passed over";
    return entry;
  }

  void enter(const Window& window, std::size_t size) override {
    const std::byte* const p = window.at(0);
    if (isSectionHeader(p)) {
      m_big = get(p + 8, 4, true) == kSectionMagic;
      m_interfaces.clear();
    } else if (get(p, 4, m_big) == kInterfaceBlock && size >= 20) {
      addInterface(p, size);
    }
  }
  std::size_t headerSize() const override { return kHeader; }

 private:
  static constexpr std::size_t kHeader = 12;
  struct Interface {
    std::uint32_t link = 1;
    std::uint32_t kept = 0;  ///< of each frame at most; 0: all of it
    int exponent = 6;        ///< times count 10^-exponent s, or 2^-exponent s
    bool isBinary = false;
    std::int64_t seconds = 0;  ///< added to times
  };

  void addInterface(const std::byte* p, std::size_t size) {
    constexpr std::uint32_t kResolution = 9;
    constexpr std::uint32_t kOffset = 14;
    Interface added;
    added.link = get(p + 8, 2, m_big);
    added.kept = get(p + 12, 4, m_big);
    const std::size_t end = size - 4;
    for (std::size_t at = 16; at + 4 <= end;) {
      const std::uint32_t option = get(p + at, 2, m_big);
      const std::size_t length = get(p + at + 2, 2, m_big);
      at += 4;
      if (option == 0 || at + length > end) break;
      if (option == kResolution && length == 1) {
        const auto resolution = std::to_integer<int>(p[at]);
        added.isBinary = (resolution & 0x80) != 0;
        added.exponent = resolution & 0x7F;
      }
      if (option == kOffset && length == 8) {
        const std::uint64_t first = get(p + at, 4, m_big);
        const std::uint64_t second = get(p + at + 4, 4, m_big);
        const auto seconds = static_cast<std::int64_t>(m_big ? first << 32 | second : second << 32 | first);
        if (std::abs(seconds) < kMaxSeconds) added.seconds = seconds;
      }
      at += (length + 3) / 4 * 4;
    }
    m_interfaces.push_back(added);
  }

  static UtcTime timeOf(const Interface& from, std::uint64_t ticks) {
    const long double unit =
        from.isBinary ? std::ldexp(1.0L, -from.exponent) : std::pow(10.0L, -from.exponent);
    const long double seconds = static_cast<long double>(ticks) * unit;
    if (!(seconds < static_cast<long double>(kMaxSeconds))) return {};
    return UtcTime{static_cast<std::int64_t>(std::llround(seconds * 1e6L)) + from.seconds * kSecond};
  }

  void readFrame(const std::byte* p, std::size_t size, std::uint32_t type, UtcTime last, Entry& entry) const {
    const bool isSimple = type == kSimplePacketBlock;
    if (type != kPacketBlock && type != kOldPacketBlock && !isSimple) return;
    const std::size_t head = isSimple ? 12 : 28;
    if (size < head + 4) {
      entry.reason = "a packet's block is too short";
      return;
    }
    const std::uint32_t number = isSimple ? 0 : get(p + 8, type == kPacketBlock ? 4 : 2, m_big);
    if (number >= m_interfaces.size()) {
      entry.reason = "a packet of an interface that is not described";
      return;
    }
    const Interface& from = m_interfaces[number];
    const auto room = static_cast<std::uint32_t>(size - head - 4);
    CapturedFrame frame;
    frame.link = from.link;
    frame.offset = head;
    const std::uint32_t sent = get(p + head - 4, 4, m_big);
    std::uint32_t kept = 0;
    if (isSimple) {
      kept = from.kept > 0 ? std::min(sent, from.kept) : sent;
      frame.received = last;  // it has no time of its own
    } else {
      kept = get(p + 20, 4, m_big);
      frame.received = timeOf(from, std::uint64_t{get(p + 12, 4, m_big)} << 32 | get(p + 16, 4, m_big));
    }
    if (kept > room) {
      entry.reason = "a packet's length does not fit its block";
      return;
    }
    frame.bytes = {p + head, kept};
    frame.cutOff = kept < sent;
    entry.frame = frame;
  }

  bool m_big = false;
  std::vector<Interface> m_interfaces;
};

CaptureFile::CaptureFile(ByteStreamPtr stream, OnCaptureFault onFault)
    : m_window(std::make_unique<Window>(std::move(stream))), m_onFault(std::move(onFault)) {}
CaptureFile::~CaptureFile() = default;

const std::optional<Error>& CaptureFile::error() const {
  return m_window->error();
}

std::optional<std::size_t> captureStart(std::span<const std::byte> head) {
  for (std::size_t at = 0; at + kFileHeader <= head.size() && at <= kMaxJunk; ++at)
    if (isPcapHeader(head.data() + at) || isSectionHeader(head.data() + at)) return at;
  return {};
}

bool CaptureFile::begin() {
  m_window->has(kMaxJunk + kFileHeader);
  const auto start = captureStart({m_window->at(0), m_window->left()});
  if (!start) {
    m_onFault(0, "the capture's header is cut off or damaged");
    return false;
  }
  if (*start > 0) m_onFault(0, std::to_string(*start) + " octets stand in front of the capture's header");
  m_window->skip(*start);
  if (isPcapHeader(m_window->at(0))) {
    m_layout = std::make_unique<Pcap>(m_window->at(0));
    m_window->skip(kFileHeader);
  } else {
    m_layout = std::make_unique<PcapNg>();
  }
  return true;
}

std::optional<CapturedFrame> CaptureFile::next() {
  m_window->skip(std::exchange(m_done, 0));
  if (!m_layout && !m_ended) m_ended = !begin();
  while (!m_ended && m_window->has(1)) {
    Entry entry = m_layout->read(*m_window, 0, m_last, false);
    if (entry.state != Entry::State::Good) {
      recover(entry.reason);
      continue;
    }
    if (m_layout->needsWitness() && !follows(entry.size) && !isIntact(entry.size)) continue;
    if (!entry.reason.empty()) m_onFault(m_window->offset(), entry.reason);
    m_layout->enter(*m_window, entry.size);
    if (!entry.frame) {
      m_window->skip(entry.size);
      continue;
    }
    CapturedFrame frame = *m_layout->read(*m_window, 0, m_last, false).frame;
    mendTime(frame, entry.size);
    // Looking ahead may have moved the octets.
    frame.bytes = m_layout->read(*m_window, 0, m_last, false).frame->bytes;
    if (frame.received.isValid()) m_last = frame.received;
    frame.offset += m_window->offset();
    m_done = entry.size;
    return frame;
  }
  return {};
}

/// Behind the entry at hand, of `size` octets, stands none: is it damaged, or what is behind it? When it is,
/// it is reported and passed over.
bool CaptureFile::isIntact(std::size_t size) {
  if (const auto inside = search(1, size)) {
    m_onFault(m_window->offset(),
              "octets are missing in this packet or its length is damaged: the next one begins at offset " +
                  std::to_string(m_window->offset() + *inside));
    m_window->skip(*inside);
    return false;
  }
  const std::size_t end = search(size + 1, size + kChunk).value_or(m_window->left());
  if (m_layout->isOne(*m_window, size, end - size)) return true;
  m_onFault(m_window->offset(),
            "no packet begins behind this one, so octets may be missing in it: it is left out");
  m_window->skip(size);
  return false;
}

/// Whether a record, or the end of the stream, can stand `at` octets ahead.
bool CaptureFile::follows(std::size_t at) {
  if (!m_window->has(at + m_layout->headerSize())) return true;
  return m_layout->read(*m_window, at, m_last, false).state != Entry::State::Bad;
}

/// The first place in [from, to) where a record stands that is followed by another one or the end.
std::optional<std::size_t> CaptureFile::search(std::size_t from, std::size_t to) {
  const std::size_t header = m_layout->headerSize();
  for (std::size_t at = from; at < to && m_window->has(at + header); ++at) {
    const Entry entry = m_layout->read(*m_window, at, m_last, true);
    if (entry.state != Entry::State::Good) continue;
    const std::size_t behind = at + entry.size;
    if (!m_window->has(behind + header) ||
        m_layout->read(*m_window, behind, m_last, true).state != Entry::State::Bad)
      return at;
  }
  return {};
}

/// No record stands here: goes on at the next one.
void CaptureFile::recover(const std::string& reason) {
  const std::uint64_t begin = m_window->offset();
  std::optional<std::size_t> found = search(1, kChunk);
  while (!found && m_window->has(kChunk + m_layout->headerSize())) {
    m_window->skip(kChunk);
    found = search(0, kChunk);
  }
  m_window->skip(found ? *found : m_window->left());
  m_onFault(begin, reason + "; " + std::to_string(m_window->offset() - begin) +
                       (found ? " octets are passed over" : " octets to the end are lost"));
}

/// A damaged time must not move what the frame holds to another year: where the frames on both sides agree,
/// one far from them is wrong.
void CaptureFile::mendTime(CapturedFrame& frame, std::size_t size) {
  if (!m_last.isValid() || !m_window->has(size + m_layout->headerSize())) return;
  const Entry behind = m_layout->read(*m_window, size, m_last, true);
  if (!behind.frame || !behind.frame->received.isValid()) return;
  const UtcTime next = behind.frame->received;
  if (next < m_last - kSecond || next > m_last + kNeighbours) return;
  if (frame.received >= m_last - kDisorder && frame.received <= next + kDisorder) return;
  m_onFault(m_window->offset(), "the packet's time is damaged: the one of the packet before it is taken");
  frame.received = m_last;
}

}  // namespace sorami
