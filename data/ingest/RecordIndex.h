// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Import.h"
#include "data/ingest/decoders/asterix/AsterixDecoder.h"
#include "data/store/StoreView.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace sorami {

/// One native record of an input: what it is, and where its octets stand.
struct RecordEntry {
  UtcTime time;
  std::uint64_t offset = 0;  ///< in the unpacked stream
  std::uint32_t length = 0;
  std::uint16_t source = 0;   ///< index into RecordIndex::sources
  std::uint8_t category = 0;  ///< of ASTERIX, else 0
  ReportKind kind = ReportKind::Service;
};

/// Every record of an input in the order of its octets, also those that make no track: sector messages,
/// status, plots without a place.
struct RecordIndex {
  std::string path;    ///< as RawInput::path
  std::string format;  ///< id
  std::vector<SourceKey> sources;
  std::vector<std::pair<std::string, std::string>> editions;  ///< as they were found
  std::vector<RecordEntry> entries;
  bool isCut = false;  ///< there are more of them than are kept

  /// The entry whose octets begin at `offset`; -1 when none does.
  std::ptrdiff_t find(std::uint64_t offset) const;
  /// The edition an entry was read with; empty when it has none.
  std::string editionOf(const RecordEntry& entry) const;
};

/// Reads an input once more and lists its records. `options` as it was read first. Errors: it cannot be read,
/// or is not there any more.
Result<RecordIndex> indexRecords(const std::string& path, const ImportOptions& options,
                                 std::stop_token stop = {});
/// The same of an input whose octets stand in the recording.
Result<RecordIndex> indexEmbedded(const StoreView& view, std::uint16_t input, const ImportOptions& options,
                                  std::stop_token stop = {});

/// Octets of an input, from the recording where it holds them, else from the file itself.
Result<std::string> readRecordBytes(const StoreView* view, std::uint16_t input, const std::string& path,
                                    std::uint64_t offset, std::uint32_t length, std::stop_token stop = {});

/// A record as a person reads it: its fields, with what stands for each in its octets where that is known.
struct RecordText {
  std::vector<AsterixField> fields;  ///< of ASTERIX; else empty
  std::string text;                  ///< of text formats: the line; else empty
};
RecordText describeRecord(std::string_view format, int category, std::string_view bytes,
                          const std::string& edition);

/// Offset, sixteen octets and their characters a line, as far as `limit` octets.
std::string hexDump(std::string_view bytes, std::size_t limit = 4096);

}  // namespace sorami
