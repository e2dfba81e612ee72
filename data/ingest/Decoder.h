// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/core/UtcTime.h"
#include "data/geo/LatLon.h"
#include "data/ingest/RadarVideo.h"
#include "data/ingest/Report.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sorami {

/// Something in the input that is not right: what, where and how much was needed. Streams produce many; they
/// are counted and listed, never thrown and never shown in a dialog.
struct Diagnostic {
  std::uint64_t offset = 0;  ///< byte offset in the (unwrapped) stream
  std::string category;      ///< `CAT048`, `MSG`, …; empty when it does not apply
  std::string item;          ///< `I048/040`, a field name; may be empty
  std::string reason;        ///< `needs 4 octets, 2 are there`
};

/// A place reports come from inside one stream: a SAC/SIC, a feed, a file.
struct SourceKey {
  std::string name;          ///< `SAC 25 SIC 201`, `readsb`, …: what a person reads
  std::string kind;          ///< format id: `asterix`, `sbs`, …
  std::int32_t sacSic = -1;  ///< SAC * 256 + SIC, -1 for other formats
  /// Its tracks are told apart by names or numbers that mean something in one file only: what another file
  /// calls the same is another object.
  bool isOfFile = false;
  bool operator==(const SourceKey& o) const { return name == o.name && kind == o.kind && sacSic == o.sacSic; }
};

/// What a decoder writes into. Implementations count, store or drop; a decoder never knows which.
class DecodeSink {
 public:
  virtual ~DecodeSink() = default;
  /// Index of this source in the receiver's table; the same key gives the same index.
  virtual std::uint16_t source(const SourceKey& key) = 0;
  virtual void report(const Report& report) = 0;
  virtual void diagnostic(Diagnostic diagnostic) = 0;
  /// A radial of radar video, which who wants it may keep.
  virtual void video(VideoSweep) {}  // NOLINT(performance-unnecessary-value-param)
  /// Something that parsed but is not used, by reason: `duplicate`, `no position`, `zero position`, …
  virtual void dropped(std::string_view reason, std::uint64_t count) = 0;
  /// Counts native records by their kind (`CAT048`, `MSG3`, `aircraft`).
  virtual void record(std::string_view recordKind, std::uint64_t count) = 0;
};

/// What the user, or a saved source table, says of an input that its bytes don't.
struct DecodeOptions {
  std::optional<UtcTime>
      referenceDate;       ///< any instant of the recording's first UTC day, for time-of-day formats
  Micros clockOffset = 0;  ///< subtracted from every event time: JST file clock = +9 h
  std::optional<LatLon> sensorPosition;  ///< for polar plots whose stream does not tell it
  double sensorHeight = 0;               ///< m AMSL
  std::vector<std::pair<std::string, std::string>> editions;  ///< `CAT021` → `2.1`, forced by the user
  /// What columns of a table are: header → role and unit, `FL` → `altitude:fl` (roles and units:
  /// CsvLayout.cpp).
  std::vector<std::pair<std::string, std::string>> columns;
  bool columnsAreAll = false;  ///< columns not named there mean nothing, and no unit is taken for granted
  std::string dateOrder;       ///< of a table: `ymd`, `dmy`, `mdy`; empty: told by the values
  std::string tablePreset;     ///< a table Sorami knows (`opensky`), or the name of the user's preset
};

/// Bytes in, reports and diagnostics out. Pure: no thread, no clock, no Qt object; the same object serves a
/// file and a socket. Feeding a stream in any split gives the same reports.
class Decoder {
 public:
  virtual ~Decoder() = default;
  /// Takes the next bytes. `offset` is where they begin in the stream; `received` is when they came (capture
  /// or socket time; no time for a plain file). A decoder for packets may take each call as one packet.
  virtual void decode(std::span<const std::byte> bytes, std::uint64_t offset, UtcTime received,
                      DecodeSink& sink) = 0;
  /// The stream has ended: what is left over is reported.
  virtual void finish(DecodeSink& sink) = 0;
  /// Edition found or forced for each category, e.g. {`CAT048`, `1.32`}.
  virtual std::vector<std::pair<std::string, std::string>> editions() const { return {}; }
  /// False when the stream has times of day only and nobody told the date: times then count from 1970-01-01.
  virtual bool isDateKnown() const { return true; }
  /// What was taken for granted and the user should confirm, after finish().
  virtual std::vector<std::string> notes() const { return {}; }
};

/// A format Sorami reads: found by content, never by the file's name.
struct Format {
  std::string_view id;     ///< `asterix`, `sbs`, `readsb`, …
  std::string_view title;  ///< for people
  /// How sure this is the format, 0..100, from the first (at most 64 KiB) unwrapped bytes.
  int (*probe)(std::span<const std::byte> head);
  std::unique_ptr<Decoder> (*make)(const DecodeOptions& options);
};

/// Every format, one line each in Formats.cpp.
std::span<const Format> formats();
/// The format whose probe is surest of these bytes; null when none is.
const Format* sniff(std::span<const std::byte> head);
/// By id; null when there is none.
const Format* findFormat(std::string_view id);

}  // namespace sorami
