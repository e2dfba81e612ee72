// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/Import.h"

#include "data/core/Translate.h"
#include "data/ingest/CopyRecording.h"
#include "data/ingest/FileSink.h"
#include "data/ingest/Input.h"
#include "data/ingest/capture/Capture.h"
#include "data/ingest/capture/StreamSink.h"
#include "data/ingest/decoders/csv/CsvDecoder.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <set>
#include <sys/stat.h>
#include <tuple>

namespace sorami {
namespace {

constexpr std::size_t kReadBlock = 256 * 1024;
/// Payloads of one flow looked at before its format is decided.
constexpr std::size_t kVotePayloads = 32;
constexpr std::size_t kVoteBytes = 32 * 1024;
/// A format whose probe is so sure of what came first needs no vote: what waits is decoded late, and records
/// lean on those of other flows, for their time or their sensor's place.
constexpr int kSureAtOnce = 85;
/// So much junk in front of a recording is passed over.
constexpr std::size_t kJunkTried = 16;

/// Takes samples and keeps nothing: what `info` reads into.
class NullSink final : public SampleSink {
 public:
  std::uint16_t addSource(const SourceKey& key) override {
    const auto found = std::find(m_sources.begin(), m_sources.end(), key);
    if (found != m_sources.end()) return static_cast<std::uint16_t>(found - m_sources.begin());
    m_sources.push_back(key);
    return static_cast<std::uint16_t>(m_sources.size() - 1);
  }
  TrackId addTrack(const TrackInfo&) override { return m_tracks++; }
  void setTrack(TrackId, const TrackInfo&) override {}
  void append(TrackId, const Sample&) override {}
  void setMeta(const std::string&, const std::string&) override {}
  Status commit() override { return {}; }
  StoreViewPtr snapshot() override { return nullptr; }
  Result<StoreViewPtr> finish() override { return StoreViewPtr(); }

 private:
  std::vector<SourceKey> m_sources;
  TrackId m_tracks = 0;
};

class Importer {
 public:
  Importer(const ImportOptions& options, SampleSink& sink, const ProgressFn& progress, std::stop_token stop)
      : m_options(options),
        m_forced(options.format.empty() ? nullptr : findFormat(options.format)),
        m_sink(sink),
        m_recorder(sink, options.recorder),
        m_inputs(sink),
        m_progressFn(progress),
        m_stop(std::move(stop)) {}

  ImportReport run(const std::vector<std::string>& files);

 private:
  void readFile(const std::string& path);
  void readStream(InputStream input);
  void keepRaw(InputStream& input);
  void readPlain(InputStream& input, const Format& format, std::size_t junk, FileSink& sink);
  void readCaptureFile(InputStream& input, FileSink& sink);
  std::unique_ptr<Decoder> makeDecoder(const Format& format) const;
  void closeDecoder(Decoder& decoder, FileReport& file, DecodeSink& sink);
  void progress(std::uint64_t inFile, bool force);
  /// An Error that belongs to no stream: its own entry when the file has none yet.
  void addFailure(const std::string& path, const Error& error);

