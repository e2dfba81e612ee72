// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/export/Film.h"

#include "widgets/scene/PixelCanvas.h"
#include "widgets/scene/export/ExportParts.h"
#include "widgets/scene/export/FilmPixels.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSaveFile>
#include <QStandardPaths>

#include <chrono>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <filesystem>
#include <mutex>
#include <system_error>
#include <thread>

#if defined(Q_OS_LINUX)
#include <fcntl.h>
#include <unistd.h>
#endif

namespace sorami {
namespace {

constexpr int kStartMs = 10'000;
constexpr int kWriteMs = 30'000;
constexpr int kFinishMs = 120'000;
/// Of Qt's scale, which for PNG is how hard it is compressed: as little as there is, which writes four times
/// as many pictures a second as the usual and loses nothing.
constexpr int kPngQuality = 89;
constexpr int kSliceMs = 100;  // a stop is seen at least so often
/// Pictures that may wait for the encoder, so that neither waits for the other.
constexpr std::size_t kAhead = 4;
/// What the pipe to the encoder holds, where the system lets it: with the usual 64 KiB both ends wake some
/// fifty times for each picture.
constexpr int kPipeBytes = 1 << 20;

Error filmStopped(const QString& path) {
  return {"the film was stopped", path.toStdString(), ""};
}

FramePtr wholeFrame(const FramePtr& frame) {
  if (!frame || !frame->interactive) return frame;
  auto whole = std::make_shared<Frame>(*frame);
  whole->interactive = false;
  whole->quality = {};
  return whole;
}

Status writeImages(const FilmSpec& spec, const FrameAt& frameAt, FrameRenderer& renderer,
                   const FilmProgress& progress, const std::stop_token& stop) {
  const QFileInfo info(spec.path);
  const QString stem = info.dir().filePath(info.completeBaseName());
  QStringList written;
  const auto undo = [&](Error error) -> Status {
    for (const QString& each : written) QFile::remove(each);
    return error;
  };
  for (int i = 0; i < spec.frames; ++i) {
    if (stop.stop_requested()) return undo(filmStopped(spec.path));
    const FramePtr frame = wholeFrame(frameAt(i));
    if (!frame) break;
    QImage image = renderer.render(frame);
    if (image.isNull()) return undo({"there is not enough memory for a picture of this size", "", ""});
    if (!frame->marking.empty())
      image.setText(QStringLiteral("Marking"), QString::fromStdString(frame->marking));
    if (!spec.title.isEmpty()) image.setText(QStringLiteral("Title"), spec.title);
    const QString path = QStringLiteral("%1-%2.png").arg(stem).arg(i + 1, 5, 10, QLatin1Char('0'));
    // In memory first: Qt's PNG writer leaks where it cannot write on.
    QBuffer png;
    if (!png.open(QIODevice::WriteOnly) || !image.save(&png, "png", kPngQuality))
      return undo({"there is not enough memory for a picture of this size", "", ""});
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(png.data()) != png.size() || !file.commit()) {
      return undo({"a picture of the film cannot be written: " +
                       whyNotWritten(path, file.errorString()).toStdString(),
                   path.toStdString(), "check that the folder exists and that the disk has room"});
    }
    written << path;
    if (progress) progress(i + 1, spec.frames);
  }
  return Status{};
}

/// Pictures on their way from who draws them to who writes them.
class Drawn {
 public:
  /// Waits for room. False when it is over.
  bool put(QByteArray picture, const std::stop_token& over) {
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait(lock, over, [this] { return m_pictures.size() < kAhead; })) return false;
    m_pictures.push_back(std::move(picture));
    m_changed.notify_all();
    return true;
  }
  /// There is no more, for a reason when it is an error.
  void close(Status why = Status{}) {
    const std::scoped_lock lock(m_mutex);
    m_isClosed = true;
    m_why = std::move(why);
    m_changed.notify_all();
  }
  /// The next picture; an empty one after the last. False when none came for a moment.
  bool take(QByteArray& picture) {
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait_for(lock, std::chrono::milliseconds(kSliceMs),
                            [this] { return m_isClosed || !m_pictures.empty(); })) {
      return false;
    }
    picture.clear();
    if (m_pictures.empty()) return true;
    picture = std::move(m_pictures.front());
    m_pictures.pop_front();
    m_changed.notify_all();
    return true;
  }
  Status why() const {
    const std::scoped_lock lock(m_mutex);
    return m_why;
  }

 private:
  mutable std::mutex m_mutex;
  std::condition_variable_any m_changed;
  std::deque<QByteArray> m_pictures;
  bool m_isClosed = false;
  Status m_why;
};

/// Whether the encoder has written something to its error channel.
bool hasSaid(QProcess& encoder) {
  encoder.setReadChannel(QProcess::StandardError);
  return encoder.bytesAvailable() > 0;
}

