// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/live/Replay.h"

#include "data/ingest/CopyRecording.h"
#include "data/ingest/Input.h"
#include "data/ingest/OpenAny.h"
#include "data/ingest/capture/Capture.h"
#include "data/store/RecordingFile.h"

#include <algorithm>
#include <cstdio>

namespace sorami {
namespace {

using std::chrono::steady_clock;

/// Nobody waits longer than this for the next report, however long the gap in the file.
constexpr auto kLongestWait = std::chrono::seconds(10);
/// Small, so that what is decoded ahead of its time is little.
constexpr std::size_t kChunk = 8 * 1024;

/// Tells when an instant of the file is due on the wall clock.
class Pacer {
 public:
  Pacer(double rate, bool toNow, LiveDecoding& decoding, HealthBook& health, const StopSignal& stop)
      : m_rate(rate), m_toNow(toNow), m_decoding(decoding), m_health(health), m_stop(stop) {}

  /// Waits until the instant is due. False when stopping was asked for.
  bool waitFor(UtcTime t) {
    const auto now = steady_clock::now();
    if (!m_anchorTime.isValid()) {
      anchor(t, now);
      if (m_toNow) m_decoding.setShift(systemNow() - t);
    }
    const double ahead = static_cast<double>(t - m_anchorTime) / m_rate;
    const auto due = m_anchorWall + std::chrono::microseconds(static_cast<std::int64_t>(ahead));
    if (due <= now) {
      m_last = std::max(m_last, t);
      return !m_stop.requested();
    }
    m_decoding.handOn();
    if (due - now > kLongestWait) {
      char text[96];
      std::snprintf(text, sizeof text, "a gap of %.0f s in the file was passed over",
                    static_cast<double>(t - m_last) * 1e-6);
      m_health.setState(SourceState::Receiving, text);
      anchor(t, now);
      return !m_stop.requested();
    }
    m_last = t;
    const auto span = std::chrono::duration_cast<std::chrono::milliseconds>(due - now);
    // Below a millisecond sleeping costs more than it is worth.
    return span.count() < 1 ? !m_stop.requested() : m_stop.sleep(span);
  }

