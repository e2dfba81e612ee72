// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/ingest/Association.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sorami {

/// What a person has decided about suggested associations. Kept beside the recording, never in it: the
/// evidence stays as it is. Tracks are named by source, identity and first report, so that it holds for a
/// copy too.
class AssociationOverlay {
 public:
  enum class Verdict : std::uint8_t { Same, Different };

  /// Where the overlay of a recording is kept.
  static std::string pathBeside(const std::string& recording) { return recording + ".links.json"; }
  /// An overlay that is not there is an empty one.
  static Result<AssociationOverlay> read(const std::string& path);
  static Result<AssociationOverlay> parse(const std::string& json, const std::string& name);
  std::string toJson() const;
  /// Beside it first, then in its place.
  Status write(const std::string& path) const;

  /// Nothing takes a verdict back.
  void set(const StoreView& view, TrackId a, TrackId b, std::optional<Verdict> verdict);
  std::optional<Verdict> verdict(const StoreView& view, TrackId a, TrackId b) const;
  bool isEmpty() const { return m_verdicts.empty(); }
  std::size_t size() const { return m_verdicts.size(); }

  /// What was found, with what was decided: confirmed pairs join system tracks, rejected ones are no
  /// suggestions any more.
  Associations applied(const StoreView& view, const Associations& found) const;

 private:
  using Pair = std::pair<std::string, std::string>;  ///< names of the tracks, the lesser first
  std::map<Pair, Verdict> m_verdicts;
};

/// Tracks of other sources that are the same object as this one: by equal ICAO address or uid, or because a
/// person said so; not those a person said are others. Looks at all tracks.
std::vector<TrackId> companionsOf(const StoreView& view, TrackId track, const AssociationOverlay& overlay);

/// A track's name in overlays: `SAC 25 SIC 201 · 4B1814 · 2026-08-12T06:00:01.000000Z`.
std::string overlayName(const StoreView& view, TrackId track);

}  // namespace sorami
