// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/plan/TrackEdit.h"

#include "data/plan/FindTrack.h"

#include <atomic>

namespace sorami {
namespace {

/// Everything but the list of tracks is asked of the recording below.
class EditedView : public StoreView {
 public:
  EditedView(StoreViewPtr base, std::vector<TrackInfo> tracks, std::uint64_t number)
      : m_base(std::move(base)), m_tracks(std::move(tracks)), m_number(number) {}

  const StoreViewPtr& base() const { return m_base; }
  std::span<const SourceKey> sources() const override { return m_base->sources(); }
  std::span<const TrackInfo> tracks() const override { return m_tracks; }
  std::span<const BucketInfo> buckets() const override { return m_base->buckets(); }
  BucketPtr bucket(std::uint32_t id) const override { return m_base->bucket(id); }
  BucketPtr bucketPart(std::uint32_t id, const BucketFilter& filter) const override {
    return m_base->bucketPart(id, filter);
  }
  void tracksAt(UtcTime t, std::vector<TrackId>& out) const override { m_base->tracksAt(t, out); }
  std::vector<SourceHistogram> sourceHistograms(std::uint32_t id) const override {
    return m_base->sourceHistograms(id);
  }
  std::vector<AttributeChange> attributeChanges(TrackId track) const override {
    return m_base->attributeChanges(track);
  }
  TimeRange videoRange() const override { return m_base->videoRange(); }
  std::vector<VideoSweep> video(TimeRange range) const override { return m_base->video(range); }
  std::string rawBytes(std::uint16_t input, std::uint64_t offset, std::size_t length) const override {
    return m_base->rawBytes(input, offset, length);
  }
  TimeRange timeline() const override { return m_base->timeline(); }
  TimeRange extent() const override { return m_base->extent(); }
  std::uint64_t sampleCount() const override { return m_base->sampleCount(); }
  std::string meta(const std::string& key) const override { return m_base->meta(key); }
  // A picture made with other edits is another picture.
  std::uint64_t version() const override { return m_base->version() ^ (m_number << 40U); }

 private:
  StoreViewPtr m_base;
  std::vector<TrackInfo> m_tracks;
  std::uint64_t m_number;
};

}  // namespace

bool TrackEdit::isEmpty() const {
  return !track || (callsign.empty() && type.empty() && !setsAffiliation && !setsDomain && remarks.empty());
}

StoreViewPtr withEdits(const StoreViewPtr& view, const std::vector<TrackEdit>& edits) {
  const StoreViewPtr& base = withoutEdits(view);
  if (!base || edits.empty()) return base;
  std::vector<TrackInfo> tracks;
  for (const TrackEdit& edit : edits) {
    if (edit.isEmpty()) continue;
    const TrackId id = findTrack(*base, *edit.track);
    if (id == kNoTrack) continue;
    if (tracks.empty()) tracks.assign(base->tracks().begin(), base->tracks().end());
    TrackInfo& info = tracks[id];
    if (!edit.callsign.empty()) info.callsign = edit.callsign;
    if (!edit.type.empty()) info.type = edit.type;
    if (edit.setsAffiliation) info.affiliation = edit.affiliation;
    if (edit.setsDomain) info.domain = edit.domain;
    info.remarks = edit.remarks;
  }
  if (tracks.empty()) return base;
  static std::atomic<std::uint64_t> number = 0;
  return std::make_shared<EditedView>(base, std::move(tracks), ++number);
}

const StoreViewPtr& withoutEdits(const StoreViewPtr& view) {
  const auto* edited = dynamic_cast<const EditedView*>(view.get());
  return edited != nullptr ? edited->base() : view;
}

}  // namespace sorami
