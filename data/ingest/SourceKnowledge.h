// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/RadarVideo.h"
#include "data/ingest/Report.h"
#include "data/ingest/SourceTable.h"
#include "data/ingest/decoders/asterix/PolarToWgs84.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sorami {

/// Applies a table of sources to their reports, from files as from live feeds: places what a sensor told by
/// range and azimuth, corrects clocks, names sides. What the stream itself tells goes before.
class SourceKnowledge {
 public:
  SourceKnowledge() = default;
  explicit SourceKnowledge(std::shared_ptr<const SourceTable> table) : m_table(std::move(table)) {}

  bool isEmpty() const { return m_table == nullptr; }
  /// The source with this index is called so; `otherwise` is looked up when the table has no row for it.
  void add(std::uint16_t index, const std::string& name, const std::string& otherwise = {});
  /// Whether the sensor's place is known.
  bool canPlace(std::uint16_t index) const;
  void apply(Report& report) const;
  void apply(VideoSweep& sweep) const;

 private:
  struct Known {
    std::optional<asterix::SensorFrame> sensor;
    Micros clockOffset = 0;
    Affiliation affiliation = Affiliation::Pending;
  };
  std::shared_ptr<const SourceTable> m_table;
  std::vector<Known> m_known;
};

}  // namespace sorami