 private:
  void anchor(UtcTime t, steady_clock::time_point wall) {
    m_anchorTime = t;
    m_anchorWall = wall;
    m_last = t;
  }
  const double m_rate;
  const bool m_toNow;
  LiveDecoding& m_decoding;
  HealthBook& m_health;
  const StopSignal& m_stop;
  UtcTime m_anchorTime;
  UtcTime m_last;
  steady_clock::time_point m_anchorWall;
};

/// Formats whose files are streams in the order of time; others hold one track behind the other.
bool isTimeOrdered(const Format& format) {
  static constexpr std::string_view kStreams[] = {"asterix", "sbs", "beast", "avr",   "acmi",
                                                  "nmea",    "cot", "dis",   "dislog"};
  return std::find(std::begin(kStreams), std::end(kStreams), format.id) != std::end(kStreams);
}

Status playCapture(ByteStreamPtr stream, Pacer& pacer, LiveDecoding& decoding, HealthBook& health) {
  CaptureStats stats;
  const auto onPayload = [&](const CapturedPayload& payload) {
    if (!pacer.waitFor(payload.received)) return false;
    health.received(payload.bytes.size(), 1, systemNow());
    decoding.take(payload.bytes, payload.received, std::uint64_t{payload.destination} << 16 | payload.port);
    return true;
  };
  const Status status =
      readCapture(std::move(stream), stats, onPayload, [&](std::uint64_t offset, const std::string& reason) {
        health.error({offset, "capture", "", reason});
      });
  if (stats.notUdp > 0) health.dropped("packet without UDP payload", stats.notUdp);
  if (stats.lostFragments > 0) health.dropped("fragment of an incomplete datagram", stats.lostFragments);
  return status;
}

Status playStream(InputStream& input, const Format& format, Pacer& pacer, LiveDecoding& decoding,
                  HealthBook& health, const StopSignal& stop) {
  decoding.setPace([&pacer](UtcTime t) { return pacer.waitFor(t); });
  std::vector<std::byte> chunk(kChunk);
  std::uint64_t offset = 0;
  Status status;
  while (!stop.requested()) {
    const auto n = input.stream->read(chunk);
    if (!n) status = n.error();
    if (!n || *n == 0) break;
    health.received(*n, 1, systemNow());
    decoding.takeAs(format, std::span(chunk).first(*n), offset, UtcTime());
    offset += *n;
  }
  // What the decoder still holds comes when the pacer is gone.
  decoding.setPace({});
  return status;
}

/// Plays samples of a recording, all tracks together in the order of time.
Status playView(const StoreView& view, Pacer& pacer, LiveDecoding& decoding, HealthBook& health,
                const StopSignal& stop) {
  std::vector<std::uint16_t> sources;
  for (const SourceKey& key : view.sources()) sources.push_back(decoding.source(key));
  const auto tracks = view.tracks();
  struct At {
    std::int64_t time;
    TrackId track;
    std::uint32_t index;
  };
  std::vector<At> order;
  std::vector<bool> begun(tracks.size());
  for (const BucketInfo& info : view.buckets()) {
    const BucketPtr bucket = view.bucket(info.id);
    if (!bucket) {
      health.error({0, "recording", "", "a damaged part was passed over"});
      continue;
    }
    order.clear();
    for (const Bucket::Run& run : bucket->runs)
      for (std::uint32_t i = run.begin; i < run.end; ++i) order.push_back({bucket->time[i], run.track, i});
    std::stable_sort(order.begin(), order.end(), [](const At& a, const At& b) { return a.time < b.time; });
    for (const At& at : order) {
      if (at.track >= tracks.size()) continue;
      const Sample sample = bucket->sample(at.index);
      if (!pacer.waitFor(sample.time)) return {};
      const TrackInfo& track = tracks[at.track];
      Report report;
      report.kind = track.isPlots     ? ReportKind::Plot
                    : track.simulated ? ReportKind::State
                                      : ReportKind::Track;
      report.domain = track.domain;
      report.affiliation = track.affiliation;
      report.source = track.source < sources.size() ? sources[track.source] : 0;
      report.flags = static_cast<std::uint16_t>(sample.flags & ~kPlotBit);
      // A number that was given to another target later must stay another track.
      report.id = track.nativeId;
      report.uid = track.uid;
      if (!begun[at.track]) {
        begun[at.track] = true;
        report.flags |= kLegStart;
      }
      report.mode3A = track.mode3A;
      report.icao24 = track.icao24;
      report.eventTime = sample.time;
      report.receiveTime = sample.received;
      report.lat = sample.lat;
      report.lon = sample.lon;
      report.baroAltitude = sample.baroAltitude;
      report.geoAltitude = sample.geoAltitude;
      report.groundSpeed = sample.groundSpeed;
      report.trackDeg = sample.trackDeg;
      report.verticalRate = sample.verticalRate;
      report.callsign = std::string_view(track.callsign);
      report.type = std::string_view(track.type);
      health.received(0, 1, systemNow());
      decoding.takeReport(report);
    }
    decoding.handOn();
    if (stop.requested()) break;
  }
  return {};
}

}  // namespace

Status playFile(const SourceSpec& spec, LiveDecoding& decoding, HealthBook& health, const StopSignal& stop) {
  Pacer pacer(spec.rate, spec.toNow, decoding, health, stop);
  Status problem;
  bool any = false;
  bool whole = false;  // it is to be read as a whole first
  const Format* const forced = spec.settings.format.empty() ? nullptr : findFormat(spec.settings.format);
  const Status opened = openInput(spec.path, [&](InputStream input) {
    const Format* const format = forced != nullptr ? forced : sniff(input.head);
    if (isCapture(input.head)) {
      any = true;
      problem = playCapture(std::move(input.stream), pacer, decoding, health);
    } else if (isRecording(input.head) || (format != nullptr && !isTimeOrdered(*format))) {
      any = whole = true;
      return false;
    } else if (format != nullptr) {
      any = true;
      problem = playStream(input, *format, pacer, decoding, health, stop);
    }
    return problem.ok() && !stop.requested();
  });
  if (whole) {
    ImportOptions options;
    options.format = spec.settings.format;
    options.decode = spec.settings.decode;
    options.decode.clockOffset = 0;
    const auto read = openAny({spec.path}, options, {}, stop.token());
    if (!read) return read.error();
    if (stop.requested()) return {};
    if (!read->view || read->view->sampleCount() == 0)
      return Error{"there is no position in it", spec.path, {}};
    return playView(*read->view, pacer, decoding, health, stop);
  }
  if (!problem) return problem;
  if (!opened) return opened;
  if (!any) return Error{"it is of no format that is known", spec.path, "tell it with format=…"};
  return {};
}

}  // namespace sorami
