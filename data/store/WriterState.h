// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/CellGrid.h"
#include "data/store/Planes.h"
#include "data/store/RawBook.h"
#include "data/store/RecordingReader.h"
#include "data/store/RecordingSchema.h"
#include "data/store/RecordingWriter.h"
#include "data/store/SampleSink.h"
#include "data/store/VideoBook.h"

#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

/// The inside of the writer; for its own files only.
namespace sorami::recording {

/// Rows on their way into chunks.
struct Job {
  std::uint32_t bucket = 0;
  int lateGroup = -1;
  std::vector<Row> rows;
  std::size_t tailed = 0;    ///< how many of the rows the tail holds
  std::int64_t lastSeq = 0;  ///< the last of the tail's blobs that hold them
  std::future<EncodedBucket> result;
  EncodedBucket encoded;  ///< the result, once it was fetched
};

struct Cell {
  std::uint32_t id = 0;
  std::int64_t end = 0;
  std::vector<Row> rows;      ///< not yet sealed, in the order they came
  std::size_t tailed = 0;     ///< how many of them the tail holds
  std::int64_t lastSeq = 0;   ///< of the tail's blobs of this cell
  std::uint64_t touched = 0;  ///< row count of the recording at the last append
  bool stored = false;        ///< the file holds chunks of it
  int lateGroups = 0;         ///< of these, ones that came late
  std::shared_ptr<Job> job;   ///< in work
  bool splittable = true;
  BucketInfo info;    ///< of what is stored
  BucketPtr waiting;  ///< rows (and the job's) as a bucket, for snapshots; null when out of date
};

/// The writer of a `.sorec` file; RecordingWriter.cpp and RecordingCompletion.cpp hold its parts.
class RecordingWriter final : public SampleSink {
 public:
  RecordingWriter(std::string path, Database db, std::unique_ptr<WriterLock> lock)
      : m_path(std::move(path)),
        m_lock(std::move(lock)),
        m_db(std::move(db)),
        m_buckets(m_db),
        m_tracks(m_db),
        m_tail(m_db, "INSERT INTO tail VALUES(?,?,?,?,?,?,?)"),
        m_setMeta(m_db, "INSERT OR REPLACE INTO meta VALUES(?,?)"),
        m_addSource(m_db, "INSERT OR REPLACE INTO source VALUES(?,?,?,?)"),
        m_addRaw(m_db, "INSERT OR REPLACE INTO raw VALUES(?,?,?,?)"),
        m_addVideo(m_db, "INSERT INTO video VALUES(NULL,?,?,?,?,?,?)") {}

  ~RecordingWriter() override {
    // What was appended is kept as far as it can be; the next reader completes the file.
    if (!m_finished) (void)commit();
  }

  bool ok() const {
    return m_buckets.ok() && m_tracks.ok() && m_tail.ok() && m_setMeta.ok() && m_addSource.ok() &&
           m_addRaw.ok() && m_addVideo.ok();
  }

  std::uint16_t addSource(const SourceKey& key) override { return m_book.addSource(key); }
  TrackId addTrack(const TrackInfo& identity) override {
    const TrackId track = m_book.addTrack(identity);
    m_sealed.emplace_back();
    m_unsavedTracks.insert(track);
    return track;
  }
  void setTrack(TrackId track, const TrackInfo& identity) override {
    if (track >= m_book.size()) return;
    m_book.setTrack(track, identity);
    m_unsavedTracks.insert(track);
  }
  void setMeta(const std::string& key, const std::string& value) override {
    m_meta[key] = value;
    m_unsavedMeta.insert(key);
  }

  void append(TrackId track, const Sample& sample) override;
  void addVideo(const VideoSweep& sweep) override;
  void addRaw(std::uint16_t input, std::uint64_t offset, std::span<const std::byte> bytes) override;
  bool keepsRaw() const override { return true; }

  Status commit() override;

  StoreViewPtr snapshot() override;

  Result<StoreViewPtr> finish() override;

  /// Takes over what a file holds and puts what its tail holds into chunks.
  Status resume();
  /// After resume(): makes ready to append…
  Status reopen();
  /// …or leaves a finished file.
  Status complete();

 private:
  static std::uint64_t nextGrowth();
  /// What the chunks hold of a track; the tail's part comes on top.
  struct SealedTrack {
    TrackInfo info;
    Extent extent;
    bool touched = false;
  };
  struct JobOfCell {
    std::shared_ptr<Job> job;
    Cell* cell;
  };

