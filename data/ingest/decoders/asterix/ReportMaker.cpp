// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/decoders/asterix/ReportMaker.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace sorami::asterix {

namespace {

constexpr std::size_t kMostWaiting = 100'000;
constexpr Micros kTruncatedPeriod = 512 * kSecond;
/// A track number may be given to another aircraft; an address learned for it is trusted this long.
constexpr Micros kAddressTrust = kMinute;

Micros micros(double seconds) {
  return std::llround(seconds * 1e6);
}

/// t + n * period nearest to the reference.
UtcTime nearest(UtcTime t, UtcTime reference, Micros period) {
  Micros n = (reference - t) / period;
  Micros rest = (reference - t) % period;
  if (rest > period / 2) ++n;
  if (rest < -(period / 2)) --n;
  return t + n * period;
}

void mapRecord(const RecordView& record, Draft& draft) {
  switch (record.category) {
    case 1:
    case 2:
    case 34:
    case 48:
      mapMonoradar(record, draft);
      break;
    case 21:
    case 23:
      mapAdsb(record, draft);
      break;
    case 10:
    case 19:
    case 20:
      mapSurface(record, draft);
      break;
    default:
      mapSystem(record, draft);
      break;
  }
}

}  // namespace

ReportMaker::ReportMaker(const DecodeOptions& options) : m_options(options) {
  m_lastSacSic.fill(-1);
  if (options.referenceDate) m_dateKnown = true;
  if (options.sensorPosition) m_defaultSensor.emplace(*options.sensorPosition, options.sensorHeight);
}

ReportMaker::Source& ReportMaker::source(int sacSic) {
  if (m_hit != nullptr && m_hit->sacSic == sacSic) return *m_hit;
  Source& s = m_sources[sacSic];
  s.sacSic = sacSic;
  m_hit = &s;
  return s;
}

UtcTime ReportMaker::reference(const Source& source, UtcTime received) const {
  if (received.isValid()) return received + m_shift;
  return source.last.isValid() ? source.last : m_last;
}

UtcTime ReportMaker::resolve(double timeOfDay, const Source& source, UtcTime received) {
  const UtcTime ref = reference(source, received);
  if (ref.isValid()) return nearest({micros(timeOfDay)}, ref, kDay);
  const UtcTime day = m_options.referenceDate ? m_options.referenceDate->startOfDay() : UtcTime{0};
  return day + micros(timeOfDay);
}

UtcTime ReportMaker::resolveTruncated(double seconds, const Source& source, UtcTime received) const {
  UtcTime ref = reference(source, received);
  if (!ref.isValid()) ref = m_options.referenceDate ? m_options.referenceDate->startOfDay() : UtcTime{0};
  // The count starts anew at midnight, so the days on both sides are tried.
  UtcTime best;
  for (const Micros day : {Micros{0}, -kDay, kDay}) {
    const UtcTime midnight = ref.startOfDay() + day;
    const UtcTime t = nearest(midnight + micros(seconds), ref, kTruncatedPeriod);
    if (t < midnight || t >= midnight + kDay) continue;
    if (!best.isValid() || std::llabs(t - ref) < std::llabs(best - ref)) best = t;
  }
  return best.isValid() ? best : nearest(ref.startOfDay() + micros(seconds), ref, kTruncatedPeriod);
}

UtcTime ReportMaker::frameReceived(const GoodBlock& block) {
  if (block.received.isValid()) {
    if (!m_shiftKnown) {
      m_shiftKnown = true;
      // The user's date is the recording's; the capture's clock only moves it on.
      if (m_options.referenceDate)
        m_shift = m_options.referenceDate->startOfDay() - block.received.startOfDay();
      m_dateKnown = true;
    }
    return block.received;
  }
  if (block.frameTime < 0 || block.framing == Framing::Reply) return {};
  if (block.framing == Framing::Rff) {
    if (!block.recordingStart.isValid()) return {};
    m_dateKnown = true;
    // Writers differ in the order of these four octets: the one that goes on from the frame before is right.
    const auto little = static_cast<std::uint32_t>(block.frameTime / kMillisecond);
    const std::uint32_t big = little << 24 | (little & 0xFF00) << 8 | (little >> 8 & 0xFF00) | little >> 24;
    const Micros other = static_cast<Micros>(big) * kMillisecond;
    m_elapsed =
        std::llabs(other - m_elapsed) < std::llabs(block.frameTime - m_elapsed) ? other : block.frameTime;
    return block.recordingStart + m_elapsed;
  }
  const UtcTime day = m_options.referenceDate ? m_options.referenceDate->startOfDay() : UtcTime{0};
  m_lastFrame = m_lastFrame.isValid() ? nearest({block.frameTime}, m_lastFrame, kDay) : day + block.frameTime;
  return m_lastFrame;
}

void ReportMaker::block(const GoodBlock& block, DecodeSink& sink) {
  if (m_sink != &sink) {
    m_sink = &sink;
    for (auto& [key, s] : m_sources) s.index = -1;
  }
  const UtcTime received = frameReceived(block);
  RecordView view;
  view.block = block.data;
  view.category = block.category->number;
  view.oldAdsb = view.category == 21 && block.edition->name.starts_with("0.");
  const auto number = static_cast<std::size_t>(view.category);
  for (const RecordRef& record : block.records) {
    view.items = std::span(block.split->items).subspan(record.firstItem, record.items);
    view.trackProfile = record.profile == 1;
    m_draft.reset(view.category);
    mapRecord(view, m_draft);
    m_draft.report.byteOffset = block.offset + record.begin;
    m_draft.report.byteLength = static_cast<std::uint32_t>(record.end - record.begin);
    m_draft.report.receiveTime = received;
    if (m_draft.sacSic < 0) m_draft.sacSic = m_lastSacSic[number] >= 0 ? m_lastSacSic[number] : m_lastAny;
    m_lastSacSic[number] = m_lastAny = m_draft.sacSic;
    if (m_draft.timeIsTruncated && !m_last.isValid() && !received.isValid() &&
        m_waiting.size() < kMostWaiting) {
      m_waiting.push_back(m_draft);
      continue;
    }
    send(m_draft, sink);
    if (view.category == 240) sendVideo(view, m_draft, sink);
    if (!m_waiting.empty() && m_last.isValid()) {
      for (Draft& draft : m_waiting) send(draft, sink);
      m_waiting.clear();
    }
  }
}

