// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/BandPool.h"
#include "widgets/scene/Frame.h"
#include "widgets/scene/PixelCanvas.h"
#include "widgets/scene/Theme.h"
#include "widgets/scene/layers/TrackPicture.h"
#include "widgets/scene/layers/TracksLayer.h"

#include <QImage>

#include <algorithm>
#include <chrono>
#include <memory>

namespace sorami::bench {

/// Pictures of tracks as the compositor makes them: in bands on two threads, on a ground that is there.
class TrackFrames {
 public:
  explicit TrackFrames(std::shared_ptr<const Frame> base)
      : m_base(std::move(base)), m_image(m_base->view.size, QImage::Format_RGB32) {
    m_image.fill(m_base->theme->sea);
    m_ground = m_image.copy();
  }

  /// Another recording, or what has come to it since.
  void setStore(StoreViewPtr store) {
    auto next = std::make_shared<Frame>(*m_base);
    next->store = std::move(store);
    m_base = std::move(next);
  }
  /// Whether all that the picture at `t` shows is decoded.
  bool has(UtcTime t) {
    Frame frame = *m_base;
    frame.time = t;
    return m_layer.cache()->tracksAt(TrackPainter::requestOf(frame), std::chrono::milliseconds(0)).complete;
  }
  void draw(UtcTime t, const DrawQuality& quality = {}) {
    auto frame = std::make_shared<Frame>(*m_base);
    frame->time = t;
    frame->quality = quality;
    const Layer::Parts parts = m_layer.prepareParts(frame);
    const PixelTarget target = PixelTarget::of(m_image);
    m_bands.drawBands(
        m_image.size(), parts.beside,
        [&](const QRect& band) {
          for (int y = band.top(); y <= band.bottom(); ++y) {
            std::copy_n(reinterpret_cast<const QRgb*>(m_ground.constScanLine(y)), band.width(),
                        target.bits + y * target.stride);
          }
          PixelCanvas canvas(target, 1, band);
          parts.lower(canvas, {});
        },
        [&](const QRect& band) {
          PixelCanvas canvas(target, 1, band);
          parts.upper(canvas, {});
        });
  }
  const QImage& image() const { return m_image; }

 private:
  std::shared_ptr<const Frame> m_base;
  QImage m_image;
  QImage m_ground;
  BandPool m_bands;
  TracksLayer m_layer;
};

}  // namespace sorami::bench
