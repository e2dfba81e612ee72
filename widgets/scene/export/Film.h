// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "widgets/scene/export/Export.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <functional>
#include <stop_token>

namespace sorami {

/// Draws frames one after the other as renderImage() does, to the pixel, but keeps what stands still between
/// them. One thread at a time.
class FrameRenderer {
 public:
  explicit FrameRenderer(const Layers& layers) : m_layers(layers) {}
  QImage render(const FramePtr& frame);

 private:
  const Layers& m_layers;
  std::uint64_t m_key = 0;
  QImage m_base;
  QImage m_image;  ///< the last one: its memory is used again once nobody else holds it
};

enum class FilmKind : std::uint8_t { Mp4, WebM, Images };

/// What a film's name asks for: `.mp4`, `.webm`, or `.png` for numbered pictures (`talk.png` makes
/// `talk-00001.png` and so on). An Error that lists them for any other name.
Result<FilmKind> filmKindOf(const QString& path);
/// The ffmpeg program, found on the search path; empty when it is not installed.
QString findFfmpeg();

struct FilmSpec {
  QString path;
  int fps = 30;
  int frames = 0;
  QString title;    ///< in the film's metadata
  QString marking;  ///< the same
};

/// What ffmpeg is told: raw pictures as toYuv420() makes them come in, a film of that kind goes to `out`.
QStringList filmEncoderArguments(const FilmSpec& spec, FilmKind kind, QSize size, const QString& out);

/// Makes frame `index`, counted from 0; null ends the film there. Any thread.
using FrameAt = std::function<FramePtr(int index)>;
using FilmProgress = std::function<void(int done, int total)>;

/// Writes a film frame by frame, each as the screen shows it. All frames must be of one size; an encoder
/// wants even sizes, so an odd row or column is left out there. The file appears whole or not at all;
/// numbered pictures that were written before an error or a stop are taken away again. For a worker thread.
/// Errors: no encoder, the encoder's own words, a full disk, a stop.
Status writeFilm(const FilmSpec& spec, const FrameAt& frameAt, const Layers& layers,
                 const FilmProgress& progress = {}, std::stop_token stop = {});

}  // namespace sorami
