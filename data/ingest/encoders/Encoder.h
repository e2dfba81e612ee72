// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/StoreView.h"

#include <functional>
#include <stop_token>
#include <string_view>

namespace sorami {

/// One update of a recording with all that is known of it at its time.
struct UpdateRow {
  const TrackInfo& track;
  const SourceKey& source;
  const Sample& sample;
  std::string_view callsign;  ///< as it was at the sample's time
  std::int32_t mode3A = -1;   ///< as it was at the sample's time
  Affiliation affiliation = Affiliation::Pending;
};

/// Calls `onRow` for each update in order of time. False from it stops; an Error when `stop` was requested or
/// a part of the recording is damaged (the other parts are given).
Status forEachUpdate(const StoreView& view, std::stop_token stop,
                     const std::function<bool(const UpdateRow&)>& onRow);

/// Takes text; false when it cannot be written.
using TextOut = std::function<bool(std::string_view)>;

/// A format a recording can be handed on in.
struct Encoder {
  std::string_view id;     ///< `csv`, …
  std::string_view title;  ///< for people
  Status (*write)(const StoreView& view, const TextOut& out, std::stop_token stop);
  /// Whether it can tell plots that have no identity; where not, they are left out.
  bool tellsPlots = true;
};

/// Updates of a recording that a format leaves out because they are plots without an identity.
std::uint64_t plotsLeftOut(const Encoder& encoder, const StoreView& view);

/// Every export format, one line each in Encoders.cpp.
std::span<const Encoder> encoders();
/// By id; null when there is none.
const Encoder* findEncoder(std::string_view id);

extern const Encoder kCsvEncoder;
extern const Encoder kGeoJsonEncoder;
extern const Encoder kSbsEncoder;
extern const Encoder kAcmiEncoder;
extern const Encoder kCotEncoder;
extern const Encoder kKmlEncoder;
extern const Encoder kGpxEncoder;
extern const Encoder kDisEncoder;
extern const Encoder kGeoPackageEncoder;
extern const Encoder kAsterixEncoder;
extern const Encoder kAsterixCaptureEncoder;

/// How a value is called in files: `hostile`, `air`, `icao24`, …
std::string_view nameOf(Affiliation affiliation);
std::string_view nameOf(Domain domain);
std::string_view nameOf(IdKind kind);
/// The set flags, separated by blanks: `ground emergency`.
std::string flagNames(std::uint16_t flags);
/// The native identity as its format writes it: `78021B`, `1234`, a uid.
std::string nativeIdText(const TrackInfo& track);

}  // namespace sorami
