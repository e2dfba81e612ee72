// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/PartOfRecording.h"

#include "data/store/MemoryRecording.h"
#include "data/store/RawInputs.h"

#include <QtGlobal>

#include <algorithm>
#include <charconv>
#include <set>

namespace sorami {
namespace {

int numberOf(const std::string& text) {
  int value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

void apply(const AttributeChange& change, TrackInfo& info) {
  switch (change.key) {
    case TrackAttribute::Callsign:
      info.callsign = change.value;
      break;
    case TrackAttribute::Type:
      info.type = change.value;
      break;
    case TrackAttribute::Icao24:
      info.icao24 = numberOf(change.value);
      break;
    case TrackAttribute::Mode3A:
      info.mode3A = numberOf(change.value);
      break;
    case TrackAttribute::Domain:
      info.domain = static_cast<Domain>(std::clamp(numberOf(change.value), 0, 6));
      break;
    case TrackAttribute::Affiliation:
      info.affiliation = static_cast<Affiliation>(std::clamp(numberOf(change.value), 0, 7));
      break;
    case TrackAttribute::Uid:
      info.uid = change.value;
      break;
  }
}

/// A track of the part: who it is as time goes on.
struct Copy {
  TrackId id = kNoTrack;
  bool isWanted = true;
  bool isBegun = false;
  TrackInfo now;
  std::vector<AttributeChange> changes;
  std::size_t nextChange = 0;
};

class Copier {
 public:
  Copier(const StoreView& view, const PartRequest& request, SampleSink& sink, RawInputMerge& inputs,
         std::string prefix)
      : m_view(view), m_request(request), m_sink(sink), m_inputs(inputs), m_prefix(std::move(prefix)) {
    const bool isWhole =
        !request.range.isValid() && request.box.isEmpty() && request.tracks.empty() && !request.filter;
    m_inputs.begin(view, isWhole);
  }
  ~Copier() { m_inputs.end(); }
  Q_DISABLE_COPY_MOVE(Copier)

  Status run(const std::stop_token& stop) {
    prepare();
    std::uint64_t lost = 0;
    BucketFilter part;
    part.box = m_request.box;
    part.columns = kAllColumns | kRawColumns;
    if (m_request.tracks.size() == 1) part.track = m_request.tracks.front();
    for (const BucketInfo& info : m_view.buckets()) {
      if (stop.stop_requested()) return Error{"the copy was stopped", "", ""};
      if (m_request.range.isValid() &&
          (info.range.end < m_request.range.begin || info.range.begin > m_request.range.end)) {
        continue;
      }
      const BucketPtr bucket = m_view.bucketPart(info.id, part);
      if (!bucket) {
        lost += info.count;
        continue;
      }
      for (const Bucket::Run& run : bucket->runs) {
        if (run.track < m_copies.size() && m_copies[run.track].isWanted) copyRun(*bucket, run);
      }
    }
    copyVideo(stop);
    if (lost > 0) {
      return Error{std::to_string(lost) + " samples are in damaged parts and could not be read", "", ""};
    }
    return Status{};
  }
  std::uint64_t count() const { return m_count; }

 private:
  void prepare() {
    const auto tracks = m_view.tracks();
    m_copies.resize(tracks.size());
    m_sources.assign(m_view.sources().size(), -1);
    for (const TrackInfo& track : tracks) {
      Copy& copy = m_copies[track.id];
      copy.now = track;
      copy.isWanted = m_request.tracks.empty() || std::find(m_request.tracks.begin(), m_request.tracks.end(),
                                                            track.id) != m_request.tracks.end();
      const bool isAway = m_request.range.isValid() &&
                          (track.last < m_request.range.begin || track.first > m_request.range.end);
      if (isAway || track.count == 0) copy.isWanted = false;
      if (!copy.isWanted) continue;
      copy.changes = m_view.attributeChanges(track.id);
      // Who it was at first: what changes later is not known of it yet.
      std::set<TrackAttribute> seen;
      for (AttributeChange change : copy.changes) {
        if (!seen.insert(change.key).second) continue;
        if (change.time.isValid()) {
          const bool isText = change.key == TrackAttribute::Callsign || change.key == TrackAttribute::Type ||
                              change.key == TrackAttribute::Uid;
          const bool isCode = change.key == TrackAttribute::Icao24 || change.key == TrackAttribute::Mode3A;
          change.value = isText ? "" : isCode ? "-1" : "0";
        }
        apply(change, copy.now);
      }
    }
  }

  /// Radar video is of no track: a part of some tracks goes without it.
  void copyVideo(const std::stop_token& stop) {
    if (!m_view.hasVideo() || !m_request.tracks.empty() || m_request.filter) return;
    TimeRange range = m_view.videoRange();
    if (m_request.range.isValid())
      range = {std::max(range.begin, m_request.range.begin), std::min(range.end, m_request.range.end)};
    for (UtcTime t = range.begin; t <= range.end && !stop.stop_requested(); t = t + kSecond) {
      for (VideoSweep& sweep : m_view.video({t, std::min(t + kSecond - 1, range.end)})) {
        sweep.source = sourceOf(sweep.source);
        sweep.time = sweep.time + m_request.offset;
        m_sink.addVideo(sweep);
      }
    }
  }

  std::uint16_t sourceOf(std::uint16_t source) {
    if (source >= m_sources.size()) return m_sink.addSource({m_prefix + "?", "", -1});
    if (m_sources[source] < 0) {
      SourceKey key = m_view.sources()[source];
      key.name = m_prefix + key.name;
      m_sources[source] = m_sink.addSource(key);
    }
    return static_cast<std::uint16_t>(m_sources[source]);
  }

  void copyRun(const Bucket& bucket, const Bucket::Run& run) {
    Copy& copy = m_copies[run.track];
    const auto sources = m_view.sources();
    const std::string_view source = copy.now.source < sources.size()
                                        ? std::string_view(sources[copy.now.source].name)
                                        : std::string_view();
    for (std::uint32_t i = run.begin; i < run.end; ++i) {
      const UtcTime t{bucket.time[i]};
      bool isChanged = false;
      while (copy.nextChange < copy.changes.size() &&
             (!copy.changes[copy.nextChange].time.isValid() || copy.changes[copy.nextChange].time <= t)) {
        apply(copy.changes[copy.nextChange++], copy.now);
        isChanged = true;
      }
      if (m_request.range.isValid() && !m_request.range.contains(t)) continue;
      Sample sample = bucket.sample(i);
      if (!m_request.box.isEmpty() && !m_request.box.contains({sample.lat, sample.lon})) continue;
      if (m_request.filter) {
        TrackFilter::Moment moment;
        moment.lat = sample.lat;
        moment.lon = sample.lon;
        moment.baroAltitude = sample.baroAltitude;
        moment.geoAltitude = sample.geoAltitude;
        moment.groundSpeed = sample.groundSpeed;
        moment.trackDeg = sample.trackDeg;
        moment.verticalRate = sample.verticalRate;
        moment.flags = sample.flags;
        if (!m_request.filter->matches(copy.now, source, moment)) continue;
      }
      if (!copy.isBegun) {
        TrackInfo info = copy.now;
        info.source = sourceOf(copy.now.source);
        copy.id = m_sink.addTrack(info);
        copy.isBegun = true;
      } else if (isChanged) {
        TrackInfo info = copy.now;
        info.source = sourceOf(copy.now.source);
        m_sink.setTrack(copy.id, info);
      }
      sample.time = sample.time + m_request.offset;
      sample.raw = m_inputs.moved(sample.raw);
      if (sample.received.isValid()) sample.received = sample.received + m_request.offset;
      m_sink.append(copy.id, sample);
      ++m_count;
    }
  }

  const StoreView& m_view;
  const PartRequest& m_request;
  SampleSink& m_sink;
  RawInputMerge& m_inputs;
  std::string m_prefix;
  std::vector<Copy> m_copies;
  std::vector<int> m_sources;
  std::uint64_t m_count = 0;
};

}  // namespace

Status copyPart(const StoreView& view, const PartRequest& request, SampleSink& sink, std::stop_token stop) {
  const MergePart part{{&view, [](const StoreView*) {}}, 0, {}};
  return copyParts(std::span(&part, 1), request, sink, std::move(stop));
}

Result<StoreViewPtr> partOf(const StoreViewPtr& view, const PartRequest& request, std::stop_token stop) {
  if (!view) return Error{"no recording is open", "", ""};
  const auto memory = makeMemoryRecording();
  if (const Status copied = copyPart(*view, request, *memory, stop); !copied) return copied.error();
  Result<StoreViewPtr> made = memory->finish();
  if (made && (*made)->sampleCount() == 0 && !(*made)->hasVideo()) {
    return Error{"nothing of the recording is in this part", "",
                 "choose a longer span, or take the filter off"};
  }
  return made;
}

Status copyParts(std::span<const MergePart> parts, const PartRequest& request, SampleSink& sink,
                 std::stop_token stop) {
  std::vector<std::string> markings;
  std::set<std::string> names;
  RawInputMerge inputs(sink);
  std::optional<Error> failed;
  for (const MergePart& part : parts) {
    if (!part.view) continue;
    // A name two recordings share would make two sources look like one.
    bool isShared = false;
    for (const SourceKey& source : part.view->sources()) isShared = isShared || names.contains(source.name);
    const std::string prefix = isShared && !part.name.empty() ? part.name + ": " : std::string();
    for (const SourceKey& source : part.view->sources()) names.insert(prefix + source.name);
    PartRequest own = request;
    own.offset += part.offset;
    if (own.range.isValid()) own.range = {own.range.begin - part.offset, own.range.end - part.offset};
    if (const Status copied = Copier(*part.view, own, sink, inputs, prefix).run(stop); !copied) {
      if (stop.stop_requested()) return copied;
      failed = copied.error();
    }
    const std::string marking = part.view->meta("marking");
    if (!marking.empty() && std::find(markings.begin(), markings.end(), marking) == markings.end())
      markings.push_back(marking);
    if (const std::string attribution = part.view->meta("attribution"); !attribution.empty())
      sink.setMeta("attribution", attribution);
  }
  std::string all = request.marking;
  if (all.empty())
    for (const std::string& each : markings) all += (all.empty() ? "" : " · ") + each;
  if (!all.empty()) sink.setMeta("marking", all);
  inputs.finish();
  return failed ? Status(*failed) : Status();
}

Result<StoreViewPtr> mergeRecordings(std::span<const MergePart> parts, std::stop_token stop) {
  const auto memory = makeMemoryRecording();
  // What can be read of a damaged one is shown.
  if (const Status copied = copyParts(parts, {}, *memory, stop); !copied && stop.stop_requested())
    return copied.error();
  return memory->finish();
}

}  // namespace sorami
