// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Chunk.h"
#include "data/store/RecordingSchema.h"
#include "data/store/Rows.h"
#include "data/store/TrackTable.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace sorami;

/// Everything a recording file holds in a form of our own, fed with anything. The first byte chooses which.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  switch (data[0] % 4) {
    case 0: {
      const auto head = readChunkHead(bytes);
      // A fuzzer finds the largest allowed chunk soon, and then only measures memory.
      if (!head || head->rows > 100'000) return 0;
      Bucket bucket;
      resizeColumns(bucket, head->rows);
      if (!decodeChunk(bytes, bucket, 0, bucket.runs)) return 0;
      std::uint32_t rows = 0;
      for (const Bucket::Run& run : bucket.runs) rows += run.end - run.begin;
      if (rows != head->rows) std::abort();
      // What decodes must encode again to the same samples.
      Bucket again;
      resizeColumns(again, head->rows);
      if (!decodeChunk(encodeChunk(bucket, bucket.runs), again, 0, again.runs) || again.time != bucket.time ||
          again.lat != bucket.lat || again.lon != bucket.lon || again.flags != bucket.flags)
        std::abort();
      break;
    }
    case 1: {
      std::vector<std::pair<TrackId, std::uint8_t>> directory;
      (void)recording::decodeDirectory(bytes, directory);
      break;
    }
    case 2: {
      recording::TrackTable tracks;
      if (bytes.size() >= 4 && (bytes[2] != 0 || bytes[3] != 0)) return 0;
      (void)recording::decodeTrackBlocks({std::string(bytes)}, tracks);
      break;
    }
    default:
      (void)recording::decodeHistogram(bytes);
  }
  return 0;
}
