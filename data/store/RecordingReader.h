// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/ChunkReader.h"
#include "data/store/StoreView.h"
#include "data/store/TrackTable.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace sorami::recording {

/// What a view is made of.
struct SnapshotParts {
  struct Part {
    std::uint32_t id = 0;
    bool stored = false;
    BucketInfo info;    ///< of the stored part
    BucketPtr waiting;  ///< rows not yet in chunks; may be null
  };
  std::vector<SourceKey> sources;
  std::shared_ptr<const TrackTable> tracks;
  std::map<std::string, std::string> meta;
  std::vector<Part> parts;  ///< by time
  std::uint64_t version = 0;
  std::uint64_t growth = 0;  ///< see StoreView
};

/// A view of chunks and of what is not yet in any; without a reader only the latter is there.
StoreViewPtr makeView(SnapshotParts parts, std::shared_ptr<ChunkReader> reader);

/// A view of a file and what is not yet in it. `reader` is made when it is null and needed.
StoreViewPtr makeSnapshot(const std::string& path, SnapshotParts parts, std::shared_ptr<ChunkReader>& reader);

/// `file:` URI of a path, with whatever a path may hold that a URI may not.
std::string fileUri(const std::string& path, const char* query);

}  // namespace sorami::recording