void ReportMaker::finish(DecodeSink& sink) {
  for (Draft& draft : m_waiting) send(draft, sink);
  m_waiting.clear();
}

void ReportMaker::place(Draft& draft, const Source& source) const {
  Report& r = draft.report;
  if (r.hasPosition()) return;
  const SensorFrame* const sensor = source.sensor     ? &*source.sensor
                                    : m_defaultSensor ? &*m_defaultSensor
                                                      : nullptr;
  if (sensor == nullptr) return;
  LatLon p;
  if (!std::isnan(r.rangeM)) {
    const double height = std::isnan(r.baroAltitude) ? r.geoAltitude : r.baroAltitude;
    p = sensor->fromSlant(r.rangeM, r.azimuthDeg, height);
  } else if (!std::isnan(draft.eastM)) {
    p = sensor->fromPlane(draft.eastM, draft.northM);
  } else {
    return;
  }
  r.lat = p.lat;
  r.lon = p.lon;
}

void ReportMaker::identify(Draft& draft, Source& source) const {
  Report& r = draft.report;
  if (r.kind == ReportKind::Service) return;
  const auto track = static_cast<std::uint64_t>(draft.trackNumber);
  if (draft.idByTrackNumber && draft.trackNumber >= 0) {
    r.id = {IdKind::AsterixTrack, track};
  } else if (r.icao24 >= 0) {
    r.id = {draft.nonIcaoAddress ? IdKind::NonIcao24 : IdKind::Icao24, static_cast<std::uint64_t>(r.icao24)};
    if (draft.nonIcaoAddress)
      r.icao24 = -1;
    else if (draft.trackNumber >= 0)
      source.addresses[draft.trackNumber] = {r.icao24, r.eventTime};
  } else if (draft.trackNumber >= 0) {
    r.id = {IdKind::AsterixTrack, track};
    // A coasted or missed Mode S reply: the same track told its address a moment ago.
    const auto it = source.addresses.find(draft.trackNumber);
    if (it != source.addresses.end()) {
      if (std::llabs(r.eventTime - it->second.when) <= kAddressTrust) {
        r.id = {IdKind::Icao24, static_cast<std::uint64_t>(it->second.icao24)};
        it->second.when = r.eventTime;
      } else {
        source.addresses.erase(it);
      }
    }
  } else if (r.mode3A > 0) {
    r.id = {IdKind::Mode3A, static_cast<std::uint64_t>(r.mode3A)};
  }
  if (r.id.kind == IdKind::None || r.id.kind == IdKind::Mode3A)
    r.kind = ReportKind::Plot;
  else
    r.kind = ReportKind::Track;
  if ((r.flags & kTrackEnd) != 0 && draft.trackNumber >= 0) source.addresses.erase(draft.trackNumber);
}

void ReportMaker::sendVideo(const RecordView& record, const Draft& draft, DecodeSink& sink) {
  const char* problem = nullptr;
  std::optional<VideoSweep> sweep = mapVideo(record, problem);
  if (problem != nullptr) sink.dropped(problem, 1);
  if (!sweep) return;
  const Source& from = source(draft.sacSic);
  sweep->source = draft.report.source;
  sweep->time = draft.report.eventTime;
  const SensorFrame* const sensor = from.sensor       ? &*from.sensor
                                    : m_defaultSensor ? &*m_defaultSensor
                                                      : nullptr;
  if (sensor != nullptr) sweep->sensor = sensor->position();
  sink.video(std::move(*sweep));
}

void ReportMaker::send(Draft& draft, DecodeSink& sink) {
  Source& s = source(draft.sacSic);
  if (s.index < 0) {
    SourceKey key;
    key.kind = "asterix";
    key.sacSic = draft.sacSic;
    key.name = draft.sacSic < 0 ? "ASTERIX without SAC/SIC"
                                : "SAC " + std::to_string(draft.sacSic >> 8) + " SIC " +
                                      std::to_string(draft.sacSic & 255);
    s.index = sink.source(key);
  }
  Report& r = draft.report;
  r.source = static_cast<std::uint16_t>(s.index);
  if (draft.timeOfDay >= 0) {
    const UtcTime t = draft.timeIsTruncated ? resolveTruncated(draft.timeOfDay, s, r.receiveTime)
                                            : resolve(draft.timeOfDay, s, r.receiveTime);
    r.eventTime = t;
    s.last = m_last = t;
  } else {
    r.eventTime = s.last.isValid() ? s.last : reference(s, r.receiveTime);
    if (!r.eventTime.isValid())
      r.eventTime = m_options.referenceDate ? m_options.referenceDate->startOfDay() : UtcTime{0};
  }
  if (draft.hasSensor) s.sensor.emplace(draft.sensor, draft.sensorHeight);
  identify(draft, s);
  place(draft, s);
  r.eventTime = r.eventTime - m_options.clockOffset;
  sink.report(r);
}

}  // namespace sorami::asterix
