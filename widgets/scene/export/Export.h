// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Result.h"
#include "widgets/scene/Compositor.h"

#include <QByteArray>
#include <QImage>
#include <QString>

#include <memory>
#include <vector>

namespace sorami {

enum class PictureFormat : std::uint8_t { Png, Svg, Pdf };

/// The format a file's name asks for; an Error that lists the formats for any other name.
Result<PictureFormat> pictureFormatOf(const QString& path);

using Layers = std::vector<std::unique_ptr<Layer>>;

/// The frame as pixels, sharp and whole: what the screen shows, and each image of a film.
QImage renderImage(const FramePtr& frame, const Layers& layers);

/// The frame as a file's bytes. Every format carries the marking banner in the picture and in its metadata.
/// Nothing is left out for speed, whatever the frame says: symbols and buckets are waited for. Text stays
/// text and symbols stay vectors in SVG and PDF; a page is as large as the view at 96 px an inch.
Result<QByteArray> exportPicture(const FramePtr& frame, const Layers& layers, PictureFormat format);

/// The same into a file, whole or not at all. The Error names the file and why.
Status exportPicture(const FramePtr& frame, const Layers& layers, const QString& path);

}  // namespace sorami