  Error damaged(const char* what) {
    return {std::string("the recording is damaged: ") + what, m_path, "work on a copy"};
  }
  /// Takes back what the open transaction has changed here, so that it can be tried again, and says why.
  Error failed();
  bool begin() {
    m_undo.clear();
    return m_db.run("BEGIN IMMEDIATE").ok();
  }
  bool end() {
    if (!m_db.run("COMMIT")) return false;
    m_undo.clear();
    return true;
  }

  bool saveIdentity();
  /// Writes what waits of the inputs' octets and of radar video; within the caller's transaction.
  bool saveRaw();
  bool saveVideo();
  /// Nothing waits for more of its kind any longer.
  void closeBlocks();

  /// Puts rows the tail does not hold yet into it. For a cell or a job.
  template <typename Holder>
  bool writeTail(Holder& holder, const Cell& cell) {
    if (holder.tailed == holder.rows.size()) return true;
    const std::span<const Row> fresh = std::span(holder.rows).subspan(holder.tailed);
    TimeRange range;
    for (const Row& row : fresh) range.include({row.time});
    const std::string blob = encodeTail(fresh, m_maker);
    m_undo.emplace_back([&holder, tailed = holder.tailed, seq = holder.lastSeq] {
      holder.tailed = tailed;
      holder.lastSeq = seq;
    });
    holder.lastSeq = m_nextSeq++;
    holder.tailed = holder.rows.size();
    return m_tail.bind(1, holder.lastSeq)
        .bind(2, std::int64_t{cell.id})
        .bind(3, range.begin.us)
        .bind(4, range.end.us)
        .bind(5, static_cast<std::int64_t>(fresh.size()))
        .bind(6, static_cast<std::int64_t>(hash64(blob)))
        .bindBlob(7, blob)
        .run();
  }

  /// Brings the tail up to date with all that waits, but for a job whose rows go into chunks just now.
  bool writeTails(const Job* leftOut);

  /// Halves a cell that is too full for one bucket.
  void overflow(Cell& cell);

  void sealIdle();

  /// Too much waits: the fullest cells are written now, whatever may still come for them.
  void spill();

  void seal(Cell& cell);

  /// Stores what is encoded; with `all`, waits until everything is.
  void collect(bool all);

  void collectFirst();

  static BucketInfo joined(BucketInfo a, const BucketInfo& b) {
    a.range.include(b.range.begin);
    a.range.include(b.range.end);
    a.count += b.count;
    a.tracks = std::max(a.tracks, b.tracks);
    a.histogram.clear();  // of other parts; made again when the bucket is put together
    return a;
  }

  /// Tells the tracks of rows that are now in chunks.
  bool sealExtents(const std::vector<Row>& rows);

  /// Puts a bucket's chunks and some more rows together into new chunks, and drops its tail.
  bool rewrite(std::uint32_t id, const std::vector<Row>& added);

  std::vector<SourceHistogram> lanesOf(std::span<const Row> rows, TimeRange range) const;
  bool saveTrackBlocks();
  bool saveTimeline();

  std::string m_path;
  std::unique_ptr<WriterLock> m_lock;
  Database m_db;
  BucketWriter m_buckets;
  TrackWriter m_tracks;
  Statement m_tail;
  Statement m_setMeta;
  Statement m_addSource;
  Statement m_addRaw;
  Statement m_addVideo;

  TrackBook m_book;
  std::vector<SealedTrack> m_sealed;
  CellGrid<Cell> m_grid;
  BucketMaker m_maker;
  std::map<std::string, std::string> m_meta;
  std::deque<JobOfCell> m_jobs;
  std::unordered_set<std::uint32_t> m_late;
  std::unordered_set<const Cell*> m_mixedTails;  ///< cells whose tail holds rows of another
  std::unordered_set<TrackId> m_unsavedTracks;
  std::unordered_set<std::string> m_unsavedMeta;
  RawBook m_rawBook;
  std::vector<RawBlock> m_rawBlocks;  ///< not yet in the file
  VideoBook m_videoBook;
  std::vector<VideoBlock> m_videoBlocks;  ///< not yet in the file
  std::size_t m_savedSources = 0;
  std::uint64_t m_count = 0;
  std::size_t m_waiting = 0;
  std::int64_t m_nextSeq = 1;
  std::uint64_t m_version = 0;
  const std::uint64_t m_growth = nextGrowth();  ///< of all views of it
  std::vector<std::function<void()>> m_undo;    ///< of the open transaction, in order
  std::vector<AttributeChange> m_unsavedChanges;
  bool m_finished = false;
  std::optional<Error> m_failure;
  StoreViewPtr m_snapshot;
  std::shared_ptr<ChunkReader> m_reader;
};

}  // namespace sorami::recording
