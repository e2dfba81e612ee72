// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/SourceKnowledge.h"

#include <cmath>

namespace sorami {

void SourceKnowledge::add(std::uint16_t index, const std::string& name, const std::string& otherwise) {
  if (m_known.size() <= index) m_known.resize(index + std::size_t{1});
  if (!m_table) return;
  const SourceTable::Row* row = m_table->find(name);
  if (row == nullptr && !otherwise.empty()) row = m_table->find(otherwise);
  if (row == nullptr) return;
  Known& known = m_known[index];
  if (row->sensor) known.sensor.emplace(*row->sensor, row->sensorHeight);
  known.clockOffset = row->clockOffset;
  known.affiliation = row->affiliation;
}

bool SourceKnowledge::canPlace(std::uint16_t index) const {
  return index < m_known.size() && m_known[index].sensor.has_value();
}

void SourceKnowledge::apply(Report& report) const {
  if (report.source >= m_known.size()) return;
  const Known& known = m_known[report.source];
  const bool isPolar = !report.hasPosition() && report.rangeM == report.rangeM;
  if (isPolar && known.sensor) {
    const float height = std::isnan(report.baroAltitude) ? report.geoAltitude : report.baroAltitude;
    const LatLon at = known.sensor->fromSlant(report.rangeM, report.azimuthDeg, height);
    report.lat = at.lat;
    report.lon = at.lon;
  }
  if (report.eventTime.isValid()) report.eventTime = report.eventTime - known.clockOffset;
  if (report.affiliation == Affiliation::Pending) report.affiliation = known.affiliation;
}

void SourceKnowledge::apply(VideoSweep& sweep) const {
  if (sweep.source >= m_known.size()) return;
  const Known& known = m_known[sweep.source];
  if (!sweep.isPlaced() && known.sensor) sweep.sensor = known.sensor->position();
  if (sweep.time.isValid()) sweep.time = sweep.time - known.clockOffset;
}

}  // namespace sorami