Status encode(const FilmSpec& spec, FilmKind kind, const FrameAt& frameAt, FrameRenderer& renderer,
              const FilmProgress& progress, const std::stop_token& stop) {
  const QString program = findFfmpeg();
  if (program.isEmpty()) {
    return Error{"there is no ffmpeg program, which makes MP4 and WebM films", spec.path.toStdString(),
                 "install ffmpeg, or end the name in .png for numbered pictures"};
  }
  const FramePtr first = wholeFrame(spec.frames > 0 ? frameAt(0) : nullptr);
  if (!first) return Error{"the film has no pictures", spec.path.toStdString(), "choose a longer span"};
  const QSize size(first->view.size.width() & ~1, first->view.size.height() & ~1);
  // The name keeps its ending: the encoder goes by it.
  const QFileInfo info(spec.path);
  const QString partial = info.dir().filePath(QStringLiteral(".") + info.completeBaseName() +
                                              QStringLiteral(".part.") + info.suffix());
  QProcess encoder;
  encoder.setProcessChannelMode(QProcess::SeparateChannels);
#if defined(Q_OS_LINUX)
  encoder.setChildProcessModifier([] { (void)::fcntl(STDIN_FILENO, F_SETPIPE_SZ, kPipeBytes); });
#endif
  encoder.start(program, filmEncoderArguments(spec, kind, size, partial));
  const auto end = [&](Error error) -> Status {
    encoder.kill();
    encoder.waitForFinished(kStartMs);
    QFile::remove(partial);
    return error;
  };
  const auto failed = [&]() -> Status {
    encoder.waitForFinished(kStartMs);
    QString said = QString::fromLocal8Bit(encoder.readAllStandardError()).trimmed();
    if (said.size() > 600) said = said.right(600);
    return end({"the encoder gave up" + (said.isEmpty() ? std::string() : ": " + said.toStdString()),
                spec.path.toStdString(), "check that the folder exists and that the disk has room"});
  };
  if (!encoder.waitForStarted(kStartMs)) {
    return end({"ffmpeg does not start: " + encoder.errorString().toStdString(), program.toStdString(), ""});
  }
  // One thread draws, this one writes: what the pipe takes is little, and the encoder must never wait for a
  // picture that could have been drawn meanwhile.
  Drawn drawn;
  std::jthread painter([&](const std::stop_token& over) {
    for (int i = 0; i < spec.frames && !over.stop_requested(); ++i) {
      const FramePtr frame = i == 0 ? first : wholeFrame(frameAt(i));
      if (!frame) break;
      const QImage image = renderer.render(frame);
      if (image.isNull()) {
        drawn.close(Error{"there is not enough memory for a picture of this size", "", ""});
        return;
      }
      if (image.width() < size.width() || image.height() < size.height()) {
        drawn.close(Error{"the film's pictures are not of one size", spec.path.toStdString(), ""});
        return;
      }
      if (!drawn.put(toYuv420(image, size), over)) return;
    }
    drawn.close();
  });
  for (int i = 0;; ++i) {
    QByteArray picture;
    while (!drawn.take(picture)) {
      if (stop.stop_requested()) return end(filmStopped(spec.path));
    }
    if (picture.isEmpty()) break;
    if (encoder.write(picture) < 0) return failed();
    int waited = 0;
    while (encoder.bytesToWrite() > 0) {
      if (stop.stop_requested()) return end(filmStopped(spec.path));
      const qint64 before = encoder.bytesToWrite();
      if (encoder.waitForBytesWritten(kSliceMs) || encoder.bytesToWrite() < before) {
        waited = 0;
      } else if (encoder.state() != QProcess::Running || (waited += kSliceMs) > kWriteMs) {
        return failed();
      }
    }
    if (encoder.state() != QProcess::Running) return failed();
    if (progress) progress(i + 1, spec.frames);
  }
  if (const Status why = drawn.why(); !why) return end(why.error());
  encoder.closeWriteChannel();
  // It speaks of errors only, and ends well although the last of a film did not go onto a full disk.
  if (!encoder.waitForFinished(kFinishMs) || encoder.exitStatus() != QProcess::NormalExit ||
      encoder.exitCode() != 0 || hasSaid(encoder)) {
    return failed();
  }
  // What was there before goes only when the new film is whole.
  std::error_code problem;
  std::filesystem::rename(partial.toStdString(), spec.path.toStdString(), problem);
  if (problem) {
    QFile::remove(partial);
    return Error{"the film cannot be put in its place", spec.path.toStdString(), "check the folder's rights"};
  }
  return Status{};
}

}  // namespace

