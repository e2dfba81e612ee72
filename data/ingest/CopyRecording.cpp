// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/CopyRecording.h"

#include "data/ingest/BoxBuilder.h"
#include "data/ingest/Text.h"
#include "data/store/RawInputs.h"
#include "data/store/RecordingFile.h"

namespace sorami {

bool isRecording(std::span<const std::byte> head) {
  // SQLite's header string; what is inside is the store's business.
  return asText(head).substr(0, 16) == std::string_view("SQLite format 3\0", 16);
}

Status copyRecording(const std::string& path, SampleSink& sink, RawInputMerge& inputs, FileReport& file,
                     std::stop_token stop) {
  const auto opened = openRecording(path);
  if (!opened) return opened.error();
  const StoreView& view = **opened;
  file.format = "sorec";
  std::vector<std::uint16_t> sources;
  for (const SourceKey& source : view.sources()) {
    sources.push_back(sink.addSource(source));
    file.sources.push_back(source.name);
  }
  std::vector<TrackId> tracks;
  for (const TrackInfo& track : view.tracks()) {
    TrackInfo copy = track;
    copy.source = track.source < sources.size() ? sources[track.source] : std::uint16_t{0};
    tracks.push_back(sink.addTrack(copy));
    if (track.count == 0) continue;
    ++file.tracks;
    file.time.include(track.first);
    file.time.include(track.last);
  }
  inputs.begin(view, true);
  BucketFilter all;
  all.columns = kAllColumns | kRawColumns;
  BoxBuilder box;
  std::uint64_t lost = 0;
  for (const BucketInfo& info : view.buckets()) {
    if (stop.stop_requested()) break;
    const BucketPtr bucket = view.bucketPart(info.id, all);
    if (!bucket) {
      lost += info.count;
      continue;
    }
    for (const Bucket::Run& run : bucket->runs) {
      if (run.track >= tracks.size()) continue;
      for (std::uint32_t i = run.begin; i < run.end; ++i) {
        Sample sample = bucket->sample(i);
        sample.raw = inputs.moved(sample.raw);
        box.include(sample.lat, sample.lon);
        sink.append(tracks[run.track], sample);
        if ((bucket->flags[i] & kLegStart) != 0) ++file.legs;
        if ((bucket->flags[i] & kOutlier) != 0) ++file.quarantined;
      }
    }
    file.updates += bucket->size();
  }
  inputs.end();
  if (view.hasVideo()) {
    const TimeRange extent = view.videoRange();
    for (UtcTime t = extent.begin; t <= extent.end && !stop.stop_requested(); t = t + kSecond)
      for (VideoSweep& sweep : view.video({t, t + kSecond - 1})) {
        if (sweep.source >= sources.size()) continue;
        sweep.source = sources[sweep.source];
        sink.addVideo(sweep);
      }
  }
  file.box = box.box();
  file.records["sample"] = file.updates;
  if (lost > 0)
    return Error{std::to_string(lost) + " samples are in damaged parts and could not be read", path, ""};
  return {};
}

}  // namespace sorami