  const ImportOptions& m_options;
  const Format* m_forced;
  SampleSink& m_sink;
  Recorder m_recorder;
  RawInputMerge m_inputs;
  FileSink::Owners m_owners;
  const ProgressFn& m_progressFn;
  std::stop_token m_stop;
  ImportReport m_report;
  ImportProgress m_progress;
  std::uint64_t m_doneBytes = 0;
  std::uint64_t m_nextProgress = 0;
};

std::string knownFormats() {
  std::string text;
  for (const Format& format : formats()) {
    if (!text.empty()) text += ", ";
    text += format.id;
  }
  return text;
}

/// The first bytes as hexadecimal text, so that a person can tell what the file is.
std::string hexOf(std::span<const std::byte> head) {
  std::string text;
  for (const std::byte b : head.first(std::min<std::size_t>(head.size(), 8))) {
    char digits[4];
    std::snprintf(digits, sizeof digits, "%02x ", std::to_integer<unsigned>(b));
    text += digits;
  }
  if (!text.empty()) text.pop_back();
  return text;
}

Diagnostic junkInFront(std::size_t octets) {
  return {0, "", "", std::to_string(octets) + " octets stand in front of the recording: passed over"};
}

/// A format that begins a little behind the start, and where.
const Format* sniffBehindJunk(std::span<const std::byte> head, std::size_t& junk) {
  for (junk = 1; junk <= kJunkTried && junk < head.size(); ++junk) {
    const Format* const format = sniff(head.subspan(junk));
    if (format != nullptr && format->id != "csv") return format;
  }
  if (const auto begin = tableBehindJunk(head)) {
    junk = *begin;
    return &kCsvFormat;
  }
  return nullptr;
}

std::string hoursText(Micros span) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2g h", static_cast<double>(span) / static_cast<double>(kHour));
  return text;
}

/// What an event time without zone leaves open is said, never guessed.
void addClockNotes(const ImportOptions& options, FileReport& file) {
  if (file.updates == 0 || !file.time.isValid() || options.decode.clockOffset != 0) return;
  if (file.format == "sbs") {
    file.notes.push_back(
        "the lines do not tell their clock's zone: read as UTC; give the clock offset (--clock-offset) if "
        "the "
        "recorder's clock was local");
  }
  struct stat info {};
  if (::stat(file.path.c_str(), &info) != 0) return;
  const UtcTime written = UtcTime::fromSeconds(static_cast<double>(info.st_mtime));
  if (file.time.end > written + 15 * kMinute) {
    file.notes.push_back("the last position is " + hoursText(file.time.end - written) +
                         " later than the file was written: was the recorder's clock local?");
  }
}

void Importer::progress(std::uint64_t inFile, bool force) {
  if (!m_progressFn) return;
  m_progress.bytesRead = m_doneBytes + inFile;
  if (!force && m_progress.bytesRead < m_nextProgress) return;
  m_nextProgress = m_progress.bytesRead + (std::uint64_t{1} << 20);
  m_progressFn(m_progress);
}

void Importer::addFailure(const std::string& path, const Error& error) {
  const bool same = !m_report.files.empty() && m_report.files.back().path.substr(0, path.size()) == path;
  if (!same) {
    m_report.files.emplace_back();
    m_report.files.back().path = path;
  }
  FileReport& file = m_report.files.back();
  std::string reason = error.what;
  if (!error.where.empty() && error.where != path) reason += " (" + error.where + ")";
  if (!error.hint.empty()) reason += ": " + error.hint;
  ++file.errorCount;
  file.errors.push_back({0, "", "", reason});
}

std::unique_ptr<Decoder> Importer::makeDecoder(const Format& format) const {
  std::unique_ptr<Decoder> decoder = format.make(m_options.decode);
  if (m_options.onDecoderMade) m_options.onDecoderMade(*decoder);
  return decoder;
}

void Importer::closeDecoder(Decoder& decoder, FileReport& file, DecodeSink& sink) {
  decoder.finish(sink);
  for (const auto& edition : decoder.editions()) {
    if (std::find(file.editions.begin(), file.editions.end(), edition) == file.editions.end()) {
      file.editions.push_back(edition);
    }
  }
  if (!decoder.isDateKnown() && file.updates > 0) {
    file.notes.push_back(
        "only times of day are there: days are counted from 1970-01-01; tell the first day (--date)");
  }
  for (std::string& note : decoder.notes()) file.notes.push_back(std::move(note));
  if (m_options.onDecoder) m_options.onDecoder(file.path, decoder);
}

void Importer::readPlain(InputStream& input, const Format& format, std::size_t junk, FileSink& sink) {
  FileReport& file = m_report.files.back();
  const std::unique_ptr<Decoder> decoder = makeDecoder(format);
  std::vector<std::byte> chunk(kReadBlock);
  std::uint64_t offset = 0;
  while (!m_stop.stop_requested()) {
    auto n = input.stream->read(chunk);
    if (!n) {
      sink.diagnostic(
          {offset, "", "", n.error().what + (n.error().where.empty() ? "" : " (" + n.error().where + ")")});
      break;
    }
    if (*n == 0) break;
    const std::size_t passed = std::min(junk, *n);
    junk -= passed;
    decoder->decode(std::span(chunk).first(*n).subspan(passed), offset + passed, UtcTime(), sink);
    offset += *n;
    progress(input.stream->fileOffset(), false);
  }
  closeDecoder(*decoder, file, sink);
}

void Importer::readCaptureFile(InputStream& input, FileSink& sink) {
  struct Payload {
    std::vector<std::byte> bytes;
    std::uint64_t offset;
    UtcTime received;
  };
  struct Flow {
    bool decided = false;
    const Format* format = nullptr;
    std::vector<Payload> waiting;
    std::size_t waitingBytes = 0;
  };
  struct Channel {
    std::unique_ptr<Decoder> decoder;
    std::unique_ptr<StreamSink> stream;  ///< of a TCP stream; null for datagrams
  };
  FileReport& file = m_report.files.back();
  // By destination, or by TCP stream.
  std::map<std::tuple<std::uint32_t, std::uint16_t, std::uint32_t>, Flow> flows;
  // One decoder a format, for all its datagrams: ASTERIX 001 takes its time from 002, which may have its own
  // port. A TCP stream has its own, for what begins in one segment ends in the next.
  std::map<std::pair<std::string_view, std::uint32_t>, Channel> channels;
  std::uint64_t unknown = 0;
  std::uint64_t cutOff = 0;

  std::set<std::string_view> named;
  const auto channelOf = [&](const Format& format, std::uint32_t tcpStream) -> Channel& {
    Channel& channel = channels[{format.id, tcpStream}];
    if (channel.decoder) return channel;
    channel.decoder = makeDecoder(format);
    if (tcpStream != 0) channel.stream = std::make_unique<StreamSink>(sink);
    if (named.insert(format.id).second) {
      if (!file.format.empty()) file.format += "+";
      file.format += format.id;
    }
    return channel;
  };
  const auto feed = [&](Flow& flow, std::uint32_t tcpStream, std::span<const std::byte> bytes,
                        std::uint64_t offset, UtcTime received) {
    if (flow.format == nullptr) {
      ++unknown;
      return;
    }
    Channel& channel = channelOf(*flow.format, tcpStream);
    if (channel.stream) {
      channel.decoder->decode(bytes, channel.stream->append(offset, bytes.size()), received, *channel.stream);
    } else {
      channel.decoder->decode(bytes, offset, received, sink);
    }
  };
  /// `isLast`: no more than waits will come before it.
  const auto decide = [&](Flow& flow, std::uint32_t tcpStream, bool isLast) {
    std::vector<std::byte> head;
    for (const Payload& payload : flow.waiting)
      head.insert(head.end(), payload.bytes.begin(), payload.bytes.end());
    head.resize(std::min(head.size(), kSniffLength));
    const Format* const found = m_forced != nullptr ? m_forced : sniff(head);
    const bool isSure = found != nullptr && (found == m_forced || found->probe(head) >= kSureAtOnce);
    if (!isLast && !isSure) return;
    flow.decided = true;
    flow.format = found;
    for (const Payload& payload : flow.waiting) {
      feed(flow, tcpStream, payload.bytes, payload.offset, payload.received);
    }
    flow.waiting.clear();
    flow.waiting.shrink_to_fit();
  };

  CaptureStats stats;
  ByteStream* const stream = input.stream.get();
  const auto onPayload = [&](const CapturedPayload& payload) {
    if (m_stop.stop_requested()) return false;
    if (payload.cutOff) ++cutOff;
    Flow& flow = flows[{payload.destination, payload.port, payload.stream}];
    if (flow.decided) {
      feed(flow, payload.stream, payload.bytes, payload.offset, payload.received);
    } else {
      flow.waiting.push_back(
          {{payload.bytes.begin(), payload.bytes.end()}, payload.offset, payload.received});
      flow.waitingBytes += payload.bytes.size();
      decide(flow, payload.stream, flow.waiting.size() >= kVotePayloads || flow.waitingBytes >= kVoteBytes);
    }
    progress(stream->fileOffset(), false);
    return true;
  };
  const auto onFault = [&](std::uint64_t offset, const std::string& reason) {
    sink.diagnostic({offset, "capture", "", reason});
  };
  const Status status = readCapture(std::move(input.stream), stats, onPayload, onFault);
  for (auto& [key, flow] : flows) {
    if (!flow.decided) decide(flow, std::get<2>(key), true);
  }
  for (auto& [key, channel] : channels) {
    closeDecoder(*channel.decoder, file, channel.stream ? static_cast<DecodeSink&>(*channel.stream) : sink);
  }
  file.records["packet"] += stats.packets;
  if (unknown > 0) sink.dropped("payload of no known format", unknown);
  if (stats.notUdp > 0) sink.dropped("packet that is neither UDP nor TCP", stats.notUdp);
  if (stats.lostFragments > 0) sink.dropped("fragment of an incomplete datagram", stats.lostFragments);
  if (stats.lostOctets > 0) sink.dropped("octet of a TCP stream that was not captured", stats.lostOctets);
  if (stats.wrongChecksums > 0)
    file.notes.push_back("the checksums of " + std::to_string(stats.wrongChecksums) +
                         " datagrams are wrong: they were captured where they were sent, or are damaged");
  if (cutOff > 0)
    file.notes.push_back(std::to_string(cutOff) + " packets were cut off by the capture program");
  if (!status) sink.diagnostic({0, "capture", "", status.error().what + " (" + status.error().where + ")"});
  if (channels.empty()) {
    file.format = "capture";
    sink.diagnostic(
        {0, "capture", "",
         "no payload of a known format was found in " + std::to_string(stats.packets) + " packets"});
  }
}

/// Lets what is recorded point at this stream, and keeps its octets where the user wants that.
void Importer::keepRaw(InputStream& input) {
  m_recorder.setInput({});
  if (m_options.raw == RawKeeping::None || isRecording(input.head)) return;
  std::error_code ignored;
  const std::string path = std::filesystem::absolute(input.name, ignored).string();
  const bool isEmbedded = m_options.raw == RawKeeping::Embedded;
  const auto index = m_inputs.add({path, isEmbedded});
  m_recorder.setInput(index);
  if (!index || !isEmbedded || !input.stream) return;
  input.stream =
      makeWatchedStream(std::move(input.stream),
                        [this, index = *index](std::uint64_t offset, std::span<const std::byte> bytes) {
                          m_sink.addRaw(index, offset, bytes);
                        });
}

void Importer::readStream(InputStream input) {
  m_report.files.emplace_back();
  FileReport& file = m_report.files.back();
  file.path = input.name;
  FileSink sink(m_recorder, file, m_options, m_owners);
  keepRaw(input);
  if (input.junk > 0) sink.diagnostic(junkInFront(input.junk));
  if (input.head.empty()) {
    sink.diagnostic({0, "", "",
                     input.headError ? input.headError->what + " (" + input.headError->where + ")"
                                     : "the file is empty"});
  } else if (isRecording(input.head)) {
    const Status status = copyRecording(input.name, m_sink, m_inputs, file, m_stop);
    if (!status) sink.diagnostic({0, "recording", "", status.error().what});
    return;
  } else if (isCapture(input.head)) {
    readCaptureFile(input, sink);
  } else if (const Format* format = m_forced != nullptr ? m_forced : sniff(input.head)) {
    file.format = format->id;
    readPlain(input, *format, 0, sink);
  } else if (std::size_t junk = 0; (format = sniffBehindJunk(input.head, junk)) != nullptr) {
    file.format = format->id;
    sink.diagnostic(junkInFront(junk));
    readPlain(input, *format, junk, sink);
  } else {
    sink.diagnostic({0, "", "",
                     "no known format (" + knownFormats() +
                         " or a capture of these was expected); it begins with " + hexOf(input.head)});
  }
  sink.finish();
  addClockNotes(m_options, file);
}

void Importer::readFile(const std::string& path) {
  const std::size_t before = m_report.files.size();
  const Status status = openInput(path, [&](InputStream input) {
    readStream(std::move(input));
    return !m_stop.stop_requested();
  });
  // Archives hold pictures and texts beside a recording (a KMZ its icons): they are named, not taken for
  // faults.
  const auto isRead = [](const FileReport& file) { return !file.format.empty(); };
  const auto begin = m_report.files.begin() + static_cast<std::ptrdiff_t>(before);
  const auto recording = std::find_if(begin, m_report.files.end(), isRead);
  if (recording != m_report.files.end() && m_report.files.size() - before > 1) {
    std::string others;
    for (auto file = begin; file != m_report.files.end(); ++file) {
      if (!isRead(*file))
        others +=
            (others.empty() ? "" : ", ") + file->path.substr(std::min(path.size() + 1, file->path.size()));
    }
    if (!others.empty()) recording->notes.push_back("no recordings, left out: " + others);
    m_report.files.erase(
        std::remove_if(begin, m_report.files.end(), [&](const FileReport& file) { return !isRead(file); }),
        m_report.files.end());
  }
  if (!status) addFailure(path, status.error());
}

ImportReport Importer::run(const std::vector<std::string>& files) {
  m_progress.fileCount = files.size();
  for (const std::string& path : files) {
    if (auto size = fileSize(path)) m_progress.bytesTotal += *size;
  }
  for (const std::string& path : files) {
    if (m_stop.stop_requested()) break;
    m_progress.path = path;
    progress(0, true);
    readFile(path);
    if (auto size = fileSize(path)) m_doneBytes += *size;
    ++m_progress.fileIndex;
  }
  m_inputs.finish();
  progress(0, true);
  m_report.cancelled = m_stop.stop_requested();
  return std::move(m_report);
}

}  // namespace