QImage FrameRenderer::render(const FramePtr& frame) {
  const FramePtr whole = wholeFrame(frame);
  const std::uint64_t key = Compositor::staticKey(whole, m_layers);
  if (key != m_key || m_base.size() != whole->view.size) {
    m_base = QImage(whole->view.size, QImage::Format_RGB32);
    if (m_base.isNull()) return m_base;
    PixelCanvas canvas(m_base, whole->view.pixelRatio);
    Compositor::renderStatic(whole, m_layers, canvas);
    m_key = key;
  }
  if (m_image.size() != m_base.size() || !m_image.isDetached()) {
    m_image = QImage(m_base.size(), QImage::Format_RGB32);
    if (m_image.isNull()) return m_image;
  }
  std::memcpy(m_image.bits(), m_base.constBits(), static_cast<std::size_t>(m_base.sizeInBytes()));
  PixelCanvas canvas(m_image, whole->view.pixelRatio);
  Compositor::renderDynamic(whole, m_layers, canvas);
  return m_image;
}

Result<FilmKind> filmKindOf(const QString& path) {
  const QString suffix = QFileInfo(path).suffix().toLower();
  if (suffix == QLatin1String("mp4") || suffix == QLatin1String("m4v")) return FilmKind::Mp4;
  if (suffix == QLatin1String("webm")) return FilmKind::WebM;
  if (suffix == QLatin1String("png")) return FilmKind::Images;
  return Error{"the film's name does not say which format is meant", path.toStdString(),
               "end it in .mp4, .webm, or .png for numbered pictures"};
}

QStringList filmEncoderArguments(const FilmSpec& spec, FilmKind kind, QSize size, const QString& out) {
  const QStringList colours{QStringLiteral("-color_range"),     QStringLiteral("tv"),
                            QStringLiteral("-colorspace"),      QStringLiteral("bt709"),
                            QStringLiteral("-color_primaries"), QStringLiteral("bt709"),
                            QStringLiteral("-color_trc"),       QStringLiteral("bt709")};
  QStringList a{QStringLiteral("-hide_banner"),
                QStringLiteral("-loglevel"),
                QStringLiteral("error"),
                QStringLiteral("-xerror"),
                QStringLiteral("-y"),
                QStringLiteral("-f"),
                QStringLiteral("rawvideo"),
                QStringLiteral("-pix_fmt"),
                QStringLiteral("yuv420p"),
                QStringLiteral("-video_size"),
                QStringLiteral("%1x%2").arg(size.width()).arg(size.height()),
                QStringLiteral("-framerate"),
                QString::number(spec.fps),
                QStringLiteral("-i"),
                QStringLiteral("-"),
                QStringLiteral("-an")};
  if (kind == FilmKind::Mp4) {
    a << QStringLiteral("-c:v") << QStringLiteral("libx264") << QStringLiteral("-preset")
      << QStringLiteral("veryfast") << QStringLiteral("-crf") << QStringLiteral("18")
      << QStringLiteral("-movflags") << QStringLiteral("+faststart");
  } else {
    a << QStringLiteral("-c:v") << QStringLiteral("libvpx-vp9") << QStringLiteral("-crf")
      << QStringLiteral("28") << QStringLiteral("-b:v") << QStringLiteral("0") << QStringLiteral("-row-mt")
      << QStringLiteral("1") << QStringLiteral("-deadline") << QStringLiteral("realtime")
      << QStringLiteral("-cpu-used") << QStringLiteral("6");
  }
  // Players everywhere take this, and only even sizes; said what it is, or they guess.
  a << QStringLiteral("-pix_fmt") << QStringLiteral("yuv420p") << colours;
  if (!spec.title.isEmpty()) a << QStringLiteral("-metadata") << QStringLiteral("title=") + spec.title;
  if (!spec.marking.isEmpty()) {
    a << QStringLiteral("-metadata") << QStringLiteral("comment=") + spec.marking;
    a << QStringLiteral("-metadata") << QStringLiteral("copyright=") + spec.marking;
  }
  return a << out;
}

QString findFfmpeg() {
  return QStandardPaths::findExecutable(QStringLiteral("ffmpeg"));
}

Status writeFilm(const FilmSpec& spec, const FrameAt& frameAt, const Layers& layers,
                 const FilmProgress& progress, std::stop_token stop) {
  const Result<FilmKind> kind = filmKindOf(spec.path);
  if (!kind) return kind.error();
  if (!QFileInfo(spec.path).dir().exists()) {
    return Error{"the folder for the film is not there", spec.path.toStdString(), "make it first"};
  }
  FrameRenderer renderer(layers);
  if (*kind == FilmKind::Images) return writeImages(spec, frameAt, renderer, progress, stop);
  return encode(spec, *kind, frameAt, renderer, progress, stop);
}

}  // namespace sorami
