// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "data/core/UtcTime.h"
#include "data/geo/LatLon.h"
#include "data/ingest/Report.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sorami {

/// What the user knows of each sensor and feed: where it stands, how wrong its clock is, whose tracks it
/// tells of. A table that is kept as JSON and used for every recording:
/// `{"sources": [{"source": "SAC 25 SIC 201", "sensor": [18.6, 44.0, 1900], "clockOffset": -1.7,
/// "affiliation": "friend", "editions": {"CAT048": "1.30"}, "note": "…"}]}`.
class SourceTable {
 public:
  struct Row {
    std::string source = "*";  ///< shell pattern (`*`, `?`, `[A-Z]`) on the source's name
    std::optional<LatLon> sensor;
    double sensorHeight = 0;                         ///< m AMSL
    Micros clockOffset = 0;                          ///< the source's clock minus UTC
    Affiliation affiliation = Affiliation::Pending;  ///< of tracks whose source does not tell one
    /// Of ASTERIX categories, where the one that is found by itself is to be overruled: {`CAT048`, `1.30`}.
    /// They hold for rows that name one source, and for the row `*`.
    std::vector<std::pair<std::string, std::string>> editions;
    std::string note;  ///< for people
    bool operator==(const Row&) const = default;
  };

  SourceTable() = default;
  explicit SourceTable(std::vector<Row> rows) : m_rows(std::move(rows)) {}
  /// `name` is what errors call the text.
  static Result<SourceTable> parse(const std::string& json, const std::string& name);
  static Result<SourceTable> read(const std::string& path);
  std::string toJson() const;
  /// Beside it first, then in its place: a crash leaves the old table or the new one.
  Status write(const std::string& path) const;

  const std::vector<Row>& rows() const { return m_rows; }
  /// All editions, as DecodeOptions::editions takes them.
  std::vector<std::pair<std::string, std::string>> editions() const;
  /// The first row that is of this source; null when none is.
  const Row* find(const std::string& source) const;
  /// Replaces the row of exactly this pattern, or adds it in front of the patterns.
  void set(Row row);

 private:
  std::vector<Row> m_rows;
};

/// Words of affiliations as tables, source texts and rules use them: `friend`, `assumed-friend`, …
std::optional<Affiliation> affiliationNamed(std::string_view word);
std::string_view affiliationWord(Affiliation affiliation);

}  // namespace sorami