bool ImportReport::ok() const {
  return !cancelled &&
         std::all_of(files.begin(), files.end(), [](const FileReport& file) { return file.ok(); });
}

Result<ImportReport> importFiles(const std::vector<std::string>& paths, const ImportOptions& options,
                                 SampleSink& sink, const ProgressFn& progress, std::stop_token stop) {
  if (!options.format.empty() && findFormat(options.format) == nullptr) {
    return Error{tr("there is no format '%1'").arg(QString::fromStdString(options.format)).toStdString(), "",
                 tr("known: %1").arg(QString::fromStdString(knownFormats())).toStdString()};
  }
  const std::vector<std::string> files = expandPaths(paths);
  if (files.empty())
    return Error{tr("there is no file to read").toStdString(), paths.empty() ? "" : paths.front(), ""};
  ImportOptions complete = options;
  if (options.sources) {
    // What the user says of these files goes before the table.
    complete.decode.editions = options.sources->editions();
    complete.decode.editions.insert(complete.decode.editions.end(), options.decode.editions.begin(),
                                    options.decode.editions.end());
  }
  if (!complete.recorder.now.isValid()) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    complete.recorder.now.us = std::chrono::duration_cast<std::chrono::microseconds>(now).count();
  }
  return Importer(complete, sink, progress, std::move(stop)).run(files);
}

Result<ImportReport> inspectFiles(const std::vector<std::string>& paths, const ImportOptions& options,
                                  const ProgressFn& progress, std::stop_token stop) {
  NullSink sink;
  return importFiles(paths, options, sink, progress, std::move(stop));
}

}  // namespace sorami
