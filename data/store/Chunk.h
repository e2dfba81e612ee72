// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/StoreView.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sorami {

// The chunk: samples of some tracks over at most half an hour, as one immutable compressed value. Layout
// (little endian): `APC1`, version, codec, columns, 0; rows u32, tracks u32, base time i64 µs; then for each
// column {id, mode, predictor, 0, unit f64, exceptions u32, length u32} and `length` bytes. Columns of
// unknown id are passed over. Rows stand track by track, by time in each.

/// More rows than a chunk ever holds: what bounds allocation for a damaged or hostile file.
constexpr std::uint32_t kMaxChunkRows = 4'000'000;

struct ChunkHead {
  std::uint32_t rows = 0;
  std::uint32_t tracks = 0;
};

/// Encodes some runs of a bucket, losslessly. Times must lie within half an hour of each other.
std::string encodeChunk(const Bucket& bucket, std::span<const Bucket::Run> runs);

/// Nothing for what is no chunk of a version known here.
std::optional<ChunkHead> readChunkHead(std::string_view chunk);
/// Whether it tells where the reports' own octets stand.
bool hasRawColumns(std::string_view chunk);

/// Decodes into rows [at, at + head.rows) of a bucket whose columns have room for them, and adds the runs to
/// `runs`. Where the reports' octets stand is decoded only if the bucket has columns for it. False when the
/// chunk is damaged; the rows are then undefined, and nothing outside them was touched.
bool decodeChunk(std::string_view chunk, Bucket& bucket, std::size_t at, std::vector<Bucket::Run>& runs);

/// Decodes only what `wanted` asks for (tracks, span and columns; the box is not looked at) and appends it to
/// a bucket. Costs about half of decoding all for an instant. False when the chunk is damaged; the bucket is
/// then not to be used.
bool decodeSlice(std::string_view chunk, const BucketFilter& wanted, Bucket& out);

}  // namespace sorami
